/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/dcr-gsm.h"

G_BEGIN_DECLS

/* What the composer says of the letters that cost in an SMS. Translated; free with g_free(). */

/** « Apostrophe ’ »: signs have names, letters stand for themselves. */
char *dcr_letter_cost_name (gunichar letter);
/** « becomes a space, 3 times ». */
char *dcr_letter_cost_describe (const DcrGsmCost *cost);
/** The same for the same @costs (DcrGsmCost). */
char *dcr_letter_cost_key (GArray *costs);

G_END_DECLS
