/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-composer-model-private.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-format.h"
#include "text/dcr-phone.h"

#define SAVE_MS 400

G_DEFINE_FINAL_TYPE (DcrComposerModel, dcr_composer_model, G_TYPE_OBJECT)

enum
{
  TEMPLATE_CHANGED,
  CHANGED,
  SENT,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Composing ------------------------------------------------------------------------------- */

/* « Name, number (price), hours »: the service that a misdirected caller is sent to. */
static char *
describe_service (DcrComposerModel *self)
{
  DcrCalls *calls = dcr_session_get_calls (self->session);
  const char *id = dcr_call_get_service (self->call);
  const DcrService *service
      = id != NULL ? dcr_service_find (dcr_calls_get_services (calls), id) : NULL;
  GString *text;

  if (service == NULL)
    return NULL;
  text = g_string_new (service->name);
  if (*service->number != '\0')
    g_string_append_printf (text, "\n%s", service->number);
  if (*service->number != '\0' && *service->price_class != '\0')
    g_string_append_printf (text, " (%s)", service->price_class);
  if (*service->hours != '\0')
    g_string_append_printf (text, "\n%s", service->hours);
  return g_string_free (text, FALSE);
}

static GStrv
list_opened (DcrComposerModel *self)
{
  GPtrArray *articles = dcr_call_get_articles (self->call);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < articles->len; i++)
    g_strv_builder_add (builder, ((DcrCallArticle *) articles->pdata[i])->ref);
  for (guint i = 0; i < self->passages->len; i++) /* a kept passage was read, whatever was noted */
    g_strv_builder_add (builder, ((DcrComposePassage *) self->passages->pdata[i])->kept->ref);
  return g_strv_builder_end (builder);
}

/* Whatever else leaves this call is masked by the names typed here. */
static void
note_names (DcrComposerModel *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  char place[DCR_UUID_TEXT_SIZE];

  for (int version = 0; version < 2; version++)
    for (guint i = 0; self->versions[version] != NULL && i < self->versions[version]->names->len; i++)
      g_strv_builder_add (builder, self->versions[version]->names->pdata[i]);
  names = g_strv_builder_end (builder);
  dcr_uuid_to_text (&self->id, place);
  dcr_call_set_names (self->call, place, (const char *const *) names);
}

static void
compose (DcrComposerModel *self)
{
  g_auto (GStrv) opened = list_opened (self);
  g_autofree char *service = describe_service (self);
  gboolean has_link = self->link != NULL && (self->draft->link || self->link_state != NULL);
  DcrComposeInput input = {
    .template = self->template, .passages = self->passages, .opened = (const char *const *) opened,
    .counter = service, .link = has_link ? self->link : NULL, .link_down = self->link_state != NULL,
    .link_instead = self->link_state != NULL ? self->link_state->instead : NULL,
    .agent = self->agent, .now = dcr_clock_now_ms (), .call_began = dcr_call_get_began (self->call),
    .reference = self->reference, .values = self->draft->values, .quotes_now = self->quotes_now,
    .rules = self->rules, .survey = self->survey, .edits = self->draft->edits,
  };

  for (int version = 0; version < 2; version++)
    {
      g_clear_pointer (&self->versions[version], dcr_composed_free);
      input.short_version = version == 1;
      if (self->template != NULL && (version == 0 || self->channel == DCR_CHANNEL_SMS))
        self->versions[version] = dcr_compose (&input);
    }
  note_names (self);
}

static void
find_duplicate (DcrComposerModel *self)
{
  g_clear_pointer (&self->duplicate_who, g_free);
  self->duplicate = 0;
  if (self->normalised != NULL && self->template != NULL)
    self->duplicate = dcr_outbox_find_duplicate (self->outbox, self->normalised,
                                                 &self->template->id, self->template->number,
                                                 self->rules->duplicate_ms, &self->duplicate_who);
}

static DcrMessage *
make_draft (DcrComposerModel *self)
{
  DcrMessage *message = dcr_message_new (self->channel);

  message->id = self->id;
  message->state = DCR_MESSAGE_DRAFT;
  message->call = *dcr_call_get_id (self->call);
  message->person = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  message->draft = dcr_composer_draft_write (self->draft);
  return message;
}

/* A draft goes with the draft of its call: one saved after that would stay for ever. */
static gboolean
call_is_open (DcrComposerModel *self)
{
  DcrCalls *calls = dcr_session_get_calls (self->session);
  return dcr_calls_get_current (calls) == self->call
         || g_ptr_array_find (dcr_calls_get_waiting (calls), self->call, NULL);
}

