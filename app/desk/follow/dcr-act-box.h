/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-answer.h"

G_BEGIN_DECLS

/**
 * DcrActBox: what an act upon an escalation asks, under what is read, never in a dialog: a
 * sentence; for an answer the callback to plan and the local answer to propose; for a merge, into
 * which one. Main thread. Signals: « confirm », « cancel ».
 */
#define DCR_TYPE_ACT_BOX (dcr_act_box_get_type ())
G_DECLARE_FINAL_TYPE (DcrActBox, dcr_act_box, DCR, ACT_BOX, GtkBox)

GtkWidget *dcr_act_box_new (void);
/** @same: (element-type DcrEscalation) (nullable): what it may be merged into. What was typed for
 * the same act of the same escalation is still there. The focus goes to it. */
void dcr_act_box_open (DcrActBox *self, DcrEscalationAct act, const DcrEscalation *escalation,
                       GPtrArray *same);
DcrEscalationAct dcr_act_box_get_act (DcrActBox *self);
/** Forgets what was typed. */
void dcr_act_box_clear (DcrActBox *self);

/** Free with g_free(). */
char *dcr_act_box_get_text (DcrActBox *self);
/** Which one it is merged into; NULL when none is chosen. */
const DcrUuid *dcr_act_box_get_other (DcrActBox *self);
/** The callback to plan with the answer; FALSE when none is. @plan points into the box. */
gboolean dcr_act_box_get_callback (DcrActBox *self, DcrAnswerCallback *plan);
/** Free with g_free(); NULL when none is proposed. */
char *dcr_act_box_get_proposal (DcrActBox *self);
/** What is missing, in one sentence, or NULL. */
const char *dcr_act_box_get_missing (DcrActBox *self);
/** A sentence that says why it was refused. */
void dcr_act_box_show_error (DcrActBox *self, const char *sentence);

G_END_DECLS
