/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window as a whole: widths, least sizes, keys, names. Every GTK warning is a failure: the test runs
 * under G_DEBUG=fatal-warnings. */
#include "desk-fixture.h"

#include <string.h>

#include "desk/common/dcr-banner.h"
#include "desk/shell/dcr-keys.h"
#include "desk/shell/dcr-search-field.h"

static DcrWindow *window;

static DcrPanes *
panes (void)
{
  return dcr_appels_get_panes (dcr_window_get_appels (window));
}

static int
least_width (GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* ---- Widths ---------------------------------------------------------------------------------- */

static void
test_class_of_width (void)
{
  g_assert_cmpint (dcr_width_class (1280, 1), ==, DCR_WIDTH_WIDE);
  g_assert_cmpint (dcr_width_class (1279, 1), ==, DCR_WIDTH_MEDIUM);
  g_assert_cmpint (dcr_width_class (720, 1), ==, DCR_WIDTH_MEDIUM);
  g_assert_cmpint (dcr_width_class (719, 1), ==, DCR_WIDTH_NARROW);
  /* text at 200 %: the medium layout on a screen of 1440 */
  g_assert_cmpint (dcr_width_class (1440, 2), ==, DCR_WIDTH_MEDIUM);
}

static void
test_widths (void)
{
  DcrAppels *appels = dcr_window_get_appels (window);
  GtkWidget *kept = gtk_label_new ("kept");

  desk_open ("particuliers/F91101");
  dcr_panes_keep (panes (), DCR_PANE_MIDDLE, kept);
  desk_resize (1440, 900);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_WIDE);
  for (int pane = 0; pane < DCR_N_PANES; pane++)
    {
      /* to the foot of the window, whatever is kept behind it */
      GtkWidget *child = dcr_panes_get_child (panes (), pane);
      g_assert_true (dcr_panes_is_shown (panes (), pane));
      g_assert_cmpint (gtk_widget_get_height (child), ==,
                       gtk_widget_get_height (gtk_widget_get_parent (child)));
    }
  dcr_panes_drop (panes (), kept);

  desk_resize (1100, 900);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_MEDIUM);
  g_assert_false (dcr_panes_is_shown (panes (), DCR_PANE_RIGHT));
  dcr_panes_toggle_right (panes ());
  g_assert_true (dcr_panes_is_shown (panes (), DCR_PANE_RIGHT));
  g_assert_true (dcr_appels_escape (appels));
  g_assert_false (dcr_panes_is_shown (panes (), DCR_PANE_RIGHT));

  desk_resize (600, 900);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_NARROW);
  g_assert_true (dcr_panes_is_shown (panes (), DCR_PANE_MIDDLE));
  g_assert_false (dcr_panes_is_shown (panes (), DCR_PANE_LEFT));
  dcr_panes_toggle_right (panes ());
  g_assert_true (dcr_panes_is_shown (panes (), DCR_PANE_RIGHT));
  g_assert_true (dcr_appels_go_back (appels));
  g_assert_true (dcr_panes_is_shown (panes (), DCR_PANE_MIDDLE));

  desk_resize (1440, 900);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_WIDE);
  g_assert_true (dcr_panes_is_shown (panes (), DCR_PANE_RIGHT));
}

static guint
count_shown_buttons (GtkWidget *widget)
{
  guint n = GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_shown_buttons (child);
  return n;
}

static gboolean
is_banner (GtkWidget *widget)
{
  return DCR_IS_BANNER (widget);
}

