/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-call-private.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-reason.h"
#include "text/dcr-guard.h"

G_DEFINE_FINAL_TYPE (DcrCall, dcr_call, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
dcr_call_finalize (GObject *object)
{
  DcrCall *self = DCR_CALL (object);

  g_ptr_array_unref (self->articles);
  g_ptr_array_unref (self->queries);
  g_ptr_array_unref (self->passages);
  g_ptr_array_unref (self->secondary);
  g_free (self->number);
  g_free (self->called);
  g_free (self->event_id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->reason);
  g_free (self->other_words);
  g_free (self->service);
  g_free (self->callback_zone);
  for (guint i = 0; i < DCR_CALL_N_FACETS; i++)
    g_free (self->facets[i]);
  g_free (self->note);
  g_free (self->view);
  g_free (self->names);
  G_OBJECT_CLASS (dcr_call_parent_class)->finalize (object);
}

static void
dcr_call_class_init (DcrCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_call_finalize;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   g_cclosure_marshal_VOID__UINT, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dcr_call_init (DcrCall *self)
{
  self->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_article_free);
  self->queries = g_ptr_array_new_with_free_func (g_free);
  self->passages = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_passage_free);
  self->secondary = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->secondary, NULL);
  self->phase = DCR_CALL_LIVE;
  self->note = g_strdup ("");
}

DcrCall *
dcr_call_new (void)
{
  DcrCall *self = g_object_new (DCR_TYPE_CALL, NULL);
  self->id = dcr_uuid_new ();
  self->began = self->answered = dcr_clock_now_ms ();
  return self;
}

void
dcr_call_changed (DcrCall *self, DcrCallChange what)
{
  g_signal_emit (self, signals[CHANGED], 0, (guint) what);
}

