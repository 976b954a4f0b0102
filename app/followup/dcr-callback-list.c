/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-callback-private.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)

static gint64
end_of_day (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autoptr (GDateTime) midnight
      = g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                               g_date_time_get_day_of_month (local), 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (midnight, 1);
  return g_date_time_to_unix (next) * 1000;
}

static const char *
sql_of (DcrCallbackFilter filter)
{
#define MINE                                                                                       \
  " AND (?1 IS NULL OR c.person = ?1 OR (c.person IS NULL AND c.level ="                           \
  " (SELECT CASE WHEN role = 1 THEN 1 ELSE 2 END FROM person WHERE id = ?1)))"
  switch (filter)
    {
    case DCR_CALLBACKS_TODAY:
      return DCR_CALLBACK_SELECT
          "WHERE c.ended IS NULL AND c.state > 0 AND c.promised_from < ?3" MINE
          " ORDER BY c.promised_to, c.promised_from LIMIT ?4";
    case DCR_CALLBACKS_LATE:
      return DCR_CALLBACK_SELECT "WHERE c.ended IS NULL AND c.state > 0 AND c.promised_to < ?2" MINE
                                 " ORDER BY c.promised_to, c.promised_from LIMIT ?4";
    case DCR_CALLBACKS_ENDED:
      return DCR_CALLBACK_SELECT "WHERE c.ended >= ?5" MINE " ORDER BY c.ended DESC LIMIT ?4";
    case DCR_CALLBACKS_TO_COME:
    default:
      return DCR_CALLBACK_SELECT
          "WHERE c.id IN (SELECT id FROM callback WHERE ended IS NULL AND state > 0 UNION ALL"
          " SELECT id FROM callback WHERE promised_to >= ?5 AND state = 4 AND phone IS NOT NULL)" MINE
          " ORDER BY c.promised_to, c.promised_from LIMIT ?4";
    }
#undef MINE
}

GPtrArray *
dcr_callback_list (DcrDb *db, DcrCallbackFilter filter, const DcrUuid *person, gint64 now,
                   guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_callback_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql_of (filter), error);
  GError *step_error = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_int (stmt, 2, now);
  dcr_stmt_bind_int (stmt, 3, end_of_day (now));
  dcr_stmt_bind_int (stmt, 4, limit);
  dcr_stmt_bind_int (stmt, 5, now - 30 * DAY_MS);
  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (list, dcr_callback_read (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&list);
}

static void
attempt_free (gpointer data)
{
  DcrCallbackAttempt *attempt = data;
  g_free (attempt->who);
  g_free (attempt);
}

GPtrArray *
dcr_callback_attempts (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) attempts = g_ptr_array_new_with_free_func (attempt_free);
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT a.at, a.result, p.display FROM callback_attempt a LEFT JOIN person p ON p.id = a.person"
      " WHERE a.callback = ?1 ORDER BY a.at",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  while (dcr_stmt_step (stmt, &step_error))
    {
      DcrCallbackAttempt *attempt = g_new0 (DcrCallbackAttempt, 1);
      *attempt = (DcrCallbackAttempt) { dcr_stmt_int (stmt, 0), dcr_stmt_int (stmt, 1),
                                        g_strdup (dcr_stmt_text (stmt, 2)) };
      g_ptr_array_add (attempts, attempt);
    }
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&attempts);
}

/* ---- Share of promises kept ------------------------------------------------------------------ */

/* One line with dcr-callback.h, where the definition stands. States: see DcrCallbackState. */
gboolean
dcr_callback_share (DcrDb *db, gint64 from, gint64 to, DcrCallbackShare *share, GError **error)
{
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT count(*), coalesce(sum("
      "  (state = 3 AND ended <= promised_to)"
      "  OR (state IN (3, 4) AND first_attempt BETWEEN promised_from AND promised_to)), 0)"
      " FROM callback WHERE promised_to >= ?1 AND promised_to < ?2 AND state NOT IN (0, 5, 6)",
      error);

  *share = (DcrCallbackShare) { 0, 0 };
  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_int (stmt, 1, from);
  dcr_stmt_bind_int (stmt, 2, to);
  if (dcr_stmt_step (stmt, &step_error))
    *share = (DcrCallbackShare) { dcr_stmt_int (stmt, 0), dcr_stmt_int (stmt, 1) };
  if (step_error != NULL)
    g_propagate_error (error, step_error);
  return step_error == NULL;
}

char *
dcr_callback_describe_share (const DcrCallbackShare *share)
{
  guint64 tenths;

  if (share->promised == 0)
    return g_strdup ("–");
  /* in whole numbers, halves up: no float decides what is printed */
  tenths = ((guint64) share->kept * 2000 + share->promised) / (2 * (guint64) share->promised);
  /* Translators: a share, « 94,2 % » in French, with a no-break space */
  return g_strdup_printf (_("%d.%d%%"), (int) (tenths / 10), (int) (tenths % 10));
}
