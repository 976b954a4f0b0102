/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/**
 * DcrOutboxPane: one message of the outbox: what became of it, what was received, what was read that
 * day, and what its state allows. Main thread. Signals: « said » (sentence); « open-article » (ref,
 * address).
 */
#define DCR_TYPE_OUTBOX_PANE (dcr_outbox_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutboxPane, dcr_outbox_pane, DCR, OUTBOX_PANE, GtkBox)

GtkWidget *dcr_outbox_pane_new (DcrSession *session);
/** Reads and shows it; NULL shows nothing. */
void dcr_outbox_pane_show (DcrOutboxPane *self, const DcrUuid *id);
/** The same again. */
void dcr_outbox_pane_reload (DcrOutboxPane *self);
/** The same again, unless something is being asked or typed: messages move by themselves. */
void dcr_outbox_pane_refresh (DcrOutboxPane *self);
/** « Rejouer »: the articles as they were that day under the message as it was received, or not. */
void dcr_outbox_pane_toggle_replay (DcrOutboxPane *self);
/** Ctrl+Entrée: the act that its state suggests. */
void dcr_outbox_pane_suggested (DcrOutboxPane *self);
/** Leaves a question that was asked. FALSE when none was. */
gboolean dcr_outbox_pane_escape (DcrOutboxPane *self);

G_END_DECLS
