/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "followup/dcr-escalation.h"
#include "followup/dcr-sheet.h"

G_BEGIN_DECLS

/*
 * Promises to call back. A promise is one row and one window; a new window is a new promise. Times are UTC
 * milliseconds; the caller's clock is asked, never inferred from a prefix (FIELD 4.5). Functions that write
 * run inside a transaction of dcr_store_write().
 */

/** On disk: append-only. */
typedef enum
{
  DCR_CALLBACK_CALL = 1,
  DCR_CALLBACK_APPOINTMENT, /* a slot, and a sheet to prepare the day before */
} DcrCallbackKind;

/** On disk: append-only. */
typedef enum
{
  DCR_CALLBACK_DRAFT,       /* the call is still going on */
  DCR_CALLBACK_TO_DO,
  DCR_CALLBACK_NO_ANSWER,   /* once: a second attempt, two hours later at least */
  DCR_CALLBACK_KEPT,
  DCR_CALLBACK_UNREACHABLE, /* twice: the message of a template is offered */
  DCR_CALLBACK_REPLACED,    /* by another promise, with the caller's agreement, before its end */
  DCR_CALLBACK_CALLED_OFF,  /* by the caller */
  DCR_CALLBACK_GIVEN_UP,
  DCR_N_CALLBACK_STATES
} DcrCallbackState;

/** What came of one attempt. On disk: append-only. */
typedef enum
{
  DCR_ATTEMPT_REACHED = 1,
  DCR_ATTEMPT_NO_ANSWER,
  DCR_ATTEMPT_ENGAGED,
  DCR_ATTEMPT_WRONG_NUMBER,
} DcrAttemptResult;

#define DCR_CALLBACK_SECOND_AFTER_MS (G_GINT64_CONSTANT (2) * 3600 * 1000)
/** Hours at which one may be called, on the caller's own clock. */
#define DCR_CALLBACK_DECENT_FROM 8
#define DCR_CALLBACK_DECENT_TO 20

typedef struct
{
  DcrUuid id, call, escalation, author, person, replaces; /* null when none */
  gint64 number;
  DcrCallbackKind kind;
  int level;
  char *phone;   /* in clear while the promise lives, else NULL */
  char *masked;
  char *reason, *reason_path;
  char *promise; /* what was promised, in words */
  char *words;   /* agreed with the caller, to be said first */
  char *sheet;   /* of an appointment: what was prepared, or "" */
  GPtrArray *passages; /* DcrKept */
  gint64 promised_from, promised_to;
  char *zone, *place;
  DcrCallbackState state;
  gint64 created, ended, first_attempt;
  char *person_name; /* as read; NULL when none */
  gint64 version;
} DcrCallback;

DcrCallback *dcr_callback_new (void);
void dcr_callback_free (DcrCallback *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCallback, dcr_callback_free)

/** « R-1187 ». Free with g_free(). */
char *dcr_callback_name (gint64 number);
/** « to do », translated. */
const char *dcr_callback_state_label (DcrCallbackState state);

/** What @call promises (its number, window, clock, passages kept), as a draft beside it: kept by
 *  dcr_callback_put() before the call is closed, it becomes a promise in the transaction that closes it with
 *  the outcome « callback ». */
DcrCallback *dcr_callback_new_for_call (DcrCalls *calls, DcrCall *call);

/** What is wrong with the window and the clock of @self, in one sentence, or NULL: no number, no clock, an end
 *  before its beginning or in the past. Free with g_free(). */
char *dcr_callback_describe_missing (const DcrCallback *self);
/** TRUE when the whole window is out of decent hours on the caller's clock. */
gboolean dcr_callback_is_indecent (const DcrCallback *self);

/** Writes a new promise (state TO_DO), or the draft of one beside the call in hand (state DRAFT; there is one
 *  a call, the last one counts). Fills in id, number, created. DCR_ERROR_INCOMPLETE. */
gboolean dcr_callback_put (DcrDb *db, DcrCallback *self, GError **error);
/** Drops the draft of @call: its outcome is another one now. */
gboolean dcr_callback_drop_draft (DcrDb *db, const DcrUuid *call, GError **error);

