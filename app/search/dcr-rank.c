/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/dcr-engine.h"

const char *const dcr_feature_names[DCR_N_FEATURES] = {
  "score", "score-idf", "coverage", "title", "title-overlap", "alt", "alt-overlap", "anchor",
  "anchor-overlap", "intro", "headings", "heading-best", "services", "dossier", "names", "title-whole", "title-same",
  "title-order", "links-in", "lsa", "dossier-mass", "theme-mass", "length", "passage", "near",
  "question", "life-event", "guided", "external", "page", "resource", "copy",
};

static const float weights[DCR_N_FEATURES] = {
#include "search/dcr-rank-weights.inc"
};

/* ---- What a run of words says of the query
 * -------------------------------------------------------- */

void
dcr_rank_find (const DcrEngine *self, const guint16 *words, guint first, guint last, float *found)
{
  for (guint i = first; i < last; i++)
    {
      guint word = words[i];
      guint slot = word < self->index->n_surfaces ? self->slots[word] : 0;

      if (slot > 0)
        found[slot - 1] = MAX (found[slot - 1], (float) self->gains[word] / 255.0f);
    }
}

void
dcr_rank_replace (const DcrEngine *self, float *found)
{
  const DcrQuery *q = &self->query;

  for (guint a = 0; a < q->n_alternatives; a++)
    {
      const DcrAlternative *alternative = &q->alternatives[a];
      float told = 0;

      for (guint u = 0; u < q->n_units; u++)
        if (alternative->units >> u & 1)
          told += q->units[u].idf * found[u];
      told /= MAX (alternative->idf, 0.01f);
      told = alternative->weight * told * told;
      for (guint u = 0; u < q->n_original && told > 0; u++)
        if (alternative->covers >> u & 1)
          found[u] = MAX (found[u], told);
    }
}

float
dcr_rank_coverage (const DcrEngine *self, const float *found)
{
  const DcrQuery *q = &self->query;
  float sum = 0;

  for (guint u = 0; u < q->n_original; u++)
    sum += q->units[u].idf * found[u];
  return q->total_idf > 0 ? sum / q->total_idf : 0;
}

/* ---- Fields ---------------------------------------------------------------------------------------- */

typedef struct { float coverage, overlap, best, best_coverage; } FieldSays;

/* All texts of one field: what they cover together, and the best of them alone. Texts end with a BREAK. */
static FieldSays
read_field (const DcrEngine *self, const DcrIndexDoc *doc, DcrField field, float *together)
{
  const DcrIndex *index = self->index;
  guint n = self->query.n_units;
  FieldSays says = { 0 };
  float found[DCR_QUERY_MAX_UNITS], tells = 0, told = 0;
  gboolean any = FALSE;

  memset (found, 0, n * sizeof *found);
  for (guint i = doc->fields[field]; i < doc->fields[field + 1]; i++)
    {
      guint word = index->fields[i];

      if (word == DCR_WORD_BREAK)
        {
          if (any)
            {
              float coverage, overlap = tells > 0 ? told / tells : 0;
              for (guint u = 0; u < n; u++)
                together[u] = MAX (together[u], found[u]);
              dcr_rank_replace (self, found);
              coverage = dcr_rank_coverage (self, found);
              if (coverage * overlap > says.best)
                {
                  says.best = coverage * overlap;
                  says.best_coverage = coverage;
                  says.overlap = overlap;
                }
              memset (found, 0, n * sizeof *found);
            }
          any = FALSE;
          tells = told = 0;
          continue;
        }
      if (word >= index->n_surfaces)
        {
          tells += word == DCR_WORD_OTHER ? 8.0f : 0;
          continue;
        }
      tells += index->surfaces[word].tells;
      if (self->slots[word] > 0)
        {
          guint u = self->slots[word] - 1;
          float gain = (float) self->gains[word] / 255.0f;
          any = TRUE;
          found[u] = MAX (found[u], gain);
          told += index->surfaces[word].tells * gain;
        }
    }
  return says;
}

static float
cover_copy (const DcrEngine *self, const float *found)
{
  float copy[DCR_QUERY_MAX_UNITS];

  memcpy (copy, found, self->query.n_units * sizeof *copy);
  dcr_rank_replace (self, copy);
  return dcr_rank_coverage (self, copy);
}