/* Opened again before it is on the disk, it is on the call: « ID text ». */
static const char *
memory_name (DcrComposerModel *self)
{
  return self->channel == DCR_CHANNEL_MAIL ? "dcr-mail-draft" : "dcr-sms-draft";
}

static void
remember (DcrComposerModel *self, const char *text)
{
  char id[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&self->id, id);
  g_object_set_data_full (G_OBJECT (self->call), memory_name (self),
                          text != NULL ? g_strconcat (id, " ", text, NULL) : NULL, g_free);
}

static gboolean
save (gpointer data)
{
  DcrComposerModel *self = data;

  self->save_id = 0;
  if (!self->sent && !self->sending && call_is_open (self))
    {
      DcrMessage *message = make_draft (self);
      remember (self, message->draft);
      dcr_outbox_put_async (self->outbox, message, NULL, NULL, NULL);
    }
  return G_SOURCE_REMOVE;
}

static void
save_later (DcrComposerModel *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_MS, save, self);
}

static void
compose_and_tell (DcrComposerModel *self)
{
  compose (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
touched (DcrComposerModel *self)
{
  save_later (self);
  compose_and_tell (self);
}

/* ---- Template -------------------------------------------------------------------------------- */

static void
on_quotes_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrComposerModel) self = data;
  g_autoptr (GError) error = NULL;
  GHashTable *found = dcr_session_read_quotes_finish (self->session, result, &error);

  if (found == NULL)
    return; /* another template was chosen, or there is no reference: it stays « being checked » */
  g_clear_pointer (&self->quotes_now, g_hash_table_unref);
  self->quotes_now = found;
  compose_and_tell (self);
}

static void
read_quotes (DcrComposerModel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->quotes_now, g_hash_table_unref);
  if (self->template->quotes->len == 0)
    self->quotes_now = g_hash_table_new (g_str_hash, g_str_equal);
  else
    dcr_session_read_quotes_async (self->session, self->template, self->cancellable, on_quotes_read,
                                   g_object_ref (self));
}

static void
use_template (DcrComposerModel *self, guint at)
{
  self->at = at;
  g_clear_pointer (&self->template, dcr_template_free);
  if (at < self->templates->len)
    {
      self->template = dcr_template_copy (self->templates->pdata[at]);
      dcr_uuid_to_text (&self->template->id, self->draft->template_id);
      read_quotes (self);
    }
  find_duplicate (self);
  compose (self);
}

