/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-service.h"

#include <string.h>

#include "base/dcr-csv.h"

enum
{
  ID, NAME, KIND, NUMBER, PRICE_CLASS, HOURS, WEB, SOURCE, DATE, N_COLUMNS
};

static const char *const columns[N_COLUMNS + 1] = {
  "id", "name", "kind", "number", "price_class", "hours", "web", "source", "date", NULL,
};

#define FIELDS "id,name,kind,number,price_class,hours,web,source,date"

static void
service_free (gpointer data)
{
  DcrService *service = data;
  g_free (service->id);
  g_free (service->name);
  g_free (service->kind);
  g_free (service->number);
  g_free (service->price_class);
  g_free (service->hours);
  g_free (service->web);
  g_free (service->source);
  g_free (service->date);
  g_free (service);
}

static char *
take (DcrStmt *stmt, int column)
{
  return g_strdup (dcr_stmt_text (stmt, column));
}

GPtrArray *
dcr_service_list (DcrDb *db, GError **error)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (service_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT " FIELDS " FROM service WHERE active=1 ORDER BY position,id", error);

  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrService *service = g_new (DcrService, 1);
      *service = (DcrService) { take (stmt, ID),          take (stmt, NAME),  take (stmt, KIND),
                                take (stmt, NUMBER),      take (stmt, PRICE_CLASS),
                                take (stmt, HOURS),       take (stmt, WEB),   take (stmt, SOURCE),
                                take (stmt, DATE) };
      g_ptr_array_add (services, service);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&services);
}

const DcrService *
dcr_service_find (GPtrArray *services, const char *id)
{
  for (guint i = 0; id != NULL && i < services->len; i++)
    if (g_str_equal (((DcrService *) services->pdata[i])->id, id))
      return services->pdata[i];
  return NULL;
}

static void
check_row (DcrCsv *csv, guint row, GHashTable *seen, GPtrArray *problems)
{
  const char *id = dcr_csv_get (csv, row, ID);
  guint line = dcr_csv_get_line (csv, row);

  if (id[0] == '\0')
    g_ptr_array_add (problems, g_strdup_printf (_("Line %u: the code is empty."), line));
  else if (!g_hash_table_add (seen, (gpointer) id))
    g_ptr_array_add (problems,
                     g_strdup_printf (_("Line %u: the code “%s” is there twice."), line, id));
  if (dcr_csv_get (csv, row, NAME)[0] == '\0')
    g_ptr_array_add (problems, g_strdup_printf (_("Line %u: the name is empty."), line));
  if (dcr_csv_get (csv, row, SOURCE)[0] == '\0' || dcr_csv_get (csv, row, DATE)[0] == '\0')
    g_ptr_array_add (problems,
                     g_strdup_printf (_("Line %u: the source or its date is missing."), line));
}

static gboolean
put_rows (DcrDb *db, DcrCsv *csv, GError **error)
{
  if (!dcr_db_run (db, error, "UPDATE service SET active=0,version=version+1 WHERE active=1", ""))
    return FALSE;
  for (guint row = 0; row < dcr_csv_get_n_rows (csv); row++)
    if (!dcr_db_run (db, error,
                     "INSERT INTO service(" FIELDS ",position) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"
                     " ON CONFLICT(id) DO UPDATE SET name=?2,kind=?3,number=?4,price_class=?5,hours=?6,"
                     "web=?7,source=?8,date=?9,position=?10,active=1,version=version+1",
                     "ttttttttti", dcr_csv_get (csv, row, ID), dcr_csv_get (csv, row, NAME),
                     dcr_csv_get (csv, row, KIND), dcr_csv_get (csv, row, NUMBER),
                     dcr_csv_get (csv, row, PRICE_CLASS), dcr_csv_get (csv, row, HOURS),
                     dcr_csv_get (csv, row, WEB), dcr_csv_get (csv, row, SOURCE),
                     dcr_csv_get (csv, row, DATE), (gint64) row))
      return FALSE;
  return TRUE;
}

gboolean
dcr_service_import_csv (DcrDb *db, const char *bytes, gsize length, GPtrArray *problems,
                        guint *n_services, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (DcrCsv) csv = dcr_csv_read (bytes, length, columns, N_COLUMNS, problems, error);

  *n_services = 0;
  if (csv == NULL)
    return FALSE;
  for (guint row = 0; row < dcr_csv_get_n_rows (csv); row++)
    check_row (csv, row, seen, found);
  if (found->len > 0)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The list of services was refused: %u errors. The one in use was not changed. Correct the file, then import it again."),
          found->len);
      g_ptr_array_set_free_func (found, problems ? NULL : g_free);
      if (problems != NULL)
        g_ptr_array_extend (problems, found, NULL, NULL);
      return FALSE;
    }
  *n_services = dcr_csv_get_n_rows (csv);
  return put_rows (db, csv, error);
}

char *
dcr_service_export_csv (DcrDb *db, GError **error)
{
  return dcr_db_get_csv (db, error, columns, N_COLUMNS,
                         "SELECT " FIELDS " FROM service WHERE active=1 ORDER BY position,id");
}
