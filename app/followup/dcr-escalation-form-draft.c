/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the agent is writing, kept beside the draft of the call: one write at a time. */
#include "followup/dcr-escalation-form-private.h"

#include "base/dcr-clock.h"

typedef struct
{
  DcrUuid call;
  char *state;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;
  g_free (save->state);
  g_free (save);
}

/* Not when the draft of the call has gone: nothing personal is left behind it. */
static gboolean
put_draft (DcrDb *db, gpointer data, GError **error)
{
  const Save *save = data;
  return dcr_db_run (db, error,
                     "INSERT INTO escalation_draft(call, saved, state) SELECT ?1, ?2, ?3"
                     " WHERE EXISTS (SELECT 1 FROM call_draft WHERE id = ?1)"
                     " ON CONFLICT(call) DO UPDATE SET saved = ?2, state = ?3",
                     "uit", &save->call, dcr_clock_now_ms (), save->state);
}

static char *
print_state (DcrEscalationForm *self)
{
  GVariantDict dict;
  g_autofree char *facts = dcr_facts_to_text (self->facts);
  g_autoptr (GVariant) state = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "question", "s", self->question);
  g_variant_dict_insert (&dict, "name", "s", self->name);
  g_variant_dict_insert (&dict, "email", "s", self->email);
  g_variant_dict_insert (&dict, "facts", "s", facts);
  g_variant_dict_insert (&dict, "severity", "i", self->severity);
  g_variant_dict_insert (&dict, "promised", "b", self->promised);
  g_variant_dict_insert (&dict, "reporting", "b", self->reporting);
  if (self->queue != NULL)
    g_variant_dict_insert (&dict, "queue", "s", self->queue);
  if (self->wants_own)
    g_variant_dict_insert (&dict, "wants", "s", self->wants);
  if (self->told_own)
    g_variant_dict_insert (&dict, "told", "s", self->told);
  if (self->promise_own)
    g_variant_dict_insert (&dict, "promise", "s", self->promise);
  state = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (state, TRUE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrEscalationForm) self = data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  /* the draft of the call says aloud that the disk fails; this one is tried again at the next change */
  if (!dcr_store_write_finish (result, &error))
    {
      g_message ("escalation draft: %s", error->message);
      return;
    }
  if (self->dirty && !self->sent)
    dcr_escalation_form_save (self);
}

void
dcr_escalation_form_save (DcrEscalationForm *self)
{
  Save *save;

  self->dirty = TRUE;
  if (self->saving || self->sent)
    return;
  save = g_new (Save, 1);
  save->call = *dcr_call_get_id (self->call);
  save->state = print_state (self);
  self->saving = TRUE;
  self->dirty = FALSE;
  dcr_store_write_async (dcr_calls_get_store (self->calls), put_draft, save, save_free, on_saved,
                         g_object_ref (self));
}

static void
take_text (GVariantDict *dict, const char *key, char **field, gboolean *own)
{
  char *text = NULL;
  if (!g_variant_dict_lookup (dict, key, "s", &text))
    return;
  g_free (*field);
  *field = text;
  if (own != NULL)
    *own = TRUE;
}

static void
take_state (DcrEscalationForm *self, GVariant *state)
{
  g_auto (GVariantDict) dict;
  g_autofree char *facts = NULL;
  int severity;

  g_variant_dict_init (&dict, state);
  take_text (&dict, "question", &self->question, NULL);
  take_text (&dict, "name", &self->name, NULL);
  take_text (&dict, "email", &self->email, NULL);
  take_text (&dict, "queue", &self->queue, NULL);
  take_text (&dict, "wants", &self->wants, &self->wants_own);
  take_text (&dict, "told", &self->told, &self->told_own);
  take_text (&dict, "promise", &self->promise, &self->promise_own);
  g_variant_dict_lookup (&dict, "promised", "b", &self->promised);
  g_variant_dict_lookup (&dict, "reporting", "b", &self->reporting);
  if (g_variant_dict_lookup (&dict, "severity", "i", &severity))
    self->severity = severity;
  if (g_variant_dict_lookup (&dict, "facts", "s", &facts))
    {
      g_ptr_array_unref (self->facts);
      self->facts = dcr_facts_from_text (facts);
    }
}

gboolean
dcr_escalation_form_restore (DcrEscalationForm *self, GError **error)
{
  GError *read_error = NULL;
  g_autofree char *text = dcr_db_get_text (
      dcr_store_reader (dcr_calls_get_store (self->calls)), &read_error,
      "SELECT state FROM escalation_draft WHERE call = ?1", "u", dcr_call_get_id (self->call));
  g_autoptr (GVariant) state = NULL;

  if (read_error != NULL)
    {
      g_propagate_error (error, read_error);
      return FALSE;
    }
  state = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;
  if (state != NULL)
    take_state (self, state);
  return TRUE;
}
