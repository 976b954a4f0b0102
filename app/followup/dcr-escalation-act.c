/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-clock.h"
#include "followup/dcr-escalation-private.h"

/* Roles as they lie in « person » (calls/dcr-person.h has the same numbers). */
enum { ROLE_AGENT = 1, ROLE_EXPERT = 2, ROLE_LEAD = 3 };

guint
dcr_escalation_standing (DcrDb *db, const DcrEscalation *self, const DcrUuid *person)
{
  gint64 role = dcr_db_get_int (db, 0, NULL, "SELECT role FROM person WHERE id = ?1 AND active",
                                "u", person);
  guint standing = 0;

  if (role == 0)
    return 0;
  if (role == ROLE_AGENT || role >= ROLE_LEAD || dcr_uuid_equal (&self->author, person))
    standing |= DCR_STANDING_FIRST;
  if (role >= ROLE_EXPERT)
    standing |= dcr_uuid_equal (&self->holder, person) ? DCR_STANDING_HOLDER : DCR_STANDING_SECOND;
  return standing;
}

/* ---- Refusals ------------------------------------------------------------ */

static gboolean
refuse_conflict (DcrDb *db, const DcrEscalation *self, GError **error)
{
  g_autoptr (GPtrArray) events = dcr_escalation_events (db, &self->id, error);
  const DcrEscalationEvent *last;
  g_autofree char *told = NULL, *hour = NULL;
  g_autoptr (GDateTime) at = NULL;

  if (events == NULL || events->len == 0)
    return FALSE;
  last = events->pdata[events->len - 1];
  told = dcr_escalation_act_told (last->act, last->who ? last->who : _("somebody outside"));
  at = g_date_time_new_from_unix_local (last->at / 1000);
  hour = g_date_time_format (at, "%H:%M");
  g_set_error (error, DCR_ERROR, DCR_ERROR_CONFLICT,
               _("%s at %s. Nothing was written: read it again, then go on."), told, hour);
  return FALSE;
}

static gboolean
refuse_act (const DcrEscalation *self, const DcrDeed *deed, GError **error)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
               _("“%s” is not possible here: this escalation is “%s”. Nothing was written."),
               dcr_escalation_act_label (deed->act), dcr_escalation_state_label (self->state));
  return FALSE;
}

static gboolean
check (DcrDb *db, const DcrEscalation *self, const DcrDeed *deed, GError **error)
{
  const DcrTransition *line = dcr_escalation_transition (self->state, deed->act);
  guint standing = deed->person != NULL ? dcr_escalation_standing (db, self, deed->person)
                                        : DCR_STANDING_OUTSIDE;

  if (deed->version != DCR_ANY_VERSION && deed->version != self->version)
    return refuse_conflict (db, self, error);
  if (line == NULL || (line->who & standing) == 0)
    return refuse_act (self, deed, error);
  if (line->needs_text && (deed->text == NULL || deed->text[0] == '\0'))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("“%s” needs a sentence. Nothing was written."),
                   dcr_escalation_act_label (deed->act));
      return FALSE;
    }
  return TRUE;
}

/* ---- Merging --------------------------------------------------------------------------------- */

/* The one that goes on: open, another one, and not on its way into this one. */
static DcrEscalation *
find_target (DcrDb *db, const DcrEscalation *self, const DcrDeed *deed, GError **error)
{
  g_autoptr (DcrEscalation) target
      = deed->other != NULL ? dcr_escalation_get (db, deed->other, error) : NULL;

  if (target != NULL && !dcr_uuid_equal (&target->id, &self->id)
      && !dcr_escalation_is_over (target->state))
    return g_steal_pointer (&target);
  if (error == NULL || *error == NULL)
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_INPUT,
        _("It can only be merged into another escalation that is still open. Nothing was written."));
  return NULL;
}

