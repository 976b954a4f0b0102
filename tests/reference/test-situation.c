/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions, answers, three-valued conditions, and what is folded. */
#include <locale.h>
#include <string.h>

#include "made-article.h"

/* ---- Conditions ------------------------------------------------------------------------------ */

/* @sign: « + » true, « - » false, « . » not set. */
static void
set (DcrSituation *situation, const char *var, char sign)
{
  if (sign != '.')
    dcr_situation_set_var (situation, var, sign == '+');
}

static void
test_truth_table (void)
{
  /* for A and B each of + - . in this order: ++ +- +. -+ -- -. .+ .- .. ; S shown, f folded */
  static const struct
  {
    const char *condition, *shown;
  } cases[] = {
    { "<estVrai var=\"A\"/>", "SSSfffSSS" },
    { "<estFaux var=\"A\"/>", "fffSSSSSS" },
    { "<estIndefini var=\"A\"/>", "ffffffSSS" },
    { "<non><estVrai var=\"A\"/></non>", "fffSSSSSS" },
    { "<estVrai var=\"A\"/><estVrai var=\"B\"/>", "SfSfffSfS" },
    { "<et><estVrai var=\"A\"/><estVrai var=\"B\"/></et>", "SfSfffSfS" },
    { "<ou><estVrai var=\"A\"/><estVrai var=\"B\"/></ou>", "SSSSfSSSS" },
    { "<ou><estVrai var=\"A\"/><estIndefini var=\"A\"/></ou>", "SSSfffSSS" },
    { "<ou><estFaux var=\"A\"/><estVrai var=\"B\"/></ou>", "SfSSSSSSS" },
    { "<non><ou><estVrai var=\"A\"/><estVrai var=\"B\"/></ou></non>", "ffffSSfSS" },
    { "<non><et><estVrai var=\"A\"/><estVrai var=\"B\"/></et></non>", "fSSSSSSSS" },
    { "<et><estVrai var=\"A\"/><non><estVrai var=\"B\"/></non></et>", "fSSffffSS" },
    { "<ou/>", "SSSSSSSSS" },
    { "<et/>", "SSSSSSSSS" },
    { "", "SSSSSSSSS" },
    { "<futur var=\"A\"/>", "SSSSSSSSS" },  /* unknown: never hides */
    { "<estVrai var=\"\"/>", "SSSSSSSSS" }, /* F35138 tests a variable without name */
  };
  static const char signs[] = "+-.";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml
          = g_strdup_printf ("<Texte><FragmentConditionne><Condition>%s</Condition><Paragraphe>x</"
                             "Paragraphe></FragmentConditionne></Texte>",
                             cases[i].condition);
      g_autoptr (DcrArticle) article = made_article (xml);
      const DcrBlock *fragment = block_of_kind (article->root, DCR_BLOCK_GROUP, 2);
      char shown[10] = "";

      g_assert_cmpuint (fragment->style, ==, DCR_GROUP_FRAGMENT);
      g_assert_cmpint (dcr_block_shown (article, fragment, NULL), ==, DCR_SHOWN);
      for (guint j = 0; j < 9; j++)
        {
          g_autoptr (DcrSituation) situation = dcr_situation_new ();

          set (situation, "A", signs[j / 3]);
          set (situation, "B", signs[j % 3]);
          shown[j] = dcr_block_shown (article, fragment, situation) == DCR_SHOWN ? 'S' : 'f';
        }
      if (!g_str_equal (shown, cases[i].shown))
        g_error ("%s gives %s, not %s", cases[i].condition, shown, cases[i].shown);
    }
}

/* ---- Questions ------------------------------------------------------------------------------- */

#define SET(var) "<SiSelectionne><affecteVrai var=\"" var "\"/></SiSelectionne>"
#define TITLE(text) "<Titre><Paragraphe>" text "</Paragraphe></Titre>"
#define GUIDED                                                                                     \
  "<Problematiques><Problematique>" TITLE ("En France") SET (                                      \
      "T1") "<LienInterne LienPublication=\"F1\" type=\"Fiche\" "                                  \
            "audience=\"Particuliers\"/></Problematique>"                                          \
            "<Problematique>" TITLE ("Ailleurs") "<Aide><Paragraphe>hors de "                      \
                                                 "France</Paragraphe></Aide>" SET (                \
                                                     "T2") "<Branche>" TITLE ("Résident")          \
                                                     SET ("T3") "</Branche><Branche>" TITLE (      \
                                                         "Touriste")                               \
                                                         SET ("T4") "</Branche></Problematique></" \
                                                                    "Problematiques>"

