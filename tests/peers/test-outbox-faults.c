/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every answer of a relay and a gateway × the program killed at each step, at once or a little later ×
 * reports lost, doubled, reordered, early: every message is delivered exactly once to the other side or
 * stands as « perhaps sent »; none is lost, none is sent twice by the program (RELIABILITY R6).
 * First argument: how many times (5; the slow suite: 200). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/dcr-clock.h"
#include "dcr-peer.h"
#include "followup/dcr-delivery.h"
#include "followup/dcr-reports.h"

#define START ((gint64) 1794992400000)
#define TOKEN "0123456789abcdefXYZ"

#define H DCR_MESSAGE_HANDED
#define D DCR_MESSAGE_DELIVERED
#define F DCR_MESSAGE_FAILED
#define P DCR_MESSAGE_PERHAPS

/* What is said to each, where it ends when nothing dies, and how many the other side then has. */
static const struct
{
  DcrChannel channel;
  const char *words;
  DcrMessageState end;
  guint kept;
  guint reports; /* that come in */
} cases[] = {
  { DCR_CHANNEL_MAIL, "ok", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "rcpt450x1", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "rcpt450x3", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "rcpt550", F, 0, 0 },
  { DCR_CHANNEL_MAIL, "data450x2", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "data554", F, 0, 0 },
  { DCR_CHANNEL_MAIL, "cutrcptx1", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "cutdatax2", H, 1, 0 },
  { DCR_CHANNEL_MAIL, "cutlostx1", P, 0, 0 },
  { DCR_CHANNEL_MAIL, "cutkeptx1", P, 1, 0 },
  { DCR_CHANNEL_MAIL, "stall", P, 0, 0 },
  { DCR_CHANNEL_MAIL, "slow", H, 1, 0 },
  { DCR_CHANNEL_SMS, "ok", H, 1, 0 }, /* its reports are lost */
  { DCR_CHANNEL_SMS, "laterx2", H, 1, 0 },
  { DCR_CHANNEL_SMS, "closedx1", H, 1, 0 },
  { DCR_CHANNEL_SMS, "bad", F, 0, 0 },
  { DCR_CHANNEL_SMS, "cutlost", P, 0, 0 },
  { DCR_CHANNEL_SMS, "cutkept", P, 1, 0 },
  { DCR_CHANNEL_SMS, "odd", P, 1, 0 },
  { DCR_CHANNEL_SMS, "error", P, 1, 0 },
  { DCR_CHANNEL_SMS, "stall", P, 0, 0 },
  { DCR_CHANNEL_SMS, "ok.r=8-1", D, 1, 2 },
  { DCR_CHANNEL_SMS, "ok.r=1-8", D, 1, 2 },
  { DCR_CHANNEL_SMS, "ok.r=8-8-1-1", D, 1, 4 },
  { DCR_CHANNEL_SMS, "ok.r=2-8-2", F, 1, 3 },
  { DCR_CHANNEL_SMS, "ok.r=16", F, 1, 1 },
  { DCR_CHANNEL_SMS, "ok.early.r=1-8", D, 1, 2 },
  { DCR_CHANNEL_SMS, "cutkept.r=8-1", D, 1, 2 },
  { DCR_CHANNEL_SMS, "cutkept.r=8", H, 1, 1 },
  { DCR_CHANNEL_SMS, "error.r=1", D, 1, 1 },
};
#define N_CASES G_N_ELEMENTS (cases)

static char *certs;
static int repeats = 5;

typedef struct
{
  char *folder, *mailbox;
  DcrPeer *relay, *gateway;
  DcrStore *store;
  DcrOutbox *outbox;
  DcrSending *sending;
  DcrReports *reports;
  DcrUuid ids[N_CASES];
  gint64 now;
  guint deaths;
} World;

