/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The block tree: what an article says, in the order it is read out. Made once from the XML
 * (dcr_article_parse()), immutable afterwards, so any thread may read it. The reader's widgets,
 * `decrochectl show`, the passages, the copy and the find in page are all made from this tree:
 * a text that is not in it is nowhere.
 *
 * All strings live as long as the DcrArticle that owns the tree. Text is NFC, white space collapsed
 * (U+00A0 and U+202F kept), trimmed at the ends of a block, never between inline runs.
 */

typedef enum
{
  DCR_RUN_PLAIN,
  DCR_RUN_STRONG,      /* MiseEnEvidence */
  DCR_RUN_VALUE,       /* Valeur, Montant: an amount, a rate, a delay */
  DCR_RUN_EXPRESSION,  /* Expression: quoted expression */
  DCR_RUN_QUOTE,       /* Citation */
  DCR_RUN_FOREIGN,     /* TermeEtranger */
  DCR_RUN_VARIABLE,    /* Variable: a field to fill in, in a model letter */
  DCR_RUN_SUPERSCRIPT, /* Exposant */
  DCR_RUN_SUBSCRIPT,   /* Indice */
  DCR_RUN_IMAGE,       /* Image inside a paragraph: text is its replacement text */
} DcrRunStyle;         /* bit numbers of DcrRun.styles */

typedef enum
{
  DCR_LINK_NONE,
  DCR_LINK_ARTICLE,    /* target = « AUDIENCE/ID », opens in the window */
  DCR_LINK_DEFINITION, /* target = id of a DcrGlossary entry of the same article */
  DCR_LINK_WEB,        /* target = URL (http, https, ftp, mailto or tel only) */
  DCR_LINK_PASSAGE,    /* target = address of a passage of the same article */
} DcrLinkKind;

/** What an element carries beside its title and text; each part may be NULL. DcrBlock.note says the
 *  useful ones in one line. */
typedef struct
{
  const char *id;         /* identity of the shared object (« R1234 »), file name of a picture */
  const char *type;       /* @type as the feed has it */
  const char *source;     /* Source: who publishes */
  const char *complement; /* Complement: remark after a title */
  const char *number;     /* Cerfa number: text, not a number (FORMAT 5) */
  const char *other_number; /* autrenumero */
  const char *format;       /* MIME type as the feed has it */
  const char *size;         /* « 888.7 KB » as the feed has it */
  const char *language;     /* « en »: the page is in another language */
  const char *comment;      /* commentaireLien */
  const char *date;         /* of a warning, « YYYY-MM-DD » */
  const guint *widths; /* of a table: the declared widths, percent; a hint, n_widths may differ */
  guint n_widths;      /* from the number of columns */
} DcrDetails;

/** A piece of a paragraph in one style. */
typedef struct
{
  const char *text; /* never NULL; empty only for a DCR_LINK_ARTICLE that the feed left without
                       words, until dcr_article_name_links() gives it the title of its target */
  guint styles;     /* 1 << DcrRunStyle, several may be set (nesting) */
  DcrLinkKind link;
  const char *target;        /* NULL without link */
  const DcrDetails *details; /* of a web link to a file: format, size, language; else NULL */
} DcrRun;

/** Condition of a block, three-valued: an unset variable makes it unknown, which shows. */
typedef enum
{
  DCR_CONDITION_TRUE_VAR,      /* estVrai */
  DCR_CONDITION_FALSE_VAR,     /* estFaux */
  DCR_CONDITION_UNDEFINED_VAR, /* estIndefini */
  DCR_CONDITION_AND,           /* et, and several children of Condition */
  DCR_CONDITION_OR,            /* ou */
  DCR_CONDITION_NOT,           /* non */
} DcrConditionKind;

typedef struct _DcrCondition DcrCondition;
struct _DcrCondition
{
  DcrConditionKind kind;
  const char *var; /* of the three *_VAR kinds */
  DcrCondition *const *children;
  guint n_children;
};

typedef enum
{
  DCR_BLOCK_GROUP,   /* children only, no mark of its own: Texte, Introduction, FragmentConditionne,
                        Contenu, an unknown element (style DCR_GROUP_UNKNOWN) */
  DCR_BLOCK_SECTION, /* heading (title) and children; level 1 Situation and root parts, 2 Chapitre,
                        3 SousChapitre, 4 TitreFlottant (no children: a heading between paragraphs)
                      */
  DCR_BLOCK_PARAGRAPH, /* runs */
  DCR_BLOCK_LIST,      /* children are DCR_BLOCK_ITEM; style DcrListStyle */
  DCR_BLOCK_ITEM,      /* children: paragraphs and lists */
  DCR_BLOCK_TABLE, /* title may be empty; children are DCR_BLOCK_ROW; a DCR_BLOCK_GROUP first child
                      with style DCR_GROUP_SUMMARY is its spoken summary */
  DCR_BLOCK_ROW,   /* children are DCR_BLOCK_CELL */
  DCR_BLOCK_CELL,  /* column, column_span, row_span, is_header; children: paragraphs and lists */
  DCR_BLOCK_CALLOUT, /* title, style DcrCalloutStyle */
  DCR_BLOCK_CASES, /* BlocCas and ListeSituations: children are DCR_BLOCK_CASE; style DcrCasesStyle;
                      question = index in DcrArticle.questions */
  DCR_BLOCK_CASE,  /* title, condition, children; answer = index in that question's answers */
  DCR_BLOCK_WHERE, /* OuSAdresser…: title; pivot; url; style DcrWhereStyle; children: its text */
  DCR_BLOCK_SERVICE,   /* ServiceEnLigne, LienWeb…: title; style DcrServiceStyle; target (article)
                          and/or   url; note « Cerfa n° … »; source; children: text, annexes, notices */
  DCR_BLOCK_LINK_ITEM, /* one line that leads somewhere: title, target or url, note (source,
                          comment): entries of menus, VoirAussi, PourEnSavoirPlus, Reference,
                          QuestionReponse… style 1: important (VoirAussi); children: comment */
  DCR_BLOCK_FIGURE, /* Image, Illustration, Video, Infographie: title = replacement text, url, note
                       = credits; children: caption, long description. Pictures are not in the feed:
                       details->id is the file name, url NULL; a Video has its url */
} DcrBlockKind;

