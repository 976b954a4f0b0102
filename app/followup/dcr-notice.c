/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-notice.h"

#include "base/dcr-clock.h"

DcrNotice *
dcr_notice_new (void)
{
  return g_new0 (DcrNotice, 1);
}

void
dcr_notice_free (DcrNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->title);
  g_free (notice->text);
  g_free (notice->reasons);
  g_free (notice->author_name);
  g_free (notice);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INCOMPLETE, sentence);
  return FALSE;
}

static gboolean
insert (DcrDb *db, DcrNotice *notice, GError **error)
{
  notice->id = dcr_uuid_new ();
  notice->version = 1;
  if (notice->created == 0)
    notice->created = dcr_clock_now_ms ();
  return dcr_db_run (db, error,
                     "INSERT INTO notice(id, title, text, urgent, starts, ends, audience, reasons, "
                     "author, created)"
                     " VALUES(?1,?2,coalesce(?3,''),?4,?5,?6,?7,coalesce(?8,''),?9,?10)",
                     "uttiiiitui", &notice->id, notice->title, notice->text, (gint64)notice->urgent,
                     notice->starts, notice->ends, (gint64)notice->audience, notice->reasons,
                     &notice->author, notice->created);
}

gboolean
dcr_notice_put (DcrDb *db, DcrNotice *notice, GError **error)
{
  if (notice->title == NULL || notice->title[0] == '\0')
    return refuse (error, _("A notice needs a title. Nothing was written."));
  if (notice->ends <= notice->starts)
    return refuse (error, _("A notice ends after it begins. Nothing was written."));
  if (dcr_uuid_is_null (&notice->id))
    return insert (db, notice, error);
  /* who had read the former text has not read this one */
  if (!dcr_db_run (db, error,
                   "UPDATE notice SET title = ?3, text = coalesce(?4,''), urgent = ?5, starts = ?6, ends = ?7,"
                   " audience = ?8, reasons = coalesce(?9,''), version = version + 1 WHERE id = ?1 AND version = ?2",
                   "uittiiiit", &notice->id, notice->version, notice->title, notice->text,
                   (gint64) notice->urgent, notice->starts, notice->ends, (gint64) notice->audience,
                   notice->reasons))
    return FALSE;
  if (dcr_db_changes (db) == 0)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_CONFLICT,
          _("Somebody has changed this notice meanwhile. Nothing was written: read it again."));
      return FALSE;
    }
  notice->version++;
  return dcr_db_run (db, error, "DELETE FROM notice_read WHERE notice = ?1", "u", &notice->id);
}

gboolean
dcr_notice_stop (DcrDb *db, const DcrUuid *id, gint64 now, GError **error)
{
  return dcr_db_run (db, error,
                     "UPDATE notice SET ends = ?2, starts = min(starts, ?2 - 1), version = version + 1"
                     " WHERE id = ?1 AND ends > ?2",
                     "ui", id, now);
}

gboolean
dcr_notice_mark_read (DcrDb *db, const DcrUuid *id, const DcrUuid *person, gint64 now,
                      GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT OR IGNORE INTO notice_read(notice, person, at) VALUES(?1,?2,?3)",
                     "uui", id, person, now);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static DcrNotice *
read_notice (DcrStmt *stmt)
{
  DcrNotice *notice = dcr_notice_new ();
  dcr_stmt_uuid (stmt, 0, &notice->id);
  notice->title = g_strdup (dcr_stmt_text (stmt, 1));
  notice->text = g_strdup (dcr_stmt_text (stmt, 2));
  notice->urgent = dcr_stmt_int (stmt, 3);
  notice->starts = dcr_stmt_int (stmt, 4);
  notice->ends = dcr_stmt_int (stmt, 5);
  notice->audience = dcr_stmt_int (stmt, 6);
  notice->reasons = g_strdup (dcr_stmt_text (stmt, 7));
  dcr_stmt_uuid (stmt, 8, &notice->author);
  notice->created = dcr_stmt_int (stmt, 9);
  notice->version = dcr_stmt_int (stmt, 10);
  notice->author_name = g_strdup (dcr_stmt_text (stmt, 11));
  notice->read = dcr_stmt_int (stmt, 12);
  return notice;
}

#define SELECT                                                                                     \
  "SELECT n.id, n.title, n.text, n.urgent, n.starts, n.ends, n.audience, n.reasons, n.author,"     \
  " n.created, n.version, a.display,"                                                              \
  " EXISTS (SELECT 1 FROM notice_read r WHERE r.notice = n.id AND r.person = ?1)"                  \
  " FROM notice n LEFT JOIN person a ON a.id = n.author "

static GPtrArray *
list (DcrDb *db, const char *sql, const DcrUuid *person, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_notice_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);
  GError *step_error = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_int (stmt, 2, now);
  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (notices, read_notice (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&notices);
}

GPtrArray *
dcr_notice_list_current (DcrDb *db, const DcrUuid *person, gint64 now, GError **error)
{
  return list (db,
               SELECT "WHERE n.ends > ?2 AND n.starts <= ?2 AND (n.audience = 0 OR n.audience &"
                      " (1 << (SELECT role FROM person WHERE id = ?1)))"
                      " ORDER BY n.urgent DESC, n.starts DESC",
               person, now, error);
}

GPtrArray *
dcr_notice_list_all (DcrDb *db, gint64 now, GError **error)
{
  return list (db, SELECT "WHERE n.ends > ?2 ORDER BY n.starts", NULL, now, error);
}

gint64
dcr_notice_next_change (DcrDb *db, gint64 now)
{
  return dcr_db_get_int (db, 0, NULL,
                         "SELECT min(t) FROM (SELECT ends AS t FROM notice WHERE ends > ?1"
                         " UNION ALL SELECT starts FROM notice WHERE ends > ?1 AND starts > ?1)",
                         "i", now);
}

static gboolean
names (const DcrNotice *notice, const char *reason)
{
  g_auto (GStrv) codes = NULL;

  if (reason == NULL || notice->reasons[0] == '\0')
    return FALSE;
  codes = g_strsplit (notice->reasons, "|", -1);
  return g_strv_contains ((const char *const *) codes, reason);
}

const DcrNotice *
dcr_notice_for_reason (GPtrArray *notices, const char *reason, const char *parent)
{
  for (guint i = 0; i < notices->len; i++)
    if (names (notices->pdata[i], reason) || names (notices->pdata[i], parent))
      return notices->pdata[i];
  return NULL;
}
