/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-escalation-table.h"

#define FIRST DCR_STANDING_FIRST
#define SECOND DCR_STANDING_SECOND
#define HOLDER DCR_STANDING_HOLDER
#define OUTSIDE DCR_STANDING_OUTSIDE
#define LEVEL2 (SECOND | HOLDER)
#define INSIDE (FIRST | LEVEL2)
#define ANYBODY (INSIDE | OUTSIDE)

#define NONE DCR_ESCALATION_NONE
#define RECEIVED DCR_ESCALATION_RECEIVED
#define TAKEN DCR_ESCALATION_TAKEN
#define ASKED DCR_ESCALATION_ASKED
#define ANSWERED DCR_ESCALATION_ANSWERED
#define RETURNED DCR_ESCALATION_RETURNED
#define CLOSED DCR_ESCALATION_CLOSED
#define REOPENED DCR_ESCALATION_REOPENED
#define MERGED DCR_ESCALATION_MERGED

/* A message that comes in after the end is kept as a note: nothing that somebody wrote is lost. */
static const DcrTransition transitions[] = {
  { NONE, DCR_ACT_SEND, INSIDE, RECEIVED, FALSE },

  { RECEIVED, DCR_ACT_TAKE, LEVEL2, TAKEN, FALSE },
  { RECEIVED, DCR_ACT_ANSWER, OUTSIDE, ANSWERED, TRUE },
  { RECEIVED, DCR_ACT_RETURN, LEVEL2, RETURNED, TRUE },
  { RECEIVED, DCR_ACT_MERGE, INSIDE, MERGED, FALSE }, /* an agent joins the one that is open already */
  { RECEIVED, DCR_ACT_CLOSE, FIRST, CLOSED, TRUE },
  { RECEIVED, DCR_ACT_NOTE, ANYBODY, RECEIVED, TRUE },

  { TAKEN, DCR_ACT_ANSWER, HOLDER | OUTSIDE, ANSWERED, TRUE },
  { TAKEN, DCR_ACT_ASK, HOLDER, ASKED, TRUE },
  { TAKEN, DCR_ACT_RETURN, HOLDER, RETURNED, TRUE },
  { TAKEN, DCR_ACT_RELEASE, HOLDER, RECEIVED, FALSE },
  { TAKEN, DCR_ACT_TAKE_OVER, SECOND, TAKEN, FALSE },
  { TAKEN, DCR_ACT_MERGE, HOLDER, MERGED, FALSE },
  { TAKEN, DCR_ACT_CLOSE, FIRST, CLOSED, TRUE },
  { TAKEN, DCR_ACT_NOTE, ANYBODY, TAKEN, TRUE },

  { ASKED, DCR_ACT_REPLY, FIRST, TAKEN, TRUE },
  { ASKED, DCR_ACT_ANSWER, HOLDER | OUTSIDE, ANSWERED, TRUE },
  { ASKED, DCR_ACT_RETURN, HOLDER, RETURNED, TRUE },
  { ASKED, DCR_ACT_TAKE_OVER, SECOND, ASKED, FALSE },
  { ASKED, DCR_ACT_MERGE, HOLDER, MERGED, FALSE },
  { ASKED, DCR_ACT_CLOSE, FIRST, CLOSED, TRUE },
  { ASKED, DCR_ACT_NOTE, ANYBODY, ASKED, TRUE },

  { ANSWERED, DCR_ACT_CLOSE, FIRST | HOLDER, CLOSED, FALSE },
  { ANSWERED, DCR_ACT_REOPEN, INSIDE, REOPENED, TRUE },
  { ANSWERED, DCR_ACT_NOTE, ANYBODY, ANSWERED, TRUE },

  { RETURNED, DCR_ACT_COMPLETE, FIRST, RECEIVED, TRUE },
  { RETURNED, DCR_ACT_CLOSE, FIRST, CLOSED, TRUE },
  { RETURNED, DCR_ACT_NOTE, ANYBODY, RETURNED, TRUE },

  { CLOSED, DCR_ACT_REOPEN, INSIDE, REOPENED, TRUE },
  { CLOSED, DCR_ACT_NOTE, ANYBODY, CLOSED, TRUE },

  { REOPENED, DCR_ACT_TAKE, LEVEL2, TAKEN, FALSE },
  { REOPENED, DCR_ACT_ANSWER, OUTSIDE, ANSWERED, TRUE },
  { REOPENED, DCR_ACT_RETURN, LEVEL2, RETURNED, TRUE },
  { REOPENED, DCR_ACT_MERGE, LEVEL2, MERGED, FALSE },
  { REOPENED, DCR_ACT_CLOSE, FIRST, CLOSED, TRUE },
  { REOPENED, DCR_ACT_NOTE, ANYBODY, REOPENED, TRUE },

  { MERGED, DCR_ACT_NOTE, ANYBODY, MERGED, TRUE },
  { NONE, DCR_ACT_NONE },
};

