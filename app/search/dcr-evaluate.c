/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/dcr-search-private.h"

#define DEPTH 10
#define SHORT_QUESTION 60 /* characters */

typedef struct { const char *set, *text; GHashTable *grades; /* id -> grade */ } Question;
typedef struct { double success1, success3, success5, mrr, ndcg; } Figures;

void
dcr_evaluation_set_free (DcrEvaluationSet *set)
{
  g_free (set->name);
  g_free (set);
}

void
dcr_evaluation_free (DcrEvaluation *evaluation)
{
  if (evaluation == NULL)
    return;
  g_clear_pointer (&evaluation->sets, g_ptr_array_unref);
  g_free (evaluation);
}

/* ---- Questions ------------------------------------------------------------ */

static void
question_clear (gpointer data)
{
  g_clear_pointer (&((Question *) data)->grades, g_hash_table_unref);
}

static gboolean
parse_grades (const char *text, Question *question)
{
  g_auto (GStrv) answers = g_strsplit (text, ",", -1);

  question->grades = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; answers[i] != NULL; i++)
    {
      char *colon = strchr (answers[i], ':');
      int grade = colon != NULL ? atoi (colon + 1) : 0;

      if (grade < 1 || grade > 2)
        return FALSE;
      g_hash_table_insert (question->grades, g_strndup (answers[i], colon - answers[i]),
                           GINT_TO_POINTER (grade));
    }
  return g_hash_table_size (question->grades) > 0;
}

/* The questions of @copy, which is cut into pieces and must outlive them. */
static GArray *
parse (char *copy, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, TRUE, sizeof (Question));
  guint line = 0;

  g_array_set_clear_func (questions, question_clear);
  for (char *at = copy, *next; at != NULL && *at != '\0'; at = next)
    {
      Question question = { .set = at };
      char *end = strchr (at, '\n'), *first, *second;

      line++;
      next = end != NULL ? end + 1 : NULL;
      if (end != NULL)
        *end = '\0';
      g_strchomp (at);
      if (*at == '\0')
        continue;
      first = strchr (at, '\t');
      second = first != NULL ? strchr (first + 1, '\t') : NULL;
      if (second != NULL)
        *first = *second = '\0';
      question.text = first != NULL ? first + 1 : "";
      if (second == NULL || !parse_grades (second + 1, &question))
        {
          g_clear_pointer (&question.grades, g_hash_table_unref);
          g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                       _("Line %u is not “set, question, id:grade”, cut by tabs."), line);
          return NULL;
        }
      g_array_append_val (questions, question);
    }
  return g_steal_pointer (&questions);
}

/* ---- Figures --------------------------------------------------------------------------------- */

