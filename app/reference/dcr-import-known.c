/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-import-private.h"

#include <string.h>

static void
known_free (gpointer data)
{
  DcrKnown *known = data;
  g_free (known->id);
  g_free (known->hash);
  g_free (known->date);
  g_free (known);
}

char *
dcr_known_key (DcrAudience audience, const char *id)
{
  return g_strdup_printf ("%d/%s", audience, id);
}

static DcrKnown *
read_row (DcrStmt *stmt)
{
  DcrKnown *known = g_new0 (DcrKnown, 1);
  gsize size;
  gconstpointer raw = dcr_stmt_blob (stmt, 6, &size);

  known->rowid = dcr_stmt_int (stmt, 0);
  known->audience = dcr_stmt_int (stmt, 1);
  known->id = g_strdup (dcr_stmt_text (stmt, 2));
  known->hash = g_strdup (dcr_stmt_text (stmt, 3));
  known->date = g_strdup (dcr_stmt_text (stmt, 4));
  known->version = dcr_stmt_int (stmt, 5);
  if (size == DCR_RAW_HASH_SIZE)
    memcpy (known->raw_hash, raw, size);
  return known;
}

static gboolean
load_publications (DcrKnownBase *self, DcrDb *base, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      base, "SELECT rowid,audience,id,hash,date,version,raw_hash FROM publication", error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrKnown *known = read_row (stmt);
      g_ptr_array_add (self->all, known);
      g_hash_table_insert (self->by_key, dcr_known_key (known->audience, known->id), known);
      g_hash_table_insert (self->by_raw, known->raw_hash, known);
      if (known->audience < DCR_N_AUDIENCES)
        self->n_audience[known->audience]++;
    }
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

static gboolean
load_records (DcrKnownBase *self, DcrDb *base, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (base,
                        "SELECT audience,digest,day,documents FROM import_record WHERE rowid IN"
                        " (SELECT max(rowid) FROM import_record GROUP BY audience)",
                        error);
  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &inner))
    {
      gint64 audience = dcr_stmt_int (stmt, 0);
      if (audience < 0 || audience >= DCR_N_AUDIENCES)
        continue;
      /* a rebuild may have lost texts since: then the archive is to be read again */
      if (dcr_stmt_int (stmt, 3) == self->n_audience[audience])
        g_hash_table_insert (self->digests, g_strdup (dcr_stmt_text (stmt, 1)),
                             GINT_TO_POINTER ((int) audience));
      self->last_day[audience] = g_strdup (dcr_stmt_text (stmt, 2));
    }
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

DcrKnownBase *
dcr_known_base_load (DcrDb *base, GError **error)
{
  g_autoptr (DcrKnownBase) self = g_new0 (DcrKnownBase, 1);

  self->all = g_ptr_array_new_with_free_func (known_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_raw = dcr_feed_raw_table ();
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (base != NULL && (!load_publications (self, base, error) || !load_records (self, base, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
dcr_known_base_free (DcrKnownBase *known)
{
  if (known == NULL)
    return;
  g_hash_table_unref (known->by_key);
  g_hash_table_unref (known->by_raw);
  g_hash_table_unref (known->digests);
  g_ptr_array_unref (known->all);
  for (int i = 0; i < DCR_N_AUDIENCES; i++)
    g_free (known->last_day[i]);
  g_free (known);
}
