/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrChoice: the answers to one question: « .choice » buttons up to four that fit on one line, above
 * that a GtkDropDown. An answer activates « article.answer » (question, answer), -1 takes it back.
 * Nothing is chosen by itself. Main thread.
 */
#define DCR_TYPE_CHOICE (dcr_choice_get_type ())
G_DECLARE_FINAL_TYPE (DcrChoice, dcr_choice, DCR, CHOICE, GtkWidget)

/** @question: index in @article, which must outlive the widget. @on_top: among « L'appelant »: never buttons, and says what it asks. */
GtkWidget *dcr_choice_new (const DcrArticle *article, guint question, gboolean on_top);
guint dcr_choice_get_question (DcrChoice *self);
/** Shows the answer given; -1 for none. Activates nothing. */
void dcr_choice_set_answer (DcrChoice *self, int answer);
int dcr_choice_get_answer (DcrChoice *self);

G_END_DECLS
