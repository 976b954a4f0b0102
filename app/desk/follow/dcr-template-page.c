/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-template-page.h"

#include <string.h>

#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-follow-table.h"
#include "desk/follow/dcr-template-editor.h"

struct _DcrTemplatePage
{
  GObject parent_instance;

  DcrFollowTable *table;
  DcrTemplateEditor *editor;
  GtkWidget *new_mail, *new_sms;
  DcrSession *session;
  char *words;
};

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrTemplatePage, dcr_template_page, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

static const char *
kind_of (DcrTemplateState state)
{
  return state == DCR_TEMPLATE_APPROVED   ? "success"
         : state == DCR_TEMPLATE_TO_CHECK ? "warning"
                                          : NULL;
}

static DcrFollowRow *
new_row (const DcrTemplate *template)
{
  DcrFollowRow *row = dcr_follow_row_new (&template->id);
  const char *state = dcr_template_state_label (template->state);
  DcrFollowCell *cell = dcr_follow_row_say (row, 0, g_strdup (state),
                                            g_strdup_printf (_("version %d"), template->newest));
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  cell->tag = TRUE;
  cell->kind = kind_of (template->state);
  for (guint i = 0; i < template->reasons->len; i++)
    g_ptr_array_add (codes, template->reasons->pdata[i]);
  g_ptr_array_add (codes, NULL);
  cell = dcr_follow_row_say (row, 1, g_strdup (template->name),
                             g_strjoinv (" · ", (char **) codes->pdata));
  cell->strong = template->state == DCR_TEMPLATE_TO_CHECK;
  dcr_follow_row_say (row, 2, g_strdup (dcr_channel_label (template->channel)),
                      g_strdup (dcr_scope_label (template->scope)));
  dcr_follow_row_set_name (row, g_strdup_printf ("%s. %s. %s", state, template->name,
                                                 dcr_channel_label (template->channel)));
  return row;
}

static GPtrArray *
read_rows (DcrDb *db, gpointer words, GError **error)
{
  static const DcrUuid nowhere;
  g_autoptr (GPtrArray) list = dcr_templates_list (db, 0, &nowhere, &nowhere, TRUE, error);
  GPtrArray *rows;

  if (list == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < list->len; i++)
    {
      const DcrTemplate *template = list->pdata[i];
      g_autofree char *folded = g_utf8_casefold (template->name, -1);
      if (words == NULL || strstr (folded, words) != NULL)
        g_ptr_array_add (rows, new_row (template));
    }
  return rows;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
read_again (DcrTemplatePage *self)
{
  char *words
      = self->words != NULL && *self->words != '\0' ? g_utf8_casefold (self->words, -1) : NULL;
  dcr_follow_table_read (self->table, read_rows, words, g_free);
}

static void
on_selected (DcrTemplatePage *self)
{
  dcr_template_editor_show (self->editor, dcr_follow_table_get_selected (self->table));
}

static void
on_activated (DcrTemplatePage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static void
on_said (DcrTemplatePage *self, const char *sentence)
{
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), sentence);
}

static void
begin_mail (DcrTemplatePage *self)
{
  dcr_template_editor_begin (self->editor, DCR_CHANNEL_MAIL);
}

static void
begin_sms (DcrTemplatePage *self)
{
  dcr_template_editor_begin (self->editor, DCR_CHANNEL_SMS);
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_TEMPLATE_PAGE (page)->table);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_TEMPLATE_PAGE (page)->editor);
}

static void
show_view (DcrFollowPage *page, const char *id)
{
  DcrTemplatePage *self = DCR_TEMPLATE_PAGE (page);
  gboolean may_write = dcr_template_editor_may_write (self->session);

  gtk_widget_set_visible (self->new_mail, may_write);
  gtk_widget_set_visible (self->new_sms, may_write);
  read_again (self);
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrTemplatePage *self = DCR_TEMPLATE_PAGE (page);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  read_again (self);
}

static void
reload (DcrFollowPage *page)
{
  read_again (DCR_TEMPLATE_PAGE (page));
}

static void
suggested (DcrFollowPage *page)
{
  dcr_template_editor_suggested (DCR_TEMPLATE_PAGE (page)->editor);
}

static gboolean
key (DcrFollowPage *page, guint keyval, GdkModifierType state)
{
  return FALSE;
}

static gboolean
escape (DcrFollowPage *page)
{
  return FALSE;
}

static void
page_iface_init (DcrFollowPageInterface *iface)
{
  iface->get_list = get_list;
  iface->get_detail = get_detail;
  iface->show = show_view;
  iface->filter = filter;
  iface->reload = reload;
  iface->suggested = suggested;
  iface->key = key;
  iface->escape = escape;
}

static void
dcr_template_page_dispose (GObject *object)
{
  DcrTemplatePage *self = DCR_TEMPLATE_PAGE (object);

  g_clear_object (&self->table);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->words, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_template_page_parent_class)->dispose (object);
}

static void
dcr_template_page_class_init (DcrTemplatePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_template_page_dispose;
}

static void
dcr_template_page_init (DcrTemplatePage *self)
{
}

DcrTemplatePage *
dcr_template_page_new (DcrSession *session)
{
  DcrTemplatePage *self = g_object_new (DCR_TYPE_TEMPLATE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->table = g_object_ref_sink (
      DCR_FOLLOW_TABLE (dcr_follow_table_new (session, _("Templates, by name"))));
  self->editor = g_object_ref_sink (DCR_TEMPLATE_EDITOR (dcr_template_editor_new (session)));
  dcr_follow_table_add_column (self->table, _("State"), 152);
  dcr_follow_table_add_column (self->table, _("Template"), 0);
  dcr_follow_table_add_column (self->table, _("Channel"), 116);
  dcr_follow_table_set_empty (self->table, "document-edit-symbolic", _("No template here"),
                              _("What is sent in writing is composed from a template."));
  self->new_mail = gtk_button_new_with_label (_("New e-mail"));
  self->new_sms = gtk_button_new_with_label (_("New SMS"));
  dcr_follow_table_add_filter (self->table, self->new_mail);
  dcr_follow_table_add_filter (self->table, self->new_sms);
  g_signal_connect_object (self->new_mail, "clicked", G_CALLBACK (begin_mail), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->new_sms, "clicked", G_CALLBACK (begin_sms), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "said", G_CALLBACK (on_said), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  return self;
}
