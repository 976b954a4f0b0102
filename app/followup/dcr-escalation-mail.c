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

/* ---- Through the outbox ------------------------------------------------------------ */

/* What is the caller's own stands in `names`, as in every message: it goes when the message is final. */
static char *
take_personal (DcrEscalation *self)
{
  GString *names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->facts->len; i++)
    {
      DcrFact *fact = self->facts->pdata[i];
      char mark[8];
      if (!fact->personal || n >= DCR_MESSAGE_MAX_NAMES)
        continue;
      g_string_append_printf (names, "%s\x1f", fact->value);
      dcr_message_name_mark (n++, mark);
      g_free (fact->value);
      fact->value = g_strdup (mark);
    }
  return g_string_free (names, n == 0);
}

static DcrMessage *
make_message (DcrEscalation *self, const DcrUuid *person, const char *address, const char *word,
              const char *domain)
{
  DcrMessage *message = dcr_message_new (DCR_CHANNEL_MAIL);
  g_autofree char *name = dcr_escalation_name (self->number);
  char id[DCR_UUID_TEXT_SIZE];

  message->id = dcr_uuid_new ();
  message->call = self->call;
  message->person = *person;
  message->state = DCR_MESSAGE_QUEUED;
  g_free (message->title);
  message->title = g_strdup_printf (_("Escalation %s"), name);
  message->recipient = g_strdup (address);
  g_free (message->recipient_mask);
  message->recipient_mask = g_strdup (address); /* a service, not a person */
  g_free (message->subject);
  message->subject = dcr_packet_subject (self);
  message->names = take_personal (self);
  message->body = dcr_packet_body (self, word);
  dcr_uuid_to_text (&message->id, id);
  message->message_id = g_strdup_printf ("%s@%s", id, domain != NULL ? domain : "decroche.invalid");
  message->written = message->changed = message->due = dcr_clock_now_ms ();
  if (message->passages == NULL)
    message->passages = g_ptr_array_new ();
  if (message->attachments == NULL)
    message->attachments = g_array_new (FALSE, FALSE, sizeof (DcrUuid));
  return message;
}

gboolean
dcr_escalation_mail_queue (DcrDb *db, const DcrEscalation *self, const DcrUuid *person,
                           const char *word, const char *domain, GBytes *key, gboolean *queued,
                           GError **error)
{
  GError *read_error = NULL;
  g_autofree char *address = dcr_db_get_text (
      db, &read_error, "SELECT address FROM queue WHERE id = ?1", "t", self->queue);
  g_autoptr (DcrEscalation) copy = NULL;
  g_autoptr (DcrMessage) message = NULL;
  g_autofree char *masked = NULL;

  if (queued != NULL)
    *queued = FALSE;
  if (read_error != NULL)
    {
      g_propagate_error (error, read_error);
      return FALSE;
    }
  if (address == NULL || address[0] == '\0')
    return TRUE;
  copy = dcr_escalation_get (db, &self->id, error);
  if (copy == NULL)
    return FALSE;
  masked = dcr_packet_mask (copy, word); /* while the name it knows is there */
  message = make_message (copy, person, address, masked, domain);
  if (queued != NULL)
    *queued = TRUE;
  return dcr_outbox_insert (db, message, key, error)
         && dcr_db_run (db, error,
                        "INSERT INTO escalation_mail(message, escalation, word) VALUES(?1,?2,?3)",
                        "uut", &message->id, &self->id, masked);
}

gboolean
dcr_escalation_mail_dress (DcrDb *db, DcrMessage *message, const char *reply_address, GArray *parts,
                           GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT escalation, word FROM escalation_mail WHERE message = ?1", error);
  g_autoptr (DcrEscalation) self = NULL;
  GError *step_error = NULL;
  DcrMailPart part = { NULL };
  DcrUuid id;

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, &message->id);
  if (!dcr_stmt_step (stmt, &step_error))
    {
      if (step_error != NULL)
        g_propagate_error (error, step_error);
      return step_error == NULL; /* an ordinary message */
    }
  dcr_stmt_uuid (stmt, 0, &id);
  self = dcr_escalation_get (db, &id, error);
  if (self == NULL)
    return FALSE;
  g_free (message->reply_to);
  message->reply_to = dcr_packet_reply_to (reply_address, self->token);
  part.name = dcr_packet_file_name (self, "json");
  part.mime_type = g_strdup ("application/json");
  part.contents = dcr_packet_json (self, dcr_stmt_text (stmt, 1));
  part.size = strlen (part.contents);
  g_array_append_val (parts, part);
  return TRUE;
}

DcrMessageState
dcr_escalation_mail_state (DcrDb *db, const DcrUuid *escalation)
{
  return dcr_db_get_int (db, 0, NULL,
                         "SELECT m.state FROM escalation_mail e JOIN message m ON m.id = e.message"
                         " WHERE e.escalation = ?1 ORDER BY m.written DESC LIMIT 1",
                         "u", escalation);
}
