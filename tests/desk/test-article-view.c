/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading for one caller: answers fold, passages are kept, lines ticked, words found, the way back.
 */
#include "reader-fixture.h"

#include <string.h>

#include "desk/call/dcr-article-view-private.h"
#include "made-article.h"

#define CASES                                                                                      \
  "<Texte><Chapitre><Titre><Paragraphe>Lieu</Paragraphe></Titre><BlocCas "                         \
  "affichage=\"radio\"><Cas>"                                                                      \
  "<Titre>En France</Titre><Paragraphe>Allez en mairie</Paragraphe></Cas><Cas><Titre>À "          \
  "l’étranger</Titre>"                                                                          \
  "<Paragraphe>Allez au "                                                                          \
  "consulat</Paragraphe></Cas></BlocCas></Chapitre><Chapitre><Titre><Paragraphe>"                  \
  "Délai</Paragraphe></Titre><Paragraphe>Trois semaines</Paragraphe></Chapitre></Texte>"

static const char *
last_heard (Reader *reader)
{
  return reader->heard->len > 0 ? g_ptr_array_index (reader->heard, reader->heard->len - 1) : "";
}

static GtkWidget *
ancestor_named (GtkWidget *widget, const char *type_name)
{
  while (widget != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static void
answer (Reader *reader, guint question, int given)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (reader->view), "article.answer", "(ui)",
                                             question, given));
  reader_settle (reader);
}

static void
test_fold (void)
{
  Reader reader;
  GtkWidget *line;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  /* nothing is chosen by itself: all shows */
  g_assert_true (reader_shows (&reader, "Allez en mairie"));
  g_assert_true (reader_shows (&reader, "Allez au consulat"));
  answer (&reader, 0, 0);
  reader_await (&reader, "the other case is folded", reader_shows_not, "Allez au consulat");
  g_assert_true (reader_shows (&reader, "Allez en mairie"));
  g_assert_true (reader_shows (&reader, "À l’étranger"));
  g_assert_cmpstr (last_heard (&reader), ==, "situation ");
  line = ancestor_named (reader_find (&reader, NULL, "DcrFold", 0), "DcrFold");
  g_assert_nonnull (line);
  g_signal_emit_by_name (gtk_widget_get_first_child (line), "clicked");
  reader_await (&reader, "the folded case opens", reader_shows, "Allez au consulat");
  /* the answer follows into the next article, and can be taken back */
  reader_show (&reader, CASES);
  g_assert_true (reader_shows_not (&reader, "Allez au consulat"));
  answer (&reader, 0, -1);
  reader_await (&reader, "all cases show again", reader_shows, "Allez au consulat");
  reader_close (&reader);
}

static void
test_new_call (void)
{
  Reader reader;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  answer (&reader, 0, 1);
  reader_await (&reader, "one case is folded", reader_shows_not, "Allez en mairie");
  dcr_article_view_set_situation (reader.view, NULL);
  reader_settle (&reader);
  reader_await (&reader, "a new call knows nothing", reader_shows, "Allez en mairie");
  g_assert_false (dcr_article_view_go_back (reader.view));
  reader_close (&reader);
}

static void
test_keep (void)
{
  static const char *const kept[] = { "particuliers/F9#x", "particuliers/F1#delai", NULL };
  Reader reader;
  GtkWidget *passage;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  passage = reader_passage (&reader, "delai");
  gtk_test_accessible_assert_role (passage, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (passage, GTK_ACCESSIBLE_PROPERTY_LABEL, "Délai");
  g_assert_true (gtk_widget_grab_focus (passage));
  g_assert_true (dcr_article_view_keep_current (reader.view));
  g_assert_cmpstr (last_heard (&reader), ==, "keep particuliers/F1#delai [] Trois semaines");
  /* nothing shows as kept before the call says so */
  g_assert_false (gtk_widget_has_css_class (passage, "kept"));
  dcr_article_view_set_kept (reader.view, kept);
  g_assert_true (gtk_widget_has_css_class (passage, "kept"));
  g_assert_nonnull (reader_label (&reader, passage, "2"));
  g_assert_true (dcr_article_view_keep_current (reader.view));
  g_assert_true (g_str_has_prefix (last_heard (&reader), "let-go particuliers/F1#delai"));
  reader_close (&reader);
}

static void
test_ticks (void)
{
  Reader reader;
  GtkWidget *check;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Chapitre type=\"pieces\"><Titre><Paragraphe>Pièces</Paragraphe></Titre>"
    "<Liste type=\"puce\"><Item><Paragraphe>Photo</Paragraphe></Item><Item><Paragraphe>Timbre"
    "</Paragraphe></Item><Item><Paragraphe>Justificatif</Paragraphe></Item></Liste></Chapitre></"
    "Texte>");
  check = reader_find (&reader, NULL, "GtkCheckButton", 1);
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpstr (last_heard (&reader), ==, "ticks 1");
  g_assert_true (gtk_widget_grab_focus (reader_passage (&reader, "pieces")));
  g_assert_true (dcr_article_view_keep_current (reader.view));
  /* only the ticked line is said */
  g_assert_nonnull (strstr (last_heard (&reader), "Timbre"));
  g_assert_null (strstr (last_heard (&reader), "Photo"));
  reader_close (&reader);
}

