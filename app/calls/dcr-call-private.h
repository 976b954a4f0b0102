/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"

G_BEGIN_DECLS

struct _DcrCall
{
  GObject parent_instance;

  DcrUuid id;
  gint64 began, answered, ended;
  DcrCallPhase phase;
  char *number, *called, *event_id;
  char *name, *email; /* of a caller who agreed to be identified */

  GPtrArray *articles; /* DcrCallArticle * */
  GPtrArray *queries;  /* char * */
  GPtrArray *passages; /* DcrCallPassage * */

  char *reason;
  GPtrArray *secondary; /* char *, ended by NULL */
  char *other_words;
  DcrOutcome outcome;
  DcrTell answered_too;
  char *service;
  gint64 callback_from, callback_to;
  char *callback_zone; /* the caller's clock, as they said */
  gboolean appointment;
  DcrNature nature;
  DcrProfile profile;
  DcrNeed need;
  char *facets[DCR_CALL_N_FACETS];
  char *note;
  char *view;
  char *names; /* see dcr-call-names.c */
  gboolean note_refused;
};

/** Says that something changed: the face redraws, DcrCalls saves. */
void dcr_call_changed (DcrCall *self, DcrCallChange what);
DcrCallArticle *dcr_call_article_copy (const DcrCallArticle *article);
DcrCallPassage *dcr_call_passage_copy (const DcrCallPassage *passage);
/** Judges the note again. */
void dcr_call_guard_note (DcrCall *self);

G_END_DECLS
