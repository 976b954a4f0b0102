/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The French calendar: public holidays (Code du travail L3133-1; Alsace-Moselle L3134-13; overseas:
 * commemorations of abolition, decree 83-1003, and local days), time zones of the territories, and
 * sums in working hours. Pure functions, any thread. Times are UTC milliseconds.
 */

/** Where a holiday holds and which clock is on the wall. On disk: append-only. */
typedef enum
{
  DCR_ZONE_METROPOLE,
  DCR_ZONE_ALSACE_MOSELLE,
  DCR_ZONE_GUADELOUPE,
  DCR_ZONE_MARTINIQUE,
  DCR_ZONE_GUYANE,
  DCR_ZONE_REUNION,
  DCR_ZONE_MAYOTTE,
  DCR_ZONE_SAINT_PIERRE,       /* et-Miquelon */
  DCR_ZONE_SAINT_BARTHELEMY,   /* et Saint-Martin */
  DCR_ZONE_NOUVELLE_CALEDONIE,
  DCR_ZONE_POLYNESIE,
  DCR_ZONE_WALLIS,             /* et-Futuna */
  DCR_N_ZONES
} DcrZone;

/** « Europe/Paris », « Indian/Reunion »… */
const char *dcr_zone_tz (DcrZone zone);
/** The clock of « Europe/Paris »: its file is read once for the whole program. (transfer full); NULL for an
 *  unknown zone. */
GTimeZone *dcr_calendar_clock (const char *tz);
/** Translated: « La Réunion ». */
const char *dcr_zone_label (DcrZone zone);

/** Translated « January », of 1 to 12, and « Monday », of 1 (Monday) to 7. */
const char *dcr_calendar_month (int month);
const char *dcr_calendar_weekday (int weekday);

/** Translated name of the holiday on this day, or NULL. */
const char *dcr_calendar_holiday (DcrZone zone, int year, int month, int day);

/** Easter Sunday of the Gregorian year (Meeus's algorithm). */
void dcr_calendar_easter (int year, int *month, int *day);

/** Opening hours of a service, in minutes of the local day; the same on each working day. */
typedef struct
{
  DcrZone zone;
  guint weekdays;  /* bit 0 Monday … bit 6 Sunday */
  int opens, closes; /* 8 * 60 + 30, 18 * 60 */
} DcrHours;

/** Monday to Friday, 9 h to 17 h, Paris. */
extern const DcrHours dcr_hours_office;

gboolean dcr_hours_is_open (const DcrHours *hours, gint64 ms);
/** The first open instant at or after @ms. */
gint64 dcr_hours_next_open (const DcrHours *hours, gint64 ms);
/** When the hours that are open at @ms close; @ms itself when none are. */
gint64 dcr_hours_close (const DcrHours *hours, gint64 ms);
/** @ms plus @minutes counted in opening hours only. Summer time, holidays and closed days are
 *  stepped over. @minutes is at least 0. */
gint64 dcr_hours_add (const DcrHours *hours, gint64 ms, guint minutes);
/** Minutes of opening hours between two instants; 0 when @to is not after @from. */
guint dcr_hours_between (const DcrHours *hours, gint64 from, gint64 to);

G_END_DECLS
