/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/call/dcr-appels.h"

G_BEGIN_DECLS

/** DcrWindow: the one window: header, banner, workspaces. Main thread. */
#define DCR_TYPE_WINDOW (dcr_window_get_type ())
G_DECLARE_FINAL_TYPE (DcrWindow, dcr_window, DCR, WINDOW, AdwApplicationWindow)

/** On one base. @importer is the application's. */
GtkWidget *dcr_window_new (GtkApplication *application, DcrSession *session, DcrImporter *importer);

DcrSession *dcr_window_get_session (DcrWindow *self);
DcrAppels *dcr_window_get_appels (DcrWindow *self);
DcrWidthClass dcr_window_get_width_class (DcrWindow *self);

/** Says what was done, for a few seconds. */
void dcr_window_toast (DcrWindow *self, const char *sentence);
/** Types @words in the search. */
void dcr_window_search (DcrWindow *self, const char *words);

/** Comes to « Suivi », its callbacks: a reminder was clicked. */
void dcr_window_show_callbacks (DcrWindow *self);

G_END_DECLS