/* TRUE when it was another text. */
static gboolean
take_text (char **field, const char *text)
{
  if (g_strcmp0 (*field, text) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

static void
set_text (DcrCall *self, char **field, const char *text, DcrCallChange what)
{
  if (take_text (field, text))
    dcr_call_changed (self, what);
}

const DcrUuid *
dcr_call_get_id (DcrCall *self)
{
  return &self->id;
}

gint64
dcr_call_get_began (DcrCall *self)
{
  return self->began;
}

gint64
dcr_call_get_answered (DcrCall *self)
{
  return self->answered != 0 ? self->answered : self->began;
}

gint64
dcr_call_get_ended (DcrCall *self)
{
  return self->ended;
}

DcrCallPhase
dcr_call_get_phase (DcrCall *self)
{
  return self->phase;
}

void
dcr_call_set_phase (DcrCall *self, DcrCallPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  if (phase == DCR_CALL_LIVE)
    self->answered = dcr_clock_now_ms ();
  else if (phase == DCR_CALL_RINGING)
    self->answered = 0;
  else
    self->ended = dcr_clock_now_ms ();
  dcr_call_changed (self, DCR_CALL_CHANGED_PHASE);
}

const char *
dcr_call_get_number (DcrCall *self)
{
  return self->number;
}

void
dcr_call_set_number (DcrCall *self, const char *number)
{
  if (!take_text (&self->number, number))
    return;
  dcr_call_guard_note (self);
  dcr_call_changed (self, DCR_CALL_CHANGED_CALLER | DCR_CALL_CHANGED_NOTE);
}

gboolean
dcr_call_get_identity (DcrCall *self, const char **name, const char **email)
{
  *name = self->name;
  *email = self->name == NULL ? NULL : self->email ? self->email : "";
  return self->name != NULL;
}

void
dcr_call_set_identity (DcrCall *self, const char *name, const char *email)
{
  gboolean other = take_text (&self->name, name);

  other |= take_text (&self->email, name ? email : NULL);
  if (other)
    dcr_call_changed (self, DCR_CALL_CHANGED_CALLER);
}

const char *
dcr_call_get_called (DcrCall *self)
{
  return self->called;
}

void
dcr_call_set_called (DcrCall *self, const char *called)
{
  set_text (self, &self->called, called, DCR_CALL_CHANGED_CALLER | DCR_CALL_CHANGED_EVIDENCE);
}

const char *
dcr_call_get_event_id (DcrCall *self)
{
  return self->event_id;
}

void
dcr_call_set_event_id (DcrCall *self, const char *event_id)
{
  set_text (self, &self->event_id, event_id, DCR_CALL_CHANGED_CALLER);
}

const char *
dcr_call_get_reason (DcrCall *self)
{
  return self->reason;
}

void
dcr_call_set_reason (DcrCall *self, const char *reason)
{
  if (!take_text (&self->reason, reason))
    return;
  for (guint i = 0; reason != NULL && i + 1 < self->secondary->len; i++)
    if (g_str_equal (self->secondary->pdata[i], reason))
      {
        g_ptr_array_remove_index (self->secondary, i); /* the main one is not also a secondary one */
        break;
      }
  dcr_call_changed (self, DCR_CALL_CHANGED_REASON);
}

const char *const *
dcr_call_get_secondary (DcrCall *self)
{
  return (const char *const *) self->secondary->pdata;
}

void
dcr_call_toggle_secondary (DcrCall *self, const char *reason)
{
  guint last = self->secondary->len - 1;

  if (g_strcmp0 (self->reason, reason) == 0)
    return;
  for (guint i = 0; i < last; i++)
    if (g_str_equal (self->secondary->pdata[i], reason))
      {
        g_ptr_array_remove_index (self->secondary, i);
        dcr_call_changed (self, DCR_CALL_CHANGED_REASON);
        return;
      }
  g_ptr_array_insert (self->secondary, last, g_strdup (reason));
  dcr_call_changed (self, DCR_CALL_CHANGED_REASON);
}

const char *
dcr_call_get_other_words (DcrCall *self)
{
  return self->other_words ? self->other_words : "";
}

void
dcr_call_set_other_words (DcrCall *self, const char *words)
{
  set_text (self, &self->other_words, words, DCR_CALL_CHANGED_REASON);
}

DcrOutcome
dcr_call_get_outcome (DcrCall *self)
{
  return self->outcome;
}

void
dcr_call_set_outcome (DcrCall *self, DcrOutcome outcome)
{
  if (self->outcome == outcome)
    return;
  self->outcome = outcome;
  dcr_call_changed (self, DCR_CALL_CHANGED_OUTCOME);
}

DcrTell
dcr_call_get_answered_too (DcrCall *self)
{
  return self->answered_too;
}

void
dcr_call_set_answered_too (DcrCall *self, DcrTell tell)
{
  if (self->answered_too == tell)
    return;
  self->answered_too = tell;
  dcr_call_changed (self, DCR_CALL_CHANGED_OUTCOME);
}

const char *
dcr_call_get_service (DcrCall *self)
{
  return self->service;
}

void
dcr_call_set_service (DcrCall *self, const char *service)
{
  set_text (self, &self->service, service, DCR_CALL_CHANGED_OUTCOME);
}

gboolean
dcr_call_get_callback (DcrCall *self, gint64 *from, gint64 *to)
{
  *from = self->callback_from;
  *to = self->callback_to;
  return self->callback_to != 0;
}

void
dcr_call_set_callback (DcrCall *self, gint64 from, gint64 to)
{
  if (self->callback_from == from && self->callback_to == to)
    return;
  self->callback_from = from;
  self->callback_to = to;
  dcr_call_changed (self, DCR_CALL_CHANGED_OUTCOME);
}

const char *
dcr_call_get_callback_zone (DcrCall *self)
{
  return self->callback_zone;
}

void
dcr_call_set_callback_zone (DcrCall *self, const char *zone)
{
  set_text (self, &self->callback_zone, zone, DCR_CALL_CHANGED_OUTCOME);
}

gboolean
dcr_call_get_appointment (DcrCall *self)
{
  return self->appointment;
}

void
dcr_call_set_appointment (DcrCall *self, gboolean appointment)
{
  if (self->appointment == appointment)
    return;
  self->appointment = appointment;
  dcr_call_changed (self, DCR_CALL_CHANGED_OUTCOME);
}

DcrNature
dcr_call_get_nature (DcrCall *self)
{
  return self->nature;
}

void
dcr_call_set_nature (DcrCall *self, DcrNature nature)
{
  if (self->nature == nature)
    return;
  self->nature = nature;
  dcr_call_changed (self, DCR_CALL_CHANGED_DETAILS);
}

DcrProfile
dcr_call_get_profile (DcrCall *self)
{
  return self->profile;
}

void
dcr_call_set_profile (DcrCall *self, DcrProfile profile)
{
  if (self->profile == profile)
    return;
  self->profile = profile;
  dcr_call_changed (self, DCR_CALL_CHANGED_DETAILS);
}

DcrNeed
dcr_call_get_need (DcrCall *self)
{
  return self->need;
}

void
dcr_call_set_need (DcrCall *self, DcrNeed need)
{
  if (self->need == need)
    return;
  self->need = need;
  dcr_call_changed (self, DCR_CALL_CHANGED_DETAILS);
}

const char *
dcr_call_get_facet (DcrCall *self, guint at)
{
  g_return_val_if_fail (at < DCR_CALL_N_FACETS, NULL);
  return self->facets[at];
}

void
dcr_call_set_facet (DcrCall *self, guint at, const char *value)
{
  g_return_if_fail (at < DCR_CALL_N_FACETS);
  set_text (self, &self->facets[at], value, DCR_CALL_CHANGED_DETAILS);
}

const char *
dcr_call_get_note (DcrCall *self)
{
  return self->note;
}

void
dcr_call_guard_note (DcrCall *self)
{
  self->note_refused = dcr_guard_refuses (self->note, self->number);
}

void
dcr_call_set_note (DcrCall *self, const char *note)
{
  if (!take_text (&self->note, note ? note : ""))
    return;
  dcr_call_guard_note (self);
  dcr_call_changed (self, DCR_CALL_CHANGED_NOTE);
}

static guint
count_words (const char *text)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean letter = g_unichar_isalnum (g_utf8_get_char (p));
      n += letter && !inside;
      inside = letter;
    }
  return n;
}

