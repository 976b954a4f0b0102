/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "reference/dcr-block.h"

G_BEGIN_DECLS

typedef enum
{
  DCR_AUDIENCE_PARTICULIERS,
  DCR_AUDIENCE_PROFESSIONNELS,
  DCR_AUDIENCE_ASSOCIATIONS,
  DCR_N_AUDIENCES
} DcrAudience; /* on disk: append-only */

/** « particuliers », « professionnels », « associations ». */
const char *dcr_audience_name (DcrAudience audience);
/** FALSE when @name is none of them; any case. */
gboolean dcr_audience_parse (const char *name, DcrAudience *audience);
/** Splits « particuliers/F1344 » (a bare id means particuliers). Free *@id with g_free(). */
gboolean dcr_article_ref_parse (const char *ref, DcrAudience *audience, char **id);

/** What sort of document (FORMAT 3.2); on disk: append-only. */
typedef enum
{
  DCR_ARTICLE_SHEET,
  DCR_ARTICLE_QUESTION,
  DCR_ARTICLE_LIFE_EVENT,
  DCR_ARTICLE_LINKS,
  DCR_ARTICLE_GUIDED_SEARCH,
  DCR_ARTICLE_THEME,
  DCR_ARTICLE_DOSSIER,
  DCR_ARTICLE_FORM,
  DCR_ARTICLE_ONLINE_SERVICE,
  DCR_ARTICLE_MODEL,
  DCR_ARTICLE_SIMULATOR,
  DCR_ARTICLE_SEARCH_TOOL,
  DCR_ARTICLE_OTHER
} DcrArticleKind;

/** A step of the breadcrumb; target is NULL when no document has this id. */
typedef struct
{
  const char *id, *title;
  const char *target;
} DcrCrumb;

/** A definition or an abbreviation carried by the article. */
typedef struct
{
  const char *id, *title;
  const DcrBlock *text; /* group */
  gboolean is_abbreviation;
} DcrGlossary;

/** What is read out in one breath (DESIGN 1, Terms). The passages of an article do not overlap and
 *  together hold all it says; a case lies inside the passage of its heading and has an address only
 *  (dcr_article_find_block()). */
typedef struct
{
  const char
      *address; /* « majeur/pieces-a-fournir », « introduction », « declarer.cas2/a-noter~2 » */
  const char *heading; /* plain text of its own heading; the article's title for the introduction
                          and for a body without heading (« texte ») */
  const DcrBlock
      *block;       /* the section, group, situation, callout, where or service it is made of */
  int parent;       /* passage it stands under by its headings, or -1 */
  const char *text; /* as read out, nothing answered: paragraphs by line feeds, list items « • »,
                       cells by tabs, without heading, links and nested passages; cases included.
                       Search indexes it. Empty for a heading that only holds other headings */
  const char *hash; /* hexadecimal SHA-256 of heading, text and links, never of the address:
                       tells a change */
  guint depth;      /* depth in the outline, 0 for the first level */
} DcrPassage;

/** Where a question comes from. */
typedef enum
{
  DCR_QUESTION_GUIDED,     /* Problematiques, Branche: a level of a guided search */
  DCR_QUESTION_FORM,       /* Questionnaire */
  DCR_QUESTION_SITUATIONS, /* ListeSituations */
  DCR_QUESTION_CASES,      /* BlocCas */
} DcrQuestionOrigin;

/** A question whose answer holds for the whole call wherever its key returns. */
typedef struct
{
  const char *label;
  const char *help;              /* Aide, or NULL */
  const char *restated;          /* « Vous êtes locataire » (IntituleSiSelectionne), or NULL */
  const char *const *true_vars;  /* affecteVrai, NULL-terminated, never NULL */
  const char *const *false_vars; /* affecteFaux, likewise */
  const char *const *excluded_vars; /* what only the other answers, and what they lead to, set */
  const char *target;               /* article this leaf of a guided search leads to, or NULL */
} DcrAnswer;

