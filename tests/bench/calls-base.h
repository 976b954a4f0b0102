/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The heavy ones: a caller of one contact in sixteen, a reason of one call in twelve, an article of one in ten. */
#define CALLS_BASE_CALLER "0639984199"
#define CALLS_BASE_REASON "R0042"
#define CALLS_BASE_ARTICLE "particuliers/F1344"

/** Makes work.db in @folder: a grid of about 1,000 reasons, @n_calls closed calls of two years, three in ten by the own
 *  person and the others by nineteen, what they taught, the contacts of sixty days. One transaction without a journal. */
void calls_base_make (const char *folder, guint n_calls);

G_END_DECLS
