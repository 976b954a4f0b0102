/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/*
 * DcrCorpus: what the index is made of, read from the tables of reference.db (publication, passage, link,
 * node) into memory, in the order of (audience, id): nothing of the index depends on the order of import.
 */

/** Where a word of a document stands; one weight each in the ranking. */
typedef enum
{
  DCR_FIELD_TITLE,
  DCR_FIELD_ALT,      /* other titles it is called by: menus, « Et aussi », questions */
  DCR_FIELD_ANCHOR,   /* words of the links that point at it */
  DCR_FIELD_INTRO,    /* description and introduction */
  DCR_FIELD_HEADINGS, /* chapters, situations, call-outs */
  DCR_FIELD_SERVICES, /* titles of its online services, forms and further reading, lists around it */
  DCR_FIELD_DOSSIER,  /* theme, dossier and the part of the dossier it stands in */
  DCR_FIELD_BODY,
  DCR_N_FIELDS
} DcrField;

/** What a passage is to its article; the last holds lists of other texts: laws, related articles, further
 *  reading. */
typedef enum { DCR_PASSAGE_INTRO, DCR_PASSAGE_BODY, DCR_PASSAGE_AROUND } DcrPassageRole;

typedef struct { const char *address, *heading, *text; DcrPassageRole role; } DcrCorpusPassage;

typedef struct
{
  gint64 rowid;
  DcrAudience audience;
  DcrArticleKind kind;
  const char *id, *title, *description, *date, *theme, *theme_id, *dossier, *dossier_id, *hash;
  guint first_passage, n_passages;
  GPtrArray *fields[DCR_FIELD_BODY]; /* const char *, NULL when there is none; TITLE, INTRO, HEADINGS unused */
  GArray *anchor_counts;             /* guint: how many articles use each text of fields[ANCHOR] */
  guint links_in;                    /* articles whose text leads here */
  GArray *links_out;                 /* guint: documents its text leads to, sorted, each once */
} DcrCorpusDoc;

typedef struct
{
  GArray *docs;     /* DcrCorpusDoc, by audience and id */
  GArray *passages; /* DcrCorpusPassage */
  GStringChunk *strings;
} DcrCorpus;

DcrCorpus *dcr_corpus_read (DcrDb *db, GError **error);
void dcr_corpus_free (DcrCorpus *corpus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCorpus, dcr_corpus_free)

/** Title without the marks of the editors (« ** » of guided searches). Points into @title. */
const char *dcr_corpus_clean_title (const char *title);

G_END_DECLS
