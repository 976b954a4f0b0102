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
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture
      = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));

  gsk_render_node_unref (node);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}