/* The target's own life says what joined it; those that had been merged into @self follow. */
static gboolean
tell_target (DcrDb *db, const DcrEscalation *self, const DcrEscalation *target, const DcrDeed *deed,
             gint64 at, GError **error)
{
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *text = g_strdup_printf (_("Merged here: %s, %s"), name, self->question);
  DcrDeed note = { .escalation = target->id, .act = DCR_ACT_NOTE, .person = deed->person,
                   .text = text, .other = &self->id };

  return dcr_escalation_add_event (db, &note, target->version + 1, target->state, at, error)
         && dcr_db_run (db, error,
                        "UPDATE escalation SET version = version + 1, touched = ?2 WHERE id = ?1",
                        "ui", &target->id, at)
         && dcr_db_run (db, error, "UPDATE escalation SET merged_into = ?2 WHERE merged_into = ?1",
                        "uu", &self->id, &target->id);
}

/* ---- The act --------------------------------------------------------------------------------- */

/* Who holds it after the act. */
static const DcrUuid *
holder_after (const DcrEscalation *self, const DcrDeed *deed)
{
  switch (deed->act)
    {
    case DCR_ACT_TAKE:
    case DCR_ACT_TAKE_OVER:
      return deed->person;
    case DCR_ACT_RELEASE:
    case DCR_ACT_COMPLETE:
    case DCR_ACT_REOPEN:
      return NULL;
    default:
      return &self->holder;
    }
}

static gboolean
forget_facts (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrEscalation) self = dcr_escalation_get (db, id, error);
  g_autoptr (GPtrArray) left = dcr_facts_new ();
  g_autofree char *text = NULL;

  if (self == NULL)
    return FALSE;
  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      if (!fact->personal)
        dcr_facts_add (left, fact->label, fact->value, fact->mandatory);
    }
  text = dcr_facts_to_text (left);
  return dcr_db_run (db, error, "UPDATE escalation SET facts = ?2, phone = NULL WHERE id = ?1",
                     "ut", id, text);
}

/* What was kept of the caller served the callback and the back office: it goes with the end, here and in those
 * merged into it. */
static gboolean
forget_caller (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (DcrUuid));
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id FROM escalation WHERE id = ?1 OR merged_into = ?1", error);
  DcrUuid one;

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, id);
  while (dcr_stmt_step (stmt, &step_error))
    if (dcr_stmt_uuid (stmt, 0, &one))
      g_array_append_val (ids, one);
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    if (!forget_facts (db, &g_array_index (ids, DcrUuid, i), error))
      return FALSE;
  return TRUE;
}

gboolean
dcr_escalation_act (DcrDb *db, const DcrDeed *deed, GError **error)
{
  g_autoptr (DcrEscalation) self = dcr_escalation_get (db, &deed->escalation, error);
  g_autoptr (DcrEscalation) target = NULL;
  DcrEscalationState next;
  gint64 now = dcr_clock_now_ms (), due;

  if (self == NULL || !check (db, self, deed, error))
    return FALSE;
  next = dcr_escalation_transition (self->state, deed->act)->next;
  due = deed->act == DCR_ACT_REOPEN && deed->due > 0 ? deed->due : self->due;
  if (deed->act == DCR_ACT_MERGE)
    {
      target = find_target (db, self, deed, error);
      if (target == NULL || !tell_target (db, self, target, deed, now, error))
        return FALSE;
    }
  if (!dcr_db_run (
          db, error,
          "UPDATE escalation SET state = ?2, holder = ?3, touched = ?4, due = ?5, merged_into = ?6,"
          " ended = CASE WHEN ?7 THEN coalesce(ended, ?4) ELSE NULL END, version = version + 1"
          " WHERE id = ?1",
          "uiuiiui", &self->id, (gint64) next, holder_after (self, deed), now, due,
          target ? &target->id : &self->merged_into, (gint64) dcr_escalation_is_over (next)))
    return FALSE;
  if (next == DCR_ESCALATION_CLOSED && !forget_caller (db, &self->id, error))
    return FALSE;
  return dcr_escalation_add_event (db, deed, self->version + 1, next, now, error);
}
