/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/follow/dcr-follow-page.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrEscalationPage: the queue by promise, and the life of one escalation. Views: « escalations »,
 * « mine », « late », « asked », « duplicates ». A DcrFollowPage. Main thread. */
#define DCR_TYPE_ESCALATION_PAGE (dcr_escalation_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationPage, dcr_escalation_page, DCR, ESCALATION_PAGE, GtkBox)

GtkWidget *dcr_escalation_page_new (DcrSession *session);
/** DCR_N_VIEWS numbers. */
const guint *dcr_escalation_page_get_counts (DcrEscalationPage *self);
/** Selects it, when the view has it. */
gboolean dcr_escalation_page_select (DcrEscalationPage *self, const DcrUuid *id);

G_END_DECLS
