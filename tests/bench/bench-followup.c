/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be settled now, in the real window: opening the form of an escalation in a call; opening « Suivi » on
 * 100,000 escalations; filtering them word by word. The floor is a
 * box of labels made anew and painted in the same window. */
#include <stdio.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-measure.h"
#include "desk-fixture.h"
#include "desk/follow/dcr-suivi.h"
#include "desk/shell/dcr-window-private.h"

#define N_ESCALATIONS 100000
#define FORM_MS 60.0
#define OPEN_MS 150.0
#define FILTER_MS 12.0
#define FLOOR_LABELS 120
/* A short run, among other programs, holds the main thread's work to half as much again. */
#define SHORT_RUN 1.5

static DcrWindow *window;

/* ---- The base -------------------------------------------------------------------------------- */

/* Twenty thousand different questions, eight queues, six states, promises over sixty days. */
static gboolean
fill (DcrDb *db, gpointer person, GError **error)
{
  return dcr_db_run (
      db, error,
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1),"
      " q(at, id, name) AS (SELECT row_number() OVER (ORDER BY position) - 1, id, name FROM queue)"
      " INSERT INTO escalation(id, number, token, queue, reason_path, question, wants, told, author, created,"
      " due, state, touched, folded)"
      " SELECT randomblob(16), i, 't' || i, q.id, 'Identité › Perte ' || i % 40,"
      " 'La demande ' || (i * 7919 % 20000) || ' est-elle bloquée à la mairie ?', 'Savoir', 'Délai dit',"
      " ?2, ?3 - i * 1000, ?3 + (i * 7919 % 5184000 - 2592000) * 1000, 1 + (i % 3), ?3,"
      " 'la demande ' || (i * 7919 % 20000) || ' est elle bloquee a la mairie e-' || i"
      " FROM n JOIN q ON q.at = i % (SELECT count(*) FROM queue)",
      "iui", (gint64) N_ESCALATIONS, person, dcr_clock_now_ms ());
}

/* ---- Frames ---------------------------------------------------------------------------------- */

static void
set_flag (GObject *object, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
on_due (GObject *object, guint due, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
until (const gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static void
until_painted (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (set_flag), &painted);

  gtk_widget_queue_draw (GTK_WIDGET (window));
  until (&painted);
  g_signal_handler_disconnect (clock, id);
}

/* Four screenfuls of words: what any page of this size has to make, lay out and paint. */
static void
measure_floor (DcrSamples *wall, DcrSamples *cpu, guint n)
{
  GtkWidget *former = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
            *scrolled = gtk_scrolled_window_new ();

  g_object_ref (former);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  until_painted ();
  for (guint i = 0; i < n; i++)
    {
      double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      for (guint at = 0; at < FLOOR_LABELS; at++)
        {
          g_autofree char *text
              = g_strdup_printf ("La demande %u est-elle bloquée à la mairie ?", i + at);
          gtk_box_append (GTK_BOX (box), gtk_label_new (text));
        }
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
      until_painted ();
      dcr_samples_add (wall, dcr_measure_wall_ms () - began);
      dcr_samples_add (cpu, dcr_measure_thread_ms () - worked);
    }
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), former);
  g_object_unref (former);
  desk_settle ();
}

/* The p99 of @samples, which are freed. */
static double
say (const char *name, DcrSamples *samples)
{
  double p50 = dcr_samples_percentile (samples, 50), p99 = dcr_samples_percentile (samples, 99);

  printf ("%-46s p50 %7.2f  p99 %7.2f  worst %7.2f ms (%u)\n", name,
          p50, p99, dcr_samples_percentile (samples, 100),
          samples->values->len);
  dcr_samples_free (samples);
  return p99;
}

/* One in a hundred takes longer. */
typedef struct
{
  double wall, cpu;
} Figures;

/* ---- What is measured ------------------------------------------------------------------------ */

