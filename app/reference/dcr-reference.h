/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "reference/dcr-article.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** DcrReference: reads FOLDER/reference.db (schema: app/reference/schema.sql). One thread; open one for
 *  each. The file is only ever replaced whole: dcr_reference_is_stale() says when to open again. */
typedef struct _DcrReference DcrReference;

/** NULL with DCR_ERROR_NOT_FOUND when no import has been made yet. */
DcrReference *dcr_reference_open (const char *folder, GError **error);
void dcr_reference_close (DcrReference *reference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrReference, dcr_reference_close)
gboolean dcr_reference_is_stale (DcrReference *reference);
/** The connection, for search/ (its FTS5 table lies in the same file). */
DcrDb *dcr_reference_db (DcrReference *reference);

/** A row without its text: lists and breadcrumbs. Owned by the caller. */
typedef struct
{
  gint64 rowid;
  DcrAudience audience;
  char *id, *ref, *title, *description, *date, *theme;
  DcrArticleKind kind;
  gint64 version;       /* grows when the content of this article changes; first 1 */
  char *hash;           /* content hash */
} DcrArticleInfo;
void dcr_article_info_free (DcrArticleInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrArticleInfo, dcr_article_info_free)

/** NULL with DCR_ERROR_NOT_FOUND. Follows redirections. */
DcrArticleInfo *dcr_reference_get_info (DcrReference *reference, DcrAudience audience,
                                        const char *id, GError **error);
DcrArticleInfo *dcr_reference_get_info_by_rowid (DcrReference *reference, gint64 rowid,
                                                 GError **error);

/** The article as it is today (follows redirections), or as it was on @date (« YYYY-MM-DD », the day of
 *  the archives). NULL with DCR_ERROR_NOT_FOUND; see dcr_reference_get_tombstone(). */
DcrArticle *dcr_reference_get_article (DcrReference *reference, DcrAudience audience,
                                       const char *id, const char *date, GError **error);
/** Its text before the last change: the newest of the former ones. NULL with DCR_ERROR_NOT_FOUND. */
DcrArticle *dcr_reference_get_previous (DcrReference *reference, DcrAudience audience,
                                        const char *id, GError **error);
/** The exact text a call cited, by content hash. */
DcrArticle *dcr_reference_get_article_by_hash (DcrReference *reference, const char *hash,
                                               GError **error);

/**
 * Takes @article and gives it back with the questions that decide what its conditions test: those of
 * the guided search it names, of those that lead to it, then of what sets most of the rest.
 */
DcrArticle *dcr_reference_adopt_questions (DcrReference *reference, DcrArticle *article);

/** One former text of an article: the days it held, « YYYY-MM-DD » of the archives. */
typedef struct { gint64 version; char *since, *until; /* until: first day it held no more */ } DcrFormerText;
/** Newest first; empty when it never changed. GPtrArray of DcrFormerText, free function set. The text
 *  itself: dcr_reference_get_article() with its day « since ». */
GPtrArray *dcr_reference_list_former (DcrReference *reference, DcrAudience audience,
                                      const char *id);

typedef struct { char *title; char *withdrawn; /* day of the archive that no longer had it */
                 char *successor; /* ref or NULL */ } DcrTombstone;
void dcr_tombstone_free (DcrTombstone *tombstone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrTombstone, dcr_tombstone_free)
/** NULL when the article was never withdrawn. Its last text: dcr_reference_get_article(…, date). */
DcrTombstone *dcr_reference_get_tombstone (DcrReference *reference, DcrAudience audience,
                                           const char *id);

/** Browse: root themes of an audience, or the children (sub-themes' dossiers, fiches) of a node.
 *  GPtrArray of DcrBrowseNode, free function set. */
typedef struct { char *ref; /* NULL for a heading */ char *title; guint n_articles; guint depth; } DcrBrowseNode;
GPtrArray *dcr_reference_browse (DcrReference *reference, DcrAudience audience, const char *node_id,
                                 GError **error);
