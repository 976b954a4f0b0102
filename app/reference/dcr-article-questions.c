/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that the cases ask, and those another document asks for this one. */
#include "reference/dcr-article-private.h"

#include <string.h>

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

const char *
dcr_build_labels_key (DcrBuilder *builder, const char *prefix, const DcrAnswer *answers,
                      guint n_answers)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *key = NULL;

  for (guint i = 0; i < n_answers; i++)
    {
      GString *label = g_string_new (NULL);

      dcr_slug_append (label, answers[i].label);
      g_ptr_array_add (labels, g_string_free (label, FALSE));
    }
  g_ptr_array_sort (labels, compare_text);
  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (all, "%s\n", (const char *)labels->pdata[i]);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize)all->len);
  key = g_strdup_printf ("%s%.16s", prefix, hash);
  return dcr_arena_text (builder->arena, key, strlen (key));
}

/* ---- Cases --------------------------------------------------------------------------------- */

typedef struct
{
  DcrBuilder *builder;
  GHashTable *by_key; /* key -> index + 1 */
} Cases;

/* The heading above: of the section or the case the choice stands in. */
static const char *
heading_above (DcrBuilder *builder, const DcrBlock *block)
{
  if (strcmp (block->element, "ListeSituations") == 0)
    return "Votre situation";
  for (const DcrBlock *above = block->parent; above != NULL; above = above->parent)
    if (above->n_title > 0)
      return dcr_runs_text (builder, above->title, above->n_title);
  return builder->article->title;
}

/* Answers of @block, one for each distinct title; the cases are told which is theirs. */
static guint
gather_answers (DcrBuilder *builder, DcrBlock *block, DcrAnswer *answers)
{
  static const char *const none[] = { NULL };
  g_autoptr (GHashTable) by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < block->n_children; i++)
    {
      DcrBlock *child = block->children[i];
      GString *slug = g_string_new (NULL);
      const char *label = dcr_runs_text (builder, child->title, child->n_title);
      gpointer found;

      dcr_slug_append (slug, label);
      found = g_hash_table_lookup (by_label, slug->str);
      if (child->kind != DCR_BLOCK_CASE || slug->len == 0)
        g_string_free (slug, TRUE);
      else if (found != NULL)
        {
          child->answer = GPOINTER_TO_INT (found) - 1;
          g_string_free (slug, TRUE);
        }
      else
        {
          answers[n] = (DcrAnswer){
            .label = label, .true_vars = none, .false_vars = none, .excluded_vars = none
          };
          child->answer = (int)n++;
          g_hash_table_insert (by_label, g_string_free (slug, FALSE), GUINT_TO_POINTER (n));
        }
    }
  return n;
}

/* The same set of titles in another order is the same question: the cases take its answers. */
static void
renumber (DcrBuilder *builder, DcrBlock *block, const DcrAnswer *mine, const DcrQuestion *question)
{
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);

  for (guint i = 0; i < block->n_children; i++)
    {
      DcrBlock *child = block->children[i];

      if (child->answer < 0)
        continue;
      g_string_truncate (a, 0);
      dcr_slug_append (a, mine[child->answer].label);
      for (guint j = 0; j < question->n_answers; j++)
        {
          g_string_truncate (b, 0);
          dcr_slug_append (b, question->answers[j].label);
          if (g_string_equal (a, b))
            child->answer = (int)j;
        }
    }
}

