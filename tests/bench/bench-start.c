/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start of the desk on the real base, and what it takes of memory, beside a program that shows an
 * empty libadwaita window and nothing else. Each start is a process of its own on the same display,
 * timed from before it is made to the end of its first frame; the two kinds take turns.
 *   bench-start             the November archives, 15 starts of each, 500 articles read
 *   bench-start --ratios    the smallest of the archives, 5 starts of each, 60 articles */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dcr-maker.h"
#include "dcr-measure.h"
#include "desk/dcr-application.h"
#include "desk/shell/dcr-window.h"
#include "../support/dcr-folder.h"

#define PROMISE_FRAME_MS 250 /* after the empty window's */
#define PROMISE_MEMORY_MB 180
#define SLACK 1.5
#define PATIENCE_S 60

static const char *const archives[] = { "associations", "particuliers", "professionnels" };

/* ---- The started program -------------------------------------------------------------------- */

static void
first_frame (GdkFrameClock *clock, GtkWidget *window)
{
  if (!gtk_widget_get_mapped (window))
    return;
  g_print ("%" G_GINT64_FORMAT " %.1f\n", g_get_monotonic_time (), dcr_measure_rss_mb ());
  _exit (0);
}

static void
watch (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (first_frame),
                    window);
}

static void
window_added (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (watch), NULL);
}

static void
show_empty (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  gtk_window_present (GTK_WINDOW (window));
}

static int
be_empty (void)
{
  AdwApplication *application =
    adw_application_new ("org.decroche.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "window-added", G_CALLBACK (window_added), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (show_empty), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static DcrApplication *
make_desk (void)
{
  DcrApplication *application = dcr_application_new ();

  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                             | G_APPLICATION_NON_UNIQUE);
  return application;
}

static int
be_desk (char *folder)
{
  DcrApplication *application = make_desk ();
  char *arguments[] = { "decroche", "--base", folder, NULL };

  g_signal_connect (application, "window-added", G_CALLBACK (window_added), NULL);
  return g_application_run (G_APPLICATION (application), 3, arguments);
}

/* ---- Reading five hundred articles ----------------------------------------------------------- */

static gboolean
give_up (gpointer ref)
{
  g_error ("%s is not read", (const char *) ref);
  return G_SOURCE_REMOVE;
}

static void
read_one (DcrAppels *appels, const char *ref)
{
  DcrArticleView *reader = dcr_appels_get_reader (appels);
  const guint limit = g_timeout_add_seconds (PATIENCE_S, give_up, (gpointer) ref);
  DcrArticle *article;

  dcr_appels_open (appels, ref, NULL);
  while ((article = dcr_article_view_get_article (reader)) == NULL
         || !g_str_equal (article->ref, ref) || !dcr_article_view_is_complete (reader))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static int
be_reader (char *folder, guint n)
{
  DcrApplication *application = make_desk ();
  const char *arguments[] = { "decroche", "--base", folder, NULL };
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DcrStmt) stmt = NULL;
  DcrWindow *window;
  double before;

  dcr_application_start (application, arguments);
  window = DCR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
  stmt = dcr_db_prepare (
    dcr_reference_db (dcr_session_get_reference (dcr_window_get_session (window))),
    "SELECT CASE audience WHEN 0 THEN 'particuliers' WHEN 1 THEN 'professionnels'"
    " ELSE 'associations' END||'/'||id FROM publication ORDER BY rowid*2654435761 % 10007",
    NULL);
  while (refs->len < n && dcr_stmt_step (stmt, NULL))
    g_ptr_array_add (refs, g_strdup (dcr_stmt_text (stmt, 0)));
  before = dcr_measure_rss_mb ();
  for (guint i = 0; i < refs->len; i++)
    read_one (dcr_window_get_appels (window), g_ptr_array_index (refs, i));
  g_print ("%u %.1f %.1f\n", refs->len, before, dcr_measure_rss_mb ());
  fflush (stdout);
  _exit (0);
}

/* ---- The bench ------------------------------------------------------------------------------ */

/* Starts this program again in one of its parts; gives what it printed. */
static char *
start (const char *self, const char *part, const char *folder, const char *n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, part, folder, n, NULL);
  char *said = NULL;

  if (child == NULL || !g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error)
      || !g_subprocess_get_successful (child))
    g_error ("%s: %s", part, error != NULL ? error->message : "failed");
  return said;
}

