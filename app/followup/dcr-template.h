/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-message.h"

G_BEGIN_DECLS

/*
 * A template: what a confirmation says around the passages kept in a call. Its body is plain text with
 *
 *   {{name}}                  a variable, its own or one that every template has (see below)
 *   {{#name}} … {{/name}}     only when this variable has a value
 *   {{> particuliers/F1344#majeur/pieces-a-fournir}}    a passage of the reference, quoted as it was when
 *                             the template was approved
 *   ## words                  a heading; « - words » an item of a list; an empty line parts paragraphs
 *
 * Every template has: passages (those kept, in their order: blocks in an e-mail when alone on a line, the
 * essential in one sentence each in an SMS), guichet (a counter or service kept), lien (the online
 * service or the page of the first article, unless out of order), fiche (title of the first article),
 * date, date-appel, agent, numero (of the service), reference (to quote when calling back), sources (the
 * articles with version and date; added at the end when the body does not place it).
 */

/** On disk: append-only. */
typedef enum
{
  DCR_VARIABLE_TEXT = 1,
  DCR_VARIABLE_NAME,    /* of a person: goes once the message is final */
  DCR_VARIABLE_DATE,    /* « 12/12/2026 », « 2026-12-12 » become « 12 décembre 2026 » */
  DCR_VARIABLE_TIME,    /* « 9:30 », « 9h30 » become « 9 h 30 » */
  DCR_VARIABLE_AMOUNT,  /* « 25,5 » becomes « 25,50 € » */
  DCR_VARIABLE_PHONE,   /* in pairs */
  DCR_VARIABLE_CHOICE,  /* one of the example's, « a|b|c » */
  DCR_VARIABLE_PLACE,   /* an address, a place */
  DCR_N_VARIABLE_TYPES
} DcrVariableType;

typedef struct
{
  char *name;
  DcrVariableType type;
  char *label;
  gboolean required;
  char *example; /* of CHOICE: what may be chosen */
} DcrVariable;

/** A passage that the body quotes. Strings other than article and address are NULL before approval. */
typedef struct
{
  char *article, *address;
  gint64 version;
  char *date, *heading, *hash, *text;
} DcrQuote;

typedef enum { DCR_SCOPE_NATIONAL = 1, DCR_SCOPE_SITE, DCR_SCOPE_TEAM } DcrScope; /* on disk */

typedef enum
{
  DCR_TEMPLATE_DRAFT = 1, /* on disk: append-only */
  DCR_TEMPLATE_APPROVED,
  DCR_TEMPLATE_TO_CHECK,  /* a passage it quotes changed: not sent until it is approved again */
  DCR_TEMPLATE_RETIRED,
  DCR_N_TEMPLATE_STATES
} DcrTemplateState;

typedef struct
{
  DcrUuid id;
  char *name;
  char *mime;
  gint64 size;
  GBytes *content; /* of one that is not in the base yet (its id is null); else NULL */
} DcrAttachment;

/** What the attachments of a template come to at most: an e-mail with them, come back whole from a relay, is
 *  still read (DCR_MAIL_MAX_BYTES). */
#define DCR_ATTACHMENTS_MAX_BYTES 500000

/** One version of a template, as it is sent. */
typedef struct
{
  DcrUuid id;
  char *code;
  DcrChannel channel;
  char *name;
  DcrScope scope;
  DcrUuid place, owner;
  DcrTemplateState state;
  int number;          /* of this version */
  int approved_number; /* version in force, 0 for none */
  int newest;
  gint64 approved;     /* when this version was approved, UTC ms; 0: never */
  gint64 written;
  char *subject, *body;
  gboolean survey;
  GPtrArray *variables;   /* DcrVariable */
  GPtrArray *quotes;      /* DcrQuote */
  GPtrArray *attachments; /* DcrAttachment */
  GPtrArray *reasons;     /* char * */
} DcrTemplate;

