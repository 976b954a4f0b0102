/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrSearchField: the search of the window, with « Ctrl K » drawn in it while it is empty. Main thread.
 *
 * Signals: « words-changed » at each keystroke, without delay; « move » (int step, gboolean group): an
 * arrow or Page key: the selection of the list moves, the focus stays; « chosen »: Entrée; « cleared »:
 * Échap; the words are already gone, « had-words » tells whether there were any.
 */
#define DCR_TYPE_SEARCH_FIELD (dcr_search_field_get_type ())
G_DECLARE_FINAL_TYPE (DcrSearchField, dcr_search_field, DCR, SEARCH_FIELD, GtkWidget)

GtkWidget *dcr_search_field_new (void);

const char *dcr_search_field_get_words (DcrSearchField *self);
/** As if they were typed. */
void dcr_search_field_set_words (DcrSearchField *self, const char *words);

/** Focus, with the words selected, so that typing replaces them. */
void dcr_search_field_grab (DcrSearchField *self);
/** Gives it the key press that @controller is handling, and the focus. */
gboolean dcr_search_field_take_key (DcrSearchField *self, GtkEventControllerKey *controller);

/** What it says while it is empty, and its spoken name. */
void dcr_search_field_set_purpose (DcrSearchField *self, const char *purpose);
/** Without keys drawn in it. */
void dcr_search_field_set_compact (DcrSearchField *self, gboolean compact);

/** The entry itself, for its accessible relations. (transfer none) */
GtkWidget *dcr_search_field_get_entry (DcrSearchField *self);

G_END_DECLS
