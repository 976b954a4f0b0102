/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* What must not leave in free text: numbers that identify a person, and the names typed in this call's
 * fields. File numbers, postcodes, amounts and the numbers of services stay (FIELD demand 62). Names that
 * stand in no field are the agent's to remove. Any thread. */

typedef enum
{
  DCR_MASK_NIR,   /* with its key, or without it but grouped as one */
  DCR_MASK_IBAN,
  DCR_MASK_CARD,
  DCR_MASK_PHONE, /* a person's: mobile, landline, foreign; not 0 8xx, 3xxx or emergency numbers */
  DCR_MASK_EMAIL,
  DCR_MASK_NAME,
  DCR_N_MASKS
} DcrMaskKind;

typedef struct
{
  DcrMaskKind kind;
  gsize start, end; /* bytes of the text */
} DcrMaskFinding;

/** In the order of @text, never one over another. @names: (nullable) NULL-terminated, as typed.
 *  (element-type DcrMaskFinding); free with g_array_unref(). */
GArray *dcr_masking_find (const char *text, const char *const *names);

/** @text with each finding replaced by what it is; line breaks kept. @found: (out) (nullable): bits
 *  1 << DcrMaskKind. NULL gives "". Applying it twice changes nothing more. Free with g_free(). */
char *dcr_masking_apply (const char *text, const char *const *names, guint *found);

/** « social security number ». */
const char *dcr_mask_name (DcrMaskKind kind);
/** What stands in its place: « [telephone number] », « the caller » for a name. */
const char *dcr_mask_replacement (DcrMaskKind kind);

G_END_DECLS
