/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a message: every pair of state and event, reports in any order, what stays when it is
 * final. */
#include <string.h>

#include "base/dcr-clock.h"
#include "followup-fixture.h"
#include "followup/dcr-outbox.h"

#define DAY ((gint64) 24 * 3600 * 1000)

typedef struct
{
  FollowFixture base;
  DcrOutbox *outbox;
} OutboxFixture;

static void
open_outbox (OutboxFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  follow_open (&f->base, data);
  dcr_clock_set (FOLLOW_NOW);
  f->outbox = dcr_outbox_new (f->base.base.store, &error);
  g_assert_no_error (error);
}

static void
close_outbox (OutboxFixture *f, gconstpointer data)
{
  g_clear_object (&f->outbox);
  follow_close (&f->base, data);
}

/* ---- Acts, each in a transaction of its own -------------------------------------------------- */

typedef enum
{
  TAKE,
  PUT_BACK,
  LEAVE,
  ACCEPTED,
  LATER,
  REFUSED,
  UNKNOWN,
  CLOSED,
  CANCEL,
  RESUME,
  FILE_AS_SENT,
  AWAIT_REPORT,
  RESEND,
  REPORT_ACCEPTED,
  REPORT_DELIVERED,
  REPORT_FAILED,
  SUSPEND,
  N_EVENTS
} Event;

typedef struct
{
  DcrUuid id;
  Event event;
  gint64 now;
  gboolean go;
} Act;

static gboolean
never_the_same (const char *article, const char *address, const char *hash, gpointer data)
{
  return FALSE;
}

static gboolean
record (DcrDb *db, Act *act, DcrSendOutcome outcome, GError **error)
{
  DcrSendResult result = { 0 };
  dcr_send_result_set (&result, outcome, 250, "550 5.1.1 camille@exemple.example unknown");
  return dcr_outbox_record (db, &act->id, &result, act->now, error);
}

