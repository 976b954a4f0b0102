/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-calendar.h"

#include <glib/gi18n.h>

#define MINUTE_MS ((gint64) 60 * 1000)
#define METROPOLE_LIKE (~0u)

static const struct
{
  const char *tz;
  const char *label;
} zones[DCR_N_ZONES] = {
  { "Europe/Paris", N_("Mainland France") },
  { "Europe/Paris", N_("Alsace and Moselle") },
  { "America/Guadeloupe", N_("Guadeloupe") },
  { "America/Martinique", N_("Martinique") },
  { "America/Cayenne", N_("French Guiana") },
  { "Indian/Reunion", N_("Réunion") },
  { "Indian/Mayotte", N_("Mayotte") },
  { "America/Miquelon", N_("Saint-Pierre-et-Miquelon") },
  { "America/St_Barthelemy", N_("Saint-Barthélemy and Saint-Martin") },
  { "Pacific/Noumea", N_("New Caledonia") },
  { "Pacific/Tahiti", N_("French Polynesia") },
  { "Pacific/Wallis", N_("Wallis and Futuna") },
};

const char *
dcr_zone_tz (DcrZone zone)
{
  return zones[zone].tz;
}

const char *
dcr_zone_label (DcrZone zone)
{
  return _(zones[zone].label);
}

/* GLib forgets a zone that nobody holds, and would read its file for each hour that is told. */
GTimeZone *
dcr_calendar_clock (const char *tz)
{
  static GMutex mutex;
  static GHashTable *clocks; /* kept to the end: a dozen at most */
  GTimeZone *clock;

  g_mutex_lock (&mutex);
  if (clocks == NULL)
    clocks = g_hash_table_new (g_str_hash, g_str_equal);
  clock = g_hash_table_lookup (clocks, tz);
  if (clock == NULL && (clock = g_time_zone_new_identifier (tz)) != NULL)
    g_hash_table_insert (clocks, g_strdup (tz), clock);
  if (clock != NULL)
    g_time_zone_ref (clock);
  g_mutex_unlock (&mutex);
  return clock;
}

/* ---- Holidays -------------------------------------------------------------------------------- */

void
dcr_calendar_easter (int year, int *month, int *day)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;

  *month = (h + l - 7 * m + 114) / 31;
  *day = (h + l - 7 * m + 114) % 31 + 1;
}

#define ZONE(zone) (1u << DCR_ZONE_##zone)

typedef struct
{
  int month, day; /* month 0: @day is counted from Easter Sunday */
  guint where;    /* bits of DcrZone */
  const char *name;
} Holiday;

static const Holiday holidays[] = {
  { 1, 1, METROPOLE_LIKE, N_("New Year's Day") },
  { 0, 1, METROPOLE_LIKE, N_("Easter Monday") },
  { 5, 1, METROPOLE_LIKE, N_("Labour Day") },
  { 5, 8, METROPOLE_LIKE, N_("Victory 1945") },
  { 0, 39, METROPOLE_LIKE, N_("Ascension Day") },
  { 0, 50, METROPOLE_LIKE, N_("Whit Monday") },
  { 7, 14, METROPOLE_LIKE, N_("National Day") },
  { 8, 15, METROPOLE_LIKE, N_("Assumption") },
  { 11, 1, METROPOLE_LIKE, N_("All Saints' Day") },
  { 11, 11, METROPOLE_LIKE, N_("Armistice 1918") },
  { 12, 25, METROPOLE_LIKE, N_("Christmas Day") },
  { 0, -2, ZONE (ALSACE_MOSELLE) | ZONE (GUADELOUPE) | ZONE (MARTINIQUE) | ZONE (POLYNESIE),
    N_("Good Friday") },
  { 12, 26, ZONE (ALSACE_MOSELLE), N_("Saint Stephen's Day") },
  /* decree 83-1003 of 23 November 1983, as changed in 2012 */
  { 4, 27, ZONE (MAYOTTE), N_("Abolition of slavery") },
  { 5, 22, ZONE (MARTINIQUE), N_("Abolition of slavery") },
  { 5, 27, ZONE (GUADELOUPE), N_("Abolition of slavery") },
  { 5, 28, ZONE (SAINT_BARTHELEMY), N_("Abolition of slavery") },
  { 6, 10, ZONE (GUYANE), N_("Abolition of slavery") },
  { 12, 20, ZONE (REUNION), N_("Abolition of slavery") },
  { 9, 24, ZONE (NOUVELLE_CALEDONIE), N_("Citizenship Day") },
  { 6, 29, ZONE (POLYNESIE), N_("Autonomy Day") },
  { 4, 28, ZONE (WALLIS), N_("Saint Peter Chanel's Day") },
  { 7, 29, ZONE (WALLIS), N_("Festival of the Territory") },
};

