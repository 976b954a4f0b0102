/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>

#include "net/dcr-send.h"

G_BEGIN_DECLS

/* What every connection that carries a message has in common. Private to net/. */

/** A handle: TLS 1.2 at least, peer and name verified against the system's authorities or @ca_file, no
 *  proxy, no redirect, no signal; stopped by @cancellable. @protocols as « smtp,smtps ». */
CURL *dcr_curl_new (const char *protocols, const char *ca_file, guint timeout_s);

/** Makes transfers of @handle stop when @cancellable is cancelled; NULL for none. */
void dcr_curl_set_cancellable (CURL *handle, GCancellable *cancellable);

/** Refuses to connect anywhere but to this machine. */
void dcr_curl_loopback_only (CURL *handle);

/** TRUE for a failure that waiting does not mend: certificate, TLS, password. */
gboolean dcr_curl_is_setup (CURLcode code);

G_END_DECLS
