/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-callback.h"

G_BEGIN_DECLS

/** What is read of a promise: number (in clear when @in_clear), window on two clocks, what to say first,
 *  attempts (element-type DcrCallbackAttempt). Floating. */
GtkWidget *dcr_callback_body_new (const DcrCallback *callback, GPtrArray *attempts,
                                  gboolean in_clear, gint64 now);

G_END_DECLS