static void
test_guided (void)
{
  g_autoptr (DcrArticle) guided = made_article (GUIDED);
  const DcrQuestion *where = &guided->questions[0], *who = &guided->questions[1];
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  const DcrBlock *section = block_of_kind (guided->root, DCR_BLOCK_SECTION, 0);

  g_assert_cmpuint (guided->n_questions, ==, 2);
  g_assert_cmpstr (where->key, ==, "vars:T1,T2");
  g_assert_cmpstr (who->key, ==, "vars:T3,T4");
  g_assert_cmpstr (who->label, ==, "Ailleurs");
  g_assert_cmpstr (where->answers[0].target, ==, "particuliers/F1");
  g_assert_cmpstr (where->answers[1].help, ==, "hors de France");
  g_assert_cmpstr (where->answers[0].excluded_vars[0], ==, "T2");
  g_assert_cmpuint (g_strv_length ((GStrv)where->answers[0].excluded_vars), ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv)where->answers[1].excluded_vars), ==, 1);
  g_assert_cmpint (section->question, ==, 0);
  g_assert_cmpuint (section->style, ==, DCR_SECTION_GUIDED);

  g_assert_true (dcr_question_is_asked (guided, 0, situation));
  g_assert_false (dcr_question_is_asked (guided, 1, situation));
  dcr_situation_answer (situation, where, 1);
  g_assert_true (dcr_question_is_asked (guided, 1, situation));
  g_assert_cmpint (dcr_situation_get (situation, where), ==, 1);
  dcr_situation_answer (situation, where, -1);
  g_assert_cmpint (dcr_situation_get (situation, where), ==, -1);
}

#define IF(var, text)                                                                              \
  "<Chapitre>" TITLE (text) "<Condition><estVrai var=\"" var "\"/></Condition><Paragraphe>" text   \
                            "</Paragraphe></Chapitre>"

static void
assert_shown (const DcrArticle *article, const DcrSituation *situation, const char *shown)
{
  for (guint i = 0; shown[i] != '\0'; i++)
    g_assert_cmpint (
        dcr_block_shown (article, block_of_kind (article->root, DCR_BLOCK_SECTION, i), situation),
        ==, shown[i] == 'S' ? DCR_SHOWN : DCR_FOLDED);
}

static void
test_answers_and_conditions (void)
{
  g_autoptr (DcrArticle) guided = made_article (GUIDED);
  g_autoptr (DcrArticle) plain = made_article ("<Texte>" IF ("T1", "un") IF ("T2", "deux") IF (
      "T3", "trois") IF ("T4", "quatre") IF ("T5", "cinq") "</Texte>");
  g_autoptr (DcrArticle) article = dcr_article_adopt_questions (plain, guided);
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autoptr (DcrSituation) copy = NULL;

  g_assert_cmpuint (plain->n_questions, ==, 0);
  g_assert_cmpuint (article->n_questions, ==, 2);
  g_assert_cmpint (article->questions[1].parent_question, ==, 0);
  g_assert_cmpstr (article->ref, ==, plain->ref);
  assert_shown (article, situation, "SSSSS");
  dcr_situation_answer (situation, &article->questions[0], 0);
  assert_shown (article, situation, "SfffS"); /* what only the other answer leads to is out too */
  dcr_situation_answer (situation, &article->questions[0], 1);
  assert_shown (article, situation, "fSSSS"); /* not yet known which of T3 and T4 */
  dcr_situation_answer (situation, &article->questions[1], 1);
  assert_shown (article, situation, "fSfSS");
  copy = dcr_situation_copy (situation);
  dcr_situation_answer (situation, &article->questions[0], -1);
  dcr_situation_answer (situation, &article->questions[1], -1);
  assert_shown (article, situation, "SSSSS");
  assert_shown (article, copy, "fSfSS");
  dcr_situation_set_var (copy, "T1", TRUE); /* by hand goes before what follows from answers */
  assert_shown (article, copy, "SSfSS");

  /* through the text of a draft */
  g_autoptr (GVariant) variant = g_variant_ref_sink (dcr_situation_to_variant (copy));
  g_autofree char *text = g_variant_print (variant, TRUE);
  g_autoptr (GVariant) parsed
      = g_variant_parse (G_VARIANT_TYPE (DCR_SITUATION_FORMAT), text, NULL, NULL, NULL);
  g_autoptr (DcrSituation) back = dcr_situation_from_variant (parsed);
  assert_shown (article, back, "SSfSS");
  dcr_situation_answer (back, &article->questions[0], 0); /* later than what was answered before */
  g_assert_cmpint (dcr_situation_get (back, &article->questions[0]), ==, 0);
}

