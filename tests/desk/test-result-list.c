/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left pane: results by keys while the focus stays in the search, correction, nothing found. */
#include "desk-fixture.h"

#include "desk/call/dcr-result-list.h"
#include "desk/common/dcr-list-row.h"
#include "desk/follow/dcr-composer.h"

typedef struct
{
  DcrResultList *list;
  GtkWidget *window;
  guint selected, chosen;
  char *ref, *words;
} Fixture;

static DcrWindow *window;

static void
note_selected (DcrResultList *list, const char *ref, const char *address, Fixture *fixture)
{
  fixture->selected++;
  g_free (fixture->ref);
  fixture->ref = g_strdup (ref);
}

static void
note_chosen (DcrResultList *list, const char *ref, const char *address, Fixture *fixture)
{
  fixture->chosen++;
  g_free (fixture->ref);
  fixture->ref = g_strdup (ref);
}

static void
note_words (DcrResultList *list, const char *words, Fixture *fixture)
{
  g_free (fixture->words);
  fixture->words = g_strdup (words);
}

static void
note_template (DcrResultList *list, const char *id, int channel, Fixture *fixture)
{
  fixture->chosen++;
  g_free (fixture->ref);
  fixture->ref = g_strdup (id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->list = DCR_RESULT_LIST (dcr_result_list_new (dcr_window_get_session (window)));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 340, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->list));
  g_signal_connect (fixture->list, "result-selected", G_CALLBACK (note_selected), fixture);
  g_signal_connect (fixture->list, "result-chosen", G_CALLBACK (note_chosen), fixture);
  g_signal_connect (fixture->list, "template-chosen", G_CALLBACK (note_template), fixture);
  g_signal_connect (fixture->list, "words-chosen", G_CALLBACK (note_words), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  desk_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->ref);
  g_free (fixture->words);
  desk_settle ();
}

static void
free_hit (gpointer data)
{
  DcrHit *hit = data;
  g_free (hit->ref);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->sentence);
  g_free (hit);
}

static GPtrArray *
make_hits (guint n)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (free_hit);

  for (guint i = 0; i < n; i++)
    {
      DcrHit *hit = g_new0 (DcrHit, 1);
      hit->id = g_strdup_printf ("F%u", i + 1);
      hit->ref = g_strdup_printf ("particuliers/F%u", i + 1);
      hit->title = g_strdup_printf ("<b>Carte</b> %u &amp; suite", i + 1);
      hit->sentence = g_strdup ("• Une\n<b>carte</b>\tperdue");
      hit->date = (char *) "2026-11-03";
      g_ptr_array_add (hits, hit);
    }
  return hits;
}

static void
show (Fixture *fixture, guint n, const char *corrected)
{
  g_autoptr (GPtrArray) hits = make_hits (n);
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  DcrSearchResult result
      = { .hits = hits, .total = n, .corrected = (char *) corrected, .near_terms = near };

  g_ptr_array_add (near, (gpointer) "carte");
  dcr_result_list_show (fixture->list, "cart grize", &result);
  desk_settle ();
}

static gboolean
was_selected (gconstpointer data)
{
  return ((const Fixture *) data)->selected > 0;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  show (fixture, 3, NULL);
  g_assert_cmpuint (dcr_result_list_get_count (fixture->list), ==, 3);
  g_assert_nonnull (desk_find_label (root, "Carte 1 & suite"));
  g_assert_nonnull (desk_find_label (root, "Une carte perdue"));
  g_assert_nonnull (desk_find_label (root, "F1 · 3 novembre"));
  g_assert_null (desk_find_label (root, "Cherché avec"));
  show (fixture, 1, NULL);
  g_assert_null (desk_find_label (root, "Carte 2"));
}

/* Nothing is chosen by itself; the first arrow takes the best result. */
static void
test_arrows (Fixture *fixture, gconstpointer data)
{
  show (fixture, 3, NULL);
  g_assert_true (dcr_result_list_move (fixture->list, 1, FALSE));
  desk_await ("the first result is opened", was_selected, fixture);
  g_assert_cmpstr (fixture->ref, ==, "particuliers/F1");
  g_assert_true (dcr_result_list_move (fixture->list, 1, FALSE));
  g_assert_true (dcr_result_list_move (fixture->list, 1, FALSE));
  g_assert_false (dcr_result_list_move (fixture->list, 1, FALSE));
  g_assert_true (dcr_result_list_move (fixture->list, -1, FALSE));
}

