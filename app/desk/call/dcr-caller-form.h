/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallerForm: the caller's number when telephony does not give it, and the record of a caller who agrees
 *  to be identified. Enter keeps, Escape leaves everything as it was.
 *  Signal « done »: the form is not needed any more. */
#define DCR_TYPE_CALLER_FORM (dcr_caller_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallerForm, dcr_caller_form, DCR, CALLER_FORM, GtkBox)

/** Shows what is known of the caller of @call and takes the focus. A record that is shown is journaled. */
void dcr_caller_form_open (DcrCallerForm *self, DcrCalls *calls, DcrCall *call);
/** (transfer none) The call it is open for; NULL when it is not. */
DcrCall *dcr_caller_form_get_call (DcrCallerForm *self);

G_END_DECLS
