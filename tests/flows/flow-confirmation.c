/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call, two passages kept, confirmed by e-mail and by SMS by the keyboard alone; what is refused is
 * named; the desk delivers by itself to a real relay and a real SMS gateway, and what arrives there is,
 * byte for byte, what the screen showed. */
#include <string.h>

#include "dcr-flow.h"
#include "dcr-kannel.h"
#include "dcr-peer.h"
#include "desk/follow/dcr-composer-model.h"
#include "desk/follow/dcr-composer.h"
#include "net/dcr-mail.h"
#include "text/dcr-email.h"

static char *certs, *folder, *mailbox;
static DcrPeer *relay;
static DcrKannel *kannel;

static void
write_settings (guint smtp_port)
{
  g_autofree char *path = g_build_filename (folder, "sending.ini", NULL);
  g_autofree char *text = g_strdup_printf (
      "[mail]\nhost=127.0.0.1\nport=%u\nuser=decroche\npassword=secret\nca-file=%s/ca.pem\n"
      "from=reponse@3939.example\nfrom-name=Allô Service Public 3939\n"
      "[sms]\ngateway=kannel\nurl=%s\nuser=u\npassword=p\nfrom=3939\nopens=0:00\ncloses=24:00\ndays=1-7\n",
      smtp_port, certs, dcr_kannel_get_url (kannel));
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static gboolean
no_hold (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "INSERT INTO setting(name,value) VALUES('message.hold','0')", "");
}

/* The articles and templates of the demonstration, in a base that really sends. */
static void
open_world (void)
{
  static const char *const with_password[] = { "--password", "secret", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) session = NULL;
  guint smtp_port;

  certs = dcr_peer_make_certs ();
  folder = dcr_peer_make_folder ();
  mailbox = dcr_peer_make_folder ();
  relay = dcr_peer_start_relay (certs, mailbox, 0, with_password, &smtp_port);
  kannel = dcr_kannel_start ();
  write_settings (smtp_port);
  session = dcr_session_open (folder, TRUE, &error);
  g_assert_no_error (error);
  dcr_store_write (dcr_session_get_store (session), no_hold, NULL, &error);
  g_assert_no_error (error);
}

static void
close_world (void)
{
  dcr_kannel_stop (kannel);
  dcr_peer_stop (relay);
  dcr_peer_remove_folder (folder);
  dcr_peer_remove_folder (mailbox);
  dcr_peer_remove_folder (certs);
}

static void
begin_call (DcrFlow *flow)
{
  dcr_flow_type (flow, "carte identite");
  dcr_flow_await (flow, "the lost card is found", dcr_flow_shows,
                  "que faire en cas de perte ou de vol");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the article", dcr_flow_focus_in,
                        "DcrPassageView");
  dcr_flow_press_await (flow, "Ctrl+D", "a passage is kept", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%introduction%'");
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press (flow, "Tab");
  dcr_flow_settle (flow);
  dcr_flow_press_await (flow, "Ctrl+D", "two passages are kept", dcr_flow_shows, "Retenus (2)");
  dcr_flow_press_await (flow, "Ctrl+1", "the draft has a reason", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%IDE-%'");
}

/* What the screen shows of it. */
static char *
previewed (DcrFlow *flow)
{
  GtkWidget *composer = dcr_flow_find (flow, "DcrComposer");
  DcrComposerModel *model = dcr_composer_get_model (DCR_COMPOSER (composer));
  return g_strdup (dcr_composer_model_get_composed (model)->text);
}

static char *
confirm_by_mail (DcrFlow *flow)
{
  char *text;

  dcr_flow_press_await (flow, "Ctrl+E", "the address is asked for", dcr_flow_focus_in,
                        "AdwEntryRow");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "without an address it stays", dcr_flow_shows,
                        dcr_email_describe (DCR_EMAIL_EMPTY));
  dcr_flow_type (flow, "camille@exemple.example");
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "confirmation-1-mail");
  text = previewed (flow);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the e-mail is in the outbox", dcr_flow_kept,
                        "SELECT count(*) FROM message WHERE channel=1 AND state<>1");
  return text;
}

static char *
confirm_by_sms (DcrFlow *flow)
{
  char *text;

  dcr_flow_press_await (flow, "Ctrl+Maj+E", "the number is asked for", dcr_flow_focus_in,
                        "AdwEntryRow");
  dcr_flow_type (flow, "0465712030");
  dcr_flow_await (flow, "a landline takes none", dcr_flow_shows, "C’est un fixe");
  dcr_flow_press (flow, "Ctrl+Entrée");
  dcr_flow_settle (flow);
  g_assert_cmpint (
      dcr_flow_number (flow, "SELECT count(*) FROM message WHERE channel=2 AND state<>1"), ==, 0);
  dcr_flow_press (flow, "Ctrl+A");
  dcr_flow_type (flow, "0639984127");
  dcr_flow_press (flow, "Ctrl+R");
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "confirmation-2-sms");
  text = previewed (flow);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the SMS is in the outbox", dcr_flow_kept,
                        "SELECT count(*) FROM message WHERE channel=2 AND state<>1");
  return text;
}

static void
assert_mail_arrived (const char *text)
{
  g_autofree char *path = g_build_filename (mailbox, "000001.eml", NULL);
  g_autofree char *arrived = NULL, *plain = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrMailRead) read = NULL;
  g_auto (GStrv) pieces = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &arrived, &size, NULL));
  read = dcr_mail_parse (arrived, size, &error);
  g_assert_no_error (error);
  pieces = g_strsplit (read->text, "\r", -1);
  plain = g_strjoinv ("", pieces);
  g_assert_cmpstr (plain, ==, text);
}

static void
test_confirmation (void)
{
  const char *arguments[] = { "decroche", "--base", NULL, NULL };
  g_autofree char *mail = NULL, *sms = NULL;
  g_autoptr (GPtrArray) received = NULL;
  DcrFlow *flow;

  open_world ();
  arguments[2] = folder;
  flow = dcr_flow_start (arguments);
  begin_call (flow);
  mail = confirm_by_mail (flow);
  sms = confirm_by_sms (flow);
  dcr_flow_await (flow, "the relay took the e-mail", dcr_flow_kept,
                  "SELECT count(*) FROM message WHERE channel=1 AND state IN (4,5)");
  dcr_flow_await (flow, "the gateway took the SMS", dcr_flow_kept,
                  "SELECT count(*) FROM message WHERE channel=2 AND state IN (4,5)");
  dcr_flow_picture (flow, "confirmation-3-sent");
  assert_mail_arrived (mail);
  received = dcr_kannel_received (kannel);
  g_assert_cmpuint (received->len, ==, 1);
  g_assert_cmpstr (((DcrReceivedSms *) received->pdata[0])->text, ==, sms);
  g_assert_cmpstr (((DcrReceivedSms *) received->pdata[0])->to, ==, "+33639984127");
  dcr_flow_end (flow);
  close_world ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/confirmation", test_confirmation);
  return g_test_run ();
}
