/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrBanner: one sentence over the whole width, with at most two buttons. Hidden while it has nothing
 *  to say. Main thread. */
#define DCR_TYPE_BANNER (dcr_banner_get_type ())
G_DECLARE_FINAL_TYPE (DcrBanner, dcr_banner, DCR, BANNER, GtkWidget)

GtkWidget *dcr_banner_new (void);

/** @kind: NULL or "warning". @strong: (nullable): how the sentence begins, in bold. Plain text. */
void dcr_banner_show (DcrBanner *self, const char *kind, const char *icon_name, const char *strong,
                      const char *sentence);
/** @at 0 or 1. @label NULL takes the button away. @action: detailed name of a GAction. */
void dcr_banner_set_button (DcrBanner *self, guint at, const char *label, const char *action);
void dcr_banner_hide (DcrBanner *self);

/** Narrow window: the buttons go under the sentence. */
void dcr_banner_set_narrow (DcrBanner *self, gboolean narrow);

G_END_DECLS
