/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-db.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <sqlite3.h>

#include "base/dcr-csv.h"
#include "store/dcr-files.h"

struct _DcrStmt
{
  sqlite3_stmt *handle;
  DcrDb *db;
  gboolean in_use;
};

struct _DcrDb
{
  sqlite3 *handle;
  char *path;
  GHashTable *cache; /* SQL text -> DcrStmt, the idle or only one */
};

static void
set_error (DcrDb *db, int code, GError **error)
{
  g_autofree char *name = g_path_get_basename (db->path);

  g_debug ("sqlite %d on %s: %s", code, name, db->handle ? sqlite3_errmsg (db->handle) : "");
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      dcr_files_set_error (error, ENOSPC, db->path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_BUSY,
          _("Another window or command is writing in this base. Nothing was lost. Try again in a moment."));
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped."));
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                   _("The base “%s” is damaged. It was left as it is. Run “decrochectl doctor”."),
                   name);
      break;
    default:
      g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                   _("The base “%s” cannot be read or written (%s). What was kept before is safe."),
                   name, db->handle ? sqlite3_errmsg (db->handle) : sqlite3_errstr (code));
    }
}

static void
stmt_free (DcrStmt *stmt)
{
  sqlite3_finalize (stmt->handle);
  g_free (stmt);
}

static const char *
mode_pragmas (DcrDbMode mode)
{
  switch (mode)
    {
    case DCR_DB_WRITE:
      return "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
             "PRAGMA wal_autocheckpoint=0; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;";
    case DCR_DB_BUILD:
      return "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF;"
             "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
    case DCR_DB_READ:
    default:
      return "PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;";
    }
}

/* SQLite would count its memory, under a lock at each allocation: nobody asks for the counts. */
static void
configure_once (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }
}

DcrDb *
dcr_db_open (const char *path, DcrDbMode mode, GError **error)
{
  g_autoptr (DcrDb) db = g_new0 (DcrDb, 1);
  int flags
      = SQLITE_OPEN_NOMUTEX
        | (mode == DCR_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  int rc;

  configure_once ();
  db->path = g_strdup (path);
  db->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) stmt_free);
  if (mode == DCR_DB_READ && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no base at “%s” yet."), path);
      return NULL;
    }
  if (mode != DCR_DB_READ) /* people's data: 0600 from the first byte; -wal and -shm inherit it */
    {
      int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (fd < 0)
        {
          dcr_files_set_error (error, errno, path);
          return NULL;
        }
      close (fd);
    }
  rc = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (rc != SQLITE_OK)
    {
      set_error (db, rc, error);
      return NULL;
    }
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, 5000);
  if (!dcr_db_exec (db, mode_pragmas (mode), error))
    return NULL;
  return g_steal_pointer (&db);
}

void
dcr_db_close (DcrDb *db)
{
  if (db == NULL)
    return;
  g_hash_table_unref (db->cache);
  sqlite3_close_v2 (db->handle);
  g_free (db->path);
  g_free (db);
}

const char *
dcr_db_get_path (DcrDb *db)
{
  return db->path;
}

gpointer
dcr_db_handle (DcrDb *db)
{
  return db->handle;
}

void
dcr_db_interrupt (DcrDb *db)
{
  sqlite3_interrupt (db->handle);
}

gboolean
dcr_db_exec (DcrDb *db, const char *sql, GError **error)
{
  int rc = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    return TRUE;
  set_error (db, rc, error);
  return FALSE;
}

gboolean
dcr_db_begin (DcrDb *db, GError **error)
{
  return dcr_db_exec (db, "BEGIN IMMEDIATE", error);
}

gboolean
dcr_db_commit (DcrDb *db, GError **error)
{
  if (dcr_db_exec (db, "COMMIT", error))
    return TRUE;
  dcr_db_rollback (db);
  return FALSE;
}

void
dcr_db_rollback (DcrDb *db)
{
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
}

