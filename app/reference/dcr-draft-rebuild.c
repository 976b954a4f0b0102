/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-draft-private.h"

#include "reference/dcr-deflate.h"

/* What cannot be made again, row by row from a base that may be damaged elsewhere. One letter a
 * column: i integer, t text, b blob. */
static const struct
{
  const char *table, *columns, *types;
} kept[] = {
  { "node", "audience,parent,position,depth,target_audience,target_id,title", "itiiitt" },
  { "former", "audience,id,version,hash,since,until,xml", "ititttb" },
  { "tombstone", "audience,id,kind,title,withdrawn", "ititt" },
  { "redirection", "audience,from_id,to_id", "itt" },
  { "import_record",
    "audience,source,file,digest,day,feed_version,imported_ms,documents,added,changed,removed",
    "itttttiiiii" },
};

static void
copy_column (DcrStmt *from, DcrStmt *to, int column, char type)
{
  gconstpointer data;
  gsize size;

  if (dcr_stmt_is_null (from, column))
    dcr_stmt_bind_text (to, column + 1, NULL);
  else if (type == 'i')
    dcr_stmt_bind_int (to, column + 1, dcr_stmt_int (from, column));
  else if (type == 't')
    dcr_stmt_bind_text (to, column + 1, dcr_stmt_text (from, column));
  else
    {
      data = dcr_stmt_blob (from, column, &size);
      dcr_stmt_bind_blob (to, column + 1, data, size);
    }
}

/* Counts a row that cannot be read, and goes on; stops on one that cannot be written. */
static gboolean
copy_table (DcrDraft *draft, DcrDb *base, gsize which, guint *n_lost, GError **error)
{
  /* of the menus only the home's does not come from an article */
  g_autofree char *select
      = g_strdup_printf ("SELECT %s FROM %s%s", kept[which].columns, kept[which].table,
                         which == 0 ? " WHERE parent=''" : "");
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autoptr (GError) lost = NULL;
  GError *inner = NULL;

  g_string_printf (insert, "INSERT OR IGNORE INTO %s(%s) VALUES(", kept[which].table,
                   kept[which].columns);
  for (gsize i = 0; kept[which].types[i] != '\0'; i++)
    g_string_append_printf (insert, "%s?%d", i > 0 ? "," : "", (int) i + 1);
  g_string_append_c (insert, ')');
  g_autoptr (DcrStmt) from = dcr_db_prepare (base, select, error);
  g_autoptr (DcrStmt) to = from != NULL ? dcr_db_prepare (draft->db, insert->str, error) : NULL;
  if (to == NULL)
    return FALSE;
  while (dcr_stmt_step (from, &lost))
    {
      for (gsize i = 0; kept[which].types[i] != '\0'; i++)
        copy_column (from, to, i, kept[which].types[i]);
      dcr_stmt_step (to, &inner);
      dcr_stmt_reset (to);
      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
    }
  if (lost != NULL)
    (*n_lost)++;
  return TRUE;
}

/* Parses the stored text of the row @from stands on; NULL when it cannot be read. */
static DcrDocument *
read_again (DcrStmt *from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer xml;
  gsize xml_size, size;
  char *text;
  DcrDocument *document;

  xml = dcr_stmt_blob (from, 2, &xml_size);
  text = xml != NULL ? dcr_inflate (xml, xml_size, DCR_ARTICLE_MAX_BYTES, &size) : NULL;
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, size);
  document = dcr_document_new (bytes, NULL, NULL, &error);
  if (document == NULL)
    g_message ("rebuild: %s", error->message);
  return document;
}

static gboolean
rebuild_one (DcrDraft *draft, DcrDb *base, gint64 rowid, guint *n_lost, GError **error)
{
  g_autoptr (GError) lost = NULL;
  g_autoptr (DcrDocument) document = NULL;
  gint64 new_rowid;
  g_autoptr (DcrStmt) from
      = dcr_db_prepare (base,
                        "SELECT version,since,xml FROM publication JOIN original"
                        " ON publication=publication.rowid WHERE publication.rowid=?1",
                        error);
  if (from == NULL)
    return FALSE;
  dcr_stmt_bind_int (from, 1, rowid);
  if (dcr_stmt_step (from, &lost))
    document = read_again (from);
  if (document == NULL)
    {
      (*n_lost)++;
      return TRUE;
    }
  return dcr_draft_add (draft, document, dcr_stmt_int (from, 0), dcr_stmt_text (from, 1), &new_rowid,
                        error);
}

static GArray *
list_rowids (DcrDb *base, GError **error)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (base, "SELECT rowid FROM publication ORDER BY rowid", error);

  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &inner))
    {
      gint64 rowid = dcr_stmt_int (stmt, 0);
      g_array_append_val (rowids, rowid);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&rowids);
}

static gboolean
rebuild_all (DcrDraft *draft, DcrDb *base, guint *n_lost, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) rowids = list_rowids (base, error);

  if (rowids == NULL || !dcr_draft_index (draft, DCR_INDEX_RESET, NULL, error))
    return FALSE;
  for (guint i = 0; i < rowids->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !rebuild_one (draft, base, g_array_index (rowids, gint64, i), n_lost, error))
      return FALSE;
  return TRUE;
}

DcrDraft *
dcr_draft_new_rebuilt (const char *folder, DcrDb *base, DcrDraftIndex index, guint *n_lost,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (DcrDraft) draft = dcr_draft_new_empty (folder, index, error);

  *n_lost = 0;
  if (draft == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (!copy_table (draft, base, i, n_lost, error))
      return NULL;
  if (!rebuild_all (draft, base, n_lost, cancellable, error))
    return NULL;
  return g_steal_pointer (&draft);
}
