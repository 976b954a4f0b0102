/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composing: what one change in a composer costs the main thread, preview drawn included, beside the
 * floor of the same window drawn again with nothing changed. Both channels, twelve passages kept. */
#include <adwaita.h>
#include <stdio.h>
#include <string.h>

#include "dcr-measure.h"
#include "desk-fixture.h"
#include "desk/follow/dcr-composer.h"

#define ARTICLE "F91101"
#define MOST_PASSAGES 12
#define LIMIT_MS 12.0
#define CALLBACK_MS 8.0

static DcrWindow *window;

static DcrAppels *
appels (void)
{
  return dcr_window_get_appels (window);
}

static DcrComposerModel *
model (void)
{
  return dcr_composer_get_model (DCR_COMPOSER (dcr_appels_get_form (appels ())));
}

static void
keep_passages (DcrCalls *calls, DcrSession *session)
{
  g_autoptr (DcrArticle) article = dcr_reference_get_article (
      dcr_session_get_reference (session), DCR_AUDIENCE_PARTICULIERS, ARTICLE, NULL, NULL);

  for (guint i = 0; i < MIN (article->n_passages, MOST_PASSAGES); i++)
    {
      const DcrPassage *passage = &article->passages[i];
      DcrCallPassage kept = { .ref = (char *) article->ref,
                              .version = 1,
                              .article_title = (char *) article->title,
                              .date = (char *) article->date,
                              .address = (char *) passage->address,
                              .heading = (char *) passage->heading,
                              .hash = (char *) passage->hash,
                              .text = (char *) passage->text };
      dcr_calls_keep_passage (calls, &kept);
    }
}

static gboolean
link_is_known (gconstpointer data)
{
  return dcr_composer_model_get_link (model ()) != NULL;
}

static void
note_frame (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* CPU of the main thread until the next frame is painted. */
static double
until_painted (double began)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (note_frame), &painted);

  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
  return dcr_measure_thread_ms () - began;
}

static double
draw_again (void)
{
  double began = dcr_measure_thread_ms ();

  gtk_widget_queue_draw (GTK_WIDGET (window));
  return until_painted (began);
}

typedef struct
{
  DcrSamples floor, callback, whole;
} Costs;

/* A word more in the free part, as each key makes it. */
static void
type (Costs *costs, guint at)
{
  g_autofree char *text
      = g_strdup_printf ("Bonjour Camille,\n\nVoici nos explications, n° %u.", at);
  double began;

  dcr_samples_add (&costs->floor, draw_again ());
  began = dcr_measure_thread_ms ();
  dcr_composer_model_edit (model (), 0, text);
  dcr_samples_add (&costs->callback, dcr_measure_thread_ms () - began);
  gtk_widget_queue_draw (GTK_WIDGET (window)); /* even where nothing would move, the same floor */
  dcr_samples_add (&costs->whole, until_painted (began));
}

static gboolean
measure (DcrChannel channel, const char *name, guint n, gboolean ratios)
{
  Costs costs = { dcr_samples_new (), dcr_samples_new (), dcr_samples_new () };
  g_autofree char *above = g_strconcat ("compose-", name, "-above-redraw", NULL);
  g_autofree char *slice = g_strconcat ("compose-", name, "-callback", NULL);
  double floor, callback, whole;
  gboolean right;

  dcr_appels_compose (appels (), channel);
  desk_await ("the link is known", link_is_known, NULL);
  desk_settle ();
  for (guint i = 0; i < n; i++)
    type (&costs, i);
  floor = dcr_samples_percentile (&costs.floor, 50);
  callback = dcr_samples_percentile (&costs.callback, 99);
  whole = dcr_samples_percentile (&costs.whole, 99);
  if (!ratios)
    printf (
        "%s: callback p99 %.2f ms; until painted p50 %.2f, p99 %.2f ms; the same window drawn again p50 %.2f ms\n",
        name, callback, dcr_samples_percentile (&costs.whole, 50), whole, floor);
  right = dcr_measure_ratio (slice, callback / CALLBACK_MS, 1);
  right = dcr_measure_ratio (above, (whole - floor) / LIMIT_MS, ratios ? 2.5 : 1) && right;
  dcr_appels_leave_form (appels ());
  desk_settle ();
  dcr_samples_free (&costs.floor);
  dcr_samples_free (&costs.callback);
  dcr_samples_free (&costs.whole);
  return right;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0, right;
  guint n = ratios ? 150 : 1000;
  DcrSession *session;
  DcrCalls *calls;

  argc = 1;
  window = desk_start (&argc, &argv);
  if (!ratios)
    dcr_measure_print_machine ();
  session = dcr_window_get_session (window);
  calls = dcr_session_get_calls (session);
  dcr_call_set_reason (dcr_calls_begin (calls, "0639984127"), "IDE-PERTE");
  keep_passages (calls, session);
  right = measure (DCR_CHANNEL_MAIL, "mail", n, ratios);
  right = measure (DCR_CHANNEL_SMS, "sms", n, ratios) && right;
  desk_end ();
  return right ? 0 : 1;
}
