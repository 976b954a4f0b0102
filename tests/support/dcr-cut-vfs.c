/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-cut-vfs.h"

#include <string.h>

#include <sqlite3.h>

#define SECTOR 512
#define IMAGE_PREFIX "/image/"

/* ---- Files in memory ------------------------------------------------------------------------- */

typedef struct
{
  gboolean truncate;
  gint64 offset; /* of a write; new size of a truncation */
  GBytes *bytes;
} Pending;

typedef struct
{
  char *path;
  GByteArray *now;     /* what the program reads back */
  GByteArray *durable; /* what the disk has for sure */
  GPtrArray *pending;  /* Pending, in order, since the last sync */
  GPtrArray *shm;      /* regions */
  int shared[8], exclusive[8]; /* locks of the shm */
  int level_shared, level_reserved, level_exclusive; /* locks of the file */
  gboolean is_image;
} Node;

typedef struct
{
  sqlite3_file base;
  Node *node;
  int level;
  guint shm_shared, shm_exclusive; /* bits */
} File;

static GRecMutex mutex;
static GHashTable *nodes; /* path -> Node */
static sqlite3_vfs *real_vfs;
static GRand *rand_state;

static struct
{
  char *path;
  guint images_each;
  DcrCutCheck check;
  gpointer data;
  DcrCutCount count;
  gboolean inside;
} cut;

static void
pending_free (gpointer data)
{
  Pending *pending = data;
  g_clear_pointer (&pending->bytes, g_bytes_unref);
  g_free (pending);
}

static void
node_free (gpointer data)
{
  Node *node = data;
  g_byte_array_unref (node->now);
  g_byte_array_unref (node->durable);
  g_ptr_array_unref (node->pending);
  g_ptr_array_unref (node->shm);
  g_free (node->path);
  g_free (node);
}

static Node *
node_new (const char *path)
{
  Node *node = g_new0 (Node, 1);
  node->path = g_strdup (path);
  node->now = g_byte_array_new ();
  node->durable = g_byte_array_new ();
  node->pending = g_ptr_array_new_with_free_func (pending_free);
  node->shm = g_ptr_array_new_with_free_func (g_free);
  node->is_image = g_str_has_prefix (path, IMAGE_PREFIX);
  g_hash_table_replace (nodes, node->path, node);
  return node;
}

static void
put_bytes (GByteArray *array, gint64 offset, gconstpointer bytes, gsize size)
{
  gsize end = offset + size, old = array->len;
  if (end > old)
    {
      g_byte_array_set_size (array, end);
      if ((gsize) offset > old)
        memset (array->data + old, 0, offset - old);
    }
  if (size > 0)
    memcpy (array->data + offset, bytes, size);
}

static void
set_size (GByteArray *array, gsize size)
{
  gsize old = array->len;
  g_byte_array_set_size (array, size);
  if (size > old)
    memset (array->data + old, 0, size - old);
}

/* ---- Images ---------------------------------------------------------------------------------- */

typedef enum
{
  KEEP_NONE,
  KEEP_ALL,
  KEEP_SOME,   /* each write whole or not at all */
  KEEP_TORN,   /* each sector of each write by itself */
  KEEP_PREFIX, /* in order, up to one instant */
  N_KEEPS
} Keep;

static void
apply_torn (GByteArray *out, const Pending *pending)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (pending->bytes, &size);
  gint64 at = 0;

  while (at < (gint64) size)
    {
      gint64 to_border = SECTOR - (pending->offset + at) % SECTOR;
      gsize step = MIN (to_border, (gint64) size - at);
      if (g_rand_boolean (rand_state))
        put_bytes (out, pending->offset + at, bytes + at, step);
      at += step;
    }
}

static void
apply_pending (GByteArray *out, const Pending *pending, Keep keep)
{
  gsize size;
  const guint8 *bytes;

  if (keep == KEEP_SOME && g_rand_boolean (rand_state))
    return;
  if (pending->truncate)
    {
      if (keep != KEEP_TORN || g_rand_boolean (rand_state))
        set_size (out, pending->offset);
      return;
    }
  if (keep == KEEP_TORN)
    {
      apply_torn (out, pending);
      return;
    }
  bytes = g_bytes_get_data (pending->bytes, &size);
  put_bytes (out, pending->offset, bytes, size);
}

static void
materialise (Node *node, Keep keep, Node *image)
{
  guint n = node->pending->len;

  if (keep == KEEP_PREFIX)
    n = g_rand_int_range (rand_state, 0, n + 1);
  g_byte_array_set_size (image->now, 0);
  g_byte_array_append (image->now, node->durable->data, node->durable->len);
  for (guint i = 0; i < n && keep != KEEP_NONE; i++)
    apply_pending (image->now, g_ptr_array_index (node->pending, i), keep);
}

