/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-query.h"

G_BEGIN_DECLS

/*
 * DcrEngine: one index with what a query writes on. One thread at a time.
 *
 * A query is answered in two steps. First every posting of every term is added up: exact, nothing is left
 * out. Then the best DCR_ENGINE_CANDIDATES are described by what the index knows of them (DcrFeature) and
 * put in the order of a weighted sum.
 */

#define DCR_ENGINE_CANDIDATES 100
#define DCR_ENGINE_READ 32 /* of them, those whose passages are read */
#define DCR_ENGINE_N_WORDS 65536 /* numbers a word of a text can have */
#define DCR_SLOT_BREAK 0xff      /* the slot of DCR_WORD_BREAK */

typedef enum
{
  DCR_FEATURE_SCORE,         /* impacts, as a share of the best */
  DCR_FEATURE_SCORE_IDF,     /* impacts, by what the query tells */
  DCR_FEATURE_COVERAGE,      /* of what the query tells, anywhere */
  DCR_FEATURE_TITLE,         /* … in the title */
  DCR_FEATURE_TITLE_OVERLAP, /* of what the title tells, in the query */
  DCR_FEATURE_ALT,           /* best other title: coverage */
  DCR_FEATURE_ALT_OVERLAP,   /* best other title: coverage × overlap */
  DCR_FEATURE_ANCHOR,        /* all link texts together */
  DCR_FEATURE_ANCHOR_OVERLAP,/* best link text: coverage × overlap */
  DCR_FEATURE_INTRO,
  DCR_FEATURE_HEADINGS,
  DCR_FEATURE_HEADING_BEST,  /* best heading: coverage × overlap */
  DCR_FEATURE_SERVICES,
  DCR_FEATURE_DOSSIER,
  DCR_FEATURE_NAMES,         /* title, other titles and link texts together */
  DCR_FEATURE_TITLE_WHOLE,   /* the title says all that is asked */
  DCR_FEATURE_TITLE_SAME,    /* the title itself was typed */
  DCR_FEATURE_TITLE_ORDER,   /* words side by side in the title as in the query */
  DCR_FEATURE_LINKS_IN,
  DCR_FEATURE_LSA,
  DCR_FEATURE_DOSSIER_MASS,  /* share of the candidates' impacts in its dossier */
  DCR_FEATURE_THEME_MASS,
  DCR_FEATURE_LENGTH,
  DCR_FEATURE_PASSAGE,       /* coverage of its best passage */
  DCR_FEATURE_NEAR,          /* pairs of asked words close to each other in the best passage */
  DCR_FEATURE_QUESTION,      /* kind: question and answer */
  DCR_FEATURE_LIFE_EVENT,
  DCR_FEATURE_GUIDED,
  DCR_FEATURE_EXTERNAL,
  DCR_FEATURE_PAGE,          /* a theme or dossier page */
  DCR_FEATURE_RESOURCE,      /* a form, a service, a model… */
  DCR_FEATURE_COPY,          /* also an article of an earlier audience */
  DCR_N_FEATURES
} DcrFeature;

extern const char *const dcr_feature_names[DCR_N_FEATURES];

typedef struct
{
  guint16 doc;
  guint passage;             /* of the document's, that answers best; G_MAXUINT while not read */
  float impact, score;
  float features[DCR_N_FEATURES];
} DcrCandidate;

typedef struct
{
  DcrIndex *index;
  DcrStemmer *stemmer;
  DcrLexicon *lexicon;
  guint off;                 /* DcrOff */
  DcrQuery query;
  float *impacts, *part;     /* a document */
  guint64 *covers;           /* a document: units found in it */
  guint64 *keys;             /* the best, while they are chosen */
  float *maxima;             /* while they are chosen: a block of documents */
  guint8 *slots, *gains;     /* a word of the texts: unit + 1, and how much of it, to 255 */
  float shares[256];         /* a gain, as a share */
  guint16 *slot_touched;
  guint n_slots;
  float *tells;              /* a word of the texts; those too rare for a number tell much */
  guint8 *audiences;         /* a document: 1 << DcrAudience */
  guint8 *scratch;           /* a surface, all 0 */
  DcrCandidate candidates[DCR_ENGINE_CANDIDATES];
  guint n_candidates, total;
  gint16 lsa[DCR_LSA_DIMENSIONS]; /* the query among the directions, of length 1 / lsa_scale */
  float lsa_scale;
  gboolean has_lsa_query;
} DcrEngine;

/** Takes @index. */
DcrEngine *dcr_engine_new (DcrIndex *index);
void dcr_engine_free (DcrEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrEngine, dcr_engine_free)

/** Runs a query: fills query, candidates (best first) and total. @audiences: 1 << DcrAudience, 0 for all.
 *  @theme_id: NULL for all. */
void dcr_engine_run (DcrEngine *self, const char *words, guint audiences, const char *theme_id,
                     gboolean as_typed);

/** Documents that match the query last run, whatever the audience: bit by bit, n_docs bytes. For tests. */
void dcr_engine_matches (DcrEngine *self, guint8 *out);

/* ---- dcr-rank.c ------------------------------------------------------------------------------ */

/** Describes the candidates and puts them in order. */
void dcr_rank (DcrEngine *self);

/** Reads the passages of @candidate: fills its passage and what they say. */
void dcr_rank_read (const DcrEngine *self, DcrCandidate *candidate);

/** Which units some words say, and how well (0 to 1, the best of them): shares of other units are not
 *  set. */
typedef struct { guint64 units; float share[DCR_QUERY_MAX_UNITS]; } DcrFound;

/** Adds to @found what the words [first, last) say. */
void dcr_rank_find (const DcrEngine *self, const guint16 *words, guint first, guint last,
                    DcrFound *found);

/** Unit + 1 that a word of a text stands for, 0 for none. */
static inline guint
dcr_engine_slot (const DcrEngine *self, guint word)
{
  guint slot = self->slots[word];

  return slot != DCR_SLOT_BREAK ? slot : 0;
}

G_END_DECLS
