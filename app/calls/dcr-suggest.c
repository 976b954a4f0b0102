/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the evidence (titles and breadcrumbs of the articles opened, words searched, headings of
 * what was kept) against label, definition and example of each reason, and what past calls with the
 * same evidence were about. No reason is tied to an article by hand. */
#include "calls/dcr-suggest-private.h"

#include <math.h>
#include <string.h>

#include "calls/dcr-learned.h"
#include "text/dcr-french.h"

/* What a word counts in each text of a reason. */
#define WEIGHT_LABEL 3.0
#define WEIGHT_DEFINITION 1.5
#define WEIGHT_EXAMPLE 0.7
#define WEIGHT_FAMILY 0.6

/* What each sort of evidence counts. */
#define WEIGHT_TITLE 1.0
#define WEIGHT_THEME 0.35
#define WEIGHT_QUERY 0.8
#define WEIGHT_HEADING 0.3
#define WEIGHT_OLDER 0.6 /* an article opened before the last one, for each step back */
#define KEPT_BOOST 1.6   /* its passages were kept */
#define MISTRUST 0.5     /* its title has no word of what was searched */

/* Words, past calls of the articles, past calls with these words, the line called, the former call. */
#define SHARE_WORDS 1.0
#define SHARE_ARTICLE 1.6
#define SHARE_STEMS 0.9
#define SHARE_CALLED 0.2
#define SHARE_FORMER 0.35
#define SURE 0.75 /* of one article alone: most of its words, or of its calls */
#define CLEAR 1.15 /* and by so much before the next reason */

typedef struct
{
  guint leaf;
  float weight;
} Posting;

static void
add_text (DcrSuggester *self, GHashTable *weights, const char *text, double weight)
{
  g_autoptr (GPtrArray) stems = dcr_learned_stems (text);

  for (guint i = 0; i < stems->len; i++)
    {
      double *sum = g_hash_table_lookup (weights, stems->pdata[i]);
      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (weights, g_strdup (stems->pdata[i]), sum);
        }
      *sum += weight;
    }
}

static void
index_leaf (DcrSuggester *self, guint leaf)
{
  const DcrReason *reason = self->leaves->pdata[leaf];
  g_autoptr (GHashTable) weights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer stem, weight;
  double norm = 0;

  add_text (self, weights, reason->label, WEIGHT_LABEL);
  add_text (self, weights, reason->definition, WEIGHT_DEFINITION);
  add_text (self, weights, reason->example, WEIGHT_EXAMPLE);
  if (reason->parent != NULL)
    add_text (self, weights, reason->parent->label, WEIGHT_FAMILY);
  g_hash_table_iter_init (&iter, weights);
  while (g_hash_table_iter_next (&iter, NULL, &weight))
    norm += *(double *) weight;
  norm = pow (norm, 0.35); /* a long definition is a small advantage, not a large one */
  g_hash_table_iter_init (&iter, weights);
  while (g_hash_table_iter_next (&iter, &stem, &weight))
    {
      Posting posting = { leaf, *(double *) weight / norm };
      GArray *list = g_hash_table_lookup (self->postings, stem);
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (Posting));
          g_hash_table_insert (self->postings, g_strdup (stem), list);
        }
      g_array_append_val (list, posting);
    }
}

DcrSuggester *
dcr_suggester_new (DcrReasonGrid *grid)
{
  DcrSuggester *self = g_new0 (DcrSuggester, 1);

  self->grid = dcr_reason_grid_ref (grid);
  self->leaves = g_ptr_array_new ();
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->postings
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *reason = dcr_reason_grid_get (grid, i);
      if (!dcr_reason_is_choosable (reason) || reason->is_other)
        continue;
      g_ptr_array_add (self->leaves, (gpointer) reason);
      g_hash_table_insert (self->places, (gpointer) reason->id,
                           GUINT_TO_POINTER (self->leaves->len));
      index_leaf (self, self->leaves->len - 1);
    }
  dcr_suggester_index_words (self);
  return self;
}

