/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-store.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "base/dcr-worker.h"
#include "dcr-store-resources.h"
#include "store/dcr-files.h"

#define LOCK_WAIT_MS 5000

struct _DcrStore
{
  char *folder;
  char *path;
  char *lock_path;
  DcrDb *writer; /* in the worker's thread, and in open and close */
  DcrDb *reader;
  DcrWorker *worker;
};

static const DcrMigration migrations[] = {
  { "/org/decroche/store/001-first.sql" },
  { "/org/decroche/store/002-followup.sql" },
  { "/org/decroche/store/003-escalation.sql" },
  { "/org/decroche/store/004-history.sql" },
};

guint
dcr_store_schema_version (void)
{
  return G_N_ELEMENTS (migrations);
}

/* A copy before the first step of a migration: the way back if it goes wrong. */
static gboolean
migrate (DcrStore *store, GError **error)
{
  g_autofree char *copy = g_strconcat (store->path, ".before-migration", NULL);
  gint64 version = dcr_db_get_int (store->writer, 0, NULL, "PRAGMA user_version", "");
  gboolean upgrade = version > 0 && version < (gint64) G_N_ELEMENTS (migrations);

  if (upgrade && !dcr_db_backup (store->writer, copy, error))
    {
      unlink (copy);
      return FALSE;
    }
  if (!dcr_db_migrate (store->writer, migrations, G_N_ELEMENTS (migrations), error))
    return FALSE;
  if (!upgrade) /* a clean start: the copy of the last upgrade has served */
    unlink (copy);
  return TRUE;
}

DcrStore *
dcr_store_open (const char *folder, GError **error)
{
  g_autoptr (DcrStore) store = g_new0 (DcrStore, 1);
  gboolean ready;
  int lock;

  dcr_store_get_resource (); /* a static library drops the resource that nobody names */
  store->folder = g_strdup (folder);
  store->path = g_build_filename (folder, "work.db", NULL);
  store->lock_path = g_build_filename (folder, "work.lock", NULL);
  if (!dcr_files_make_folder (folder, error))
    return NULL;
  lock = dcr_files_lock (store->lock_path, LOCK_WAIT_MS, error);
  if (lock < 0)
    return NULL;
  store->writer = dcr_db_open (store->path, DCR_DB_WRITE, error);
  ready = store->writer != NULL && migrate (store, error);
  close (lock);
  if (!ready)
    return NULL;
  store->reader = dcr_db_open (store->path, DCR_DB_READ, error);
  if (store->reader == NULL)
    return NULL;
  store->worker = dcr_worker_new ("store");
  return g_steal_pointer (&store);
}

static gboolean
checkpoint (DcrStore *store, GError **error)
{
  int lock = dcr_files_lock (store->lock_path, LOCK_WAIT_MS, error);
  if (lock < 0)
    return FALSE;
  gboolean done = dcr_db_run (store->writer, error, "PRAGMA wal_checkpoint(TRUNCATE)", "");
  close (lock);
  return done;
}

void
dcr_store_close (DcrStore *store)
{
  if (store == NULL)
    return;
  g_clear_pointer (&store->worker, dcr_worker_free);
  g_clear_pointer (&store->reader, dcr_db_close);
  if (store->writer != NULL)
    {
      g_autoptr (GError) error = NULL;
      int lock = -1;
      if (!checkpoint (store, &error))
        g_message ("checkpoint at exit: %s", error->message);
      /* closing the last connection checkpoints and removes the log: under the lock too */
      lock = dcr_files_lock (store->lock_path, LOCK_WAIT_MS, NULL);
      g_clear_pointer (&store->writer, dcr_db_close);
      if (lock >= 0)
        close (lock);
    }
  g_free (store->folder);
  g_free (store->path);
  g_free (store->lock_path);
  g_free (store);
}

typedef struct
{
  DcrStore *store;
  DcrStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Write;

static void
write_free (gpointer data)
{
  Write *job = data;
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static gboolean
run_locked (Write *job, GError **error)
{
  DcrDb *db = job->store->writer;

  if (!dcr_db_begin (db, error))
    return FALSE;
  if (!job->func (db, job->data, error))
    {
      dcr_db_rollback (db);
      return FALSE;
    }
  return dcr_db_commit (db, error);
}

static gpointer
run_write (gpointer data, GCancellable *cancellable, GError **error)
{
  Write *job = data;
  int lock = dcr_files_lock (job->store->lock_path, LOCK_WAIT_MS, error);
  gboolean done;

  if (lock < 0)
    return NULL;
  done = run_locked (job, error);
  close (lock);
  return GINT_TO_POINTER (done);
}

void
dcr_store_write_async (DcrStore *store, DcrStoreFunc func, gpointer data, GDestroyNotify free_data,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  Write *job = g_new (Write, 1);
  *job = (Write) { store, func, data, free_data };
  dcr_worker_push (store->worker, run_write, job, write_free, NULL, NULL, callback, user_data);
}

gboolean
dcr_store_write_finish (GAsyncResult *result, GError **error)
{
  return dcr_worker_finish (result, error) != NULL;
}

typedef struct
{
  Write job;
  GError *error;
  gboolean done;
} Waited;

static gpointer
run_waited (gpointer data, GCancellable *cancellable, GError **error)
{
  Waited *waited = data;
  waited->done = run_write (&waited->job, NULL, &waited->error) != NULL;
  return NULL;
}

gboolean
dcr_store_write (DcrStore *store, DcrStoreFunc func, gpointer data, GError **error)
{
  Waited waited = { { store, func, data, NULL }, NULL, FALSE };

  dcr_worker_push (store->worker, run_waited, &waited, NULL, NULL, NULL, NULL, NULL);
  dcr_worker_drain (store->worker);
  if (waited.error != NULL)
    g_propagate_error (error, waited.error);
  return waited.done;
}

static gpointer
run_checkpoint (gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (checkpoint (data, error));
}

void
dcr_store_checkpoint (DcrStore *store)
{
  dcr_worker_push (store->worker, run_checkpoint, store, NULL, NULL, NULL, NULL, NULL);
}

DcrDb *
dcr_store_open_reader (DcrStore *store, GError **error)
{
  return dcr_db_open (store->path, DCR_DB_READ, error);
}

DcrDb *
dcr_store_reader (DcrStore *store)
{
  return store->reader;
}

const char *
dcr_store_get_folder (DcrStore *store)
{
  return store->folder;
}