const DcrTransition *
dcr_escalation_transitions (void)
{
  return transitions;
}

const DcrTransition *
dcr_escalation_transition (DcrEscalationState state, DcrEscalationAct act)
{
  for (const DcrTransition *line = transitions; line->act != DCR_ACT_NONE; line++)
    if (line->state == state && line->act == act)
      return line;
  return NULL;
}

gboolean
dcr_escalation_allows (DcrEscalationState state, DcrEscalationAct act, guint standing)
{
  const DcrTransition *line = dcr_escalation_transition (state, act);
  return line != NULL && (line->who & standing) != 0;
}

DcrEscalationAct
dcr_escalation_suggested (DcrEscalationState state, guint standing)
{
  static const DcrEscalationAct order[] = { DCR_ACT_ANSWER,   DCR_ACT_TAKE,  DCR_ACT_REPLY,
                                            DCR_ACT_COMPLETE, DCR_ACT_CLOSE, DCR_ACT_TAKE_OVER };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const DcrTransition *line = dcr_escalation_transition (state, order[i]);
      /* closing what nobody has answered is possible, never what one is expected to do */
      if (order[i] == DCR_ACT_CLOSE && state != DCR_ESCALATION_ANSWERED)
        continue;
      if (line != NULL && (line->who & standing) != 0)
        return order[i];
    }
  return DCR_ACT_NONE;
}

gboolean
dcr_escalation_is_over (DcrEscalationState state)
{
  return state == DCR_ESCALATION_CLOSED || state == DCR_ESCALATION_MERGED;
}

/* ---- Words ----------------------------------------------------------------------------------- */

const char *
dcr_escalation_state_label (DcrEscalationState state)
{
  static const char *const labels[] = {
    N_("draft"),    N_("received"), N_("taken"),        N_("question asked"), N_("answered"),
    N_("returned"), N_("closed"),   N_("opened again"), N_("merged"),
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == DCR_N_ESCALATION_STATES);
  return (guint) state < G_N_ELEMENTS (labels) ? _(labels[state]) : _("other (newer version)");
}

const char *
dcr_escalation_act_label (DcrEscalationAct act)
{
  static const char *const labels[] = {
    "",
    N_("Send the escalation"),
    N_("Take"),
    N_("Take over"),
    N_("Give back to the queue"),
    N_("Question to the agent…"),
    N_("Reply…"),
    N_("Answer…"),
    N_("Return…"),
    N_("Complete…"),
    N_("Close"),
    N_("Open again…"),
    N_("Merge…"),
    N_("Add a word…"),
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == DCR_N_ACTS);
  return (guint) act < G_N_ELEMENTS (labels) && act != DCR_ACT_NONE ? _(labels[act])
                                                                    : _("other (newer version)");
}

char *
dcr_escalation_act_told (DcrEscalationAct act, const char *who)
{
  static const char *const told[] = {
    "",
    N_("Sent by %s"),
    N_("Taken by %s"),
    N_("Taken over by %s"),
    N_("Given back to the queue by %s"),
    N_("%s asks"),
    N_("%s replies"),
    N_("%s answers"),
    N_("Returned by %s"),
    N_("Completed by %s"),
    N_("Closed by %s"),
    N_("Opened again by %s"),
    N_("Merged by %s"),
    N_("%s adds"),
  };
  g_autofree char *format = NULL;
  const char *place;

  G_STATIC_ASSERT (G_N_ELEMENTS (told) == DCR_N_ACTS);
  if ((guint) act >= G_N_ELEMENTS (told) || act == DCR_ACT_NONE)
    return g_strdup_printf ("%s · %s", who, _("other (newer version)"));
  /* one %s and nothing else: put in by hand, since the format comes from a table */
  format = g_strdup (_(told[act]));
  place = strstr (format, "%s");
  if (place == NULL)
    return g_steal_pointer (&format);
  return g_strdup_printf ("%.*s%s%s", (int) (place - format), format, who, place + 2);
}
