/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "calls/dcr-reason.h"

G_BEGIN_DECLS

/** DcrSuggester: from the evidence of a call to the reasons it speaks for. Main thread. */
typedef struct _DcrSuggester DcrSuggester;

/** Analyses the grid (French stems of label, definition, example). */
DcrSuggester *dcr_suggester_new (DcrReasonGrid *grid);
void dcr_suggester_free (DcrSuggester *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSuggester, dcr_suggester_free)

typedef struct
{
  const DcrReason *reason; /* lives as long as the grid */
  char *why;               /* « because F1344 is open, 3 passages kept » */
  double score;
} DcrSuggestion;
void dcr_suggestion_free (DcrSuggestion *suggestion);

/**
 * Reasons that the evidence speaks for, best first, @limit at most; none without evidence.
 * @db: reader of work.db, for what past calls teach; NULL: only the words.
 * @last_reason: reason of the caller's former call, or NULL; @former: « reason of the call of Wednesday ».
 * GPtrArray of DcrSuggestion, free function set.
 */
GPtrArray *dcr_suggester_suggest (DcrSuggester *self, DcrCall *call, DcrDb *db,
                                  const char *last_reason, const char *former, guint limit);

/** The reason that callers who need this article have, as its title and past calls tell; NULL when neither says
 *  enough. @db as above. */
const DcrReason *dcr_suggester_reason_of (DcrSuggester *self, DcrDb *db, const char *ref,
                                          const char *title);

/** A match of the type-ahead. */
typedef enum
{
  DCR_MATCH_LABEL = 1, /* a word stands in the label, the others in label or family */
  DCR_MATCH_DEFINITION,
  DCR_MATCH_FAMILY,
  DCR_MATCH_RETIRED,   /* an ended reason found by its name: shown, not choosable */
} DcrMatchKind;
typedef struct
{
  const DcrReason *reason;
  DcrMatchKind kind;
} DcrMatch;

/** Reasons whose label or definition has every word of @typed (the last may be unfinished): by label
 *  first, then by definition, then by family alone, each in the order of the grid, ended ones last. GArray of DcrMatch. */
GArray *dcr_suggester_match (DcrSuggester *self, const char *typed);
/** When nothing matches: the @limit that come nearest. GPtrArray of DcrReason. */
GPtrArray *dcr_suggester_nearest (DcrSuggester *self, const char *typed, guint limit);

G_END_DECLS
