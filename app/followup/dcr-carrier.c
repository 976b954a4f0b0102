/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-carrier.h"

#include <string.h>

#include "base/dcr-error.h"
#include "text/dcr-gsm.h"

void
dcr_carrier_free (DcrCarrier *carrier)
{
  if (carrier != NULL)
    carrier->free (carrier);
}

/* ---- E-mail ------------------------------------------------------------ */

typedef struct
{
  DcrCarrier carrier;
  const DcrSending *sending;
  DcrSmtp *smtp;
} MailCarrier;

GBytes *
dcr_carrier_compose (const DcrSending *sending, const DcrMessage *message,
                     const DcrMailPart *attachments, gsize n_attachments, GError **error)
{
  g_autofree char *subject = dcr_message_text (message->subject, message->names);
  g_autofree char *text
      = dcr_message_text (message->body != NULL ? message->body : "", message->names);
  g_autofree char *html
      = message->html != NULL ? dcr_message_html (message->html, message->names) : NULL;
  DcrMail mail = {
    .from_name = sending->from_name,
    .from_address = sending->from_address,
    .reply_to = message->reply_to != NULL ? message->reply_to : sending->reply_to,
    .to_address = message->recipient,
    .subject = subject,
    .text = text,
    .html = html,
    .message_id = message->message_id,
    .date_ms = message->written,
    .attachments = attachments,
    .n_attachments = n_attachments,
  };
  return dcr_mail_compose (&mail, error);
}

static void
send_mail (DcrCarrier *carrier, const DcrMessage *message, const DcrMailPart *attachments,
           gsize n_attachments, DcrSendLeavingFunc leaving, gpointer leaving_data,
           GCancellable *cancellable, DcrSendResult *result)
{
  MailCarrier *self = (MailCarrier *) carrier;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = dcr_carrier_compose (self->sending, message, attachments, n_attachments, &error);

  if (bytes == NULL)
    {
      memset (result, 0, sizeof *result);
      dcr_send_result_set (result, DCR_SEND_REFUSED, 0, error->message);
      return;
    }
  dcr_smtp_send (self->smtp, self->sending->from_address, message->recipient, bytes, leaving,
                 leaving_data, cancellable, result);
}

static void
free_mail (DcrCarrier *carrier)
{
  MailCarrier *self = (MailCarrier *) carrier;
  dcr_smtp_free (self->smtp);
  g_free (self);
}

/* ---- SMS ------------------------------------------------------------------------------------- */

typedef struct
{
  DcrCarrier carrier;
  DcrSmsGateway *gateway;
} SmsCarrier;

static void
send_sms (DcrCarrier *carrier, const DcrMessage *message, const DcrMailPart *attachments,
          gsize n_attachments, DcrSendLeavingFunc leaving, gpointer leaving_data,
          GCancellable *cancellable, DcrSendResult *result)
{
  SmsCarrier *self = (SmsCarrier *) carrier;
  g_autofree char *text
      = dcr_message_text (message->body != NULL ? message->body : "", message->names);
  char id[DCR_UUID_TEXT_SIZE];
  DcrGsmCount count;

  dcr_uuid_to_text (&message->id, id);
  dcr_gsm_count (text, &count);
  dcr_sms_gateway_send (self->gateway, id, message->recipient, text, count.encoding == DCR_GSM_UCS2,
                        leaving, leaving_data, cancellable, result);
}

static void
free_sms (DcrCarrier *carrier)
{
  SmsCarrier *self = (SmsCarrier *) carrier;
  dcr_sms_gateway_free (self->gateway);
  g_free (self);
}

/* ---- The demonstration ----------------------------------------------------------------------- */

/* Agrees to everything but to recipients that ask for a fault, so that each state can be seen: an address
 * that begins with « inconnu » or « coupure », a number that ends in 00 or 01. */
static void
send_nowhere (DcrCarrier *carrier, const DcrMessage *message, const DcrMailPart *attachments,
              gsize n_attachments, DcrSendLeavingFunc leaving, gpointer leaving_data,
              GCancellable *cancellable, DcrSendResult *result)
{
  const char *to = message->recipient;

  memset (result, 0, sizeof *result);
  if (g_str_has_prefix (to, "inconnu") || g_str_has_suffix (to, "00"))
    dcr_send_result_set (result, DCR_SEND_REFUSED, 550,
                         _("550 5.1.1 demonstration: nobody here"));
  else if (!leaving (leaving_data))
    dcr_send_result_set (result, DCR_SEND_LATER, 0, "stopped before it left");
  else if (g_str_has_prefix (to, "coupure") || g_str_has_suffix (to, "01"))
    dcr_send_result_set (result, DCR_SEND_UNKNOWN, 0,
                         _("demonstration: cut before the answer"));
  else
    dcr_send_result_set (result, DCR_SEND_ACCEPTED, 250,
                         _("demonstration: nothing left this machine"));
}

static void
free_dummy (DcrCarrier *carrier)
{
  g_free (carrier);
}

DcrCarrier *
dcr_carrier_new (const DcrSending *sending, DcrChannel channel, GError **error)
{
  if (sending->dummy)
    {
      DcrCarrier *dummy = g_new (DcrCarrier, 1);
      *dummy = (DcrCarrier) { send_nowhere, free_dummy };
      return dummy;
    }
  if (channel == DCR_CHANNEL_MAIL)
    {
      DcrSmtp *smtp = dcr_sending_open_smtp (sending, error);
      if (smtp == NULL)
        return NULL;
      MailCarrier *mail = g_new (MailCarrier, 1);
      *mail = (MailCarrier) { { send_mail, free_mail }, sending, smtp };
      return &mail->carrier;
    }
  DcrSmsGateway *gateway = dcr_sending_open_gateway (sending, error);
  if (gateway == NULL)
    return NULL;
  SmsCarrier *sms = g_new (SmsCarrier, 1);
  *sms = (SmsCarrier) { { send_sms, free_sms }, gateway };
  return &sms->carrier;
}
