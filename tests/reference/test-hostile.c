/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hostile or broken document gets: one sentence, in little time and little memory. */
#include <locale.h>
#include <string.h>
#include <time.h>

#include "made-article.h"

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Sanitizers slow everything down about tenfold. */
#define LIMIT_SECONDS 10.0

static void
assert_refused (const char *bytes, gsize size, const char *word)
{
  g_autoptr (GError) error = NULL;
  double start = cpu_seconds ();
  DcrArticle *article = dcr_article_parse (bytes, size, NULL, &error);

  g_assert_null (article);
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_assert_cmpfloat (cpu_seconds () - start, <, LIMIT_SECONDS);
  /* what is wrong, to go into the sentence of whoever knows the file's name */
  g_assert_null (strpbrk (error->message, "\n.:;"));
  g_assert_true (g_ascii_islower (error->message[0]));
  if (strstr (error->message, word) == NULL)
    g_error ("« %s » does not say « %s »", error->message, word);
}

static void
assert_text_refused (const char *text, const char *word)
{
  assert_refused (text, strlen (text), word);
}

static char *
repeat (const char *piece, guint n)
{
  gsize length = strlen (piece);
  char *all = g_malloc (length * n + 1);

  for (guint i = 0; i < n; i++)
    memcpy (all + i * length, piece, length);
  all[length * n] = '\0';
  return all;
}

#define ROOT "<Publication ID=\"F1\" type=\"Fiche d'information\">"

static void
test_dtd (void)
{
  assert_text_refused (
      "<!DOCTYPE Publication [<!ENTITY a \"ha\">]>" ROOT "<Texte>&a;</Texte></Publication>", "DTD");
  assert_text_refused ("<!DOCTYPE Publication>" ROOT "</Publication>", "DTD");
  assert_text_refused (
      "<!DOCTYPE lolz [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;\">"
      "<!ENTITY n \"&m;&m;&m;&m;&m;&m;&m;&m;&m;&m;\"><!ENTITY o "
      "\"&n;&n;&n;&n;&n;&n;&n;&n;&n;&n;\">]>" ROOT "<Texte a=\"&o;\">&o;</Texte></Publication>",
      "DTD");
  assert_text_refused ("<!DOCTYPE p SYSTEM \"file:///etc/passwd\">" ROOT "</Publication>", "DTD");
  assert_text_refused ("<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" ROOT
                       "<Texte>&x;</Texte></Publication>",
                       "DTD");
  assert_text_refused ("<!DOCTYPE p [<!ENTITY % d SYSTEM \"http://127.0.0.1:9/x.dtd\"> %d;]>" ROOT
                       "</Publication>",
                       "DTD");
  assert_text_refused (ROOT "<Texte>&inconnue;</Texte></Publication>", "");
}

/* Quadratic blow-up: 100 kB of entity used 50,000 times. It never gets as far. */
static void
test_blow_up (void)
{
  g_autofree char *value = repeat ("a", 100000);
  g_autofree char *uses = repeat ("&x;", 50000);
  g_autofree char *xml = g_strconcat ("<!DOCTYPE p [<!ENTITY x \"", value, "\">]>" ROOT "<Texte>",
                                      uses, "</Texte></Publication>", NULL);

  assert_text_refused (xml, "DTD");
}

static void
test_depth (void)
{
  for (guint depth = 100; depth <= 100000; depth *= 10)
    {
      g_autofree char *open = repeat ("<Liste type=\"puce\"><Item>", depth / 2);
      g_autofree char *close = repeat ("</Item></Liste>", depth / 2);
      g_autofree char *inside
          = g_strconcat ("<Texte>", open, "<Paragraphe>x</Paragraphe>", close, "</Texte>", NULL);
      g_autofree char *xml = made_document (inside);

      if (depth == 100)
        dcr_article_unref (made_article (inside));
      else
        assert_text_refused (xml, "");
    }
}

static void
test_sizes (void)
{
  g_autofree char *big = repeat ("mot ", 11 * 256 * 1024);
  g_autofree char *node = repeat ("mot ", 300 * 1024);
  g_autofree char *tags = repeat ("<a/>", 250000);
  g_autofree char *xml = NULL;
  GString *many = g_string_new (ROOT "<Texte ");

  xml = g_strconcat (ROOT "<Texte><Paragraphe>", big, "</Paragraphe></Texte></Publication>", NULL);
  assert_text_refused (xml, "too big");
  g_free (xml);
  xml = g_strconcat (ROOT "<Texte><Paragraphe>", node, "</Paragraphe></Texte></Publication>", NULL);
  assert_text_refused (xml, "too big");
  g_free (xml);
  xml = g_strconcat (ROOT, tags, "</Publication>", NULL);
  assert_text_refused (xml, "too many");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, "a%u=\"1\" ", i);
  g_string_append (many, "/></Publication>");
  assert_text_refused (many->str, "too big");
  g_string_free (many, TRUE);
}

