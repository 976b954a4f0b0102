/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gateway against a scripted HTTP server in a thread, and the file drop. Kannel itself is in the
 * suite « peers ». */
#include "net/dcr-sms-gateway.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/dcr-error.h"

/* ---- A server that says one thing, once a connection ----------------------------------------- */

typedef struct
{
  GSocketService *service;
  guint port;
  const char *answer; /* NULL: closes without a word */
  gint requests;      /* atomic */
  GString *last;
  GMutex mutex;
} Server;

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer data)
{
  Server *server = data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char buffer[8192];
  gssize n = g_input_stream_read (in, buffer, sizeof buffer - 1, NULL, NULL);

  if (n <= 0)
    return TRUE;
  g_atomic_int_inc (&server->requests);
  g_mutex_lock (&server->mutex);
  g_string_truncate (server->last, 0);
  g_string_append_len (server->last, buffer, n);
  g_mutex_unlock (&server->mutex);
  if (server->answer != NULL)
    g_output_stream_write_all (out, server->answer, strlen (server->answer), NULL, NULL, NULL);
  return TRUE;
}

static void
server_start (Server *server, const char *answer)
{
  memset (server, 0, sizeof *server);
  g_mutex_init (&server->mutex);
  server->last = g_string_new (NULL);
  server->answer = answer;
  server->service = g_threaded_socket_service_new (4);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, NULL);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (server->service, "run", G_CALLBACK (on_run), server);
  g_socket_service_start (server->service);
}

static void
server_stop (Server *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_object_unref (server->service);
  g_string_free (server->last, TRUE);
  g_mutex_clear (&server->mutex);
}

/* The listener accepts in the main context: turns it while @thread works. */
typedef struct
{
  DcrSmsGateway *gateway;
  const char *text;
  gboolean leave;
  gboolean asked;
  DcrSendResult result;
  gint done;
} Sending;

static gboolean
on_leaving (gpointer data)
{
  Sending *sending = data;
  sending->asked = TRUE;
  return sending->leave;
}

