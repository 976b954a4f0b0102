/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Irregular singular of a plural (accented or folded), or NULL. Any thread. */
const char *dcr_french_irregular (const char *word);
/** Regular plural in -x of @word (« -eaux », « -aux », seven « -oux », a list of « -eux ») undone in
 *  place; the new length. */
gsize dcr_french_undo_x (char *word, gsize length);

G_END_DECLS