static int
compare_grades (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

static double
ideal_gain (GHashTable *grades)
{
  g_autofree int *list = g_new0 (int, g_hash_table_size (grades));
  GHashTableIter iter;
  gpointer grade;
  guint n = 0;
  double sum = 0;

  g_hash_table_iter_init (&iter, grades);
  while (g_hash_table_iter_next (&iter, NULL, &grade))
    list[n++] = GPOINTER_TO_INT (grade);
  qsort (list, n, sizeof *list, compare_grades);
  for (guint i = 0; i < MIN (n, DEPTH); i++)
    sum += ((1 << list[i]) - 1) / log2 (i + 2);
  return sum;
}

static Figures
judge (DcrSearch *search, const Question *question, guint audiences)
{
  DcrSearchRequest request = { .words = question->text, .audiences = audiences,
                               .limit = DCR_SEARCH_MAX_HITS };
  g_autoptr (DcrSearchResult) result = dcr_search_query (search, &request);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Figures figures = { 0 };
  double gain = 0;
  guint rank = 0;

  for (guint i = 0; i < result->hits->len && rank < DEPTH; i++)
    {
      const DcrHit *hit = g_ptr_array_index (result->hits, i);
      int grade;

      if (hit->id[0] != 'F' || !g_hash_table_add (seen, hit->id))
        continue;
      grade = GPOINTER_TO_INT (g_hash_table_lookup (question->grades, hit->id));
      gain += ((1 << grade) - 1) / log2 (rank + 2);
      if (grade == 2 && figures.mrr == 0)
        {
          figures.mrr = 1.0 / (rank + 1);
          figures.success1 = rank < 1;
          figures.success3 = rank < 3;
          figures.success5 = rank < 5;
        }
      rank++;
    }
  figures.ndcg = gain / ideal_gain (question->grades);
  return figures;
}

/* A question whose answers this base does not have says nothing of the search. */
static gboolean
can_be_answered (DcrSearch *search, const Question *question, guint audiences)
{
  const DcrIndex *index = search->engine->index;

  for (guint i = 0; i < index->n_docs; i++)
    if ((audiences == 0 || audiences >> index->docs[i].audience & 1)
        && GPOINTER_TO_INT (g_hash_table_lookup (question->grades,
                                                 dcr_index_string (index, index->docs[i].id))) == 2)
      return TRUE;
  return FALSE;
}

static DcrEvaluationSet *
get_set (DcrEvaluation *evaluation, const char *name)
{
  DcrEvaluationSet *set;

  for (guint i = 0; i < evaluation->sets->len; i++)
    if (strcmp (((DcrEvaluationSet *) g_ptr_array_index (evaluation->sets, i))->name, name) == 0)
      return g_ptr_array_index (evaluation->sets, i);
  set = g_new0 (DcrEvaluationSet, 1);
  set->name = g_strdup (name);
  g_ptr_array_add (evaluation->sets, set);
  return set;
}

static void
add_figures (DcrEvaluationSet *set, const Figures *figures, double share)
{
  set->success1 += figures->success1 * share;
  set->success3 += figures->success3 * share;
  set->success5 += figures->success5 * share;
  set->mrr += figures->mrr * share;
  set->ndcg += figures->ndcg * share;
}

static void
divide (gpointer data, gpointer user_data)
{
  DcrEvaluationSet *set = data;
  double n = MAX (set->questions, 1);

  set->success1 /= n;
  set->success3 /= n;
  set->success5 /= n;
  set->mrr /= n;
  set->ndcg /= n;
}

/* « hard_typo » counts in « hard », every other set in itself. */
static const char *
whole_set (const char *name)
{
  return g_str_has_prefix (name, "hard_") ? "hard" : name;
}

static gboolean
in_macro (const char *name, gboolean three)
{
  if (three)
    return strcmp (name, "citizen") == 0 || strcmp (name, "labour") == 0
           || strcmp (name, "hard") == 0;
  return strcmp (name, "title") != 0 && !g_str_has_prefix (name, "hard_");
}

static gboolean
has_three (const DcrEvaluation *evaluation)
{
  guint n = 0;

  for (guint i = 0; i < evaluation->sets->len; i++)
    n += in_macro (((DcrEvaluationSet *) g_ptr_array_index (evaluation->sets, i))->name, TRUE);
  return n == 3;
}

static void
add_macro (DcrEvaluation *evaluation)
{
  gboolean three = has_three (evaluation);
  DcrEvaluationSet *macro = g_new0 (DcrEvaluationSet, 1);
  guint n = 0;

  macro->name = g_strdup ("MACRO");
  for (guint i = 0; i < evaluation->sets->len; i++)
    {
      const DcrEvaluationSet *set = g_ptr_array_index (evaluation->sets, i);
      Figures figures = { set->success1, set->success3, set->success5, set->mrr, set->ndcg };

      if (!in_macro (set->name, three))
        continue;
      add_figures (macro, &figures, 1);
      macro->questions += set->questions;
      n++;
    }
  for (double *figure = &macro->success1; figure <= &macro->ndcg; figure++)
    *figure /= MAX (n, 1);
  g_ptr_array_add (evaluation->sets, macro);
}

/* Half of the interval that holds 95 % of the means of 2,000 draws, each set drawn by itself. */
static double
bootstrap (const GArray *sets, const GArray *ndcg, gboolean three)
{
  enum { DRAWS = 2000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3939);
  g_autoptr (GHashTable) by_set = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) g_array_unref);
  g_autofree double *means = g_new0 (double, DRAWS);
  GHashTableIter iter;
  gpointer list, name;
  double sum = 0, squares = 0;

  for (guint i = 0; i < sets->len; i++)
    {
      const char *set = whole_set (g_array_index (sets, const char *, i));
      if (!in_macro (set, three))
        continue;
      list = g_hash_table_lookup (by_set, set);
      if (list == NULL)
        g_hash_table_insert (by_set, (gpointer) set,
                             list = g_array_new (FALSE, FALSE, sizeof (double)));
      g_array_append_val (list, g_array_index (ndcg, double, i));
    }
  for (guint d = 0; d < DRAWS; d++)
    {
      g_hash_table_iter_init (&iter, by_set);
      while (g_hash_table_iter_next (&iter, &name, &list))
        {
          GArray *values = list;
          double mean = 0;
          for (guint i = 0; i < values->len; i++)
            mean += g_array_index (values, double, g_rand_int_range (rand, 0, values->len));
          means[d] += mean / values->len / g_hash_table_size (by_set);
        }
      sum += means[d];
      squares += means[d] * means[d];
    }
  return 1.96 * sqrt (MAX (squares / DRAWS - sum / DRAWS * (sum / DRAWS), 0));
}