static gboolean
ask_case (const DcrBlock *const_block, gpointer user_data)
{
  Cases *cases = user_data;
  DcrBuilder *builder = cases->builder;
  DcrBlock *block = (DcrBlock *)const_block;
  DcrQuestion question
      = { .origin = DCR_QUESTION_CASES, .parent_question = -1, .parent_answer = -1 };
  DcrAnswer *answers;
  guint known;

  if (block->kind != DCR_BLOCK_CASES || block->n_children == 0)
    return TRUE;
  answers = dcr_arena_new_n (builder->arena, DcrAnswer, block->n_children);
  question.n_answers = gather_answers (builder, block, answers);
  if (question.n_answers == 0)
    return TRUE;
  question.answers = answers;
  question.key = dcr_build_labels_key (builder, "cases:", answers, question.n_answers);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (cases->by_key, question.key));
  if (known > 0)
    {
      block->question = (int)known - 1;
      renumber (builder, block, answers,
                &g_array_index (builder->questions, DcrQuestion, known - 1));
      return TRUE;
    }
  if (strcmp (block->element, "ListeSituations") == 0)
    question.origin = DCR_QUESTION_SITUATIONS;
  question.label = heading_above (builder, block);
  g_array_append_val (builder->questions, question);
  block->question = (int)builder->questions->len - 1;
  g_hash_table_insert (cases->by_key, (gpointer)question.key,
                       GUINT_TO_POINTER (builder->questions->len));
  return TRUE;
}

/* ---- Variables ------------------------------------------------------------------------------ */

static const char *const *
sorted_set (DcrArena *arena, GPtrArray *vars)
{
  const char **kept = dcr_arena_new_n (arena, const char *, vars->len + 1);
  guint n = 0;

  g_ptr_array_sort (vars, compare_text);
  for (guint i = 0; i < vars->len; i++)
    if (n == 0 || strcmp (kept[n - 1], vars->pdata[i]) != 0)
      kept[n++] = vars->pdata[i];
  return kept;
}

static void
add_vars (GPtrArray *to, const char *const *vars)
{
  for (; *vars != NULL; vars++)
    g_ptr_array_add (to, (gpointer)*vars);
}

static const char *const *
all_set_vars (DcrArena *arena, const DcrQuestion *questions, guint n_questions)
{
  g_autoptr (GPtrArray) vars = g_ptr_array_new ();

  for (guint i = 0; i < n_questions; i++)
    for (guint j = 0; j < questions[i].n_answers; j++)
      {
        add_vars (vars, questions[i].answers[j].true_vars);
        add_vars (vars, questions[i].answers[j].false_vars);
      }
  return sorted_set (arena, vars);
}

void
dcr_build_questions (DcrBuilder *builder)
{
  DcrArticle *article = builder->article;
  Cases cases = { builder, g_hash_table_new (g_str_hash, g_str_equal) };

  dcr_block_walk (article->root, ask_case, &cases);
  for (guint i = 0; i < article->n_glossary; i++)
    dcr_block_walk (article->glossary[i].text, ask_case, &cases);
  g_hash_table_unref (cases.by_key);
  article->n_questions = builder->questions->len;
  article->questions = dcr_arena_dup (builder->arena, builder->questions->data,
                                      builder->questions->len * sizeof (DcrQuestion));
  article->set_vars = all_set_vars (builder->arena, article->questions, article->n_questions);
  article->tested_vars = sorted_set (builder->arena, builder->variables);
}

/* ---- Questions of another document ---------------------------------------------------------- */

static gboolean
holds (const char *const *vars, const char *var)
{
  for (; *vars != NULL; vars++)
    if (strcmp (*vars, var) == 0)
      return TRUE;
  return FALSE;
}

/* Does it decide a variable that is tested here and that nothing here decides yet? */
static gboolean
decides (const DcrQuestion *question, const DcrArticle *article)
{
  for (guint i = 0; i < question->n_answers; i++)
    for (guint sort = 0; sort < 2; sort++)
      for (const char *const *var
           = sort == 0 ? question->answers[i].true_vars : question->answers[i].false_vars;
           *var != NULL; var++)
        if (holds (article->tested_vars, *var) && !holds (article->set_vars, *var))
          return TRUE;
  return FALSE;
}

/** What becomes of the questions of another document. */
typedef struct
{
  const DcrArticle *article, *guided;
  gboolean *matters; /* by question of @guided */
  int *index;        /* in the article that will be; -1 not there */
  DcrQuestion *all;  /* of that article */
  guint n;
} Adoption;

/* The nearest question above that matters too, and the answer that leads on from it. Those between
 * that decide nothing here are not asked: « plus de 4 ans ? » ends forty paths of the guided search
 * on registration papers, and an article that tests only this asks only this. */
