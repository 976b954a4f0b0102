/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-draft-private.h"

#include <string.h>

/* The rows of one document in the new file. */

static void
bind_article (DcrStmt *stmt, const DcrDocument *document)
{
  const DcrArticle *article = document->article;
  g_autofree char *targets = g_strjoinv ("\n", (char **) article->targets);

  dcr_stmt_bind_int (stmt, 1, article->audience);
  dcr_stmt_bind_text (stmt, 2, article->id);
  dcr_stmt_bind_int (stmt, 3, article->kind);
  dcr_stmt_bind_text (stmt, 4, article->title);
  dcr_stmt_bind_text (stmt, 5, article->description != NULL ? article->description : "");
  dcr_stmt_bind_text (stmt, 6, article->date);
  dcr_stmt_bind_text (stmt, 7, article->important_date);
  dcr_stmt_bind_text (stmt, 8, article->theme);
  dcr_stmt_bind_text (stmt, 9, article->theme_id);
  dcr_stmt_bind_text (stmt, 10, article->dossier);
  dcr_stmt_bind_text (stmt, 11, article->dossier_id);
  dcr_stmt_bind_text (stmt, 12, targets);
  dcr_stmt_bind_text (stmt, 13, article->status);
  dcr_stmt_bind_text (stmt, 14, article->page_url);
  dcr_stmt_bind_text (stmt, 15, article->content_hash);
  dcr_stmt_bind_blob (stmt, 16, document->raw_hash, DCR_RAW_HASH_SIZE);
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
put_original (DcrDraft *draft, gint64 rowid, const DcrDocument *document, GError **error)
{
  gsize size;
  g_autofree guint8 *xml = dcr_document_deflate (document, &size, error);

  return xml != NULL
         && dcr_db_run (draft->db, error,
                        "INSERT OR REPLACE INTO original(publication,xml) VALUES(?1,?2)", "ib",
                        rowid, xml, size);
}

static gboolean
put_passages (DcrDraft *draft, gint64 rowid, const DcrArticle *article, GError **error)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (draft->db,
                        "INSERT INTO passage(publication,ordinal,address,heading,depth,hash,text)"
                        " VALUES(?1,?2,?3,?4,?5,?6,?7)",
                        error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < article->n_passages; i++)
    {
      const DcrPassage *passage = &article->passages[i];
      dcr_stmt_bind_int (stmt, 1, rowid);
      dcr_stmt_bind_int (stmt, 2, i);
      dcr_stmt_bind_text (stmt, 3, passage->address);
      dcr_stmt_bind_text (stmt, 4, passage->heading);
      dcr_stmt_bind_int (stmt, 5, passage->depth);
      dcr_stmt_bind_text (stmt, 6, passage->hash);
      dcr_stmt_bind_text (stmt, 7, passage->text);
      if (!run (stmt, error))
        return FALSE;
    }
  draft->n_passages += article->n_passages;
  return TRUE;
}

