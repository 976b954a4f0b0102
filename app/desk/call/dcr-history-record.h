/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"
#include "followup/dcr-outbox.h"

G_BEGIN_DECLS

/** DcrHistoryRecord: one closed call as it was: reason, outcome, note, passages with the text of that day,
 *  articles. Signals « requalified »; « article-activated » (const char *ref, const char *hash). */
#define DCR_TYPE_HISTORY_RECORD (dcr_history_record_get_type ())
G_DECLARE_FINAL_TYPE (DcrHistoryRecord, dcr_history_record, DCR, HISTORY_RECORD, GtkBox)

GtkWidget *dcr_history_record_new (DcrCalls *calls);
/** Says what was sent in writing for the call, and what became of it. */
void dcr_history_record_set_outbox (DcrHistoryRecord *self, DcrOutbox *outbox);
void dcr_history_record_show (DcrHistoryRecord *self, const DcrUuid *id);
/** What « Another reason… » does with the first match of @words: for it and its tests. FALSE when no reason
 *  can be chosen. */
gboolean dcr_history_record_requalify (DcrHistoryRecord *self, const char *reason);

G_END_DECLS
