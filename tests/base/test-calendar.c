/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-calendar.h"

/* « 2026-03-27 16:30 » on the wall of @zone, in UTC ms */
static gint64
at (DcrZone zone, const char *text)
{
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (dcr_zone_tz (zone));
  g_autofree char *iso = g_strdelimit (g_strdup (text), " ", 'T');
  g_autofree char *whole = g_strconcat (iso, ":00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, tz);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * 1000;
}

static void
test_easter (void)
{
  static const int known[][3] = { { 2020, 4, 12 }, { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 },
                                  { 2027, 3, 28 }, { 2038, 4, 25 }, { 2285, 3, 22 } };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      int month, day;
      dcr_calendar_easter (known[i][0], &month, &day);
      g_assert_cmpint (month, ==, known[i][1]);
      g_assert_cmpint (day, ==, known[i][2]);
    }
}

static void
test_holidays (void)
{
  static const struct
  {
    DcrZone zone;
    int year, month, day;
    gboolean closed;
  } cases[] = {
    { DCR_ZONE_METROPOLE, 2026, 1, 1, TRUE },        { DCR_ZONE_METROPOLE, 2026, 4, 6, TRUE },
    { DCR_ZONE_METROPOLE, 2026, 4, 3, FALSE },       { DCR_ZONE_ALSACE_MOSELLE, 2026, 4, 3, TRUE },
    { DCR_ZONE_ALSACE_MOSELLE, 2026, 12, 26, TRUE }, { DCR_ZONE_METROPOLE, 2026, 12, 26, FALSE },
    { DCR_ZONE_METROPOLE, 2026, 5, 14, TRUE },       { DCR_ZONE_METROPOLE, 2026, 5, 25, TRUE },
    { DCR_ZONE_METROPOLE, 2026, 7, 14, TRUE },       { DCR_ZONE_METROPOLE, 2026, 7, 15, FALSE },
    { DCR_ZONE_REUNION, 2026, 12, 20, TRUE },        { DCR_ZONE_MAYOTTE, 2026, 4, 27, TRUE },
    { DCR_ZONE_MARTINIQUE, 2026, 5, 22, TRUE },      { DCR_ZONE_GUADELOUPE, 2026, 5, 27, TRUE },
    { DCR_ZONE_GUYANE, 2026, 6, 10, TRUE },          { DCR_ZONE_METROPOLE, 2026, 6, 10, FALSE },
    { DCR_ZONE_NOUVELLE_CALEDONIE, 2026, 9, 24, TRUE }, { DCR_ZONE_WALLIS, 2026, 4, 28, TRUE },
    { DCR_ZONE_POLYNESIE, 2026, 6, 29, TRUE },       { DCR_ZONE_METROPOLE, 2026, 2, 30, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        dcr_calendar_holiday (cases[i].zone, cases[i].year, cases[i].month, cases[i].day) != NULL,
        ==, cases[i].closed);
}

static void
test_due_dates (void)
{
  static const struct
  {
    DcrZone zone;
    const char *from;
    guint hours;
    const char *due;
  } cases[] = {
    /* within the day, over the night, over a week-end */
    { DCR_ZONE_METROPOLE, "2026-11-17 10:00", 4, "2026-11-17 14:00" },
    { DCR_ZONE_METROPOLE, "2026-11-17 16:00", 4, "2026-11-18 12:00" },
    { DCR_ZONE_METROPOLE, "2026-11-20 16:00", 4, "2026-11-23 12:00" },
    /* before opening, after closing, on a Saturday */
    { DCR_ZONE_METROPOLE, "2026-11-17 07:00", 1, "2026-11-17 10:00" },
    { DCR_ZONE_METROPOLE, "2026-11-17 19:00", 1, "2026-11-18 10:00" },
    { DCR_ZONE_METROPOLE, "2026-11-21 11:00", 8, "2026-11-23 17:00" },
    /* All Saints' Day 2027 is a Monday; the 11th is a Thursday */
    { DCR_ZONE_METROPOLE, "2027-10-29 16:00", 2, "2027-11-02 10:00" },
    { DCR_ZONE_METROPOLE, "2027-11-10 16:00", 2, "2027-11-12 10:00" },
    /* Good Friday: open in Paris, closed in Strasbourg */
    { DCR_ZONE_METROPOLE, "2026-04-02 16:00", 2, "2026-04-03 10:00" },
    { DCR_ZONE_ALSACE_MOSELLE, "2026-04-02 16:00", 2, "2026-04-07 10:00" },
    /* summer time begins on 29 March 2026 and ends on 25 October: the wall clock rules */
    { DCR_ZONE_METROPOLE, "2026-03-27 16:00", 2, "2026-03-30 10:00" },
    { DCR_ZONE_METROPOLE, "2026-10-23 16:00", 2, "2026-10-26 10:00" },
    /* five overseas zones on their own days */
    { DCR_ZONE_REUNION, "2027-12-17 16:00", 2, "2027-12-21 10:00" },
    { DCR_ZONE_MARTINIQUE, "2026-05-21 16:00", 2, "2026-05-26 10:00" },
    { DCR_ZONE_GUADELOUPE, "2026-05-26 16:00", 2, "2026-05-28 10:00" },
    { DCR_ZONE_MAYOTTE, "2026-04-24 16:00", 2, "2026-04-28 10:00" },
    { DCR_ZONE_NOUVELLE_CALEDONIE, "2026-09-23 16:00", 2, "2026-09-25 10:00" },
    { DCR_ZONE_GUYANE, "2026-06-09 16:30", 1, "2026-06-11 09:30" },
    /* a whole week: 40 hours */
    { DCR_ZONE_METROPOLE, "2026-11-16 09:00", 40, "2026-11-20 17:00" },
    { DCR_ZONE_METROPOLE, "2026-12-24 16:00", 10, "2026-12-29 10:00" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DcrHours hours = dcr_hours_office;
      hours.zone = cases[i].zone;
      gint64 from = at (cases[i].zone, cases[i].from);
      gint64 due = dcr_hours_add (&hours, from, cases[i].hours * 60);

      if (due != at (cases[i].zone, cases[i].due))
        g_error ("case %u: %s + %u h is not %s", i, cases[i].from, cases[i].hours, cases[i].due);
      g_assert_cmpuint (dcr_hours_between (&hours, from, due), ==, cases[i].hours * 60);
    }
}

/* Adding in two steps is adding at once, and what was added is what lies between. */
static void
test_sums_agree (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 300; i++)
    {
      DcrHours hours = { g_rand_int_range (rand, 0, DCR_N_ZONES), g_rand_int_range (rand, 1, 128),
                         g_rand_int_range (rand, 0, 600), g_rand_int_range (rand, 601, 1439) };
      gint64 from = 1790000000000 + (gint64) g_rand_int_range (rand, 0, 500000) * 60000;
      guint a = g_rand_int_range (rand, 0, 3000), b = g_rand_int_range (rand, 1, 3000);
      gint64 due = dcr_hours_add (&hours, from, a + b);

      g_assert_cmpint (dcr_hours_add (&hours, dcr_hours_add (&hours, from, a), b), ==, due);
      g_assert_cmpuint (dcr_hours_between (&hours, from, due), ==, a + b);
      from = dcr_hours_next_open (&hours, from);
      g_assert_true (dcr_hours_is_open (&hours, from));
      g_assert_true (dcr_hours_is_open (&hours, dcr_hours_close (&hours, from) - 1));
      g_assert_false (dcr_hours_is_open (&hours, dcr_hours_close (&hours, from)));
      g_assert_cmpint (dcr_hours_close (&hours, due = dcr_hours_close (&hours, from)), ==, due);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/calendar/easter", test_easter);
  g_test_add_func ("/base/calendar/holidays", test_holidays);
  g_test_add_func ("/base/calendar/due-dates", test_due_dates);
  g_test_add_func ("/base/calendar/sums-agree", test_sums_agree);
  return g_test_run ();
}
