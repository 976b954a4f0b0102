/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-calls-private.h"

#include "base/dcr-clock.h"
#include "calls/dcr-call-private.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HELD_FOR_PASSAGE_MS (10 * MINUTE_MS)
#define HELD_FOR_HAND_MS (2 * MINUTE_MS)

G_DEFINE_FINAL_TYPE (DcrCalls, dcr_calls, G_TYPE_OBJECT)

enum
{
  CURRENT_CHANGED,
  WAITING_CHANGED,
  GRID_CHANGED,
  CLOSED,
  SAVE_FAILED,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void on_call_changed (DcrCall *call, guint what, gpointer data);

static void
let_go (DcrCalls *self, DcrCall *call)
{
  g_signal_handlers_disconnect_by_func (call, on_call_changed, self);
}

static void
dcr_calls_dispose (GObject *object)
{
  DcrCalls *self = DCR_CALLS (object);

  if (self->current != NULL)
    let_go (self, self->current);
  for (guint i = 0; i < self->waiting->len; i++)
    let_go (self, self->waiting->pdata[i]);
  g_ptr_array_set_size (self->waiting, 0);
  g_ptr_array_set_size (self->dirty, 0);
  g_clear_object (&self->current);
  g_clear_object (&self->held);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->checkpoint_id, g_source_remove);
  G_OBJECT_CLASS (dcr_calls_parent_class)->dispose (object);
}

static void
dcr_calls_finalize (GObject *object)
{
  DcrCalls *self = DCR_CALLS (object);

  g_clear_pointer (&self->grid, dcr_reason_grid_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->suggester, dcr_suggester_free);
  g_clear_pointer (&self->keys, dcr_contact_keys_free);
  g_clear_pointer (&self->repeat, dcr_repeat_free);
  g_free (self->repeat_number);
  g_ptr_array_unref (self->last_reasons);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->dirty);
  G_OBJECT_CLASS (dcr_calls_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType type)
{
  return g_signal_new (name, DCR_TYPE_CALLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       type == G_TYPE_NONE ? 0 : 1, type);
}

static void
dcr_calls_class_init (DcrCallsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dcr_calls_dispose;
  object_class->finalize = dcr_calls_finalize;
  signals[CURRENT_CHANGED] = new_signal ("current-changed", G_TYPE_NONE);
  signals[WAITING_CHANGED] = new_signal ("waiting-changed", G_TYPE_NONE);
  signals[GRID_CHANGED] = new_signal ("grid-changed", G_TYPE_NONE);
  signals[CLOSED] = new_signal ("closed", DCR_TYPE_CALL);
  signals[SAVE_FAILED] = new_signal ("save-failed", G_TYPE_STRING);
  signals[SAVED] = new_signal ("saved", G_TYPE_NONE);
}

static void
dcr_calls_init (DcrCalls *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  self->last_reasons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->last_reasons, NULL);
}

void
dcr_calls_emit_closed (DcrCalls *self, DcrCall *call)
{
  g_signal_emit (self, signals[CLOSED], 0, call);
}

void
dcr_calls_emit_save_failed (DcrCalls *self, const char *sentence)
{
  g_signal_emit (self, signals[SAVE_FAILED], 0, sentence);
}

void
dcr_calls_emit_saved (DcrCalls *self)
{
  g_signal_emit (self, signals[SAVED], 0);
}

/* ---- Who works here -------------------------------------------------------------------------- */

static gboolean
put_setting_person (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT INTO setting(name,value) VALUES('person',?1)"
                     " ON CONFLICT(name) DO UPDATE SET value=?1",
                     "t", data);
}

const DcrUuid *
dcr_calls_get_person (DcrCalls *self)
{
  return &self->person;
}

void
dcr_calls_set_person (DcrCalls *self, const DcrUuid *person)
{
  char *text = g_malloc (DCR_UUID_TEXT_SIZE);

  self->person = *person;
  dcr_calls_read_last_reasons (self);
  dcr_uuid_to_text (person, text);
  dcr_store_write_async (self->store, put_setting_person, text, g_free, NULL, NULL);
}

/* ---- The grid -------------------------------------------------------------------------------- */

static char *
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  return g_date_time_format (now, "%Y-%m-%d");
}

