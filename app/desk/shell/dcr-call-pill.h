/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallPill: how the call stands, in the header of every workspace: waiting, the time it has lasted
 *  and whether the caller called before, or ringing. The way back to the call from anywhere. Main thread. */
#define DCR_TYPE_CALL_PILL (dcr_call_pill_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallPill, dcr_call_pill, DCR, CALL_PILL, GtkButton)

GtkWidget *dcr_call_pill_new (void);

/** @call: (nullable): the call in hand of @calls; its changes are followed. */
void dcr_call_pill_set_call (DcrCallPill *self, DcrCalls *calls, DcrCall *call);

G_END_DECLS