static gboolean
run_act (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  gboolean known;
  guint n;

  switch (act->event)
    {
    case TAKE:
      {
        g_autoptr (GPtrArray) taken
            = dcr_outbox_take (db, DCR_CHANNEL_MAIL, NULL, 1, act->now, error);
        g_autoptr (GPtrArray) sms
            = taken != NULL ? dcr_outbox_take (db, DCR_CHANNEL_SMS, NULL, 1, act->now, error)
                            : NULL;
        return sms != NULL;
      }
    case PUT_BACK:
      return dcr_outbox_recover (db, act->now, &n, error);
    case LEAVE:
      return dcr_outbox_leave (db, &act->id, act->now, &act->go, error);
    case ACCEPTED:
      return record (db, act, DCR_SEND_ACCEPTED, error);
    case LATER:
      return record (db, act, DCR_SEND_LATER, error);
    case REFUSED:
      return record (db, act, DCR_SEND_REFUSED, error);
    case UNKNOWN:
      return record (db, act, DCR_SEND_UNKNOWN, error);
    case CLOSED:
      return record (db, act, DCR_SEND_CLOSED, error);
    case CANCEL:
      return dcr_outbox_act (db, &act->id, DCR_OUTBOX_CANCEL, act->now, error);
    case RESUME:
      return dcr_outbox_act (db, &act->id, DCR_OUTBOX_RESUME, act->now, error);
    case FILE_AS_SENT:
      return dcr_outbox_act (db, &act->id, DCR_OUTBOX_FILE, act->now, error);
    case AWAIT_REPORT:
      return dcr_outbox_act (db, &act->id, DCR_OUTBOX_AWAIT, act->now, error);
    case RESEND:
      return dcr_outbox_act (db, &act->id, DCR_OUTBOX_RESEND, act->now, error);
    case REPORT_ACCEPTED:
      return dcr_outbox_report (db, &act->id, DCR_REPORT_ACCEPTED, act->now, &known, error);
    case REPORT_DELIVERED:
      return dcr_outbox_report (db, &act->id, DCR_REPORT_DELIVERED, act->now, &known, error);
    case REPORT_FAILED:
      return dcr_outbox_report (db, &act->id, DCR_REPORT_FAILED, act->now, &known, error);
    case SUSPEND:
      return dcr_outbox_check_passages (db, never_the_same, NULL, act->now, &n, error);
    case N_EVENTS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
apply (OutboxFixture *f, const DcrUuid *id, Event event, gint64 now)
{
  Act act = { *id, event, now };
  return dcr_store_write (f->base.base.store, run_act, &act, NULL);
}

static DcrUuid
put (OutboxFixture *f, DcrChannel channel, int parts, gboolean draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrMessage) message = dcr_message_new (channel);
  char mark[8];

  dcr_message_name_mark (0, mark);
  message->state = draft ? DCR_MESSAGE_DRAFT : DCR_MESSAGE_QUEUED;
  message->recipient
      = g_strdup (channel == DCR_CHANNEL_MAIL ? "camille@exemple.example" : "+33639984127");
  message->body = g_strdup_printf ("Bonjour %s, voici.", mark);
  message->names = g_strdup ("Camille Bernard\x1f");
  message->parts = parts;
  message->call = dcr_uuid_new ();
  dcr_message_add_passage (message, "particuliers/F91101", 3, "majeur", "abc", FALSE);
  g_assert_true (dcr_outbox_put (f->outbox, message, "3939.example", &error));
  g_assert_no_error (error);
  return message->id;
}

static DcrMessage *
get (OutboxFixture *f, const DcrUuid *id)
{
  g_autoptr (GError) error = NULL;
  DcrMessage *message = dcr_message_get (dcr_store_reader (f->base.base.store), id, &error);
  g_assert_no_error (error);
  return message;
}

static DcrMessageState
state_of (OutboxFixture *f, const DcrUuid *id)
{
  g_autoptr (DcrMessage) message = get (f, id);
  return message->state;
}

/* Brings a new message to @state by ordinary events. */
static DcrUuid
bring_to (OutboxFixture *f, DcrMessageState state, int parts)
{
  DcrUuid id
      = put (f, parts > 0 ? DCR_CHANNEL_SMS : DCR_CHANNEL_MAIL, parts, state == DCR_MESSAGE_DRAFT);
  static const Event ways[DCR_N_MESSAGE_STATES][4] = {
    [DCR_MESSAGE_SENDING] = { TAKE, N_EVENTS },
    [DCR_MESSAGE_HANDED] = { TAKE, LEAVE, ACCEPTED, N_EVENTS },
    [DCR_MESSAGE_DELIVERED] = { TAKE, ACCEPTED, REPORT_DELIVERED, N_EVENTS },
    [DCR_MESSAGE_FAILED] = { TAKE, REFUSED, N_EVENTS },
    [DCR_MESSAGE_PERHAPS] = { TAKE, LEAVE, UNKNOWN, N_EVENTS },
    [DCR_MESSAGE_SUSPENDED] = { SUSPEND, N_EVENTS },
    [DCR_MESSAGE_CANCELLED] = { CANCEL, N_EVENTS },
  };
  if (state != DCR_MESSAGE_DRAFT && state != DCR_MESSAGE_QUEUED)
    for (int i = 0; i < 4 && ways[state][i] != N_EVENTS; i++)
      g_assert_true (apply (f, &id, ways[state][i], FOLLOW_NOW));
  g_assert_cmpint (state_of (f, &id), ==, state);
  return id;
}

/* Columns: the states in their order. 0: refused or without effect. */
static const struct
{
  Event event;
  const char *name;
  int to[DCR_N_MESSAGE_STATES]; /* by state; 0 stays */
} table[] = {
  /*                                         -  dra que sen han del fai per sus can */
  { TAKE, "take",                         { 0, 0,  3,  0,  0,  0,  0,  0,  0,  0 } },
  { PUT_BACK, "died before it left",      { 0, 0,  0,  2,  0,  0,  0,  0,  0,  0 } },
  { ACCEPTED, "accepted",                 { 0, 0,  0,  4,  0,  0,  0,  0,  0,  0 } },
  { LATER, "refused for now",             { 0, 0,  0,  2,  0,  0,  0,  0,  0,  0 } },
  { REFUSED, "refused for good",          { 0, 0,  0,  6,  0,  0,  0,  0,  0,  0 } },
  { UNKNOWN, "cut",                       { 0, 0,  0,  7,  0,  0,  0,  0,  0,  0 } },
  { CLOSED, "no way in",                  { 0, 0,  0,  2,  0,  0,  0,  0,  0,  0 } },
  { CANCEL, "cancel",                     { 0, 9,  9,  0,  0,  0,  0,  0,  9,  0 } },
  { RESUME, "resume",                     { 0, 0,  0,  0,  0,  0,  0,  0,  2,  0 } },
  { FILE_AS_SENT, "file",                 { 0, 0,  0,  0,  0,  0,  0,  4,  0,  0 } },
  { AWAIT_REPORT, "await its report",     { 0, 0,  0,  0,  0,  0,  0,  0,  0,  0 } },
  { RESEND, "resend",                     { 0, 0,  0,  0,  0,  0,  0,  2,  0,  0 } },
  { REPORT_ACCEPTED, "report: accepted",  { 0, 0,  0,  0,  0,  0,  0,  4,  0,  0 } },
  { REPORT_DELIVERED, "report: delivered", { 0, 0, 5,  5,  5,  0,  5,  5,  5,  0 } },
  { REPORT_FAILED, "report: failed",      { 0, 0,  0,  6,  6,  0,  0,  6,  0,  0 } },
  { SUSPEND, "a passage changed",         { 0, 0,  8,  0,  0,  0,  0,  0,  0,  0 } },
};

static void
test_every_pair (OutboxFixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (int state = DCR_MESSAGE_DRAFT; state < DCR_N_MESSAGE_STATES; state++)
      {
        DcrUuid id = bring_to (f, state, 0);
        int expected = table[i].to[state] != 0 ? table[i].to[state] : state;
        apply (f, &id, table[i].event, FOLLOW_NOW);
        if ((int) state_of (f, &id) != expected)
          g_error ("%s in state %d: %d instead of %d", table[i].name, state, state_of (f, &id),
                   expected);
        /* nothing of it is left to be found by the next pair */
        dcr_store_write (f->base.base.store, run_act, &(Act) { id, ACCEPTED, FOLLOW_NOW }, NULL);
        apply (f, &id, CANCEL, FOLLOW_NOW);
      }
}

static void
assert_counts (OutboxFixture *f, guint to_decide, guint under_way)
{
  DcrDb *db = dcr_store_reader (f->base.base.store);
  guint counts[DCR_N_OUTBOX_FILTERS];
  g_autoptr (GPtrArray) due = dcr_outbox_list (db, DCR_OUTBOX_TO_DECIDE, 0, 100, NULL);
  g_autoptr (GPtrArray) waits = dcr_outbox_list (db, DCR_OUTBOX_UNDER_WAY, 0, 100, NULL);

  g_assert_true (dcr_outbox_count (db, 0, counts, NULL));
  g_assert_cmpuint (counts[DCR_OUTBOX_TO_DECIDE], ==, to_decide);
  g_assert_cmpuint (counts[DCR_OUTBOX_UNDER_WAY], ==, under_way);
  g_assert_cmpuint (due->len, ==, to_decide);
  g_assert_cmpuint (waits->len, ==, under_way);
}

/* What may have gone is no longer asked about while its report is awaited; a day without one, and it is again. */
static void
test_await_report (OutboxFixture *f, gconstpointer data)
{
  DcrUuid id = bring_to (f, DCR_MESSAGE_PERHAPS, 1), other = bring_to (f, DCR_MESSAGE_PERHAPS, 1);

  assert_counts (f, 2, 0);
  g_assert_true (apply (f, &id, AWAIT_REPORT, FOLLOW_NOW));
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_PERHAPS);
  assert_counts (f, 1, 1);
  dcr_clock_set (FOLLOW_NOW + DAY);
  assert_counts (f, 2, 0);
  g_assert_true (apply (f, &other, AWAIT_REPORT, FOLLOW_NOW + DAY));
  assert_counts (f, 1, 1);
  g_assert_true (apply (f, &other, REPORT_DELIVERED, FOLLOW_NOW + DAY + 1));
  g_assert_cmpint (state_of (f, &other), ==, DCR_MESSAGE_DELIVERED);
  assert_counts (f, 1, 0);
  dcr_clock_set (FOLLOW_NOW);
}