void
dcr_composer_model_choose (DcrComposerModel *self, guint at)
{
  if (at == self->at || at >= self->templates->len)
    return;
  g_clear_pointer (&self->draft->edits, g_strfreev); /* they were parts of the other text */
  use_template (self, at);
  save_later (self);
  g_signal_emit (self, signals[TEMPLATE_CHANGED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dcr_composer_model_remove_attachment (DcrComposerModel *self, guint at)
{
  if (self->template == NULL || at >= self->template->attachments->len)
    return;
  g_ptr_array_remove_index (self->template->attachments, at);
  g_signal_emit (self, signals[TEMPLATE_CHANGED], 0);
  compose_and_tell (self);
}

char *
dcr_composer_model_describe_template (DcrComposerModel *self)
{
  const char *reason = dcr_call_get_reason (self->call);
  g_autofree char *iso = NULL, *day = NULL;
  gboolean of_reason;

  if (self->template == NULL)
    return g_strdup (_("No approved template for this channel."));
  of_reason
      = reason != NULL
        && g_ptr_array_find_with_equal_func (self->template->reasons, reason, g_str_equal, NULL);
  if (self->template->approved == 0)
    return g_strdup (dcr_template_state_label (self->template->state));
  iso = dcr_clock_to_iso (self->template->approved);
  day = dcr_format_date (iso, dcr_clock_now_ms ());
  return of_reason ? g_strdup_printf (_("template of the reason · approved on %s"), day)
                   : g_strdup_printf (_("general template · approved on %s"), day);
}

/* ---- What the person types and chooses ------------------------------------------------------- */

static void
check_recipient (DcrComposerModel *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->normalised, g_free);
  g_clear_pointer (&self->recipient_problem, g_free);
  self->normalised = dcr_message_normalise (self->channel, self->draft->recipient, &error);
  if (self->normalised == NULL)
    self->recipient_problem = g_strdup (error->message);
  find_duplicate (self);
}

void
dcr_composer_model_set_recipient (DcrComposerModel *self, const char *typed)
{
  if (g_strcmp0 (typed, self->draft->recipient) == 0)
    return;
  g_free (self->draft->recipient);
  self->draft->recipient = g_strdup (typed);
  check_recipient (self);
  save_later (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dcr_composer_model_include (DcrComposerModel *self, guint at, gboolean included)
{
  DcrComposePassage *passage;

  if (at >= self->passages->len)
    return;
  passage = self->passages->pdata[at];
  if (passage->included == included)
    return;
  passage->included = included;
  dcr_composer_draft_set_excluded (self->draft, passage->kept->ref, passage->kept->address,
                                   !included);
  touched (self);
}

void
dcr_composer_model_include_link (DcrComposerModel *self, gboolean included)
{
  if (self->draft->link == included)
    return;
  self->draft->link = included;
  touched (self);
}

void
dcr_composer_model_set_value (DcrComposerModel *self, const char *variable, const char *value)
{
  if (g_strcmp0 (g_hash_table_lookup (self->draft->values, variable), value) == 0)
    return;
  g_hash_table_insert (self->draft->values, g_strdup (variable), g_strdup (value));
  touched (self);
}

void
dcr_composer_model_edit (DcrComposerModel *self, guint region, const char *text)
{
  guint n = self->versions[0] != NULL ? self->versions[0]->n_regions : 0;

  g_autofree char *written = NULL;

  if (region >= n)
    return;
  if (self->draft->edits != NULL && g_strv_length (self->draft->edits) != n)
    g_clear_pointer (&self->draft->edits, g_strfreev); /* they were other parts */
  if (self->draft->edits == NULL)
    {
      self->draft->edits = g_new0 (char *, n + 1);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *shown = dcr_composed_region (self->versions[0], i);
          self->draft->edits[i] = dcr_composed_rewrite (self->versions[0], i, shown);
        }
    }
  written = dcr_composed_rewrite (self->versions[0], region, text);
  if (g_str_equal (self->draft->edits[region], written))
    return;
  g_free (self->draft->edits[region]);
  self->draft->edits[region] = g_steal_pointer (&written);
  touched (self);
}

void
dcr_composer_model_set_short (DcrComposerModel *self, gboolean short_version)
{
  if (self->draft->short_version == short_version)
    return;
  self->draft->short_version = short_version;
  save_later (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- What the call brings -------------------------------------------------------------------- */

static void
take_passages (DcrComposerModel *self)
{
  GPtrArray *kept = dcr_call_get_passages (self->call);

  g_ptr_array_set_size (self->passages, 0);
  for (guint i = 0; i < kept->len; i++)
    {
      DcrComposePassage *passage = g_new0 (DcrComposePassage, 1);
      passage->kept = kept->pdata[i];
      passage->included = !dcr_composer_draft_is_excluded (self->draft, passage->kept->ref,
                                                           passage->kept->address);
      g_ptr_array_add (self->passages, passage);
    }
}

static const char *
service_url (const DcrPassage *passage)
{
  const DcrBlock *block = passage != NULL ? passage->block : NULL;
  gboolean online
      = block != NULL && block->kind == DCR_BLOCK_SERVICE && block->style == DCR_SERVICE_ONLINE;

  return online && block->url != NULL && g_str_has_prefix (block->url, "https://") ? block->url
                                                                                   : NULL;
}

/* The online service that was kept, else the one of the article when it has one, else its page. */
static char *
link_of (DcrComposerModel *self, const DcrArticle *article)
{
  const char *url = NULL;

  for (guint i = 0; url == NULL && i < self->passages->len; i++)
    {
      const DcrCallPassage *kept = ((DcrComposePassage *) self->passages->pdata[i])->kept;
      if (g_str_equal (kept->ref, article->ref))
        url = service_url (dcr_article_find_passage (article, kept->address));
    }
  for (guint i = 0; url == NULL && i < article->n_passages; i++)
    url = service_url (&article->passages[i]);
  return g_strdup (url != NULL ? url : article->page_url);
}

void
dcr_composer_model_read_link_state (DcrComposerModel *self)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));

  g_clear_pointer (&self->link_state, dcr_link_state_free);
  if (self->link != NULL)
    self->link_state = dcr_link_state_find (db, self->link, dcr_clock_now_ms ());
  compose_and_tell (self);
}

static void
on_article_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrComposerModel) self = data;
  g_autoptr (DcrArticle) article = dcr_session_read_article_finish (self->session, result, NULL);

  if (article == NULL)
    return;
  g_clear_pointer (&self->link, g_free);
  self->link = link_of (self, article);
  dcr_composer_model_read_link_state (self);
}

