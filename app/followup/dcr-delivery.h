/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-outbox.h"
#include "followup/dcr-sending.h"

G_BEGIN_DECLS

/**
 * DcrDelivery: empties the outbox, in whatever thread runs it (one at a time; never the main one of the
 * desk). One program at a time delivers a base: it holds FOLDER/outbox.lock, which the system lets go when
 * it dies, and so knows that any message « being sent » that it finds was left by a dead one.
 *
 * Each message: taken (on the disk), the far side says go, noted that it leaves (on the disk), it leaves,
 * the answer, kept (on the disk). So whatever dies where, a message is sent once, or stands as perhaps sent.
 */
typedef struct _DcrDelivery DcrDelivery;

/** Where one message stands: for progress, and for tests that stop the program there. */
typedef enum
{
  DCR_STEP_TAKEN,    /* on the disk as being sent */
  DCR_STEP_READY,    /* the far side waits for it */
  DCR_STEP_LEAVING,  /* noted on the disk; the next thing is the first byte */
  DCR_STEP_ANSWERED, /* not yet on the disk */
  DCR_STEP_KEPT,     /* on the disk */
  DCR_N_STEPS
} DcrDeliveryStep;
typedef void (*DcrDeliveryStepFunc) (DcrDeliveryStep step, const DcrUuid *id, gpointer data);

typedef struct
{
  guint handed, failed, later, perhaps;
  gint64 next;          /* when to come again, UTC ms; 0: nothing waits */
  char *trouble;        /* why a channel waits, one sentence; or NULL. g_free() it */
} DcrDeliveryCount;

/** @sending is taken. */
DcrDelivery *dcr_delivery_new (DcrStore *store, DcrSending *sending);
/** Lets the lock go. */
void dcr_delivery_free (DcrDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrDelivery, dcr_delivery_free)

void dcr_delivery_set_step_func (DcrDelivery *delivery, DcrDeliveryStepFunc func, gpointer data);

/**
 * Sends all that is due. A channel whose far side lets nobody in is left alone for a while (30 s, doubled
 * up to 15 min), its messages untouched. @cancellable stops between messages and before one leaves; one
 * that left is waited for.
 *
 * FALSE with DCR_ERROR_BUSY while another program delivers, or when the base cannot be written.
 */
gboolean dcr_delivery_run (DcrDelivery *delivery, GCancellable *cancellable,
                           DcrDeliveryCount *count, GError **error);

G_END_DECLS
