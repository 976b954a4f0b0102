/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-share-bar.h"

#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define GAP 2
#define SMALLEST 4 /* px: a part that is there is seen */

typedef struct
{
  guint value;
  char *kind;
  char *label;
} Part;

struct _DcrShareBar
{
  GtkWidget parent_instance;

  GtkDrawingArea *area;
  GtkWidget *legend;
  GPtrArray *parts;
};

G_DEFINE_FINAL_TYPE (DcrShareBar, dcr_share_bar, GTK_TYPE_WIDGET)

static void
part_free (gpointer data)
{
  Part *part = data;
  g_free (part->kind);
  g_free (part->label);
  g_free (part);
}

static void
part_colour (GtkWidget *widget, const Part *part, GdkRGBA *colour)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  g_autofree char *name = part->kind != NULL ? g_strdup_printf ("%s_bg_color", part->kind) : NULL;

  if (name != NULL && gtk_style_context_lookup_color (style, name, colour))
    return;
  if (!gtk_style_context_lookup_color (style, "window_fg_color", colour))
    *colour = (GdkRGBA) { .5, .5, .5, 1 };
  colour->alpha *= .3f;
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  DcrShareBar *self = data;
  guint64 sum = 0;
  double x = 0;

  for (guint i = 0; i < self->parts->len; i++)
    sum += ((Part *) g_ptr_array_index (self->parts, i))->value;
  if (sum == 0)
    return;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      double room = width - (double) (GAP + SMALLEST) * self->parts->len + GAP;
      double w = SMALLEST + room * (double) part->value / (double) sum;
      GdkRGBA colour;

      part_colour (GTK_WIDGET (self), part, &colour);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_rectangle (cr, x, 0, w, height);
      cairo_fill (cr);
      x += w + GAP;
    }
}

static void
update_name (DcrShareBar *self)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    g_string_append_printf (name, "%s%s", i > 0 ? ", " : "",
                            ((Part *) g_ptr_array_index (self->parts, i))->label);
  dcr_name (GTK_WIDGET (self), name->str, NULL);
}

void
dcr_share_bar_clear (DcrShareBar *self)
{
  g_ptr_array_set_size (self->parts, 0);
  dcr_empty_container (self->legend);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

void
dcr_share_bar_add (DcrShareBar *self, guint value, const char *kind, const char *label)
{
  GtkWidget *box, *dot;
  Part *part;
  g_autofree char *classes = NULL;

  if (value == 0)
    return;
  part = g_new (Part, 1);
  *part = (Part) { value, g_strdup (kind), g_strdup (label) };
  g_ptr_array_add (self->parts, part);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (dot, "share-dot");
  if (kind != NULL)
    gtk_widget_add_css_class (dot, kind);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), dcr_label_new (label, "caption numeric"));
  if (gtk_widget_get_first_child (self->legend) == NULL)
    gtk_box_append (GTK_BOX (self->legend), dcr_flow_new (12, GTK_ACCESSIBLE_ROLE_GROUP));
  dcr_flow_append (gtk_widget_get_first_child (self->legend), box);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  update_name (self);
}

static void
dcr_share_bar_dispose (GObject *object)
{
  DcrShareBar *self = DCR_SHARE_BAR (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  G_OBJECT_CLASS (dcr_share_bar_parent_class)->dispose (object);
}

static void
dcr_share_bar_class_init (DcrShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_share_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/common/dcr-share-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrShareBar, area);
  gtk_widget_class_bind_template_child (widget_class, DcrShareBar, legend);
}

static void
dcr_share_bar_init (DcrShareBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->parts = g_ptr_array_new_with_free_func (part_free);
  gtk_drawing_area_set_draw_func (self->area, draw, self, NULL);
}

GtkWidget *
dcr_share_bar_new (void)
{
  return g_object_new (DCR_TYPE_SHARE_BAR, NULL);
}