void
dcr_suggester_free (DcrSuggester *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->postings);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->leaves);
  g_array_unref (self->words);
  dcr_reason_grid_unref (self->grid);
  g_free (self);
}

void
dcr_suggestion_free (DcrSuggestion *suggestion)
{
  if (suggestion == NULL)
    return;
  g_free (suggestion->why);
  g_free (suggestion);
}

/* ---- Scores ---------------------------------------------------------------------------------- */

typedef enum
{
  WHY_ARTICLE, /* its title speaks of it */
  WHY_QUERY,
  WHY_PAST,    /* past calls of this article */
  WHY_CALLED,
  WHY_FORMER,
} WhyKind;

typedef struct
{
  double score;
  double best; /* of one piece of evidence, the one that is named */
  WhyKind why;
  const char *what;
} Score;

typedef struct
{
  DcrSuggester *self;
  DcrCall *call;
  DcrDb *db;
  Score *scores;
  double *part; /* one kind of evidence */
  GHashTable *stem_weights; /* stem -> weight in the evidence */
  GHashTable *searched;     /* stems of the words searched */
  double share;
  WhyKind why;
  const char *what;
} Work;

static void
give (Work *work, guint leaf, double points)
{
  Score *score = &work->scores[leaf];

  score->score += points;
  if (points > score->best)
    {
      score->best = points;
      score->why = work->why;
      score->what = work->what;
    }
}

static double
idf (DcrSuggester *self, guint n)
{
  return log (1.0 + self->leaves->len / (double) n);
}

/* One text of the evidence: points shared out so that its best reason gets @weight. */
static void
weigh_text (Work *work, const char *text, double weight)
{
  DcrSuggester *self = work->self;
  g_autoptr (GPtrArray) stems = dcr_learned_stems (text);
  double highest = 0, all = 0;

  memset (work->part, 0, self->leaves->len * sizeof (double));
  for (guint i = 0; i < stems->len; i++)
    {
      GArray *list = g_hash_table_lookup (self->postings, stems->pdata[i]);
      double *sum = g_hash_table_lookup (work->stem_weights, stems->pdata[i]);
      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (work->stem_weights, g_strdup (stems->pdata[i]), sum);
        }
      *sum += weight;
      all += list ? idf (self, list->len) : log (1.0 + self->leaves->len);
      for (guint k = 0; list != NULL && k < list->len; k++)
        {
          const Posting *posting = &g_array_index (list, Posting, k);
          double *points = &work->part[posting->leaf];
          *points += idf (self, list->len) * posting->weight;
          highest = MAX (highest, *points);
        }
    }
  /* a text most of whose words are in no reason says little, whatever its best match */
  for (guint leaf = 0; all > 0 && leaf < self->leaves->len; leaf++)
    if (work->part[leaf] > 0)
      give (work, leaf, SHARE_WORDS * weight * work->part[leaf] / (highest * 0.5 + all * 0.5));
}

typedef struct
{
  Work *work;
  double factor;
} Past;

static void
on_past (const char *reason, gint64 calls, gpointer data)
{
  Past *past = data;
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (past->work->self->places, reason));

  if (place > 0) /* not ended since */
    past->work->part[place - 1] += past->factor * calls;
}

/* Past calls with this evidence: a share of them, held back while they are few. */
static void
weigh_past (Work *work, DcrLearnedKind kind, const char *key, double weight, double doubt)
{
  Past past = { work, 1.0 };
  gint64 sum;

  memset (work->part, 0, work->self->leaves->len * sizeof (double));
  sum = dcr_learned_each (work->db, kind, key, on_past, &past);
  for (guint leaf = 0; sum > 0 && leaf < work->self->leaves->len; leaf++)
    if (work->part[leaf] > 0)
      give (work, leaf, weight * work->part[leaf] / (sum + doubt));
}

