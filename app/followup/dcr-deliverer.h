/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-delivery.h"

G_BEGIN_DECLS

/**
 * DcrDeliverer: alone, the desk delivers its own outbox. Main thread; the work is done in a thread of its
 * own, at once when a message is put in the outbox, then when the next one is due. It tells the outbox
 * (« changed ») when messages moved.
 *
 * Property: trouble (char *, read only): why messages wait, one sentence, or NULL.
 */
#define DCR_TYPE_DELIVERER (dcr_deliverer_get_type ())
G_DECLARE_FINAL_TYPE (DcrDeliverer, dcr_deliverer, DCR, DELIVERER, GObject)

/** @demo: nothing leaves. @data_folder: where gateways/ lies. Reads sending.ini when it is there, and looks
 *  for it again later. */
DcrDeliverer *dcr_deliverer_new (DcrOutbox *outbox, gboolean demo, const char *data_folder);
const char *dcr_deliverer_get_trouble (DcrDeliverer *self);
/** How messages are sent: sender's name and address, hours; NULL while it is not set up. (transfer none) */
const DcrSending *dcr_deliverer_get_sending (DcrDeliverer *self);
/** Looks now whether something is due. */
void dcr_deliverer_wake (DcrDeliverer *self);
/** Stops between two messages and waits for the one that left. */
void dcr_deliverer_stop (DcrDeliverer *self);

G_END_DECLS
