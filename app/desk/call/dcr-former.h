/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is left of the former article: its widgets, then the trees they point into. Freed in slices, in the
 * order in which it was kept. Main thread. */

/** @data (nullable) is freed by @free; a widget by gtk_widget_unparent(), piece by piece: it must be
 *  hidden. */
void dcr_former_keep (GQueue *former, gpointer data, GDestroyNotify free);
/** TRUE while something is left. @deadline: monotonic. */
gboolean dcr_former_free_some (GQueue *former, gint64 deadline);

G_END_DECLS
