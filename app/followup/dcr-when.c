/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-when.h"

#include <stdlib.h>

#include "base/dcr-calendar.h"
#include "base/dcr-clock.h"

static GDateTime *
on_clock (gint64 ms, const char *tz)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GTimeZone) zone
      = tz != NULL ? dcr_calendar_clock (tz) : g_time_zone_new_local ();
  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
}

char *
dcr_when_day (gint64 ms, const char *tz)
{
  g_autoptr (GDateTime) day = on_clock (ms, tz), now = on_clock (dcr_clock_now_ms (), tz);
  int number = g_date_time_get_day_of_month (day);
  const char *weekday = dcr_calendar_weekday (g_date_time_get_day_of_week (day));
  const char *month = dcr_calendar_month (g_date_time_get_month (day));
  g_autofree char *shown = number == 1 ? g_strdup (C_("day of the month", "1"))
                                       : g_strdup_printf ("%d", number);

  if (g_date_time_get_year (day) == g_date_time_get_year (now))
    /* Translators: « Wednesday 25 November » */
    return g_strdup_printf (_("%s %s %s"), weekday, shown, month);
  /* Translators: « Wednesday 25 November 2027 » */
  return g_strdup_printf (_("%s %s %s %d"), weekday, shown, month, g_date_time_get_year (day));
}

char *
dcr_when_hour (gint64 ms, const char *tz)
{
  g_autoptr (GDateTime) time = on_clock (ms, tz);
  int hour = g_date_time_get_hour (time), minute = g_date_time_get_minute (time);

  if (minute == 0)
    /* Translators: an hour without minutes, « 9 h » in French */
    return g_strdup_printf (_("%d:00"), hour);
  /* Translators: hour and minutes, « 17 h 30 » in French */
  return g_strdup_printf (_("%d:%02d"), hour, minute);
}

char *
dcr_when_full (gint64 ms, const char *tz)
{
  g_autofree char *day = dcr_when_day (ms, tz);
  g_autofree char *hour = dcr_when_hour (ms, tz);
  /* Translators: « Wednesday 25 November, 12:00 » */
  return g_strdup_printf (_("%s, %s"), day, hour);
}

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
dcr_when_window (gint64 from, gint64 to, const char *tz)
{
  g_autofree char *begins = dcr_when_hour (from, tz);
  g_autofree char *ends = dcr_when_hour (to, tz);
  g_autoptr (GDateTime) first = on_clock (from, tz), last = on_clock (to, tz);

  if (from == to)
    return g_steal_pointer (&begins);
  if (day_number (first) != day_number (last))
    {
      g_autofree char *day = dcr_when_full (to, tz);
      return g_strdup_printf (_("%s to %s"), begins, day);
    }
  return g_strdup_printf (_("%s to %s"), begins, ends);
}

char *
dcr_when_day_to_come (gint64 ms, gint64 now)
{
  g_autoptr (GDateTime) day = on_clock (ms, NULL), today = on_clock (now, NULL);
  gint64 days = (gint64) day_number (day) - day_number (today);

  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("tomorrow"));
  if (days == -1)
    return g_strdup (_("yesterday"));
  if (days > 1 && days <= 7)
    /* Translators: weekday and day of the month, « Monday 23 » */
    return g_strdup_printf (_("%s %d"), dcr_calendar_weekday (g_date_time_get_day_of_week (day)),
                            g_date_time_get_day_of_month (day));
  return dcr_when_day (ms, NULL);
}

char *
dcr_when_span (gint64 ms)
{
  gint64 minutes = (ms < 0 ? -ms : ms) / 60000;

  if (minutes < 60)
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes >= 48 * 60)
    return g_strdup_printf (ngettext ("%d day", "%d days", minutes / 1440), (int) (minutes / 1440));
  if (minutes % 60 == 0)
    return g_strdup_printf (_("%d h"), (int) (minutes / 60));
  return g_strdup_printf (_("%d h %02d"), (int) (minutes / 60), (int) (minutes % 60));
}

int
dcr_when_gap (gint64 ms, const char *tz)
{
  g_autoptr (GDateTime) here = on_clock (ms, NULL), there = on_clock (ms, tz);
  return (int)((g_date_time_get_utc_offset (there) - g_date_time_get_utc_offset (here))
               / G_TIME_SPAN_MINUTE);
}

char *
dcr_when_describe_gap (int minutes)
{
  const char *sign = minutes < 0 ? "\u2212" : "+";
  int length = abs (minutes);

  if (minutes == 0)
    return g_strdup (_("same time"));
  if (length % 60 == 0)
    /* Translators: gap between two clocks, « +3 h » */
    return g_strdup_printf (_("%s%d h"), sign, length / 60);
  return g_strdup_printf (_("%s%d h %02d"), sign, length / 60, length % 60);
}
