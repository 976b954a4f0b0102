/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrTickList: a list of documents with boxes to tick: those the confirmation will name. A tick
 *  activates « article.tick » (address, ordinal, on). Main thread. */
#define DCR_TYPE_TICK_LIST (dcr_tick_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrTickList, dcr_tick_list, DCR, TICK_LIST, GtkWidget)

/** @address: of the passage. @ticked: (nullable) « 0,2 ». */
GtkWidget *dcr_tick_list_new (const char *address, const char *ticked);
/** @content: (floating). @name: what is read out for the box. @ordinal: of the line in its passage. */
void dcr_tick_list_append (DcrTickList *self, GtkWidget *content, const char *name, guint ordinal);

/** « 0,2,3 » as a set and back. */
gboolean dcr_ticked_has (const char *ticked, guint ordinal);
/** Free with g_free(); NULL when none is left. */
char *dcr_ticked_set (const char *ticked, guint ordinal, gboolean on);
guint dcr_ticked_count (const char *ticked);

G_END_DECLS
