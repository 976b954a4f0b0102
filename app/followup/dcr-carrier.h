/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-message.h"
#include "followup/dcr-sending.h"
#include "net/dcr-mail.h"

G_BEGIN_DECLS

/** What takes a message out: the mail relay, the SMS gateway, or the dummy of the demonstration. */
typedef struct _DcrCarrier DcrCarrier;
struct _DcrCarrier
{
  /** Blocks; see dcr_smtp_send(). */
  void (*send) (DcrCarrier *carrier, const DcrMessage *message, const DcrMailPart *attachments,
                gsize n_attachments, DcrSendLeavingFunc leaving, gpointer leaving_data,
                GCancellable *cancellable, DcrSendResult *result);
  void (*free) (DcrCarrier *carrier);
};

/** The carrier of @channel by @sending, which must outlive it. */
DcrCarrier *dcr_carrier_new (const DcrSending *sending, DcrChannel channel, GError **error);
void dcr_carrier_free (DcrCarrier *carrier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCarrier, dcr_carrier_free)

/** The e-mail of @message as it goes to DATA: the same bytes at every attempt. */
GBytes *dcr_carrier_compose (const DcrSending *sending, const DcrMessage *message,
                             const DcrMailPart *attachments, gsize n_attachments, GError **error);

G_END_DECLS
