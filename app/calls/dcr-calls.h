/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "calls/dcr-call.h"
#include "calls/dcr-closing.h"
#include "calls/dcr-contact.h"
#include "calls/dcr-history.h"
#include "calls/dcr-reason.h"
#include "calls/dcr-service.h"
#include "calls/dcr-suggest.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/**
 * DcrCalls: the calls of one base: the one in hand, the drafts that wait, the grid of reasons, the
 * closing. Main thread; every write is queued to the store's writer.
 *
 * Signals:
 *  current-changed (): another call, or none, is in hand;
 *  waiting-changed (): a draft waits, or no longer does;
 *  grid-changed (): reasons, services or facets were read again;
 *  closed (DcrCall *): it is on the disk;
 *  save-failed (const char *sentence): the last change is not on the disk; saved again at the next one;
 *  saved (): everything is on the disk again after a failure.
 */
#define DCR_TYPE_CALLS (dcr_calls_get_type ())
G_DECLARE_FINAL_TYPE (DcrCalls, dcr_calls, DCR, CALLS, GObject)

/** Reads the grid and gives back the drafts left by a crash: the same call is in hand again. */
DcrCalls *dcr_calls_new (DcrStore *store, GError **error);
DcrStore *dcr_calls_get_store (DcrCalls *self);

/** Who works at this desk. The first person is made when there is none. */
const DcrUuid *dcr_calls_get_person (DcrCalls *self);
void dcr_calls_set_person (DcrCalls *self, const DcrUuid *person);

/** The call in hand, or NULL between two calls. */
DcrCall *dcr_calls_get_current (DcrCalls *self);
/** Begins a call by hand and takes it in hand; the one before waits. @number may be NULL. */
DcrCall *dcr_calls_begin (DcrCalls *self, const char *number);
/** Drafts other than the one in hand, oldest first: (transfer none) DcrCall. */
GPtrArray *dcr_calls_get_waiting (DcrCalls *self);
/** Takes a waiting draft in hand; the one in hand waits. */
void dcr_calls_take (DcrCalls *self, DcrCall *call);
/** Drops a draft that was begun by mistake: nothing of it stays. */
void dcr_calls_drop (DcrCalls *self, DcrCall *call);

/**
 * One neutral event of telephony, a{sv} with s values: event (« ringing », « answered », « ended »), caller,
 * called, id. Ringing makes a draft that waits, in hand only when no call is; answered takes it in hand, the
 * one before waits; ended keeps the draft to be closed, or drops it when nobody answered.
 * FALSE with DCR_ERROR_INPUT when it is no such event.
 */
gboolean dcr_calls_event (DcrCalls *self, GVariant *event, GError **error);

/* Evidence: what the shell tells, a call in hand or not. Without one it is held: a call begun by a kept
 * passage takes what is less than ten minutes old, one begun by hand what is less than two. */
void dcr_calls_note_article (DcrCalls *self, const DcrCallArticle *article);
void dcr_calls_note_query (DcrCalls *self, const char *words);
/** Keeps the passage, beginning a call when none is in hand. Its number. */
guint dcr_calls_keep_passage (DcrCalls *self, const DcrCallPassage *passage);

/** The grid in force; lives until « grid-changed ». */
DcrReasonGrid *dcr_calls_get_grid (DcrCalls *self);
/** Reasons that the evidence of @call speaks for, each with why. GPtrArray of DcrSuggestion. */
GPtrArray *dcr_calls_suggest (DcrCalls *self, DcrCall *call, guint limit);
/** Reasons this person chose last, newest first: (transfer none) codes, at most five. */
const char *const *dcr_calls_get_last_reasons (DcrCalls *self);
/** For the type-ahead. Lives until « grid-changed ». */
DcrSuggester *dcr_calls_get_suggester (DcrCalls *self);

/** Services in use; lives until « grid-changed ». (element-type DcrService) */
GPtrArray *dcr_calls_get_services (DcrCalls *self);
/** Reads grid, services and facets again (after an import). */
gboolean dcr_calls_reload (DcrCalls *self, GError **error);

/**
 * Closes @call in one transaction: call, articles, passages, reasons, texts, contact, counts; its draft
 * is dropped. Refused with DCR_ERROR_INCOMPLETE when something is missing. @callback comes when it is on
 * the disk; until then the call stays in hand.
 */
void dcr_calls_close_async (DcrCalls *self, DcrCall *call, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dcr_calls_close_finish (DcrCalls *self, GAsyncResult *result, GError **error);

/** What another room keeps of each call, in the transaction that closes it. NULL takes it away. */
void dcr_calls_set_closing_hook (DcrCalls *self, DcrClosingHook hook, gpointer data);

/** Earlier calls of the number of @call, or NULL. Owned by @self, until the number changes. */
const DcrRepeat *dcr_calls_get_repeat (DcrCalls *self, DcrCall *call);
/** Approved sentences to apologise (kind 1) and explain (2). GPtrArray of char *. */
GPtrArray *dcr_calls_list_phrases (DcrCalls *self);

/** The person's last calls of today, newest first, @limit at most. GPtrArray of DcrCallInfo.
 *  @total: (out) (nullable): how many today. */
GPtrArray *dcr_calls_list_today (DcrCalls *self, guint limit, guint *total, GError **error);

G_END_DECLS
