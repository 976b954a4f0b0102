/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "../support/dcr-folder.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define LIMIT_US (60 * G_USEC_PER_SEC) /* sanitizers on a loaded machine */

static DcrApplication *application;
static DcrWindow *window;
static char *home;

DcrApplication *
desk_application (void)
{
  return application;
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
desk_await (const char *what, DeskCondition condition, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_US;
  guint id = g_timeout_add (20, wake_up, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > limit)
        g_error ("still not: %s", what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

static gboolean
note_idle (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
count_frame (GdkFrameClock *clock, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
two_frames (gconstpointer data)
{
  gtk_widget_queue_draw (GTK_WIDGET (window));
  return *(const guint *) data >= 2;
}

static gboolean
is_true (gconstpointer data)
{
  return *(const gboolean *) data;
}

void
desk_settle (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  guint frames = 0;
  gboolean idle = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);

  desk_await ("two frames", two_frames, &frames);
  g_signal_handler_disconnect (clock, id);
  g_idle_add_full (G_PRIORITY_LOW + 10, note_idle, &idle, NULL);
  desk_await ("an idle moment", is_true, &idle);
}

static gboolean
has_width (gconstpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (window)) == *(const int *) data;
}

static int
least_width (GtkWidget *widget)
{
  int least;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

void
desk_resize (int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  g_autofree char *what = g_strdup_printf ("the window is %d px wide, its least width is %d", width,
                                           least_width (GTK_WIDGET (window)));
  desk_await (what, has_width, &width);
  desk_settle ();
}

typedef gboolean (*Match) (GtkWidget *widget, const char *text);

static GtkWidget *
search_tree (GtkWidget *widget, Match match, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search_tree (child, match, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_type (GtkWidget *widget, const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  const char *said = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_INSCRIPTION (widget)
                         ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                         : NULL;
  return said != NULL && strstr (said, text) != NULL;
}

GtkWidget *
desk_find (GtkWidget *root, const char *type_name)
{
  return search_tree (root, is_type, type_name);
}

GtkWidget *
desk_find_label (GtkWidget *root, const char *text)
{
  return search_tree (root, is_label, text);
}

static gboolean
shows_article (gconstpointer ref)
{
  DcrArticleView *reader = dcr_appels_get_reader (dcr_window_get_appels (window));
  DcrArticle *article = dcr_article_view_get_article (reader);

  return article != NULL && g_str_equal (article->ref, ref)
         && dcr_article_view_is_complete (reader);
}

void
desk_open (const char *ref)
{
  dcr_appels_open (dcr_window_get_appels (window), ref, NULL);
  desk_await (ref, shows_article, ref);
  desk_settle ();
}

/* Without a window manager GTK draws a thick frame of its own. */
static void
take_frame_away (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (
      provider, "window.solid-csd { margin: 0; padding: 0; border: none; box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
}

static gboolean
is_mapped (gconstpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (window));
}

DcrWindow *
desk_start (int *argc, char ***argv)
{
  const char *arguments[] = { "decroche", "--demo", NULL };

  g_test_init (argc, argv, NULL);
  home = g_dir_make_tmp ("dcr-desk-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DCR_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = dcr_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                               | G_APPLICATION_NON_UNIQUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  take_frame_away ();
  dcr_application_start (application, arguments);
  window = DCR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  desk_await ("the window", is_mapped, NULL);
  desk_settle ();
  return window;
}

static gboolean
is_gone (gconstpointer data)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

void
desk_end (void)
{
  window = DCR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  gtk_window_close (GTK_WINDOW (window));
  desk_await ("the window is closed", is_gone, NULL);
  g_object_unref (application);
  dcr_folder_remove (home);
  g_free (home);
}