static guint
count_kept (DcrCall *call, const char *ref)
{
  GPtrArray *passages = dcr_call_get_passages (call);
  guint n = 0;
  for (guint i = 0; i < passages->len; i++)
    n += g_str_equal (((DcrCallPassage *) passages->pdata[i])->ref, ref);
  return n;
}

/* An article that has nothing of what was searched was likely opened by mistake. */
static double
agreement (Work *work, const DcrCallArticle *article)
{
  GPtrArray *queries = dcr_call_get_queries (work->call);
  g_autoptr (GPtrArray) title = dcr_learned_stems (article->title);
  guint shared = 0;

  if (queries->len == 0 || title->len == 0)
    return 1.0;
  for (guint i = 0; i < title->len; i++)
    shared += g_hash_table_contains (work->searched, title->pdata[i]);
  return MISTRUST + (1.0 - MISTRUST) * MIN (1.0, 2.0 * shared / title->len);
}

static void
weigh_articles (Work *work)
{
  GPtrArray *articles = dcr_call_get_articles (work->call);
  double weight = 1.0;

  for (guint i = articles->len; i > 0; i--)
    {
      const DcrCallArticle *article = articles->pdata[i - 1];
      double boosted
          = weight
            * (count_kept (work->call, article->ref) ? KEPT_BOOST : agreement (work, article));
      work->what = article->ref;
      work->why = WHY_ARTICLE;
      weigh_text (work, article->title, WEIGHT_TITLE * boosted);
      if (article->theme != NULL)
        weigh_text (work, article->theme, WEIGHT_THEME * boosted);
      work->why = WHY_PAST;
      if (work->db != NULL)
        weigh_past (work, DCR_LEARNED_ARTICLE, article->ref, SHARE_ARTICLE * boosted, 1.0);
      weight *= WEIGHT_OLDER;
    }
}

static void
find_searched (Work *work)
{
  GPtrArray *queries = dcr_call_get_queries (work->call);

  for (guint i = 0; i < queries->len; i++)
    {
      g_autoptr (GPtrArray) stems = dcr_learned_stems (queries->pdata[i]);
      for (guint k = 0; k < stems->len; k++)
        g_hash_table_add (work->searched, g_strdup (stems->pdata[k]));
    }
}

static void
weigh_queries (Work *work)
{
  GPtrArray *queries = dcr_call_get_queries (work->call);
  double weight = WEIGHT_QUERY;

  work->why = WHY_QUERY;
  for (guint i = queries->len; i > 0; i--)
    {
      work->what = queries->pdata[i - 1];
      weigh_text (work, queries->pdata[i - 1], weight);
      weight *= WEIGHT_OLDER;
    }
}

static void
weigh_passages (Work *work)
{
  GPtrArray *passages = dcr_call_get_passages (work->call);

  work->why = WHY_ARTICLE;
  for (guint i = 0; i < passages->len; i++)
    {
      const DcrCallPassage *passage = passages->pdata[i];
      work->what = passage->ref;
      weigh_text (work, passage->heading, WEIGHT_HEADING / passages->len);
    }
}

/* What calls about these words were about, whatever the article: the first calls of a new article. */
static void
weigh_stems (Work *work)
{
  GHashTableIter iter;
  gpointer stem, weight;
  double all = 0;
  GPtrArray *articles = dcr_call_get_articles (work->call);

  g_hash_table_iter_init (&iter, work->stem_weights);
  while (g_hash_table_iter_next (&iter, NULL, &weight))
    all += *(double *) weight;
  work->why = articles->len > 0 ? WHY_PAST : WHY_QUERY;
  work->what
      = articles->len > 0 ? ((DcrCallArticle *) articles->pdata[articles->len - 1])->ref : NULL;
  g_hash_table_iter_init (&iter, work->stem_weights);
  while (g_hash_table_iter_next (&iter, &stem, &weight))
    weigh_past (work, DCR_LEARNED_STEM, stem, SHARE_STEMS * *(double *) weight / all, 8.0);
}

