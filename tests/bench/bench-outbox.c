/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sending costs: messages a second on one connection kept open to a real relay on the loopback, and
 * whether a queue of 100,000 costs more a message than one of 100. Beside the floor that each message
 * pays anyway: the synced writes of this disk. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dcr-clock.h"
#include "dcr-measure.h"
#include "dcr-peer.h"
#include "followup/dcr-delivery.h"

#define LONG_QUEUE 100000
#define SHORT_QUEUE 100
#define AT_LEAST 20.0 /* messages a second */
#define WRITES 3      /* on the disk: taken, leaving, kept */

static char *certs;

typedef struct
{
  char *folder, *mailbox;
  DcrPeer *relay;
  DcrStore *store;
  DcrOutbox *outbox;
  GCancellable *enough;
  guint wanted, kept;
} World;

static void
write_settings (const World *w, guint port)
{
  g_autofree char *path = g_build_filename (w->folder, "sending.ini", NULL);
  g_autofree char *text = g_strdup_printf (
      "[mail]\nhost=127.0.0.1\nport=%u\nuser=decroche\npassword=secret\nca-file=%s/ca.pem\n"
      "from=reponse@3939.example\nfrom-name=Allô\n", port, certs);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
open_world (World *w)
{
  static const char *const with_password[] = { "--password", "secret", NULL };
  g_autoptr (GError) error = NULL;
  guint port;

  memset (w, 0, sizeof *w);
  w->folder = dcr_peer_make_folder ();
  w->mailbox = dcr_peer_make_folder ();
  w->relay = dcr_peer_start_relay (certs, w->mailbox, 0, with_password, &port);
  write_settings (w, port);
  w->store = dcr_store_open (w->folder, &error);
  g_assert_no_error (error);
  w->outbox = dcr_outbox_new (w->store, &error);
  g_assert_no_error (error);
}

static void
close_world (World *w)
{
  g_object_unref (w->outbox);
  dcr_store_close (w->store);
  dcr_peer_stop (w->relay);
  dcr_peer_remove_folder (w->folder);
  dcr_peer_remove_folder (w->mailbox);
}

/* Ids follow the clock, as those of the desk do. */
static gboolean
multiply (DcrDb *db, gpointer data, GError **error)
{
  for (gint64 i = 1; i < GPOINTER_TO_UINT (data); i++)
    {
      DcrUuid id = dcr_uuid_new ();
      if (!dcr_db_run (db, error,
                       "INSERT INTO message(id,channel,state,title,recipient,recipient_mask,subject,body,message_id,"
                       "written,queued,due,changed) SELECT ?1,channel,state,title,'a'||?2||'@exemple.example',"
                       "recipient_mask,subject,body,?2||'.'||message_id,written,queued,due,changed FROM message LIMIT 1",
                       "ui", &id, i))
        return FALSE;
    }
  return TRUE;
}

static gboolean
nothing (DcrDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* What was written lies in the base, not in its log: a desk that puts messages one by one is never far behind,
 * and sending does not pay for a hundred thousand put at once. */
static void
settle (World *w)
{
  g_autoptr (GError) error = NULL;

  dcr_store_checkpoint (w->store);
  g_assert_true (dcr_store_write (w->store, nothing, NULL, &error)); /* those before it are done */
}

/* @n messages that wait: one put as the desk does, the others like it. */
static void
queue (World *w, guint n)
{
  g_autoptr (DcrMessage) message = dcr_message_new (DCR_CHANNEL_MAIL);
  g_autoptr (GError) error = NULL;

  message->id = dcr_uuid_new ();
  message->state = DCR_MESSAGE_QUEUED;
  message->recipient = g_strdup ("premier@exemple.example");
  g_free (message->subject);
  message->subject = g_strdup ("Votre appel du 21 novembre : carte d’identité perdue");
  message->body = g_strdup (
      "Bonjour,\n\nVoici ce qu’il faut faire.\n\nLa perte se déclare au guichet de la mairie, "
      "en même temps que la nouvelle demande.\n\nBien à vous,\nAllô Service Public\n");
  g_assert_true (dcr_outbox_put (w->outbox, message, "3939.example", &error));
  g_assert_true (dcr_store_write (w->store, multiply, GUINT_TO_POINTER (n), &error));
  settle (w);
}

static void
count_kept (DcrDeliveryStep step, const DcrUuid *id, gpointer data)
{
  World *w = data;

  if (step == DCR_STEP_KEPT && ++w->kept == w->wanted)
    g_cancellable_cancel (w->enough);
}

/* Milliseconds a message, for the first @n of the queue. */
static double
send (World *w, guint n)
{
  g_autofree char *data = g_build_filename (g_getenv ("DCR_SOURCE"), "data", NULL);
  g_autoptr (GError) error = NULL;
  DcrSending *sending = dcr_sending_load (w->folder, data, &error);
  g_autoptr (DcrDelivery) delivery = dcr_delivery_new (w->store, sending);
  DcrDeliveryCount count = { 0 };
  double began = dcr_measure_wall_ms ();

  w->enough = g_cancellable_new ();
  w->wanted = n;
  w->kept = 0;
  dcr_delivery_set_step_func (delivery, count_kept, w);
  if (!dcr_delivery_run (delivery, w->enough, &count, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("%s", error->message);
  if (w->kept != n)
    g_error ("%u messages kept, not %u: %s", w->kept, n, count.trouble);
  g_free (count.trouble);
  g_object_unref (w->enough);
  return (dcr_measure_wall_ms () - began) / n;
}

static double
cost_in_queue (guint length, guint n, guint *connections)
{
  World w;
  double cost;

  open_world (&w);
  queue (&w, length);
  send (&w, 10); /* the first pages of the base, the first connection */
  dcr_peer_catch_up (w.relay);
  *connections = dcr_peer_count (w.relay, "CONNECT");
  cost = send (&w, n);
  dcr_peer_catch_up (w.relay);
  *connections = dcr_peer_count (w.relay, "CONNECT") - *connections;
  g_assert_cmpuint (dcr_peer_count (w.relay, "ACCEPT"), ==, n + 10);
  close_world (&w);
  return cost;
}

/* One small write, synced, beside the base. */
static double
sync_cost (void)
{
  char *folder = dcr_peer_make_folder ();
  g_autofree char *path = g_build_filename (folder, "sync", NULL);
  int fd = open (path, O_WRONLY | O_CREAT, 0600);
  DcrSamples samples = dcr_samples_new ();
  double median;

  for (int i = 0; i < 200; i++)
    dcr_samples_add (&samples, dcr_measure_synced_write_ms (fd));
  close (fd);
  median = dcr_samples_percentile (&samples, 50);
  dcr_samples_free (&samples);
  dcr_peer_remove_folder (folder);
  return median;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0, right = TRUE;
  guint n = ratios ? 60 : 500, runs = ratios ? 3 : 5, connections = 0;
  DcrSamples in_short = dcr_samples_new (), in_long = dcr_samples_new ();
  double each, in_crowd;

  certs = dcr_peer_make_certs ();
  for (guint run = 0; run < runs; run++)
    {
      guint opened;
      dcr_samples_add (&in_short, cost_in_queue (n + SHORT_QUEUE, n, &opened));
      connections = MAX (connections, opened);
      dcr_samples_add (&in_long, cost_in_queue (LONG_QUEUE, n, &opened));
      connections = MAX (connections, opened);
    }
  each = dcr_samples_percentile (&in_short, 50);
  in_crowd = dcr_samples_percentile (&in_long, 50);
  if (!ratios)
    {
      dcr_measure_print_machine ();
      printf ("outbox: %.0f messages a second on %u connection, %.2f ms each (%u runs of %u)\n",
              1000 / each, connections, each, runs, n);
      printf ("outbox: %.2f ms each at the head of %u; floor, %u synced writes: %.2f ms\n",
              in_crowd, LONG_QUEUE, WRITES, WRITES * sync_cost ());
    }
  right = dcr_measure_ratio ("outbox-connections", connections, 1) && right;
  right = dcr_measure_ratio ("outbox-20-a-second", each * AT_LEAST / 1000, 1) && right;
  right = dcr_measure_ratio ("outbox-queue-100000-over-100", in_crowd / each, ratios ? 1.45 : 1.3)
          && right;
  dcr_peer_remove_folder (certs);
  dcr_samples_free (&in_short);
  dcr_samples_free (&in_long);
  return right ? 0 : 1;
}
