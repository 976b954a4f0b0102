/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/call/dcr-passage-view.h"
#include "desk/call/dcr-plan.h"

G_BEGIN_DECLS

/**
 * DcrBlockBuilder: makes the widgets of an article's blocks. What an answer changes in them, and what
 * is too long for one slice, is remembered here. Main thread.
 */
typedef struct _DcrBlockBuilder DcrBlockBuilder;

/** Lines of a passage that are ticked: « 0,2 » or NULL. */
typedef const char *(*DcrTicksFunc) (const char *address, gpointer user_data);

/** @article, and what the block trees of its widgets point to, must outlive the builder. */
DcrBlockBuilder *dcr_block_builder_new (DcrArticle *article, DcrTicksFunc ticks,
                                        gpointer user_data);
/** The article that also asks the questions of its guided search: the same tree. */
void dcr_block_builder_set_article (DcrBlockBuilder *self, DcrArticle *article);
void dcr_block_builder_free (DcrBlockBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrBlockBuilder, dcr_block_builder_free)

/** The widget of a row of the plan (not its head or foot): its heading and parts. Long tables and lists
 *  of links go on in dcr_block_builder_go_on(). (transfer floating) */
GtkWidget *dcr_block_builder_row (DcrBlockBuilder *self, const DcrRow *row);
/** Goes on with what a row left unfinished; FALSE when nothing is left. @deadline: monotonic. */
gboolean dcr_block_builder_go_on (DcrBlockBuilder *self, gint64 deadline);
/** The same for what is out of sight: behind an answer or an expander, below a screenful of a table. */
gboolean dcr_block_builder_go_on_later (DcrBlockBuilder *self, gint64 deadline);

/** The widget of one block, or NULL for one without text. (transfer floating) */
GtkWidget *dcr_block_builder_block (DcrBlockBuilder *self, const DcrBlock *block);

/** Shows the answers given, and folds what they make false, in all widgets built so far. */
void dcr_block_builder_apply (DcrBlockBuilder *self, const DcrSituation *situation);

/** Style classes of a section heading. */
const char *dcr_heading_classes (const DcrBlock *block);

G_END_DECLS
