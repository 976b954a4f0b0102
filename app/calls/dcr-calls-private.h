/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "calls/dcr-person.h"

G_BEGIN_DECLS

struct _DcrCalls
{
  GObject parent_instance;

  DcrStore *store;
  DcrUuid person;
  DcrReasonGrid *grid;
  GPtrArray *services;
  DcrSuggester *suggester;
  GPtrArray *last_reasons; /* char *, ended by NULL */

  DcrContactKeys *keys;
  gint64 keys_read;       /* UTC ms: a desk may run for weeks */
  DcrRepeat *repeat;      /* of repeat_number */
  char *repeat_number;
  DcrClosingHook hook;
  gpointer hook_data;

  DcrCall *current;
  GPtrArray *waiting; /* DcrCall * */
  DcrCall *held;      /* evidence seen between two calls; never saved, never shown */
  DcrCall *closing;   /* on its way to the disk: not saved any more */

  GPtrArray *dirty;   /* DcrCall * to save */
  gboolean saving, failed;
  guint retry_id, checkpoint_id;
};

/** Saves @call soon: at once, or when the write under way is done. */
void dcr_calls_save (DcrCalls *self, DcrCall *call);
/** Takes the draft off the disk. */
void dcr_calls_forget_draft (DcrCalls *self, DcrCall *call);
/** Reads the drafts left by a crash. */
gboolean dcr_calls_restore (DcrCalls *self, GError **error);
/** The call becomes one of this desk's: its changes are saved. */
void dcr_calls_adopt (DcrCalls *self, DcrCall *call);
void dcr_calls_set_current (DcrCalls *self, DcrCall *call);

/** The keys of today; once a day they are read again in another thread, those of yesterday serve meanwhile. */
DcrContactKeys *dcr_calls_get_keys (DcrCalls *self);
/** @reason was chosen last. */
void dcr_calls_note_reason (DcrCalls *self, const char *reason);
/** Reads what this person chose last. */
void dcr_calls_read_last_reasons (DcrCalls *self);

void dcr_calls_emit_closed (DcrCalls *self, DcrCall *call);
void dcr_calls_emit_save_failed (DcrCalls *self, const char *sentence);
void dcr_calls_emit_saved (DcrCalls *self);

G_END_DECLS
