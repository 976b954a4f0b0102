/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call on a grid of 1,000 reasons and a million calls: the picker's keystroke, the repeat caller, closing, « Mes
 * appels ». --ratios: a hundred thousand calls, beside floors of the same run. Names of parts (picker, repeat, closing,
 * history): those alone. */
#include <adwaita.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/dcr-clock.h"
#include "calls-base.h"
#include "dcr-measure.h"
#include "desk/call/dcr-call-pane.h"
#include "desk/dcr-desk.h"
#include "../support/dcr-folder.h"

#define SAMPLES 1000
#define SAMPLES_SHORT 200
#define N_SEARCHES 5 /* ways to search in « Mes appels » */

typedef struct
{
  char *folder;
  DcrStore *store;
  DcrCalls *calls;
  GtkWidget *window;
  DcrCallPane *pane;
  guint samples;
  gboolean frame_done;
  DcrSamples key, key_floor, repeat, repeat_heavy, point, closing, fsync, history[N_SEARCHES], get;
} Bench;

static void
print (const char *name, DcrSamples *samples, const char *promise)
{
  g_print ("%-34s p50 %7.2f  p99 %7.2f  worst %7.2f ms  (%u)  %s\n", name,
           dcr_samples_percentile (samples, 50), dcr_samples_percentile (samples, 99),
           dcr_samples_percentile (samples, 100), samples->values->len, promise);
}

/* ---- The picker ------------------------------------------------------------------------------ */

static void
frame_painted (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_done = TRUE;
}

