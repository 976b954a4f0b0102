/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/** A document of a real archive, as its bytes. */
typedef struct
{
  char *name; /* « F1344.xml » */
  char *bytes;
  gsize size;
} Document;

/** Path of @name in the folder of the real archives ($DCR_SHARED/reference), or NULL when it is not
 * on this machine. Free with g_free(). */
char *corpus_path (const char *name);

/** All documents of the archive: GPtrArray of Document, free function set. NULL when it is not
 * there. */
GPtrArray *corpus_read (const char *name);
/** The document of this id, or NULL. */
const Document *corpus_find (GPtrArray *documents, const char *id);
/** Adds the articles of a folder of data/demo (its index files left out). */
void corpus_add_folder (GPtrArray *documents, const char *folder);
void document_free (gpointer document);

/** Calls @func for each, in two threads. */
typedef void (*CorpusFunc) (const Document *document, gpointer data);
void corpus_each (GPtrArray *documents, CorpusFunc func, gpointer data);

G_END_DECLS
