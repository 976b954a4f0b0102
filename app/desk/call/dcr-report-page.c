/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-report-page.h"

#include <adwaita.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-share-bar.h"
#include "desk/dcr-desk.h"

struct _DcrReportPage
{
  GtkWidget parent_instance;

  GtkWidget *box, *head, *problem, *figures_box, *figures, *notes;
  GtkLabel *title, *facts;
  GtkListBox *notes_list;
  DcrShareBar *bar;
  GtkWidget *tag;
  DcrImporter *importer;
};

G_DEFINE_FINAL_TYPE (DcrReportPage, dcr_report_page, GTK_TYPE_WIDGET)

/* ---- Head ------------------------------------------------------------ */

static void
set_tag (DcrReportPage *self, const char *text, const char *kind, const char *icon_name)
{
  if (self->tag != NULL)
    gtk_box_remove (GTK_BOX (self->head), self->tag);
  self->tag = dcr_tag_new (text, kind, icon_name);
  gtk_box_append (GTK_BOX (self->head), self->tag);
}

static void
show_title (DcrReportPage *self)
{
  gint64 ended = dcr_importer_get_ended (self->importer);
  g_autofree char *iso = dcr_clock_to_iso (ended);
  g_autofree char *date = dcr_format_date (iso, ended);
  /* Translators: day of the import */
  g_autofree char *title = g_strdup_printf (_("Import of %s"), date);

  gtk_label_set_label (self->title, title);
}

static void
show_facts (DcrReportPage *self, const DcrImportReport *report)
{
  guint n = dcr_importer_get_lines (self->importer)->len;
  guint total = report->added + report->changed + report->unchanged;
  g_autofree char *archives = g_strdup_printf (ngettext ("%u archive", "%u archives", n), n);
  g_autofree char *count = dcr_format_count (total);
  g_autofree char *articles
      = g_strdup_printf (ngettext ("%s article", "%s articles", total), count);
  g_autofree char *text
      = g_strdup_printf (_("%s · %s in %.0f s · the index is up to date"), archives, articles,
                         report->seconds);

  gtk_label_set_label (self->facts, text);
}

/* ---- Figures --------------------------------------------------------------------------------- */

static void
add_part (DcrReportPage *self, guint value, const char *kind, const char *format)
{
  g_autofree char *count = dcr_format_count (value);
  g_autofree char *label = g_strdup_printf (format, count);

  dcr_share_bar_add (self->bar, value, kind, label);
}

static void
add_figure (DcrReportPage *self, guint value, const char *kind, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *count = dcr_format_count (value);
  GtkWidget *figure = dcr_label_new (count, "title-2 numeric");

  if (kind != NULL && value > 0)
    gtk_widget_add_css_class (figure, kind);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), dcr_label_new (label, "caption dim-label"));
  dcr_flow_append (gtk_widget_get_first_child (self->figures), box);
}

static void
show_figures (DcrReportPage *self, const DcrImportReport *report)
{
  guint unknown = report->unknown != NULL ? g_hash_table_size (report->unknown) : 0;

  dcr_share_bar_clear (self->bar);
  dcr_empty_container (self->figures);
  gtk_box_append (GTK_BOX (self->figures), dcr_flow_new (18, GTK_ACCESSIBLE_ROLE_GROUP));
  dcr_name (gtk_widget_get_first_child (self->figures), _("What the import did"), NULL);
  add_part (self, report->changed, "accent",
            ngettext ("%s changed", "%s changed", report->changed));
  add_part (self, report->added, "success", ngettext ("%s new", "%s new", report->added));
  add_part (self, report->removed, "error",
            ngettext ("%s withdrawn", "%s withdrawn", report->removed));
  add_part (self, report->unchanged, NULL,
            ngettext ("%s unchanged", "%s unchanged", report->unchanged));
  add_figure (self, report->refused, "warning", _("archives refused"));
  add_figure (self, report->dangling_links, NULL, _("links that lead out of the base"));
  add_figure (self, report->bad_tables, NULL, _("tables put straight"));
  add_figure (self, unknown, NULL, _("unknown marks, text kept"));
}

/* ---- To look at ------------------------------------------------------------------------------ */

static void
add_note (DcrReportPage *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (self->notes_list, row);
}

static void
show_notes (DcrReportPage *self, const DcrImportReport *report)
{
  dcr_empty_container (GTK_WIDGET (self->notes_list));
  for (guint i = 0; report->messages != NULL && i < report->messages->len; i++)
    add_note (self, g_ptr_array_index (report->messages, i));
  if (report->older)
    add_note (self, _("An archive is older than what the base had: it was applied, as asked."));
  gtk_widget_set_visible (self->notes,
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes_list)) != NULL);
}

static void
show_report (DcrReportPage *self, const DcrImportReport *report)
{
  gboolean nothing = report->added + report->changed + report->removed == 0;

  dcr_empty_container (self->problem);
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_visible (self->figures_box, TRUE);
  if (nothing)
    set_tag (self, _("already up to date"), "success", "object-select-symbolic");
  else
    set_tag (self, _("applied whole"), "success", "object-select-symbolic");
  show_facts (self, report);
  show_figures (self, report);
  show_notes (self, report);
}

static void
show_refusal (DcrReportPage *self, const GError *error)
{
  GtkWidget *callout;

  dcr_empty_container (self->problem);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_widget_set_visible (self->figures_box, FALSE);
  gtk_widget_set_visible (self->notes, FALSE);
  set_tag (self, _("refused"), "error", "dialog-error-symbolic");
  gtk_label_set_label (self->facts, _("Nothing was applied: the base is as it was."));
  callout = dcr_callout_new ("error", "dialog-error-symbolic", NULL,
                             error != NULL ? error->message : "", NULL);
  gtk_widget_set_hexpand (callout, TRUE);
  gtk_box_append (GTK_BOX (self->problem), callout);
}

static void
update (DcrReportPage *self)
{
  const DcrImportReport *report = dcr_importer_get_report (self->importer);

  show_title (self);
  if (dcr_importer_get_state (self->importer) == DCR_IMPORTER_DONE && report != NULL)
    show_report (self, report);
  else if (dcr_importer_get_state (self->importer) == DCR_IMPORTER_REFUSED)
    show_refusal (self, dcr_importer_get_error (self->importer));
}

static void
dcr_report_page_dispose (GObject *object)
{
  DcrReportPage *self = DCR_REPORT_PAGE (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->importer);
  G_OBJECT_CLASS (dcr_report_page_parent_class)->dispose (object);
}

static void
dcr_report_page_class_init (DcrReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_report_page_dispose;
  g_type_ensure (DCR_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, box);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, head);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, figures_box);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, figures);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, notes);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, title);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, facts);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, notes_list);
  gtk_widget_class_bind_template_child (widget_class, DcrReportPage, bar);
}

static void
dcr_report_page_init (DcrReportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_report_page_new (DcrImporter *importer)
{
  DcrReportPage *self = g_object_new (DCR_TYPE_REPORT_PAGE, NULL);

  self->importer = g_object_ref (importer);
  g_signal_connect_object (importer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
