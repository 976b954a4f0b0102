/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-calendar.h"
#include "net/dcr-send.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/* Enums on disk: fixed, append-only. */

typedef enum
{
  DCR_CHANNEL_MAIL = 1,
  DCR_CHANNEL_SMS,
} DcrChannel;

typedef enum
{
  DCR_MESSAGE_DRAFT = 1, /* brouillon */
  DCR_MESSAGE_QUEUED,    /* en file */
  DCR_MESSAGE_SENDING,   /* en cours */
  DCR_MESSAGE_HANDED,    /* remis: relay or gateway took it; final after five days */
  DCR_MESSAGE_DELIVERED, /* livré: a report says so; final */
  DCR_MESSAGE_FAILED,    /* échec; final */
  DCR_MESSAGE_PERHAPS,   /* peut-être parti: a person decides */
  DCR_MESSAGE_SUSPENDED, /* suspendu: a passage it quotes changed */
  DCR_MESSAGE_CANCELLED, /* annulé; final */
  DCR_N_MESSAGE_STATES
} DcrMessageState;

/** A passage that a message cites. */
typedef struct
{
  char *article;  /* « particuliers/F1344 » */
  gint64 version;
  char *address;
  char *hash;
  gboolean quoted;  /* by the template itself, not kept in the call */
  int changed;      /* 0 reads as cited, 1 changed before it left, 2 found right by a person */
} DcrMessagePassage;

/** One message, as it lies in the outbox. Every string may be NULL unless said. */
typedef struct
{
  DcrUuid id;
  DcrUuid call, person; /* null when none */
  DcrChannel channel;
  DcrMessageState state;
  DcrUuid template_id;
  int template_number;  /* version of the template */
  char *title;          /* name of the template that day, never NULL */
  char *recipient;      /* normalised; NULL once final */
  char *recipient_mask; /* never NULL */
  char *subject;        /* never NULL */
  char *body;           /* exact text, but for names (see dcr_message_text()) */
  char *html;
  char *names;          /* NULL once final */
  char *message_id;     /* without brackets; the same at every attempt */
  int parts;            /* of an SMS */
  gint64 written, due, changed, handed, ended; /* UTC ms; 0 when not yet */
  int attempts;
  char *why;            /* last thing said about it, in words of the person's, never NULL */
  gboolean cancel_asked;
  guint reports;        /* DcrReportKind bits */
  DcrUuid replaces;
  char *draft;          /* a composer still open */
  char *reply_to;       /* where its answers go; NULL: the site's address. Not on the disk: it is made when
                           the message leaves */
  GPtrArray *passages;  /* DcrMessagePassage, or NULL when not read */
  GArray *attachments;  /* DcrUuid, or NULL when not read */
} DcrMessage;

DcrMessage *dcr_message_new (DcrChannel channel);
void dcr_message_free (DcrMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrMessage, dcr_message_free)
void dcr_message_add_passage (DcrMessage *message, const char *article, gint64 version,
                              const char *address, const char *hash, gboolean quoted);

/** « en file »: translated, lower case; « other (newer version) » for one we do not know. */
const char *dcr_message_state_label (DcrMessageState state);
const char *dcr_channel_label (DcrChannel channel);
/** livré, échec, annulé. Remis is final by its age: see dcr_message_is_final(). */
gboolean dcr_message_state_ends (DcrMessageState state);
gboolean dcr_message_is_final (const DcrMessage *message);

/*
 * Names are personal and go when the message is final, while its text stays. So a text that is kept
 * holds private-use letters U+E000, U+E001… in place of names; `names` holds the names, each ended by
 * U+001F.
 */
#define DCR_MESSAGE_NAME_MARK 0xE000
#define DCR_MESSAGE_MAX_NAMES 32
/** @text with its names; « […] » in their place when @names is NULL. Free with g_free(). */
char *dcr_message_text (const char *text, const char *names);
/** The same for HTML: names are escaped. */
char *dcr_message_html (const char *html, const char *names);
/** The mark of name number @at, UTF-8, in @mark (8 bytes). */
void dcr_message_name_mark (guint at, char *mark);

/** Which recipient, for the person who sees it: « m…@mel.example », « 06 •• •• •• 27 ». g_free() it. */
char *dcr_message_mask (DcrChannel channel, const char *recipient);
/** @recipient in the one form that is hashed, compared and sent to. NULL with DCR_ERROR_INPUT, whose
 *  sentence says what is wrong: not an address, a landline. Free with g_free(). */
char *dcr_message_normalise (DcrChannel channel, const char *recipient, GError **error);

/** @hours on the clock of the place that @number is of: eight in the morning in Paris is the middle of the night
 *  in Martinique. */
DcrHours dcr_message_hours (const DcrHours *hours, const char *number);

/** What to say of @result on the call record: « adresse inconnue ». Free with g_free(). */
char *dcr_message_explain (DcrChannel channel, const DcrSendResult *result);

/** Reads the row that @stmt stands on, selected by DCR_MESSAGE_COLUMNS. */
DcrMessage *dcr_message_read (DcrStmt *stmt);
#define DCR_MESSAGE_COLUMNS                                                                            \
  "id,call,person,channel,state,template,template_number,title,recipient,recipient_mask,subject,body," \
  "html,names,message_id,parts,written,due,changed,handed,ended,attempts,why,cancel_asked,reports,"    \
  "replaces,draft"

/** NULL with DCR_ERROR_NOT_FOUND. Passages and attachments included. */
DcrMessage *dcr_message_get (DcrDb *db, const DcrUuid *id, GError **error);

G_END_DECLS
