/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/dcr-guard.h"

G_BEGIN_DECLS

/* Lists of the guard. For dcr-guard.c. */

/** DcrGuardKind of a folded word after the word @before, or -1. */
int dcr_guard_word_kind (const char *before, const char *word);

/** Length of an IBAN of the country whose two letters begin @signs (SWIFT IBAN registry), or 0. */
guint dcr_guard_iban_length (const char *signs);

G_END_DECLS
