/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-draft.h"
#include "reference/dcr-reference-private.h"

G_BEGIN_DECLS

struct _DcrDraft
{
  char *folder;
  char *path; /* FOLDER/reference.db.new */
  DcrDb *db;
  DcrDraftIndex index;
  gboolean index_touched; /* a step was called: FINISH is due, and the file has a new stamp */
  gboolean index_reset;   /* the index is made from nothing, when it is finished */
  gint64 n_documents;     /* rows there must be in the end */
  gint64 n_passages;
};

/** passage, link and node rows of a publication that has none. */
gboolean dcr_draft_derive (DcrDraft *draft, gint64 rowid, const DcrDocument *document,
                           GError **error);

/** Makes tables, or brings an older file to today's version. */
gboolean dcr_draft_migrate (DcrDraft *draft, GError **error);

G_END_DECLS