static void
test_final_forgets (OutboxFixture *f, gconstpointer data)
{
  static const DcrMessageState ends[]
      = { DCR_MESSAGE_DELIVERED, DCR_MESSAGE_FAILED, DCR_MESSAGE_CANCELLED };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      DcrUuid id = bring_to (f, ends[i], 0);
      g_autoptr (DcrMessage) message = get (f, &id);
      g_autofree char *text = dcr_message_text (message->body, message->names);
      g_assert_null (message->recipient);
      g_assert_null (message->names);
      g_assert_cmpstr (message->recipient_mask, ==, "c…@exemple.example");
      g_assert_cmpstr (text, ==, "Bonjour […], voici.");
      g_assert_true (dcr_message_is_final (message));
    }
  DcrUuid handed = bring_to (f, DCR_MESSAGE_HANDED, 0);
  g_autoptr (DcrMessage) before = get (f, &handed);
  g_autofree char *with_name = dcr_message_text (before->body, before->names);
  g_assert_nonnull (before->recipient);
  g_assert_cmpstr (with_name, ==, "Bonjour Camille Bernard, voici.");
}

static gboolean
settle (DcrDb *db, gpointer data, GError **error)
{
  return dcr_outbox_settle (db, *(gint64 *) data, error);
}

static void
test_settles_and_gives_up (OutboxFixture *f, gconstpointer data)
{
  DcrUuid handed = bring_to (f, DCR_MESSAGE_HANDED, 0),
          queued = bring_to (f, DCR_MESSAGE_QUEUED, 0);
  gint64 later = FOLLOW_NOW + 3 * DAY - 1000, after = FOLLOW_NOW + 5 * DAY + 1000;

  g_assert_true (dcr_store_write (f->base.base.store, settle, &later, NULL));
  g_assert_cmpint (state_of (f, &queued), ==, DCR_MESSAGE_QUEUED);
  g_assert_true (dcr_store_write (f->base.base.store, settle, &after, NULL));
  g_assert_cmpint (state_of (f, &queued), ==, DCR_MESSAGE_FAILED);
  g_autoptr (DcrMessage) settled = get (f, &handed);
  g_assert_cmpint (settled->state, ==, DCR_MESSAGE_HANDED);
  g_assert_true (dcr_message_is_final (settled));
  g_assert_null (settled->recipient);
  /* a bounce after that still says what became of it */
  apply (f, &handed, REPORT_FAILED, after);
  g_assert_cmpint (state_of (f, &handed), ==, DCR_MESSAGE_FAILED);
}