/* Its memory is used again: an image of half a megabyte at each I/O would be the most of the work. */
static Node *
image_node (const char *path)
{
  Node *node = g_hash_table_lookup (nodes, path);

  if (node == NULL)
    return node_new (path);
  g_ptr_array_set_size (node->shm, 0);
  memset (node->shared, 0, sizeof node->shared);
  memset (node->exclusive, 0, sizeof node->exclusive);
  node->level_shared = node->level_reserved = node->level_exclusive = 0;
  return node;
}

static const char *const endings[] = { "", "-wal", "-journal" };

static void
make_image (const char *path, const char *image_path)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (image_path, endings[i], NULL);
      Node *node = g_hash_table_lookup (nodes, from);

      if (node == NULL)
        g_hash_table_remove (nodes, to);
      /* each file has a fate of its own: the log may be there whole and the base not */
      else
        materialise (node, g_rand_int_range (rand_state, 0, N_KEEPS), image_node (to));
    }
}

static void
judge_image (const char *image_path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  g_autofree char *integrity = NULL;
  gboolean good = FALSE, corrupt = FALSE;
  DcrDb *db = dcr_db_open (image_path, DCR_DB_WRITE, &error);

  if (db != NULL)
    integrity = dcr_db_get_text (db, &error, "PRAGMA integrity_check(1)", "");
  corrupt = g_strcmp0 (integrity, "ok") != 0;
  if (!corrupt)
    good = cut.check (db, cut.data, &why);
  else
    why = g_strdup (error != NULL ? error->message : integrity);
  dcr_db_close (db);
  cut.count.images++;
  cut.count.corrupt += corrupt;
  if (!good)
    {
      cut.count.broken++;
      if (cut.count.first_why == NULL)
        cut.count.first_why = g_strdup (why != NULL ? why : "?");
    }
}

/* Called with the mutex held, at each I/O. */
static void
power_may_fail (Node *node)
{
  static guint serial;

  if (cut.check == NULL || cut.inside || node->is_image || !g_str_has_prefix (node->path, cut.path))
    return;
  cut.inside = TRUE;
  for (guint i = 0; i < cut.images_each; i++)
    {
      g_autofree char *image = g_strdup_printf ("/tmp" IMAGE_PREFIX "%u.db", serial++ % 4);
      /* dcr_db_open() makes an empty real file first: the image's name must be allowed on the disk */
      make_image (cut.path, image);
      judge_image (image);
    }
  cut.inside = FALSE;
}

/* ---- The VFS --------------------------------------------------------------------------------- */

static int
file_close (sqlite3_file *base)
{
  return SQLITE_OK;
}