/* An article that names another ten times in its text leads to it once. */
static gboolean
put_links (DcrDraft *draft, gint64 rowid, const DcrArticle *article, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (draft->db,
                        "INSERT INTO link(publication,kind,target_audience,target_id,url,text)"
                        " VALUES(?1,?2,?3,?4,?5,?6)",
                        error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < article->n_links; i++)
    {
      const DcrArticleLink *link = &article->links[i];
      if (link->target_id == NULL
          || !g_hash_table_add (seen, g_strdup_printf ("%d %d %s", link->role,
                                                       link->target_audience, link->target_id)))
        continue;
      dcr_stmt_bind_int (stmt, 1, rowid);
      dcr_stmt_bind_int (stmt, 2, link->role);
      dcr_stmt_bind_int (stmt, 3, link->target_audience);
      dcr_stmt_bind_text (stmt, 4, link->target_id);
      dcr_stmt_bind_text (stmt, 5, link->url);
      dcr_stmt_bind_text (stmt, 6, link->text);
      if (!run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_setters (DcrDraft *draft, gint64 rowid, const DcrArticle *article, GError **error)
{
  for (guint i = 0; article->set_vars[i] != NULL; i++)
    if (!dcr_db_run (draft->db, error, "INSERT INTO setter(var,publication) VALUES(?1,?2)", "ti",
                     article->set_vars[i], rowid))
      return FALSE;
  return TRUE;
}

static gboolean
put_nodes (DcrDraft *draft, const DcrDocument *document, GError **error)
{
  const DcrArticle *article = document->article;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      draft->db,
      "INSERT INTO node(audience,parent,position,depth,target_audience,target_id,title)"
      " VALUES(?1,?2,?3,?4,?5,?6,?7)",
      error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < document->nodes->len; i++)
    {
      const DcrNodeRow *node = &g_array_index (document->nodes, DcrNodeRow, i);
      dcr_stmt_bind_int (stmt, 1, article->audience);
      dcr_stmt_bind_text (stmt, 2, article->id);
      dcr_stmt_bind_int (stmt, 3, i);
      dcr_stmt_bind_int (stmt, 4, node->depth);
      if (node->id != NULL)
        dcr_stmt_bind_int (stmt, 5, node->audience);
      else
        dcr_stmt_bind_text (stmt, 5, NULL);
      dcr_stmt_bind_text (stmt, 6, node->id);
      dcr_stmt_bind_text (stmt, 7, node->title);
      if (!run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dcr_draft_derive (DcrDraft *draft, gint64 rowid, const DcrDocument *document, GError **error)
{
  return put_passages (draft, rowid, document->article, error)
         && put_links (draft, rowid, document->article, error)
         && put_setters (draft, rowid, document->article, error)
         && put_nodes (draft, document, error);
}

gboolean
dcr_draft_add (DcrDraft *draft, const DcrDocument *document, gint64 version, const char *since,
               gint64 *rowid, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      draft->db,
      "INSERT INTO publication(audience,id,kind,title,description,date,important_date,"
      "theme,theme_id,dossier,dossier_id,targets,status,page_url,hash,raw_hash,version,"
      "since) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_article (stmt, document);
  dcr_stmt_bind_int (stmt, 17, version);
  dcr_stmt_bind_text (stmt, 18, since);
  if (!run (stmt, error))
    return FALSE;
  *rowid = dcr_db_last_rowid (draft->db);
  draft->n_documents++;
  return put_original (draft, *rowid, document, error)
         && dcr_draft_derive (draft, *rowid, document, error)
         && dcr_db_run (draft->db, error, "DELETE FROM tombstone WHERE audience=?1 AND id=?2", "it",
                        (gint64) document->article->audience, document->article->id);
}

static gboolean
update_publication (DcrDraft *draft, gint64 rowid, const DcrDocument *document, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      draft->db,
      "UPDATE publication SET audience=?1,id=?2,kind=?3,title=?4,description=?5,date=?6,"
      "important_date=?7,theme=?8,theme_id=?9,dossier=?10,dossier_id=?11,targets=?12,"
      "status=?13,page_url=?14,hash=?15,raw_hash=?16 WHERE rowid=?17",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_article (stmt, document);
  dcr_stmt_bind_int (stmt, 17, rowid);
  return run (stmt, error) && put_original (draft, rowid, document, error);
}

static gboolean
drop_passages (DcrDraft *draft, gint64 rowid, GError **error)
{
  if (!dcr_db_run (draft->db, error, "DELETE FROM passage WHERE publication=?1", "i", rowid))
    return FALSE;
  draft->n_passages -= dcr_db_changes (draft->db);
  return TRUE;
}

static gboolean
drop_links (DcrDraft *draft, gint64 rowid, GError **error)
{
  return dcr_db_run (draft->db, error, "DELETE FROM link WHERE publication=?1", "i", rowid)
         && dcr_db_run (draft->db, error, "DELETE FROM setter WHERE publication=?1", "i", rowid)
         && dcr_db_run (
             draft->db, error,
             "DELETE FROM node WHERE (audience,parent)=(SELECT audience,id FROM publication"
             " WHERE rowid=?1)",
             "i", rowid);
}

static gboolean
keep_former (DcrDraft *draft, gint64 rowid, const char *until, GError **error)
{
  return dcr_db_run (draft->db, error,
                     "INSERT INTO former(audience,id,version,hash,since,until,xml)"
                     " SELECT audience,id,version,hash,since,?2,xml FROM publication JOIN original"
                     " ON publication=publication.rowid WHERE publication.rowid=?1",
                     "it", rowid, until);
}

gboolean
dcr_draft_change (DcrDraft *draft, gint64 rowid, const DcrDocument *document, const char *since,
                  GError **error)
{
  return keep_former (draft, rowid, since, error) && drop_passages (draft, rowid, error)
         && drop_links (draft, rowid, error) && update_publication (draft, rowid, document, error)
         && dcr_db_run (draft->db, error,
                        "UPDATE publication SET version=version+1,since=?2 WHERE rowid=?1", "it",
                        rowid, since)
         && dcr_draft_derive (draft, rowid, document, error);
}

gboolean
dcr_draft_touch (DcrDraft *draft, gint64 rowid, const DcrDocument *document, GError **error)
{
  return drop_links (draft, rowid, error) && update_publication (draft, rowid, document, error)
         && put_links (draft, rowid, document->article, error)
         && put_setters (draft, rowid, document->article, error)
         && put_nodes (draft, document, error);
}

gboolean
dcr_draft_withdraw (DcrDraft *draft, gint64 rowid, const char *day, GError **error)
{
  draft->n_documents--;
  return keep_former (draft, rowid, day, error)
         && dcr_db_run (draft->db, error,
                        "INSERT OR REPLACE INTO tombstone(audience,id,kind,title,withdrawn)"
                        " SELECT audience,id,kind,title,?2 FROM publication WHERE rowid=?1",
                        "it", rowid, day)
         && drop_passages (draft, rowid, error) && drop_links (draft, rowid, error)
         && dcr_db_run (draft->db, error, "DELETE FROM original WHERE publication=?1", "i", rowid)
         && dcr_db_run (draft->db, error, "DELETE FROM publication WHERE rowid=?1", "i", rowid);
}
