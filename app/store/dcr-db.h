/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "base/dcr-uuid.h"

G_BEGIN_DECLS

/**
 * DcrDb: one connection to one SQLite file. Used by one thread at a time.
 * Errors are DCR_ERROR_STORE, DCR_ERROR_FULL (no room), DCR_ERROR_BUSY or DCR_ERROR_NEWER, with a
 * sentence for the person; details go to the log. Only store/ and search/ see sqlite3.h.
 */
typedef struct _DcrDb DcrDb;

typedef enum
{
  DCR_DB_READ,   /* SQLITE_OPEN_READONLY: reads WAL, never checkpoints */
  DCR_DB_WRITE,  /* work.db's one writer: WAL, synchronous=FULL, secure_delete=ON */
  DCR_DB_BUILD,  /* a file nobody else sees yet (a new reference.db): rollback journal, off/off; the
                    caller syncs and renames with dcr_files_replace() */
} DcrDbMode;

DcrDb *dcr_db_open (const char *path, DcrDbMode mode, GError **error);
void dcr_db_close (DcrDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrDb, dcr_db_close)

const char *dcr_db_get_path (DcrDb *db);

/** The sqlite3 * itself, for store/ and the FTS5 extension in search/ alone. */
gpointer dcr_db_handle (DcrDb *db);

/** Makes a running statement of @db end with an error soon. Any thread. */
void dcr_db_interrupt (DcrDb *db);

/** One or more statements without parameters or results. */
gboolean dcr_db_exec (DcrDb *db, const char *sql, GError **error);

/** BEGIN IMMEDIATE / COMMIT / ROLLBACK. For work.db use dcr_store_write() instead, which also holds
 *  the lock. */
gboolean dcr_db_begin (DcrDb *db, GError **error);
gboolean dcr_db_commit (DcrDb *db, GError **error);
void dcr_db_rollback (DcrDb *db);

/**
 * DcrStmt: a statement from the connection's cache. Get it, bind, step, and give it back by
 * dcr_stmt_done() (g_autoptr does). Nested use of the same SQL gets a second statement.
 */
typedef struct _DcrStmt DcrStmt;

DcrStmt *dcr_db_prepare (DcrDb *db, const char *sql, GError **error);
void dcr_stmt_done (DcrStmt *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrStmt, dcr_stmt_done)

/* Parameters count from 1, columns from 0, as in SQLite. Text and blobs are copied. */
void dcr_stmt_bind_int (DcrStmt *stmt, int at, gint64 value);
void dcr_stmt_bind_double (DcrStmt *stmt, int at, double value);
void dcr_stmt_bind_text (DcrStmt *stmt, int at, const char *text); /* NULL binds NULL */
void dcr_stmt_bind_blob (DcrStmt *stmt, int at, gconstpointer data, gsize size);
void dcr_stmt_bind_uuid (DcrStmt *stmt, int at, const DcrUuid *uuid); /* NULL or null id binds NULL */

/** TRUE when a row is there. FALSE at the end, or with @error. */
gboolean dcr_stmt_step (DcrStmt *stmt, GError **error);
/** Starts the statement again with new parameters (those not bound again keep their value). */
void dcr_stmt_reset (DcrStmt *stmt);

gint64 dcr_stmt_int (DcrStmt *stmt, int column);
double dcr_stmt_double (DcrStmt *stmt, int column);
gboolean dcr_stmt_is_null (DcrStmt *stmt, int column);
const char *dcr_stmt_text (DcrStmt *stmt, int column); /* valid until the next step; NULL for NULL */
gconstpointer dcr_stmt_blob (DcrStmt *stmt, int column, gsize *size);
gboolean dcr_stmt_uuid (DcrStmt *stmt, int column, DcrUuid *uuid);

/**
 * Prepare, bind, step to the end. @types has one letter a parameter:
 * i gint64 · d double · t const char * · b gconstpointer, gsize · u const DcrUuid * · n nothing (NULL)
 *
 *   dcr_db_run (db, &error, "UPDATE call SET note=?1 WHERE id=?2", "tu", note, &id)
 */
gboolean dcr_db_run (DcrDb *db, GError **error, const char *sql, const char *types, ...);

/** As dcr_db_run(), and gives the first column of the first row; @fallback when there is no row. */
gint64 dcr_db_get_int (DcrDb *db, gint64 fallback, GError **error, const char *sql,
                       const char *types, ...);
/** Likewise; NULL when there is no row or it is NULL. Free with g_free(). */
char *dcr_db_get_text (DcrDb *db, GError **error, const char *sql, const char *types, ...);
/** Every row of @sql as CSV (RFC 4180) below a line of @columns; NULL with @error. Free with g_free(). */
char *dcr_db_get_csv (DcrDb *db, GError **error, const char *const *columns, guint n_columns, const char *sql);

gint64 dcr_db_last_rowid (DcrDb *db);
gint64 dcr_db_changes (DcrDb *db);

/** PRAGMA quick_check. FALSE with DCR_ERROR_STORE when the file is damaged. */
gboolean dcr_db_quick_check (DcrDb *db, GError **error);

/** Copies @db into a new file at @path by the backup API. */
gboolean dcr_db_backup (DcrDb *db, const char *path, GError **error);

/** A migration: numbered from 1, each run once in its own transaction with user_version. */
typedef struct
{
  const char *resource; /* path in a GResource, of SQL text */
} DcrMigration;

/** Brings @db to @n_migrations. DCR_ERROR_NEWER when the file's number is higher. */
gboolean dcr_db_migrate (DcrDb *db, const DcrMigration *migrations, guint n_migrations,
                         GError **error);

G_END_DECLS
