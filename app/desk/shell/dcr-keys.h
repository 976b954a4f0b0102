/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The keys of the window, in one table: bindings are installed from it and the shortcuts window is
 * made from it. Main thread. */

typedef enum
{
  DCR_KEYS_CALL,
  DCR_KEYS_READ,
  DCR_KEYS_KEEP,
  DCR_KEYS_MOVE,
  DCR_N_KEY_GROUPS
} DcrKeyGroup;

typedef struct
{
  const char *action;  /* « win.search »; NULL for digits, which are read by place */
  const char *accels;  /* GTK accelerators separated by spaces */
  DcrKeyGroup group;
  const char *title;   /* to translate; NULL: not shown (a second way to something that is) */
} DcrKey;

/** Ended by a row without accels. */
const DcrKey *dcr_keys (void);
const char *dcr_key_group_title (DcrKeyGroup group);

/** Installs the accelerators of every row that has an action. */
void dcr_keys_install (GtkApplication *application);

/** Which digit of the physical top row or keypad makes @keyval with @keycode: 1 to 9, else 0. The top
 *  row of AZERTY gives « & é " ' ( »: keycodes 10 to 18 are the same keys on every layout. */
int dcr_keys_digit (guint keyval, guint keycode);

/** A letter or sign a person types, without Ctrl, Alt or Super. */
gboolean dcr_keys_is_text (guint keyval, GdkModifierType state);

/** The shortcuts window, made anew; as every toplevel it lives until it is closed. */
GtkWidget *dcr_keys_window_new (void);

G_END_DECLS
