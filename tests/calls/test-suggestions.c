/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions on evidence that is not ours: queries of dev.tsv as words searched, their grade-2 article
 * opened, the right leaf by the table breadcrumbs.tsv, fixed beforehand. Five folds; 20 % of calls also open a
 * wrong article, 10 % of past calls are miscoded. */
#include "calls-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls/dcr-learned.h"
#include "calls/dcr-suggest.h"
#include "dev-cases.h"

#define N_FOLDS 5
#define WRONG_ARTICLE 0.20
#define MISCODED 0.10
#define N_SUGGESTED 3
#define GOAL 0.75
#define MARGIN 0.20

static DcrCall *
call_of (GPtrArray *cases, const DevCase *one)
{
  DcrCall *call = dcr_call_new ();
  guint order[2] = { G_MAXUINT, G_MAXUINT };
  guint own;

  g_ptr_array_find (cases, one, &own);
  order[one->wrong_last ? 0 : 1] = own;
  order[one->wrong_last ? 1 : 0] = one->wrong;
  dcr_call_add_query (call, one->query);
  for (guint i = 0; i < 2; i++)
    {
      const DcrArticle *article;
      g_autofree char *theme = NULL;
      if (order[i] == G_MAXUINT)
        continue;
      article = ((DevCase *) cases->pdata[order[i]])->article;
      theme = g_strdup_printf ("%s › %s", article->theme ? article->theme : "",
                               article->dossier ? article->dossier : "");
      dcr_call_open_article (call, &(DcrCallArticle) { .ref = (char *) article->ref,
                                                       .title = (char *) article->title,
                                                       .theme = theme });
    }
  return call;
}

/* One line a leaf of the grid, to draw a miscoding from. */
static GPtrArray *
choosable (DcrReasonGrid *grid)
{
  GPtrArray *leaves = g_ptr_array_new ();
  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    if (dcr_reason_is_choosable (dcr_reason_grid_get (grid, i)))
      g_ptr_array_add (leaves, (gpointer) dcr_reason_grid_get (grid, i)->id);
  return leaves;
}

static void
spoil (GPtrArray *cases, DcrReasonGrid *grid, GRand *rand)
{
  g_autoptr (GPtrArray) leaves = choosable (grid);

  for (guint i = 0; i < cases->len; i++)
    {
      DevCase *one = cases->pdata[i];
      guint other = g_rand_int_range (rand, 0, cases->len);
      one->wrong = g_rand_double (rand) < WRONG_ARTICLE && other != i ? other : G_MAXUINT;
      one->wrong_last = g_rand_boolean (rand);
      one->coded = g_rand_double (rand) < MISCODED
                       ? leaves->pdata[g_rand_int_range (rand, 0, leaves->len)]
                       : one->leaf;
    }
}

typedef struct
{
  GPtrArray *cases;
  guint fold;
} Training;

static gboolean
train (DcrDb *db, gpointer data, GError **error)
{
  Training *training = data;

  if (!dcr_db_exec (db, "DELETE FROM learned", error))
    return FALSE;
  for (guint i = 0; i < training->cases->len; i++)
    {
      const DevCase *one = training->cases->pdata[i];
      if (i % N_FOLDS == training->fold)
        continue;
      g_autoptr (DcrCall) call = call_of (training->cases, one);
      if (!dcr_learned_add (db, call, one->coded, 1, error))
        return FALSE;
    }
  return TRUE;
}

static int
by_count (gconstpointer a, gconstpointer b, gpointer counts)
{
  int one = GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char *const *) a));
  int two = GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char *const *) b));
  return two - one;
}

typedef struct
{
  guint n, right, first, frequent, last;
} Score;

