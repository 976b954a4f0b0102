/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrRecentList: « Récents », what the person read last, in the left pane. Main thread.
 *  Signal « article-chosen » (ref). */
#define DCR_TYPE_RECENT_LIST (dcr_recent_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrRecentList, dcr_recent_list, DCR, RECENT_LIST, GtkWidget)

GtkWidget *dcr_recent_list_new (DcrSession *session, const DcrUuid *person);

/** Reads them again. */
void dcr_recent_list_reload (DcrRecentList *self);

G_END_DECLS
