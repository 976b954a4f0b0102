/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/dcr-application.h"
#include "desk/shell/dcr-window.h"

/** The real window on a demonstration base in a folder of its own. Started once for a test program;
 *  every GTK warning ends it. */
DcrWindow *desk_start (int *argc, char ***argv);
void desk_end (void);
DcrApplication *desk_application (void);

typedef gboolean (*DeskCondition) (gconstpointer data);
/** Runs the main loop until @condition holds; fails with @what after a minute. */
void desk_await (const char *what, DeskCondition condition, gconstpointer data);
/** Until nothing is left to do at idle priority and two frames were drawn. */
void desk_settle (void);

/** The size of the window; waits until it has it. */
void desk_resize (int width, int height);

/** First widget below @root of this class name that is mapped, or NULL. */
GtkWidget *desk_find (GtkWidget *root, const char *type_name);
/** First mapped label below @root that holds @text. */
GtkWidget *desk_find_label (GtkWidget *root, const char *text);
/** Opens an article and waits for it. */
void desk_open (const char *ref);
