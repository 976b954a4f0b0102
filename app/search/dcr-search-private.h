/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-engine.h"
#include "search/dcr-search.h"

G_BEGIN_DECLS

/* Shared by the files of dcr-search.h, its tests and benches. */

struct _DcrSearch
{
  DcrEngine *engine;
};

/** Unique stamp of the base; "" when it has none. Free with g_free(). */
char *dcr_search_stamp (DcrDb *db);
/** The index of @db as bytes. */
GBytes *dcr_search_derive (DcrDb *db, GError **error);
/** FOLDER/reference.idx@suffix beside @db_path. Free with g_free(). */
char *dcr_search_index_path (const char *db_path, const char *suffix);

/* ---- dcr-snippet.c ---- */

/** Pango markup of the candidate's title, found words in <b>. Free with g_free(). */
char *dcr_snippet_title (const DcrEngine *engine, guint doc);
/** Pango markup of the sentence that answers best, and the passage it stands in; NULL when the article has
 *  no text. Free with g_free(). */
char *dcr_snippet_sentence (const DcrEngine *engine, const DcrCandidate *candidate, guint *passage);

G_END_DECLS
