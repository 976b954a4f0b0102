/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** DcrTemplateEditor: one template, as it is written and as it will be received with its examples. What
 *  is saved is a draft; the version in force stays until the draft is approved. Main thread. Signals:
 *  « said » (sentence); « changed » (): the list is to be read again. */
#define DCR_TYPE_TEMPLATE_EDITOR (dcr_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (DcrTemplateEditor, dcr_template_editor, DCR, TEMPLATE_EDITOR, GtkBox)

GtkWidget *dcr_template_editor_new (DcrSession *session);
/** Reads and shows its newest version; NULL shows nothing. What was typed in another one is let go of. */
void dcr_template_editor_show (DcrTemplateEditor *self, const DcrUuid *id);
/** An empty one. */
void dcr_template_editor_begin (DcrTemplateEditor *self, DcrChannel channel);
/** Ctrl+Entrée: saves the draft, else approves it. */
void dcr_template_editor_suggested (DcrTemplateEditor *self);
/** Whether the person in hand may write templates: an expert or a lead, or somebody alone. */
gboolean dcr_template_editor_may_write (DcrSession *session);

G_END_DECLS
