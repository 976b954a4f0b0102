/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation.h"
#include "net/dcr-mail.h"

G_BEGIN_DECLS

/* Answers: one act that may do several things, and answers that come by e-mail from a back office without
 * this program. */

/** How a callback that goes with an answer is to be: see dcr-callback.h. */
typedef struct
{
  gint64 from, to;      /* promised window */
  const char *zone;     /* IANA name of the caller's clock, asked */
  const char *place;    /* in words */
  int level;            /* who calls: 1 or 2 */
} DcrAnswerCallback;

/** What a local answer would say. */
typedef struct
{
  const char *title, *text;
} DcrAnswerProposal;

/**
 * Answers the agent and, in the same transaction, plans the callback to the caller (and to those whose
 * escalations were merged into this one) and keeps a draft of a local answer. @deed->act is DCR_ACT_ANSWER;
 * another act comes without the rest. @callback, @proposal: nullable. A callback without a number of the
 * caller is DCR_ERROR_INPUT: nothing is written.
 */
gboolean dcr_answer_write (DcrDb *db, const DcrDeed *deed, const DcrAnswerCallback *callback,
                           const DcrAnswerProposal *proposal, GError **error);

/** What became of a message that was taken in. */
typedef struct
{
  DcrUuid escalation;
  gint64 number;
  DcrEscalationAct act; /* DCR_ACT_ANSWER; DCR_ACT_NOTE: after the end, or written by a machine */
  DcrEscalationState state;
  gboolean again;       /* this message had been taken in before: nothing was written */
} DcrAnswerTaken;

/**
 * Takes in a message that was read (by dcr_mail_parse(), before the transaction, in a process that may be
 * ended): found by the token of its subject or of the address it came to, cut to their own words, kept as an
 * event signed as its From. Numbers that must not be kept are masked. DCR_ERROR_INPUT: a bounce, or nothing
 * of their own in it; DCR_ERROR_NOT_FOUND: no such token here.
 */
gboolean dcr_answer_take (DcrDb *db, const DcrMailRead *read, DcrAnswerTaken *taken,
                          GError **error);

G_END_DECLS
