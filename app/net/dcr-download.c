/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-download.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curl/curl.h>

#define ATTEMPTS 4 /* a cut line is taken up again, as long as something came each time */
#define MAX_REDIRECTS 5
#define CONNECT_SECONDS 30
#define STALL_SECONDS 60 /* under 100 bytes a second for that long: given up */

typedef struct
{
  const DcrDownload *download;
  GCancellable *cancellable;
  CURL *curl;
  char *part, *origin_path;
  int fd;                /* of the part */
  goffset offset;        /* what the part held when the request began */
  goffset written;       /* what it holds now */
  char *etag, *modified; /* of the response */
  goffset range_start;   /* Content-Range of the response, -1 without */
  gboolean started;      /* the first bytes of the body came */
  GError *error;         /* found inside a callback */
} Transfer;

const char *const *
dcr_download_official (void)
{
  static const char *const addresses[] = {
    "https://lecomarquage.service-public.gouv.fr/vdd/3.5/part/zip/vosdroits-latest.zip",
    "https://lecomarquage.service-public.gouv.fr/vdd/3.5/pro/zip/vosdroits-latest.zip",
    NULL,
  };
  return addresses;
}

gboolean
dcr_download_is_url (const char *text)
{
  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://")
         || g_str_has_prefix (text, "file://");
}

/* As store/ says it, which this room does not see. */
static void
set_file_error (GError **error, int code, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, DCR_ERROR, DCR_ERROR_FULL,
                 _("There is no room left on the disk for “%s”. What was kept before is safe. "
                    "Make room, then try again."),
                 name);
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                 _("“%s” cannot be read or written (%s). What was kept before is safe."), name,
                 g_strerror (code));
}

/* ---- What is beside ----------------------------------------------------------------------- */

/* Groups: « file » for PATH, « part » for PATH.part; keys url, etag, modified. */
static GKeyFile *
load_origin (const char *origin_path)
{
  GKeyFile *origin = g_key_file_new ();
  g_key_file_load_from_file (origin, origin_path, G_KEY_FILE_NONE, NULL);
  return origin;
}

static char *
get_origin (GKeyFile *origin, const char *group, const char *key)
{
  char *value = g_key_file_get_string (origin, group, key, NULL);
  if (value != NULL && value[0] == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static gboolean
save_origin (Transfer *self, const char *group, GError **error)
{
  g_autoptr (GKeyFile) origin = load_origin (self->origin_path);
  g_autofree char *data = NULL;
  gsize length;

  g_key_file_remove_group (origin, "part", NULL);
  g_key_file_set_string (origin, group, "url", self->download->url);
  g_key_file_set_string (origin, group, "etag", self->etag != NULL ? self->etag : "");
  g_key_file_set_string (origin, group, "modified", self->modified != NULL ? self->modified : "");
  data = g_key_file_to_data (origin, &length, NULL);
  if (g_file_set_contents_full (self->origin_path, data, length, G_FILE_SET_CONTENTS_CONSISTENT,
                                0600, NULL))
    return TRUE;
  set_file_error (error, errno, self->origin_path);
  return FALSE;
}

char *
dcr_download_origin (const char *path)
{
  g_autofree char *origin_path = g_strconcat (path, ".origin", NULL);
  g_autoptr (GKeyFile) origin = load_origin (origin_path);
  return get_origin (origin, "file", "url");
}

/* ---- What comes --------------------------------------------------------------------------- */

static gboolean
take_header (const char *line, gsize length, const char *name, char **value)
{
  gsize n = strlen (name);

  if (length <= n || g_ascii_strncasecmp (line, name, n) != 0)
    return FALSE;
  g_free (*value);
  *value = g_strstrip (g_strndup (line + n, length - n));
  return TRUE;
}

static size_t
on_header (char *line, size_t size, size_t n, void *data)
{
  Transfer *self = data;
  g_autofree char *range = NULL;
  gsize length = size * n;

  if (length >= 5
      && strncmp (line, "HTTP/", 5) == 0) /* a new response, after a redirection or a 100 */
    {
      g_clear_pointer (&self->etag, g_free);
      g_clear_pointer (&self->modified, g_free);
      self->range_start = -1;
    }
  take_header (line, length, "etag:", &self->etag);
  take_header (line, length, "last-modified:", &self->modified);
  if (take_header (line, length, "content-range:", &range)
      && g_ascii_strncasecmp (range, "bytes ", 6) == 0)
    self->range_start = g_ascii_strtoll (range + 6, NULL, 10);
  return length;
}

static gboolean
write_all (Transfer *self, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (self->fd, bytes, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_file_error (&self->error, errno, self->part);
          return FALSE;
        }
      bytes += n;
      length -= n;
      self->written += n;
    }
  return TRUE;
}

/* A 206 may leave out what the first response said. */
static void
recall_version (Transfer *self)
{
  g_autoptr (GKeyFile) origin = load_origin (self->origin_path);

  if (self->etag == NULL)
    self->etag = get_origin (origin, "part", "etag");
  if (self->modified == NULL)
    self->modified = get_origin (origin, "part", "modified");
}

/* The server goes on with the part, or sends the whole again: told by its first bytes. */
static gboolean
start_body (Transfer *self)
{
  long status = 0;

  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &status);
  self->started = TRUE;
  if (status == 206 && self->range_start == self->offset)
    {
      recall_version (self);
      return TRUE;
    }
  if (ftruncate (self->fd, 0) != 0 || lseek (self->fd, 0, SEEK_SET) != 0)
    {
      set_file_error (&self->error, errno, self->part);
      return FALSE;
    }
  self->written = 0;
  return status != 206 && save_origin (self, "part", &self->error);
}

