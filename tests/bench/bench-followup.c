/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be settled now, in the real window: opening the form of an escalation in a call;
 * opening « Suivi » on 100,000 escalations; filtering them word by word. The floor is a box of
 * labels made anew and painted in the same window, now and again between the others. */
#include <stdio.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-measure.h"
#include "desk-fixture.h"
#include "desk/follow/dcr-follow-page.h"
#include "desk/follow/dcr-suivi.h"
#include "desk/shell/dcr-window-private.h"

#define N_ESCALATIONS 100000
#define FEW_ESCALATIONS 20000
#define FORM_MS 60.0
#define OPEN_MS 150.0
#define FILTER_MS 12.0
#define FLOOR_LABELS 120
#define N_FLOORS 12 /* at a time */
/* A short run, among other programs, compares medians of the main thread's work with the floor's of
 * the same run: some twice what they are on a quiet machine. */
#define FORM_FLOORS 6.0
#define OPEN_FLOORS 6.0
#define FILTER_FLOORS 4.0

static DcrWindow *window;
static guint n_escalations = N_ESCALATIONS;
static DcrSamples floor_wall, floor_cpu;

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
      "iui", (gint64) n_escalations, person, dcr_clock_now_ms ());
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

static gboolean
on_listed (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  *(gboolean *) data = TRUE;
  return TRUE;
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

/* ---- Turns of the main loop: what callbacks take, the work of frames left out ---------------- */

/* Under X, one of them is GTK's: it measures the whole window before a frame that may resize it. */

static struct
{
  DcrSamples samples;
  double began, frames, frame_began;
} turn;

static gint
poll_turn (GPollFD *fds, guint n, gint timeout)
{
  gint ready;

  dcr_samples_add (&turn.samples, dcr_measure_thread_ms () - turn.began - turn.frames);
  ready = g_poll (fds, n, timeout);
  turn.frames = 0;
  turn.began = dcr_measure_thread_ms ();
  return ready;
}

static void
begin_frame (GdkFrameClock *clock, gpointer data)
{
  turn.frame_began = dcr_measure_thread_ms ();
}

static void
end_frame (GdkFrameClock *clock, gpointer data)
{
  turn.frames += dcr_measure_thread_ms () - turn.frame_began;
}

static void
watch_turns (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  turn.samples = dcr_samples_new ();
  turn.began = dcr_measure_thread_ms ();
  g_signal_connect (clock, "before-paint", G_CALLBACK (begin_frame), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (end_frame), NULL);
  g_main_context_set_poll_func (NULL, poll_turn);
}

/* ---- The floor ------------------------------------------------------------------------------- */

/* Four screenfuls of words: what any page of this size has to make, lay out and paint. */
static void
measure_floor (void)
{
  GtkWidget *former = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
            *scrolled = gtk_scrolled_window_new ();

  g_object_ref (former);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  until_painted ();
  for (guint i = 0; i < N_FLOORS; i++)
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
      dcr_samples_add (&floor_wall, dcr_measure_wall_ms () - began);
      dcr_samples_add (&floor_cpu, dcr_measure_thread_ms () - worked);
    }
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), former);
  g_object_unref (former);
  desk_settle ();
  if (turn.samples.values != NULL) /* its own turns are not counted */
    g_array_set_size (turn.samples.values, 0);
}

/* p50 and p99 of @samples, which are freed. */
typedef struct
{
  double p50, p99;
} Figure;

static Figure
say (const char *name, DcrSamples *samples)
{
  Figure figure
      = { dcr_samples_percentile (samples, 50), dcr_samples_percentile (samples, 99) };

  printf ("%-46s p50 %7.2f  p99 %7.2f  worst %7.2f ms (%u)\n", name, figure.p50, figure.p99,
          dcr_samples_percentile (samples, 100), samples->values->len);
  fflush (stdout);
  dcr_samples_free (samples);
  return figure;
}

/* What our callbacks took since the last time it was said. */
static void
say_turns (void)
{
  say ("a turn of the main loop without its frame (CPU)", &turn.samples);
  turn.samples = dcr_samples_new ();
}

