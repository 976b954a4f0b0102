/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-composer-draft.h"
#include "desk/follow/dcr-composer-model.h"

G_BEGIN_DECLS

struct _DcrComposerModel
{
  GObject parent_instance;

  DcrSession *session;
  DcrOutbox *outbox;
  DcrCall *call;
  DcrChannel channel;
  DcrRules *rules;
  char *agent, *reference;

  GPtrArray *templates;
  guint at;
  DcrTemplate *template; /* ours: an attachment may be left out */
  GPtrArray *passages;
  char *link;
  DcrLinkState *link_state;
  DcrComposerDraft *draft; /* what the person typed and chose */
  GHashTable *quotes_now;
  char *normalised, *recipient_problem;
  gint64 duplicate;
  char *duplicate_who;
  DcrComposed *versions[2]; /* as written; the short one of an SMS */
  DcrUuid id;
  guint save_id;
  gboolean sending, sent, survey;
  GCancellable *cancellable;
};

/** The mark on the link is read again, and the message composed again. */
void dcr_composer_model_read_link_state (DcrComposerModel *self);

G_END_DECLS
