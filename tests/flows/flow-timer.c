/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article is open when the timer of every day replaces the base from another process: the window
 * reads the article again and says so, and finds what is new. */
#include "dcr-flow.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *decrochectl;

static struct
{
  char *folder, *base, *source;
} t;

/* Copies a document of the demonstration, @from (nullable) replaced by @to. */
static void
put (const char *name, const char *as, const char *from, const char *to)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DCR_DATADIR"), "demo", "particuliers", name, NULL);
  g_autofree char *target = g_build_filename (t.source, as, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) made = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  made = g_string_new (text);
  if (from != NULL)
    g_assert_cmpuint (g_string_replace (made, from, to, 0), >, 0);
  g_assert_true (g_file_set_contents (target, made->str, (gssize) made->len, NULL));
}

/* As decroche-import.service does. */
static void
import (void)
{
  const char *argv[] = { decrochectl, "--base", t.base, "import", t.source, NULL };
  g_autofree char *said = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                               NULL, &said, &status, NULL));
  if (status != 0)
    g_error ("the import failed: %s", said);
}

static void
test_timer (void)
{
  const char *arguments[] = { "decroche", "--base", t.base, NULL };
  DcrFlow *flow;

  put ("F91101.xml", "F91101.xml", NULL, NULL);
  put ("F91104.xml", "F91104.xml", NULL, NULL);
  import ();
  flow = dcr_flow_start (arguments);
  dcr_flow_type (flow, "f91101");
  dcr_flow_await (flow, "the results", dcr_flow_shows, "que faire en cas de perte");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the article", dcr_flow_focus_in, "DcrArticleView");
  dcr_flow_await (flow, "its text", dcr_flow_shows, "demande 3 à 6 semaines");

  put ("F91101.xml", "F91101.xml", "demande 3 à 6 semaines", "demande 5 à 9 semaines");
  put ("F91105.xml", "F91105.xml", NULL, NULL);
  import ();
  dcr_flow_await (flow, "the new text", dcr_flow_shows, "demande 5 à 9 semaines");
  g_assert_false (dcr_flow_shows (flow, "demande 3 à 6 semaines"));
  dcr_flow_await (flow, "the window says so", dcr_flow_shows, "La base vient d’être mise à jour");
  dcr_flow_picture (flow, "timer-1-read-again");
  dcr_flow_await (flow, "the keys are still in it", dcr_flow_focus_in, "DcrArticleView");

  dcr_flow_press_await (flow, "Ctrl+K", "the search", dcr_flow_focus_in, "DcrSearchField");
  dcr_flow_press (flow, "Ctrl+A");
  dcr_flow_type (flow, "passeport perdu");
  dcr_flow_await (flow, "the article that came", dcr_flow_shows, "Passeport");
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  const char *rm[] = { "rm", "-r", NULL, NULL };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  decrochectl = argv[1];
  t.folder = g_dir_make_tmp ("dcr-timer-XXXXXX", NULL);
  t.base = g_build_filename (t.folder, "base", NULL);
  t.source = g_build_filename (t.folder, "source", NULL);
  g_assert_cmpint (g_mkdir (t.source, 0700), ==, 0);
  g_test_add_func ("/timer/base-replaced-under-an-open-article", test_timer);
  status = g_test_run ();
  rm[2] = t.folder;
  g_spawn_sync (NULL, (char **) rm, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (t.folder);
  g_free (t.base);
  g_free (t.source);
  return status;
}
