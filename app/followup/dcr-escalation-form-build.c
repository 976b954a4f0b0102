/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was written to what leaves: completeness, what stays here, masking, sending. */
#include "followup/dcr-escalation-form-private.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-masking.h"
#include "text/dcr-french.h"
#include "text/dcr-phone.h"

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static guint
needs (DcrEscalationForm *self)
{
  const DcrQueue *queue = dcr_escalation_form_get_queue (self);
  return queue != NULL ? queue->needs : 0;
}

/* ---- Completeness ------------------------------------------------------------ */

static void
item_free (gpointer data)
{
  DcrItem *item = data;
  g_free (item->label);
  g_free (item->detail);
  g_free (item);
}

static DcrItem *
add_item (GPtrArray *items, DcrItemKind kind, const char *label, gboolean filled,
          gboolean mandatory)
{
  DcrItem *item = g_new0 (DcrItem, 1);
  item->kind = kind;
  item->label = g_strdup (label);
  item->filled = filled;
  item->mandatory = mandatory;
  item->detail = g_strdup (filled || !mandatory ? "" : _("mandatory"));
  g_ptr_array_add (items, item);
  return item;
}

static void
add_articles (DcrEscalationForm *self, GPtrArray *items)
{
  GPtrArray *articles = dcr_call_get_articles (self->call);
  guint n_passages = dcr_call_get_passages (self->call)->len;
  DcrItem *item
      = add_item (items, DCR_ITEM_ARTICLES, _("Articles and passages"), articles->len > 0, FALSE);
  const DcrCallArticle *last = articles->len > 0 ? articles->pdata[articles->len - 1] : NULL;
  const char *slash = last != NULL ? strrchr (last->ref, '/') : NULL;

  g_free (item->detail);
  if (last == NULL)
    item->detail = g_strdup (_("no article was opened"));
  else if (articles->len > 1)
    item->detail = g_strdup_printf (
        ngettext ("%u articles, %u passage", "%u articles, %u passages", n_passages), articles->len,
        n_passages);
  else
    item->detail = g_strdup_printf (ngettext ("%s, %u passage", "%s, %u passages", n_passages),
                                    slash ? slash + 1 : last->ref, n_passages);
}

GPtrArray *
dcr_escalation_form_list_items (DcrEscalationForm *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  add_item (items, DCR_ITEM_QUESTION, _("Question in one sentence"), !is_blank (self->question),
            TRUE);
  add_item (items, DCR_ITEM_WANTS, _("What the caller wants"), !is_blank (self->wants), TRUE);
  add_item (items, DCR_ITEM_TOLD, _("What was said"), !is_blank (self->told), TRUE);
  if (dcr_escalation_form_reason (self) == NULL)
    add_item (items, DCR_ITEM_REASON, _("Reason of the call"), FALSE, TRUE);
  add_articles (self, items);
  add_item (items, DCR_ITEM_PROMISE, _("Promise made"),
            !self->promised || !is_blank (self->promise), TRUE);
  if (needs (self) & DCR_NEEDS_NAME)
    add_item (items, DCR_ITEM_NAME, _("Name of the caller"), !is_blank (self->name), TRUE);
  if (needs (self) & DCR_NEEDS_EMAIL)
    add_item (items, DCR_ITEM_EMAIL, _("E-mail of the caller"), !is_blank (self->email), TRUE);
  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      gboolean filled = !is_blank (fact->value);
      DcrItem *item;
      if (!fact->mandatory)
        continue;
      item = add_item (items, DCR_ITEM_FACT, fact->label, filled, TRUE);
      item->fact = i;
      g_free (item->detail);
      item->detail = g_strdup (filled ? "" : _("mandatory for this reason"));
    }
  return items;
}

guint
dcr_items_count_filled (GPtrArray *items)
{
  guint filled = 0;
  for (guint i = 0; i < items->len; i++)
    filled += ((DcrItem *) items->pdata[i])->filled;
  return filled;
}