typedef enum
{
  DCR_GROUP_PLAIN,
  DCR_GROUP_INTRODUCTION,
  DCR_GROUP_FRAGMENT,
  DCR_GROUP_SUMMARY,
  DCR_GROUP_UNKNOWN
} DcrGroupStyle;
/** Why a section of level 1 stands at the root of an article; DCR_SECTION_TEXT for the body. */
typedef enum
{
  DCR_SECTION_TEXT,
  DCR_SECTION_DOCUMENTS /* @type=pieces */,
  DCR_SECTION_IMPORTANT,
  DCR_SECTION_SERVICES,
  DCR_SECTION_WHERE,
  DCR_SECTION_QUESTIONS,
  DCR_SECTION_SEE_ALSO,
  DCR_SECTION_MORE,
  DCR_SECTION_REFERENCES /* folded */,
  DCR_SECTION_LIFE_EVENTS,
  DCR_SECTION_MENU /* theme and dossier pages */,
  DCR_SECTION_GUIDED /* guided search */,
  DCR_SECTION_USED_BY /* FicheLiee */,
  DCR_SECTION_WARNING /* Avertissement */
} DcrSectionStyle;
typedef enum
{
  DCR_LIST_BULLET,
  DCR_LIST_NUMBERED,
  DCR_LIST_CHECK
} DcrListStyle;
typedef enum
{
  DCR_CALLOUT_NOTE /* ANoter */,
  DCR_CALLOUT_KNOW /* ASavoir */,
  DCR_CALLOUT_WARNING,
  DCR_CALLOUT_REMINDER,
  DCR_CALLOUT_EXAMPLE
} DcrCalloutStyle;
typedef enum
{
  DCR_CASES_TABS,
  DCR_CASES_RADIO,
  DCR_CASES_SEQUENCE /* one under the other */
} DcrCasesStyle;
typedef enum
{
  DCR_WHERE_LOCAL,
  DCR_WHERE_NATIONAL,
  DCR_WHERE_CALL_CENTRE,
  DCR_WHERE_SUPPORT
} DcrWhereStyle;
typedef enum
{
  DCR_SERVICE_ONLINE,
  DCR_SERVICE_FORM,
  DCR_SERVICE_MODEL,
  DCR_SERVICE_SIMULATOR,
  DCR_SERVICE_SEARCH,
  DCR_SERVICE_NOTICE
} DcrServiceStyle;

typedef struct _DcrBlock DcrBlock;
struct _DcrBlock
{
  DcrBlockKind kind;
  guint style; /* one of the enums above, by kind */
  guint level; /* of a section */
  DcrBlock *parent;
  DcrBlock *const *children;
  guint n_children;
  const DcrRun *title; /* heading; n_title 0 when none */
  guint n_title;
  gboolean is_made; /* the title is the site's own word (« À savoir », « Où s'adresser ? »), not
                       in the file */
  const DcrRun *alternate; /* TitreAlternatif: neutral heading while the condition is not known to
                            hold; see dcr_block_title() */
  guint n_alternate;
  const DcrRun *runs; /* of a paragraph */
  guint n_runs;
  const DcrCondition *condition; /* NULL: always */
  const char *target;            /* « AUDIENCE/ID » or NULL */
  const char *url;               /* or NULL */
  const char *pivot;             /* PivotLocal: code of the local service type, or NULL */
  const char *note; /* one line beside the title (source, Cerfa number, comment), or NULL */
  const DcrDetails *details; /* or NULL */
  const char *address; /* of a passage's block and of a case (« declarer.cas2 »), else NULL */
  const char
      *element; /* name in the XML, for diagnosis and for the tag « mise en forme simplifiée » */
  guint column, column_span,
      row_span;       /* of a cell; spans at least 1 and inside the table; column is
           counted, not declared. Of a table: column_span is its number of columns */
  gboolean is_header; /* of a cell or row */
  int question,
      answer;    /* of cases and case; of a guided section and the items of its lists; -1: none */
  guint passage; /* index in DcrArticle.passages of the passage this block belongs to;
                    G_MAXUINT for what stands in none (metadata) */
};

/** All text of @runs in one string. Free with g_free(). */
char *dcr_runs_to_text (const DcrRun *runs, guint n_runs);

/** The plain title of @block (empty without one). Free with g_free(). */
char *dcr_block_title_text (const DcrBlock *block);

/** Calls @func for @block and all below it, in reading order; @func returns FALSE to leave out what
 *  is below the block it was given. */
typedef gboolean (*DcrBlockFunc) (const DcrBlock *block, gpointer user_data);
void dcr_block_walk (const DcrBlock *block, DcrBlockFunc func, gpointer user_data);

G_END_DECLS