static GtkWidget *
find_shown (GtkWidget *widget, gboolean (*matches) (GtkWidget *widget))
{
  GtkWidget *found = gtk_widget_get_mapped (widget) && matches (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown (child, matches);
  return found;
}

/* The acts of the first start are offered once, and never cut: the menu of the person has them too. */
static void
test_banner_says_nothing_twice (void)
{
  GtkWidget *banner = find_shown (GTK_WIDGET (window), is_banner);
  int height;

  desk_resize (1440, 900);
  dcr_appels_go_home (dcr_window_get_appels (window));
  desk_settle ();
  g_assert_true (gtk_widget_get_mapped (banner));
  g_assert_cmpuint (count_shown_buttons (banner), ==, 0);
  height = gtk_widget_get_height (banner);
  desk_open ("particuliers/F91101");
  desk_settle ();
  g_assert_cmpuint (count_shown_buttons (banner), ==, 2);
  g_assert_cmpint (gtk_widget_get_height (banner), ==, height); /* what is read does not jump */
  desk_resize (600, 900);
  g_assert_cmpuint (count_shown_buttons (banner), ==, 0);
  desk_resize (1440, 900);
  g_assert_cmpuint (count_shown_buttons (banner), ==, 2);
}

/* Straight from the widest to the narrowest and back, as a person pulls the edge. */
static void
test_jumps (void)
{
  for (int round = 0; round < 3; round++)
    {
      desk_resize (600, 700);
      desk_resize (1440, 900);
    }
  desk_resize (600, 700);
  desk_resize (360, 600);
  desk_resize (1440, 900);
  desk_resize (360, 600); /* at once: no pane may hold the window open */
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_NARROW);
  desk_resize (1440, 900);
}

static void
test_least_widths (void)
{
  static const char *const refs[] = { "particuliers/F91101", "particuliers/F91603",
                                      "particuliers/F91402", "particuliers/F91104" };
  DcrAppels *appels = dcr_window_get_appels (window);

  for (guint i = 0; i < G_N_ELEMENTS (refs); i++)
    {
      desk_open (refs[i]);
      g_assert_cmpint (least_width (GTK_WIDGET (dcr_appels_get_reader (appels))), <=, 379);
    }
  desk_resize (700, 900);
  g_assert_cmpint (least_width (GTK_WIDGET (window)), <=, 360);
  /* and nothing hangs out of it: each pane has the width of the window */
  desk_resize (360, 600);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dcr_appels_get_reader (appels))), ==, 360);
  desk_resize (1440, 900);
  dcr_appels_go_home (appels);
  g_assert_cmpint (least_width (desk_find (GTK_WIDGET (window), "DcrFirstStart")), <=, 379);
}

static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
  desk_settle ();
}

static void
test_big_text (void)
{
  desk_resize (1440, 900);
  desk_open ("particuliers/F91101");
  set_text_size (200);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_MEDIUM);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, 1440);
  set_text_size (100);
  g_assert_cmpint (dcr_window_get_width_class (window), ==, DCR_WIDTH_WIDE);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static void
collect_shortcuts (GtkWidget *widget, GHashTable *found)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      char *accelerator;
      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_hash_table_add (found, accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_shortcuts (child, found);
}

static gboolean
shown_in_window (GHashTable *shown, const char *accel)
{
  GHashTableIter iter;
  const char *text;

  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, (gpointer *) &text, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (text, " ", -1);
      for (char **part = parts; *part != NULL; part++)
        {
          guint a, b;
          GdkModifierType ma, mb;
          if (gtk_accelerator_parse (*part, &a, &ma) && gtk_accelerator_parse (accel, &b, &mb)
              && a == b && ma == mb)
            return TRUE;
        }
    }
  return FALSE;
}

/* What the shortcuts window says works, and what works is said. */
static void
test_shortcuts_window (void)
{
  GtkApplication *application = GTK_APPLICATION (desk_application ());
  GtkWidget *shortcuts = dcr_keys_window_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  guint n_actions = 0;

  collect_shortcuts (shortcuts, shown);
  for (const DcrKey *key = dcr_keys (); key->accels != NULL; key++)
    {
      if (key->title != NULL)
        g_assert_true (g_hash_table_contains (shown, key->accels));
      if (key->action == NULL)
        continue;
      g_auto (GStrv) installed = gtk_application_get_accels_for_action (application, key->action);
      g_assert_cmpuint (g_strv_length (installed), >, 0);
      if (g_str_has_prefix (key->action, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), key->action + 4));
      else
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), key->action + 4));
    }
  for (char **action = actions; *action != NULL; action++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, *action);
      n_actions++;
      g_assert_true (shown_in_window (shown, accels[0]));
    }
  g_assert_cmpuint (n_actions, >=, 18);
  gtk_window_present (GTK_WINDOW (shortcuts));
  desk_settle ();
  g_assert_true (gtk_widget_get_mapped (shortcuts));
  gtk_window_destroy (GTK_WINDOW (shortcuts));
}

