/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-block.h"

G_BEGIN_DECLS

/**
 * DcrTable: a table with its spans as a GtkGrid, in a frame that scrolls sideways by itself when the
 * pane is narrower than its longest words. Figures stand to the right. Rows are built in slices.
 * Main thread.
 */
#define DCR_TYPE_TABLE (dcr_table_get_type ())
G_DECLARE_FINAL_TYPE (DcrTable, dcr_table, DCR, TABLE, GtkWidget)

/** Makes the widget of a block inside a cell: dcr_builder_block(). */
typedef GtkWidget *(*DcrTableCellFunc) (const DcrBlock *block, gpointer user_data);

/** @block: a DCR_BLOCK_TABLE; it and @user_data must outlive the widget. No row is there yet.
 *  @name: accessible name when the table has no title. */
GtkWidget *dcr_table_new (const DcrBlock *block, const char *name, DcrTableCellFunc func,
                          gpointer user_data);
/** Builds rows until @deadline (g_get_monotonic_time()), one at least; FALSE when all are there. */
gboolean dcr_table_build_some (DcrTable *self, gint64 deadline);
/** Rows built so far. */
guint dcr_table_get_n_lines (DcrTable *self);

G_END_DECLS
