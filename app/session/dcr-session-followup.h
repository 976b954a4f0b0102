/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-deliverer.h"
#include "followup/dcr-templates.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/* Written confirmations, as the session offers them. Main thread. */

DcrOutbox *dcr_session_get_outbox (DcrSession *self);
/** The desk delivers its own outbox from now on; made once. (transfer none) */
DcrDeliverer *dcr_session_start_deliverer (DcrSession *self);
/** How this base sends; the demonstration's sends nothing. (transfer full) */
DcrSending *dcr_session_load_sending (DcrSession *self, GError **error);

/** Hashes of the passages that @template quotes as the reference has them today: « ARTICLE#ADDRESS » ->
 *  hash; those that are gone are not in it. In the reading thread. */
void dcr_session_read_quotes_async (DcrSession *self, const DcrTemplate *template,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/** (transfer full) */
GHashTable *dcr_session_read_quotes_finish (DcrSession *self, GAsyncResult *result, GError **error);

/** Approves the newest version, by the person in hand; finished by dcr_store_write_finish(). */
void dcr_session_approve_template_async (DcrSession *self, const DcrUuid *id,
                                         GAsyncReadyCallback callback, gpointer user_data);
/**
 * The SMS that the template of this @code makes by itself: nothing is chosen in it. @about, @at: the call (or
 * the promise) that its reference is made from. @counter: (nullable) what {{guichet}} says. Not sent yet, call
 * not filled in. NULL with DCR_ERROR_NOT_FOUND without such a template, DCR_ERROR_INPUT for a number that takes
 * no SMS. (transfer full)
 */
DcrMessage *dcr_session_make_sms (DcrSession *self, const char *code, const char *number,
                                  const DcrUuid *about, gint64 at, const char *counter,
                                  GError **error);
/** Puts @message (taken) in the outbox; it may be taken back for some seconds. Finished by
 *  dcr_outbox_finish(). */
void dcr_session_queue_message_async (DcrSession *self, DcrMessage *message,
                                      GAsyncReadyCallback callback, gpointer user_data);

/** After an import: templates and queued messages whose passages changed stop. Waited for; the second form
 *  is for the desk. */
gboolean dcr_session_check_passages (DcrSession *self, guint *n_templates, guint *n_messages,
                                     GError **error);
void dcr_session_check_passages_later (DcrSession *self);

G_END_DECLS
