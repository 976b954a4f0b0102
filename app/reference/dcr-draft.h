/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-document.h"
#include "reference/dcr-reference.h"

G_BEGIN_DECLS

/**
 * DcrDraft: the next reference.db while it is written, as FOLDER/reference.db.new. Nobody else sees
 * it; it takes the place of the base in dcr_draft_publish(), or goes with dcr_draft_free(). The
 * caller holds the lock of the folder (dcr_draft_lock()). One thread.
 */
typedef struct _DcrDraft DcrDraft;

typedef struct
{
  DcrImportIndexFunc func; /* NULL: no index (tests) */
  gpointer data;
} DcrDraftIndex;

/** An empty base. */
DcrDraft *dcr_draft_new_empty (const char *folder, DcrDraftIndex index, GError **error);
/** A copy of @base, FOLDER/reference.db, migrated. */
DcrDraft *dcr_draft_new_copy (const char *folder, DcrDb *base, DcrDraftIndex index, GError **error);
/** The texts of @base, former ones and tombstones included; all that derives from them is made
 * anew, and so outlives damage to it. Nothing counts as changed. @n_lost: texts that could not be
 * read. */
DcrDraft *dcr_draft_new_rebuilt (const char *folder, DcrDb *base, DcrDraftIndex index,
                                 guint *n_lost, GCancellable *cancellable, GError **error);
void dcr_draft_free (DcrDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrDraft, dcr_draft_free)

DcrDb *dcr_draft_db (DcrDraft *draft);

/* ---- Rows --------------------------------------------------------------------------------- */

/** A document that is not in the base; *@rowid is its new row. */
gboolean dcr_draft_add (DcrDraft *draft, const DcrDocument *document, gint64 version,
                        const char *since, gint64 *rowid, GError **error);
/** New content: the text there goes to former, until @since. */
gboolean dcr_draft_change (DcrDraft *draft, gint64 rowid, const DcrDocument *document,
                           const char *since, GError **error);
/** Other bytes, same content (a new date of check): no version, no former text, same passages. */
gboolean dcr_draft_touch (DcrDraft *draft, gint64 rowid, const DcrDocument *document,
                          GError **error);
/** Former text, tombstone, and everything else of it gone. */
gboolean dcr_draft_withdraw (DcrDraft *draft, gint64 rowid, const char *day, GError **error);

/* ---- Index -------------------------------------------------------------------------------- */

/** Calls the index function. After a RESET, DROP and ADD do nothing: dcr_draft_finish() adds all. */
gboolean dcr_draft_index (DcrDraft *draft, DcrIndexStep step, GArray *rowids, GError **error);

/* ---- End ---------------------------------------------------------------------------------- */

/** Finishes the index, commits, and checks the file: quick_check, documents, passages. */
gboolean dcr_draft_finish (DcrDraft *draft, GCancellable *cancellable, GError **error);
/** Puts the finished file in the place of the base. FALSE: the base is as it was. */
gboolean dcr_draft_publish (DcrDraft *draft, GError **error);

/** The lock of imports in @folder, removes what a killed import left. Close the descriptor; -1 with
 *  DCR_ERROR_BUSY after @wait_ms. */
int dcr_draft_lock (const char *folder, guint wait_ms, GError **error);

/** Removes what a killed import left in @folder, unless one is going on. */
void dcr_draft_sweep (const char *folder);

G_END_DECLS
