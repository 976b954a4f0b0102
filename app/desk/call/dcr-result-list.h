/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrResultList: what the words typed find, in the left pane. The focus stays in the search while the
 * selection moves. Main thread.
 *
 * Property « count » (guint): documents found.
 * Signals:
 *   « result-selected » (ref, address)   selected for 120 ms: to be shown, the focus does not move
 *   « result-chosen » (ref, address)     Entrée or a click: shown at once, and to be read
 *   « words-chosen » (words)             near terms: to be put in the search
 *   « template-chosen » (id, DcrChannel) an approved template, to be written with
 *   « browse » (ref, title)              a theme to browse; both NULL for all of them
 */
#define DCR_TYPE_RESULT_LIST (dcr_result_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrResultList, dcr_result_list, DCR, RESULT_LIST, GtkWidget)

GtkWidget *dcr_result_list_new (DcrSession *session);

/** Queries and shows, at once. Fewer than two letters: the list keeps what it has, FALSE is returned. */
gboolean dcr_result_list_search (DcrResultList *self, const char *words);
/** Shows @result as the answer to @words. Lent. */
void dcr_result_list_show (DcrResultList *self, const char *words, const DcrSearchResult *result);
/** Forgets the last result. */
void dcr_result_list_clear (DcrResultList *self);

guint dcr_result_list_get_count (DcrResultList *self);
/** TRUE when a search has been made and not cleared. */
gboolean dcr_result_list_has_result (DcrResultList *self);

/** Moves the selection; by group with @group. FALSE at the end of the list. */
gboolean dcr_result_list_move (DcrResultList *self, int step, gboolean group);
/** Chooses the selected row, or the first result. FALSE when there is none. */
gboolean dcr_result_list_choose (DcrResultList *self);

G_END_DECLS
