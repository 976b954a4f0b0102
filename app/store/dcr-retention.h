/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-db.h"

G_BEGIN_DECLS

/*
 * What is kept only as long as it serves (DESIGN 7). The rules read the descriptors of the shared tables; their
 * days are settings « retention.RULE » of work.db, with these defaults (the controller confirms them): call-note
 * 183, caller 183, message-body 365, message-id 487, journal 365, contact 60, escalation 365, callback 183,
 * search-log 395. A call itself is never deleted: statistics are the same before and after.
 */

typedef struct
{
  char *rule, *table;
  guint days;
  gint64 rows;
  gboolean deletes; /* whole rows; else columns are blanked */
} DcrPurgeLine;
void dcr_purge_line_free (DcrPurgeLine *line);

/** Days of @rule as the site has set them. 0: no such rule. */
guint dcr_retention_days (DcrDb *db, const char *rule);

/** Purges @db as of @now_ms, in its transaction; @rehearsal only counts. One line a rule and table, those
 *  that concern no row included. GPtrArray of DcrPurgeLine, free function set. */
GPtrArray *dcr_retention_run (DcrDb *db, gint64 now_ms, gboolean rehearsal, GError **error);

/** « note=NULL,answer='' »: how @columns of @table are blanked. Free with g_free(). NULL with @error. */
char *dcr_retention_blank (DcrDb *db, const char *table, const char *columns, GError **error);

G_END_DECLS
