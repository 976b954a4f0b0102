/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-preferences.h"

#include "desk/common/dcr-settings.h"
#include "desk/common/dcr-source-list.h"
#include "desk/dcr-desk.h"

struct _DcrPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *scheme, *text_size;
  AdwActionRow *folder, *ca_file;
  AdwPreferencesGroup *sources;
  GtkWidget *ca_choose, *ca_clear;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (DcrPreferences, dcr_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const guint sizes[] = { 100, 110, 125, 150, 175, 200 };

static void
fill_sizes (DcrPreferences *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = g_strdup_printf (_("%d%%"), (int) sizes[i]);
      gtk_string_list_append (model, text);
    }
  adw_combo_row_set_model (self->text_size, G_LIST_MODEL (model));
}

static gboolean
size_to_index (GValue *value, GVariant *variant, gpointer data)
{
  guint size = g_variant_get_uint32 (variant), nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] <= size)
      nearest = i;
  g_value_set_uint (value, nearest);
  return TRUE;
}

static GVariant *
index_to_size (const GValue *value, const GVariantType *type, gpointer data)
{
  guint at = g_value_get_uint (value);
  return g_variant_new_uint32 (sizes[MIN (at, G_N_ELEMENTS (sizes) - 1)]);
}

static const char *const schemes[] = { "system", "light", "dark" };

static gboolean
scheme_to_index (GValue *value, GVariant *variant, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), schemes[i]))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
index_to_scheme (const GValue *value, const GVariantType *type, gpointer data)
{
  guint at = g_value_get_uint (value);
  return g_variant_new_string (schemes[MIN (at, G_N_ELEMENTS (schemes) - 1)]);
}

/* ---- Certificate authority ------------------------------------------------------------ */

static void
show_ca_file (DcrPreferences *self)
{
  g_autofree char *path = g_settings_get_string (dcr_settings (), "ca-file");
  g_autofree char *markup = g_markup_escape_text (path, -1);

  adw_action_row_set_subtitle (self->ca_file, *path != '\0' ? markup : _("those of the machine"));
  gtk_widget_set_visible (self->ca_clear, *path != '\0');
}

static void
ca_chosen (DcrPreferences *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    g_settings_set_string (dcr_settings (), "ca-file", path);
  g_clear_object (&self->chooser);
}

static void
choose_ca (DcrPreferences *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Certificate authority (PEM)"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (ca_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
clear_ca (DcrPreferences *self)
{
  g_settings_reset (dcr_settings (), "ca-file");
}

/* ---- Class ----------------------------------------------------------------------------------- */

/* Keys that an administrator locked cannot be changed: GSettings makes the rows insensitive. */
static void
bind_settings (DcrPreferences *self)
{
  GSettings *settings = dcr_settings ();

  if (settings == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->scheme), FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->text_size), FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->ca_file), FALSE);
      return;
    }
  g_settings_bind_with_mapping (settings, "colour-scheme", self->scheme, "selected",
                                G_SETTINGS_BIND_DEFAULT, scheme_to_index, index_to_scheme, NULL,
                                NULL);
  g_settings_bind_with_mapping (settings, "text-scale", self->text_size, "selected",
                                G_SETTINGS_BIND_DEFAULT, size_to_index, index_to_size, NULL, NULL);
  g_settings_bind_writable (settings, "ca-file", self->ca_file, "sensitive", FALSE);
  g_signal_connect_object (settings, "changed::ca-file", G_CALLBACK (show_ca_file), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ca_choose, "clicked", G_CALLBACK (choose_ca), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ca_clear, "clicked", G_CALLBACK (clear_ca), self,
                           G_CONNECT_SWAPPED);
  show_ca_file (self);
}

static void
dcr_preferences_dispose (GObject *object)
{
  g_clear_object (&DCR_PREFERENCES (object)->chooser);
  G_OBJECT_CLASS (dcr_preferences_parent_class)->dispose (object);
}

static void
dcr_preferences_class_init (DcrPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/shell/dcr-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, text_size);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, folder);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, ca_file);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, sources);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, ca_choose);
  gtk_widget_class_bind_template_child (widget_class, DcrPreferences, ca_clear);
}

static void
dcr_preferences_init (DcrPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_sizes (self);
  adw_preferences_group_add (self->sources, dcr_source_list_new (TRUE));
  bind_settings (self);
}

GtkWidget *
dcr_preferences_new (DcrSession *session)
{
  DcrPreferences *self = g_object_new (DCR_TYPE_PREFERENCES, NULL);
  g_autofree char *folder = g_markup_escape_text (dcr_session_get_folder (session), -1);

  adw_action_row_set_subtitle (self->folder, folder);
  return GTK_WIDGET (self);
}