static void
test_adopt_only_what_matters (void)
{
  g_autoptr (DcrArticle) guided = made_article (GUIDED);
  g_autoptr (DcrArticle) deep = made_article ("<Texte>" IF ("T4", "quatre") "</Texte>");
  g_autoptr (DcrArticle) other = made_article ("<Texte>" IF ("T99", "rien") "</Texte>");
  g_autoptr (DcrArticle) a = dcr_article_adopt_questions (deep, guided);
  g_autoptr (DcrArticle) b = dcr_article_adopt_questions (other, guided);

  /* the question that leads to the one that matters decides nothing here: it is not asked */
  g_assert_cmpuint (a->n_questions, ==, 1);
  g_assert_cmpstr (a->questions[0].key, ==, "vars:T3,T4");
  g_assert_cmpint (a->questions[0].parent_question, ==, -1);
  g_assert_cmpstr (a->questions[0].label, ==, guided->title);
  g_assert_cmpuint (b->n_questions, ==, 0);
  g_assert_cmpstr (deep->tested_vars[0], ==, "T4");
  g_assert_null (deep->tested_vars[1]);
  g_assert_cmpuint (g_strv_length ((GStrv)guided->set_vars), ==, 4);
}

/* The same question at the end of many paths is asked once, and not again by a second document. */
static void
test_adopt_once (void)
{
  g_autoptr (DcrArticle) guided = made_article (
      "<Problematiques><Problematique>" TITLE ("Perte") SET ("T1") "<Branche>" TITLE ("Récent")
          SET ("T8") "</Branche><Branche>" TITLE ("Ancien")
              SET ("T9") "</Branche></Problematique>"
                         "<Problematique>" TITLE ("Vol") SET ("T2") "<Branche>" TITLE ("Ancien")
                             SET ("T9") "</Branche><Branche>" TITLE ("Récent")
                                 SET ("T8") "</Branche></Problematique></Problematiques>");
  g_autoptr (DcrArticle) age = made_article ("<Texte>" IF ("T8", "huit") "</Texte>");
  g_autoptr (DcrArticle) both
      = made_article ("<Texte>" IF ("T1", "un") IF ("T8", "huit") "</Texte>");
  g_autoptr (DcrArticle) a = dcr_article_adopt_questions (age, guided);
  g_autoptr (DcrArticle) again = dcr_article_adopt_questions (a, guided);
  g_autoptr (DcrArticle) b = dcr_article_adopt_questions (both, guided);
  g_autoptr (DcrSituation) situation = dcr_situation_new ();

  g_assert_cmpuint (a->n_questions, ==, 1);
  g_assert_cmpuint (again->n_questions, ==, 1);
  g_assert_cmpuint (b->n_questions, ==, 3);
  dcr_situation_answer (situation, &b->questions[0], 1);
  g_assert_false (dcr_question_is_asked (b, 1, situation));
  g_assert_true (dcr_question_is_asked (b, 2, situation));
  dcr_situation_answer (situation, &b->questions[2], 0);
  g_assert_cmpint (dcr_situation_get (situation, &b->questions[1]), ==, 1); /* « Ancien » */
  assert_shown (b, situation, "ff");
}

