/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tally by real keys: one key, one call; Retour arrière takes the last one back, and only a tally. */
#include "dcr-flow.h"

static gboolean
counted (DcrFlow *flow, gconstpointer n)
{
  return dcr_flow_number (
             flow, "SELECT count(*) FROM call WHERE tally=1 AND outcome=1 AND reason IS NOT NULL")
         == GPOINTER_TO_INT (n);
}

static gboolean
is_tally (GtkWidget *widget, gconstpointer data)
{
  return g_str_equal (gtk_widget_get_name (widget), "tally");
}

static gboolean
is_open (DcrFlow *flow, gconstpointer open)
{
  GtkWidget *page = dcr_flow_find_in (GTK_WIDGET (dcr_flow_window (flow)), is_tally, NULL);
  return (page != NULL) == (open != NULL);
}

static void
test_tally (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  dcr_flow_press_await (flow, "Ctrl+Maj+T", "the tally is open", is_open, "yes");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "1", "the first reason is counted", counted, GINT_TO_POINTER (1));
  dcr_flow_settle_all (flow);
  dcr_flow_press_await (flow, "1", "and once more", counted, GINT_TO_POINTER (2));
  dcr_flow_press_await (flow, "B", "the eleventh too", counted, GINT_TO_POINTER (3));
  dcr_flow_settle_all (flow); /* it is the last one from now on */
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(DISTINCT reason) FROM call"), ==, 2);
  dcr_flow_press_await (flow, "Retour", "the last one is taken back", counted, GINT_TO_POINTER (2));
  dcr_flow_press (flow, "Retour");
  dcr_flow_settle_all (flow);
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call"), ==, 2);
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call_draft"), ==, 0);
  g_assert_cmpint (
      dcr_flow_number (flow, "SELECT calls FROM learned WHERE kind=0 ORDER BY calls DESC"), ==, 2);
  dcr_flow_press_await (flow, "Échap", "the tally is left", is_open, NULL);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/tally", test_tally);
  return g_test_run ();
}
