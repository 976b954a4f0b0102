/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* Files that survive a power cut. Any thread. */

/** fsyncs @path. */
gboolean dcr_files_sync (const char *path, GError **error);

/** Renames @from (already closed) over @to: sync, rename, sync of the folder. On failure @to is as
 *  it was. */
gboolean dcr_files_replace (const char *from, const char *to, GError **error);

/** Makes @folder, parents included, mode 0700. */
gboolean dcr_files_make_folder (const char *folder, GError **error);

/** Writes @contents to @path by a temporary file, mode 0600, and dcr_files_replace(). */
gboolean dcr_files_write (const char *path, const char *contents, gssize length, GError **error);

/** A DcrError for errno @code on @path: DCR_ERROR_FULL for ENOSPC and EDQUOT, else DCR_ERROR_STORE. */
void dcr_files_set_error (GError **error, int code, const char *path);

/** A file lock (flock) on @path, created when absent, waited for up to @wait_ms.
 *  Returns the descriptor to close, or -1 with DCR_ERROR_BUSY. */
int dcr_files_lock (const char *path, guint wait_ms, GError **error);

G_END_DECLS
