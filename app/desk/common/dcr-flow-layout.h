/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrFlowLayout: children one after the other, as wide as they like, on as many lines as it takes. Rows
 * of choosers and of choices: unlike in a GtkFlowBox the columns of two lines are not aligned, no child
 * is wrapped in a focusable row, and nothing asks for more width than its widest child.
 */
#define DCR_TYPE_FLOW_LAYOUT (dcr_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (DcrFlowLayout, dcr_flow_layout, DCR, FLOW_LAYOUT, GtkLayoutManager)

/** @spacing: pixels between children and between lines. */
GtkLayoutManager *dcr_flow_layout_new (int spacing);
/** A plain widget that lays its children out so. @role: GTK_ACCESSIBLE_ROLE_GROUP, RADIO_GROUP… */
GtkWidget *dcr_flow_new (int spacing, GtkAccessibleRole role);
void dcr_flow_append (GtkWidget *flow, GtkWidget *child);

G_END_DECLS
