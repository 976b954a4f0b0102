/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrFilter: which public and which theme results are for: two menu buttons and their menus. Main thread.
 * Signals: « changed »; « browse »: « Browse by theme » was asked for.
 */
#define DCR_TYPE_FILTER (dcr_filter_get_type ())
G_DECLARE_FINAL_TYPE (DcrFilter, dcr_filter, DCR, FILTER, GObject)

/** Fills both buttons. Their menus are made when they are first opened. */
DcrFilter *dcr_filter_new (DcrSession *session, GtkMenuButton *audience, GtkMenuButton *theme);

/** 1 << DcrAudience, 0 for all. */
guint dcr_filter_get_audiences (DcrFilter *self);
/** NULL for all. */
const char *dcr_filter_get_theme (DcrFilter *self);
/** TRUE when nothing is left out. */
gboolean dcr_filter_is_open (DcrFilter *self);

/** A menu button with the publics; @chosen gets the audience. */
typedef void (*DcrAudienceFunc) (DcrAudience audience, gpointer user_data);
void dcr_audience_menu_attach (GtkMenuButton *button, DcrAudience now, DcrAudienceFunc chosen,
                               gpointer user_data);

G_END_DECLS