static void
write_settings (World *w, guint smtp_port, guint sms_port, guint report_port)
{
  g_autofree char *path = g_build_filename (w->folder, "sending.ini", NULL);
  g_autofree char *text = g_strdup_printf (
      "[mail]\nhost=127.0.0.1\nport=%u\nuser=decroche\npassword=secret\nca-file=%s/ca.pem\n"
      "from=reponse@3939.example\nfrom-name=Allô\ntimeout=1\n"
      "[sms]\ngateway=kannel\nurl=http://127.0.0.1:%u/cgi-bin/sendsms\nuser=u\npassword=p\nfrom=3939\n"
      "timeout=1\nopens=0:00\ncloses=24:00\ndays=1-7\n"
      "[reports]\nport=%u\ntoken=" TOKEN "\n",
      smtp_port, certs, sms_port, report_port);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
open_world (World *w)
{
  static const char *const with_password[] = { "--password", "secret", NULL };
  g_autofree char *script = dcr_peer_script ("sms_peer.py");
  g_autofree char *data = g_build_filename (g_getenv ("DCR_SOURCE"), "data", NULL);
  const char *argv[] = { "/usr/bin/python3", script, NULL };
  g_autoptr (GError) error = NULL;
  guint smtp_port, report_port = dcr_peer_free_port ();

  memset (w, 0, sizeof *w);
  w->folder = dcr_peer_make_folder ();
  w->mailbox = dcr_peer_make_folder ();
  w->relay = dcr_peer_start_relay (certs, w->mailbox, 0, with_password, &smtp_port);
  w->gateway = dcr_peer_start (argv);
  g_autofree char *sms_port = dcr_peer_await (w->gateway, "PORT");
  write_settings (w, smtp_port, atoi (sms_port), report_port);
  w->store = dcr_store_open (w->folder, &error);
  g_assert_no_error (error);
  w->outbox = dcr_outbox_new (w->store, &error);
  w->sending = dcr_sending_load (w->folder, data, &error);
  g_assert_no_error (error);
  w->reports = dcr_reports_new (w->store, w->sending, NULL, 0, &error);
  g_assert_no_error (error);
}

static void
close_world (World *w)
{
  dcr_reports_free (w->reports);
  dcr_sending_free (w->sending);
  g_object_unref (w->outbox);
  dcr_store_close (w->store);
  dcr_peer_stop (w->relay);
  dcr_peer_stop (w->gateway);
  dcr_peer_remove_folder (w->folder);
  dcr_peer_remove_folder (w->mailbox);
}

/* Puts one message a case in the queue; @step: where the program dies for each, or -1. */
static void
fill (World *w, int step, gboolean soon_after)
{
  g_autofree char *deaths_path = g_build_filename (w->folder, "deaths", NULL);
  g_autofree char *died_path = g_build_filename (w->folder, "died", NULL);
  g_autoptr (GString) deaths = g_string_new (NULL);

  remove (died_path);
  w->now = START;
  dcr_clock_set (w->now);
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (DcrMessage) message = dcr_message_new (cases[i].channel);
      g_autoptr (GError) error = NULL;
      char id[DCR_UUID_TEXT_SIZE];

      message->id = w->ids[i] = dcr_uuid_new ();
      dcr_uuid_to_text (&message->id, id);
      message->state = DCR_MESSAGE_QUEUED;
      message->parts = 1;
      message->recipient = cases[i].channel == DCR_CHANNEL_MAIL
                               ? g_strdup_printf ("%s.%s@exemple.example", cases[i].words, id)
                               : g_strdup ("+33639984127");
      message->body = g_strdup_printf ("[%s] Bonjour, voici ce qu’il faut faire.", cases[i].words);
      g_assert_true (dcr_outbox_put (w->outbox, message, "3939.example", &error));
      if (step >= 0)
        g_string_append_printf (deaths, "%s %d %d\n", id, step, soon_after ? 4000 : 0);
    }
  g_assert_true (g_file_set_contents (deaths_path, deaths->str, -1, NULL));
}

/* One run of the program; FALSE when it died. *@next: when it wants to come again. */
static gboolean
run_child (World *w, gint64 *next)
{
  g_autofree char *child = g_build_filename (g_getenv ("DCR_PEERS_BUILD"), "outbox-child", NULL);
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT, w->now);
  const char *argv[] = { child, w->folder, NULL };
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), "DCR_CLOCK_MS", clock, TRUE);
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL)
    {
      w->deaths++;
      return FALSE;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_prefix (out, "DONE"));
  *next = g_ascii_strtoll (strrchr (out, ' '), NULL, 10);
  return TRUE;
}

