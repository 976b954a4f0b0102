/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrListRow: a row of a list that drives another pane (.results): title, matching sentence, source line,
 * what stands at the right. Cheap and made to be used again: what is not set takes no room. Main thread.
 */
#define DCR_TYPE_LIST_ROW (dcr_list_row_get_type ())
G_DECLARE_FINAL_TYPE (DcrListRow, dcr_list_row, DCR, LIST_ROW, GtkListBoxRow)

GtkWidget *dcr_list_row_new (void);

/** Empty again, and selectable. */
void dcr_list_row_clear (DcrListRow *self);

/** Between these the spoken name waits: it is made once, of all that is set. */
void dcr_list_row_begin (DcrListRow *self);
void dcr_list_row_end (DcrListRow *self);

/** Pango markup. */
void dcr_list_row_set_title (DcrListRow *self, const char *markup);
void dcr_list_row_set_title_text (DcrListRow *self, const char *text);
/** Pango markup, two lines at most; NULL for none. */
void dcr_list_row_set_sentence (DcrListRow *self, const char *markup);
/** Plain text; NULL for none. */
void dcr_list_row_set_source (DcrListRow *self, const char *text);
/** At the right of the title (a count, a number); NULL for none. */
void dcr_list_row_set_end (DcrListRow *self, const char *text);
/** At most one tag, at the right of the source line, else of the title. NULL for none. */
void dcr_list_row_set_tag (DcrListRow *self, const char *text, const char *kind,
                           const char *icon_name);
/** Icon before the title (NULL: none), as for what is not an article. */
void dcr_list_row_set_icon (DcrListRow *self, const char *icon_name);
/** An icon at the right of the title; @kind NULL or a colour class. */
void dcr_list_row_add_mark (DcrListRow *self, const char *icon_name, const char *kind,
                            const char *text);
/** Levels of indentation. */
void dcr_list_row_set_depth (DcrListRow *self, guint depth);
/** Spoken name; without it: title, source, tag. */
void dcr_list_row_set_name (DcrListRow *self, const char *name);

/** What the row leads to, as its list understands it. Copied. */
void dcr_list_row_set_target (DcrListRow *self, int kind, const char *ref, const char *address);
int dcr_list_row_get_kind (DcrListRow *self);
const char *dcr_list_row_get_ref (DcrListRow *self);
const char *dcr_list_row_get_address (DcrListRow *self);
/** Text of the title, without markup. */
const char *dcr_list_row_get_title (DcrListRow *self);

/* ---- Lists of such rows ---------------------------------------------------------------------- */

/** The heading of a group: neither selectable nor focusable. @count may be NULL. */
GtkWidget *dcr_group_row_new (const char *title, const char *count);
void dcr_group_row_set (GtkWidget *row, const char *title, const char *count);

/** Scrolls @scrolled so that @row is seen whole, without moving the focus. */
void dcr_list_show_row (GtkScrolledWindow *scrolled, GtkWidget *row);

/** The visible, selectable row of @list after (@step 1) or before (-1) @from (NULL: from the end
 *  @step comes from); NULL at the end. */
GtkListBoxRow *dcr_list_next_row (GtkListBox *list, GtkListBoxRow *from, int step);

/** For the focus() of what holds @list in a scrolled window: a group row that comes first takes no focus,
 *  which would then rest, unseen, on the window around it. */
void dcr_list_take_focus (GtkListBox *list);

G_END_DECLS