static GPtrArray *
list_missing (DcrEscalationForm *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (self);

  for (guint i = 0; i < items->len; i++)
    {
      const DcrItem *item = items->pdata[i];
      if (item->mandatory && !item->filled)
        {
          g_autofree char *first = g_utf8_substring (item->label, 0, 1);
          g_autofree char *lower = g_utf8_strdown (first, -1);
          g_ptr_array_add (missing, g_strconcat (lower, g_utf8_next_char (item->label), NULL));
        }
    }
  if (dcr_escalation_form_get_queue (self) == NULL)
    g_ptr_array_add (missing, g_strdup (_("a queue")));
  return missing;
}

gboolean
dcr_escalation_form_is_complete (DcrEscalationForm *self)
{
  g_autoptr (GPtrArray) missing = list_missing (self);
  return missing->len == 0;
}

char *
dcr_escalation_form_describe_missing (DcrEscalationForm *self)
{
  g_autoptr (GPtrArray) missing = list_missing (self);
  GString *list;

  if (missing->len == 0)
    return NULL;
  list = g_string_new (NULL);
  for (guint i = 0; i < missing->len; i++)
    {
      const char *joint = i == 0 ? "" : i + 1 == missing->len ? _(" and ") : ", ";
      g_string_append_printf (list, "%s%s", joint, (char *) missing->pdata[i]);
    }
  g_autofree char *all = g_string_free (list, FALSE);
  return g_strdup_printf (_("Missing: %s"), all);
}

/* ---- Masking --------------------------------------------------------------------------------- */

/* Every name that stands in a field of this call. */
static char **
all_names (DcrEscalationForm *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) typed = dcr_call_list_names (self->call);

  if (!is_blank (self->name))
    g_strv_builder_add (builder, self->name);
  g_strv_builder_addv (builder, (const char **) typed);
  return g_strv_builder_end (builder);
}

typedef struct
{
  char **names;
  guint found; /* bits of DcrMaskKind, over all texts */
} Masking;

static char *
masked (Masking *masking, const char *text)
{
  guint found;
  char *out = dcr_masking_apply (text, (const char *const *) masking->names, &found);
  masking->found |= found;
  return g_strstrip (out);
}

/* A file's number may look like a telephone number: it is one where the label asks for a number, unless it
 * is the caller's own. */
static gboolean
is_file_number (DcrEscalationForm *self, const DcrFact *fact)
{
  g_autofree char *label = dcr_french_fold (fact->label, -1);
  g_autoptr (GArray) found = dcr_masking_find (fact->value, NULL);
  DcrPhone own, value;

  if (strstr (label, "telephone") != NULL
      || (strstr (label, "numero") == NULL && strstr (label, "dossier") == NULL
          && strstr (label, "reference") == NULL))
    return FALSE;
  if (found->len != 1 || g_array_index (found, DcrMaskFinding, 0).kind != DCR_MASK_PHONE)
    return FALSE;
  dcr_phone_parse (dcr_call_get_number (self->call), &own);
  dcr_phone_parse (fact->value, &value);
  return own.e164[0] == '\0' || g_strcmp0 (own.e164, value.e164) != 0;
}

static void
build_facts (DcrEscalationForm *self, DcrEscalation *out, Masking *masking)
{
  guint needed = needs (self);

  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      g_autofree char *value = is_file_number (self, fact) ? g_strstrip (g_strdup (fact->value))
                                                           : masked (masking, fact->value);
      if (!is_blank (value))
        dcr_facts_add (out->facts, fact->label, value, fact->mandatory);
      if (out->same == NULL && strstr (fact->label, "uméro") != NULL && !is_blank (value))
        out->same = g_strdup (value);
    }
  if (needed & DCR_NEEDS_NAME && !is_blank (self->name))
    dcr_facts_add_personal (out->facts, _("Name of the caller"), self->name);
  if (needed & DCR_NEEDS_EMAIL && !is_blank (self->email))
    dcr_facts_add_personal (out->facts, _("E-mail of the caller"), self->email);
}

