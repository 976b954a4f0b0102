/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-store.h"

G_BEGIN_DECLS

/*
 * What was searched in vain, for those who keep the base and the lexicon: the words and how many articles they
 * found. Not who searched nor in which call: the time is that of the day, in the id too, so that no call can be
 * found by it. Words that may name a person (the guard of free text, a number, an address, a pasted message) are
 * left out.
 */

/** Words longer than this are a message, which is not kept. Bytes. */
#define DCR_SEARCH_LOG_MAX 80

/** Whether @words may be kept. @number: the caller's, or NULL. */
gboolean dcr_search_log_accepts (const char *words, const char *number);

/** Notes that @words found @hits articles and none was opened. Queued to the writer; any thread. FALSE when the
 *  words are left out. */
gboolean dcr_search_log_note (DcrStore *store, const char *words, guint hits, const char *number);

/** An agent says that an article is missing for @words: a flag for those who keep the base. As above. */
gboolean dcr_search_log_report (DcrStore *store, const char *words, const char *number);

G_END_DECLS
