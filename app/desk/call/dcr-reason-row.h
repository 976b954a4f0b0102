/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-reason.h"

G_BEGIN_DECLS

/** DcrReasonRow: one line of the picker: a heading, or a reason with the digit that picks it. */
#define DCR_TYPE_REASON_ROW (dcr_reason_row_get_type ())
G_DECLARE_FINAL_TYPE (DcrReasonRow, dcr_reason_row, DCR, REASON_ROW, GObject)

DcrReasonRow *dcr_reason_row_new_heading (const char *text);
/** @caption: Pango markup, taken; NULL: the definition. @digit: 0 for none. @retired: shown, not choosable. */
DcrReasonRow *dcr_reason_row_new (const DcrReason *reason, char *caption, guint digit,
                                  gboolean retired);
/** Its caption is the definition with the words of @typed (a GRefString) marked, made when it is shown. */
DcrReasonRow *dcr_reason_row_new_found (const DcrReason *reason, char *typed, guint digit);

/** The row stands under a heading that names its family. */
void dcr_reason_row_set_under_family (DcrReasonRow *self);

/** NULL for a heading. Lives as long as the grid. */
const DcrReason *dcr_reason_row_get_reason (DcrReasonRow *self);
guint dcr_reason_row_get_digit (DcrReasonRow *self);
gboolean dcr_reason_row_is_choosable (DcrReasonRow *self);
const char *dcr_reason_row_get_caption (DcrReasonRow *self);

/** A row of a list box without anything in it (floating), and what it shows from now on: only what is not shown
 *  yet is laid out anew. The accessible name says « 3, Permis, Perte ou vol, why ». */
GtkWidget *dcr_reason_row_widget_new (void);
void dcr_reason_row_widget_show (GtkListBoxRow *widget, DcrReasonRow *row);

/** « <b>Perte</b>  Carte d’identité », the family small: what is cut off in a narrow pane is its end, never the leaf.
 *  Free with g_free(). */
char *dcr_reason_markup (const DcrReason *reason, gboolean with_family);
/** @text as markup with the words that begin like one of @typed in <b>, from the clause of the first of
 *  them on. Free with g_free(). */
char *dcr_reason_mark_found (const char *text, const char *typed);

G_END_DECLS
