/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-sheet.h"

G_BEGIN_DECLS

/* A sheet on the screen and on paper: the same words. Main thread. */

/** Its sections as labels that can be selected. Floating. */
GtkWidget *dcr_sheet_view_new (const DcrSheet *sheet);

/** Opens the print dialogue over @parent. @name: of the job and of an exported file, without
 * extension; holds nothing personal. @sheet is taken. */
void dcr_sheet_print (DcrSheet *sheet, const char *name, GtkWindow *parent);
/** Prints to a PDF file without a dialogue (tests, export). @sheet stays the caller's. */
gboolean dcr_sheet_export_pdf (const DcrSheet *sheet, const char *path, GError **error);
/** The same words as text when @path ends in « .txt », else as PDF. @sheet stays the caller's. */
gboolean dcr_sheet_export (const DcrSheet *sheet, const char *path, GError **error);
/** Asks over @parent where to write it; @name as above. @sheet is taken. */
void dcr_sheet_save (DcrSheet *sheet, const char *name, GtkWindow *parent);

G_END_DECLS
