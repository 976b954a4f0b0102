/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrParagraph: one paragraph or heading of an article: one GtkLabel with links and styles, dots under
 * the words that have a definition, and the found words of find in page. Following a link activates
 * the action « article.follow » of the view with the target as text: « article:REF », « passage:ADDRESS »,
 * « definition:ID » or a web address. Main thread.
 */
#define DCR_TYPE_PARAGRAPH (dcr_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (DcrParagraph, dcr_paragraph, DCR, PARAGRAPH, GtkWidget)

/** @runs: of a DcrBlock (its runs or its title); must outlive the widget: the view holds the article.
 *  @classes: (nullable): style classes of the label, separated by spaces. */
GtkWidget *dcr_paragraph_new (const DcrRun *runs, guint n_runs, const char *classes);

/** One line of plain text of a block (its note): found like the rest. @text must outlive the widget. */
GtkWidget *dcr_paragraph_new_note (const char *text, const char *classes);

GtkLabel *dcr_paragraph_get_label (DcrParagraph *self);
const DcrRun *dcr_paragraph_get_runs (DcrParagraph *self);
/** What DcrFinder calls this text: the runs, or the text of a note. */
gconstpointer dcr_paragraph_get_key (DcrParagraph *self);
/** All paragraphs in @widget ask for the width of their words (cells of tables, popovers). By default
 *  they do not, and take the width of their column. */
void dcr_paragraph_make_exact (GtkWidget *widget);
/** TRUE when a key can do something in it: a link or a definition. */
gboolean dcr_paragraph_has_links (DcrParagraph *self);

/** Marks found words: @ranges pairs of byte offsets (start, end) in the plain text; @current: index of
 *  the pair that is looked at, or -1. NULL and 0 take the marks away. */
void dcr_paragraph_set_found (DcrParagraph *self, const guint *ranges, guint n_ranges, int current);

/** The id of the definition at @x, @y (in the paragraph's coordinates) and its place, or NULL. */
const char *dcr_paragraph_definition_at (DcrParagraph *self, double x, double y,
                                         GdkRectangle *place);
/** The @nth definition (from 0) and its place, or NULL. */
const char *dcr_paragraph_nth_definition (DcrParagraph *self, guint nth, GdkRectangle *place);
/** Place of a byte range, first line of it. */
void dcr_paragraph_get_place (DcrParagraph *self, guint start, guint end, GdkRectangle *place);
/** Index of the definition that has the keyboard, or -1. */
int dcr_paragraph_get_focused_definition (DcrParagraph *self);

G_END_DECLS
