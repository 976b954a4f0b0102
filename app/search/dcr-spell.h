/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-index.h"
#include "search/dcr-vocabulary.h"

G_BEGIN_DECLS

/*
 * Spelling: a word of the corpus is found from a wrong one when both become the same after at most two
 * letters are left out of the first DCR_SPELL_PREFIX (the « deletion neighbourhood »); a Damerau-Levenshtein
 * distance that knows French mistakes (doubled letters, letters that sound alike, neighbours on an AZERTY
 * keyboard) then judges.
 */

typedef struct { guint surface; float cost; } DcrSpelling; /* cost: 0 the same, 1 an ordinary mistake */

/** Fills the two sections of the index file. */
void dcr_spell_build (const DcrVocabulary *vocabulary, GByteArray *heads, GByteArray *words);

/**
 * Words near @folded, best first (cost, then frequency), at most @n; @scratch: n_surfaces bytes, all 0
 * before and after. Returns how many. @prefix: @folded may be unfinished, so its end is not held to.
 */
guint dcr_spell_find (const DcrIndex *index, const char *folded, gboolean prefix, guint8 *scratch,
                      DcrSpelling *out, guint n);

/** Distance between two folded words; more than @limit is given as @limit + 1 or so. */
float dcr_spell_distance (const char *typed, const char *word, gboolean prefix, float limit);

G_END_DECLS
