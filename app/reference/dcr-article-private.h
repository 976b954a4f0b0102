/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-arena.h"
#include "reference/dcr-article.h"
#include "reference/dcr-element.h"

G_BEGIN_DECLS

/* How an article is made, in this order: dcr-article-parse.c (XML, refusals) -> dcr-article-root.c
 * (the document's parts in the order they are read, with -build, -boxes, -inline, -table, -guided)
 * -> dcr-article-passages.c (addresses, texts, hashes) -> dcr-article-links.c. Private to
 * reference/. */

/** The article and what keeps it alive. */
typedef struct
{
  DcrArticle article; /* first: the two are one pointer */
  DcrArena arena;
  DcrBlock **cases; /* with an address */
  guint n_cases;
  DcrArticle *tree, *guided; /* adopted: whose memory this one stands on */
} DcrArticleReal;

/** A block that a LienIntra may point to. */
typedef struct
{
  const char *id;
  const DcrBlock *block;
} DcrAnchor;

typedef struct
{
  DcrArticleReal *real;
  DcrArticle *article;
  DcrArena *arena;
  GHashTable *unknown;  /* of the caller, or NULL */
  GPtrArray *stack;     /* DcrBlock *: children waiting for their parent to be whole */
  GArray *runs;         /* DcrRun: of the paragraph in hand; nests like the stack */
  guint line_start;     /* first run of the line in hand, in runs */
  gboolean due;         /* a space is due before the next word of the line in hand */
  gboolean ended;       /* the line in hand ends with a space */
  GPtrArray *variables; /* char *: tested by conditions */
  GArray *anchors;      /* DcrAnchor */
  GArray *glossary;     /* DcrGlossary */
  GArray *questions;    /* DcrQuestion */
  GArray *meta;         /* DcrMeta */
  GString *scratch;
} DcrBuilder;

/* -- dcr-article-inline.c: text and lines */

/** @text with white space collapsed and trimmed, NFC, in the arena; NULL when nothing is left. */
const char *dcr_build_text (DcrBuilder *builder, const char *text);
/** All text below @node, likewise; a space between what stands in different blocks. */
const char *dcr_build_node_text (DcrBuilder *builder, xmlNode *node);
/** Attribute as trimmed text, or NULL. */
const char *dcr_build_attr (DcrBuilder *builder, const xmlNode *node, const char *name);
/** Address of the web, or NULL when it is none we open (http, https, ftp, mailto, tel). */
const char *dcr_build_url (DcrBuilder *builder, const char *url);
/** « AUDIENCE/ID » of the document @id names, or NULL when no document has such an id. @audience
 * may be NULL: that of this article. */
const char *dcr_build_ref (DcrBuilder *builder, const char *id, const char *audience);

/** The line in hand: begin, add nodes, end; lines nest (a figure in a paragraph). */
typedef struct
{
  guint start;
  gboolean due, ended;
} DcrLine;
DcrLine dcr_line_begin (DcrBuilder *builder);
void dcr_line_add (DcrBuilder *builder, xmlNode *node, guint styles);
const DcrRun *dcr_line_end (DcrBuilder *builder, DcrLine outer, guint *n_runs);
/** Runs of a heading: text, inline elements, or Paragraphe of a Titre. */
const DcrRun *dcr_build_heading (DcrBuilder *builder, xmlNode *node, guint *n_runs);
/** All text of @runs, in the arena. */
const char *dcr_runs_text (DcrBuilder *builder, const DcrRun *runs, guint n_runs);
/** One run of plain text; NULL and 0 when @text is NULL. */
const DcrRun *dcr_build_plain (DcrBuilder *builder, const char *text, guint *n_runs);

/* -- dcr-article-build.c: blocks */

DcrBlock *dcr_build_block (DcrBuilder *builder, DcrBlockKind kind, xmlNode *node);
/** Hands to @block what was pushed on the stack since @mark. */
void dcr_build_adopt (DcrBuilder *builder, DcrBlock *block, guint mark);
/** What is inside @node: pushes blocks, or says it of @block. */
void dcr_build_children (DcrBuilder *builder, DcrBlock *block, xmlNode *node);
/** One element inside @block. */
void dcr_build_element (DcrBuilder *builder, DcrBlock *block, xmlNode *node);
/** A block of @kind with its children, pushed. */
DcrBlock *dcr_build_whole (DcrBuilder *builder, DcrBlockKind kind, guint style, xmlNode *node);
/** A heading as a paragraph, pushed. */
void dcr_build_heading_line (DcrBuilder *builder, xmlNode *node);
DcrDetails *dcr_build_details (DcrBuilder *builder, DcrBlock *block);
void dcr_build_title (DcrBuilder *builder, DcrBlock *block, xmlNode *node);
/** Heading that the site prints and the file does not hold. */
void dcr_build_made_title (DcrBuilder *builder, DcrBlock *block, const char *title);
const DcrCondition *dcr_build_condition (DcrBuilder *builder, xmlNode *node);
void dcr_build_count_unknown (DcrBuilder *builder, xmlNode *node);

