/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-engine.h"

#include <math.h>
#include <string.h>

/* Fixed beforehand: what a stem and a singular weigh beside each other. */
#define STEM_WEIGHT 0.65f
#define SINGULAR_WEIGHT 0.35f
#define OTHER_TELLS 8.0f
#define SINGULAR_GAIN 0.95f
#define STEM_GAIN 0.85f
#define LSA_READINGS 12 /* readings of an unfinished or wrong word that say what it is about */

DcrEngine *
dcr_engine_new (DcrIndex *index)
{
  DcrEngine *self = g_new0 (DcrEngine, 1);
  guint n_docs = index->n_docs + 1, n_surfaces = index->n_surfaces + 1;

  self->index = index;
  self->stemmer = dcr_stemmer_new ();
  self->impacts = g_new0 (float, n_docs);
  self->part = g_new0 (float, n_docs);
  self->covers = g_new0 (guint64, n_docs);
  self->keys = g_new0 (guint64, DCR_ENGINE_CANDIDATES);
  self->maxima = g_new0 (float, n_docs);
  self->slots = g_new0 (guint8, DCR_ENGINE_N_WORDS);
  self->slots[DCR_WORD_BREAK] = DCR_SLOT_BREAK;
  self->gains = g_new0 (guint8, DCR_ENGINE_N_WORDS);
  for (guint i = 0; i < G_N_ELEMENTS (self->shares); i++)
    self->shares[i] = (float) i / 255.0f;
  self->slot_touched = g_new (guint16, DCR_ENGINE_N_WORDS);
  self->tells = g_new0 (float, DCR_ENGINE_N_WORDS);
  for (guint i = 0; i < MIN (index->n_surfaces, DCR_WORD_BREAK); i++)
    self->tells[i] = index->surfaces[i].tells;
  self->tells[DCR_WORD_OTHER] = OTHER_TELLS;
  self->audiences = g_new0 (guint8, n_docs);
  for (guint i = 0; i < index->n_docs; i++)
    self->audiences[i] = (guint8) (1u << index->docs[i].audience);
  self->scratch = g_new0 (guint8, n_surfaces);
  return self;
}

void
dcr_engine_free (DcrEngine *self)
{
  if (self == NULL)
    return;
  dcr_index_free (self->index);
  dcr_stemmer_free (self->stemmer);
  dcr_lexicon_free (self->lexicon);
  g_free (self->impacts);
  g_free (self->part);
  g_free (self->covers);
  g_free (self->keys);
  g_free (self->maxima);
  g_free (self->slots);
  g_free (self->gains);
  g_free (self->slot_touched);
  g_free (self->tells);
  g_free (self->audiences);
  g_free (self->scratch);
  g_free (self);
}

/* ---- Adding up ------------------------------------------------------------------------------- */

static const guint32 *
postings (const DcrIndex *index, const DcrQueryTerm *term, guint *n)
{
  const DcrTerm *terms = term->is_singular ? index->singulars : index->stems;

  *n = terms[term->term + 1].first_posting - terms[term->term].first_posting;
  return (term->is_singular ? index->singular_postings : index->stem_postings)
         + terms[term->term].first_posting;
}

static float
channel_weight (const DcrEngine *self, const DcrQueryTerm *term)
{
  if (self->off & (DCR_OFF_STEMS | DCR_OFF_SINGULARS))
    return 1.0f;
  return term->is_singular ? SINGULAR_WEIGHT : STEM_WEIGHT;
}

/* One word with one stem and one singular: straight into the sums. */
static void
add_simple (DcrEngine *self, const DcrQueryUnit *unit, guint64 bit)
{
  for (guint t = 0; t < unit->n_terms; t++)
    {
      const DcrQueryTerm *term = &self->query.terms[unit->first_term + t];
      float weight = unit->weight * term->weight * channel_weight (self, term);
      guint n;
      const guint32 *posting = postings (self->index, term, &n);

      for (guint i = 0; i < n; i++)
        {
          guint doc = posting[i] >> 16;
          self->impacts[doc] += weight * (float) (gint32) (posting[i] & 0xffff);
          self->covers[doc] |= bit;
        }
    }
}

/* One word with several readings: a document counts for its best one. The first two terms are those of
 * the word itself and add up. Weights and impacts are above 0, so that a document of part that is 0 was not
 * touched; no branch in the loop, for the commonest readings touch most documents. */
static void
add_readings (DcrEngine *self, const DcrQueryUnit *unit, guint64 bit)
{
  float *part = self->part;
  guint n_docs = self->index->n_docs;

  for (guint t = 0; t < unit->n_terms; t++)
    {
      const DcrQueryTerm *term = &self->query.terms[unit->first_term + t];
      gboolean pair
          = t == 0 && unit->n_terms > 1 && self->query.terms[unit->first_term + 1].is_singular;
      gboolean adds = pair || (t > 0 && term->is_singular);
      float weight = unit->weight * term->weight * (adds ? channel_weight (self, term) : 1.0f);
      guint n;
      const guint32 *posting = postings (self->index, term, &n);

      if (adds && t == 1)
        for (guint i = 0; i < n; i++)
          part[posting[i] >> 16] += weight * (float) (gint32) (posting[i] & 0xffff);
      else
        for (guint i = 0; i < n; i++)
          {
            guint doc = posting[i] >> 16;
            float value = weight * (float) (gint32) (posting[i] & 0xffff), old = part[doc];
            part[doc] = value > old ? value : old;
          }
    }
  for (guint doc = 0; doc < n_docs; doc++)
    {
      self->impacts[doc] += part[doc];
      self->covers[doc] |= part[doc] > 0 ? bit : 0;
    }
  memset (part, 0, n_docs * sizeof *part);
}

