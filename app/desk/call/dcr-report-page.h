/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shell/dcr-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrReportPage: what the last import did, or why it was refused; in the middle pane, so that a call
 *  goes on beside it. Main thread. */
#define DCR_TYPE_REPORT_PAGE (dcr_report_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrReportPage, dcr_report_page, DCR, REPORT_PAGE, GtkWidget)

GtkWidget *dcr_report_page_new (DcrImporter *importer);

G_END_DECLS
