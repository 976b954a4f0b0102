/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrSideNav: the pages of a workspace, each with a count. Counts never resort the rows. Main
 * thread. Signal: « selected » (const char *id). */
#define DCR_TYPE_SIDE_NAV (dcr_side_nav_get_type ())
G_DECLARE_FINAL_TYPE (DcrSideNav, dcr_side_nav, DCR, SIDE_NAV, GtkBox)

GtkWidget *dcr_side_nav_new (const char *name);
void dcr_side_nav_add (DcrSideNav *self, const char *id, const char *icon_name, const char *title);
/** Neither selectable nor activatable. */
void dcr_side_nav_add_heading (DcrSideNav *self, const char *title);
/** 0 shows nothing. @kind: NULL when it only informs, « warning » or « error » when it asks for an
 * act. */
void dcr_side_nav_set_count (DcrSideNav *self, const char *id, guint count, const char *kind);
/** Selects without telling. */
void dcr_side_nav_select (DcrSideNav *self, const char *id);
const char *dcr_side_nav_get_selected (DcrSideNav *self);

G_END_DECLS
