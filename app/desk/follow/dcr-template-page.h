/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-list.h"
#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** DcrTemplatePage: the templates of confirmations and their editor. Main thread. */
#define DCR_TYPE_TEMPLATE_PAGE (dcr_template_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrTemplatePage, dcr_template_page, DCR, TEMPLATE_PAGE, DcrFollowList)

DcrTemplatePage *dcr_template_page_new (DcrSession *session);

G_END_DECLS
