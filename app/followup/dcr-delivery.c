/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-delivery.h"

#include <string.h>
#include <unistd.h>

#include "base/dcr-clock.h"
#include "followup/dcr-carrier.h"
#include "followup/dcr-escalation-mail.h"
#include "store/dcr-files.h"

#define BATCH 20
#define CHECKPOINT_EVERY 200 /* messages; a long log makes every read slower */
#define CLOSED_FIRST_MS 30000
#define CLOSED_MAX_MS (15 * 60 * 1000)
#define DUMMY_REPORT_MS 3000

typedef struct
{
  DcrCarrier *carrier;  /* opened when first needed */
  gint64 closed_until;  /* UTC ms */
  gint64 closed_for;
  char *trouble;
} Way;

struct _DcrDelivery
{
  DcrStore *store;
  DcrSending *sending;
  DcrDb *reader; /* of the thread that runs; opened anew at each run */
  int lock;
  Way ways[2]; /* by channel, 1 and 2 */
  guint since_checkpoint;
  DcrDeliveryStepFunc step;
  gpointer step_data;
};

DcrDelivery *
dcr_delivery_new (DcrStore *store, DcrSending *sending)
{
  DcrDelivery *delivery = g_new0 (DcrDelivery, 1);
  delivery->store = store;
  delivery->sending = sending;
  delivery->lock = -1;
  return delivery;
}

void
dcr_delivery_free (DcrDelivery *delivery)
{
  if (delivery == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (delivery->ways); i++)
    {
      g_clear_pointer (&delivery->ways[i].carrier, dcr_carrier_free);
      g_free (delivery->ways[i].trouble);
    }
  if (delivery->lock >= 0)
    close (delivery->lock);
  dcr_sending_free (delivery->sending);
  g_free (delivery);
}

void
dcr_delivery_set_step_func (DcrDelivery *delivery, DcrDeliveryStepFunc func, gpointer data)
{
  delivery->step = func;
  delivery->step_data = data;
}

static void
tell (DcrDelivery *delivery, DcrDeliveryStep step, const DcrUuid *id)
{
  if (delivery->step != NULL)
    delivery->step (step, id, delivery->step_data);
}

/* ---- Transactions --------------------------------------------------------------------------- */

typedef struct
{
  DcrDelivery *delivery;
  DcrChannel channel;
  const DcrUuid *id;
  const DcrSendResult *result;
  GPtrArray *taken;
  guint from;
  gboolean go;
  guint n;
} Write;

static gboolean
write_begin (DcrDb *db, gpointer data, GError **error)
{
  Write *w = data;
  gint64 now = dcr_clock_now_ms ();
  return dcr_outbox_recover (db, now, &w->n, error) && dcr_outbox_settle (db, now, error);
}

static gboolean
write_settle (DcrDb *db, gpointer data, GError **error)
{
  return dcr_outbox_settle (db, dcr_clock_now_ms (), error);
}

static gboolean
write_take (DcrDb *db, gpointer data, GError **error)
{
  Write *w = data;
  const DcrSending *sending = w->delivery->sending;
  const DcrHours *hours
      = w->channel == DCR_CHANNEL_SMS && !sending->any_hour ? &sending->hours : NULL;

  g_clear_pointer (&w->taken, g_ptr_array_unref);
  w->taken = dcr_outbox_take (db, w->channel, hours, BATCH, dcr_clock_now_ms (), error);
  return w->taken != NULL;
}

static gboolean
write_leave (DcrDb *db, gpointer data, GError **error)
{
  Write *w = data;
  return dcr_outbox_leave (db, w->id, dcr_clock_now_ms (), &w->go, error);
}

static gboolean
write_record (DcrDb *db, gpointer data, GError **error)
{
  Write *w = data;
  return dcr_outbox_record (db, w->id, w->result, dcr_clock_now_ms (), error);
}

