/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What is written to a caller is in French whatever the desk speaks, so these words do not pass through
 * gettext. Typography as in the reference: U+00A0 in figures, ’ for the apostrophe. Any thread; free with
 * g_free().
 */

/** « 3 novembre 2026 », « 1er décembre 2026 ». */
char *dcr_french_date (int year, int month, int day);
/** The same of « YYYY-MM-DD » or longer; the text itself when it is no date. */
char *dcr_french_date_of_iso (const char *iso);
/** Local day of @ms; without the year when @short_form. */
char *dcr_french_date_of_ms (gint64 ms, gboolean short_form);
/** « 9 h 30 », « 17 h ». */
char *dcr_french_time (int hour, int minute);
/** « 25 € », « 1 234,50 € ». */
char *dcr_french_amount (gint64 cents);
/** Numbers of articles: « F1344 », « F1344 et F1360 », « F1344, F1360 et F2001 ». */
char *dcr_french_list (const char *const *words);

G_END_DECLS
