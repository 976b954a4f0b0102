/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/dcr-error.h"
#include "base/dcr-uuid.h"

G_BEGIN_DECLS

/* Enums on disk: fixed, append-only. */

/** How a call ended, in the order of Ctrl+Maj+1…9. */
typedef enum
{
  DCR_OUTCOME_NONE,        /* not said yet */
  DCR_OUTCOME_ANSWERED,    /* répondu */
  DCR_OUTCOME_REFERRED,    /* orienté vers le site; asks: answered too? */
  DCR_OUTCOME_MISDIRECTED, /* mal dirigé; asks: which service */
  DCR_OUTCOME_TRANSFERRED, /* transféré en direct */
  DCR_OUTCOME_ESCALATED,   /* escaladé */
  DCR_OUTCOME_CALLBACK,    /* rappel; asks: when */
  DCR_OUTCOME_CUT,         /* interrompu */
  DCR_OUTCOME_SILENT,      /* appel muet: closes with the reason « non qualifié » */
  DCR_OUTCOME_MISTAKE,     /* erreur: likewise */
  DCR_N_OUTCOMES
} DcrOutcome;

typedef enum
{
  DCR_NATURE_NONE,
  DCR_NATURE_INFORMATION,
  DCR_NATURE_COMPLAINT,   /* réclamation */
  DCR_NATURE_FOLLOW_UP,   /* suivi */
  DCR_NATURE_URGENT,      /* urgence */
  DCR_NATURE_ONLINE_HELP, /* aide en ligne */
  DCR_N_NATURES
} DcrNature;

typedef enum
{
  DCR_PROFILE_NONE,
  DCR_PROFILE_PRIVATE,      /* particulier */
  DCR_PROFILE_BUSINESS,     /* entreprise */
  DCR_PROFILE_ASSOCIATION,  /* association */
  DCR_PROFILE_PUBLIC_BODY,  /* collectivité, administration */
  DCR_PROFILE_HELPER,       /* aidant, travailleur social */
  DCR_N_PROFILES
} DcrProfile;

/** « Besoin particulier »: only ever counted a day, never kept on a call. */
typedef enum
{
  DCR_NEED_NONE,
  DCR_NEED_HEARING,  /* sourd ou malentendant */
  DCR_NEED_LANGUAGE, /* ne maîtrise pas le français */
  DCR_NEED_DIGITAL,  /* difficulté avec le numérique */
  DCR_NEED_SOCIAL,   /* urgence sociale */
  DCR_N_NEEDS
} DcrNeed;

typedef enum
{
  DCR_CALL_RINGING,
  DCR_CALL_LIVE,
  DCR_CALL_ENDED, /* hung up, not closed yet */
} DcrCallPhase;

typedef enum { DCR_TELL_UNKNOWN, DCR_TELL_YES, DCR_TELL_NO } DcrTell;

#define DCR_CALL_N_FACETS 3

/* Translated, for lists and statistics; an unknown value gives « other (newer version) ». */
const char *dcr_outcome_label (DcrOutcome outcome); /* « Mal dirigé » */
const char *dcr_nature_label (DcrNature nature);
const char *dcr_profile_label (DcrProfile profile);
const char *dcr_need_label (DcrNeed need);
/** TRUE for the two outcomes that close without a reason. */
gboolean dcr_outcome_is_unqualified (DcrOutcome outcome);

/** An article opened during the call: handed in as a value, calls/ does not see the reference. */
typedef struct
{
  char *ref;       /* « particuliers/F1344 » */
  gint64 version;
  char *hash;      /* content hash */
  char *title;
  char *theme;     /* or NULL: words of its breadcrumb, evidence for the reason */
  char *text;      /* or NULL: what `show` prints, kept by hash when the call closes */
  gint64 opened;   /* UTC ms; 0 means now */
} DcrCallArticle;

/** A passage kept for the call. */
typedef struct
{
  char *ref;          /* its article */
  gint64 version;
  char *article_hash; /* or NULL */
  char *article_title;
  char *date;         /* « YYYY-MM-DD » of the article, or NULL */
  char *address;      /* « majeur/pieces-a-fournir » */
  char *heading;
  char *hash;         /* of the passage's text */
  char *text;         /* as read out; kept by hash when the call closes */
  char *ticked;       /* lines ticked, from 0: « 0,2,3 »; or NULL */
  guint n_lines;      /* lines that can be ticked; 0 for none */
} DcrCallPassage;

