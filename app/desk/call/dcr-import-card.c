/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-import-card.h"

#include <adwaita.h>
#include <string.h>

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-settings.h"
#include "desk/common/dcr-source-list.h"
#include "desk/dcr-desk.h"

#define BAR_WIDTH 170

/* What one archive shows: made once, its figures change 20 times a second. */
typedef struct
{
  GtkWidget *row, *tag, *bar, *percent;
} Line;

struct _DcrImportCard
{
  GtkWidget parent_instance;

  GtkWidget *box, *stop, *problem, *sources, *buttons, *download, *reassure;
  GtkLabel *title, *source;
  GtkListBox *lines;
  DcrImporter *importer;
  GArray *shown; /* Line */
  DcrImporterState state; /* that is shown */
};

G_DEFINE_FINAL_TYPE (DcrImportCard, dcr_import_card, GTK_TYPE_WIDGET)

/* ---- Lines ------------------------------------------------------------ */

static void
append_line (DcrImportCard *self)
{
  Line line = { .row = adw_action_row_new (),
                .tag = dcr_tag_new (_("checked"), "success", "object-select-symbolic"),
                .bar = gtk_progress_bar_new (),
                .percent = dcr_label_new ("", "dim-label numeric") };

  gtk_widget_set_size_request (line.bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (line.bar, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (line.percent), 5);
  gtk_label_set_xalign (GTK_LABEL (line.percent), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line.row), line.tag);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line.row), line.bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line.row), line.percent);
  gtk_list_box_append (self->lines, line.row);
  g_array_append_val (self->shown, line);
}

static void
fill_line (const Line *line, const DcrImportLine *from)
{
  int percent = (int) (from->fraction * 100);
  /* Translators: per cent; put a no-break space where it is customary */
  g_autofree char *text = g_strdup_printf (_("%d%%"), percent);
  /* Translators: name of the archive, how much of it is imported */
  g_autofree char *name = g_strdup_printf (_("%s, %d per cent"), from->title, percent);
  g_autofree char *detail = g_markup_escape_text (from->detail, -1);
  g_autofree char *title = g_markup_escape_text (from->title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line->row), detail);
  gtk_widget_set_visible (line->tag, from->state == DCR_LINE_DONE);
  gtk_widget_set_visible (line->bar, from->state != DCR_LINE_DONE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (line->bar), from->fraction);
  gtk_label_set_text (GTK_LABEL (line->percent), text);
  dcr_name (line->bar, name, NULL);
}

static void
show_lines (DcrImportCard *self)
{
  GPtrArray *lines = dcr_importer_get_lines (self->importer);

  if (self->shown->len > lines->len)
    {
      dcr_empty_container (GTK_WIDGET (self->lines));
      g_array_set_size (self->shown, 0);
    }
  while (self->shown->len < lines->len)
    append_line (self);
  for (guint i = 0; i < lines->len; i++)
    fill_line (&g_array_index (self->shown, Line, i), g_ptr_array_index (lines, i));
}

/* ---- Head ------------------------------------------------------------------------------------ */

/* « lecomarquage.service-public.gouv.fr », once for all addresses of one host */
static char *
describe_sources (void)
{
  g_auto (GStrv) sources = dcr_settings_get_sources ();
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);

  for (char **source = sources; *source != NULL; source++)
    {
      g_autoptr (GUri) uri = g_uri_parse (*source, G_URI_FLAGS_NONE, NULL);
      const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
      if (host != NULL && *host != '\0'
          && !g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
        g_ptr_array_add (hosts, g_strdup (host));
    }
  g_ptr_array_add (hosts, NULL);
  return g_strjoinv (", ", (char **) hosts->pdata);
}

static void
show_source (DcrImportCard *self, gboolean running)
{
  g_autofree char *hosts = describe_sources ();
  g_autofree char *left = running ? dcr_importer_describe_left (self->importer) : NULL;
  g_autoptr (GString) text = g_string_new (hosts);

  g_string_append_printf (text, " · %s", _("open licence"));
  if (left != NULL)
    g_string_append_printf (text, " · %s", left);
  else if (!running)
    g_string_append_printf (text, " · %s", _("about 20 MB, once"));
  gtk_label_set_label (self->source, text->str);
}

/* ---- What went wrong ------------------------------------------------------------------------- */

static GtkWidget *
action_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
problem_callout (const GError *error)
{
  if (g_error_matches (error, DCR_ERROR, DCR_ERROR_NEEDS_FORCE))
    return dcr_callout_new ("warning", "dialog-warning-symbolic", _("A person must decide"),
                            error->message,
                            action_button (_("Import all the same"), "win.import-force"));
  if (g_error_matches (error, DCR_ERROR, DCR_ERROR_NETWORK))
    return dcr_callout_new ("warning", "network-offline-symbolic", _("The download did not succeed"),
                            error->message, action_button (_("Try again"), "win.import-download"));
  if (g_error_matches (error, DCR_ERROR, DCR_ERROR_FULL))
    return dcr_callout_new ("error", "drive-harddisk-symbolic", _("No room left"), error->message,
                            NULL);
  return dcr_callout_new ("error", "dialog-error-symbolic", _("Archive refused"), error->message,
                          action_button (_("Details"), "win.import-report"));
}