/* Pairs of words asked side by side that stand side by side in the title, grammar left out. */
static float
title_order (const DcrEngine *self, const DcrIndexDoc *doc)
{
  const DcrIndex *index = self->index;
  guint last = G_MAXUINT, pairs = 0, n = self->query.n_original;

  for (guint i = doc->fields[DCR_FIELD_TITLE]; i < doc->fields[DCR_FIELD_TITLE + 1]; i++)
    {
      guint word = index->fields[i];

      if (word >= index->n_surfaces)
        last = G_MAXUINT;
      else if (self->slots[word] > 0 && self->slots[word] <= n)
        {
          pairs += last != G_MAXUINT && last + 1 == (guint) (self->slots[word] - 1);
          last = self->slots[word] - 1;
        }
      else if (index->surfaces[word].tells > 0)
        last = G_MAXUINT;
    }
  return n > 1 ? (float) MIN (pairs, n - 1) / (float) (n - 1) : 0;
}

static gboolean
is_title (const DcrEngine *self, const DcrIndexDoc *doc)
{
  const DcrQuery *q = &self->query;
  guint first = doc->fields[DCR_FIELD_TITLE], n = doc->fields[DCR_FIELD_TITLE + 1] - first - 1;

  return n == q->n_all && memcmp (self->index->fields + first, q->all, n * sizeof *q->all) == 0;
}

static void
describe_fields (const DcrEngine *self, DcrCandidate *c)
{
  const DcrIndexDoc *doc = &self->index->docs[c->doc];
  gsize size = self->query.n_units * sizeof (float);
  float title[DCR_QUERY_MAX_UNITS] = { 0 }, names[DCR_QUERY_MAX_UNITS], found[DCR_QUERY_MAX_UNITS];
  FieldSays says;
  float *f = c->features;

  says = read_field (self, doc, DCR_FIELD_TITLE, title);
  f[DCR_FEATURE_TITLE] = says.best_coverage;
  f[DCR_FEATURE_TITLE_OVERLAP] = says.overlap;
  f[DCR_FEATURE_TITLE_WHOLE] = says.best_coverage > 0.8f;
  f[DCR_FEATURE_TITLE_SAME] = is_title (self, doc);
  f[DCR_FEATURE_TITLE_ORDER] = title_order (self, doc);
  memcpy (names, title, size);
  memset (found, 0, size);
  says = read_field (self, doc, DCR_FIELD_ALT, names);
  f[DCR_FEATURE_ALT] = says.best_coverage;
  f[DCR_FEATURE_ALT_OVERLAP] = says.best;
  says = read_field (self, doc, DCR_FIELD_ANCHOR, found);
  f[DCR_FEATURE_ANCHOR] = cover_copy (self, found);
  f[DCR_FEATURE_ANCHOR_OVERLAP] = says.best;
  for (guint u = 0; u < self->query.n_units; u++)
    names[u] = MAX (names[u], found[u]);
  f[DCR_FEATURE_NAMES] = cover_copy (self, names);
  memcpy (found, title, size);
  read_field (self, doc, DCR_FIELD_INTRO, found);
  f[DCR_FEATURE_INTRO] = cover_copy (self, found);
  memcpy (found, title, size);
  says = read_field (self, doc, DCR_FIELD_HEADINGS, found);
  f[DCR_FEATURE_HEADINGS] = cover_copy (self, found);
  f[DCR_FEATURE_HEADING_BEST] = says.best;
  memset (found, 0, size);
  read_field (self, doc, DCR_FIELD_SERVICES, found);
  f[DCR_FEATURE_SERVICES] = cover_copy (self, found);
  memset (found, 0, size);
  read_field (self, doc, DCR_FIELD_DOSSIER, found);
  f[DCR_FEATURE_DOSSIER] = cover_copy (self, found);
  for (guint u = 0; u < self->query.n_units; u++)
    found[u] = self->covers[c->doc] >> u & 1 ? 1.0f : 0.0f;
  f[DCR_FEATURE_COVERAGE] = cover_copy (self, found);
}

/* ---- Best passage ------------------------------------------------------------------------------------ */

