/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-report-server.h"

#include <stdio.h>
#include <string.h>

#include "base/dcr-error.h"

#define TOKEN "0123456789abcdefXYZ"

static GMutex mutex;
static GString *seen;
static DcrReportAnswer next_answer;

static DcrReportAnswer
on_report (GHashTable *fields, gpointer data)
{
  const char *id = g_hash_table_lookup (fields, "id");
  const char *status = g_hash_table_lookup (fields, "status");
  g_mutex_lock (&mutex);
  g_string_append_printf (seen, "%s=%s ", id ? id : "?", status ? status : "?");
  g_mutex_unlock (&mutex);
  return next_answer;
}

/* Sends @request as it is; the status of the answer, 0 when the other side just closes. */
static int
ask (guint port, const char *request, gsize size)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  char answer[256] = "";
  int status = 0;

  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             size, NULL, NULL, NULL);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                       sizeof answer - 1, NULL, NULL);
  sscanf (answer, "HTTP/1.1 %d", &status);
  return status;
}

static int
ask_text (guint port, const char *request)
{
  return ask (port, request, strlen (request));
}

static void
test_requests (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrReportServer) server
      = dcr_report_server_new (NULL, 0, TOKEN, on_report, NULL, &error);
  guint port;

  g_assert_no_error (error);
  port = dcr_report_server_get_port (server);
  seen = g_string_new (NULL);
  next_answer = DCR_REPORT_SERVER_TAKEN;
  g_assert_cmpint (
      ask_text (port, "GET /" TOKEN "/report?id=a&status=1 HTTP/1.1\r\nHost: x\r\n\r\n"), ==, 200);
  g_assert_cmpint (ask_text (port, "POST /" TOKEN "/report HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                   "application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\n"
                                   "id=b&status=8"), ==, 200);
  next_answer = DCR_REPORT_SERVER_AGAIN;
  g_assert_cmpint (ask_text (port, "GET /" TOKEN "/report?id=c HTTP/1.1\r\nHost: x\r\n\r\n"), ==,
                   503);
  next_answer = DCR_REPORT_SERVER_UNKNOWN;
  g_assert_cmpint (ask_text (port, "GET /" TOKEN "/report?id=d HTTP/1.1\r\nHost: x\r\n\r\n"), ==,
                   404);
  g_assert_cmpstr (seen->str, ==, "a=1 b=8 c=? d=? ");

  g_string_truncate (seen, 0);
  next_answer = DCR_REPORT_SERVER_TAKEN;
  g_assert_cmpint (
      ask_text (port, "GET /0123456789abcdefXYz/report?id=e HTTP/1.1\r\nHost: x\r\n\r\n"), ==, 404);
  g_assert_cmpint (ask_text (port, "GET /report?id=e HTTP/1.1\r\nHost: x\r\n\r\n"), ==, 404);
  g_assert_cmpint (ask_text (port, "GET /" TOKEN "/report/.. HTTP/1.1\r\nHost: x\r\n\r\n"), ==,
                   404);
  g_assert_cmpint (ask_text (port, "DELETE /" TOKEN "/report?id=e HTTP/1.1\r\nHost: x\r\n\r\n"), ==,
                   405);
  g_assert_cmpstr (seen->str, ==, "");
  g_string_free (seen, TRUE);
}

static void
test_large_requests_are_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrReportServer) server
      = dcr_report_server_new (NULL, 0, TOKEN, on_report, NULL, &error);
  guint port = dcr_report_server_get_port (server);
  g_autofree char *filler = g_strnfill (20000, 'a');
  g_autofree char *line
      = g_strconcat ("GET /" TOKEN "/report?id=", filler, " HTTP/1.1\r\nHost: x\r\n\r\n", NULL);
  g_autofree char *body = g_strdup_printf (
      "POST /" TOKEN "/report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 20003\r\n\r\nid=%s", filler);
  int status;

  seen = g_string_new (NULL);
  status = ask_text (port, line);
  g_assert_true (status == 0 || status == 413 || status == 414 || status == 431);
  g_assert_cmpint (ask_text (port, body), ==, 413);
  g_assert_cmpstr (seen->str, ==, "");
  g_string_free (seen, TRUE);
}

static void
test_bad_settings (void)
{
  static const char *const cases[][2] = { { NULL, "short" }, { NULL, "0123456789abcdef/../" },
                                          { "here", TOKEN } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (dcr_report_server_new (cases[i][0], 0, cases[i][1], on_report, NULL, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_USAGE);
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrReportServer) first
      = dcr_report_server_new (NULL, 0, TOKEN, on_report, NULL, &error);
  g_autoptr (DcrReportServer) second = dcr_report_server_new (
      NULL, dcr_report_server_get_port (first), TOKEN, on_report, NULL, &error);
  g_assert_null (second);
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/report-server/requests", test_requests);
  g_test_add_func ("/net/report-server/large-requests", test_large_requests_are_refused);
  g_test_add_func ("/net/report-server/bad-settings", test_bad_settings);
  return g_test_run ();
}
