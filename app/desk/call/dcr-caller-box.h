/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallerBox: who calls: the number in pairs, what it is, and whether they called before. The number
 *  can be typed when telephony does not give it.
 *  Signal « article-activated » (const char *ref): one that was opened in the former call. */
#define DCR_TYPE_CALLER_BOX (dcr_caller_box_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallerBox, dcr_caller_box, DCR, CALLER_BOX, GtkBox)

void dcr_caller_box_set_call (DcrCallerBox *self, DcrCalls *calls, DcrCall *call);

G_END_DECLS
