/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/** DcrOutcomeGrid: « Issue », nine toggles of which one holds, and under them what the outcome asks.
 *  Inside the grid, which is no text field, a bare digit picks, by its place on the keyboard.
 *  Signal « picked »: an outcome that asks nothing more was picked: the focus may go on. */
#define DCR_TYPE_OUTCOME_GRID (dcr_outcome_grid_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutcomeGrid, dcr_outcome_grid, DCR, OUTCOME_GRID, GtkBox)

/** Shows @call (nullable); @calls gives the services. */
void dcr_outcome_grid_set_call (DcrOutcomeGrid *self, DcrCalls *calls, DcrCall *call);
/** Picks outcome @digit, 1 to 9, and gives the focus to what it asks. */
void dcr_outcome_grid_pick (DcrOutcomeGrid *self, guint digit);
/** Puts @widget under the competent service. */
void dcr_outcome_grid_add_to_service (DcrOutcomeGrid *self, GtkWidget *widget);
/** Gives the focus to what is missing: the grid, or what the outcome asks. */
void dcr_outcome_grid_focus (DcrOutcomeGrid *self);

G_END_DECLS
