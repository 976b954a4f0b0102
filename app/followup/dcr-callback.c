/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-calendar.h"
#include "base/dcr-clock.h"
#include "followup/dcr-callback-private.h"
#include "followup/dcr-when.h"

DcrCallback *
dcr_callback_new (void)
{
  DcrCallback *self = g_new0 (DcrCallback, 1);
  self->kind = DCR_CALLBACK_CALL;
  self->level = 1;
  self->state = DCR_CALLBACK_TO_DO;
  self->passages = dcr_kept_new ();
  return self;
}

void
dcr_callback_free (DcrCallback *self)
{
  if (self == NULL)
    return;
  g_free (self->phone);
  g_free (self->masked);
  g_free (self->reason);
  g_free (self->reason_path);
  g_free (self->promise);
  g_free (self->words);
  g_free (self->sheet);
  g_free (self->zone);
  g_free (self->place);
  g_free (self->person_name);
  g_ptr_array_unref (self->passages);
  g_free (self);
}

char *
dcr_callback_name (gint64 number)
{
  return g_strdup_printf ("R-%04" G_GINT64_FORMAT, number);
}

const char *
dcr_callback_state_label (DcrCallbackState state)
{
  static const char *const labels[] = {
    N_("call going on"), N_("to do"),           N_("no answer once"), N_("kept"), N_("unreachable"),
    N_("put off"),       N_("no longer wanted"), N_("given up"),
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == DCR_N_CALLBACK_STATES);
  return (guint) state < G_N_ELEMENTS (labels) ? _(labels[state]) : _("other (newer version)");
}

/* ---- Reading ------------------------------------------------------------ */

DcrCallback *
dcr_callback_read (DcrStmt *stmt)
{
  DcrCallback *self = dcr_callback_new ();

  dcr_stmt_uuid (stmt, 0, &self->id);
  self->number = dcr_stmt_int (stmt, 1);
  self->kind = dcr_stmt_int (stmt, 2);
  dcr_stmt_uuid (stmt, 3, &self->call);
  dcr_stmt_uuid (stmt, 4, &self->escalation);
  dcr_stmt_uuid (stmt, 5, &self->author);
  dcr_stmt_uuid (stmt, 6, &self->person);
  self->level = dcr_stmt_int (stmt, 7);
  self->phone = g_strdup (dcr_stmt_text (stmt, 8));
  self->masked = g_strdup (dcr_stmt_text (stmt, 9));
  self->reason = g_strdup (dcr_stmt_text (stmt, 10));
  self->reason_path = g_strdup (dcr_stmt_text (stmt, 11));
  self->promise = g_strdup (dcr_stmt_text (stmt, 12));
  self->words = g_strdup (dcr_stmt_text (stmt, 13));
  g_ptr_array_unref (self->passages);
  self->passages = dcr_kept_from_text (dcr_stmt_text (stmt, 14));
  self->sheet = g_strdup (dcr_stmt_text (stmt, 15));
  self->promised_from = dcr_stmt_int (stmt, 16);
  self->promised_to = dcr_stmt_int (stmt, 17);
  self->zone = g_strdup (dcr_stmt_text (stmt, 18));
  self->place = g_strdup (dcr_stmt_text (stmt, 19));
  self->state = dcr_stmt_int (stmt, 20);
  self->created = dcr_stmt_int (stmt, 21);
  self->ended = dcr_stmt_int (stmt, 22);
  self->first_attempt = dcr_stmt_int (stmt, 23);
  dcr_stmt_uuid (stmt, 24, &self->replaces);
  self->version = dcr_stmt_int (stmt, 25);
  self->person_name = g_strdup (dcr_stmt_text (stmt, 26));
  return self;
}

DcrCallback *
dcr_callback_get (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, DCR_CALLBACK_SELECT "WHERE c.id = ?1", error);
  GError *step_error = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (dcr_stmt_step (stmt, &step_error))
    return dcr_callback_read (stmt);
  if (step_error != NULL)
    g_propagate_error (error, step_error);
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no such callback here."));
  return NULL;
}

DcrCallback *
dcr_callback_of_call (DcrDb *db, const DcrUuid *call)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, DCR_CALLBACK_SELECT "WHERE c.call = ?1 ORDER BY c.state = 0 DESC, c.created DESC LIMIT 1",
      NULL);
  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, call);
  return dcr_stmt_step (stmt, NULL) ? dcr_callback_read (stmt) : NULL;
}

/* ---- What it needs --------------------------------------------------------------------------- */

char *
dcr_callback_describe_missing (const DcrCallback *self)
{
  if (self->phone == NULL || self->phone[0] == '\0')
    return g_strdup (_("A number to call back is missing."));
  if (self->zone == NULL || self->zone[0] == '\0')
    return g_strdup (_("Ask the caller where they are: their clock is not known."));
  if (self->promised_from <= 0 || self->promised_to < self->promised_from)
    return g_strdup (_("The time promised is missing."));
  if (self->promised_to <= dcr_clock_now_ms ())
    return g_strdup (_("The time promised has passed."));
  return NULL;
}