static void
add_up (DcrEngine *self)
{
  const DcrQuery *q = &self->query;

  memset (self->impacts, 0, self->index->n_docs * sizeof *self->impacts);
  memset (self->covers, 0, self->index->n_docs * sizeof *self->covers);
  for (guint u = 0; u < q->n_units; u++)
    if (q->units[u].n_terms > 2)
      add_readings (self, &q->units[u], (guint64) 1 << u);
    else
      add_simple (self, &q->units[u], (guint64) 1 << u);
}

/* ---- Choosing candidates --------------------------------------------------------------------- */

/* A key orders like (impact, then smaller document): floats above 0 order like their bits. */
static inline guint64
make_key (float impact, guint doc)
{
  guint32 bits;

  memcpy (&bits, &impact, sizeof bits);
  return (guint64) bits << 32 | (0xffffffffu - doc);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return x > y ? -1 : x < y;
}

/* Puts @key in place of the smallest of the @n keys of a heap. */
static void
replace_smallest (guint64 *heap, guint n, guint64 key)
{
  guint at = 0;

  for (;;)
    {
      guint child = 2 * at + 1;

      if (child >= n)
        break;
      if (child + 1 < n && heap[child + 1] < heap[child])
        child++;
      if (heap[child] >= key)
        break;
      heap[at] = heap[child];
      at = child;
    }
  heap[at] = key;
}

/* Offset of a theme's id among the strings, 0 for none, G_MAXUINT32 for one that no article has. */
static guint32
find_theme (const DcrIndex *index, const char *theme_id)
{
  if (theme_id == NULL || *theme_id == '\0')
    return 0;
  for (guint i = 0; i < index->n_docs; i++)
    if (index->docs[i].theme_id != 0
        && strcmp (dcr_index_string (index, index->docs[i].theme_id), theme_id) == 0)
      return index->docs[i].theme_id;
  return G_MAXUINT32;
}

/* Impacts of the documents that may be found: those of the engine, or a copy without the others in part,
 * which is 0 again after choose(). */
static const float *
filter (DcrEngine *self, guint audiences, const char *theme_id)
{
  const DcrIndex *index = self->index;
  guint32 theme = find_theme (index, theme_id);

  if (audiences == 0 && theme == 0)
    return self->impacts;
  if (audiences == 0)
    audiences = 0xff;
  for (guint doc = 0; doc < index->n_docs; doc++)
    self->part[doc] = self->audiences[doc] & audiences ? self->impacts[doc] : 0;
  for (guint doc = 0; doc < index->n_docs && theme != 0; doc++)
    if (index->docs[doc].theme_id != theme)
      self->part[doc] = 0;
  return self->part;
}

#define BLOCK 16 /* documents */

/* An impact that at least DCR_ENGINE_CANDIDATES documents reach, or 0: the best of each block are that
 * many documents. Fills @maxima, one a block. */
static float
find_threshold (DcrEngine *self, const float *impacts, float *maxima)
{
  guint n_blocks = self->index->n_docs / BLOCK;

  memset (self->keys, 0, DCR_ENGINE_CANDIDATES * sizeof *self->keys);
  for (guint b = 0; b < n_blocks; b++)
    {
      float best = 0;
      guint64 key;

      for (guint i = 0; i < BLOCK; i++)
        best = MAX (best, impacts[b * BLOCK + i]);
      maxima[b] = best;
      key = make_key (best, b);
      if (best > 0 && key > self->keys[0])
        replace_smallest (self->keys, DCR_ENGINE_CANDIDATES, key);
    }
  return self->keys[0] != 0 ? maxima[0xffffffffu - (guint32) self->keys[0]] : 0;
}

/* Puts the best of the documents into keys. */
static void
keep_best (DcrEngine *self, const float *impacts)
{
  guint n_docs = self->index->n_docs, n_blocks = n_docs / BLOCK;
  float threshold = find_threshold (self, impacts, self->maxima);

  memset (self->keys, 0, DCR_ENGINE_CANDIDATES * sizeof *self->keys);
  for (guint b = 0; b <= n_blocks; b++)
    {
      if (b < n_blocks && self->maxima[b] < threshold)
        continue;
      for (guint doc = b * BLOCK; doc < MIN ((b + 1) * BLOCK, n_docs); doc++)
        if (impacts[doc] > 0 && impacts[doc] >= threshold)
          {
            guint64 key = make_key (impacts[doc], doc);
            if (key > self->keys[0])
              replace_smallest (self->keys, DCR_ENGINE_CANDIDATES, key);
          }
    }
  qsort (self->keys, DCR_ENGINE_CANDIDATES, sizeof *self->keys, compare_keys);
}