static void
show_problem (DcrImportCard *self, DcrImporterState state)
{
  GtkWidget *callout = NULL;

  dcr_empty_container (self->problem);
  if (state == DCR_IMPORTER_REFUSED && dcr_importer_get_error (self->importer) != NULL)
    callout = problem_callout (dcr_importer_get_error (self->importer));
  else if (state == DCR_IMPORTER_STOPPED)
    callout = dcr_callout_new (NULL, "process-stop-symbolic", _("Import stopped"),
                               _("Nothing of it was applied: the base is as it was."), NULL);
  gtk_widget_set_visible (self->problem, callout != NULL);
  if (callout == NULL)
    return;
  gtk_widget_set_hexpand (callout, TRUE);
  gtk_box_append (GTK_BOX (self->problem), callout);
}

static const char *
title_of (DcrImporterState state)
{
  switch (state)
    {
    case DCR_IMPORTER_RUNNING:
      return _("The official base is coming");
    case DCR_IMPORTER_DONE:
      return _("The official base is here");
    default:
      return _("Get the official base");
    }
}

/* The button that was pressed goes or sleeps: the keys then are for the one that takes its place.
 * Nothing is taken from a person who works elsewhere. */
static void
keep_focus (DcrImportCard *self, GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_grab_focus (button);
}

/* Before anything goes: a part that is hidden with the focus inside keeps Tab out of the card. */
static void
show_state (DcrImportCard *self, DcrImporterState state)
{
  gboolean running = state == DCR_IMPORTER_RUNNING;

  self->state = state;
  if (running)
    {
      gtk_widget_set_visible (self->stop, TRUE);
      keep_focus (self, self->stop);
    }
  else if (state != DCR_IMPORTER_DONE)
    {
      gtk_widget_set_visible (self->buttons, TRUE);
      keep_focus (self, self->download);
    }
  show_problem (self, state);
}

static void
update (DcrImportCard *self)
{
  DcrImporterState state = dcr_importer_get_state (self->importer);
  gboolean running = state == DCR_IMPORTER_RUNNING;
  gboolean with_lines = running || state == DCR_IMPORTER_DONE;

  if (state != self->state || !running)
    show_state (self, state);
  gtk_label_set_label (self->title, title_of (state));
  show_source (self, running);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), with_lines);
  gtk_widget_set_visible (self->buttons, !with_lines);
  gtk_widget_set_visible (self->sources, !with_lines);
  gtk_widget_set_visible (self->reassure, running);
  if (with_lines)
    show_lines (self);
}

void
dcr_import_card_set_quiet (DcrImportCard *self, gboolean quiet)
{
  if (quiet)
    gtk_widget_remove_css_class (self->download, "suggested-action");
  else
    gtk_widget_add_css_class (self->download, "suggested-action");
}

static void
dcr_import_card_dispose (GObject *object)
{
  DcrImportCard *self = DCR_IMPORT_CARD (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->importer);
  g_clear_pointer (&self->shown, g_array_unref);
  G_OBJECT_CLASS (dcr_import_card_parent_class)->dispose (object);
}

static void
dcr_import_card_class_init (DcrImportCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_import_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-import-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, box);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, stop);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, problem);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, sources);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, download);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, reassure);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, title);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, source);
  gtk_widget_class_bind_template_child (widget_class, DcrImportCard, lines);
}

static void
dcr_import_card_init (DcrImportCard *self)
{
  GtkWidget *callout;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->sources), dcr_source_list_new (FALSE));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (self->sources), TRUE);
  self->shown = g_array_new (FALSE, FALSE, sizeof (Line));
  callout = dcr_callout_new (
      NULL, "dialog-information-symbolic", NULL,
      _("Searching stays open meanwhile. The archives are applied whole or not at all: "
         "if the network breaks, nothing is lost and the download goes on where it stopped."),
      NULL);
  gtk_widget_set_hexpand (callout, TRUE);
  gtk_box_append (GTK_BOX (self->reassure), callout);
}

GtkWidget *
dcr_import_card_new (DcrImporter *importer)
{
  DcrImportCard *self = g_object_new (DCR_TYPE_IMPORT_CARD, NULL);

  self->importer = g_object_ref (importer);
  /* after the window, which says what can be pressed now */
  g_signal_connect_object (importer, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_state (self, dcr_importer_get_state (importer));
  update (self);
  return GTK_WIDGET (self);
}
