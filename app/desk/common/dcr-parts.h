/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small parts of SHELL 5, made once. Main thread; returned widgets are floating. */

/** A label with style classes separated by spaces, wrapping when asked. */
GtkWidget *dcr_label_new (const char *text, const char *classes);
GtkWidget *dcr_label_new_wrapped (const char *text, const char *classes);

/** State in a word. @kind: NULL, "accent", "success", "warning" or "error". @icon_name: nullable. */
GtkWidget *dcr_tag_new (const char *text, const char *kind, const char *icon_name);

/** One key or digit. */
GtkWidget *dcr_keycap_new (const char *text);
/** What Ctrl+Entrée does: a button with its @verb and the key. @label (nullable, out): of the verb. */
GtkWidget *dcr_suggested_new (const char *verb, GtkLabel **label);

/** Foot of a list pane: keys and what they do, by pairs, ended by NULL. Several keys in one are
 *  separated by a space: dcr_keys_line_new ("↑ ↓", _("choose"), "Entrée", _("read"), NULL). */
GtkWidget *dcr_keys_line_new (const char *keys, ...) G_GNUC_NULL_TERMINATED;

/** Icon, heading (nullable), sentence (plain text) and at most one button (nullable, taken). */
GtkWidget *dcr_callout_new (const char *kind, const char *icon_name, const char *heading,
                            const char *sentence, GtkWidget *button);

/** Icon of 64, title, sentence (34 characters wide) and button (nullable, taken). */
GtkWidget *dcr_empty_new (const char *icon_name, const char *title, const char *sentence,
                          GtkWidget *button);

/** Accessible name, and description when not NULL. */
void dcr_name (GtkWidget *widget, const char *name, const char *description);

/** What the pointer is told, NULL for nothing; looked up when it stays there. gtk_widget_set_tooltip_text()
 *  asks the X server each time where the pointer is and waits: too long for what is made by the dozen. */
void dcr_tooltip (GtkWidget *widget, const char *text);

/** Gives the focus to the first control inside @widget, wherever it was before. FALSE when there is none. */
gboolean dcr_focus_first (GtkWidget *widget);

/** Removes every child of a box, list box, flow box or grid. */
void dcr_empty_container (GtkWidget *container);

/** Unparents every child of a widget of ours: in dispose. */
void dcr_unparent_children (GtkWidget *widget);

G_END_DECLS
