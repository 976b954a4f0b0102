/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-outbox.h"
#include "followup/dcr-packet.h"

G_BEGIN_DECLS

/** From whom escalations leave, and where their answers come back. */
typedef struct
{
  const char *from_name, *from_address;
  const char *reply_address; /* without token; NULL: @from_address */
} DcrEscalationSender;

/** The e-mail of @self to @to, as it goes to DATA: readable summary first, JSON attached, the token in subject
 *  and Reply-To. @message_id: « local@domain », the same at each attempt. @word: (nullable) what is added to
 *  a former e-mail. Any thread. */
GBytes *dcr_escalation_mail (const DcrEscalation *self, const DcrEscalationSender *sender,
                             const char *to, const char *message_id, const char *word,
                             GError **error);

/**
 * Puts the e-mail of @self in the outbox when its queue has an address; does nothing otherwise. In the same
 * transaction as the act that it tells of. @person: who did it. @domain: right side of the Message-ID, or NULL.
 * @key: of the outbox. *@queued: (nullable) whether a message was queued.
 */
gboolean dcr_escalation_mail_queue (DcrDb *db, const DcrEscalation *self, const DcrUuid *person,
                                    const char *word, const char *domain, GBytes *key,
                                    gboolean *queued, GError **error);

/** When @message carries an escalation out: gives it its Reply-To and adds the JSON attachment to @parts (whose
 *  strings are freed by its clear function). Called when it is about to leave; the same at each attempt. */
gboolean dcr_escalation_mail_dress (DcrDb *db, DcrMessage *message, const char *reply_address,
                                    GArray *parts, GError **error);

/** State of the last message that carried @escalation out; 0 when none did. */
DcrMessageState dcr_escalation_mail_state (DcrDb *db, const DcrUuid *escalation);

G_END_DECLS
