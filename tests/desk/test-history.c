/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Mes appels »: the list, a call as it was, another reason. */
#include "calls-fixture.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-history-form.h"
#include "desk/call/dcr-history-list.h"
#include "desk/call/dcr-history-record.h"
#include "dcr-alone.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct
{
  Fixture base;
  GtkWindow *window;
  DcrForm *form;
} History;

static void
close_one (History *history, const char *reason)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call;

  dcr_calls_note_article (history->base.calls, &fixture_article);
  dcr_calls_keep_passage (history->base.calls, &fixture_passage);
  call = dcr_calls_get_current (history->base.calls);
  dcr_call_set_reason (call, reason);
  dcr_call_set_note (call, "Carte perdue dans le train");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  fixture_close_call (&history->base, &error);
  g_assert_no_error (error);
}

static void
history_open (History *history, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gint64 now = dcr_clock_now_ms ();

  fixture_open (&history->base, NULL);
  for (int i = 0; i < 6; i++)
    {
      dcr_clock_set (now - (6 - i) * 20 * HOUR_MS);
      close_one (history, i % 2 ? "IDE-PERTE" : "VEH-PERTE");
    }
  dcr_clock_set (now);
  fixture_settle (&history->base);
  history->form = dcr_history_form_new (history->base.calls, NULL);
  gtk_box_append (GTK_BOX (box), dcr_form_get_side (history->form));
  gtk_box_append (GTK_BOX (box), dcr_form_get_main (history->form));
  gtk_widget_set_hexpand (dcr_form_get_main (history->form), TRUE);
  history->window = alone_show (box, 1064, 853);
}

static void
history_close (History *history, gconstpointer data)
{
  gtk_window_destroy (history->window);
  alone_settle ();
  g_object_unref (history->form);
  fixture_close (&history->base, NULL);
  dcr_clock_set (0);
}

static void
test_list_and_record (History *history, gconstpointer data)
{
  GtkWidget *side = dcr_form_get_side (history->form), *record = dcr_form_get_main (history->form);

  alone_assert_shows (side, "My calls");
  alone_assert_shows (side, "Identité et passeport › Perte ou vol d’un titre");
  alone_assert_shows (record, "Perte ou vol d’un titre"); /* the newest is open */
  alone_assert_shows (record, "Carte perdue dans le train");
  alone_assert_shows (record, "Pièces à fournir");
  alone_assert_shows (record, fixture_article.title);
  alone_picture (history->window, "history");
}

static void
test_requalify (History *history, gconstpointer data)
{
  GtkWidget *record = dcr_form_get_main (history->form);

  g_assert_false (dcr_history_record_requalify (DCR_HISTORY_RECORD (record), "IDE"));
  g_assert_true (dcr_history_record_requalify (DCR_HISTORY_RECORD (record), "IDE-RDV"));
  while (fixture_int (&history->base, "SELECT count(*) FROM access_journal WHERE action=1") == 0)
    g_main_context_iteration (NULL, TRUE);
  fixture_settle (&history->base);
  alone_assert_shows (record, "Rendez-vous en mairie");
  alone_assert_shows (record, "First given as: Identité et passeport › Perte ou vol d’un titre");
}

#define ADD(path, func) g_test_add (path, History, NULL, history_open, func, history_close)

int
main (int argc, char **argv)
{
  if (!alone_init (&argc, &argv))
    return 0;
  ADD ("/history/list-and-record", test_list_and_record);
  ADD ("/history/requalify", test_requalify);
  return g_test_run ();
}