/* A held arrow opens only the result it ends on. */
static void
test_held_arrow (Fixture *fixture, gconstpointer data)
{
  show (fixture, 8, NULL);
  for (int i = 0; i < 8; i++)
    dcr_result_list_move (fixture->list, 1, FALSE);
  desk_await ("a result is opened", was_selected, fixture);
  g_assert_cmpuint (fixture->selected, ==, 1);
  g_assert_cmpstr (fixture->ref, ==, "particuliers/F8");
}

static void
test_enter (Fixture *fixture, gconstpointer data)
{
  g_assert_false (dcr_result_list_choose (fixture->list));
  show (fixture, 3, NULL);
  g_assert_true (dcr_result_list_choose (fixture->list));
  g_assert_cmpuint (fixture->chosen, ==, 1);
  g_assert_cmpstr (fixture->ref, ==, "particuliers/F1");
  dcr_result_list_move (fixture->list, 1, FALSE);
  g_assert_true (dcr_result_list_choose (fixture->list));
  g_assert_cmpstr (fixture->ref, ==, "particuliers/F2");
  /* what is chosen is not opened a second time when the delay ends */
  g_assert_cmpuint (fixture->selected, ==, 0);
}

static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  show (fixture, 2, "carte grise");
  g_assert_nonnull (desk_find_label (root, "Cherché avec"));
  g_assert_nonnull (desk_find_label (root, "carte grise"));
  g_assert_nonnull (desk_find_label (root, "«\u00a0cart grize\u00a0» corrigé"));
  g_assert_nonnull (desk_find_label (root, "2 résultats"));
  /* one arrow up from the first result, Entrée: as typed */
  dcr_result_list_move (fixture->list, 1, FALSE);
  dcr_result_list_move (fixture->list, -1, FALSE);
  g_assert_true (dcr_result_list_choose (fixture->list));
  desk_settle ();
  g_assert_null (desk_find_label (root, "Cherché avec"));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  show (fixture, 0, NULL);
  g_assert_nonnull (desk_find_label (root, "Aucune fiche pour «\u00a0cart grize\u00a0»"));
  g_assert_nonnull (desk_find_label (root, "Mots voisins"));
  g_assert_true (dcr_result_list_choose (fixture->list));
  g_assert_cmpstr (fixture->words, ==, "carte");
}

static GMenuModel *
menu_of (GtkWidget *root, const char *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (desk_find_label (root, label), GTK_TYPE_MENU_BUTTON);
  return gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
}

static gboolean
is_logged (gconstpointer sql)
{
  DcrDb *db = dcr_store_open_reader (dcr_session_get_store (dcr_window_get_session (window)), NULL);
  gint64 n = dcr_db_get_int (db, 0, NULL, sql, "");

  dcr_db_close (db);
  return n > 0;
}

/* A gap is reported once, by a row like the others; a search in vain is kept by its words alone. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  g_assert_true (dcr_result_list_search (fixture->list, "xqzwvk blorf"));
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, "Aucune fiche pour"));
  g_assert_nonnull (desk_find_label (root, "Parcourir par thème"));
  while (dcr_result_list_move (fixture->list, 1, FALSE))
    ;
  g_assert_true (dcr_result_list_choose (fixture->list));
  g_assert_true (dcr_result_list_choose (fixture->list)); /* not twice */
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, _("Gap reported")));
  desk_await ("the gap is kept", is_logged,
              "SELECT count(*)=1 FROM flag WHERE kind=3 AND detail='xqzwvk blorf' AND person IS NULL");
  dcr_result_list_clear (fixture->list);
  desk_await ("the search is kept", is_logged,
              "SELECT count(*)=1 FROM search_log WHERE words='xqzwvk blorf' AND hits=0");
}

/* What a key more or less makes is one search; what was opened is not kept, what names a person neither. */
static void
test_searched_in_vain (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "pas", "passe", "passep", "passeport", "passepor" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    dcr_result_list_search (fixture->list, typed[i]);
  dcr_result_list_search (fixture->list, "carte"); /* other words: those before led nowhere */
  dcr_result_list_choose (fixture->list);
  dcr_result_list_search (fixture->list, "0612345678");
  dcr_result_list_clear (fixture->list);
  desk_await ("the search is kept", is_logged,
              "SELECT count(*)=1 FROM search_log WHERE words='passeport' AND hits>0");
  g_assert_true (is_logged ("SELECT count(*)=0 FROM search_log WHERE words IN "
                            "('pas','passe','passepor','carte','0612345678')"));
}