static gpointer
send_thread (gpointer data)
{
  Sending *sending = data;
  dcr_sms_gateway_send (sending->gateway, "0198-id", "+33639984127", sending->text, TRUE,
                        on_leaving, sending, NULL, &sending->result);
  g_atomic_int_set (&sending->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
send_and_wait (Sending *sending)
{
  GThread *thread = g_thread_new ("sending", send_thread, sending);
  while (!g_atomic_int_get (&sending->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static const char description[]
    = "[Gateway]\nName=Essai\nMethod=%s\nSuccess=^0: \nLater=^Temporal\nNumber=00\n"
      "[Fields]\nto={to}\ntext={text}\ncoding={coding}\nsecret={user}:{password}\ndlr={report}\n"
      "[Report]\nQuery=id={id}&status=%%d\nDelivered=1\nFailed=2 16\nAccepted=8\nWaiting=4\n";

static DcrSmsGateway *
gateway_at (guint port, const char *method)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (description, method);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/send", port);
  DcrSmsGatewayConfig config = { .url = url, .user = "moi", .password = "a&b{to}", .timeout_s = 2,
                                 .report_url = "http://127.0.0.1:1/T/report" };
  DcrSmsGateway *gateway = dcr_sms_gateway_new (text, &config, &error);
  g_assert_no_error (error);
  return gateway;
}

#define HTTP(status, body) "HTTP/1.1 " status " x\r\nConnection: close\r\n\r\n" body

static void
test_answers (void)
{
  static const struct
  {
    const char *answer;
    DcrSendOutcome outcome;
    gboolean setup;
  } cases[] = {
    { HTTP ("202", "0: Accepted for delivery"), DCR_SEND_ACCEPTED, FALSE },
    { HTTP ("200", "0: Accepted"), DCR_SEND_ACCEPTED, FALSE },
    { HTTP ("200", "something else"), DCR_SEND_UNKNOWN, FALSE },
    { HTTP ("200", ""), DCR_SEND_UNKNOWN, FALSE },
    { HTTP ("503", "Temporal failure, try again later."), DCR_SEND_LATER, FALSE },
    { HTTP ("503", "no"), DCR_SEND_LATER, FALSE },
    { HTTP ("429", "slow down"), DCR_SEND_LATER, FALSE },
    { HTTP ("400", "bad number"), DCR_SEND_REFUSED, FALSE },
    { HTTP ("403", "Authorization failed"), DCR_SEND_CLOSED, TRUE },
    { HTTP ("500", "oops"), DCR_SEND_UNKNOWN, FALSE },
    { HTTP ("502", "bad gateway"), DCR_SEND_UNKNOWN, FALSE },
    { "HTTP/1.1 301 x\r\nLocation: http://example.org/\r\nConnection: close\r\n\r\n", DCR_SEND_CLOSED, TRUE },
    { "HTTP/1.1 202 x\r\nContent-Length: 100\r\n\r\n0: Acc", DCR_SEND_UNKNOWN, FALSE },
    { "garbage\r\n\r\n", DCR_SEND_UNKNOWN, FALSE },
    { NULL, DCR_SEND_UNKNOWN, FALSE },
  };
  for (guint post = 0; post < 2; post++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        Server server;
        server_start (&server, cases[i].answer);
        g_autoptr (DcrSmsGateway) gateway = gateway_at (server.port, post ? "POST" : "GET");
        Sending sending = { gateway, "Bonjour", TRUE };
        send_and_wait (&sending);
        if (sending.result.outcome != cases[i].outcome || sending.result.setup != cases[i].setup)
          g_error ("%s: %d (%s)", cases[i].answer, sending.result.outcome, sending.result.answer);
        /* whatever came back, asked once: a gateway has no way to tell a repeated request */
        g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 1);
        g_assert_true (sending.asked);
        server_stop (&server);
      }
}

static void
test_what_travels (void)
{
  Server server;
  server_start (&server, HTTP ("202", "0: ok"));
  g_autoptr (DcrSmsGateway) gateway = gateway_at (server.port, "GET");
  Sending sending = { gateway, "Où ? 25\u00a0€ & {user}", TRUE };

  send_and_wait (&sending);
  g_assert_nonnull (strstr (
      server.last->str,
      "GET /send?to=0033639984127&text=O%C3%B9%20%3F%2025%C2%A0%E2%82%AC%20%26%20%7Buser%7D"
      "&coding=2&secret=moi%3Aa%26b%7Bto%7D&dlr=http%3A%2F%2F127.0.0.1%3A1%2FT%2Freport%3Fid%3D0198-id%26status%3D%25d HTTP/1.1\r\n"));
  server_stop (&server);
}

static void
test_nothing_leaves (void)
{
  Server server;
  server_start (&server, HTTP ("202", "0: ok"));
  g_autoptr (DcrSmsGateway) gateway = gateway_at (server.port, "GET");
  Sending stopped = { gateway, "Bonjour", FALSE };

  send_and_wait (&stopped);
  g_assert_cmpint (stopped.result.outcome, ==, DCR_SEND_LATER);
  g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 0);
  server_stop (&server);

  g_autoptr (DcrSmsGateway) nobody = gateway_at (1, "GET");
  Sending alone = { nobody, "Bonjour", TRUE };
  send_and_wait (&alone);
  g_assert_cmpint (alone.result.outcome, ==, DCR_SEND_CLOSED);
  g_assert_false (alone.result.setup);
  g_assert_false (alone.asked);
}

static void
test_descriptions (void)
{
  static const char *const refused[] = {
    "", "[Other]\n", "[Gateway]\nURL=http://127.0.0.1/\n",
    "[Gateway]\nURL=http://sms.example/\nSuccess=^0\n", "[Gateway]\nURL=ftp://127.0.0.1/\nSuccess=^0\n",
    "[Gateway]\nURL=https://sms.example/\nSuccess=(\n", "[Gateway]\nKind=file\n",
    "[Gateway]\nURL=http://127.0.0.1.example/\nSuccess=^0\n",
  };
  DcrSmsGatewayConfig config = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (dcr_sms_gateway_new (refused[i], &config, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
    }
  g_autofree char *folder = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "gateways", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;
  while ((name = g_dir_read_name (dir)) != NULL) /* those that come with the program */
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_autoptr (DcrSmsGateway) gateway = dcr_sms_gateway_new (text, &config, &error);
      g_assert_no_error (error);
      n++;
    }
  g_assert_cmpuint (n, >=, 2);
}

static void
test_reports (void)
{
  g_autoptr (DcrSmsGateway) gateway = gateway_at (1, "GET");
  static const struct
  {
    const char *status;
    int kind;
  } cases[] = { { "1", DCR_REPORT_DELIVERED },
                { "2", DCR_REPORT_FAILED },
                { "16", DCR_REPORT_FAILED },
                { "8", DCR_REPORT_ACCEPTED },
                { "4", DCR_REPORT_WAITING },
                { "99", 0 },
                { "", 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
      const char *id = NULL;
      DcrReportKind kind = 0;
      g_hash_table_insert (fields, "id", "x");
      g_hash_table_insert (fields, "status", (gpointer) cases[i].status);
      g_assert_true (dcr_sms_gateway_read_report (gateway, fields, &id, &kind)
                     == (cases[i].kind != 0));
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

static void
test_file_drop (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dcr-sms-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "0198-id.sms", NULL);
  g_autofree char *content = NULL;
  DcrSmsGatewayConfig config = { .folder = folder };
  g_autoptr (DcrSmsGateway) gateway = dcr_sms_gateway_new (
      "[Gateway]\nKind=file\nNumber=\n[File]\nContent=To: {to}\\n\\n{text}\n", &config, &error);
  Sending stopped = { gateway, "Bonjour", FALSE }, sent = { gateway, "Où ça ?", TRUE };

  g_assert_no_error (error);
  send_and_wait (&stopped);
  g_assert_cmpint (stopped.result.outcome, ==, DCR_SEND_LATER);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  send_and_wait (&sent);
  g_assert_cmpint (sent.result.outcome, ==, DCR_SEND_ACCEPTED);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "To: 33639984127\n\nOù ça ?");
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
  Sending lost = { gateway, "Où ?", TRUE };
  send_and_wait (&lost);
  g_assert_cmpint (lost.result.outcome, ==, DCR_SEND_CLOSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/sms/answers", test_answers);
  g_test_add_func ("/net/sms/what-travels", test_what_travels);
  g_test_add_func ("/net/sms/nothing-leaves", test_nothing_leaves);
  g_test_add_func ("/net/sms/descriptions", test_descriptions);
  g_test_add_func ("/net/sms/reports", test_reports);
  g_test_add_func ("/net/sms/file-drop", test_file_drop);
  return g_test_run ();
}
