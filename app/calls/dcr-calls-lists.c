/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-calls-private.h"

#include "base/dcr-clock.h"

void
dcr_call_info_free (DcrCallInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->reason);
  g_free (info->reason_path);
  g_free (info->service);
  g_free (info);
}

static gint64
start_of_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  g_autoptr (GDateTime) start
      = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                               g_date_time_get_day_of_month (now), 0, 0, 0);
  return g_date_time_to_unix (start) * 1000;
}

static DcrCallInfo *
read_info (DcrStmt *stmt)
{
  DcrCallInfo *info = g_new0 (DcrCallInfo, 1);

  dcr_stmt_uuid (stmt, 0, &info->id);
  info->began = dcr_stmt_int (stmt, 1);
  info->answered = dcr_stmt_int (stmt, 2);
  info->ended = dcr_stmt_int (stmt, 3);
  info->closed = dcr_stmt_int (stmt, 4);
  info->reason = g_strdup (dcr_stmt_text (stmt, 5));
  info->reason_path = g_strdup (dcr_stmt_text (stmt, 6));
  info->outcome = dcr_stmt_int (stmt, 7);
  info->service = g_strdup (dcr_stmt_text (stmt, 8));
  info->answered_too = dcr_stmt_int (stmt, 9);
  return info;
}

GPtrArray *
dcr_calls_list_today (DcrCalls *self, guint limit, guint *total, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_info_free);
  DcrDb *db = dcr_store_reader (self->store);
  gint64 since = start_of_today ();
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT c.id,c.began,c.answered,c.ended,c.closed,c.reason,c.reason_path,c.outcome,s.name,"
      "c.answered_too FROM call c LEFT JOIN service s ON s.id=c.service"
      " WHERE c.person=?1 AND c.began>=?2 ORDER BY c.began DESC LIMIT ?3",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, &self->person);
  dcr_stmt_bind_int (stmt, 2, since);
  dcr_stmt_bind_int (stmt, 3, limit);
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (calls, read_info (stmt));
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  if (total != NULL)
    *total = dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM call WHERE person=?1 AND began>=?2", "ui",
                             &self->person, since);
  return g_steal_pointer (&calls);
}
