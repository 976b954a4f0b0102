/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrLineLayout: children beside each other, as wide as they like; those that expand share the rest. For
 * lines that hold text: a horizontal GtkBox asks a text how high it is at its least width, how wide at
 * that height, and so on, some eight times, and each answer is a new layout of it. Here it is asked once,
 * for the width it will get.
 */
#define DCR_TYPE_LINE_LAYOUT (dcr_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (DcrLineLayout, dcr_line_layout, DCR, LINE_LAYOUT, GtkLayoutManager)

/** @spacing: pixels between children. */
GtkLayoutManager *dcr_line_layout_new (int spacing);
/** Children are only as high as they need, in the middle of the line. To align a text by its own
 *  property would ask it for its width again. */
void dcr_line_layout_set_centred (DcrLineLayout *self, gboolean centred);
/** A GtkBox, to append to, that lays its children out so. */
GtkWidget *dcr_line_new (int spacing);

G_END_DECLS
