/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference-private.h"

static void
browse_node_free (gpointer data)
{
  DcrBrowseNode *node = data;
  g_free (node->ref);
  g_free (node->title);
  g_free (node);
}

/* Columns: audience and id of the target (NULL for a heading or for what the base does not have),
 * title, articles beneath, depth. */
static GPtrArray *
list_nodes (DcrReference *self, const char *sql, DcrAudience audience, const char *parent,
            GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (browse_node_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, audience);
  if (parent != NULL)
    dcr_stmt_bind_text (stmt, 2, parent);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrBrowseNode *node = g_new0 (DcrBrowseNode, 1);
      if (!dcr_stmt_is_null (stmt, 1))
        node->ref = g_strdup_printf ("%s/%s", dcr_audience_name (dcr_stmt_int (stmt, 0)),
                                     dcr_stmt_text (stmt, 1));
      node->title = g_strdup (dcr_stmt_text (stmt, 2));
      node->n_articles = dcr_stmt_int (stmt, 3);
      node->depth = dcr_stmt_int (stmt, 4);
      g_ptr_array_add (nodes, node);
    }
  if (inner == NULL)
    return g_steal_pointer (&nodes);
  g_propagate_error (error, inner);
  return NULL;
}

/* The order of menu.xml when the archive had one, else that of the ids: the order they were made
 * in. */
static const char roots[]
    = "SELECT p.audience,p.id,p.title,"
      " (SELECT count(*) FROM publication c WHERE c.audience=p.audience AND c.theme_id=p.id AND "
      "c.kind<=3),0"
      " FROM publication p LEFT JOIN node n ON n.audience=p.audience AND n.parent='' AND "
      "n.target_id=p.id"
      " WHERE p.audience=?1 AND p.kind=5"
      " ORDER BY n.position IS NULL, n.position, cast(substr(p.id,2) AS INTEGER)";

/* A target in an archive that was not imported is left out: its page could not be opened. */
static const char children[]
    = "SELECT n.target_audience,p.id,coalesce(p.title,n.title),"
      " (SELECT count(*) FROM publication c WHERE c.audience=p.audience AND c.dossier_id=p.id AND "
      "c.kind<=3),"
      " n.depth FROM node n LEFT JOIN publication p ON p.audience=n.target_audience AND "
      "p.id=n.target_id"
      " WHERE n.audience=?1 AND n.parent=?2 AND (n.target_id IS NULL OR p.id IS NOT NULL)"
      " ORDER BY n.position";

/* the kinds that the two statements name by their number on disk */
G_STATIC_ASSERT (DCR_ARTICLE_LINKS == 3 && DCR_ARTICLE_THEME == 5);

GPtrArray *
dcr_reference_browse (DcrReference *reference, DcrAudience audience, const char *node_id,
                      GError **error)
{
  if (node_id == NULL)
    return list_nodes (reference, roots, audience, NULL, error);
  return list_nodes (reference, children, audience, node_id, error);
}
