/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* Dates as they are promised: in full words, on a given clock. @tz: an IANA name, or NULL for the clock of
 * this desk. Any thread; free with g_free(). */

/** « Wednesday 25 November », with the year when it is not this one. */
char *dcr_when_day (gint64 ms, const char *tz);
/** « 12:00 », « 17 h 30 » in French. */
char *dcr_when_hour (gint64 ms, const char *tz);
/** « Wednesday 25 November, 12:00 ». */
char *dcr_when_full (gint64 ms, const char *tz);
/** « 10:00 to 12:00 »; « 11:30 » when both are the same; the day before them when it is another. */
char *dcr_when_window (gint64 from, gint64 to, const char *tz);
/** « today », « tomorrow », « Monday 23 »: a day to come, short. */
char *dcr_when_day_to_come (gint64 ms, gint64 now);
/** A length of time: « 20 min », « 1 h 20 », « 3 days »; the sign is left out. */
char *dcr_when_span (gint64 ms);
/** Minutes that the clock of @tz is ahead of this desk's at that instant; below 0 when behind. */
int dcr_when_gap (gint64 ms, const char *tz);
/** « +3 h », « −5 h », « +5 h 30 »; « same time » for 0. */
char *dcr_when_describe_gap (int minutes);

G_END_DECLS
