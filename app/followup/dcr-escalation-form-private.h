/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation-form.h"

G_BEGIN_DECLS

struct _DcrEscalationForm
{
  GObject parent_instance;

  DcrCalls *calls;
  DcrCall *call;
  GPtrArray *queues; /* DcrQueue */
  char *reason;      /* code the facts were made for */
  char *queue;       /* chosen, or NULL: suggested */
  gboolean reporting;
  DcrSeverity severity;
  char *question, *wants, *told, *promise, *name, *email;
  /* the agent wrote there: what the call says since then does not replace it */
  gboolean wants_own, told_own, promise_own;
  gboolean promised;
  GPtrArray *facts; /* DcrFact */
  gboolean saving, dirty, sent;

  DcrEscalationSentFunc sent_func;
  gpointer sent_data;
  GDestroyNotify free_sent_data;
};

const DcrReason *dcr_escalation_form_reason (DcrEscalationForm *self);
/** Saves and tells; for every setter. */
void dcr_escalation_form_touch (DcrEscalationForm *self);

/* dcr-escalation-form-draft.c */
void dcr_escalation_form_save (DcrEscalationForm *self);
gboolean dcr_escalation_form_restore (DcrEscalationForm *self, GError **error);

G_END_DECLS
