/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-hour-band.h"

#include "base/dcr-calendar.h"
#include "desk/common/dcr-parts.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"

#define LANE 18
#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)
#define SPAN_HOURS 14 /* from two hours before the window, or from 7 h */

struct _DcrHourBand
{
  GtkWidget parent_instance;
  GtkWidget *lanes[2];
  gint64 from, to, now, begin;
  char *zone; /* the caller's */
};

G_DEFINE_FINAL_TYPE (DcrHourBand, dcr_hour_band, GTK_TYPE_WIDGET)

static GdkRGBA
colour (GtkWidget *widget, const char *name, double alpha)
{
  GdkRGBA rgba = { 0.5, 0.5, 0.5, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &rgba);
  rgba.alpha *= alpha;
  return rgba;
}

static double
place_of (DcrHourBand *self, gint64 ms, int width)
{
  return CLAMP ((double)(ms - self->begin) / (SPAN_HOURS * HOUR_MS), 0, 1) * width;
}

static void
fill (cairo_t *cr, GdkRGBA rgba, double x, double end, int height)
{
  if (end <= x)
    return;
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_rectangle (cr, x, 0, end - x, height);
  cairo_fill (cr);
}

/* Hours at which one may be called, on the clock of the lane. */
static gboolean
is_decent (DcrHourBand *self, gint64 ms, gboolean theirs)
{
  const char *zone = theirs ? self->zone : dcr_zone_tz (DCR_ZONE_METROPOLE);
  g_autoptr (GTimeZone) tz = dcr_calendar_clock (zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = tz != NULL ? g_date_time_to_timezone (utc, tz) : NULL;
  int hour = local != NULL ? g_date_time_get_hour (local) : 12;

  return hour >= DCR_CALLBACK_DECENT_FROM && hour < DCR_CALLBACK_DECENT_TO;
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  DcrHourBand *self = data;
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean theirs = GTK_WIDGET (area) == self->lanes[1];
  double at = place_of (self, self->now, width);

  for (int hour = 0; hour < SPAN_HOURS; hour++)
    {
      gint64 ms = self->begin + hour * HOUR_MS;
      gboolean decent = is_decent (self, ms, theirs);
      fill (cr, colour (widget, "window_fg_color", decent ? 0.16 : 0.05),
            place_of (self, ms, width), place_of (self, ms + HOUR_MS, width), height);
    }
  fill (cr, colour (widget, "accent_bg_color", 1), place_of (self, self->from, width),
        MAX (place_of (self, self->to, width), place_of (self, self->from, width) + 3), height);
  if (self->now >= self->begin && self->now <= self->begin + SPAN_HOURS * HOUR_MS)
    fill (cr, colour (widget, "window_fg_color", 1), at, at + 2, height);
}

static GtkWidget *
add_lane (DcrHourBand *self, guint at, const char *title, const char *tz)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *window = dcr_when_window (self->from, self->to, tz);
  GtkWidget *hours = dcr_label_new (window, "caption-heading numeric");

  self->lanes[at] = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->lanes[at]), LANE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->lanes[at]), draw, self, NULL);
  gtk_widget_set_overflow (self->lanes[at], GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->lanes[at], "hour-lane");
  gtk_box_append (GTK_BOX (line), dcr_label_new (title, "caption dim-label"));
  gtk_widget_set_hexpand (hours, TRUE);
  gtk_label_set_xalign (GTK_LABEL (hours), 1);
  gtk_box_append (GTK_BOX (line), hours);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->lanes[at]);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  return box;
}

static void
dcr_hour_band_dispose (GObject *object)
{
  dcr_unparent_children (GTK_WIDGET (object));
  g_clear_pointer (&DCR_HOUR_BAND (object)->zone, g_free);
  G_OBJECT_CLASS (dcr_hour_band_parent_class)->dispose (object);
}

static void
dcr_hour_band_class_init (DcrHourBandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_hour_band_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dcr_hour_band_init (DcrHourBand *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
}

/* Seven in the morning here, or two hours before a window that comes earlier. */
static gint64
first_hour (gint64 from)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (from / 1000);
  int hour = g_date_time_get_hour (local), first = CLAMP (hour - 2, 0, 7);

  return from - from % HOUR_MS - (gint64)(hour - first) * HOUR_MS;
}

GtkWidget *
dcr_hour_band_new (gint64 from, gint64 to, const char *zone, const char *place, gint64 now)
{
  DcrHourBand *self = g_object_new (DCR_TYPE_HOUR_BAND, NULL);
  g_autofree char *here = dcr_when_window (from, to, NULL),
                  *there = dcr_when_window (from, to, zone);
  g_autofree char *now_here = dcr_when_hour (now, NULL), *now_there = dcr_when_hour (now, zone);
  /* Translators: a window here, the same there, a place, then the two hours it is */
  g_autofree char *name = g_strdup_printf (_("%s here, %s in %s; it is %s here, %s there"), here,
                                           there, place, now_here, now_there);
  g_autofree char *ours = g_strdup_printf (_("Here, it is %s"), now_here);
  g_autofree char *theirs = g_strdup_printf (_("%s, it is %s"), place, now_there);

  self->from = from;
  self->to = to;
  self->now = now;
  self->zone = g_strdup (zone);
  self->begin = first_hour (from);
  add_lane (self, 0, ours, NULL);
  add_lane (self, 1, theirs, zone);
  dcr_name (GTK_WIDGET (self), name, NULL);
  return GTK_WIDGET (self);
}
