/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-answer.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-answer-text.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-masking.h"
#include "text/dcr-phone.h"

/* ---- One act that does several things -------------------------------------------------------- */

static gboolean
plan_one (DcrDb *db, const DcrEscalation *self, const DcrDeed *deed, const DcrAnswerCallback *plan,
          GError **error)
{
  g_autoptr (DcrCallback) callback = dcr_callback_new ();
  g_autofree char *name = dcr_escalation_name (self->number);

  callback->call = self->call;
  callback->escalation = self->id;
  callback->author = *deed->person;
  /* level 1: the agent who spoke to the caller; level 2: who answers */
  callback->person = plan->level == 2 ? *deed->person : self->author;
  callback->level = plan->level;
  callback->phone = g_strdup (self->phone);
  callback->masked = g_strdup (self->masked);
  callback->reason = g_strdup (self->reason);
  callback->reason_path = g_strdup (self->reason_path);
  callback->promise
      = g_strdup_printf (_("Tell the answer to escalation %s: %s"), name, self->question);
  callback->promised_from = plan->from;
  callback->promised_to = plan->to;
  callback->zone = g_strdup (plan->zone);
  callback->place = g_strdup (plan->place);
  for (guint i = 0; i < self->passages->len; i++)
    dcr_kept_add (callback->passages, self->passages->pdata[i]);
  return dcr_callback_put (db, callback, error);
}

/* Its own caller, and those of what was merged into it: each number once. */
static GPtrArray *
list_callers (DcrDb *db, const DcrEscalation *self, GError **error)
{
  g_autoptr (GPtrArray) callers
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_escalation_free);
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT min(id) FROM escalation WHERE (id = ?1 OR merged_into = ?1) AND phone IS NOT NULL GROUP BY phone",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, &self->id);
  while (dcr_stmt_step (stmt, &step_error))
    {
      DcrUuid id;
      DcrEscalation *one
          = dcr_stmt_uuid (stmt, 0, &id) ? dcr_escalation_get (db, &id, error) : NULL;
      if (one == NULL)
        return NULL;
      g_ptr_array_add (callers, one);
    }
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&callers);
}

static gboolean
plan_callbacks (DcrDb *db, const DcrEscalation *self, const DcrDeed *deed,
                const DcrAnswerCallback *plan, GError **error)
{
  g_autoptr (GPtrArray) callers = list_callers (db, self, error);

  if (callers == NULL)
    return FALSE;
  if (callers->len == 0)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("No number of the caller is known here: nobody can be called back. Nothing was written."));
      return FALSE;
    }
  for (guint i = 0; i < callers->len; i++)
    if (!plan_one (db, callers->pdata[i], deed, plan, error))
      return FALSE;
  return TRUE;
}

static char *
article_refs (const DcrEscalation *self)
{
  GString *refs = g_string_new (NULL);
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrKept *kept = self->passages->pdata[i];
      if (strstr (refs->str, kept->ref) == NULL)
        g_string_append_printf (refs, "%s%s", refs->len > 0 ? "|" : "", kept->ref);
    }
  return g_string_free (refs, FALSE);
}

/* A draft for everybody: nothing of the caller's goes into it. */
static gboolean
keep_proposal (DcrDb *db, const DcrEscalation *self, const DcrDeed *deed,
               const DcrAnswerProposal *proposal, GError **error)
{
  DcrUuid id = dcr_uuid_new ();
  g_autofree char *title = dcr_masking_apply (proposal->title, NULL, NULL);
  g_autofree char *text = dcr_masking_apply (proposal->text, NULL, NULL);
  g_autofree char *articles = article_refs (self);

  return dcr_db_run (db, error,
                     "INSERT INTO proposal(id, escalation, title, text, reason, articles, author, at)"
                     " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                     "uuttttui", &id, &self->id, title, text, self->reason, articles, deed->person,
                     dcr_clock_now_ms ());
}

gboolean
dcr_answer_write (DcrDb *db, const DcrDeed *deed, const DcrAnswerCallback *callback,
                  const DcrAnswerProposal *proposal, GError **error)
{
  g_autoptr (DcrEscalation) self = NULL;

  if (!dcr_escalation_act (db, deed, error))
    return FALSE;
  if (callback == NULL && proposal == NULL)
    return TRUE;
  self = dcr_escalation_get (db, &deed->escalation, error);
  return self != NULL && (callback == NULL || plan_callbacks (db, self, deed, callback, error))
         && (proposal == NULL || keep_proposal (db, self, deed, proposal, error));
}

/* ---- By e-mail ------------------------------------------------------------------------------- */

#define TOKEN_LENGTH 16

static gboolean
is_token_letter (char c)
{
  return g_ascii_isdigit (c) || (g_ascii_islower (c) && strchr ("ilou", c) == NULL);
}

