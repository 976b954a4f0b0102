/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrFollowReader: reads work.db in a thread of its own for one widget; a newer reading counts alone. Main thread. */
typedef struct _DcrFollowReader DcrFollowReader;

DcrFollowReader *dcr_follow_reader_new (DcrSession *session);
/** No callback comes after it. Waits for what is being read. */
void dcr_follow_reader_free (DcrFollowReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrFollowReader, dcr_follow_reader_free)

/** In the reader's thread. NULL with @error. */
typedef gpointer (*DcrFollowReaderFunc) (DcrDb *db, gpointer query, GError **error);
/** @result is taken; NULL with @error (lent). */
typedef void (*DcrFollowReaderDone) (gpointer result, const GError *error, gpointer data);
/** @query is taken. @free_result: of a result nobody takes. */
void dcr_follow_reader_run (DcrFollowReader *self, DcrFollowReaderFunc func, gpointer query,
                            GDestroyNotify free_query, GDestroyNotify free_result,
                            DcrFollowReaderDone done, gpointer data);

G_END_DECLS
