/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Introduces what cannot be settled now to the outbox that carries it out. */
#include "base/dcr-clock.h"
#include "followup/dcr-escalation-mail.h"
#include "followup/dcr-sending.h"
#include "session/dcr-session-private.h"

typedef struct
{
  char *domain;
  GBytes *key;
} Carry;

static void
carry_free (gpointer data)
{
  Carry *carry = data;
  g_free (carry->domain);
  g_bytes_unref (carry->key);
  g_free (carry);
}

static gboolean
carry_out (DcrDb *db, const DcrEscalation *sent, gpointer data, GError **error)
{
  const Carry *carry = data;
  return dcr_escalation_mail_queue (db, sent, &sent->author, NULL, carry->domain, carry->key, NULL,
                                    error);
}

/* Messages of the demonstration go nowhere, those of a desk that was not set up wait. */
char *
dcr_session_sending_domain (DcrSession *self)
{
  g_autoptr (DcrSending) sending
      = self->demo ? dcr_sending_new_dummy ()
                   : dcr_sending_load (self->folder, dcr_session_data_folder (), NULL);
  return g_strdup (sending != NULL ? dcr_sending_get_domain (sending) : NULL);
}

DcrEscalationForm *
dcr_session_begin_escalation (DcrSession *self, DcrCall *call, GError **error)
{
  g_autoptr (DcrEscalationForm) form = dcr_escalation_form_new (self->calls, call, error);
  Carry *carry;

  if (form == NULL)
    return NULL;
  carry = g_new0 (Carry, 1);
  carry->key = g_bytes_ref (dcr_outbox_get_key (self->outbox));
  carry->domain = dcr_session_sending_domain (self);
  dcr_escalation_form_set_sent_func (form, carry_out, carry, carry_free);
  return g_steal_pointer (&form);
}

/* ---- Acts ------------------------------------------------------------------------------------ */

guint dcr_session_followup_changed;

void
dcr_session_tell_followup (DcrSession *self)
{
  g_signal_emit (self, dcr_session_followup_changed, 0);
  dcr_outbox_emit_changed (self->outbox); /* some acts send an e-mail */
}

typedef struct
{
  DcrDeed deed;
  DcrUuid person, other;
  char *text, *zone, *place, *title, *answer;
  DcrAnswerCallback plan;
  DcrAnswerProposal proposal;
  gboolean plans, proposes;
  char *domain;
  GBytes *key;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;
  g_free (act->text);
  g_free (act->zone);
  g_free (act->place);
  g_free (act->title);
  g_free (act->answer);
  g_free (act->domain);
  g_clear_pointer (&act->key, g_bytes_unref);
  g_free (act);
}

/* What somebody outside has to know of: they do not see the timeline. */
static gboolean
tell_outside (DcrDb *db, const Act *act, GError **error)
{
  g_autoptr (DcrEscalation) self = NULL;

  if (act->deed.act != DCR_ACT_COMPLETE && act->deed.act != DCR_ACT_REOPEN
      && act->deed.act != DCR_ACT_REPLY)
    return TRUE;
  self = dcr_escalation_get (db, &act->deed.escalation, error);
  return self != NULL
         && dcr_escalation_mail_queue (db, self, &act->person, act->text, act->domain, act->key,
                                       NULL, error);
}

static gboolean
write_act (DcrDb *db, gpointer data, GError **error)
{
  const Act *act = data;
  return dcr_answer_write (db, &act->deed, act->plans ? &act->plan : NULL,
                           act->proposes ? &act->proposal : NULL, error)
         && tell_outside (db, act, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (dcr_store_write_finish (result, &error))
    {
      dcr_session_tell_followup (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* somebody was quicker: what is on the screen is old */
  if (g_error_matches (error, DCR_ERROR, DCR_ERROR_CONFLICT))
    dcr_session_tell_followup (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

/* A date of its own for what begins again. */
static gint64
due_again (DcrSession *self, const DcrDeed *deed)
{
  DcrDb *db = dcr_store_reader (self->store);
  g_autoptr (DcrEscalation) escalation = dcr_escalation_get (db, &deed->escalation, NULL);
  g_autoptr (GPtrArray) queues = dcr_queue_list (db, NULL);
  const DcrQueue *queue
      = escalation != NULL && queues != NULL ? dcr_queue_find (queues, escalation->queue) : NULL;
  return queue != NULL ? dcr_queue_due (queue, escalation->severity, dcr_clock_now_ms ()) : 0;
}

void
dcr_session_act_async (DcrSession *self, const DcrDeed *deed,
                       const DcrAnswerCallback *callback_plan, const DcrAnswerProposal *proposal,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  Act *act = g_new0 (Act, 1);

  act->deed = *deed;
  act->person = *dcr_calls_get_person (self->calls);
  act->deed.person = &act->person;
  act->deed.text = act->text = g_strdup (deed->text);
  if (deed->other != NULL)
    {
      act->other = *deed->other;
      act->deed.other = &act->other;
    }
  if (deed->act == DCR_ACT_REOPEN && deed->due == 0)
    act->deed.due = due_again (self, deed);
  if (callback_plan != NULL)
    {
      act->plans = TRUE;
      act->plan = *callback_plan;
      act->plan.zone = act->zone = g_strdup (callback_plan->zone);
      act->plan.place = act->place = g_strdup (callback_plan->place);
    }
  if (proposal != NULL)
    {
      act->proposes = TRUE;
      act->proposal.title = act->title = g_strdup (proposal->title);
      act->proposal.text = act->answer = g_strdup (proposal->text);
    }
  act->domain = dcr_session_sending_domain (self);
  act->key = g_bytes_ref (dcr_outbox_get_key (self->outbox));
  dcr_store_write_async (self->store, write_act, act, act_free, on_written,
                         g_task_new (self, NULL, callback, user_data));
}

gboolean
dcr_session_act_finish (DcrSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dcr_session_follow_write_async (DcrSession *self, DcrStoreFunc func, gpointer data,
                                GDestroyNotify free_data, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  dcr_store_write_async (self->store, func, data, free_data, on_written,
                         g_task_new (self, NULL, callback, user_data));
}

gboolean
dcr_session_follow_write_finish (DcrSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dcr_session_has_changed (DcrSession *self, const char *ref, const char *address, const char *hash)
{
  DcrAudience audience;
  g_autofree char *id = NULL, *now = NULL;
  g_autoptr (GError) error = NULL;

  if (self->reference == NULL || hash[0] == '\0' || !dcr_article_ref_parse (ref, &audience, &id))
    return FALSE;
  now = dcr_db_get_text (dcr_reference_db (self->reference), &error,
                         address[0] == '\0'
                             ? "SELECT hash FROM publication WHERE audience = ?1 AND id = ?2"
                             : "SELECT p.hash FROM publication u JOIN passage p ON p.publication = "
                               "u.rowid AND p.address = ?3"
                               " WHERE u.audience = ?1 AND u.id = ?2",
                         "itt", (gint64)audience, id, address);
  return error == NULL && g_strcmp0 (now, hash) != 0;
}
