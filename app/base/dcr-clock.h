/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The clock everyone reads, so that tests can set it. Any thread. */

/** Now, in UTC milliseconds since 1970. DCR_CLOCK_MS in the environment fixes it (tests). */
gint64 dcr_clock_now_ms (void);

/** Fix the clock at @ms (tests); 0 gives the real clock back. */
void dcr_clock_set (gint64 ms);

/** @ms as « 2026-11-21T09:30:00Z ». Free with g_free(). */
char *dcr_clock_to_iso (gint64 ms);

G_END_DECLS
