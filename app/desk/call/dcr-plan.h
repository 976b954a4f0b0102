/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrPlan: the block tree of one article laid out as a flat list of rows, each small enough to be built
 * in one slice, in reading order. A passage that a call-out interrupts is several rows; a case or a
 * conditional part is a fold, and what an answer folds away is named by a row of its own. No widget
 * here: counts, find in page and the outline work from the plan before anything is built.
 */

typedef enum
{
  DCR_PART_BLOCK,    /* one block, whole */
  DCR_PART_ITEMS,    /* items first … first+n-1 of a list */
  DCR_PART_LINKS,    /* link items first … first+n-1 among the children of a block */
  DCR_PART_CHOICE,   /* the choice of a CASES block, without its cases */
} DcrPartKind;

typedef struct
{
  DcrPartKind kind;
  const DcrBlock *block;
  guint first, n;
} DcrPart;

typedef enum
{
  DCR_ROW_HEAD,      /* title, date, choosers */
  DCR_ROW_PASSAGE,   /* a passage or a piece of one */
  DCR_ROW_FOLDED,    /* « Ne concerne pas cet appelant : … » */
  DCR_ROW_FOOT,      /* source and licence */
} DcrRowKind;

typedef struct
{
  DcrRowKind kind;
  int passage;             /* index in article->passages, -1 outside */
  gboolean starts;         /* first row of its passage: has its heading and the button that keeps it */
  gboolean ends;           /* last row of it */
  const DcrBlock *heading; /* block whose title this row begins with, or NULL */
  gboolean closed;         /* behind an expander: legal references, the menu of the dossier */
  gboolean ticks;          /* in a list of documents: its lists have boxes to tick */
  gboolean simplified;     /* holds an element nobody knows: said by a tag */
  guint first_tick;        /* ordinal in the passage of the first line of this row that can be ticked */
  GArray *parts;           /* DcrPart */
  int fold;                /* innermost fold it stands in, -1 */
  guint indent;            /* cases it stands in, below its heading */
  guint letters, blocks;   /* for the estimate of its height */
} DcrRow;

/** A part of the article that an answer may fold away. */
typedef struct
{
  const DcrBlock *block;
  int parent;              /* enclosing fold, -1 */
  guint line;              /* row that names it when folded; several folds share one */
  gboolean folded;
} DcrPlanFold;

typedef struct
{
  DcrArticle *article;
  GArray *rows;            /* DcrRow */
  GArray *folds;           /* DcrPlanFold */
  GHashTable *opened;      /* rows DCR_ROW_FOLDED that the person opened */
  GHashTable *asked;       /* question key -> number of places that ask it */
} DcrPlan;

DcrPlan *dcr_plan_new (DcrArticle *article);
void dcr_plan_free (DcrPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrPlan, dcr_plan_free)

#define dcr_plan_row(plan, i) (&g_array_index ((plan)->rows, DcrRow, i))
#define dcr_plan_fold(plan, i) (&g_array_index ((plan)->folds, DcrPlanFold, i))

/** Folds and unfolds for the caller's situation. TRUE when something changed. */
gboolean dcr_plan_apply (DcrPlan *plan, const DcrSituation *situation);
/** Whether this row shows now. */
gboolean dcr_plan_row_shown (DcrPlan *plan, guint row);
/** « mineur, émancipé »: what row @line folds away; NULL when nothing. Free with g_free(). */
char *dcr_plan_folded_names (DcrPlan *plan, guint line);
/** Opens or closes what @line folded away. */
void dcr_plan_set_opened (DcrPlan *plan, guint line, gboolean opened);
gboolean dcr_plan_is_opened (DcrPlan *plan, guint line);
/** Opens every line that hides @row. TRUE when one was closed. */
gboolean dcr_plan_reveal (DcrPlan *plan, guint row);
/** TRUE when @row only shows because a person opened its line: it is greyed. */
gboolean dcr_plan_row_foreign (DcrPlan *plan, guint row);

/** First row of the passage with this index, or of the block (a case) with this address; -1. */
int dcr_plan_find_passage (DcrPlan *plan, guint passage);
int dcr_plan_find_address (DcrPlan *plan, const char *address);
/** Row that holds @block (itself or an ancestor of it), or -1. */
int dcr_plan_find_block (DcrPlan *plan, const DcrBlock *block);
/** Passage a person is in at @row: its own, else the last one before. -1 when none. */
int dcr_plan_passage_at (DcrPlan *plan, guint row);

/** Short name of a block for the line that folds it away: its title, else its first words. g_free(). */
char *dcr_block_name (const DcrBlock *block);

G_END_DECLS
