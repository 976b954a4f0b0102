/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrReasonField: « Motif »: a field that opens the picker, and the three reasons that the evidence speaks
 *  for, each with its digit and why. Nothing is chosen without a key.
 *  Signal « picked »: the main reason was chosen by key or click: the focus may go on. */
#define DCR_TYPE_REASON_FIELD (dcr_reason_field_get_type ())
G_DECLARE_FINAL_TYPE (DcrReasonField, dcr_reason_field, DCR, REASON_FIELD, GtkBox)

void dcr_reason_field_set_call (DcrReasonField *self, DcrCalls *calls, DcrCall *call);
/** The row that shows @digit, in the picker when that is open. FALSE when none does. */
gboolean dcr_reason_field_pick (DcrReasonField *self, guint digit);
/** Focus in the field, the picker open. */
void dcr_reason_field_open (DcrReasonField *self);
/** Gives the focus to what is missing: the field, or the three words of « autre ». */
void dcr_reason_field_focus (DcrReasonField *self);

G_END_DECLS
