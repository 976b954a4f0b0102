/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** Widgets in a window of their own, without the program around them. FALSE, said to TAP: no display. */
gboolean alone_init (int *argc, char ***argv);
/** @child in a window of that size, once it is mapped. */
GtkWindow *alone_show (GtkWidget *child, int width, int height);
/** Until nothing is left to do at idle priority. */
void alone_settle (void);

/** A mapped label below @widget holds @text. */
gboolean alone_shows (GtkWidget *widget, const char *text);
/** Fails unless a mapped label below @widget comes to hold @text. */
void alone_assert_shows (GtkWidget *widget, const char *text);
/** Into the folder DCR_PICTURES names, if it does. @window: or what has a surface of its own. */
void alone_picture (gpointer window, const char *name);