static void
test_form (void)
{
  g_autoptr (DcrArticle) article
      = made_article (
          "<Questionnaire><Description><Paragraphe>Répondez</Paragraphe></"
          "Description><Question>" TITLE ("Des enfants ?") "<Aide><Paragraphe>à "
                                                           "charge</Paragraphe></"
                                                           "Aide><Choix>" TITLE ("Oui") "<IntituleS"
                                                                                        "iSelection"
                                                                                        "ne><"
                                                                                        "Paragraphe"
                                                                                        ">Vous "
                                                                                        "avez des "
                                                                                        "enfants</"
                                                                                        "Paragraphe"
                                                                                        "></"
                                                                                        "IntituleSi"
                                                                                        "Selectionn"
                                                                                        "e>" SET ("T1") "</Choix><Choix>" TITLE (
                                                                                            "Non") "<SiSelectionne><affecteFaux var=\"T1\"/></SiSelectionne></Choix></Question></Questionnaire>"
                                                                                                   "<Texte>" IF (
                                                                                                       "T1",
                                                                                                       "école") "</Texte>");
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  const DcrBlock *school = dcr_article_find_block (article, "ecole");

  g_assert_cmpuint (article->n_questions, ==, 1);
  g_assert_cmpint (article->questions[0].origin, ==, DCR_QUESTION_FORM);
  g_assert_cmpstr (article->questions[0].label, ==, "Des enfants ?");
  g_assert_cmpstr (article->questions[0].help, ==, "à charge");
  g_assert_cmpstr (article->questions[0].answers[0].restated, ==, "Vous avez des enfants");
  dcr_situation_answer (situation, &article->questions[0], 1);
  g_assert_cmpint (dcr_block_shown (article, school, situation), ==, DCR_FOLDED);
  dcr_situation_answer (situation, &article->questions[0], 0);
  g_assert_cmpint (dcr_block_shown (article, school, situation), ==, DCR_SHOWN);
}

/* ---- Cases ----------------------------------------------------------------------------------- */

#define CASE(title) "<Cas><Titre>" title "</Titre><Paragraphe>pour " title "</Paragraphe></Cas>"

static void
test_cases (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Chapitre>" TITLE ("Prix") "<BlocCas affichage=\"radio\">" CASE ("Majeur") CASE (
          "Mineur") "</BlocCas></Chapitre>"
                    "<Chapitre>" TITLE ("Délai") "<BlocCas affichage=\"onglet\">" CASE ("MINEUR ")
                        CASE ("Majeur") "</BlocCas>"
                                        "<BlocCas affichage=\"radio\">" CASE ("Majeur")
                                            CASE ("Mineur")
                                                CASE ("Émancipé") "</BlocCas></Chapitre></Texte>");
  g_autoptr (DcrArticle) elsewhere = made_article (
      "<Texte><BlocCas affichage=\"radio\">" CASE ("mineur") CASE ("majeur") "</BlocCas></Texte>");
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autofree char *text = NULL, *before = dcr_article_render (article, situation);

  /* one question for each distinct set of titles, in whatever order and letters */
  g_assert_cmpuint (article->n_questions, ==, 2);
  g_assert_true (g_str_has_prefix (article->questions[0].key, "cases:"));
  g_assert_cmpstr (article->questions[0].label, ==, "Prix");
  g_assert_cmpstr (article->questions[0].key, ==, elsewhere->questions[0].key);
  g_assert_null (strstr (before, "Does not concern"));

  dcr_situation_answer (situation, &elsewhere->questions[0], 1);
  g_assert_cmpint (dcr_situation_get (situation, &article->questions[0]), ==, 0);
  g_assert_cmpint (dcr_situation_get (situation, &article->questions[1]), ==, -1);
  g_assert_cmpint (
      dcr_block_shown (article, dcr_article_find_block (article, "prix.cas1"), situation), ==,
      DCR_SHOWN);
  g_assert_cmpint (
      dcr_block_shown (article, dcr_article_find_block (article, "prix.cas2"), situation), ==,
      DCR_FOLDED);
  g_assert_cmpint (
      dcr_block_shown (article, dcr_article_find_block (article, "delai.cas1"), situation), ==,
      DCR_FOLDED);
  g_assert_cmpint (
      dcr_block_shown (article, dcr_article_find_block (article, "delai.cas2"), situation), ==,
      DCR_SHOWN);
  g_assert_cmpint (
      dcr_block_shown (article, dcr_article_find_block (article, "delai.cas1~2"), situation), ==,
      DCR_SHOWN);

  text = dcr_article_render (article, situation);
  g_assert_nonnull (
      strstr (text, "Majeur\302\240:\n  pour Majeur\nDoes not concern this caller: Mineur\n"));
  g_clear_pointer (&text, g_free);
  text = dcr_passage_render (article, dcr_article_find_passage (article, "prix"), situation);
  g_assert_true (g_str_has_prefix (text, "Prix\nMajeur\302\240:\npour Majeur\n\n"));
}

