/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrListItem: an entry of a list: its mark (a dot, or « 3. ») drawn beside its blocks. The mark is no
 *  widget and no text: lists are long, and nobody selects a dot. Main thread. */
#define DCR_TYPE_LIST_ITEM (dcr_list_item_get_type ())
G_DECLARE_FINAL_TYPE (DcrListItem, dcr_list_item, DCR, LIST_ITEM, GtkWidget)

/** @child: (floating). @ordinal: 0 for a dot. */
GtkWidget *dcr_list_item_new (GtkWidget *child, guint ordinal);

G_END_DECLS
