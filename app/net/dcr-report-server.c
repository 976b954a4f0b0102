/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-report-server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include <microhttpd.h>

#include "base/dcr-error.h"

#define MAX_CONNECTIONS 32
#define TIMEOUT_S 10
#define MIN_TOKEN 16

struct _DcrReportServer
{
  struct MHD_Daemon *daemon;
  char *path; /* « /TOKEN/report » */
  DcrReportServerFunc func;
  gpointer data;
};

typedef struct
{
  GHashTable *fields;
  struct MHD_PostProcessor *form; /* or NULL */
  gsize received;
  gboolean too_large;
} Request;

static void
request_free (Request *request)
{
  if (request->form != NULL)
    MHD_destroy_post_processor (request->form);
  g_hash_table_unref (request->fields);
  g_free (request);
}

/* A value cut in pieces comes piece by piece. */
static enum MHD_Result
keep_field (void *data, enum MHD_ValueKind kind, const char *key, const char *file_name,
            const char *content_type, const char *encoding, const char *value, uint64_t offset,
            size_t size)
{
  Request *request = data;
  const char *before = offset > 0 ? g_hash_table_lookup (request->fields, key) : NULL;
  g_autofree char *piece = g_strndup (value != NULL ? value : "", size);

  g_hash_table_replace (request->fields, g_strdup (key),
                        g_strconcat (before ? before : "", piece, NULL));
  return MHD_YES;
}

static enum MHD_Result
keep_argument (void *data, enum MHD_ValueKind kind, const char *key, const char *value)
{
  Request *request = data;
  g_hash_table_replace (request->fields, g_strdup (key), g_strdup (value != NULL ? value : ""));
  return MHD_YES;
}

static enum MHD_Result
answer (struct MHD_Connection *connection, guint status)
{
  const char *words = status == MHD_HTTP_OK ? "OK\n" : "no\n";
  struct MHD_Response *response
      = MHD_create_response_from_buffer (strlen (words), (void *) words, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);
  return result;
}

/* Takes as long wherever the first difference stands. */
static gboolean
equal_in_constant_time (const char *given, const char *wanted)
{
  gsize n = strlen (wanted), m = strlen (given);
  gsize different = n ^ m;

  for (gsize i = 0; i < n; i++)
    different |= (guint8) wanted[i] ^ (guint8) (i < m ? given[i] : 0);
  return different == 0;
}

static guint
status_of (DcrReportServer *server, Request *request)
{
  if (request->too_large)
    return MHD_HTTP_CONTENT_TOO_LARGE;
  switch (server->func (request->fields, server->data))
    {
    case DCR_REPORT_SERVER_TAKEN:
      return MHD_HTTP_OK;
    case DCR_REPORT_SERVER_UNKNOWN:
      return MHD_HTTP_NOT_FOUND;
    case DCR_REPORT_SERVER_AGAIN:
    default:
      return MHD_HTTP_SERVICE_UNAVAILABLE;
    }
}

static Request *
request_new (struct MHD_Connection *connection, gboolean post)
{
  Request *request = g_new0 (Request, 1);
  request->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (post)
    request->form = MHD_create_post_processor (connection, 1024, keep_field, request);
  return request;
}

static enum MHD_Result
handle (void *data, struct MHD_Connection *connection, const char *url, const char *method,
        const char *version, const char *upload, size_t *upload_size, void **state)
{
  DcrReportServer *server = data;
  Request *request = *state;
  gboolean post = g_str_equal (method, "POST");

  if (request == NULL)
    {
      if (!equal_in_constant_time (url, server->path))
        return answer (connection, MHD_HTTP_NOT_FOUND);
      if (!post && !g_str_equal (method, "GET"))
        return answer (connection, MHD_HTTP_METHOD_NOT_ALLOWED);
      *state = request_new (connection, post);
      return MHD_YES;
    }
  if (*upload_size > 0)
    {
      request->received += *upload_size;
      request->too_large = request->received > DCR_REPORT_MAX_BYTES;
      if (!request->too_large && request->form != NULL)
        MHD_post_process (request->form, upload, *upload_size);
      *upload_size = 0;
      return MHD_YES;
    }
  MHD_get_connection_values (connection, MHD_GET_ARGUMENT_KIND, keep_argument, request);
  return answer (connection, status_of (server, request));
}

static void
completed (void *data, struct MHD_Connection *connection, void **state,
           enum MHD_RequestTerminationCode code)
{
  g_clear_pointer ((Request **) state, request_free);
}

static gboolean
is_token (const char *token)
{
  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  return strlen (token) >= MIN_TOKEN;
}

static gboolean
listen_address (const char *address, guint port, struct sockaddr_storage *at)
{
  struct sockaddr_in *in = (struct sockaddr_in *) at;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) at;

  memset (at, 0, sizeof *at);
  if (inet_pton (AF_INET, address, &in->sin_addr) == 1)
    {
      in->sin_family = AF_INET;
      in->sin_port = htons (port);
      return TRUE;
    }
  if (inet_pton (AF_INET6, address, &in6->sin6_addr) != 1)
    return FALSE;
  in6->sin6_family = AF_INET6;
  in6->sin6_port = htons (port);
  return TRUE;
}

DcrReportServer *
dcr_report_server_new (const char *address, guint port, const char *token, DcrReportServerFunc func,
                       gpointer data, GError **error)
{
  struct sockaddr_storage at;
  g_autoptr (DcrReportServer) server = NULL;
  guint flags = MHD_USE_INTERNAL_POLLING_THREAD;

  if (!is_token (token) || !listen_address (address != NULL ? address : "127.0.0.1", port, &at))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_USAGE,
          _("Delivery reports need an address of this machine and a token of sixteen letters and digits."));
      return NULL;
    }
  server = g_new0 (DcrReportServer, 1);
  server->path = g_strconcat ("/", token, "/report", NULL);
  server->func = func;
  server->data = data;
  if (at.ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;
  server->daemon = MHD_start_daemon (
      flags, 0, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *) &at,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned int) MAX_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned int) TIMEOUT_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) DCR_REPORT_MAX_BYTES,
      MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
  if (server->daemon == NULL)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_NETWORK,
          _("Port %u is taken: delivery reports cannot come in. Messages still leave. Choose another port."),
          port);
      return NULL;
    }
  return g_steal_pointer (&server);
}

void
dcr_report_server_free (DcrReportServer *server)
{
  if (server == NULL)
    return;
  if (server->daemon != NULL)
    MHD_stop_daemon (server->daemon);
  g_free (server->path);
  g_free (server);
}

guint
dcr_report_server_get_port (DcrReportServer *server)
{
  const union MHD_DaemonInfo *info
      = MHD_get_daemon_info (server->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info != NULL ? info->port : 0;
}