static void
test_find (void)
{
  Reader reader;
  guint current, count;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  dcr_article_view_find_text (reader.view, "ALLEZ");
  dcr_article_view_get_find_state (reader.view, &current, &count);
  g_assert_cmpuint (count, ==, 2);
  dcr_article_view_find_next (reader.view, FALSE);
  dcr_article_view_get_find_state (reader.view, &current, &count);
  g_assert_cmpuint (current, ==, 2);
  /* without accents, and in what an answer folded away: it opens */
  answer (&reader, 0, 0);
  dcr_article_view_find_text (reader.view, "consulat");
  reader_await (&reader, "what was found opens", reader_shows, "Allez au consulat");
  dcr_article_view_find_text (reader.view, "etranger");
  dcr_article_view_get_find_state (reader.view, &current, &count);
  g_assert_cmpuint (count, ==, 1);
  dcr_article_view_find_text (reader.view, "absent");
  dcr_article_view_get_find_state (reader.view, &current, &count);
  g_assert_cmpuint (count, ==, 0);
  reader_close (&reader);
}

static gboolean
has_found (Reader *reader, gconstpointer words)
{
  guint current, count;

  dcr_article_view_get_find_state (reader->view, &current, &count);
  return count == 1 && g_strcmp0 (reader->view->words, words) == 0;
}

/* Ctrl+F with words selected looks for them. */
static void
test_find_selected (void)
{
  Reader reader;
  GtkWidget *label;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  label = reader_label (&reader, NULL, "Allez en mairie");
  gtk_widget_grab_focus (label);
  gtk_label_select_region (GTK_LABEL (label), 9, 15);
  dcr_article_view_find (reader.view);
  reader_await (&reader, "the words are found", has_found, "mairie");
  reader_close (&reader);
}

static void
test_outline (void)
{
  Reader reader;
  GListModel *outline;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  outline = dcr_article_view_get_outline (reader.view);
  g_assert_cmpuint (g_list_model_get_n_items (outline), ==, 2);
  g_autoptr (DcrOutlineItem) item = g_list_model_get_item (outline, 1);
  g_assert_cmpstr (dcr_outline_item_get_title (item), ==, "Délai");
  g_assert_cmpstr (dcr_outline_item_get_address (item), ==, "delai");
  dcr_article_view_set_kept (reader.view, (const char *const[]){ "particuliers/F1#delai", NULL });
  g_assert_cmpuint (dcr_outline_item_get_kept (item), ==, 1);
  reader_close (&reader);
}

static void
test_history (void)
{
  Reader reader;

  reader_open (&reader, NULL);
  reader_show (&reader, "<Texte><Paragraphe>Premier texte</Paragraphe></Texte>");
  reader_show (&reader, "<Texte><Paragraphe>Second texte</Paragraphe></Texte>");
  g_assert_true (dcr_article_view_go_back (reader.view));
  reader_settle (&reader);
  g_assert_true (reader_shows (&reader, "Premier texte"));
  g_assert_false (dcr_article_view_go_back (reader.view));
  g_assert_true (dcr_article_view_go_forward (reader.view));
  reader_settle (&reader);
  g_assert_true (reader_shows (&reader, "Second texte"));
  reader_close (&reader);
}

/* Tab goes from passage to passage; Entrée and Échap are in and out, by the passage's own methods.
 */
static void
test_focus (void)
{
  Reader reader;
  GtkWidget *first;

  reader_open (&reader, NULL);
  reader_show (&reader, CASES);
  first = reader_passage (&reader, "lieu");
  g_assert_true (gtk_widget_grab_focus (first));
  g_assert_true (dcr_passage_view_enter (DCR_PASSAGE_VIEW (first)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (reader.window), first));
  g_assert_true (gtk_widget_grab_focus (first));
  g_assert_true (gtk_widget_child_focus (reader.view->body, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (reader.window) == reader_passage (&reader, "delai"));
  reader_close (&reader);
}

/* Tab never leaves the focus where nobody sees it. */
static void
test_focus_in_sight (void)
{
  g_autoptr (GString) text = g_string_new ("<Texte>");
  Reader reader;
  graphene_rect_t bounds;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text,
                            "<Chapitre><Titre><Paragraphe>Chapitre %u</Paragraphe></Titre>"
                            "<Paragraphe>Ce qui se dit.</Paragraphe></Chapitre>",
                            i);
  g_string_append (text, "</Texte>");
  reader_open (&reader, NULL);
  reader_show (&reader, text->str);
  g_assert_true (gtk_widget_grab_focus (reader_passage (&reader, "chapitre-0")));
  for (guint i = 1; i < 40; i++)
    {
      GtkWidget *focus;

      g_assert_true (gtk_widget_child_focus (reader.view->body, GTK_DIR_TAB_FORWARD));
      reader_settle (&reader);
      focus = gtk_window_get_focus (reader.window);
      g_assert_true (gtk_widget_compute_bounds (focus, reader.view->body, &bounds));
      g_assert_cmpfloat (bounds.origin.y, >=, 0);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                         gtk_widget_get_height (reader.view->body));
    }
  reader_close (&reader);
}

int
main (int argc, char **argv)
{
  reader_init (&argc, &argv);
  g_test_add_func ("/desk/article-view/fold", test_fold);
  g_test_add_func ("/desk/article-view/new-call", test_new_call);
  g_test_add_func ("/desk/article-view/keep", test_keep);
  g_test_add_func ("/desk/article-view/ticks", test_ticks);
  g_test_add_func ("/desk/article-view/find", test_find);
  g_test_add_func ("/desk/article-view/find-selected", test_find_selected);
  g_test_add_func ("/desk/article-view/outline", test_outline);
  g_test_add_func ("/desk/article-view/history", test_history);
  g_test_add_func ("/desk/article-view/focus", test_focus);
  g_test_add_func ("/desk/article-view/focus-in-sight", test_focus_in_sight);
  return g_test_run ();
}
