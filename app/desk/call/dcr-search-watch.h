/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrSearchWatch: what became of a search, over all the keys it was typed with: something was opened, or its words
 * go to the log of searches in vain (knowledge/dcr-search-log.h). Main thread.
 */
typedef struct _DcrSearchWatch DcrSearchWatch;

DcrSearchWatch *dcr_search_watch_new (DcrSession *session);
/** Ends the search in hand. */
void dcr_search_watch_free (DcrSearchWatch *self);

/** @words were searched and found @hits. Words that go on from those before, or take some back, are the same
 *  search; others end it. */
void dcr_search_watch_note (DcrSearchWatch *self, const char *words, guint hits);
/** A result was opened. */
void dcr_search_watch_open (DcrSearchWatch *self);
/** The words were taken away. */
void dcr_search_watch_end (DcrSearchWatch *self);
/** The agent says that an article is missing. FALSE when the words must not be kept. */
gboolean dcr_search_watch_report (DcrSearchWatch *self, const char *words);

G_END_DECLS
