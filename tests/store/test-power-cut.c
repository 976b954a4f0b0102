/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store under power cuts: what a write called kept is there after the restart. The same run with
 * synchronous NORMAL and OFF must lose or break something, or this test proves nothing. */
#include "store/dcr-store.h"

#include <glib/gstdio.h>

#include "dcr-cut-vfs.h"

#define WRITES 12

static char *folder, *path;
static int acknowledged; /* writes that returned TRUE */
static int begun;

/* Every row up to what was acknowledged is there, with its sum; at most the one under way besides. */
static gboolean
check (DcrDb *db, gpointer data, char **why)
{
  gint64 rows
      = dcr_db_get_int (db, -1, NULL, "SELECT count(*) FROM setting WHERE name LIKE 'k%'", "");
  gint64 pairs
      = dcr_db_get_int (db, -1, NULL, "SELECT count(*) FROM setting WHERE name LIKE 'p%'", "");

  if (rows < acknowledged || rows > begun)
    *why = g_strdup_printf ("%d rows for %d acknowledged, %d begun", (int) rows, acknowledged, begun);
  else if (rows != pairs)
    *why = g_strdup_printf ("half a transaction: %d and %d", (int) rows, (int) pairs);
  return *why == NULL;
}

static gboolean
put_pair (DcrDb *db, gpointer data, GError **error)
{
  g_autofree char *key = g_strdup_printf ("k%d", GPOINTER_TO_INT (data));
  g_autofree char *pair = g_strdup_printf ("p%d", GPOINTER_TO_INT (data));
  g_autofree char *value = g_strnfill (900, 'x');
  return dcr_db_run (db, error, "INSERT INTO setting VALUES(?1,?2)", "tt", key, value)
         && dcr_db_run (db, error, "INSERT INTO setting VALUES(?1,?2)", "tt", pair, value);
}

static gboolean
set_synchronous (DcrDb *db, gpointer sql, GError **error)
{
  return dcr_db_exec (db, "COMMIT", error) && dcr_db_exec (db, sql, error)
         && dcr_db_begin (db, error);
}

static DcrCutCount
run_writes (const char *synchronous, guint images_each)
{
  g_autoptr (GError) error = NULL;
  DcrStore *store;

  dcr_cut_forget ();
  acknowledged = begun = 0;
  store = dcr_store_open (folder, &error);
  g_assert_no_error (error);
  if (synchronous != NULL)
    g_assert_true (dcr_store_write (store, set_synchronous, (gpointer) synchronous, &error));
  dcr_cut_start (path, images_each, check, NULL);
  for (int i = 1; i <= WRITES; i++)
    {
      begun = i;
      g_assert_true (dcr_store_write (store, put_pair, GINT_TO_POINTER (i), &error));
      acknowledged = i;
      if (i % 10 == 0)
        dcr_store_checkpoint (store);
    }
  dcr_store_close (store);
  dcr_cut_stop ();
  return *dcr_cut_count ();
}

static void
test_full_keeps_all (void)
{
  DcrCutCount count = run_writes (NULL, g_test_slow () ? 400 : 1);
  g_test_message ("%d images", (int) count.images);
  g_assert_cmpuint (count.images, >, 150);
  if (count.broken > 0)
    g_error ("%d of %d images broken: %s", (int) count.broken, (int) count.images, count.first_why);
}

static void
test_normal_loses (void)
{
  DcrCutCount count = run_writes ("PRAGMA synchronous=NORMAL", 1);
  g_test_message ("NORMAL: %d of %d", (int) count.broken, (int) count.images);
  g_assert_cmpuint (count.broken, >, 0);
}

static void
test_off_breaks (void)
{
  DcrCutCount count = run_writes ("PRAGMA synchronous=OFF", 1);
  g_test_message ("OFF: %d of %d, %d corrupt", (int) count.broken, (int) count.images,
                  (int) count.corrupt);
  g_assert_cmpuint (count.broken, >, 0);
  g_assert_cmpuint (count.corrupt, >, 0);
}

int
main (int argc, char **argv)
{
  guint32 seed;
  int result;

  g_test_init (&argc, &argv, NULL);
  seed = g_test_rand_int ();
  g_test_message ("seed %u", seed);
  folder = g_dir_make_tmp ("dcr-cut-XXXXXX", NULL);
  path = g_build_filename (folder, "work.db", NULL);
  dcr_cut_install (seed);
  g_test_add_func ("/store/power-cut/full-keeps-all", test_full_keeps_all);
  g_test_add_func ("/store/power-cut/normal-loses", test_normal_loses);
  g_test_add_func ("/store/power-cut/off-breaks", test_off_breaks);
  result = g_test_run ();
  g_unlink (path);
  g_autofree char *lock = g_build_filename (folder, "work.lock", NULL);
  g_unlink (lock);
  g_rmdir (folder);
  return result;
}
