/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shell/dcr-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrImportCard: the official base: where it comes from, how far it has come, what went wrong. Its buttons
 * are the window's actions win.import-download, win.import-open, win.import-stop, win.import-force,
 * win.import-report. Main thread.
 */
#define DCR_TYPE_IMPORT_CARD (dcr_import_card_get_type ())
G_DECLARE_FINAL_TYPE (DcrImportCard, dcr_import_card, DCR, IMPORT_CARD, GtkWidget)

GtkWidget *dcr_import_card_new (DcrImporter *importer);

/** While a call is in hand its own act is the suggested one, and the only one. */
void dcr_import_card_set_quiet (DcrImportCard *self, gboolean quiet);

G_END_DECLS
