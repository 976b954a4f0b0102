/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-feed.h"

#include <string.h>

#include "reference/dcr-import-private.h"

/* Some megabytes at most: the thread that writes is seldom further behind */
#define MAX_WAITING 192
/* With fewer, the thread that writes soon waits: it gets documents to parse */
#define FEW_WAITING 8

struct _DcrFeed
{
  char **paths;
  DcrFeedKnown known;
  GCancellable *cancellable;
  GHashTable *unknown;      /* of the reading thread, until it ended */
  GHashTable *unknown_here; /* of the thread that imports */
  GThread *thread;
  GMutex mutex;
  GCond changed;
  /* under the mutex */
  GQueue waiting; /* DcrFeedItem */
  GError *error;
  gboolean ended;   /* nothing more comes */
  gboolean stopped; /* nobody takes any more */
};

void
dcr_feed_item_free (DcrFeedItem *item)
{
  if (item == NULL)
    return;
  g_free (item->name);
  g_free (item->path);
  g_free (item->origin);
  g_free (item->day);
  g_free (item->digest);
  dcr_document_free (item->document);
  g_clear_pointer (&item->index, g_bytes_unref);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  g_free (item->entry_name);
  g_free (item);
}

static guint
raw_hash (gconstpointer key)
{
  guint value;
  memcpy (&value, key, sizeof value);
  return value;
}

static gboolean
raw_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, DCR_RAW_HASH_SIZE) == 0;
}

GHashTable *
dcr_feed_raw_table (void)
{
  return g_hash_table_new (raw_hash, raw_equal);
}

/* ---- The reading thread ------------------------------------------------------------------- */

/* FALSE when nobody waits for it any more. */
static gboolean
give (DcrFeed *self, DcrFeedItem *item)
{
  gboolean stopped;

  g_mutex_lock (&self->mutex);
  while (self->waiting.length >= MAX_WAITING && !self->stopped)
    g_cond_wait (&self->changed, &self->mutex);
  stopped = self->stopped;
  if (!stopped)
    g_queue_push_tail (&self->waiting, item);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (stopped)
    dcr_feed_item_free (item);
  return !stopped;
}

static DcrFeedItem *
item_new (DcrFeedKind kind)
{
  DcrFeedItem *item = g_new0 (DcrFeedItem, 1);
  item->kind = kind;
  return item;
}

static DcrFeedItem *
describe_archive (DcrFeed *self, DcrArchive *archive, const char *path)
{
  DcrFeedItem *item = item_new (DCR_FEED_ARCHIVE);
  item->name = g_strdup (dcr_archive_get_name (archive));
  item->path = g_strdup (path);
  item->origin = g_strdup (dcr_archive_get_origin (archive));
  item->day = g_strdup (dcr_archive_get_day (archive));
  item->digest = g_strdup (dcr_archive_get_digest (archive));
  item->n_documents = dcr_archive_get_n_documents (archive);
  item->n_ignored = dcr_archive_get_n_ignored (archive);
  item->is_same = item->digest != NULL && g_hash_table_contains (self->known.digests, item->digest);
  return item;
}

/* In either thread. */
static gboolean
parse (DcrFeedItem *item, GHashTable *unknown, GError **error)
{
  g_autoptr (GError) cause = NULL;

  item->document = dcr_document_new (item->bytes, item->raw_hash, unknown, &cause);
  if (item->document == NULL)
    dcr_archive_refuse_file (error, item->name, item->entry_name, cause->message);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  return item->document != NULL;
}

static gboolean
few_wait (DcrFeed *self)
{
  gboolean few;

  g_mutex_lock (&self->mutex);
  few = self->waiting.length < FEW_WAITING;
  g_mutex_unlock (&self->mutex);
  return few;
}

static DcrFeedItem *
read_document (DcrFeed *self, DcrArchive *archive, const DcrArchiveEntry *entry, GError **error)
{
  g_autoptr (DcrFeedItem) item = item_new (DCR_FEED_DOCUMENT);

  dcr_document_hash (entry->bytes, entry->size, item->raw_hash);
  if (g_hash_table_lookup_extended (self->known.raw_hashes, item->raw_hash, NULL, &item->known))
    {
      item->kind = DCR_FEED_KNOWN;
      return g_steal_pointer (&item);
    }
  item->bytes = g_bytes_new (entry->bytes, entry->size);
  item->name = g_strdup (dcr_archive_get_name (archive));
  item->entry_name = g_strdup (entry->name);
  if (!few_wait (self) && !parse (item, self->unknown, error))
    return NULL;
  return g_steal_pointer (&item);
}

