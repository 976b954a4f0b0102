/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "knowledge/dcr-read-marks.h"

#include "base/dcr-clock.h"

/* Enough for « recent » and for a year of « changed since »; older ones go. */
#define KEEP_MARKS 2000

void
dcr_read_mark_free (DcrReadMark *mark)
{
  if (mark == NULL)
    return;
  g_free (mark->ref);
  g_free (mark->hash);
  g_free (mark);
}

typedef struct
{
  DcrUuid person;
  char *ref;
  gint64 version;
  char *hash;
  gint64 now;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;
  g_free (note->ref);
  g_free (note->hash);
  g_free (note);
}

static gboolean
write_note (DcrDb *db, gpointer data, GError **error)
{
  const Note *note = data;

  if (!dcr_db_run (db, error,
                   "INSERT INTO read_mark(person,article,version,hash,at) VALUES(?1,?2,?3,?4,?5)"
                   " ON CONFLICT(person,article) DO UPDATE"
                   " SET version=excluded.version, hash=excluded.hash, at=excluded.at",
                   "utiti", &note->person, note->ref, note->version, note->hash, note->now))
    return FALSE;
  return dcr_db_run (db, error,
                     "DELETE FROM read_mark WHERE person=?1 AND at<(SELECT at FROM read_mark"
                     " WHERE person=?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
                     "ui", &note->person, (gint64) KEEP_MARKS);
}

static void
note_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!dcr_store_write_finish (result, &error))
    g_warning ("The mark of what was read is not kept: %s", error->message);
}

void
dcr_read_marks_note (DcrStore *store, const DcrUuid *person, const char *ref, gint64 version,
                     const char *hash)
{
  Note *note = g_new (Note, 1);

  *note = (Note) { *person, g_strdup (ref), version, g_strdup (hash != NULL ? hash : ""),
                   dcr_clock_now_ms () };
  dcr_store_write_async (store, write_note, note, note_free, note_written, NULL);
}

static DcrReadMark *
mark_from_row (DcrStmt *stmt)
{
  DcrReadMark *mark = g_new0 (DcrReadMark, 1);

  mark->ref = g_strdup (dcr_stmt_text (stmt, 0));
  mark->version = dcr_stmt_int (stmt, 1);
  mark->hash = g_strdup (dcr_stmt_text (stmt, 2));
  mark->at = dcr_stmt_int (stmt, 3);
  return mark;
}

GPtrArray *
dcr_read_marks_recent (DcrDb *db, const DcrUuid *person, guint limit, GError **error)
{
  g_autoptr (GPtrArray) marks
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_read_mark_free);
  g_autoptr (GError) inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT article,version,hash,at FROM read_mark WHERE person=?1 ORDER BY at DESC LIMIT ?2",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_int (stmt, 2, limit);
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (marks, mark_from_row (stmt));
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  return g_steal_pointer (&marks);
}

DcrReadMark *
dcr_read_marks_find (DcrDb *db, const DcrUuid *person, const char *ref, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT article,version,hash,at FROM read_mark WHERE person=?1 AND article=?2", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_text (stmt, 2, ref);
  return dcr_stmt_step (stmt, error) ? mark_from_row (stmt) : NULL;
}