static void
find_parent (const Adoption *adoption, guint question, int *parent, int *answer)
{
  const DcrQuestion *questions = adoption->guided->questions;

  *parent = questions[question].parent_question;
  *answer = questions[question].parent_answer;
  while (*parent >= 0 && !adoption->matters[*parent])
    {
      *answer = questions[*parent].parent_answer;
      *parent = questions[*parent].parent_question;
    }
}

static int
known_question (const DcrQuestion *questions, guint n, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (questions[i].key, key) == 0)
      return (int)i;
  return -1;
}

/* The answer of @question that says the same, or -1: a question asked in two documents may have its
 * answers in another order. */
static int
same_answer (const DcrQuestion *question, const DcrAnswer *answer)
{
  for (guint i = 0; i < question->n_answers; i++)
    if (strcmp (question->answers[i].label, answer->label) == 0)
      return (int)i;
  for (guint i = 0; i < question->n_answers; i++)
    if (answer->true_vars[0] != NULL
        && g_strv_equal (question->answers[i].true_vars, answer->true_vars))
      return (int)i;
  return -1;
}

/* First those that depend on no other, so that the same asked again further down is the same. */
static void
adopt_one (Adoption *adoption, guint question, gboolean below)
{
  const DcrQuestion *asked = &adoption->guided->questions[question];
  int parent, answer, known;

  find_parent (adoption, question, &parent, &answer);
  if (!adoption->matters[question] || (parent >= 0) != below)
    return;
  known = known_question (adoption->all, adoption->n, asked->key);
  if (known >= 0
      && (!below || adoption->all[known].parent_question < 0
          || known < (int)adoption->article->n_questions))
    {
      adoption->index[question] = known;
      return;
    }
  adoption->all[adoption->n] = *asked;
  if (below)
    {
      const DcrQuestion *above = &adoption->all[adoption->index[parent]];

      answer = same_answer (above, &adoption->guided->questions[parent].answers[answer]);
    }
  adoption->all[adoption->n].parent_question = below && answer >= 0 ? adoption->index[parent] : -1;
  adoption->all[adoption->n].parent_answer = below ? answer : -1;
  if (!below && asked->origin == DCR_QUESTION_GUIDED)
    adoption->all[adoption->n].label = adoption->guided->title;
  adoption->index[question] = (int)adoption->n++;
}

DcrArticle *
dcr_article_adopt_questions (DcrArticle *article, DcrArticle *guided)
{
  DcrArticleReal *real = g_new0 (DcrArticleReal, 1);
  guint n_guided = guided->n_questions;
  g_autofree gboolean *matters = g_new0 (gboolean, n_guided + 1);
  g_autofree int *index = g_new (int, n_guided + 1);
  Adoption adoption = { article, guided, matters, index, NULL, article->n_questions };

  real->article = *article;
  real->article.ref_count = 1;
  real->cases = ((DcrArticleReal *)article)->cases;
  real->n_cases = ((DcrArticleReal *)article)->n_cases;
  real->tree = dcr_article_ref (article);
  real->guided = dcr_article_ref (guided);
  dcr_arena_init (&real->arena, 1024);
  adoption.all = dcr_arena_new_n (&real->arena, DcrQuestion, adoption.n + n_guided);
  if (adoption.n > 0)
    memcpy (adoption.all, article->questions, adoption.n * sizeof (DcrQuestion));
  for (guint i = 0; i < n_guided; i++)
    {
      index[i] = -1;
      matters[i] = guided->questions[i].origin <= DCR_QUESTION_FORM
                   && decides (&guided->questions[i], article);
    }
  for (guint i = 0; i < n_guided; i++)
    adopt_one (&adoption, i, FALSE);
  for (guint i = 0; i < n_guided; i++)
    adopt_one (&adoption, i, TRUE);
  real->article.questions = adoption.all;
  real->article.n_questions = adoption.n;
  real->article.set_vars = all_set_vars (&real->arena, adoption.all, adoption.n);
  return &real->article;
}
