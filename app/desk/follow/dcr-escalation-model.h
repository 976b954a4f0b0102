/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "followup/dcr-escalation-list.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrEscalationItem: one place of the list and the escalation that stands there, its words read when
 * they are first asked for. Main thread. Signal: « changed »: another one stands there now, or it moved. */
#define DCR_TYPE_ESCALATION_ITEM (dcr_escalation_item_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationItem, dcr_escalation_item, DCR, ESCALATION_ITEM, GObject)

const DcrUuid *dcr_escalation_item_get_id (DcrEscalationItem *self);
gint64 dcr_escalation_item_get_due (DcrEscalationItem *self);
/** NULL when it has gone meanwhile. */
const DcrEscalationRow *dcr_escalation_item_get_row (DcrEscalationItem *self);

/**
 * DcrEscalationModel: the escalations of a view as a GListModel of DcrEscalationItem: keys from a
 * worker, rows read when they are seen. The list has the first ones and grows when it is asked to: a
 * column view would make two hundred rows at once. A long list is read in two steps: its first keys,
 * then all of them and the figures, and what is shown stays as it is. A new query ends the one before. Main thread.
 * Signals: « loading » (a query takes its time: 150 ms), « changing » (its items are about to
 * change), « loaded » (they are there), « counted » (all are known, and the figures), « failed » (sentence).
 */
#define DCR_TYPE_ESCALATION_MODEL (dcr_escalation_model_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationModel, dcr_escalation_model, DCR, ESCALATION_MODEL, GObject)

DcrEscalationModel *dcr_escalation_model_new (DcrSession *session);

/** @queue: NULL for all; @state: DCR_ESCALATION_NONE for all; @words: nullable. */
void dcr_escalation_model_query (DcrEscalationModel *self, DcrEscalationView view,
                                 const char *queue, DcrEscalationState state, const char *words);
/** The same query again: rows are read anew. */
void dcr_escalation_model_reload (DcrEscalationModel *self);
/** How many the view has without queue, state and words. */
guint dcr_escalation_model_get_total (DcrEscalationModel *self);
/** Counts of each view, DCR_N_VIEWS numbers, as of the last query. */
const guint *dcr_escalation_model_get_counts (DcrEscalationModel *self);
/** How many were found; the list may have fewer. */
guint dcr_escalation_model_get_found (DcrEscalationModel *self);
/** More of them in the list: somebody scrolled to its end. */
void dcr_escalation_model_grow (DcrEscalationModel *self);
/** A few more, now and in the lists to come: they do not fill the window. */
void dcr_escalation_model_fill (DcrEscalationModel *self);
/** Where this escalation stands in the list (with @grow, which grows to it when it must), or GTK_INVALID_LIST_POSITION (G_MAXUINT). */
guint dcr_escalation_model_find (DcrEscalationModel *self, const DcrUuid *id, gboolean grow);
/** FALSE until the first query is there. */
gboolean dcr_escalation_model_is_loaded (DcrEscalationModel *self);

G_END_DECLS
