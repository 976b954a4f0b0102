/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-callback.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrCallbackPane: one promise to call back: whom, when here and there, what to say first, the attempts, and
 * what may be done. The number stands in clear only for who owes the call, while the promise lives. Main
 * thread. Signals: « said » (sentence); « done » (settled: gboolean): it was written; « call » (number).
 */
#define DCR_TYPE_CALLBACK_PANE (dcr_callback_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallbackPane, dcr_callback_pane, DCR, CALLBACK_PANE, GtkBox)

GtkWidget *dcr_callback_pane_new (DcrSession *session);
/** NULL shows nothing. */
void dcr_callback_pane_show (DcrCallbackPane *self, const DcrUuid *id);
/** Ctrl+Entrée. */
void dcr_callback_pane_suggested (DcrCallbackPane *self);
/** Leaves the choice of another window. FALSE when none is open. */
gboolean dcr_callback_pane_escape (DcrCallbackPane *self);

/** TRUE when @person may see the number: theirs, or of their level and nobody's. */
gboolean dcr_callback_is_owed_by (DcrDb *db, const DcrCallback *callback, const DcrUuid *person);

G_END_DECLS
