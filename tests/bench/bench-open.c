/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening: the first screenful of every document of the November archives, from the bytes to the
 * end of the frame that shows it, and the slices that build the rest. The floor is the same window
 * showing a box of plain labels.
 * bench-open             all documents, the dozen worst by name
 * bench-open ID...       these alone, five times each
 * bench-open --ratios    one in sixty and the biggest */
#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "base/dcr-worker.h"
#include "dcr-measure.h"
#include "desk/call/dcr-article-view-private.h"
#include "desk/dcr-desk.h"
#include "reference/dcr-archive.h"

#define BIG 150000
#define EVERY 60
#define WORST 12
#define TIMES 5
#define FLOOR_LABELS 24

typedef struct
{
  char *bytes;
  gsize size;
} Source;

/* One document, in milliseconds. « show » is what happens when it has been read, « slice » the longest of
 * those that build it: CPU time of the main thread, both held to 8 ms. */
typedef struct
{
  char name[64];
  double painted, painted_cpu, whole, whole_cpu, show, slice;
} Opening;

typedef struct
{
  GtkWidget *window, *view;
  DcrWorker *worker;
  GArray *openings; /* Opening */
  DcrSamples floor, floor_cpu;
  char **wanted;    /* ids, or NULL */
  double show;
  guint every;
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
  const double begun = dcr_measure_thread_ms ();

  bench->read = TRUE;
  if (article == NULL)
    g_error ("%s", error->message);
  dcr_article_view_open_article (DCR_ARTICLE_VIEW (bench->view), article);
  bench->show = dcr_measure_thread_ms () - begun;
}

static void
open_one (Bench *bench, const DcrArchiveEntry *entry)
{
  DcrArticleView *view = DCR_ARTICLE_VIEW (bench->view);
  Source *source = g_new (Source, 1);
  Opening opening = { 0 };
  double begun, cpu;

  *source = (Source){ g_memdup2 (entry->bytes, entry->size), entry->size };
  g_strlcpy (opening.name, entry->name, sizeof opening.name);
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
  opening.painted = dcr_measure_wall_ms () - begun;
  opening.painted_cpu = dcr_measure_thread_ms () - cpu;
  while (!dcr_article_view_is_complete (view))
    g_main_context_iteration (NULL, TRUE);
  opening.whole = dcr_measure_wall_ms () - begun;
  opening.whole_cpu = dcr_measure_thread_ms () - cpu;
  opening.show = bench->show;
  opening.slice = view->longest_slice / 1000.0;
  g_array_append_val (bench->openings, opening);
}

static gboolean
is_wanted (Bench *bench, const DcrArchiveEntry *entry, guint nth)
{
  g_autofree char *id = g_path_get_basename (entry->name);

  if (entry->kind != DCR_ENTRY_DOCUMENT)
    return FALSE;
  if (bench->wanted == NULL)
    return nth % bench->every == 0 || entry->size > BIG;
  if (g_str_has_suffix (id, ".xml"))
    id[strlen (id) - 4] = '\0';
  return g_strv_contains ((const char *const *) bench->wanted, id);
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
    if (is_wanted (bench, &entry, i++))
      for (guint times = bench->wanted != NULL ? TIMES : 1; times > 0; times--)
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

static double
field (const Opening *opening, gsize at)
{
  return *(const double *) ((const char *) opening + at);
}

static DcrSamples
collect (Bench *bench, gsize at)
{
  DcrSamples samples = dcr_samples_new ();

  for (guint i = 0; i < bench->openings->len; i++)
    dcr_samples_add (&samples, field (&g_array_index (bench->openings, Opening, i), at));
  return samples;
}

static void
print_samples (const char *name, DcrSamples *samples)
{
  g_print ("%-30s p50 %6.1f  p95 %6.1f  p99 %6.1f  worst %6.1f ms  (%u)\n", name,
           dcr_samples_percentile (samples, 50), dcr_samples_percentile (samples, 95),
           dcr_samples_percentile (samples, 99), dcr_samples_percentile (samples, 100),
           samples->values->len);
}

static void
print_field (Bench *bench, const char *name, gsize at)
{
  DcrSamples samples = collect (bench, at);

  print_samples (name, &samples);
  dcr_samples_free (&samples);
}

static int
compare_field (gconstpointer a, gconstpointer b, gpointer at)
{
  const double x = field (a, GPOINTER_TO_SIZE (at)), y = field (b, GPOINTER_TO_SIZE (at));

  return (x < y) - (x > y);
}

static void
print_worst (Bench *bench, const char *what, gsize at)
{
  g_array_sort_with_data (bench->openings, compare_field, GSIZE_TO_POINTER (at));
  g_print ("worst by %s:\n", what);
  for (guint i = 0; i < MIN (WORST, bench->openings->len); i++)
    {
      const Opening *it = &g_array_index (bench->openings, Opening, i);
      g_print ("  %-14s painted %6.1f (CPU %6.1f)  show %4.1f  longest slice %4.1f  whole %6.1f\n",
               it->name, it->painted, it->painted_cpu, it->show, it->slice, it->whole);
    }
}

static void
report (Bench *bench)
{
  dcr_measure_print_machine ();
  print_samples ("floor: a box of labels", &bench->floor);
  print_samples ("floor, CPU", &bench->floor_cpu);
  print_field (bench, "first screenful painted", G_STRUCT_OFFSET (Opening, painted));
  print_field (bench, "first screenful, CPU", G_STRUCT_OFFSET (Opening, painted_cpu));
  print_field (bench, "all of it built", G_STRUCT_OFFSET (Opening, whole));
  print_field (bench, "all of it built, CPU", G_STRUCT_OFFSET (Opening, whole_cpu));
  print_field (bench, "taking the article (CPU)", G_STRUCT_OFFSET (Opening, show));
  print_field (bench, "longest slice of each (CPU)", G_STRUCT_OFFSET (Opening, slice));
  print_worst (bench, "first screenful", G_STRUCT_OFFSET (Opening, painted));
  print_worst (bench, "CPU of the first screenful", G_STRUCT_OFFSET (Opening, painted_cpu));
  print_worst (bench, "slice", G_STRUCT_OFFSET (Opening, slice));
}

/* CPU time of the main thread, which neighbours on the machine hardly change; the tail of a few dozen
 * documents would be that of one. */
static gboolean
hold_ratios (Bench *bench)
{
  DcrSamples painted = collect (bench, G_STRUCT_OFFSET (Opening, painted_cpu));
  const gboolean good =
    dcr_measure_ratio ("open:screenful-cpu-p95/labels-cpu-p50",
                       dcr_samples_percentile (&painted, 95)
                         / dcr_samples_percentile (&bench->floor_cpu, 50),
                       6);

  dcr_samples_free (&painted);
  return good;
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
  Bench bench = { .every = ratios ? EVERY : 1, .wanted = argc > 1 && !ratios ? argv + 1 : NULL };
  gboolean good = TRUE;

  gtk_init ();
  adw_init ();
  bench.worker = dcr_worker_new ("bench");
  bench.openings = g_array_new (FALSE, FALSE, sizeof (Opening));
  bench.floor = dcr_samples_new ();
  bench.floor_cpu = dcr_samples_new ();
  bench_open_window (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("%s/reference/vosdroits-%s-2020-11-05.zip", shared, names[i]);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        open_archive (&bench, path);
    }
  if (bench.openings->len == 0)
    {
      g_print ("no such document in %s\n", shared);
      return 1;
    }
  if (ratios)
    good = hold_ratios (&bench);
  else
    report (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  dcr_worker_free (bench.worker);
  return good ? 0 : 1;
}
