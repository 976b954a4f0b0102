/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts of the outbox under power cuts (R1). At every write, sync and truncation of every act, images of
 * what a disk could hold are opened: each holds the messages as they were before the act or as they are after
 * it, whole; and after it, once the act is done: nothing kept is lost, nothing is half sent. The same run with
 * synchronous OFF must break something, or this test proves nothing. 500 images; 50,000 with -m slow. */
#include <stdlib.h>

#include "base/dcr-clock.h"
#include "calls-fixture.h"
#include "dcr-cut-vfs.h"
#include "followup/dcr-outbox.h"

#define IMAGES_SHORT 500
#define IMAGES_FULL 50000
#define IMAGES_EACH (g_test_slow () ? 6 : 1)

static const char digest_sql[]
    = "SELECT group_concat(row,x'0A') FROM ("
      "SELECT hex(id)||state||quote(recipient)||quote(body)||quote(names)||attempts||due||quote(handed)"
      "||quote(ended)||why||cancel_asked||reports||quote(draft) AS row FROM message"
      " UNION ALL SELECT hex(message)||position||article||version||address||hash||changed FROM message_passage"
      " UNION ALL SELECT hex(message)||number||began||quote(body)||quote(ended)||outcome||code||answer FROM attempt)";

static char *
digest (DcrDb *db)
{
  char *text = dcr_db_get_text (db, NULL, digest_sql, "");
  return text != NULL ? text : g_strdup ("");
}

/* ---- Judging images -------------------------------------------------------------------------- */

/* Acts are waited for: the thread that writes them is the one that judges, while this one waits. */
static char *before;
static gboolean under_way;
static GHashTable *others; /* seen during the act and not as before it -> how often */
static const char *act_name;
static guint64 n_others;

static gboolean
check (DcrDb *db, gpointer data, char **why)
{
  g_autofree char *here = digest (db);

  if (g_str_equal (here, before))
    return TRUE;
  if (under_way)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (others, here));
      g_hash_table_insert (others, g_steal_pointer (&here), GUINT_TO_POINTER (n + 1));
      return TRUE;
    }
  *why = g_strdup_printf ("kept and gone after: %s", act_name);
  return FALSE;
}

static void
end_of_act (DcrStore *store)
{
  g_autofree char *after = digest (dcr_store_reader (store));
  GHashTableIter iter;
  gpointer seen, n;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &seen, &n))
    if (!g_str_equal (seen, after))
      n_others += GPOINTER_TO_UINT (n);
  g_hash_table_remove_all (others);
  g_free (before);
  before = g_steal_pointer (&after);
  under_way = FALSE;
}

/* ---- Acts: each is one transaction ----------------------------------------------------------- */

typedef struct
{
  DcrStore *store;
  DcrOutbox *outbox;
  DcrUuid mail, sms;
  gint64 now;
  int act;
} World;

enum
{
  DRAFT_MAIL,
  QUEUE_MAIL,
  QUEUE_SMS,
  TAKE_MAIL,
  MAIL_LEAVES,
  MAIL_UNKNOWN,
  MAIL_SENT_AGAIN,
  TAKE_MAIL_AGAIN,
  MAIL_LEAVES_AGAIN,
  MAIL_HANDED,
  TAKE_SMS,
  PROGRAM_DIES,
  TAKE_SMS_AGAIN,
  SMS_LEAVES,
  SMS_HANDED,
  SMS_REPORTED,
  MAIL_SETTLED,
  N_ACTS
};

static const char *const names[N_ACTS] = {
  "draft an e-mail", "queue it", "queue an SMS", "take the e-mail", "it leaves", "nobody knows", "send it again",
  "take it again", "it leaves again", "the relay took it", "take the SMS", "the program dies", "take it again",
  "it leaves", "the gateway took it", "a report comes", "five days pass",
};

static gboolean
take (DcrDb *db, DcrChannel channel, World *w, GError **error)
{
  g_autoptr (GPtrArray) taken = dcr_outbox_take (db, channel, NULL, 9, w->now, error);
  return taken != NULL && taken->len == 1;
}

static gboolean
record (DcrDb *db, const DcrUuid *id, DcrSendOutcome outcome, World *w, GError **error)
{
  DcrSendResult result = { .outcome = outcome, .code = 250 };
  return dcr_outbox_record (db, id, &result, w->now, error);
}

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  World *w = data;
  gboolean known, go;
  guint n;

  switch (w->act)
    {
    case TAKE_MAIL:
    case TAKE_MAIL_AGAIN:
      return take (db, DCR_CHANNEL_MAIL, w, error);
    case TAKE_SMS:
    case TAKE_SMS_AGAIN:
      return take (db, DCR_CHANNEL_SMS, w, error);
    case MAIL_LEAVES:
    case MAIL_LEAVES_AGAIN:
      return dcr_outbox_leave (db, &w->mail, w->now, &go, error) && go;
    case SMS_LEAVES:
      return dcr_outbox_leave (db, &w->sms, w->now, &go, error) && go;
    case MAIL_UNKNOWN:
      return record (db, &w->mail, DCR_SEND_UNKNOWN, w, error);
    case MAIL_SENT_AGAIN:
      return dcr_outbox_act (db, &w->mail, DCR_OUTBOX_RESEND, w->now, error);
    case MAIL_HANDED:
      return record (db, &w->mail, DCR_SEND_ACCEPTED, w, error);
    case SMS_HANDED:
      return record (db, &w->sms, DCR_SEND_ACCEPTED, w, error);
    case PROGRAM_DIES:
      return dcr_outbox_recover (db, w->now, &n, error);
    case SMS_REPORTED:
      return dcr_outbox_report (db, &w->sms, DCR_REPORT_DELIVERED, w->now, &known, error);
    default:
      return dcr_outbox_settle (db, w->now + DCR_OUTBOX_SETTLE_MS + 1000, error);
    }
}

