/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "followup/dcr-outbox.h"
#include "desk/common/dcr-form.h"

G_BEGIN_DECLS

/** DcrHistoryForm: « Mes appels » in the left and middle panes: own closed calls, each as it was; another
 *  reason with a trace. Signal « article-activated » (const char *ref, const char *hash): the text of that
 *  day. */
#define DCR_TYPE_HISTORY_FORM (dcr_history_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrHistoryForm, dcr_history_form, DCR, HISTORY_FORM, GObject)

DcrForm *dcr_history_form_new (DcrCalls *calls, DcrOutbox *outbox);

G_END_DECLS
