/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrHourBand: the hours of one day in two lanes, here and where the caller is: the window promised, the
 *  hours at which one may be called, and now. Main thread. */
#define DCR_TYPE_HOUR_BAND (dcr_hour_band_get_type ())
G_DECLARE_FINAL_TYPE (DcrHourBand, dcr_hour_band, DCR, HOUR_BAND, GtkWidget)

/** UTC ms; @zone, @place: the caller's. */
GtkWidget *dcr_hour_band_new (gint64 from, gint64 to, const char *zone, const char *place,
                              gint64 now);

G_END_DECLS
