/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-engine.h"

#include <math.h>
#include <string.h>

/* Fixed beforehand: what a stem and a singular weigh beside each other. */
#define STEM_WEIGHT 0.65f
#define SINGULAR_WEIGHT 0.35f
#define EXACT_GAIN 255
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
  self->touched = g_new (guint16, n_docs);
  self->slots = g_new0 (guint8, n_surfaces);
  self->gains = g_new0 (guint8, n_surfaces);
  self->slot_touched = g_new (guint32, n_surfaces);
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
  g_free (self->touched);
  g_free (self->slots);
  g_free (self->gains);
  g_free (self->slot_touched);
  g_free (self->scratch);
  g_free (self);
}

/* ---- Adding up --------------------------------------------------------------------------------- */

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
          self->impacts[doc] += weight * (float) (posting[i] & 0xffff);
          self->covers[doc] |= bit;
        }
    }
}

/* One word with several readings: a document counts for its best one. The first two terms are those of
 * the word itself and add up. */
static void
add_readings (DcrEngine *self, const DcrQueryUnit *unit, guint64 bit)
{
  guint n_touched = 0;

  for (guint t = 0; t < unit->n_terms; t++)
    {
      const DcrQueryTerm *term = &self->query.terms[unit->first_term + t];
      gboolean pair
          = t == 0 && unit->n_terms > 1 && self->query.terms[unit->first_term + 1].is_singular;
      gboolean adds = pair || (t > 0 && term->is_singular);
      float weight = unit->weight * term->weight * (adds ? channel_weight (self, term) : 1.0f);
      guint n;
      const guint32 *posting = postings (self->index, term, &n);

      for (guint i = 0; i < n; i++)
        {
          guint doc = posting[i] >> 16;
          float value = weight * (float) (posting[i] & 0xffff);

          if (self->part[doc] == 0)
            self->touched[n_touched++] = (guint16) doc;
          if (adds && t == 1)
            self->part[doc] += value;
          else if (value > self->part[doc])
            self->part[doc] = value;
        }
    }
  for (guint i = 0; i < n_touched; i++)
    {
      guint doc = self->touched[i];
      self->impacts[doc] += self->part[doc];
      self->covers[doc] |= bit;
      self->part[doc] = 0;
    }
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

/* ---- Choosing candidates ------------------------------------------------------------------------ */

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

static gboolean
passes (const DcrIndexDoc *doc, guint audiences, guint32 theme)
{
  return (audiences == 0 || audiences >> doc->audience & 1) && (theme == 0 || doc->theme_id == theme);
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

static void
choose (DcrEngine *self, guint audiences, const char *theme_id)
{
  const DcrIndex *index = self->index;
  guint32 theme = find_theme (index, theme_id);
  guint n = 0, k = 0;

  memset (self->keys, 0, DCR_ENGINE_CANDIDATES * sizeof *self->keys);
  for (guint doc = 0; doc < index->n_docs; doc++)
    if (self->impacts[doc] > 0 && passes (&index->docs[doc], audiences, theme))
      {
        guint64 key = make_key (self->impacts[doc], doc);
        n++;
        if (key > self->keys[0])
          replace_smallest (self->keys, DCR_ENGINE_CANDIDATES, key);
      }
  self->total = n;
  k = MIN (n, DCR_ENGINE_CANDIDATES);
  qsort (self->keys, DCR_ENGINE_CANDIDATES, sizeof *self->keys, compare_keys);
  self->n_candidates = k;
  for (guint i = 0; i < k; i++)
    {
      DcrCandidate *c = &self->candidates[i];
      c->doc = (guint16) (0xffffffffu - (guint32) self->keys[i]);
      c->impact = c->score = self->impacts[c->doc];
      c->passage = G_MAXUINT;
    }
}

/* ---- Slots: which unit a word of a text is ------------------------------------------------------- */

static void
set_slot (DcrEngine *self, guint surface, guint unit, float gain)
{
  guint8 value = (guint8) CLAMP (lrintf (gain * 255.0f), 1, 255);

  if (self->slots[surface] == 0)
    self->slot_touched[self->n_slots++] = surface;
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
          const guint32 *surfaces = term->is_singular ? index->singular_surfaces : index->stem_surfaces;
          float gain = MIN (term->weight, 1.0f) * (term->is_singular ? SINGULAR_GAIN : STEM_GAIN);

          for (guint i = terms[term->term].first_surface; i < terms[term->term + 1].first_surface; i++)
            set_slot (self, surfaces[i], u, gain);
        }
    }
}

/* ---- The whole ------------------------------------------------------------------------------------ */

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
        weight = index->lsa_stem_scales[term->term] * q->units[u].idf * q->units[u].weight * term->weight;
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
  dcr_query_parse (&self->query, self->index, self->stemmer, self->lexicon, words, as_typed, self->off,
                   self->scratch);
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
