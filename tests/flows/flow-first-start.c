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

/* ---- An archive ------------------------------------------------------------------------------ */

/* The articles of the demonstration for private persons as a zip. Free with g_free(). */
static char *
make_archive (const char *folder)
{
  char *path = g_build_filename (folder, "vosdroits.zip", NULL);
  g_autofree char *demo = demo_folder ();
  g_autofree char *command = g_strdup_printf (
      "python3 -m zipfile -c '%s' '%s'/particuliers/*.xml", path, demo);
  const char *argv[] = { "sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return path;
}

static gboolean
is_gone (DcrFlow *flow, gconstpointer window)
{
  return *(GtkWindow *const *) window == NULL
         || !gtk_widget_get_mapped (*(GtkWidget *const *) window);
}

static gboolean
is_in_a_field (DcrFlow *flow, gconstpointer data)
{
  return GTK_IS_EDITABLE (gtk_window_get_focus (dcr_flow_window (flow)));
}

static gboolean
field_says (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (flow));
  return GTK_IS_EDITABLE (focus)
         && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (focus)), text);
}

/* Opens the dialog of files; the flow then is in it. */
static GtkWindow *
open_dialog (DcrFlow *flow)
{
  gconstpointer window = dcr_flow_window (flow);

  dcr_flow_tab_to (flow, "Tab", "Ouvrir une archive…");
  dcr_flow_press (flow, "Entrée");
  dcr_flow_turn_to_another (flow, window);
  g_assert_true (GTK_IS_FILE_CHOOSER (dcr_flow_window (flow)));
  return dcr_flow_window (flow);
}

#define AGAIN_US (3 * G_USEC_PER_SEC)

/* The first Entrée may have been for the completions of the path. */
static gboolean
is_gone_or_asked_again (DcrFlow *flow, gconstpointer window)
{
  static gint64 since;
  gint64 now = g_get_monotonic_time ();

  if (is_gone (flow, window))
    {
      since = 0;
      return TRUE;
    }
  if (since != 0 && now - since > AGAIN_US)
    {
      dcr_flow_press (flow, "Entrée");
      since = now;
    }
  since = since != 0 ? since : now;
  return FALSE;
}

static void
choose_file (DcrFlow *flow, const char *path)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (dcr_flow_window (flow)));

  gdk_clipboard_set_text (clipboard, path);
  dcr_flow_press_await (flow, "Ctrl+L", "a field for the path", is_in_a_field, NULL);
  dcr_flow_press_await (flow, "Ctrl+V", "the path", field_says, path);
  dcr_flow_press (flow, "Entrée");
}

static void
test_archive (void)
{
  const char *arguments[] = { "decroche", NULL };
  DcrFlow *flow = dcr_flow_start (arguments);
  gconstpointer first = dcr_flow_window (flow);
  g_autofree char *broken = g_build_filename (g_getenv ("XDG_DATA_HOME"), "broken.zip", NULL);
  g_autofree char *archive = make_archive (g_getenv ("XDG_DATA_HOME"));
  GtkWindow *dialog = NULL;

  g_assert_true (g_file_set_contents (broken, "PK\003\004 cut", -1, NULL));
  g_set_weak_pointer (&dialog, open_dialog (flow));
  dcr_flow_press_await (flow, "Échap", "the dialog is closed", is_gone, &dialog);
  dcr_flow_turn_to_another (flow, dialog);
  g_assert_true (dcr_flow_window (flow) == first);
  g_assert_true (dcr_flow_shows (flow, "Obtenir la base officielle"));

  g_set_weak_pointer (&dialog, open_dialog (flow));
  choose_file (flow, broken);
  dcr_flow_await (flow, "the dialog is closed", is_gone_or_asked_again, &dialog);
  dcr_flow_turn_to_another (flow, dialog);
  dcr_flow_await (flow, "it is refused", dcr_flow_shows, "Archive refusée");
  dcr_flow_picture (flow, "first-start-4-broken");
  g_assert_cmpint (number_of ("SELECT count(*) FROM publication"), ==, 0);

  g_set_weak_pointer (&dialog, open_dialog (flow));
  choose_file (flow, archive);
  dcr_flow_await (flow, "the dialog is closed", is_gone_or_asked_again, &dialog);
  dcr_flow_turn_to_another (flow, first);
  dcr_flow_await (flow, "what is there now", dcr_flow_shows, "Base officielle du ");
  g_assert_cmpint (number_of ("SELECT count(*) FROM publication"), >, 60);
  find_an_article (flow);
  g_clear_weak_pointer (&dialog);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  start_server ();
  /* one a process: GLib looks up the folders of a user once */
  g_test_add_func ("/first-start/download", test_download);
  g_test_add_func ("/first-start/archive", test_archive);
  status = g_test_run ();
  stop_server ();
  return status;
}
