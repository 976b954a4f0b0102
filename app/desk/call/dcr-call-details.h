/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallDetails: « Précisions », folded: nature, profile, particular need, and the closed lists of the
 *  site. */
#define DCR_TYPE_CALL_DETAILS (dcr_call_details_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallDetails, dcr_call_details, DCR, CALL_DETAILS, GtkBox)

void dcr_call_details_set_call (DcrCallDetails *self, DcrCalls *calls, DcrCall *call);

G_END_DECLS
