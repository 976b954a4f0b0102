/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* E-mail as bytes: composed (RFC 5322, 2045) and read back by GMime. Any thread. */

typedef struct
{
  const char *name;      /* file name shown to the reader */
  const char *mime_type; /* « application/json » */
  const char *contents;
  gsize size;
} DcrMailPart;

typedef struct
{
  const char *from_name, *from_address;
  const char *reply_to;    /* address or NULL */
  const char *to_address;
  const char *subject;
  const char *text;        /* plain text, UTF-8: the first and, without @html, only body */
  const char *html;        /* or NULL: the second body of a multipart/alternative */
  const char *message_id;  /* « local@domain », without brackets: the same at every attempt */
  const char *in_reply_to; /* likewise, or NULL */
  gint64 date_ms;
  const DcrMailPart *attachments;
  gsize n_attachments;
} DcrMail;

/** The message with CRLF ends of line, as it goes to DATA. DCR_ERROR_INPUT when an address or header
 *  holds a line break. */
GBytes *dcr_mail_compose (const DcrMail *mail, GError **error);

/** What a message that came in says; bodies decoded to UTF-8. */
typedef struct
{
  char *from, *subject, *message_id, *in_reply_to, *reply_to;
  char *to;                 /* To, Cc and Delivered-To, comma separated, as written; or NULL */
  char *text;               /* first text/plain, or NULL */
  char *html;               /* first text/html, or NULL */
  gboolean is_automatic;    /* an answering machine wrote it (RFC 3834 and what came before it) */
  gboolean is_bounce;       /* multipart/report; report-type=delivery-status (RFC 3464) */
  char *bounced_id;         /* Message-ID of the message it is about, without brackets, or NULL */
  char *action, *status;    /* « failed », « delayed »; « 5.1.1 »; or NULL */
} DcrMailRead;

void dcr_mail_read_free (DcrMailRead *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrMailRead, dcr_mail_read_free)

/** Foreign mail is hostile: larger than DCR_MAIL_MAX_BYTES is refused with DCR_ERROR_INPUT. GMime 3.2.13
 *  can loop on over-long parameter names (jstedfast/gmime#166): call it in a process that may be ended
 *  (`decrochectl outbox bounce` sets a watchdog). */
DcrMailRead *dcr_mail_parse (const char *bytes, gsize size, GError **error);
#define DCR_MAIL_MAX_BYTES (1024 * 1024)

G_END_DECLS
