/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls-fixture.h"
#include "followup/dcr-escalation.h"

/** A base with the demonstration grid and queues, and four people. */
typedef struct
{
  Fixture base;
  DcrUuid agent, other_agent, expert, other_expert, lead;
} FollowFixture;

/** Wednesday 18 November 2026, 10:00 in Paris: the clock of these tests unless they set another. */
#define FOLLOW_NOW ((gint64) 1794992400000)

void follow_open (FollowFixture *fixture, gconstpointer data);
void follow_close (FollowFixture *fixture, gconstpointer data);

/** People and queues of the tests, into any store. */
void follow_people (DcrStore *store, FollowFixture *fixture);
/** A GAsyncReadyCallback that keeps the result in the GAsyncResult ** it is given. */
void follow_take_result (GObject *source, GAsyncResult *result, gpointer data);

/** Sends an escalation of @author to N2-TITRES with this question. */
DcrUuid follow_send (DcrStore *store, const DcrUuid *author, const char *question);
/** One act; FALSE with @error. @version: DCR_ANY_VERSION reads it first. */
gboolean follow_act (DcrStore *store, const DcrUuid *escalation, gint64 version,
                     DcrEscalationAct act, const DcrUuid *person, const char *text,
                     const DcrUuid *other, GError **error);
DcrEscalation *follow_get (DcrStore *store, const DcrUuid *escalation);
