/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-source-list.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-error.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-settings.h"
#include "desk/dcr-desk.h"

struct _DcrSourceList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GPtrArray *entries; /* AdwEntryRow, one an address */
  gboolean complete;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (DcrSourceList, dcr_source_list, GTK_TYPE_WIDGET)

char *
dcr_source_title (const char *source)
{
  g_autoptr (GUri) uri = g_uri_parse (source, G_URI_FLAGS_NONE, NULL);
  g_autofree char *file = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return g_path_get_basename (source);
  if (strstr (source, "/part/") != NULL)
    return g_strdup (_("Private persons"));
  if (strstr (source, "/pro/") != NULL)
    return g_strdup (_("Businesses"));
  if (strstr (source, "/asso/") != NULL)
    return g_strdup (_("Associations"));
  file = g_path_get_basename (g_uri_get_path (uri));
  return g_strdup_printf ("%s · %s", g_uri_get_host (uri), file);
}

static void fill (DcrSourceList *self);

static void
save (DcrSourceList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sources = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkEditable *entry = GTK_EDITABLE (g_ptr_array_index (self->entries, i));
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
      if (*text != '\0')
        g_strv_builder_add (builder, text);
    }
  sources = g_strv_builder_end (builder);
  /* the rows stay as they are: the one that was just written keeps the focus */
  self->saving = TRUE;
  g_settings_set_strv (dcr_settings (), "reference-sources", (const char *const *) sources);
  self->saving = FALSE;
}

static void
entry_applied (DcrSourceList *self, AdwEntryRow *row)
{
  g_autofree char *title = dcr_source_title (gtk_editable_get_text (GTK_EDITABLE (row)));

  if (*gtk_editable_get_text (GTK_EDITABLE (row)) != '\0')
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  save (self);
}

static GtkWidget *
add_entry (DcrSourceList *self, const char *source, int at)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title
      = *source != '\0' ? dcr_source_title (source) : g_strdup (_("New address"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), source);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_URL);
  gtk_widget_set_sensitive (row,
                            dcr_settings () != NULL
                                && g_settings_is_writable (dcr_settings (), "reference-sources"));
  g_signal_connect_object (row, "apply", G_CALLBACK (entry_applied), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, at);
  g_ptr_array_add (self->entries, row);
  return row;
}

static void
add_clicked (DcrSourceList *self)
{
  GtkWidget *row = add_entry (self, "", (int) self->entries->len);
  gtk_widget_grab_focus (row);
}

static void
reset_clicked (DcrSourceList *self)
{
  g_settings_reset (dcr_settings (), "reference-sources");
}

static void
append_buttons (DcrSourceList *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *add = gtk_button_new_with_label (_("Add an address"));
  GtkWidget *reset = gtk_button_new_with_label (_("Official addresses"));

  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), add);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_sensitive (row,
                            dcr_settings () != NULL
                                && g_settings_is_writable (dcr_settings (), "reference-sources"));
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_clicked), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
fill (DcrSourceList *self)
{
  g_auto (GStrv) sources = dcr_settings_get_sources ();

  if (self->saving)
    return;
  dcr_empty_container (GTK_WIDGET (self->list));
  g_ptr_array_set_size (self->entries, 0);
  for (char **source = sources; *source != NULL; source++)
    add_entry (self, *source, -1);
  if (self->complete)
    append_buttons (self);
}

static void
dcr_source_list_dispose (GObject *object)
{
  DcrSourceList *self = DCR_SOURCE_LIST (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (dcr_source_list_parent_class)->dispose (object);
}

static void
dcr_source_list_class_init (DcrSourceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_source_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/common/dcr-source-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrSourceList, list);
}

static void
dcr_source_list_init (DcrSourceList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_ptr_array_new ();
}

GtkWidget *
dcr_source_list_new (gboolean complete)
{
  DcrSourceList *self = g_object_new (DCR_TYPE_SOURCE_LIST, NULL);

  self->complete = complete;
  fill (self);
  if (dcr_settings () != NULL)
    g_signal_connect_object (dcr_settings (), "changed::reference-sources", G_CALLBACK (fill), self,
                             G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
