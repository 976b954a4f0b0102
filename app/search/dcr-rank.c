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

/* ---- What a run of words says of the query --------------------------------------------------- */

static inline void
say (DcrFound *found, guint unit, float share)
{
  guint64 bit = (guint64) 1 << unit;

  if (!(found->units & bit))
    {
      found->units |= bit;
      found->share[unit] = share;
    }
  else if (share > found->share[unit])
    found->share[unit] = share;
}

static inline float
gain_of (const DcrEngine *self, guint word)
{
  return self->shares[self->gains[word]];
}

void
dcr_rank_find (const DcrEngine *self, const guint16 *words, guint first, guint last,
               DcrFound *found)
{
  for (guint i = first; i < last; i++)
    {
      guint slot = dcr_engine_slot (self, words[i]);

      if (slot > 0)
        say (found, slot - 1, gain_of (self, words[i]));
    }
}

static void
join (DcrFound *found, const DcrFound *more)
{
  for (guint64 left = more->units; left != 0; left &= left - 1)
    {
      guint u = (guint) __builtin_ctzll (left);
      say (found, u, more->share[u]);
    }
}

static inline guint64
originals (const DcrQuery *q)
{
  return q->n_original < 64 ? ((guint64) 1 << q->n_original) - 1 : G_MAXUINT64;
}

/* Units of @among that were found, by how much they tell. */
static float
sum_up (const DcrQuery *q, const DcrFound *found, guint64 among)
{
  float sum = 0;

  for (guint64 left = found->units & among; left != 0; left &= left - 1)
    {
      guint u = (guint) __builtin_ctzll (left);
      sum += q->units[u].idf * found->share[u];
    }
  return sum;
}

/* What the alternatives of the lexicon add to the originals. */
static void
replace (const DcrEngine *self, DcrFound *found)
{
  const DcrQuery *q = &self->query;

  for (guint a = 0; a < q->n_alternatives; a++)
    {
      const DcrAlternative *alternative = &q->alternatives[a];
      float told;

      if (!(found->units & alternative->units))
        continue;
      told = sum_up (q, found, alternative->units) / MAX (alternative->idf, 0.01f);
      told = alternative->weight * told * told;
      for (guint64 left = alternative->covers & originals (q); left != 0 && told > 0;
           left &= left - 1)
        say (found, (guint) __builtin_ctzll (left), told);
    }
}

/* Share of what the query tells, once the lexicon had its say. */
static float
cover (const DcrEngine *self, DcrFound *found)
{
  const DcrQuery *q = &self->query;

  if (found->units == 0)
    return 0;
  replace (self, found);
  return q->total_idf > 0 ? sum_up (q, found, originals (q)) / q->total_idf : 0;
}

/* ---- Fields ---------------------------------------------------------------------------------- */

typedef struct { float overlap, best, best_coverage; } FieldSays;

/* One text of a field: words [first, last), of which [found_at, last) say something. */
static void
read_text (const DcrEngine *self, guint first, guint found_at, guint last, FieldSays *says,
           DcrFound *together)
{
  const guint16 *words = self->index->fields;
  DcrFound found;
  float tells = 0, told = 0, coverage, overlap;

  found.units = 0;
  for (guint i = first; i < found_at; i++)
    tells += self->tells[words[i]];
  for (guint i = found_at; i < last; i++)
    {
      guint slot = self->slots[words[i]];

      tells += self->tells[words[i]];
      if (slot > 0)
        {
          float gain = gain_of (self, words[i]);
          say (&found, slot - 1, gain);
          told += self->tells[words[i]] * gain;
        }
    }
  join (together, &found);
  overlap = tells > 0 ? told / tells : 0;
  if (overlap <= says->best) /* coverage is 1 at most */
    return;
  coverage = cover (self, &found);
  if (coverage * overlap > says->best)
    *says = (FieldSays) { overlap, coverage * overlap, coverage };
}

/* All texts of one field: what they cover together, and the best of them alone. Texts end with a BREAK. */
static FieldSays
read_field (const DcrEngine *self, const DcrIndexDoc *doc, DcrField field, DcrFound *together)
{
  const guint16 *words = self->index->fields;
  const guint8 *slots = self->slots;
  guint end = doc->fields[field + 1];
  FieldSays says = { 0 };

  for (guint i = doc->fields[field], first = i; i < end; i++)
    {
      guint slot = slots[words[i]], found_at = i;

      if (slot == 0)
        continue;
      if (slot != DCR_SLOT_BREAK)
        {
          while (i < end && words[i] != DCR_WORD_BREAK)
            i++;
          read_text (self, first, found_at, i, &says, together);
        }
      first = i + 1;
    }
  return says;
}