static DcrFeedItem *
read_entry (DcrFeed *self, DcrArchive *archive, const DcrArchiveEntry *entry, GError **error)
{
  DcrFeedItem *item;

  if (entry->kind == DCR_ENTRY_DOCUMENT)
    return read_document (self, archive, entry, error);
  item = item_new (DCR_FEED_INDEX);
  item->entry_kind = entry->kind;
  item->index = g_bytes_new (entry->bytes, entry->size);
  return item;
}

static gboolean
read_archive (DcrFeed *self, const char *path, GError **error)
{
  g_autoptr (DcrArchive) archive = dcr_archive_open (path, error);
  DcrArchiveEntry entry;
  GError *inner = NULL;
  gboolean is_same;
  DcrFeedItem *item;

  if (archive == NULL)
    return FALSE;
  item = describe_archive (self, archive, path);
  is_same = item->is_same;
  if (!give (self, item))
    return FALSE;
  while (!is_same && dcr_archive_next (archive, &entry, &inner))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      item = read_entry (self, archive, &entry, error);
      if (item == NULL || !give (self, item))
        return FALSE;
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  return give (self, item_new (DCR_FEED_END));
}

static gpointer
feed_main (gpointer data)
{
  DcrFeed *self = data;
  GError *error = NULL;

  dcr_import_be_patient ();
  for (guint i = 0; self->paths[i] != NULL; i++)
    if (!read_archive (self, self->paths[i], &error))
      break;
  g_mutex_lock (&self->mutex);
  self->error = error;
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* ---- The thread that imports -------------------------------------------------------------- */

DcrFeed *
dcr_feed_start (const char *const *paths, const DcrFeedKnown *known, GCancellable *cancellable)
{
  DcrFeed *self = g_new0 (DcrFeed, 1);

  self->paths = g_strdupv ((char **) paths);
  self->known = *known;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown_here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->thread = g_thread_new ("import-read", feed_main, self);
  return self;
}

static void
add_unknown (gpointer name, gpointer count, gpointer data)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (data, name));
  g_hash_table_insert (data, g_strdup (name), GUINT_TO_POINTER (before + GPOINTER_TO_UINT (count)));
}

DcrFeedItem *
dcr_feed_next (DcrFeed *feed, GError **error)
{
  g_autoptr (DcrFeedItem) item = NULL;

  g_mutex_lock (&feed->mutex);
  while (feed->waiting.length == 0 && !feed->ended)
    g_cond_wait (&feed->changed, &feed->mutex);
  item = g_queue_pop_head (&feed->waiting);
  if (item == NULL && feed->error != NULL)
    g_propagate_error (error, g_steal_pointer (&feed->error));
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->mutex);
  if (item == NULL) /* the other thread ended */
    {
      g_hash_table_foreach (feed->unknown_here, add_unknown, feed->unknown);
      g_hash_table_remove_all (feed->unknown_here);
    }
  else if (item->bytes != NULL && !parse (item, feed->unknown_here, error))
    return NULL;
  return g_steal_pointer (&item);
}

GHashTable *
dcr_feed_get_unknown (DcrFeed *feed)
{
  return feed->unknown;
}

void
dcr_feed_free (DcrFeed *feed)
{
  if (feed == NULL)
    return;
  g_mutex_lock (&feed->mutex);
  feed->stopped = TRUE;
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->mutex);
  g_thread_join (feed->thread);
  g_queue_clear_full (&feed->waiting, (GDestroyNotify) dcr_feed_item_free);
  g_clear_error (&feed->error);
  g_hash_table_unref (feed->unknown);
  g_hash_table_unref (feed->unknown_here);
  g_clear_object (&feed->cancellable);
  g_mutex_clear (&feed->mutex);
  g_cond_clear (&feed->changed);
  g_strfreev (feed->paths);
  g_free (feed);
}