static void
test_encodings (void)
{
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" ROOT
                              "<Texte><Paragraphe>\351t\351</Paragraphe></Texte></Publication>";
  static const char declared[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ROOT
                                 "<Texte><Paragraphe>\351t\351</Paragraphe></Texte></Publication>";
  static const char overlong[]
      = ROOT "<Texte><Paragraphe>\300\257</Paragraphe></Texte></Publication>";
  static const char surrogate[]
      = ROOT "<Texte><Paragraphe>\355\240\200</Paragraphe></Texte></Publication>";
  static const char nul[] = ROOT "<Texte>\0</Texte></Publication>";
  static const char control[] = ROOT "<Texte>\001</Texte></Publication>";
  g_autofree char *document = made_document ("<Texte><Paragraphe>été</Paragraphe></Texte>");
  const char *body = strstr (document, "?>") + 2;
  g_autofree char *wide = NULL;
  gsize size;
  g_autoptr (DcrArticle) article = NULL;

  assert_refused (latin, sizeof latin - 1, "code");
  assert_refused (overlong, sizeof overlong - 1, "code");
  assert_refused (surrogate, sizeof surrogate - 1, "code");
  assert_refused (nul, sizeof nul - 1, "");
  assert_refused (control, sizeof control - 1, "");
  assert_text_refused ("<?xml version=\"1.0\" encoding=\"martien\"?>" ROOT "</Publication>",
                       "code");
  assert_text_refused ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" ROOT "</Publication>",
                       "code");
  assert_text_refused ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" ROOT "</Publication>", "code");

  /* what is coded as it says is read, whatever the coding */
  wide = g_convert (body, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  article = dcr_article_parse (wide, size, NULL, NULL);
  g_assert_nonnull (article);
  g_assert_cmpstr (article->passages[0].text, ==, "été");
  dcr_article_unref (article);
  assert_refused (wide, size - 1, "");
  article = dcr_article_parse (declared, sizeof declared - 1, NULL, NULL);
  g_assert_cmpstr (article->passages[0].text, ==, "été");
}

static void
test_not_an_article (void)
{
  assert_refused ("", 0, "empty");
  assert_text_refused ("   \n", "not XML");
  assert_text_refused ("Bonjour", "not XML");
  assert_text_refused ("PK\003\004", "not XML");
  assert_text_refused ("{\"a\": 1}", "not XML");
  assert_text_refused ("<html><body>Introuvable</body></html>", "not an article");
  assert_text_refused ("<arborescence><ItemArbo ID=\"N1\"/></arborescence>", "not an article");
  assert_text_refused ("<Publication/>", "not an article");
  assert_text_refused ("<Publication ID=\"../../etc/passwd\"/>", "not an article");
  assert_text_refused ("<Publication ID=\"F1/F2\"/>", "not an article");
  assert_text_refused (ROOT "</Publication><Publication/>", "damaged");
}

/* Cut anywhere, a document is refused: never read in part. */
static void
test_cut (void)
{
  g_autofree char *xml = made_document (
      "<Texte><Paragraphe a=\"été\">L’été &amp; <Valeur>150 €</Valeur></Paragraphe></Texte>");
  gsize size = strlen (xml);

  for (gsize cut = 1; cut < size; cut++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dcr_article_parse (xml, cut, NULL, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
    }
  dcr_article_unref (dcr_article_parse (xml, size, NULL, NULL));
}

/* Documents that are read, however odd, must not cost more than their size. */
static void
assert_read_quickly (const char *piece, guint n, const char *before, const char *after)
{
  g_autofree char *pieces = repeat (piece, n);
  g_autofree char *inside = g_strconcat (before, pieces, after, NULL);
  double start = cpu_seconds ();
  g_autoptr (DcrArticle) article = made_article (inside);
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autofree char *text = NULL;

  dcr_situation_set_var (situation, "T1", FALSE);
  text = dcr_article_render (article, situation);
  g_assert_cmpfloat (cpu_seconds () - start, <, LIMIT_SECONDS);
}

static void
test_many (void)
{
  assert_read_quickly ("<ANoter><Titre>À noter</Titre><Paragraphe>x</Paragraphe></ANoter>", 5000,
                       "<Texte>", "</Texte>");
  assert_read_quickly ("<Paragraphe>x</Paragraphe>", 22500, "<Texte>", "</Texte>");
  assert_read_quickly ("<BlocCas><Cas><Titre>A</Titre></Cas></BlocCas>", 5000, "<Texte>",
                       "</Texte>");
  assert_read_quickly ("<Cas><Titre>A</Titre></Cas>", 10000, "<Texte><BlocCas>",
                       "</BlocCas></Texte>");
  assert_read_quickly (
      "<Branche><Titre>B</Titre><SiSelectionne><affecteVrai var=\"T1\"/></SiSelectionne></Branche>",
      20000, "<Problematiques><Problematique><Titre>P</Titre>",
      "</Problematique></Problematiques>");
  assert_read_quickly ("<Cellule fusionVerticale=\"999999999\" fusionHorizontale=\"-5\"/>", 12500,
                       "<Texte><Tableau><Rangée>", "</Rangée></Tableau></Texte>");
  assert_read_quickly (
      "<Rangée><Cellule fusionVerticale=\"99999\" fusionHorizontale=\"99999\"/></Rangée>", 5000,
      "<Texte><Tableau>", "</Tableau></Texte>");
  assert_read_quickly ("<Audience>x</Audience><Theme ID=\"N1\"><Titre>t</Titre></Theme>", 3750, "",
                       "");
  assert_read_quickly ("<Niveau ID=\"F1\">x</Niveau>", 15000, "<FilDAriane>", "</FilDAriane>");
  assert_read_quickly ("a,", 75000, "<Cible>", "</Cible>");
  assert_read_quickly ("<Definition ID=\"R1\"><Titre>t</Titre></Definition>", 7500, "", "");
  assert_read_quickly ("<estVrai var=\"T1\"/>", 22500, "<Texte><FragmentConditionne><Condition>",
                       "</Condition><Paragraphe>x</Paragraphe></FragmentConditionne></Texte>");
  assert_read_quickly ("<Inconnu>x</Inconnu>", 15000, "<Texte>", "</Texte>");
  assert_read_quickly ("<Titre>x</Titre>", 15000, "<Texte><Chapitre>", "</Chapitre></Texte>");
}

/* Nested as deep as is allowed, with what copies or counts at each level. */
static void
test_nested (void)
{
  static const char *const pairs[][2] = {
    { "<BlocCas><Cas><Titre>A</Titre>", "</Cas></BlocCas>" },
    { "<Tableau><Rangée><Cellule>", "</Cellule></Rangée></Tableau>" },
    { "<ANoter><Titre>Un titre d’une certaine longueur</Titre>", "</ANoter>" },
    { "<Problematiques><Problematique><Titre>P</Titre>", "</Problematique></Problematiques>" },
    { "<Branche><SiSelectionne><affecteVrai var=\"T1\"/></SiSelectionne>", "</Branche>" },
    { "<MiseEnEvidence>a", "</MiseEnEvidence>" },
    { "<Inconnu>a", "</Inconnu>" },
    { "<OuSAdresser>", "</OuSAdresser>" },
    { "<FragmentConditionne><Condition/>", "</FragmentConditionne>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *open = repeat (pairs[i][0], 40);
      g_autofree char *close = repeat (pairs[i][1], 40);
      g_autofree char *text = repeat ("<Paragraphe>mot</Paragraphe>", 2000);
      g_autofree char *before = g_strconcat ("<Texte>", open, NULL);
      g_autofree char *after = g_strconcat (close, "</Texte>", NULL);

      assert_read_quickly (text, 1, before, after);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/dtd", test_dtd);
  g_test_add_func ("/hostile/blow-up", test_blow_up);
  g_test_add_func ("/hostile/depth", test_depth);
  g_test_add_func ("/hostile/sizes", test_sizes);
  g_test_add_func ("/hostile/encodings", test_encodings);
  g_test_add_func ("/hostile/not-an-article", test_not_an_article);
  g_test_add_func ("/hostile/cut", test_cut);
  g_test_add_func ("/hostile/many", test_many);
  g_test_add_func ("/hostile/nested", test_nested);
  return g_test_run ();
}