DcrCallback *dcr_callback_get (DcrDb *db, const DcrUuid *id, GError **error);
/** The draft, or the promise, of this call; NULL when there is none. */
DcrCallback *dcr_callback_of_call (DcrDb *db, const DcrUuid *call);

/** What may be done with a promise that lives. */
typedef enum
{
  DCR_CALLBACK_REACH,    /* the caller was reached: kept */
  DCR_CALLBACK_MISS,     /* no answer; the second time it ends as unreachable */
  DCR_CALLBACK_CALL_OFF, /* the caller no longer wants it */
  DCR_CALLBACK_GIVE_UP,  /* we do not */
  DCR_CALLBACK_TAKE,     /* @person takes it upon themselves */
  DCR_CALLBACK_PREPARE,  /* the sheet of an appointment: @text */
} DcrCallbackAct;

/**
 * @version as read: DCR_ERROR_CONFLICT when somebody was quicker. A second attempt within two hours of the
 * first, or anything upon a promise that ended, is DCR_ERROR_INPUT. Nothing is written then. At the end the
 * number goes, its masked form stays.
 */
gboolean dcr_callback_act (DcrDb *db, const DcrUuid *id, gint64 version, DcrCallbackAct act,
                           const DcrUuid *person, const char *text, GError **error);
/** Another window, agreed with the caller: the old promise is replaced when its end is still to come, missed
 *  otherwise. @new_id: (out) of the new one. */
gboolean dcr_callback_move (DcrDb *db, const DcrUuid *id, gint64 version, gint64 from, gint64 to,
                            const DcrUuid *person, DcrUuid *new_id, GError **error);
/** After two attempts: the message that was written, or NULL when none will be. The number goes. */
gboolean dcr_callback_note_message (DcrDb *db, const DcrUuid *id, const DcrUuid *message,
                                    GError **error);
/** Numbers of those unreachable for five days go too, whatever was decided. */
gboolean dcr_callback_settle (DcrDb *db, gint64 now, GError **error);

typedef struct
{
  gint64 at;
  DcrAttemptResult result;
  char *who;
} DcrCallbackAttempt;
/** Oldest first. GPtrArray of DcrCallbackAttempt, free function set. */
GPtrArray *dcr_callback_attempts (DcrDb *db, const DcrUuid *id, GError **error);
/** The earliest moment of the next attempt: now, or two hours after the first. */
gint64 dcr_callback_next_attempt (const DcrCallback *self, gint64 now);

/** Which promises a list shows. */
typedef enum
{
  DCR_CALLBACKS_TO_COME, /* all that live, and those whose message is to be decided */
  DCR_CALLBACKS_TODAY,
  DCR_CALLBACKS_LATE,
  DCR_CALLBACKS_ENDED,   /* of the last 30 days, newest first */
} DcrCallbackFilter;
/** By promise: the end of the window, then its beginning. @person: (nullable) only what they owe (and what
 *  nobody took, of their level). GPtrArray of DcrCallback, free function set. */
GPtrArray *dcr_callback_list (DcrDb *db, DcrCallbackFilter filter, const DcrUuid *person,
                              gint64 now, guint limit, GError **error);

/** Promises whose window ended in [@from, @to), and how many of them were kept. */
typedef struct
{
  guint promised, kept;
} DcrCallbackShare;
/**
 * Kept: the caller was reached before the window ended; or did not answer an attempt within the window and
 * the second attempt was made too. Out of the count: replaced with the caller's agreement before its end,
 * called off by the caller. Everything else whose window has ended counts as promised, forgotten ones too.
 */
gboolean dcr_callback_share (DcrDb *db, gint64 from, gint64 to, DcrCallbackShare *share,
                             GError **error);
/** « 94,2 % », exact to a tenth, halves up; « – » without a promise. Free with g_free(). */
char *dcr_callback_describe_share (const DcrCallbackShare *share);

/** The sheet of an appointment, to print or read the day before. */
DcrSheet *dcr_callback_sheet (const DcrCallback *self);

/* ---- Places ---------------------------------------------------------------------------------- */

/** Where the caller says they are. */
typedef struct
{
  const char *zone;  /* IANA name */
  const char *label; /* translated */
} DcrPlace;
/** French territories first, then countries where French people live. NULL zone at the end; static. */
const DcrPlace *dcr_places (void);

G_END_DECLS
