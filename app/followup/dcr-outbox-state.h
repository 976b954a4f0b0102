/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-calendar.h"
#include "followup/dcr-message.h"
#include "net/dcr-sms-gateway.h"

G_BEGIN_DECLS

/*
 * The states of a message and the only ways from one to another. Every function runs inside a write
 * transaction of work.db (dcr_store_write()), in the writer's thread: state and effect are kept together
 * or not at all.
 *
 *   what happens            from                          to
 *   ----------------------  ----------------------------  -----------------------------------------
 *   sent by the agent       draft                         queued
 *   taken                   queued                        sending
 *   the message leaves      sending                       (noted on the attempt, before the 1st byte)
 *   accepted                sending                       handed over
 *   refused for now         sending                       queued, later; failed after 72 h or 8 tries;
 *                                                         cancelled when that was asked meanwhile
 *   no way in               sending                       queued, not counted as a try
 *   refused for good        sending                       failed
 *   cut after it left       sending                       perhaps sent
 *   the program died        sending                       queued when nothing had left, else perhaps sent
 *   a passage changed       queued                        suspended
 *   checked again           suspended                     queued
 *   hurried by a person     queued                        queued, due now
 *   cancelled               draft, queued, suspended      cancelled (sending: asked)
 *   filed as sent           perhaps sent                  handed over
 *   sent again by a person  perhaps sent                  queued, same identifiers
 *   report: delivered       any but draft                 delivered
 *   report: failed          sending, handed over,         failed (when delivered: only an SMS of several
 *                           perhaps sent, delivered       parts, one of which did not arrive)
 *   report: accepted        perhaps sent                  handed over
 *   five days               handed over                   handed over, final
 *
 * Reports commute and repeat: the state follows from the set of them, not from their order. Delivered,
 * failed and cancelled are final, handed over after five days: then recipient and names go.
 */

#define DCR_OUTBOX_MAX_TRIES 8
#define DCR_OUTBOX_MAX_AGE_MS (G_GINT64_CONSTANT (72) * 3600 * 1000)
#define DCR_OUTBOX_AWAIT_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define DCR_OUTBOX_SETTLE_MS (G_GINT64_CONSTANT (5) * 24 * 3600 * 1000)

/** What a person may do with a message that is not final. */
typedef enum
{
  DCR_OUTBOX_CANCEL,
  DCR_OUTBOX_RESUME, /* suspended: the passages were looked at again */
  DCR_OUTBOX_FILE,   /* perhaps sent: filed as sent */
  DCR_OUTBOX_RESEND, /* perhaps sent: sent again, knowing that it may arrive twice */
  DCR_OUTBOX_HURRY,  /* queued: tried now rather than later */
  DCR_OUTBOX_AWAIT,  /* perhaps sent: a report may still say so; to be decided in DCR_OUTBOX_AWAIT_MS */
} DcrOutboxAct;

/** Adds @message as a draft or to the queue, passages and attachments included. @key: of the recipient's
 *  hash (see dcr_outbox_hash()), NULL for a draft. A draft of the same id is replaced. */
gboolean dcr_outbox_insert (DcrDb *db, const DcrMessage *message, GBytes *key, GError **error);

/** Takes at most @limit messages of @channel that are due: they are being sent from then on. With @hours,
 *  those outside of them, on the clock of their recipient, are put off to the next opening instead.
 *  (element-type DcrMessage) */
GPtrArray *dcr_outbox_take (DcrDb *db, DcrChannel channel, const DcrHours *hours, guint limit,
                            gint64 now, GError **error);
/** Notes that the first byte is about to leave. *@go is FALSE when it was cancelled meanwhile. */
gboolean dcr_outbox_leave (DcrDb *db, const DcrUuid *id, gint64 now, gboolean *go, GError **error);
/** What became of the attempt. */
gboolean dcr_outbox_record (DcrDb *db, const DcrUuid *id, const DcrSendResult *result, gint64 now,
                            GError **error);
/** Gives back a message that was taken and not tried. */
gboolean dcr_outbox_put_back (DcrDb *db, const DcrUuid *id, GError **error);
/** After a death: whoever holds the outbox lock calls it first. *@n: how many were found. */
gboolean dcr_outbox_recover (DcrDb *db, gint64 now, guint *n, GError **error);
/** Ends what was handed over five days ago, and what waited too long. */
gboolean dcr_outbox_settle (DcrDb *db, gint64 now, GError **error);

/** A delivery report. *@known: FALSE when no message has this id. */
gboolean dcr_outbox_report (DcrDb *db, const DcrUuid *id, DcrReportKind kind, gint64 now,
                            gboolean *known, GError **error);
/** A bounce about this Message-ID, @status as « 5.1.1 ». @failed FALSE: only delayed. */
gboolean dcr_outbox_bounce (DcrDb *db, const char *message_id, gboolean failed, const char *status,
                            gint64 now, gboolean *known, GError **error);

/** DCR_ERROR_INPUT when the state does not allow it (it moved meanwhile). */
gboolean dcr_outbox_act (DcrDb *db, const DcrUuid *id, DcrOutboxAct act, gint64 now,
                         GError **error);

/** TRUE when the passage still reads as @hash. */
typedef gboolean (*DcrOutboxCheckFunc) (const char *article, const char *address, const char *hash,
                                        gpointer data);
/** Suspends what is queued and cites a passage that changed. */
gboolean dcr_outbox_check_passages (DcrDb *db, DcrOutboxCheckFunc check, gpointer data, gint64 now,
                                    guint *n_suspended, GError **error);

/** How long to wait after try number @tries (1…): 1 min, 5, 15, 1 h, 4, 12, 24, each ± a quarter. */
gint64 dcr_outbox_backoff (int tries);

G_END_DECLS
