/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/dcr-db.h"

G_BEGIN_DECLS

/**
 * DcrStore: work.db in a folder: everything people did. One writing connection with its own thread;
 * readers are read-only connections. Every write transaction and checkpoint runs under an exclusive
 * lock on work.lock (SQLite 3.40 loses committed pages otherwise, RELIABILITY 0.2); it is waited for
 * during five seconds, then DCR_ERROR_BUSY.
 */
typedef struct _DcrStore DcrStore;

/** Opens or creates @folder/work.db, and migrates it. */
DcrStore *dcr_store_open (const char *folder, GError **error);

/** Waits for queued writes, truncates the log (TRUNCATE checkpoint), closes. */
void dcr_store_close (DcrStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrStore, dcr_store_close)

/** Runs inside one transaction, in the writer's thread. FALSE with @error rolls back. */
typedef gboolean (*DcrStoreFunc) (DcrDb *db, gpointer data, GError **error);

/** One transaction, waited for: command line, tests, workers. Never from the main thread of the
 *  desk. When it returns TRUE the change is on the disk. */
gboolean dcr_store_write (DcrStore *store, DcrStoreFunc func, gpointer data, GError **error);

/** One transaction, queued behind those before it. @callback comes in the caller's main context once
 *  it is on the disk (or failed). @data is freed with @free_data in the writer's thread. */
void dcr_store_write_async (DcrStore *store, DcrStoreFunc func, gpointer data,
                            GDestroyNotify free_data, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dcr_store_write_finish (GAsyncResult *result, GError **error);

/** A new read-only connection for another thread; the caller closes it. */
DcrDb *dcr_store_open_reader (DcrStore *store, GError **error);

/** The store's own read-only connection, for the thread that opened the store: short look-ups only. */
DcrDb *dcr_store_reader (DcrStore *store);

/** Truncates the write-ahead log now, queued as a write (called within a minute after a call closes,
 *  so that deleted text leaves the disk). */
void dcr_store_checkpoint (DcrStore *store);

const char *dcr_store_get_folder (DcrStore *store);

/** Number of the newest migration this program knows. */
guint dcr_store_schema_version (void);

/* Shared tables, declared once: purge, export, erasure, and later sharing read this (DESIGN 4). */
typedef enum
{
  DCR_SHARED_APPEND,
  DCR_SHARED_VERSIONED,
  DCR_SHARED_SERVER,
} DcrSharedKind;

typedef struct
{
  const char *name;
  const char *columns;   /* comma separated, id first */
  DcrSharedKind kind;
  const char *parents;   /* comma separated tables that must be applied before, or "" */
  const char *scope;     /* column that says who may see a row, or "" */
  const char *personal;  /* columns with personal data, comma separated, or "" */
  /* Retention, or "" : kept. Rules separated by « | »: « rule » blanks the personal columns, « rule:a,b »
   * those, « !rule » deletes the row. Days by default and their settings: dcr-retention.c. */
  const char *keep;
  const char *age;       /* SQL: UTC ms from when a row ages, NULL while it is still needed; or NULL */
} DcrSharedTable;

/** All of them, ended by one with a NULL name. */
const DcrSharedTable *dcr_store_shared_tables (void);

G_END_DECLS
