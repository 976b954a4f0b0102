/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/follow/dcr-composer-model.h"

G_BEGIN_DECLS

/** DcrMailPreview: an e-mail as it will be received: whole, or its text alone. Its free parts can be
 *  rewritten in place; what comes from the reference cannot. Main thread. */
#define DCR_TYPE_MAIL_PREVIEW (dcr_mail_preview_get_type ())
G_DECLARE_FINAL_TYPE (DcrMailPreview, dcr_mail_preview, DCR, MAIL_PREVIEW, GtkBox)

GtkWidget *dcr_mail_preview_new (DcrComposerModel *model);
void dcr_mail_preview_set_editing (DcrMailPreview *self, gboolean editing);

/** One line of a message, as it is read; a variable without value stands out. Floating. */
GtkWidget *dcr_message_line_new (const DcrLine *line);

G_END_DECLS
