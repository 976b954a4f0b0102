/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A misdirected call: the competent service goes to the caller in two keys, and the pair is stored. A promise to call back, by the keyboard alone: made in the call with its number, time and place, found in « Suivi » by
 * promise, called, kept; what is left of the number then. */
#include <string.h>

#include "calls/dcr-calls.h"
#include "dcr-flow.h"
#include "desk/follow/dcr-reminder.h"
#include "desk/shell/dcr-window.h"

#define CALLER "+33639986251"

static DcrCalls *
calls_of (DcrFlow *flow)
{
  return dcr_session_get_calls (dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow))));
}

static gboolean
has_outcome (DcrFlow *flow, gconstpointer outcome)
{
  DcrCall *call = dcr_calls_get_current (calls_of (flow));
  return call != NULL && dcr_call_get_outcome (call) == GPOINTER_TO_UINT (outcome);
}

static gboolean
has_place (DcrFlow *flow, gconstpointer data)
{
  return dcr_call_get_callback_zone (dcr_calls_get_current (calls_of (flow))) != NULL;
}

static void
find_and_qualify (DcrFlow *flow)
{
  dcr_flow_press (flow, "Ctrl+K");
  dcr_flow_type (flow, "carte identite");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the article", dcr_flow_focus_in, "DcrArticleView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%introduction%'");
  dcr_flow_press_await (flow, "Ctrl+1", "the draft has a reason", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%reason%'");
}

static void
promise (DcrFlow *flow)
{
  dcr_flow_ring (flow, CALLER, "rappel-1");
  find_and_qualify (flow);
  dcr_flow_press_await (flow, "Ctrl+Maj+6", "the outcome is a callback", has_outcome,
                        GUINT_TO_POINTER (DCR_OUTCOME_CALLBACK));
  dcr_flow_press_await (flow, "2", "the place is asked", dcr_flow_focus_in, "GtkDropDown");
  dcr_flow_picture (flow, "callback-1-asked");
  dcr_flow_press (flow, "Espace");
  dcr_flow_settle (flow);
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the place is said", has_place, NULL);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the promise is in work.db with its number", dcr_flow_kept,
                        "SELECT count(*) FROM callback WHERE state = 1 AND phone = '+33639986251' AND number = 1"
                        " AND passages <> ''");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

static gboolean
has_service (DcrFlow *flow, gconstpointer id)
{
  DcrCall *call = dcr_calls_get_current (calls_of (flow));
  return call != NULL && g_strcmp0 (dcr_call_get_service (call), id) == 0;
}

static void
misdirect (DcrFlow *flow)
{
  dcr_flow_ring (flow, CALLER, "perdu-1");
  find_and_qualify (flow);
  dcr_flow_press_await (flow, "Ctrl+Maj+3", "the service is asked", dcr_flow_focus_in, "DcrServiceField");
  dcr_flow_type (flow, "france titres");
  dcr_flow_press_await (flow, "Entrée", "the service is chosen", has_service, "FRANCE-TITRES");
  dcr_flow_press_await (flow, "Ctrl+Maj+S", "the words are shown", dcr_flow_shows, "le bon service est");
  dcr_flow_picture (flow, "misdirected-1-words");
  dcr_flow_press_await (flow, "Ctrl+Maj+S", "the message is in the outbox", dcr_flow_kept,
                        "SELECT count(*) FROM message WHERE channel = 2 AND recipient = '+33639986251'"
                        " AND body LIKE '%3400%' AND call IS NOT NULL");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the pair is stored", dcr_flow_kept,
                        "SELECT count(*) FROM misdirected WHERE service = 'FRANCE-TITRES' AND reason IS NOT NULL");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

/* Ten minutes before, once, and nothing of the caller in it. */
static void
remind (DcrFlow *flow)
{
  DcrReminder *reminder = dcr_reminder_new (dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow))));
  gint64 from = dcr_flow_number (flow, "SELECT promised_from FROM callback"), minute = 60 * 1000;
  g_autoptr (GPtrArray) early = dcr_reminder_take (reminder, from - 11 * minute),
                        due = dcr_reminder_take (reminder, from - 9 * minute),
                        again = dcr_reminder_take (reminder, from);

  g_assert_cmpuint (early->len, ==, 0);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_null (strstr (due->pdata[0], "62"));
  g_assert_null (strstr (due->pdata[0], "Perte"));
  g_assert_cmpuint (again->len, ==, 0);
  dcr_reminder_free (reminder);
}

static gboolean
is_there (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_find (flow, type_name) != NULL;
}

static void
keep (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Alt+2", "Suivi is there", is_there, "DcrEscalationPage");
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrSideNav"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  g_assert_true (dcr_flow_focus_in (flow, "DcrSideNav"));
  dcr_flow_press_await (flow, "Bas", "the promise is shown", dcr_flow_shows, "06\302\24039\302\24098\302\24062\302\24051");
  dcr_flow_picture (flow, "callback-2-promised");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "a call is in hand", has_outcome, GUINT_TO_POINTER (DCR_OUTCOME_NONE));
  dcr_flow_press_await (flow, "Alt+2", "what came of it is asked", dcr_flow_shows, "06\302\24039\302\24098\302\24062\302\24051");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the promise is kept, its number gone", dcr_flow_kept,
                        "SELECT count(*) FROM callback WHERE state = 3 AND phone IS NULL");
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM callback_attempt WHERE result = 1"), ==, 1);
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "callback-3-kept");
}

static void
test_promise (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  misdirect (flow);
  promise (flow);
  remind (flow);
  keep (flow);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/callback", test_promise);
  return g_test_run ();
}
