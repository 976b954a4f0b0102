/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "knowledge/dcr-read-marks.h"

#include <glib/gstdio.h>

#include "base/dcr-clock.h"
#include "../support/dcr-folder.h"

typedef struct
{
  char *folder;
  DcrStore *store;
  DcrUuid person;
} Fixture;

static gboolean
add_person (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "INSERT INTO person(id,display) VALUES(?1,'Agent 2047')", "u",
                     data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dcr-marks-XXXXXX", NULL);
  fixture->store = dcr_store_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->person = dcr_uuid_new ();
  g_assert_true (dcr_store_write (fixture->store, add_person, &fixture->person, &error));
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

/* Writes are queued in order: when this one is done, those before it are too. */
static void
drain (Fixture *fixture)
{
  g_assert_true (dcr_store_write (fixture->store, nothing, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
read_at (Fixture *fixture, gint64 ms, const char *ref, gint64 version)
{
  dcr_clock_set (ms);
  dcr_read_marks_note (fixture->store, &fixture->person, ref, version, "abc");
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  read_at (fixture, 1000, "particuliers/F1", 1);
  read_at (fixture, 2000, "particuliers/F2", 4);
  read_at (fixture, 3000, "professionnels/F1", 2);
  read_at (fixture, 4000, "particuliers/F1", 3);
  drain (fixture);
  g_autoptr (GPtrArray) marks
      = dcr_read_marks_recent (dcr_store_reader (fixture->store), &fixture->person, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (marks->len, ==, 2);
  DcrReadMark *first = g_ptr_array_index (marks, 0), *second = g_ptr_array_index (marks, 1);
  g_assert_cmpstr (first->ref, ==, "particuliers/F1");
  g_assert_cmpint (first->version, ==, 3);
  g_assert_cmpint (first->at, ==, 4000);
  g_assert_cmpstr (second->ref, ==, "professionnels/F1");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->store);

  read_at (fixture, 1000, "particuliers/F2", 4);
  drain (fixture);
  g_autoptr (DcrReadMark) mark
      = dcr_read_marks_find (db, &fixture->person, "particuliers/F2", NULL);
  g_assert_nonnull (mark);
  g_assert_cmpint (mark->version, ==, 4);
  g_assert_cmpstr (mark->hash, ==, "abc");
  g_assert_null (dcr_read_marks_find (db, &fixture->person, "professionnels/F2", NULL));
}

static void
test_of_one_person (Fixture *fixture, gconstpointer data)
{
  DcrUuid other = dcr_uuid_new ();

  read_at (fixture, 1000, "particuliers/F2", 4);
  drain (fixture);
  g_autoptr (GPtrArray) marks
      = dcr_read_marks_recent (dcr_store_reader (fixture->store), &other, 10, NULL);
  g_assert_cmpuint (marks->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/read-marks/newest-first", Fixture, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/read-marks/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/read-marks/of-one-person", Fixture, NULL, set_up, test_of_one_person, tear_down);
  return g_test_run ();
}
