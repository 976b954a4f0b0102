/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrEscalationPane: one escalation read and worked on: what is asked, the delay against the
 * promise, its life, and the acts that the table allows to this person. Main thread. Signals: «
 * said » (sentence); « done » (DcrEscalationAct): it was written; « open-article » (ref, address).
 */
#define DCR_TYPE_ESCALATION_PANE (dcr_escalation_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationPane, dcr_escalation_pane, DCR, ESCALATION_PANE, GtkBox)

GtkWidget *dcr_escalation_pane_new (DcrSession *session);
/** Reads and shows it; NULL shows nothing. What was typed for the one before is forgotten. */
void dcr_escalation_pane_show (DcrEscalationPane *self, const DcrUuid *id);
/** The same again: somebody may have moved it. What is being typed stays. */
void dcr_escalation_pane_reload (DcrEscalationPane *self);

/** Ctrl+Entrée: the act of the state, or confirms the one being written. */
void dcr_escalation_pane_suggested (DcrEscalationPane *self);
/** Opens (or does) an act. FALSE when the table does not allow it. */
gboolean dcr_escalation_pane_act (DcrEscalationPane *self, DcrEscalationAct act);
/** Leaves the act being written. FALSE when none is. */
gboolean dcr_escalation_pane_escape (DcrEscalationPane *self);

/** The sheet with its life, masked: print dialogue, choice of a file. FALSE when nothing is shown. */
gboolean dcr_escalation_pane_print (DcrEscalationPane *self);
gboolean dcr_escalation_pane_export (DcrEscalationPane *self);

G_END_DECLS
