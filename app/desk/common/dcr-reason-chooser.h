/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrReasonChooser: a reason of the grid outside a call: typed, then taken from the first that have these words
 *  (arrows and Entrée, or a click). Main thread. Signal: « chosen » (const char *reason): NULL when it was taken out. */
#define DCR_TYPE_REASON_CHOOSER (dcr_reason_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DcrReasonChooser, dcr_reason_chooser, DCR, REASON_CHOOSER, GtkBox)

GtkWidget *dcr_reason_chooser_new (DcrCalls *calls, const char *title);
/** The code, or NULL. */
const char *dcr_reason_chooser_get (DcrReasonChooser *self);
/** Without telling. @reason: NULL for none. */
void dcr_reason_chooser_set (DcrReasonChooser *self, const char *reason);

G_END_DECLS
