/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrGuided: the answers of one level of a guided search or questionnaire: one button under the other,
 * below the chosen one what it asks next or the article it leads to. A choice activates
 * « article.answer »; pressed again it is taken back. Main thread.
 */
#define DCR_TYPE_GUIDED (dcr_guided_get_type ())
G_DECLARE_FINAL_TYPE (DcrGuided, dcr_guided, DCR, GUIDED, GtkWidget)

/** @name: accessible name of the group. */
GtkWidget *dcr_guided_new (const char *name);
/** An answer: its @words, the @label that shows them, and what stands below it: @help (nullable)
 *  always, @below (nullable) only while it is chosen. All widgets floating. */
void dcr_guided_append (DcrGuided *self, const char *words, GtkWidget *label, int question,
                        int answer, GtkWidget *help, GtkWidget *below);
void dcr_guided_apply (DcrGuided *self, const DcrArticle *article, const DcrSituation *situation);

G_END_DECLS
