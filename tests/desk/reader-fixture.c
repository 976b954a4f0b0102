/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-fixture.h"

#include <adwaita.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "dcr-picture.h"
#include "desk/call/dcr-passage-view.h"
#include "desk/dcr-desk.h"
#include "made-article.h"

#define PATIENCE_S 20

void
reader_init (int *argc, char ***argv)
{
  GtkCssProvider *css;

  gtk_test_init (argc, argv, NULL);
  setlocale (LC_ALL, "");
  adw_init ();
  dcr_desk_init ();
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, DCR_DESK_RESOURCE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (css);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, NULL);
}

static void
hear (Reader *reader, const char *signal, const char *detail)
{
  g_ptr_array_add (reader->heard, g_strdup_printf ("%s %s", signal, detail));
}

static void
heard_opened (DcrArticleView *view, const char *ref, gint64 version, Reader *reader)
{
  hear (reader, "opened", ref);
}

static void
heard_keep (DcrArticleView *view, DcrCallPassage *passage, gboolean keep, Reader *reader)
{
  g_autofree char *line =
    g_strdup_printf ("%s#%s [%s] %s", passage->ref, passage->address,
                     passage->ticked != NULL ? passage->ticked : "", passage->text);
  hear (reader, keep ? "keep" : "let-go", line);
}

static void
heard_ticks (DcrArticleView *view, DcrCallPassage *passage, Reader *reader)
{
  hear (reader, "ticks", passage->ticked != NULL ? passage->ticked : "none");
}

static void
heard_situation (DcrArticleView *view, Reader *reader)
{
  hear (reader, "situation", "");
}

void
reader_open (Reader *reader, DcrSession *session)
{
  reader->heard = g_ptr_array_new_with_free_func (g_free);
  reader->window = GTK_WINDOW (gtk_window_new ());
  reader->view = DCR_ARTICLE_VIEW (dcr_article_view_new (session));
  g_signal_connect (reader->view, "article-opened", G_CALLBACK (heard_opened), reader);
  g_signal_connect (reader->view, "keep-passage", G_CALLBACK (heard_keep), reader);
  g_signal_connect (reader->view, "ticks-changed", G_CALLBACK (heard_ticks), reader);
  g_signal_connect (reader->view, "situation-changed", G_CALLBACK (heard_situation), reader);
  gtk_window_set_default_size (reader->window, 722, 853);
  gtk_window_set_child (reader->window, GTK_WIDGET (reader->view));
  gtk_window_present (reader->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (reader->window));
}

void
reader_close (Reader *reader)
{
  gtk_window_destroy (reader->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (reader->heard);
}

static gboolean
too_late (gpointer what)
{
  g_error ("waited in vain: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

void
reader_await (Reader *reader, const char *what, ReaderCondition condition, gconstpointer data)
{
  const guint limit = g_timeout_add_seconds (PATIENCE_S, too_late, (gpointer) what);

  while (!condition (reader, data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static gboolean
is_complete (Reader *reader, gconstpointer data)
{
  return dcr_article_view_is_complete (reader->view);
}

void
reader_settle (Reader *reader)
{
  /* what was asked for in an idle comes first */
  for (guint i = 0; i < 50 && g_main_context_iteration (NULL, FALSE); i++)
    ;
  reader_await (reader, "the article is built", is_complete, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (reader->view));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (reader->window));
}

void
reader_show_article (Reader *reader, DcrArticle *article)
{
  dcr_article_view_open_article (reader->view, article);
  reader_settle (reader);
}

void
reader_show (Reader *reader, const char *inside)
{
  g_autoptr (DcrArticle) article = made_article (inside);

  reader_show_article (reader, article);
}

/* ---- What is there ------------------------------------------------------------------------- */

typedef gboolean (*WidgetTest) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, WidgetTest test, gconstpointer data, guint *nth)
{
  if (test (widget, data) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, test, data, nth);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
has_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
}

static gboolean
shows_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_passage (GtkWidget *widget, gconstpointer address)
{
  const DcrPassage *passage;

  if (!DCR_IS_PASSAGE_VIEW (widget) || !dcr_passage_view_starts (DCR_PASSAGE_VIEW (widget)))
    return FALSE;
  passage = dcr_passage_view_get_passage (DCR_PASSAGE_VIEW (widget));
  return g_str_equal (passage->address, address);
}

GtkWidget *
reader_find (Reader *reader, GtkWidget *root, const char *type_name, guint nth)
{
  return find (root != NULL ? root : GTK_WIDGET (reader->view), is_of_type, type_name, &nth);
}

static guint
count (GtkWidget *widget, const char *type_name)
{
  guint n = is_of_type (widget, type_name) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type_name);
  return n;
}

guint
reader_count (Reader *reader, const char *type_name)
{
  return count (GTK_WIDGET (reader->view), type_name);
}

GtkWidget *
reader_label (Reader *reader, GtkWidget *root, const char *text)
{
  guint nth = 0;

  return find (root != NULL ? root : GTK_WIDGET (reader->view), has_text, text, &nth);
}

gboolean
reader_shows (Reader *reader, gconstpointer text)
{
  guint nth = 0;

  return find (GTK_WIDGET (reader->view), shows_text, text, &nth) != NULL;
}

gboolean
reader_shows_not (Reader *reader, gconstpointer text)
{
  return !reader_shows (reader, text);
}

GtkWidget *
reader_passage (Reader *reader, const char *address)
{
  guint nth = 0;
  GtkWidget *passage = find (GTK_WIDGET (reader->view), is_passage, address, &nth);

  if (passage == NULL)
    g_error ("no passage %s", address);
  return passage;
}

static void
gather (GtkWidget *widget, GHashTable *texts)
{
  if (GTK_IS_LABEL (widget))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (texts, text));
      g_hash_table_insert (texts, g_strdup (text), GUINT_TO_POINTER (n + 1));
    }
  /* what is folded is not below its expander */
  if (GTK_IS_EXPANDER (widget) && !gtk_expander_get_expanded (GTK_EXPANDER (widget)))
    gather (gtk_expander_get_child (GTK_EXPANDER (widget)), texts);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gather (child, texts);
}

GHashTable *
reader_texts (GtkWidget *root)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gather (root, texts);
  return texts;
}

void
reader_picture (Reader *reader, const char *name)
{
  const char *folder = g_getenv ("DCR_PICTURES");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.png", folder, name);
  dcr_picture_save (reader->window, path);
}
