/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "desk/call/dcr-article-view.h"
#include "desk/common/dcr-form.h"
#include "desk/common/dcr-panes.h"
#include "desk/shell/dcr-importer.h"
#include "followup/dcr-message.h"

G_BEGIN_DECLS

/**
 * DcrAppels: the workspace Appels: where is it (left), what do I read out (middle), what becomes of this
 * call (right). It introduces the panes to each other and to the calls. Main thread.
 *
 * Signals: « words-chosen » (words): to be put in the search; « toast » (sentence); « search »: the focus
 * belongs to the search.
 */
#define DCR_TYPE_APPELS (dcr_appels_get_type ())
G_DECLARE_FINAL_TYPE (DcrAppels, dcr_appels, DCR, APPELS, GtkWidget)

GtkWidget *dcr_appels_new (DcrSession *session, DcrCalls *calls, DcrImporter *importer);

DcrPanes *dcr_appels_get_panes (DcrAppels *self);
DcrArticleView *dcr_appels_get_reader (DcrAppels *self);
void dcr_appels_set_width_class (DcrAppels *self, DcrWidthClass width);

/** What was typed, at each keystroke. */
void dcr_appels_search (DcrAppels *self, const char *words);
/** The selection of the results; the focus does not move. */
void dcr_appels_move (DcrAppels *self, int step, gboolean group);
/** Entrée in the search: the selected result, else the first one, is read. */
void dcr_appels_choose (DcrAppels *self);

/** Reads « AUDIENCE/ID », and goes to it. @address may be NULL. */
void dcr_appels_open (DcrAppels *self, const char *ref, const char *address);
/** The page between two calls, and Parcourir. */
void dcr_appels_go_home (DcrAppels *self);
/** Ctrl+J: the outline, or back from it. */
void dcr_appels_toggle_outline (DcrAppels *self);
/** What the import did, in the middle; FALSE gives back what was there. */
void dcr_appels_show_report (DcrAppels *self, gboolean show);
/** A theme or file of Parcourir, « AUDIENCE/ID ». */
void dcr_appels_browse (DcrAppels *self, const char *ref, const char *title);
/** An import begins: where one pane is seen at a time, the one that shows its progress. */
void dcr_appels_show_start (DcrAppels *self);
/** The middle pane says how to get the official base; « middle-changed » tells when it may. */
gboolean dcr_appels_shows_first_start (DcrAppels *self);
/** Récents instead of Parcourir. */
void dcr_appels_show_recent (DcrAppels *self);

/** Ctrl+1…9 and Ctrl+Maj+1…9. FALSE when no row shows this digit. */
gboolean dcr_appels_pick_reason (DcrAppels *self, guint digit);
gboolean dcr_appels_pick_outcome (DcrAppels *self, guint digit);
/** Ctrl+M, Ctrl+I: the call pane comes on screen. */
void dcr_appels_focus_reason (DcrAppels *self);
void dcr_appels_focus_outcome (DcrAppels *self);
/** Ctrl+N. */
void dcr_appels_new_call (DcrAppels *self);
/** Ctrl+Entrée: the form that is open, else the call. */
void dcr_appels_do_suggested (DcrAppels *self);

/** « Mes appels », in the left and middle panes. */
void dcr_appels_show_history (DcrAppels *self);
/** The tally: one key a reason. */
void dcr_appels_show_tally (DcrAppels *self);
/** Opens @form (taken) in the left and middle panes, in place of another one, whose draft is kept. */
void dcr_appels_open_form (DcrAppels *self, DcrForm *form);
/** Ctrl+E, Ctrl+Maj+E: a written confirmation of the call in hand; the one open gets the focus. */
void dcr_appels_compose (DcrAppels *self, DcrChannel channel);
/** The same, with the template of this id chosen in it. */
void dcr_appels_compose_with (DcrAppels *self, DcrChannel channel, const char *template_id);
/** Back to what was read; the draft is kept. FALSE when no form is open. */
gboolean dcr_appels_leave_form (DcrAppels *self);
/** NULL when none is open. */
DcrForm *dcr_appels_get_form (DcrAppels *self);
/** Opens the form of an escalation on the @call in hand, unless it is open. FALSE with @error. */
gboolean dcr_appels_escalate (DcrAppels *self, DcrCall *call, GError **error);

/** Back from a narrow pane, then in the articles read. FALSE when there is nothing before. */
gboolean dcr_appels_go_back (DcrAppels *self);
/** Échap anywhere but in the search: one step back. */
gboolean dcr_appels_escape (DcrAppels *self);

/** Shows again what stood beside the call in hand when the program ended. Once, at the start. */
void dcr_appels_restore_view (DcrAppels *self);

G_END_DECLS
