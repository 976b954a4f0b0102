/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/follow/dcr-composer-model.h"

G_BEGIN_DECLS

/** DcrSmsPreview: an SMS as it will be received, whole and in its short version, with its parts and
 *  the letters that cost. Main thread. */
#define DCR_TYPE_SMS_PREVIEW (dcr_sms_preview_get_type ())
G_DECLARE_FINAL_TYPE (DcrSmsPreview, dcr_sms_preview, DCR, SMS_PREVIEW, GtkBox)

GtkWidget *dcr_sms_preview_new (DcrComposerModel *model);

G_END_DECLS
