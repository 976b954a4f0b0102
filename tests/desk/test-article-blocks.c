/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of block becomes the widgets the mock-ups ask for; a warning of GTK ends the test. */
#include "reader-fixture.h"

#include <string.h>

#include "desk/call/dcr-paragraph.h"
#include "desk/call/dcr-table.h"
#include "desk/common/dcr-parts.h"

static void
test_paragraph (void)
{
  Reader reader;
  GtkWidget *label;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Paragraphe>Un <MiseEnEvidence>mot</MiseEnEvidence> et un <LienIntra LienID=\"R1\" "
    "type=\"Définition de glossaire\">terme</LienIntra>, puis un <LienExterne "
    "URL=\"https://exemple.example/\">site</LienExterne>.</Paragraphe></Texte>"
    "<Definition ID=\"R1\"><Titre>Terme</Titre><Texte><Paragraphe>Ce que cela veut dire"
    "</Paragraphe></Texte></Definition>");
  label = reader_label (&reader, NULL, "Un mot et un terme, puis un site.");
  g_assert_nonnull (label);
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  g_assert_nonnull (
    strstr (gtk_label_get_label (GTK_LABEL (label)), "href=\"https://exemple.example/\""));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "href=\"definition:R1\""));
  g_assert_true (dcr_paragraph_has_links (DCR_PARAGRAPH (gtk_widget_get_parent (label))));
  /* one label for the paragraph, not one a run */
  g_assert_null (reader_label (&reader, NULL, "mot"));
  reader_close (&reader);
}

static void
test_lists (void)
{
  Reader reader;

  reader_open (&reader, NULL);
  reader_show (&reader,
               "<Texte><Liste type=\"numero\"><Item><Paragraphe>Un</Paragraphe></Item><Item>"
               "<Paragraphe>Deux</Paragraphe><Liste type=\"puce\"><Item><Paragraphe>Deux bis"
               "</Paragraphe></Item></Liste></Item></Liste></Texte>");
  g_assert_cmpuint (reader_count (&reader, "DcrListItem"), ==, 3);
  g_assert_nonnull (reader_label (&reader, NULL, "Deux bis"));
  reader_close (&reader);
}

static void
test_table (void)
{
  Reader reader;
  GtkWidget *table, *grid, *cell;
  int column, row, width, height;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Chapitre><Titre><Paragraphe>Coût</Paragraphe></Titre><Tableau>"
    "<Titre>Prix de la carte</Titre><Colonne largeur=\"50\" type=\"header\"/>"
    "<Colonne largeur=\"25\" type=\"normal\"/><Colonne largeur=\"25\" type=\"normal\"/>"
    "<Rangée type=\"header\"><Cellule><Paragraphe>Situation</Paragraphe></Cellule>"
    "<Cellule fusionHorizontale=\"2\"><Paragraphe>Prix</Paragraphe></Cellule></Rangée>"
    "<Rangée type=\"normal\"><Cellule><Paragraphe>Carte perdue</Paragraphe></Cellule>"
    "<Cellule><Paragraphe>25 €</Paragraphe></Cellule><Cellule><Paragraphe>13 €</Paragraphe>"
    "</Cellule></Rangée></Tableau></Chapitre></Texte>");
  table = reader_find (&reader, NULL, "DcrTable", 0);
  g_assert_nonnull (table);
  g_assert_true (gtk_widget_has_css_class (table, "grid-table"));
  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_test_accessible_assert_property (table, GTK_ACCESSIBLE_PROPERTY_LABEL, "Prix de la carte");
  grid = reader_find (&reader, table, "GtkGrid", 0);
  cell = gtk_widget_get_ancestor (reader_label (&reader, table, "Prix"), GTK_TYPE_BOX);
  gtk_grid_query_child (GTK_GRID (grid), cell, &column, &row, &width, &height);
  g_assert_cmpint (column, ==, 1);
  g_assert_cmpint (width, ==, 2);
  g_assert_true (gtk_widget_has_css_class (cell, "th"));
  /* figures stand to the right, words to the left */
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (reader_label (&reader, table, "25 €"))), ==,
                     1);
  g_assert_cmpfloat (
    gtk_label_get_xalign (GTK_LABEL (reader_label (&reader, table, "Carte perdue"))), ==, 0);
  reader_close (&reader);
}

static void
test_callouts (void)
{
  static const struct
  {
    const char *element, *kind;
  } sorts[] = {
    { "ANoter", NULL },
    { "ASavoir", "accent" },
    { "Attention", "warning" },
    { "Rappel", NULL },
  };
  Reader reader;

  reader_open (&reader, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *inside = g_strdup_printf (
        "<Texte><Paragraphe>Avant</Paragraphe><%s><Titre>Titre propre</Titre><Paragraphe>Dedans"
        "</Paragraphe></%s></Texte>",
        sorts[i].element, sorts[i].element);
      GtkWidget *title, *callout;

      reader_show (&reader, inside);
      title = reader_label (&reader, NULL, "Titre propre");
      for (callout = title; callout != NULL && !gtk_widget_has_css_class (callout, "callout");)
        callout = gtk_widget_get_parent (callout);
      g_assert_nonnull (callout);
      if (sorts[i].kind != NULL)
        g_assert_true (gtk_widget_has_css_class (callout, sorts[i].kind));
      g_assert_nonnull (reader_passage (&reader, "titre-propre"));
    }
  reader_close (&reader);
}

