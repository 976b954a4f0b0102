/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import as the window shows it: into the base of the desk, which opens when it is there. */
#include "desk-fixture.h"

#include <glib/gstdio.h>

static DcrWindow *window;

static DcrImporter *
importer (void)
{
  return dcr_application_get_importer (desk_application ());
}

static gboolean
is_over (gconstpointer data)
{
  return dcr_importer_get_state (importer ()) != DCR_IMPORTER_RUNNING;
}

static char *
demo_source (const char *audience)
{
  return g_build_filename (g_getenv ("DCR_DATADIR"), "demo", audience, NULL);
}

static void
test_lines (void)
{
  DcrImportLine *line
      = dcr_import_line_new ("https://a.example/vdd/3.5/pro/zip/vosdroits-latest.zip");

  g_assert_cmpstr (line->title, ==, "Professionnels");
  g_assert_cmpfloat (line->fraction, ==, 0);
  dcr_import_line_free (line);
  line = dcr_import_line_new ("/tmp/vosdroits-latest.zip");
  g_assert_cmpstr (line->title, ==, "vosdroits-latest.zip");
  dcr_import_line_free (line);
}

/* A broken archive is refused with one sentence; nothing changes. */
static void
test_refused (void)
{
  g_autofree char *folder = dcr_session_default_folder ();
  g_autofree char *path = g_build_filename (g_getenv ("XDG_DATA_HOME"), "broken.zip", NULL);
  const char *sources[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) target = NULL;

  g_file_set_contents (path, "PK\003\004 no archive", -1, NULL);
  target = dcr_session_open (folder, FALSE, &error);
  g_assert_no_error (error);
  dcr_importer_start (importer (), target, sources, DCR_IMPORT_NONE);
  g_assert_cmpint (dcr_importer_get_state (importer ()), ==, DCR_IMPORTER_RUNNING);
  desk_await ("the end of the import", is_over, NULL);
  g_assert_cmpint (dcr_importer_get_state (importer ()), ==, DCR_IMPORTER_REFUSED);
  g_assert_nonnull (dcr_importer_get_error (importer ()));
  desk_settle ();
  g_assert_nonnull (desk_find_label (GTK_WIDGET (window), "Archive refusée"));
  g_action_group_activate_action (G_ACTION_GROUP (window), "import-report", NULL);
  desk_settle ();
  g_assert_nonnull (desk_find (GTK_WIDGET (window), "DcrReportPage"));
  g_assert_true (dcr_appels_escape (dcr_window_get_appels (window)));
  g_assert_nonnull (desk_find (GTK_WIDGET (window), "DcrFirstStart"));
}

static void
note_stop (DcrImporter *self, gpointer data)
{
  if (dcr_importer_get_state (self) == DCR_IMPORTER_RUNNING)
    dcr_importer_stop (self);
}

static void
test_stopped (void)
{
  g_autofree char *source = demo_source ("particuliers");
  const char *sources[] = { source, NULL };
  gulong id = g_signal_connect (importer (), "changed", G_CALLBACK (note_stop), NULL);

  dcr_importer_start (importer (), dcr_importer_get_target (importer ()), sources, DCR_IMPORT_NONE);
  desk_await ("the end of the import", is_over, NULL);
  g_signal_handler_disconnect (importer (), id);
  g_assert_cmpint (dcr_importer_get_state (importer ()), ==, DCR_IMPORTER_STOPPED);
  desk_settle ();
  g_assert_nonnull (desk_find_label (GTK_WIDGET (window), "Import arrêté"));
  g_assert_null (dcr_session_get_reference (dcr_importer_get_target (importer ())));
}

static gboolean
shows_own_base (gconstpointer data)
{
  DcrSession *session = dcr_application_get_session (desk_application ());
  return session != NULL && !dcr_session_is_demo (session);
}

/* The real base opens in place of the demonstration, but not under a call in hand. */
static void
test_opened_between_calls (void)
{
  g_autofree char *particuliers = demo_source ("particuliers");
  g_autofree char *professionnels = demo_source ("professionnels");
  const char *sources[] = { particuliers, professionnels, NULL };
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));

  dcr_calls_begin (calls, NULL);
  dcr_importer_start (importer (), dcr_importer_get_target (importer ()), sources, DCR_IMPORT_NONE);
  desk_await ("the end of the import", is_over, NULL);
  g_assert_cmpint (dcr_importer_get_state (importer ()), ==, DCR_IMPORTER_DONE);
  g_assert_cmpuint (dcr_importer_get_lines (importer ())->len, ==, 2);
  g_assert_cmpfloat (dcr_importer_get_fraction (importer ()), ==, 1);
  g_assert_cmpuint (dcr_importer_get_report (importer ())->added, >, 60);
  g_assert_false (shows_own_base (NULL));
  dcr_calls_drop (calls, dcr_calls_get_current (calls));
  desk_await ("the base of the desk is open", shows_own_base, NULL);
}

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  g_test_add_func ("/importer/lines", test_lines);
  g_test_add_func ("/importer/refused", test_refused);
  g_test_add_func ("/importer/stopped", test_stopped);
  g_test_add_func ("/importer/opened-between-calls", test_opened_between_calls);
  result = g_test_run ();
  desk_end ();
  return result;
}