static void
find_link (DcrComposerModel *self)
{
  GPtrArray *articles = dcr_call_get_articles (self->call);
  const char *ref = NULL;

  for (guint i = 0; ref == NULL && i < self->passages->len; i++)
    {
      const DcrComposePassage *passage = self->passages->pdata[i];
      if (!g_str_has_prefix (passage->kept->ref, "guichet/"))
        ref = passage->kept->ref;
    }
  if (ref == NULL && articles->len > 0)
    ref = ((DcrCallArticle *) articles->pdata[articles->len - 1])->ref;
  if (ref != NULL)
    dcr_session_read_article_async (self->session, ref, NULL, NULL, on_article_read,
                                    g_object_ref (self));
}

static void
call_changed (DcrComposerModel *self, guint what)
{
  if ((what & (DCR_CALL_CHANGED_PASSAGES | DCR_CALL_CHANGED_OUTCOME)) == 0)
    return;
  if (what & DCR_CALL_CHANGED_PASSAGES)
    {
      take_passages (self);
      if (self->link == NULL)
        find_link (self);
    }
  compose_and_tell (self);
}

/* ---- Sending --------------------------------------------------------------------------------- */

typedef struct
{
  DcrUuid template_id, person;
  DcrFlagKind kind;
  char *detail;
} Flag;

static void
flag_free (gpointer data)
{
  Flag *flag = data;
  g_free (flag->detail);
  g_free (flag);
}

static gboolean
run_flag (DcrDb *db, gpointer data, GError **error)
{
  Flag *flag = data;
  return dcr_flag_add (db, flag->kind, &flag->template_id, &flag->person, flag->detail,
                       dcr_clock_now_ms (), error);
}

static void
flag_problems (DcrComposerModel *self)
{
  const DcrComposed *composed = self->versions[0];

  for (guint i = 0; composed != NULL && i < composed->problems->len; i++)
    {
      const DcrProblem *problem = composed->problems->pdata[i];
      Flag *flag;
      if (problem->kind != DCR_PROBLEM_UNFILLED && problem->kind != DCR_PROBLEM_QUOTE_CHANGED)
        continue;
      flag = g_new (Flag, 1);
      *flag = (Flag) { self->template->id, *dcr_calls_get_person (dcr_session_get_calls (self->session)),
                       problem->kind == DCR_PROBLEM_UNFILLED ? DCR_FLAG_UNFILLED
                                                             : DCR_FLAG_QUOTE_CHANGED,
                       g_strdup (problem->word) };
      dcr_store_write_async (dcr_session_get_store (self->session), run_flag, flag, flag_free, NULL,
                             NULL);
    }
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrComposerModel) self = data;
  g_autoptr (GError) error = NULL;

  self->sending = FALSE;
  self->sent = dcr_outbox_finish (DCR_OUTBOX (source), result, &error);
  if (self->sent)
    remember (self, NULL);
  if (self->sent)
    g_signal_emit (self, signals[SENT], 0,
                   self->channel == DCR_CHANNEL_MAIL ? _("E-mail in the outbox")
                                                     : _("SMS in the outbox"));
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

gboolean
dcr_composer_model_send (DcrComposerModel *self)
{
  DcrMessage *message;

  if (self->sending || self->sent)
    return TRUE;
  if (dcr_composer_model_get_refusal (self) != NULL)
    {
      flag_problems (self);
      return FALSE;
    }
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->sending = TRUE;
  message = dcr_composed_to_message (dcr_composer_model_get_composed (self), self->template);
  message->id = self->id;
  message->call = *dcr_call_get_id (self->call);
  message->person = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  message->recipient = g_strdup (self->normalised);
  message->due = dcr_clock_now_ms () + self->rules->hold_ms;
  dcr_outbox_put_async (self->outbox, message,
                        dcr_sending_get_domain (dcr_composer_model_get_sending (self)), on_put,
                        g_object_ref (self));
  return TRUE;
}

/* ---- Making it ------------------------------------------------------------------------------- */

static void
dcr_composer_model_dispose (GObject *object)
{
  DcrComposerModel *self = DCR_COMPOSER_MODEL (object);

  if (self->save_id != 0) /* left: the draft is kept at once */
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      save (self);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (int version = 0; version < 2; version++)
    g_clear_pointer (&self->versions[version], dcr_composed_free);
  g_clear_pointer (&self->passages, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->template, dcr_template_free);
  g_clear_pointer (&self->quotes_now, g_hash_table_unref);
  g_clear_pointer (&self->link_state, dcr_link_state_free);
  g_clear_pointer (&self->draft, dcr_composer_draft_free);
  g_clear_pointer (&self->rules, dcr_rules_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->agent, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->normalised, g_free);
  g_clear_pointer (&self->recipient_problem, g_free);
  g_clear_pointer (&self->duplicate_who, g_free);
  g_clear_object (&self->call);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_composer_model_parent_class)->dispose (object);
}