static void
test_situations (void)
{
  g_autoptr (DcrArticle) article
      = made_article ("<ListeSituations "
                      "affichage=\"sequentiel\"><Situation><Titre>Locataire</"
                      "Titre><Texte><Paragraphe>bail</Paragraphe></Texte></Situation>"
                      "<Situation><Titre>Propriétaire</Titre><Texte><Paragraphe>vente</"
                      "Paragraphe></Texte></Situation></ListeSituations>");
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autofree char *text = NULL;

  g_assert_cmpint (article->questions[0].origin, ==, DCR_QUESTION_SITUATIONS);
  g_assert_cmpstr (article->questions[0].answers[1].label, ==, "Propriétaire");
  g_assert_cmpuint (block_of_kind (article->root, DCR_BLOCK_CASES, 0)->style, ==,
                    DCR_CASES_SEQUENCE);
  dcr_situation_answer (situation, &article->questions[0], 1);
  text = dcr_article_render (article, situation);
  g_assert_null (strstr (text, "bail"));
  g_assert_nonnull (strstr (
      text, "Does not concern this caller: Locataire\n\n#proprietaire\nPropriétaire\nvente\n"));
}

static void
test_folded_without_heading (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><FragmentConditionne><Condition><estVrai var=\"T1\"/></Condition><Paragraphe>Joindre "
      "une copie.</Paragraphe><Paragraphe>Et plus.</Paragraphe></FragmentConditionne>"
      "<Liste type=\"puce\"><Item><Condition><estFaux var=\"T1\"/></Condition><Paragraphe>Rien à "
      "joindre</Paragraphe></Item></Liste></Texte>");
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autofree char *text = NULL, *other = NULL;

  dcr_situation_set_var (situation, "T1", FALSE);
  text = dcr_article_render (article, situation);
  g_assert_nonnull (
      strstr (text, "\nDoes not concern this caller: Joindre une copie.\n• Rien à joindre\n"));
  dcr_situation_set_var (situation, "T1", TRUE);
  other = dcr_article_render (article, situation);
  g_assert_nonnull (strstr (
      other, "\nJoindre une copie.\nEt plus.\n• Does not concern this caller: Rien à joindre\n"));
}

static void
test_alternate_title (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Chapitre>" TITLE ("Suite à un mariage") "<TitreAlternatif><Paragraphe>Autre "
                                                       "situation</Paragraphe></TitreAlternatif>"
                                                       "<Condition><estVrai "
                                                       "var=\"T1\"/></Condition><Paragraphe>x</"
                                                       "Paragraphe></Chapitre></Texte>");
  const DcrBlock *block = dcr_article_find_block (article, "suite-a-un-mariage");
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  const DcrRun *runs;
  guint n;

  runs = dcr_block_title (block, situation, &n);
  assert_runs (runs, n, "Autre situation");
  dcr_situation_set_var (situation, "T1", TRUE);
  runs = dcr_block_title (block, situation, &n);
  assert_runs (runs, n, "Suite à un mariage");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/situation/truth-table", test_truth_table);
  g_test_add_func ("/situation/guided", test_guided);
  g_test_add_func ("/situation/answers-and-conditions", test_answers_and_conditions);
  g_test_add_func ("/situation/adopt-only-what-matters", test_adopt_only_what_matters);
  g_test_add_func ("/situation/adopt-once", test_adopt_once);
  g_test_add_func ("/situation/form", test_form);
  g_test_add_func ("/situation/cases", test_cases);
  g_test_add_func ("/situation/situations", test_situations);
  g_test_add_func ("/situation/folded-without-heading", test_folded_without_heading);
  g_test_add_func ("/situation/alternate-title", test_alternate_title);
  return g_test_run ();
}
