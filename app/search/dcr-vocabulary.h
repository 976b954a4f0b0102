/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/dcr-french.h"

G_BEGIN_DECLS

/*
 * DcrVocabulary: the words of a corpus while its index is made. A surface is a folded form; it remembers
 * the accented forms it was written in, for its stem is that of the commonest (« congé », not « conge »:
 * Snowball reads accents, and folding first would confuse « avenant » with « avenir »).
 */

typedef struct
{
  const char *folded;
  guint first_form;    /* in forms, G_MAXUINT at the end of the list */
  guint documents, last_document;
  guint id;            /* final number, by falling frequency */
  guint stem, singular;
  const char *shown;   /* commonest form; capitals for an acronym */
} DcrVocabularySurface;

typedef struct
{
  const char *lower;
  DcrTokenFlags flags;
  guint surface, count, next;
} DcrVocabularyForm;

typedef struct
{
  GStringChunk *strings;
  GArray *surfaces; /* DcrVocabularySurface, in the order they were met */
  GArray *forms;    /* DcrVocabularyForm */
  guint *slots;     /* open addressing on forms */
  guint n_slots;
  GHashTable *by_folded;
  GPtrArray *stems, *singulars; /* const char *, sorted, after settling */
  guint *order;     /* surfaces by final number, after settling */
} DcrVocabulary;

DcrVocabulary *dcr_vocabulary_new (void);
void dcr_vocabulary_free (DcrVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrVocabulary, dcr_vocabulary_free)

/** The surface of @token, new or not; counted once more for its form, once a @document. */
guint dcr_vocabulary_add (DcrVocabulary *self, const DcrToken *token, guint document);
/** Numbers surfaces, finds stems and singulars. Nothing may be added afterwards. */
void dcr_vocabulary_settle (DcrVocabulary *self);

static inline DcrVocabularySurface *
dcr_vocabulary_surface (const DcrVocabulary *self, guint surface)
{
  return &g_array_index (self->surfaces, DcrVocabularySurface, surface);
}

G_END_DECLS