void dcr_call_article_free (DcrCallArticle *article);
void dcr_call_passage_free (DcrCallPassage *passage);

/** What keeps a call from being closed. */
typedef enum
{
  DCR_MISSING_NOTHING = 0,
  DCR_MISSING_REASON = 1 << 0,
  DCR_MISSING_WORDS = 1 << 1,        /* « autre » asks for three words */
  DCR_MISSING_OUTCOME = 1 << 2,
  DCR_MISSING_ANSWERED_TOO = 1 << 3,
  DCR_MISSING_SERVICE = 1 << 4,
  DCR_MISSING_CALLBACK = 1 << 5,
  DCR_MISSING_SAFE_NOTE = 1 << 6,    /* a number in the note must not be kept */
} DcrMissing;

/** What changed, detail of « changed ». */
typedef enum
{
  DCR_CALL_CHANGED_CALLER = 1 << 0,
  DCR_CALL_CHANGED_PHASE = 1 << 1,
  DCR_CALL_CHANGED_EVIDENCE = 1 << 2, /* articles, words searched */
  DCR_CALL_CHANGED_PASSAGES = 1 << 3,
  DCR_CALL_CHANGED_REASON = 1 << 4,   /* main, secondary, words of « autre » */
  DCR_CALL_CHANGED_OUTCOME = 1 << 5,  /* and what it asks */
  DCR_CALL_CHANGED_DETAILS = 1 << 6,  /* nature, profile, need, facets */
  DCR_CALL_CHANGED_NOTE = 1 << 7,
  DCR_CALL_CHANGED_VIEW = 1 << 8,     /* what the screen showed */
} DcrCallChange;

/**
 * DcrCall: the draft of one call. Main thread. Made by DcrCalls, which saves it at each change.
 * Signal: changed (DcrCall *, guint DcrCallChange, gpointer).
 */
#define DCR_TYPE_CALL (dcr_call_get_type ())
G_DECLARE_FINAL_TYPE (DcrCall, dcr_call, DCR, CALL, GObject)

/** A call that begins now, with a new id. */
DcrCall *dcr_call_new (void);

const DcrUuid *dcr_call_get_id (DcrCall *self);
gint64 dcr_call_get_began (DcrCall *self); /* UTC ms */
/** When somebody spoke; what the timer counts from. Began when telephony does not say. */
gint64 dcr_call_get_answered (DcrCall *self);
gint64 dcr_call_get_ended (DcrCall *self); /* 0 while it lasts */
DcrCallPhase dcr_call_get_phase (DcrCall *self);
void dcr_call_set_phase (DcrCall *self, DcrCallPhase phase);

/** Number of the caller as telephony or the agent gave it; "" or NULL: hidden or not known. */
const char *dcr_call_get_number (DcrCall *self);
void dcr_call_set_number (DcrCall *self, const char *number);
/** Number called: which line of the service; or NULL. */
/** A caller who agrees to be identified: FALSE, and NULL in both, for the others. @email may come out "". */
gboolean dcr_call_get_identity (DcrCall *self, const char **name, const char **email);
/** @name NULL: does not agree, or not any more. */
void dcr_call_set_identity (DcrCall *self, const char *name, const char *email);
const char *dcr_call_get_called (DcrCall *self);
void dcr_call_set_called (DcrCall *self, const char *called);
/** Id that telephony gave to the call, or NULL: events are matched by it. */
const char *dcr_call_get_event_id (DcrCall *self);
void dcr_call_set_event_id (DcrCall *self, const char *event_id);

/* Evidence */
/** Notes that the article was opened (again: moved last). @article is copied. */
void dcr_call_open_article (DcrCall *self, const DcrCallArticle *article);
/** Notes words searched; a query that only goes on from the one before replaces it. */
void dcr_call_add_query (DcrCall *self, const char *words);
GPtrArray *dcr_call_get_articles (DcrCall *self); /* (transfer none) DcrCallArticle, oldest first */
GPtrArray *dcr_call_get_queries (DcrCall *self);  /* (transfer none) char *, oldest first */