typedef struct
{
  Figure wall, cpu;
} Figures;

/* ---- What is measured ------------------------------------------------------------------------ */

/* A person who presses the key has let go of the one before: the next form is there. */
static void
rest (void)
{
  desk_settle ();
  desk_settle ();
}

/* From the key to the end of the frame that shows the form, then of the one that shows its side. */
static void
open_form (DcrSamples *wall, DcrSamples *cpu, DcrSamples *sides)
{
  double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();

  g_action_group_activate_action (G_ACTION_GROUP (window), "escalate", NULL);
  until_painted ();
  dcr_samples_add (wall, dcr_measure_wall_ms () - began);
  dcr_samples_add (cpu, dcr_measure_thread_ms () - worked);
  until_painted ();
  if (sides != NULL)
    dcr_samples_add (sides, dcr_measure_wall_ms () - began);
  dcr_appels_leave_form (dcr_window_get_appels (window));
  rest ();
}

static Figures
measure_form (guint n)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrSamples wall = dcr_samples_new (), cpu = dcr_samples_new (), sides = dcr_samples_new ();
  Figures form;

  dcr_call_set_reason (dcr_calls_begin (calls, "06 39 98 41 27"), "IDE-PERTE");
  rest ();
  open_form (&wall, &cpu, NULL);
  say ("the form, the first time in a session", &wall);
  say ("its work in the main thread (CPU)", &cpu);
  wall = dcr_samples_new ();
  cpu = dcr_samples_new ();
  for (guint i = 0; i < n; i++)
    open_form (&wall, &cpu, &sides);
  form.wall = say ("the form of an escalation opens", &wall);
  form.cpu = say ("its work in the main thread (CPU)", &cpu);
  say ("the rows beside it are there", &sides);
  say_turns ();
  return form;
}

/* From Alt+2 to the end of the frame that shows the rows, then of the one that shows the figures. */
static Figures
measure_opening (DcrSuivi *suivi, guint n)
{
  DcrSamples samples = dcr_samples_new (), cpu = dcr_samples_new (), all = dcr_samples_new ();
  Figures opening;
  guint listed_id = g_signal_lookup ("listed", DCR_TYPE_FOLLOW_PAGE);

  for (guint i = 0; i < n; i++)
    {
      gboolean listed = FALSE, counted = FALSE;
      gulong hook = g_signal_add_emission_hook (listed_id, 0, on_listed, &listed, NULL);
      gulong id = g_signal_connect (suivi, "due-changed", G_CALLBACK (on_due), &counted);
      double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();
      dcr_window_show_workspace (window, 1);
      until (&listed);
      until_painted ();
      dcr_samples_add (&samples, dcr_measure_wall_ms () - began);
      dcr_samples_add (&cpu, dcr_measure_thread_ms () - worked);
      until (&counted);
      until_painted ();
      dcr_samples_add (&all, dcr_measure_wall_ms () - began);
      g_signal_remove_emission_hook (listed_id, hook);
      g_signal_handler_disconnect (suivi, id);
      dcr_window_show_workspace (window, 0);
      desk_settle ();
    }
  opening.wall = say ("« Suivi » opens on its escalations", &samples);
  opening.cpu = say ("its work in the main thread (CPU)", &cpu);
  say ("its figures are there", &all);
  say_turns ();
  return opening;
}

/* CPU of the main thread from a word typed to the end of the frame that shows the rows that are left,
 * then of the one that shows how many they are. */
