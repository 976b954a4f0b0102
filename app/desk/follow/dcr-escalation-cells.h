/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Adds the three columns of the queue (due, request, state) to @table. Cells are bound to
 * DcrEscalationItem. */
void dcr_escalation_cells_add (GtkColumnView *table);
/** Says again how late the rows on screen are: nothing else of them changes with time. */
void dcr_escalation_cells_tick (GtkColumnView *table);

/** Class of the tag of a state: NULL, « accent », « warning », « success », « error ». */
const char *dcr_escalation_cells_kind (int state);

G_END_DECLS
