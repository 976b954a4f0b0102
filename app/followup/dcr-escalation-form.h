/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "followup/dcr-escalation.h"

G_BEGIN_DECLS

/** What an item of the form is about. */
typedef enum
{
  DCR_ITEM_QUESTION,
  DCR_ITEM_WANTS,
  DCR_ITEM_TOLD,
  DCR_ITEM_REASON,
  DCR_ITEM_ARTICLES,
  DCR_ITEM_PROMISE,
  DCR_ITEM_FACT,   /* of the reason's checklist; which: « fact » */
  DCR_ITEM_NAME,   /* the caller's, when the queue needs it */
  DCR_ITEM_EMAIL,
} DcrItemKind;

typedef struct
{
  DcrItemKind kind;
  guint fact;        /* place in the facts, for DCR_ITEM_FACT */
  char *label;       /* « Date of the appointment » */
  char *detail;      /* « F1344, 3 passages », « mandatory for this reason », or "" */
  gboolean filled, mandatory;
} DcrItem;

/**
 * DcrEscalationForm: what the agent hands over, before it leaves. Filled from the call in hand when it is
 * made; follows its reason, passages and note afterwards, without touching what the agent wrote. Saves itself
 * at each change beside the draft of the call. Main thread.
 * Signal: changed ().
 */
#define DCR_TYPE_ESCALATION_FORM (dcr_escalation_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrEscalationForm, dcr_escalation_form, DCR, ESCALATION_FORM, GObject)

/** On @call in hand of @calls; what was written for it before is there again. */
DcrEscalationForm *dcr_escalation_form_new (DcrCalls *calls, DcrCall *call, GError **error);
DcrCall *dcr_escalation_form_get_call (DcrEscalationForm *self);

/** « Signaler au service concerné »: only queues of services are offered. */
gboolean dcr_escalation_form_get_reporting (DcrEscalationForm *self);
void dcr_escalation_form_set_reporting (DcrEscalationForm *self, gboolean reporting);

/** Queues to choose from; lives as long as the form. (element-type DcrQueue) */
GPtrArray *dcr_escalation_form_get_queues (DcrEscalationForm *self);
/** The one chosen, else the one suggested by the reason's owner; NULL when there is none. */
const DcrQueue *dcr_escalation_form_get_queue (DcrEscalationForm *self);
/** @id: NULL goes back to the suggestion. */
void dcr_escalation_form_set_queue (DcrEscalationForm *self, const char *id);
/** « suggested by the reason Identity card › Loss », or why there is none. Free with g_free(). */
char *dcr_escalation_form_describe_queue (DcrEscalationForm *self);
DcrSeverity dcr_escalation_form_get_severity (DcrEscalationForm *self);
void dcr_escalation_form_set_severity (DcrEscalationForm *self, DcrSeverity severity);
/** When the answer is expected; UTC ms, 0 without a queue. */
gint64 dcr_escalation_form_get_due (DcrEscalationForm *self);

const char *dcr_escalation_form_get_question (DcrEscalationForm *self);
void dcr_escalation_form_set_question (DcrEscalationForm *self, const char *text);
const char *dcr_escalation_form_get_wants (DcrEscalationForm *self);
void dcr_escalation_form_set_wants (DcrEscalationForm *self, const char *text);
const char *dcr_escalation_form_get_told (DcrEscalationForm *self);
void dcr_escalation_form_set_told (DcrEscalationForm *self, const char *text);
/** Facts that the reason asks for; lives until the reason changes. (element-type DcrFact) */
GPtrArray *dcr_escalation_form_get_facts (DcrEscalationForm *self);
void dcr_escalation_form_set_fact (DcrEscalationForm *self, guint at, const char *value);
/** The promise made to the caller: kept as said, in words; "" for none, which must be said too. */
const char *dcr_escalation_form_get_promise (DcrEscalationForm *self);
gboolean dcr_escalation_form_get_promised (DcrEscalationForm *self);
void dcr_escalation_form_set_promise (DcrEscalationForm *self, gboolean promised, const char *text);
/** Of the caller, when the queue needs them (DCR_NEEDS_NAME, DCR_NEEDS_EMAIL). */
const char *dcr_escalation_form_get_name (DcrEscalationForm *self);
void dcr_escalation_form_set_name (DcrEscalationForm *self, const char *name);
const char *dcr_escalation_form_get_email (DcrEscalationForm *self);
void dcr_escalation_form_set_email (DcrEscalationForm *self, const char *email);

/** The completeness meter. (element-type DcrItem), owned by the caller. */
GPtrArray *dcr_escalation_form_list_items (DcrEscalationForm *self);
/** How many items of @items are filled. */
guint dcr_items_count_filled (GPtrArray *items);
/** TRUE when nothing mandatory is missing. */
gboolean dcr_escalation_form_is_complete (DcrEscalationForm *self);
/** « Missing: the date of the appointment », or NULL. Free with g_free(). */
char *dcr_escalation_form_describe_missing (DcrEscalationForm *self);
/** What stays here, and why. (element-type DcrDropped), owned by the caller. */
GPtrArray *dcr_escalation_form_list_dropped (DcrEscalationForm *self);

/** What would leave now, masked: the preview, the e-mail, the sheet and the export are made of this alone.
 *  Incomplete ones too (a sheet may be printed). */
DcrEscalation *dcr_escalation_form_build (DcrEscalationForm *self);

/** Writes it. Refused with DCR_ERROR_INCOMPLETE, naming what is missing. @callback when it is on the disk. */
void dcr_escalation_form_send_async (DcrEscalationForm *self, GAsyncReadyCallback callback,
                                     gpointer user_data);
/** « Rejoindre »: its caller joins @into, an open escalation about the same file, and is told with its answer.
 *  Only the question must be there. To be finished by dcr_escalation_form_send_finish(). */
void dcr_escalation_form_join_async (DcrEscalationForm *self, const DcrUuid *into,
                                     GAsyncReadyCallback callback, gpointer user_data);
/** Open escalations about the same file as this one, by its number. (element-type DcrEscalation), owned by the
 *  caller; empty when it has none. */
GPtrArray *dcr_escalation_form_find_same (DcrEscalationForm *self);
/** The escalation that was sent, owned by the caller; NULL with @error. */
DcrEscalation *dcr_escalation_form_send_finish (DcrEscalationForm *self, GAsyncResult *result,
                                                GError **error);

/** What belongs to the same transaction as the sending (the e-mail of a queue without this program): called in
 *  the writer's thread with the escalation just written. */
typedef gboolean (*DcrEscalationSentFunc) (DcrDb *db, const DcrEscalation *sent, gpointer data,
                                           GError **error);
void dcr_escalation_form_set_sent_func (DcrEscalationForm *self, DcrEscalationSentFunc func,
                                        gpointer data, GDestroyNotify free_data);

G_END_DECLS
