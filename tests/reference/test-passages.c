/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses: what they look like, and that they outlive an update. */
#include <locale.h>
#include <string.h>

#include "made-article.h"

static void
assert_addresses (const DcrArticle *article, const char *const *addresses)
{
  guint n = 0;

  for (; addresses[n] != NULL; n++)
    {
      g_assert_cmpuint (n, <, article->n_passages);
      g_assert_cmpstr (article->passages[n].address, ==, addresses[n]);
    }
  g_assert_cmpuint (article->n_passages, ==, n);
}

#define CHAPTER(title, body)                                                                       \
  "<Chapitre><Titre><Paragraphe>" title "</Paragraphe></Titre>" body "</Chapitre>"
#define NOTE(text) "<ANoter><Titre>À noter</Titre><Paragraphe>" text "</Paragraphe></ANoter>"
#define OFFICE                                                                                     \
  "<OuSAdresser ID=\"R1\" type=\"Local\"><Titre>Mairie</Titre>"                                    \
  "<Texte>" CHAPTER ("Par téléphone", "<Paragraphe>3939</Paragraphe>") "</Texte></OuSAdresser>"

static void
test_paths (void)
{
  static const char *const addresses[] = {
    "majeur",
    "majeur/pieces-a-fournir",
    "majeur/pieces-a-fournir/a-noter",
    "majeur/pieces-a-fournir/a-noter~2",
    "majeur/pieces-a-fournir/preuve-d-identite",
    "majeur/pieces-a-fournir~2",
    "mineur",
    "mineur/pieces-a-fournir",
    NULL,
  };
  g_autoptr (DcrArticle) article = made_article (
      "<ListeSituations "
      "affichage=\"onglet\"><Situation><Titre>Majeur</Titre><Introduction><Texte><Paragraphe>i</"
      "Paragraphe></Texte></Introduction><Texte>" CHAPTER (
          "Pièces à fournir",
          NOTE ("un") "<Liste type=\"puce\"><Item><Paragraphe>photo</Paragraphe>" NOTE (
              "deux") "</Item></Liste>"
                      "<SousChapitre><Titre><Paragraphe>Preuve "
                      "d’identité</Paragraphe></Titre><Paragraphe>p</Paragraphe></SousChapitre>")
          CHAPTER (
              "Pièces  à fournir !",
              "<Paragraphe>autres</Paragraphe>") "</Texte></Situation><Situation><Titre>Mineur</"
                                                 "Titre><Texte>" CHAPTER ("Pièces à fournir",
                                                                          "<Paragraphe>x</"
                                                                          "Paragraphe>") "</"
                                                                                         "Texte></"
                                                                                         "Situation"
                                                                                         "></"
                                                                                         "ListeSitu"
                                                                                         "ations>");

  assert_addresses (article, addresses);
  g_assert_cmpstr (article->passages[0].text, ==, "i");
  g_assert_cmpstr (article->passages[1].text, ==, "• photo");
  g_assert_cmpint (article->passages[0].parent, ==, -1);
  g_assert_cmpint (article->passages[1].parent, ==, 0);
  g_assert_cmpint (article->passages[2].parent, ==, 1);
  g_assert_cmpuint (article->passages[2].depth, ==, 2);
}

static void
test_cases (void)
{
  static const char *const addresses[]
      = { "texte",    "texte.cas1/mairie",    "texte.cas2.cas1/a-noter",
          "demarche", "demarche.cas1/mairie", NULL };
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><BlocCas affichage=\"radio\"><Cas><Titre>Perte</Titre>" OFFICE
      "</Cas><Cas><Titre>Vol</Titre><Paragraphe>plainte</Paragraphe>"
      "<BlocCas affichage=\"onglet\"><Cas><Titre>En France ?</Titre>" NOTE (
          "n") "</Cas></BlocCas></Cas></BlocCas>" CHAPTER ("Démarche",
                                                           "<BlocCas "
                                                           "affichage=\"radio\"><Cas><Titre>A</"
                                                           "Titre>" OFFICE "</Cas></BlocCas>"
                                                           "<BlocCas "
                                                           "affichage=\"radio\"><Cas><Titre>B</"
                                                           "Titre><Paragraphe>b</Paragraphe></"
                                                           "Cas></BlocCas>") "</Texte>");
  const DcrBlock *theft = dcr_article_find_block (article, "texte.cas2");

  assert_addresses (article, addresses);
  /* a case has an address but is no passage: it lies inside that of its heading */
  g_assert_cmpstr (article->passages[0].text, ==,
                   "Perte\302\240:\nVol\302\240:\nplainte\nEn France ?");
  g_assert_null (dcr_article_find_passage (article, "texte.cas2"));
  g_assert_cmpint (theft->kind, ==, DCR_BLOCK_CASE);
  g_assert_cmpuint (theft->passage, ==, 0);
  g_assert_nonnull (dcr_article_find_block (article, "texte.cas2.cas1"));
  g_assert_nonnull (dcr_article_find_block (article, "demarche.cas1~2"));
  /* an office is one passage, its chapters included */
  g_assert_cmpstr (article->passages[1].text, ==, "Par téléphone\n3939");
  g_assert_null (dcr_article_find_block (article, "texte.cas3"));
}

