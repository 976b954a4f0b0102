/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-browse-pane.h"

#include "desk/call/dcr-filter.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define FIRST_SCREENFUL 30
#define SLICE 15

enum
{
  ROW_ARTICLE,
  ROW_NODE,
};

typedef struct
{
  char *ref;   /* NULL: the themes */
  char *title;
} Level;

struct _DcrBrowsePane
{
  GtkWidget parent_instance;

  GtkWidget *box, *top, *up;
  GtkLabel *where;
  GtkMenuButton *audience_button;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;

  DcrSession *session;
  DcrAudience audience;
  GPtrArray *levels;  /* Level, the one on screen last */
  GPtrArray *nodes;   /* DcrBrowseNode still to be shown, from « shown » on */
  guint shown;
  guint slice;
};

G_DEFINE_FINAL_TYPE (DcrBrowsePane, dcr_browse_pane, GTK_TYPE_WIDGET)

enum
{
  ARTICLE_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
level_free (gpointer data)
{
  Level *level = data;
  g_free (level->ref);
  g_free (level->title);
  g_free (level);
}

/* ---- Rows ------------------------------------------------------------ */

static void
append_article (DcrBrowsePane *self, const char *ref, const char *title)
{
  GtkWidget *row = dcr_list_row_new ();

  dcr_list_row_set_title_text (DCR_LIST_ROW (row), title);
  dcr_list_row_set_target (DCR_LIST_ROW (row), ROW_ARTICLE, ref, NULL);
  gtk_list_box_append (self->list, row);
}

/* Ids of themes and files begin with N; everything else is read, not opened further. */
static gboolean
is_node (const char *ref)
{
  g_autofree char *id = NULL;
  DcrAudience audience;

  return dcr_article_ref_parse (ref, &audience, &id) && id[0] == 'N';
}

static void
append_node (DcrBrowsePane *self, const DcrBrowseNode *node)
{
  GtkWidget *row;

  if (node->ref == NULL)
    {
      gtk_list_box_append (self->list, dcr_group_row_new (node->title, NULL));
      return;
    }
  if (!is_node (node->ref))
    {
      append_article (self, node->ref, node->title);
      return;
    }
  row = dcr_list_row_new ();
  dcr_list_row_set_title_text (DCR_LIST_ROW (row), node->title);
  if (node->n_articles > 0)
    {
      g_autofree char *count = dcr_format_count (node->n_articles);
      /* Translators: title of a theme, number of its articles */
      g_autofree char *name = g_strdup_printf (
          ngettext ("%s, %u article", "%s, %u articles", node->n_articles), node->title,
          node->n_articles);
      dcr_list_row_set_end (DCR_LIST_ROW (row), count);
      dcr_list_row_set_name (DCR_LIST_ROW (row), name);
    }
  dcr_list_row_set_target (DCR_LIST_ROW (row), ROW_NODE, node->ref, NULL);
  gtk_list_box_append (self->list, row);
}

static gboolean
show_slice (gpointer data)
{
  DcrBrowsePane *self = data;
  guint until = MIN (self->shown + SLICE, self->nodes->len);

  for (; self->shown < until; self->shown++)
    append_node (self, g_ptr_array_index (self->nodes, self->shown));
  if (self->shown < self->nodes->len)
    return G_SOURCE_CONTINUE;
  self->slice = 0;
  return G_SOURCE_REMOVE;
}

/* ---- Levels ---------------------------------------------------------------------------------- */

static void
show_life_events (DcrBrowsePane *self, DcrReference *reference)
{
  g_autoptr (GPtrArray) events = dcr_reference_life_events (reference, self->audience, NULL);

  if (events == NULL || events->len == 0)
    return;
  gtk_list_box_append (self->list, dcr_group_row_new (_("What to do if…"), NULL));
  for (guint i = 0; i < events->len; i++)
    {
      const DcrArticleInfo *info = g_ptr_array_index (events, i);
      append_article (self, info->ref, info->title);
    }
}

static void
show_level (DcrBrowsePane *self)
{
  DcrReference *reference = dcr_session_get_reference (self->session);
  const Level *level = g_ptr_array_index (self->levels, self->levels->len - 1);
  g_autofree char *id = NULL;
  DcrAudience audience = self->audience;

  g_clear_handle_id (&self->slice, g_source_remove);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  dcr_empty_container (GTK_WIDGET (self->list));
  gtk_widget_set_visible (self->up, level->ref != NULL);
  gtk_widget_set_visible (self->top, level->ref == NULL);
  gtk_label_set_label (self->where, level->title);
  if (level->title != NULL)
    {
      /* Translators: title of the theme one goes up from */
      g_autofree char *name = g_strdup_printf (_("%s, back to the level above"), level->title);
      dcr_name (self->up, name, NULL);
    }
  if (reference == NULL)
    return;
  if (level->ref == NULL)
    show_life_events (self, reference);
  else if (!dcr_article_ref_parse (level->ref, &audience, &id))
    return;
  self->nodes = dcr_reference_browse (reference, audience, id, NULL);
  self->shown = 0;
  if (self->nodes == NULL)
    return;
  if (level->ref == NULL && self->nodes->len > 0)
    gtk_list_box_append (self->list, dcr_group_row_new (_("Themes"), NULL));
  for (; self->shown < MIN (FIRST_SCREENFUL, self->nodes->len); self->shown++)
    append_node (self, g_ptr_array_index (self->nodes, self->shown));
  if (self->shown < self->nodes->len)
    self->slice = g_idle_add (show_slice, self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
push_level (DcrBrowsePane *self, const char *ref, const char *title)
{
  Level *level = g_new (Level, 1);

  *level = (Level) { g_strdup (ref), g_strdup (title) };
  g_ptr_array_add (self->levels, level);
  show_level (self);
}

/* The list is made anew: the focus goes to its first row instead of getting lost. */
static void
keep_focus (DcrBrowsePane *self, gboolean had_focus)
{
  GtkListBoxRow *row = dcr_list_next_row (self->list, NULL, 1);

  if (had_focus && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
has_focus (DcrBrowsePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

void
dcr_browse_pane_open (DcrBrowsePane *self, const char *ref, const char *title)
{
  gboolean had_focus = has_focus (self);

  push_level (self, ref, title);
  keep_focus (self, had_focus);
}

gboolean
dcr_browse_pane_go_up (DcrBrowsePane *self)
{
  gboolean had_focus = has_focus (self);

  if (self->levels->len < 2)
    return FALSE;
  g_ptr_array_set_size (self->levels, (int) self->levels->len - 1);
  show_level (self);
  keep_focus (self, had_focus);
  return TRUE;
}

void
dcr_browse_pane_reload (DcrBrowsePane *self)
{
  g_ptr_array_set_size (self->levels, 0);
  push_level (self, NULL, NULL);
}

static void
row_activated (DcrBrowsePane *self, DcrListRow *row)
{
  g_autofree char *ref = g_strdup (dcr_list_row_get_ref (row));
  g_autofree char *title = g_strdup (dcr_list_row_get_title (row));

  if (dcr_list_row_get_kind (row) == ROW_NODE)
    dcr_browse_pane_open (self, ref, title);
  else
    g_signal_emit (self, signals[ARTICLE_CHOSEN], 0, ref);
}

static gboolean
key_pressed (DcrBrowsePane *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Escape)
    return dcr_browse_pane_go_up (self);
  if (keyval == GDK_KEY_Right && row != NULL && DCR_IS_LIST_ROW (row)
      && dcr_list_row_get_kind (DCR_LIST_ROW (row)) == ROW_NODE)
    {
      row_activated (self, DCR_LIST_ROW (row));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
audience_chosen (DcrAudience audience, gpointer data)
{
  DcrBrowsePane *self = data;

  self->audience = audience;
  dcr_browse_pane_reload (self);
}

static void
dcr_browse_pane_dispose (GObject *object)
{
  DcrBrowsePane *self = DCR_BROWSE_PANE (object);

  g_clear_handle_id (&self->slice, g_source_remove);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_browse_pane_parent_class)->dispose (object);
}

static gboolean
dcr_browse_pane_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean taken = GTK_WIDGET_CLASS (dcr_browse_pane_parent_class)->focus (widget, direction);

  dcr_list_take_focus (DCR_BROWSE_PANE (widget)->list);
  return taken;
}

static void
dcr_browse_pane_class_init (DcrBrowsePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_browse_pane_dispose;
  signals[ARTICLE_CHOSEN] = g_signal_new ("article-chosen", DCR_TYPE_BROWSE_PANE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  widget_class->focus = dcr_browse_pane_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-browse-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, box);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, top);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, up);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, where);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, audience_button);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DcrBrowsePane, list);
}

static void
dcr_browse_pane_init (DcrBrowsePane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->levels = g_ptr_array_new_with_free_func (level_free);
  g_signal_connect_object (self->up, "clicked", G_CALLBACK (dcr_browse_pane_go_up), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

GtkWidget *
dcr_browse_pane_new (DcrSession *session)
{
  DcrBrowsePane *self = g_object_new (DCR_TYPE_BROWSE_PANE, NULL);

  self->session = g_object_ref (session);
  dcr_audience_menu_attach (self->audience_button, self->audience, audience_chosen, self);
  dcr_browse_pane_reload (self);
  return GTK_WIDGET (self);
}