typedef struct
{
  const char *key;   /* stable: « vars:T1,T2… », « labels:HASH » for answers that set nothing,
                        « cases:HASH » for a distinct set of case titles. Two questions of one
                        article may share a key: one answer answers both */
  const char *label; /* its own words; the heading above the cases; the answer it refines */
  const char *help;  /* or NULL */
  DcrQuestionOrigin origin;
  const DcrAnswer *answers;
  guint n_answers;
  int parent_question; /* asked only once this question of the same article has been given */
  int parent_answer;   /* this answer; -1, -1: always asked. See dcr_question_is_asked() */
} DcrQuestion;

/** What a link is for; on disk (link.kind): append-only. */
typedef enum
{
  DCR_ROLE_TEXT,
  DCR_ROLE_SERVICE,
  DCR_ROLE_MENU,
  DCR_ROLE_SEE_ALSO,
  DCR_ROLE_QUESTION,
  DCR_ROLE_MORE,
  DCR_ROLE_USED_BY,
  DCR_ROLE_REFERENCE,
  DCR_ROLE_GUIDED,
  DCR_ROLE_LIFE_EVENT,
  DCR_ROLE_WHERE
} DcrLinkRole;

/** A way out of the article, in reading order; a target named twice is there twice. */
typedef struct
{
  DcrLinkRole role;
  DcrAudience target_audience; /* when target_id */
  const char *target_id;       /* « F1344 », or NULL */
  const char *url;             /* or NULL; a service may have both */
  const char *text;            /* may be empty: show the target's title */
} DcrArticleLink;

/** What the feed says of the document beside what is read (dc:…, Canal): name and value as they
 * are. */
typedef struct
{
  const char *name, *value;
} DcrMeta;

typedef struct _DcrArticle DcrArticle;
struct _DcrArticle
{
  int ref_count; /* atomic */
  DcrAudience audience;
  const char *id;  /* « F1344 » */
  const char *ref; /* « particuliers/F1344 » */
  DcrArticleKind kind;
  const char *type;       /* root @type as the feed has it, or NULL */
  const char *kind_label; /* SurTitre, or NULL */
  const char *title;
  const char *description;    /* dc:description */
  const char *date;           /* dc:date, « YYYY-MM-DD », or NULL: last human check */
  const char *important_date; /* dateDerniereModificationImportante, or NULL */
  const char *contributor;
  const char *page_url; /* spUrl, rewritten to today's host; or made from audience and id */
  /* theme, dossier: where it stands; titles and ids, each or NULL */
  const char *theme, *theme_id, *dossier, *dossier_id; /* or NULL */
  const char *sub_theme, *sub_theme_id, *sub_dossier;  /* or NULL; no document has these ids */
  const DcrCrumb *themes;
  guint n_themes;               /* all of them: a resource may have several */
  const char *guided_search;    /* « AUDIENCE/ID » of its RechercheGuidee, or NULL */
  const char *status;           /* root @statut, or NULL */
  const char *const *targets;   /* Cible, NULL-terminated */
  const char *const *audiences; /* Audience elements, NULL-terminated */
  const DcrCrumb *crumbs;
  guint n_crumbs;
  const DcrGlossary *glossary;
  guint n_glossary;
  const DcrQuestion *questions;
  guint n_questions;
  const DcrPassage *passages;
  guint n_passages;
  const DcrArticleLink *links;
  guint n_links;
  const DcrMeta *meta;
  guint n_meta;
  const char *const *tested_vars; /* of its conditions, sorted, NULL-terminated */
  const char *const *set_vars;    /* of its questions, likewise */
  guint n_bad_tables;       /* rows of unequal width, spans out of the table: mended, counted */
  guint n_dangling;         /* links to a definition or a part that the file does not hold */
  const DcrBlock *root;     /* DCR_BLOCK_GROUP */
  const char *content_hash; /* hexadecimal SHA-256 of everything that is read, dc:date left out */
};

/**
 * Parses one document of the feed (versions 3.0 to 3.5). Any thread.
 * @bytes: the XML, at most DCR_ARTICLE_MAX_BYTES; a DTD, a depth over 128, a node over 1 MB or
 * broken XML is refused with DCR_ERROR_INPUT. Unknown elements keep their text and are counted.
 * @error: no sentence yet, but what is wrong with the file, to follow its name (“is empty”).
 * @unknown: (nullable): element name -> count (GUINT_TO_POINTER), added to.
 */
