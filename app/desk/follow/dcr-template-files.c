/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-template-files.h"

#include <adwaita.h>

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"

struct _DcrTemplateFiles
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkLabel *problem;
  GtkWidget *add;

  DcrTemplate *template; /* the editor's, or NULL */
  GtkFileChooserNative *chooser;
  GCancellable *reading;
  gboolean may_write;
};

G_DEFINE_FINAL_TYPE (DcrTemplateFiles, dcr_template_files, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void show (DcrTemplateFiles *self);

static void
say (DcrTemplateFiles *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* ---- What is attached ------------------------------------------------------------------------ */

static void
take_out (GtkButton *button, DcrTemplateFiles *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at"));

  if (self->template == NULL || at >= self->template->attachments->len)
    return;
  g_ptr_array_remove_index (self->template->attachments, at);
  say (self, NULL);
  show (self);
  gtk_widget_grab_focus (self->add);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
row_new (DcrTemplateFiles *self, guint at)
{
  const DcrAttachment *file = self->template->attachments->pdata[at];
  g_autofree char *size = dcr_format_size ((guint64) file->size);
  g_autofree char *out = g_strdup_printf (_("Take out “%s”"), file->name);
  g_autofree char *name = g_markup_escape_text (file->name, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  if (!self->may_write)
    return row;
  button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, out);
  dcr_name (button, out, NULL);
  g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (at));
  g_signal_connect (button, "clicked", G_CALLBACK (take_out), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show (DcrTemplateFiles *self)
{
  guint n = self->template != NULL ? self->template->attachments->len : 0;

  dcr_empty_container (GTK_WIDGET (self->list));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, row_new (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->add, self->may_write);
  gtk_widget_set_visible (GTK_WIDGET (self), self->template != NULL
                                                 && self->template->channel == DCR_CHANNEL_MAIL
                                                 && (self->may_write || n > 0));
}

void
dcr_template_files_show (DcrTemplateFiles *self, DcrTemplate *template, gboolean may_write)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->template = template;
  self->may_write = may_write;
  say (self, NULL);
  show (self);
}

/* ---- One more -------------------------------------------------------------------------------- */

/* A byte more than what may be is enough to know. */
static gboolean
wants_more (const char *content, goffset size, gpointer data)
{
  return size <= DCR_ATTACHMENTS_MAX_BYTES;
}

static void
file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrTemplateFiles) self = data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;
  DcrAttachment *attachment;
  char *bytes;
  gsize size;

  if (!g_file_load_partial_contents_finish (G_FILE (source), result, &bytes, &size, NULL, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (self, error->message);
      return;
    }
  content = g_bytes_new_take (bytes, size);
  if (self->template == NULL)
    return;
  attachment = dcr_attachment_from_bytes (name, content, &error);
  if (attachment == NULL || !dcr_template_attach (self->template, attachment, &error))
    {
      say (self, error->message);
      return;
    }
  say (self, NULL);
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dcr_template_files_add (DcrTemplateFiles *self, GFile *file)
{
  if (self->template == NULL || !self->may_write)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  g_file_load_partial_contents_async (file, self->reading, wants_more, file_read,
                                      g_object_ref (self));
}

static void
chosen (DcrTemplateFiles *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    dcr_template_files_add (self, file);
  g_clear_object (&self->chooser);
}

static void
choose (DcrTemplateFiles *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("File to attach"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _("PDF, text, PNG, JPEG"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_add_mime_type (filter, "text/plain");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_template_files_dispose (GObject *object)
{
  DcrTemplateFiles *self = DCR_TEMPLATE_FILES (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->chooser);
  self->template = NULL;
  G_OBJECT_CLASS (dcr_template_files_parent_class)->dispose (object);
}

static void
dcr_template_files_class_init (DcrTemplateFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_template_files_dispose;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_TEMPLATE_FILES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dcr_template_files_init (DcrTemplateFiles *self)
{
  g_autofree char *limit = g_strdup_printf (
      _("PDF, text, PNG or JPEG, %d kB at most in all. They go with every e-mail of this template."),
      DCR_ATTACHMENTS_MAX_BYTES / 1000);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = dcr_label_new (_("Attachments"), "heading");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_hexpand (title, TRUE);
  self->add = gtk_button_new_with_mnemonic (_("Add a file…"));
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (choose), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->add);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "dense");
  dcr_name (GTK_WIDGET (self->list), _("Attachments"), NULL);
  self->problem = GTK_LABEL (dcr_label_new_wrapped ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), dcr_label_new_wrapped (limit, "caption dim-label"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->problem));
}
