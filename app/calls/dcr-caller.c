/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-caller.h"

#include "text/dcr-phone.h"

void
dcr_caller_free (DcrCaller *caller)
{
  if (caller == NULL)
    return;
  g_free (caller->name);
  g_free (caller->email);
  g_free (caller);
}

/* As it is kept, or NULL: a hidden number is nobody's. */
static const char *
kept_form (const char *number, DcrPhone *phone)
{
  dcr_phone_parse (number, phone);
  return phone->e164[0] != '\0' ? phone->e164 : NULL;
}

DcrCaller *
dcr_caller_find (DcrDb *db, const char *number, GError **error)
{
  DcrPhone phone;
  DcrCaller *caller = NULL;
  GError *inner = NULL;
  const char *kept = kept_form (number, &phone);
  g_autoptr (DcrStmt) stmt
      = kept ? dcr_db_prepare (db, "SELECT id,display,email FROM caller WHERE number=?1", error)
             : NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_text (stmt, 1, kept);
  if (dcr_stmt_step (stmt, &inner))
    {
      caller = g_new0 (DcrCaller, 1);
      dcr_stmt_uuid (stmt, 0, &caller->id);
      caller->name = g_strdup (dcr_stmt_text (stmt, 1));
      caller->email = g_strdup (dcr_stmt_text (stmt, 2));
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return caller;
}

gboolean
dcr_caller_put (DcrDb *db, const char *number, const DcrCaller *caller, gint64 at,
                const DcrUuid *person, DcrUuid *id, GError **error)
{
  DcrPhone phone;
  GError *inner = NULL;
  g_autoptr (DcrCaller) known = dcr_caller_find (db, number, &inner);
  const char *email = caller->email && caller->email[0] != '\0' ? caller->email : NULL;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  *id = known ? known->id : dcr_uuid_new ();
  return dcr_db_run (
      db, error,
      "INSERT INTO caller(id,display,number,email,agreed,last_contact,person) VALUES(?1,?2,?3,?4,?5,?5,?6)"
      " ON CONFLICT(id) DO UPDATE SET display=?2,email=?4,last_contact=?5,version=version+1",
      "utttiu", id, caller->name, kept_form (number, &phone), email, at, person);
}

gboolean
dcr_caller_forget (DcrDb *db, const char *number, GError **error)
{
  DcrPhone phone;

  return dcr_db_run (db, error, "DELETE FROM caller WHERE number=?1", "t",
                     kept_form (number, &phone));
}
