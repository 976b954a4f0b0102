/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An escalation to a back office without the program, through a real relay and back: queued with the act that
 * tells of it, delivered, read by another mail program, checked against the schema, answered, taken in by the
 * command line. */
#include "followup-fixture.h"

#include <string.h>
#include <sys/stat.h>

#include "base/dcr-clock.h"
#include "dcr-peer.h"
#include "followup/dcr-delivery.h"
#include "followup/dcr-escalation-form.h"
#include "followup/dcr-escalation-mail.h"

static char *certs;

typedef struct
{
  FollowFixture follow;
  DcrOutbox *outbox;
  char *mails; /* what the relay accepted */
  DcrPeer *relay;
} MailFixture;

static void
write_sending (MailFixture *f, guint port)
{
  const char *folder = dcr_store_get_folder (f->follow.base.store);
  g_autofree char *path = g_build_filename (folder, "sending.ini", NULL);
  g_autofree char *text = g_strdup_printf ("[mail]\nhost=127.0.0.1\nport=%u\nca-file=%s/ca.pem\n"
                                           "from-name=Allô Service Public\nfrom=escalades@3939.example\n",
                                           port, certs);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (chmod (path, 0600), ==, 0);
}

static void
open_all (MailFixture *f, gconstpointer data)
{
  guint port;
  follow_open (&f->follow, data);
  f->outbox = dcr_outbox_new (f->follow.base.store, NULL);
  f->mails = dcr_peer_make_folder ();
  f->relay = dcr_peer_start_relay (certs, f->mails, 0, NULL, &port);
  write_sending (f, port);
}

static void
close_all (MailFixture *f, gconstpointer data)
{
  dcr_peer_stop (f->relay);
  dcr_peer_remove_folder (f->mails);
  g_object_unref (f->outbox);
  follow_close (&f->follow, data);
}

static gboolean
queue_mail (DcrDb *db, const DcrEscalation *sent, gpointer data, GError **error)
{
  MailFixture *f = data;
  return dcr_escalation_mail_queue (db, sent, &sent->author, NULL, "3939.example",
                                    dcr_outbox_get_key (f->outbox), NULL, error);
}

static DcrEscalation *
send_filled_form (MailFixture *f)
{
  DcrCalls *calls = f->follow.base.calls;
  DcrCall *call = dcr_calls_begin (calls, "06 39 98 41 27");
  g_autoptr (DcrEscalationForm) form = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DcrEscalation *sent;

  dcr_calls_set_person (calls, &f->follow.agent);
  dcr_call_keep_passage (call, &fixture_passage);
  dcr_call_set_reason (call, "IDE-PERTE");
  form = dcr_escalation_form_new (calls, call, &error);
  g_assert_no_error (error);
  dcr_escalation_form_set_queue (form, "BO-SCEC"); /* needs the name, not the number */
  dcr_escalation_form_set_name (form, "Éloïse Dupont");
  dcr_escalation_form_set_question (form, "L’acte de Mme Dupont est-il rectifié ?");
  dcr_escalation_form_set_wants (form, "Rappelez le 06 39 98 41 27, NIR 1 85 05 78 006 084 91.");
  for (guint i = 0; i < dcr_escalation_form_get_facts (form)->len; i++)
    dcr_escalation_form_set_fact (form, i, "Titre 5XK2 81940");
  dcr_escalation_form_set_sent_func (form, queue_mail, f, NULL);
  dcr_escalation_form_send_async (form, follow_take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  sent = dcr_escalation_form_send_finish (form, result, &error);
  g_assert_no_error (error);
  return sent;
}

static void
deliver (MailFixture *f, guint expected)
{
  DcrStore *store = f->follow.base.store;
  g_autoptr (GError) error = NULL;
  DcrSending *sending = dcr_sending_load (dcr_store_get_folder (store), "", &error);
  g_autoptr (DcrDelivery) delivery = NULL;
  DcrDeliveryCount count = { 0 };

  g_assert_no_error (error);
  delivery = dcr_delivery_new (store, sending);
  g_assert_true (dcr_delivery_run (delivery, NULL, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count.handed, ==, expected);
  g_free (count.trouble);
}

/* What the other side's mail program says of the mail; its answer lies at @answer. */
static char *
be_back_office (MailFixture *f, guint number, const char *answer, const char *text)
{
  g_autofree char *script = dcr_peer_script ("back_office.py");
  g_autofree char *mail = g_strdup_printf ("%s/%06u.eml", f->mails, number);
  g_autofree char *schema = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "schema",
                                              "escalation.schema.json", NULL);
  const char *argv[] = { "/usr/bin/python3", script, mail, schema, answer, text,
                         "39 98 41 27", "006 084 91", "dcr-canary", NULL };
  g_autofree char *out = NULL, *problem = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &problem, &status,
                &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("back office: %s", problem);
  return g_steal_pointer (&out);
}

static char *
run_decrochectl (MailFixture *f, const char *answer, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  char *out = NULL;

  g_subprocess_launcher_set_stdin_file_path (launcher, answer);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("DCR_DECROCHECTL"), "--base",
                                         dcr_store_get_folder (f->follow.base.store), "escalation",
                                         "answer", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error));
  *status = g_subprocess_get_exit_status (process);
  return out;
}

