/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/dcr-french.h"

G_BEGIN_DECLS

/** « mots de l'usager -> mots de l'administration »: one entry, as values (DESIGN 2: session hands them). */
typedef struct
{
  const char *from;  /* « carte grise » */
  const char *to;    /* « certificat d'immatriculation », several cut by « | » */
  double weight;     /* 0 to 1 */
} DcrLexiconEntry;

/** Entries made ready: longest first, by their content words. */
typedef struct _DcrLexicon DcrLexicon;

DcrLexicon *dcr_lexicon_new (const DcrLexiconEntry *entries, guint n_entries);
void dcr_lexicon_free (DcrLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrLexicon, dcr_lexicon_free)

typedef struct
{
  guint first, n_words;      /* content words of the query it stands for */
  const char *from;
  const char *const *to;     /* NULL-terminated */
  double weight;
} DcrLexiconMatch;

/**
 * Entries found among the content words of a query, given by singular. An entry of several words wins over
 * those within it; its words must follow each other. Returns how many were written, at most @max.
 */
guint dcr_lexicon_match (const DcrLexicon *self, const char *const *singulars, guint n_words,
                         DcrLexiconMatch *out, guint max);

/** The key of a word: its singular; irregular verb forms and the like are the stemmer's affair. */
gsize dcr_lexicon_key (const char *folded, char out[DCR_TOKEN_MAX]);

/** Reads a CSV of kind,from,to,weight,reason. DcrLexiconEntry array; its strings live in @strings. */
GArray *dcr_lexicon_read (const char *csv, gsize size, GStringChunk *strings, GError **error);
/** The lexicon that comes with the program, data/lexicon.csv. */
GArray *dcr_lexicon_read_own (GStringChunk *strings);

G_END_DECLS