/* -- dcr-article-boxes.c: what leads somewhere */

void dcr_build_where (DcrBuilder *builder, xmlNode *node);
void dcr_build_service (DcrBuilder *builder, xmlNode *node, DcrElement element);
void dcr_build_link_item (DcrBuilder *builder, xmlNode *node, DcrElement element);
void dcr_build_figure (DcrBuilder *builder, xmlNode *node);
/** Attributes of a link, an office or a picture into details; url when there is one. */
void dcr_build_link_attrs (DcrBuilder *builder, DcrBlock *block, const xmlNode *node);
/** The one line of DcrBlock.note, from the details. */
void dcr_build_note (DcrBuilder *builder, DcrBlock *block);
DcrServiceStyle dcr_service_style (const char *type);

/* -- dcr-article-table.c, dcr-article-guided.c, dcr-article-root.c */

void dcr_build_table (DcrBuilder *builder, xmlNode *node);
/** Problematiques or Questionnaire: a section of lists, and the questions. */
void dcr_build_guided (DcrBuilder *builder, xmlNode *node);
/** FALSE when the root is that of no article. */
gboolean dcr_build_root (DcrBuilder *builder, xmlNode *root);
/* dcr-article-meta.c */
/** Id, audience, kind…: FALSE without a proper id. */
gboolean dcr_build_identity (DcrBuilder *builder, xmlNode *root);
/** FALSE when @node is no part of the head. */
gboolean dcr_build_head (DcrBuilder *builder, xmlNode *node, DcrElement element);

/* -- dcr-article-questions.c, dcr-article-passages.c, dcr-article-links.c: once the tree stands */

/** @prefix and a hash of the folded labels, in no order: the same set has the same key. */
const char *dcr_build_labels_key (DcrBuilder *builder, const char *prefix, const DcrAnswer *answers,
                                  guint n_answers);
/** Questions of the cases, tested_vars and set_vars. */
void dcr_build_questions (DcrBuilder *builder);
/** Which passage each block belongs to, and the addresses. */
void dcr_build_passages (DcrBuilder *builder);
/** Links that name an id of this file; to be called once the addresses are known. */
void dcr_build_inner_links (DcrBuilder *builder);
/** Texts and hashes of the passages, and that of the content. */
void dcr_build_texts (DcrBuilder *builder);
/** DcrArticle.links. */
void dcr_build_outer_links (DcrBuilder *builder);
/** Text of @passage (arena of its article) and what its hash is made of beside, appended to @urls.
 */
const char *dcr_passage_text (DcrArticle *article, const DcrPassage *passage, GString *urls);

/** @text as a part of an address: lower case, without accents, words joined by dashes; appended.
 *  Never changes: addresses are on disk. */
void dcr_slug_append (GString *out, const char *text);

/* -- dcr-article-text.c: blocks as text */

typedef enum
{
  DCR_TEXT_NESTED = 1 << 0,       /* with the passages that stand inside */
  DCR_TEXT_ADDRESSES = 1 << 1,    /* their addresses on lines of their own */
  DCR_TEXT_LINKS = 1 << 2,        /* addresses of services, offices and references */
  DCR_TEXT_INLINE_LINKS = 1 << 3, /* and of web links in the sentences */
  DCR_TEXT_INDENT = 1 << 4,       /* cases and nested passages set in */
  DCR_TEXT_NAME_FOLDED = 1 << 5,  /* one line for what does not concern the caller */
} DcrTextFlags;

typedef struct
{
  const DcrArticle *article;
  const DcrSituation *situation;
  DcrTextFlags flags;
  GString *out;
  GString *urls; /* (nullable): every target met, for the hash */
  guint indent;
  const char *marker; /* of the list item whose first line is next */
  guint headed;       /* with addresses: the passage whose address was last printed, plus one */
} DcrPrinter;

/** What is below @block, its note and its address on the web, without its heading. */
void dcr_print_body (DcrPrinter *printer, const DcrBlock *block);
/** @block with its heading, whatever the caller answered. */
void dcr_print_whole (DcrPrinter *printer, const DcrBlock *block);
/** @block with its heading, or the line that names it, or nothing when it is another passage. */
void dcr_print_block (DcrPrinter *printer, const DcrBlock *block);
/** TRUE when a passage begins at @block. */
gboolean dcr_block_is_passage (const DcrArticle *article, const DcrBlock *block);
/** « 2020-11-05 » -> « 05/11/2020 », as the site prints it; NULL for NULL. g_free(). */
char *dcr_day_text (const char *date);
void dcr_runs_append (GString *out, const DcrRun *runs, guint n_runs);
/** How @condition is written, for a hash. */
void dcr_condition_append (GString *out, const DcrCondition *condition);

typedef enum
{
  DCR_UNSET,
  DCR_FALSE,
  DCR_TRUE
} DcrTruth;
/** What @condition (NULL: always) is for @situation (NULL: nothing answered). */
DcrTruth dcr_condition_value (const DcrCondition *condition, const DcrSituation *situation);

G_END_DECLS
