/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call: what an agent looks at all day. */
#include "base/dcr-clock.h"
#include "calls/dcr-tally.h"
#include "desk/shell/dcr-window-private.h"
#include "scenes.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
#define CALLER "0639984127"

static DcrCalls *
calls_of (DcrWindow *window)
{
  return dcr_session_get_calls (dcr_window_get_session (window));
}

static void
act (DcrWindow *window, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
close_call (DcrWindow *window, DcrCall *call)
{
  gboolean done = FALSE;

  dcr_calls_close_async (calls_of (window), call, on_done, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* A call of @ago: reason, outcome, and the article read. */
static void
former_call (DcrWindow *window, gint64 ago, const char *number, const char *reason,
             DcrOutcome outcome)
{
  gint64 now = dcr_clock_now_ms ();
  DcrCall *call;

  dcr_clock_set (now - ago);
  call = dcr_calls_begin (calls_of (window), number);
  dcr_calls_note_article (calls_of (window),
                          &(DcrCallArticle){ .ref = (char *) "particuliers/F91101",
                                             .version = 1,
                                             .hash = (char *) "h",
                                             .title = (char *) "Carte d’identité" });
  dcr_call_set_reason (call, reason);
  dcr_call_set_outcome (call, outcome);
  if (outcome == DCR_OUTCOME_REFERRED)
    dcr_call_set_answered_too (call, DCR_TELL_YES);
  if (outcome == DCR_OUTCOME_CALLBACK)
    dcr_call_set_callback (call, now + 4 * HOUR_MS, now + 7 * HOUR_MS);
  close_call (window, call);
  dcr_clock_set (now);
}

/* Once: the pictures share one base. */
static void
fill_history (DcrWindow *window)
{
  static gboolean filled;

  if (filled)
    return;
  filled = TRUE;
  former_call (window, 6 * DAY_MS, CALLER, "IDE-PERTE", DCR_OUTCOME_ANSWERED);
  former_call (window, 3 * DAY_MS, CALLER, "IDE-PERTE", DCR_OUTCOME_CALLBACK);
  former_call (window, 2 * DAY_MS, "0199000412", "VEH-PERMIS", DCR_OUTCOME_REFERRED);
  former_call (window, 130 * 60000, "0465710098", "SOC-SOINS", DCR_OUTCOME_ANSWERED);
  former_call (window, 70 * 60000, NULL, "RET-REV", DCR_OUTCOME_CUT);
  former_call (window, 25 * 60000, "0639980007", "TRA-DEMIS", DCR_OUTCOME_ANSWERED);
}

/* As an agent types it: the field does not follow the call. */
static void
write_note (GtkWidget *widget, const char *text)
{
  if (GTK_IS_TEXT_VIEW (widget) && gtk_widget_get_mapped (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    write_note (child, text);
}

/* The third call in a week of the same person, in the middle of it. */
static void
scene_repeat (DcrWindow *window)
{
  DcrAppels *appels = dcr_window_get_appels (window);

  fill_history (window);
  pictures_open ("particuliers/F91101");
  dcr_calls_begin (calls_of (window), CALLER);
  act (window, "keep");
  pictures_settle ();
  dcr_appels_pick_reason (appels, 1);
  dcr_appels_pick_outcome (appels, 1);
  dcr_panes_show (dcr_appels_get_panes (appels), DCR_PANE_RIGHT);
  write_note (GTK_WIDGET (window),
              "Carte perdue dans le train. Part en Espagne le 12 décembre, passeport valide.");
  pictures_settle ();
}

static void
open_picker (DcrWindow *window, const char *typed)
{
  pictures_open ("particuliers/F91101");
  dcr_calls_begin (calls_of (window), CALLER);
  pictures_settle ();
  act (window, "reason");
  pictures_settle ();
  if (typed != NULL)
    gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window))), typed);
  pictures_settle ();
}

static void
scene_picker (DcrWindow *window)
{
  fill_history (window);
  open_picker (window, NULL);
}

static void
scene_picker_typed (DcrWindow *window)
{
  open_picker (window, "perdu");
}

/* What an outcome asks. */
static void
scene_misdirected (DcrWindow *window)
{
  open_picker (window, NULL);
  dcr_appels_pick_reason (dcr_window_get_appels (window), 1);
  dcr_appels_pick_outcome (dcr_window_get_appels (window), DCR_OUTCOME_MISDIRECTED);
  pictures_settle ();
}

/* A number in the note that must not be kept. */
static void
scene_note (DcrWindow *window)
{
  scene_repeat (window);
  write_note (GTK_WIDGET (window), "Son numéro : 2 85 05 78 006 084 41, rappeler.");
  pictures_settle ();
}

static void
scene_history (DcrWindow *window)
{
  fill_history (window);
  act (window, "history");
  pictures_settle ();
}

static void
scene_tally (DcrWindow *window)
{
  DcrCalls *calls = calls_of (window);
  g_autoptr (GPtrArray) reasons = dcr_tally_reasons (calls, 18);
  static gboolean filled;

  for (guint i = 0; !filled && i < 11; i++)
    {
      gboolean done = FALSE;
      dcr_tally_add_async (calls, reasons->pdata[i * i % 5], on_done, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
  filled = TRUE;
  act (window, "tally");
  pictures_settle ();
}

const Scene call_scenes[] = {
  { "23-call-repeat", scene_repeat },
  { "24-picker", scene_picker },
  { "25-picker-typed", scene_picker_typed },
  { "26-call-misdirected", scene_misdirected },
  { "27-call-note-refused", scene_note },
  { "28-my-calls", scene_history },
  { "29-tally", scene_tally },
  { NULL, NULL },
};
