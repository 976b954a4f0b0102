/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallIdle: the call pane between two calls: the wait, calls not closed yet, the last five of today.
 *  Own figures only. Signals « begin-asked », « history-asked ». */
#define DCR_TYPE_CALL_IDLE (dcr_call_idle_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallIdle, dcr_call_idle, DCR, CALL_IDLE, GtkBox)

void dcr_call_idle_set_calls (DcrCallIdle *self, DcrCalls *calls);

G_END_DECLS