static void
judge_fold (Fixture *base, DcrSuggester *suggester, GPtrArray *cases, guint fold, Score *score)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) frequent = g_ptr_array_new ();
  const char *last[N_SUGGESTED] = { NULL };

  for (guint i = 0; i < cases->len; i++)
    if (i % N_FOLDS != fold)
      {
        gpointer coded = (gpointer) ((DevCase *) cases->pdata[i])->coded;
        if (!g_hash_table_contains (counts, coded))
          g_ptr_array_add (frequent, coded);
        g_hash_table_insert (
            counts, coded,
            GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, coded)) + 1));
      }
  g_ptr_array_sort_with_data (frequent, by_count, counts);
  for (guint i = 0; i < cases->len; i++)
    {
      const DevCase *one = cases->pdata[i];
      if (i % N_FOLDS == fold)
        {
          g_autoptr (DcrCall) call = call_of (cases, one);
          g_autoptr (GPtrArray) found = dcr_suggester_suggest (
              suggester, call, dcr_store_reader (base->store), NULL, NULL, N_SUGGESTED);
          gboolean right = FALSE;
          for (guint k = 0; k < found->len; k++)
            if (g_str_equal (((DcrSuggestion *) found->pdata[k])->reason->id, one->leaf))
              {
                right = TRUE;
                score->first += k == 0;
              }
          score->n++;
          score->right += right;
          if (!right && g_getenv ("DCR_VERBOSE"))
            printf ("# %s | %.70s | %s | %s -> %s %s %s\n", one->leaf, one->query,
                    one->article->title, one->wrong == G_MAXUINT ? "" : "(wrong too)",
                    found->len > 0 ? ((DcrSuggestion *) found->pdata[0])->reason->id : "",
                    found->len > 1 ? ((DcrSuggestion *) found->pdata[1])->reason->id : "",
                    found->len > 2 ? ((DcrSuggestion *) found->pdata[2])->reason->id : "");
          for (guint k = 0; k < N_SUGGESTED; k++)
            {
              score->frequent += k < frequent->len && g_str_equal (frequent->pdata[k], one->leaf);
              score->last += last[k] != NULL && g_str_equal (last[k], one->leaf);
            }
        }
      memmove (last + 1, last, (N_SUGGESTED - 1) * sizeof *last);
      last[0] = one->coded;
    }
}

static void
shuffle (GPtrArray *cases, GRand *rand)
{
  for (guint i = cases->len - 1; i > 0; i--)
    {
      guint k = g_rand_int_range (rand, 0, i + 1);
      gpointer other = cases->pdata[k];
      cases->pdata[k] = cases->pdata[i];
      cases->pdata[i] = other;
    }
}

static void
test_on_dev (Fixture *base, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSuggester) suggester = dcr_suggester_new (dcr_calls_get_grid (base->calls));
  guint32 seed = g_getenv ("DCR_SEED") ? atoi (g_getenv ("DCR_SEED")) : 20261121;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Score score = { 0 }, cold = { 0 };
  GPtrArray *cases = dev_cases_read ();

  if (cases == NULL)
    {
      g_test_skip ("left out: suggestions on dev.tsv, " DEV_ARCHIVE " is not here");
      return;
    }
  shuffle (cases, rand);
  spoil (cases, dcr_calls_get_grid (base->calls), rand);
  for (guint fold = 0; fold < N_FOLDS; fold++) /* nothing learned yet */
    judge_fold (base, suggester, cases, fold, &cold);
  for (guint fold = 0; fold < N_FOLDS; fold++)
    {
      Training training = { cases, fold };
      g_assert_true (dcr_store_write (base->store, train, &training, &error));
      judge_fold (base, suggester, cases, fold, &score);
    }
  g_test_message (
      "seed %u, %u calls: first three %.1f %% (first %.1f %%, nothing learned %.1f %% and %.1f %%), most "
      "frequent %.1f %%, last used %.1f %%",
      seed, score.n, 100.0 * score.right / score.n, 100.0 * score.first / score.n,
      100.0 * cold.right / cold.n, 100.0 * cold.first / cold.n, 100.0 * score.frequent / score.n,
      100.0 * score.last / score.n);
  g_assert_cmpuint (score.n, >, 250);
  g_assert_cmpfloat ((double) score.right / score.n, >=, GOAL);
  g_assert_cmpfloat ((double) score.right / score.n, >=,
                     (double) score.frequent / score.n + MARGIN);
  g_assert_cmpfloat ((double) score.right / score.n, >=, (double) score.last / score.n + MARGIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/suggestions/dev", Fixture, NULL, fixture_open, test_on_dev, fixture_close);
  return g_test_run ();
}
