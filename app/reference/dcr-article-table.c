/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: the grid is counted, never taken from the declared columns (FORMAT 8). */
#include "reference/dcr-article-private.h"

/* More columns than that is an attack or a mistake: the widest table has 13. */
#define MAX_SPAN 100

typedef struct
{
  GArray *below;         /* guint: rows that the cell above still covers, by column */
  GArray *header_column; /* gboolean, by declared column */
  guint n_columns, n_declared;
  gboolean bad;
} Grid;

static guint
span (const xmlNode *cell, const char *name)
{
  const char *value = dcr_node_attr (cell, name);

  return value != NULL ? (guint)CLAMP (g_ascii_strtoll (value, NULL, 10), 1, MAX_SPAN) : 1;
}

static guint
next_free (Grid *grid, guint column)
{
  while (column < grid->below->len && g_array_index (grid->below, guint, column) > 0)
    column++;
  return column;
}

static void
occupy (Grid *grid, guint column, guint width, guint height)
{
  if (grid->below->len < column + width)
    g_array_set_size (grid->below, column + width);
  for (guint i = column; i < column + width; i++)
    g_array_index (grid->below, guint, i) = height;
}

static gboolean
is_header_column (const Grid *grid, guint column)
{
  return column < grid->header_column->len && g_array_index (grid->header_column, gboolean, column);
}

static void
build_row (DcrBuilder *builder, Grid *grid, xmlNode *node, guint rows_left)
{
  DcrBlock *row = dcr_build_block (builder, DCR_BLOCK_ROW, node);
  guint mark = builder->stack->len, column = 0, end = 0;

  row->is_header = g_strcmp0 (dcr_node_attr (node, "type"), "header") == 0;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      DcrBlock *cell;

      if (child->type != XML_ELEMENT_NODE)
        continue;
      column = next_free (grid, column);
      cell = dcr_build_whole (builder, DCR_BLOCK_CELL, 0, child);
      cell->column = column;
      cell->column_span = span (child, "fusionHorizontale");
      cell->row_span = span (child, "fusionVerticale");
      grid->bad |= cell->row_span > rows_left;
      cell->row_span = MIN (cell->row_span, rows_left);
      cell->is_header = row->is_header || is_header_column (grid, column);
      occupy (grid, column, cell->column_span, cell->row_span);
      column += cell->column_span;
    }
  for (guint i = 0; i < grid->below->len; i++)
    if (g_array_index (grid->below, guint, i) > 0)
      {
        g_array_index (grid->below, guint, i)--;
        end = i + 1;
      }
  grid->bad |= end != (grid->n_declared > 0 ? grid->n_declared : MAX (end, grid->n_columns));
  grid->n_columns = MAX (grid->n_columns, end);
  dcr_build_adopt (builder, row, mark);
  g_ptr_array_add (builder->stack, row);
}

static void
declare_columns (DcrBuilder *builder, Grid *grid, DcrBlock *table, xmlNode *node)
{
  GArray *widths = g_array_new (FALSE, TRUE, sizeof (guint));

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && dcr_element_of (child) == DCR_E_COLONNE)
      {
        const char *width = dcr_node_attr (child, "largeur");
        guint percent
            = width != NULL ? (guint)CLAMP (g_ascii_strtoll (width, NULL, 10), 0, 100) : 0;
        gboolean header = g_strcmp0 (dcr_node_attr (child, "type"), "header") == 0;

        g_array_append_val (widths, percent);
        g_array_append_val (grid->header_column, header);
      }
  grid->n_declared = widths->len;
  if (widths->len > 0)
    {
      DcrDetails *details = dcr_build_details (builder, table);

      details->widths = dcr_arena_dup (builder->arena, widths->data, widths->len * sizeof (guint));
      details->n_widths = widths->len;
    }
  g_array_unref (widths);
}

static guint
count_rows (xmlNode *node)
{
  guint n = 0;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    n += child->type == XML_ELEMENT_NODE && dcr_element_of (child) == DCR_E_RANGEE;
  return n;
}

void
dcr_build_table (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *table = dcr_build_block (builder, DCR_BLOCK_TABLE, node);
  guint mark = builder->stack->len, left = count_rows (node);
  Grid grid = { .below = g_array_new (FALSE, TRUE, sizeof (guint)),
                .header_column = g_array_new (FALSE, TRUE, sizeof (gboolean)) };

  declare_columns (builder, &grid, table, node);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && dcr_element_of (child) == DCR_E_RANGEE)
      build_row (builder, &grid, child, left--);
    else
      dcr_build_element (builder, table, child);
  table->column_span = grid.n_columns;
  builder->article->n_bad_tables += grid.bad;
  dcr_build_adopt (builder, table, mark);
  g_array_unref (grid.below);
  g_array_unref (grid.header_column);
  g_ptr_array_add (builder->stack, table);
}
