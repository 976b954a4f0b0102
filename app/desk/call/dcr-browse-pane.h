/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrBrowsePane: life events, themes with their counts; from a theme to its files, from a file to its
 * articles. In the left pane while nothing is searched. Main thread.
 * Signal « article-chosen » (ref).
 */
#define DCR_TYPE_BROWSE_PANE (dcr_browse_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrBrowsePane, dcr_browse_pane, DCR, BROWSE_PANE, GtkWidget)

GtkWidget *dcr_browse_pane_new (DcrSession *session);

/** Reads the themes again (another base). */
void dcr_browse_pane_reload (DcrBrowsePane *self);
/** Opens the node « AUDIENCE/ID » of a theme or file. */
void dcr_browse_pane_open (DcrBrowsePane *self, const char *ref, const char *title);
/** One level up. FALSE at the top. */
gboolean dcr_browse_pane_go_up (DcrBrowsePane *self);

G_END_DECLS
