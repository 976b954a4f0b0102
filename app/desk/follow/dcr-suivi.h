/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/common/dcr-panes.h"
#include "desk/follow/dcr-follow-page.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrSuivi: the workspace « Suivi »: what was promised and is not settled. Pages at the left, a
 * table in the middle, what is read and done at the right. It sorts by promise, never by person.
 * Main thread. Signals: « toast » (sentence); « open-article » (ref, address); « due-changed »
 * (guint): how much is mine and due; « call » (number): the agent wants to call it now.
 */
#define DCR_TYPE_SUIVI (dcr_suivi_get_type ())
G_DECLARE_FINAL_TYPE (DcrSuivi, dcr_suivi, DCR, SUIVI, GtkWidget)

GtkWidget *dcr_suivi_new (DcrSession *session);

/** Adds a page (taken) under @id of the navigation. */
void dcr_suivi_add_page (DcrSuivi *self, DcrFollowPage *page, const char *id, const char *icon_name,
                         const char *title);
/** Another view of a page that is there. */
void dcr_suivi_add_view (DcrSuivi *self, DcrFollowPage *page, const char *id, const char *icon_name,
                         const char *title);
void dcr_suivi_set_count (DcrSuivi *self, const char *id, guint count, const char *kind);

DcrPanes *dcr_suivi_get_panes (DcrSuivi *self);
void dcr_suivi_set_width_class (DcrSuivi *self, DcrWidthClass width);
/** Comes on screen: reads the page shown again. */
void dcr_suivi_enter (DcrSuivi *self);
void dcr_suivi_show (DcrSuivi *self, const char *id);
/** What is typed in the search. */
void dcr_suivi_filter (DcrSuivi *self, const char *words);
/** Ctrl+Entrée. */
void dcr_suivi_suggested (DcrSuivi *self);
/** A key with Ctrl that may be one of the page's acts. */
gboolean dcr_suivi_key (DcrSuivi *self, guint keyval, GdkModifierType state);
/** Échap: one step back. FALSE when there is none. */
gboolean dcr_suivi_escape (DcrSuivi *self);

G_END_DECLS