/** « Comment faire si… » of an audience: GPtrArray of DcrArticleInfo. */
GPtrArray *dcr_reference_life_events (DcrReference *reference, DcrAudience audience,
                                      GError **error);
guint dcr_reference_count (DcrReference *reference, DcrAudience audience); /* documents */

/** Where the data comes from, for « À propos » and the foot of an article. */
typedef struct
{
  DcrAudience audience;
  char *source, *file, *date, *feed_version;
  gint64 imported_ms;
  guint documents;
} DcrImportRecord;
GPtrArray *dcr_reference_imports (DcrReference *reference, GError **error);

/* ---- Import ------------------------------------------------------------------------------- */

typedef struct
{
  guint added, changed, removed, unchanged, refused; /* refused counts archives */
  double seconds;
  GHashTable *unknown;    /* element -> count */
  guint dangling_links, bad_tables;
  gboolean older;         /* one source is older than what the base has: applied and said */
  GPtrArray *messages;    /* char *: one sentence each, for the report */
} DcrImportReport;
void dcr_import_report_free (DcrImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrImportReport, dcr_import_report_free)

typedef struct { DcrAudience audience; const char *source; guint done, total;
                 /* @source: the address or the path */
                 const char *stage; /* "download" (KiB), "read" (documents of the source), "check" */ } DcrImportProgress;
typedef void (*DcrImportProgressFunc) (const DcrImportProgress *progress, gpointer user_data);

typedef enum { DCR_IMPORT_NONE = 0, DCR_IMPORT_FORCE = 1 << 0 } DcrImportFlags;

/** What search/ (a room above) is asked to do to its tables of the new file while an import writes it.
 *  Steps come in the thread that imports; the new file is only seen by the import until all is done. */
typedef enum
{
  DCR_INDEX_RESET, /* make the tables, or empty them whole (a first import, a rebuild, or so much changed
                       that this is cheaper): neither DROP nor ADD follows */
  DCR_INDEX_DROP, /* these rows are about to change or go: publication and passage still hold the OLD
                       text (what an external-content FTS5 'delete' needs) */
  DCR_INDEX_ADD, /* these rows have just been written: publication, passage and link hold the new text */
  DCR_INDEX_FINISH, /* all is written: after a RESET add every publication; check own row counts
                       (DCR_ERROR_STORE if wrong), and leave the ranking index as FOLDER/reference.idx.new, which the import renames with the base */
  DCR_INDEX_CHECK, /* doctor: the FTS5 integrity-check and own row counts, on a private copy that may be
                       written and is then thrown away; DCR_ERROR_STORE when the index does not agree */
} DcrIndexStep;

/** @rowids: of publication, gint64; NULL for RESET, FINISH and CHECK. The base's unique stamp is already set:
 *  SELECT value FROM meta WHERE name='stamp'. */
typedef gboolean (*DcrImportIndexFunc) (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data,
                                        GError **error);

/**
 * Imports local archives (zip) or folders, all in one transaction: a copy of reference.db is changed,
 * indexed, checked, and renamed over the old one; on any error or cancel the old one stays as it is.
 * Blocks: never in the main thread of the desk. The work is done in two threads of its own, of low
 * priority, so that a search or a draft meanwhile does not feel it; @progress and @index come in them.
 */
DcrImportReport *dcr_reference_import (const char *folder, const char *const *sources,
                                       DcrImportFlags flags, DcrImportIndexFunc index,
                                       gpointer index_data, DcrImportProgressFunc progress,
                                       gpointer progress_data, GCancellable *cancellable,
                                       GError **error);

/* ---- Difference --------------------------------------------------------------------------- */

typedef enum { DCR_DIFF_SAME, DCR_DIFF_ADDED, DCR_DIFF_REMOVED, DCR_DIFF_CHANGED } DcrDiffKind;
typedef struct { DcrDiffKind kind; char *address; char *heading; char *before, *after; /* or NULL */ } DcrDiffEntry;
/** Passage by passage, in today's order, the unchanged left out. GPtrArray of DcrDiffEntry. */
GPtrArray *dcr_article_diff (const DcrArticle *before, const DcrArticle *after);

G_END_DECLS
