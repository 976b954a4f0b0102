/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shell/dcr-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrFirstStart: the middle pane while the official base is not there: how to get it, queries to try,
 *  the first steps. All buttons are actions of the window. Main thread. */
#define DCR_TYPE_FIRST_START (dcr_first_start_get_type ())
G_DECLARE_FINAL_TYPE (DcrFirstStart, dcr_first_start, DCR, FIRST_START, GtkWidget)

/** @demo: queries to try are shown. */
GtkWidget *dcr_first_start_new (DcrImporter *importer, gboolean demo);

/** While a call is in hand nothing here is the suggested act. */
void dcr_first_start_set_quiet (DcrFirstStart *self, gboolean quiet);

/** Buttons that type a query, for this page and the idle one. (transfer floating) */
GtkWidget *dcr_examples_new (void);

G_END_DECLS
