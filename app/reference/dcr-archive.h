/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/dcr-error.h"

G_BEGIN_DECLS

/**
 * DcrArchive: one source of an import: a zip, or a folder of XML files. Nothing is ever unpacked:
 * names in an archive are compared, never used as paths. One thread.
 *
 * Opening looks at every header (and refuses what is odd) before anything is read; reading then
 * hands out the documents, « F1.xml », in the order of the archive, and the index files this
 * program uses (FORMAT 2). Everything else is counted and left closed, archives in the archive
 * included.
 */
typedef struct _DcrArchive DcrArchive;

/* What DILA publishes is 24 MB, 5,600 files and 141 MB at most (FORMAT 11) */
#define DCR_ARCHIVE_MAX_FILE ((goffset) 512 * 1024 * 1024)
#define DCR_ARCHIVE_MAX_ENTRIES 50000
#define DCR_ARCHIVE_MAX_ENTRY ((gsize) 8 * 1024 * 1024)
#define DCR_ARCHIVE_MAX_BYTES ((gsize) 1024 * 1024 * 1024)

typedef enum
{
  DCR_ENTRY_DOCUMENT,
  DCR_ENTRY_REDIRECTIONS, /* redirections.xml */
  DCR_ENTRY_TREE,         /* arborescence.xml */
  DCR_ENTRY_MENU,         /* menu.xml */
} DcrEntryKind;

typedef struct
{
  DcrEntryKind kind;
  char name[40];     /* « F1.xml »: of letters, digits and dashes only */
  const char *bytes; /* until the next call; NUL-terminated beyond @size */
  gsize size;
} DcrArchiveEntry;

/** DCR_ERROR_INPUT with one sentence for what is no archive of the feed: cut, encrypted, too big,
 * odd or double names, no document inside; DCR_ERROR_NOT_FOUND when there is nothing at @path. */
DcrArchive *dcr_archive_open (const char *path, GError **error);
void dcr_archive_close (DcrArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrArchive, dcr_archive_close)

/** FALSE at the end, or with @error (DCR_ERROR_INPUT: broken data, too many bytes). The end is only
 *  reached when the archive is whole. */
gboolean dcr_archive_next (DcrArchive *archive, DcrArchiveEntry *entry, GError **error);

/** Name for the person: the address it was downloaded from, else the last part of the path. */
const char *dcr_archive_get_name (DcrArchive *archive);
/** That address, or NULL. */
const char *dcr_archive_get_origin (DcrArchive *archive);
guint dcr_archive_get_n_documents (DcrArchive *archive);
/** Files in it that are neither documents nor known index files. */
guint dcr_archive_get_n_ignored (DcrArchive *archive);
/** Newest plausible date of its entries, « YYYY-MM-DD », or NULL: those of a folder only say when
 * it was copied, so a folder has none. */
const char *dcr_archive_get_day (DcrArchive *archive);
/** SHA-256 of the file in hexadecimal, or NULL for a folder. */
const char *dcr_archive_get_digest (DcrArchive *archive);

/** Sets DCR_ERROR_INPUT: « NAME » was refused: @reason; the base is as it was before. */
void dcr_archive_refuse (GError **error, const char *name, const char *reason);
/** The same because of one file in it: « its file F1.xml is empty ». */
void dcr_archive_refuse_file (GError **error, const char *name, const char *file, const char *what);

/** The archives that @path stands for: itself; or, for a folder with no document of its own, those
 * of its folders that have some. NULL-terminated, sorted; free with g_strfreev(). */
char **dcr_archive_expand (const char *path);

G_END_DECLS
