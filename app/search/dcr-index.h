/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-corpus.h"

G_BEGIN_DECLS

/*
 * DcrIndex: the compact index beside reference.db, mapped and read where it lies. Native byte order: the
 * file is derived on the machine that reads it, and one of another make is refused and derived again.
 *
 * A word of the corpus is a « surface »: its folded form. Each surface has one Snowball stem (of the
 * accented form it is most often written in) and one singular; both have postings. Surfaces are numbered
 * by falling frequency, so that texts are kept as 16-bit words; what is beyond 65,000 is OTHER there (a
 * word in one document or so), and only the marking of found words and nearness lose it.
 */

#define DCR_INDEX_MAGIC "DcrIdx01"
#define DCR_INDEX_MAX_DOCS 65535u
#define DCR_WORD_OTHER 0xffffu /* a surface beyond the 16 bits */
#define DCR_WORD_BREAK 0xfffeu /* between the texts of one field */
#define DCR_LSA_DIMENSIONS 200
#define DCR_SPELL_PREFIX 7     /* deletions are made in the first letters */

typedef enum
{
  DCR_INDEX_STRINGS,    /* char, each NUL-terminated; offset 0 is "" */
  DCR_INDEX_DOCS,       /* DcrIndexDoc */
  DCR_INDEX_SURFACES,   /* DcrSurface, by falling frequency */
  DCR_INDEX_ALPHABET,   /* guint32 surface, in strcmp() order */
  DCR_INDEX_STEMS,      /* DcrTerm, in strcmp() order, and one more at the end */
  DCR_INDEX_SINGULARS,  /* DcrTerm, likewise */
  DCR_INDEX_STEM_POSTINGS,     /* guint32: document << 16 | impact */
  DCR_INDEX_SINGULAR_POSTINGS, /* likewise */
  DCR_INDEX_STEM_SURFACES,     /* guint32 surface, grouped by stem */
  DCR_INDEX_SINGULAR_SURFACES, /* guint32 surface, grouped by singular */
  DCR_INDEX_FIELDS,     /* guint16 words of the short fields of each document */
  DCR_INDEX_PASSAGES,   /* DcrIndexPassage */
  DCR_INDEX_CONTENTS,   /* DcrContent: the same text is kept once */
  DCR_INDEX_SENTENCES,  /* DcrSentence, and one more at the end */
  DCR_INDEX_WORDS,      /* guint16 words of the contents */
  DCR_INDEX_TEXT,       /* char: the contents */
  DCR_INDEX_LINKS,      /* guint16 document: where the text of each document leads */
  DCR_INDEX_SPELL_HEADS,/* guint32: start of each bucket, and one more */
  DCR_INDEX_SPELL_WORDS,/* guint32 surface */
  DCR_INDEX_LSA_DOCS,   /* gint8 × DCR_LSA_DIMENSIONS a document */
  DCR_INDEX_LSA_STEMS,  /* gint8 × DCR_LSA_DIMENSIONS a stem */
  DCR_INDEX_LSA_DOC_SCALES,  /* float a document: bytes × scale is a vector of length 1 */
  DCR_INDEX_LSA_STEM_SCALES, /* float a stem */
  DCR_INDEX_N_SECTIONS
} DcrIndexSection;

typedef struct
{
  gint64 rowid;
  guint32 ref, id, title, date, theme, theme_id, dossier_id; /* strings */
  guint32 fields[DCR_FIELD_BODY + 1]; /* words of field f: FIELDS[fields[f]] to [fields[f + 1]] */
  guint32 first_passage, n_passages;
  guint32 first_link, n_links;
  guint32 links_in;
  guint32 length;  /* words of the body */
  guint8 audience, kind, is_copy; /* is_copy: an earlier audience has an article of this id */
  guint8 pad[5];
} DcrIndexDoc;

typedef struct { guint32 string, shown /* with its accents */, stem, singular, documents;
                 float tells; /* idf; 0 for le, de, comment… */ } DcrSurface;
typedef struct { guint32 string, first_posting, first_surface; float idf; } DcrTerm;
typedef struct { guint32 content, address, first_heading, n_heading, role; } DcrIndexPassage;
typedef struct { guint32 text, first_sentence, n_sentences, n_words; } DcrContent;
typedef struct { guint32 text, word; } DcrSentence; /* where it begins */

typedef struct
{
  char magic[8];
  guint32 byte_order; /* 0x01020304 */
  guint32 format;     /* size of this header and of the records, folded */
  char stamp[80];     /* of the base it was derived from */
  guint64 size;       /* of the file */
  struct { guint64 offset, length; } sections[DCR_INDEX_N_SECTIONS]; /* bytes */
  guint64 content;    /* check of all that follows the header */
  guint64 check;      /* of all that is above */
} DcrIndexHeader;

typedef struct
{
  GMappedFile *file;  /* or */
  GBytes *bytes;
  const DcrIndexHeader *header;
  const char *strings, *text;
  const DcrIndexDoc *docs;
  const DcrSurface *surfaces;
  const guint32 *alphabet, *stem_postings, *singular_postings, *stem_surfaces, *singular_surfaces;
  const DcrTerm *stems, *singulars;
  const guint16 *fields, *words, *links;
  const DcrIndexPassage *passages;
  const DcrContent *contents;
  const DcrSentence *sentences;
  const guint32 *spell_heads, *spell_words;
  const gint8 *lsa_docs, *lsa_stems;
  const float *lsa_doc_scales, *lsa_stem_scales;
  guint n_docs, n_surfaces, n_stems, n_singulars, n_passages, n_contents, n_spell_buckets;
  gboolean has_lsa;
} DcrIndex;

/** Weight, length normalisation of each field and saturation: fixed when the index is made. */
typedef struct { float weight[DCR_N_FIELDS], b[DCR_N_FIELDS], k1; } DcrIndexWeights;
extern const DcrIndexWeights dcr_index_weights;

/** The whole file as bytes, the same for the same corpus. @stamp: of the base. @weights: NULL for ours.
 *  @lsa: with latent semantics. DCR_ERROR_INPUT when there are too many documents. */
GBytes *dcr_index_build (const DcrCorpus *corpus, const char *stamp, const DcrIndexWeights *weights,
                         gboolean lsa, GError **error);

/** NULL with DCR_ERROR_NOT_FOUND, DCR_ERROR_NEWER (another make or base) or DCR_ERROR_STORE (damaged: every
 *  byte is checked, so that none need be checked later). @stamp: of the base it must belong to, NULL for any. */
DcrIndex *dcr_index_open (const char *path, const char *stamp, GError **error);
DcrIndex *dcr_index_new (GBytes *bytes, const char *stamp, GError **error);
void dcr_index_free (DcrIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrIndex, dcr_index_free)

/** Surface written exactly @folded, or G_MAXUINT. */
guint dcr_index_find_surface (const DcrIndex *index, const char *folded);
/** Place in the alphabet of the first surface not before @folded. */
guint dcr_index_lower_bound (const DcrIndex *index, const char *folded);
/** Stem or singular written @text, or G_MAXUINT. */
guint dcr_index_find_stem (const DcrIndex *index, const char *text);
guint dcr_index_find_singular (const DcrIndex *index, const char *text);

static inline const char *
dcr_index_string (const DcrIndex *index, guint32 at)
{
  return index->strings + at;
}

static inline const char *
dcr_index_surface_text (const DcrIndex *index, guint surface)
{
  return index->strings + index->surfaces[surface].string;
}

G_END_DECLS
