/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-escalation-list.h"

#include <string.h>

#include "text/dcr-french.h"

/* Statements are made of fixed pieces; what a person types is always bound. */
static const char *
condition_of (DcrEscalationView view)
{
  switch (view)
    {
    case DCR_VIEW_MINE:
      return "ended IS NULL AND (holder = ?1 OR author = ?1)";
    case DCR_VIEW_LATE:
      return "ended IS NULL AND due < ?2 AND state <> 4";
    case DCR_VIEW_ASKED:
      return "ended IS NULL AND state = 3";
    case DCR_VIEW_DUPLICATES:
      return "ended IS NULL AND same IN"
             " (SELECT same FROM escalation WHERE same IS NOT NULL AND ended IS NULL GROUP BY same HAVING count(*) > 1)";
    case DCR_VIEW_CLOSED:
      return "ended IS NOT NULL";
    case DCR_VIEW_OPEN:
    case DCR_N_VIEWS:
    default:
      return "ended IS NULL";
    }
}

/* ?1 person, ?2 now, ?3 queue, ?4 state, ?5… one pattern a word */
static char *
build_sql (const DcrEscalationFilter *filter, guint n_words)
{
  GString *sql = g_string_new ("SELECT id, due FROM escalation WHERE ");

  g_string_append (sql, condition_of (filter->view));
  if (filter->queue != NULL)
    g_string_append (sql, " AND queue = ?3");
  if (filter->state != DCR_ESCALATION_NONE)
    g_string_append (sql, " AND state = ?4");
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (sql, " AND instr(folded, ?%u) > 0", 5 + i);
  g_string_append (sql, filter->view == DCR_VIEW_CLOSED ? " ORDER BY ended DESC" : " ORDER BY due");
  if (filter->limit > 0)
    g_string_append_printf (sql, " LIMIT %u", filter->limit);
  return g_string_free (sql, FALSE);
}

static guint
count_view (DcrDb *db, const DcrEscalationFilter *filter, gint64 now, GError **error)
{
  g_autofree char *sql
      = g_strconcat ("SELECT count(*) FROM escalation WHERE ", condition_of (filter->view), NULL);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);

  if (stmt == NULL)
    return 0;
  if (filter->view == DCR_VIEW_MINE)
    dcr_stmt_bind_uuid (stmt, 1, filter->person);
  if (filter->view == DCR_VIEW_LATE)
    dcr_stmt_bind_int (stmt, 2, now);
  return dcr_stmt_step (stmt, error) ? dcr_stmt_int (stmt, 0) : 0;
}

static void
bind_all (DcrStmt *stmt, const DcrEscalationFilter *filter, char **words, gint64 now)
{
  dcr_stmt_bind_uuid (stmt, 1, filter->person);
  dcr_stmt_bind_int (stmt, 2, now);
  dcr_stmt_bind_text (stmt, 3, filter->queue);
  dcr_stmt_bind_int (stmt, 4, filter->state);
  for (guint i = 0; words[i] != NULL; i++)
    dcr_stmt_bind_text (stmt, 5 + i, words[i]);
}

static char **
words_of (const char *text)
{
  g_autofree char *folded = dcr_french_fold (text != NULL ? text : "", -1);
  g_auto (GStrv) parts = g_strsplit (folded, " ", 12);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL && i < 11; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

GArray *
dcr_escalation_list (DcrDb *db, const DcrEscalationFilter *filter, gint64 now,
                     GCancellable *cancellable, guint *total, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (DcrEscalationKey));
  g_auto (GStrv) words = words_of (filter->words);
  g_autofree char *sql = build_sql (filter, g_strv_length (words));
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);
  GError *step_error = NULL;
  gboolean whole
      = filter->queue == NULL && filter->state == DCR_ESCALATION_NONE && words[0] == NULL;

  if (stmt == NULL)
    return NULL;
  bind_all (stmt, filter, words, now);
  while (dcr_stmt_step (stmt, &step_error))
    {
      DcrEscalationKey key;
      dcr_stmt_uuid (stmt, 0, &key.id);
      key.due = dcr_stmt_int (stmt, 1);
      g_array_append_val (keys, key);
      if ((keys->len & 1023) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (step_error == NULL && total != NULL && (filter->limit == 0 || keys->len < filter->limit))
    *total = whole ? keys->len : count_view (db, filter, now, &step_error);
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&keys);
}

gboolean
dcr_escalation_count (DcrDb *db, const DcrUuid *person, gint64 now, guint *counts, GError **error)
{
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT count(*), coalesce(sum(holder = ?1 OR author = ?1), 0), coalesce(sum(due < ?2 AND state <> 4), 0),"
      " coalesce(sum(state = 3), 0) FROM escalation WHERE ended IS NULL",
      error);
  DcrEscalationFilter duplicates = { .view = DCR_VIEW_DUPLICATES };

  memset (counts, 0, DCR_N_VIEWS * sizeof *counts);
  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_int (stmt, 2, now);
  if (dcr_stmt_step (stmt, &step_error))
    for (int i = 0; i < 4; i++)
      counts[DCR_VIEW_OPEN + i] = dcr_stmt_int (stmt, i);
  if (step_error == NULL)
    counts[DCR_VIEW_DUPLICATES] = count_view (db, &duplicates, now, &step_error);
  if (step_error != NULL)
    g_propagate_error (error, step_error);
  return step_error == NULL;
}

gint64
dcr_escalation_next_due (DcrDb *db, gint64 now)
{
  return dcr_db_get_int (
      db, 0, NULL, "SELECT min(due) FROM escalation WHERE ended IS NULL AND due >= ?1", "i", now);
}

/* ---- One row
 * -----------------------------------------------------------------------------------------------
 */

void
dcr_escalation_row_free (DcrEscalationRow *row)
{
  if (row == NULL)
    return;
  g_free (row->question);
  g_free (row->reason_path);
  g_free (row->queue_name);
  g_free (row->holder_name);
  g_free (row);
}

DcrEscalationRow *
dcr_escalation_get_row (DcrDb *db, const DcrUuid *id, const DcrUuid *person)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT e.number, e.due, e.version, e.state, e.severity, e.question, e.reason_path, q.name, h.display,"
      " e.holder IS ?2 OR e.author IS ?2 FROM escalation e LEFT JOIN queue q ON q.id = e.queue"
      " LEFT JOIN person h ON h.id = e.holder WHERE e.id = ?1",
      NULL);
  DcrEscalationRow *row;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  dcr_stmt_bind_uuid (stmt, 2, person);
  if (!dcr_stmt_step (stmt, NULL))
    return NULL;
  row = g_new0 (DcrEscalationRow, 1);
  row->id = *id;
  row->number = dcr_stmt_int (stmt, 0);
  row->due = dcr_stmt_int (stmt, 1);
  row->version = dcr_stmt_int (stmt, 2);
  row->state = dcr_stmt_int (stmt, 3);
  row->severity = dcr_stmt_int (stmt, 4);
  row->question = g_strdup (dcr_stmt_text (stmt, 5));
  row->reason_path = g_strdup (dcr_stmt_text (stmt, 6));
  row->queue_name = g_strdup (dcr_stmt_text (stmt, 7));
  row->holder_name = g_strdup (dcr_stmt_text (stmt, 8));
  row->mine = person != NULL && dcr_stmt_int (stmt, 9) != 0;
  return row;
}
