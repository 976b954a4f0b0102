/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-suggest.h"

G_BEGIN_DECLS

struct _DcrSuggester
{
  DcrReasonGrid *grid;
  GPtrArray *leaves;    /* DcrReason *, those that can be chosen */
  GHashTable *places;   /* id -> place in leaves + 1 */
  GHashTable *postings; /* stem -> GArray of {leaf, weight} */
  GArray *words;        /* for the type-ahead: see dcr-suggest-match.c */
};

void dcr_suggester_index_words (DcrSuggester *self);

G_END_DECLS
