/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-contact.h"

G_BEGIN_DECLS

/*
 * One person's data, by their number or their e-mail address (GDPR 15 and 17): found in every shared table by its
 * descriptor and in the drafts, given out or erased. Both are written in the journal, without the number.
 */

typedef struct
{
  char *number, *email; /* one of them is NULL */
  GPtrArray *hashes;    /* GBytes: what other rooms keep of them, under keys of their own; or NULL */
} DcrSubject;

/** « {"number":…} » or « {"email":…} ». NULL with DCR_ERROR_INPUT. */
DcrSubject *dcr_subject_from_json (GVariant *object, GError **error);
void dcr_subject_free (DcrSubject *subject);
/** Every way the number or the address may be written. GPtrArray of char *. */
GPtrArray *dcr_subject_writings (const DcrSubject *subject);
/** A hash of one of them that stands somewhere in the base. Taken. */
void dcr_subject_add_hash (DcrSubject *subject, GBytes *hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSubject, dcr_subject_free)

/** All of it, by table: a{sv} of aa{sv}. In @db's transaction (for the journal). (transfer full) */
GVariant *dcr_subject_export (DcrDb *db, DcrContactKeys *keys, const DcrSubject *subject,
                              const DcrUuid *person, GError **error);

/** Erases it, in @db's transaction. Rows that something still needs (a callback, an escalation, a message not
 *  ended) are left and counted in @n_needed. */
gboolean dcr_subject_erase (DcrDb *db, DcrContactKeys *keys, const DcrSubject *subject,
                            const DcrUuid *person, guint *n_erased, guint *n_needed,
                            GError **error);

G_END_DECLS
