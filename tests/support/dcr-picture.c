/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-picture.h"

static void
mark_frame (GdkFrameClock *clock, gpointer data)
{
  (*(guint *) data)++;
}

/* Two frames: the first may still be the layout of what just changed. */
static void
wait_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (mark_frame), &frames);
  gint64 limit = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  while (frames < 2 && g_get_monotonic_time () < limit)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

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

void
dcr_picture_save (GtkWindow *window, const char *path)
{
  GtkWidget *widget = GTK_WIDGET (window);
  wait_frames (widget);

  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  add_popovers (widget, GTK_NATIVE (window), snapshot);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture
      = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));

  gsk_render_node_unref (node);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}
