/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-reason.h"

#include <string.h>

struct _DcrReasonGrid
{
  gatomicrefcount ref_count;
  GStringChunk *texts;
  DcrReason *rows; /* as read */
  guint n;
  GPtrArray *order;     /* DcrReason *: a family, its leaves, the next family */
  GHashTable *by_id;    /* id -> DcrReason * */
  GHashTable *next;     /* DcrReason * -> Successors * */
};

typedef struct
{
  GPtrArray *reasons; /* ended by NULL */
  GArray *weights;    /* int */
} Successors;

static void
successors_free (gpointer data)
{
  Successors *successors = data;
  g_ptr_array_unref (successors->reasons);
  g_array_unref (successors->weights);
  g_free (successors);
}

DcrReasonGrid *
dcr_reason_grid_ref (DcrReasonGrid *grid)
{
  g_atomic_ref_count_inc (&grid->ref_count);
  return grid;
}

void
dcr_reason_grid_unref (DcrReasonGrid *grid)
{
  if (grid == NULL || !g_atomic_ref_count_dec (&grid->ref_count))
    return;
  g_ptr_array_unref (grid->order);
  g_hash_table_unref (grid->by_id);
  g_hash_table_unref (grid->next);
  g_string_chunk_free (grid->texts);
  g_free (grid->rows);
  g_free (grid);
}

static const char *
keep_text (DcrReasonGrid *grid, const char *text)
{
  return g_string_chunk_insert_const (grid->texts, text ? text : "");
}

static gboolean
is_in_force (const DcrReason *reason, const char *day)
{
  return (reason->valid_from[0] == '\0' || strcmp (reason->valid_from, day) <= 0)
         && (reason->valid_to[0] == '\0' || strcmp (reason->valid_to, day) >= 0);
}

static GPtrArray *
read_rows (DcrReasonGrid *grid, DcrDb *db, const char *day, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (DcrReason));
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT id,parent,label,definition,example,counter_example,counter_reason,owner,valid_from,valid_to,"
      "checklist,position FROM reason ORDER BY position,id",
      error);

  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrReason row = {
        .id = keep_text (grid, dcr_stmt_text (stmt, 0)),
        .label = keep_text (grid, dcr_stmt_text (stmt, 2)),
        .definition = keep_text (grid, dcr_stmt_text (stmt, 3)),
        .example = keep_text (grid, dcr_stmt_text (stmt, 4)),
        .counter_example = keep_text (grid, dcr_stmt_text (stmt, 5)),
        .owner = keep_text (grid, dcr_stmt_text (stmt, 7)),
        .valid_from = keep_text (grid, dcr_stmt_text (stmt, 8)),
        .valid_to = keep_text (grid, dcr_stmt_text (stmt, 9)),
        .checklist = keep_text (grid, dcr_stmt_text (stmt, 10)),
        .position = dcr_stmt_int (stmt, 11),
      };
      if (!dcr_stmt_is_null (stmt, 6))
        row.counter_reason = keep_text (grid, dcr_stmt_text (stmt, 6));
      row.is_other = g_str_equal (row.id, DCR_REASON_OTHER);
      row.in_force = is_in_force (&row, day);
      g_array_append_val (rows, row);
      g_ptr_array_add (parents, (gpointer) keep_text (grid, dcr_stmt_text (stmt, 1)));
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  grid->n = rows->len;
  grid->rows = (DcrReason *) g_array_free (g_steal_pointer (&rows), FALSE);
  return g_steal_pointer (&parents);
}

/* Families, leaves and local leaves: three levels, so a broken parent cannot loop. */
static void
add_children (DcrReasonGrid *grid, const DcrReason *parent, guint level)
{
  for (guint i = 0; i < grid->n; i++)
    {
      DcrReason *row = &grid->rows[i];
      if (row->parent != parent || (level == 0 && row->is_other))
        continue;
      g_autofree char *path = parent ? g_strconcat (parent->path, " › ", row->label, NULL) : NULL;
      row->level = level;
      row->path = path ? keep_text (grid, path) : row->label;
      g_ptr_array_add (grid->order, row);
      if (row->has_children && level < 2)
        add_children (grid, row, level + 1);
    }
}

static gboolean
read_successors (DcrReasonGrid *grid, DcrDb *db, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT reason,successor,weight FROM reason_successor ORDER BY reason,weight DESC",
      error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrReason *from = g_hash_table_lookup (grid->by_id, dcr_stmt_text (stmt, 0));
      DcrReason *to = g_hash_table_lookup (grid->by_id, dcr_stmt_text (stmt, 1));
      int weight = dcr_stmt_int (stmt, 2);
      Successors *successors;
      if (from == NULL || to == NULL)
        continue;
      successors = g_hash_table_lookup (grid->next, from);
      if (successors == NULL)
        {
          successors = g_new (Successors, 1);
          successors->reasons = g_ptr_array_new ();
          successors->weights = g_array_new (FALSE, FALSE, sizeof (int));
          g_ptr_array_add (successors->reasons, NULL);
          g_hash_table_insert (grid->next, from, successors);
        }
      g_ptr_array_insert (successors->reasons, successors->reasons->len - 1, to);
      g_array_append_val (successors->weights, weight);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

DcrReasonGrid *
dcr_reason_grid_load (DcrDb *db, const char *day, GError **error)
{
  g_autoptr (DcrReasonGrid) grid = g_new0 (DcrReasonGrid, 1);
  g_autoptr (GPtrArray) parents = NULL;

  g_atomic_ref_count_init (&grid->ref_count);
  grid->texts = g_string_chunk_new (32768);
  grid->order = g_ptr_array_new ();
  grid->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  grid->next = g_hash_table_new_full (NULL, NULL, NULL, successors_free);
  parents = read_rows (grid, db, day, error);
  if (parents == NULL)
    return NULL;
  for (guint i = 0; i < grid->n; i++)
    g_hash_table_insert (grid->by_id, (gpointer) grid->rows[i].id, &grid->rows[i]);
  for (guint i = 0; i < grid->n; i++)
    {
      DcrReason *parent = g_hash_table_lookup (grid->by_id, parents->pdata[i]);
      grid->rows[i].parent = parent;
      if (parent != NULL)
        parent->has_children = TRUE;
    }
  add_children (grid, NULL, 0);
  DcrReason *other = g_hash_table_lookup (grid->by_id, DCR_REASON_OTHER);
  if (other != NULL)
    {
      other->path = other->label;
      other->level = 1;
      g_ptr_array_add (grid->order, other);
    }
  if (!read_successors (grid, db, error))
    return NULL;
  return g_steal_pointer (&grid);
}

const DcrReason *
dcr_reason_grid_find (DcrReasonGrid *grid, const char *id)
{
  return id ? g_hash_table_lookup (grid->by_id, id) : NULL;
}

guint
dcr_reason_grid_get_n (DcrReasonGrid *grid)
{
  return grid->order->len;
}

const DcrReason *
dcr_reason_grid_get (DcrReasonGrid *grid, guint at)
{
  return grid->order->pdata[at];
}

gboolean
dcr_reason_is_choosable (const DcrReason *reason)
{
  return reason->in_force
         && (reason->is_other || (reason->parent != NULL && reason->parent->in_force));
}

const DcrReason *const *
dcr_reason_grid_successors (DcrReasonGrid *grid, const DcrReason *reason, const int **weights)
{
  Successors *successors = g_hash_table_lookup (grid->next, reason);
  if (weights != NULL)
    *weights = successors ? (const int *) successors->weights->data : NULL;
  return successors ? (const DcrReason *const *) successors->reasons->pdata : NULL;
}
