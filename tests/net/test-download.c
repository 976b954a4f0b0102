/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-download.h"
#include "../support/dcr-folder.h"

#include <glib/gstdio.h>

/* Against a real server on the loopback, started here (server.py). */

static struct
{
  char *folder, *path, *ca, *home;
  GSubprocess *process;
  char *http, *https, *old; /* « http://localhost:PORT » */
} server;

static char *
get_log (void)
{
  g_autofree char *url = g_strconcat (server.http, "/log", NULL);
  g_autofree char *path = g_build_filename (server.folder, "log", NULL);
  DcrDownload download = { .url = url, .path = path };
  DcrDownloadResult result;
  char *text = NULL;

  g_assert_true (dcr_download_run (&download, &result, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static gboolean
fetch (const char *base, const char *page, const char *ca, goffset max, DcrDownloadResult *result,
       GError **error)
{
  g_autofree char *url = g_strconcat (base, page, NULL);
  DcrDownload download = { .url = url, .path = server.path, .ca_file = ca, .max_bytes = max };
  return dcr_download_run (&download, result, NULL, error);
}

static gsize
size_of (const char *path)
{
  GStatBuf info;
  return g_stat (path, &info) == 0 ? (gsize) info.st_size : G_MAXSIZE;
}

/* BODY of server.py, or OTHER. */
static void
assert_content (gboolean other)
{
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (server.path, &data, &size, NULL));
  g_assert_cmpuint (size, ==, other ? 500000 : 600000);
  for (gsize i = 0; i < size; i++)
    if ((guint8) data[i] != (other ? i * 5 % 241 : i * 7 % 251))
      g_error ("byte %" G_GSIZE_FORMAT " is wrong", i);
}

static void
start_afresh (void)
{
  static const char *const ends[] = { "", ".part", ".origin" };
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (server.path, ends[i], NULL);
      g_unlink (path);
    }
  g_free (get_log ());
}

static void
assert_no_part (void)
{
  g_autofree char *part = g_strconcat (server.path, ".part", NULL);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_unchanged_is_not_sent_again (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/plain", NULL, 0, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, DCR_DOWNLOAD_NEW);
  assert_content (FALSE);
  g_autofree char *origin = dcr_download_origin (server.path);
  g_assert_true (g_str_has_suffix (origin, "/plain"));
  g_assert_true (fetch (server.http, "/plain", NULL, 0, &result, &error));
  g_assert_cmpint (result, ==, DCR_DOWNLOAD_UNCHANGED);
  assert_content (FALSE);
  g_autofree char *log = get_log ();
  g_assert_cmpstr (log, ==, "GET /plain - - -\nGET /plain - - \"v1\"");
  /* the version of one address says nothing of another */
  g_assert_true (fetch (server.http, "/plain/2", NULL, 0, &result, &error));
  g_assert_cmpint (result, ==, DCR_DOWNLOAD_NEW);
  assert_no_part ();
}

/* A server without versions is asked by date. */
static void
test_unchanged_since (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/dated", NULL, 0, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, DCR_DOWNLOAD_NEW);
  g_assert_true (fetch (server.http, "/dated", NULL, 0, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, DCR_DOWNLOAD_UNCHANGED);
  assert_content (FALSE);
  g_autofree char *log = get_log ();
  g_assert_cmpstr (log, ==,
                   "GET /dated - - -\nsince -\n"
                   "GET /dated - - -\nsince Thu, 05 Nov 2020 03:00:00 GMT");
}

static void
test_cut_goes_on (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/cut", NULL, 0, &result, &error));
  g_assert_no_error (error);
  assert_content (FALSE);
  g_autofree char *log = get_log ();
  g_assert_cmpstr (log, ==, "GET /cut - - -\nGET /cut bytes=200000- \"v1\" -");
  g_assert_true (fetch (server.http, "/cut-twice", NULL, 0, &result, &error));
  assert_content (FALSE);
  g_autofree char *log2 = get_log ();
  g_assert_nonnull (strstr (log2, "bytes=400000-"));
  assert_no_part ();
}

/* What came is kept for the next command when the line stays down. */
static void
test_part_is_kept_for_next_time (void)
{
  g_autofree char *part = g_strconcat (server.path, ".part", NULL);
  g_autofree char *half = g_malloc (250000);
  g_autofree char *origin = NULL;
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_false (fetch (server.http, "/always-cut", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  g_assert_cmpuint (size_of (part), ==, 200000);
  g_assert_cmpuint (size_of (server.path), ==, G_MAXSIZE);
  g_clear_error (&error);
  /* another address does not go on with it */
  g_assert_true (fetch (server.http, "/plain", NULL, 0, &result, &error));
  assert_content (FALSE);

  start_afresh ();
  for (gsize i = 0; i < 250000; i++)
    half[i] = (char) (i * 7 % 251);
  g_assert_true (g_file_set_contents (part, half, 250000, NULL));
  g_autofree char *origin_path = g_strconcat (server.path, ".origin", NULL);
  origin = g_strdup_printf ("[part]\nurl=%s/plain\netag=\"v1\"\n", server.http);
  g_assert_true (g_file_set_contents (origin_path, origin, -1, NULL));
  g_assert_true (fetch (server.http, "/plain", NULL, 0, &result, &error));
  assert_content (FALSE);
  g_autofree char *log = get_log ();
  g_assert_cmpstr (log, ==, "GET /plain bytes=250000- \"v1\" -");
}

static void
test_cut_and_changed_starts_again (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/changing", NULL, 0, &result, &error));
  g_assert_no_error (error);
  assert_content (TRUE);
  start_afresh ();
  g_assert_true (fetch (server.http, "/cut-no-range", NULL, 0, &result, &error));
  assert_content (FALSE);
  start_afresh ();
  g_assert_true (fetch (server.http, "/cut-weak", NULL, 0, &result, &error));
  assert_content (FALSE);
}

static void
test_range_refused (void)
{
  g_autofree char *part = g_strconcat (server.path, ".part", NULL);
  g_autofree char *origin_path = g_strconcat (server.path, ".origin", NULL);
  g_autofree char *origin = NULL;
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  origin = g_strdup_printf ("[part]\nurl=%s/bad-range\netag=\"v1\"\n", server.http);
  g_assert_true (g_file_set_contents (part, "more than the server has", -1, NULL));
  g_assert_true (g_file_set_contents (origin_path, origin, -1, NULL));
  g_assert_true (fetch (server.http, "/bad-range", NULL, 0, &result, &error));
  g_assert_no_error (error);
  assert_content (FALSE);
}

static void
test_redirections (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/to-plain", NULL, 0, &result, &error));
  assert_content (FALSE);
  g_assert_true (fetch (server.https, "/to-plain", server.ca, 0, &result, &error));
  g_assert_no_error (error);
  g_free (get_log ());
  g_assert_false (fetch (server.https, "/to-http", server.ca, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_autofree char *log = get_log ();
  g_assert_true (g_str_has_prefix (log, "GET /to-http "));
  g_assert_null (strchr (log, '\n')); /* nothing was asked in clear */
  g_assert_false (fetch (server.http, "/to-file", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (fetch (server.http, "/ring", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  assert_content (FALSE); /* what was there stays */
}

static void
test_tls (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.https, "/plain", server.ca, 0, &result, &error));
  g_assert_no_error (error);
  assert_content (FALSE);
  g_free (get_log ());
  g_assert_false (fetch (server.https, "/plain/unknown-ca", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "(its certificate is not one this machine trusts)"));
  g_clear_error (&error);
  g_assert_false (fetch (server.old, "/plain/old", server.ca, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  /* a certificate of another name */
  g_autofree char *by_number = g_strdup (server.https);
  g_autofree char *other = g_strdup_printf ("https://127.0.0.1%s", strrchr (by_number, ':'));
  g_clear_error (&error);
  g_assert_false (fetch (other, "/plain/name", server.ca, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  g_autofree char *log = get_log ();
  g_assert_cmpstr (log, ==, ""); /* not one request came through */
}

static void
test_failures_leave_the_file (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_true (fetch (server.http, "/plain", NULL, 0, &result, &error));
  g_assert_false (fetch (server.http, "/gone", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_false (fetch (server.http, "/plain/big", NULL, 100000, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (fetch ("http://localhost:1", "/plain", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "“localhost” (nothing answers there)"));
  g_clear_error (&error);
  g_assert_false (fetch ("ftp://localhost", "/plain", NULL, 0, &result, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  assert_content (FALSE);
  g_clear_error (&error);
  g_assert_true (fetch (server.http, "/empty", NULL, 0, &result, &error));
  g_assert_cmpuint (size_of (server.path), ==, 0);
}

static void
stop_it (goffset done, goffset total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (void)
{
  g_autofree char *url = g_strconcat (server.http, "/hang", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DcrDownload download
      = { .url = url, .path = server.path, .progress = stop_it, .progress_data = cancellable };
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_assert_false (dcr_download_run (&download, &result, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_proxy (void)
{
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;

  start_afresh ();
  g_setenv ("http_proxy", server.http, TRUE);
  g_assert_true (fetch ("http://reference.example", "/plain", NULL, 0, &result, &error));
  g_unsetenv ("http_proxy");
  g_assert_no_error (error);
  assert_content (FALSE);
  g_autofree char *log = get_log ();
  g_assert_true (g_str_has_prefix (log, "proxy http://reference.example/plain\n"));
}

static void
test_local_file (void)
{
  g_autofree char *from = g_build_filename (server.folder, "from", NULL);
  g_autofree char *url = g_strconcat ("file://", from, NULL);
  g_autoptr (GError) error = NULL;
  DcrDownloadResult result;
  g_autofree char *text = NULL;

  start_afresh ();
  g_assert_true (g_file_set_contents (from, "bonjour", -1, NULL));
  g_assert_true (fetch (url, "", NULL, 0, &result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (server.path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "bonjour");
}

/* ---- Set-up ------------------------------------------------------------------------------- */

static char *
make_certificate (void)
{
  char *pem = g_build_filename (server.folder, "server.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl", "req", "-x509", "-newkey", "rsa:2048",
      "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      "-keyout", pem, "-out", server.ca, NULL);
  g_autofree char *key = NULL, *certificate = NULL, *both = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_assert_true (g_file_get_contents (pem, &key, NULL, NULL));
  g_assert_true (g_file_get_contents (server.ca, &certificate, NULL, NULL));
  both = g_strconcat (key, certificate, NULL);
  g_assert_true (g_file_set_contents (pem, both, -1, NULL));
  return pem;
}

static void
start_server (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *script
      = g_build_filename (g_getenv ("DCR_SOURCE"), "tests", "net", "server.py", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) ports = NULL;

  server.folder = g_dir_make_tmp ("dcr-download-XXXXXX", NULL);
  server.path = g_build_filename (server.folder, "file.zip", NULL);
  server.ca = g_build_filename (server.folder, "ca.pem", NULL);
  pem = make_certificate ();
  server.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error, "python3", script, pem, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_nonnull (line);
  ports = g_strsplit (line, " ", 3);
  server.http = g_strconcat ("http://localhost:", ports[0], NULL);
  server.https = g_strconcat ("https://localhost:", ports[1], NULL);
  server.old = g_strconcat ("https://localhost:", ports[2], NULL);
}

static void
stop_server (void)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (server.process), NULL, NULL);
  g_subprocess_wait (server.process, NULL, NULL);
  g_clear_object (&server.process);
  dcr_folder_remove (server.folder);
  g_free (server.folder);
  g_free (server.path);
  g_free (server.ca);
  g_free (server.http);
  g_free (server.https);
  g_free (server.old);
}

int
main (int argc, char **argv)
{
  int status;

  g_unsetenv ("http_proxy");
  g_unsetenv ("https_proxy");
  g_test_init (&argc, &argv, NULL);
  start_server ();
  g_test_add_func ("/download/unchanged-is-not-sent-again", test_unchanged_is_not_sent_again);
  g_test_add_func ("/download/unchanged-since", test_unchanged_since);
  g_test_add_func ("/download/cut-goes-on", test_cut_goes_on);
  g_test_add_func ("/download/part-is-kept-for-next-time", test_part_is_kept_for_next_time);
  g_test_add_func ("/download/cut-and-changed-starts-again", test_cut_and_changed_starts_again);
  g_test_add_func ("/download/range-refused", test_range_refused);
  g_test_add_func ("/download/redirections", test_redirections);
  g_test_add_func ("/download/tls", test_tls);
  g_test_add_func ("/download/failures-leave-the-file", test_failures_leave_the_file);
  g_test_add_func ("/download/cancel", test_cancel);
  g_test_add_func ("/download/proxy", test_proxy);
  g_test_add_func ("/download/local-file", test_local_file);
  status = g_test_run ();
  stop_server ();
  return status;
}
