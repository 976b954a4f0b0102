/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-facet.h"

#include "base/dcr-csv.h"

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

gboolean
dcr_facet_is_asked (DcrDb *db)
{
  return dcr_db_get_int (db, 0, NULL, "SELECT value='1' FROM setting WHERE name='details'", "");
}

gboolean
dcr_facet_set_asked (DcrDb *db, gboolean asked, GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT INTO setting(name,value) VALUES('details',?1)"
                     " ON CONFLICT(name) DO UPDATE SET value=?1",
                     "t", asked ? "1" : "0");
}

/* ---- The file -------------------------------------------------------------------------------- */

enum
{
  ID, PARENT, LABEL, N_COLUMNS
};

static const char *const columns[N_COLUMNS + 1] = { "id", "parent", "label", NULL };

/* What the rows say together. */
typedef struct
{
  DcrCsv *csv;
  GHashTable *rows;     /* code: row + 1 */
  GHashTable *with;     /* codes that some row has as parent */
  guint n_facets;
  GPtrArray *problems;
} Check;

static void
add_problem (Check *check, guint row, const char *sentence, const char *word)
{
  g_autofree char *line = g_strdup_printf (_("Line %u:"), dcr_csv_get_line (check->csv, row));
  g_autofree char *told = word ? g_strdup_printf ("%s “%s”.", sentence, word) : NULL;

  g_ptr_array_add (check->problems, g_strdup_printf ("%s %s", line, told ? told : sentence));
}

static void
check_parent (Check *check, guint row, const char *parent)
{
  guint of = GPOINTER_TO_UINT (g_hash_table_lookup (check->rows, parent));

  if (of == 0)
    add_problem (check, row, _("no facet of this file has the code"), parent);
  else if (dcr_csv_get (check->csv, of - 1, PARENT)[0] != '\0')
    add_problem (check, row, _("a value cannot have values, and this is one:"), parent);
}

static void
check_row (Check *check, guint row)
{
  const char *id = dcr_csv_get (check->csv, row, ID);
  const char *parent = dcr_csv_get (check->csv, row, PARENT);

  if (id[0] == '\0')
    add_problem (check, row, _("the code is empty."), NULL);
  else if (GPOINTER_TO_UINT (g_hash_table_lookup (check->rows, id)) != row + 1)
    add_problem (check, row, _("this code is there twice:"), id);
  if (dcr_csv_get (check->csv, row, LABEL)[0] == '\0')
    add_problem (check, row, _("the label is empty."), NULL);
  if (parent[0] != '\0')
    check_parent (check, row, parent);
  else if (++check->n_facets > MAX_FACETS)
    add_problem (check, row, _("a site has three facets at most."), NULL);
  else if (!g_hash_table_contains (check->with, id))
    add_problem (check, row, _("this facet has no value:"), id);
}

static void
check_rows (DcrCsv *csv, GPtrArray *problems)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) with = g_hash_table_new (g_str_hash, g_str_equal);
  Check check = { .csv = csv, .rows = rows, .with = with, .problems = problems };

  for (guint row = 0; row < dcr_csv_get_n_rows (csv); row++)
    {
      const char *id = dcr_csv_get (csv, row, ID);
      if (!g_hash_table_contains (rows, id))
        g_hash_table_insert (rows, (gpointer) id, GUINT_TO_POINTER (row + 1));
      g_hash_table_add (with, (gpointer) dcr_csv_get (csv, row, PARENT));
    }
  for (guint row = 0; row < dcr_csv_get_n_rows (csv); row++)
    check_row (&check, row);
}

/* Facets before their values, wherever the file has them. */
static gboolean
put_rows (DcrDb *db, DcrCsv *csv, gboolean values, GError **error)
{
  for (guint row = 0; row < dcr_csv_get_n_rows (csv); row++)
    {
      const char *parent = dcr_csv_get (csv, row, PARENT);
      if ((parent[0] != '\0') != values)
        continue;
      if (!dcr_db_run (db, error,
                       "INSERT INTO facet(id,parent,position,label) VALUES(?1,nullif(?2,''),?3,?4)"
                       " ON CONFLICT(id) DO UPDATE SET parent=nullif(?2,''),position=?3,label=?4,"
                       "active=1,version=version+1",
                       "ttit", dcr_csv_get (csv, row, ID), parent, (gint64) row,
                       dcr_csv_get (csv, row, LABEL)))
        return FALSE;
    }
  return TRUE;
}

gboolean
dcr_facet_import_csv (DcrDb *db, const char *bytes, gsize length, GPtrArray *problems,
                      guint *n_rows, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (DcrCsv) csv = dcr_csv_read (bytes, length, columns, N_COLUMNS, problems, error);

  *n_rows = 0;
  if (csv == NULL)
    return FALSE;
  check_rows (csv, found);
  if (found->len > 0)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The facets were refused: %u errors. Those in use were not changed. Correct the file, then import it again."),
          found->len);
      g_ptr_array_set_free_func (found, problems ? NULL : g_free);
      if (problems != NULL)
        g_ptr_array_extend (problems, found, NULL, NULL);
      return FALSE;
    }
  *n_rows = dcr_csv_get_n_rows (csv);
  return dcr_db_run (db, error,
                     "UPDATE facet SET active=0,version=version+1 WHERE active=1", "")
         && put_rows (db, csv, FALSE, error) && put_rows (db, csv, TRUE, error);
}

char *
dcr_facet_export_csv (DcrDb *db, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) facets = dcr_facet_list (db, error);

  if (facets == NULL)
    return NULL;
  dcr_csv_append (out, columns, N_COLUMNS);
  for (guint i = 0; i < facets->len; i++)
    {
      const DcrFacet *facet = facets->pdata[i];
      dcr_csv_append (out, (const char *[]){ facet->id, "", facet->label }, N_COLUMNS);
      for (guint v = 0; v < facet->values->len; v++)
        {
          const DcrFacet *value = facet->values->pdata[v];
          dcr_csv_append (out, (const char *[]){ value->id, facet->id, value->label }, N_COLUMNS);
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
