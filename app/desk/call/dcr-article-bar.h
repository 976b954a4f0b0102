/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrArticleBar: the bar above an article: back and forward, the breadcrumb (scrolled past the title:
 * the title over its date and the caller's situation), find, copy, official page. Compact, it has the
 * way back to the list, the outline, find and a menu. Its buttons activate the « article.… » actions;
 * signals « show-list », « show-outline ». Main thread.
 */
#define DCR_TYPE_ARTICLE_BAR (dcr_article_bar_get_type ())
G_DECLARE_FINAL_TYPE (DcrArticleBar, dcr_article_bar, DCR, ARTICLE_BAR, GtkWidget)

GtkWidget *dcr_article_bar_new (void);
/** @article: NULL empties the bar. */
void dcr_article_bar_set_article (DcrArticleBar *self, const DcrArticle *article);
/** @line: below the title once it is scrolled past: « à jour du 3 novembre · majeur ». */
void dcr_article_bar_set_line (DcrArticleBar *self, const char *line);
/** TRUE: the title of the article is out of sight. */
void dcr_article_bar_set_scrolled (DcrArticleBar *self, gboolean scrolled);
void dcr_article_bar_set_compact (DcrArticleBar *self, gboolean compact, const char *list_label);

/** Texts the article had before (DcrFormerText, newest first): a menu of « article.at ». NULL: none. */
void dcr_article_bar_set_former (DcrArticleBar *self, GPtrArray *texts);

G_END_DECLS
