/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet on paper: GtkPrintOperation, one Pango layout a paragraph, pages cut between paragraphs
 * (a paragraph longer than a page is cut between its lines). Black on white, A4, 11 points. */
#include "desk/follow/dcr-sheet-view.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

#define MARGIN_MM 18.0
#define TEXT_WIDTH 78
#define MM_TO_POINTS (72.0 / 25.4)

/* One line of text on its place. */
typedef struct
{
  PangoLayoutLine *line;
  double y; /* of its baseline, from the top of its page */
  guint page;
} Placed;

typedef struct
{
  DcrSheet *owned; /* NULL when it is the caller's */
  const DcrSheet *sheet;
  char *name;
  GPtrArray *layouts;
  GArray *placed; /* Placed */
  double y;
  guint page;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *printing = data;
  g_clear_pointer (&printing->owned, dcr_sheet_free);
  g_clear_pointer (&printing->layouts, g_ptr_array_unref);
  g_clear_pointer (&printing->placed, g_array_unref);
  g_free (printing->name);
  g_free (printing);
}

static void
place (Printing *printing, PangoLayout *layout, double height, double before)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  if (printing->y > 0)
    printing->y += before;
  do
    {
      PangoRectangle logical;
      double line_height;
      Placed placed;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      line_height = (double)logical.height / PANGO_SCALE;
      if (printing->y + line_height > height && printing->y > 0)
        {
          printing->page++;
          printing->y = 0;
        }
      placed.line = pango_layout_iter_get_line_readonly (iter);
      placed.y
          = printing->y + (double)(pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
      placed.page = printing->page;
      g_array_append_val (printing->placed, placed);
      printing->y += line_height;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
add_paragraph (Printing *printing, GtkPrintContext *context, const char *markup, double before)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell 11");

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, markup, -1);
  g_ptr_array_add (printing->layouts, layout);
  place (printing, layout, gtk_print_context_get_height (context), before);
}

static void
add_line (Printing *printing, GtkPrintContext *context, const DcrSheetLine *line)
{
  g_autofree char *text = g_markup_escape_text (line->text, -1);
  g_autofree char *label = line->label != NULL ? g_markup_escape_text (line->label, -1) : NULL;
  /* Translators: on paper, a label and what follows it */
  g_autofree char *markup
      = label != NULL ? g_strdup_printf (_("<i>%s:</i> %s"), label, text) : g_strdup (text);
  add_paragraph (printing, context, markup, 3);
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Printing *printing)
{
  g_autofree char *title
      = g_markup_printf_escaped ("<b><span size='15pt'>%s</span></b>", printing->sheet->title);
  g_autofree char *subtitle = g_markup_escape_text (printing->sheet->subtitle, -1);

  printing->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  printing->placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  printing->y = 0;
  printing->page = 0;
  add_paragraph (printing, context, title, 0);
  if (subtitle[0] != '\0')
    add_paragraph (printing, context, subtitle, 3);
  for (guint i = 0; i < printing->sheet->sections->len; i++)
    {
      const DcrSheetSection *section = printing->sheet->sections->pdata[i];
      g_autofree char *heading = g_markup_printf_escaped ("<b>%s</b>", section->heading);
      if (section->lines->len == 0)
        continue;
      add_paragraph (printing, context, heading, 14);
      for (guint j = 0; j < section->lines->len; j++)
        add_line (printing, context, section->lines->pdata[j]);
    }
  gtk_print_operation_set_n_pages (operation, (int)printing->page + 1);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Printing *printing)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  for (guint i = 0; i < printing->placed->len; i++)
    {
      const Placed *placed = &g_array_index (printing->placed, Placed, i);
      if ((int)placed->page != page)
        continue;
      cairo_move_to (cr, 0, placed->y);
      pango_cairo_show_layout_line (cr, placed->line);
    }
}

static GtkPrintOperation *
make_operation (Printing *printing)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, printing->name);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), printing);
  g_object_set_data_full (G_OBJECT (operation), "dcr-printing", printing, printing_free);
  return operation;
}

void
dcr_sheet_print (DcrSheet *sheet, const char *name, GtkWindow *parent)
{
  Printing *printing = g_new0 (Printing, 1);
  g_autoptr (GtkPrintOperation) operation = NULL;

  printing->owned = sheet;
  printing->sheet = sheet;
  printing->name = g_strdup (name);
  operation = make_operation (printing);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

gboolean
dcr_sheet_export_pdf (const DcrSheet *sheet, const char *path, GError **error)
{
  Printing *printing = g_new0 (Printing, 1);
  g_autoptr (GtkPrintOperation) operation = NULL;

  printing->sheet = sheet;
  printing->name = g_path_get_basename (path);
  operation = make_operation (printing);
  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         == GTK_PRINT_OPERATION_RESULT_APPLY;
}

/* ---- To a file that is chosen ---------------------------------------------------------------- */

gboolean
dcr_sheet_export (const DcrSheet *sheet, const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_str_has_suffix (path, ".txt"))
    return dcr_sheet_export_pdf (sheet, path, error);
  text = dcr_sheet_to_text (sheet, TEXT_WIDTH);
  return g_file_set_contents (path, text, -1, error);
}

static void
on_place_chosen (GtkNativeDialog *chooser, int response, DcrSheet *sheet)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && !dcr_sheet_export (sheet, path, &error))
    {
      GtkWidget *dialog = adw_message_dialog_new (gtk_native_dialog_get_transient_for (chooser),
                                                  _("The export was not written"), error->message);
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
      gtk_window_present (GTK_WINDOW (dialog));
    }
  g_object_unref (chooser);
}

void
dcr_sheet_save (DcrSheet *sheet, const char *name, GtkWindow *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _("Export the sheet (.pdf or .txt)"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("Export"), NULL);
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  g_object_set_data_full (G_OBJECT (chooser), "dcr-sheet", sheet, (GDestroyNotify) dcr_sheet_free);
  g_signal_connect (chooser, "response", G_CALLBACK (on_place_chosen), sheet);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
