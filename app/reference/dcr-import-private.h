/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-draft.h"
#include "reference/dcr-feed.h"

G_BEGIN_DECLS

/** A document the base has. */
typedef struct
{
  gint64 rowid, version;
  DcrAudience audience;
  char *id, *hash, *date;
  guint8 raw_hash[DCR_RAW_HASH_SIZE];
  gboolean seen; /* in the archive being read */
} DcrKnown;

/** What the base has, in memory: 7,000 short rows. */
typedef struct
{
  GPtrArray *all;     /* DcrKnown */
  GHashTable *by_key; /* dcr_known_key() -> DcrKnown */
  GHashTable *by_raw;
  GHashTable *digests; /* digest of the archive an audience was last made of -> audience */
  guint n_audience[DCR_N_AUDIENCES];
  char *last_day[DCR_N_AUDIENCES]; /* of the archive an audience was last made of, or NULL */
} DcrKnownBase;
/** @base may be NULL: nothing is known. */
DcrKnownBase *dcr_known_base_load (DcrDb *base, GError **error);
void dcr_known_base_free (DcrKnownBase *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrKnownBase, dcr_known_base_free)
char *dcr_known_key (DcrAudience audience, const char *id);

/** The archive being read. */
typedef struct
{
  DcrFeedItem *archive; /* what the feed said of it */
  int audience;         /* DcrAudience, or -1 before the first document */
  guint n_read;
  guint added, changed, removed, unchanged, revived;
  gboolean index_changed; /* its redirections or the order of its themes */
  GPtrArray *batch;       /* DcrVerdict */
  guint n_weighed;        /* documents of which @n_new say how much of it is new */
  guint n_new;
  GHashTable *added_ids; /* set */
  GChecksum *digest;     /* of the documents */
  char *newest_date;     /* dc:date, not in the future */
  char feed_version[8];
  GBytes *index[DCR_ENTRY_MENU + 1];
} DcrSource;

typedef struct
{
  const char *folder;
  DcrImportFlags flags;
  DcrDraftIndex index;
  DcrImportProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  DcrImportReport *report;
  DcrDb *base; /* NULL when there is none yet */
  DcrKnownBase *known;
  DcrDraft *draft;    /* NULL while nothing differs */
  gboolean was_reset; /* the index is made from nothing */
  guint audiences;    /* 1 << DcrAudience of the archives read so far */
  DcrSource *source;
} DcrImport;

/** Lets the calling thread, one of an import's own, stand behind those that a person waits for. */
void dcr_import_be_patient (void);

/** The draft, begun on first need. */
gboolean dcr_import_need_draft (DcrImport *import, GError **error);
void dcr_import_say (DcrImport *import, char *sentence /* taken */);
void dcr_import_tell (DcrImport *import, const char *stage);

/** One after the other for each archive. */
void dcr_import_begin_source (DcrImport *import, DcrFeedItem *archive /* taken */);
gboolean dcr_import_document (DcrImport *import, DcrFeedItem *item, GError **error);
gboolean dcr_import_end_source (DcrImport *import, GError **error);
void dcr_source_free (DcrSource *source);

/** Redirections and themes of the archive that ended. */
gboolean dcr_import_index_files (DcrImport *import, GError **error);
/** Its row in import_record, when there is something to record. */
gboolean dcr_import_record (DcrImport *import, const char *day, GError **error);
/** Writes what waits in the batch. */
gboolean dcr_import_flush (DcrImport *import, GError **error);

/** A document of the batch and what is to be done with it. */
typedef enum
{
  DCR_VERDICT_ADD,
  DCR_VERDICT_CHANGE,
  DCR_VERDICT_TOUCH
} DcrVerdictKind;
typedef struct
{
  DcrVerdictKind kind;
  DcrDocument *document;
  gint64 rowid; /* once there is one */
  gboolean reindex;
} DcrVerdict;

G_END_DECLS