static void
dcr_composer_model_class_init (DcrComposerModelClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_composer_model_dispose;
  signals[TEMPLATE_CHANGED] = g_signal_new ("template-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_composer_model_init (DcrComposerModel *self)
{
  self->passages = g_ptr_array_new_with_free_func (g_free);
}

static void
load_templates (DcrComposerModel *self, DcrDb *db)
{
  DcrCalls *calls = dcr_session_get_calls (self->session);
  g_autoptr (DcrPerson) person = dcr_person_get (db, dcr_calls_get_person (calls), NULL);
  const char *code = dcr_call_get_reason (self->call);
  const DcrReason *reason = dcr_reason_grid_find (dcr_calls_get_grid (calls), code);
  static const DcrUuid nowhere;

  self->agent = g_strdup (person != NULL ? person->display : "");
  self->templates
      = dcr_templates_list (db, self->channel, person != NULL ? &person->team : &nowhere,
                            person != NULL ? &person->site : &nowhere, FALSE, NULL);
  if (self->templates == NULL)
    self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_template_free);
  dcr_templates_sort_for (self->templates, code,
                          reason != NULL && reason->parent != NULL ? reason->parent->id : NULL);
}

/* FALSE when nothing was written yet for this call and channel. */
static gboolean
find_draft (DcrComposerModel *self)
{
  const char *memory = g_object_get_data (G_OBJECT (self->call), memory_name (self));
  const char *space = memory != NULL ? strchr (memory, ' ') : NULL;
  g_autofree char *id = space != NULL ? g_strndup (memory, (gsize) (space - memory)) : NULL;
  g_autoptr (DcrMessage) kept = NULL;

  if (id != NULL && dcr_uuid_from_text (id, &self->id))
    {
      self->draft = dcr_composer_draft_read (space + 1);
      return TRUE;
    }
  kept = dcr_outbox_find_draft (self->outbox, dcr_call_get_id (self->call), self->channel);
  self->id = kept != NULL ? kept->id : dcr_uuid_new ();
  self->draft = dcr_composer_draft_read (kept != NULL ? kept->draft : NULL);
  return kept != NULL;
}

static void
load_draft (DcrComposerModel *self)
{
  DcrPhone phone;

  if (find_draft (self))
    return;
  self->draft->link = self->channel == DCR_CHANNEL_MAIL;
  if (self->channel == DCR_CHANNEL_MAIL)
    return;
  dcr_phone_parse (dcr_call_get_number (self->call) != NULL ? dcr_call_get_number (self->call) : "",
                   &phone);
  g_free (self->draft->recipient);
  self->draft->recipient = g_strdup (phone.shown);
}

static guint
find_template (DcrComposerModel *self)
{
  DcrUuid id;

  if (dcr_uuid_from_text (self->draft->template_id, &id))
    for (guint i = 0; i < self->templates->len; i++)
      if (dcr_uuid_equal (&((DcrTemplate *) self->templates->pdata[i])->id, &id))
        return i;
  g_clear_pointer (&self->draft->edits, g_strfreev);
  return 0;
}

DcrComposerModel *
dcr_composer_model_new (DcrSession *session, DcrCall *call, DcrChannel channel)
{
  DcrComposerModel *self = g_object_new (DCR_TYPE_COMPOSER_MODEL, NULL);
  DcrDb *db = dcr_store_reader (dcr_session_get_store (session));

  self->session = g_object_ref (session);
  self->outbox = g_object_ref (dcr_session_get_outbox (session));
  self->call = g_object_ref (call);
  self->channel = channel;
  self->rules = dcr_rules_load (db);
  self->reference = dcr_compose_reference (dcr_call_get_id (call), dcr_call_get_began (call));
  load_templates (self, db);
  load_draft (self);
  self->survey = dcr_compose_draws_survey (&self->id, self->rules->survey_share);
  take_passages (self);
  check_recipient (self);
  use_template (self, find_template (self));
  find_link (self);
  g_signal_connect_object (call, "changed", G_CALLBACK (call_changed), self, G_CONNECT_SWAPPED);
  return self;
}