static void
test_tries (OutboxFixture *f, gconstpointer data)
{
  DcrUuid id = bring_to (f, DCR_MESSAGE_QUEUED, 0);
  gint64 now = FOLLOW_NOW;
  int tries = 0;

  while (state_of (f, &id) == DCR_MESSAGE_QUEUED)
    {
      g_autoptr (DcrMessage) message = get (f, &id);
      g_assert_cmpint (message->due, >=, now);
      now = message->due;
      apply (f, &id, TAKE, now);
      if (tries < 3) /* no network: not counted */
        {
          apply (f, &id, CLOSED, now);
          g_autoptr (DcrMessage) back = get (f, &id);
          g_assert_cmpint (back->attempts, ==, tries);
          apply (f, &id, TAKE, now);
        }
      apply (f, &id, LATER, now);
      tries++;
    }
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_FAILED);
  g_assert_cmpint (tries, ==, DCR_OUTBOX_MAX_TRIES);
  for (int n = 1; n < 12; n++)
    for (int i = 0; i < 50; i++)
      {
        gint64 wait = dcr_outbox_backoff (n);
        g_assert_cmpint (wait, >=, 45000);
        g_assert_cmpint (wait, <=, 1440 * 60000 * 5 / 4);
      }
}

static void
test_cancel_while_sending (OutboxFixture *f, gconstpointer data)
{
  DcrUuid id = bring_to (f, DCR_MESSAGE_SENDING, 0);
  Act leave = { id, LEAVE, FOLLOW_NOW, TRUE };

  g_assert_true (apply (f, &id, CANCEL, FOLLOW_NOW));
  g_assert_true (dcr_store_write (f->base.base.store, run_act, &leave, NULL));
  g_assert_false (leave.go); /* nothing leaves any more */
  apply (f, &id, LATER, FOLLOW_NOW);
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_CANCELLED);

  id = bring_to (f, DCR_MESSAGE_SENDING, 0);
  apply (f, &id, LEAVE, FOLLOW_NOW);
  apply (f, &id, CANCEL, FOLLOW_NOW); /* too late: it left */
  apply (f, &id, ACCEPTED, FOLLOW_NOW);
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_HANDED);
}

