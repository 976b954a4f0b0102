/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DcrSmtp against a real relay (aiosmtpd) under the test's own authority. */
#include "net/dcr-smtp.h"

#include <string.h>

#include "dcr-peer.h"
#include "net/dcr-mail.h"

static char *certs;

typedef struct
{
  char *folder;
  char *ca;
  DcrPeer *peer;
  guint port;
  DcrSmtp *smtp;
  gboolean leaving;
  gboolean forbid;
} Fixture;

static DcrSmtp *
smtp_to (Fixture *f, const char *password, DcrSmtpSecurity security, guint timeout)
{
  g_autoptr (GError) error = NULL;
  DcrSmtpConfig config = { .host = "127.0.0.1",
                           .port = f->port,
                           .security = security,
                           .user = "decroche",
                           .password = password,
                           .ca_file = f->ca,
                           .timeout_s = timeout };
  DcrSmtp *smtp = dcr_smtp_new (&config, &error);
  g_assert_no_error (error);
  return smtp;
}

static void
start (Fixture *f, const char *const *extra)
{
  memset (f, 0, sizeof *f);
  f->folder = dcr_peer_make_folder ();
  f->ca = g_build_filename (certs, "ca.pem", NULL);
  f->peer = dcr_peer_start_relay (certs, f->folder, 0, extra, &f->port);
  f->smtp = smtp_to (f, "mot de passe", DCR_SMTP_STARTTLS, 3);
}

static void
stop (Fixture *f)
{
  dcr_smtp_free (f->smtp);
  dcr_peer_stop (f->peer);
  dcr_peer_remove_folder (f->folder);
  g_free (f->ca);
}

static const char *const with_password[] = { "--password", "mot de passe", NULL };

static GBytes *
message_for (const char *to, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("essai-%u@3939.example", number);
  DcrMail mail = { .from_name = "Allô", .from_address = "reponse@3939.example", .to_address = to,
                   .subject = "Votre appel", .text = "Bonjour,\n.\n..deux\nÀ bientôt : 25\u00a0€\n",
                   .message_id = id, .date_ms = 1795255800000 };
  GBytes *bytes = dcr_mail_compose (&mail, &error);
  g_assert_no_error (error);
  return bytes;
}

static gboolean
on_leaving (gpointer data)
{
  Fixture *f = data;
  f->leaving = TRUE;
  return !f->forbid;
}

static DcrSendResult
send_to (Fixture *f, const char *local, guint number)
{
  g_autofree char *to = g_strconcat (local, "@exemple.example", NULL);
  g_autoptr (GBytes) message = message_for (to, number);
  DcrSendResult result;

  f->leaving = FALSE;
  dcr_smtp_send (f->smtp, "reponse@3939.example", to, message, on_leaving, f, NULL, &result);
  return result;
}

static void
test_arrives_byte_for_byte (void)
{
  Fixture f;
  for (int tls = 0; tls < 2; tls++)
    {
      static const char *const over_tls[] = { "--password", "mot de passe", "--tls", NULL };
      start (&f, tls ? over_tls : with_password);
      g_clear_pointer (&f.smtp, dcr_smtp_free);
      f.smtp = smtp_to (&f, "mot de passe", tls ? DCR_SMTP_TLS : DCR_SMTP_STARTTLS, 5);
      DcrSendResult result = send_to (&f, "ok", 1);
      g_autofree char *path = g_build_filename (f.folder, "000001.eml", NULL);
      g_autofree char *kept = NULL;
      g_autoptr (GBytes) sent = message_for ("ok@exemple.example", 1);
      gsize size;

      g_assert_cmpint (result.outcome, ==, DCR_SEND_ACCEPTED);
      g_assert_cmpint (result.code, ==, 250);
      g_assert_true (f.leaving);
      g_assert_true (g_file_get_contents (path, &kept, &size, NULL));
      g_assert_cmpmem (kept, size, g_bytes_get_data (sent, NULL), g_bytes_get_size (sent));
      stop (&f);
    }
}

static void
test_answers (void)
{
  static const struct
  {
    const char *local;
    DcrSendOutcome outcome;
    int code;
    gboolean leaving;
    guint kept;
  } cases[] = {
    { "ok", DCR_SEND_ACCEPTED, 250, TRUE, 1 },
    { "rcpt450", DCR_SEND_LATER, 450, FALSE, 0 },
    { "rcpt550", DCR_SEND_REFUSED, 550, FALSE, 0 },
    { "data450", DCR_SEND_LATER, 450, TRUE, 0 },
    { "data554", DCR_SEND_REFUSED, 554, TRUE, 0 },
    { "cutrcpt", DCR_SEND_CLOSED, -1, FALSE, 0 },
    { "cutdata", DCR_SEND_CLOSED, -1, FALSE, 0 },
    { "cutlost", DCR_SEND_UNKNOWN, -1, TRUE, 0 },
    { "cutkept", DCR_SEND_UNKNOWN, -1, TRUE, 1 },
    { "stall", DCR_SEND_UNKNOWN, -1, TRUE, 0 },
  };
  Fixture f;

  start (&f, with_password);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint before = dcr_peer_count (f.peer, "ACCEPT");
      g_clear_pointer (&f.smtp, dcr_smtp_free);
      f.smtp = smtp_to (&f, "mot de passe", DCR_SMTP_STARTTLS, 2);
      DcrSendResult result = send_to (&f, cases[i].local, i);
      if (result.outcome != cases[i].outcome || (cases[i].code > 0 && result.code != cases[i].code)
          || f.leaving != cases[i].leaving)
        g_error ("%s: outcome %d, code %d, leaving %d: %s", cases[i].local, result.outcome,
                 result.code, f.leaving, result.answer);
      g_assert_cmpuint (dcr_peer_await_count (f.peer, "ACCEPT", before + cases[i].kept) - before,
                        ==, cases[i].kept);
    }
  stop (&f);
}

