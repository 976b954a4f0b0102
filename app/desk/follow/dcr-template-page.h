/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-page.h"
#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** DcrTemplatePage: the templates of confirmations and their editor. A DcrFollowPage. Main thread. */
#define DCR_TYPE_TEMPLATE_PAGE (dcr_template_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrTemplatePage, dcr_template_page, DCR, TEMPLATE_PAGE, GObject)

DcrTemplatePage *dcr_template_page_new (DcrSession *session);

G_END_DECLS