static void
test_death (OutboxFixture *f, gconstpointer data)
{
  DcrUuid before = bring_to (f, DCR_MESSAGE_SENDING, 0),
          after = bring_to (f, DCR_MESSAGE_SENDING, 1);

  apply (f, &after, LEAVE, FOLLOW_NOW);
  apply (f, &before, PUT_BACK, FOLLOW_NOW);
  g_assert_cmpint (state_of (f, &before), ==, DCR_MESSAGE_QUEUED);
  g_assert_cmpint (state_of (f, &after), ==, DCR_MESSAGE_PERHAPS);
  apply (f, &before, PUT_BACK, FOLLOW_NOW); /* twice changes nothing */
  g_assert_cmpint (state_of (f, &before), ==, DCR_MESSAGE_QUEUED);
  g_assert_cmpint (state_of (f, &after), ==, DCR_MESSAGE_PERHAPS);
}

/* Reports in any order, doubled, before or after the answer: the same end. */
static void
test_reports_commute (OutboxFixture *f, gconstpointer data)
{
  static const Event reports[] = { REPORT_ACCEPTED, REPORT_DELIVERED, REPORT_FAILED };

  for (int parts = 1; parts <= 2; parts++)
    for (guint set = 1; set < 8; set++)
      {
        DcrMessageState end = 0;
        for (int round = 0; round < 12; round++)
          {
            DcrUuid id = bring_to (f, DCR_MESSAGE_SENDING, parts);
            gboolean answered = FALSE;
            guint seen = 0;
            apply (f, &id, LEAVE, FOLLOW_NOW);
            while (seen != set || !answered)
              {
                int pick = g_test_rand_int_range (0, 4);
                if (pick == 3)
                  {
                    if (!answered)
                      apply (f, &id, ACCEPTED, FOLLOW_NOW);
                    answered = TRUE;
                  }
                else if (set & (1 << pick))
                  {
                    apply (f, &id, reports[pick], FOLLOW_NOW);
                    seen |= 1 << pick;
                  }
              }
            if (end == 0)
              end = state_of (f, &id);
            g_assert_cmpint (state_of (f, &id), ==, end);
          }
        g_assert_cmpint (end, ==,
                         set & 4
                             ? (set & 2 && parts == 1 ? DCR_MESSAGE_DELIVERED : DCR_MESSAGE_FAILED)
                         : set & 2 ? DCR_MESSAGE_DELIVERED
                                   : DCR_MESSAGE_HANDED);
      }
}

static void
test_reports_of_others (OutboxFixture *f, gconstpointer data)
{
  DcrUuid id = bring_to (f, DCR_MESSAGE_HANDED, 1), stranger = dcr_uuid_new ();
  guint counts[DCR_N_OUTBOX_FILTERS];

  g_assert_true (apply (f, &stranger, REPORT_FAILED, FOLLOW_NOW));
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_HANDED);
  g_assert_true (dcr_outbox_count (dcr_store_reader (f->base.base.store), 0, counts, NULL));
  g_assert_cmpuint (counts[DCR_OUTBOX_ALL], ==, 1);
}

typedef struct
{
  const char *id;
  gboolean failed, known;
  const char *status;
} Bounce;

static gboolean
run_bounce (DcrDb *db, gpointer data, GError **error)
{
  Bounce *bounce = data;
  return dcr_outbox_bounce (db, bounce->id, bounce->failed, bounce->status, FOLLOW_NOW,
                            &bounce->known, error);
}