static Figure
measure_filter (DcrSuivi *suivi, guint n)
{
  DcrSamples cpu = dcr_samples_new (), wall = dcr_samples_new (), all = dcr_samples_new ();
  guint listed_id = g_signal_lookup ("listed", DCR_TYPE_FOLLOW_PAGE);
  Figure filter;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words
          = i % 5 == 4 ? g_strdup ("") : g_strdup_printf ("demande %u", i * 37 % 2000);
      gboolean listed = FALSE, counted = FALSE;
      gulong hook = g_signal_add_emission_hook (listed_id, 0, on_listed, &listed, NULL);
      gulong id = g_signal_connect (suivi, "due-changed", G_CALLBACK (on_due), &counted);
      double began = dcr_measure_wall_ms (), worked = dcr_measure_thread_ms ();
      dcr_suivi_filter (suivi, words);
      until (&listed);
      until_painted ();
      dcr_samples_add (&cpu, dcr_measure_thread_ms () - worked);
      dcr_samples_add (&wall, dcr_measure_wall_ms () - began);
      until (&counted);
      until_painted ();
      dcr_samples_add (&all, dcr_measure_thread_ms () - worked);
      g_signal_remove_emission_hook (listed_id, hook);
      g_signal_handler_disconnect (suivi, id);
    }
  filter = say ("a filter, main thread, frame included (CPU)", &cpu);
  say ("the same on the clock", &wall);
  say ("all it takes until its figures are there (CPU)", &all);
  say_turns ();
  return filter;
}

/* The pages of « Suivi », one after the other, each until nothing is left to do. */
static void
measure_pages (DcrSuivi *suivi, guint n)
{
  const char *const pages[]
      = { "callbacks", "outbox", "templates", "vigie", "mine", "late", "escalations" };
  DcrSamples cpu = dcr_samples_new ();

  for (guint i = 0; i < n * G_N_ELEMENTS (pages); i++)
    {
      double worked = dcr_measure_thread_ms ();
      dcr_suivi_show (suivi, pages[i % G_N_ELEMENTS (pages)]);
      until_painted ();
      dcr_samples_add (&cpu, dcr_measure_thread_ms () - worked);
      rest ();
    }
  say ("another page, to its first frame (CPU)", &cpu);
  say_turns ();
}

/* Against the promises, in milliseconds; a short run against the floor. */
static gboolean
hold (gboolean ratios, Figures form, Figures opening, Figure filter, Figure floor)
{
  gboolean right = TRUE;

  if (ratios)
    {
      right = dcr_measure_ratio ("followup:form-p50/floor", form.cpu.p50 / floor.p50, FORM_FLOORS);
      right = dcr_measure_ratio ("followup:suivi-opens-p50/floor", opening.cpu.p50 / floor.p50,
                                 OPEN_FLOORS) && right;
      return dcr_measure_ratio ("followup:filter-p50/floor", filter.p50 / floor.p50,
                                FILTER_FLOORS) && right;
    }
  dcr_measure_print_machine ();
  right = dcr_measure_ratio ("followup:form-p99-ms", form.wall.p99, FORM_MS);
  right = dcr_measure_ratio ("followup:suivi-opens-p99-ms", opening.wall.p99, OPEN_MS) && right;
  return dcr_measure_ratio ("followup:filter-p99-ms", filter.p99, FILTER_MS) && right;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0, right;
  Figures form, opening;
  Figure filter, floor;
  DcrUuid person;
  DcrSession *session;

  argc = 1;
  if (ratios)
    n_escalations = FEW_ESCALATIONS;
  window = desk_start (&argc, &argv);
  session = dcr_window_get_session (window);
  person = *dcr_calls_get_person (dcr_session_get_calls (session));
  floor_wall = dcr_samples_new ();
  floor_cpu = dcr_samples_new ();
  measure_floor ();
  if (!dcr_store_write (dcr_session_get_store (session), fill, &person, NULL))
    return 1;
  watch_turns ();
  form = measure_form (ratios ? 15 : 150);
  measure_floor ();
  opening = measure_opening (window->suivi, ratios ? 12 : 100);
  measure_floor ();
  dcr_window_show_workspace (window, 1);
  desk_settle ();
  filter = measure_filter (window->suivi, ratios ? 30 : 300);
  measure_floor ();
  if (!ratios)
    measure_pages (window->suivi, 8);
  say ("floor: 120 labels made and painted", &floor_wall);
  floor = say ("floor, main thread (CPU)", &floor_cpu);
  right = hold (ratios, form, opening, filter, floor);
  g_main_context_set_poll_func (NULL, NULL);
  desk_end ();
  return right ? 0 : 1;
}
