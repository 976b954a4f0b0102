/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an article: read or refused, and what is read holds together (RELIABILITY R8). */
#include <string.h>

#include "fuzz.h"
#include "reference/dcr-reference.h"

static char *
title_of (const char *ref, gpointer data)
{
  return g_strdup_printf ("Titre de %s", ref);
}

static gboolean
check_block (const DcrBlock *block, gpointer data)
{
  const DcrArticle *article = data;

  g_assert_true (block->passage == G_MAXUINT || block->passage < article->n_passages);
  g_assert_true (block->question < (int)article->n_questions);
  for (guint i = 0; i < block->n_children; i++)
    g_assert_true (block->children[i]->parent == block);
  for (guint i = 0; i < block->n_runs; i++)
    {
      g_assert_true (g_utf8_validate (block->runs[i].text, -1, NULL));
      g_assert_true ((block->runs[i].link == DCR_LINK_NONE) == (block->runs[i].target == NULL));
    }
  if (block->kind == DCR_BLOCK_CELL)
    g_assert_true (block->row_span >= 1 && block->column_span >= 1);
  if (block->address != NULL)
    g_assert_true (dcr_article_find_block (article, block->address) == block);
  return TRUE;
}

static void
check_passages (const DcrArticle *article)
{
  g_autoptr (GHashTable) addresses = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < article->n_passages; i++)
    {
      const DcrPassage *passage = &article->passages[i];
      g_autofree char *text = NULL;

      g_assert_true (g_hash_table_add (addresses, (gpointer)passage->address));
      g_assert_cmpint (passage->parent, <, (int)i);
      g_assert_cmpuint (strlen (passage->hash), ==, 64);
      g_assert_true (g_utf8_validate (passage->text, -1, NULL));
      if (i < 50)
        text = dcr_passage_render (article, passage, NULL);
    }
}

static void
check_questions (DcrArticle *article)
{
  g_autoptr (DcrArticle) more = dcr_article_adopt_questions (article, article);
  g_autoptr (DcrSituation) situation = dcr_situation_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < more->n_questions && i < 100; i++)
    {
      const DcrQuestion *question = &more->questions[i];

      g_assert_cmpint (question->parent_question, <, (int)i);
      if (dcr_question_is_asked (more, i, situation) && question->n_answers > 0)
        {
          dcr_situation_answer (situation, question, (int)(i % question->n_answers));
          g_assert_cmpint (dcr_situation_get (situation, question), >=, 0);
        }
    }
  text = dcr_article_render (more, situation);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article = dcr_article_parse ((const char *)data, size, unknown, &error);
  g_autoptr (DcrArticle) again = NULL;
  g_autofree char *text = NULL;
  GPtrArray *changes;

  g_assert_true ((article == NULL) == (error != NULL));
  if (article == NULL)
    {
      g_assert_true (error->domain == DCR_ERROR && error->code == DCR_ERROR_INPUT);
      return 0;
    }
  dcr_block_walk (article->root, check_block, article);
  check_passages (article);
  text = dcr_article_render (article, NULL);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  check_questions (article);
  again = dcr_article_parse ((const char *)data, size, NULL, NULL);
  g_assert_cmpstr (again->content_hash, ==, article->content_hash);
  changes = dcr_article_diff (article, again);
  g_assert_cmpuint (changes->len, ==, 0);
  g_ptr_array_unref (changes);
  dcr_article_name_links (again, title_of, NULL);
  return 0;
}

/* ---- Mutations that keep it XML ---------------------------------------------------------------
 */

#ifdef DCR_FUZZER
static const char *const names[] = {
  "Paragraphe",
  "Titre",
  "Item",
  "Liste",
  "Fiche",
  "Cellule",
  "Rangée",
  "Tableau",
  "Colonne",
  "Texte",
  "Chapitre",
  "SousChapitre",
  "LienInterne",
  "LienIntra",
  "LienExterne",
  "Valeur",
  "MiseEnEvidence",
  "BlocCas",
  "Cas",
  "ListeSituations",
  "Situation",
  "OuSAdresser",
  "ServiceEnLigne",
  "ANoter",
  "ASavoir",
  "Attention",
  "Condition",
  "estVrai",
  "ou",
  "et",
  "non",
  "Problematiques",
  "Problematique",
  "Branche",
  "SiSelectionne",
  "affecteVrai",
  "Definition",
  "Introduction",
  "Questionnaire",
  "Question",
  "Choix",
  "Image",
  "Reference",
  "TitreFlottant",
  "FragmentConditionne",
  "Source",
  "Inconnu",
};

/* The n-th « < » of an opening or closing tag, as an offset. */
static gsize
tag_at (const guint8 *data, gsize size, guint n)
{
  gsize first = size;

  for (gsize i = 0; i < size; i++)
    if (data[i] == '<')
      {
        first = MIN (first, i);
        if (n-- == 0)
          return i;
      }
  return first;
}

static guint
count_tags (const guint8 *data, gsize size)
{
  guint n = 0;

  for (gsize i = 0; i < size; i++)
    n += data[i] == '<';
  return n;
}

/* Puts @insert in the place of @data[@from, @to[; the size, or 0 when there is no room. */
static gsize
splice (guint8 *data, gsize size, gsize max, gsize from, gsize to, const void *insert, gsize length)
{
  gsize rest = size - to;

  if (from + length + rest > max)
    return 0;
  memmove (data + from + length, data + to, rest);
  memcpy (data + from, insert, length);
  return from + length + rest;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = count_tags (data, size);
  const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
  g_autofree char *pair = g_strdup_printf ("<%s></%s>", name, name);
  gsize a, b, changed = 0;

  if (n < 4 || g_rand_int_range (rand, 0, 3) == 0)
    return LLVMFuzzerMutate (data, size, max);
  a = tag_at (data, size, (guint)g_rand_int_range (rand, 0, (int)n));
  b = tag_at (data, size, (guint)g_rand_int_range (rand, 0, (int)n));
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0: /* an element more */
      changed = splice (data, size, max, a, a, pair, strlen (pair));
      break;
    case 1: /* a piece less */
      changed = splice (data, size, max, MIN (a, b), MAX (a, b), "", 0);
      break;
    case 2: /* a piece twice */
      {
        g_autofree guint8 *piece = g_memdup2 (data + MIN (a, b), MAX (a, b) - MIN (a, b) + 1);

        changed = splice (data, size, max, a, a, piece, MAX (a, b) - MIN (a, b));
        break;
      }
    default: /* around a piece, an element */
      changed = splice (data, size, max, MAX (a, b), MAX (a, b), pair + strlen (name) + 2,
                        strlen (name) + 3);
      if (changed > 0)
        changed = splice (data, changed, max, MIN (a, b), MIN (a, b), pair, strlen (name) + 2);
      break;
    }
  return changed > 0 ? changed : LLVMFuzzerMutate (data, size, max);
}
#endif
