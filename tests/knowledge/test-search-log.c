/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of searches that found nothing, and what must not be. */
#include "knowledge/dcr-search-log.h"

#include <glib/gstdio.h>

#include "base/dcr-clock.h"
#include "../support/dcr-folder.h"

typedef struct
{
  char *folder;
  DcrStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dcr-search-log-XXXXXX", NULL);
  fixture->store = dcr_store_open (fixture->folder, &error);
  g_assert_no_error (error);
  dcr_clock_set (G_GINT64_CONSTANT (1795254720123));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dcr_store_close (fixture->store);
  dcr_folder_remove (fixture->folder);
  g_free (fixture->folder);
  dcr_clock_set (0);
}

static gboolean
nothing (DcrDb *db, gpointer data, GError **error)
{
  return TRUE;
}

static char *
ask (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  DcrDb *db;
  char *text;

  g_assert_true (dcr_store_write (fixture->store, nothing, NULL, &error)); /* those before it are done */
  db = dcr_store_open_reader (fixture->store, &error);
  g_assert_no_error (error);
  text = dcr_db_get_text (db, &error, sql, "");
  g_assert_no_error (error);
  dcr_db_close (db);
  return text;
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = NULL, *flag = NULL;

  g_assert_true (dcr_search_log_note (fixture->store, "  carte de sorcier ", 3, NULL));
  g_assert_true (dcr_search_log_report (fixture->store, "prime licorne", NULL));
  line = ask (fixture,
              "SELECT words||'|'||hits||'|'||opened||'|'||(at%86400000)||'|'||hex(substr(id,1,6))"
              "||'|'||(SELECT count(*) FROM search_log) FROM search_log");
  g_assert_cmpstr (line, ==, "carte de sorcier|3||0|01A1FB671800|1");
  flag = ask (fixture, "SELECT kind||'|'||detail||'|'||state||'|'||(person IS NULL) FROM flag");
  g_assert_cmpstr (flag, ==, "3|prime licorne|1|1");
}

/* The day and nothing finer. */
static void
test_day_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *day = NULL;

  dcr_search_log_note (fixture->store, "carte de sorcier", 0, NULL);
  day = ask (fixture,
             "SELECT strftime('%Y-%m-%d %H:%M:%f', at/1000.0, 'unixepoch') FROM search_log");
  g_assert_cmpstr (day, ==, "2026-11-21 00:00:00.000");
}

static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  static const char *const left_out[] = {
    "", "  a ", "06 12 34 56 78", "jean.dupont@exemple.fr", "1 85 05 78 006 084 91", "carte 0612345678 perdue",
    "FR76 3000 6000 0112 3456 7890 189", "num 123456", "\xff\xfe\xfd",
    "Bonjour, je vous écris au sujet de ma carte grise que je n’ai toujours pas reçue depuis le mois de mars",
  };
  g_autofree char *count = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      g_assert_false (dcr_search_log_note (fixture->store, left_out[i], 0, NULL));
      g_assert_false (dcr_search_log_report (fixture->store, left_out[i], NULL));
    }
  g_assert_true (dcr_search_log_accepts ("fiche 1344", NULL));
  g_assert_true (dcr_search_log_accepts ("mairie 69003", NULL));
  count = ask (fixture, "SELECT (SELECT count(*) FROM search_log)+(SELECT count(*) FROM flag)");
  g_assert_cmpstr (count, ==, "0");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/search-log/kept", test_kept);
  ADD ("/search-log/day-alone", test_day_alone);
  ADD ("/search-log/left-out", test_left_out);
  return g_test_run ();
}
