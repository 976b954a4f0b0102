/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-article-bar.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "reference/dcr-reference.h"

/* Of a text that changes every week: those of the last months. */
#define MOST_FORMER 20

struct _DcrArticleBar
{
  GtkWidget parent_instance;
  GtkWidget *line, *separator;
  GtkWidget *to_list, *list_label, *back, *forward;
  GtkWidget *stack, *crumbs, *title, *subtitle;
  GtkWidget *outline, *find, *copy, *page, *history, *more;
  GMenu *former; /* of both menus */
  gboolean compact, has_article, scrolled;
};

G_DEFINE_FINAL_TYPE (DcrArticleBar, dcr_article_bar, GTK_TYPE_WIDGET)

enum
{
  SHOW_LIST,
  SHOW_OUTLINE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
icon_button (DcrArticleBar *self, const char *icon_name, const char *action, const char *name,
             const char *keys)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *tip = keys != NULL ? g_strdup_printf ("%s (%s)", name, keys) : g_strdup (name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  dcr_name (button, name, NULL);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->line), button);
  return button;
}

static gboolean
follow (GtkLabel *label, const char *uri, DcrArticleBar *self)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "article.follow", "s", uri);
}

static void
show_list (GtkButton *button, DcrArticleBar *self)
{
  g_signal_emit (self, signals[SHOW_LIST], 0);
}

static void
show_outline (GtkButton *button, DcrArticleBar *self)
{
  g_signal_emit (self, signals[SHOW_OUTLINE], 0);
}

static void
make_start (DcrArticleBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->to_list = gtk_button_new ();
  self->list_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->list_label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-previous-symbolic"));
  gtk_box_append (GTK_BOX (box), self->list_label);
  gtk_button_set_child (GTK_BUTTON (self->to_list), box);
  gtk_widget_add_css_class (self->to_list, "flat");
  g_signal_connect (self->to_list, "clicked", G_CALLBACK (show_list), self);
  gtk_box_append (GTK_BOX (self->line), self->to_list);
  self->back = icon_button (self, "go-previous-symbolic", "article.back", _("Back"), _("Alt+←"));
  self->forward =
    icon_button (self, "go-next-symbolic", "article.forward", _("Forward"), _("Alt+→"));
}

static void
make_middle (DcrArticleBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->crumbs = dcr_label_new (NULL, "caption dim-label crumbs");
  gtk_label_set_ellipsize (GTK_LABEL (self->crumbs), PANGO_ELLIPSIZE_END);
  g_signal_connect (self->crumbs, "activate-link", G_CALLBACK (follow), self);
  self->title = dcr_label_new (NULL, "heading");
  self->subtitle = dcr_label_new (NULL, "caption dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->subtitle);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->crumbs, "crumbs");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "title");
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
                       "none");
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_widget_set_margin_start (self->stack, 6);
  gtk_box_append (GTK_BOX (self->line), self->stack);
}

static GtkWidget *
menu_button (DcrArticleBar *self, const char *icon_name, const char *name, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon_name);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  dcr_name (button, name, NULL);
  gtk_box_append (GTK_BOX (self->line), button);
  return button;
}

static void
make_end (DcrArticleBar *self)
{
  g_autoptr (GMenu) menu = g_menu_new (), history = g_menu_new ();

  self->outline = icon_button (self, "view-list-symbolic", NULL, _("Outline"), _("Ctrl+J"));
  g_signal_connect (self->outline, "clicked", G_CALLBACK (show_outline), self);
  self->find =
    icon_button (self, "edit-find-symbolic", "article.find", _("Find in the page"), _("Ctrl+F"));
  self->copy = icon_button (self, "edit-copy-symbolic", "article.copy",
                            _("Copy the passage with its source and date"), _("Ctrl+Shift+C"));
  self->page =
    icon_button (self, "web-browser-symbolic", "article.page", _("Official page"), NULL);
  g_menu_append (menu, _("Back"), "article.back");
  g_menu_append (menu, _("Forward"), "article.forward");
  g_menu_append (menu, _("Find in the page"), "article.find");
  g_menu_append (menu, _("Copy the passage"), "article.copy");
  g_menu_append (menu, _("Official page"), "article.page");
  g_menu_append_section (menu, _("Former texts"), G_MENU_MODEL (self->former));
  g_menu_append_section (history, _("Former texts"), G_MENU_MODEL (self->former));
  self->history =
    menu_button (self, "document-open-recent-symbolic", _("Former texts"), history);
  self->more = menu_button (self, "view-more-symbolic", _("More"), menu);
}