static void
time_start (const char *self, const char *part, const char *folder, DcrSamples *times,
            DcrSamples *memory)
{
  const gint64 begun = g_get_monotonic_time ();
  g_autofree char *said = start (self, part, folder, NULL);
  char *end;

  dcr_samples_add (times, (double) (g_ascii_strtoll (said, &end, 10) - begun) / 1000.0);
  dcr_samples_add (memory, g_ascii_strtod (end, NULL));
}

static void
make_base (const char *folder, guint n)
{
  const char *shared = g_getenv ("DCR_SHARED") != NULL ? g_getenv ("DCR_SHARED") : "../shared";
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) session = dcr_session_open (folder, FALSE, &error);
  g_autoptr (DcrImportReport) report = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sources, g_strdup_printf ("%s/reference/vosdroits-%s-2020-11-05.zip", shared,
                                               archives[i]));
  g_ptr_array_add (sources, NULL);
  if (session != NULL)
    report = dcr_session_import (session, (const char *const *) sources->pdata, DCR_IMPORT_NONE,
                                 NULL, NULL, NULL, &error);
  if (report == NULL)
    g_error ("%s", error->message);
}

static void
print_times (const char *name, DcrSamples *times, DcrSamples *memory)
{
  g_print ("%-34s median %6.0f  worst %6.0f ms  %4.0f MB  (%u)\n", name,
           dcr_samples_percentile (times, 50), dcr_samples_percentile (times, 100),
           dcr_samples_percentile (memory, 50), times->values->len);
}

static gboolean
run (const char *self, gboolean ratios)
{
  DcrSamples empty = dcr_samples_new (), desk = dcr_samples_new ();
  DcrSamples empty_mb = dcr_samples_new (), desk_mb = dcr_samples_new ();
  g_autofree char *folder = g_dir_make_tmp ("dcr-start-XXXXXX", NULL), *said = NULL;
  double floor, floor_mb, before, after;
  gboolean good = TRUE;

  make_base (folder, ratios ? 1 : G_N_ELEMENTS (archives));
  for (guint i = 0; i < (ratios ? 5 : 15); i++)
    {
      time_start (self, "--empty", NULL, &empty, &empty_mb);
      time_start (self, "--desk", folder, &desk, &desk_mb);
    }
  said = start (self, "--read", folder, ratios ? "60" : "500");
  floor = dcr_samples_percentile (&empty, 50);
  floor_mb = dcr_samples_percentile (&empty_mb, 50);
  sscanf (said, "%*u %lf %lf", &before, &after);
  dcr_folder_remove (folder);
  if (ratios)
    {
      good &= dcr_measure_ratio ("start:first-frame/empty-window",
                                 dcr_samples_percentile (&desk, 50) / floor,
                                 (floor + PROMISE_FRAME_MS * SLACK) / floor);
      good &= dcr_measure_ratio ("start:memory/empty-window", after / floor_mb,
                                 PROMISE_MEMORY_MB * SLACK / floor_mb);
      return good;
    }
  dcr_measure_print_machine ();
  print_times ("floor: first frame, empty window", &empty, &empty_mb);
  print_times ("first frame, the desk", &desk, &desk_mb);
  g_print ("after the empty window's: %.0f ms (promise %d)\n",
           dcr_samples_percentile (&desk, 50) - floor, PROMISE_FRAME_MS);
  g_print (
      "resident: empty window %.0f MB, desk %.0f MB, after 500 articles %.0f MB (promise %d)\n",
      floor_mb, before, after, PROMISE_MEMORY_MB);
  return TRUE;
}

int
main (int argc, char **argv)
{
  const char *part = argc > 1 ? argv[1] : "";

  if (g_str_equal (part, "--empty"))
    return be_empty ();
  if (g_str_equal (part, "--desk") && argc > 2)
    return be_desk (argv[2]);
  if (g_str_equal (part, "--read") && argc > 3)
    return be_reader (argv[2], (guint) atoi (argv[3]));
  return run (argv[0], g_str_equal (part, "--ratios")) ? 0 : 1;
}
