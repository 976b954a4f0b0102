/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* The guard of free text (FIELD C47, B19; CNIL on notepad zones, 28 February 2019; decree 2019-341 on the
 * NIR). Local, explained, any thread. */

typedef enum
{
  DCR_GUARD_NIR,      /* social security number, its key right: blocks */
  DCR_GUARD_IBAN,     /* mod 97: blocks */
  DCR_GUARD_CARD,     /* Luhn and a known range: blocks */
  DCR_GUARD_CALLER,   /* the caller's own number or address: blocks */
  DCR_GUARD_HEALTH,   /* words: warn */
  DCR_GUARD_UNION,
  DCR_GUARD_RELIGION,
  DCR_GUARD_INSULT,
  DCR_N_GUARDS
} DcrGuardKind;

typedef struct
{
  DcrGuardKind kind;
  gsize start, end; /* bytes of the text */
} DcrGuardFinding;

/** What is found in @text, in its order. @number: the caller's number, or NULL.
 *  (element-type DcrGuardFinding); free with g_array_unref(). */
GArray *dcr_guard_check (const char *text, const char *number);
/** TRUE when text with this must not be kept. */
gboolean dcr_guard_blocks (DcrGuardKind kind);
/** TRUE when @text has something that blocks. */
gboolean dcr_guard_refuses (const char *text, const char *number);
/** « social security number ». */
const char *dcr_guard_name (DcrGuardKind kind);
/** Why, and what to do instead, in one sentence. */
const char *dcr_guard_advice (DcrGuardKind kind);

G_END_DECLS