static void
build_phone (DcrEscalationForm *self, DcrEscalation *out)
{
  DcrPhone phone;

  dcr_phone_parse (dcr_call_get_number (self->call), &phone);
  if (phone.e164[0] == '\0')
    return;
  out->phone = g_strdup (phone.e164);
  out->masked = dcr_phone_mask (&phone);
  if (needs (self) & DCR_NEEDS_PHONE)
    dcr_facts_add_personal (out->facts, _("Telephone of the caller"), phone.shown);
}

static void
build_passages (DcrEscalationForm *self, DcrEscalation *out)
{
  GPtrArray *passages = dcr_call_get_passages (self->call),
            *articles = dcr_call_get_articles (self->call);

  for (guint i = 0; i < passages->len; i++)
    {
      const DcrCallPassage *passage = passages->pdata[i];
      DcrKept kept = { passage->ref,     passage->version, passage->article_title, passage->date,
                       passage->address, passage->heading, passage->hash };
      dcr_kept_add (out->passages, &kept);
    }
  /* an article that was read without keeping anything of it */
  for (guint i = 0; i < articles->len; i++)
    {
      const DcrCallArticle *article = articles->pdata[i];
      DcrKept kept
          = { article->ref, article->version, article->title, NULL, NULL, NULL, article->hash };
      gboolean there = FALSE;
      for (guint j = 0; j < passages->len && !there; j++)
        there = g_str_equal (((DcrCallPassage *) passages->pdata[j])->ref, article->ref);
      if (!there)
        dcr_kept_add (out->passages, &kept);
    }
}

/* ---- What stays here ------------------------------------------------------------------------- */

static char *
capitalized (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

static void
drop_masked (GPtrArray *dropped, guint found)
{
  for (int kind = 0; kind < DCR_N_MASKS; kind++)
    {
      g_autofree char *what = capitalized (dcr_mask_name (kind));
      const char *why = kind <= DCR_MASK_CARD   ? _("never recorded, never sent")
                        : kind == DCR_MASK_NAME ? _("replaced by “the caller” in the text")
                                                : _("taken out of the text");
      if (found & (1u << kind))
        dcr_dropped_add (dropped, what, why);
    }
}

static void
build_dropped (DcrEscalationForm *self, GPtrArray *dropped, guint found)
{
  guint needed = needs (self);
  const char *note = dcr_call_get_note (self->call);

  if (!is_blank (dcr_call_get_number (self->call)) && !(needed & DCR_NEEDS_PHONE))
    {
      dcr_dropped_add (dropped, _("Telephone number"), _("kept here for the callback"));
      found &= ~(1u << DCR_MASK_PHONE);
    }
  if (!is_blank (self->email) && !(needed & DCR_NEEDS_EMAIL))
    dcr_dropped_add (dropped, _("E-mail of the caller"), _("the service does not need it"));
  if (!is_blank (self->name) && !(needed & DCR_NEEDS_NAME) && !(found & (1u << DCR_MASK_NAME)))
    dcr_dropped_add (dropped, _("Name of the caller"), _("the service does not need it"));
  drop_masked (dropped, found);
  if (!is_blank (note) && g_strcmp0 (note, self->wants) != 0)
    dcr_dropped_add (dropped, _("Note of the call"), _("stays with the call"));
}

DcrEscalation *
dcr_escalation_form_build (DcrEscalationForm *self)
{
  DcrEscalation *out = dcr_escalation_new ();
  const DcrQueue *queue = dcr_escalation_form_get_queue (self);
  const DcrReason *reason = dcr_escalation_form_reason (self);
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (self);
  Masking masking = { all_names (self), 0 };

  out->call = *dcr_call_get_id (self->call);
  out->author = *dcr_calls_get_person (self->calls);
  out->queue = g_strdup (queue != NULL ? queue->id : NULL);
  out->queue_name = g_strdup (queue != NULL ? queue->name : NULL);
  out->reason = g_strdup (reason != NULL ? reason->id : NULL);
  out->reason_path = g_strdup (reason != NULL ? reason->path : "");
  out->severity = self->severity;
  out->question = masked (&masking, self->question);
  out->wants = masked (&masking, self->wants);
  out->told = masked (&masking, self->told);
  out->promise
      = self->promised ? masked (&masking, self->promise) : g_strdup (_("No promise was made."));
  out->created = dcr_clock_now_ms ();
  out->due = queue != NULL ? dcr_queue_due (queue, self->severity, out->created) : 0;
  out->complete = dcr_items_count_filled (items);
  out->asked = items->len;
  build_facts (self, out, &masking);
  build_phone (self, out);
  build_passages (self, out);
  build_dropped (self, out->dropped, masking.found);
  g_strfreev (masking.names);
  return out;
}

GPtrArray *
dcr_escalation_form_list_dropped (DcrEscalationForm *self)
{
  g_autoptr (DcrEscalation) built = dcr_escalation_form_build (self);
  return g_ptr_array_ref (built->dropped);
}

/* ---- Sending ------------------------------------------------------------------------------ */

typedef struct
{
  DcrEscalation *escalation;
  DcrEscalationSentFunc func;
  gpointer data;
  DcrUuid into;            /* null: it goes on by itself */
  DcrEscalationForm *self; /* main thread only */
} Sending;

static gboolean
write_escalation (DcrDb *db, gpointer data, GError **error)
{
  Sending *sending = data;
  DcrEscalation *sent = sending->escalation;
  DcrDeed join = { .version = DCR_ANY_VERSION, .act = DCR_ACT_MERGE, .person = &sent->author,
                   .other = &sending->into };
  gboolean joins = !dcr_uuid_is_null (&sending->into);

  if (!dcr_escalation_send (db, sent, error))
    return FALSE;
  join.escalation = sent->id;
  if (joins && !dcr_escalation_act (db, &join, error))
    return FALSE;
  return (joins || sending->func == NULL || sending->func (db, sent, sending->data, error))
         && dcr_db_run (db, error, "DELETE FROM escalation_draft WHERE call = ?1", "u",
                        &sending->escalation->call);
}

static void
sending_free (gpointer data)
{
  Sending *sending = data;
  dcr_escalation_free (sending->escalation);
  g_object_unref (sending->self);
  g_free (sending);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dcr_store_write_finish (result, &error))
    {
      sending->self->sent = FALSE;
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&sending->escalation),
                         (GDestroyNotify) dcr_escalation_free);
}

