/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrVigiePane: one general difficulty, what was merged into it, those that say much the same; experts and those
 *  who lead gather them and say what came of it. Main thread.
 *  Signal: « done » (const char *sentence, gboolean settled). */
#define DCR_TYPE_VIGIE_PANE (dcr_vigie_pane_get_type ())
G_DECLARE_FINAL_TYPE (DcrVigiePane, dcr_vigie_pane, DCR, VIGIE_PANE, GtkBox)

GtkWidget *dcr_vigie_pane_new (DcrSession *session);
/** @id: NULL for none. */
void dcr_vigie_pane_show (DcrVigiePane *self, const DcrUuid *id);
/** Ctrl+Entrée: settles it, or asks what came of it. */
void dcr_vigie_pane_suggested (DcrVigiePane *self);
/** FALSE when there is nothing to leave. */
gboolean dcr_vigie_pane_escape (DcrVigiePane *self);

G_END_DECLS
