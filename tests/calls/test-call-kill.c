/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that works on calls is killed (-9) at any moment, while it opens the base again too: nothing it said was
 * kept is lost, and the same call is in hand again. 40 kills; 1,000 with -m slow. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "calls-fixture.h"
#include "../support/dcr-folder.h"

#define KILLS_SHORT 40
#define KILLS_FULL 1000
#define OPENING_US 12000
#define WORKING_US 60000

static char *child_path;
static GRand *rand_state;

/* Spawns the child, kills it after a random while; the last act it said was kept. */
static int
run_and_kill (const char *folder, int kept)
{
  char *argv[] = { child_path, (char *) folder, NULL };
  g_autoptr (GError) error = NULL;
  gboolean in_opening = g_rand_boolean (rand_state);
  char line[64];
  FILE *out;
  GPid pid;
  int fd;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL,
                            &fd, NULL, &error);
  g_assert_no_error (error);
  out = fdopen (fd, "r");
  while (fgets (line, sizeof line, out) != NULL)
    {
      gboolean works = sscanf (line, "kept %d", &kept) == 1;
      if (works || in_opening)
        break;
    }
  g_usleep (g_rand_int_range (rand_state, 0, in_opening ? OPENING_US : WORKING_US)); /* the moment, not a wait */
  kill (pid, SIGKILL);
  while (fgets (line, sizeof line, out) != NULL) /* what it had said before */
    sscanf (line, "kept %d", &kept);
  fclose (out);
  waitpid (pid, NULL, 0);
  return kept;
}

/* The base opens, is whole, holds act @kept or a later one that was not said in time, one for each of the
 * @silent kills since @kept was said, and its call is in hand. Which one it holds. */
static int
assert_there (const char *folder, int kept, int silent)
{
  Fixture fixture = { .folder = (char *) folder };
  g_autoptr (GError) error = NULL;
  g_autofree char *integrity = NULL;
  const char *sql = "SELECT max(CAST(substr(t,instr(t,'acte ')+5,8) AS INTEGER)) FROM"
                    " (SELECT note AS t FROM call UNION ALL SELECT state FROM call_draft)";
  int there;

  fixture.store = dcr_store_open (folder, &error);
  g_assert_no_error (error);
  fixture.calls = dcr_calls_new (fixture.store, &error);
  g_assert_no_error (error);
  integrity = fixture_text (&fixture, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  there = fixture_int (&fixture, sql);
  g_assert_cmpint (there, >=, kept);
  g_assert_cmpint (there, <=, kept + silent);
  if (fixture_int (&fixture, "SELECT count(*) FROM call_draft") > 0)
    {
      g_autofree char *note = g_strdup_printf ("acte %08d", there);
      DcrCall *call = dcr_calls_get_current (fixture.calls);
      g_assert_nonnull (call);
      /* begun and not yet written in: no note */
      if (dcr_call_get_note (call)[0] != '\0')
        g_assert_cmpstr (dcr_call_get_note (call), ==, note);
      g_assert_cmpstr (dcr_call_get_number (call), ==, "0639984127");
    }
  g_assert_cmpint (fixture_int (&fixture, "SELECT count(*) FROM call"), ==,
                   fixture_int (&fixture, "SELECT count(*) FROM contact"));
  fixture_settle (&fixture);
  g_assert_finalize_object (fixture.calls);
  dcr_store_close (fixture.store);
  return there;
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  guint kills = g_test_slow () ? KILLS_FULL : KILLS_SHORT, unsaid = 0;
  g_autofree char *folder = g_dir_make_tmp ("dcr-kill-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  DcrStore *store = dcr_store_open (folder, &error);
  int kept = 0, silent = 0;

  g_assert_no_error (error);
  fixture_import_grid (store);
  dcr_store_close (store);
  for (guint i = 0; i < kills; i++)
    {
      int said = run_and_kill (folder, kept);

      silent = said > kept ? 1 : silent + 1;
      /* now and then the next one finds what this one left and is killed while it recovers */
      if (g_rand_int_range (rand_state, 0, 3) > 0)
        {
          kept = said;
          continue;
        }
      kept = assert_there (folder, said, silent);
      unsaid += kept > said;
      silent = 0;
    }
  assert_there (folder, kept, silent);
  g_test_message ("%u kills, %d acts kept, 0 lost, %u kept and not yet said", kills, kept, unsaid);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *here = g_path_get_dirname (argv[0]);

  g_test_init (&argc, &argv, NULL);
  child_path = g_build_filename (here, "call-child", NULL);
  rand_state = g_rand_new_with_seed (g_test_rand_int ());
  g_test_add ("/call/kill", Fixture, NULL, NULL, test_kill, NULL);
  return g_test_run ();
}
