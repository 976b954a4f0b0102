/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-escalation-form.h"

G_BEGIN_DECLS

/** DcrEscalateSide: left of the escalation being written: how complete it is, what stays here. Main
 * thread. Signal: « fill » (DcrItemKind kind, guint fact): « Remplir » of an item. */
#define DCR_TYPE_ESCALATE_SIDE (dcr_escalate_side_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalateSide, dcr_escalate_side, DCR, ESCALATE_SIDE, GtkBox)

GtkWidget *dcr_escalate_side_new (void);
/** Shows how complete @form is; what it is made of comes with dcr_escalate_side_show(). */
void dcr_escalate_side_begin (DcrEscalateSide *self, DcrEscalationForm *form);
/** Shows @form as it is now; rows that say the same are left alone. */
void dcr_escalate_side_show (DcrEscalateSide *self, DcrEscalationForm *form);

G_END_DECLS
