/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole lives of escalations, by the keyboard alone. The first: the agent hands over during the call; the expert takes it
 * and asks; the agent replies; the expert answers, plans the callback and proposes a local answer in one act; the agent
 * reads its life, opens it again, closes. The second is returned with a reason, and completed. The third says the same as
 * the second: merged. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

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
is_text (DcrFlow *flow, gconstpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (flow));
  return GTK_IS_TEXT (focus);
}

static gboolean
is_there (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_find (flow, type_name) != NULL;
}

static gboolean
state_is (DcrFlow *flow, gconstpointer state)
{
  return dcr_flow_number (flow, "SELECT state FROM escalation ORDER BY number DESC LIMIT 1") == GPOINTER_TO_INT (state);
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

/* The call up to the open form, on its question. @reason: words of the picker, NULL for the first that is shown. */
static void
open_form (DcrFlow *flow, const char *call, const char *reason)
{
  dcr_flow_ring (flow, "+33639986251", call);
  dcr_flow_press_await (flow, "Alt+1", "the calls are there", is_there, "DcrCallPane");
  dcr_flow_press_await (flow, "Ctrl+K", "the search has the focus", dcr_flow_focus_in,
                        "DcrSearchField");
  dcr_flow_type (flow, "carte identite");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the article", dcr_flow_focus_in,
                        "DcrArticleView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%introduction%'");
  if (reason == NULL)
    dcr_flow_press (flow, "Ctrl+1");
  else
    {
      dcr_flow_press_await (flow, "Ctrl+M", "a reason may be typed", is_text, NULL);
      dcr_flow_type (flow, reason);
      dcr_flow_settle_all (flow);
      dcr_flow_press (flow, "Entrée");
    }
  dcr_flow_await (flow, "the draft has a reason", dcr_flow_kept,
                  "SELECT count(*) FROM call_draft WHERE state LIKE '%reason%'");
  dcr_flow_press_await (flow, "Ctrl+B", "the form is open, on its question", text_is_empty, NULL);
}

static void
close_call (DcrFlow *flow, const char *sql)
{
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the escalation is in work.db", dcr_flow_kept, sql);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is closed as escalated", dcr_flow_kept,
                        "SELECT count(*) = (SELECT count(*) FROM escalation) FROM call WHERE outcome = 5");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

static void
hand_over (DcrFlow *flow)
{
  open_form (flow, "escalade-1", NULL);
  dcr_flow_picture (flow, "escalation-1-form");
  dcr_flow_type (flow, "La demande est-elle perdue ?");
  dcr_flow_press_await (flow, "F8", "the focus goes to what the caller wants", text_is_empty, NULL);
  dcr_flow_type (flow, "Ses papiers, appeler le 06 39 98 41 27");
  fill_fact (flow, "carte");
  fill_fact (flow, "12 novembre");
  dcr_flow_picture (flow, "escalation-2-one-missing");
  fill_fact (flow, "oui");
  dcr_flow_picture (flow, "escalation-3-complete");
  close_call (flow, "SELECT count(*) FROM escalation WHERE state = 1 AND complete = asked"
                    " AND wants NOT LIKE '%98 41%' AND question = 'La demande est-elle perdue ?'");
}

/* Twice the same file: its number is among the facts. */
static void
hand_over_file (DcrFlow *flow, const char *call, const char *question, guint nth)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(DISTINCT same) = 1 AND count(same) = %u FROM escalation WHERE state = 1", nth);

  open_form (flow, call, "suivi et retrait");
  dcr_flow_type (flow, question);
  dcr_flow_press_await (flow, "F8", "the focus goes to what the caller wants", text_is_empty, NULL);
  dcr_flow_type (flow, "Son titre");
  fill_fact (flow, nth == 1 ? "5xk2 81940" : "5XK281940");
  if (nth == 2)
    dcr_flow_await (flow, "the form says that it is known", dcr_flow_shows, "E-0002");
  fill_fact (flow, "mai");
  fill_fact (flow, "Lyon");
  fill_fact (flow, "en cours");
  close_call (flow, sql);
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
  dcr_flow_tab_to (flow, "Tab", gettext ("Plan the callback to the caller"));
  dcr_flow_press (flow, "Espace");
  dcr_flow_tab_to (flow, "Tab", gettext ("Where is the caller?"));
  dcr_flow_press_await (flow, "Espace", "the places are shown", dcr_flow_shows, "La Réunion");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the place is said", dcr_flow_shows_not, "La Réunion");
  dcr_flow_tab_to (flow, "Tab", gettext ("Propose it as a local answer (a draft, to be read again)"));
  dcr_flow_press (flow, "Espace");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Tab", "the title may be written", is_text, NULL);
  dcr_flow_type (flow, "Titre perdu");
  dcr_flow_picture (flow, "escalation-5-answering");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "answered", state_is, GINT_TO_POINTER (4));
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM callback c JOIN escalation e ON"
                                          " c.escalation = e.id AND c.person = e.author WHERE c.state = 1"
                                          " AND c.phone = '+33639986251' AND c.zone <> ''"
                                          " AND c.promised_to > c.promised_from"),
                   ==, 1);
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM proposal WHERE state = 1 AND"
                                          " title = 'Titre perdu' AND text = 'Elle part demain.'"),
                   ==, 1);
}

/* Opens an act that is not the suggested one, by its button, and writes its sentence. */
static void
do_otherwise (DcrFlow *flow, DcrEscalationAct act, const char *sentence)
{
  dcr_flow_await (flow, "the act is offered", offers, GINT_TO_POINTER (act));
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrEscalationPane"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  dcr_flow_tab_to (flow, "Maj+Tab", dcr_escalation_act_label (act));
  dcr_flow_press_await (flow, "Espace", "its sentence may be written", text_is_empty, NULL);
  dcr_flow_type (flow, sentence);
}

