/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/dcr-error.h"

G_BEGIN_DECLS

/**
 * Downloads one file, as often as one likes: what did not change is not sent again, what was cut
 * goes on where it stopped. Beside PATH lie PATH.part (the half that came) and PATH.origin (where
 * it came from, and what the server calls this version). Blocking: any thread but the main one; one
 * download a path at a time.
 */

/** The archives DILA publishes each day (FORMAT 11), NULL-terminated. */
const char *const *dcr_download_official (void);

typedef enum
{
  DCR_DOWNLOAD_NEW,       /* PATH was replaced */
  DCR_DOWNLOAD_UNCHANGED, /* the server says that PATH is still its version */
} DcrDownloadResult;

/** @total is 0 while unknown. In the calling thread. */
typedef void (*DcrDownloadProgressFunc) (goffset done, goffset total, gpointer user_data);

typedef struct
{
  const char *url;     /* http, https or file */
  const char *path;    /* in a folder that exists */
  const char *ca_file; /* PEM, trusted beside the system's; or NULL */
  goffset max_bytes;   /* 0: no limit */
  DcrDownloadProgressFunc progress;
  gpointer progress_data;
} DcrDownload;

/** TLS 1.2 at least; from https only to https; the proxy is the one of the system (GProxyResolver),
 * else of the environment. FALSE: PATH is as it was; DCR_ERROR_NETWORK, DCR_ERROR_INPUT (too big,
 * no such kind of address), DCR_ERROR_FULL, DCR_ERROR_STORE, or G_IO_ERROR_CANCELLED. */
gboolean dcr_download_run (const DcrDownload *download, DcrDownloadResult *result,
                           GCancellable *cancellable, GError **error);

/** The address @path was downloaded from, or NULL. Free with g_free(). */
char *dcr_download_origin (const char *path);

/** TRUE for an address that dcr_download_run() takes. */
gboolean dcr_download_is_url (const char *text);

G_END_DECLS
