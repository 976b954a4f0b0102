/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-list.h"
#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** DcrOutboxPage: the messages of the last month, what asks for a decision first, and what became
 * of each. Main thread. */
#define DCR_TYPE_OUTBOX_PAGE (dcr_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutboxPage, dcr_outbox_page, DCR, OUTBOX_PAGE, DcrFollowList)

DcrOutboxPage *dcr_outbox_page_new (DcrSession *session);
/** DCR_N_OUTBOX_FILTERS numbers, as of the last reading. */
const guint *dcr_outbox_page_get_counts (DcrOutboxPage *self);

G_END_DECLS
