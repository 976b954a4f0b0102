/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-sms-gateway.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/dcr-error.h"
#include "net/dcr-curl.h"

#define DEFAULT_TIMEOUT_S 30
#define MAX_ANSWER 16384

typedef struct
{
  char *name;
  char *value;
} Field;

struct _DcrSmsGateway
{
  char *name;
  gboolean is_file;
  gboolean post;
  char *url;
  gboolean loopback;
  char *prefix;
  char *coding[2];
  GRegex *success;
  GRegex *later;
  GArray *fields;       /* Field */
  char *report_query;   /* or NULL */
  char *report_id, *report_status;
  char **report_values[4]; /* in the order of the bits of DcrReportKind */
  char *folder, *suffix, *content;
  char *user, *password, *from, *ca_file, *report_url;
  guint timeout_s;
};

static void
field_clear (gpointer data)
{
  Field *field = data;
  g_free (field->name);
  g_free (field->value);
}

void
dcr_sms_gateway_free (DcrSmsGateway *gateway)
{
  if (gateway == NULL)
    return;
  g_clear_pointer (&gateway->success, g_regex_unref);
  g_clear_pointer (&gateway->later, g_regex_unref);
  g_array_unref (gateway->fields);
  for (guint i = 0; i < G_N_ELEMENTS (gateway->report_values); i++)
    g_strfreev (gateway->report_values[i]);
  char *const texts[] = {
    gateway->name,      gateway->url,          gateway->prefix,    gateway->coding[0],
    gateway->coding[1], gateway->report_query, gateway->report_id, gateway->report_status,
    gateway->folder,    gateway->suffix,       gateway->content,   gateway->user,
    gateway->password,  gateway->from,         gateway->ca_file,   gateway->report_url,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (gateway);
}

/* ---- Reading the description ----------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
               _("The description of the SMS gateway cannot be used (%s). SMS wait. Correct it."),
               what);
  return FALSE;
}

static char *
read_key (GKeyFile *file, const char *group, const char *key, const char *fallback)
{
  char *value = g_key_file_get_string (file, group, key, NULL);
  return value != NULL ? value : g_strdup (fallback);
}

static gboolean
read_pattern (GKeyFile *file, const char *key, GRegex **regex, GError **error)
{
  g_autofree char *pattern = read_key (file, "Gateway", key, NULL);

  if (pattern == NULL)
    return TRUE;
  *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  return *regex != NULL || refuse (error, key);
}

static void
read_fields (DcrSmsGateway *gateway, GKeyFile *file)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, "Fields", NULL, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      Field field = { g_strdup (names[i]), g_key_file_get_string (file, "Fields", names[i], NULL) };
      if (field.value == NULL)
        field_clear (&field);
      else
        g_array_append_val (gateway->fields, field);
    }
}

static void
read_reports (DcrSmsGateway *gateway, GKeyFile *file)
{
  static const char *const keys[] = { "Accepted", "Waiting", "Delivered", "Failed" };

  gateway->report_query = read_key (file, "Report", "Query", NULL);
  gateway->report_id = read_key (file, "Report", "Id", "id");
  gateway->report_status = read_key (file, "Report", "Status", "status");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *values = read_key (file, "Report", keys[i], "");
      gateway->report_values[i] = g_strsplit (values, " ", -1);
    }
}

static gboolean
check_url (DcrSmsGateway *gateway, GError **error)
{
  const char *url = gateway->url != NULL ? gateway->url : "";
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  gboolean https;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return refuse (error, "URL");
  https = g_str_equal (g_uri_get_scheme (uri), "https");
  gateway->loopback = dcr_send_is_loopback (g_uri_get_host (uri));
  if (!https && !(g_str_equal (g_uri_get_scheme (uri), "http") && gateway->loopback))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The SMS gateway is on another machine and its address is not “https”. Nothing was sent: numbers never travel in clear."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_description (DcrSmsGateway *gateway, GKeyFile *file, const DcrSmsGatewayConfig *config,
                  GError **error)
{
  g_autofree char *kind = read_key (file, "Gateway", "Kind", "http");
  g_autofree char *method = read_key (file, "Gateway", "Method", "GET");

  gateway->name = read_key (file, "Gateway", "Name", "SMS");
  gateway->is_file = g_str_equal (kind, "file");
  gateway->post = g_str_equal (method, "POST");
  gateway->prefix = read_key (file, "Gateway", "Number", "+");
  gateway->coding[0] = read_key (file, "Gateway", "Gsm", "0");
  gateway->coding[1] = read_key (file, "Gateway", "Ucs2", "2");
  gateway->folder = config->folder != NULL ? g_strdup (config->folder)
                                           : read_key (file, "File", "Folder", NULL);
  gateway->suffix = read_key (file, "File", "Suffix", ".sms");
  gateway->content = read_key (file, "File", "Content", "To: {to}\nAlphabet: UTF-8\n\n{text}");
  gateway->url
      = config->url != NULL ? g_strdup (config->url) : read_key (file, "Gateway", "URL", NULL);
  read_fields (gateway, file);
  read_reports (gateway, file);
  if (!read_pattern (file, "Success", &gateway->success, error)
      || !read_pattern (file, "Later", &gateway->later, error))
    return FALSE;
  if (gateway->is_file)
    return gateway->folder != NULL || refuse (error, "Folder");
  if (gateway->success == NULL)
    return refuse (error, "Success");
  return check_url (gateway, error);
}

DcrSmsGateway *
dcr_sms_gateway_new (const char *description, const DcrSmsGatewayConfig *config, GError **error)
{
  g_autoptr (DcrSmsGateway) gateway = g_new0 (DcrSmsGateway, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  gateway->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (gateway->fields, field_clear);
  gateway->user = g_strdup (config->user);
  gateway->password = g_strdup (config->password);
  gateway->from = g_strdup (config->from);
  gateway->ca_file = g_strdup (config->ca_file);
  gateway->report_url = g_strdup (config->report_url);
  gateway->timeout_s = config->timeout_s != 0 ? config->timeout_s : DEFAULT_TIMEOUT_S;
  if (!g_key_file_load_from_data (file, description, -1, G_KEY_FILE_NONE, NULL)
      || !g_key_file_has_group (file, "Gateway"))
    {
      refuse (error, "[Gateway]");
      return NULL;
    }
  return read_description (gateway, file, config, error) ? g_steal_pointer (&gateway) : NULL;
}

const char *
dcr_sms_gateway_get_name (DcrSmsGateway *gateway)
{
  return gateway->name;
}

gboolean
dcr_sms_gateway_reports (DcrSmsGateway *gateway)
{
  return gateway->report_query != NULL && gateway->report_url != NULL;
}

/* ---- Filling it in --------------------------------------------------------------------------- */

typedef struct
{
  const char *id, *to, *text, *coding, *report;
} Values;

static const char *
value_of (DcrSmsGateway *gateway, const Values *values, const char *name, gsize length)
{
  const struct
  {
    const char *name;
    const char *value;
  } known[] = {
    { "user", gateway->user },     { "password", gateway->password }, { "from", gateway->from },
    { "to", values->to },          { "text", values->text },          { "id", values->id },
    { "coding", values->coding },  { "report", values->report },
  };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && strncmp (known[i].name, name, length) == 0)
      return known[i].value != NULL ? known[i].value : "";
  return NULL;
}