static void
start_sending (DcrEscalationForm *self, const DcrUuid *into, const char *missing,
               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Sending *sending;

  if (missing != NULL || self->sent)
    {
      g_task_return_new_error (task, DCR_ERROR, DCR_ERROR_INCOMPLETE, "%s",
                               missing != NULL ? missing
                                               : _("This escalation has already been sent."));
      g_object_unref (task);
      return;
    }
  sending = g_new0 (Sending, 1);
  *sending = (Sending) { dcr_escalation_form_build (self), self->sent_func, self->sent_data, { { 0 } },
                         g_object_ref (self) };
  if (into != NULL)
    sending->into = *into;
  g_task_set_task_data (task, sending, sending_free);
  self->sent = TRUE; /* a second key does not send it twice */
  dcr_store_write_async (dcr_calls_get_store (self->calls), write_escalation, sending, NULL,
                         on_written, task);
}

void
dcr_escalation_form_send_async (DcrEscalationForm *self, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *missing = dcr_escalation_form_describe_missing (self);
  start_sending (self, NULL, missing, callback, user_data);
}

void
dcr_escalation_form_join_async (DcrEscalationForm *self, const DcrUuid *into,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  start_sending (self, into,
                 is_blank (self->question) ? _("Missing: the question in one sentence") : NULL,
                 callback, user_data);
}

GPtrArray *
dcr_escalation_form_find_same (DcrEscalationForm *self)
{
  g_autoptr (DcrEscalation) built = dcr_escalation_form_build (self);
  DcrDb *db = dcr_store_reader (dcr_calls_get_store (self->calls));
  GPtrArray *same
      = built->same != NULL ? dcr_escalation_find_same (db, built->same, NULL, NULL) : NULL;
  return same != NULL ? same : g_ptr_array_new ();
}

DcrEscalation *
dcr_escalation_form_send_finish (DcrEscalationForm *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
