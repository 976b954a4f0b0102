/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls-fixture.h"
#include "../support/dcr-folder.h"

#include <glib/gstdio.h>

const DcrCallArticle fixture_article = {
  .ref = (char *) "particuliers/F91001",
  .version = 3,
  .hash = (char *) "aa11",
  .title = (char *) "Carte d’identité : que faire en cas de perte ?",
  .theme = (char *) "Papiers › Carte d’identité",
  .text = (char *) "Le texte de la fiche ce jour-là.",
};

const DcrCallPassage fixture_passage = {
  .ref = (char *) "particuliers/F91001",
  .version = 3,
  .article_hash = (char *) "aa11",
  .article_title = (char *) "Carte d’identité : que faire en cas de perte ?",
  .date = (char *) "2026-11-03",
  .address = (char *) "pieces-a-fournir",
  .heading = (char *) "Pièces à fournir",
  .hash = (char *) "bb22",
  .text = (char *) "Une photo d’identité\nUn justificatif de domicile",
  .n_lines = 2,
};

typedef struct
{
  char *bytes;
  gsize length;
  gboolean services;
} Csv;

static gboolean
import (DcrDb *db, gpointer data, GError **error)
{
  Csv *csv = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  guint a, b, c;
  gboolean done = csv->services
                      ? dcr_service_import_csv (db, csv->bytes, csv->length, problems, &a, error)
                      : dcr_reason_import_csv (db, csv->bytes, csv->length, "2026-11-21", problems,
                                               &a, &b, &c, error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  return done;
}

static void
import_file (DcrStore *store, const char *name, gboolean services)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", name, NULL);
  Csv csv = { .services = services };

  g_file_get_contents (path, &csv.bytes, &csv.length, &error);
  g_assert_no_error (error);
  dcr_store_write (store, import, &csv, &error);
  g_assert_no_error (error);
  g_free (csv.bytes);
}

void
fixture_import_grid (DcrStore *store)
{
  import_file (store, "reasons.csv", FALSE);
  import_file (store, "services.csv", TRUE);
}

static void
open_base (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = dcr_store_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->calls = dcr_calls_new (fixture->store, &error);
  g_assert_no_error (error);
}

void
fixture_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dcr-calls-XXXXXX", NULL);
  open_base (fixture);
  fixture_import_grid (fixture->store);
  g_assert_true (dcr_calls_reload (fixture->calls, &error));
}

static gboolean
nothing (DcrDb *db, gpointer data, GError **error)
{
  return TRUE;
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

void
fixture_settle (Fixture *fixture)
{
  for (int i = 0; i < 3; i++) /* a save that came meanwhile is queued when the one before is done */
    {
      gboolean done = FALSE;
      dcr_store_write_async (fixture->store, nothing, NULL, NULL, on_settled, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* Keys may be on their way from another thread. */
static void
let_calls_go (Fixture *fixture)
{
  while (g_atomic_int_get (&G_OBJECT (fixture->calls)->ref_count) > 1)
    g_main_context_iteration (NULL, FALSE); /* that thread lets go last and wakes nobody */
  g_assert_finalize_object (fixture->calls);
}

void
fixture_reopen (Fixture *fixture)
{
  fixture_settle (fixture);
  let_calls_go (fixture);
  dcr_store_close (fixture->store);
  open_base (fixture);
}

void
fixture_close (Fixture *fixture, gconstpointer data)
{
  fixture_settle (fixture);
  let_calls_go (fixture);
  dcr_store_close (fixture->store);
  dcr_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

typedef struct
{
  gboolean done;
  GError *error;
} Closed;

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  Closed *closed = data;
  dcr_calls_close_finish (DCR_CALLS (source), result, &closed->error);
  closed->done = TRUE;
}

gboolean
fixture_close_call (Fixture *fixture, GError **error)
{
  Closed closed = { 0 };

  dcr_calls_close_async (fixture->calls, dcr_calls_get_current (fixture->calls), on_closed,
                         &closed);
  while (!closed.done)
    g_main_context_iteration (NULL, TRUE);
  if (closed.error == NULL)
    return TRUE;
  g_propagate_error (error, closed.error);
  return FALSE;
}

gint64
fixture_int (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = dcr_db_get_int (dcr_store_reader (fixture->store), -1, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

char *
fixture_text (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *value = dcr_db_get_text (dcr_store_reader (fixture->store), &error, sql, "");
  g_assert_no_error (error);
  return value;
}
