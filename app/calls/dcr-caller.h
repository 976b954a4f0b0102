/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** A caller who agreed to be identified. The record ends by itself, « caller » days after the last call
 *  (see dcr-retention.h), or when they ask. */
typedef struct
{
  DcrUuid id;
  char *name, *email; /* @email: "" or NULL when it is not known */
} DcrCaller;

void dcr_caller_free (DcrCaller *caller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCaller, dcr_caller_free)

/** The one who agreed under @number, or NULL. One look-up in an index. */
DcrCaller *dcr_caller_find (DcrDb *db, const char *number, GError **error);

/** Keeps @caller under @number (hidden or unknown: without one); a number already known is the same caller,
 *  under the name given last. @at: UTC ms of the agreement and of the last contact. In @db's transaction. */
gboolean dcr_caller_put (DcrDb *db, const char *number, const DcrCaller *caller, gint64 at,
                         const DcrUuid *person, DcrUuid *id, GError **error);

/** Takes the agreement under @number back: the record goes, the calls stay without it. In @db's
 *  transaction. */
gboolean dcr_caller_forget (DcrDb *db, const char *number, GError **error);

G_END_DECLS
