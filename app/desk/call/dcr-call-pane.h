/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-calls.h"
#include "followup/dcr-outbox.h"

G_BEGIN_DECLS

/**
 * DcrCallPane: the right pane of Appels, 376 px: what becomes of this call, or between two calls the wait
 * and today's calls. Main thread. Keys that work from anywhere are caught by the window, which calls the
 * methods below.
 *
 * Signals:
 *   « passage-activated » (const char *ref, const char *address)  a kept passage was activated: show it;
 *       @address NULL: the article, opened in a former call of this caller
 *   « closed » (const char *sentence)   the call is on the disk: for a toast
 *   « history-asked »                   « Tous mes appels »
 */
#define DCR_TYPE_CALL_PANE (dcr_call_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallPane, dcr_call_pane, DCR, CALL_PANE, GtkBox)

/** Empty until dcr_call_pane_set_calls(): a template may hold it. */
GtkWidget *dcr_call_pane_new (void);
/** A reference is taken. NULL empties it. */
void dcr_call_pane_set_calls (DcrCallPane *self, DcrCalls *calls);
/** What was sent in writing stands under what was kept. */
void dcr_call_pane_set_outbox (DcrCallPane *self, DcrOutbox *outbox);

/** Ctrl+@digit: the reason that shows it, in the picker when that is open. FALSE when none does. */
gboolean dcr_call_pane_pick_reason (DcrCallPane *self, guint digit);
/** Ctrl+Maj+@digit. FALSE between two calls. */
gboolean dcr_call_pane_pick_outcome (DcrCallPane *self, guint digit);
/** Ctrl+Entrée. When something is missing, gives the focus to it and returns FALSE. */
gboolean dcr_call_pane_close_call (DcrCallPane *self);
/** Ctrl+N. */
void dcr_call_pane_new_call (DcrCallPane *self);
/** Ctrl+M: opens the picker. */
void dcr_call_pane_focus_reason (DcrCallPane *self);
/** Ctrl+I. */
void dcr_call_pane_focus_outcome (DcrCallPane *self);
/** Puts @widget under the competent service of a misdirected call. */
void dcr_call_pane_add_to_service (DcrCallPane *self, GtkWidget *widget);
/** F6: gives the focus back to where it was. */
void dcr_call_pane_focus (DcrCallPane *self);
/** While a form is open in the middle, « Clore l’appel » has neither class nor keys (SHELL 2). */
void dcr_call_pane_set_form_open (DcrCallPane *self, gboolean open);

G_END_DECLS