static void
test_slugs (void)
{
  static const struct
  {
    const char *title, *slug;
  } cases[] = {
    { "Où s’adresser ?", "ou-s-adresser" },
    { "Œuvre d'art : 1<Exposant>er</Exposant> cas", "oeuvre-d-art-1er-cas" },
    { "150 € &amp; 20 %", "150-20" },
    { "À\302\240L’ÉTRANGER (hors Union européenne)", "a-l-etranger-hors-union-europeenne" },
    { "e\314\201te\314\201", "ete" },
    { "inter\302\255dit", "interdit" },
    { "… !", "partie" },
    { "", "partie" },
    { "C++/C#", "c-c" },
    { "Étape ½", "etape-1-2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = g_strdup_printf (
          "<Texte>" CHAPTER ("%s", "<Paragraphe>x</Paragraphe>") "</Texte>", cases[i].title);
      g_autoptr (DcrArticle) article = made_article (xml);

      g_assert_cmpstr (article->passages[0].address, ==, cases[i].slug);
    }
}

/* ---- What an insertion moves: nothing -------------------------------------------------------- */

/* Pieces that may come between two others; none has a namesake in the document. */
static const char *const insertions[] = {
  "<Paragraphe>nouveau</Paragraphe>",
  "<Liste type=\"puce\"><Item><Paragraphe>nouveau</Paragraphe></Item></Liste>",
  "<Rappel><Titre>Tout nouveau</Titre><Paragraphe>rappel</Paragraphe></Rappel>",
  "<ServiceEnLigne ID=\"R77\" URL=\"http://n.fr\" type=\"Téléservice\"><Titre>Nouveau "
  "service</Titre></ServiceEnLigne>",
  "<Tableau><Colonne largeur=\"9\" type=\"normal\"/><Rangée "
  "type=\"normal\"><Cellule><Paragraphe>n</Paragraphe></Cellule></Rangée></Tableau>",
  "<FragmentConditionne><Condition><estVrai "
  "var=\"T1\"/></Condition><Paragraphe>si</Paragraphe></FragmentConditionne>",
};
#define N_PLACES 9

/* The document with @piece at the @place-th of its places (N_PLACES: nowhere). */
static char *
with_insertion (const char *piece, guint place)
{
  const char *at[N_PLACES];

  for (guint i = 0; i < N_PLACES; i++)
    at[i] = i == place ? piece : "";
  return g_strconcat (
      "<Introduction><Texte>", at[0],
      "<Paragraphe>Bonjour</Paragraphe></Texte></Introduction>"
      "<Texte>",
      at[1], "<Chapitre><Titre><Paragraphe>Démarche</Paragraphe></Titre>", at[2], NOTE ("premier"),
      at[3], "<BlocCas affichage=\"radio\"><Cas><Titre>Perte</Titre>", at[4], OFFICE, at[5],
      "</Cas><Cas><Titre>Vol</Titre><Paragraphe>v</Paragraphe>" NOTE ("deux") "</Cas></BlocCas>",
      at[6], NOTE ("trois"), "<SousChapitre><Titre><Paragraphe>Coût</Paragraphe></Titre>", at[7],
      NOTE ("quatre"), "</SousChapitre></Chapitre>",
      "<Chapitre><Titre><Paragraphe>Démarche</Paragraphe></Titre>", at[8],
      "<Paragraphe>fin</Paragraphe></Chapitre></Texte>",
      "<OuSAdresser ID=\"R1\" type=\"Local\"><Titre>Mairie</Titre></OuSAdresser>", NULL);
}

