/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-store.h"
#include "../support/dcr-folder.h"

#include <glib/gstdio.h>

static char *
make_folder (void)
{
  return g_dir_make_tmp ("dcr-store-XXXXXX", NULL);
}

static gboolean
put (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "INSERT INTO setting(name,value) VALUES(?1,?2)", "tt", data, "1");
}

static gboolean
put_then_fail (DcrDb *db, gpointer data, GError **error)
{
  put (db, data, NULL);
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, "non");
  return FALSE;
}

static gint64
count (DcrStore *store)
{
  return dcr_db_get_int (dcr_store_reader (store), -1, NULL, "SELECT count(*) FROM setting", "");
}

static void
test_write_is_whole_or_absent (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GError) error = NULL;
  DcrStore *store = dcr_store_open (folder, &error);

  g_assert_no_error (error);
  g_assert_true (dcr_store_write (store, put, "a", &error));
  g_assert_false (dcr_store_write (store, put_then_fail, "b", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_assert_cmpint (count (store), ==, 1);
  dcr_store_close (store);

  g_clear_error (&error);
  store = dcr_store_open (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (store), ==, 1);
  g_assert_cmpint (dcr_db_get_int (dcr_store_reader (store), 0, NULL, "PRAGMA query_only", ""), ==,
                   1);
  dcr_store_close (store);
  dcr_folder_remove (folder);
}

static void
test_newer_file_is_refused (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "work.db", NULL);
  g_autoptr (GError) error = NULL;
  DcrStore *store = dcr_store_open (folder, &error);
  DcrDb *db;

  dcr_store_close (store);
  db = dcr_db_open (path, DCR_DB_WRITE, &error);
  dcr_db_exec (db, "PRAGMA user_version=9999", &error);
  dcr_db_close (db);
  g_assert_null (dcr_store_open (folder, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NEWER);
  dcr_folder_remove (folder);
}

/* A base of the first schema: its rows are kept, and its columns are those the descriptors name. */
static void
test_upgrade_keeps_rows (void)
{
  static const DcrMigration first[] = { { "/org/decroche/store/001-first.sql" } };
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "work.db", NULL);
  g_autoptr (GError) error = NULL;
  DcrDb *db = dcr_db_open (path, DCR_DB_WRITE, &error);
  DcrStore *store;

  g_assert_true (dcr_db_migrate (db, first, 1, &error));
  g_assert_true (put (db, "kept", &error));
  g_assert_true (dcr_db_exec (
      db,
      "INSERT INTO person(id,display) VALUES(x'01','A');"
      "INSERT INTO call(id,person,began,closed,outcome) VALUES(x'02',x'01',5,6,1);"
      "INSERT INTO call_article(call,article,version,hash,opened,person)"
      " VALUES(x'02','particuliers/F1',1,'h',5,x'01')",
      &error));
  dcr_db_close (db);
  store = dcr_store_open (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (store), ==, 1);
  g_assert_cmpint (dcr_db_get_int (dcr_store_reader (store), 0, NULL, "PRAGMA user_version", ""),
                   ==, dcr_store_schema_version ());
  g_assert_cmpint (dcr_db_get_int (dcr_store_reader (store), 0, NULL,
                                   "SELECT began FROM article_call WHERE article='particuliers/F1'", ""),
                   ==, 5);
  for (const DcrSharedTable *table = dcr_store_shared_tables (); table->name != NULL; table++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", table->columns, table->name);
      g_assert_true (dcr_db_run (dcr_store_reader (store), &error, sql, ""));
      g_assert_no_error (error);
    }
  dcr_store_close (store);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/write/whole-or-absent", test_write_is_whole_or_absent);
  g_test_add_func ("/store/open/newer-is-refused", test_newer_file_is_refused);
  g_test_add_func ("/store/open/upgrade-keeps-rows", test_upgrade_keeps_rows);
  return g_test_run ();
}
