/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first call a newcomer makes, by the keyboard alone: from the caller's words to one line in
 * work.db. ./run plays it where there is no display. */
#include "dcr-flow.h"

static const char *const closed_call
    = "SELECT count(*) FROM call c"
      " JOIN call_article a ON a.call=c.id AND a.version>=1 AND length(a.hash)=64"
      " JOIN call_passage p ON p.call=c.id AND p.article=a.article AND p.version=a.version"
      " JOIN article_text t ON t.hash=p.hash AND length(t.text)>0"
      " JOIN reason r ON r.id=c.reason"
      " WHERE c.outcome=1 AND c.closed>=c.began";

static gboolean
results_are_listed (DcrFlow *flow, gconstpointer title)
{
  return dcr_flow_shows (flow, title);
}

static void
test_first_call (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  dcr_flow_picture (flow, "1-start");
  dcr_flow_type (flow, "carte identite");
  dcr_flow_await (flow, "the lost card is found", results_are_listed,
                  "que faire en cas de perte ou de vol");
  dcr_flow_picture (flow, "2-results");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the best passage", dcr_flow_focus_in,
                        "DcrPassageView");
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "3-article");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_shows, "Retenus (1)");
  dcr_flow_press_await (flow, "Ctrl+1", "the draft has a reason", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%reason%'");
  dcr_flow_press (flow, "Ctrl+Maj+1");
  dcr_flow_picture (flow, "4-before-closing");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is in work.db", dcr_flow_kept, closed_call);

  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call"), ==, 1);
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call_passage"), ==, 1);
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call_draft"), ==, 0);
  dcr_flow_picture (flow, "5-closed");
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/first-call", test_first_call);
  return g_test_run ();
}
