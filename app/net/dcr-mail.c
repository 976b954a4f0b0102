/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-mail.h"

#include <string.h>

#include <gmime/gmime.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InternetAddress, g_object_unref)

static void
ensure_gmime (void)
{
  static gsize ready;
  if (g_once_init_enter (&ready))
    {
      g_mime_init ();
      g_once_init_leave (&ready, 1);
    }
}

/* ---- Composing ------------------------------------------------------------------------------ */

static gboolean
check_line (const char *value, GError **error)
{
  if (value == NULL || strpbrk (value, "\r\n") == NULL)
    return TRUE;
  g_set_error (
      error, DCR_ERROR, DCR_ERROR_INPUT,
      _("An address or subject holds a line break. The message was not sent. Correct it."));
  return FALSE;
}

/* g_mime_text_part_set_text() picks iso-8859-1 by itself: the part is built by hand, in UTF-8. */
static GMimeObject *
text_part (const char *subtype, const char *text)
{
  GMimePart *part = g_mime_part_new_with_type ("text", subtype);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  g_autoptr (GMimeDataWrapper) content
      = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

static GMimeObject *
attachment_part (const DcrMailPart *attachment)
{
  g_autoptr (GMimeContentType) type = g_mime_content_type_parse (NULL, attachment->mime_type);
  GMimePart *part = g_mime_part_new_with_type (g_mime_content_type_get_media_type (type),
                                               g_mime_content_type_get_media_subtype (type));
  g_autoptr (GMimeStream) stream
      = g_mime_stream_mem_new_with_buffer (attachment->contents, attachment->size);
  g_autoptr (GMimeDataWrapper) content
      = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_content_type (GMIME_OBJECT (part), type); /* with its charset */
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, attachment->name);
  return GMIME_OBJECT (part);
}

/* The same message gives the same bytes at every attempt: no random boundary. « =_ » stands neither in
 * quoted-printable nor in base64, which is all that our parts hold. */
static GMimeMultipart *
multipart_new (const DcrMail *mail, const char *subtype)
{
  GMimeMultipart *multipart = g_mime_multipart_new_with_subtype (subtype);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, mail->message_id, -1);
  g_autofree char *boundary = g_strdup_printf ("=_%s_%.24s", subtype, sum);

  g_mime_multipart_set_boundary (multipart, boundary);
  return multipart;
}

static GMimeObject *
body_of (const DcrMail *mail)
{
  g_autoptr (GMimeObject) text = text_part ("plain", mail->text);
  GMimeMultipart *multipart;

  if (mail->html != NULL)
    {
      g_autoptr (GMimeObject) html = text_part ("html", mail->html);
      multipart = multipart_new (mail, "alternative");
      g_mime_multipart_add (multipart, text);
      g_mime_multipart_add (multipart, html);
      g_set_object (&text, GMIME_OBJECT (multipart));
      g_object_unref (multipart);
    }
  if (mail->n_attachments == 0)
    return g_steal_pointer (&text);
  multipart = multipart_new (mail, "mixed");
  g_mime_multipart_add (multipart, text);
  for (gsize i = 0; i < mail->n_attachments; i++)
    {
      g_autoptr (GMimeObject) part = attachment_part (&mail->attachments[i]);
      g_mime_multipart_add (multipart, part);
    }
  return GMIME_OBJECT (multipart);
}

static void
add_address (GMimeMessage *message, GMimeAddressType type, const char *name, const char *address)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);
  g_autoptr (InternetAddress) mailbox = internet_address_mailbox_new (name, address);
  internet_address_set_charset (mailbox, "utf-8");
  internet_address_list_add (list, mailbox);
}

static GMimeMessage *
build_message (const DcrMail *mail)
{
  GMimeMessage *message = g_mime_message_new (TRUE);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (mail->date_ms / 1000);
  g_autoptr (GMimeObject) body = body_of (mail);

  add_address (message, GMIME_ADDRESS_TYPE_FROM, mail->from_name, mail->from_address);
  add_address (message, GMIME_ADDRESS_TYPE_TO, NULL, mail->to_address);
  if (mail->reply_to != NULL)
    add_address (message, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, mail->reply_to);
  g_mime_message_set_subject (message, mail->subject, "utf-8");
  g_mime_message_set_date (message, date);
  g_mime_message_set_message_id (message, mail->message_id);
  /* RFC 3834: an answering machine does not answer this */
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated", NULL);
  if (mail->in_reply_to != NULL)
    {
      g_autofree char *bracketed = g_strdup_printf ("<%s>", mail->in_reply_to);
      g_mime_object_set_header (GMIME_OBJECT (message), "In-Reply-To", bracketed, NULL);
    }
  g_mime_message_set_mime_part (message, body);
  return message;
}

GBytes *
dcr_mail_compose (const DcrMail *mail, GError **error)
{
  const char *lines[] = { mail->from_name,  mail->from_address, mail->reply_to,   mail->to_address,
                          mail->subject,    mail->message_id,   mail->in_reply_to };
  ensure_gmime ();
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (!check_line (lines[i], error))
      return NULL;

  g_autoptr (GMimeMessage) message = build_message (mail);
  GMimeFormatOptions *options = g_mime_format_options_new ();
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), options, stream);
  g_mime_format_options_free (options);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_bytes_new (bytes->data, bytes->len);
}

