/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-message.h"

#include <string.h>

#include "base/dcr-log.h"
#include "text/dcr-email.h"
#include "text/dcr-phone.h"

static void
passage_free (gpointer data)
{
  DcrMessagePassage *passage = data;
  g_free (passage->article);
  g_free (passage->address);
  g_free (passage->hash);
  g_free (passage);
}

DcrMessage *
dcr_message_new (DcrChannel channel)
{
  DcrMessage *message = g_new0 (DcrMessage, 1);
  message->channel = channel;
  message->state = DCR_MESSAGE_DRAFT;
  message->title = g_strdup ("");
  message->subject = g_strdup ("");
  message->recipient_mask = g_strdup ("");
  message->why = g_strdup ("");
  message->passages = g_ptr_array_new_with_free_func (passage_free);
  message->attachments = g_array_new (FALSE, FALSE, sizeof (DcrUuid));
  return message;
}

void
dcr_message_free (DcrMessage *message)
{
  if (message == NULL)
    return;
  g_free (message->title);
  g_free (message->recipient);
  g_free (message->recipient_mask);
  g_free (message->subject);
  g_free (message->body);
  g_free (message->html);
  g_free (message->names);
  g_free (message->message_id);
  g_free (message->why);
  g_free (message->draft);
  g_free (message->reply_to);
  g_clear_pointer (&message->passages, g_ptr_array_unref);
  g_clear_pointer (&message->attachments, g_array_unref);
  g_free (message);
}

void
dcr_message_add_passage (DcrMessage *message, const char *article, gint64 version,
                         const char *address, const char *hash, gboolean quoted)
{
  DcrMessagePassage *passage = g_new (DcrMessagePassage, 1);
  *passage = (DcrMessagePassage) { g_strdup (article), version, g_strdup (address), g_strdup (hash),
                                   quoted, 0 };
  g_ptr_array_add (message->passages, passage);
}

const char *
dcr_message_state_label (DcrMessageState state)
{
  switch (state)
    {
    case DCR_MESSAGE_DRAFT:
      return _("draft");
    case DCR_MESSAGE_QUEUED:
      return _("queued");
    case DCR_MESSAGE_SENDING:
      return _("being sent");
    case DCR_MESSAGE_HANDED:
      return _("handed over");
    case DCR_MESSAGE_DELIVERED:
      return _("delivered");
    case DCR_MESSAGE_FAILED:
      return _("failed");
    case DCR_MESSAGE_PERHAPS:
      return _("perhaps sent");
    case DCR_MESSAGE_SUSPENDED:
      return _("suspended");
    case DCR_MESSAGE_CANCELLED:
      return _("cancelled");
    case DCR_N_MESSAGE_STATES:
    default:
      return _("other (newer version)");
    }
}

const char *
dcr_channel_label (DcrChannel channel)
{
  switch (channel)
    {
    case DCR_CHANNEL_MAIL:
      return _("E-mail");
    case DCR_CHANNEL_SMS:
      return _("SMS");
    default:
      return _("other (newer version)");
    }
}

gboolean
dcr_message_state_ends (DcrMessageState state)
{
  return state == DCR_MESSAGE_DELIVERED || state == DCR_MESSAGE_FAILED
         || state == DCR_MESSAGE_CANCELLED;
}

gboolean
dcr_message_is_final (const DcrMessage *message)
{
  return message->ended != 0 || dcr_message_state_ends (message->state);
}

/* ---- Names ----------------------------------------------------------------------------------- */

void
dcr_message_name_mark (guint at, char *mark)
{
  mark[g_unichar_to_utf8 (DCR_MESSAGE_NAME_MARK + at, mark)] = '\0';
}

char *
dcr_message_html (const char *html, const char *names)
{
  g_autofree char *escaped = names != NULL ? g_markup_escape_text (names, -1) : NULL;
  g_autofree char *separated = NULL;

  if (escaped != NULL)
    {
      /* GLib writes U+001F as a reference */
      g_auto (GStrv) parts = g_strsplit (escaped, "&#x1f;", -1);
      separated = g_strjoinv ("\x1f", parts);
    }
  return dcr_message_text (html, separated);
}

