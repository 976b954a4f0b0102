/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "desk/common/dcr-form.h"

G_BEGIN_DECLS

/** DcrTallyForm: the tally, in the middle pane: one key a reason, Retour arrière takes the last one back. */
#define DCR_TYPE_TALLY_FORM (dcr_tally_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrTallyForm, dcr_tally_form, DCR, TALLY_FORM, GObject)

DcrForm *dcr_tally_form_new (DcrCalls *calls);

G_END_DECLS