/* What the agent reads of the life, one line an act, and the delay against the promise. */
static void
agent_reads (DcrFlow *flow)
{
  static const char *const lines[] = { "Lyon 3.", "Quelle mairie ?", "Elle part demain." };
  static const DcrEscalationAct acts[]
      = { DCR_ACT_SEND, DCR_ACT_TAKE, DCR_ACT_ASK, DCR_ACT_REPLY, DCR_ACT_ANSWER };

  take_turns (flow, 0, "Agent 2047");
  dcr_flow_await (flow, "the agent sees the answer", dcr_flow_shows, "Elle part demain.");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_true (dcr_flow_shows (flow, lines[i]));
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const char *who = acts[i] == DCR_ACT_SEND || acts[i] == DCR_ACT_REPLY ? "Agent 2047"
                                                                              : "Agent 3114";
      g_autofree char *told = dcr_escalation_act_told (acts[i], who);
      g_assert_true (dcr_flow_shows (flow, told));
    }
  g_assert_nonnull (dcr_flow_find (flow, "DcrPromiseBar"));
  dcr_flow_picture (flow, "escalation-6-answered");
}

static void
agent_closes (DcrFlow *flow)
{
  do_otherwise (flow, DCR_ACT_REOPEN, "Pas part.");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "opened again", state_is, GINT_TO_POINTER (7));
  dcr_flow_await (flow, "nothing is being written", act_is_over, NULL);
  do_otherwise (flow, DCR_ACT_CLOSE, "Si.");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "closed", state_is, GINT_TO_POINTER (6));
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM escalation_event"), ==, 7);
  g_assert_cmpint (
      dcr_flow_number (flow, "SELECT count(*) FROM escalation WHERE phone IS NOT NULL"), ==, 0);
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "escalation-7-closed");
}

static void
expert_returns (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 3114");
  dcr_flow_press_await (flow, "Alt+2", "Suivi shows the second one", offers,
                        GINT_TO_POINTER (DCR_ACT_TAKE));
  dcr_flow_press_await (flow, "Ctrl+Maj+R", "the reason may be written", text_is_empty, NULL);
  dcr_flow_type (flow, "Quel mois ?");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "returned", state_is, GINT_TO_POINTER (5));
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM escalation_event WHERE state = 5 AND"
                                          " text = 'Quel mois ?'"),
                   ==, 1);
}

static void
agent_completes (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 2047");
  dcr_flow_await (flow, "the agent sees why", dcr_flow_shows, "Quel mois ?");
  dcr_flow_await (flow, "and may complete", offers, GINT_TO_POINTER (DCR_ACT_COMPLETE));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "what was missing may be written", text_is_empty, NULL);
  dcr_flow_type (flow, "Mai.");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "received again", state_is, GINT_TO_POINTER (1));
  dcr_flow_await (flow, "nothing is being written", act_is_over, NULL);
}

/* Either of the two goes into the other. */
static void
agent_merges (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Alt+2", "a duplicate is proposed", offers,
                        GINT_TO_POINTER (DCR_ACT_MERGE));
  dcr_flow_press_await (flow, "Ctrl+Maj+M", "the other one is proposed", is_there, "DcrActBox");
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "escalation-8-merging");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "one goes on", dcr_flow_kept,
                        "SELECT count(*) FROM escalation a JOIN escalation b ON a.merged_into = b.id"
                        " WHERE a.state = 8 AND b.state = 1 AND a.same = b.same AND a.phone IS NOT NULL");
}

static gboolean
is_exported (DcrFlow *flow, gconstpointer path)
{
  const char *argv[] = { "pdftotext", path, "-", NULL };
  g_autofree char *text = NULL;
  int status = 1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &text, NULL, &status, NULL);
  return status == 0 && text != NULL && strstr (text, "Lyon") != NULL
         && strstr (text, "39 98") == NULL;
}

/* The sheet of what is shown: exported by its keys; the paper is offered beside it. */
static void
agent_exports (DcrFlow *flow)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext"), *here = g_get_current_dir (),
                  *name = dcr_flow_text (flow, "SELECT printf('E-%04d.pdf', number) FROM escalation"
                                               " WHERE state = 1");

  if (program == NULL)
    return;
  dcr_flow_press_await (flow, "Alt+1", "the calls are there", is_there, "DcrCallPane");
  dcr_flow_press_await (flow, "Alt+2", "the one that goes on is shown", offers,
                        GINT_TO_POINTER (DCR_ACT_NOTE));
  g_assert_true (dcr_flow_shows_in (dcr_flow_find (flow, "DcrEscalationPane"), gettext ("Print…")));
  g_assert_cmpint (g_chdir (dcr_flow_base (flow)), ==, 0);
  dcr_flow_open_dialog (flow, "Ctrl+Maj+P", "GtkFileChooserDialog");
  dcr_flow_press_await (flow, "Entrée", "the sheet is exported", is_exported, name);
  dcr_flow_leave_dialog (flow);
  g_assert_cmpint (g_chdir (here), ==, 0);
}

static void
test_lives (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  hand_over (flow);
  expert_asks (flow);
  agent_replies (flow);
  expert_answers (flow);
  agent_reads (flow);
  agent_closes (flow);
  hand_over_file (flow, "escalade-2", "Où est-il ?", 1);
  expert_returns (flow);
  agent_completes (flow);
  hand_over_file (flow, "escalade-3", "Perdu ?", 2);
  agent_merges (flow);
  agent_exports (flow);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/escalation", test_lives);
  return g_test_run ();
}