char *
dcr_message_text (const char *text, const char *names)
{
  g_auto (GStrv) list
      = names != NULL ? g_strsplit (names, "\x1f", DCR_MESSAGE_MAX_NAMES + 1) : NULL;
  guint n = list != NULL ? g_strv_length (list) : 0;
  GString *out = g_string_sized_new (strlen (text) + 64);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      if (letter < DCR_MESSAGE_NAME_MARK || letter >= DCR_MESSAGE_NAME_MARK + DCR_MESSAGE_MAX_NAMES)
        g_string_append_unichar (out, letter);
      else
        g_string_append (
            out, letter - DCR_MESSAGE_NAME_MARK < n ? list[letter - DCR_MESSAGE_NAME_MARK] : "[…]");
    }
  return g_string_free (out, FALSE);
}

/* ---- Recipients ------------------------------------------------------------------------------ */

char *
dcr_message_mask (DcrChannel channel, const char *recipient)
{
  DcrPhone phone;

  if (channel == DCR_CHANNEL_MAIL)
    return dcr_email_mask (recipient);
  dcr_phone_parse (recipient, &phone);
  return dcr_phone_mask (&phone);
}

DcrHours
dcr_message_hours (const DcrHours *hours, const char *number)
{
  static const struct
  {
    const char *place;
    DcrZone zone;
  } zones[] = { { "GP", DCR_ZONE_GUADELOUPE }, { "MQ", DCR_ZONE_MARTINIQUE },
                { "GF", DCR_ZONE_GUYANE },     { "RE", DCR_ZONE_REUNION },
                { "YT", DCR_ZONE_MAYOTTE },    { "PM", DCR_ZONE_SAINT_PIERRE },
                { "NC", DCR_ZONE_NOUVELLE_CALEDONIE }, { "PF", DCR_ZONE_POLYNESIE },
                { "WF", DCR_ZONE_WALLIS } };
  DcrHours there = *hours;
  DcrPhone phone;

  dcr_phone_parse (number != NULL ? number : "", &phone);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_str_equal (phone.place, zones[i].place))
      there.zone = zones[i].zone;
  return there;
}

static char *
normalise_number (const char *recipient, GError **error)
{
  DcrPhone phone;

  dcr_phone_parse (recipient, &phone);
  if (dcr_phone_takes_sms (&phone))
    return g_strdup (phone.e164);
  if (phone.kind == DCR_PHONE_FIXED)
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_INPUT,
        _("This is a landline: no SMS would arrive. Offer an e-mail, or ask for a mobile number."));
  else
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_INPUT,
        _("No SMS can be sent to this number. Ask for a mobile number, or offer an e-mail."));
  return NULL;
}

char *
dcr_message_normalise (DcrChannel channel, const char *recipient, GError **error)
{
  DcrEmailProblem problem;

  if (channel == DCR_CHANNEL_SMS)
    return normalise_number (recipient, error);
  problem = dcr_email_check (recipient);
  if (problem == DCR_EMAIL_OK)
    return dcr_email_normalise (recipient);
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INPUT, dcr_email_describe (problem));
  return NULL;
}

/* ---- Words for an answer --------------------------------------------------------------------- */

static const char *
explain_mail (const DcrSendResult *result)
{
  const char *answer = result->answer;

  /* enhanced status codes: RFC 3463 */
  if (strstr (answer, " 5.1.1") || strstr (answer, " 5.1.6"))
    return _("unknown address");
  if (strstr (answer, " 5.1.2") || strstr (answer, " 5.4.4"))
    return _("unknown mail service");
  if (strstr (answer, " 5.2.1"))
    return _("closed mailbox");
  if (strstr (answer, ".2.2"))
    return _("full mailbox");
  if (strstr (answer, ".3.4") || result->code == 552)
    return _("message too large");
  if (strstr (answer, " 5.7.") || result->code == 554)
    return _("refused by the other server");
  return result->code == 550 ? _("unknown address") : NULL;
}

