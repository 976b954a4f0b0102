/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "reference/dcr-block.h"

G_BEGIN_DECLS

typedef enum { DCR_AUDIENCE_PARTICULIERS, DCR_AUDIENCE_PROFESSIONNELS, DCR_AUDIENCE_ASSOCIATIONS,
               DCR_N_AUDIENCES } DcrAudience; /* on disk: append-only */

/** « particuliers », « professionnels », « associations ». */
const char *dcr_audience_name (DcrAudience audience);
/** FALSE when @name is none of them; any case. */
gboolean dcr_audience_parse (const char *name, DcrAudience *audience);
/** Splits « particuliers/F1344 » (a bare id means particuliers). Free *@id with g_free(). */
gboolean dcr_article_ref_parse (const char *ref, DcrAudience *audience, char **id);

/** What sort of document (FORMAT 3.2); on disk: append-only. */
typedef enum { DCR_ARTICLE_SHEET, DCR_ARTICLE_QUESTION, DCR_ARTICLE_LIFE_EVENT, DCR_ARTICLE_LINKS,
               DCR_ARTICLE_GUIDED_SEARCH, DCR_ARTICLE_THEME, DCR_ARTICLE_DOSSIER, DCR_ARTICLE_FORM,
               DCR_ARTICLE_ONLINE_SERVICE, DCR_ARTICLE_MODEL, DCR_ARTICLE_SIMULATOR,
               DCR_ARTICLE_SEARCH_TOOL, DCR_ARTICLE_OTHER } DcrArticleKind;

/** A step of the breadcrumb; target is NULL when no document has this id. */
typedef struct { const char *id, *title; const char *target; } DcrCrumb;

/** A definition or an abbreviation carried by the article. */
typedef struct { const char *id, *title; const DcrBlock *text; /* group */ gboolean is_abbreviation; } DcrGlossary;

/** What is read out in one breath (DESIGN 1, Terms). */
typedef struct
{
  const char *address;     /* « majeur/pieces-a-fournir », « introduction », « …/a-savoir~2 », « ….cas2 » */
  const char *heading;     /* plain text of its own heading; the article's title for the introduction */
  const DcrBlock *block;   /* the section, group, callout, where or service it is made of */
  int parent;              /* passage whose block encloses this one, or -1 */
  const char *text;        /* as read out: paragraphs by line feeds, list items « • », cells by tabs,
                              without nested passages; the same text `show` prints and search indexes */
  const char *hash;        /* hexadecimal SHA-256 of address-independent text: tells a change */
  guint depth;             /* depth in the outline, 0 for the first level */
} DcrPassage;

/** A question whose answer holds for the whole call wherever its key returns. */
typedef struct { const char *label; const char *const *true_vars; const char *const *false_vars;
                 const char *help; const char *target; /* article a leaf of a guided search leads to, or NULL */
                 int parent; /* answer this one refines (Branche in Branche), or -1 */ } DcrAnswer;
typedef struct
{
  const char *key;         /* stable: « vars:T1,T2… » for a guided search or Questionnaire, « cases:HASH »
                              for a distinct set of case titles */
  const char *label;       /* « Quelle est votre situation ? », heading above the cases… */
  const DcrAnswer *answers;
  guint n_answers;
} DcrQuestion;

typedef struct _DcrArticle DcrArticle;
struct _DcrArticle
{
  int ref_count; /* atomic */
  DcrAudience audience;
  const char *id;             /* « F1344 » */
  const char *ref;            /* « particuliers/F1344 » */
  DcrArticleKind kind;
  const char *kind_label;     /* SurTitre */
  const char *title;
  const char *description;    /* dc:description */
  const char *date;           /* dc:date, « YYYY-MM-DD », or NULL: last human check */
  const char *important_date; /* dateDerniereModificationImportante, or NULL */
  const char *contributor;
  const char *page_url;       /* spUrl, rewritten to today's host; or made from audience and id */
  const char *theme, *theme_id, *dossier, *dossier_id; /* or NULL */
  const char *guided_search;  /* « AUDIENCE/ID » of its RechercheGuidee, or NULL */
  const char *status;         /* root @statut, or NULL */
  const char *const *targets; /* Cible, NULL-terminated */
  const char *const *audiences; /* Audience elements, NULL-terminated */
  const DcrCrumb *crumbs;      guint n_crumbs;
  const DcrGlossary *glossary; guint n_glossary;
  const DcrQuestion *questions; guint n_questions;
  const DcrPassage *passages;  guint n_passages;
  const DcrBlock *root;        /* DCR_BLOCK_GROUP */
  const char *content_hash;    /* hexadecimal SHA-256 of everything that is read, dc:date left out */
};

/**
 * Parses one document of the feed (versions 3.0 to 3.5). Any thread.
 * @bytes: the XML, at most DCR_ARTICLE_MAX_BYTES; a DTD, a depth over 256, a node over 1 MB or broken
 *   XML is refused with DCR_ERROR_INPUT. Unknown elements keep their text and are counted.
 * @unknown: (nullable): element name -> count (GUINT_TO_POINTER), added to.
 */
DcrArticle *dcr_article_parse (const char *bytes, gsize size, GHashTable *unknown, GError **error);
#define DCR_ARTICLE_MAX_BYTES (8 * 1024 * 1024)

DcrArticle *dcr_article_ref (DcrArticle *article);
void dcr_article_unref (DcrArticle *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrArticle, dcr_article_unref)

/** Passage with this address, or NULL. */
const DcrPassage *dcr_article_find_passage (const DcrArticle *article, const char *address);

/* ---- The caller's situation: answers given during the call -------------------------------- */

/** DcrSituation: question key -> answer label, and the variables those answers set.
 *  Mutable, one thread (a copy crosses threads). */
typedef struct _DcrSituation DcrSituation;
DcrSituation *dcr_situation_new (void);
DcrSituation *dcr_situation_copy (const DcrSituation *situation);
void dcr_situation_free (DcrSituation *situation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSituation, dcr_situation_free)
/** Answers @question; @answer -1 takes the answer back. */
void dcr_situation_answer (DcrSituation *situation, const DcrQuestion *question, int answer);
/** Index of the answer given to this question, or -1. */
int dcr_situation_get (const DcrSituation *situation, const DcrQuestion *question);
/** Sets a variable directly (`show --set VAR=VALUE`); @value TRUE or FALSE. */
void dcr_situation_set_var (DcrSituation *situation, const char *var, gboolean value);

typedef enum { DCR_SHOWN, DCR_FOLDED /* an answer makes it false: one dim line names it */ } DcrShown;
/** Whether @block itself (not its ancestors) holds for the caller. @situation NULL shows all. */
DcrShown dcr_block_shown (const DcrArticle *article, const DcrBlock *block,
                          const DcrSituation *situation);

/* ---- Rendering ---------------------------------------------------------------------------- */

/** The whole article as text, as `decrochectl show` prints it (passage addresses in the margin).
 *  Folded parts are one line « Ne concerne pas cet appelant : … ». Free with g_free(). */
char *dcr_article_render (const DcrArticle *article, const DcrSituation *situation);
/** One passage for a copy or a message: text, then « Source : … (id), à jour du … ». g_free(). */
char *dcr_passage_render (const DcrArticle *article, const DcrPassage *passage);

G_END_DECLS