/* From the key to the end of the frame that shows the form, then of the one that shows its side. */
static Figures
measure_form (guint n)
{
  DcrAppels *appels = dcr_window_get_appels (window);
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrSamples samples = dcr_samples_new (), cpu = dcr_samples_new (), sides = dcr_samples_new ();
  Figures form;

  dcr_call_set_reason (dcr_calls_begin (calls, "06 39 98 41 27"), "IDE-PERTE");
  desk_settle ();
  for (guint i = 0; i <= n; i++)
    {
      if (i == 1) /* the first one loads its types, styles and icons: said by itself */
        {
          say ("the form, the first time in a session", &samples);
          dcr_samples_free (&cpu);
          dcr_samples_free (&sides);
          samples = dcr_samples_new ();
          cpu = dcr_samples_new ();
          sides = dcr_samples_new ();
        }
      double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();
      g_action_group_activate_action (G_ACTION_GROUP (window), "escalate", NULL);
      until_painted ();
      dcr_samples_add (&samples, dcr_measure_wall_ms () - began);
      dcr_samples_add (&cpu, dcr_measure_thread_ms () - worked);
      until_painted ();
      dcr_samples_add (&sides, dcr_measure_wall_ms () - began);
      dcr_appels_leave_form (appels);
      desk_settle ();
    }
  form.wall = say ("the form of an escalation opens", &samples);
  form.cpu = say ("its work in the main thread (CPU)", &cpu);
  say ("the rows beside it are there", &sides);
  return form;
}

/* From Alt+2 to the end of the frame that shows the rows. */
static Figures
measure_opening (DcrSuivi *suivi, guint n)
{
  DcrSamples samples = dcr_samples_new (), cpu = dcr_samples_new ();
  Figures opening;

  for (guint i = 0; i < n; i++)
    {
      gboolean loaded = FALSE;
      gulong id = g_signal_connect (suivi, "due-changed", G_CALLBACK (on_due), &loaded);
      double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();
      dcr_window_show_workspace (window, 1);
      until (&loaded);
      until_painted ();
      dcr_samples_add (&samples, dcr_measure_wall_ms () - began);
      dcr_samples_add (&cpu, dcr_measure_thread_ms () - worked);
      g_signal_handler_disconnect (suivi, id);
      dcr_window_show_workspace (window, 0);
      desk_settle ();
    }
  opening.wall = say ("« Suivi » opens on 100,000 escalations", &samples);
  opening.cpu = say ("its work in the main thread (CPU)", &cpu);
  return opening;
}

/* CPU of the main thread from a word typed to the end of the frame that shows what is left. */
static double
measure_filter (DcrSuivi *suivi, guint n)
{
  DcrSamples samples = dcr_samples_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words
          = i % 5 == 4 ? g_strdup ("") : g_strdup_printf ("demande %u", i * 37 % 2000);
      gboolean loaded = FALSE;
      gulong id = g_signal_connect (suivi, "due-changed", G_CALLBACK (on_due), &loaded);
      double began = dcr_measure_thread_ms ();
      dcr_suivi_filter (suivi, words);
      until (&loaded);
      until_painted ();
      dcr_samples_add (&samples, dcr_measure_thread_ms () - began);
      g_signal_handler_disconnect (suivi, id);
    }
  return say ("a filter, main thread, frame included (CPU)", &samples);
}

/* Against the promise, in milliseconds. */
static gboolean
hold (const char *name, double measured, double promised, gboolean short_run)
{
  return dcr_measure_ratio (name, measured, promised * (short_run ? SHORT_RUN : 1));
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0, right;
  DcrSamples wall = dcr_samples_new (), cpu = dcr_samples_new ();
  Figures form, opening;
  double filter;
  DcrUuid person;
  DcrSession *session;

  argc = 1;
  window = desk_start (&argc, &argv);
  session = dcr_window_get_session (window);
  person = *dcr_calls_get_person (dcr_session_get_calls (session));
  measure_floor (&wall, &cpu, 30);
  if (!dcr_store_write (dcr_session_get_store (session), fill, &person, NULL))
    return 1;
  form = measure_form (ratios ? 20 : 200);
  opening = measure_opening (window->suivi, ratios ? 10 : 200);
  dcr_window_show_workspace (window, 1);
  desk_settle ();
  filter = measure_filter (window->suivi, ratios ? 60 : 1000);
  say ("floor: 120 labels made and painted", &wall);
  say ("floor, main thread (CPU)", &cpu);
  if (!ratios)
    dcr_measure_print_machine ();
  right = hold ("followup:form-p99-ms", ratios ? form.cpu : form.wall, FORM_MS, ratios);
  right = hold ("followup:suivi-opens-p99-ms", ratios ? opening.cpu : opening.wall, OPEN_MS, ratios)
          && right;
  right = hold ("followup:filter-p99-ms", filter, FILTER_MS, ratios) && right;
  desk_end ();
  return right ? 0 : 1;
}
