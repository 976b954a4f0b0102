/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-reference.h"
#include "search/dcr-lexicon.h"

G_BEGIN_DECLS

/**
 * DcrSearch: the ranking engine in memory over one reference.db. Opened beside a DcrReference, used by
 * one thread at a time; a query takes well under a millisecond, so the desk calls it from the main
 * thread at each keystroke.
 */
typedef struct _DcrSearch DcrSearch;

#define DCR_SEARCH_MAX_HITS 100

/** Registers the French tokenizer (« fr ») on @db: every connection that touches the FTS5 table. */
gboolean dcr_search_register (DcrDb *db, GError **error);

/** DcrImportIndexFunc: brings the FTS5 table up to date step by step and, at DCR_INDEX_FINISH, leaves the
 *  ranking index beside the file (reference.idx.new). */
gboolean dcr_search_index (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data,
                           GError **error);

/** Maps the ranking index saved beside reference.db (derives it again when absent or of another base). */
DcrSearch *dcr_search_open (DcrReference *reference, GError **error);
/** The same, but NULL with DCR_ERROR_BUSY when the index would have to be derived: that takes seconds. */
DcrSearch *dcr_search_open_saved (DcrReference *reference, GError **error);
/** Whether the ranking index beside @db is there, belongs to it and is as it was written. For doctor. */
gboolean dcr_search_check_file (DcrDb *db, GError **error);
void dcr_search_close (DcrSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSearch, dcr_search_close)

/** The words of callers and what the administration calls them; replaces those given before. Copied. */
void dcr_search_set_lexicon (DcrSearch *search, const DcrLexiconEntry *entries, guint n_entries);

typedef struct
{
  const char *words;     /* as typed; the last word may be unfinished */
  guint audiences;       /* 1 << DcrAudience, 0 for all */
  const char *theme_id;  /* NULL for all */
  guint limit;           /* hits wanted, 20 by default, DCR_SEARCH_MAX_HITS at most */
  guint snippets;        /* how many of the first hits get sentence and markup; G_MAXUINT for all */
  gboolean as_typed;     /* no spelling correction */
} DcrSearchRequest;

typedef struct
{
  gint64 rowid;
  DcrAudience audience;
  DcrArticleKind kind;
  char *ref;             /* « particuliers/F1344 » */
  char *id;
  char *title;           /* Pango markup, found words in <b>; plain when without snippet */
  char *sentence;        /* Pango markup, or NULL */
  char *address;         /* passage that answers best, or NULL */
  char *date, *theme;    /* « YYYY-MM-DD » or NULL */
  char *why;             /* « synonyme : carte grise », or NULL */
  double score;
} DcrHit;

typedef struct
{
  GPtrArray *hits;       /* DcrHit *, best first */
  guint total;           /* documents that match */
  char *corrected;       /* words searched instead of those typed, or NULL */
  GPtrArray *near_terms; /* char *: when there is no hit; may be empty */
  char *near_theme;      /* title of the theme that speaks most of near_terms, or NULL */
  char *near_theme_ref;  /* « particuliers/N19810 » */
  gint64 microseconds;
} DcrSearchResult;

void dcr_search_result_free (DcrSearchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSearchResult, dcr_search_result_free)

/** Never fails: broken or empty words give no hit. */
DcrSearchResult *dcr_search_query (DcrSearch *search, const DcrSearchRequest *request);

G_END_DECLS