/* One pass: what a value holds is never looked into again. */
static char *
fill (DcrSmsGateway *gateway, const Values *values, const char *pattern)
{
  GString *out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      const char *value = end != NULL ? value_of (gateway, values, p + 1, end - p - 1) : NULL;
      if (value != NULL)
        {
          g_string_append (out, value);
          p = end + 1;
        }
      else
        g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

static char *
format_number (DcrSmsGateway *gateway, const char *e164)
{
  return g_strconcat (gateway->prefix, *e164 == '+' ? e164 + 1 : e164, NULL);
}

static char *
report_url_for (DcrSmsGateway *gateway, const char *id)
{
  Values values = { .id = id };

  if (!dcr_sms_gateway_reports (gateway))
    return NULL;
  g_autofree char *query = fill (gateway, &values, gateway->report_query);
  return g_strconcat (gateway->report_url, "?", query, NULL);
}

static char *
build_form (DcrSmsGateway *gateway, const Values *values)
{
  GString *form = g_string_new (NULL);

  for (guint i = 0; i < gateway->fields->len; i++)
    {
      const Field *field = &g_array_index (gateway->fields, Field, i);
      if (values->report == NULL && strstr (field->value, "{report}") != NULL)
        continue;
      g_autofree char *value = fill (gateway, values, field->value);
      g_autofree char *name = g_uri_escape_string (field->name, NULL, FALSE);
      g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);
      g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
    }
  return g_string_free (form, FALSE);
}

