/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "followup/dcr-sending.h"
#include "followup/dcr-template.h"
#include "text/dcr-gsm.h"

G_BEGIN_DECLS

/*
 * A confirmation composed from a template and what was kept in this call: pure functions of their input,
 * any thread, a fraction of a millisecond; done again at each change. Nothing that the agent did not open
 * can enter: passages come from the call alone, a passage quoted by the template only if its article was
 * opened in it.
 */

/** A passage kept, as the composer offers it. */
typedef struct
{
  const DcrCallPassage *kept; /* lent */
  char *text;                 /* as this caller is to read it; NULL: kept->text */
  gboolean included;
} DcrComposePassage;

typedef struct
{
  const DcrTemplate *template;
  GPtrArray *passages;          /* DcrComposePassage, in their order */
  const char *const *opened;    /* articles opened in this call, « AUDIENCE/ID », NULL-terminated */
  const char *counter;          /* counter or service kept, lines apart by \n, or NULL */
  const char *link;             /* of the online service, else of the page; or NULL */
  gboolean link_down;           /* marked out of order: it is left out */
  const char *link_instead;     /* what to say meanwhile, or NULL */
  const char *agent;            /* as it signs */
  gint64 now, call_began;
  const char *reference;        /* to quote when calling back: dcr_compose_reference() */
  GHashTable *values;           /* variable name -> text as typed */
  GHashTable *quotes_now;       /* « ARTICLE#ADDRESS » -> hash as it reads today, NULL when it is gone; the
                                   table itself NULL: not looked up yet */
  const DcrRules *rules;
  gboolean survey;              /* this message was drawn to carry it */
  char **edits;                 /* free parts as the agent rewrote them, in order; NULL: untouched */
  gboolean short_version;       /* of an SMS */
} DcrComposeInput;

typedef enum
{
  DCR_LINE_PARAGRAPH,
  DCR_LINE_HEADING,
  DCR_LINE_ITEM,
} DcrLineKind;

typedef enum
{
  DCR_ORIGIN_FREE,    /* of the template, may be rewritten */
  DCR_ORIGIN_PASSAGE, /* kept in the call: read-only */
  DCR_ORIGIN_QUOTE,   /* quoted by the template: read-only */
  DCR_ORIGIN_FOOTER,
} DcrOrigin;

typedef enum
{
  DCR_SPAN_WORDS,
  DCR_SPAN_VALUE,   /* of a variable */
  DCR_SPAN_MISSING, /* a variable without value: its label in brackets */
} DcrSpanKind;

typedef struct
{
  DcrSpanKind kind;
  char *text;
  char *variable; /* name, or NULL */
} DcrSpan;

typedef struct
{
  DcrLineKind kind;
  DcrOrigin origin;
  int region;    /* number of the free part it belongs to, from 0; -1 */
  gboolean gap;  /* an empty line stands before it */
  GArray *spans; /* DcrSpan */
} DcrLine;

typedef enum
{
  DCR_PROBLEM_UNFILLED,      /* a variable; word: its name */
  DCR_PROBLEM_VALUE,         /* of the wrong kind; word: its name */
  DCR_PROBLEM_NOTHING_KEPT,
  DCR_PROBLEM_NOT_APPROVED,
  DCR_PROBLEM_QUOTE_CHANGED, /* since the template was approved; word: « ARTICLE#ADDRESS » */
  DCR_PROBLEM_QUOTE_UNKNOWN, /* not looked up yet */
  DCR_PROBLEM_QUOTE_LEFT,    /* its article was not opened in this call: left out, said */
  DCR_PROBLEM_LINK_DOWN,     /* left out, said */
  DCR_PROBLEM_TOO_LONG,      /* more parts than the site allows */
  DCR_PROBLEM_EMPTY,
} DcrProblemKind;

typedef struct
{
  DcrProblemKind kind;
  gboolean refuses; /* to send; else it is only said */
  char *word;
  char *sentence;   /* for the agent */
} DcrProblem;

typedef struct
{
  char *subject;
  char *text;         /* exactly what is received: the text part, or the SMS */
  char *html;         /* of an e-mail, or NULL */
  GPtrArray *lines;   /* DcrLine: the same, for a preview */
  GPtrArray *problems; /* DcrProblem */
  GPtrArray *names;   /* char *: values of names */
  GPtrArray *cited;   /* DcrMessagePassage: what it is made of */
  DcrGsmCount count;  /* of an SMS */
  gint64 attached;    /* bytes */
  guint n_regions;
} DcrComposed;

DcrComposed *dcr_compose (const DcrComposeInput *input);
void dcr_composed_free (DcrComposed *composed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrComposed, dcr_composed_free)

/** The first problem that refuses to send, or NULL. */
const DcrProblem *dcr_composed_refusal (const DcrComposed *composed);
/** The free part number @region as it is edited: « ## » and « - » as in a template. g_free() it. */
char *dcr_composed_region (const DcrComposed *composed, guint region);
/** The same part as the agent wrote it, for DcrComposeInput.edits: values that still stand in it as
 *  « {{name}} », so that they follow what is filled in later. g_free() it. */
char *dcr_composed_rewrite (const DcrComposed *composed, guint region, const char *text);

/** The message that @composed makes: names replaced by marks, passages, attachments. State queued; call,
 *  person, recipient and times are the caller's to fill. */
DcrMessage *dcr_composed_to_message (const DcrComposed *composed, const DcrTemplate *template);

/** « 7K4-21-11 »: what a caller quotes, from the call's id and day. Free with g_free(). */
char *dcr_compose_reference (const DcrUuid *call, gint64 began);
/** Whether this message is one of the @share out of a hundred that carry the survey: always the same for
 *  the same @id. */
gboolean dcr_compose_draws_survey (const DcrUuid *id, guint share);

G_END_DECLS
