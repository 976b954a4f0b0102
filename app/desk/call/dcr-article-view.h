/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-call.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrArticleView: the reader, the middle pane of Appels: a bar, find in page, and the scrolled passages
 * of one article for the caller's situation. Everything comes from the block tree. Main thread.
 *
 * Properties:
 *   « article »          DcrArticle * (pointer, read only), NULL while empty
 *   « current-address »  char *: passage under the last heading scrolled past (outline selection)
 *   « can-go-back », « can-go-forward »
 *   « compact »          gboolean: one pane only; the bar has « ‹ LIST-LABEL », outline, find, more
 *   « list-label »       char *: « Résultats (14) »
 *
 * Signals:
 *   « article-opened » (const char *ref, gint64 version)  also when going back
 *   « keep-passage » (DcrCallPassage *passage, gboolean keep)  the person asks to keep it, or to let it
 *       go; nothing is shown as kept until dcr_article_view_set_kept(). The passage is lent
 *   « ticks-changed » (DcrCallPassage *passage)   a line of a list of documents was ticked or unticked
 *   « situation-changed »                         an answer was given or taken back
 *   « copied » (const char *sentence)             for a status or a toast
 *   « show-list », « show-outline »               compact bar
 *
 * Actions (also by key while the focus is inside): article.back, .forward, .find, .find-next,
 * .find-previous, .copy, .page, .keep, .situation, .definition.
 */
#define DCR_TYPE_ARTICLE_VIEW (dcr_article_view_get_type ())
G_DECLARE_FINAL_TYPE (DcrArticleView, dcr_article_view, DCR, ARTICLE_VIEW, GtkWidget)

/** @session: (nullable): none in tests that only call dcr_article_view_open_article(). */
GtkWidget *dcr_article_view_new (DcrSession *session);

/** Reads « AUDIENCE/ID » in the session's reading thread, then shows it; the former article stays on
 *  screen meanwhile. @address: (nullable): passage to scroll to. @best: it answers the query (border).
 *  Pushes the article shown on the history, unless it is the same one. */
void dcr_article_view_open (DcrArticleView *self, const char *ref, const char *address,
                            gboolean best);
/** As it was on @date (« YYYY-MM-DD »), under a banner that says so. */
void dcr_article_view_open_at (DcrArticleView *self, const char *ref, const char *date);
/** Shows @article (a reference is taken) at once: its first screenful is built before the next frame. */
void dcr_article_view_open_article (DcrArticleView *self, DcrArticle *article);
/** Empty pane again (idle between two calls); the history stays. */
void dcr_article_view_close (DcrArticleView *self);

DcrArticle *dcr_article_view_get_article (DcrArticleView *self);
/** TRUE once the widgets of the whole article are there. */
gboolean dcr_article_view_is_complete (DcrArticleView *self);

gboolean dcr_article_view_go_back (DcrArticleView *self);
gboolean dcr_article_view_go_forward (DcrArticleView *self);

/** Scrolls to a passage and, with @focus, gives it the keyboard. Opens what folds it. */
void dcr_article_view_go_to (DcrArticleView *self, const char *address, gboolean focus);
/** Gives the focus to the best passage, else to the first (Entrée in the results). */
void dcr_article_view_focus_best (DcrArticleView *self);
/** Gives the focus to the choosers « L’appelant » (Ctrl+T); FALSE when the article asks nothing. */
gboolean dcr_article_view_focus_situation (DcrArticleView *self);

/** Ctrl+D: the focused passage, else the one under the last heading passed. FALSE without article. */
gboolean dcr_article_view_keep_current (DcrArticleView *self);
/** What is kept in this call, in order: NULL-terminated « AUDIENCE/ID#ADDRESS »; the place in the array,
 *  from 1, is the number shown. NULL: nothing. */
void dcr_article_view_set_kept (DcrArticleView *self, const char *const *places);
/** Ticked lines of a list of documents, when a draft comes back: @place « AUDIENCE/ID#ADDRESS », @ticked
 *  « 0,2,3 ». */
void dcr_article_view_set_ticks (DcrArticleView *self, const char *place, const char *ticked);

/** Opens the find bar (with the selection, when there is one). */
void dcr_article_view_find (DcrArticleView *self);
/** Searches the tree (whatever is built); count and current are by get_find_state. */
void dcr_article_view_find_text (DcrArticleView *self, const char *words);
void dcr_article_view_find_next (DcrArticleView *self, gboolean backwards);
void dcr_article_view_get_find_state (DcrArticleView *self, guint *current, guint *count);

/** Copies the focused or current passage with its source and date to the clipboard (Ctrl+Maj+C). */
gboolean dcr_article_view_copy (DcrArticleView *self);
/** Opens the official page in the browser. */
void dcr_article_view_open_page (DcrArticleView *self);

/** GListModel of DcrOutlineItem, the same object for the life of the view. (transfer none) */
GListModel *dcr_article_view_get_outline (DcrArticleView *self);
/** GListModel of DcrOutlineItem for « Voir aussi »: the address is « AUDIENCE/ID ». (transfer none) */
GListModel *dcr_article_view_get_see_also (DcrArticleView *self);

/** The caller's situation: answers hold for the call and follow into the next article. (transfer none) */
const DcrSituation *dcr_article_view_get_situation (DcrArticleView *self);
/** Takes a copy. NULL: a new call, nothing is known: answers, ticks, kept numbers and history go. */
void dcr_article_view_set_situation (DcrArticleView *self, const DcrSituation *situation);

G_END_DECLS