static gboolean
is_browse_pane (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "DcrBrowsePane");
}

static gboolean
is_result_list (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "DcrResultList");
}

static void
assert_tab_reaches_a_row (gboolean (*matches) (GtkWidget *widget))
{
  GtkWidget *pane = find_shown (GTK_WIDGET (window), matches);
  GtkWidget *focus = NULL;

  g_assert_nonnull (pane);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  while (gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
    {
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      g_assert_false (GTK_IS_SCROLLED_WINDOW (focus)); /* there nobody would see it */
      if (GTK_IS_LIST_BOX_ROW (focus))
        return;
    }
  g_error ("Tab does not reach the rows of a %s", G_OBJECT_TYPE_NAME (pane));
}

/* A list whose first row is a heading has its keys all the same. */
static void
test_tab_reaches_lists (void)
{
  desk_resize (1440, 900);
  dcr_appels_go_home (dcr_window_get_appels (window));
  desk_settle ();
  assert_tab_reaches_a_row (is_browse_pane);
  dcr_window_search (window, "carte identite");
  desk_settle ();
  assert_tab_reaches_a_row (is_result_list);
  dcr_appels_go_home (dcr_window_get_appels (window));
}

static void
test_digits (void)
{
  /* the upper row of AZERTY: « & », « é »… are keycodes 10, 11… */
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_ampersand, 10), ==, 1);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_eacute, 11), ==, 2);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_ccedilla, 18), ==, 9);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_1, 10), ==, 1);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_agrave, 19), ==, 0);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_KP_5, 84), ==, 5);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_KP_Begin, 84), ==, 5);
  g_assert_cmpint (dcr_keys_digit (GDK_KEY_a, 24), ==, 0);
}

static void
test_text_keys (void)
{
  g_assert_true (dcr_keys_is_text (GDK_KEY_e, 0));
  g_assert_true (dcr_keys_is_text (GDK_KEY_eacute, 0));
  g_assert_true (dcr_keys_is_text (GDK_KEY_dead_circumflex, 0));
  g_assert_true (dcr_keys_is_text (GDK_KEY_E, GDK_SHIFT_MASK));
  g_assert_false (dcr_keys_is_text (GDK_KEY_e, GDK_CONTROL_MASK));
  g_assert_false (dcr_keys_is_text (GDK_KEY_space, 0));
  g_assert_false (dcr_keys_is_text (GDK_KEY_Tab, 0));
  g_assert_false (dcr_keys_is_text (GDK_KEY_Down, 0));
}

/* ---- Focus ----------------------------------------------------------------------------------- */

static gboolean
focus_is_in (const char *type_name)
{
  for (GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (window)); widget != NULL;
       widget = gtk_widget_get_parent (widget))
    if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
      return TRUE;
  return FALSE;
}

static void
act (const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
  desk_settle ();
}

static void
test_focus_order (void)
{
  dcr_appels_go_home (dcr_window_get_appels (window));
  desk_settle ();
  g_assert_true (focus_is_in ("DcrSearchField"));
  act ("next-pane");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_LEFT);
  /* in its list, not on what stands above it */
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (GTK_WINDOW (window))));
  act ("next-pane");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_MIDDLE);
  act ("next-pane");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_RIGHT);
  act ("next-pane");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_LEFT);
  act ("previous-pane");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_RIGHT);
  act ("search");
  g_assert_true (focus_is_in ("DcrSearchField"));
}

