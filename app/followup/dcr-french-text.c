/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-french-text.h"

#include <stdio.h>
#include <string.h>

static const char *const months[]
    = { "janvier", "février", "mars",      "avril",   "mai",      "juin",
        "juillet", "août",    "septembre", "octobre", "novembre", "décembre" };

char *
dcr_french_date (int year, int month, int day)
{
  return g_strdup_printf ("%d%s\u00a0%s\u00a0%d", day, day == 1 ? "er" : "",
                          months[CLAMP (month, 1, 12) - 1], year);
}

char *
dcr_french_date_of_iso (const char *iso)
{
  int year, month, day;
  if (sscanf (iso, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12)
    return dcr_french_date (year, month, day);
  return g_strdup (iso);
}

char *
dcr_french_date_of_ms (gint64 ms, gboolean short_form)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (ms / 1000);
  int day = g_date_time_get_day_of_month (local);

  if (!short_form)
    return dcr_french_date (g_date_time_get_year (local), g_date_time_get_month (local), day);
  return g_strdup_printf ("%d%s\u00a0%s", day, day == 1 ? "er" : "",
                          months[g_date_time_get_month (local) - 1]);
}

char *
dcr_french_time (int hour, int minute)
{
  return minute == 0 ? g_strdup_printf ("%d\u00a0h", hour)
                     : g_strdup_printf ("%d\u00a0h\u00a0%02d", hour, minute);
}

char *
dcr_french_amount (gint64 cents)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, cents / 100);
  GString *out = g_string_new (NULL);
  gsize length = strlen (plain);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, "\u00a0");
      g_string_append_c (out, plain[i]);
    }
  if (cents % 100 != 0)
    g_string_append_printf (out, ",%02d", (int) (cents % 100));
  g_string_append (out, "\u00a0€");
  return g_string_free (out, FALSE);
}

char *
dcr_french_list (const char *const *words)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (out, "%s%s",
                            i == 0                 ? ""
                            : words[i + 1] != NULL ? ", "
                                                   : " et ",
                            words[i]);
  return g_string_free (out, FALSE);
}
