/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-flow-layout.h"

struct _DcrFlowLayout
{
  GtkLayoutManager parent_instance;
  int spacing;
};

G_DEFINE_FINAL_TYPE (DcrFlowLayout, dcr_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
dcr_flow_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

/* Gives the children @first … before @end, whose line is @height high, their place. */
static void
allocate_line (DcrFlowLayout *self, GtkWidget *widget, GtkWidget *first, GtkWidget *end, int width,
               int y, int height)
{
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int w;

      if (!gtk_widget_should_layout (child))
        continue;
      w = child_width (child, width);
      gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - w : x, y, w, height },
                                -1);
      x += w + self->spacing;
    }
}

/* Lays out in @width; with @allocate the children get their place. Returns the height. */
static int
flow (DcrFlowLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int w, h;

      if (!gtk_widget_should_layout (child))
        continue;
      w = child_width (child, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
      if (x > 0 && x + w > width)
        {
          if (allocate)
            allocate_line (self, widget, first, child, width, y, line);
          first = child;
          x = 0;
          y += line + self->spacing;
          line = 0;
        }
      x += w + self->spacing;
      line = MAX (line, h);
    }
  if (allocate)
    allocate_line (self, widget, first, NULL, width, y, line);
  return y + line;
}

static void
measure_width (DcrFlowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->spacing : 0);
    }
}

static void
dcr_flow_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  DcrFlowLayout *self = DCR_FLOW_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = flow (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
dcr_flow_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                          int baseline)
{
  flow (DCR_FLOW_LAYOUT (manager), widget, width, TRUE);
}

static void
dcr_flow_layout_class_init (DcrFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dcr_flow_layout_get_request_mode;
  layout_class->measure = dcr_flow_layout_measure;
  layout_class->allocate = dcr_flow_layout_allocate;
}

static void
dcr_flow_layout_init (DcrFlowLayout *self)
{
}

GtkLayoutManager *
dcr_flow_layout_new (int spacing)
{
  DcrFlowLayout *self = g_object_new (DCR_TYPE_FLOW_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

GtkWidget *
dcr_flow_new (int spacing, GtkAccessibleRole role)
{
  GtkWidget *flow_box = g_object_new (GTK_TYPE_BOX, "accessible-role", role, NULL);

  gtk_widget_set_layout_manager (flow_box, dcr_flow_layout_new (spacing));
  return flow_box;
}

void
dcr_flow_append (GtkWidget *flow_box, GtkWidget *child)
{
  gtk_widget_insert_before (child, flow_box, NULL);
}