DcrStmt *
dcr_db_prepare (DcrDb *db, const char *sql, GError **error)
{
  DcrStmt *stmt = g_hash_table_lookup (db->cache, sql);
  sqlite3_stmt *handle;
  int rc;

  if (stmt != NULL && !stmt->in_use)
    {
      stmt->in_use = TRUE;
      return stmt;
    }
  rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK)
    {
      set_error (db, rc, error);
      return NULL;
    }
  gboolean nested = stmt != NULL;
  stmt = g_new0 (DcrStmt, 1);
  stmt->handle = handle;
  stmt->in_use = TRUE;
  stmt->db = nested ? NULL : db;
  if (!nested)
    g_hash_table_insert (db->cache, g_strdup (sql), stmt);
  return stmt;
}

void
dcr_stmt_done (DcrStmt *stmt)
{
  if (stmt == NULL)
    return;
  if (stmt->db == NULL) /* not in the cache */
    {
      stmt_free (stmt);
      return;
    }
  sqlite3_reset (stmt->handle);
  sqlite3_clear_bindings (stmt->handle); /* personal data does not stay in a statement */
  stmt->in_use = FALSE;
}

void
dcr_stmt_bind_int (DcrStmt *stmt, int at, gint64 value)
{
  sqlite3_bind_int64 (stmt->handle, at, value);
}

void
dcr_stmt_bind_double (DcrStmt *stmt, int at, double value)
{
  sqlite3_bind_double (stmt->handle, at, value);
}

void
dcr_stmt_bind_text (DcrStmt *stmt, int at, const char *text)
{
  sqlite3_bind_text (stmt->handle, at, text, -1, SQLITE_TRANSIENT);
}

void
dcr_stmt_bind_blob (DcrStmt *stmt, int at, gconstpointer data, gsize size)
{
  sqlite3_bind_blob64 (stmt->handle, at, data, size, SQLITE_TRANSIENT);
}

void
dcr_stmt_bind_uuid (DcrStmt *stmt, int at, const DcrUuid *uuid)
{
  if (uuid == NULL || dcr_uuid_is_null (uuid))
    sqlite3_bind_null (stmt->handle, at);
  else
    sqlite3_bind_blob (stmt->handle, at, uuid->bytes, sizeof uuid->bytes, SQLITE_TRANSIENT);
}

gboolean
dcr_stmt_step (DcrStmt *stmt, GError **error)
{
  int rc = sqlite3_step (stmt->handle);
  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    {
      DcrDb shown = { .handle = sqlite3_db_handle (stmt->handle) };
      shown.path = (char *) sqlite3_db_filename (shown.handle, "main");
      set_error (&shown, rc, error);
      sqlite3_reset (stmt->handle);
    }
  return FALSE;
}

void
dcr_stmt_reset (DcrStmt *stmt)
{
  sqlite3_reset (stmt->handle);
}

gint64
dcr_stmt_int (DcrStmt *stmt, int column)
{
  return sqlite3_column_int64 (stmt->handle, column);
}

double
dcr_stmt_double (DcrStmt *stmt, int column)
{
  return sqlite3_column_double (stmt->handle, column);
}

gboolean
dcr_stmt_is_null (DcrStmt *stmt, int column)
{
  return sqlite3_column_type (stmt->handle, column) == SQLITE_NULL;
}

const char *
dcr_stmt_text (DcrStmt *stmt, int column)
{
  return (const char *) sqlite3_column_text (stmt->handle, column);
}

gconstpointer
dcr_stmt_blob (DcrStmt *stmt, int column, gsize *size)
{
  gconstpointer data = sqlite3_column_blob (stmt->handle, column);
  *size = sqlite3_column_bytes (stmt->handle, column);
  return data;
}

gboolean
dcr_stmt_uuid (DcrStmt *stmt, int column, DcrUuid *uuid)
{
  gsize size;
  gconstpointer data = dcr_stmt_blob (stmt, column, &size);
  memset (uuid, 0, sizeof *uuid);
  if (data == NULL || size != sizeof uuid->bytes)
    return FALSE;
  memcpy (uuid->bytes, data, size);
  return TRUE;
}

