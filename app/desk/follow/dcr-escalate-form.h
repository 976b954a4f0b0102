/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/common/dcr-form.h"
#include "followup/dcr-escalation-form.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrEscalateForm: handing over, in the middle pane; its side says how complete it is. A DcrForm.
 * Main thread. */
#define DCR_TYPE_ESCALATE_FORM (dcr_escalate_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalateForm, dcr_escalate_form, DCR, ESCALATE_FORM, GtkBox)

/** A form without a call, made beforehand: its widgets take longer than a key may. A full reference. */
DcrEscalateForm *dcr_escalate_form_new (DcrSession *session);
/** Begins it, once, on the call in hand, whose outcome becomes « escaladé ». FALSE with @error. */
gboolean dcr_escalate_form_begin (DcrEscalateForm *self, DcrCall *call, GError **error);
/** What is written. */
DcrEscalationForm *dcr_escalate_form_get_model (DcrEscalateForm *self);

G_END_DECLS
