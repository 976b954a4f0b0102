/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/** Raised when dcr_article_parse() makes other passages, links or hashes of the same bytes than
 * before: the next import then derives everything again, without calling anything changed. */
#define DCR_DOCUMENT_PARSER "2"

#define DCR_RAW_HASH_SIZE 32

/** A row of node: @id NULL for a heading. */
typedef struct
{
  guint depth;
  DcrAudience audience;
  const char *id, *title;
} DcrNodeRow;

/**
 * DcrDocument: what an import writes of one document; made in the thread that reads, written in
 * another.
 */
typedef struct
{
  DcrArticle *article;
  guint8 raw_hash[DCR_RAW_HASH_SIZE];
  GBytes *bytes;
  GArray *nodes;         /* DcrNodeRow, of a theme or dossier page */
  char feed_version[8];  /* « 3.3 », or "" */
  GStringChunk *strings; /* of nodes */
} DcrDocument;

/** Parses @bytes, which are kept. @raw_hash: of them, when known. @unknown as dcr_article_parse().
 * DCR_ERROR_INPUT. */
DcrDocument *dcr_document_new (GBytes *bytes, const guint8 *raw_hash, GHashTable *unknown,
                               GError **error);
void dcr_document_free (DcrDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrDocument, dcr_document_free)

/** Its bytes as they are stored, for the thread that writes. Free with g_free(). */
guint8 *dcr_document_deflate (const DcrDocument *document, gsize *deflated_size, GError **error);

/** SHA-256 of @bytes. */
void dcr_document_hash (const char *bytes, gsize size, guint8 *raw_hash);

G_END_DECLS
