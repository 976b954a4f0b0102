/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrOutlineList: the outline of the open article and where it leads (« Voir aussi »), in the left pane.
 * Main thread.
 * Signals: « passage-chosen » (address); « article-chosen » (ref).
 */
#define DCR_TYPE_OUTLINE_LIST (dcr_outline_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutlineList, dcr_outline_list, DCR, OUTLINE_LIST, GtkWidget)

/** Both models hold DcrOutlineItem and are followed. */
GtkWidget *dcr_outline_list_new (GListModel *outline, GListModel *see_also);

/** Selects the passage that is read, without a signal. NULL for none. */
void dcr_outline_list_set_current (DcrOutlineList *self, const char *address);

G_END_DECLS
