/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SMS that needs no composer: its template says everything but one thing. */
#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "followup/dcr-compose.h"
#include "session/dcr-session-followup.h"
#include "session/dcr-session-private.h"
#include "text/dcr-phone.h"

static DcrTemplate *
find_template (DcrDb *db, const char *code, GError **error)
{
  DcrUuid none = { { 0 } };
  g_autoptr (GPtrArray) templates
      = dcr_templates_list (db, DCR_CHANNEL_SMS, &none, &none, FALSE, error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const DcrTemplate *template = templates->pdata[i];
      if (g_strcmp0 (template->code, code) == 0)
        return dcr_template_copy (template);
    }
  if (templates != NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                 _("There is no approved template “%s”: nothing was written."), code);
  return NULL;
}

static DcrComposed *
compose (DcrSession *self, const DcrTemplate *template, const DcrUuid *about, gint64 at,
         const char *counter)
{
  DcrDb *db = dcr_store_reader (self->store);
  const char *const opened[] = { NULL };
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal),
                         quotes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (DcrRules) rules = dcr_rules_load (db);
  g_autoptr (DcrPerson) person = dcr_person_get (db, dcr_calls_get_person (self->calls), NULL);
  g_autofree char *reference = dcr_compose_reference (about, at);
  DcrComposeInput input = { .template = template,
                            .passages = passages,
                            .opened = opened,
                            .counter = counter,
                            .agent = person != NULL ? person->display : "",
                            .now = dcr_clock_now_ms (),
                            .call_began = at,
                            .reference = reference,
                            .values = values,
                            .quotes_now = quotes,
                            .rules = rules };
  return dcr_compose (&input);
}

DcrMessage *
dcr_session_make_sms (DcrSession *self, const char *code, const char *number, const DcrUuid *about,
                      gint64 at, const char *counter, GError **error)
{
  g_autoptr (DcrTemplate) template = find_template (dcr_store_reader (self->store), code, error);
  g_autoptr (DcrComposed) composed = NULL;
  const DcrProblem *refusal;
  DcrMessage *message;
  DcrPhone phone;

  if (template == NULL)
    return NULL;
  dcr_phone_parse (number, &phone);
  if (!dcr_phone_takes_sms (&phone))
    {
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INPUT,
                           _("This number takes no SMS: say it aloud, or write an e-mail."));
      return NULL;
    }
  composed = compose (self, template, about, at, counter);
  refusal = dcr_composed_refusal (composed);
  if (refusal != NULL)
    {
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INPUT, refusal->sentence);
      return NULL;
    }
  message = dcr_composed_to_message (composed, template);
  message->id = dcr_uuid_new ();
  message->person = *dcr_calls_get_person (self->calls);
  message->recipient = g_strdup (phone.e164);
  return message;
}

void
dcr_session_queue_message_async (DcrSession *self, DcrMessage *message,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (DcrRules) rules = dcr_rules_load (dcr_store_reader (self->store));
  g_autofree char *domain = dcr_session_sending_domain (self);

  message->due = dcr_clock_now_ms () + rules->hold_ms;
  dcr_outbox_put_async (self->outbox, message, domain, callback, user_data);
}
