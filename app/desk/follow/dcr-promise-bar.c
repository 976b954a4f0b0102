/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-promise-bar.h"

#include "desk/common/dcr-parts.h"
#include "followup/dcr-when.h"

#define BAR_HEIGHT 8

struct _DcrPromiseBar
{
  GtkWidget parent_instance;

  GtkWidget *above, *received, *promised; /* « Received… » … « Promised… » */
  GtkWidget *bar;
  GtkWidget *below, *rule, *over;
  double done;    /* share of the bar before the promise: up to now, or all of it */
  double promise; /* where the promise stands on the bar */
  gboolean late;
};

G_DEFINE_FINAL_TYPE (DcrPromiseBar, dcr_promise_bar, GTK_TYPE_WIDGET)

static GdkRGBA
colour (GtkWidget *widget, const char *name)
{
  GdkRGBA rgba = { 0.5, 0.5, 0.5, 1 };
  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &rgba);
  return rgba;
}

static void
fill (cairo_t *cr, const GdkRGBA *rgba, double x, double width, double y, double height)
{
  if (width <= 0)
    return;
  gdk_cairo_set_source_rgba (cr, rgba);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  DcrPromiseBar *self = data;
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA accent = colour (widget, "accent_bg_color"), over = colour (widget, "orange_5");
  GdkRGBA text = colour (widget, "window_fg_color"), ground = text;
  double y = (height - BAR_HEIGHT) / 2.0, at = self->promise * width;

  ground.alpha = 0.15;
  fill (cr, &ground, 0, width, y, BAR_HEIGHT);
  fill (cr, &accent, 0, MIN (self->done, self->promise) * width, y, BAR_HEIGHT);
  if (self->late)
    fill (cr, &over, at, (self->done - self->promise) * width, y, BAR_HEIGHT);
  fill (cr, &text, MIN (at, width - 2), 2, 0, height);
}

void
dcr_promise_bar_set (DcrPromiseBar *self, gint64 received, gint64 due, gint64 now, gint64 ended,
                     const char *rule)
{
  gint64 at = ended > 0 ? ended : now, whole = MAX (MAX (due, at) - received, 1);
  g_autofree char *began = dcr_when_full (received, NULL), *end = dcr_when_full (due, NULL);
  g_autofree char *received_text = g_strdup_printf (_("Received %s"), began);
  g_autofree char *promised_text = g_strdup_printf (_("Promised %s"), end);
  g_autofree char *span = dcr_when_span (at - due);
  /* Translators: how much over the promise, « +1 h 20 » */
  g_autofree char *over_text = g_strdup_printf (_("+%s"), span);
  g_autofree char *name = NULL;

  self->late = at > due;
  self->promise = CLAMP ((double)(due - received) / whole, 0, 1);
  self->done = CLAMP ((double)(at - received) / whole, 0, 1);
  gtk_label_set_label (GTK_LABEL (self->received), received_text);
  gtk_label_set_label (GTK_LABEL (self->promised), promised_text);
  gtk_label_set_label (GTK_LABEL (self->rule), rule);
  gtk_label_set_label (GTK_LABEL (self->over), self->late ? over_text : "");
  name
      = g_strdup_printf ("%s. %s. %s", received_text, promised_text, self->late ? over_text : rule);
  dcr_name (GTK_WIDGET (self), name, NULL);
  gtk_widget_queue_draw (self->bar);
}

static GtkWidget *
line (GtkWidget *start, GtkWidget *end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_hexpand (start, TRUE);
  gtk_label_set_wrap (GTK_LABEL (start), TRUE);
  gtk_label_set_xalign (GTK_LABEL (end), 1);
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static void
dcr_promise_bar_dispose (GObject *object)
{
  dcr_unparent_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (dcr_promise_bar_parent_class)->dispose (object);
}

static void
dcr_promise_bar_class_init (DcrPromiseBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_promise_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dcr_promise_bar_init (DcrPromiseBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  self->received = dcr_label_new ("", "caption numeric");
  self->promised = dcr_label_new ("", "caption-heading numeric");
  self->rule = dcr_label_new ("", "caption dim-label");
  self->over = dcr_label_new ("", "caption-heading numeric warning");
  self->above = line (self->received, self->promised);
  self->below = line (self->rule, self->over);
  self->bar = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->bar), 16);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->bar), draw, self, NULL);
  gtk_widget_set_parent (self->above, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->below, GTK_WIDGET (self));
}

GtkWidget *
dcr_promise_bar_new (void)
{
  return g_object_new (DCR_TYPE_PROMISE_BAR, NULL);
}
