/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/follow/dcr-composer-model.h"

G_BEGIN_DECLS

/** DcrComposerSide: left of a confirmation being written: its template, to whom, what goes, what is to
 *  be filled in, what was checked, which letters cost. Main thread. */
#define DCR_TYPE_COMPOSER_SIDE (dcr_composer_side_get_type ())
G_DECLARE_FINAL_TYPE (DcrComposerSide, dcr_composer_side, DCR, COMPOSER_SIDE, GtkBox)

GtkWidget *dcr_composer_side_new (DcrComposerModel *model);
/** The focus goes to what keeps it from being sent; FALSE when nothing on this side does. */
gboolean dcr_composer_side_focus_missing (DcrComposerSide *self);
/** The focus goes to the recipient. */
void dcr_composer_side_focus (DcrComposerSide *self);

G_END_DECLS