static void
test_there_and_back (MailFixture *f, gconstpointer data)
{
  g_autoptr (DcrEscalation) sent = send_filled_form (f), after = NULL;
  DcrStore *store = f->follow.base.store;
  g_autofree char *answer = g_build_filename (f->mails, "answer.eml", NULL);
  g_autofree char *said = NULL, *taken = NULL, *again = NULL, *expected = NULL;
  g_autoptr (GPtrArray) events = NULL;
  int status;

  g_assert_cmpint (dcr_escalation_mail_state (dcr_store_reader (store), &sent->id), ==,
                   DCR_MESSAGE_QUEUED);
  deliver (f, 1);
  g_assert_cmpint (dcr_escalation_mail_state (dcr_store_reader (store), &sent->id), ==,
                   DCR_MESSAGE_HANDED);

  said = be_back_office (f, 1, answer, "L’acte est rectifié depuis hier.\nIl part demain.");
  expected = g_strdup_printf ("subject\t[E-0001 %s] L’acte de Mme [the caller] est-il rectifié ?\n"
                              "reply-to\tescalades+%s@3939.example\nauto\tauto-generated\nfile\tE-0001.json\n"
                              "number\tE-0001\ntoken\t%s\nfacts\t4\n",
                              sent->token, sent->token, sent->token);
  g_assert_cmpstr (said, ==, expected);

  taken = run_decrochectl (f, answer, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (taken, ==, "E-0001\tanswered\n");
  after = follow_get (store, &sent->id);
  g_assert_cmpint (after->state, ==, DCR_ESCALATION_ANSWERED);
  events = dcr_escalation_events (dcr_store_reader (store), &sent->id, NULL);
  g_assert_cmpstr (((DcrEscalationEvent *) events->pdata[1])->text, ==,
                   "L’acte est rectifié depuis hier.\nIl part demain.");
  g_assert_cmpstr (((DcrEscalationEvent *) events->pdata[1])->who, ==,
                   "Bureau des titres, préfecture");

  again = run_decrochectl (f, answer, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (again, ==, "E-0001\tagain\n");
}

/* What was kept of the caller goes with the end: from the row at once, from the message when it is final. */
static void
test_caller_is_forgotten (MailFixture *f, gconstpointer data)
{
  g_autoptr (DcrEscalation) sent = send_filled_form (f), after = NULL;
  DcrStore *store = f->follow.base.store;
  g_autofree char *body = NULL;

  body = fixture_text (&f->follow.base, "SELECT body FROM message");
  g_assert_null (strstr (body, "Dupont"));
  g_assert_cmpint (fixture_int (&f->follow.base, "SELECT names LIKE '%Dupont%' FROM message"), ==,
                   1);
  deliver (f, 1);
  g_assert_true (
      follow_act (store, &sent->id, DCR_ANY_VERSION, DCR_ACT_ANSWER, NULL, "Fait.", NULL, NULL));
  g_assert_true (follow_act (store, &sent->id, DCR_ANY_VERSION, DCR_ACT_CLOSE, &f->follow.agent,
                             NULL, NULL, NULL));
  after = follow_get (store, &sent->id);
  g_assert_cmpuint (after->facts->len, ==, 3);
  g_assert_null (after->phone);
  dcr_clock_set (FOLLOW_NOW + G_GINT64_CONSTANT (6) * 24 * 3600 * 1000);
  deliver (f, 0);
  g_assert_cmpint (
      fixture_int (&f->follow.base, "SELECT count(*) FROM message WHERE names IS NOT NULL"), ==, 0);
}

static gboolean
queue_word (DcrDb *db, gpointer data, GError **error)
{
  gpointer *both = data;
  MailFixture *f = both[0];
  const DcrEscalation *sent = both[1];
  return dcr_escalation_mail_queue (db, sent, &sent->author,
                                    "Il manquait : rappelez le 06 39 98 41 27.", "3939.example",
                                    dcr_outbox_get_key (f->outbox), NULL, error);
}

static void
test_word_added_later_is_masked (MailFixture *f, gconstpointer data)
{
  g_autoptr (DcrEscalation) sent = send_filled_form (f);
  g_autofree char *answer = g_build_filename (f->mails, "answer.eml", NULL), *said = NULL;
  gpointer both[] = { f, sent };

  g_assert_true (dcr_store_write (f->follow.base.store, queue_word, both, NULL));
  deliver (f, 2);
  said = be_back_office (f, 2, answer, "Merci.");
  g_assert_nonnull (strstr (said, sent->token));
}

static void
test_refused_inputs (MailFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->mails, "x.eml", NULL);
  g_autofree char *large = g_strnfill (1200000, 'x');
  const char *inputs[] = { "", "Subject: bonjour\n\nOui.", large,
                           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                           "Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n" };
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      int status;
      g_autofree char *out = NULL;
      g_assert_true (g_file_set_contents (path, inputs[i], -1, NULL));
      out = run_decrochectl (f, path, &status);
      g_assert_cmpint (status, ==, 1);
      g_assert_cmpstr (out, ==, "");
    }
}

#define ADD(name, func) g_test_add (name, MailFixture, NULL, open_all, func, close_all)

int
main (int argc, char **argv)
{
  int status;
  g_test_init (&argc, &argv, NULL);
  certs = dcr_peer_make_certs ();
  ADD ("/peers/escalation/there-and-back", test_there_and_back);
  ADD ("/peers/escalation/caller-is-forgotten", test_caller_is_forgotten);
  ADD ("/peers/escalation/word-added", test_word_added_later_is_masked);
  ADD ("/peers/escalation/refused", test_refused_inputs);
  status = g_test_run ();
  dcr_peer_remove_folder (certs);
  return status;
}
