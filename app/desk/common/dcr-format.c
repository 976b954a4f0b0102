/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-format.h"

#include <stdio.h>
#include <string.h>

#include "base/dcr-calendar.h"
#include "base/dcr-error.h"

static char *
format_day_of (int year, int month, int day, int year_now)
{
  /* Translators: the first of the month; « 1er » in French */
  g_autofree char *number
      = day == 1 ? g_strdup (C_("day of the month", "1")) : g_strdup_printf ("%d", day);

  if (year == year_now)
    /* Translators: day and month, « 3 November » */
    return g_strdup_printf (_("%s %s"), number, dcr_calendar_month (month));
  /* Translators: day, month and year, « 3 November 2024 » */
  return g_strdup_printf (_("%s %s %d"), number, dcr_calendar_month (month), year);
}

static GDateTime *
local_time (gint64 ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  return g_date_time_to_local (utc);
}

char *
dcr_format_date (const char *iso, gint64 now_ms)
{
  int year, month, day;
  g_autoptr (GDateTime) now = local_time (now_ms);

  if (iso == NULL)
    return g_strdup ("");
  if (sscanf (iso, "%4d-%2d-%2d", &year, &month, &day) != 3
      || !g_date_valid_dmy (day, month, year))
    return g_strdup (iso);
  return format_day_of (year, month, day, g_date_time_get_year (now));
}

/* Number of the day, so that differences are days whatever the hours and the change of time. */
static guint32
day_number (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  g_date_time_get_year (time));
  return g_date_get_julian (&date);
}

char *
dcr_format_day (gint64 ms, gint64 now_ms)
{
  g_autoptr (GDateTime) then = local_time (ms);
  g_autoptr (GDateTime) now = local_time (now_ms);
  int days = (int) (day_number (now) - day_number (then));

  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("yesterday"));
  if (days > 1 && days <= 6)
    return g_strdup (dcr_calendar_weekday (g_date_time_get_day_of_week (then)));
  return format_day_of (g_date_time_get_year (then), g_date_time_get_month (then),
                        g_date_time_get_day_of_month (then), g_date_time_get_year (now));
}

char *
dcr_format_hour (gint64 ms)
{
  g_autoptr (GDateTime) time = local_time (ms);
  int hour = g_date_time_get_hour (time), minute = g_date_time_get_minute (time);

  if (minute == 0)
    /* Translators: an hour without minutes, « 9 h » in French */
    return g_strdup_printf (_("%d:00"), hour);
  /* Translators: hour and minutes, « 17 h 30 » in French */
  return g_strdup_printf (_("%d:%02d"), hour, minute);
}

char *
dcr_format_timer (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  if (seconds < 3600)
    return g_strdup_printf ("%02d:%02d", (int) (seconds / 60), (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                          (int) (seconds % 60));
}

char *
dcr_format_count (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, "\u00a0");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
dcr_format_size (guint64 bytes)
{
  if (bytes < 1000 * 1000)
    /* Translators: thousands of bytes */
    return g_strdup_printf (_("%d kB"), (int) ((bytes + 999) / 1000));
  /* Translators: millions of bytes */
  return g_strdup_printf (_("%d MB"), (int) ((bytes + 500000) / 1000000));
}

const char *
dcr_format_audience (DcrAudience audience)
{
  switch (audience)
    {
    case DCR_AUDIENCE_PARTICULIERS:
      return _("Private persons");
    case DCR_AUDIENCE_PROFESSIONNELS:
      return _("Businesses");
    case DCR_AUDIENCE_ASSOCIATIONS:
      return _("Associations");
    default:
      return _("other (newer version)");
    }
}
