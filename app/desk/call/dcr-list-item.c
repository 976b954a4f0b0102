/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-list-item.h"

/* Room for the mark, in widths of a digit, so that it grows with the text. */
#define DOT_ROOM 2
#define ORDINAL_ROOM 3

struct _DcrListItem
{
  GtkWidget parent_instance;
  GtkWidget *child;
  guint ordinal;
  int room;
};

G_DEFINE_FINAL_TYPE (DcrListItem, dcr_list_item, GTK_TYPE_WIDGET)

static int
get_room (DcrListItem *self)
{
  PangoFontMetrics *metrics;

  if (self->room > 0)
    return self->room;
  metrics =
    pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  self->room = PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (metrics))
               * (self->ordinal == 0    ? DOT_ROOM
                  : self->ordinal < 100 ? ORDINAL_ROOM
                                        : ORDINAL_ROOM + 1);
  pango_font_metrics_unref (metrics);
  return self->room;
}

static GtkSizeRequestMode
dcr_list_item_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dcr_list_item_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  DcrListItem *self = DCR_LIST_ITEM (widget);
  const int room = get_room (self);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : MAX (for_size - room, 0),
                          minimum, natural, NULL, NULL);
      return;
    }
  gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  *minimum += room;
  *natural += room;
}

static void
dcr_list_item_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DcrListItem *self = DCR_LIST_ITEM (widget);
  const int room = get_room (self);

  gtk_widget_size_allocate (self->child, &(GtkAllocation){ room, 0, MAX (width - room, 0), height },
                            -1);
}

static void
dcr_list_item_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DcrListItem *self = DCR_LIST_ITEM (widget);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text =
    self->ordinal > 0 ? g_strdup_printf ("%u.", self->ordinal) : g_strdup ("•");
  GdkRGBA ink;
  int width;

  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  ink.alpha *= .72;
  gtk_snapshot_save (snapshot);
  /* a figure ends where its text begins, so that 9. and 10. stand under each other */
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (self->ordinal > 0 ? get_room (self) - width - 6 : 2, 0));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
  gtk_widget_snapshot_child (widget, self->child, snapshot);
}

static void
dcr_list_item_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (dcr_list_item_parent_class)->css_changed (widget, change);
  DCR_LIST_ITEM (widget)->room = 0;
}

static void
dcr_list_item_dispose (GObject *object)
{
  g_clear_pointer (&DCR_LIST_ITEM (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (dcr_list_item_parent_class)->dispose (object);
}

static void
dcr_list_item_class_init (DcrListItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_list_item_dispose;
  widget_class->get_request_mode = dcr_list_item_get_request_mode;
  widget_class->measure = dcr_list_item_measure;
  widget_class->size_allocate = dcr_list_item_size_allocate;
  widget_class->snapshot = dcr_list_item_snapshot;
  widget_class->css_changed = dcr_list_item_css_changed;
  gtk_widget_class_set_css_name (widget_class, "item");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
dcr_list_item_init (DcrListItem *self)
{
}

GtkWidget *
dcr_list_item_new (GtkWidget *child, guint ordinal)
{
  DcrListItem *self = g_object_new (DCR_TYPE_LIST_ITEM, NULL);

  self->child = child;
  self->ordinal = ordinal;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