static void
wait_frame (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_painted), bench);

  bench->frame_done = FALSE;
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT); /* what changed is drawn, nothing else */
  while (!bench->frame_done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static void
settle (Bench *bench)
{
  for (int i = 0; i < 5; i++)
    wait_frame (bench);
}

/* CPU time of the main thread from the text to the end of the frame that shows what it brought. */
static void
type_in (Bench *bench, GtkEditable *entry, DcrSamples *samples)
{
  static const char *const words[]
      = { "carte identité perte", "permis renouvellement", "retraite délai",  "impot refus",
          "logement recours",     "passeport rendez vous", "handicap pieces", "chomage" };

  for (guint n = 0; samples->values->len < bench->samples; n++)
    {
      const char *word = words[n % G_N_ELEMENTS (words)];
      for (const char *end = g_utf8_next_char (word);; end = g_utf8_next_char (end))
        {
          g_autofree char *text = g_strndup (word, end - word);
          double begun = dcr_measure_thread_ms ();
          gtk_editable_set_text (entry, text);
          wait_frame (bench);
          dcr_samples_add (samples, dcr_measure_thread_ms () - begun);
          if (*end == '\0')
            break;
        }
    }
}

static void
measure_picker (Bench *bench)
{
  GtkWidget *focus;

  dcr_calls_begin (bench->calls, "0639984127");
  dcr_calls_note_article (bench->calls,
                          &(DcrCallArticle){ .ref = (char *) "particuliers/F1344",
                                             .title = (char *) "Carte d’identité : perte" });
  settle (bench);
  dcr_call_pane_focus_reason (bench->pane);
  settle (bench);
  focus = gtk_window_get_focus (GTK_WINDOW (bench->window));
  g_assert_true (GTK_IS_EDITABLE (focus));
  type_in (bench, GTK_EDITABLE (focus), &bench->key);
  dcr_calls_drop (bench->calls, dcr_calls_get_current (bench->calls));
  settle (bench);
}

/* The same letters in a bare entry above a list of as many plain labels as the picker shows, made anew. */
static void
refill (GtkEditable *entry, GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  for (int i = 0; i < 30; i++)
    gtk_box_append (GTK_BOX (box), gtk_label_new (gtk_editable_get_text (entry)));
}

static void
measure_picker_floor (Bench *bench)
{
  GtkWidget *former = g_object_ref (gtk_window_get_child (GTK_WINDOW (bench->window)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), list);
  g_signal_connect (entry, "changed", G_CALLBACK (refill), list);
  gtk_window_set_child (GTK_WINDOW (bench->window), box);
  gtk_widget_grab_focus (entry);
  settle (bench);
  type_in (bench, GTK_EDITABLE (entry), &bench->key_floor);
  gtk_window_set_child (GTK_WINDOW (bench->window), former);
  g_object_unref (former);
}

/* ---- The repeat caller ----------------------------------------------------------------------- */

static void
look_up (Bench *bench, DcrContactKeys *keys, const char *number, DcrSamples *samples)
{
  double begun = dcr_measure_wall_ms ();
  g_autoptr (DcrRepeat) repeat
      = dcr_contact_find (dcr_store_reader (bench->store), keys, number, dcr_clock_now_ms ());

  dcr_samples_add (samples, dcr_measure_wall_ms () - begun);
}

/* Of numbers that called a few times or never, and of one that called some five thousand times. */
static void
measure_repeat (Bench *bench)
{
  g_autoptr (DcrContactKeys) keys
      = dcr_contact_keys_open (bench->folder, dcr_clock_now_ms (), NULL);

  for (guint i = 0; i < bench->samples; i++)
    {
      g_autofree char *number = g_strdup_printf ("06399841%02u", i % 100);
      look_up (bench, keys, number, &bench->repeat);
      look_up (bench, keys, CALLS_BASE_CALLER, &bench->repeat_heavy);
    }
}

/* One row by its key, the floor of every look-up. */
static void
measure_point (Bench *bench)
{
  for (guint i = 0; i < bench->samples; i++)
    {
      DcrUuid id = dcr_uuid_new ();
      double begun = dcr_measure_wall_ms ();
      dcr_db_get_int (dcr_store_reader (bench->store), 0, NULL,
                      "SELECT rank FROM call WHERE id>?1 ORDER BY id LIMIT 1", "u", &id);
      dcr_samples_add (&bench->point, dcr_measure_wall_ms () - begun);
    }
}

/* ---- Closing --------------------------------------------------------------------------------- */

static int
open_floor (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "fsync", NULL);
  int fd = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
measure_fsync (Bench *bench, int fd)
{
  char page[4096] = { 1 };
  double begun = dcr_measure_wall_ms ();

  g_assert_cmpint (write (fd, page, sizeof page), ==, sizeof page);
  fsync (fd);
  dcr_samples_add (&bench->fsync, dcr_measure_wall_ms () - begun);
}

static void
done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
nothing (DcrDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* Everything queued is on the disk. */
static void
drain (Bench *bench)
{
  for (int i = 0; i < 2; i++)
    {
      gboolean over = FALSE;
      dcr_store_write_async (bench->store, nothing, NULL, NULL, done, &over);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
close_one (Bench *bench, guint i)
{
  g_autofree char *number = g_strdup_printf ("06399841%02u", i % 100);
  DcrCall *call = dcr_calls_begin (bench->calls, i % 10 ? number : CALLS_BASE_CALLER);
  gboolean over = FALSE;
  double begun;

  dcr_calls_note_article (bench->calls,
                          &(DcrCallArticle){ .ref = (char *) "particuliers/F1344",
                                             .version = 3,
                                             .hash = (char *) "aa11",
                                             .title = (char *) "Carte d’identité",
                                             .text = (char *) "Le texte de la fiche." });
  dcr_call_set_reason (call, "R0042");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  dcr_call_set_note (call, "Carte perdue dans le train.");
  drain (bench);
  begun = dcr_measure_wall_ms ();
  dcr_calls_close_async (bench->calls, call, done, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  dcr_samples_add (&bench->closing, dcr_measure_wall_ms () - begun);
}

/* Each beside a raw write of the same moment. */
static void
measure_closing (Bench *bench)
{
  int fd = open_floor (bench);

  for (guint i = 0; i < bench->samples; i++)
    {
      close_one (bench, i);
      measure_fsync (bench, fd);
    }
  close (fd);
}

/* ---- « Mes appels » -------------------------------------------------------------------------- */

static const char *const searches[N_SEARCHES]
    = { "by date", "by reason", "by article", "by article, any audience", "by article and reason" };

static DcrUuid
search (Bench *bench, guint how, const DcrHistoryQuery *query)
{
  g_autoptr (GError) error = NULL;
  double begun = dcr_measure_wall_ms ();
  g_autoptr (GPtrArray) found = dcr_history_find (
      dcr_store_reader (bench->store), dcr_calls_get_person (bench->calls), query, &error);
  DcrUuid last = { 0 };

  dcr_samples_add (&bench->history[how], dcr_measure_wall_ms () - begun);
  g_assert_no_error (error);
  if (found->len > 0)
    last = ((DcrCallInfo *) found->pdata[found->len - 1])->id;
  return last;
}

static void
open_call (Bench *bench, const DcrUuid *id)
{
  static const DcrUuid none;
  double begun = dcr_measure_wall_ms ();
  g_autoptr (DcrCallRecord) record = NULL;

  if (memcmp (id, &none, sizeof none) == 0)
    return;
  record = dcr_history_get (dcr_store_reader (bench->store), id, NULL);
  dcr_samples_add (&bench->get, dcr_measure_wall_ms () - begun);
  g_assert_nonnull (record);
}

/* The heavy and the rare in turn; all of it, thirty days, a season long ago, a page far down. */
static void
measure_history (Bench *bench)
{
  gint64 now = dcr_clock_now_ms (), day = G_GINT64_CONSTANT (86400000);

  for (guint i = 0; i < bench->samples; i++)
    {
      g_autofree char *rare = g_strdup_printf ("R%04u", i * 37 % 996),
                      *rare_ref = g_strdup_printf ("particuliers/F%u", 1000 + i * 53 % 4000);
      const char *reason = i & 1 ? rare : CALLS_BASE_REASON,
                 *article = i & 2 ? rare_ref : CALLS_BASE_ARTICLE;
      gint64 back = (gint64) (i * 7 % 700) * day;
      DcrUuid page = dcr_uuid_new ();
      const DcrHistoryQuery when[]
          = { { .limit = 50 },
              { .from = now - 30 * day, .limit = 50 },
              { .from = now - back - 90 * day, .to = now - back, .limit = 50 },
              { .to = now - back, .before = &page, .limit = 50 } };

      for (guint how = 0; how < N_SEARCHES; how++)
        {
          DcrHistoryQuery query = when[i / 4 % G_N_ELEMENTS (when)];
          if (how == 1 || how == 4)
            query.reason = reason;
          if (how >= 2)
            query.article = how == 3 ? strchr (article, '/') + 1 : article;
          DcrUuid last = search (bench, how, &query);
          open_call (bench, &last);
        }
    }
}

/* ---- The run --------------------------------------------------------------------------------- */

static void
open_base (Bench *bench, guint n_calls)
{
  g_autoptr (GError) error = NULL;
  double begun = dcr_measure_wall_ms ();

  bench->folder = g_dir_make_tmp ("dcr-bench-calls-XXXXXX", NULL);
  calls_base_make (bench->folder, n_calls);
  g_print ("# %u calls made in %.1f s\n", n_calls, (dcr_measure_wall_ms () - begun) / 1000);
  bench->store = dcr_store_open (bench->folder, &error);
  g_assert_no_error (error);
  bench->calls = dcr_calls_new (bench->store, &error);
  g_assert_no_error (error);
  bench->window = gtk_window_new ();
  bench->pane = DCR_CALL_PANE (dcr_call_pane_new ());
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1440, 900);
  gtk_widget_set_halign (GTK_WIDGET (bench->pane), GTK_ALIGN_END);
  gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (bench->pane));
  dcr_call_pane_set_calls (bench->pane, bench->calls);
  gtk_window_present (GTK_WINDOW (bench->window));
  settle (bench);
}

static void
close_base (Bench *bench)
{
  gtk_window_destroy (GTK_WINDOW (bench->window));
  drain (bench);
  g_object_unref (bench->calls);
  dcr_store_close (bench->store);
  dcr_folder_remove (bench->folder);
}

static void
print_closing (Bench *bench)
{
  print ("closing", &bench->closing, "");
  print ("  floor: a page and its fsync", &bench->fsync, "");
  g_print ("closing less three fsyncs of the same rank: p50 %.2f, p99 %.2f ms (promise 5)\n",
           dcr_samples_percentile (&bench->closing, 50)
               - 3 * dcr_samples_percentile (&bench->fsync, 50),
           dcr_samples_percentile (&bench->closing, 99)
               - 3 * dcr_samples_percentile (&bench->fsync, 99));
}

static void
print_all (Bench *bench)
{
  dcr_measure_print_machine ();
  print ("picker, a keystroke (CPU)", &bench->key, "promise p99 12");
  print ("  floor: entry and 30 labels", &bench->key_floor, "");
  print ("repeat caller", &bench->repeat, "promise p99 2");
  print ("  of thousands of calls", &bench->repeat_heavy, "promise p99 2");
  print ("  floor: a row by its key", &bench->point, "");
  print_closing (bench);
  for (guint i = 0; i < N_SEARCHES; i++)
    {
      g_autofree char *name = g_strdup_printf ("« Mes appels » %s", searches[i]);
      print (name, &bench->history[i], "promise: worst 5");
    }
  print ("  one call whole", &bench->get, "promise: worst 5");
}

static int
judge (Bench *bench)
{
  double fsync = dcr_samples_percentile (&bench->fsync, 50),
         row = dcr_samples_percentile (&bench->point, 50), slowest = 0;
  gboolean good = dcr_measure_ratio ("calls-picker-keystroke",
                                     dcr_samples_percentile (&bench->key, 50)
                                         / dcr_samples_percentile (&bench->key_floor, 50), 4);

  for (guint i = 0; i < N_SEARCHES; i++)
    slowest = MAX (slowest, dcr_samples_percentile (&bench->history[i], 50));
  good &= dcr_measure_ratio ("calls-repeat",
                             dcr_samples_percentile (&bench->repeat_heavy, 50) / row, 60);
  good &= dcr_measure_ratio ("calls-closing",
                             dcr_samples_percentile (&bench->closing, 50) / (3 * fsync + 5), 2);
  good &= dcr_measure_ratio ("calls-history", slowest / row, 200);
  return good ? 0 : 1;
}

static gboolean
wants (char **parts, const char *part)
{
  return parts[0] == NULL || g_strv_contains ((const char *const *) parts, part);
}

static void
measure (Bench *bench, char **parts)
{
  if (wants (parts, "picker"))
    {
      measure_picker (bench);
      measure_picker_floor (bench);
    }
  measure_point (bench);
  if (wants (parts, "history"))
    measure_history (bench);
  if (wants (parts, "closing"))
    measure_closing (bench);
  if (wants (parts, "repeat"))
    measure_repeat (bench);
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && g_str_equal (argv[1], "--ratios");
  Bench bench = { .samples = ratios ? SAMPLES_SHORT : SAMPLES };
  DcrSamples *all[] = { &bench.key, &bench.key_floor, &bench.repeat, &bench.repeat_heavy,
                        &bench.point, &bench.closing, &bench.fsync, &bench.get };

  adw_init ();
  dcr_desk_init ();
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    *all[i] = dcr_samples_new ();
  for (guint i = 0; i < N_SEARCHES; i++)
    bench.history[i] = dcr_samples_new ();
  open_base (&bench, ratios ? 100000 : 1000000);
  measure (&bench, argv + 1 + ratios);
  if (!ratios)
    print_all (&bench);
  close_base (&bench);
  return ratios ? judge (&bench) : 0;
}
