/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Makes work.db in @folder: a grid of about 1,000 reasons, @n_calls closed calls of two years by twenty persons,
 *  what they taught, the contacts of sixty days. One transaction without a journal. */
void calls_base_make (const char *folder, guint n_calls);

G_END_DECLS
