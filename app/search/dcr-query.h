/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-index.h"
#include "search/dcr-lexicon.h"

G_BEGIN_DECLS

/*
 * DcrQuery: what was typed, as units to look for. A unit is one word with everything that counts as it:
 * its stem, its singular, what it may become (unfinished last word), what it may have been meant to be
 * (spelling). The words the lexicon adds are units of their own, in alternatives that stand for the words
 * they replace.
 */

#define DCR_QUERY_MAX_WORDS 40  /* content words of one query: the rarest of a long message */
#define DCR_QUERY_MAX_UNITS 64
#define DCR_QUERY_MAX_TERMS 640
#define DCR_QUERY_MAX_ALTERNATIVES 16

/* What can be left out, to measure what it brings (tests/bench). */
typedef enum
{
  DCR_OFF_STEMS = 1 << 0,
  DCR_OFF_SINGULARS = 1 << 1,
  DCR_OFF_PREFIX = 1 << 2,
  DCR_OFF_SPELLING = 1 << 3,
  DCR_OFF_LEXICON = 1 << 4,
  DCR_OFF_RERANK = 1 << 5,
  DCR_OFF_COVERAGE = 1 << 6,
  DCR_OFF_TITLE = 1 << 7,
  DCR_OFF_ALT = 1 << 8,
  DCR_OFF_ANCHORS = 1 << 9,
  DCR_OFF_INTRO = 1 << 10,
  DCR_OFF_SERVICES = 1 << 11,
  DCR_OFF_DOSSIER = 1 << 12,
  DCR_OFF_LINKS = 1 << 13,
  DCR_OFF_LSA = 1 << 14,
  DCR_OFF_NEARNESS = 1 << 15,
  DCR_OFF_PASSAGE = 1 << 16,
} DcrOff;

typedef enum { DCR_UNIT_EXACT, DCR_UNIT_PREFIX, DCR_UNIT_SPELLED, DCR_UNIT_UNKNOWN } DcrUnitKind;

/* A stem (or a singular) that stands for a unit, and for how much of it. */
typedef struct { guint32 term; float weight; guint8 is_singular; } DcrQueryTerm;

typedef struct
{
  DcrUnitKind kind;
  gboolean is_original;     /* typed, not from the lexicon */
  guint first_term, n_terms;
  guint surface;            /* the word itself, or what it was corrected to; G_MAXUINT when unknown */
  float idf;                /* how much it tells */
  float weight;             /* of its impacts */
  guint word;               /* content word it stands for, for originals */
} DcrQueryUnit;

typedef struct
{
  guint64 covers;           /* units (originals) it stands for */
  guint64 units;            /* its own */
  float weight, idf;
  const char *from, *to;    /* of the lexicon: « why » */
} DcrAlternative;

typedef struct
{
  char folded[DCR_TOKEN_MAX], lower[DCR_TOKEN_MAX];
  gsize start, end;         /* in what was typed */
  guint count;              /* times it was typed */
  DcrTokenFlags flags;
  guint unit;
} DcrQueryWord;

typedef struct
{
  DcrQueryWord words[DCR_QUERY_MAX_WORDS];
  DcrQueryUnit units[DCR_QUERY_MAX_UNITS];
  DcrQueryTerm terms[DCR_QUERY_MAX_TERMS];
  DcrAlternative alternatives[DCR_QUERY_MAX_ALTERNATIVES];
  guint n_words, n_units, n_original, n_terms, n_alternatives;
  guint16 all[DCR_QUERY_MAX_WORDS]; /* every word typed, grammar too, as the index numbers it */
  guint n_all;              /* 0 when there are more */
  gboolean last_open;       /* the last word may be unfinished */
  gboolean corrected;       /* some unit is SPELLED */
  char id[16];              /* « F1344 » when an article is asked for by its id, else "" */
  float total_idf;          /* of the originals */
} DcrQuery;

/** Reads @words into @query. @scratch: n_surfaces bytes of 0. @off: DcrOff. */
void dcr_query_parse (DcrQuery *query, const DcrIndex *index, DcrStemmer *stemmer,
                      const DcrLexicon *lexicon, const char *words, gboolean as_typed, guint off,
                      guint8 *scratch);

/** What was searched, when it is not what was typed; NULL otherwise. Free with g_free(). */
char *dcr_query_corrected (const DcrQuery *query, const DcrIndex *index, const char *words);

/** The FTS5 expression that matches the same documents; NULL when nothing can match. Free with g_free(). */
char *dcr_query_match_expression (const DcrQuery *query, const DcrIndex *index);

G_END_DECLS
