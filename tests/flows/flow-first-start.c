/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first day of a desk, by keys alone: an empty folder, « Télécharger la base officielle » from the
 * address that the administrator has set, a server that refuses, a download stopped half-way, then the
 * base, in which an article is found. Another day: an archive chosen in the dialog of files. */
#include "dcr-flow.h"

#include <glib/gstdio.h>
#include <string.h>

#include "desk/common/dcr-settings.h"
#include "store/dcr-db.h"

#define DOWNLOAD "Télécharger la base officielle"

static struct
{
  GSubprocess *process;
  char *port;
} server;

static char *
demo_folder (void)
{
  return g_build_filename (g_getenv ("DCR_DATADIR"), "demo", NULL);
}

static void
start_server (void)
{
  g_autofree char *script
      = g_build_filename (g_getenv ("DCR_SOURCE"), "tests", "flows", "archives.py", NULL);
  g_autofree char *folder = demo_folder ();
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  server.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error, "python3", script, folder, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  server.port = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (server.port);
}

static void
answer (const char *mode)
{
  g_autofree char *line = g_strconcat (mode, "\n", NULL);

  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (server.process), line,
                                            strlen (line), NULL, NULL, NULL));
}

static void
stop_server (void)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (server.process), NULL, NULL);
  g_subprocess_wait (server.process, NULL, NULL);
  g_clear_object (&server.process);
  g_free (server.port);
}

/* As an administrator does for all desks (dconf). */
static void
set_sources (void)
{
  g_autofree char *part = g_strdup_printf ("http://127.0.0.1:%s/particuliers.zip", server.port);
  g_autofree char *pro = g_strdup_printf ("http://127.0.0.1:%s/professionnels.zip", server.port);
  const char *sources[] = { part, pro, NULL };

  g_assert_true (g_settings_set_strv (dcr_settings (), "reference-sources", sources));
}

/* A number from the reference of the desk itself. */
static gint64
number_of (const char *sql)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("XDG_DATA_HOME"), "decroche", "alone", "reference.db", NULL);
  g_autoptr (DcrDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return 0;
  db = dcr_db_open (path, DCR_DB_READ, NULL);
  g_assert_nonnull (db);
  return dcr_db_get_int (db, 0, NULL, sql, "");
}

static void
find_an_article (DcrFlow *flow)
{
  dcr_flow_type (flow, "carte identite perdue");
  dcr_flow_await (flow, "the results", dcr_flow_shows, "que faire en cas de perte");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the article is open", dcr_flow_focus_in, "DcrArticleView");
}

static gboolean
focus_says (DcrFlow *flow, gconstpointer label)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (flow));

  return focus != NULL && dcr_flow_shows_in (focus, label);
}

static void
test_download (void)
{
  const char *arguments[] = { "decroche", NULL };
  DcrFlow *flow = dcr_flow_start (arguments);
  gconstpointer first = dcr_flow_window (flow);

  set_sources ();
  dcr_flow_await (flow, "the first start", dcr_flow_shows, "Obtenir la base officielle");
  answer ("refuse");
  dcr_flow_tab_to (flow, "Tab", DOWNLOAD);
  dcr_flow_press_await (flow, "Entrée", "it could not be downloaded", dcr_flow_shows,
                        "n’a pas pu être téléchargée");
  dcr_flow_picture (flow, "first-start-1-refused");
  answer ("hold");
  dcr_flow_tab_to (flow, "Tab", "Réessayer");
  dcr_flow_press_await (flow, "Entrée", "half of the download", dcr_flow_shows,
                        "téléchargement, ");
  dcr_flow_await (flow, "the keys are for the button that stops it", focus_says, "Arrêter");
  dcr_flow_picture (flow, "first-start-2-download");
  dcr_flow_tab_to (flow, "Tab", "perdu carte identité"); /* away, and round to it again */
  dcr_flow_tab_to (flow, "Maj+Tab", "Arrêter");
  dcr_flow_press_await (flow, "Entrée", "the import is stopped", dcr_flow_shows, "Import arrêté");
  g_assert_cmpint (number_of ("SELECT count(*) FROM publication"), ==, 0);
  dcr_flow_await (flow, "the keys are for the button that starts it", focus_says, DOWNLOAD);
  dcr_flow_press_await (flow, "Entrée", "the download goes on", dcr_flow_shows, "téléchargement, ");
  dcr_flow_await (flow, "the keys are for the button that stops it", focus_says, "Arrêter");
  answer ("serve");
  dcr_flow_turn_to_another (flow, first);
  dcr_flow_await (flow, "what is there now", dcr_flow_shows, "Base officielle du ");
  g_assert_cmpint (number_of ("SELECT count(*) FROM publication"), >, 60);
  g_assert_cmpint (number_of ("SELECT count(*) FROM import_record WHERE source LIKE 'http://%'"), ==,
                   2);
  g_assert_false (dcr_flow_shows (flow, "Base de démonstration"));
  dcr_flow_picture (flow, "first-start-3-here");
  find_an_article (flow);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  start_server ();
  g_test_add_func ("/first-start/download", test_download);
  status = g_test_run ();
  stop_server ();
  return status;
}
