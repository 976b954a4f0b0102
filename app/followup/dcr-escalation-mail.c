/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-escalation-mail.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "net/dcr-mail.h"

GBytes *
dcr_escalation_mail (const DcrEscalation *self, const DcrEscalationSender *sender, const char *to,
                     const char *message_id, const char *word, GError **error)
{
  g_autofree char *subject = dcr_packet_subject (self);
  g_autofree char *body = dcr_packet_body (self, word);
  g_autofree char *json = dcr_packet_json (self, word);
  g_autofree char *file = dcr_packet_file_name (self, "json");
  g_autofree char *reply_to = dcr_packet_reply_to (
      sender->reply_address != NULL ? sender->reply_address : sender->from_address, self->token);
  DcrMailPart part = { file, "application/json", json, strlen (json) };
  DcrMail mail = {
    .from_name = sender->from_name,
    .from_address = sender->from_address,
    .reply_to = reply_to,
    .to_address = to,
    .subject = subject,
    .text = body,
    .message_id = message_id,
    .date_ms = dcr_clock_now_ms (),
    .attachments = &part,
    .n_attachments = 1,
  };
  return dcr_mail_compose (&mail, error);
}
