/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/**
 * DcrContactKeys: who called again, without a directory. A number is only ever kept as HMAC-SHA256 under a key
 * of this base (10^9 numbers can be tried against a plain hash). Two live keys: a new one every 30 days, each
 * destroyed after 60; what it hashed is then nobody's. The keys lie in contact.keys, mode 0600, beside
 * work.db, so that desk and decrochectl make the same hash (DESIGN 7).
 */
typedef struct _DcrContactKeys DcrContactKeys;

#define DCR_CONTACT_DAYS 60

/** Reads the keys of @folder; makes, renews and destroys them as of @now_ms, under the lock of the base: never
 *  from inside a write. */
DcrContactKeys *dcr_contact_keys_open (const char *folder, gint64 now_ms, GError **error);
void dcr_contact_keys_free (DcrContactKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrContactKeys, dcr_contact_keys_free)

/** Hash of @number (or of a mail address) under the newest key, or NULL when it is no number that can be recognised (hidden,
 *  short, unknown). */
GBytes *dcr_contact_hash (DcrContactKeys *keys, const char *number);
/** Hashes under every live key, the newest first. GPtrArray of GBytes; empty likewise. */
GPtrArray *dcr_contact_hashes (DcrContactKeys *keys, const char *number);

/** What is known of earlier calls of one number. */
typedef struct
{
  guint n_7, n_15, n_30;  /* calls closed in the last 7, 15, 30 days */
  char *reason;           /* of the last call, or NULL */
  gboolean same_reason;   /* all those of the narrowest window had it */
  gint64 last;            /* UTC ms of the last call */
  int outcome;            /* of the last call: DcrOutcome */
  char **articles;        /* opened in the last call, « AUDIENCE/ID » */
  gint64 promise_from, promise_to; /* a callback promised then and not yet past, or 0 */
} DcrRepeat;
void dcr_repeat_free (DcrRepeat *repeat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrRepeat, dcr_repeat_free)

/** NULL when the number did not call in 30 days (or cannot be recognised). Two ms at most. */
DcrRepeat *dcr_contact_find (DcrDb *db, DcrContactKeys *keys, const char *number, gint64 now_ms);

/** Narrowest of 7, 15 and 30 days that holds a call, and this call's rank in it (2 for the second).
 *  FALSE when there is none. */
gboolean dcr_repeat_rank (const DcrRepeat *repeat, guint *days, guint *rank);

G_END_DECLS
