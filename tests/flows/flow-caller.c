/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A caller who agrees to be identified, by the keyboard alone: kept with the call, known the next time, and
 * forgotten when the agreement is taken back. */
#include <glib/gi18n.h>

#include "dcr-flow.h"

#define CALLER "0639984127"
#define MOST_TABS 8

static gboolean
is_on_pencil (DcrFlow *flow)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (flow));

  return focus != NULL
         && g_strcmp0 (gtk_widget_get_tooltip_text (focus),
                       gettext ("Number and identity of the caller"))
                == 0;
}

static gboolean
has_moved (DcrFlow *flow, gconstpointer former)
{
  return gtk_window_get_focus (dcr_flow_window (flow)) != former;
}

static void
open_form (DcrFlow *flow, const char *call)
{
  dcr_flow_ring (flow, CALLER, call);
  dcr_flow_press_await (flow, "Ctrl+M", "the field of the reason", dcr_flow_focus_in,
                        "DcrReasonField");
  dcr_flow_settle (flow);
  for (guint i = 0; i < MOST_TABS && !is_on_pencil (flow); i++)
    dcr_flow_press_await (flow, "Maj+Tab", "the focus moves", has_moved,
                          gtk_window_get_focus (dcr_flow_window (flow)));
  dcr_flow_press_await (flow, "Entrée", "the form of the caller", dcr_flow_focus_in,
                        "DcrCallerForm");
  dcr_flow_tab_to (flow, "Tab", gettext ("The caller agrees to be identified"));
}

/* A silent call asks for nothing more. */
static void
close_call (DcrFlow *flow, const char *sql)
{
  dcr_flow_press (flow, "Ctrl+Maj+8");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is in work.db", dcr_flow_kept, sql);
}

static void
test_identified_caller (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  open_form (flow, "first");
  dcr_flow_press_await (flow, "Espace", "how long it is kept", dcr_flow_shows, "6 mois");
  dcr_flow_settle (flow); /* what has just come must have its place */
  dcr_flow_press_await (flow, "Tab", "the focus moves", has_moved,
                        gtk_window_get_focus (dcr_flow_window (flow)));
  dcr_flow_type (flow, "camille martin");
  dcr_flow_press_await (flow, "Entrée", "the agreement is said", dcr_flow_shows,
                        "camille martin · accord pour être identifié");
  close_call (flow, "SELECT count(*)=1 FROM call c JOIN caller r ON r.id=c.caller"
                    " WHERE r.display='camille martin' AND r.number='+33639984127'");

  open_form (flow, "second");
  dcr_flow_press_await (flow, "Espace", "nothing is kept", dcr_flow_shows_not, "6 mois");
  dcr_flow_press_await (flow, "Maj+Tab", "the focus is on what keeps", has_moved,
                        gtk_window_get_focus (dcr_flow_window (flow)));
  dcr_flow_press_await (flow, "Entrée", "the record is gone", dcr_flow_kept,
                        "SELECT count(*)=0 FROM caller");
  close_call (flow, "SELECT count(*)=2 FROM call WHERE caller IS NULL");
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM access_journal WHERE action=6"), ==,
                   1);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/identified-caller", test_identified_caller);
  return g_test_run ();
}