static void
update (DcrArticleBar *self)
{
  gtk_widget_set_visible (self->to_list, self->compact);
  /* one pane at a time: the title needs the room of the label, and the menu has what is not the plan */
  gtk_widget_set_visible (self->list_label, !self->scrolled);
  gtk_widget_set_visible (self->back, !self->compact);
  gtk_widget_set_visible (self->forward, !self->compact);
  gtk_widget_set_visible (self->outline, self->compact && self->has_article);
  gtk_widget_set_visible (self->find, !self->compact && self->has_article);
  gtk_widget_set_visible (self->copy, !self->compact && self->has_article);
  gtk_widget_set_visible (self->page, !self->compact && self->has_article);
  gtk_widget_set_visible (self->history,
                          !self->compact && self->has_article
                            && g_menu_model_get_n_items (G_MENU_MODEL (self->former)) > 0);
  gtk_widget_set_visible (self->more, self->compact && self->has_article);
  gtk_widget_set_opacity (self->separator, self->scrolled ? 1 : 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->scrolled  ? "title"
                                                             : self->compact ? "none"
                                                                             : "crumbs");
}

static void
dcr_article_bar_dispose (GObject *object)
{
  DcrArticleBar *self = DCR_ARTICLE_BAR (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);
  g_clear_object (&self->former);
  G_OBJECT_CLASS (dcr_article_bar_parent_class)->dispose (object);
}

static void
dcr_article_bar_class_init (DcrArticleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_article_bar_dispose;
  signals[SHOW_LIST] = g_signal_new ("show-list", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_OUTLINE] = g_signal_new ("show-outline", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
dcr_article_bar_init (DcrArticleBar *self)
{
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->former = g_menu_new ();
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->line, "article-bar");
  self->separator = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_widget_set_parent (self->separator, GTK_WIDGET (self));
  dcr_name (GTK_WIDGET (self), _("Article"), NULL);
  make_start (self);
  make_middle (self);
  make_end (self);
  update (self);
}

GtkWidget *
dcr_article_bar_new (void)
{
  return g_object_new (DCR_TYPE_ARTICLE_BAR, NULL);
}

/* The home page and the article itself say nothing here. */
static char *
make_crumbs (const DcrArticle *article)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = 1; i + 1 < article->n_crumbs; i++)
    {
      const DcrCrumb *crumb = &article->crumbs[i];
      g_autofree char *title = g_markup_escape_text (crumb->title, -1);

      g_string_append (markup, markup->len > 0 ? " › " : "");
      if (crumb->target != NULL)
        g_string_append_printf (markup, "<a href=\"article:%s\">%s</a>", crumb->target, title);
      else
        g_string_append (markup, title);
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

void
dcr_article_bar_set_article (DcrArticleBar *self, const DcrArticle *article)
{
  g_autofree char *crumbs = article != NULL ? make_crumbs (article) : g_strdup ("");

  gtk_label_set_markup (GTK_LABEL (self->crumbs), crumbs);
  gtk_label_set_text (GTK_LABEL (self->title), article != NULL ? article->title : "");
  dcr_tooltip (self->title, article != NULL ? article->title : NULL);
  self->has_article = article != NULL;
  self->scrolled = FALSE;
  g_menu_remove_all (self->former);
  update (self);
}

void
dcr_article_bar_set_former (DcrArticleBar *self, GPtrArray *texts)
{
  g_menu_remove_all (self->former);
  for (guint i = 0; texts != NULL && i < MIN (texts->len, MOST_FORMER); i++)
    {
      const DcrFormerText *text = g_ptr_array_index (texts, i);
      g_autofree char *until = dcr_format_date (text->until, dcr_clock_now_ms ());
      g_autofree char *label = g_strdup_printf (_("Until %s"), until);
      g_autofree char *action = g_strdup_printf ("article.at::%s", text->since);

      g_menu_append (self->former, label, action);
    }
  update (self);
}

void
dcr_article_bar_set_line (DcrArticleBar *self, const char *line)
{
  gtk_label_set_text (GTK_LABEL (self->subtitle), line);
}

void
dcr_article_bar_set_scrolled (DcrArticleBar *self, gboolean scrolled)
{
  if (self->scrolled == scrolled)
    return;
  self->scrolled = scrolled;
  update (self);
}

void
dcr_article_bar_set_compact (DcrArticleBar *self, gboolean compact, const char *list_label)
{
  self->compact = compact;
  gtk_label_set_text (GTK_LABEL (self->list_label), list_label != NULL ? list_label : "");
  dcr_name (self->to_list, list_label != NULL ? list_label : "", NULL);
  dcr_tooltip (self->to_list, list_label);
  update (self);
}
