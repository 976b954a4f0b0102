/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-escalation-form-private.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-when.h"

G_DEFINE_FINAL_TYPE (DcrEscalationForm, dcr_escalation_form, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
dcr_escalation_form_init (DcrEscalationForm *self)
{
  self->severity = DCR_SEVERITY_NORMAL;
  self->facts = dcr_facts_new ();
  self->question = g_strdup ("");
  self->wants = g_strdup ("");
  self->told = g_strdup ("");
  self->promise = g_strdup ("");
  self->name = g_strdup ("");
  self->email = g_strdup ("");
  self->promised = TRUE;
}

static void
dcr_escalation_form_dispose (GObject *object)
{
  DcrEscalationForm *self = DCR_ESCALATION_FORM (object);

  if (self->call != NULL)
    g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  if (self->free_sent_data != NULL)
    g_clear_pointer (&self->sent_data, self->free_sent_data);
  G_OBJECT_CLASS (dcr_escalation_form_parent_class)->dispose (object);
}

static void
dcr_escalation_form_finalize (GObject *object)
{
  DcrEscalationForm *self = DCR_ESCALATION_FORM (object);

  g_free (self->reason);
  g_free (self->queue);
  g_free (self->question);
  g_free (self->wants);
  g_free (self->told);
  g_free (self->promise);
  g_free (self->name);
  g_free (self->email);
  G_OBJECT_CLASS (dcr_escalation_form_parent_class)->finalize (object);
}

static void
dcr_escalation_form_class_init (DcrEscalationFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dcr_escalation_form_dispose;
  G_OBJECT_CLASS (class)->finalize = dcr_escalation_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_ESCALATION_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

void
dcr_escalation_form_touch (DcrEscalationForm *self)
{
  dcr_escalation_form_save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- What the call says ------------------------------------------------------------ */

const DcrReason *
dcr_escalation_form_reason (DcrEscalationForm *self)
{
  return dcr_reason_grid_find (dcr_calls_get_grid (self->calls), dcr_call_get_reason (self->call));
}

static char *
capitalized (const char *text)
{
  g_autofree char *first
      = g_utf8_strup (text, text[0] != '\0' ? g_utf8_next_char (text) - text : 0);
  return g_strconcat (first, text[0] != '\0' ? g_utf8_next_char (text) : "", NULL);
}

static const char *
value_of (GPtrArray *facts, const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((DcrFact *) facts->pdata[i])->label, label))
      return ((DcrFact *) facts->pdata[i])->value;
  return "";
}

/* The facts of the new reason; what both reasons ask keeps its value. */
static void
follow_reason (DcrEscalationForm *self)
{
  const DcrReason *reason = dcr_escalation_form_reason (self);
  g_auto (GStrv) labels = g_strsplit (reason != NULL ? reason->checklist : "", "|", -1);
  GPtrArray *facts;

  if (g_strcmp0 (self->reason, reason != NULL ? reason->id : NULL) == 0 && self->reason != NULL)
    return;
  g_free (self->reason);
  self->reason = g_strdup (reason != NULL ? reason->id : NULL);
  facts = dcr_facts_new ();
  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *label = capitalized (g_strstrip (labels[i]));
      /* « (facultatif) » after an item of the grid: asked, not demanded */
      gboolean optional = g_str_has_suffix (label, "(facultatif)");
      if (optional)
        g_strchomp (label)[strlen (label) - strlen ("(facultatif)")] = '\0';
      g_strchomp (label);
      if (label[0] != '\0')
        dcr_facts_add (facts, label, value_of (self->facts, label), !optional);
    }
  g_ptr_array_unref (self->facts);
  self->facts = facts;
}

/* « particuliers/F1344 » -> « F1344 » */
static const char *
short_ref (const char *ref)
{
  const char *slash = strrchr (ref, '/');
  return slash != NULL ? slash + 1 : ref;
}

