/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-form.h"
#include "desk/follow/dcr-composer-model.h"

G_BEGIN_DECLS

/** DcrComposer: a written confirmation in the left and middle panes of a call. A DcrForm. Main thread. */
#define DCR_TYPE_COMPOSER (dcr_composer_get_type ())
G_DECLARE_FINAL_TYPE (DcrComposer, dcr_composer, DCR, COMPOSER, GtkBox)

/** A full reference. */
DcrForm *dcr_composer_new (DcrSession *session, DcrCall *call, DcrChannel channel);
DcrComposerModel *dcr_composer_get_model (DcrComposer *self);

G_END_DECLS
