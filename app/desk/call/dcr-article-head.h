/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/call/dcr-plan.h"

G_BEGIN_DECLS

/** How the article came to be shown. */
typedef struct
{
  const char *at;         /* day of a former text, or NULL */
  const char *withdrawn;  /* day it was withdrawn, or NULL */
  const char *successor;  /* « AUDIENCE/ID » that took its place, or NULL */
  const char *successor_title; /* or NULL */
  const char *asked;      /* « AUDIENCE/ID » that leads here by a redirection, or NULL */
} DcrArticleState;

/**
 * DcrArticleHead: title, number and date, what is to be known about the text (withdrawn, former), and
 * « L'appelant »: the questions whose answers fold the article. Main thread.
 */
#define DCR_TYPE_ARTICLE_HEAD (dcr_article_head_get_type ())
G_DECLARE_FINAL_TYPE (DcrArticleHead, dcr_article_head, DCR, ARTICLE_HEAD, GtkWidget)

/** @plan and @state must outlive the widget. */
GtkWidget *dcr_article_head_new (DcrPlan *plan, const DcrArticleState *state);
/** Shows the answers given; asks what they lead to. TRUE when @deadline (monotonic) came before all
 *  choosers were made: to be called again. */
gboolean dcr_article_head_apply (DcrArticleHead *self, const DcrSituation *situation,
                                 gint64 deadline);
/** FALSE when nothing is asked. */
gboolean dcr_article_head_focus_situation (DcrArticleHead *self);

/** « à jour du 3 novembre » (or what the article has). Free with g_free(). */
char *dcr_article_date_line (const DcrArticle *article);
/** « majeur, vit en France »: the answers that hold here, or NULL. Free with g_free(). */
char *dcr_article_situation_line (const DcrArticle *article, const DcrSituation *situation);
/** The foot: source, number, page, date, licence. @imports: (nullable) of DcrImportRecord. */
GtkWidget *dcr_article_foot_new (const DcrArticle *article, GPtrArray *imports);

G_END_DECLS
