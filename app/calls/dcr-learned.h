/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/* What closed calls teach about reasons: counts by evidence, never a list written by hand. */

typedef enum
{
  DCR_LEARNED_ANY, /* on disk: append-only */
  DCR_LEARNED_ARTICLE,
  DCR_LEARNED_CALLED,
  DCR_LEARNED_STEM,
} DcrLearnedKind;

/** Adds @by (1, or -1 when a call is requalified) for each piece of evidence of @call. NULL and « autre »
 *  teach nothing. In @db's transaction. */
gboolean dcr_learned_add (DcrDb *db, DcrCall *call, const char *reason, int by, GError **error);

/** Calls @func for each reason seen with this evidence. Returns the sum. */
typedef void (*DcrLearnedFunc) (const char *reason, gint64 calls, gpointer data);
gint64 dcr_learned_each (DcrDb *db, DcrLearnedKind kind, const char *key, DcrLearnedFunc func,
                         gpointer data);

/** Stems of @text that say something, each once. (element-type utf8), free function set. */
GPtrArray *dcr_learned_stems (const char *text);

G_END_DECLS
