/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-csv.h"
#include "calls/dcr-person.h"
#include "calls/dcr-service.h"
#include "followup/dcr-queue.h"
#include "session/dcr-session-private.h"

/* What the demonstration offers besides its articles, each read once into an empty table. */

typedef gboolean (*ImportCsv) (DcrDb *db, const char *csv, gsize length, GPtrArray *problems,
                               GError **error);

static gboolean
import_reasons (DcrDb *db, const char *csv, gsize length, GPtrArray *problems, GError **error)
{
  guint n_added, n_changed, n_ended;
  return dcr_reason_import_csv (db, csv, length, "2026-01-01", problems, &n_added, &n_changed,
                                &n_ended, error);
}

static gboolean
import_services (DcrDb *db, const char *csv, gsize length, GPtrArray *problems, GError **error)
{
  guint n_services;
  return dcr_service_import_csv (db, csv, length, problems, &n_services, error);
}

static gboolean
import_queues (DcrDb *db, const char *csv, gsize length, GPtrArray *problems, GError **error)
{
  return dcr_queue_import_csv (db, csv, length, problems, NULL, error);
}

/* Approved sentences, to apologise (kind 1) and to explain (2), in the order of the file. */
static gboolean
import_phrases (DcrDb *db, const char *csv, gsize length, GPtrArray *problems, GError **error)
{
  static const char *const columns[] = { "kind", "text", NULL };
  g_autoptr (DcrCsv) rows = dcr_csv_read (csv, length, columns, 2, problems, error);

  for (guint row = 0; rows != NULL && row < dcr_csv_get_n_rows (rows); row++)
    {
      DcrUuid id = dcr_uuid_new ();
      gint64 kind = g_str_equal (dcr_csv_get (rows, row, 0), "explain") ? 2 : 1;
      if (!dcr_db_run (db, error, "INSERT INTO phrase(id,kind,position,text) VALUES(?1,?2,?3,?4)",
                       "uiit", &id, kind, (gint64) row, dcr_csv_get (rows, row, 1)))
        return FALSE;
    }
  return rows != NULL;
}

static const struct
{
  const char *file;
  const char *count;
  ImportCsv import;
} tables[] = {
  { "reasons.csv", "SELECT count(*) FROM reason WHERE parent IS NOT NULL", import_reasons },
  { "services.csv", "SELECT count(*) FROM service", import_services },
  { "queues.csv", "SELECT count(*) FROM queue", import_queues },
  { "phrases.csv", "SELECT count(*) FROM phrase", import_phrases },
};

/* People who take turns on the demonstration: level 1, level 2, and who leads them. */
static gboolean
fill_people (DcrDb *db, GError **error)
{
  static const struct { const char *display; DcrRole role; } people[] = {
    { "Agent 2047", DCR_ROLE_AGENT }, { "Agent 3114", DCR_ROLE_EXPERT }, { "Agent 4001", DCR_ROLE_LEAD },
  };

  if (dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM person", "") > 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      DcrPerson person = { .id = dcr_uuid_new (),
                           .display = (char *) people[i].display,
                           .role = people[i].role };
      if (!dcr_person_put (db, &person, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_tables (DcrDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path
          = g_build_filename (dcr_session_data_folder (), "demo", tables[i].file, NULL);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *csv = NULL;
      gsize length;

      if (dcr_db_get_int (db, 0, NULL, tables[i].count, "") > 0)
        continue;
      if (!g_file_get_contents (path, &csv, &length, error)
          || !tables[i].import (db, csv, length, problems, error))
        return FALSE;
    }
  return fill_people (db, error);
}

gboolean
dcr_session_fill_work (DcrSession *self, GError **error)
{
  return dcr_store_write (self->store, fill_tables, NULL, error);
}
