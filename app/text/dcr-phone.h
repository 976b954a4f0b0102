/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* Telephone numbers of every French plan (FIELD 4.5; Arcep decision 2018-0881 and its annexes). On disk:
 * append-only. */
typedef enum
{
  DCR_PHONE_HIDDEN,   /* no number, or telephony says that it is withheld */
  DCR_PHONE_MOBILE,
  DCR_PHONE_FIXED,    /* geographic, and 09 */
  DCR_PHONE_SPECIAL,  /* 08 and the like: called, hardly ever calling */
  DCR_PHONE_SHORT,    /* 3939, 15, 116 000 */
  DCR_PHONE_FOREIGN,
  DCR_PHONE_UNKNOWN,  /* something else: kept as it came, never breaks anything */
} DcrPhoneKind;

typedef struct
{
  DcrPhoneKind kind;
  char e164[20];      /* « +33639984127 »; "" when hidden, short or unknown */
  char shown[40];     /* in pairs with U+00A0: « 06 39 98 41 27 »; "" when hidden */
  char place[8];      /* ISO 3166 code of the plan: FR, RE, YT, GP, GF, MQ, PM, NC, PF, WF; a foreign
                         country's when known; else "" */
} DcrPhone;

/** Reads @text as telephony or a person writes it. Never fails. */
void dcr_phone_parse (const char *text, DcrPhone *phone);
/** « Mobile », « Fixe, La Réunion », « Étranger, Belgique »: translated. Free with g_free(). */
char *dcr_phone_describe (const DcrPhone *phone);
/** « 06 •• •• •• 27 ». Free with g_free(). */
char *dcr_phone_mask (const DcrPhone *phone);
/** TRUE when an SMS can be sent to it. */
gboolean dcr_phone_takes_sms (const DcrPhone *phone);

G_END_DECLS
