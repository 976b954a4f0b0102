/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-clock.h"
#include "followup/dcr-callback-private.h"
#include "followup/dcr-when.h"

static DcrCallback *
read_living (DcrDb *db, const DcrUuid *id, gint64 version, GError **error)
{
  g_autoptr (DcrCallback) self = dcr_callback_get (db, id, error);

  if (self == NULL)
    return NULL;
  if (version != DCR_ANY_VERSION && version != self->version)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_CONFLICT,
          _("Somebody has just been at this callback: it is “%s” now. Nothing was written."),
          dcr_callback_state_label (self->state));
      return NULL;
    }
  if (self->ended != 0 || self->state == DCR_CALLBACK_DRAFT)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This promise has ended: it is “%s”. Nothing was written."),
                   dcr_callback_state_label (self->state));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* The number goes with the promise. */
static gboolean
end (DcrDb *db, const DcrCallback *self, DcrCallbackState state, gint64 now, GError **error)
{
  return dcr_db_run (db, error,
                     "UPDATE callback SET state = ?2, ended = ?3, phone = NULL, version = version + 1"
                     " WHERE id = ?1",
                     "uii", &self->id, (gint64) state, now);
}

static gboolean
add_attempt (DcrDb *db, const DcrCallback *self, DcrAttemptResult result, const DcrUuid *person,
             gint64 now, GError **error)
{
  DcrUuid id = dcr_uuid_new ();
  return dcr_db_run (db, error,
                     "INSERT INTO callback_attempt(id, callback, at, person, result) VALUES(?1,?2,?3,?4,?5)",
                     "uuiui", &id, &self->id, now, person, (gint64) result)
         && dcr_db_run (db, error,
                        "UPDATE callback SET first_attempt = coalesce(first_attempt, ?2) WHERE id = ?1", "ui",
                        &self->id, now);
}

gint64
dcr_callback_next_attempt (const DcrCallback *self, gint64 now)
{
  if (self->first_attempt == 0)
    return MAX (now, self->promised_from);
  return MAX (now, self->first_attempt + DCR_CALLBACK_SECOND_AFTER_MS);
}

static gboolean
miss (DcrDb *db, const DcrCallback *self, const DcrUuid *person, gint64 now, GError **error)
{
  if (self->state == DCR_CALLBACK_NO_ANSWER
      && now < self->first_attempt + DCR_CALLBACK_SECOND_AFTER_MS)
    {
      g_autofree char *hour
          = dcr_when_hour (self->first_attempt + DCR_CALLBACK_SECOND_AFTER_MS, NULL);
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The second attempt comes two hours after the first: from %s on. Nothing was written."),
          hour);
      return FALSE;
    }
  if (!add_attempt (db, self, DCR_ATTEMPT_NO_ANSWER, person, now, error))
    return FALSE;
  if (self->state == DCR_CALLBACK_NO_ANSWER)
    {
      /* the number stays until the message is written or somebody says that none will be: see
       * dcr_callback_note_message() */
      return dcr_db_run (db, error,
                         "UPDATE callback SET state = ?2, ended = ?3, version = version + 1 WHERE id = ?1", "uii",
                         &self->id, (gint64) DCR_CALLBACK_UNREACHABLE, now);
    }
  return dcr_db_run (db, error,
                     "UPDATE callback SET state = ?2, version = version + 1 WHERE id = ?1", "ui",
                     &self->id, (gint64) DCR_CALLBACK_NO_ANSWER);
}

gboolean
dcr_callback_act (DcrDb *db, const DcrUuid *id, gint64 version, DcrCallbackAct act,
                  const DcrUuid *person, const char *text, GError **error)
{
  g_autoptr (DcrCallback) self = read_living (db, id, version, error);
  gint64 now = dcr_clock_now_ms ();

  if (self == NULL)
    return FALSE;
  switch (act)
    {
    case DCR_CALLBACK_REACH:
      return add_attempt (db, self, DCR_ATTEMPT_REACHED, person, now, error)
             && end (db, self, DCR_CALLBACK_KEPT, now, error);
    case DCR_CALLBACK_MISS:
      return miss (db, self, person, now, error);
    case DCR_CALLBACK_CALL_OFF:
      return end (db, self, DCR_CALLBACK_CALLED_OFF, now, error);
    case DCR_CALLBACK_GIVE_UP:
      return end (db, self, DCR_CALLBACK_GIVEN_UP, now, error);
    case DCR_CALLBACK_TAKE:
      return dcr_db_run (db, error,
                         "UPDATE callback SET person = ?2, version = version + 1 WHERE id = ?1",
                         "uu", &self->id, person);
    case DCR_CALLBACK_PREPARE:
      return dcr_db_run (db, error,
                         "UPDATE callback SET sheet = ?2, version = version + 1 WHERE id = ?1",
                         "ut", &self->id, text ? text : "");
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
take_over (DcrCallback *next, const DcrCallback *self)
{
  next->kind = self->kind;
  next->level = self->level;
  next->call = self->call;
  next->escalation = self->escalation;
  next->author = self->author;
  next->person = self->person;
  next->replaces = self->id;
  next->phone = g_strdup (self->phone);
  next->masked = g_strdup (self->masked);
  next->reason = g_strdup (self->reason);
  next->reason_path = g_strdup (self->reason_path);
  next->promise = g_strdup (self->promise);
  next->words = g_strdup (self->words);
  next->sheet = g_strdup (self->sheet);
  next->zone = g_strdup (self->zone);
  next->place = g_strdup (self->place);
  for (guint i = 0; i < self->passages->len; i++)
    dcr_kept_add (next->passages, self->passages->pdata[i]);
}

gboolean
dcr_callback_move (DcrDb *db, const DcrUuid *id, gint64 version, gint64 from, gint64 to,
                   const DcrUuid *person, DcrUuid *new_id, GError **error)
{
  g_autoptr (DcrCallback) self = read_living (db, id, version, error);
  g_autoptr (DcrCallback) next = dcr_callback_new ();
  gint64 now = dcr_clock_now_ms ();

  if (self == NULL)
    return FALSE;
  take_over (next, self);
  next->promised_from = from;
  next->promised_to = to;
  if (dcr_uuid_is_null (&next->person))
    next->person = *person;
  if (!dcr_callback_put (db, next, error)
      || !end (db, self, now <= self->promised_to ? DCR_CALLBACK_REPLACED : DCR_CALLBACK_GIVEN_UP,
               now, error))
    return FALSE;
  if (new_id != NULL)
    *new_id = next->id;
  return TRUE;
}

gboolean
dcr_callback_note_message (DcrDb *db, const DcrUuid *id, const DcrUuid *message, GError **error)
{
  return dcr_db_run (db, error,
                     "UPDATE callback SET message = ?2, phone = NULL, version = version + 1 WHERE id = ?1 AND state = ?3",
                     "uui", id, message, (gint64) DCR_CALLBACK_UNREACHABLE);
}

gboolean
dcr_callback_settle (DcrDb *db, gint64 now, GError **error)
{
  return dcr_db_run (db, error,
                     "UPDATE callback SET phone = NULL, version = version + 1"
                     " WHERE phone IS NOT NULL AND ended < ?1",
                     "i", now - G_GINT64_CONSTANT (5) * 24 * 3600 * 1000);
}