void
dcr_rank_read (const DcrEngine *self, DcrCandidate *c)
{
  const DcrIndex *index = self->index;
  const DcrIndexDoc *doc = &index->docs[c->doc];
  guint n_units = self->query.n_units, n_original = self->query.n_original;
  float best = -1;

  c->passage = 0;
  for (guint p = 0; p < doc->n_passages; p++)
    {
      const DcrIndexPassage *passage = &index->passages[doc->first_passage + p];
      const DcrContent *content = &index->contents[passage->content];
      guint first = index->sentences[content->first_sentence].word;
      float found[DCR_QUERY_MAX_UNITS], coverage, rating;
      guint last_at[DCR_QUERY_MAX_UNITS];
      float near = 0;

      memset (found, 0, n_units * sizeof *found);
      memset (last_at, 0, n_units * sizeof *last_at);
      dcr_rank_find (self, index->fields, passage->first_heading,
                     passage->first_heading + passage->n_heading, found);
      for (guint i = 0; i < content->n_words; i++)
        {
          guint word = index->words[first + i], u;
          if (word >= index->n_surfaces || self->slots[word] == 0)
            continue;
          u = self->slots[word] - 1;
          found[u] = MAX (found[u], (float) self->gains[word] / 255.0f);
          last_at[u] = i + 1;
          if (u < n_original)
            for (guint v = u > 0 ? u - 1 : 0; v <= u + 1 && v < n_original; v++)
              if (v != u && last_at[v] > 0 && i + 1 - last_at[v] <= 6)
                near = MAX (near, MIN (self->query.units[u].idf, self->query.units[v].idf));
        }
      dcr_rank_replace (self, found);
      coverage = dcr_rank_coverage (self, found);
      rating = (coverage + near / 80.0f) * (passage->role == DCR_PASSAGE_AROUND ? 0.3f : 1.0f);
      if (rating > best + 0.001f)
        {
          best = rating;
          c->passage = p;
        }
      if (passage->role == DCR_PASSAGE_AROUND)
        continue;
      c->features[DCR_FEATURE_PASSAGE] = MAX (c->features[DCR_FEATURE_PASSAGE], coverage);
      c->features[DCR_FEATURE_NEAR] = MAX (c->features[DCR_FEATURE_NEAR], near / 8.0f);
    }
}

/* ---- The rest ------------------------------------------------------------------------------------------ */

static void
describe_kind (const DcrIndexDoc *doc, float *f)
{
  switch (doc->kind)
    {
    case DCR_ARTICLE_SHEET: break;
    case DCR_ARTICLE_QUESTION: f[DCR_FEATURE_QUESTION] = 1; break;
    case DCR_ARTICLE_LIFE_EVENT: f[DCR_FEATURE_LIFE_EVENT] = 1; break;
    case DCR_ARTICLE_GUIDED_SEARCH: f[DCR_FEATURE_GUIDED] = 1; break;
    case DCR_ARTICLE_LINKS: f[DCR_FEATURE_EXTERNAL] = 1; break;
    case DCR_ARTICLE_THEME: case DCR_ARTICLE_DOSSIER: f[DCR_FEATURE_PAGE] = 1; break;
    default: f[DCR_FEATURE_RESOURCE] = 1; break;
    }
  f[DCR_FEATURE_COPY] = doc->is_copy;
  f[DCR_FEATURE_LINKS_IN] = logf (1.0f + (float) doc->links_in) / 5.0f;
  f[DCR_FEATURE_LENGTH] = logf (1.0f + (float) doc->length) / 8.0f;
}

static float
semantic (const DcrEngine *self, guint doc)
{
  const gint8 *vector = self->index->lsa_docs + (gsize) doc * DCR_LSA_DIMENSIONS;
  gint32 sum = 0;

  for (guint j = 0; j < DCR_LSA_DIMENSIONS; j++)
    sum += (gint32) self->lsa[j] * vector[j];
  return (float) sum * self->lsa_scale * self->index->lsa_doc_scales[doc];
}