/* ---- Over HTTP ------------------------------------------------------------------------------- */

typedef struct
{
  gboolean left_us;
  gboolean stopped;
  DcrSendLeavingFunc leaving;
  gpointer leaving_data;
  GString *answer;
} Request;

/* Connected, TLS done; the request is the next thing on the wire. */
static int
before_request (void *data, char *remote, char *local, int remote_port, int local_port)
{
  Request *request = data;

  if (request->leaving != NULL && !request->leaving (request->leaving_data))
    {
      request->stopped = TRUE;
      return CURL_PREREQFUNC_ABORT;
    }
  request->left_us = TRUE;
  return CURL_PREREQFUNC_OK;
}

static size_t
keep_answer (char *buffer, size_t size, size_t n, void *data)
{
  Request *request = data;
  gsize room = MAX_ANSWER - request->answer->len;
  g_string_append_len (request->answer, buffer, MIN (size * n, room));
  return size * n;
}

/* A gateway that says 503 or 429 did not take it; other 5xx come from something in between as often as
 * from the gateway, which may have taken it. */
static DcrSendOutcome
judge_status (DcrSmsGateway *gateway, long status, const char *answer, gboolean *setup)
{
  *setup = FALSE;
  if (gateway->later != NULL && g_regex_match (gateway->later, answer, 0, NULL))
    return DCR_SEND_LATER;
  if (status / 100 == 2)
    return g_regex_match (gateway->success, answer, 0, NULL) ? DCR_SEND_ACCEPTED : DCR_SEND_UNKNOWN;
  if (status == 408 || status == 425 || status == 429 || status == 503)
    return DCR_SEND_LATER;
  if (status == 401 || status == 403 || status == 404 || status == 405 || status == 407
      || status / 100 == 3)
    {
      *setup = TRUE;
      return DCR_SEND_CLOSED;
    }
  if (status / 100 == 4)
    return DCR_SEND_REFUSED;
  return DCR_SEND_UNKNOWN;
}

static void
judge (DcrSmsGateway *gateway, CURLcode rc, long status, Request *request, DcrSendResult *result)
{
  g_autofree char *answer = g_utf8_make_valid (request->answer->str, request->answer->len);
  gboolean setup = FALSE;

  if (request->stopped)
    dcr_send_result_set (result, DCR_SEND_LATER, 0, "stopped before it left");
  else if (!request->left_us)
    {
      dcr_send_result_set (result, DCR_SEND_CLOSED, 0, curl_easy_strerror (rc));
      setup = dcr_curl_is_setup (rc);
    }
  else if (rc != CURLE_OK)
    dcr_send_result_set (result, DCR_SEND_UNKNOWN, status, curl_easy_strerror (rc));
  else
    {
      DcrSendOutcome outcome = judge_status (gateway, status, answer, &setup);
      dcr_send_result_set (result, outcome, status, answer);
    }
  result->setup = setup;
}

