/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-document.h"

#include <string.h>

#include "reference/dcr-deflate.h"

void
dcr_document_hash (const char *bytes, gsize size, guint8 *raw_hash)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = DCR_RAW_HASH_SIZE;

  g_checksum_update (sum, (const guchar *) bytes, size);
  g_checksum_get_digest (sum, raw_hash, &length);
}

/* « ../Schemas/3.3/Publication.xsd » in the root tag: only told in the import record. */
static void
find_feed_version (DcrDocument *document, const char *bytes, gsize size)
{
  static const char mark[] = "Schemas/";
  const char *at = memmem (bytes, MIN (size, 1500), mark, sizeof mark - 1);
  gsize n;

  if (at == NULL)
    return;
  at += sizeof mark - 1;
  n = strspn (at, "0123456789.");
  if (n < sizeof document->feed_version && at[n] == '/')
    memcpy (document->feed_version, at, n);
}

/* ---- The menu of a theme or dossier page --------------------------------------------------- */

static void
add_node (DcrDocument *document, guint depth, const char *target, const char *title)
{
  DcrNodeRow row = { .depth = depth, .title = g_string_chunk_insert (document->strings, title) };
  g_autofree char *id = NULL;

  if (target != NULL)
    {
      if (!dcr_article_ref_parse (target, &row.audience, &id))
        return;
      row.id = g_string_chunk_insert (document->strings, id);
    }
  g_array_append_val (document->nodes, row);
}

static void
walk_menu (DcrDocument *document, const DcrBlock *block, guint depth)
{
  for (guint i = 0; i < block->n_children; i++)
    {
      const DcrBlock *child = block->children[i];
      g_autofree char *title = dcr_block_title_text (child);
      gboolean heading = child->kind == DCR_BLOCK_SECTION && title[0] != '\0';

      if (heading)
        add_node (document, depth, NULL, title);
      else if (child->kind == DCR_BLOCK_LINK_ITEM && child->target != NULL)
        add_node (document, depth, child->target, title);
      walk_menu (document, child, heading ? depth + 1 : depth);
    }
}

static void
derive_menu (DcrDocument *document)
{
  const DcrArticle *article = document->article;

  document->strings = g_string_chunk_new (64);
  document->nodes = g_array_new (FALSE, FALSE, sizeof (DcrNodeRow));
  if (article->kind != DCR_ARTICLE_THEME && article->kind != DCR_ARTICLE_DOSSIER)
    return;
  for (guint i = 0; i < article->root->n_children; i++)
    if (article->root->children[i]->kind == DCR_BLOCK_SECTION
        && article->root->children[i]->style == DCR_SECTION_MENU)
      walk_menu (document, article->root->children[i], 0);
}

DcrDocument *
dcr_document_new (const char *bytes, gsize size, const guint8 *raw_hash, GHashTable *unknown,
                  GError **error)
{
  g_autoptr (DcrDocument) document = g_new0 (DcrDocument, 1);

  document->article = dcr_article_parse (bytes, size, unknown, error);
  if (document->article == NULL)
    return NULL;
  memcpy (document->raw_hash, raw_hash, DCR_RAW_HASH_SIZE);
  document->xml = dcr_deflate (bytes, size, &document->xml_size);
  if (document->xml == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                   _("There is not enough memory for this document."));
      return NULL;
    }
  find_feed_version (document, bytes, size);
  derive_menu (document);
  return g_steal_pointer (&document);
}

void
dcr_document_free (DcrDocument *document)
{
  if (document == NULL)
    return;
  g_clear_pointer (&document->article, dcr_article_unref);
  g_clear_pointer (&document->nodes, g_array_unref);
  g_clear_pointer (&document->strings, g_string_chunk_free);
  g_free (document->xml);
  g_free (document);
}
