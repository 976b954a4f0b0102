/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DcrOutlineItem: one line of the outline of an article, for the left pane. Properties « title »,
 * « address », « depth » (guint, 0 first), « kept » (guint, number of the first passage kept under it,
 * 0 when none), « warning » (gboolean: a warning stands under it). « kept » notifies.
 */
#define DCR_TYPE_OUTLINE_ITEM (dcr_outline_item_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutlineItem, dcr_outline_item, DCR, OUTLINE_ITEM, GObject)

DcrOutlineItem *dcr_outline_item_new (const char *title, const char *address, guint depth,
                                      gboolean warning);
const char *dcr_outline_item_get_title (DcrOutlineItem *self);
const char *dcr_outline_item_get_address (DcrOutlineItem *self);
guint dcr_outline_item_get_depth (DcrOutlineItem *self);
guint dcr_outline_item_get_kept (DcrOutlineItem *self);
gboolean dcr_outline_item_get_warning (DcrOutlineItem *self);
void dcr_outline_item_set_kept (DcrOutlineItem *self, guint kept);

G_END_DECLS