static size_t
on_body (char *bytes, size_t size, size_t n, void *data)
{
  Transfer *self = data;
  gsize length = size * n;
  long status = 0;

  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 300) /* the page of an error is of no use */
    return length;
  if (!self->started && !start_body (self))
    return 0;
  if (self->download->max_bytes > 0 && self->written + (goffset) length > self->download->max_bytes)
    {
      g_set_error (
          &self->error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The file at this address is too big: it was refused. The base is as it was before."));
      return 0;
    }
  return write_all (self, bytes, length) ? length : 0;
}

static int
on_progress (void *data, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now)
{
  Transfer *self = data;
  const DcrDownload *download = self->download;

  if (g_cancellable_is_cancelled (self->cancellable))
    return 1;
  if (download->progress != NULL && self->started)
    download->progress (self->written, total > 0 ? self->written - now + total : 0,
                        download->progress_data);
  return 0;
}

/* ---- What is asked ------------------------------------------------------------------------ */

static void
set_proxy (Transfer *self)
{
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (),
                                                    self->download->url, self->cancellable, NULL);

  /* « direct » may only mean that nothing is configured for the desktop: libcurl then looks at the
     environment (http_proxy, no_proxy) */
  if (proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:"))
    curl_easy_setopt (self->curl, CURLOPT_PROXY, proxies[0]);
}

static void
set_options (Transfer *self)
{
  const DcrDownload *download = self->download;
  gboolean secure = g_str_has_prefix (download->url, "https:");
  CURL *curl = self->curl;

  curl_easy_setopt (curl, CURLOPT_URL, download->url);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "decroche");
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https,file");
  curl_easy_setopt (curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt (curl, CURLOPT_MAXREDIRS, (long) MAX_REDIRECTS);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, (long) CONNECT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_TIME, (long) STALL_SECONDS);
  curl_easy_setopt (curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (curl, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  if (download->ca_file
      != NULL) /* the system's own stay trusted through their folder, CURLOPT_CAPATH */
    curl_easy_setopt (curl, CURLOPT_CAINFO, download->ca_file);
  set_proxy (self);
}

static struct curl_slist *
add_header (struct curl_slist *headers, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name, value);
  return curl_slist_append (headers, line);
}

/* The part goes on only if it is of the version the server still has; a weak ETag does not tell
 * that. */
static struct curl_slist *
ask_for_rest (Transfer *self, GKeyFile *origin, struct curl_slist *headers)
{
  g_autofree char *url = get_origin (origin, "part", "url");
  g_autofree char *etag = get_origin (origin, "part", "etag");
  g_autofree char *modified = get_origin (origin, "part", "modified");
  const char *version = etag != NULL && !g_str_has_prefix (etag, "W/") ? etag : modified;
  g_autofree char *range = NULL;

  if (self->offset == 0 || version == NULL || g_strcmp0 (url, self->download->url) != 0)
    {
      self->offset = 0;
      return headers;
    }
  range = g_strdup_printf ("%" G_GINT64_FORMAT "-", (gint64) self->offset);
  curl_easy_setopt (self->curl, CURLOPT_RANGE, range);
  return add_header (headers, "If-Range", version);
}

static struct curl_slist *
ask_if_changed (Transfer *self, GKeyFile *origin, struct curl_slist *headers)
{
  g_autofree char *url = get_origin (origin, "file", "url");
  g_autofree char *etag = get_origin (origin, "file", "etag");
  g_autofree char *modified = get_origin (origin, "file", "modified");

  if (g_strcmp0 (url, self->download->url) != 0
      || !g_file_test (self->download->path, G_FILE_TEST_EXISTS))
    return headers;
  if (etag != NULL)
    headers = add_header (headers, "If-None-Match", etag);
  if (modified != NULL)
    headers = add_header (headers, "If-Modified-Since", modified);
  return headers;
}

/* ---- One request -------------------------------------------------------------------------- */

static gboolean
open_part (Transfer *self, GError **error)
{
  struct stat info;

  self->fd = open (self->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0 || fstat (self->fd, &info) != 0 || lseek (self->fd, 0, SEEK_END) < 0)
    {
      set_file_error (error, errno, self->part);
      return FALSE;
    }
  self->offset = self->written = info.st_size;
  return TRUE;
}