static void
choose (DcrEngine *self, guint audiences, const char *theme_id)
{
  guint n_docs = self->index->n_docs, n = 0;
  const float *impacts = filter (self, audiences, theme_id);

  for (guint doc = 0; doc < n_docs; doc++)
    n += impacts[doc] > 0;
  keep_best (self, impacts);
  if (impacts == self->part)
    memset (self->part, 0, n_docs * sizeof *self->part);
  self->total = n;
  self->n_candidates = MIN (n, DCR_ENGINE_CANDIDATES);
  for (guint i = 0; i < self->n_candidates; i++)
    {
      DcrCandidate *c = &self->candidates[i];
      c->doc = (guint16) (0xffffffffu - (guint32) self->keys[i]);
      c->impact = c->score = self->impacts[c->doc];
      c->passage = G_MAXUINT;
    }
}

/* ---- Slots: which unit a word of a text is --------------------------------------------------- */

static void
set_slot (DcrEngine *self, guint surface, guint unit, float gain)
{
  guint8 value = (guint8) CLAMP (lrintf (gain * 255.0f), 1, 255);

  if (surface >= DCR_WORD_BREAK) /* has no number in the texts */
    return;
  if (self->slots[surface] == 0)
    self->slot_touched[self->n_slots++] = (guint16) surface;
  else if (self->gains[surface] >= value)
    return;
  self->slots[surface] = (guint8) (unit + 1);
  self->gains[surface] = value;
}

static void
set_slots (DcrEngine *self)
{
  const DcrIndex *index = self->index;
  const DcrQuery *q = &self->query;

  for (guint i = 0; i < self->n_slots; i++)
    self->slots[self->slot_touched[i]] = self->gains[self->slot_touched[i]] = 0;
  self->n_slots = 0;
  for (guint u = 0; u < q->n_units; u++)
    {
      const DcrQueryUnit *unit = &q->units[u];

      if (unit->surface != G_MAXUINT)
        set_slot (self, unit->surface, u, 1.0f);
      for (guint t = 0; t < unit->n_terms; t++)
        {
          const DcrQueryTerm *term = &q->terms[unit->first_term + t];
          const DcrTerm *terms = term->is_singular ? index->singulars : index->stems;
          const guint32 *surfaces
              = term->is_singular ? index->singular_surfaces : index->stem_surfaces;
          float gain = MIN (term->weight, 1.0f) * (term->is_singular ? SINGULAR_GAIN : STEM_GAIN);

          for (guint i = terms[term->term].first_surface; i < terms[term->term + 1].first_surface;
               i++)
            set_slot (self, surfaces[i], u, gain);
        }
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void
fold_into_lsa (DcrEngine *self)
{
  const DcrIndex *index = self->index;
  const DcrQuery *q = &self->query;
  float sum[DCR_LSA_DIMENSIONS] = { 0 }, length = 0, largest = 0;

  for (guint u = 0; u < q->n_units; u++)
    for (guint t = 0; t < MIN (q->units[u].n_terms, LSA_READINGS); t++)
      {
        const DcrQueryTerm *term = &q->terms[q->units[u].first_term + t];
        const gint8 *vector;
        float weight;

        if (term->is_singular || (t > 0 && q->units[u].kind == DCR_UNIT_EXACT))
          continue;
        vector = index->lsa_stems + (gsize)term->term * DCR_LSA_DIMENSIONS;
        weight = index->lsa_stem_scales[term->term] * q->units[u].idf * q->units[u].weight
                 * term->weight;
        for (guint j = 0; j < DCR_LSA_DIMENSIONS; j++)
          sum[j] += weight * (float) vector[j];
      }
  for (guint j = 0; j < DCR_LSA_DIMENSIONS; j++)
    {
      length += sum[j] * sum[j];
      largest = MAX (largest, fabsf (sum[j]));
    }
  self->has_lsa_query = length > 0;
  if (length <= 0)
    return;
  for (guint j = 0; j < DCR_LSA_DIMENSIONS; j++)
    self->lsa[j] = (gint16) lrintf (sum[j] * 16000.0f / largest);
  self->lsa_scale = largest / 16000.0f / sqrtf (length);
}

void
dcr_engine_run (DcrEngine *self, const char *words, guint audiences, const char *theme_id,
                gboolean as_typed)
{
  dcr_query_parse (&self->query, self->index, self->stemmer, self->lexicon, words, as_typed,
                   self->off, self->scratch);
  add_up (self);
  choose (self, audiences, theme_id);
  set_slots (self);
  self->has_lsa_query = FALSE;
  if (self->index->has_lsa && !(self->off & DCR_OFF_LSA))
    fold_into_lsa (self);
  if (!(self->off & DCR_OFF_RERANK))
    dcr_rank (self);
}

void
dcr_engine_matches (DcrEngine *self, guint8 *out)
{
  for (guint doc = 0; doc < self->index->n_docs; doc++)
    out[doc] = self->impacts[doc] > 0;
}
