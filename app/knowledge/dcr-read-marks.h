/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-store.h"

G_BEGIN_DECLS

/* Who read which version of an article last, and when: recent articles, « changed since you read it ». */

typedef struct
{
  char *ref;      /* « particuliers/F1344 » */
  gint64 version; /* of the text that was read, and its hash */
  char *hash;
  gint64 at;      /* UTC ms */
} DcrReadMark;

void dcr_read_mark_free (DcrReadMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrReadMark, dcr_read_mark_free)

/** Notes that @person reads this text of « AUDIENCE/ID » now. Queued to the writer; any thread.
 *  A mark that cannot be written is logged: nothing depends on it. */
void dcr_read_marks_note (DcrStore *store, const DcrUuid *person, const char *ref, gint64 version,
                          const char *hash);

/** The articles @person read last, newest first, at most @limit. GPtrArray of DcrReadMark, free
 *  function set. The thread of @db. */
GPtrArray *dcr_read_marks_recent (DcrDb *db, const DcrUuid *person, guint limit, GError **error);

/** What @person read of this article, or NULL. */
DcrReadMark *dcr_read_marks_find (DcrDb *db, const DcrUuid *person, const char *ref,
                                  GError **error);

G_END_DECLS