/* What was read out: the headings of the passages kept, with where they stand. */
static char *
told_by_passages (DcrCall *call)
{
  GPtrArray *passages = dcr_call_get_passages (call);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < passages->len; i++)
    {
      const DcrCallPassage *passage = passages->pdata[i];
      const char *heading = passage->heading != NULL && passage->heading[0] != '\0'
                                ? passage->heading
                                : passage->article_title;
      g_string_append_printf (told, "%s%s (%s)", i > 0 ? ", " : "", heading ? heading : "",
                              short_ref (passage->ref));
    }
  if (passages->len == 0)
    return g_string_free (told, FALSE);
  g_autofree char *list = g_string_free (told, FALSE);
  /* Translators: the passages of the articles that were read to the caller */
  return g_strdup_printf (_("Read out: %s."), list);
}

static void
follow_call (DcrEscalationForm *self)
{
  follow_reason (self);
  if (!self->wants_own)
    {
      g_free (self->wants);
      self->wants = g_strdup (dcr_call_get_note (self->call));
    }
  if (!self->told_own)
    {
      g_free (self->told);
      self->told = told_by_passages (self->call);
    }
  if (!self->promise_own)
    {
      gint64 due = dcr_escalation_form_get_due (self);
      g_autofree char *when = due > 0 ? dcr_when_full (due, NULL) : NULL;
      g_free (self->promise);
      /* Translators: said to the caller, « answer before Wednesday 25 November, 12:00 » */
      self->promise = when != NULL ? g_strdup_printf (_("Answer before %s"), when) : g_strdup ("");
    }
}