static void
test_bounces (OutboxFixture *f, gconstpointer data)
{
  DcrUuid id = bring_to (f, DCR_MESSAGE_HANDED, 0);
  g_autoptr (DcrMessage) before = get (f, &id);
  Bounce delayed = { before->message_id, FALSE, FALSE, "4.4.1" },
         failed = { before->message_id, TRUE, FALSE, "5.1.1" },
         other = { "x@y.example", TRUE, TRUE, "5.1.1" };

  g_assert_true (dcr_store_write (f->base.base.store, run_bounce, &delayed, NULL));
  g_assert_true (delayed.known);
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_HANDED);
  g_assert_true (dcr_store_write (f->base.base.store, run_bounce, &failed, NULL));
  g_assert_true (dcr_store_write (f->base.base.store, run_bounce, &failed, NULL));
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_FAILED);
  g_autoptr (DcrMessage) after = get (f, &id);
  g_assert_cmpstr (after->why, !=, "");
  g_assert_null (after->recipient);
  g_assert_true (dcr_store_write (f->base.base.store, run_bounce, &other, NULL));
  g_assert_false (other.known);
}

static gboolean
put_off_then_hurry (DcrDb *db, gpointer data, GError **error)
{
  const DcrUuid *id = data;
  gint64 now = dcr_clock_now_ms ();
  g_autoptr (GPtrArray) early = NULL;

  if (!dcr_db_run (db, error, "UPDATE message SET due=?2 WHERE id=?1", "ui", id, now + 3600000))
    return FALSE;
  early = dcr_outbox_take (db, DCR_CHANNEL_MAIL, NULL, 9, now, error);
  return early != NULL && early->len == 0 && dcr_outbox_act (db, id, DCR_OUTBOX_HURRY, now, error);
}

/* Tried now rather than later, by a person; what is not queued cannot be. */
static void
test_hurry (OutboxFixture *f, gconstpointer data)
{
  DcrUuid handed = bring_to (f, DCR_MESSAGE_HANDED, 0);
  DcrUuid id = put (f, DCR_CHANNEL_MAIL, 0, FALSE);
  Act act = { id, TAKE, dcr_clock_now_ms () };

  g_assert_true (dcr_store_write (f->base.base.store, put_off_then_hurry, &id, NULL));
  g_assert_true (dcr_store_write (f->base.base.store, run_act, &act, NULL));
  g_assert_cmpint (state_of (f, &id), ==, DCR_MESSAGE_SENDING);
  g_assert_false (dcr_store_write (f->base.base.store, put_off_then_hurry, &handed, NULL));
}

