/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrReasonPicker: « Choisir un motif », a popover under the field, which keeps the focus and hands keys
 *  over. Signal « chosen » (const char *reason, gboolean secondary). */
#define DCR_TYPE_REASON_PICKER (dcr_reason_picker_get_type ())
G_DECLARE_FINAL_TYPE (DcrReasonPicker, dcr_reason_picker, DCR, REASON_PICKER, GtkPopover)

GtkWidget *dcr_reason_picker_new (void);
void dcr_reason_picker_set_call (DcrReasonPicker *self, DcrCalls *calls, DcrCall *call);
/** What is typed in the field. */
void dcr_reason_picker_set_typed (DcrReasonPicker *self, const char *typed);
/** Opens it at its place and width. */
void dcr_reason_picker_open (DcrReasonPicker *self);
/** A key of the field; TRUE when it was for the picker. @at_end: the caret stands at the end. */
gboolean dcr_reason_picker_key (DcrReasonPicker *self, guint keyval, GdkModifierType state,
                                gboolean at_end);
/** The row that shows @digit. FALSE when none does. */
gboolean dcr_reason_picker_pick (DcrReasonPicker *self, guint digit);

G_END_DECLS
