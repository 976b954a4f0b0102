/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-list.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrCallbackPage: promises to call back, by promise, with the share of those kept. Main thread.
 * Signals: « call » (number): the agent wants to call it now; those of DcrFollowPage. */
#define DCR_TYPE_CALLBACK_PAGE (dcr_callback_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallbackPage, dcr_callback_page, DCR, CALLBACK_PAGE, DcrFollowList)

DcrCallbackPage *dcr_callback_page_new (DcrSession *session);

/** Of those that live and whose window has begun or ended: how many, and how many are late. */
void dcr_callback_page_get_due (DcrCallbackPage *self, guint *to_come, guint *late);

G_END_DECLS
