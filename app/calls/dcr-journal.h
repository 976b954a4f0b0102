/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** What is written down when somebody looks at or changes what they did not make. On disk: append-only. */
typedef enum
{
  DCR_JOURNAL_REQUALIFIED = 1,
  DCR_JOURNAL_EXPORTED_SUBJECT,
  DCR_JOURNAL_ERASED_SUBJECT,
  DCR_JOURNAL_PURGED,
  DCR_JOURNAL_OPENED_CALL,
  DCR_JOURNAL_OPENED_CALLER,
  DCR_JOURNAL_CHANGED_GRID,
} DcrJournalAction;

/** One line, in @db's transaction. @person may be NULL: a scheduler. No personal data in @object and
 *  @detail. */
gboolean dcr_journal_add (DcrDb *db, const DcrUuid *person, DcrJournalAction action,
                          const char *object, const char *detail, GError **error);

G_END_DECLS
