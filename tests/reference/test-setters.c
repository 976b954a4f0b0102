/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents of the base ask for what an article tests. */
#include <locale.h>
#include <string.h>

#include "dcr-maker.h"
#include "made-article.h"
#include "reference/dcr-reference.h"
#include "../support/dcr-folder.h"

#define TITLE(text) "<Titre><Paragraphe>" text "</Paragraphe></Titre>"
#define ANSWER(text, var, more)                                                                    \
  "<Problematique>" TITLE (text) "<SiSelectionne><affecteVrai var=\"" var                          \
                                 "\"/></SiSelectionne>" more "</Problematique>"
#define IF(var)                                                                                    \
  "<Chapitre>" TITLE (var) "<Condition><estVrai var=\"" var                                        \
                           "\"/></Condition><Paragraphe>x</Paragraphe></Chapitre>"
#define LEADS_TO_F1 "<LienInterne LienPublication=\"F1\" type=\"Fiche\" audience=\"Particuliers\"/>"

static void
add (DcrMaker *maker, const char *id, const char *title, const char *inside)
{
  g_autofree char *document = made_document (inside);
  g_autofree char *root = g_strdup_printf ("ID=\"%s\"", id);
  g_autofree char *name = g_strconcat (id, ".xml", NULL);
  GString *xml = g_string_new (document);

  g_string_replace (xml, "ID=\"F1\"", root, 1);
  g_string_replace (xml, "Titre de la fiche", title, 1);
  dcr_maker_add (maker, name, xml->str, -1);
  g_string_free (xml, TRUE);
}

static void
make_archive (const char *path)
{
  DcrMaker *maker = dcr_maker_new (path);

  add (maker, "F1", "Fiche",
       "<RechercheGuidee ID=\"F5\" audience=\"Particuliers\">" TITLE (
           "Chercher") "</RechercheGuidee>"
                       "<Texte>" IF ("T1") IF ("T2") IF ("T3") IF ("T4") IF ("T99") "</Texte>");
  add (maker, "F2", "Autre thème",
       "<Problematiques>" ANSWER ("Loin", "T3", "") "</Problematiques>");
  add (maker, "F3", "Mène ici",
       "<Problematiques>" ANSWER ("Ici", "T2", LEADS_TO_F1)
           ANSWER ("Là", "T7", "") "</Problematiques>");
  add (maker, "F4", "Ne sert plus",
       "<Problematiques>" ANSWER ("Ici", "T2", "") "</Problematiques>");
  add (maker, "F5", "** Nommée",
       "<Problematiques>" ANSWER ("Un", "T1", "") ANSWER ("Six", "T6", "") "</Problematiques>");
  add (maker, "F6", "De trop", "<Problematiques>" ANSWER ("Quatre", "T4", "") "</Problematiques>");
  add (maker, "F7", "Sans condition", "<Texte><Paragraphe>x</Paragraphe></Texte>");
  dcr_maker_close (maker);
}

static void
test_setters (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dcr-setters-XXXXXX", NULL);
  g_autofree char *archive = g_build_filename (folder, "a.zip", NULL);
  g_autofree char *base = g_build_filename (folder, "base", NULL);
  const char *sources[] = { archive, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL;
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (DcrArticle) article = NULL, plain = NULL;

  make_archive (archive);
  report
      = dcr_reference_import (base, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  reference = dcr_reference_open (base, &error);
  g_assert_no_error (error);
  article = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (article->n_questions, ==, 0);
  article = dcr_reference_adopt_questions (reference, article);

  /* the one it names, the one that leads to it, then another; three documents at most */
  g_assert_cmpuint (article->n_questions, ==, 3);
  g_assert_cmpstr (article->questions[0].label, ==, "Nommée");
  g_assert_cmpstr (article->questions[1].label, ==, "Mène ici");
  g_assert_cmpstr (article->questions[2].label, ==, "Autre thème");
  g_assert_cmpstr (article->questions[0].key, ==, "vars:T1,T6");

  plain = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F7", NULL, &error);
  plain = dcr_reference_adopt_questions (reference, plain);
  g_assert_cmpuint (plain->n_questions, ==, 0);
  g_clear_pointer (&reference, dcr_reference_close);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reference/setters", test_setters);
  return g_test_run ();
}
