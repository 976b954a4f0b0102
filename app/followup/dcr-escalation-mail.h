/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
GBytes *dcr_escalation_mail (const DcrEscalation *self, const DcrEscalationSender *sender, const char *to,
                             const char *message_id, const char *word, GError **error);

G_END_DECLS