static void
send_http (DcrSmsGateway *gateway, const Values *values, Request *request,
           GCancellable *cancellable, DcrSendResult *result)
{
  CURL *handle = dcr_curl_new ("http,https", gateway->ca_file, gateway->timeout_s);
  g_autofree char *form = build_form (gateway, values);
  g_autofree char *url
      = gateway->post
            ? g_strdup (gateway->url)
            : g_strconcat (gateway->url, strchr (gateway->url, '?') ? "&" : "?", form, NULL);
  long status = 0;
  CURLcode rc;

  request->answer = g_string_new (NULL);
  if (gateway->loopback)
    dcr_curl_loopback_only (handle);
  curl_easy_setopt (handle, CURLOPT_URL, url);
  curl_easy_setopt (handle, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (handle, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt (handle, CURLOPT_FORBID_REUSE, 1L);
  if (gateway->post)
    curl_easy_setopt (handle, CURLOPT_POSTFIELDS, form);
  curl_easy_setopt (handle, CURLOPT_PREREQFUNCTION, before_request);
  curl_easy_setopt (handle, CURLOPT_PREREQDATA, request);
  curl_easy_setopt (handle, CURLOPT_WRITEFUNCTION, keep_answer);
  curl_easy_setopt (handle, CURLOPT_WRITEDATA, request);
  dcr_curl_set_cancellable (handle, cancellable);
  rc = curl_easy_perform (handle);
  curl_easy_getinfo (handle, CURLINFO_RESPONSE_CODE, &status);
  judge (gateway, rc, status, request, result);
  curl_easy_cleanup (handle);
  g_string_free (request->answer, TRUE);
}

/* ---- As a file ------------------------------------------------------------------------------- */

static gboolean
write_and_sync (const char *path, const char *content)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);
  gsize length = strlen (content), done = 0;
  gboolean right = fd >= 0;

  while (right && done < length)
    {
      gssize n = write (fd, content + done, length - done);
      right = n > 0 || (n < 0 && errno == EINTR);
      done += n > 0 ? n : 0;
    }
  right = right && fsync (fd) == 0;
  if (fd >= 0)
    close (fd);
  return right;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* A hidden name first: what watches the folder must never see half a file. */
static void
send_file (DcrSmsGateway *gateway, const Values *values, Request *request, DcrSendResult *result)
{
  g_autofree char *content = fill (gateway, values, gateway->content);
  g_autofree char *name = g_strconcat (values->id, gateway->suffix, NULL);
  g_autofree char *hidden = g_strdup_printf (".%s.new", values->id);
  g_autofree char *from = g_build_filename (gateway->folder, hidden, NULL);
  g_autofree char *to = g_build_filename (gateway->folder, name, NULL);

  if (!write_and_sync (from, content))
    {
      dcr_send_result_set (result, DCR_SEND_CLOSED, 0, g_strerror (errno));
      g_unlink (from);
      return;
    }
  if (request->leaving != NULL && !request->leaving (request->leaving_data))
    {
      dcr_send_result_set (result, DCR_SEND_LATER, 0, "stopped before it left");
      g_unlink (from);
      return;
    }
  if (g_rename (from, to) != 0)
    {
      dcr_send_result_set (result, DCR_SEND_CLOSED, 0, g_strerror (errno));
      g_unlink (from);
      return;
    }
  sync_folder (gateway->folder);
  dcr_send_result_set (result, DCR_SEND_ACCEPTED, 0, name);
}

void
dcr_sms_gateway_send (DcrSmsGateway *gateway, const char *id, const char *to, const char *text,
                      gboolean ucs2, DcrSendLeavingFunc leaving, gpointer leaving_data,
                      GCancellable *cancellable, DcrSendResult *result)
{
  g_autofree char *number = format_number (gateway, to);
  g_autofree char *report = report_url_for (gateway, id);
  Values values = { id, number, text, gateway->coding[ucs2 ? 1 : 0], report };
  Request request = { .leaving = leaving, .leaving_data = leaving_data };

  memset (result, 0, sizeof *result);
  if (strpbrk (number, "\r\n \t") != NULL || strpbrk (id, "/\r\n") != NULL)
    dcr_send_result_set (result, DCR_SEND_REFUSED, 0, "not a number");
  else if (gateway->is_file)
    send_file (gateway, &values, &request, result);
  else
    send_http (gateway, &values, &request, cancellable, result);
}

/* ---- Reports --------------------------------------------------------------------------------- */

gboolean
dcr_sms_gateway_read_report (DcrSmsGateway *gateway, GHashTable *fields, const char **id,
                             DcrReportKind *kind)
{
  const char *status = g_hash_table_lookup (fields, gateway->report_status);

  *id = g_hash_table_lookup (fields, gateway->report_id);
  if (*id == NULL || status == NULL || *status == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (gateway->report_values); i++)
    if (g_strv_contains ((const char *const *) gateway->report_values[i], status))
      {
        *kind = 1 << i;
        return TRUE;
      }
  return FALSE;
}
