/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of one attempt to hand a message over, whatever carries it. */

/** On disk (attempt.outcome): append-only. */
typedef enum
{
  DCR_SEND_NONE,      /* not ended */
  DCR_SEND_ACCEPTED,  /* the relay or gateway took it upon itself */
  DCR_SEND_LATER,     /* refused for now, or cut before any of the message left: try again */
  DCR_SEND_REFUSED,   /* refused for good: this message, to this recipient */
  DCR_SEND_UNKNOWN,   /* cut after the message left and before the answer: perhaps sent */
  DCR_SEND_CLOSED,    /* no way in: no network, no relay, certificate or password refused; nothing of
                         the message left and it is not to blame */
} DcrSendOutcome;

typedef struct
{
  DcrSendOutcome outcome;
  int code;           /* of SMTP or HTTP; 0 when none came */
  gboolean setup;     /* with DCR_SEND_CLOSED: waiting mends nothing (certificate, password, address) */
  char answer[240];   /* last words of the other side, or of the transport; may hold an address: mask it
                         before it is kept */
} DcrSendResult;

/** Called once an attempt, in the sending thread, when the other side is ready and just before the first
 *  byte of the message leaves. FALSE stops the attempt: then nothing leaves (DCR_SEND_LATER). */
typedef gboolean (*DcrSendLeavingFunc) (gpointer data);

/** Fills @result; @answer is cut to what it holds, at a letter, controls become spaces. */
void dcr_send_result_set (DcrSendResult *result, DcrSendOutcome outcome, int code,
                          const char *answer);

/** TRUE for localhost, 127.0.0.0/8 and ::1, as written in a URL. */
gboolean dcr_send_is_loopback (const char *host);

G_END_DECLS
