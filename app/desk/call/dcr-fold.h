/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrFold: the dim line « Ne concerne pas cet appelant : mineur », which opens and closes what an answer
 * folded away. Alone (a row of the article), or around a child of its own (an item of a list). Signal
 * « toggled ». Main thread.
 */
#define DCR_TYPE_FOLD (dcr_fold_get_type ())
G_DECLARE_FINAL_TYPE (DcrFold, dcr_fold, DCR, FOLD, GtkWidget)

/** @child: (nullable) (floating): shown without the line while nothing is folded. */
GtkWidget *dcr_fold_new (GtkWidget *child);
/** @names: what is folded away, or NULL when nothing is. */
void dcr_fold_set_names (DcrFold *self, const char *names);
void dcr_fold_set_opened (DcrFold *self, gboolean opened);
gboolean dcr_fold_get_opened (DcrFold *self);
gboolean dcr_fold_is_folded (DcrFold *self);

G_END_DECLS
