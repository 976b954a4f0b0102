/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-recent-list.h"

#include "desk/call/dcr-recents.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define LIMIT 40

struct _DcrRecentList
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *empty;
  DcrSession *session;
  DcrUuid person;
};

G_DEFINE_FINAL_TYPE (DcrRecentList, dcr_recent_list, GTK_TYPE_WIDGET)

enum
{
  ARTICLE_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
append (DcrRecentList *self, const DcrRecent *recent)
{
  GtkWidget *widget = dcr_list_row_new ();
  DcrListRow *row = DCR_LIST_ROW (widget);
  g_autofree char *source = g_strdup_printf ("%s · %s", recent->id, recent->when);

  dcr_list_row_set_title_text (row, recent->title);
  dcr_list_row_set_source (row, source);
  if (recent->withdrawn)
    dcr_list_row_set_tag (row, _("withdrawn"), "error", "dialog-error-symbolic");
  else if (recent->changed)
    dcr_list_row_set_tag (row, _("changed"), "accent", "software-update-available-symbolic");
  dcr_list_row_set_target (row, 0, recent->ref, NULL);
  gtk_list_box_append (self->list, widget);
}

void
dcr_recent_list_reload (DcrRecentList *self)
{
  g_autoptr (GPtrArray) recents = dcr_recents_load (self->session, &self->person, LIMIT);

  dcr_empty_container (GTK_WIDGET (self->list));
  for (guint i = 0; i < recents->len; i++)
    append (self, g_ptr_array_index (recents, i));
  gtk_stack_set_visible_child_name (self->stack, recents->len > 0 ? "list" : "empty");
}

static void
row_activated (DcrRecentList *self, DcrListRow *row)
{
  g_signal_emit (self, signals[ARTICLE_CHOSEN], 0, dcr_list_row_get_ref (row));
}

static void
dcr_recent_list_dispose (GObject *object)
{
  DcrRecentList *self = DCR_RECENT_LIST (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_recent_list_parent_class)->dispose (object);
}

static void
dcr_recent_list_class_init (DcrRecentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_recent_list_dispose;
  signals[ARTICLE_CHOSEN] = g_signal_new ("article-chosen", DCR_TYPE_RECENT_LIST, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-recent-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrRecentList, stack);
  gtk_widget_class_bind_template_child (widget_class, DcrRecentList, list);
  gtk_widget_class_bind_template_child (widget_class, DcrRecentList, empty);
}

static void
dcr_recent_list_init (DcrRecentList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->empty),
                  dcr_empty_new ("document-open-recent-symbolic", _("Nothing read yet"),
                                 _("The articles you open come here, the last one first."), NULL));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_recent_list_new (DcrSession *session, const DcrUuid *person)
{
  DcrRecentList *self = g_object_new (DCR_TYPE_RECENT_LIST, NULL);

  self->session = g_object_ref (session);
  self->person = *person;
  dcr_recent_list_reload (self);
  return GTK_WIDGET (self);
}
