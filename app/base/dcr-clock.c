/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-clock.h"

static gint64 fixed_ms; /* atomic by being written before any thread starts, in tests only */

gint64
dcr_clock_now_ms (void)
{
  static gsize read_env;
  if (g_once_init_enter (&read_env))
    {
      const char *env = g_getenv ("DCR_CLOCK_MS");
      if (env != NULL && fixed_ms == 0)
        fixed_ms = g_ascii_strtoll (env, NULL, 10);
      g_once_init_leave (&read_env, 1);
    }
  return fixed_ms != 0 ? fixed_ms : g_get_real_time () / 1000;
}

void
dcr_clock_set (gint64 ms)
{
  fixed_ms = ms;
}

char *
dcr_clock_to_iso (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}
