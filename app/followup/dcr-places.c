/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-calendar.h"
#include "followup/dcr-callback.h"

/* Where most French people abroad live (consular registers); other countries follow the clock of
 * one. */
static const DcrPlace abroad[] = {
  { "Europe/Zurich", N_("Switzerland") },
  { "Europe/London", N_("United Kingdom") },
  { "Europe/Brussels", N_("Belgium") },
  { "Europe/Luxembourg", N_("Luxembourg") },
  { "Europe/Berlin", N_("Germany") },
  { "Europe/Madrid", N_("Spain") },
  { "Europe/Lisbon", N_("Portugal") },
  { "Europe/Rome", N_("Italy") },
  { "Europe/Amsterdam", N_("Netherlands") },
  { "Europe/Dublin", N_("Ireland") },
  { "Europe/Athens", N_("Greece") },
  { "Europe/Istanbul", N_("Turkey") },
  { "Africa/Casablanca", N_("Morocco") },
  { "Africa/Algiers", N_("Algeria") },
  { "Africa/Tunis", N_("Tunisia") },
  { "Africa/Dakar", N_("Senegal") },
  { "Africa/Abidjan", N_("Ivory Coast") },
  { "Africa/Douala", N_("Cameroon") },
  { "Indian/Antananarivo", N_("Madagascar") },
  { "Indian/Mauritius", N_("Mauritius") },
  { "Africa/Johannesburg", N_("South Africa") },
  { "Asia/Jerusalem", N_("Israel") },
  { "Asia/Beirut", N_("Lebanon") },
  { "Asia/Dubai", N_("United Arab Emirates") },
  { "Asia/Kolkata", N_("India") },
  { "Asia/Bangkok", N_("Thailand") },
  { "Asia/Ho_Chi_Minh", N_("Vietnam") },
  { "Asia/Singapore", N_("Singapore") },
  { "Asia/Shanghai", N_("China") },
  { "Asia/Tokyo", N_("Japan") },
  { "Australia/Sydney", N_("Australia, Sydney") },
  { "Pacific/Auckland", N_("New Zealand") },
  { "America/Toronto", N_("Canada, Montréal") },
  { "America/Vancouver", N_("Canada, Vancouver") },
  { "America/New_York", N_("United States, east coast") },
  { "America/Chicago", N_("United States, centre") },
  { "America/Los_Angeles", N_("United States, west coast") },
  { "America/Mexico_City", N_("Mexico") },
  { "America/Sao_Paulo", N_("Brazil, São Paulo") },
  { "America/Argentina/Buenos_Aires", N_("Argentina") },
};

const DcrPlace *
dcr_places (void)
{
  static DcrPlace places[DCR_N_ZONES + G_N_ELEMENTS (abroad) + 1];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      guint n = 0;
      for (int zone = 0; zone < DCR_N_ZONES; zone++)
        if (zone != DCR_ZONE_ALSACE_MOSELLE) /* the same clock as the mainland */
          places[n++] = (DcrPlace) { dcr_zone_tz (zone), dcr_zone_label (zone) };
      for (guint i = 0; i < G_N_ELEMENTS (abroad); i++)
        places[n++] = (DcrPlace) { abroad[i].zone, _(abroad[i].label) };
      g_once_init_leave (&ready, 1);
    }
  return places;
}
