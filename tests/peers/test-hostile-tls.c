/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of servers that must not get one byte of a message, an address or a password (R11). */
#include <string.h>

#include "dcr-peer.h"
#include "net/dcr-mail.h"
#include "net/dcr-sms-gateway.h"
#include "net/dcr-smtp.h"

static char *certs;
static char *ca;

static guint64
payload_of (DcrPeer *peer)
{
  dcr_peer_end (peer);
  g_autofree char *bytes = dcr_peer_await (peer, "PAYLOAD");
  return g_ascii_strtoull (bytes, NULL, 10);
}

static DcrPeer *
start (const char *kind, const char *protocol, guint *port)
{
  g_autofree char *script = dcr_peer_script ("hostile_tls.py");
  const char *argv[] = { "/usr/bin/python3", script, kind, certs, protocol, NULL };
  DcrPeer *peer = dcr_peer_start (argv);
  g_autofree char *found = dcr_peer_await (peer, "PORT");
  *port = g_ascii_strtoull (found, NULL, 10);
  return peer;
}

static DcrSendResult
send_mail (guint port, DcrSmtpSecurity security)
{
  g_autoptr (GError) error = NULL;
  DcrSmtpConfig config = { .host = "127.0.0.1",
                           .port = port,
                           .security = security,
                           .user = "decroche",
                           .password = "secret",
                           .ca_file = ca,
                           .timeout_s = 5 };
  g_autoptr (DcrSmtp) smtp = dcr_smtp_new (&config, &error);
  DcrMail mail = { .from_address = "reponse@3939.example", .to_address = "camille@exemple.example",
                   .subject = "Votre appel", .text = "Bonjour\n", .message_id = "1@3939.example" };
  g_autoptr (GBytes) message = dcr_mail_compose (&mail, &error);
  DcrSendResult result;

  g_assert_no_error (error);
  dcr_smtp_send (smtp, mail.from_address, mail.to_address, message, NULL, NULL, NULL, &result);
  return result;
}

static DcrSendResult
send_sms (guint port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/send", port);
  DcrSmsGatewayConfig config
      = { .url = url, .user = "decroche", .password = "secret", .ca_file = ca, .timeout_s = 5 };
  g_autoptr (DcrSmsGateway) gateway = dcr_sms_gateway_new (
      "[Gateway]\nSuccess=^0\n[Fields]\nto={to}\ntext={text}\npassword={password}\n", &config, &error);
  DcrSendResult result;

  g_assert_no_error (error);
  dcr_sms_gateway_send (gateway, "id", "+33639984127", "Bonjour", FALSE, NULL, NULL, NULL, &result);
  return result;
}

static void
check (const char *kind, const char *protocol)
{
  guint port;
  DcrPeer *peer = start (kind, protocol, &port);
  DcrSendResult result = g_str_equal (protocol, "https")   ? send_sms (port)
                         : g_str_equal (protocol, "smtps") ? send_mail (port, DCR_SMTP_TLS)
                                                           : send_mail (port, DCR_SMTP_STARTTLS);
  guint64 payload = payload_of (peer);

  if (g_str_equal (kind, "right")) /* the control: the same server, well behaved, does get it */
    {
      if (result.outcome != DCR_SEND_ACCEPTED)
        g_error ("%s: outcome %d: %s", protocol, result.outcome, result.answer);
      g_assert_cmpuint (payload, >, 60);
    }
  else
    {
      if (payload > 0 || result.outcome == DCR_SEND_ACCEPTED || result.outcome == DCR_SEND_UNKNOWN)
        g_error ("%s %s: %d bytes, outcome %d: %s", protocol, kind, (int) payload, result.outcome,
                 result.answer);
      g_assert_cmpint (result.outcome, ==, DCR_SEND_CLOSED);
    }
  dcr_peer_stop (peer);
}

static void
test_table (gconstpointer data)
{
  static const char *const everywhere[] = { "right", "expired", "future",  "name",  "other",
                                            "self",  "sha1",    "rsa1024", "tls10", "tls11" };
  static const char *const starttls[] = { "nostarttls", "injected", "refused", "cleartext" };
  const char *protocol = data;

  for (guint i = 0; i < G_N_ELEMENTS (everywhere); i++)
    check (everywhere[i], protocol);
  for (guint i = 0; g_str_equal (protocol, "smtp") && i < G_N_ELEMENTS (starttls); i++)
    check (starttls[i], protocol);
}

int
main (int argc, char **argv)
{
  int status;
  g_test_init (&argc, &argv, NULL);
  certs = dcr_peer_make_certs ();
  ca = g_build_filename (certs, "ca.pem", NULL);
  g_test_add_data_func ("/peers/hostile-tls/smtp", "smtp", test_table);
  g_test_add_data_func ("/peers/hostile-tls/smtps", "smtps", test_table);
  g_test_add_data_func ("/peers/hostile-tls/https", "https", test_table);
  status = g_test_run ();
  g_free (ca);
  dcr_peer_remove_folder (certs);
  return status;
}
