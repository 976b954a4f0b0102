/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-db.h"

G_BEGIN_DECLS

/**
 * Registers the FTS5 tokenizer « fr » on @db: dcr_french_iter_next(), one token a word, its folded form.
 * Stems are not in the table: they belong to the corpus (the stem of a word is that of the accented form
 * it is most often written in), so the engine writes the forms it looks for into the expression.
 */
gboolean dcr_tokenizer_register (DcrDb *db, GError **error);

G_END_DECLS