/* Pairs of words asked side by side that stand side by side in the title, grammar left out. */
static float
title_order (const DcrEngine *self, const DcrIndexDoc *doc)
{
  const DcrIndex *index = self->index;
  guint last = G_MAXUINT, pairs = 0, n = self->query.n_original;

  for (guint i = doc->fields[DCR_FIELD_TITLE]; i < doc->fields[DCR_FIELD_TITLE + 1]; i++)
    {
      guint word = index->fields[i], slot = dcr_engine_slot (self, word);

      if (slot > 0 && slot <= n)
        {
          pairs += last != G_MAXUINT && last + 1 == slot - 1;
          last = slot - 1;
        }
      else if (self->tells[word] > 0 || word == DCR_WORD_BREAK)
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
copy_found (DcrFound *to, const DcrFound *from, guint n_units)
{
  to->units = from->units;
  memcpy (to->share, from->share, n_units * sizeof *to->share);
}

static void
describe_fields (const DcrEngine *self, DcrCandidate *c)
{
  const DcrIndexDoc *doc = &self->index->docs[c->doc];
  guint n = self->query.n_units;
  DcrFound title, names, found;
  FieldSays says;
  float *f = c->features;

  title.units = found.units = 0;
  says = read_field (self, doc, DCR_FIELD_TITLE, &title);
  f[DCR_FEATURE_TITLE] = says.best_coverage;
  f[DCR_FEATURE_TITLE_OVERLAP] = says.overlap;
  f[DCR_FEATURE_TITLE_WHOLE] = says.best_coverage > 0.8f;
  f[DCR_FEATURE_TITLE_SAME] = is_title (self, doc);
  f[DCR_FEATURE_TITLE_ORDER] = title.units != 0 ? title_order (self, doc) : 0;
  copy_found (&names, &title, n);
  says = read_field (self, doc, DCR_FIELD_ALT, &names);
  f[DCR_FEATURE_ALT] = says.best_coverage;
  f[DCR_FEATURE_ALT_OVERLAP] = says.best;
  says = read_field (self, doc, DCR_FIELD_ANCHOR, &found);
  join (&names, &found);
  f[DCR_FEATURE_ANCHOR] = cover (self, &found);
  f[DCR_FEATURE_ANCHOR_OVERLAP] = says.best;
  f[DCR_FEATURE_NAMES] = cover (self, &names);
  copy_found (&found, &title, n);
  read_field (self, doc, DCR_FIELD_INTRO, &found);
  f[DCR_FEATURE_INTRO] = cover (self, &found);
  copy_found (&found, &title, n);
  says = read_field (self, doc, DCR_FIELD_HEADINGS, &found);
  f[DCR_FEATURE_HEADINGS] = cover (self, &found);
  f[DCR_FEATURE_HEADING_BEST] = says.best;
  found.units = 0;
  read_field (self, doc, DCR_FIELD_SERVICES, &found);
  f[DCR_FEATURE_SERVICES] = cover (self, &found);
  found.units = 0;
  read_field (self, doc, DCR_FIELD_DOSSIER, &found);
  f[DCR_FEATURE_DOSSIER] = cover (self, &found);
  found.units = 0;
  for (guint64 left = self->covers[c->doc]; left != 0; left &= left - 1)
    say (&found, (guint) __builtin_ctzll (left), 1.0f);
  f[DCR_FEATURE_COVERAGE] = cover (self, &found);
}

/* ---- Best passage ---------------------------------------------------------------------------- */

#define NEAR 6 /* words from one to the other */

/* Reads @n words: what they say, and what the most telling pair of neighbours in the query tells when it
 * stands together. */
static float
read_content (const DcrEngine *self, const guint16 *words, guint n, DcrFound *found)
{
  const guint8 *slots = self->slots;
  const DcrQueryUnit *units = self->query.units;
  guint n_original = self->query.n_original, last_at[DCR_QUERY_MAX_UNITS + 1];
  guint64 seen = 0;
  float near = 0;

  for (guint i = 0; i < n; i++)
    {
      guint slot = slots[words[i]], u;

      if (slot == 0)
        {
          /* most words are not asked for: four at a time */
          while (i + 4 < n
                 && !(slots[words[i + 1]] | slots[words[i + 2]] | slots[words[i + 3]]
                      | slots[words[i + 4]]))
            i += 4;
          continue;
        }
      u = slot - 1;
      say (found, u, gain_of (self, words[i]));
      seen |= (guint64) 1 << u;
      last_at[u] = i;
      if (u >= n_original)
        continue;
      if (u > 0 && seen >> (u - 1) & 1 && i - last_at[u - 1] <= NEAR)
        near = MAX (near, MIN (units[u].idf, units[u - 1].idf));
      if (u + 1 < n_original && seen >> (u + 1) & 1 && i - last_at[u + 1] <= NEAR)
        near = MAX (near, MIN (units[u].idf, units[u + 1].idf));
    }
  return near;
}

void
dcr_rank_read (const DcrEngine *self, DcrCandidate *c)
{
  const DcrIndex *index = self->index;
  const DcrIndexDoc *doc = &index->docs[c->doc];
  float best = -1;

  c->passage = 0;
  for (guint p = 0; p < doc->n_passages; p++)
    {
      const DcrIndexPassage *passage = &index->passages[doc->first_passage + p];
      const DcrContent *content = &index->contents[passage->content];
      const guint16 *words = index->words + index->sentences[content->first_sentence].word;
      DcrFound found;
      float near, coverage, rating;

      found.units = 0;
      dcr_rank_find (self, index->fields, passage->first_heading,
                     passage->first_heading + passage->n_heading, &found);
      near = read_content (self, words, content->n_words, &found);
      coverage = cover (self, &found);
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

/* ---- The rest -------------------------------------------------------------------------------- */

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

/* Adds to the first candidate of each group (@groups: a number each) the shares of all of it. */
static void
share_out (const guint32 *groups, const float *shares, guint n, float *sums)
{
  guint8 first_of[256] = { 0 }; /* place + 1 of the group's first, by hash */
  guint8 firsts[DCR_ENGINE_CANDIDATES];

  for (guint i = 0; i < n; i++)
    {
      guint at = (groups[i] * 2654435769u) >> 24;

      while (first_of[at] != 0 && groups[first_of[at] - 1] != groups[i])
        at = (at + 1) & 255;
      if (first_of[at] == 0)
        {
          first_of[at] = (guint8) (i + 1);
          sums[i] = 0;
        }
      firsts[i] = (guint8) (first_of[at] - 1);
      sums[firsts[i]] += shares[i];
    }
  for (guint i = 0; i < n; i++)
    sums[i] = sums[firsts[i]];
}

/* Shares of the candidates' impacts that stand in the same dossier and the same theme. */
static void
describe_company (DcrEngine *self)
{
  const DcrIndex *index = self->index;
  guint n = self->n_candidates;
  guint32 dossiers[DCR_ENGINE_CANDIDATES] = { 0 }, themes[DCR_ENGINE_CANDIDATES] = { 0 };
  float shares[DCR_ENGINE_CANDIDATES] = { 0 }, in_dossier[DCR_ENGINE_CANDIDATES],
        in_theme[DCR_ENGINE_CANDIDATES];
  float total = 0;

  for (guint i = 0; i < n; i++)
    {
      const DcrIndexDoc *doc = &index->docs[self->candidates[i].doc];
      dossiers[i] = doc->dossier_id;
      themes[i] = doc->theme_id;
      total += shares[i] = self->candidates[i].impact;
    }
  share_out (dossiers, shares, n, in_dossier);
  share_out (themes, shares, n, in_theme);
  for (guint i = 0; i < n; i++)
    {
      self->candidates[i].features[DCR_FEATURE_DOSSIER_MASS]
          = dossiers[i] != 0 ? in_dossier[i] / total : 0;
      self->candidates[i].features[DCR_FEATURE_THEME_MASS]
          = themes[i] != 0 ? in_theme[i] / total : 0;
    }
}

typedef struct { float score; guint16 doc; guint8 at; } Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Puts the first @n candidates in order, best first. Places are sorted: they are lighter to move. */
static void
sort (DcrEngine *self, guint n)
{
  Place places[DCR_ENGINE_CANDIDATES];
  DcrCandidate sorted[DCR_ENGINE_CANDIDATES];

  for (guint i = 0; i < n; i++)
    places[i] = (Place) { self->candidates[i].score, self->candidates[i].doc, (guint8) i };
  qsort (places, n, sizeof *places, compare_places);
  for (guint i = 0; i < n; i++)
    sorted[i] = self->candidates[places[i].at];
  memcpy (self->candidates, sorted, n * sizeof *sorted);
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
      c->features[DCR_FEATURE_SCORE_IDF]
          = c->impact / (MAX (self->query.total_idf, 1.0f) * 2000.0f);
      describe_fields (self, c);
      describe_kind (&self->index->docs[c->doc], c->features);
      if (self->has_lsa_query)
        c->features[DCR_FEATURE_LSA] = semantic (self, c->doc);
    }
  describe_company (self);
  for (guint i = 0; i < self->n_candidates; i++)
    add_weights (self, &self->candidates[i]);
  sort (self, self->n_candidates);
  /* whole texts are read for the best alone: passages decide between articles that are close */
  for (guint i = 0; i < self->n_candidates && i < DCR_ENGINE_READ; i++)
    {
      dcr_rank_read (self, &self->candidates[i]);
      add_weights (self, &self->candidates[i]);
    }
  sort (self, MIN (self->n_candidates, DCR_ENGINE_READ));
}