static void
test_links_and_law (void)
{
  Reader reader;
  GtkWidget *expander, *row;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Paragraphe>Texte</Paragraphe></Texte><VoirAussi important=\"non\"><Fiche ID=\"F2\">"
    "<Titre>Autre fiche</Titre></Fiche></VoirAussi><Reference type=\"Texte de référence\" "
    "URL=\"https://loi.example/\" ID=\"R5\"><Titre>Code civil</Titre></Reference>");
  row =
    gtk_widget_get_ancestor (reader_label (&reader, NULL, "Autre fiche"), GTK_TYPE_LIST_BOX_ROW);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Autre fiche");
  g_assert_true (gtk_widget_get_focusable (row));
  g_assert_nonnull (reader_label (&reader, row, "F2"));
  expander = reader_find (&reader, NULL, "GtkExpander", 0);
  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  g_assert_nonnull (
    reader_label (&reader, gtk_expander_get_child (GTK_EXPANDER (expander)), "Code civil"));
  g_assert_cmpuint (g_list_model_get_n_items (dcr_article_view_get_see_also (reader.view)), ==, 1);
  reader_close (&reader);
}

/* Its words are looked up when the pointer stays there. */
static gboolean
has_tooltip (GtkWidget *widget)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (widget, "query-tooltip", 0, 0, FALSE, tooltip, &shown);
  g_assert_cmpint (shown, ==, gtk_widget_get_has_tooltip (widget));
  return shown;
}

static void
test_services_and_offices (void)
{
  Reader reader;
  GtkWidget *find, *keep;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Paragraphe>Texte</Paragraphe><ServiceEnLigne ID=\"R9\" URL=\"https://s.example/\" "
    "type=\"Formulaire\" numerocerfa=\"12345*06\"><Titre>Déclaration</Titre><Source ID=\"R2\">"
    "Ministère</Source><NoticeLiee ID=\"R8\" URL=\"https://n.example/\">Pour remplir</NoticeLiee>"
    "</ServiceEnLigne><OuSAdresser ID=\"R7\" type=\"Local personnalisable\">"
    "<Titre>Mairie</Titre><PivotLocal>mairie</PivotLocal><RessourceWeb "
    "URL=\"https://m.example/\"/></OuSAdresser></Texte>");
  g_assert_nonnull (reader_label (&reader, reader_passage (&reader, "declaration"), "Déclaration"));
  g_assert_true (reader_shows (&reader, "12345*06"));
  /* the form's own way, then its notice's */
  find = reader_find (&reader, reader_passage (&reader, "declaration"), "GtkButton", 0);
  gtk_test_accessible_assert_property (find, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "s.example");
  g_assert_nonnull (reader_label (&reader, reader_passage (&reader, "mairie"), "Mairie"));
  find = reader_find (&reader, reader_passage (&reader, "mairie"), "GtkButton", 0);
  gtk_test_accessible_assert_property (find, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "m.example");
  g_assert_true (has_tooltip (find));
  keep = reader_find (&reader, reader_passage (&reader, "mairie"), "GtkButton", 1);
  g_assert_true (has_tooltip (keep));
  dcr_tooltip (keep, NULL);
  g_assert_false (has_tooltip (keep));
  reader_close (&reader);
}

static void
test_unknown (void)
{
  Reader reader;

  reader_open (&reader, NULL);
  reader_show (&reader,
               "<Texte><Paragraphe>Avant</Paragraphe><Nouveaute><Paragraphe>Texte d’un élément "
               "inconnu</Paragraphe></Nouveaute></Texte>");
  g_assert_true (reader_shows (&reader, "Texte d’un élément inconnu"));
  for (guint i = 0;; i++)
    {
      GtkWidget *box = reader_find (&reader, NULL, "GtkBox", i);
      g_assert_nonnull (box);
      if (gtk_widget_has_css_class (box, "tag"))
        break;
    }
  reader_close (&reader);
}

/* Narrow and wide again: no warning, and nothing wider than the pane. */
static void
test_widths (void)
{
  static const int widths[] = { 722, 379, 1000, 500 };
  Reader reader;

  reader_open (&reader, NULL);
  reader_show (
    &reader,
    "<Texte><Paragraphe>unmotsanslamoindreespacequidépassetoutelalargeurdelacolonne"
    "unmotsanslamoindreespacequidépasse</Paragraphe><Tableau><Colonne largeur=\"50\" "
    "type=\"normal\"/><Rangée type=\"normal\"><Cellule><Paragraphe>anticonstitutionnellement"
    "</Paragraphe></Cellule><Cellule><Paragraphe>incommensurablement</Paragraphe></Cellule>"
    "<Cellule><Paragraphe>interministériellement</Paragraphe></Cellule></Rangée></Tableau></"
    "Texte>");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      int least;

      gtk_window_set_default_size (reader.window, widths[i], 853);
      reader_settle (&reader);
      gtk_widget_measure (GTK_WIDGET (reader.view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                          NULL, NULL);
      g_assert_cmpint (least, <=, 379);
    }
  reader_close (&reader);
}

int
main (int argc, char **argv)
{
  reader_init (&argc, &argv);
  g_test_add_func ("/desk/blocks/paragraph", test_paragraph);
  g_test_add_func ("/desk/blocks/lists", test_lists);
  g_test_add_func ("/desk/blocks/table", test_table);
  g_test_add_func ("/desk/blocks/callouts", test_callouts);
  g_test_add_func ("/desk/blocks/links-and-law", test_links_and_law);
  g_test_add_func ("/desk/blocks/services-and-offices", test_services_and_offices);
  g_test_add_func ("/desk/blocks/unknown", test_unknown);
  g_test_add_func ("/desk/blocks/widths", test_widths);
  return g_test_run ();
}