static char *
short_ref (const char *ref)
{
  const char *slash = strrchr (ref, '/');
  return g_strdup (slash ? slash + 1 : ref);
}

static char *
say_why (Work *work, const Score *score, const char *former)
{
  g_autofree char *id = NULL;
  guint kept;

  switch (score->why)
    {
    case WHY_QUERY:
      return score->what ? g_strdup_printf (_("because “%s” was searched"), score->what)
                         : g_strdup (_("because of the words searched"));
    case WHY_PAST:
      id = short_ref (score->what);
      return g_strdup_printf (_("often chosen with %s"), id);
    case WHY_CALLED:
      return g_strdup (_("often chosen on this line"));
    case WHY_FORMER:
      return g_strdup (former);
    case WHY_ARTICLE:
    default:
      id = short_ref (score->what);
      kept = count_kept (work->call, score->what);
      if (kept == 0)
        return g_strdup_printf (_("because %s is open"), id);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "because %s is open, %u passage kept",
                                           "because %s is open, %u passages kept", kept),
                              id, kept);
    }
}

static GPtrArray *
take_best (Work *work, const char *former, guint limit)
{
  GPtrArray *best = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_suggestion_free);

  while (best->len < limit)
    {
      DcrSuggestion *suggestion;
      guint top = 0;
      for (guint leaf = 1; leaf < work->self->leaves->len; leaf++)
        if (work->scores[leaf].score > work->scores[top].score)
          top = leaf;
      if (work->self->leaves->len == 0 || work->scores[top].score <= 0)
        break;
      suggestion = g_new (DcrSuggestion, 1);
      *suggestion = (DcrSuggestion) { work->self->leaves->pdata[top],
                                      say_why (work, &work->scores[top], former),
                                      work->scores[top].score };
      g_ptr_array_add (best, suggestion);
      work->scores[top].score = 0;
    }
  return best;
}

GPtrArray *
dcr_suggester_suggest (DcrSuggester *self, DcrCall *call, DcrDb *db, const char *last_reason,
                       const char *former, guint limit)
{
  g_autofree Score *scores = g_new0 (Score, self->leaves->len + 1);
  g_autofree double *part = g_new0 (double, self->leaves->len + 1);
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) searched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Work work = { self, call, db, scores, part, stems, searched };
  const char *called = dcr_call_get_called (call);
  guint place;

  find_searched (&work);
  weigh_articles (&work);
  weigh_queries (&work);
  weigh_passages (&work);
  if (db != NULL)
    {
      weigh_stems (&work);
      work.why = WHY_CALLED;
      if (called != NULL)
        weigh_past (&work, DCR_LEARNED_CALLED, called, SHARE_CALLED, 20.0);
    }
  place = last_reason ? GPOINTER_TO_UINT (g_hash_table_lookup (self->places, last_reason)) : 0;
  work.why = WHY_FORMER;
  if (place > 0)
    give (&work, place - 1, SHARE_FORMER);
  return take_best (&work, former, limit);
}

const DcrReason *
dcr_suggester_reason_of (DcrSuggester *self, DcrDb *db, const char *ref, const char *title)
{
  g_autofree Score *scores = g_new0 (Score, self->leaves->len + 1);
  g_autofree double *part = g_new0 (double, self->leaves->len + 1);
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Work work = { self, NULL, db, scores, part, stems, NULL };
  double second = 0;
  guint top = 0;

  weigh_text (&work, title, WEIGHT_TITLE);
  if (db != NULL)
    weigh_past (&work, DCR_LEARNED_ARTICLE, ref, SHARE_ARTICLE, 1.0);
  for (guint leaf = 1; leaf < self->leaves->len; leaf++)
    if (scores[leaf].score > scores[top].score)
      {
        second = scores[top].score;
        top = leaf;
      }
    else
      second = MAX (second, scores[leaf].score);
  return self->leaves->len > 0 && scores[top].score >= SURE && scores[top].score >= CLEAR * second
             ? self->leaves->pdata[top]
             : NULL;
}
