/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrPromiseBar: from when it was received to what was promised, and what went over. Main thread.
 */
#define DCR_TYPE_PROMISE_BAR (dcr_promise_bar_get_type ())
G_DECLARE_FINAL_TYPE (DcrPromiseBar, dcr_promise_bar, DCR, PROMISE_BAR, GtkWidget)

GtkWidget *dcr_promise_bar_new (void);
/** UTC ms. @ended: 0 while it lasts; it stands still then. @rule: « delay of the queue: 3 working
 * days ». */
void dcr_promise_bar_set (DcrPromiseBar *self, gint64 received, gint64 due, gint64 now,
                          gint64 ended, const char *rule);

G_END_DECLS
