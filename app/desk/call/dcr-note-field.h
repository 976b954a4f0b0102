/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-call.h"

G_BEGIN_DECLS

/** DcrNoteField: the short note of a call, judged as it is typed: what must not be kept is named and
 *  selected by F8, what is sensitive is said with a neutral rewording. */
#define DCR_TYPE_NOTE_FIELD (dcr_note_field_get_type ())
G_DECLARE_FINAL_TYPE (DcrNoteField, dcr_note_field, DCR, NOTE_FIELD, GtkBox)

void dcr_note_field_set_call (DcrNoteField *self, DcrCall *call);
/** F8: selects the next words that were found. FALSE when there are none. */
gboolean dcr_note_field_next_finding (DcrNoteField *self);

G_END_DECLS
