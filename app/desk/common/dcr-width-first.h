/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrWidthFirst: lays out a column of texts in a row as its box would, but is never asked which width would do
 * for a height. GTK 4.8 asks that of each child of a row whenever the row is placed, and a column with a
 * label that wraps finds the answer by laying out its text at some fifteen widths. What it gets in the end is
 * the width that is there.
 */
#define DCR_TYPE_WIDTH_FIRST (dcr_width_first_get_type ())
G_DECLARE_FINAL_TYPE (DcrWidthFirst, dcr_width_first, DCR, WIDTH_FIRST, GtkLayoutManager)

/** For every column and every label that wraps in a row below @root, those of a template as well. A box it was
 *  applied to keeps its spacing. */
void dcr_width_first_apply (GtkWidget *root);

/** The same for the column @root itself, whatever it stands in, and what is below it. */
void dcr_width_first_take (GtkWidget *root);

G_END_DECLS
