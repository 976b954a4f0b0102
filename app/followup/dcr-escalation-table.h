/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* The life of an escalation, as a table. Pure functions, any thread. Enums on disk: append-only. */

typedef enum
{
  DCR_ESCALATION_NONE,     /* not sent yet */
  DCR_ESCALATION_RECEIVED, /* reçue: nobody has taken it */
  DCR_ESCALATION_TAKEN,    /* prise */
  DCR_ESCALATION_ASKED,    /* question à l’agent: waits for the first level */
  DCR_ESCALATION_ANSWERED, /* répondue: the caller is still to be told */
  DCR_ESCALATION_RETURNED, /* renvoyée, with why */
  DCR_ESCALATION_CLOSED,   /* close */
  DCR_ESCALATION_REOPENED, /* rouverte: nobody has taken it again */
  DCR_ESCALATION_MERGED,   /* into another one, which goes on */
  DCR_N_ESCALATION_STATES
} DcrEscalationState;

typedef enum
{
  DCR_ACT_NONE,
  DCR_ACT_SEND,
  DCR_ACT_TAKE,
  DCR_ACT_TAKE_OVER, /* from the one who holds it */
  DCR_ACT_RELEASE,   /* gives it back to the queue */
  DCR_ACT_ASK,       /* a question to the first level */
  DCR_ACT_REPLY,     /* to that question */
  DCR_ACT_ANSWER,
  DCR_ACT_RETURN,    /* with the reason why */
  DCR_ACT_COMPLETE,  /* what was missing, and sends it again */
  DCR_ACT_CLOSE,
  DCR_ACT_REOPEN,
  DCR_ACT_MERGE,     /* into another escalation */
  DCR_ACT_NOTE,      /* says something, changes nothing */
  DCR_N_ACTS
} DcrEscalationAct;

/** Who stands before this escalation. Bits: a person may be several. */
typedef enum
{
  DCR_STANDING_FIRST = 1 << 0,  /* level 1: agents, the author, leads */
  DCR_STANDING_SECOND = 1 << 1, /* level 2: experts, leads; somebody else holds it, or nobody */
  DCR_STANDING_HOLDER = 1 << 2, /* level 2, and has taken it */
  DCR_STANDING_OUTSIDE = 1 << 3, /* a back office that writes from outside the program */
} DcrStanding;

typedef struct
{
  DcrEscalationState state;
  DcrEscalationAct act;
  guint who; /* any of these standings */
  DcrEscalationState next;
  gboolean needs_text;
} DcrTransition;

/** The whole table, ended by one whose act is DCR_ACT_NONE. */
const DcrTransition *dcr_escalation_transitions (void);
/** The line for this act in this state, whoever acts; NULL when there is none. */
const DcrTransition *dcr_escalation_transition (DcrEscalationState state, DcrEscalationAct act);
/** Whether somebody of @standing may do @act in @state. */
gboolean dcr_escalation_allows (DcrEscalationState state, DcrEscalationAct act, guint standing);
/** What somebody of @standing is expected to do now (the suggested button), or DCR_ACT_NONE. */
DcrEscalationAct dcr_escalation_suggested (DcrEscalationState state, guint standing);
/** TRUE for closed and merged. */
gboolean dcr_escalation_is_over (DcrEscalationState state);

/** « received », translated; « other (newer version) » for an unknown value. */
const char *dcr_escalation_state_label (DcrEscalationState state);
/** On a button: « Take », « Answer… ». */
const char *dcr_escalation_act_label (DcrEscalationAct act);
/** In the timeline, of @who: « Agent 3114 asks ». Free with g_free(). */
char *dcr_escalation_act_told (DcrEscalationAct act, const char *who);

G_END_DECLS
