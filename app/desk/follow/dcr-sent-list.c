/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-sent-list.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-message-words.h"

struct _DcrSentList
{
  GtkBox parent_instance;

  GtkListBox *list;
  DcrOutbox *outbox;
  DcrUuid call;
};

G_DEFINE_FINAL_TYPE (DcrSentList, dcr_sent_list, GTK_TYPE_BOX)

static void
add_row (DcrSentList *self, const DcrMessage *message)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = dcr_label_new (message->title, NULL);
  g_autofree char *detail = dcr_message_detail (message, dcr_clock_now_ms ());
  g_autofree char *line = *detail != '\0'
                              ? g_strdup_printf ("%s · %s", message->recipient_mask, detail)
                              : g_strdup (message->recipient_mask);
  GtkWidget *second = dcr_label_new (line, "caption dim-label");
  g_autofree char *name
      = g_strdup_printf ("%s, %s, %s", dcr_channel_label (message->channel), message->title,
                         dcr_message_state_label (message->state));

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), second);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (message->channel == DCR_CHANNEL_MAIL
                                                    ? "mail-unread-symbolic" : "phone-symbolic"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), dcr_message_tag_new (message));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  dcr_name (row, name, detail);
  gtk_list_box_append (self->list, row);
}

static void
show (DcrSentList *self)
{
  g_autoptr (GPtrArray) sent = NULL;

  dcr_empty_container (GTK_WIDGET (self->list));
  if (self->outbox != NULL && !dcr_uuid_is_null (&self->call))
    sent = dcr_outbox_list_call (dcr_store_reader (dcr_outbox_get_store (self->outbox)),
                                 &self->call, NULL);
  for (guint i = 0; sent != NULL && i < sent->len; i++)
    add_row (self, sent->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), sent != NULL && sent->len > 0);
}

void
dcr_sent_list_set (DcrSentList *self, DcrOutbox *outbox, const DcrUuid *call)
{
  static const DcrUuid none;

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_func (self->outbox, show, self);
  g_set_object (&self->outbox, outbox);
  if (outbox != NULL)
    g_signal_connect_object (outbox, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  self->call = call != NULL ? *call : none;
  show (self);
}

static void
dcr_sent_list_dispose (GObject *object)
{
  DcrSentList *self = DCR_SENT_LIST (object);

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_func (self->outbox, show, self);
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (dcr_sent_list_parent_class)->dispose (object);
}

static void
dcr_sent_list_class_init (DcrSentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_sent_list_dispose;
}

static void
dcr_sent_list_init (DcrSentList *self)
{
  GtkWidget *heading = dcr_label_new (_("Sent"), "heading");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  dcr_name (GTK_WIDGET (self->list), _("Sent in writing"), NULL);
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dcr_sent_list_new (void)
{
  return g_object_new (DCR_TYPE_SENT_LIST, NULL);
}
