/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrFlow: the real program in this process, its window on a virtual display under the French
 * layout, driven by real X key events (XTest). Each key is awaited by its effect: a flow says what it
 * expects to see after the key, and fails with that sentence if it does not come in time.
 */
typedef struct _DcrFlow DcrFlow;

/** Opens the program on a demonstration base in a folder of its own, in French; waits until the
 *  window has the focus. @arguments: (nullable): further command line, NULL-terminated. */
DcrFlow *dcr_flow_start (const char *const *arguments);

/** Closes the window and waits for the end; what the program left on the disk stays. */
void dcr_flow_close (DcrFlow *flow);
/** The same unless it was, and removes the folder. */
void dcr_flow_end (DcrFlow *flow);

GtkWindow *dcr_flow_window (DcrFlow *flow);
/** Waits until another window than @former has come and has the focus: a dialog, or what opens in
 *  its place; keys and conditions are then about that one. @former may be gone by now. */
void dcr_flow_turn_to_another (DcrFlow *flow, gconstpointer former);
/** Folder with work.db and reference.db: the demonstration's, or the one that « --base » named. */
const char *dcr_flow_base (DcrFlow *flow);

/** What a flow waits for. */
typedef gboolean (*DcrFlowCondition) (DcrFlow *flow, gconstpointer data);

/** Runs the main loop until @condition holds; aborts with @what after ten seconds. */
void dcr_flow_await (DcrFlow *flow, const char *what, DcrFlowCondition condition,
                     gconstpointer data);

/** Presses a chord: « Ctrl+Maj+1 », « Bas », « Entrée », « Échap », « Ctrl+D », « Alt+Gauche », « F6 ».
 *  Digits are keys of the upper row, by their place. */
void dcr_flow_press (DcrFlow *flow, const char *chord);
/** The same, then dcr_flow_await(). */
void dcr_flow_press_await (DcrFlow *flow, const char *chord, const char *what,
                           DcrFlowCondition condition, gconstpointer data);
/** Types @text into the search, one key after the other, each awaited by the letter that appears in
 *  the focused text field. */
void dcr_flow_type (DcrFlow *flow, const char *text);

/** Presses @tab (« Tab », « Maj+Tab ») until the focus is on a widget that shows @label. */
void dcr_flow_tab_to (DcrFlow *flow, const char *tab, const char *label);
/** Telephony says who calls: rings, and is taken. @id: of the call, another one each time. */
void dcr_flow_ring (DcrFlow *flow, const char *number, const char *id);

/** @chord opens a dialogue of the toolkit: keys go to it from now on. dcr_flow_leave_dialog() awaits that it has
 *  gone, and the window has them again. Leaks are not looked for from here on: the dialogues leave things of
 *  libcloudproviders and of g_content_type_guess() behind, later too; let it be the last act of a flow. */
void dcr_flow_open_dialog (DcrFlow *flow, const char *chord, const char *type_name);
void dcr_flow_leave_dialog (DcrFlow *flow);

/** How many keys were pressed since the start or the last call of this (a chord counts as one). */
guint dcr_flow_take_presses (DcrFlow *flow);

/* ---- What is on the screen ---------------------------------------------------------------- */

/** First mapped widget of this class name (« DcrCallPane »), or NULL. */
GtkWidget *dcr_flow_find (DcrFlow *flow, const char *type_name);
/** Whether a mapped label shows this text (part of it; markup left out). Condition: data = text. */
gboolean dcr_flow_shows (DcrFlow *flow, gconstpointer text);
gboolean dcr_flow_shows_not (DcrFlow *flow, gconstpointer text);
/** Whether a mapped label inside @root shows this text. */
gboolean dcr_flow_shows_in (GtkWidget *root, const char *text);
/** The same after everything that waits for an idle moment: suggestions, the rest of a list. */
void dcr_flow_settle_all (DcrFlow *flow);
/** First mapped widget inside @root (or itself) that @match accepts, or NULL. */
typedef gboolean (*DcrFlowMatch) (GtkWidget *widget, gconstpointer data);
GtkWidget *dcr_flow_find_in (GtkWidget *root, DcrFlowMatch match, gconstpointer data);
/** Waits until the frame after the last key is drawn: for a key whose effect is not known beforehand. */
void dcr_flow_settle (DcrFlow *flow);
/** Whether the focus is in a widget of this class or inside one. Condition: data = type name. */
gboolean dcr_flow_focus_in (DcrFlow *flow, gconstpointer type_name);
/** Whether @sql (one integer) on work.db gives a number over 0. Condition: data = SQL. */
gboolean dcr_flow_kept (DcrFlow *flow, gconstpointer sql);
/** The integer itself. */
gint64 dcr_flow_number (DcrFlow *flow, const char *sql);
/** The text of a query on work.db. Free with g_free(). */
char *dcr_flow_text (DcrFlow *flow, const char *sql);

/** Leaves a PNG of the window in $DCR_PICTURES, when that is set. */
void dcr_flow_picture (DcrFlow *flow, const char *name);

G_END_DECLS
