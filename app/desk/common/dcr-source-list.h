/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrSourceList: the addresses the official base comes from, each of them editable; an emptied one is
 *  taken out. Kept in the settings as soon as it is applied. Main thread. */
#define DCR_TYPE_SOURCE_LIST (dcr_source_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrSourceList, dcr_source_list, DCR, SOURCE_LIST, GtkWidget)

/** @complete: with rows to add an address and to go back to the official ones. */
GtkWidget *dcr_source_list_new (gboolean complete);

/** « Particuliers » for an address that says so, else its host and file, or the file. g_free(). */
char *dcr_source_title (const char *source);

G_END_DECLS
