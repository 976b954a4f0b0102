/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts on the disk: saved at each step, one write at a time, so that a stuck key never fills a
 * queue. */
#include "calls/dcr-calls-private.h"

#include "base/dcr-clock.h"
#include "calls/dcr-call-private.h"
#include "calls/dcr-closing.h"

#define RETRY_SECONDS 5
#define CHECKPOINT_SECONDS 20 /* DESIGN 7: within a minute */

typedef struct
{
  DcrUuid person;
  GPtrArray *calls; /* DcrCall *, to mark dirty again; main thread only */
  GPtrArray *states; /* char * */
  GArray *ids;       /* DcrUuid */
  DcrUuid current;   /* null: none in hand */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;
  g_ptr_array_unref (save->states);
  g_array_unref (save->ids);
  g_free (save);
}

static gboolean
put_drafts (DcrDb *db, gpointer data, GError **error)
{
  const Save *save = data;
  gint64 now = dcr_clock_now_ms ();

  for (guint i = 0; i < save->ids->len; i++)
    if (!dcr_db_run (db, error,
                     "INSERT INTO call_draft(id,person,saved,state) VALUES(?1,?2,?3,?4)"
                     " ON CONFLICT(id) DO UPDATE SET saved=?3,state=?4",
                     "uuit", &g_array_index (save->ids, DcrUuid, i), &save->person, now,
                     save->states->pdata[i]))
      return FALSE;
  return dcr_db_run (db, error,
                     "UPDATE call_draft SET current=(id IS ?1) WHERE current<>(id IS ?1)", "u",
                     &save->current);
}

static void start (DcrCalls *self);

static gboolean
on_retry (gpointer data)
{
  DcrCalls *self = data;
  self->retry_id = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  DcrCalls *self;
  GPtrArray *calls;
} Saving;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (DcrCalls) self = saving->self;
  g_autoptr (GPtrArray) calls = saving->calls;
  g_autoptr (GError) error = NULL;

  g_free (saving);
  self->saving = FALSE;
  if (!dcr_store_write_finish (result, &error))
    {
      for (guint i = 0; i < calls->len; i++)
        if (!g_ptr_array_find (self->dirty, calls->pdata[i], NULL)
            && calls->pdata[i] != self->closing)
          g_ptr_array_add (self->dirty, g_object_ref (calls->pdata[i]));
      self->failed = TRUE;
      dcr_calls_emit_save_failed (self, error->message);
      if (self->retry_id == 0)
        self->retry_id = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
      return;
    }
  if (self->failed)
    {
      self->failed = FALSE;
      dcr_calls_emit_saved (self);
    }
  start (self);
}

static void
start (DcrCalls *self)
{
  Save *save;
  Saving *saving;

  if (self->saving || self->dirty->len == 0)
    return;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  saving = g_new (Saving, 1);
  saving->self = g_object_ref (self);
  saving->calls = self->dirty;
  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  save = g_new0 (Save, 1);
  save->person = self->person;
  save->states = g_ptr_array_new_with_free_func (g_free);
  save->ids = g_array_new (FALSE, FALSE, sizeof (DcrUuid));
  if (self->current != NULL)
    save->current = self->current->id;
  for (guint i = 0; i < saving->calls->len; i++)
    {
      DcrCall *call = saving->calls->pdata[i];
      g_autoptr (GVariant) state = g_variant_ref_sink (dcr_call_to_variant (call));
      g_array_append_val (save->ids, call->id);
      g_ptr_array_add (save->states, g_variant_print (state, TRUE));
    }
  self->saving = TRUE;
  dcr_store_write_async (self->store, put_drafts, save, save_free, on_saved, saving);
}

void
dcr_calls_save (DcrCalls *self, DcrCall *call)
{
  if (call == self->closing)
    return;
  if (!g_ptr_array_find (self->dirty, call, NULL))
    g_ptr_array_add (self->dirty, g_object_ref (call));
  start (self);
}

static gboolean
delete_draft (DcrDb *db, gpointer id, GError **error)
{
  return dcr_db_run (db, error, "DELETE FROM call_draft WHERE id=?1", "u", id);
}

