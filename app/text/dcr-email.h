/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* E-mail addresses as a caller spells them aloud (RFC 5321 4.1.2 and 4.5.3.1, dot-atoms only: no server
 * of the field gives out quoted local parts). Pure functions, any thread. */

typedef enum
{
  DCR_EMAIL_OK,
  DCR_EMAIL_EMPTY,
  DCR_EMAIL_LINE_BREAK,  /* CR, LF or another control: an attempt to add headers */
  DCR_EMAIL_NO_AT,       /* no @, or more than one */
  DCR_EMAIL_LOCAL,       /* what stands before @ */
  DCR_EMAIL_ACCENT,      /* a letter beyond ASCII before @: would need SMTPUTF8 */
  DCR_EMAIL_DOMAIN,      /* what stands after @ */
  DCR_EMAIL_TOO_LONG,
} DcrEmailProblem;

DcrEmailProblem dcr_email_check (const char *address);
/** One sentence for the person who types; NULL for DCR_EMAIL_OK. */
const char *dcr_email_describe (DcrEmailProblem problem);

/** @address trimmed, without a « mailto: », its domain in lower case and, when it has accents, in its
 *  ASCII form (RFC 5891). Free with g_free(). */
char *dcr_email_normalise (const char *address);

/** Whole addresses that @typed may become, by the domains most used in France: those that begin as
 *  what stands after @, most used first, @limit at most. NULL-terminated, never NULL; empty before an @
 *  or when the address is already one of them. */
char **dcr_email_complete (const char *typed, guint limit);

/** The address that was probably meant when the domain is one slip away from a frequent one
 *  (« camille@gmial.com »), or NULL. Free with g_free(). */
char *dcr_email_suggest (const char *address);

/** « m…@mel.example ». Free with g_free(). */
char *dcr_email_mask (const char *address);

G_END_DECLS