static void
test_what_keeps_it_here (void)
{
  Fixture f;

  start (&f, with_password);
  f.forbid = TRUE; /* nothing leaves when it could not be noted */
  DcrSendResult result = send_to (&f, "ok", 1);
  g_assert_cmpint (result.outcome, ==, DCR_SEND_LATER);
  f.forbid = FALSE;
  /* the connection that was left in the middle is not used again */
  result = send_to (&f, "ok", 2);
  g_assert_cmpint (result.outcome, ==, DCR_SEND_ACCEPTED);
  g_assert_cmpuint (dcr_peer_await_count (f.peer, "ACCEPT", 1), ==, 1);

  g_clear_pointer (&f.smtp, dcr_smtp_free);
  f.smtp = smtp_to (&f, "faux", DCR_SMTP_STARTTLS, 3);
  result = send_to (&f, "ok", 3);
  g_assert_cmpint (result.outcome, ==, DCR_SEND_CLOSED);
  g_assert_cmpint (result.code, ==, 535);
  g_assert_true (result.setup);
  g_assert_false (f.leaving);

  g_autoptr (GBytes) message = message_for ("x@y.example", 4);
  static const char *const hostile[]
      = { "a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "<a@b.example>" };
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      dcr_smtp_send (f.smtp, "reponse@3939.example", hostile[i], message, NULL, NULL, NULL,
                     &result);
      g_assert_cmpint (result.outcome, ==, DCR_SEND_REFUSED);
    }
  g_assert_cmpuint (dcr_peer_await_count (f.peer, "ACCEPT", 1), ==, 1);
  stop (&f);

  f.leaving = FALSE;
  f.port = dcr_peer_free_port ();
  f.ca = g_build_filename (certs, "ca.pem", NULL);
  f.smtp = smtp_to (&f, "x", DCR_SMTP_STARTTLS, 3);
  result = send_to (&f, "ok", 5);
  g_assert_cmpint (result.outcome, ==, DCR_SEND_CLOSED);
  g_assert_false (result.setup);
  dcr_smtp_free (f.smtp);
  g_free (f.ca);
}

static void
test_one_connection (void)
{
  Fixture f;
  static const char *const limited[]
      = { "--password", "mot de passe", "--max-per-connection", "20", NULL };
  gint64 began;
  double seconds;

  start (&f, with_password);
  send_to (&f, "ok", 0);
  began = g_get_monotonic_time ();
  for (guint i = 1; i <= 100; i++)
    g_assert_cmpint (send_to (&f, "ok", i).outcome, ==, DCR_SEND_ACCEPTED);
  seconds = (g_get_monotonic_time () - began) / 1e6;
  g_test_message ("100 messages on one connection: %.2f s, %.0f a second", seconds, 100 / seconds);
  g_assert_cmpuint (dcr_peer_await_count (f.peer, "CONNECT", 1), ==, 1);
  /* a refused recipient does not cost the connection */
  g_assert_cmpint (send_to (&f, "rcpt550", 101).outcome, ==, DCR_SEND_REFUSED);
  g_assert_cmpint (send_to (&f, "ok", 102).outcome, ==, DCR_SEND_ACCEPTED);
  stop (&f);

  start (&f, limited); /* a relay that wants a new connection after 20: nobody notices */
  for (guint i = 1; i <= 50; i++)
    g_assert_cmpint (send_to (&f, "ok", i).outcome, ==, DCR_SEND_ACCEPTED);
  g_assert_cmpuint (dcr_peer_await_count (f.peer, "ACCEPT", 50), ==, 50);
  g_assert_cmpuint (dcr_peer_await_count (f.peer, "CONNECT", 3), ==, 3);
  stop (&f);
}

static void
test_relay_starts_again (void)
{
  Fixture f;

  start (&f, with_password);
  g_assert_cmpint (send_to (&f, "ok", 1).outcome, ==, DCR_SEND_ACCEPTED);
  dcr_peer_stop (f.peer);
  g_assert_cmpint (send_to (&f, "ok", 2).outcome, ==, DCR_SEND_CLOSED);
  guint port;
  f.peer = dcr_peer_start_relay (certs, f.folder, f.port, with_password, &port);
  g_assert_cmpint (send_to (&f, "ok", 3).outcome, ==, DCR_SEND_ACCEPTED);
  stop (&f);
}

int
main (int argc, char **argv)
{
  int status;
  g_test_init (&argc, &argv, NULL);
  certs = dcr_peer_make_certs ();
  g_test_add_func ("/peers/smtp/arrives-byte-for-byte", test_arrives_byte_for_byte);
  g_test_add_func ("/peers/smtp/answers", test_answers);
  g_test_add_func ("/peers/smtp/what-keeps-it-here", test_what_keeps_it_here);
  g_test_add_func ("/peers/smtp/one-connection", test_one_connection);
  g_test_add_func ("/peers/smtp/relay-starts-again", test_relay_starts_again);
  status = g_test_run ();
  dcr_peer_remove_folder (certs);
  return status;
}