static gboolean
on_checkpoint (gpointer data)
{
  DcrCalls *self = data;
  self->checkpoint_id = 0;
  dcr_store_checkpoint (self->store);
  return G_SOURCE_REMOVE;
}

/* What was deleted leaves the disk only when the log is truncated. */
static void
checkpoint_soon (DcrCalls *self)
{
  if (self->checkpoint_id == 0)
    self->checkpoint_id = g_timeout_add_seconds (CHECKPOINT_SECONDS, on_checkpoint, self);
}

void
dcr_calls_forget_draft (DcrCalls *self, DcrCall *call)
{
  dcr_store_write_async (self->store, delete_draft, g_memdup2 (&call->id, sizeof call->id), g_free,
                         NULL, NULL);
  checkpoint_soon (self);
}

/* ---- After a crash --------------------------------------------------------------------------- */

static DcrCall *
read_draft (DcrStmt *stmt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state
      = g_variant_parse (G_VARIANT_TYPE_VARDICT, dcr_stmt_text (stmt, 0), NULL, NULL, &error);
  DcrCall *call = state ? dcr_call_from_variant (state, &error) : NULL;

  if (call == NULL) /* left where it is: a newer program may read it */
    g_warning ("a draft cannot be read");
  return call;
}

gboolean
dcr_calls_restore (DcrCalls *self, GError **error)
{
  GError *inner = NULL;
  DcrCall *current = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (dcr_store_reader (self->store),
                                             "SELECT state,current FROM call_draft ORDER BY id", error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrCall *call = read_draft (stmt);
      if (call == NULL)
        continue;
      if (call->phase == DCR_CALL_RINGING && !dcr_stmt_int (stmt, 1))
        {
          /* nobody answered it before the crash */
          dcr_calls_forget_draft (self, call);
          g_object_unref (call);
          continue;
        }
      dcr_calls_adopt (self, call);
      if (dcr_stmt_int (stmt, 1) && current == NULL)
        current = call;
      else
        g_ptr_array_add (self->waiting, call);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      g_clear_object (&current);
      return FALSE;
    }
  self->current = current;
  return TRUE;
}

/* ---- Closing --------------------------------------------------------------------------------- */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DcrCalls *self = g_task_get_source_object (task);
  DcrCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->closing = NULL;
  if (!dcr_store_write_finish (result, &error))
    {
      dcr_calls_save (self, call);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_signal_handlers_disconnect_by_data (call, self);
  if (self->current == call)
    {
      g_clear_object (&self->current);
      g_signal_emit_by_name (self, "current-changed");
    }
  else if (g_ptr_array_remove (self->waiting, call))
    g_signal_emit_by_name (self, "waiting-changed");
  g_clear_pointer (&self->repeat, dcr_repeat_free);
  g_clear_pointer (&self->repeat_number, g_free);
  checkpoint_soon (self);
  dcr_calls_note_reason (self, call->reason);
  dcr_calls_emit_closed (self, call);
  g_task_return_boolean (task, TRUE);
}

void
dcr_calls_close_async (DcrCalls *self, DcrCall *call, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const DcrReason *reason = dcr_reason_grid_find (self->grid, dcr_call_get_reason (call));
  DcrClosing *closing;
  GError *error = NULL;

  if (self->closing != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               _("The call is being closed."));
      return;
    }
  closing = dcr_closing_new (call, &self->person, reason ? reason->path : NULL, &error);
  if (closing == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  closing->contacts = dcr_contact_hashes (dcr_calls_get_keys (self), call->number);
  closing->hook = self->hook;
  closing->hook_data = self->hook_data;
  if (closing->call->ended == 0)
    closing->call->ended = closing->closed;
  g_task_set_task_data (task, g_object_ref (call), g_object_unref);
  self->closing = call;
  g_ptr_array_remove (self->dirty, call);
  dcr_store_write_async (self->store, dcr_closing_write, closing, (GDestroyNotify) dcr_closing_free,
                         on_closed, g_steal_pointer (&task));
}

gboolean
dcr_calls_close_finish (DcrCalls *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
