/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrShareBar: parts of a whole in one bar of 14 px, their values written above it. Colour is never the
 *  only sign. Main thread. */
#define DCR_TYPE_SHARE_BAR (dcr_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (DcrShareBar, dcr_share_bar, DCR, SHARE_BAR, GtkWidget)

GtkWidget *dcr_share_bar_new (void);

void dcr_share_bar_clear (DcrShareBar *self);
/** @kind: "accent", "success", "error" or NULL (neutral). @label: « 3 612 modifiées ». A part of 0 is
 *  not drawn. */
void dcr_share_bar_add (DcrShareBar *self, guint value, const char *kind, const char *label);

G_END_DECLS
