/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrPassageView: a passage of an article, or a piece of one that a call-out interrupts: its blocks and,
 * on its first piece, the button that keeps it. The whole passage takes the focus: Tab goes from
 * passage to passage, Entrée or → into its links and controls, Échap or ← back out of them. Its button
 * activates « article.keep-address ». Main thread.
 */
#define DCR_TYPE_PASSAGE_VIEW (dcr_passage_view_get_type ())
G_DECLARE_FINAL_TYPE (DcrPassageView, dcr_passage_view, DCR, PASSAGE_VIEW, GtkBox)

/** @passage: (nullable): none for text that stands in no passage. @starts: has the button and the focus. */
GtkWidget *dcr_passage_view_new (const DcrPassage *passage, gboolean starts);
/** Vertical box for the blocks. */
GtkBox *dcr_passage_view_get_content (DcrPassageView *self);
const DcrPassage *dcr_passage_view_get_passage (DcrPassageView *self);
gboolean dcr_passage_view_starts (DcrPassageView *self);

/** @number: 0 when it is not kept. */
void dcr_passage_view_set_kept (DcrPassageView *self, guint number);
/** FALSE: a text that is not said any more, without the button. */
void dcr_passage_view_set_keepable (DcrPassageView *self, gboolean keepable);
/** The passage that answers the query: a border. */
void dcr_passage_view_set_best (DcrPassageView *self, gboolean best);
/** Joined to the piece above or below it. @piece: a passage view, or a line that stands between two. */
void dcr_passage_set_joined (GtkWidget *piece, gboolean above, gboolean below);
/** Does not concern this caller: greyed, opened by a person. */
void dcr_passage_view_set_foreign (DcrPassageView *self, gboolean foreign);
/** The widget of the heading (floating): first in the content. */
void dcr_passage_view_set_heading (DcrPassageView *self, GtkWidget *heading);
/** A dim remark at the end of the heading: « 3 sur 5 à envoyer »; NULL for none. */
void dcr_passage_view_set_remark (DcrPassageView *self, const char *remark);
/** Gives the focus to the first control in it; FALSE when it has none. */
gboolean dcr_passage_view_enter (DcrPassageView *self);

/** The passage view that holds @widget, or NULL. */
DcrPassageView *dcr_passage_view_of (GtkWidget *widget);

G_END_DECLS
