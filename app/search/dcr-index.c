/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-index.h"

#include <string.h>
#include <sys/mman.h>

#include "search/dcr-index-format.h"

static const gsize record_size[DCR_INDEX_N_SECTIONS] = {
  [DCR_INDEX_STRINGS] = 1,
  [DCR_INDEX_DOCS] = sizeof (DcrIndexDoc),
  [DCR_INDEX_SURFACES] = sizeof (DcrSurface),
  [DCR_INDEX_ALPHABET] = 4,
  [DCR_INDEX_STEMS] = sizeof (DcrTerm),
  [DCR_INDEX_SINGULARS] = sizeof (DcrTerm),
  [DCR_INDEX_STEM_POSTINGS] = 4,
  [DCR_INDEX_SINGULAR_POSTINGS] = 4,
  [DCR_INDEX_STEM_SURFACES] = 4,
  [DCR_INDEX_SINGULAR_SURFACES] = 4,
  [DCR_INDEX_FIELDS] = 2,
  [DCR_INDEX_PASSAGES] = sizeof (DcrIndexPassage),
  [DCR_INDEX_CONTENTS] = sizeof (DcrContent),
  [DCR_INDEX_SENTENCES] = sizeof (DcrSentence),
  [DCR_INDEX_WORDS] = 2,
  [DCR_INDEX_TEXT] = 1,
  [DCR_INDEX_LINKS] = 2,
  [DCR_INDEX_SPELL_HEADS] = 4,
  [DCR_INDEX_SPELL_WORDS] = 4,
  [DCR_INDEX_LSA_DOCS] = 1,
  [DCR_INDEX_LSA_STEMS] = 1,
  [DCR_INDEX_LSA_DOC_SCALES] = 4,
  [DCR_INDEX_LSA_STEM_SCALES] = 4,
};

guint32
dcr_index_format (void)
{
  guint32 format = sizeof (DcrIndexHeader);

  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    format = format * 31 + (guint32) record_size[i];
  return format * 31 + DCR_LSA_DIMENSIONS;
}

guint64
dcr_index_check (const DcrIndexHeader *header)
{
  const guchar *at = (const guchar *) header, *end = (const guchar *) &header->check;
  guint64 hash = 0xcbf29ce484222325u;

  for (; at < end; at++)
    hash = (hash ^ *at) * 0x100000001b3u;
  return hash;
}

/* Four words at a time, each into a sum of its own: as fast as the bytes come. Every step can be undone, so a
 * change of one word always changes the result. */
guint64
dcr_index_check_content (gconstpointer file, gsize size)
{
  const guchar *bytes = file;
  guint64 lanes[4] = { 1, 2, 3, 4 }, words[4] = { 0 }, hash = size;

  for (gsize at = sizeof (DcrIndexHeader); at < size; at += sizeof words)
    {
      if (size - at < sizeof words)
        memset (words, 0, sizeof words);
      memcpy (words, bytes + at, MIN (size - at, sizeof words));
      for (guint i = 0; i < 4; i++)
        {
          lanes[i] = (lanes[i] ^ words[i]) * 0x9e3779b97f4a7c15u;
          lanes[i] ^= lanes[i] >> 32;
        }
    }
  for (guint i = 0; i < 4; i++)
    hash = (hash ^ lanes[i]) * 0x100000001b3u;
  return hash;
}

static gboolean
refuse (GError **error, DcrError code)
{
  g_set_error_literal (
      error, DCR_ERROR, code,
      code == DCR_ERROR_STORE
          ? _("The search index is damaged. It is made again from the base.")
          : _("The search index does not belong to this base. It will be made again."));
  return FALSE;
}

static gboolean
check_header (const char *data, gsize size, const char *stamp, GError **error)
{
  const DcrIndexHeader *header = (const DcrIndexHeader *) (gconstpointer) data;

  if (size < sizeof *header || memcmp (header->magic, DCR_INDEX_MAGIC, sizeof header->magic) != 0
      || header->byte_order != 0x01020304 || header->format != dcr_index_format ())
    return refuse (error, DCR_ERROR_NEWER);
  if (header->size != size || header->check != dcr_index_check (header)
      || memchr (header->stamp, '\0', sizeof header->stamp) == NULL)
    return refuse (error, DCR_ERROR_STORE);
  if (stamp != NULL && strcmp (stamp, header->stamp) != 0)
    return refuse (error, DCR_ERROR_NEWER);
  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    if (header->sections[i].offset % 16 != 0 || header->sections[i].offset > size
        || header->sections[i].length > size - header->sections[i].offset
        || header->sections[i].length % record_size[i] != 0)
      return refuse (error, DCR_ERROR_STORE);
  if (header->content != dcr_index_check_content (data, size))
    return refuse (error, DCR_ERROR_STORE);
  return TRUE;
}

#define SECTION(index, field, section, type)                                                       \
  ((index)->field                                                                                  \
   = (const type *) (gconstpointer) (data + (index)->header->sections[section].offset))
#define COUNT(index, section)                                                                      \
  ((guint)((index)->header->sections[section].length / record_size[section]))

