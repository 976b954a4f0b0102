/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrCallLine: the call in one line under the article, in a narrow window: reason, outcome, passages
 *  kept, and the way to the call (win.call-pane). Main thread. */
#define DCR_TYPE_CALL_LINE (dcr_call_line_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallLine, dcr_call_line, DCR, CALL_LINE, GtkWidget)

GtkWidget *dcr_call_line_new (DcrCalls *calls);

G_END_DECLS
