/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Mes appels »: the list, a call as it was, another reason. */
#include "calls-fixture.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-history-form.h"
#include "desk/call/dcr-history-list.h"
#include "desk/call/dcr-history-record.h"
#include "desk/dcr-desk.h"
#include "dcr-picture.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct
{
  Fixture base;
  GtkWindow *window;
  DcrForm *form;
} History;

static gboolean
wait_over (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
settle_widgets (void)
{
  gboolean over = FALSE;
  g_idle_add_full (G_PRIORITY_LOW + 10, wait_over, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

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
  history->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (history->window, 1064, 853);
  gtk_window_set_child (history->window, box);
  gtk_window_present (history->window);
  while (!gtk_widget_get_mapped (box))
    g_main_context_iteration (NULL, TRUE);
}

static void
history_close (History *history, gconstpointer data)
{
  gtk_window_destroy (history->window);
  settle_widgets ();
  g_object_unref (history->form);
  fixture_close (&history->base, NULL);
  dcr_clock_set (0);
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static void
assert_shows (GtkWidget *widget, const char *text)
{
  settle_widgets ();
  if (!shows (widget, text))
    g_error ("« %s » is not on the screen", text);
}

static void
test_list_and_record (History *history, gconstpointer data)
{
  GtkWidget *side = dcr_form_get_side (history->form), *record = dcr_form_get_main (history->form);
  const char *folder = g_getenv ("DCR_PICTURES");

  assert_shows (side, "My calls");
  assert_shows (side, "Identité et passeport › Perte ou vol d’un titre");
  assert_shows (record, "Perte ou vol d’un titre"); /* the newest is open */
  assert_shows (record, "Carte perdue dans le train");
  assert_shows (record, "Pièces à fournir");
  assert_shows (record, fixture_article.title);
  if (folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, "history.png", NULL);
      dcr_picture_save (history->window, path);
    }
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
  assert_shows (record, "Rendez-vous en mairie");
  assert_shows (record, "First given as: Identité et passeport › Perte ou vol d’un titre");
}

#define ADD(path, func) g_test_add (path, History, NULL, history_open, func, history_close)

int
main (int argc, char **argv)
{
  GtkCssProvider *css;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display: run under xvfb-run\n");
      return 0;
    }
  adw_init ();
  dcr_desk_init ();
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, DCR_DESK_RESOURCE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (css);
  ADD ("/history/list-and-record", test_list_and_record);
  ADD ("/history/requalify", test_requalify);
  return g_test_run ();
}
