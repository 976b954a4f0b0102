/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-windows.h"

#include "base/dcr-calendar.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"

#define HOUR_MS ((gint64)3600 * 1000)

static void
window_free (gpointer data)
{
  DcrPromiseWindow *window = data;
  g_free (window->label);
  g_free (window);
}

static DcrPromiseWindow *
new_window (gint64 from, gint64 to, gint64 now)
{
  DcrPromiseWindow *window = g_new0 (DcrPromiseWindow, 1);
  g_autofree char *day = dcr_when_day_to_come (from, now),
                  *hours = dcr_when_window (from, to, NULL);
  window->from = from;
  window->to = to;
  window->label = g_strdup_printf (_("%s, %s"), day, hours);
  return window;
}

GPtrArray *
dcr_windows_list (gint64 now, guint n)
{
  static const DcrHours halves[2] = {
    { DCR_ZONE_METROPOLE, 0x1f, 9 * 60, 12 * 60 },
    { DCR_ZONE_METROPOLE, 0x1f, 14 * 60, 17 * 60 },
  };
  GPtrArray *windows = g_ptr_array_new_with_free_func (window_free);
  gint64 at = now + HOUR_MS;

  for (guint i = 0; i < n; i++)
    {
      gint64 morning = dcr_hours_next_open (&halves[0], at),
             afternoon = dcr_hours_next_open (&halves[1], at);
      const DcrHours *half = morning < afternoon ? &halves[0] : &halves[1];
      gint64 from = MIN (morning, afternoon), to = dcr_hours_close (half, from);
      g_ptr_array_add (windows, new_window (from, to, now));
      at = to;
    }
  return windows;
}

GtkStringList *
dcr_windows_places (void)
{
  GtkStringList *places = gtk_string_list_new (NULL);

  gtk_string_list_append (places, _("Where is the caller?"));
  for (const DcrPlace *place = dcr_places (); place->zone != NULL; place++)
    gtk_string_list_append (places, place->label);
  return places;
}
