/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/call/dcr-article-bar.h"
#include "desk/call/dcr-article-body.h"
#include "desk/call/dcr-article-head.h"
#include "desk/call/dcr-article-view.h"
#include "desk/call/dcr-block-builder.h"
#include "desk/call/dcr-definition.h"
#include "desk/call/dcr-finder.h"
#include "desk/call/dcr-outline-item.h"
#include "desk/call/dcr-plan.h"

G_BEGIN_DECLS

/* DcrArticleView by concern: dcr-article-view.c (the widget, its actions), -open.c (reading, history),
 * -build.c (slices), -find.c, -keep.c (kept passages, ticks, copy, outline). */

/** One step of the history: which text, and where one was in it. */
typedef struct
{
  char *ref, *at;         /* at: day of a former text, or NULL */
  DcrArticle *article;    /* only when it did not come from the base */
  char *address;          /* passage at the top */
  int offset;             /* pixels of it scrolled past */
} DcrStep;

struct _DcrArticleView
{
  GtkWidget parent_instance;
  DcrSession *session;    /* (nullable) */
  GtkWidget *bar, *search_bar, *search_entry, *search_count, *stack, *scroller, *body, *empty;
  DcrDefinition *definition;

  /* the article on screen */
  DcrArticle *article;
  gint64 version;
  DcrArticleState state;  /* its strings are owned */
  DcrPlan *plan;
  DcrBlockBuilder *builder;
  GtkWidget *head;
  char *best;             /* address of the passage that answers the query */
  char *current;          /* address under the last heading scrolled past */
  GPtrArray *imports;     /* of the base, for the foot */

  /* slices */
  guint slice;            /* source */
  guint next_row;         /* all shown rows before it are built */
  gboolean head_unfinished; /* some choosers are still to be made */
  gboolean complete;      /* all is built, and the former article freed */
  gboolean screenful;     /* what is in sight is there */
  gint64 longest_slice;   /* microseconds of CPU since it was last set to 0: tests/bench */

  /* opening and history */
  GCancellable *cancellable;
  char *wanted_address;
  int wanted_offset;
  gboolean wanted_best, wanted_focus;
  GPtrArray *back, *forward; /* DcrStep */
  gboolean stale;         /* the base changed and it was not looked at again */
  char *held;             /* address of the passage that has the focus while it is read again */
  guint answer_idle, scroll_idle;
  int step_direction;     /* 1 while a step of the history is being read */

  /* find in page */
  DcrFinder *finder;
  char *words;
  int found;              /* index of the current place, -1 */
  guint find_mark;        /* grows with each search: rows with an older mark are to be marked again */
  GArray *row_marks;

  /* the call */
  DcrSituation *situation;
  GHashTable *kept;       /* « REF#ADDRESS » -> number */
  GHashTable *ticks;      /* « REF#ADDRESS » -> « 0,2 » */
  GListStore *outline, *see_also;
  gboolean compact;
  char *list_label;
};

enum
{
  DCR_VIEW_ARTICLE_OPENED,
  DCR_VIEW_KEEP_PASSAGE,
  DCR_VIEW_TICKS_CHANGED,
  DCR_VIEW_SITUATION_CHANGED,
  DCR_VIEW_COPIED,
  DCR_VIEW_SHOW_LIST,
  DCR_VIEW_SHOW_OUTLINE,
  DCR_VIEW_N_SIGNALS
};
extern guint dcr_article_view_signals[DCR_VIEW_N_SIGNALS];

/* dcr-article-view.c */
void dcr_article_view_update_actions (DcrArticleView *self);
void dcr_article_view_scrolled (DcrArticleView *self);
/** Notifies « article ». */
void dcr_article_view_changed (DcrArticleView *self);

/* -open.c */
/** Puts @article (taken) on screen. */
void dcr_article_view_show (DcrArticleView *self, DcrArticle *article);
void dcr_article_view_clear (DcrArticleView *self);
/** The base was replaced: shows today's text at the same place, if it is another one. */
void dcr_article_view_reread (DcrArticleView *self);
void dcr_article_view_forget_history (DcrArticleView *self);
/** The line of the bar: date and situation. */
void dcr_article_view_set_line (DcrArticleView *self);
void dcr_article_view_follow (DcrArticleView *self, const char *target);
void dcr_step_free (DcrStep *step);

/* -build.c */
/** Lays the plan of self->article out and begins to build. */
void dcr_article_view_begin (DcrArticleView *self);
void dcr_article_view_stop (DcrArticleView *self);
/** GFunc of the body. */
void dcr_article_view_allocated (gpointer body, gpointer self);
/** Goes on building, before the next frame when something in sight is missing. */
void dcr_article_view_build_more (DcrArticleView *self);
/** Builds this row now, whatever the time. */
void dcr_article_view_build_row (DcrArticleView *self, guint row);
/** Shows and hides rows for the answers given. */
void dcr_article_view_apply_situation (DcrArticleView *self);
void dcr_article_view_update_shown (DcrArticleView *self);
void dcr_article_view_toggle_line (DcrArticleView *self, guint line);
/** The passage view of a row, or NULL. */
DcrPassageView *dcr_article_view_row_passage (DcrArticleView *self, guint row);

/* -find.c */
void dcr_article_view_find_reset (DcrArticleView *self);
/** Marks the found words of a row, if that was not done since the last search. */
void dcr_article_view_mark_row (DcrArticleView *self, guint row);
void dcr_article_view_mark_in_sight (DcrArticleView *self);

/* -keep.c */
void dcr_article_view_make_outline (DcrArticleView *self);
void dcr_article_view_update_kept (DcrArticleView *self);
void dcr_article_view_dress_row (DcrArticleView *self, guint row);
void dcr_article_view_keep_address (DcrArticleView *self, const char *address);
/** « 3 sur 5 à envoyer » beside the heading of a list of documents. */
void dcr_article_view_show_ticks (DcrArticleView *self, guint passage);
void dcr_article_view_tick (DcrArticleView *self, const char *address, guint ordinal, gboolean on);
/** The focused passage, else the one under the last heading passed; -1 without article. */
int dcr_article_view_current_passage (DcrArticleView *self);
const char *dcr_article_view_get_ticks (const char *address, gpointer self);

G_END_DECLS
