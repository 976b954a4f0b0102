/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-width-first.h"

struct _DcrWidthFirst
{
  GtkLayoutManager parent_instance;
  GtkLayoutManager *box; /* as the box had it; NULL: as the class of the widget does */
};

G_DEFINE_FINAL_TYPE (DcrWidthFirst, dcr_width_first, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DcrWidthFirst *self = DCR_WIDTH_FIRST (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL && for_size >= 0)
    gtk_widget_measure (widget, orientation, -1, minimum, natural, NULL, NULL); /* known already */
  else if (self->box != NULL)
    gtk_layout_manager_measure (self->box, widget, orientation, for_size, minimum, natural,
                                minimum_baseline, natural_baseline);
  else
    GTK_WIDGET_GET_CLASS (widget)->measure (widget, orientation, for_size, minimum, natural,
                                            minimum_baseline, natural_baseline);
}

static void
allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  DcrWidthFirst *self = DCR_WIDTH_FIRST (manager);

  if (self->box != NULL)
    gtk_layout_manager_allocate (self->box, widget, width, height, baseline);
  else
    GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, width, height, baseline);
}

static void
dcr_width_first_dispose (GObject *object)
{
  g_clear_object (&DCR_WIDTH_FIRST (object)->box);
  G_OBJECT_CLASS (dcr_width_first_parent_class)->dispose (object);
}

static void
dcr_width_first_class_init (DcrWidthFirstClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_width_first_dispose;
  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = measure;
  manager_class->allocate = allocate;
}

static void
dcr_width_first_init (DcrWidthFirst *self)
{
}

static gboolean
is_box (GtkWidget *widget, GtkOrientation orientation)
{
  return GTK_IS_BOX (widget) && GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (widget))
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (widget)) == orientation;
}

static void
take_over (GtkWidget *widget)
{
  DcrWidthFirst *self = g_object_new (DCR_TYPE_WIDTH_FIRST, NULL);

  if (GTK_IS_BOX (widget))
    {
      self->box = gtk_box_layout_new (GTK_ORIENTATION_VERTICAL);
      gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (self->box),
                                  gtk_box_get_spacing (GTK_BOX (widget)));
    }
  gtk_widget_set_layout_manager (widget, GTK_LAYOUT_MANAGER (self));
}

void
dcr_width_first_apply (GtkWidget *root)
{
  gboolean row = is_box (root, GTK_ORIENTATION_HORIZONTAL);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean wraps = GTK_IS_LABEL (child) && gtk_label_get_wrap (GTK_LABEL (child))
                       && gtk_widget_get_layout_manager (child) == NULL;
      if (row && (wraps || is_box (child, GTK_ORIENTATION_VERTICAL)))
        take_over (child);
      dcr_width_first_apply (child);
    }
}

void
dcr_width_first_take (GtkWidget *root)
{
  take_over (root);
  dcr_width_first_apply (root);
}