/* Shares of the candidates' impacts that stand in the same dossier and the same theme. */
static void
describe_company (DcrEngine *self)
{
  const DcrIndex *index = self->index;
  guint n = self->n_candidates;
  guint32 dossiers[DCR_ENGINE_CANDIDATES], themes[DCR_ENGINE_CANDIDATES];
  float shares[DCR_ENGINE_CANDIDATES], total = 0;

  for (guint i = 0; i < n; i++)
    {
      const DcrIndexDoc *doc = &index->docs[self->candidates[i].doc];
      dossiers[i] = doc->dossier_id;
      themes[i] = doc->theme_id;
      total += shares[i] = self->candidates[i].impact;
    }
  for (guint i = 0; i < n; i++)
    {
      float dossier = 0, theme = 0;

      for (guint j = 0; j < n; j++)
        {
          dossier += dossiers[j] == dossiers[i] ? shares[j] : 0;
          theme += themes[j] == themes[i] ? shares[j] : 0;
        }
      self->candidates[i].features[DCR_FEATURE_DOSSIER_MASS] = dossiers[i] != 0 ? dossier / total : 0;
      self->candidates[i].features[DCR_FEATURE_THEME_MASS] = themes[i] != 0 ? theme / total : 0;
    }
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const DcrCandidate *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Leaves out what is being measured (tests/bench: ablation). */
static void
put_out (guint off, float *f)
{
  static const struct { DcrOff off; DcrFeature features[6]; guint n; } groups[] = {
    { DCR_OFF_COVERAGE, { DCR_FEATURE_COVERAGE, DCR_FEATURE_NAMES }, 2 },
    { DCR_OFF_TITLE, { DCR_FEATURE_TITLE, DCR_FEATURE_TITLE_OVERLAP, DCR_FEATURE_TITLE_WHOLE,
                       DCR_FEATURE_TITLE_ORDER, DCR_FEATURE_TITLE_SAME }, 5 },
    { DCR_OFF_ALT, { DCR_FEATURE_ALT, DCR_FEATURE_ALT_OVERLAP }, 2 },
    { DCR_OFF_ANCHORS, { DCR_FEATURE_ANCHOR, DCR_FEATURE_ANCHOR_OVERLAP }, 2 },
    { DCR_OFF_INTRO, { DCR_FEATURE_INTRO, DCR_FEATURE_HEADINGS, DCR_FEATURE_HEADING_BEST }, 3 },
    { DCR_OFF_SERVICES, { DCR_FEATURE_SERVICES }, 1 },
    { DCR_OFF_DOSSIER, { DCR_FEATURE_DOSSIER, DCR_FEATURE_DOSSIER_MASS, DCR_FEATURE_THEME_MASS }, 3 },
    { DCR_OFF_LINKS, { DCR_FEATURE_LINKS_IN }, 1 },
    { DCR_OFF_LSA, { DCR_FEATURE_LSA }, 1 },
    { DCR_OFF_NEARNESS, { DCR_FEATURE_NEAR }, 1 },
    { DCR_OFF_PASSAGE, { DCR_FEATURE_PASSAGE }, 1 },
  };

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g].n && off & groups[g].off; i++)
      f[groups[g].features[i]] = 0;
}

static void
add_weights (const DcrEngine *self, DcrCandidate *c)
{
  if (self->off != 0)
    put_out (self->off, c->features);
  c->score = 0;
  for (guint f = 0; f < DCR_N_FEATURES; f++)
    c->score += weights[f] * c->features[f];
}

void
dcr_rank (DcrEngine *self)
{
  float best = self->n_candidates > 0 ? self->candidates[0].impact : 1;

  for (guint i = 0; i < self->n_candidates; i++)
    {
      DcrCandidate *c = &self->candidates[i];

      memset (c->features, 0, sizeof c->features);
      c->features[DCR_FEATURE_SCORE] = c->impact / best;
      c->features[DCR_FEATURE_SCORE_IDF] = c->impact / (MAX (self->query.total_idf, 1.0f) * 2000.0f);
      describe_fields (self, c);
      describe_kind (&self->index->docs[c->doc], c->features);
      if (self->has_lsa_query)
        c->features[DCR_FEATURE_LSA] = semantic (self, c->doc);
    }
  describe_company (self);
  for (guint i = 0; i < self->n_candidates; i++)
    add_weights (self, &self->candidates[i]);
  qsort (self->candidates, self->n_candidates, sizeof *self->candidates, compare_scores);
  /* whole texts are read for the best alone: passages decide between articles that are close */
  for (guint i = 0; i < self->n_candidates && i < DCR_ENGINE_READ; i++)
    {
      dcr_rank_read (self, &self->candidates[i]);
      add_weights (self, &self->candidates[i]);
    }
  qsort (self->candidates, MIN (self->n_candidates, DCR_ENGINE_READ), sizeof *self->candidates,
         compare_scores);
}