static void
choose_public (Fixture *fixture, int audience)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);
  GtkWidget *label = desk_find_label (root, "Tous les publics");

  g_assert_nonnull (menu_of (root, "Tous les publics"));
  gtk_widget_activate_action (label, "filter.audience", "i", audience);
  desk_settle ();
}

/* Filters belong to the call: aside with it, back with it, gone with it. */
static void
test_filters_of_a_call (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrCall *first, *second;

  choose_public (fixture, DCR_AUDIENCE_ASSOCIATIONS);
  first = dcr_calls_begin (calls, NULL);
  desk_settle ();
  g_assert_null (desk_find_label (root, "Tous les publics"));
  dcr_result_list_search (fixture->list, "association");
  dcr_result_list_search (fixture->list, "subvention");
  g_assert_null (desk_find_label (root, "Tous les publics"));
  second = dcr_calls_begin (calls, NULL);
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, "Tous les publics"));
  dcr_calls_take (calls, first);
  desk_settle ();
  g_assert_null (desk_find_label (root, "Tous les publics"));
  dcr_calls_drop (calls, first);
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, "Tous les publics"));
  dcr_calls_drop (calls, second);
  dcr_result_list_clear (fixture->list);
}

/* A row says why it is there when the words typed are not its own. */
static void
test_why (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  g_assert_true (dcr_result_list_search (fixture->list, "refaire ses papiers"));
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, "synonyme\u00a0: passeport renouvellement"));
}

static void
test_short_words (Fixture *fixture, gconstpointer data)
{
  g_assert_false (dcr_result_list_search (fixture->list, "c"));
  g_assert_false (dcr_result_list_search (fixture->list, "  c  "));
  g_assert_false (dcr_result_list_has_result (fixture->list));
  g_assert_true (dcr_result_list_search (fixture->list, "carte"));
  g_assert_true (dcr_result_list_has_result (fixture->list));
  dcr_result_list_clear (fixture->list);
  g_assert_false (dcr_result_list_has_result (fixture->list));
  g_assert_cmpuint (dcr_result_list_get_count (fixture->list), ==, 0);
}

static gboolean
shows_many (gconstpointer data)
{
  const Fixture *fixture = data;
  GtkWidget *row = desk_find (GTK_WIDGET (fixture->list), "DcrListRow");
  guint n = 0;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_visible (row) && g_str_equal (G_OBJECT_TYPE_NAME (row), "DcrListRow")
        && dcr_list_row_get_kind (DCR_LIST_ROW (row)) == 0)
      n++;
  return n > 10;
}

/* The first screenful comes at once, the rest when typing pauses. */
static void
test_rest_comes_later (Fixture *fixture, gconstpointer data)
{
  g_assert_true (dcr_result_list_search (fixture->list, "demande"));
  g_assert_cmpuint (dcr_result_list_get_count (fixture->list), >, 10);
  g_assert_false (shows_many (fixture));
  desk_await ("the rest of the results", shows_many, fixture);
}

static gboolean
says_count (gconstpointer data)
{
  return desk_find_label (GTK_WIDGET (((const Fixture *) data)->list), "3 résultats") != NULL;
}

static void
test_announced (Fixture *fixture, gconstpointer data)
{
  GtkWidget *status;

  show (fixture, 3, NULL);
  g_assert_false (says_count (fixture));
  desk_await ("the count is said", says_count, fixture);
  status = desk_find_label (GTK_WIDGET (fixture->list), "3 résultats");
  gtk_test_accessible_assert_role (status, GTK_ACCESSIBLE_ROLE_STATUS);
}

/* ---- Templates, offices and lines, below the articles ----------------------------------------- */

#define LOST_CARD "Carte perdue\u00a0: l’essentiel"

static gboolean
has_templates (gconstpointer data)
{
  return desk_find_label (GTK_WIDGET (data), LOST_CARD) != NULL;
}

