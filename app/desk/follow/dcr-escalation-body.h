/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrEscalationBody: what an escalation says, from its number to what is expected now. Made for
 * one reading of it. Main thread. Signal: « open-article » (ref, address). */
#define DCR_TYPE_ESCALATION_BODY (dcr_escalation_body_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationBody, dcr_escalation_body, DCR, ESCALATION_BODY, GtkBox)

/** All but its life, which takes as long to make: dcr_escalation_body_tell(). */
GtkWidget *dcr_escalation_body_new (DcrSession *session, const DcrEscalation *escalation);
/** Adds what happened, once. @events: (element-type DcrEscalationEvent). */
void dcr_escalation_body_tell (DcrEscalationBody *self, const DcrEscalation *escalation,
                               GPtrArray *events, const DcrUuid *person);

G_END_DECLS