/* A pane that is left and found again has the focus where it was. */
static void
test_focus_is_remembered (void)
{
  GtkWidget *before;

  dcr_appels_go_home (dcr_window_get_appels (window));
  act ("next-pane");
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  before = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_LEFT);
  act ("next-pane");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != before);
  act ("previous-pane");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == before);
}

static void
test_escape (void)
{
  DcrAppels *appels = dcr_window_get_appels (window);

  desk_open ("particuliers/F91101");
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_MIDDLE);
  dcr_appels_toggle_outline (appels);
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_LEFT);
  g_assert_true (dcr_appels_escape (appels));
  g_assert_cmpint (dcr_panes_get_focused (panes ()), ==, DCR_PANE_MIDDLE);
  g_assert_true (dcr_appels_escape (appels));
  g_assert_true (focus_is_in ("DcrSearchField"));
}

/* ---- Names ----------------------------------------------------------------------------------- */

static void
assert_name (GtkWidget *widget, const char *name)
{
  g_autofree char *said = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, NULL);
  if (said != NULL)
    g_error ("%s is named « %s », not « %s »", G_OBJECT_TYPE_NAME (widget), said, name);
}

static void
test_names (void)
{
  GtkWidget *field, *pill;

  dcr_appels_go_home (dcr_window_get_appels (window));
  desk_settle ();
  field = desk_find (GTK_WIDGET (window), "DcrSearchField");
  assert_name (dcr_search_field_get_entry (DCR_SEARCH_FIELD (field)), "Rechercher");
  gtk_test_accessible_assert_role (dcr_search_field_get_entry (DCR_SEARCH_FIELD (field)),
                                   GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  pill = desk_find (GTK_WIDGET (window), "DcrCallPill");
  assert_name (pill, "En attente d’un appel");
  gtk_test_accessible_assert_role (pill, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (desk_find_label (GTK_WIDGET (window), "Base de démonstration"));
  gtk_test_accessible_assert_role (desk_find (GTK_WIDGET (window), "DcrBanner"),
                                   GTK_ACCESSIBLE_ROLE_STATUS);
}

/* No control without a word or a name: what a screen reader would call « button ». */
static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

static void
find_nameless (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_focusable (widget) && !has_text (widget)
      && gtk_widget_get_tooltip_text (widget) == NULL)
    {
      g_autofree char *said = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "a name", NULL);
      if (said == NULL || strstr (said, "undefined") != NULL || *said == '\0')
        g_error ("a button in a %s has neither text nor name",
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_nameless (child);
}

static void
test_no_nameless_button (void)
{
  dcr_appels_go_home (dcr_window_get_appels (window));
  desk_settle ();
  find_nameless (GTK_WIDGET (dcr_window_get_appels (window)));
  desk_open ("particuliers/F91101");
  find_nameless (GTK_WIDGET (dcr_window_get_appels (window)));
}

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  g_test_add_func ("/window/class-of-width", test_class_of_width);
  g_test_add_func ("/window/digits", test_digits);
  g_test_add_func ("/window/text-keys", test_text_keys);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/no-nameless-button", test_no_nameless_button);
  g_test_add_func ("/window/shortcuts-window", test_shortcuts_window);
  g_test_add_func ("/window/focus-order", test_focus_order);
  g_test_add_func ("/window/tab-reaches-lists", test_tab_reaches_lists);
  g_test_add_func ("/window/focus-is-remembered", test_focus_is_remembered);
  g_test_add_func ("/window/escape", test_escape);
  g_test_add_func ("/window/widths", test_widths);
  g_test_add_func ("/window/banner-says-nothing-twice", test_banner_says_nothing_twice);
  g_test_add_func ("/window/jumps", test_jumps);
  g_test_add_func ("/window/least-widths", test_least_widths);
  g_test_add_func ("/window/big-text", test_big_text);
  result = g_test_run ();
  desk_end ();
  return result;
}
