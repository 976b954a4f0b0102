/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-reason.h"

G_BEGIN_DECLS

/** Fills @box with what a reason is: definition, example, what it is not, local level, code and owner.
 *  @on_local: « clicked » of a local reason's button, which has the DcrReason as data « dcr-reason ». */
void dcr_reason_card_fill (GtkBox *box, DcrReasonGrid *grid, const DcrReason *reason,
                           GCallback on_local, gpointer data);

G_END_DECLS