/* ---- Reading -------------------------------------------------------------------------------- */

void
dcr_mail_read_free (DcrMailRead *read)
{
  if (read == NULL)
    return;
  g_free (read->from);
  g_free (read->subject);
  g_free (read->message_id);
  g_free (read->in_reply_to);
  g_free (read->reply_to);
  g_free (read->to);
  g_free (read->text);
  g_free (read->html);
  g_free (read->bounced_id);
  g_free (read->action);
  g_free (read->status);
  g_free (read);
}

static char *
without_brackets (const char *id)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (id));
  gsize length = strlen (trimmed);
  if (length > 2 && trimmed[0] == '<' && trimmed[length - 1] == '>')
    return g_strndup (trimmed + 1, length - 2);
  return g_steal_pointer (&trimmed);
}

static char *
content_of (GMimeObject *object)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GMimeDataWrapper *content = g_mime_part_get_content (GMIME_PART (object));
  GByteArray *bytes;

  if (content == NULL || g_mime_data_wrapper_write_to_stream (content, stream) < 0)
    return g_strdup ("");
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_strndup ((const char *) bytes->data, bytes->len);
}

/* A field of a delivery-status part or of headers: « Action: failed ». */
static char *
field_of (const char *text, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

static void
read_status (DcrMailRead *read, GMimeObject *part)
{
  g_autofree char *text = content_of (part);
  read->is_bounce = TRUE;
  if (read->action == NULL)
    read->action = field_of (text, "Action");
  if (read->status == NULL)
    read->status = field_of (text, "Status");
}

static void
take_bounced_id (DcrMailRead *read, const char *id)
{
  if (id != NULL && read->bounced_id == NULL)
    read->bounced_id = without_brackets (id);
}

static void
read_part (GMimeObject *parent, GMimeObject *part, gpointer data)
{
  DcrMailRead *read = data;
  GMimeContentType *type = g_mime_object_get_content_type (part);

  if (GMIME_IS_MESSAGE_PART (part))
    {
      GMimeMessage *inner = g_mime_message_part_get_message (GMIME_MESSAGE_PART (part));
      if (inner != NULL)
        take_bounced_id (read, g_mime_message_get_message_id (inner));
    }
  else if (!GMIME_IS_PART (part))
    return;
  else if (g_mime_content_type_is_type (type, "message", "delivery-status"))
    read_status (read, part);
  else if (g_mime_content_type_is_type (type, "text", "rfc822-headers"))
    {
      g_autofree char *headers = content_of (part);
      g_autofree char *id = field_of (headers, "Message-ID");
      take_bounced_id (read, id);
    }
  else if (GMIME_IS_TEXT_PART (part) && read->text == NULL
           && g_mime_content_type_is_type (type, "text", "plain"))
    read->text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  else if (GMIME_IS_TEXT_PART (part) && read->html == NULL
           && g_mime_content_type_is_type (type, "text", "html"))
    read->html = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
}

static char *
header_of (GMimeMessage *message, const char *name)
{
  const char *value = g_mime_object_get_header (GMIME_OBJECT (message), name);
  return value != NULL ? without_brackets (value) : NULL;
}

static char *
recipients_of (GMimeMessage *message)
{
  static const char *const names[] = { "To", "Cc", "Delivered-To", "X-Original-To" };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_mime_object_get_header (GMIME_OBJECT (message), names[i]);
      if (value != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", value);
    }
  return g_string_free (all, all->len == 0);
}

/* « Auto-Submitted: no » is what a person sends. */
static gboolean
is_automatic (GMimeMessage *message)
{
  const char *submitted = g_mime_object_get_header (GMIME_OBJECT (message), "Auto-Submitted");
  const char *precedence = g_mime_object_get_header (GMIME_OBJECT (message), "Precedence");

  if (submitted != NULL && g_ascii_strncasecmp (submitted, "no", 2) != 0)
    return TRUE;
  if (precedence != NULL && g_ascii_strcasecmp (precedence, "auto_reply") == 0)
    return TRUE;
  return g_mime_object_get_header (GMIME_OBJECT (message), "X-Autoreply") != NULL
         || g_mime_object_get_header (GMIME_OBJECT (message), "X-Autorespond") != NULL;
}

DcrMailRead *
dcr_mail_parse (const char *bytes, gsize size, GError **error)
{
  g_autoptr (DcrMailRead) read = g_new0 (DcrMailRead, 1);

  ensure_gmime ();
  if (size > DCR_MAIL_MAX_BYTES)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This message is too large to be read. It was left aside."));
      return NULL;
    }
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (size > 0 ? bytes : "", size);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) message = g_mime_parser_construct_message (parser, NULL);
  if (message == NULL || g_mime_message_get_mime_part (message) == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This is not an e-mail message. It was left aside."));
      return NULL;
    }
  read->subject = g_strdup (g_mime_message_get_subject (message));
  read->message_id = header_of (message, "Message-ID");
  read->in_reply_to = header_of (message, "In-Reply-To");
  read->from = header_of (message, "From");
  read->reply_to = header_of (message, "Reply-To");
  read->to = recipients_of (message);
  read->is_automatic = is_automatic (message);
  g_mime_message_foreach (message, read_part, read);
  return g_steal_pointer (&read);
}
