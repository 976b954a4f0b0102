/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading for one caller by the keyboard alone: search, choose the case, keep, follow a link, come back. */
#include "dcr-flow.h"

static gboolean
reads (DcrFlow *flow, gconstpointer title)
{
  GtkWidget *view = dcr_flow_find (flow, "DcrArticleView");
  return view != NULL && dcr_flow_shows_in (view, title);
}

static GtkWidget *
focus_named (DcrFlow *flow, const char *type_name)
{
  GtkWidget *widget = gtk_window_get_focus (dcr_flow_window (flow));

  while (widget != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    widget = gtk_widget_get_parent (widget);
  g_assert_nonnull (widget);
  return widget;
}

/* What a person who does not see the screen is told of it. */
static void
check_told (GtkWidget *widget, GtkAccessibleRole role, const char *name)
{
  gtk_test_accessible_assert_role (widget, role);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

static gboolean
is_answered (DcrFlow *flow, gconstpointer answer)
{
  GtkWidget *head = dcr_flow_find (flow, "DcrArticleHead");

  return dcr_flow_find (flow, "GtkPopover") == NULL && head != NULL
         && dcr_flow_shows_in (head, answer);
}

/* Ctrl+T leads to what the caller is asked, wherever one is in the text. */
static void
choose_situation (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Ctrl+T", "the questions on top have the focus", dcr_flow_focus_in,
                        "DcrArticleHead");
  check_told (focus_named (flow, "GtkDropDown"), GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Votre situation");
  dcr_flow_press_await (flow, "Espace", "the answers are open", dcr_flow_focus_in, "GtkListView");
  dcr_flow_press (flow, "Bas");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Entrée", "the answer is given", is_answered, "Pour un majeur");
  dcr_flow_await (flow, "the focus is where one answered", dcr_flow_focus_in, "DcrArticleHead");
  /* the list of answers gives the keyboard back */
  dcr_flow_settle (flow);
}

/* There and back as in a browser; each time one is where one was. */
static void
walk_history (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Alt+Gauche", "the first article is back", reads,
                        "Déclarer la perte ou le vol");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Alt+Droite", "the second one again", reads, "Vous avez perdu");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Alt+Gauche", "and the first one", reads,
                        "Déclarer la perte ou le vol");
}

static void
test_reading (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);
  GtkWidget *passage;

  dcr_flow_type (flow, "carte identite");
  dcr_flow_await (flow, "the lost card is found", dcr_flow_shows,
                  "que faire en cas de perte ou de vol");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in a passage", dcr_flow_focus_in,
                        "DcrPassageView");

  passage = gtk_window_get_focus (dcr_flow_window (flow));
  gtk_test_accessible_assert_role (passage, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (passage, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Carte d'identité : que faire en cas de perte ou de vol ?");

  /* the caller's own card was lost, not stolen: the other cases are folded to one line that names them */
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Droite", "the cases have the focus", dcr_flow_focus_in, "DcrChoice");
  gtk_test_accessible_assert_role (gtk_window_get_focus (dcr_flow_window (flow)),
                                   GTK_ACCESSIBLE_ROLE_RADIO);
  dcr_flow_press_await (flow, "Espace", "the other case is folded", dcr_flow_shows,
                        "Ne concerne pas cet appelant");
  gtk_test_accessible_assert_state (gtk_window_get_focus (dcr_flow_window (flow)),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  dcr_flow_picture (flow, "reading-1-case");

  dcr_flow_press_await (flow, "Ctrl+D", "a passage is kept", dcr_flow_shows, "Retenus (1)");

  /* find in the page, then back to the text */
  dcr_flow_press_await (flow, "Ctrl+F", "the find bar is open", dcr_flow_focus_in, "GtkText");
  check_told (focus_named (flow, "GtkSearchEntry"), GTK_ACCESSIBLE_ROLE_SEARCH_BOX,
              "Chercher dans la page");
  dcr_flow_type (flow, "photo");
  dcr_flow_await (flow, "the count is shown", dcr_flow_shows, "1/4");
  dcr_flow_press_await (flow, "F3", "the next place", dcr_flow_shows, "2/4");
  dcr_flow_press_await (flow, "Maj+F3", "the former place", dcr_flow_shows, "1/4");
  dcr_flow_press_await (flow, "Échap", "the focus is back in the article", dcr_flow_focus_in,
                        "DcrArticleView");

  choose_situation (flow);

  /* follow a link to another article of the base, and come back */
  dcr_flow_press_await (flow, "Ctrl+K", "the search has the focus", dcr_flow_focus_in,
                        "DcrSearchField");
  dcr_flow_press_await (flow, "Entrée", "the best passage has the focus", dcr_flow_focus_in,
                        "DcrPassageView");
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Droite", "a link has the focus", dcr_flow_focus_in, "GtkListBox");
  dcr_flow_press_await (flow, "Entrée", "the guided search is read", reads, "Votre situation");
  dcr_flow_settle (flow);
  walk_history (flow);
  dcr_flow_await (flow, "the passage is still kept", dcr_flow_shows, "Retenus (1)");
  dcr_flow_await (flow, "the case still holds", dcr_flow_shows,
                  "novembre · Pour un majeur, Carte perdue");
  dcr_flow_picture (flow, "reading-2-back");
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/reading", test_reading);
  return g_test_run ();
}
