/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-archive.h"
#include "reference/dcr-document.h"

G_BEGIN_DECLS

/**
 * DcrFeed: a thread that reads the archives of one import, one after the other, and parses what is
 * new in them, while the thread that imports writes what came before. It holds a bounded number of
 * documents. When the thread that imports has nothing to write it parses too, so that neither waits
 * long for the other.
 */
typedef struct _DcrFeed DcrFeed;

typedef enum
{
  DCR_FEED_ARCHIVE, /* an archive begins: name, path, origin, day, digest, n_documents, n_ignored */
  DCR_FEED_DOCUMENT, /* document: bytes not known yet */
  DCR_FEED_KNOWN,    /* known: value of these very bytes in the table of known hashes */
  DCR_FEED_INDEX,    /* index: bytes of an index file, of entry_kind */
  DCR_FEED_END,      /* the archive was whole */
} DcrFeedKind;

typedef struct
{
  DcrFeedKind kind;
  char *name, *path, *origin, *day, *digest;
  guint n_documents, n_ignored;
  gboolean is_same;      /* of an archive: its digest is known; END follows at once */
  DcrDocument *document; /* may be taken */
  gpointer known;
  DcrEntryKind entry_kind;
  GBytes *index;
  /* of a document that dcr_feed_next() parses, until then */
  GBytes *bytes;
  char *entry_name;
  guint8 raw_hash[DCR_RAW_HASH_SIZE];
} DcrFeedItem;
void dcr_feed_item_free (DcrFeedItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrFeedItem, dcr_feed_item_free)

/** What the base has already. The tables are only read, and not changed while the feed lives. */
typedef struct
{
  GHashTable *raw_hashes; /* DCR_RAW_HASH_SIZE bytes -> any value; see dcr_feed_raw_table() */
  GHashTable *digests;    /* set of the digests of the archives its audiences were last made of */
} DcrFeedKnown;
/** A table whose keys are the 32 bytes themselves, owned by whoever put them. */
GHashTable *dcr_feed_raw_table (void);

DcrFeed *dcr_feed_start (const char *const *paths, const DcrFeedKnown *known,
                         GCancellable *cancellable);
/** NULL after the last archive, or with @error (the sentence names the archive and the file). */
DcrFeedItem *dcr_feed_next (DcrFeed *feed, GError **error);
/** Elements that no parser knows, counted; complete once dcr_feed_next() gave NULL. Owned by the
 * feed. */
GHashTable *dcr_feed_get_unknown (DcrFeed *feed);
/** Ends the thread first. */
void dcr_feed_free (DcrFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrFeed, dcr_feed_free)

G_END_DECLS
