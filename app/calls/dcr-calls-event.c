/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What telephony says, as any softphone can raise it (FIELD demand 59). An event never closes a
 * form and never takes a call out of hand but by answering another. */
#include "calls/dcr-calls-private.h"

#include "calls/dcr-call-private.h"

#define MAX_TEXT 128

typedef enum
{
  EVENT_RINGING,
  EVENT_ANSWERED,
  EVENT_ENDED,
} Event;

typedef struct
{
  Event event;
  const char *caller, *called, *id; /* or NULL */
} Told;

static gboolean
read_text (GVariant *event, const char *key, const char **text)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (event, key, NULL);

  *text = NULL;
  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
      || g_variant_get_size (value) > MAX_TEXT)
    return FALSE;
  g_variant_lookup (event, key, "&s", text);
  return TRUE;
}

static gboolean
read_event (GVariant *event, Told *told, GError **error)
{
  const char *name = NULL;

  if (g_variant_is_of_type (event, G_VARIANT_TYPE_VARDICT) && read_text (event, "event", &name)
      && read_text (event, "caller", &told->caller) && read_text (event, "called", &told->called)
      && read_text (event, "id", &told->id) && name != NULL)
    {
      told->event = g_str_equal (name, "ringing") ? EVENT_RINGING : EVENT_ANSWERED;
      if (g_str_equal (name, "ended"))
        told->event = EVENT_ENDED;
      if (told->event != EVENT_ANSWERED || g_str_equal (name, "answered"))
        return TRUE;
    }
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
               _("This is not a telephony event: “event” must be ringing, answered or ended."));
  return FALSE;
}

static gboolean
is_meant (DcrCall *call, const Told *told)
{
  if (call->phase == DCR_CALL_ENDED)
    return FALSE;
  if (told->id != NULL || call->event_id != NULL)
    return g_strcmp0 (told->id, call->event_id) == 0;
  return told->caller == NULL || g_strcmp0 (told->caller, call->number) == 0;
}

/* The call an event speaks of: by its id, else by its number, else the only one that can be meant. */
static DcrCall *
find_call (DcrCalls *self, const Told *told)
{
  if (self->current != NULL && is_meant (self->current, told))
    return self->current;
  for (guint i = self->waiting->len; i > 0; i--)
    if (is_meant (self->waiting->pdata[i - 1], told))
      return self->waiting->pdata[i - 1];
  return NULL;
}

static DcrCall *
add_call (DcrCalls *self, const Told *told, DcrCallPhase phase)
{
  DcrCall *call = dcr_call_new ();

  call->number = g_strdup (told->caller);
  call->called = g_strdup (told->called);
  call->event_id = g_strdup (told->id);
  call->phase = phase;
  if (phase == DCR_CALL_RINGING)
    call->answered = 0;
  dcr_calls_adopt (self, call);
  return call;
}

static void
ring (DcrCalls *self, const Told *told)
{
  DcrCall *call = find_call (self, told);

  if (call != NULL && told->id != NULL)
    return; /* said twice */
  call = add_call (self, told, DCR_CALL_RINGING);
  if (self->current == NULL)
    {
      dcr_calls_set_current (self, call);
      return;
    }
  g_ptr_array_add (self->waiting, call);
  dcr_calls_save (self, call);
  g_signal_emit_by_name (self, "waiting-changed");
}

static void
answer (DcrCalls *self, const Told *told)
{
  DcrCall *call = find_call (self, told);

  if (call == NULL)
    dcr_calls_set_current (self, add_call (self, told, DCR_CALL_LIVE));
  else
    {
      dcr_call_set_phase (call, DCR_CALL_LIVE);
      if (call != self->current)
        dcr_calls_take (self, call);
    }
}

static gboolean
is_untouched (DcrCall *call)
{
  return call->phase == DCR_CALL_RINGING && call->reason == NULL
         && call->outcome == DCR_OUTCOME_NONE && call->note[0] == '\0' && call->passages->len == 0;
}

static void
end (DcrCalls *self, const Told *told)
{
  DcrCall *call = find_call (self, told);

  if (call == NULL)
    return;
  if (is_untouched (call))
    dcr_calls_drop (self, call);
  else
    dcr_call_set_phase (call, DCR_CALL_ENDED);
}

gboolean
dcr_calls_event (DcrCalls *self, GVariant *event, GError **error)
{
  Told told = { 0 };

  if (!read_event (event, &told, error))
    return FALSE;
  switch (told.event)
    {
    case EVENT_RINGING:
      ring (self, &told);
      break;
    case EVENT_ANSWERED:
      answer (self, &told);
      break;
    default:
      end (self, &told);
    }
  return TRUE;
}
