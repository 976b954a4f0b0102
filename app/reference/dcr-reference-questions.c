/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which guided searches and questionnaires ask for the variables an article tests. */
#include "reference/dcr-reference-private.h"

#include <string.h>

/* One article in four names its guided search; for another fourth one leads to it; the rest depend
 * on what is asked elsewhere, up to 28 documents for one article. More than three would be an
 * inquiry. */
#define MAX_DOCUMENTS 3

enum
{
  NAMED = 1000,
  LEADS_HERE = 100
};

static gboolean
is_decided (const DcrArticle *article, const char *var)
{
  return g_strv_contains (article->set_vars, var);
}

/* What may still be asked: publication -> twice the variables not yet decided that it sets. */
static void
count_setters (DcrReference *self, const DcrArticle *article, GHashTable *scores)
{
  /* a base that an older version wrote has no such table: then only named documents are found */
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (self->db,
                        "SELECT publication,theme_id IS ?2 FROM setter JOIN publication"
                        " ON publication.rowid=publication WHERE var=?1",
                        NULL);

  for (guint i = 0; stmt != NULL && article->tested_vars[i] != NULL; i++)
    {
      if (is_decided (article, article->tested_vars[i]))
        continue;
      dcr_stmt_reset (stmt);
      dcr_stmt_bind_text (stmt, 1, article->tested_vars[i]);
      dcr_stmt_bind_text (stmt, 2, article->theme_id);
      while (dcr_stmt_step (stmt, NULL))
        {
          gpointer key = GSIZE_TO_POINTER (dcr_stmt_int (stmt, 0));
          guint score = GPOINTER_TO_UINT (g_hash_table_lookup (scores, key));

          /* two a variable; of equals, the one of the same theme */
          score = (score + 2) | (dcr_stmt_int (stmt, 1) != 0);
          g_hash_table_insert (scores, key, GUINT_TO_POINTER (score));
        }
    }
}

/* A guided search whose leaf is this article was made for it. */
static void
prefer_leading_here (DcrReference *self, const DcrArticle *article, GHashTable *scores)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      self->db,
      "SELECT publication FROM link WHERE target_audience=?1 AND target_id=?2 AND kind=?3", NULL);

  if (stmt == NULL)
    return;
  dcr_stmt_bind_int (stmt, 1, article->audience);
  dcr_stmt_bind_text (stmt, 2, article->id);
  dcr_stmt_bind_int (stmt, 3, DCR_ROLE_GUIDED);
  while (dcr_stmt_step (stmt, NULL))
    {
      gpointer key = GSIZE_TO_POINTER (dcr_stmt_int (stmt, 0));
      guint score = GPOINTER_TO_UINT (g_hash_table_lookup (scores, key));

      if (score > 0)
        g_hash_table_insert (scores, key, GUINT_TO_POINTER (score + LEADS_HERE));
    }
}

static gint64
rowid_of (DcrReference *self, const char *ref)
{
  DcrAudience audience;
  g_autofree char *id = NULL;

  if (ref == NULL || !dcr_article_ref_parse (ref, &audience, &id))
    return 0;
  return dcr_db_get_int (self->db, 0, NULL,
                         "SELECT rowid FROM publication WHERE audience=?1 AND id=?2", "it",
                         (gint64)audience, id);
}

/* The document to ask next, or 0; the smallest rowid of equals, so that it is always the same. */
static gint64
next_document (DcrReference *self, const DcrArticle *article, GHashTable *tried)
{
  g_autoptr (GHashTable) scores = g_hash_table_new (NULL, NULL);
  gpointer named = GSIZE_TO_POINTER (rowid_of (self, article->guided_search));
  GHashTableIter iter;
  gpointer key, value;
  gsize best = 0;
  guint best_score = 0;

  count_setters (self, article, scores);
  prefer_leading_here (self, article, scores);
  if (named != NULL)
    g_hash_table_insert (scores, named, GUINT_TO_POINTER (NAMED));
  g_hash_table_iter_init (&iter, scores);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint score = GPOINTER_TO_UINT (value);
      gsize rowid = GPOINTER_TO_SIZE (key);

      if (!g_hash_table_contains (tried, key)
          && (score > best_score || (score == best_score && rowid < best)))
        {
          best = rowid;
          best_score = score;
        }
    }
  return (gint64)best;
}

static DcrArticle *
read_document (DcrReference *self, gint64 rowid)
{
  g_autoptr (DcrArticleInfo) info = dcr_reference_get_info_by_rowid (self, rowid, NULL);

  if (info == NULL)
    return NULL;
  return dcr_reference_get_article (self, info->audience, info->id, NULL, NULL);
}

DcrArticle *
dcr_reference_adopt_questions (DcrReference *reference, DcrArticle *article)
{
  g_autoptr (GHashTable) tried = g_hash_table_new (NULL, NULL);
  gint64 rowid;

  g_hash_table_add (tried, GSIZE_TO_POINTER (rowid_of (reference, article->ref)));
  for (guint n = 0; n < MAX_DOCUMENTS && article->tested_vars[0] != NULL
                    && (rowid = next_document (reference, article, tried)) != 0;
       n++)
    {
      g_autoptr (DcrArticle) guided = read_document (reference, rowid);
      DcrArticle *more;

      g_hash_table_add (tried, GSIZE_TO_POINTER (rowid));
      if (guided == NULL)
        continue;
      more = dcr_article_adopt_questions (article, guided);
      dcr_article_unref (article);
      article = more;
    }
  return article;
}