/* The selection, by group, until it is on a row that says @title. */
static void
move_to (DcrResultList *list, const char *title)
{
  GtkWidget *label = desk_find_label (GTK_WIDGET (list), title);
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;

  g_assert_nonnull (row);
  for (int i = 0; i < 100; i++)
    {
      if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)))
        return;
      dcr_result_list_move (list, 1, i == 1); /* out of the articles by the key of groups */
    }
  g_error ("no key leads to %s", title);
}

/* Most of the words, in name or reason; in three rows at most; and nothing without them. */
static void
test_templates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  g_assert_true (dcr_result_list_search (fixture->list, "comment refaire une carte perdue"));
  desk_await ("the templates are read", has_templates, root);
  g_assert_nonnull (desk_find_label (root, "Modèles"));
  move_to (fixture->list, LOST_CARD);
  g_assert_true (dcr_result_list_choose (fixture->list));
  g_assert_cmpuint (fixture->chosen, ==, 1);
  g_assert_cmpuint (strlen (fixture->ref), ==, 36);
  dcr_result_list_search (fixture->list, "carte per");
  desk_settle ();
  g_assert_true (has_templates (root));
  dcr_result_list_search (fixture->list, "carte de séjour d’un étudiant algérien");
  desk_settle ();
  g_assert_false (has_templates (root));
  dcr_result_list_clear (fixture->list);
  desk_settle ();
  g_assert_null (desk_find_label (root, "Modèles"));
}

static void
test_services (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->list);

  g_assert_true (dcr_result_list_search (fixture->list, "France Titres"));
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, _("Offices and lines")));
  g_assert_nonnull (desk_find_label (root, "3400"));
  g_assert_null (desk_find_label (root, "3400 · banalisé"));
  move_to (fixture->list, "France Titres (ex-ANTS)");
  g_assert_true (dcr_result_list_choose (fixture->list));
  desk_settle ();
  g_assert_nonnull (desk_find_label (root, "3400 · banalisé · jours ouvrés, voir le site"));
  dcr_result_list_search (fixture->list, "xqzwvk");
  desk_settle ();
  g_assert_null (desk_find_label (root, _("Offices and lines")));
}

static gboolean
is_composing (gconstpointer data)
{
  DcrForm *form = dcr_appels_get_form (dcr_window_get_appels (window));
  const DcrTemplate *template
      = DCR_IS_COMPOSER (form)
            ? dcr_composer_model_get_template (dcr_composer_get_model (DCR_COMPOSER (form)))
            : NULL;
  return template != NULL && g_str_equal (template->code, data);
}

/* In the window: without a call nothing is opened; with one, its composer with this template. */
static void
test_template_of_call (Fixture *fixture, gconstpointer data)
{
  DcrAppels *appels = dcr_window_get_appels (window);
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrResultList *list;

  dcr_appels_search (appels, "carte perdue");
  desk_await ("the templates are read", has_templates, appels);
  list = DCR_RESULT_LIST (desk_find (GTK_WIDGET (appels), "DcrResultList"));
  move_to (list, LOST_CARD);
  dcr_appels_choose (appels);
  desk_settle ();
  g_assert_null (dcr_appels_get_form (appels));
  dcr_calls_begin (calls, NULL);
  dcr_appels_search (appels, "carte perdue");
  desk_await ("the templates are read", has_templates, appels);
  move_to (list, LOST_CARD);
  dcr_appels_choose (appels);
  desk_await ("the composer has it", is_composing, "carte-perdue-sms");
  dcr_appels_leave_form (appels);
  dcr_calls_drop (calls, dcr_calls_get_current (calls));
  desk_settle ();
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  ADD ("/results/rows", test_rows);
  ADD ("/results/arrows", test_arrows);
  ADD ("/results/held-arrow", test_held_arrow);
  ADD ("/results/enter", test_enter);
  ADD ("/results/corrected", test_corrected);
  ADD ("/results/nothing", test_nothing);
  ADD ("/results/report", test_report);
  ADD ("/results/searched-in-vain", test_searched_in_vain);
  ADD ("/results/filters-of-a-call", test_filters_of_a_call);
  ADD ("/results/why", test_why);
  ADD ("/results/short-words", test_short_words);
  ADD ("/results/rest-comes-later", test_rest_comes_later);
  ADD ("/results/announced", test_announced);
  ADD ("/results/templates", test_templates);
  ADD ("/results/services", test_services);
  ADD ("/results/template-of-call", test_template_of_call);
  result = g_test_run ();
  desk_end ();
  return result;
}
