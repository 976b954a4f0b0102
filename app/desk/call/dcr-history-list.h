/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrHistoryList: own closed calls by period, reason or article, newest first, fifty at a time.
 *  Signal « call-selected » (const DcrUuid *id, pointer). */
#define DCR_TYPE_HISTORY_LIST (dcr_history_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrHistoryList, dcr_history_list, DCR, HISTORY_LIST, GtkBox)

GtkWidget *dcr_history_list_new (DcrCalls *calls);
/** Reads again (a call was requalified); the selection stays. */
void dcr_history_list_reload (DcrHistoryList *self);

G_END_DECLS
