/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/** An article of particuliers, F1, « Titre de la fiche », with @inside after its head. Asserts that
 * it is read; @unknown as dcr_article_parse(). */
DcrArticle *made_article_counted (const char *inside, GHashTable *unknown);
DcrArticle *made_article (const char *inside);
/** The same as bytes. Free with g_free(). */
char *made_document (const char *inside);

/** The n-th block of this kind below @block, from 0, in reading order; asserts that it is there. */
const DcrBlock *block_of_kind (const DcrBlock *block, DcrBlockKind kind, guint n);
/** Text of a paragraph, asserted. */
void assert_runs (const DcrRun *runs, guint n_runs, const char *text);

G_END_DECLS