static GHashTable *
by_address (const DcrArticle *article)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < article->n_passages; i++)
    g_assert_true (g_hash_table_insert (table, g_strdup (article->passages[i].address),
                                        g_strdup (article->passages[i].hash)));
  return table;
}

static void
test_insertion (void)
{
  g_autofree char *plain = with_insertion ("", N_PLACES);
  g_autoptr (DcrArticle) before = made_article (plain);
  g_autoptr (GHashTable) known = by_address (before);

  g_assert_cmpuint (before->n_passages, ==, 11);
  for (guint piece = 0; piece < G_N_ELEMENTS (insertions); piece++)
    for (guint place = 0; place < N_PLACES; place++)
      {
        g_autofree char *xml = with_insertion (insertions[piece], place);
        g_autoptr (DcrArticle) after = made_article (xml);
        g_autoptr (DcrArticle) again = made_article (xml);
        g_autoptr (GHashTable) now = by_address (after);
        GHashTableIter iter;
        gpointer address, hash;
        guint changed = 0;

        g_assert_cmpstr (after->content_hash, !=, before->content_hash);
        g_assert_cmpstr (after->content_hash, ==, again->content_hash);
        g_hash_table_iter_init (&iter, known);
        while (g_hash_table_iter_next (&iter, &address, &hash))
          {
            const char *new_hash = g_hash_table_lookup (now, address);

            if (new_hash == NULL)
              g_error ("piece %u at place %u moved #%s", piece, place, (char *)address);
            changed += !g_str_equal (hash, new_hash);
          }
        /* one passage is new or one has changed, never both, never more */
        g_assert_cmpuint (changed + g_hash_table_size (now) - g_hash_table_size (known), ==, 1);
        for (guint i = 0; i < after->n_passages; i++)
          g_assert_cmpstr (after->passages[i].address, ==, again->passages[i].address);
      }
}

/* A heading of its own between two others takes nobody's address either. */
static void
test_new_heading (void)
{
  g_autofree char *plain = with_insertion ("", N_PLACES);
  g_autofree char *more = g_strconcat (plain,
                                       "<Reference type=\"Texte de référence\" URL=\"http://l.fr\" "
                                       "ID=\"R3\"><Titre>Loi</Titre></Reference>",
                                       NULL);
  g_autoptr (DcrArticle) before = made_article (plain);
  g_autoptr (DcrArticle) after = made_article (more);

  for (guint i = 0; i < before->n_passages; i++)
    {
      const DcrPassage *same = dcr_article_find_passage (after, before->passages[i].address);

      g_assert_nonnull (same);
      g_assert_cmpstr (same->hash, ==, before->passages[i].hash);
    }
}

/* What a renamed article, a moved heading or a link inside the file does to a hash: nothing. */
static void
test_hash_of_text_only (void)
{
  g_autoptr (DcrArticle) a
      = made_article ("<Texte>" CHAPTER (
          "Un", "<SousChapitre ID=\"T1\"><Titre><Paragraphe>Prix</Paragraphe></Titre><Paragraphe>9 "
                "€, voir <LienIntra LienID=\"T1\" "
                "type=\"x\">prix</LienIntra></Paragraphe></SousChapitre>") "</Texte>");
  g_autoptr (DcrArticle) b = made_article ("<Texte>" CHAPTER (
      "Deux", "<SousChapitre ID=\"T1\"><Titre><Paragraphe>Prix</Paragraphe></Titre><Paragraphe>9 "
              "€, voir <LienIntra LienID=\"T1\" "
              "type=\"x\">prix</LienIntra></Paragraphe></SousChapitre>") "</Texte>");

  g_assert_cmpstr (a->passages[1].address, ==, "un/prix");
  g_assert_cmpstr (b->passages[1].address, ==, "deux/prix");
  g_assert_cmpstr (a->passages[1].hash, ==, b->passages[1].hash);
  g_assert_cmpstr (a->passages[0].hash, !=, b->passages[0].hash);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/passages/paths", test_paths);
  g_test_add_func ("/passages/cases", test_cases);
  g_test_add_func ("/passages/slugs", test_slugs);
  g_test_add_func ("/passages/insertion", test_insertion);
  g_test_add_func ("/passages/new-heading", test_new_heading);
  g_test_add_func ("/passages/hash-of-text-only", test_hash_of_text_only);
  return g_test_run ();
}
