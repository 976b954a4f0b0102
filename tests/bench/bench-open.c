/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening: the first screenful of every document of the November archives, from the bytes to the
 * end of the frame that shows it; the slices that build the rest; the memory after five hundred.
 * The floor is the same window showing a box of plain labels. bench-open           all documents
 * bench-open --ratios   one in forty and the biggest */
#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "base/dcr-worker.h"
#include "dcr-measure.h"
#include "desk/call/dcr-article-view-private.h"
#include "desk/dcr-desk.h"
#include "reference/dcr-archive.h"

#define BIG 150000
#define FLOOR_LABELS 24

typedef struct
{
  char *bytes;
  gsize size;
} Source;

typedef struct
{
  GtkWidget *window, *view;
  DcrWorker *worker;
  DcrSamples painted, painted_cpu, slices, whole, whole_cpu, floor, floor_cpu;
  double worst_paint, worst_slice, rss;
  char worst_paint_name[64], worst_slice_name[64];
  guint n, every;
  gboolean frame_done, read;
} Bench;

static void
frame_painted (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_done = TRUE;
}

static void
wait_frame (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  const gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_painted), bench);

  bench->frame_done = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->frame_done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static gpointer
parse (gpointer data, GCancellable *cancellable, GError **error)
{
  Source *source = data;

  return dcr_article_parse (source->bytes, source->size, NULL, error);
}

static void
source_free (gpointer data)
{
  g_free (((Source *) data)->bytes);
  g_free (data);
}

static void
parsed (GObject *object, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article = dcr_worker_finish (result, &error);

  bench->read = TRUE;
  if (article == NULL)
    g_error ("%s", error->message);
  dcr_article_view_open_article (DCR_ARTICLE_VIEW (bench->view), article);
}

static void
note_worst (double value, double *worst, char *name, const DcrArchiveEntry *entry)
{
  if (value <= *worst)
    return;
  *worst = value;
  g_strlcpy (name, entry->name, 64);
}

static void
open_one (Bench *bench, const DcrArchiveEntry *entry)
{
  DcrArticleView *view = DCR_ARTICLE_VIEW (bench->view);
  Source *source = g_new (Source, 1);
  double begun, painted, cpu, painted_cpu;

  *source = (Source){ g_memdup2 (entry->bytes, entry->size), entry->size };
  view->longest_slice = 0;
  bench->read = FALSE;
  begun = dcr_measure_wall_ms ();
  cpu = dcr_measure_thread_ms ();
  dcr_worker_push (bench->worker, parse, source, source_free, (GDestroyNotify) dcr_article_unref,
                   NULL, parsed, bench);
  while (!bench->read)
    g_main_context_iteration (NULL, TRUE);
  do
    wait_frame (bench);
  while (!view->screenful);
  painted = dcr_measure_wall_ms () - begun;
  painted_cpu = dcr_measure_thread_ms () - cpu;
  while (!dcr_article_view_is_complete (view))
    g_main_context_iteration (NULL, TRUE);
  dcr_samples_add (&bench->painted, painted);
  dcr_samples_add (&bench->painted_cpu, painted_cpu);
  dcr_samples_add (&bench->whole_cpu, dcr_measure_thread_ms () - cpu);
  dcr_samples_add (&bench->whole, dcr_measure_wall_ms () - begun);
  dcr_samples_add (&bench->slices, view->longest_slice / 1000.0);
  note_worst (painted, &bench->worst_paint, bench->worst_paint_name, entry);
  note_worst (view->longest_slice / 1000.0, &bench->worst_slice, bench->worst_slice_name, entry);
  if (++bench->n == 500)
    bench->rss = dcr_measure_rss_mb ();
}

static void
open_archive (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArchive) archive = dcr_archive_open (path, &error);
  DcrArchiveEntry entry;
  guint i = 0;

  if (archive == NULL)
    g_error ("%s", error->message);
  while (dcr_archive_next (archive, &entry, &error))
    if (entry.kind == DCR_ENTRY_DOCUMENT
        && (i++ % bench->every == 0 || entry.size > BIG))
      open_one (bench, &entry);
  g_assert_no_error (error);
}