static void
test_duplicates_and_drafts (OutboxFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DcrUuid call = dcr_uuid_new (), template_id = dcr_uuid_new ();
  g_autoptr (DcrMessage) message = dcr_message_new (DCR_CHANNEL_MAIL);
  g_autofree char *who = NULL;

  message->call = call;
  message->person = f->base.agent;
  message->template_id = template_id;
  message->template_number = 2;
  message->recipient = g_strdup ("Camille@exemple.example");
  message->draft = g_strdup ("{}");
  g_assert_true (dcr_outbox_put (f->outbox, message, "x.example", &error));
  g_autoptr (DcrMessage) draft = dcr_outbox_find_draft (f->outbox, &call, DCR_CHANNEL_MAIL);
  g_assert_nonnull (draft);
  g_assert_cmpint (
      dcr_outbox_find_duplicate (f->outbox, "camille@exemple.example", &template_id, 2, DAY, NULL),
      ==, 0);
  message->state = DCR_MESSAGE_QUEUED;
  g_assert_true (dcr_outbox_put (f->outbox, message, "x.example", &error));
  g_assert_null (dcr_outbox_find_draft (f->outbox, &call, DCR_CHANNEL_MAIL));
  g_assert_cmpint (
      dcr_outbox_find_duplicate (f->outbox, "camille@exemple.example", &template_id, 2, DAY, &who),
      ==, FOLLOW_NOW);
  g_assert_nonnull (who);
  g_assert_cmpint (
      dcr_outbox_find_duplicate (f->outbox, "camille@exemple.example", &template_id, 3, DAY, NULL),
      ==, 0);
  g_assert_cmpint (
      dcr_outbox_find_duplicate (f->outbox, "autre@exemple.example", &template_id, 2, DAY, NULL),
      ==, 0);
  dcr_clock_set (FOLLOW_NOW + 2 * DAY);
  g_assert_cmpint (
      dcr_outbox_find_duplicate (f->outbox, "camille@exemple.example", &template_id, 2, DAY, NULL),
      ==, 0);
  dcr_clock_set (FOLLOW_NOW);
  /* sent twice by a double key press, or saved as a draft too late: one message */
  g_assert_false (dcr_outbox_put (f->outbox, message, "x.example", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
}

static void
test_courtesy_hours (OutboxFixture *f, gconstpointer data)
{
  DcrHours hours = { DCR_ZONE_METROPOLE, 0x3f, 8 * 60, 20 * 60 };
  DcrUuid id = put (f, DCR_CHANNEL_SMS, 1, FALSE);
  gint64 night = FOLLOW_NOW + 11 * 3600 * 1000; /* Wednesday 21 h */
  DcrStore *store = f->base.base.store;
  g_autoptr (DcrDb) db = NULL;
  (void) store;
  db = dcr_db_open (dcr_db_get_path (dcr_store_reader (store)), DCR_DB_WRITE, NULL);
  g_autoptr (GPtrArray) taken = dcr_outbox_take (db, DCR_CHANNEL_SMS, &hours, 5, night, NULL);
  g_autoptr (DcrMessage) message = get (f, &id);

  g_assert_cmpuint (taken->len, ==, 0);
  g_assert_cmpint (message->due, ==, FOLLOW_NOW + 22 * 3600 * 1000); /* Thursday 8 h */
  g_autoptr (GPtrArray) morning
      = dcr_outbox_take (db, DCR_CHANNEL_SMS, &hours, 5, message->due, NULL);
  g_assert_cmpuint (morning->len, ==, 1);
}

static gboolean
move_to (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "UPDATE message SET recipient=?1 WHERE channel=2", "t", data);
}

/* Eight in Paris is three in Fort-de-France; what sleeps does not stand before what is awake. */
static void
test_courtesy_hours_overseas (OutboxFixture *f, gconstpointer data)
{
  DcrHours hours = { DCR_ZONE_METROPOLE, 0x3f, 8 * 60, 20 * 60 };
  DcrUuid overseas = put (f, DCR_CHANNEL_SMS, 1, FALSE), home;
  gint64 morning = FOLLOW_NOW + 22 * 3600 * 1000; /* Thursday 8 h in Paris */
  DcrStore *store = f->base.base.store;
  g_autoptr (DcrDb) db
      = dcr_db_open (dcr_db_get_path (dcr_store_reader (store)), DCR_DB_WRITE, NULL);

  g_assert_true (dcr_store_write (store, move_to, "+596696123456", NULL));
  home = put (f, DCR_CHANNEL_SMS, 1, FALSE);
  g_autoptr (GPtrArray) taken = dcr_outbox_take (db, DCR_CHANNEL_SMS, &hours, 1, morning, NULL);
  g_autoptr (DcrMessage) waits = get (f, &overseas);
  g_assert_cmpuint (taken->len, ==, 1);
  g_assert_true (
      dcr_uuid_equal (&((DcrMessage *) g_ptr_array_index (taken, 0))->id, &home));
  g_assert_cmpint (waits->state, ==, DCR_MESSAGE_QUEUED);
  g_assert_cmpint (waits->due, ==, morning + 5 * 3600 * 1000);
  g_autoptr (GPtrArray) later = dcr_outbox_take (db, DCR_CHANNEL_SMS, &hours, 5, waits->due, NULL);
  g_assert_cmpuint (later->len, ==, 1);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/followup/outbox/" name, OutboxFixture, NULL, open_outbox, func, close_outbox)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("every-pair", test_every_pair);
  ADD ("final-forgets", test_final_forgets);
  ADD ("await-report", test_await_report);
  ADD ("settles-and-gives-up", test_settles_and_gives_up);
  ADD ("tries", test_tries);
  ADD ("cancel-while-sending", test_cancel_while_sending);
  ADD ("death", test_death);
  ADD ("reports-commute", test_reports_commute);
  ADD ("reports-of-others", test_reports_of_others);
  ADD ("bounces", test_bounces);
  ADD ("hurry", test_hurry);
  ADD ("duplicates-and-drafts", test_duplicates_and_drafts);
  ADD ("courtesy-hours", test_courtesy_hours);
  ADD ("courtesy-hours-overseas", test_courtesy_hours_overseas);
  return g_test_run ();
}
