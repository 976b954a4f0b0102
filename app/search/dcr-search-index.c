/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-search.h"

#include <string.h>

#include "search/dcr-search-private.h"
#include "search/dcr-tokenizer.h"
#include "store/dcr-files.h"

/*
 * Two FTS5 tables decide what matches. search_text holds what an article says itself; its rows come
 * and go while the import reads. search_names holds what others call it (menus, link texts) and the
 * titles of its services: one new document can change many of its rows, so it is made whole at the
 * end. A heading that is the same on every article is no word of it (role_of() in dcr-corpus.c).
 */

static const char schema[] =
  "DROP TABLE IF EXISTS search_text; DROP TABLE IF EXISTS search_names;"
  "DROP VIEW IF EXISTS search_document;"
  "CREATE VIEW search_document(rowid,title,text) AS SELECT p.rowid, p.title,"
  " p.description||char(10)||coalesce(p.theme,'')||char(10)||coalesce(p.dossier,'')||char(10)||"
  " coalesce((SELECT group_concat(iif(substr(address,1,instr(address||'/','/')-1) IN ("
  "'introduction','textes-de-reference','questions-reponses','et-aussi','pour-en-savoir-plus','fiches-liees',"
  "'comment-faire-si','recherche-guidee'),'',heading)||char(10)||text,char(10))"
  " FROM passage WHERE publication=p.rowid),'') FROM publication p;"
  "CREATE VIRTUAL TABLE search_text USING fts5(title,text,content=search_document,content_rowid=rowid,"
  "tokenize='fr');"
  "CREATE VIRTUAL TABLE search_names USING fts5(names,content='',tokenize='fr');";

gboolean
dcr_search_register (DcrDb *db, GError **error)
{
  return dcr_tokenizer_register (db, error);
}

/* Steps a statement that gives no rows. */
static gboolean
run (DcrStmt *stmt, GError **error)
{
  GError *inner = NULL;

  dcr_stmt_step (stmt, &inner);
  dcr_stmt_reset (stmt);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

static gboolean
write_text (DcrStmt *from, DcrStmt *to, GError **error)
{
  dcr_stmt_bind_int (to, 1, dcr_stmt_int (from, 0));
  dcr_stmt_bind_text (to, 2, dcr_stmt_text (from, 1));
  dcr_stmt_bind_text (to, 3, dcr_stmt_text (from, 2));
  return run (to, error);
}

#define TEXT_OF "SELECT rowid,title,text FROM search_document WHERE rowid"
#define ADD_TEXT "INSERT INTO search_text(rowid,title,text) VALUES(?1,?2,?3)"

/* One statement reads and another writes: before an INSERT … SELECT, SQLite asks FTS5 for a
 * savepoint, and FTS5 then writes out a segment a document. */
static gboolean
each_text (DcrDb *db, GArray *rowids, const char *write, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) from = dcr_db_prepare (db, TEXT_OF "=?1", error);
  g_autoptr (DcrStmt) to = from != NULL ? dcr_db_prepare (db, write, error) : NULL;

  if (to == NULL)
    return FALSE;
  for (guint i = 0; i < rowids->len; i++)
    {
      dcr_stmt_reset (from);
      dcr_stmt_bind_int (from, 1, g_array_index (rowids, gint64, i));
      if (dcr_stmt_step (from, &inner) && !write_text (from, to, error))
        return FALSE;
      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
    }
  return TRUE;
}

/* What has no row yet: after a RESET, everything. The reading statement stands open all along, so
 * that an interrupt of the connection is not lost between two rows. */
static gboolean
add_missing (DcrDb *db, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) from
      = dcr_db_prepare (db, TEXT_OF " NOT IN (SELECT id FROM search_text_docsize)", error);
  g_autoptr (DcrStmt) to = from != NULL ? dcr_db_prepare (db, ADD_TEXT, error) : NULL;

  if (to == NULL)
    return FALSE;
  while (dcr_stmt_step (from, &inner))
    if (!write_text (from, to, error))
      return FALSE;
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

static void
append_list (GString *out, const GPtrArray *list)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_string_append (out, g_ptr_array_index (list, i));
      g_string_append_c (out, '\n');
    }
}