DcrArticle *dcr_article_parse (const char *bytes, gsize size, GHashTable *unknown, GError **error);
#define DCR_ARTICLE_MAX_BYTES (8 * 1024 * 1024)

DcrArticle *dcr_article_ref (DcrArticle *article);
void dcr_article_unref (DcrArticle *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrArticle, dcr_article_unref)

/** Passage with this address, or NULL. */
const DcrPassage *dcr_article_find_passage (const DcrArticle *article, const char *address);
/** Block with this address: of a passage, or a case (« declarer.cas2 »). NULL when there is none.
 */
const DcrBlock *dcr_article_find_block (const DcrArticle *article, const char *address);

/** Title of « AUDIENCE/ID », or NULL when the base does not have it. Free with g_free(). */
typedef char *(*DcrTitleFunc) (const char *ref, gpointer user_data);
/** Gives the links that the feed left without words the title of their target. Right after parsing,
 *  before the article is shared; changes no hash. */
void dcr_article_name_links (DcrArticle *article, DcrTitleFunc func, gpointer user_data);

/**
 * A new article that shares the tree of @article and also asks the questions of @guided (a guided
 * search or a questionnaire) that decide a variable tested here and not decided yet; one already
 * there is not asked twice. Questions keep their index. Which documents to take:
 * dcr_reference_adopt_questions().
 */
DcrArticle *dcr_article_adopt_questions (DcrArticle *article, DcrArticle *guided);

/* ---- The caller's situation: answers given during the call -------------------------------- */

/** DcrSituation: question key -> answer label, and the variables those answers set.
 *  Mutable, one thread (a copy crosses threads). */
typedef struct _DcrSituation DcrSituation;
DcrSituation *dcr_situation_new (void);
DcrSituation *dcr_situation_copy (const DcrSituation *situation);
void dcr_situation_free (DcrSituation *situation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSituation, dcr_situation_free)
/** Everything that was answered, for the draft of a call; (transfer floating), of type DCR_SITUATION_FORMAT. */
#define DCR_SITUATION_FORMAT "(a(susasasas)a{su})"
GVariant *dcr_situation_to_variant (const DcrSituation *situation);
/** @variant must be of that type. */
DcrSituation *dcr_situation_from_variant (GVariant *variant);
/** Answers @question; @answer -1 takes the answer back. */
void dcr_situation_answer (DcrSituation *situation, const DcrQuestion *question, int answer);
/** Index of the answer given to this question, or -1. */
int dcr_situation_get (const DcrSituation *situation, const DcrQuestion *question);
/** Sets a variable directly (`show --set VAR=VALUE`); @value TRUE or FALSE. */
void dcr_situation_set_var (DcrSituation *situation, const char *var, gboolean value);

/** Whether this question is to be asked: the answer it refines, if any, was given. */
gboolean dcr_question_is_asked (const DcrArticle *article, guint question,
                                const DcrSituation *situation);

typedef enum
{
  DCR_SHOWN,
  DCR_FOLDED /* an answer makes it false: one dim line names it */
} DcrShown;
/** Whether @block itself (not its ancestors) holds for the caller. @situation NULL shows all. */
DcrShown dcr_block_shown (const DcrArticle *article, const DcrBlock *block,
                          const DcrSituation *situation);

/** Heading of @block for this caller: its TitreAlternatif while its condition is not known to hold.
 */
const DcrRun *dcr_block_title (const DcrBlock *block, const DcrSituation *situation, guint *n_runs);

/* ---- Rendering ---------------------------------------------------------------------------- */

/** The whole article as text, as `decrochectl show` prints it (passage addresses in the margin).
 *  Folded parts are one line « Ne concerne pas cet appelant : … ». Free with g_free(). */
char *dcr_article_render (const DcrArticle *article, const DcrSituation *situation);
/** One block (a case, a list…) as read out, with its heading, links and what is nested in it,
 * folded parts named. g_free(). */
char *dcr_block_render (const DcrArticle *article, const DcrBlock *block,
                        const DcrSituation *situation);
/** One passage for a copy or a message: heading, text with its links, then « Source : … (id), à
 * jour du … ». What does not concern the caller is left out. g_free(). */
char *dcr_passage_render (const DcrArticle *article, const DcrPassage *passage,
                          const DcrSituation *situation);

G_END_DECLS
