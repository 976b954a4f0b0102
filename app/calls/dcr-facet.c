/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-facet.h"

#define MAX_FACETS 3

static void
facet_free (gpointer data)
{
  DcrFacet *facet = data;

  g_free (facet->id);
  g_free (facet->label);
  g_clear_pointer (&facet->values, g_ptr_array_unref);
  g_free (facet);
}

static GPtrArray *
list_under (DcrDb *db, const char *parent, GError **error)
{
  g_autoptr (GPtrArray) facets = g_ptr_array_new_with_free_func (facet_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT id,label FROM facet WHERE parent IS ?1 AND active=1 ORDER BY position,id", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_text (stmt, 1, parent);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrFacet *facet = g_new0 (DcrFacet, 1);
      facet->id = g_strdup (dcr_stmt_text (stmt, 0));
      facet->label = g_strdup (dcr_stmt_text (stmt, 1));
      g_ptr_array_add (facets, facet);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&facets);
}

GPtrArray *
dcr_facet_list (DcrDb *db, GError **error)
{
  g_autoptr (GPtrArray) facets = list_under (db, NULL, error);

  if (facets == NULL)
    return NULL;
  if (facets->len > MAX_FACETS)
    g_ptr_array_set_size (facets, MAX_FACETS);
  for (guint i = 0; i < facets->len; i++)
    {
      DcrFacet *facet = facets->pdata[i];
      facet->values = list_under (db, facet->id, error);
      if (facet->values == NULL)
        return NULL;
    }
  return g_steal_pointer (&facets);
}
