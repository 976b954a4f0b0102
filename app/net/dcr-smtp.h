/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dcr-send.h"

G_BEGIN_DECLS

/* Submission of e-mail (RFC 6409 on 587 with STARTTLS, RFC 8314 on 465), over libcurl. */

typedef enum
{
  DCR_SMTP_STARTTLS, /* 587: in clear up to STARTTLS, which must succeed before anything else is said */
  DCR_SMTP_TLS,      /* 465: TLS from the first byte */
} DcrSmtpSecurity;

typedef struct
{
  const char *host;
  guint port;             /* 0: 587 or 465 by @security */
  DcrSmtpSecurity security;
  const char *user;       /* or NULL: no authentication */
  const char *password;
  const char *ca_file;    /* PEM of further authorities, or NULL: the system's */
  guint timeout_s;        /* of one message, connection included; 0: 60 */
} DcrSmtpConfig;

/** DcrSmtp: one relay and at most one connection to it, kept open from message to message. One thread at
 *  a time. Never speaks of a message in clear. */
typedef struct _DcrSmtp DcrSmtp;

/** NULL with DCR_ERROR_INPUT when @config names no host. Copies @config; opens nothing. */
DcrSmtp *dcr_smtp_new (const DcrSmtpConfig *config, GError **error);
/** Says QUIT and closes. */
void dcr_smtp_free (DcrSmtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSmtp, dcr_smtp_free)

/**
 * Hands one message to the relay and waits for its word. Blocks; any thread but the main one.
 *
 * @leaving comes after the answer 354, before the first byte of @message. A 4xx is DCR_SEND_LATER and a
 * 5xx DCR_SEND_REFUSED wherever it comes after authentication; before, the relay does not let us in
 * (DCR_SEND_CLOSED). A cut once @leaving was called is DCR_SEND_UNKNOWN. When a connection kept open
 * proves dead before @leaving, a new one is tried at once.
 */
void dcr_smtp_send (DcrSmtp *smtp, const char *from, const char *to, GBytes *message,
                    DcrSendLeavingFunc leaving, gpointer leaving_data, GCancellable *cancellable,
                    DcrSendResult *result);

G_END_DECLS