static void
point (DcrIndex *index, const char *data)
{
  index->header = (const DcrIndexHeader *) (gconstpointer) data;
  SECTION (index, strings, DCR_INDEX_STRINGS, char);
  SECTION (index, text, DCR_INDEX_TEXT, char);
  SECTION (index, docs, DCR_INDEX_DOCS, DcrIndexDoc);
  SECTION (index, surfaces, DCR_INDEX_SURFACES, DcrSurface);
  SECTION (index, alphabet, DCR_INDEX_ALPHABET, guint32);
  SECTION (index, stems, DCR_INDEX_STEMS, DcrTerm);
  SECTION (index, singulars, DCR_INDEX_SINGULARS, DcrTerm);
  SECTION (index, stem_postings, DCR_INDEX_STEM_POSTINGS, guint32);
  SECTION (index, singular_postings, DCR_INDEX_SINGULAR_POSTINGS, guint32);
  SECTION (index, stem_surfaces, DCR_INDEX_STEM_SURFACES, guint32);
  SECTION (index, singular_surfaces, DCR_INDEX_SINGULAR_SURFACES, guint32);
  SECTION (index, fields, DCR_INDEX_FIELDS, guint16);
  SECTION (index, words, DCR_INDEX_WORDS, guint16);
  SECTION (index, links, DCR_INDEX_LINKS, guint16);
  SECTION (index, passages, DCR_INDEX_PASSAGES, DcrIndexPassage);
  SECTION (index, contents, DCR_INDEX_CONTENTS, DcrContent);
  SECTION (index, sentences, DCR_INDEX_SENTENCES, DcrSentence);
  SECTION (index, spell_heads, DCR_INDEX_SPELL_HEADS, guint32);
  SECTION (index, spell_words, DCR_INDEX_SPELL_WORDS, guint32);
  SECTION (index, lsa_docs, DCR_INDEX_LSA_DOCS, gint8);
  SECTION (index, lsa_stems, DCR_INDEX_LSA_STEMS, gint8);
  SECTION (index, lsa_doc_scales, DCR_INDEX_LSA_DOC_SCALES, float);
  SECTION (index, lsa_stem_scales, DCR_INDEX_LSA_STEM_SCALES, float);
  index->n_docs = COUNT (index, DCR_INDEX_DOCS);
  index->n_surfaces = COUNT (index, DCR_INDEX_SURFACES);
  index->n_stems = MAX (COUNT (index, DCR_INDEX_STEMS), 1) - 1;
  index->n_singulars = MAX (COUNT (index, DCR_INDEX_SINGULARS), 1) - 1;
  index->n_passages = COUNT (index, DCR_INDEX_PASSAGES);
  index->n_contents = COUNT (index, DCR_INDEX_CONTENTS);
  index->n_spell_buckets = MAX (COUNT (index, DCR_INDEX_SPELL_HEADS), 1) - 1;
  index->has_lsa = COUNT (index, DCR_INDEX_LSA_STEM_SCALES) == index->n_stems && index->n_stems > 0;
}

DcrIndex *
dcr_index_new (GBytes *bytes, const char *stamp, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  DcrIndex *index;

  if (!check_header (data, size, stamp, error))
    return NULL;
  index = g_new0 (DcrIndex, 1);
  index->bytes = g_bytes_ref (bytes);
  point (index, data);
  return index;
}

DcrIndex *
dcr_index_open (const char *path, const char *stamp, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &local);
  DcrIndex *index;

  if (file == NULL)
    {
      g_debug ("index: %s", local->message);
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no search index yet."));
      return NULL;
    }
  if (!check_header (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), stamp,
                     error))
    return NULL;
  /* every byte was read to be checked; from here only the pages that a query touches are this process's */
  madvise (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), MADV_DONTNEED);
  index = g_new0 (DcrIndex, 1);
  index->file = g_steal_pointer (&file);
  point (index, g_mapped_file_get_contents (index->file));
  return index;
}

void
dcr_index_free (DcrIndex *index)
{
  if (index == NULL)
    return;
  g_clear_pointer (&index->file, g_mapped_file_unref);
  g_clear_pointer (&index->bytes, g_bytes_unref);
  g_free (index);
}

guint
dcr_index_lower_bound (const DcrIndex *index, const char *folded)
{
  guint low = 0, high = index->n_surfaces;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (strcmp (dcr_index_surface_text (index, index->alphabet[middle]), folded) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
dcr_index_find_surface (const DcrIndex *index, const char *folded)
{
  guint at = dcr_index_lower_bound (index, folded);

  if (at < index->n_surfaces
      && strcmp (dcr_index_surface_text (index, index->alphabet[at]), folded) == 0)
    return index->alphabet[at];
  return G_MAXUINT;
}

static guint
find_term (const DcrIndex *index, const DcrTerm *terms, guint n, const char *text)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = strcmp (dcr_index_string (index, terms[middle].string), text);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return G_MAXUINT;
}

guint
dcr_index_find_stem (const DcrIndex *index, const char *text)
{
  return find_term (index, index->stems, index->n_stems, text);
}

guint
dcr_index_find_singular (const DcrIndex *index, const char *text)
{
  return find_term (index, index->singulars, index->n_singulars, text);
}