DcrTemplate *dcr_template_new (DcrChannel channel);
void dcr_template_free (DcrTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrTemplate, dcr_template_free)
DcrTemplate *dcr_template_copy (const DcrTemplate *template);
const DcrVariable *dcr_template_find_variable (const DcrTemplate *template, const char *name);
DcrQuote *dcr_template_find_quote (const DcrTemplate *template, const char *article,
                                   const char *address);
void dcr_template_add_variable (DcrTemplate *template, const char *name, DcrVariableType type,
                                const char *label, gboolean required, const char *example);
void dcr_quote_free (DcrQuote *quote);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrQuote, dcr_quote_free)
DcrAttachment *dcr_attachment_copy (const DcrAttachment *attachment);
void dcr_attachment_free (DcrAttachment *attachment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrAttachment, dcr_attachment_free)
/** One that is not in the base yet. DCR_ERROR_INPUT, said in a sentence, for what is empty, too large, or of a
 *  type that not every caller can open: PDF, text in UTF-8, PNG and JPEG are taken, by what they hold. */
DcrAttachment *dcr_attachment_from_bytes (const char *name, GBytes *content, GError **error);
/** Adds @attachment, taken over. DCR_ERROR_INPUT when it would be too much, or is there by this name. */
gboolean dcr_template_attach (DcrTemplate *template, DcrAttachment *attachment, GError **error);

const char *dcr_template_state_label (DcrTemplateState state);
const char *dcr_scope_label (DcrScope scope);
const char *dcr_variable_type_label (DcrVariableType type);
/** « text », « name »…, as a file of templates names it; 0 for an unknown word. */
DcrVariableType dcr_variable_type_parse (const char *word);
const char *dcr_variable_type_word (DcrVariableType type);
/** The same in the language of the desk, one word; a file may say it so too. */
const char *dcr_variable_type_said (DcrVariableType type);

/** @value as @type writes it (see DcrVariableType). NULL with DCR_ERROR_INPUT when it is none; free with
 *  g_free(). */
char *dcr_variable_format (const DcrVariable *variable, const char *value, GError **error);

/** TRUE for a variable that every template has. */
gboolean dcr_variable_is_built_in (const char *name);

/* ---- The body, cut in tokens ----------------------------------------------------------------- */

typedef enum
{
  DCR_TEMPLATE_TOKEN_TEXT,
  DCR_TEMPLATE_TOKEN_VARIABLE,
  DCR_TEMPLATE_TOKEN_OPEN,  /* {{#name}} */
  DCR_TEMPLATE_TOKEN_CLOSE, /* {{/name}} */
  DCR_TEMPLATE_TOKEN_QUOTE, /* {{> article#address}} */
} DcrTemplateTokenKind;

typedef struct
{
  DcrTemplateTokenKind kind;
  char *text;    /* words, variable name, or article */
  char *address; /* of a quote */
} DcrTemplateToken;

/** (element-type DcrTemplateToken), clear function set. NULL with DCR_ERROR_INPUT, whose sentence says what and on
 *  which line: an unknown variable, a section left open, a stray brace. */
GArray *dcr_template_parse (const DcrTemplate *template, const char *text, GError **error);

/** Makes quotes follow what the body says: those no longer quoted go, new ones come, unfilled. FALSE with
 *  DCR_ERROR_INPUT when subject or body cannot be read. */
gboolean dcr_template_sync_quotes (DcrTemplate *template, GError **error);

/* ---- As a file ------------------------------------------------------------------------------- */

/**
 * Reads a template from text: header lines « Key: value », an empty line, the body.
 * Keys: Code, Channel (mail, sms), Name, Subject, Reasons (codes apart by spaces), Survey (yes), Variable
 * (any number: « name type required|optional Label = example »), Attachment (any number: the name of a file,
 * whose content dcr_templates_import() takes from the folder « attachments » beside the template).
 */
DcrTemplate *dcr_template_from_text (const char *text, GError **error);
/** The same, written. Free with g_free(). */
char *dcr_template_to_text (const DcrTemplate *template);

G_END_DECLS
