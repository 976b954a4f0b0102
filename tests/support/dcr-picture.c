/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-picture.h"

static void
place_of (GtkNative *native, double *x, double *y)
{
  GdkSurface *surface = gtk_native_get_surface (native);
  double inner_x, inner_y;

  gtk_native_get_surface_transform (native, &inner_x, &inner_y);
  *x = (GDK_IS_POPUP (surface) ? gdk_popup_get_position_x (GDK_POPUP (surface)) : 0) + inner_x;
  *y = (GDK_IS_POPUP (surface) ? gdk_popup_get_position_y (GDK_POPUP (surface)) : 0) + inner_y;
}

/* A popover has a surface of its own, which the paintable of the window leaves out. */
static void
add_popovers (GtkWidget *widget, GtkNative *window, GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      if (GTK_IS_POPOVER (child))
        {
          g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (child);
          double x, y, window_x, window_y;

          place_of (GTK_NATIVE (child), &x, &y);
          place_of (window, &window_x, &window_y);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - window_x, y - window_y));
          gdk_paintable_snapshot (paintable, snapshot,
                                  gdk_paintable_get_intrinsic_width (paintable),
                                  gdk_paintable_get_intrinsic_height (paintable));
          gtk_snapshot_restore (snapshot);
        }
      add_popovers (child, window, snapshot);
    }
}

typedef struct
{
  GtkWidget *window;
  guint frames;
  GskRenderNode *node;
  int width, height;
} Picture;

/* Taken as the frame ends: what changes after it has no place yet, and would be left out with a warning.
 * The second frame: the first may still be the layout of what just changed. */
static void
frame_painted (GdkFrameClock *clock, gpointer data)
{
  Picture *picture = data;

  if (++picture->frames != 2)
    return;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (picture->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  picture->width = gdk_paintable_get_intrinsic_width (paintable);
  picture->height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, picture->width, picture->height);
  add_popovers (picture->window, GTK_NATIVE (picture->window), snapshot);
  picture->node = gtk_snapshot_free_to_node (snapshot);
}

void
dcr_picture_save (GtkWindow *window, const char *path)
{
  Picture picture = { .window = GTK_WIDGET (window) };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (picture.window);
  const gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_painted), &picture);
  const gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autoptr (GdkTexture) texture = NULL;

  while (picture.frames < 2 && g_get_monotonic_time () < limit)
    {
      gtk_widget_queue_draw (picture.window);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
  if (picture.node == NULL)
    g_error ("the window is not drawn: no %s", path);
  texture =
    gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), picture.node,
                                 &GRAPHENE_RECT_INIT (0, 0, picture.width, picture.height));
  gsk_render_node_unref (picture.node);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}