const char *
dcr_calendar_holiday (DcrZone zone, int year, int month, int day)
{
  int easter_month, easter_day, since_easter;
  g_autoptr (GDate) date = NULL;
  g_autoptr (GDate) easter = NULL;

  if (!g_date_valid_dmy (day, month, year))
    return NULL;
  dcr_calendar_easter (year, &easter_month, &easter_day);
  date = g_date_new_dmy (day, month, year);
  easter = g_date_new_dmy (easter_day, easter_month, year);
  since_easter = g_date_days_between (easter, date);
  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      const Holiday *holiday = &holidays[i];
      gboolean matches = holiday->month == 0 ? holiday->day == since_easter
                                             : holiday->month == month && holiday->day == day;
      if (matches && (holiday->where & (1u << zone)) != 0)
        return _(holiday->name);
    }
  return NULL;
}

/* ---- Working hours --------------------------------------------------------------------------- */

const DcrHours dcr_hours_office = { DCR_ZONE_METROPOLE, 0x1f, 9 * 60, 17 * 60 };

/* A local day seen from UTC: when it opens and closes; both 0 on a closed day. */
typedef struct
{
  gint64 opens, closes;
} Span;

static GTimeZone *
zone_of (const DcrHours *hours)
{
  GTimeZone *zone = dcr_calendar_clock (dcr_zone_tz (hours->zone));
  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/* @minutes of the day; 24 * 60 is the midnight that ends it. */
static gint64
local_instant (GTimeZone *zone, GDate *date, int minutes)
{
  g_autoptr (GDate) day = g_date_copy (date);
  g_autoptr (GDateTime) time = NULL;

  g_date_add_days (day, minutes / (24 * 60));
  minutes %= 24 * 60;
  time = g_date_time_new (zone, g_date_get_year (day), g_date_get_month (day), g_date_get_day (day),
                          minutes / 60, minutes % 60, 0);
  return g_date_time_to_unix (time) * 1000;
}

static Span
span_of (const DcrHours *hours, GTimeZone *zone, GDate *date)
{
  guint weekday = g_date_get_weekday (date) - 1;
  Span span = { 0, 0 };

  if ((hours->weekdays & (1u << weekday)) == 0
      || dcr_calendar_holiday (hours->zone, g_date_get_year (date), g_date_get_month (date),
                               g_date_get_day (date))
             != NULL)
    return span;
  span.opens = local_instant (zone, date, hours->opens);
  span.closes = local_instant (zone, date, hours->closes);
  return span;
}

static GDate *
local_date (GTimeZone *zone, gint64 ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  return g_date_new_dmy (g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                         g_date_time_get_year (local));
}

gboolean
dcr_hours_is_open (const DcrHours *hours, gint64 ms)
{
  g_autoptr (GTimeZone) zone = zone_of (hours);
  g_autoptr (GDate) date = local_date (zone, ms);
  Span span = span_of (hours, zone, date);
  return ms >= span.opens && ms < span.closes;
}

gint64
dcr_hours_next_open (const DcrHours *hours, gint64 ms)
{
  return dcr_hours_add (hours, ms, 0);
}

gint64
dcr_hours_close (const DcrHours *hours, gint64 ms)
{
  g_autoptr (GTimeZone) zone = zone_of (hours);
  g_autoptr (GDate) date = local_date (zone, ms);
  Span span = span_of (hours, zone, date);
  return ms >= span.opens && ms < span.closes ? span.closes : ms;
}

gint64
dcr_hours_add (const DcrHours *hours, gint64 ms, guint minutes)
{
  g_autoptr (GTimeZone) zone = zone_of (hours);
  g_autoptr (GDate) date = local_date (zone, ms);
  gint64 left = minutes * MINUTE_MS;

  if (hours->weekdays == 0 || hours->closes <= hours->opens)
    return ms + left; /* hours that never open would be waited for for ever */
  for (;; g_date_add_days (date, 1))
    {
      Span span = span_of (hours, zone, date);
      gint64 from = MAX (ms, span.opens);
      if (from >= span.closes)
        continue;
      if (left <= span.closes - from)
        return from + left;
      left -= span.closes - from;
    }
}

guint
dcr_hours_between (const DcrHours *hours, gint64 from, gint64 to)
{
  g_autoptr (GTimeZone) zone = zone_of (hours);
  g_autoptr (GDate) date = local_date (zone, from);
  g_autoptr (GDate) last = local_date (zone, MAX (from, to));
  gint64 sum = 0;

  for (; g_date_compare (date, last) <= 0; g_date_add_days (date, 1))
    {
      Span span = span_of (hours, zone, date);
      gint64 open = MIN (to, span.closes) - MAX (from, span.opens);
      if (open > 0)
        sum += open;
    }
  return (guint) (sum / MINUTE_MS);
}

/* Not strftime(): messages may be French where the locale of the C library is not. */
static const char *const months[] = {
  N_("January"),   N_("February"), N_("March"),    N_("April"),
  N_("May"),       N_("June"),     N_("July"),     N_("August"),
  N_("September"), N_("October"),  N_("November"), N_("December"),
};

static const char *const weekdays[] = {
  N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
  N_("Friday"), N_("Saturday"), N_("Sunday"),
};

const char *
dcr_calendar_month (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return _(months[month - 1]);
}

const char *
dcr_calendar_weekday (int weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return _(weekdays[weekday - 1]);
}
