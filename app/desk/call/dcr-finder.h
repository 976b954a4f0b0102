/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrFinder: find in page over the block tree, whatever is built of it: without case, accents or the
 * shape of apostrophes. Main thread.
 */
typedef struct _DcrFinder DcrFinder;

typedef struct
{
  const DcrBlock *block;
  gconstpointer key;   /* runs or note of the block: which of its labels */
  guint start, end;    /* bytes in its plain text */
} DcrFound;

/** @article must outlive the finder. */
DcrFinder *dcr_finder_new (const DcrArticle *article);
void dcr_finder_free (DcrFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrFinder, dcr_finder_free)

/** Searches @words (two letters at least, else nothing is found) and returns how many places there are. */
guint dcr_finder_search (DcrFinder *finder, const char *words);
guint dcr_finder_get_count (DcrFinder *finder);
const DcrFound *dcr_finder_get (DcrFinder *finder, guint i);
/** Places in one text, pairs of bytes: how many, *@ranges owned by the finder until the next search;
 *  *@first: number of the first of them in the whole article. */
guint dcr_finder_ranges (DcrFinder *finder, gconstpointer key, const guint **ranges, guint *first);

G_END_DECLS