static int
file_read (sqlite3_file *base, void *buffer, int size, sqlite3_int64 offset)
{
  Node *node = ((File *) base)->node;
  gint64 there;

  g_rec_mutex_lock (&mutex);
  there = CLAMP ((gint64) node->now->len - offset, 0, size);
  if (there > 0)
    memcpy (buffer, node->now->data + offset, there);
  g_rec_mutex_unlock (&mutex);
  memset ((char *) buffer + there, 0, size - there);
  return there < size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int
file_write (sqlite3_file *base, const void *bytes, int size, sqlite3_int64 offset)
{
  Node *node = ((File *) base)->node;

  g_rec_mutex_lock (&mutex);
  put_bytes (node->now, offset, bytes, size);
  if (!node->is_image)
    {
      Pending *pending = g_new0 (Pending, 1);
      pending->offset = offset;
      pending->bytes = g_bytes_new (bytes, size);
      g_ptr_array_add (node->pending, pending);
    }
  power_may_fail (node);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  Node *node = ((File *) base)->node;

  g_rec_mutex_lock (&mutex);
  set_size (node->now, size);
  if (!node->is_image)
    {
      Pending *pending = g_new0 (Pending, 1);
      pending->truncate = TRUE;
      pending->offset = size;
      g_ptr_array_add (node->pending, pending);
    }
  power_may_fail (node);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
file_sync (sqlite3_file *base, int flags)
{
  Node *node = ((File *) base)->node;

  g_rec_mutex_lock (&mutex);
  power_may_fail (node); /* just before it took effect */
  g_byte_array_set_size (node->durable, 0);
  g_byte_array_append (node->durable, node->now->data, node->now->len);
  g_ptr_array_set_size (node->pending, 0);
  power_may_fail (node);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = ((File *) base)->node->now->len;
  return SQLITE_OK;
}

/* Locks of one process: shared by many, reserved and exclusive by one (as SQLite's os_unix.c). */
static int
file_lock (sqlite3_file *base, int level)
{
  File *file = (File *) base;
  Node *node = file->node;
  int rc = SQLITE_OK;

  g_rec_mutex_lock (&mutex);
  if (level == SQLITE_LOCK_SHARED && file->level == SQLITE_LOCK_NONE)
    {
      if (node->level_exclusive > 0)
        rc = SQLITE_BUSY;
      else
        node->level_shared++;
    }
  else if (level == SQLITE_LOCK_RESERVED && file->level < SQLITE_LOCK_RESERVED)
    {
      if (node->level_reserved > 0)
        rc = SQLITE_BUSY;
      else
        node->level_reserved++;
    }
  else if (level == SQLITE_LOCK_EXCLUSIVE && file->level < SQLITE_LOCK_EXCLUSIVE)
    {
      if (node->level_shared > 1 || node->level_exclusive > 0
          || (file->level < SQLITE_LOCK_RESERVED && node->level_reserved > 0))
        rc = SQLITE_BUSY;
      else
        {
          node->level_exclusive++;
          if (file->level < SQLITE_LOCK_RESERVED)
            node->level_reserved++;
        }
    }
  if (rc == SQLITE_OK && level > file->level)
    file->level = level;
  g_rec_mutex_unlock (&mutex);
  return rc;
}

static int
file_unlock (sqlite3_file *base, int level)
{
  File *file = (File *) base;
  Node *node = file->node;

  g_rec_mutex_lock (&mutex);
  if (file->level == SQLITE_LOCK_EXCLUSIVE && level < SQLITE_LOCK_EXCLUSIVE)
    node->level_exclusive--;
  if (file->level >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED)
    node->level_reserved--;
  if (file->level >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED)
    node->level_shared--;
  file->level = level;
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
file_check_reserved (sqlite3_file *base, int *reserved)
{
  *reserved = ((File *) base)->node->level_reserved > 0;
  return SQLITE_OK;
}

static int
file_control (sqlite3_file *base, int op, void *arg)
{
  return SQLITE_NOTFOUND;
}

static int
file_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

static int
file_characteristics (sqlite3_file *base)
{
  return 0; /* promises nothing: no power-safe overwrite */
}

static int
shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **out)
{
  Node *node = ((File *) base)->node;

  g_rec_mutex_lock (&mutex);
  while (extend && (int) node->shm->len <= region)
    g_ptr_array_add (node->shm, g_malloc0 (size));
  *out = (int) node->shm->len > region ? g_ptr_array_index (node->shm, region) : NULL;
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
shm_lock (sqlite3_file *base, int from, int n, int flags)
{
  File *file = (File *) base;
  Node *node = file->node;
  gboolean exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  int rc = SQLITE_OK;

  g_rec_mutex_lock (&mutex);
  for (int i = from; i < from + n; i++)
    {
      guint bit = 1u << i;
      gboolean own_shared = (file->shm_shared & bit) != 0;
      gboolean own_exclusive = (file->shm_exclusive & bit) != 0;

      if (flags & SQLITE_SHM_UNLOCK)
        continue;
      if (exclusive ? (node->exclusive[i] > own_exclusive || node->shared[i] > own_shared)
                    : node->exclusive[i] > own_exclusive)
        rc = SQLITE_BUSY;
    }
  for (int i = from; i < from + n && rc == SQLITE_OK; i++)
    {
      guint bit = 1u << i, *held = exclusive ? &file->shm_exclusive : &file->shm_shared;
      int *counts = exclusive ? node->exclusive : node->shared;
      if ((flags & SQLITE_SHM_UNLOCK) && (*held & bit))
        {
          counts[i]--;
          *held &= ~bit;
        }
      else if ((flags & SQLITE_SHM_LOCK) && !(*held & bit))
        {
          counts[i]++;
          *held |= bit;
        }
    }
  g_rec_mutex_unlock (&mutex);
  return rc;
}

static void
shm_barrier (sqlite3_file *base)
{
  g_rec_mutex_lock (&mutex);
  g_rec_mutex_unlock (&mutex);
}

static int
shm_unmap (sqlite3_file *base, int delete)
{
  File *file = (File *) base;

  g_rec_mutex_lock (&mutex);
  for (int i = 0; i < 8; i++)
    {
      file->node->shared[i] -= (file->shm_shared >> i) & 1;
      file->node->exclusive[i] -= (file->shm_exclusive >> i) & 1;
    }
  file->shm_shared = file->shm_exclusive = 0;
  if (delete)
    g_ptr_array_set_size (file->node->shm, 0);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  2,
  file_close,
  file_read,
  file_write,
  file_truncate,
  file_sync,
  file_size,
  file_lock,
  file_unlock,
  file_check_reserved,
  file_control,
  file_sector_size,
  file_characteristics,
  shm_map,
  shm_lock,
  shm_barrier,
  shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  static guint temporary;
  g_autofree char *made = NULL;
  File *file = (File *) base;

  if (name == NULL)
    name = made = g_strdup_printf (IMAGE_PREFIX "temporary-%u", temporary++);
  memset (file, 0, sizeof *file);
  g_rec_mutex_lock (&mutex);
  file->node = g_hash_table_lookup (nodes, name);
  if (file->node == NULL && (flags & SQLITE_OPEN_CREATE))
    file->node = node_new (name);
  g_rec_mutex_unlock (&mutex);
  if (file->node == NULL)
    return SQLITE_CANTOPEN;
  if (strstr (name, IMAGE_PREFIX) != NULL)
    file->node->is_image = TRUE;
  file->base.pMethods = &methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  g_rec_mutex_lock (&mutex);
  g_hash_table_remove (nodes, name);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *name, int flags, int *answer)
{
  g_rec_mutex_lock (&mutex);
  Node *node = g_hash_table_lookup (nodes, name);
  *answer = node != NULL && (flags != SQLITE_ACCESS_EXISTS || node->now->len > 0);
  g_rec_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *name, int size, char *out)
{
  g_strlcpy (out, name, size);
  return SQLITE_OK;
}

static int
vfs_randomness (sqlite3_vfs *vfs, int size, char *out)
{
  return real_vfs->xRandomness (real_vfs, size, out);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return real_vfs->xSleep (real_vfs, microseconds);
}

static int
vfs_time (sqlite3_vfs *vfs, double *now)
{
  return real_vfs->xCurrentTime (real_vfs, now);
}

static int
vfs_error (sqlite3_vfs *vfs, int size, char *out)
{
  return 0;
}

static sqlite3_vfs cut_vfs = {
  .iVersion = 1,
  .szOsFile = sizeof (File),
  .mxPathname = 1024,
  .zName = "dcr-cut",
  .xOpen = vfs_open,
  .xDelete = vfs_delete,
  .xAccess = vfs_access,
  .xFullPathname = vfs_full_path,
  .xRandomness = vfs_randomness,
  .xSleep = vfs_sleep,
  .xCurrentTime = vfs_time,
  .xGetLastError = vfs_error,
};

void
dcr_cut_install (guint32 seed)
{
  rand_state = g_rand_new_with_seed (seed);
  nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_free);
  real_vfs = sqlite3_vfs_find (NULL);
  g_mkdir_with_parents ("/tmp/image", 0700);
  sqlite3_vfs_register (&cut_vfs, 1);
}

void
dcr_cut_start (const char *path, guint images_each, DcrCutCheck check, gpointer data)
{
  g_rec_mutex_lock (&mutex);
  g_free (cut.path);
  g_free (cut.count.first_why);
  memset (&cut, 0, sizeof cut);
  cut.path = g_strdup (path);
  cut.images_each = images_each;
  cut.check = check;
  cut.data = data;
  g_rec_mutex_unlock (&mutex);
}

void
dcr_cut_stop (void)
{
  g_rec_mutex_lock (&mutex);
  cut.check = NULL;
  g_rec_mutex_unlock (&mutex);
}

const DcrCutCount *
dcr_cut_count (void)
{
  return &cut.count;
}

void
dcr_cut_restart (const char *path)
{
  g_rec_mutex_lock (&mutex);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      Node *node = g_hash_table_lookup (nodes, name);
      g_autoptr (GByteArray) left = NULL;
      if (node == NULL)
        continue;
      Node image = { .now = g_byte_array_new () };
      materialise (node, g_rand_int_range (rand_state, 0, N_KEEPS), &image);
      left = image.now;
      g_byte_array_set_size (node->now, 0);
      g_byte_array_append (node->now, left->data, left->len);
      g_byte_array_set_size (node->durable, 0);
      g_byte_array_append (node->durable, left->data, left->len);
      g_ptr_array_set_size (node->pending, 0);
    }
  g_rec_mutex_unlock (&mutex);
}

void
dcr_cut_forget (void)
{
  g_rec_mutex_lock (&mutex);
  g_hash_table_remove_all (nodes);
  g_rec_mutex_unlock (&mutex);
}
