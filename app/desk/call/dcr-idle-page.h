/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrIdlePage: the middle pane between two calls: what was read last, and what the base holds. Nothing
 *  blinks. Main thread. Signal « article-chosen » (ref). */
#define DCR_TYPE_IDLE_PAGE (dcr_idle_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrIdlePage, dcr_idle_page, DCR, IDLE_PAGE, GtkWidget)

GtkWidget *dcr_idle_page_new (DcrSession *session, const DcrUuid *person);

/** Reads everything again. */
void dcr_idle_page_reload (DcrIdlePage *self);

G_END_DECLS