/* The first run of sixteen such letters in @text that is a token of this base. */
static gboolean
find_token (DcrDb *db, const char *text, DcrUuid *id, char *token)
{
  g_autofree char *lower = g_ascii_strdown (text != NULL ? text : "", -1);

  for (const char *p = lower; *p != '\0';)
    {
      gsize length = 0;
      while (is_token_letter (p[length]))
        length++;
      if (length == TOKEN_LENGTH && (p == lower || !g_ascii_isalpha (p[-1])))
        {
          memcpy (token, p, TOKEN_LENGTH);
          token[TOKEN_LENGTH] = '\0';
          if (dcr_escalation_find_token (db, token, id))
            return TRUE;
        }
      p += MAX (length, 1);
    }
  return FALSE;
}

/* « Préfecture du Rhône <sejour@…> » -> how it signs; an address alone is cut to its domain. */
static char *
signature_of (const char *from)
{
  g_autofree char *text = g_strdup (from != NULL ? from : "");
  char *angle = strchr (text, '<'), *at;

  if (angle != NULL && angle > text)
    {
      *angle = '\0';
      g_strstrip (text);
      g_strdelimit (text, "\"", ' ');
      return g_strdup (g_strstrip (text));
    }
  at = strrchr (text, '@');
  if (at == NULL)
    return g_strdup (_("somebody outside"));
  g_strdelimit (at, ">", '\0');
  return g_strdup (at + 1);
}

static gboolean
refuse (GError **error, DcrError code, const char *sentence)
{
  g_set_error_literal (error, DCR_ERROR, code, sentence);
  return FALSE;
}

static char *
own_words (const DcrMailRead *read, const char *token)
{
  g_autofree char *plain
      = read->text != NULL ? g_strdup (read->text) : dcr_answer_text_from_html (read->html);
  g_auto (GStrv) lines = g_strsplit (plain, "\r\n", -1);
  g_autofree char *unix_text = g_strjoinv ("\n", lines);
  return dcr_answer_text_own (unix_text, token);
}

/* Numbers that nobody may keep go; a number to call or an address to write to is part of an answer. */
static char *
without_forbidden (const char *text)
{
  g_autoptr (GArray) found = dcr_masking_find (text, NULL);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const DcrMaskFinding *finding = &g_array_index (found, DcrMaskFinding, i);
      if (finding->kind > DCR_MASK_CARD)
        continue;
      g_string_append_len (out, text + at, finding->start - at);
      g_string_append (out, dcr_mask_replacement (finding->kind));
      at = finding->end;
    }
  g_string_append (out, text + at);
  return g_string_free (out, FALSE);
}

static gboolean
was_taken (DcrDb *db, const DcrMailRead *read)
{
  return read->message_id != NULL
         && dcr_db_get_int (db, 0, NULL,
                            "SELECT count(*) FROM escalation_event WHERE message_id = ?1", "t",
                            read->message_id)
                > 0;
}

static gboolean
keep_answer (DcrDb *db, const DcrUuid *id, const DcrMailRead *read, const char *words,
             DcrAnswerTaken *taken, GError **error)
{
  g_autoptr (DcrEscalation) self = dcr_escalation_get (db, id, error);
  g_autofree char *text = without_forbidden (words);
  g_autofree char *who = signature_of (read->from);
  DcrDeed deed = { .escalation = *id, .version = DCR_ANY_VERSION, .who = who, .text = text,
                   .message_id = read->message_id };

  if (self == NULL)
    return FALSE;
  deed.act = !read->is_automatic
                     && dcr_escalation_allows (self->state, DCR_ACT_ANSWER, DCR_STANDING_OUTSIDE)
                 ? DCR_ACT_ANSWER
                 : DCR_ACT_NOTE;
  taken->escalation = *id;
  taken->number = self->number;
  taken->act = deed.act;
  taken->again = was_taken (db, read);
  if (!taken->again && !dcr_escalation_act (db, &deed, error))
    return FALSE;
  taken->state
      = taken->again ? self->state : dcr_escalation_transition (self->state, deed.act)->next;
  return TRUE;
}

gboolean
dcr_answer_take (DcrDb *db, const DcrMailRead *read, DcrAnswerTaken *taken, GError **error)
{
  g_autofree char *words = NULL;
  char token[TOKEN_LENGTH + 1];
  DcrUuid id;

  if (read->is_bounce)
    return refuse (
        error, DCR_ERROR_INPUT,
        _("This message says that another could not be delivered. Give it to “outbox bounce”."));
  if (!find_token (db, read->subject, &id, token) && !find_token (db, read->to, &id, token))
    return refuse (error, DCR_ERROR_NOT_FOUND,
                   _("This message answers no escalation of this base. It was left aside."));
  words = own_words (read, token);
  if (words[0] == '\0')
    return refuse (error, DCR_ERROR_INPUT,
                   _("There is nothing of their own in this message. It was left aside."));
  return keep_answer (db, &id, read, words, taken, error);
}
