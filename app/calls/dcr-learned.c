/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-learned.h"

#include <string.h>

#include "calls/dcr-reason.h"
#include "text/dcr-french.h"

GPtrArray *
dcr_learned_stems (const char *text)
{
  GPtrArray *stems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, text ? text : "", -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      char stem[DCR_TOKEN_MAX];
      if (dcr_french_word_class (token.folded) != DCR_WORD_CONTENT || token.folded[1] == '\0')
        continue;
      dcr_stemmer_stem (stemmer, &token, stem);
      if (!g_ptr_array_find_with_equal_func (stems, stem, g_str_equal, NULL))
        g_ptr_array_add (stems, g_strdup (stem));
    }
  return stems;
}

static gboolean
add_one (DcrDb *db, DcrLearnedKind kind, const char *key, const char *reason, int by,
         GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT INTO learned(kind,key,reason,calls) VALUES(?1,?2,?3,?4)"
                     " ON CONFLICT DO UPDATE SET calls=max(0,calls+?4)",
                     "itti", (gint64) kind, key, reason, (gint64) by);
}

static gboolean
add_stems (DcrDb *db, DcrCall *call, const char *reason, int by, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *articles = dcr_call_get_articles (call);

  for (guint i = 0; i < articles->len; i++)
    {
      const DcrCallArticle *article = articles->pdata[i];
      g_autofree char *text
          = g_strconcat (article->title, " ", article->theme ? article->theme : "", NULL);
      g_autoptr (GPtrArray) stems = dcr_learned_stems (text);
      for (guint k = 0; k < stems->len; k++)
        if (g_hash_table_add (seen, g_strdup (stems->pdata[k]))
            && !add_one (db, DCR_LEARNED_STEM, stems->pdata[k], reason, by, error))
          return FALSE;
    }
  return TRUE;
}

gboolean
dcr_learned_add (DcrDb *db, DcrCall *call, const char *reason, int by, GError **error)
{
  GPtrArray *articles = dcr_call_get_articles (call);
  const char *called = dcr_call_get_called (call);

  if (reason == NULL || g_str_equal (reason, DCR_REASON_OTHER))
    return TRUE;
  if (!add_one (db, DCR_LEARNED_ANY, "", reason, by, error))
    return FALSE;
  for (guint i = 0; i < articles->len; i++)
    if (!add_one (db, DCR_LEARNED_ARTICLE, ((DcrCallArticle *)articles->pdata[i])->ref, reason, by,
                  error))
      return FALSE;
  if (called != NULL && called[0] != '\0'
      && !add_one (db, DCR_LEARNED_CALLED, called, reason, by, error))
    return FALSE;
  return add_stems (db, call, reason, by, error);
}

gint64
dcr_learned_each (DcrDb *db, DcrLearnedKind kind, const char *key, DcrLearnedFunc func,
                  gpointer data)
{
  gint64 sum = 0;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT reason,calls FROM learned WHERE kind=?1 AND key=?2", NULL);

  if (stmt == NULL)
    return 0;
  dcr_stmt_bind_int (stmt, 1, kind);
  dcr_stmt_bind_text (stmt, 2, key);
  while (dcr_stmt_step (stmt, NULL))
    {
      sum += dcr_stmt_int (stmt, 1);
      func (dcr_stmt_text (stmt, 0), dcr_stmt_int (stmt, 1), data);
    }
  return sum;
}