static void
on_call_changed (DcrCall *call, guint change, DcrEscalationForm *self)
{
  follow_call (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

DcrEscalationForm *
dcr_escalation_form_new (DcrCalls *calls, DcrCall *call, GError **error)
{
  g_autoptr (DcrEscalationForm) self = g_object_new (DCR_TYPE_ESCALATION_FORM, NULL);

  self->calls = g_object_ref (calls);
  self->call = g_object_ref (call);
  self->queues = dcr_queue_list (dcr_store_reader (dcr_calls_get_store (calls)), error);
  if (self->queues == NULL || !dcr_escalation_form_restore (self, error))
    return NULL;
  follow_call (self);
  g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  return g_steal_pointer (&self);
}

DcrCall *
dcr_escalation_form_get_call (DcrEscalationForm *self)
{
  return self->call;
}

/* ---- Queue, severity, due date --------------------------------------------------------------- */

gboolean
dcr_escalation_form_get_reporting (DcrEscalationForm *self)
{
  return self->reporting;
}

void
dcr_escalation_form_set_reporting (DcrEscalationForm *self, gboolean reporting)
{
  if (self->reporting == reporting)
    return;
  self->reporting = reporting;
  g_clear_pointer (&self->queue, g_free);
  follow_call (self);
  dcr_escalation_form_touch (self);
}

GPtrArray *
dcr_escalation_form_get_queues (DcrEscalationForm *self)
{
  return self->queues;
}

const DcrQueue *
dcr_escalation_form_get_queue (DcrEscalationForm *self)
{
  const DcrReason *reason = dcr_escalation_form_reason (self);
  const DcrQueue *queue = dcr_queue_find (self->queues, self->queue);

  if (queue != NULL)
    return queue;
  return dcr_queue_suggest (self->queues, reason != NULL ? reason->owner : NULL,
                            self->reporting ? DCR_QUEUE_SERVICE : 0);
}

void
dcr_escalation_form_set_queue (DcrEscalationForm *self, const char *id)
{
  if (g_strcmp0 (id, self->queue) == 0)
    return;
  g_free (self->queue);
  self->queue = g_strdup (id);
  follow_call (self);
  dcr_escalation_form_touch (self);
}

char *
dcr_escalation_form_describe_queue (DcrEscalationForm *self)
{
  const DcrReason *reason = dcr_escalation_form_reason (self);
  const DcrQueue *queue = dcr_escalation_form_get_queue (self);

  if (queue == NULL)
    return g_strdup (_("no queue was set up here"));
  if (queue->address[0] != '\0')
    /* Translators: the back office has no such program; the escalation goes to this address */
    return g_strdup_printf (_("will leave by e-mail to %s"), queue->address);
  if (self->queue != NULL)
    return g_strdup (_("chosen by you"));
  if (reason == NULL)
    return g_strdup (_("choose the reason of the call: it suggests the queue"));
  return g_strdup_printf (_("suggested by the reason %s"), reason->path);
}

DcrSeverity
dcr_escalation_form_get_severity (DcrEscalationForm *self)
{
  return self->severity;
}

void
dcr_escalation_form_set_severity (DcrEscalationForm *self, DcrSeverity severity)
{
  if (self->severity == severity)
    return;
  self->severity = severity;
  follow_call (self);
  dcr_escalation_form_touch (self);
}

gint64
dcr_escalation_form_get_due (DcrEscalationForm *self)
{
  const DcrQueue *queue = dcr_escalation_form_get_queue (self);
  return queue != NULL ? dcr_queue_due (queue, self->severity, dcr_clock_now_ms ()) : 0;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static gboolean
set_text (DcrEscalationForm *self, char **field, const char *text, gboolean *own)
{
  if (g_strcmp0 (*field, text) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
  if (own != NULL)
    *own = TRUE;
  dcr_escalation_form_touch (self);
  return TRUE;
}

const char *
dcr_escalation_form_get_question (DcrEscalationForm *self)
{
  return self->question;
}

void
dcr_escalation_form_set_question (DcrEscalationForm *self, const char *text)
{
  set_text (self, &self->question, text, NULL);
}

const char *
dcr_escalation_form_get_wants (DcrEscalationForm *self)
{
  return self->wants;
}

void
dcr_escalation_form_set_wants (DcrEscalationForm *self, const char *text)
{
  set_text (self, &self->wants, text, &self->wants_own);
}

const char *
dcr_escalation_form_get_told (DcrEscalationForm *self)
{
  return self->told;
}

void
dcr_escalation_form_set_told (DcrEscalationForm *self, const char *text)
{
  set_text (self, &self->told, text, &self->told_own);
}

GPtrArray *
dcr_escalation_form_get_facts (DcrEscalationForm *self)
{
  return self->facts;
}

void
dcr_escalation_form_set_fact (DcrEscalationForm *self, guint at, const char *value)
{
  if (at < self->facts->len)
    set_text (self, &((DcrFact *) self->facts->pdata[at])->value, value, NULL);
}

const char *
dcr_escalation_form_get_promise (DcrEscalationForm *self)
{
  return self->promise;
}

gboolean
dcr_escalation_form_get_promised (DcrEscalationForm *self)
{
  return self->promised;
}

void
dcr_escalation_form_set_promise (DcrEscalationForm *self, gboolean promised, const char *text)
{
  gboolean changed = self->promised != promised;
  self->promised = promised;
  if (!set_text (self, &self->promise, text, &self->promise_own) && changed)
    dcr_escalation_form_touch (self);
}

const char *
dcr_escalation_form_get_name (DcrEscalationForm *self)
{
  return self->name;
}

void
dcr_escalation_form_set_name (DcrEscalationForm *self, const char *name)
{
  set_text (self, &self->name, name, NULL);
}

const char *
dcr_escalation_form_get_email (DcrEscalationForm *self)
{
  return self->email;
}

void
dcr_escalation_form_set_email (DcrEscalationForm *self, const char *email)
{
  set_text (self, &self->email, email, NULL);
}

void
dcr_escalation_form_set_sent_func (DcrEscalationForm *self, DcrEscalationSentFunc func,
                                   gpointer data, GDestroyNotify free_data)
{
  if (self->free_sent_data != NULL)
    self->free_sent_data (self->sent_data);
  self->sent_func = func;
  self->sent_data = data;
  self->free_sent_data = free_data;
}
