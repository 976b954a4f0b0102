/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-journal.h"

#include "base/dcr-clock.h"

gboolean
dcr_journal_add (DcrDb *db, const DcrUuid *person, DcrJournalAction action, const char *object,
                 const char *detail, GError **error)
{
  DcrUuid id = dcr_uuid_new ();

  return dcr_db_run (db, error,
                     "INSERT INTO access_journal(id,at,person,action,object,detail) VALUES(?1,?2,?3,?4,?5,?6)",
                     "uiuitt", &id, dcr_clock_now_ms (), person, (gint64) action, object, detail);
}
