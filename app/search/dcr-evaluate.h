/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-search.h"

G_BEGIN_DECLS

/** Mean figures of a set of questions: success@1/3/5, MRR@10 and nDCG@10 (gain 2^grade - 1). */
typedef struct
{
  char *name;
  guint questions;
  double success1, success3, success5, mrr, ndcg;
} DcrEvaluationSet;
void dcr_evaluation_set_free (DcrEvaluationSet *set);

typedef struct
{
  GPtrArray
      *sets; /* DcrEvaluationSet, in the order of the file; sets hard_* also together as « hard »;
                          MACRO, the mean of citizen, labour and hard when there are all three, else of all
                          sets but title, is the last */
  double half_width;   /* of the 95 % interval of MACRO's nDCG@10 (bootstrap, fixed seed) */
  double query_ms[3], typed_ms[3]; /* p50, p95, p99 of queries to 60 characters whole, and key by key; ten
                                      snippets each */
  double message_ms[3]; /* of longer ones */
  guint skipped;       /* no grade-2 answer in the base */
} DcrEvaluation;

void dcr_evaluation_free (DcrEvaluation *evaluation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrEvaluation, dcr_evaluation_free)

/**
 * Runs the questions of @tsv (set, question, « id:grade,… » a line). Only fiches (F ids) are ranked.
 * @audiences: 1 << DcrAudience, 0 for all. DCR_ERROR_INPUT with the line that is wrong.
 */
DcrEvaluation *dcr_evaluate (DcrSearch *search, const char *tsv, guint audiences, gboolean latency,
                             GError **error);

G_END_DECLS
