/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-alone.h"

#include <adwaita.h>
#include <string.h>

#include "dcr-picture.h"
#include "desk/dcr-desk.h"

#define LIMIT_US (60 * G_USEC_PER_SEC)

gboolean
alone_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) css = NULL;

  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display: run under xvfb-run\n");
      return FALSE;
    }
  adw_init ();
  dcr_desk_init ();
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, DCR_DESK_RESOURCE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  return TRUE;
}

GtkWindow *
alone_show (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (child))
    g_main_context_iteration (NULL, TRUE);
  return window;
}

static gboolean
wait_over (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
alone_settle (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW + 10, wait_over, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
alone_shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (alone_shows (child, text))
      return TRUE;
  return FALSE;
}

void
alone_assert_shows (GtkWidget *widget, const char *text)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_US;

  alone_settle ();
  while (!alone_shows (widget, text)) /* what an outcome asks fades in */
    {
      if (g_get_monotonic_time () > limit)
        g_error ("« %s » is not on the screen", text);
      g_main_context_iteration (NULL, FALSE);
    }
}

void
alone_picture (gpointer window, const char *name)
{
  const char *folder = g_getenv ("DCR_PICTURES");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.png", folder, name);
  alone_settle ();
  dcr_picture_save (window, path);
}
