/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dcr-peer.h"

G_BEGIN_DECLS

/** DcrKannel: a whole SMS gateway on the loopback: bearerbox, smsbox and the fake centre of Kannel's own
 *  tests, on free ports. */
typedef struct _DcrKannel DcrKannel;

DcrKannel *dcr_kannel_start (void);
void dcr_kannel_stop (DcrKannel *kannel);

/** « http://127.0.0.1:PORT/cgi-bin/sendsms », user « u », password « p ». */
const char *dcr_kannel_get_url (DcrKannel *kannel);

/** An SMS as a telephone puts it together again. */
typedef struct
{
  char *from, *to, *text;
  guint parts;
  gboolean ucs2;
} DcrReceivedSms;

/** Those received whole so far, in the order of their first part. (element-type DcrReceivedSms), free
 *  function set. */
GPtrArray *dcr_kannel_received (DcrKannel *kannel);

G_END_DECLS
