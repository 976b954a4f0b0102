/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-outline-list.h"

#include <string.h>

#include "base/dcr-error.h"
#include "desk/call/dcr-outline-item.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"


#define SLICE 20 /* rows built in one go */

enum
{
  ROW_PASSAGE,
  ROW_ARTICLE,
};

struct _DcrOutlineList
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;
  GtkListBox *list;

  GListModel *outline, *see_also;
  char *current;
  guint at;      /* rows made so far, of both models */
  guint rebuild; /* source */
};

G_DEFINE_FINAL_TYPE (DcrOutlineList, dcr_outline_list, GTK_TYPE_WIDGET)

enum
{
  PASSAGE_CHOSEN,
  ARTICLE_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* « particuliers/F1345 » stands at the right as F1345 */
static const char *
id_of (const char *ref)
{
  const char *slash = strrchr (ref, '/');
  return slash != NULL ? slash + 1 : ref;
}

static void
fill_passage (DcrListRow *row, DcrOutlineItem *item)
{
  guint kept = dcr_outline_item_get_kept (item);
  g_autoptr (GString) name = g_string_new (dcr_outline_item_get_title (item));

  dcr_list_row_clear (row);
  dcr_list_row_set_title_text (row, dcr_outline_item_get_title (item));
  dcr_list_row_set_depth (row, dcr_outline_item_get_depth (item));
  if (dcr_outline_item_get_warning (item))
    {
      dcr_list_row_add_mark (row, "dialog-warning-symbolic", "warning", NULL);
      g_string_append_printf (name, ", %s", _("with a warning"));
    }
  if (kept > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", kept);
      dcr_list_row_add_mark (row, "user-bookmarks-symbolic", "accent", number);
      g_string_append_printf (name, ", ");
      g_string_append_printf (name, _("kept, %u"), kept);
    }
  dcr_list_row_set_name (row, name->str);
  dcr_list_row_set_target (row, ROW_PASSAGE, NULL, dcr_outline_item_get_address (item));
}

static void
item_changed (DcrOutlineItem *item, GParamSpec *pspec, DcrListRow *row)
{
  fill_passage (row, item);
}

static void
append_passage (DcrOutlineList *self, guint at)
{
  g_autoptr (DcrOutlineItem) item = g_list_model_get_item (self->outline, at);
  GtkWidget *row = dcr_list_row_new ();

  fill_passage (DCR_LIST_ROW (row), item);
  g_signal_connect_object (item, "notify", G_CALLBACK (item_changed), row, 0);
  gtk_list_box_append (self->list, row);
}

static void
append_see_also (DcrOutlineList *self, guint at)
{
  g_autoptr (DcrOutlineItem) item = g_list_model_get_item (self->see_also, at);
  GtkWidget *row = dcr_list_row_new ();
  const char *ref = dcr_outline_item_get_address (item);

  if (at == 0)
    gtk_list_box_append (self->list, dcr_group_row_new (_("See also"), NULL));
  dcr_list_row_set_title_text (DCR_LIST_ROW (row), dcr_outline_item_get_title (item));
  dcr_list_row_set_end (DCR_LIST_ROW (row), id_of (ref));
  dcr_list_row_set_target (DCR_LIST_ROW (row), ROW_ARTICLE, ref, NULL);
  gtk_list_box_append (self->list, row);
}

static DcrListRow *
find_row (DcrOutlineList *self, const char *address)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (DCR_IS_LIST_ROW (row)
        && g_strcmp0 (dcr_list_row_get_address (DCR_LIST_ROW (row)), address) == 0)
      return DCR_LIST_ROW (row);
  return NULL;
}

static void
select_current (DcrOutlineList *self)
{
  DcrListRow *row = self->current != NULL ? find_row (self, self->current) : NULL;

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  if (row != NULL)
    dcr_list_show_row (self->scrolled, GTK_WIDGET (row));
}

static gboolean
build_slice (gpointer data)
{
  DcrOutlineList *self = data;
  guint n_outline = g_list_model_get_n_items (self->outline);
  guint n = n_outline + g_list_model_get_n_items (self->see_also);
  guint until = MIN (self->at + SLICE, n);

  for (; self->at < until; self->at++)
    if (self->at < n_outline)
      append_passage (self, self->at);
    else
      append_see_also (self, self->at - n_outline);
  if (self->at < n)
    return G_SOURCE_CONTINUE;
  self->rebuild = 0;
  select_current (self);
  return G_SOURCE_REMOVE;
}

/* The models change in several steps while an article is opened: one list is made for all of them. */
static void
models_changed (DcrOutlineList *self)
{
  self->at = 0;
  dcr_empty_container (GTK_WIDGET (self->list));
  if (self->rebuild == 0)
    self->rebuild = g_idle_add (build_slice, self);
}

void
dcr_outline_list_set_current (DcrOutlineList *self, const char *address)
{
  if (g_strcmp0 (self->current, address) == 0)
    return;
  g_free (self->current);
  self->current = g_strdup (address);
  if (self->rebuild == 0)
    select_current (self);
}

static void
row_activated (DcrOutlineList *self, DcrListRow *row)
{
  if (dcr_list_row_get_kind (row) == ROW_PASSAGE)
    g_signal_emit (self, signals[PASSAGE_CHOSEN], 0, dcr_list_row_get_address (row));
  else
    g_signal_emit (self, signals[ARTICLE_CHOSEN], 0, dcr_list_row_get_ref (row));
}

static void
dcr_outline_list_dispose (GObject *object)
{
  DcrOutlineList *self = DCR_OUTLINE_LIST (object);

  g_clear_handle_id (&self->rebuild, g_source_remove);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->outline);
  g_clear_object (&self->see_also);
  g_clear_pointer (&self->current, g_free);
  G_OBJECT_CLASS (dcr_outline_list_parent_class)->dispose (object);
}

static void
dcr_outline_list_class_init (DcrOutlineListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_outline_list_dispose;
  signals[PASSAGE_CHOSEN]
      = g_signal_new ("passage-chosen", DCR_TYPE_OUTLINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ARTICLE_CHOSEN]
      = g_signal_new ("article-chosen", DCR_TYPE_OUTLINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-outline-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrOutlineList, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DcrOutlineList, list);
}

static void
dcr_outline_list_init (DcrOutlineList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_outline_list_new (GListModel *outline, GListModel *see_also)
{
  DcrOutlineList *self = g_object_new (DCR_TYPE_OUTLINE_LIST, NULL);

  self->outline = g_object_ref (outline);
  self->see_also = g_object_ref (see_also);
  g_signal_connect_object (outline, "items-changed", G_CALLBACK (models_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (see_also, "items-changed", G_CALLBACK (models_changed), self,
                           G_CONNECT_SWAPPED);
  models_changed (self);
  return GTK_WIDGET (self);
}
