/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-document.h"

#include <string.h>

#include "reference/dcr-deflate.h"
#include "reference/dcr-digest.h"

void
dcr_document_hash (const char *bytes, gsize size, guint8 *raw_hash)
{
  DcrDigest sum;

  dcr_digest_init (&sum);
  dcr_digest_add (&sum, bytes, size);
  dcr_digest_end (&sum, raw_hash);
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
dcr_document_new (GBytes *bytes, const guint8 *raw_hash, GHashTable *unknown, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (DcrDocument) document = g_new0 (DcrDocument, 1);

  document->article = dcr_article_parse (text, size, unknown, error);
  if (document->article == NULL)
    return NULL;
  if (raw_hash != NULL)
    memcpy (document->raw_hash, raw_hash, DCR_RAW_HASH_SIZE);
  else
    dcr_document_hash (text, size, document->raw_hash);
  document->bytes = g_bytes_ref (bytes);
  find_feed_version (document, text, size);
  derive_menu (document);
  return g_steal_pointer (&document);
}

guint8 *
dcr_document_deflate (const DcrDocument *document, gsize *deflated_size, GError **error)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (document->bytes, &size);
  guint8 *deflated = dcr_deflate (bytes, size, deflated_size);

  if (deflated == NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                 _("There is not enough memory for this document."));
  return deflated;
}

void
dcr_document_free (DcrDocument *document)
{
  if (document == NULL)
    return;
  g_clear_pointer (&document->article, dcr_article_unref);
  g_clear_pointer (&document->nodes, g_array_unref);
  g_clear_pointer (&document->strings, g_string_chunk_free);
  g_clear_pointer (&document->bytes, g_bytes_unref);
  g_free (document);
}