static void
run_to_the_end (World *w)
{
  gint64 next = 1;

  for (guint runs = 0; next != 0; runs++)
    {
      g_assert_cmpuint (runs, <, 20 * N_CASES);
      if (!run_child (w, &next))
        next = 1;
      else if (next > w->now)
        w->now = next;
      dcr_clock_set (w->now);
    }
}

static guint
kept_by_peer (World *w, guint at)
{
  char id[DCR_UUID_TEXT_SIZE];
  dcr_uuid_to_text (&w->ids[at], id);
  g_autofree char *prefix = g_strconcat ("ACCEPT ", id, NULL);
  return dcr_peer_count (cases[at].channel == DCR_CHANNEL_MAIL ? w->relay : w->gateway, prefix);
}

static void
await_reports (World *w, guint at)
{
  char id[DCR_UUID_TEXT_SIZE];
  dcr_uuid_to_text (&w->ids[at], id);
  g_autofree char *prefix = g_strconcat ("REPORT ", id, NULL);

  g_assert_cmpuint (dcr_peer_await_count (w->gateway, prefix, cases[at].reports), ==,
                    cases[at].reports);
}

/* The promise itself; @step and @soon_after say which exact end may be asked for. */
static void
judge (World *w, guint at, int step, gboolean soon_after)
{
  g_autoptr (GError) error = NULL;
  guint kept = kept_by_peer (w, at);
  gboolean right, exact;

  if (kept > 0)
    await_reports (w, at);
  g_autoptr (DcrMessage) message
      = dcr_message_get (dcr_store_reader (w->store), &w->ids[at], &error);
  DcrMessageState state = message->state;

  g_assert_no_error (error);
  right
      = kept <= 1
        && (kept == 1 ? state == H || state == D || state == P || (state == F && cases[at].end == F)
                      : state == F || state == P);
  /* dead before anything left, or after all was kept: as if nothing had happened */
  exact = step < 0
          || (!soon_after
              && (step == DCR_STEP_TAKEN || step == DCR_STEP_READY || step == DCR_STEP_KEPT));
  if (exact)
    right = right && state == cases[at].end && kept == cases[at].kept;
  if (step == DCR_STEP_LEAVING && !soon_after && cases[at].end != F && cases[at].kept == 1
      && kept == 0)
    right = right && state == P;
  if (!right)
    g_error ("%s %s, dead at %d%s: state %d, the other side has %u",
             dcr_channel_label (cases[at].channel), cases[at].words, step,
             soon_after ? " or soon after" : "", state, kept);
}

static void
play (int step, int rounds)
{
  World w;
  guint deaths = 0;

  open_world (&w);
  for (int round = 0; round < rounds; round++)
    {
      gboolean soon_after = step >= 0 && round % 2 == 1;
      fill (&w, step, soon_after);
      run_to_the_end (&w);
      dcr_peer_catch_up (w.relay);
      dcr_peer_catch_up (w.gateway);
      for (guint at = 0; at < N_CASES; at++)
        judge (&w, at, step, soon_after);
      deaths += w.deaths;
      w.deaths = 0;
    }
  g_test_message ("step %d: %d times %d cases, the program died %u times", step, rounds,
                  (int) N_CASES, deaths);
  /* the harness does kill: most cases reach most steps */
  g_assert_cmpuint (deaths, >=, step < 0 ? 0 : rounds * N_CASES / 3);
  close_world (&w);
}

static void
test_nothing_dies (void)
{
  play (-1, repeats);
}

static void
test_dies (gconstpointer data)
{
  play (GPOINTER_TO_INT (data), repeats);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "taken", "ready", "leaving", "answered", "kept" };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && atoi (argv[1]) > 0)
    repeats = atoi (argv[1]);
  certs = dcr_peer_make_certs ();
  g_test_add_func ("/peers/outbox-faults/nothing-dies", test_nothing_dies);
  for (int step = 0; step < DCR_N_STEPS; step++)
    {
      g_autofree char *path = g_strconcat ("/peers/outbox-faults/dies-", names[step], NULL);
      g_test_add_data_func (path, GINT_TO_POINTER (step), test_dies);
    }
  status = g_test_run ();
  dcr_peer_remove_folder (certs);
  return status;
}