static gboolean
write_put_back (DcrDb *db, gpointer data, GError **error)
{
  Write *w = data;
  for (guint i = w->from; i < w->taken->len; i++)
    {
      const DcrMessage *message = g_ptr_array_index (w->taken, i);
      if (!dcr_outbox_put_back (db, &message->id, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Attachments ---------------------------------------------------------------------------- */

static void
part_clear (gpointer data)
{
  DcrMailPart *part = data;
  g_free ((char *) part->name);
  g_free ((char *) part->mime_type);
  g_free ((char *) part->contents);
}

static GArray *
load_attachments (DcrDelivery *delivery, const DcrMessage *message, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (DcrMailPart));

  g_array_set_clear_func (parts, part_clear);
  for (guint i = 0; i < message->attachments->len; i++)
    {
      g_autoptr (DcrStmt) stmt = dcr_db_prepare (
          delivery->reader, "SELECT name,mime,content FROM attachment WHERE id=?1", error);
      if (stmt == NULL)
        return NULL;
      dcr_stmt_bind_uuid (stmt, 1, &g_array_index (message->attachments, DcrUuid, i));
      if (!dcr_stmt_step (stmt, error))
        return NULL;
      gsize size;
      gconstpointer content = dcr_stmt_blob (stmt, 2, &size);
      DcrMailPart part = { g_strdup (dcr_stmt_text (stmt, 0)), g_strdup (dcr_stmt_text (stmt, 1)),
                           g_memdup2 (content, size), size };
      g_array_append_val (parts, part);
    }
  return g_steal_pointer (&parts);
}

/* ---- One message ---------------------------------------------------------------------------- */

typedef struct
{
  DcrDelivery *delivery;
  const DcrUuid *id;
  GCancellable *until_it_leaves;
  gint left; /* atomic */
} Leaving;

static gboolean
on_leaving (gpointer data)
{
  Leaving *leaving = data;
  Write w = { leaving->delivery, .id = leaving->id };
  g_autoptr (GError) error = NULL;

  tell (leaving->delivery, DCR_STEP_READY, leaving->id);
  if (g_cancellable_is_cancelled (leaving->until_it_leaves))
    return FALSE;
  if (!dcr_store_write (leaving->delivery->store, write_leave, &w, &error))
    {
      g_message ("outbox: %s", error->message);
      return FALSE;
    }
  g_atomic_int_set (&leaving->left, w.go);
  if (w.go)
    tell (leaving->delivery, DCR_STEP_LEAVING, leaving->id);
  return w.go;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Leaving *leaving = data;
  if (!g_atomic_int_get (&leaving->left))
    g_cancellable_cancel (leaving->until_it_leaves);
}

static void
send_one (DcrDelivery *delivery, DcrCarrier *carrier, DcrMessage *message,
          GCancellable *cancellable, DcrSendResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) parts = load_attachments (delivery, message, &error);
  g_autoptr (GCancellable) until_it_leaves = g_cancellable_new ();
  Leaving leaving = { delivery, &message->id, until_it_leaves, FALSE };
  const DcrSending *sending = delivery->sending;
  gulong handler = 0;

  memset (result, 0, sizeof *result);
  if (parts == NULL
      || !dcr_escalation_mail_dress (
          delivery->reader, message,
          sending->reply_to != NULL ? sending->reply_to : sending->from_address, parts, &error))
    {
      dcr_send_result_set (result, DCR_SEND_REFUSED, 0, "an attachment is missing");
      return;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), &leaving, NULL);
  carrier->send (carrier, message, (const DcrMailPart *)(gpointer)parts->data, parts->len,
                 on_leaving, &leaving, until_it_leaves, result);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
}

static void
count_result (DcrDeliveryCount *count, const DcrSendResult *result)
{
  count->handed += result->outcome == DCR_SEND_ACCEPTED;
  count->failed += result->outcome == DCR_SEND_REFUSED;
  count->later += result->outcome == DCR_SEND_LATER;
  count->perhaps += result->outcome == DCR_SEND_UNKNOWN;
}

static void
close_way (Way *way, const DcrSendResult *result)
{
  way->closed_for
      = way->closed_for == 0 ? CLOSED_FIRST_MS : MIN (way->closed_for * 2, CLOSED_MAX_MS);
  way->closed_until = dcr_clock_now_ms ()
                      + (gint64) (way->closed_for * g_random_double_range (0.75, 1.25));
  g_free (way->trouble);
  way->trouble = g_strdup (
      result->setup
          ? _ (
              "The server refuses the connection: its certificate, name or password is not right. Messages wait in the outbox. Tell the administrator.")
          : _ (
              "There is no network or the server does not answer. Messages leave as soon as it is back."));
  g_message ("outbox: no way in: %s", result->answer);
}

static void
open_way (Way *way)
{
  way->closed_for = way->closed_until = 0;
  g_clear_pointer (&way->trouble, g_free);
}

/* Sends one of the batch; *@go_on FALSE when the rest is to be put back. */
static gboolean
deliver_one (DcrDelivery *delivery, Way *way, DcrMessage *message, GCancellable *cancellable,
             DcrDeliveryCount *count, gboolean *go_on, GError **error)
{
  DcrSendResult result;
  Write w = { delivery, .id = &message->id, .result = &result };

  tell (delivery, DCR_STEP_TAKEN, &message->id);
  send_one (delivery, way->carrier, message, cancellable, &result);
  tell (delivery, DCR_STEP_ANSWERED, &message->id);
  if (result.outcome == DCR_SEND_LATER && g_cancellable_is_cancelled (cancellable))
    result.outcome = DCR_SEND_CLOSED; /* we stopped it: not a try */
  if (!dcr_store_write (delivery->store, write_record, &w, error))
    return FALSE;
  tell (delivery, DCR_STEP_KEPT, &message->id);
  count_result (count, &result);
  *go_on = result.outcome != DCR_SEND_CLOSED;
  if (result.outcome != DCR_SEND_CLOSED)
    open_way (way);
  else if (!g_cancellable_is_cancelled (cancellable))
    close_way (way, &result);
  if (++delivery->since_checkpoint >= CHECKPOINT_EVERY)
    {
      delivery->since_checkpoint = 0;
      dcr_store_checkpoint (delivery->store);
    }
  return TRUE;
}

static gboolean
deliver_batch (DcrDelivery *delivery, Way *way, Write *w, GCancellable *cancellable,
               DcrDeliveryCount *count, gboolean *go_on, GError **error)
{
  for (guint i = 0; i < w->taken->len; i++)
    {
      w->from = i;
      if (g_cancellable_is_cancelled (cancellable))
        *go_on = FALSE;
      else if (!deliver_one (delivery, way, g_ptr_array_index (w->taken, i), cancellable, count,
                             go_on, error))
        return FALSE;
      else
        w->from = i + 1;
      if (!*go_on)
        return w->from == w->taken->len
               || dcr_store_write (delivery->store, write_put_back, w, error);
    }
  return TRUE;
}

/* ---- One channel ---------------------------------------------------------------------------- */

static gboolean
has_due (DcrDelivery *delivery, DcrChannel channel)
{
  return dcr_db_get_int (delivery->reader, 0, NULL,
                         "SELECT 1 FROM message WHERE state=2 AND channel=?1 AND due<=?2 LIMIT 1", "ii",
                         (gint64) channel, dcr_clock_now_ms ()) != 0;
}

static gboolean
prepare_way (DcrDelivery *delivery, Way *way, DcrChannel channel)
{
  g_autoptr (GError) error = NULL;

  if (way->carrier == NULL)
    way->carrier = dcr_carrier_new (delivery->sending, channel, &error);
  if (way->carrier != NULL)
    return TRUE;
  g_free (way->trouble);
  way->trouble = g_strdup (error->message);
  way->closed_until = dcr_clock_now_ms () + CLOSED_MAX_MS;
  return FALSE;
}

static gboolean
deliver_channel (DcrDelivery *delivery, DcrChannel channel, GCancellable *cancellable,
                 DcrDeliveryCount *count, GError **error)
{
  Way *way = &delivery->ways[channel - 1];
  Write w = { delivery, channel };
  gboolean go_on = TRUE, right = TRUE;

  if (way->closed_until > dcr_clock_now_ms () || !has_due (delivery, channel)
      || !prepare_way (delivery, way, channel))
    return TRUE;
  while (right && go_on && !g_cancellable_is_cancelled (cancellable))
    {
      right = dcr_store_write (delivery->store, write_take, &w, error);
      if (!right || w.taken->len == 0)
        break;
      right = deliver_batch (delivery, way, &w, cancellable, count, &go_on, error);
    }
  g_clear_pointer (&w.taken, g_ptr_array_unref);
  return right;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static gint64
next_of (DcrDelivery *delivery, DcrChannel channel)
{
  gint64 due = dcr_db_get_int (delivery->reader, 0, NULL,
                               "SELECT min(due) FROM message WHERE state=2 AND channel=?1", "i",
                               (gint64) channel);
  return due == 0 ? 0 : MAX (due, delivery->ways[channel - 1].closed_until);
}

static gboolean
write_dummy_reports (DcrDb *db, gpointer data, GError **error)
{
  gint64 now = dcr_clock_now_ms ();
  gboolean known, right = TRUE;
  DcrUuid id;

  for (guint i = 0; right && i < 100; i++)
    {
      g_autoptr (DcrStmt) stmt = dcr_db_prepare (
          db,
          "SELECT id FROM message WHERE state=4 AND channel=2 AND handed<=?1 AND ended IS NULL LIMIT 1",
          error);
      if (stmt == NULL)
        return FALSE;
      dcr_stmt_bind_int (stmt, 1, now - DUMMY_REPORT_MS);
      if (!dcr_stmt_step (stmt, NULL) || !dcr_stmt_uuid (stmt, 0, &id))
        break;
      dcr_stmt_reset (stmt);
      right = dcr_outbox_report (db, &id, DCR_REPORT_DELIVERED, now, &known, error);
    }
  return right;
}

static gint64
next_dummy_report (DcrDelivery *delivery)
{
  gint64 handed = dcr_db_get_int (delivery->reader, 0, NULL,
                                  "SELECT min(handed) FROM message WHERE state=4 AND channel=2"
                                  " AND ended IS NULL", "");
  return handed == 0 ? 0 : handed + DUMMY_REPORT_MS;
}

static gboolean
begin (DcrDelivery *delivery, GError **error)
{
  g_autofree char *path
      = g_build_filename (dcr_store_get_folder (delivery->store), "outbox.lock", NULL);
  Write w = { delivery };

  if (delivery->lock >= 0)
    return dcr_store_write (delivery->store, write_settle, NULL, error);
  delivery->lock = dcr_files_lock (path, 0, error);
  if (delivery->lock < 0)
    return FALSE;
  if (dcr_store_write (delivery->store, write_begin, &w, error))
    return TRUE;
  close (delivery->lock);
  delivery->lock = -1;
  return FALSE;
}

static void
add_next (DcrDeliveryCount *count, gint64 at)
{
  if (at != 0 && (count->next == 0 || at < count->next))
    count->next = at;
}

gboolean
dcr_delivery_run (DcrDelivery *delivery, GCancellable *cancellable, DcrDeliveryCount *count,
                  GError **error)
{
  gboolean right;

  memset (count, 0, sizeof *count);
  if (!begin (delivery, error))
    return FALSE;
  delivery->reader = dcr_store_open_reader (delivery->store, error);
  if (delivery->reader == NULL)
    return FALSE;
  right = deliver_channel (delivery, DCR_CHANNEL_SMS, cancellable, count, error)
          && deliver_channel (delivery, DCR_CHANNEL_MAIL, cancellable, count, error)
          && (!delivery->sending->dummy
              || dcr_store_write (delivery->store, write_dummy_reports, NULL, error));
  add_next (count, next_of (delivery, DCR_CHANNEL_SMS));
  add_next (count, next_of (delivery, DCR_CHANNEL_MAIL));
  if (delivery->sending->dummy)
    add_next (count, next_dummy_report (delivery));
  for (guint i = 0; i < G_N_ELEMENTS (delivery->ways) && count->trouble == NULL; i++)
    count->trouble = g_strdup (delivery->ways[i].trouble);
  g_clear_pointer (&delivery->reader, dcr_db_close);
  return right;
}