char *
dcr_message_explain (DcrChannel channel, const DcrSendResult *result)
{
  const char *words = NULL;

  switch (result->outcome)
    {
    case DCR_SEND_NONE:
    case DCR_SEND_ACCEPTED:
      return g_strdup ("");
    case DCR_SEND_UNKNOWN:
      return g_strdup (_("cut after the message, before the answer"));
    case DCR_SEND_CLOSED:
      return g_strdup (result->setup ? _("the connection is not set up") : _("no network"));
    case DCR_SEND_LATER:
    case DCR_SEND_REFUSED:
    default:
      break;
    }
  words = channel == DCR_CHANNEL_MAIL ? explain_mail (result) : NULL;
  if (words != NULL)
    return g_strdup (words);
  if (result->outcome == DCR_SEND_LATER)
    return g_strdup (_("asked to try again"));
  g_autofree char *masked = dcr_log_mask (result->answer);
  return g_strdup_printf (_("refused: %s"), masked);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void
take_text (char **field, DcrStmt *stmt, int column, gboolean never_null)
{
  const char *text = dcr_stmt_text (stmt, column);
  g_free (*field);
  *field = g_strdup (text != NULL || !never_null ? text : "");
}

DcrMessage *
dcr_message_read (DcrStmt *stmt)
{
  DcrMessage *message = dcr_message_new (dcr_stmt_int (stmt, 3));
  gint64 *const times[] = { &message->written, &message->due, &message->changed, &message->handed,
                            &message->ended };

  dcr_stmt_uuid (stmt, 0, &message->id);
  dcr_stmt_uuid (stmt, 1, &message->call);
  dcr_stmt_uuid (stmt, 2, &message->person);
  message->state = dcr_stmt_int (stmt, 4);
  dcr_stmt_uuid (stmt, 5, &message->template_id);
  message->template_number = dcr_stmt_int (stmt, 6);
  take_text (&message->title, stmt, 7, TRUE);
  take_text (&message->recipient, stmt, 8, FALSE);
  take_text (&message->recipient_mask, stmt, 9, TRUE);
  take_text (&message->subject, stmt, 10, TRUE);
  take_text (&message->body, stmt, 11, FALSE);
  take_text (&message->html, stmt, 12, FALSE);
  take_text (&message->names, stmt, 13, FALSE);
  take_text (&message->message_id, stmt, 14, FALSE);
  message->parts = dcr_stmt_int (stmt, 15);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    *times[i] = dcr_stmt_int (stmt, 16 + i);
  message->attempts = dcr_stmt_int (stmt, 21);
  take_text (&message->why, stmt, 22, TRUE);
  message->cancel_asked = dcr_stmt_int (stmt, 23);
  message->reports = dcr_stmt_int (stmt, 24);
  dcr_stmt_uuid (stmt, 25, &message->replaces);
  take_text (&message->draft, stmt, 26, FALSE);
  return message;
}

static gboolean
read_passages (DcrDb *db, DcrMessage *message, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT article,version,address,hash,quoted,changed FROM message_passage WHERE message=?1"
          " ORDER BY position", error);
  g_autoptr (DcrStmt) attached = dcr_db_prepare (
      db, "SELECT attachment FROM message_attachment WHERE message=?1 ORDER BY position", error);
  g_autoptr (GError) inner = NULL;
  DcrUuid id;

  if (stmt == NULL || attached == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, &message->id);
  while (dcr_stmt_step (stmt, &inner))
    {
      dcr_message_add_passage (message, dcr_stmt_text (stmt, 0), dcr_stmt_int (stmt, 1),
                               dcr_stmt_text (stmt, 2), dcr_stmt_text (stmt, 3),
                               dcr_stmt_int (stmt, 4));
      DcrMessagePassage *passage
          = g_ptr_array_index (message->passages, message->passages->len - 1);
      passage->changed = dcr_stmt_int (stmt, 5);
    }
  dcr_stmt_bind_uuid (attached, 1, &message->id);
  while (inner == NULL && dcr_stmt_step (attached, &inner))
    if (dcr_stmt_uuid (attached, 0, &id))
      g_array_append_val (message->attachments, id);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

DcrMessage *
dcr_message_get (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT " DCR_MESSAGE_COLUMNS " FROM message WHERE id=?1", error);
  g_autoptr (GError) inner = NULL;
  g_autoptr (DcrMessage) message = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (!dcr_stmt_step (stmt, &inner))
    {
      if (inner != NULL)
        g_propagate_error (error, g_steal_pointer (&inner));
      else
        g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This message is no longer kept."));
      return NULL;
    }
  message = dcr_message_read (stmt);
  return read_passages (db, message, error) ? g_steal_pointer (&message) : NULL;
}
