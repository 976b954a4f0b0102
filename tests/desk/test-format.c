/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, hours and figures as SHELL 9 writes them, in French. */
#include "desk/common/dcr-format.h"

#include <libintl.h>
#include <locale.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
#define NOW_MS G_GINT64_CONSTANT (1795254720000) /* Saturday 21 November 2026, 10:52 in Paris */

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_dates (void)
{
  assert_text (dcr_format_date ("2026-11-03", NOW_MS), "3 novembre");
  assert_text (dcr_format_date ("2025-02-28T10:00:00", NOW_MS), "28 février 2025");
  assert_text (dcr_format_date ("2026-10-01", NOW_MS), "1er octobre");
  assert_text (dcr_format_date ("2026-13-40", NOW_MS), "2026-13-40");
  assert_text (dcr_format_date (NULL, NOW_MS), "");
}

static void
test_days (void)
{
  assert_text (dcr_format_day (NOW_MS - HOUR_MS, NOW_MS), "aujourd’hui");
  /* eleven hours back is another day */
  assert_text (dcr_format_day (NOW_MS - 11 * HOUR_MS, NOW_MS), "hier");
  assert_text (dcr_format_day (NOW_MS - 3 * DAY_MS, NOW_MS), "mercredi");
  assert_text (dcr_format_day (NOW_MS - 6 * DAY_MS, NOW_MS), "dimanche");
  assert_text (dcr_format_day (NOW_MS - 7 * DAY_MS, NOW_MS), "14 novembre");
}

static void
test_hours (void)
{
  assert_text (dcr_format_hour (NOW_MS), "10\u00a0h\u00a052");
  assert_text (dcr_format_hour (NOW_MS - 52 * 60000), "10\u00a0h");
  assert_text (dcr_format_timer (161), "02:41");
  assert_text (dcr_format_timer (3761), "1:02:41");
  assert_text (dcr_format_timer (-5), "00:00");
}

static void
test_figures (void)
{
  assert_text (dcr_format_count (7), "7");
  assert_text (dcr_format_count (7024), "7\u00a0024");
  assert_text (dcr_format_count (1234567), "1\u00a0234\u00a0567");
  assert_text (dcr_format_size (38200000), "38\u00a0Mo");
  assert_text (dcr_format_size (500), "1\u00a0ko");
  g_assert_cmpstr (dcr_format_audience (DCR_AUDIENCE_PROFESSIONNELS), ==, "Professionnels");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DCR_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/format/days", test_days);
  g_test_add_func ("/format/hours", test_hours);
  g_test_add_func ("/format/figures", test_figures);
  return g_test_run ();
}
