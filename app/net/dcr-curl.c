/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-curl.h"

#include <netinet/in.h>
#include <sys/socket.h>

static int
on_progress (void *data, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
  return data != NULL && g_cancellable_is_cancelled (data);
}

CURL *
dcr_curl_new (const char *protocols, const char *ca_file, guint timeout_s)
{
  static gsize ready;
  CURL *handle;

  if (g_once_init_enter (&ready))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&ready, 1);
    }
  handle = curl_easy_init ();
  g_assert (handle != NULL);
  curl_easy_setopt (handle, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt (handle, CURLOPT_REDIR_PROTOCOLS_STR, "");
  curl_easy_setopt (handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (handle, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (handle, CURLOPT_PROXY, "");
  /* RELIABILITY 4: 1.2 at least; an old or weak certificate is refused by OpenSSL's security level 2 */
  curl_easy_setopt (handle, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (ca_file != NULL)
    curl_easy_setopt (handle, CURLOPT_CAINFO, ca_file);
  curl_easy_setopt (handle, CURLOPT_CONNECTTIMEOUT, (long) MIN (timeout_s, 20));
  curl_easy_setopt (handle, CURLOPT_TIMEOUT, (long) timeout_s);
  return handle;
}

void
dcr_curl_set_cancellable (CURL *handle, GCancellable *cancellable)
{
  curl_easy_setopt (handle, CURLOPT_NOPROGRESS, cancellable == NULL ? 1L : 0L);
  curl_easy_setopt (handle, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (handle, CURLOPT_XFERINFODATA, cancellable);
}

static curl_socket_t
open_loopback (void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  gboolean loopback = FALSE;

  if (address->family == AF_INET)
    {
      struct sockaddr_in *in = (struct sockaddr_in *) (gpointer) &address->addr;
      loopback = ntohl (in->sin_addr.s_addr) >> 24 == 127;
    }
  else if (address->family == AF_INET6)
    {
      struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) (gpointer) &address->addr;
      loopback = IN6_IS_ADDR_LOOPBACK (&in6->sin6_addr);
    }
  if (!loopback)
    return CURL_SOCKET_BAD;
  return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void
dcr_curl_loopback_only (CURL *handle)
{
  curl_easy_setopt (handle, CURLOPT_OPENSOCKETFUNCTION, open_loopback);
}

gboolean
dcr_curl_is_setup (CURLcode code)
{
  switch (code)
    {
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return TRUE;
    default:
      return FALSE;
    }
}