/* The same frame, made of labels and nothing else. */
static void
measure_floor (Bench *bench)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  const char *const text =
    "Le rendez-vous se prend dans n’importe quelle mairie équipée, pas seulement "
    "celle du domicile. La présence du demandeur est obligatoire : ses "
    "empreintes sont relevées.";

  gtk_window_set_child (GTK_WINDOW (bench->window), scroller);
  wait_frame (bench);
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      const double begun = dcr_measure_wall_ms (), cpu = dcr_measure_thread_ms ();

      for (guint j = 0; j < FLOOR_LABELS; j++)
        {
          GtkWidget *label = gtk_label_new (text);
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), 0);
          gtk_box_append (GTK_BOX (box), label);
        }
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
      wait_frame (bench);
      dcr_samples_add (&bench->floor, dcr_measure_wall_ms () - begun);
      dcr_samples_add (&bench->floor_cpu, dcr_measure_thread_ms () - cpu);
    }
}

static void
print_samples (const char *name, DcrSamples *samples)
{
  g_print ("%-34s p50 %6.1f  p95 %6.1f  p99 %6.1f  worst %6.1f ms  (%u)\n", name,
           dcr_samples_percentile (samples, 50), dcr_samples_percentile (samples, 95),
           dcr_samples_percentile (samples, 99), dcr_samples_percentile (samples, 100),
           samples->values->len);
}

static void
report (Bench *bench)
{
  dcr_measure_print_machine ();
  print_samples ("floor: a box of labels", &bench->floor);
  print_samples ("floor, CPU", &bench->floor_cpu);
  print_samples ("first screenful painted", &bench->painted);
  print_samples ("first screenful, CPU", &bench->painted_cpu);
  print_samples ("all of it built", &bench->whole);
  print_samples ("all of it built, CPU", &bench->whole_cpu);
  print_samples ("longest slice of each (CPU)", &bench->slices);
  g_print ("worst screenful %s, worst slice %s\n", bench->worst_paint_name,
           bench->worst_slice_name);
  g_print ("resident after opening 500: %.0f MB; after %u: %.0f MB\n", bench->rss, bench->n,
           dcr_measure_rss_mb ());
}

static void
bench_open_window (Bench *bench)
{
  GtkCssProvider *css = gtk_css_provider_new ();

  dcr_desk_init ();
  gtk_css_provider_load_from_resource (css, DCR_DESK_RESOURCE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (css);
  bench->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 722, 850);
  gtk_window_present (GTK_WINDOW (bench->window));
  wait_frame (bench);
  measure_floor (bench);
  bench->view = dcr_article_view_new (NULL);
  gtk_window_set_child (GTK_WINDOW (bench->window), bench->view);
  wait_frame (bench);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "particuliers", "professionnels", "associations" };
  const gboolean ratios = argc > 1 && g_str_equal (argv[1], "--ratios");
  const char *shared = g_getenv ("DCR_SHARED") != NULL ? g_getenv ("DCR_SHARED") : "../shared";
  Bench bench = { .every = ratios ? 40 : 1 };
  gboolean good = TRUE;

  gtk_init ();
  adw_init ();
  bench.worker = dcr_worker_new ("bench");
  bench.painted = dcr_samples_new ();
  bench.slices = dcr_samples_new ();
  bench.whole = dcr_samples_new ();
  bench.floor = dcr_samples_new ();
  bench.painted_cpu = dcr_samples_new ();
  bench.whole_cpu = dcr_samples_new ();
  bench.floor_cpu = dcr_samples_new ();
  bench_open_window (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("%s/reference/vosdroits-%s-2020-11-05.zip", shared, names[i]);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        open_archive (&bench, path);
    }
  if (bench.n == 0)
    {
      g_print ("no archive in %s\n", shared);
      return 1;
    }
  if (ratios)
    good = dcr_measure_ratio (
      "open:screenful-p99/labels-p50",
      dcr_samples_percentile (&bench.painted, 99) / dcr_samples_percentile (&bench.floor, 50), 9);
  else
    report (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  dcr_worker_free (bench.worker);
  return good ? 0 : 1;
}
