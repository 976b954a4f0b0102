/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-smtp.h"

#include <string.h>

#include "base/dcr-error.h"
#include "net/dcr-curl.h"

#define DEFAULT_TIMEOUT_S 60

struct _DcrSmtp
{
  CURL *handle;
};

typedef struct
{
  const guint8 *bytes;
  gsize left;
  gboolean left_us; /* @leaving was asked and said yes */
  gboolean stopped;
  DcrSendLeavingFunc leaving;
  gpointer leaving_data;
  char last_line[240]; /* of the server */
} Upload;

static size_t
give_bytes (char *buffer, size_t size, size_t n, void *data)
{
  Upload *upload = data;
  gsize taken = MIN (size * n, upload->left);

  if (!upload->left_us)
    {
      if (upload->leaving != NULL && !upload->leaving (upload->leaving_data))
        {
          upload->stopped = TRUE;
          return CURL_READFUNC_ABORT;
        }
      upload->left_us = TRUE;
    }
  memcpy (buffer, upload->bytes, taken);
  upload->bytes += taken;
  upload->left -= taken;
  return taken;
}

/* libcurl hands each line of the server over as a header */
static size_t
keep_line (char *buffer, size_t size, size_t n, void *data)
{
  Upload *upload = data;
  gsize length = MIN (size * n, sizeof upload->last_line - 1);
  memcpy (upload->last_line, buffer, length);
  upload->last_line[length] = '\0';
  return size * n;
}

/* Only the parts that a URL may hold: host and port come from a file a person wrote. */
static char *
build_url (const DcrSmtpConfig *config)
{
  CURLU *url = curl_url ();
  gboolean tls = config->security == DCR_SMTP_TLS;
  guint port = config->port != 0 ? config->port : tls ? 465 : 587;
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *name = g_hostname_to_ascii (g_get_host_name ());
  g_autofree char *path
      = g_strconcat ("/", name != NULL && *name != '\0' ? name : "localhost", NULL);
  char *made = NULL;
  char *copy;

  if (curl_url_set (url, CURLUPART_SCHEME, tls ? "smtps" : "smtp", 0) == CURLUE_OK
      && curl_url_set (url, CURLUPART_HOST, config->host, 0) == CURLUE_OK
      && curl_url_set (url, CURLUPART_PORT, port_text, 0) == CURLUE_OK
      && curl_url_set (url, CURLUPART_PATH, path, 0) == CURLUE_OK)
    curl_url_get (url, CURLUPART_URL, &made, 0);
  curl_url_cleanup (url);
  copy = g_strdup (made);
  curl_free (made);
  return copy;
}

DcrSmtp *
dcr_smtp_new (const DcrSmtpConfig *config, GError **error)
{
  g_autofree char *url = config->host != NULL && *config->host != '\0' ? build_url (config) : NULL;
  DcrSmtp *smtp;

  if (url == NULL)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The mail server has no usable name. Messages wait. Correct the name in the settings."));
      return NULL;
    }
  smtp = g_new0 (DcrSmtp, 1);
  smtp->handle = dcr_curl_new (config->security == DCR_SMTP_TLS ? "smtps" : "smtp", config->ca_file,
                               config->timeout_s != 0 ? config->timeout_s : DEFAULT_TIMEOUT_S);
  curl_easy_setopt (smtp->handle, CURLOPT_URL, url);
  curl_easy_setopt (smtp->handle, CURLOPT_USE_SSL, (long) CURLUSESSL_ALL);
  curl_easy_setopt (smtp->handle, CURLOPT_UPLOAD, 1L);
  if (config->user != NULL && *config->user != '\0')
    {
      curl_easy_setopt (smtp->handle, CURLOPT_USERNAME, config->user);
      curl_easy_setopt (smtp->handle, CURLOPT_PASSWORD,
                        config->password != NULL ? config->password : "");
    }
  return smtp;
}

void
dcr_smtp_free (DcrSmtp *smtp)
{
  if (smtp == NULL)
    return;
  curl_easy_cleanup (smtp->handle);
  g_free (smtp);
}

