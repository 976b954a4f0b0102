/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** DcrSentList: what was sent in writing for one call and what became of it, a failure too. Follows the
 *  outbox; nothing is shown while nothing was sent. Main thread. */
#define DCR_TYPE_SENT_LIST (dcr_sent_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrSentList, dcr_sent_list, DCR, SENT_LIST, GtkBox)

GtkWidget *dcr_sent_list_new (void);
/** @outbox, @call: NULL shows nothing. */
void dcr_sent_list_set (DcrSentList *self, DcrOutbox *outbox, const DcrUuid *call);

G_END_DECLS