static CURLcode
request (Transfer *self, long *status)
{
  g_autoptr (GKeyFile) origin = load_origin (self->origin_path);
  struct curl_slist *headers = NULL;
  CURLcode code;

  curl_easy_reset (self->curl);
  self->started = FALSE;
  self->range_start = -1;
  set_options (self);
  headers = ask_for_rest (self, origin, headers);
  if (self->offset == 0)
    headers = ask_if_changed (self, origin, headers);
  curl_easy_setopt (self->curl, CURLOPT_HTTPHEADER, headers);
  code = curl_easy_perform (self->curl);
  *status = 0;
  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, status);
  curl_slist_free_all (headers);
  return code;
}

/* What a person can tell from one another; libcurl's own words for the rest. */
static const char *
what_failed (CURLcode code)
{
  switch (code)
    {
    case CURLE_COULDNT_RESOLVE_HOST:
      return _("the network does not know this name");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return _("the network does not know the name of the proxy");
    case CURLE_COULDNT_CONNECT:
      return _("nothing answers there");
    case CURLE_OPERATION_TIMEDOUT:
      return _("no answer in time");
    case CURLE_TOO_MANY_REDIRECTS:
      return _("it leads from one address to another without end");
    case CURLE_PEER_FAILED_VERIFICATION:
      return _("its certificate is not one this machine trusts");
    case CURLE_SSL_CONNECT_ERROR:
      return _("no secure connection could be made");
    case CURLE_SSL_CACERT_BADFILE:
      return _("the file of the site's certificate authority cannot be read");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return _("the connection was cut");
    default:
      return curl_easy_strerror (code);
    }
}

static gboolean
set_network_error (Transfer *self, const char *detail, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (self->download->url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "";

  g_set_error (error, DCR_ERROR, DCR_ERROR_NETWORK,
               _("The archive could not be downloaded from “%s” (%s). The base is as it was "
                  "before. Try again later."),
               host, detail);
  return FALSE;
}

static gboolean
set_error (Transfer *self, CURLcode code, long status, GError **error)
{
  g_autofree char *detail = NULL;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This address, or the one it leads to, is not of a kind that is accepted. "
                      "The base is as it was before."));
      return FALSE;
    }
  detail = code != CURLE_OK ? g_strdup (what_failed (code))
                            : g_strdup_printf ("HTTP %ld", status);
  return set_network_error (self, detail, error);
}

/* A file that is downloaded again costs less than one that is half there after a power cut: it is
 * synced before it takes its name. */
static gboolean
keep_file (Transfer *self, GError **error)
{
  gboolean synced = fsync (self->fd) == 0;
  int code = errno;

  close (self->fd);
  self->fd = -1;
  if (!synced || rename (self->part, self->download->path) != 0)
    {
      set_file_error (error, synced ? errno : code, self->download->path);
      return FALSE;
    }
  /* in this order: a crash in between leaves an older version's name, and the file comes once more
   */
  return save_origin (self, "file", error);
}

static gboolean
run (Transfer *self, DcrDownloadResult *result, GError **error)
{
  for (int attempt = 1;; attempt++)
    {
      goffset before = self->written;
      long status;
      CURLcode code = request (self, &status);
      gboolean is_file = g_str_has_prefix (self->download->url, "file:");

      if (code == CURLE_OK && status == 304)
        {
          *result = DCR_DOWNLOAD_UNCHANGED;
          return TRUE;
        }
      if (code == CURLE_OK && (status == 200 || status == 206 || is_file))
        {
          *result = DCR_DOWNLOAD_NEW;
          if (!self->started && !start_body (self)) /* an empty file */
            return set_error (self, code, status, error);
          return keep_file (self, error);
        }
      gboolean cut
          = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
      gboolean useless_part = code == CURLE_OK && status == 416 && self->offset > 0;
      if (attempt == ATTEMPTS || self->error != NULL
          || g_cancellable_is_cancelled (self->cancellable)
          || !((cut && self->written != before) || useless_part))
        return set_error (self, code, status, error);
      self->offset = useless_part ? 0 : self->written;
      if (useless_part && ftruncate (self->fd, 0) != 0)
        return set_error (self, code, status, error);
      self->written = lseek (self->fd, 0, SEEK_END);
    }
}

static gpointer
init_once (gpointer data)
{
  curl_global_init (CURL_GLOBAL_DEFAULT);
  return NULL;
}

gboolean
dcr_download_run (const DcrDownload *download, DcrDownloadResult *result, GCancellable *cancellable,
                  GError **error)
{
  static GOnce once = G_ONCE_INIT;
  Transfer self = { .download = download, .cancellable = cancellable, .fd = -1 };
  gboolean done;

  g_once (&once, init_once, NULL);
  if (!dcr_download_is_url (download->url))
    return set_error (&self, CURLE_URL_MALFORMAT, 0, error);
  self.part = g_strconcat (download->path, ".part", NULL);
  self.origin_path = g_strconcat (download->path, ".origin", NULL);
  self.curl = curl_easy_init ();
  done = open_part (&self, error) && run (&self, result, error);
  if (self.fd >= 0)
    close (self.fd);
  if (self.written == 0 || (done && *result == DCR_DOWNLOAD_UNCHANGED))
    unlink (self.part);
  curl_easy_cleanup (self.curl);
  g_clear_error (&self.error);
  g_free (self.etag);
  g_free (self.modified);
  g_free (self.part);
  g_free (self.origin_path);
  return done;
}
