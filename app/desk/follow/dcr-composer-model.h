/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-compose.h"
#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/**
 * DcrComposerModel: one confirmation being written in a call, without a screen: the template, what of
 * the kept passages goes into it, the recipient, and what comes out of it. Composed again at each
 * change, kept as a draft of the call a moment later. Main thread.
 *
 * Signals: « template-changed » (another one, or its variables and attachments); « changed » (what
 * comes out, the recipient, or what is said of them); « sent » (const char *sentence): it is on the
 * disk; « failed » (sentence).
 */
#define DCR_TYPE_COMPOSER_MODEL (dcr_composer_model_get_type ())
G_DECLARE_FINAL_TYPE (DcrComposerModel, dcr_composer_model, DCR, COMPOSER_MODEL, GObject)

/** For @call, with its draft when there is one. */
DcrComposerModel *dcr_composer_model_new (DcrSession *session, DcrCall *call, DcrChannel channel);

DcrChannel dcr_composer_model_get_channel (DcrComposerModel *self);
const DcrUuid *dcr_composer_model_get_id (DcrComposerModel *self);
/** How messages are sent; NULL while it is not set up. */
const DcrSending *dcr_composer_model_get_sending (DcrComposerModel *self);
const DcrRules *dcr_composer_model_get_rules (DcrComposerModel *self);

/** (element-type DcrTemplate), best for the reason first. */
GPtrArray *dcr_composer_model_get_templates (DcrComposerModel *self);
/** NULL when this base has none for the channel. */
const DcrTemplate *dcr_composer_model_get_template (DcrComposerModel *self);
/** « template of the reason · approved on 4 November ». Free with g_free(). */
char *dcr_composer_model_describe_template (DcrComposerModel *self);
guint dcr_composer_model_get_chosen (DcrComposerModel *self);
void dcr_composer_model_choose (DcrComposerModel *self, guint at);
void dcr_composer_model_remove_attachment (DcrComposerModel *self, guint at);

/** As typed; never NULL. */
const char *dcr_composer_model_get_recipient (DcrComposerModel *self);
void dcr_composer_model_set_recipient (DcrComposerModel *self, const char *typed);
/** What is wrong with it, one sentence, or NULL. */
const char *dcr_composer_model_get_recipient_problem (DcrComposerModel *self);

/** (element-type DcrComposePassage) */
GPtrArray *dcr_composer_model_get_passages (DcrComposerModel *self);
void dcr_composer_model_include (DcrComposerModel *self, guint at, gboolean included);
/** NULL when nothing that was opened has one. */
const char *dcr_composer_model_get_link (DcrComposerModel *self);
/** The mark on it, or NULL when it is in order. */
const DcrLinkState *dcr_composer_model_get_link_state (DcrComposerModel *self);
/** A lead marks the link out of order until @until (UTC ms), for everybody; 0: back in order. @instead: what
 *  agents are told meanwhile, or NULL. */
void dcr_composer_model_mark_link (DcrComposerModel *self, gint64 until, const char *instead);
/** Whether the person in hand may do that. */
gboolean dcr_composer_model_may_mark (DcrComposerModel *self);
gboolean dcr_composer_model_get_link_included (DcrComposerModel *self);
void dcr_composer_model_include_link (DcrComposerModel *self, gboolean included);

/** As typed, or NULL. */
const char *dcr_composer_model_get_value (DcrComposerModel *self, const char *variable);
void dcr_composer_model_set_value (DcrComposerModel *self, const char *variable, const char *value);
/** The free part number @region as the agent writes it. */
void dcr_composer_model_edit (DcrComposerModel *self, guint region, const char *text);
gboolean dcr_composer_model_is_edited (DcrComposerModel *self);

/** Of an SMS. */
gboolean dcr_composer_model_get_short (DcrComposerModel *self);
void dcr_composer_model_set_short (DcrComposerModel *self, gboolean short_version);

/** What is sent; NULL without a template. */
const DcrComposed *dcr_composer_model_get_composed (DcrComposerModel *self);
/** The two versions of an SMS. */
const DcrComposed *dcr_composer_model_get_version (DcrComposerModel *self, gboolean short_version);
/** When the same was first sent to this recipient, UTC ms, and by whom (may be NULL); 0: it was not. */
gint64 dcr_composer_model_get_duplicate (DcrComposerModel *self, const char **who);

/** Why it cannot be sent now, one sentence; NULL when it can. */
const char *dcr_composer_model_get_refusal (DcrComposerModel *self);
/** The variable that the refusal is about, or NULL. */
const char *dcr_composer_model_get_missing (DcrComposerModel *self);
/**
 * Puts it in the outbox. FALSE when it is refused: then what its owner has to look at (a variable left
 * empty, a passage that changed) is flagged for them.
 */
gboolean dcr_composer_model_send (DcrComposerModel *self);

G_END_DECLS
