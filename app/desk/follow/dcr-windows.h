/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Windows that may be promised, and places a caller may be in, for drop-downs. Main thread. */

/** The next half-days of working days from an hour after @now on. (element-type DcrPromiseWindow),
 * free function set. */
typedef struct
{
  gint64 from, to; /* UTC ms */
  char *label;     /* « tomorrow, 9:00 to 12:00 » */
} DcrPromiseWindow;
GPtrArray *dcr_windows_list (gint64 now, guint n);

/** Labels of dcr_places(), after « Where is the caller? », which is none of them. */
GtkStringList *dcr_windows_places (void);

G_END_DECLS
