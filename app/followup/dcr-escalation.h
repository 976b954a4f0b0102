/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation-table.h"
#include "followup/dcr-queue.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/* What was handed over, and what became of it. Functions take a connection and run in its thread; those
 * that write run inside a transaction of dcr_store_write(). */

/** One fact that the reason asks for. */
typedef struct
{
  char *label, *value;
  gboolean mandatory;
  gboolean personal; /* of the caller (name, number, address): gone when the escalation ends */
} DcrFact;

/** A passage kept during the call, or an article opened (address ""). */
typedef struct
{
  char *ref;     /* « particuliers/F1344 » */
  gint64 version;
  char *title, *date; /* of the article */
  char *address, *heading, *hash; /* of the passage */
} DcrKept;

/** Something of the call that did not leave, and why. */
typedef struct
{
  char *what, *why;
} DcrDropped;

/** Arrays with their free function set. */
GPtrArray *dcr_facts_new (void);
GPtrArray *dcr_kept_new (void);
GPtrArray *dcr_dropped_new (void);
void dcr_facts_add (GPtrArray *facts, const char *label, const char *value, gboolean mandatory);
/** Something of the caller's that the queue needs. */
void dcr_facts_add_personal (GPtrArray *facts, const char *label, const char *value);
void dcr_dropped_add (GPtrArray *dropped, const char *what, const char *why);
/** Adds a copy. */
void dcr_kept_add (GPtrArray *kept, const DcrKept *passage);
/** As they lie on disk (GVariant text). Free with g_free(). */
char *dcr_facts_to_text (GPtrArray *facts);
char *dcr_kept_to_text (GPtrArray *kept);
char *dcr_dropped_to_text (GPtrArray *dropped);
/** Empty when @text is broken: the rest of the row still serves. */
GPtrArray *dcr_facts_from_text (const char *text);
GPtrArray *dcr_kept_from_text (const char *text);
GPtrArray *dcr_dropped_from_text (const char *text);

typedef struct
{
  DcrUuid id, call, author, holder, merged_into; /* null when none */
  gint64 number;
  char *token;
  char *queue, *queue_name;
  char *reason, *reason_path;
  DcrSeverity severity;
  char *question, *wants, *told, *promise;
  GPtrArray *facts;    /* DcrFact */
  GPtrArray *passages; /* DcrKept */
  GPtrArray *dropped;  /* DcrDropped */
  guint complete, asked; /* items filled, of how many */
  char *phone;           /* kept here for the callback, or NULL */
  char *masked;
  char *same;            /* what makes it a duplicate of another; or NULL */
  char *author_name, *holder_name; /* as read; NULL when none */
  gint64 created, due, touched, ended;
  DcrEscalationState state;
  gint64 version;
} DcrEscalation;

DcrEscalation *dcr_escalation_new (void);
void dcr_escalation_free (DcrEscalation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrEscalation, dcr_escalation_free)

/** NULL with DCR_ERROR_NOT_FOUND. */
DcrEscalation *dcr_escalation_get (DcrDb *db, const DcrUuid *id, GError **error);
/** By the token of its e-mail. */
gboolean dcr_escalation_find_token (DcrDb *db, const char *token, DcrUuid *id);
/** « E-0412 ». Free with g_free(). */
char *dcr_escalation_name (gint64 number);

/**
 * Writes a new escalation with its first event. Fills in id (unless given), number, token, times (created
 * unless given), state and version. @self->same is a clear text here (a file's number) and kept as a hash.
 */
gboolean dcr_escalation_send (DcrDb *db, DcrEscalation *self, GError **error);

/** One act upon an escalation. */
typedef struct
{
  DcrUuid escalation;
  gint64 version;      /* as read; DCR_ANY_VERSION for somebody outside, who has seen none */
  DcrEscalationAct act;
  const DcrUuid *person; /* NULL: outside */
  const char *who;       /* outside: how it signs */
  const char *text;      /* NULL or "": none */
  const DcrUuid *other;  /* DCR_ACT_MERGE: the one that goes on */
  const char *message_id; /* of the e-mail, or NULL */
  gint64 due;            /* DCR_ACT_REOPEN: the new date; 0 keeps the former one */
} DcrDeed;

#define DCR_ANY_VERSION ((gint64) -1)

/**
 * Does it, whole or not at all: the row and its event. Refused with DCR_ERROR_CONFLICT when somebody was
 * quicker (the sentence says who, what and when), DCR_ERROR_INPUT when the table does not allow it to this
 * person or a text is missing, DCR_ERROR_NOT_FOUND. Nothing is written then.
 */
gboolean dcr_escalation_act (DcrDb *db, const DcrDeed *deed, GError **error);

/** What @person stands as before it; 0 for somebody unknown. */
guint dcr_escalation_standing (DcrDb *db, const DcrEscalation *self, const DcrUuid *person);

/** One line of its life. */
typedef struct
{
  gint64 seq, at;
  DcrEscalationAct act;
  DcrEscalationState state;
  DcrUuid author; /* null: outside */
  char *who;      /* a person's display name, or how somebody outside signs */
  char *text;
  DcrUuid other;  /* merged with */
} DcrEscalationEvent;

/** Oldest first. GPtrArray of DcrEscalationEvent, free function set. */
GPtrArray *dcr_escalation_events (DcrDb *db, const DcrUuid *id, GError **error);

/** Open escalations about the same file, oldest first, @id itself left out. @same: the clear text.
 *  GPtrArray of DcrEscalation (free function set), five at most. */
GPtrArray *dcr_escalation_find_same (DcrDb *db, const char *same, const DcrUuid *id,
                                     GError **error);

/** Open escalations about the same file as @id, oldest first: what it may be merged into. */
GPtrArray *dcr_escalation_find_alike (DcrDb *db, const DcrUuid *id, GError **error);

G_END_DECLS
