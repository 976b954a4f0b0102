/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole life of an escalation, by the keyboard alone: the agent hands over during the call; the expert takes it and
 * asks; the agent replies; the expert answers, plans the callback and proposes a local answer; the agent closes. */
#include "dcr-flow.h"
#include "followup/dcr-escalation-table.h"

static gboolean
focus_is (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_focus_in (flow, type_name);
}

static gboolean
text_is_empty (DcrFlow *flow, gconstpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (flow));
  return GTK_IS_TEXT_VIEW (focus)
         && gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus))) == 0;
}

static gboolean
state_is (DcrFlow *flow, gconstpointer state)
{
  return dcr_flow_number (flow, "SELECT state FROM escalation") == GPOINTER_TO_INT (state);
}

static gboolean
person_is (DcrFlow *flow, gconstpointer display)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT count(*) FROM person p JOIN setting s ON s.name = 'person' AND"
                         " lower(hex(p.id)) = replace(s.value, '-', '') WHERE p.display = '%s'",
                         (const char *) display);
  return dcr_flow_number (flow, sql) == 1;
}

/* Whether the pane offers this act: what is on the screen, not only on the disk. */
static gboolean
offers (DcrFlow *flow, gconstpointer act)
{
  GtkWidget *pane = dcr_flow_find (flow, "DcrEscalationPane");
  return pane != NULL && dcr_flow_shows_in (pane, dcr_escalation_act_label (GPOINTER_TO_INT (act)));
}

static gboolean
act_is_over (DcrFlow *flow, gconstpointer data)
{
  return dcr_flow_find (flow, "DcrActBox") == NULL;
}

static gboolean
popover_is_closed (DcrFlow *flow, gconstpointer data)
{
  /* keys go to the menu until the focus has come back */
  return dcr_flow_find (flow, "GtkPopoverMenu") == NULL
         && !dcr_flow_focus_in (flow, "GtkPopoverMenu")
         && gtk_window_get_focus (dcr_flow_window (flow)) != NULL;
}

/* Who works here takes turns: the menu of the person, the @nth of the others. */
static void
take_turns (DcrFlow *flow, guint nth, const char *display)
{
  dcr_flow_await (flow, "nothing is being written", act_is_over, NULL);
  dcr_flow_press_await (flow, "F10", "the menu has the focus", dcr_flow_focus_in, "GtkPopoverMenu");
  for (guint i = 0; i < nth; i++)
    dcr_flow_press (flow, "Tab");
  dcr_flow_press_await (flow, "Entrée", display, person_is, display);
  dcr_flow_await (flow, "the menu is closed", popover_is_closed, NULL);
  dcr_flow_settle (flow);
}

static void
fill_fact (DcrFlow *flow, const char *text)
{
  dcr_flow_press_await (flow, "F8", "the focus goes to what is missing", focus_is, "AdwEntryRow");
  dcr_flow_type (flow, text);
}

static void
hand_over (DcrFlow *flow)
{
  dcr_flow_type (flow, "carte identite");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the article", dcr_flow_focus_in,
                        "DcrArticleView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%introduction%'");
  dcr_flow_press_await (flow, "Ctrl+1", "the draft has a reason", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%reason%'");
  dcr_flow_press_await (flow, "Ctrl+B", "the form is open, on its question", text_is_empty, NULL);
  dcr_flow_picture (flow, "escalation-1-form");
  dcr_flow_type (flow, "La demande est-elle perdue ?");
  dcr_flow_press_await (flow, "F8", "the focus goes to what the caller wants", text_is_empty, NULL);
  dcr_flow_type (flow, "Ses papiers, appeler le 06 39 98 41 27");
  fill_fact (flow, "carte");
  fill_fact (flow, "12 novembre");
  dcr_flow_picture (flow, "escalation-2-one-missing");
  fill_fact (flow, "oui");
  dcr_flow_picture (flow, "escalation-3-complete");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the escalation is in work.db, masked", dcr_flow_kept,
                        "SELECT count(*) FROM escalation WHERE state = 1 AND complete = asked"
                        " AND wants NOT LIKE '%98 41%' AND question = 'La demande est-elle perdue ?'");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is closed as escalated", dcr_flow_kept,
                        "SELECT count(*) FROM call WHERE outcome = 5");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

static void
expert_asks (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 3114");
  dcr_flow_press_await (flow, "Alt+2", "Suivi shows the question", dcr_flow_shows,
                        "La demande est-elle perdue ?");
  dcr_flow_await (flow, "and may take it", offers, GINT_TO_POINTER (DCR_ACT_TAKE));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "taken", state_is, GINT_TO_POINTER (2));
  dcr_flow_await (flow, "an answer may be given", offers, GINT_TO_POINTER (DCR_ACT_ANSWER));
  dcr_flow_picture (flow, "escalation-4-taken");
  dcr_flow_press_await (flow, "Ctrl+Maj+Q", "a question may be written", text_is_empty, NULL);
  dcr_flow_type (flow, "Quelle mairie ?");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "asked", state_is, GINT_TO_POINTER (3));
}

static void
agent_replies (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 2047");
  dcr_flow_await (flow, "the agent sees the question", dcr_flow_shows, "Quelle mairie ?");
  dcr_flow_await (flow, "and may reply", offers, GINT_TO_POINTER (DCR_ACT_REPLY));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the reply may be written", text_is_empty, NULL);
  dcr_flow_type (flow, "Lyon 3.");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "replied", state_is, GINT_TO_POINTER (2));
}

static void
expert_answers (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 3114");
  dcr_flow_await (flow, "the expert sees the reply", dcr_flow_shows, "Lyon 3.");
  dcr_flow_await (flow, "and may answer", offers, GINT_TO_POINTER (DCR_ACT_ANSWER));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the answer may be written", text_is_empty, NULL);
  dcr_flow_type (flow, "Elle part demain.");
  dcr_flow_picture (flow, "escalation-5-answering");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "answered", state_is, GINT_TO_POINTER (4));
}

static void
agent_closes (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 2047");
  dcr_flow_await (flow, "the agent sees the answer", dcr_flow_shows, "Elle part demain.");
  dcr_flow_await (flow, "and may close", offers, GINT_TO_POINTER (DCR_ACT_CLOSE));
  dcr_flow_picture (flow, "escalation-6-answered");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "closed", state_is, GINT_TO_POINTER (6));
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM escalation_event"), ==, 6);
  g_assert_cmpint (
      dcr_flow_number (flow, "SELECT count(*) FROM escalation WHERE phone IS NOT NULL"), ==, 0);
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "escalation-7-closed");
}

static void
test_life (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  hand_over (flow);
  expert_asks (flow);
  agent_replies (flow);
  expert_answers (flow);
  agent_closes (flow);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/escalation", test_life);
  return g_test_run ();
}