static int
local_minutes (gint64 ms, const char *zone)
{
  g_autoptr (GTimeZone) tz = dcr_calendar_clock (zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local
      = tz != NULL ? g_date_time_to_timezone (utc, tz) : g_date_time_ref (utc);
  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

gboolean
dcr_callback_is_indecent (const DcrCallback *self)
{
  const gint64 step = 15 * 60 * 1000;

  if (self->zone == NULL || self->promised_to < self->promised_from)
    return FALSE;
  for (gint64 at = self->promised_from; at <= self->promised_to; at += step)
    {
      int minutes = local_minutes (at, self->zone);
      if (minutes >= DCR_CALLBACK_DECENT_FROM * 60 && minutes < DCR_CALLBACK_DECENT_TO * 60)
        return FALSE;
    }
  return TRUE;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static gboolean
insert (DcrDb *db, const DcrCallback *self, GError **error)
{
  g_autofree char *passages = dcr_kept_to_text (self->passages);

  return dcr_db_run (
      db, error,
      "INSERT INTO callback(id, number, kind, call, escalation, author, person, level, phone, masked, reason,"
      " reason_path, promise, words, passages, sheet, promised_from, promised_to, zone, place, state, created,"
      " replaces)"
      " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,coalesce(?10,''),?11,coalesce(?12,''),coalesce(?13,''),"
      "coalesce(?14,''),?15,coalesce(?16,''),?17,?18,coalesce(?19,''),coalesce(?20,''),?21,?22,?23)",
      "uiiuuuuittttttttiittiiu", &self->id, self->number, (gint64) self->kind, &self->call,
      &self->escalation, &self->author, &self->person, (gint64) self->level, self->phone,
      self->masked, self->reason, self->reason_path, self->promise, self->words, passages,
      self->sheet, self->promised_from, self->promised_to, self->zone, self->place,
      (gint64) self->state, self->created, &self->replaces);
}

gboolean
dcr_callback_drop_draft (DcrDb *db, const DcrUuid *call, GError **error)
{
  return dcr_db_run (db, error, "DELETE FROM callback WHERE call = ?1 AND state = 0", "u", call);
}

gboolean
dcr_callback_put (DcrDb *db, DcrCallback *self, GError **error)
{
  g_autofree char *missing = dcr_callback_describe_missing (self);
  GError *read_error = NULL;

  if (missing != NULL)
    {
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INCOMPLETE, missing);
      return FALSE;
    }
  if (dcr_uuid_is_null (&self->id))
    self->id = dcr_uuid_new ();
  if (self->created == 0)
    self->created = dcr_clock_now_ms ();
  if (self->state == DCR_CALLBACK_DRAFT)
    {
      /* beside a call that is being taken, or not at all: nothing personal is left behind */
      if (dcr_db_get_int (db, 0, &read_error, "SELECT count(*) FROM call_draft WHERE id = ?1", "u",
                          &self->call)
          == 0)
        {
          if (read_error != NULL)
            g_propagate_error (error, read_error);
          return read_error == NULL;
        }
      self->number = 0;
      return dcr_callback_drop_draft (db, &self->call, error) && insert (db, self, error);
    }
  self->number = 1 + dcr_db_get_int (db, 0, &read_error, "SELECT max(number) FROM callback", "");
  if (read_error != NULL)
    {
      g_propagate_error (error, read_error);
      return FALSE;
    }
  self->version = 1;
  return insert (db, self, error);
}

/* ---- The sheet of an appointment ------------------------------------------------------------- */

DcrSheet *
dcr_callback_sheet (const DcrCallback *self)
{
  g_autofree char *name = dcr_callback_name (self->number);
  g_autofree char *here = dcr_when_full (self->promised_from, NULL);
  g_autofree char *there = dcr_when_hour (self->promised_from, self->zone);
  g_autofree char *title = g_strdup_printf (self->kind == DCR_CALLBACK_APPOINTMENT
                                                ? _("Telephone appointment %s")
                                                : _("Callback %s"),
                                            name);
  DcrSheet *sheet = dcr_sheet_new (title, here);

  dcr_sheet_add_section (sheet, _("The caller"));
  dcr_sheet_add (sheet, _("Number"), self->masked);
  dcr_sheet_add (sheet, _("Place"), self->place);
  dcr_sheet_add (sheet, _("On their clock"), there);
  dcr_sheet_add (sheet, _("Words agreed"), self->words);
  dcr_sheet_add_section (sheet, _("Reason"));
  dcr_sheet_add (sheet, NULL, self->reason_path);
  dcr_sheet_add_section (sheet, _("What was promised"));
  dcr_sheet_add (sheet, NULL, self->promise);
  dcr_sheet_add_section (sheet, _("Articles and passages"));
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrKept *kept = self->passages->pdata[i];
      g_autofree char *line = g_strdup_printf (
          "%s%s%s · %s", kept->heading, kept->heading[0] ? " · " : "", kept->title, kept->ref);
      dcr_sheet_add (sheet, NULL, line);
    }
  dcr_sheet_add_section (sheet, _("Prepared"));
  dcr_sheet_add (sheet, NULL, self->sheet);
  return sheet;
}