/* Passages kept, numbered from 1 in their order */
/** Keeps @passage (copied) as the last one, its article too. Its number; the one it had if kept. */
guint dcr_call_keep_passage (DcrCall *self, const DcrCallPassage *passage);
/** FALSE when it was not kept. */
gboolean dcr_call_drop_passage (DcrCall *self, const char *ref, const char *address);
/** Number of the passage, 0 when it is not kept. */
guint dcr_call_find_passage (DcrCall *self, const char *ref, const char *address);
/** Moves number @from to number @to. */
void dcr_call_move_passage (DcrCall *self, guint from, guint to);
/** Lines ticked in a kept passage: « 0,2,3 ». */
void dcr_call_set_ticked (DcrCall *self, const char *ref, const char *address, const char *ticked);
GPtrArray *dcr_call_get_passages (DcrCall *self); /* (transfer none) DcrCallPassage */

/* Reason */
const char *dcr_call_get_reason (DcrCall *self); /* code, or NULL */
void dcr_call_set_reason (DcrCall *self, const char *reason);
const char *const *dcr_call_get_secondary (DcrCall *self); /* NULL-terminated codes */
/** Adds a secondary reason, or takes it back when it is one. */
void dcr_call_toggle_secondary (DcrCall *self, const char *reason);
/** The three words that « autre » asks for. */
const char *dcr_call_get_other_words (DcrCall *self);
void dcr_call_set_other_words (DcrCall *self, const char *words);

/* Outcome, and what it asks */
DcrOutcome dcr_call_get_outcome (DcrCall *self);
void dcr_call_set_outcome (DcrCall *self, DcrOutcome outcome);
DcrTell dcr_call_get_answered_too (DcrCall *self);
void dcr_call_set_answered_too (DcrCall *self, DcrTell tell);
const char *dcr_call_get_service (DcrCall *self); /* id, or NULL */
void dcr_call_set_service (DcrCall *self, const char *service);
gboolean dcr_call_get_callback (DcrCall *self, gint64 *from, gint64 *to); /* UTC ms */
void dcr_call_set_callback (DcrCall *self, gint64 from, gint64 to);
/** IANA name of the clock where the caller says they are; NULL: not asked yet. */
const char *dcr_call_get_callback_zone (DcrCall *self);
void dcr_call_set_callback_zone (DcrCall *self, const char *zone);
/** A telephone appointment: the callback has a slot, and a sheet to prepare. */
gboolean dcr_call_get_appointment (DcrCall *self);
void dcr_call_set_appointment (DcrCall *self, gboolean appointment);

/* Details */
DcrNature dcr_call_get_nature (DcrCall *self);
void dcr_call_set_nature (DcrCall *self, DcrNature nature);
DcrProfile dcr_call_get_profile (DcrCall *self);
void dcr_call_set_profile (DcrCall *self, DcrProfile profile);
DcrNeed dcr_call_get_need (DcrCall *self);
void dcr_call_set_need (DcrCall *self, DcrNeed need);
const char *dcr_call_get_facet (DcrCall *self, guint at); /* 0..2; value's code or NULL */
void dcr_call_set_facet (DcrCall *self, guint at, const char *value);
const char *dcr_call_get_note (DcrCall *self); /* "" when empty */
void dcr_call_set_note (DcrCall *self, const char *note);

/** What the shell needs to bring the same screen back after a crash (article shown, situation): its own
 *  text, never looked into here; or NULL. */
const char *dcr_call_get_view (DcrCall *self);
void dcr_call_set_view (DcrCall *self, const char *view);

/** Names of people typed at one @place of this call (a message being written): what is handed over is masked
 *  by them. Replaces what this place said before; NULL: none. Kept in the draft, never in the call. */
void dcr_call_set_names (DcrCall *self, const char *place, const char *const *names);
/** Those of every place, and of the caller who agreed. Free with g_strfreev(). */
char **dcr_call_list_names (DcrCall *self);

/** What is still missing before it can be closed. */
DcrMissing dcr_call_get_missing (DcrCall *self);
/** One sentence that names it, or NULL: « Il manque : le motif et l’issue ». Free with g_free(). */
char *dcr_call_describe_missing (DcrCall *self);

/** Whole state as a{sv}; see dcr-call-draft.c. (transfer floating) */
GVariant *dcr_call_to_variant (DcrCall *self);
/** NULL with DCR_ERROR_INPUT when @state is not one. Unknown keys are left out. */
DcrCall *dcr_call_from_variant (GVariant *state, GError **error);

G_END_DECLS
