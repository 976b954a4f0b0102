/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-search.h"

#include <string.h>

struct _DcrSearch
{
  DcrReference *reference;
};

gboolean
dcr_search_register (DcrDb *db, GError **error)
{
  return TRUE;
}

static gboolean
add_row (DcrDb *db, gint64 rowid, GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT INTO kb(rowid,title,headings,body) SELECT p.rowid, p.title,"
                     " (SELECT group_concat(heading,' ') FROM passage WHERE publication=p.rowid),"
                     " (SELECT group_concat(text,' ') FROM passage WHERE publication=p.rowid)"
                     " FROM publication p WHERE p.rowid=?1",
                     "i", rowid);
}

gboolean
dcr_search_index (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data, GError **error)
{
  if (step == DCR_INDEX_RESET)
    return dcr_db_exec (db,
                        "DROP TABLE IF EXISTS kb; CREATE VIRTUAL TABLE kb USING"
                        " fts5(title,headings,body,tokenize='unicode61 remove_diacritics 2')",
                        error);
  for (guint i = 0; rowids != NULL && i < rowids->len; i++)
    {
      gint64 rowid = g_array_index (rowids, gint64, i);
      if (step == DCR_INDEX_DROP
              ? !dcr_db_run (db, error, "DELETE FROM kb WHERE rowid=?1", "i", rowid)
              : !add_row (db, rowid, error))
        return FALSE;
    }
  return TRUE;
}

DcrSearch *
dcr_search_open (DcrReference *reference, GError **error)
{
  DcrSearch *search = g_new0 (DcrSearch, 1);
  search->reference = reference;
  return search;
}

void
dcr_search_close (DcrSearch *search)
{
  g_free (search);
}

static void
hit_free (gpointer data)
{
  DcrHit *hit = data;
  g_free (hit->ref);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->sentence);
  g_free (hit->address);
  g_free (hit->date);
  g_free (hit->theme);
  g_free (hit->why);
  g_free (hit);
}

void
dcr_search_result_free (DcrSearchResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->hits);
  g_ptr_array_unref (result->near_terms);
  g_free (result->corrected);
  g_free (result);
}

static char *
match_of (const char *words)
{
  g_auto (GStrv) tokens = g_strsplit_set (words, " \t'’-\"*.,;:!?()", -1);
  GString *match = g_string_new (NULL);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (*tokens[i] != '\0')
      g_string_append_printf (match, "%s\"%s\"*", match->len ? " AND " : "", tokens[i]);
  return g_string_free (match, FALSE);
}

DcrSearchResult *
dcr_search_query (DcrSearch *search, const DcrSearchRequest *request)
{
  DcrSearchResult *result = g_new0 (DcrSearchResult, 1);
  g_autofree char *match = match_of (request->words);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_reference_db (search->reference),
      "SELECT p.rowid,p.audience,p.kind,p.id,p.title,p.date,p.theme,"
      " snippet(kb,2,'\001','\002','…',24) FROM kb JOIN publication p ON p.rowid=kb.rowid"
      " WHERE kb MATCH ?1 AND p.kind NOT IN (4,5,6) AND rank MATCH 'bm25(10,3,1)' ORDER BY rank LIMIT ?2",
      NULL);

  result->hits = g_ptr_array_new_with_free_func (hit_free);
  result->near_terms = g_ptr_array_new_with_free_func (g_free);
  if (stmt == NULL || *match == '\0')
    return result;
  dcr_stmt_bind_text (stmt, 1, match);
  dcr_stmt_bind_int (stmt, 2, request->limit > 0 ? request->limit : 20);
  while (dcr_stmt_step (stmt, NULL))
    {
      DcrHit *hit = g_new0 (DcrHit, 1);
      g_autofree char *escaped = g_markup_escape_text (dcr_stmt_text (stmt, 7), -1);
      g_autoptr (GString) sentence = g_string_new (escaped);
      hit->rowid = dcr_stmt_int (stmt, 0);
      hit->audience = dcr_stmt_int (stmt, 1);
      hit->kind = dcr_stmt_int (stmt, 2);
      hit->id = g_strdup (dcr_stmt_text (stmt, 3));
      hit->ref = g_strdup_printf ("%s/%s", dcr_audience_name (hit->audience), hit->id);
      hit->title = g_markup_escape_text (dcr_stmt_text (stmt, 4), -1);
      hit->date = g_strdup (dcr_stmt_text (stmt, 5));
      hit->theme = g_strdup (dcr_stmt_text (stmt, 6));
      g_string_replace (sentence, "&#x1;", "<b>", 0);
      g_string_replace (sentence, "&#x2;", "</b>", 0);
      hit->sentence = g_strdup (sentence->str);
      g_ptr_array_add (result->hits, hit);
    }
  result->total = result->hits->len;
  return result;
}
