/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrServiceSms: the competent service of a misdirected call, sent to the caller in two keys: the first
 * shows the very words, the second puts them in the outbox. It is there while the call in hand is misdirected and its service known. Main thread. Signal: « said » (sentence).
 */
#define DCR_TYPE_SERVICE_SMS (dcr_service_sms_get_type ())
G_DECLARE_FINAL_TYPE (DcrServiceSms, dcr_service_sms, DCR, SERVICE_SMS, GtkBox)

GtkWidget *dcr_service_sms_new (DcrSession *session);

/** One of the two keys. FALSE when there is nothing to send. */
gboolean dcr_service_sms_press (DcrServiceSms *self);

G_END_DECLS
