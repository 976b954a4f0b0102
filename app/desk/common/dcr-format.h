/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/* Figures, dates and hours as a person reads them (SHELL 9). Any thread; free with g_free(). */

/** « 3 November », with the year when it is not the year of @now_ms. @iso: « YYYY-MM-DD », more is
 *  ignored. A text that is no date is given back as it is. */
char *dcr_format_date (const char *iso, gint64 now_ms);

/** The day of @ms seen from @now_ms, in local time: « today », « yesterday », a weekday up to six
 *  days back, then as dcr_format_date(). */
char *dcr_format_day (gint64 ms, gint64 now_ms);

/** « 17 h 30 », « 9 h » on the hour, in local time. */
char *dcr_format_hour (gint64 ms);

/** « 02:41 », « 1:02:41 ». @seconds below 0 counts as 0. */
char *dcr_format_timer (gint64 seconds);

/** « 7 024 », thousands apart by U+00A0. */
char *dcr_format_count (guint64 count);

/** « 38 MB » (decimal units, as on a download page). */
char *dcr_format_size (guint64 bytes);

/** « Particuliers », translated; not to be freed. */
const char *dcr_format_audience (DcrAudience audience);

G_END_DECLS
