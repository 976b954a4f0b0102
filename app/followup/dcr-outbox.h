/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "followup/dcr-outbox-state.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/**
 * DcrOutbox: the messages of one base, for the desk and the command line. Main thread; writes are queued
 * to the store's writer.
 *
 * Signal: changed (): some message moved, or may have (the deliverer worked, a person acted).
 */
#define DCR_TYPE_OUTBOX (dcr_outbox_get_type ())
G_DECLARE_FINAL_TYPE (DcrOutbox, dcr_outbox, DCR, OUTBOX, GObject)

/** Makes the key of the recipients' hashes when there is none: FOLDER/message.key, mode 0600. It lives as
 *  long as the base, since what was sent to whom may be asked for 16 months. */
DcrOutbox *dcr_outbox_new (DcrStore *store, GError **error);
DcrStore *dcr_outbox_get_store (DcrOutbox *self);

/** The key. Any thread. (transfer none) */
GBytes *dcr_outbox_get_key (DcrOutbox *self);
/** Reads or makes the key in @folder. */
GBytes *dcr_outbox_load_key (const char *folder, GError **error);
/** Keyed hash (HMAC-SHA-256) of a normalised recipient. */
GBytes *dcr_outbox_hash (GBytes *key, const char *recipient);

/** Tells those who watch that messages may have moved. Main thread. */
void dcr_outbox_emit_changed (DcrOutbox *self);

/**
 * Puts @message (taken) in the outbox: a draft, or queued from now on. id, message_id, hash, mask and times
 * are filled in when they are not. @callback when it is on the disk: then it survives a power cut.
 * @domain: right side of the Message-ID.
 */
void dcr_outbox_put_async (DcrOutbox *self, DcrMessage *message, const char *domain,
                           GAsyncReadyCallback callback, gpointer user_data);
/** The same, waited for: command line and tests. @message stays the caller's. */
gboolean dcr_outbox_put (DcrOutbox *self, DcrMessage *message, const char *domain, GError **error);

/** Drops a draft that was given up. */
void dcr_outbox_drop_draft (DcrOutbox *self, const DcrUuid *id);
/** The draft of this call and channel, or NULL. */
DcrMessage *dcr_outbox_find_draft (DcrOutbox *self, const DcrUuid *call, DcrChannel channel);

void dcr_outbox_act_async (DcrOutbox *self, const DcrUuid *id, DcrOutboxAct act,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean dcr_outbox_finish (DcrOutbox *self, GAsyncResult *result, GError **error);

/** When the same template was sent to this recipient within @window_ms, however it ended but cancelled
 *  or failed: the time of the first, and who (display, may be NULL; g_free() it). 0 otherwise. */
gint64 dcr_outbox_find_duplicate (DcrOutbox *self, const char *recipient,
                                  const DcrUuid *template_id, int template_number, gint64 window_ms,
                                  char **who);

/* ---- Lists ----------------------------------------------------------------------------------- */

/** Which messages a list shows. */
typedef enum
{
  DCR_OUTBOX_ALL,
  DCR_OUTBOX_TO_DECIDE, /* perhaps sent and no report awaited, suspended, failed */
  DCR_OUTBOX_UNDER_WAY, /* queued, being sent, handed over and not settled, perhaps sent and awaited */
  DCR_OUTBOX_ARRIVED,   /* delivered, or settled */
  DCR_N_OUTBOX_FILTERS
} DcrOutboxFilter;

/** Messages since @since, what asks for a decision first, then newest first; text, passages and attachments
 *  left out. Drafts are no messages yet. (element-type DcrMessage), free function set. */
GPtrArray *dcr_outbox_list (DcrDb *db, DcrOutboxFilter filter, gint64 since, guint limit,
                            GError **error);
/** How many of each filter, into DCR_N_OUTBOX_FILTERS numbers. */
gboolean dcr_outbox_count (DcrDb *db, gint64 since, guint *counts, GError **error);
/** Those of one call, oldest first. */
GPtrArray *dcr_outbox_list_call (DcrDb *db, const DcrUuid *call, GError **error);

/** One try. */
typedef struct
{
  int number;
  gint64 began, left, ended; /* left: 0 when nothing of the message left */
  DcrSendOutcome outcome;
  int code;
  char *answer; /* masked */
} DcrAttempt;
/** Oldest first; (element-type DcrAttempt), free function set. */
GPtrArray *dcr_outbox_list_attempts (DcrDb *db, const DcrUuid *id, GError **error);
/** Articles cited: « F1344 · 3 passages ». NULL when none. Free with g_free(). */
char *dcr_outbox_describe_sources (DcrDb *db, const DcrUuid *id);

G_END_DECLS