gboolean
dcr_calls_reload (DcrCalls *self, GError **error)
{
  g_autofree char *day = today ();
  DcrReasonGrid *grid = dcr_reason_grid_load (dcr_store_reader (self->store), day, error);
  GPtrArray *services = grid ? dcr_service_list (dcr_store_reader (self->store), error) : NULL;

  if (services == NULL)
    {
      g_clear_pointer (&grid, dcr_reason_grid_unref);
      return FALSE;
    }
  g_clear_pointer (&self->grid, dcr_reason_grid_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  self->grid = grid;
  self->services = services;
  g_clear_pointer (&self->suggester, dcr_suggester_free);
  self->suggester = dcr_suggester_new (grid);
  g_signal_emit (self, signals[GRID_CHANGED], 0);
  return TRUE;
}

DcrReasonGrid *
dcr_calls_get_grid (DcrCalls *self)
{
  return self->grid;
}

GPtrArray *
dcr_calls_get_services (DcrCalls *self)
{
  return self->services;
}

/* ---- The call in hand ------------------------------------------------------------------------ */

DcrCalls *
dcr_calls_new (DcrStore *store, GError **error)
{
  g_autoptr (DcrCalls) self = g_object_new (DCR_TYPE_CALLS, NULL);

  self->store = store;
  self->keys_read = dcr_clock_now_ms ();
  self->keys = dcr_contact_keys_open (dcr_store_get_folder (store), self->keys_read, error);
  if (self->keys == NULL || !dcr_person_find_own (store, &self->person, error)
      || !dcr_calls_reload (self, error) || !dcr_calls_restore (self, error))
    return NULL;
  dcr_calls_read_last_reasons (self);
  return g_steal_pointer (&self);
}

DcrStore *
dcr_calls_get_store (DcrCalls *self)
{
  return self->store;
}

static void
on_call_changed (DcrCall *call, guint what, gpointer data)
{
  dcr_calls_save (data, call);
}

void
dcr_calls_adopt (DcrCalls *self, DcrCall *call)
{
  g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
}

DcrCall *
dcr_calls_get_current (DcrCalls *self)
{
  return self->current;
}

GPtrArray *
dcr_calls_get_waiting (DcrCalls *self)
{
  return self->waiting;
}

/* Takes ownership of @call, which may be NULL. */
void
dcr_calls_set_current (DcrCalls *self, DcrCall *call)
{
  gboolean waits = self->current != NULL;

  if (waits)
    {
      dcr_calls_save (self, self->current);
      g_ptr_array_add (self->waiting, self->current);
    }
  self->current = call;
  if (call != NULL)
    dcr_calls_save (self, call);
  if (waits)
    g_signal_emit (self, signals[WAITING_CHANGED], 0);
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

/* What was seen between two calls, as long as it is fresh. */
static DcrCall *
take_held (DcrCalls *self, gint64 fresh_ms)
{
  g_autoptr (DcrCall) held = g_steal_pointer (&self->held);
  DcrCall *call = dcr_call_new ();
  gint64 oldest = call->began - fresh_ms;

  if (held == NULL || held->began < oldest)
    return call;
  for (guint i = 0; i < held->articles->len; i++)
    if (((DcrCallArticle *) held->articles->pdata[i])->opened >= oldest)
      dcr_call_open_article (call, held->articles->pdata[i]);
  for (guint i = 0; i < held->queries->len; i++)
    dcr_call_add_query (call, held->queries->pdata[i]);
  return call;
}

static void
begin (DcrCalls *self, DcrCall *call)
{
  dcr_calls_adopt (self, call);
  dcr_calls_set_current (self, call);
}

DcrCall *
dcr_calls_begin (DcrCalls *self, const char *number)
{
  DcrCall *call = take_held (self, HELD_FOR_HAND_MS);

  call->number = g_strdup (number);
  begin (self, call);
  return call;
}

void
dcr_calls_take (DcrCalls *self, DcrCall *call)
{
  guint at;

  if (!g_ptr_array_find (self->waiting, call, &at))
    return;
  dcr_calls_set_current (self, g_ptr_array_steal_index (self->waiting, at));
  g_signal_emit (self, signals[WAITING_CHANGED], 0);
}

void
dcr_calls_drop (DcrCalls *self, DcrCall *call)
{
  g_autoptr (DcrCall) kept = g_object_ref (call);

  let_go (self, call);
  g_ptr_array_remove (self->dirty, call);
  dcr_calls_forget_draft (self, call);
  if (self->current == call)
    {
      g_clear_object (&self->current);
      g_signal_emit (self, signals[CURRENT_CHANGED], 0);
    }
  else if (g_ptr_array_remove (self->waiting, call))
    g_signal_emit (self, signals[WAITING_CHANGED], 0);
}

static DcrCall *
evidence_of (DcrCalls *self)
{
  if (self->current != NULL)
    return self->current;
  if (self->held == NULL)
    self->held = dcr_call_new ();
  self->held->began = dcr_clock_now_ms ();
  return self->held;
}

void
dcr_calls_note_query (DcrCalls *self, const char *words)
{
  dcr_call_add_query (evidence_of (self), words);
}

void
dcr_calls_note_article (DcrCalls *self, const DcrCallArticle *article)
{
  dcr_call_open_article (evidence_of (self), article);
}

guint
dcr_calls_keep_passage (DcrCalls *self, const DcrCallPassage *passage)
{
  if (self->current == NULL)
    begin (self, take_held (self, HELD_FOR_PASSAGE_MS));
  return dcr_call_keep_passage (self->current, passage);
}