const char *
dcr_call_get_view (DcrCall *self)
{
  return self->view;
}

void
dcr_call_set_view (DcrCall *self, const char *view)
{
  set_text (self, &self->view, view, DCR_CALL_CHANGED_VIEW);
}

DcrMissing
dcr_call_get_missing (DcrCall *self)
{
  DcrMissing missing = DCR_MISSING_NOTHING;

  if (self->reason == NULL && !dcr_outcome_is_unqualified (self->outcome))
    missing |= DCR_MISSING_REASON;
  if (g_strcmp0 (self->reason, DCR_REASON_OTHER) == 0
      && count_words (dcr_call_get_other_words (self)) < 3)
    missing |= DCR_MISSING_WORDS;
  if (self->outcome == DCR_OUTCOME_NONE)
    missing |= DCR_MISSING_OUTCOME;
  if (self->outcome == DCR_OUTCOME_REFERRED && self->answered_too == DCR_TELL_UNKNOWN)
    missing |= DCR_MISSING_ANSWERED_TOO;
  if (self->outcome == DCR_OUTCOME_MISDIRECTED && self->service == NULL)
    missing |= DCR_MISSING_SERVICE;
  if (self->outcome == DCR_OUTCOME_CALLBACK && self->callback_to == 0)
    missing |= DCR_MISSING_CALLBACK;
  if (self->note_refused || dcr_guard_refuses (dcr_call_get_other_words (self), self->number))
    missing |= DCR_MISSING_SAFE_NOTE;
  return missing;
}

static const struct
{
  DcrMissing what;
  const char *name;
} missing_names[] = {
  { DCR_MISSING_REASON, N_("the reason") },
  { DCR_MISSING_WORDS, N_("three words that say the reason") },
  { DCR_MISSING_OUTCOME, N_("the outcome") },
  { DCR_MISSING_ANSWERED_TOO, N_("whether an answer was given too") },
  { DCR_MISSING_SERVICE, N_("the competent service") },
  { DCR_MISSING_CALLBACK, N_("the time of the callback") },
};

char *
dcr_call_describe_missing (DcrCall *self)
{
  DcrMissing missing = dcr_call_get_missing (self);
  const char *names[G_N_ELEMENTS (missing_names)];
  guint n = 0;

  if (missing & DCR_MISSING_SAFE_NOTE)
    return g_strdup (_("A number in the note must not be kept: take it out to close"));
  for (guint i = 0; i < G_N_ELEMENTS (missing_names); i++)
    if (missing & missing_names[i].what)
      names[n++] = _(missing_names[i].name);
  if (n == 0)
    return NULL;
  if (n == 1)
    return g_strdup_printf (_("Missing: %s"), names[0]);
  /* two at most: one about the reason, one about the outcome */
  return g_strdup_printf (_("Missing: %s and %s"), names[0], names[1]);
}