static void
put (World *w, const DcrUuid *id, DcrChannel channel, DcrMessageState state)
{
  g_autoptr (DcrMessage) message = dcr_message_new (channel);
  g_autoptr (GError) error = NULL;

  message->id = *id;
  message->state = state;
  message->recipient
      = g_strdup (channel == DCR_CHANNEL_MAIL ? "camille@exemple.example" : "+33639984127");
  message->body = g_strnfill (1500, 'b');
  message->names = g_strdup ("Camille Bernard\x1f");
  message->parts = channel == DCR_CHANNEL_SMS;
  message->written = message->due = w->now;
  message->draft = state == DCR_MESSAGE_DRAFT ? g_strdup ("{}") : NULL;
  dcr_message_add_passage (message, "particuliers/F91101", 3, "majeur", "abc", FALSE);
  g_assert_true (dcr_outbox_put (w->outbox, message, "3939.example", &error));
  g_assert_no_error (error);
}

static void
perform (World *w)
{
  g_autoptr (GError) error = NULL;

  if (w->act == DRAFT_MAIL)
    put (w, &w->mail, DCR_CHANNEL_MAIL, DCR_MESSAGE_DRAFT);
  else if (w->act == QUEUE_MAIL)
    put (w, &w->mail, DCR_CHANNEL_MAIL, DCR_MESSAGE_QUEUED);
  else if (w->act == QUEUE_SMS)
    put (w, &w->sms, DCR_CHANNEL_SMS, DCR_MESSAGE_QUEUED);
  else if (!dcr_store_write (w->store, run, w, &error))
    g_error ("%s: %s", act_name, error != NULL ? error->message : "not done");
}

static gboolean
set_synchronous (DcrDb *db, gpointer sql, GError **error)
{
  return dcr_db_exec (db, "COMMIT", error) && dcr_db_exec (db, sql, error)
         && dcr_db_begin (db, error);
}

/* One pass over the acts in a base of its own. */
static DcrCutCount
run_pass (const char *synchronous, guint images_each)
{
  Fixture fixture = { 0 };
  World w = { 0 };
  g_autofree char *path = NULL;

  dcr_cut_forget ();
  n_others = 0;
  fixture_open (&fixture, NULL);
  w = (World){ .store = fixture.store,
               .outbox = dcr_outbox_new (fixture.store, NULL),
               .mail = dcr_uuid_new (),
               .sms = dcr_uuid_new (),
               .now = dcr_clock_now_ms () };
  if (synchronous != NULL)
    g_assert_true (dcr_store_write (w.store, set_synchronous, (gpointer) synchronous, NULL));
  fixture_settle (&fixture);
  g_free (before);
  before = digest (dcr_store_reader (w.store));
  path = g_build_filename (fixture.folder, "work.db", NULL);
  dcr_cut_start (path, images_each, check, NULL);
  for (w.act = 0; w.act < N_ACTS; w.act++)
    {
      act_name = names[w.act];
      under_way = TRUE;
      perform (&w);
      end_of_act (w.store);
    }
  dcr_cut_stop ();
  g_object_unref (w.outbox);
  fixture_close (&fixture, NULL);
  return *dcr_cut_count ();
}

static void
test_full_keeps_all (void)
{
  guint64 wanted = g_test_slow () ? IMAGES_FULL : IMAGES_SHORT, images = 0;

  while (images < wanted)
    {
      DcrCutCount count = run_pass (NULL, IMAGES_EACH);
      if (count.broken > 0)
        g_error ("%d of %d images broken: %s", (int) count.broken, (int) count.images,
                 count.first_why);
      g_assert_cmpuint (n_others, ==, 0);
      images += count.images;
    }
  g_test_message ("%d images, 0 broken", (int) images);
}

static void
test_off_loses (void)
{
  DcrCutCount count = run_pass ("PRAGMA synchronous=OFF", 1);

  g_test_message ("OFF: of %d images %d broken, %d neither before nor after", (int) count.images,
                  (int) count.broken, (int) n_others);
  g_assert_cmpuint (count.broken + n_others, >, 0);
}

int
main (int argc, char **argv)
{
  guint32 seed;

  g_test_init (&argc, &argv, NULL);
  seed = g_getenv ("DCR_SEED") ? (guint32) atoi (g_getenv ("DCR_SEED"))
                               : (guint32) g_test_rand_int ();
  g_test_message ("seed %u", seed);
  others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dcr_cut_install (seed);
  g_test_add_func ("/outbox/power-cut/full-keeps-all", test_full_keeps_all);
  g_test_add_func ("/outbox/power-cut/off-loses", test_off_loses);
  return g_test_run ();
}