/* ---- Latency --------------------------------------------------------------------------------- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return x < y ? -1 : x > y;
}

static void
percentiles (GArray *times, double out[3])
{
  static const double at[] = { 0.50, 0.95, 0.99 };

  g_array_sort (times, compare_doubles);
  for (guint i = 0; i < 3 && times->len > 0; i++)
    out[i] = g_array_index (times, double, MIN ((guint) (at[i] * times->len), times->len - 1));
}

static void
time_query (DcrSearch *search, const char *words, guint audiences, GArray *times)
{
  DcrSearchRequest request
      = { .words = words, .audiences = audiences, .limit = 20, .snippets = 10 };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (DcrSearchResult) result = dcr_search_query (search, &request);
  double ms = (double) (g_get_monotonic_time () - start) / 1000.0;

  g_array_append_val (times, ms);
}

static void
measure (DcrSearch *search, const GArray *questions, guint audiences, DcrEvaluation *evaluation)
{
  g_autoptr (GArray) query = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) typed = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) message = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < questions->len; i++)
    {
      const char *text = g_array_index (questions, Question, i).text;

      if (g_utf8_strlen (text, -1) > SHORT_QUESTION)
        {
          time_query (search, text, audiences, message);
          continue;
        }
      time_query (search, text, audiences, query);
      for (const char *at = text; *at != '\0';)
        {
          at = g_utf8_next_char (at);
          g_autofree char *head = g_strndup (text, at - text);
          time_query (search, head, audiences, typed);
        }
    }
  percentiles (query, evaluation->query_ms);
  percentiles (typed, evaluation->typed_ms);
  percentiles (message, evaluation->message_ms);
}

/* ---- The whole ------------------------------------------------------------------------------- */

DcrEvaluation *
dcr_evaluate (DcrSearch *search, const char *tsv, guint audiences, gboolean latency, GError **error)
{
  g_autofree char *copy = g_strdup (tsv);
  g_autoptr (GArray) questions = parse (copy, error);
  g_autoptr (GArray) sets = g_array_new (FALSE, FALSE, sizeof (char *));
  g_autoptr (GArray) ndcg = g_array_new (FALSE, FALSE, sizeof (double));
  DcrEvaluation *evaluation;

  if (questions == NULL)
    return NULL;
  evaluation = g_new0 (DcrEvaluation, 1);
  evaluation->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_evaluation_set_free);
  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = &g_array_index (questions, Question, i);
      Figures figures;

      if (!can_be_answered (search, question, audiences))
        {
          evaluation->skipped++;
          continue;
        }
      figures = judge (search, question, audiences);
      for (guint k = 0; k < (whole_set (question->set) != question->set ? 2 : 1); k++)
        {
          DcrEvaluationSet *set
              = get_set (evaluation, k == 0 ? question->set : whole_set (question->set));
          add_figures (set, &figures, 1);
          set->questions++;
        }
      g_array_append_val (sets, question->set);
      g_array_append_val (ndcg, figures.ndcg);
    }
  g_ptr_array_foreach (evaluation->sets, divide, NULL);
  evaluation->half_width = bootstrap (sets, ndcg, has_three (evaluation));
  add_macro (evaluation);
  if (latency)
    measure (search, questions, audiences, evaluation);
  return evaluation;
}
