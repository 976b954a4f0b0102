/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-tally.h"

#include "base/dcr-clock.h"
#include "calls/dcr-call-private.h"
#include "calls/dcr-closing.h"
#include "calls/dcr-learned.h"

static void
add (GPtrArray *reasons, const DcrReason *reason, guint limit)
{
  if (reason != NULL && reasons->len < limit && dcr_reason_is_choosable (reason)
      && !reason->is_other && !g_ptr_array_find (reasons, reason, NULL))
    g_ptr_array_add (reasons, (gpointer) reason);
}

GPtrArray *
dcr_tally_reasons (DcrCalls *calls, guint limit)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (calls);
  GPtrArray *reasons = g_ptr_array_new ();
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_store_reader (dcr_calls_get_store (calls)),
      "SELECT reason FROM learned WHERE kind=0 AND key='' AND calls>0 ORDER BY calls DESC,reason LIMIT 40", NULL);

  while (stmt != NULL && dcr_stmt_step (stmt, NULL))
    add (reasons, dcr_reason_grid_find (grid, dcr_stmt_text (stmt, 0)), limit);
  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    add (reasons, dcr_reason_grid_get (grid, i), limit);
  return reasons;
}

guint
dcr_tally_today (DcrCalls *calls, const char *reason)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  g_autoptr (GDateTime) midnight
      = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                               g_date_time_get_day_of_month (now), 0, 0, 0);

  return dcr_db_get_int (dcr_store_reader (dcr_calls_get_store (calls)), 0, NULL,
                         "SELECT count(*) FROM call INDEXED BY call_person_reason"
                         " WHERE person=?1 AND reason=?2 AND began>=?3 AND tally=1",
                         "uti", dcr_calls_get_person (calls), reason, g_date_time_to_unix (midnight) * 1000);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (dcr_store_write_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dcr_tally_add_async (DcrCalls *calls, const DcrReason *reason, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (calls, NULL, callback, user_data);
  g_autoptr (DcrCall) call = dcr_call_new ();
  DcrClosing *closing;
  GError *error = NULL;

  call->answered = call->began;
  dcr_call_set_reason (call, reason->id);
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  closing = dcr_closing_new (call, dcr_calls_get_person (calls), reason->path, &error);
  if (closing == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  closing->tally = TRUE;
  closing->call->ended = closing->closed;
  g_task_set_task_data (task, g_memdup2 (dcr_call_get_id (call), sizeof (DcrUuid)), g_free);
  dcr_store_write_async (dcr_calls_get_store (calls), dcr_closing_write, closing,
                         (GDestroyNotify) dcr_closing_free, on_added, g_steal_pointer (&task));
}

gboolean
dcr_tally_add_finish (GAsyncResult *result, DcrUuid *id, GError **error)
{
  *id = *(DcrUuid *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
take_back (DcrDb *db, gpointer id, GError **error)
{
  g_autofree char *reason
      = dcr_db_get_text (db, error, "SELECT reason FROM call WHERE id=?1 AND tally=1", "u", id);
  g_autoptr (DcrCall) nothing = dcr_call_new ();

  return reason == NULL
         || (dcr_learned_add (db, nothing, reason, -1, error)
             && dcr_db_run (db, error, "DELETE FROM call WHERE id=?1 AND tally=1", "u", id));
}

void
dcr_tally_take_back_async (DcrCalls *calls, const DcrUuid *id, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  dcr_store_write_async (dcr_calls_get_store (calls), take_back, g_memdup2 (id, sizeof *id), g_free,
                         callback, user_data);
}
