/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-calls-private.h"

#include "base/dcr-clock.h"

#define N_LAST_REASONS 5

/* « motif de l’appel de mercredi »: by its name up to six days back, then « 3 novembre ». */
static char *
former_call (gint64 ms)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  gint64 ago = g_date_time_difference (now, day) / G_TIME_SPAN_DAY;
  g_autofree char *name = g_date_time_format (day, ago < 6 ? "%A" : "%-d %B");

  if (ago < 1 && g_date_time_get_day_of_month (day) == g_date_time_get_day_of_month (now))
    return g_strdup (_("reason of a call of today"));
  return g_strdup_printf (_("reason of the call of %s"), name);
}

/* The lock of the base may have to be waited for: never in the main thread. */
static void
read_keys (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  GError *error = NULL;
  DcrContactKeys *keys = dcr_contact_keys_open (folder, dcr_clock_now_ms (), &error);

  if (keys != NULL)
    g_task_return_pointer (task, keys, (GDestroyNotify) dcr_contact_keys_free);
  else
    g_task_return_error (task, error);
}

static void
keys_read (GObject *source, GAsyncResult *result, gpointer data)
{
  DcrCalls *self = DCR_CALLS (source);
  DcrContactKeys *keys = g_task_propagate_pointer (G_TASK (result), NULL);

  if (keys == NULL) /* tomorrow again; meanwhile those of yesterday */
    return;
  dcr_contact_keys_free (self->keys);
  self->keys = keys;
}

DcrContactKeys *
dcr_calls_get_keys (DcrCalls *self)
{
  gint64 now = dcr_clock_now_ms ();

  if (now - self->keys_read >= G_GINT64_CONSTANT (86400000))
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, keys_read, NULL);
      self->keys_read = now;
      g_task_set_task_data (task, g_strdup (dcr_store_get_folder (self->store)), g_free);
      g_task_run_in_thread (task, read_keys);
    }
  return self->keys;
}

const DcrRepeat *
dcr_calls_get_repeat (DcrCalls *self, DcrCall *call)
{
  const char *number = dcr_call_get_number (call);

  if (number == NULL || number[0] == '\0')
    return NULL;
  if (g_strcmp0 (number, self->repeat_number) != 0)
    {
      g_clear_pointer (&self->repeat, dcr_repeat_free);
      g_free (self->repeat_number);
      self->repeat_number = g_strdup (number);
      self->repeat = dcr_contact_find (dcr_store_reader (self->store), dcr_calls_get_keys (self),
                                       number, dcr_clock_now_ms ());
    }
  return self->repeat;
}

GPtrArray *
dcr_calls_list_phrases (DcrCalls *self)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_store_reader (self->store),
      "SELECT text FROM phrase WHERE kind IN (1,2) AND active=1 ORDER BY kind,position,id", NULL);

  while (stmt != NULL && dcr_stmt_step (stmt, NULL))
    g_ptr_array_add (phrases, g_strdup (dcr_stmt_text (stmt, 0)));
  return phrases;
}

void
dcr_calls_set_closing_hook (DcrCalls *self, DcrClosingHook hook, gpointer data)
{
  self->hook = hook;
  self->hook_data = data;
}

GPtrArray *
dcr_calls_suggest (DcrCalls *self, DcrCall *call, guint limit)
{
  const DcrRepeat *repeat = dcr_calls_get_repeat (self, call);
  g_autofree char *former = repeat ? former_call (repeat->last) : NULL;

  return dcr_suggester_suggest (self->suggester, call, dcr_store_reader (self->store),
                                repeat ? repeat->reason : NULL, former, limit);
}

DcrSuggester *
dcr_calls_get_suggester (DcrCalls *self)
{
  return self->suggester;
}

const char *const *
dcr_calls_get_last_reasons (DcrCalls *self)
{
  return (const char *const *) self->last_reasons->pdata;
}

void
dcr_calls_note_reason (DcrCalls *self, const char *reason)
{
  if (reason == NULL)
    return;
  for (guint i = 0; i + 1 < self->last_reasons->len; i++)
    if (g_str_equal (self->last_reasons->pdata[i], reason))
      {
        g_ptr_array_remove_index (self->last_reasons, i);
        break;
      }
  g_ptr_array_insert (self->last_reasons, 0, g_strdup (reason));
  if (self->last_reasons->len > N_LAST_REASONS + 1)
    g_ptr_array_remove_index (self->last_reasons, N_LAST_REASONS);
}

void
dcr_calls_read_last_reasons (DcrCalls *self)
{
  g_autoptr (GPtrArray) newest = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_store_reader (self->store),
      "SELECT reason FROM call WHERE person=?1 AND reason IS NOT NULL ORDER BY began DESC LIMIT 50", NULL);

  g_ptr_array_set_size (self->last_reasons, 0);
  g_ptr_array_add (self->last_reasons, NULL);
  if (stmt == NULL)
    return;
  dcr_stmt_bind_uuid (stmt, 1, &self->person);
  while (dcr_stmt_step (stmt, NULL))
    g_ptr_array_add (newest, g_strdup (dcr_stmt_text (stmt, 0)));
  for (guint i = newest->len; i > 0; i--)
    dcr_calls_note_reason (self, newest->pdata[i - 1]);
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

GPtrArray *
dcr_calls_list_today (DcrCalls *self, guint limit, guint *total, GError **error)
{
  DcrDb *db = dcr_store_reader (self->store);
  DcrHistoryQuery query = { .from = start_of_today (), .limit = limit };
  GPtrArray *calls = dcr_history_find (db, &self->person, &query, error);

  if (calls != NULL && total != NULL)
    *total = dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM call WHERE person=?1 AND began>=?2", "ui",
                             &self->person, query.from);
  return calls;
}