static DcrStmt *
prepare_bound (DcrDb *db, const char *sql, const char *types, va_list args, GError **error)
{
  DcrStmt *stmt = dcr_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  for (int at = 1; *types != '\0'; types++, at++)
    switch (*types)
      {
      case 'i':
        dcr_stmt_bind_int (stmt, at, va_arg (args, gint64));
        break;
      case 'd':
        dcr_stmt_bind_double (stmt, at, va_arg (args, double));
        break;
      case 't':
        dcr_stmt_bind_text (stmt, at, va_arg (args, const char *));
        break;
      case 'b':
        {
          gconstpointer data = va_arg (args, gconstpointer);
          dcr_stmt_bind_blob (stmt, at, data, va_arg (args, gsize));
          break;
        }
      case 'u':
        dcr_stmt_bind_uuid (stmt, at, va_arg (args, const DcrUuid *));
        break;
      case 'n':
        break;
      default:
        g_error ("dcr_db_run: unknown type '%c'", *types);
      }
  return stmt;
}

gboolean
dcr_db_run (DcrDb *db, GError **error, const char *sql, const char *types, ...)
{
  GError *step_error = NULL;
  va_list args;
  va_start (args, types);
  g_autoptr (DcrStmt) stmt = prepare_bound (db, sql, types, args, error);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &step_error))
    ;
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return FALSE;
    }
  return TRUE;
}

gint64
dcr_db_get_int (DcrDb *db, gint64 fallback, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (DcrStmt) stmt = prepare_bound (db, sql, types, args, error);
  va_end (args);
  if (stmt == NULL || !dcr_stmt_step (stmt, error))
    return fallback;
  return dcr_stmt_int (stmt, 0);
}

char *
dcr_db_get_text (DcrDb *db, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (DcrStmt) stmt = prepare_bound (db, sql, types, args, error);
  va_end (args);
  if (stmt == NULL || !dcr_stmt_step (stmt, error))
    return NULL;
  return g_strdup (dcr_stmt_text (stmt, 0));
}

char *
dcr_db_get_csv (DcrDb *db, GError **error, const char *const *columns, guint n_columns, const char *sql)
{
  GError *inner = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);
  g_autofree const char **cells = g_new (const char *, n_columns);

  if (stmt == NULL)
    return NULL;
  dcr_csv_append (out, columns, n_columns);
  while (dcr_stmt_step (stmt, &inner))
    {
      for (guint i = 0; i < n_columns; i++)
        cells[i] = dcr_stmt_text (stmt, i);
      dcr_csv_append (out, cells, n_columns);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gint64
dcr_db_last_rowid (DcrDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
dcr_db_changes (DcrDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gboolean
dcr_db_quick_check (DcrDb *db, GError **error)
{
  GError *inner = NULL;
  g_autofree char *answer = dcr_db_get_text (db, &inner, "PRAGMA quick_check(1)", "");
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_debug ("quick_check: %s", answer);
  set_error (db, SQLITE_CORRUPT, error);
  return FALSE;
}

gboolean
dcr_db_backup (DcrDb *db, const char *path, GError **error)
{
  g_autoptr (DcrDb) copy = dcr_db_open (path, DCR_DB_BUILD, error);
  sqlite3_backup *backup;
  int rc;

  if (copy == NULL)
    return FALSE;
  backup = sqlite3_backup_init (copy->handle, "main", db->handle, "main");
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  rc = sqlite3_errcode (copy->handle);
  if (rc != SQLITE_OK)
    {
      set_error (copy, rc, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_migration (DcrDb *db, const DcrMigration *migration, guint number, GError **error)
{
  g_autoptr (GBytes) sql = g_resources_lookup_data (migration->resource, 0, error);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%u", number);
  if (sql == NULL || !dcr_db_begin (db, error))
    return FALSE;
  /* resource data is NUL-terminated beyond its size */
  if (!dcr_db_exec (db, g_bytes_get_data (sql, NULL), error) || !dcr_db_exec (db, mark, error))
    {
      dcr_db_rollback (db);
      return FALSE;
    }
  return dcr_db_commit (db, error);
}

gboolean
dcr_db_migrate (DcrDb *db, const DcrMigration *migrations, guint n_migrations, GError **error)
{
  GError *inner = NULL;
  gint64 version = dcr_db_get_int (db, 0, &inner, "PRAGMA user_version", "");
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (version > n_migrations)
    {
      g_autofree char *name = g_path_get_basename (db->path);
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_NEWER,
          _("The base “%s” was written by a newer version of the program. It was left as it is. Install the newer version."),
          name);
      return FALSE;
    }
  for (guint i = version; i < n_migrations; i++)
    if (!run_migration (db, &migrations[i], i + 1, error))
      return FALSE;
  return TRUE;
}
