/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window killed (-9) in the middle of a call, again and again: each time it comes back with the same call,
 * the same article and everything that was on the disk. 3 kills; 40 with -m slow. The window is this program
 * again, as « flow-call-kill --child BASE ». */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "calls-fixture.h"
#include "dcr-flow.h"
#include "desk/shell/dcr-window.h"
#include "../support/dcr-folder.h"

#define KILLS_SHORT 3
#define KILLS_FULL 40
#define ARTICLE "particuliers/F91101"
#define MOST_KEYS 5
#define MOMENT_MS 150

/* ---- The child ------------------------------------------------------------------------------- */

static DcrCall *
call_of (DcrFlow *flow)
{
  DcrSession *session = dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow)));
  return dcr_calls_get_current (dcr_session_get_calls (session));
}

static gboolean
reads_article (DcrFlow *flow, gconstpointer data)
{
  DcrAppels *appels = dcr_window_get_appels (DCR_WINDOW (dcr_flow_window (flow)));
  DcrArticle *article = dcr_article_view_get_article (dcr_appels_get_reader (appels));
  return article != NULL && g_str_equal (article->ref, ARTICLE);
}

static void
say (const char *what, int number)
{
  printf ("%s %d\n", what, number);
  fflush (stdout);
}

/* From nothing to a call with an article, a passage and a reason. */
static void
begin (DcrFlow *flow)
{
  dcr_flow_type (flow, "carte identite perdue");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the article is read", reads_article, NULL);
  dcr_flow_await (flow, "a passage has the focus", dcr_flow_focus_in, "DcrPassageView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_shows, "Retenus (1)");
  dcr_flow_await (flow, "the view is on the disk", dcr_flow_kept,
                  "SELECT count(*) FROM call_draft WHERE state LIKE '%view%F91101%'");
}

/* What was there is on the screen again: the call, its passage, its article, the words. */
static void
come_back (DcrFlow *flow)
{
  dcr_flow_await (flow, "the call is on the screen again", dcr_flow_shows, "Retenus (1)");
  dcr_flow_await (flow, "its article is read again", reads_article, NULL);
  dcr_flow_await (flow, "the passage bears its number again", dcr_flow_shows, "Résultats");
  say ("back", dcr_call_get_outcome (call_of (flow)));
}

G_GNUC_NORETURN static void
run_child (const char *base)
{
  DcrFlow *flow = dcr_flow_start ((const char *[]){ "decroche", "--base", base, NULL });
  int outcome;

  if (call_of (flow) != NULL)
    come_back (flow);
  else
    begin (flow);
  for (outcome = dcr_call_get_outcome (call_of (flow)) % 9 + 1;; outcome = outcome % 9 + 1)
    {
      g_autofree char *chord = g_strdup_printf ("Ctrl+Maj+%d", outcome);
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*) FROM call_draft WHERE instr(state,'''outcome'': <int64 %d>')", outcome);
      dcr_flow_press_await (flow, chord, "the outcome is on the disk", dcr_flow_kept, sql);
      say ("kept", outcome);
    }
}

/* ---- The parent ------------------------------------------------------------------------------ */

static const char *program;

typedef struct
{
  int back; /* outcome the window came back with, -1 when it did not say */
  int kept; /* last one it said was kept */
} Said;

static void
note_line (Said *said, const char *line)
{
  sscanf (line, "back %d", &said->back);
  sscanf (line, "kept %d", &said->kept);
}

static Said
run_and_kill (const char *base, GRand *rand)
{
  char *argv[] = { (char *) program, (char *) "--child", (char *) base, NULL };
  guint keys = g_rand_int_range (rand, 1, MOST_KEYS + 1);
  Said said = { -1, -1 };
  char line[512];
  FILE *out;
  GPid pid;
  int fd;

  g_assert_true (g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                           &pid, NULL, &fd, NULL, NULL));
  out = fdopen (fd, "r");
  while (keys > 0 && fgets (line, sizeof line, out) != NULL)
    {
      note_line (&said, line);
      keys -= g_str_has_prefix (line, "kept ");
    }
  /* the moment of death: in the middle of the next key, or just when it is said to be kept */
  g_poll (&(GPollFD){ .fd = fd, .events = G_IO_IN }, 1, g_rand_int_range (rand, 0, MOMENT_MS));
  kill (pid, SIGKILL);
  while (fgets (line, sizeof line, out) != NULL)
    note_line (&said, line);
  fclose (out);
  waitpid (pid, NULL, 0);
  g_assert_cmpint (said.kept, >=, 0); /* it worked */
  return said;
}

static void
test_call_kill (void)
{
  guint kills = g_test_slow () ? KILLS_FULL : KILLS_SHORT;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autofree char *folder = g_dir_make_tmp ("dcr-window-kill-XXXXXX", NULL);
  g_autofree char *base = g_build_filename (folder, "base", NULL);
  g_autoptr (GError) error = NULL;
  DcrSession *session = dcr_session_open (base, TRUE, &error);
  int kept = -1;

  g_assert_no_error (error);
  g_object_unref (session);
  g_setenv ("TMPDIR", folder, TRUE); /* what the dead leave behind goes with it */
  for (guint i = 0; i < kills; i++)
    {
      Said said = run_and_kill (base, rand);
      if (i > 0 && said.back != kept) /* the key under way may have been kept too */
        g_assert_cmpint (said.back, ==, kept % 9 + 1);
      kept = said.kept;
    }
  g_test_message ("%u kills, the same call each time", kills);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add_func ("/flows/call-kill", test_call_kill);
  return g_test_run ();
}
