/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-template-page.h"

#include "desk/follow/dcr-template-editor.h"

struct _DcrTemplatePage
{
  DcrFollowList parent_instance;

  DcrTemplateEditor *editor;
  GtkWidget *new_mail, *new_sms;
};

G_DEFINE_FINAL_TYPE (DcrTemplatePage, dcr_template_page, DCR_TYPE_FOLLOW_LIST)

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

static const char *
kind_of (DcrTemplateState state)
{
  return state == DCR_TEMPLATE_APPROVED   ? "success"
         : state == DCR_TEMPLATE_TO_CHECK ? "warning"
                                          : NULL;
}

static DcrFollowRow *
new_row (DcrDb *db, gconstpointer found, const DcrFollowQuery *query)
{
  const DcrTemplate *template = found;
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
                             g_strjoinv (" · ", (char **)codes->pdata));
  cell->strong = template->state == DCR_TEMPLATE_TO_CHECK;
  dcr_follow_row_say (row, 2, g_strdup (dcr_channel_label (template->channel)),
                      g_strdup (dcr_scope_label (template->scope)));
  dcr_follow_row_set_name (row, g_strdup_printf ("%s. %s. %s", state, template->name,
                                                 dcr_channel_label (template->channel)));
  return row;
}

static GPtrArray *
find (DcrDb *db, DcrFollowQuery *query, GError **error)
{
  static const DcrUuid nowhere;

  return dcr_templates_list (db, 0, &nowhere, &nowhere, TRUE, error);
}

static char *
words_of (gconstpointer found)
{
  return g_strdup (((const DcrTemplate *)found)->name);
}

/* ---- The page -------------------------------------------------------------------------------- */

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

static void
shown (DcrFollowList *list)
{
  DcrTemplatePage *self = DCR_TEMPLATE_PAGE (list);
  gboolean may_write = dcr_template_editor_may_write (dcr_follow_list_get_session (list));

  gtk_widget_set_visible (self->new_mail, may_write);
  gtk_widget_set_visible (self->new_sms, may_write);
}

static void
selected (DcrFollowList *list, const DcrUuid *id)
{
  dcr_template_editor_show (DCR_TEMPLATE_PAGE (list)->editor, id);
}

static void
suggested (DcrFollowList *list)
{
  dcr_template_editor_suggested (DCR_TEMPLATE_PAGE (list)->editor);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_template_page_class_init (DcrTemplatePageClass *klass)
{
  DcrFollowListClass *list = DCR_FOLLOW_LIST_CLASS (klass);

  list->find = find;
  list->words_of = words_of;
  list->new_row = new_row;
  list->shown = shown;
  list->selected = selected;
  list->suggested = suggested;
}

static void
dcr_template_page_init (DcrTemplatePage *self)
{
}

static GtkWidget *
add_button (DcrTemplatePage *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  dcr_follow_table_add_filter (dcr_follow_list_get_table (DCR_FOLLOW_LIST (self)), button);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

DcrTemplatePage *
dcr_template_page_new (DcrSession *session)
{
  DcrTemplatePage *self = g_object_new (DCR_TYPE_TEMPLATE_PAGE, NULL);
  DcrFollowTable *table;

  self->editor = DCR_TEMPLATE_EDITOR (dcr_template_editor_new (session));
  dcr_follow_list_build (DCR_FOLLOW_LIST (self), session, _("Templates, by name"),
                         GTK_WIDGET (self->editor));
  table = dcr_follow_list_get_table (DCR_FOLLOW_LIST (self));
  dcr_follow_table_add_column (table, _("State"), 152);
  dcr_follow_table_add_column (table, _("Template"), 0);
  dcr_follow_table_add_column (table, _("Channel"), 116);
  dcr_follow_table_set_empty (table, "document-edit-symbolic", _("No template here"),
                              _("What is sent in writing is composed from a template."));
  self->new_mail = add_button (self, _("New e-mail"), G_CALLBACK (begin_mail));
  self->new_sms = add_button (self, _("New SMS"), G_CALLBACK (begin_sms));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (dcr_follow_list_read), self,
                           G_CONNECT_SWAPPED);
  return self;
}