static gboolean
write_names (DcrDb *db, const DcrCorpus *corpus, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (DcrStmt) stmt = NULL;

  if (!dcr_db_exec (db, "INSERT INTO search_names(search_names) VALUES('delete-all')", error))
    return FALSE;
  stmt = dcr_db_prepare (db, "INSERT INTO search_names(rowid,names) VALUES(?1,?2)", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < corpus->docs->len; i++)
    {
      const DcrCorpusDoc *doc = &g_array_index (corpus->docs, DcrCorpusDoc, i);

      g_string_truncate (names, 0);
      for (guint f = 0; f < DCR_FIELD_BODY; f++)
        append_list (names, doc->fields[f]);
      dcr_stmt_bind_int (stmt, 1, doc->rowid);
      dcr_stmt_bind_text (stmt, 2, names->str);
      if (!run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_rows (DcrDb *db, GError **error)
{
  gint64 wrong = dcr_db_get_int (db, -1, error,
                                 "SELECT (SELECT count(*) FROM search_text_docsize)!=(SELECT count(*) FROM publication)"
                                 " OR (SELECT count(*) FROM search_names_docsize)!=(SELECT count(*) FROM publication)",
                                 "");

  if (wrong == 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_STORE,
        _("The search index does not count the same articles as the base. The base was left as it was."));
  return FALSE;
}

char *
dcr_search_stamp (DcrDb *db)
{
  char *stamp = dcr_db_get_text (db, NULL, "SELECT value FROM meta WHERE name='stamp'", "");

  return stamp != NULL ? stamp : g_strdup ("");
}

GBytes *
dcr_search_derive (DcrDb *db, GError **error)
{
  g_autofree char *stamp = dcr_search_stamp (db);
  g_autoptr (DcrCorpus) corpus = dcr_corpus_read (db, error);

  return corpus != NULL ? dcr_index_build (corpus, stamp, NULL, TRUE, error) : NULL;
}

char *
dcr_search_index_path (const char *db_path, const char *suffix)
{
  g_autofree char *folder = g_path_get_dirname (db_path);
  g_autofree char *name = g_strconcat ("reference.idx", suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/* The ranking index needs no base once the corpus is read: it is made in a thread of its own while
 * FTS5 writes its rows. */
typedef struct
{
  const DcrCorpus *corpus;
  char *stamp, *path;
  GError *error;
} Derivation;

static gpointer
derive_beside (gpointer data)
{
  Derivation *derivation = data;
  g_autoptr (GBytes) bytes
      = dcr_index_build (derivation->corpus, derivation->stamp, NULL, TRUE, &derivation->error);

  if (bytes != NULL)
    dcr_files_write (derivation->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                     &derivation->error);
  return NULL;
}

static gboolean
finish (DcrDb *db, GError **error)
{
  g_autofree char *stamp = dcr_search_stamp (db);
  g_autofree char *path = dcr_search_index_path (dcr_db_get_path (db), ".new");
  g_autoptr (DcrCorpus) corpus = dcr_corpus_read (db, error);
  Derivation derivation = { corpus, stamp, path, NULL };
  GThread *thread;
  gboolean written;

  if (corpus == NULL)
    return FALSE;
  thread = g_thread_try_new ("import-index", derive_beside, &derivation, NULL);
  written
      = add_missing (db, error) && write_names (db, corpus, error) && check_rows (db, error);
  if (thread != NULL)
    g_thread_join (thread);
  else if (written)
    derive_beside (&derivation);
  if (derivation.error == NULL)
    return written;
  if (written)
    g_propagate_error (error, derivation.error);
  else
    g_error_free (derivation.error);
  return FALSE;
}

gboolean
dcr_search_index (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data, GError **error)
{
  if (!dcr_search_register (db, error))
    return FALSE;
  switch (step)
    {
    case DCR_INDEX_RESET:
      return dcr_db_exec (db, schema, error);
    case DCR_INDEX_DROP:
      return each_text (
          db, rowids,
          "INSERT INTO search_text(search_text,rowid,title,text) VALUES('delete',?1,?2,?3)", error);
    case DCR_INDEX_ADD:
      return each_text (db, rowids, ADD_TEXT, error);
    case DCR_INDEX_CHECK:
      /* the table beside the texts is compared with them; the other has no content to compare with */
      return dcr_db_exec (db,
                          "INSERT INTO search_text(search_text,rank) VALUES('integrity-check',1);"
                          "INSERT INTO search_names(search_names) VALUES('integrity-check')",
                          error)
             && check_rows (db, error);
    case DCR_INDEX_FINISH:
    default:
      return finish (db, error);
    }
}