static void
judge (CURLcode rc, long code, const Upload *upload, DcrSendResult *result)
{
  const char *words = upload->last_line[0] != '\0' ? upload->last_line : curl_easy_strerror (rc);

  result->setup = FALSE;
  if (rc == CURLE_OK)
    dcr_send_result_set (result, DCR_SEND_ACCEPTED, code, words);
  else if (upload->stopped)
    dcr_send_result_set (result, DCR_SEND_LATER, 0, "stopped before it left");
  else if (rc == CURLE_LOGIN_DENIED || dcr_curl_is_setup (rc))
    {
      dcr_send_result_set (result, upload->left_us ? DCR_SEND_UNKNOWN : DCR_SEND_CLOSED, code,
                           rc == CURLE_LOGIN_DENIED ? words : curl_easy_strerror (rc));
      /* 454: the relay cannot check passwords now (RFC 4954); anything else is ours to mend */
      result->setup = !upload->left_us && !(rc == CURLE_LOGIN_DENIED && code / 100 == 4);
    }
  else if (code / 100 == 5)
    dcr_send_result_set (result, DCR_SEND_REFUSED, code, words);
  else if (code / 100 == 4)
    dcr_send_result_set (result, DCR_SEND_LATER, code, words);
  else if (upload->left_us)
    dcr_send_result_set (result, DCR_SEND_UNKNOWN, code, curl_easy_strerror (rc));
  else
    dcr_send_result_set (result, DCR_SEND_CLOSED, code, curl_easy_strerror (rc));
}

/* A greeting or an EHLO refused is a closed door, not a refused message: the answer to MAIL or later
 * comes as CURLE_SEND_ERROR (55), one to what stands before as CURLE_WEIRD_SERVER_REPLY (8),
 * CURLE_REMOTE_ACCESS_DENIED (9) or a login error. After DATA, 8 is the answer to the message. */
static gboolean
is_before_mail (CURLcode rc, const Upload *upload)
{
  return !upload->left_us && (rc == CURLE_WEIRD_SERVER_REPLY || rc == CURLE_REMOTE_ACCESS_DENIED);
}

static void
attempt (DcrSmtp *smtp, Upload *upload, DcrSendResult *result, gboolean *reused)
{
  long code = 0, connects = 0;
  CURLcode rc;

  upload->last_line[0] = '\0';
  curl_easy_setopt (smtp->handle, CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt (smtp->handle, CURLOPT_READDATA, upload);
  curl_easy_setopt (smtp->handle, CURLOPT_HEADERFUNCTION, keep_line);
  curl_easy_setopt (smtp->handle, CURLOPT_HEADERDATA, upload);
  rc = curl_easy_perform (smtp->handle);
  curl_easy_getinfo (smtp->handle, CURLINFO_RESPONSE_CODE, &code);
  curl_easy_getinfo (smtp->handle, CURLINFO_NUM_CONNECTS, &connects);
  *reused = connects == 0;
  judge (rc, code, upload, result);
  if (is_before_mail (rc, upload))
    result->outcome = DCR_SEND_CLOSED;
}

static gboolean
is_plain_line (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text <= 0x20 || *text == '<' || *text == '>' || *text == 0x7f)
      return FALSE;
  return TRUE;
}

void
dcr_smtp_send (DcrSmtp *smtp, const char *from, const char *to, GBytes *message,
               DcrSendLeavingFunc leaving, gpointer leaving_data, GCancellable *cancellable,
               DcrSendResult *result)
{
  g_autofree char *sender = g_strdup_printf ("<%s>", from);
  g_autofree char *recipient = g_strdup_printf ("<%s>", to);
  struct curl_slist *recipients = NULL;
  Upload upload = { .leaving = leaving, .leaving_data = leaving_data };
  gboolean reused;

  memset (result, 0, sizeof *result);
  if (!is_plain_line (from) || !is_plain_line (to)) /* libcurl would put a line break on the wire */
    {
      dcr_send_result_set (result, DCR_SEND_REFUSED, 0, "not an address");
      return;
    }
  upload.bytes = g_bytes_get_data (message, &upload.left);
  recipients = curl_slist_append (NULL, recipient);
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_FROM, sender);
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (smtp->handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t) upload.left);
  curl_easy_setopt (smtp->handle, CURLOPT_FRESH_CONNECT, 0L);
  dcr_curl_set_cancellable (smtp->handle, cancellable);
  attempt (smtp, &upload, result, &reused);
  /* a relay closes a connection after some time or so many messages, with 421 or without a word */
  if (reused && !upload.left_us && !upload.stopped
      && (result->outcome == DCR_SEND_CLOSED || result->code == 421))
    {
      curl_easy_setopt (smtp->handle, CURLOPT_FRESH_CONNECT, 1L);
      attempt (smtp, &upload, result, &reused);
    }
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);
}
