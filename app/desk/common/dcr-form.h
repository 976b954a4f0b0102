/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrForm: what opens in the left and middle panes during a call (a message, an escalation), never
 * in a dialog: the agent goes on writing the note and sees the caller's number. Main thread.
 *
 * Signal: « done » (const char *sentence): it is over; @sentence is for a toast, NULL when it was
 * only left (its draft is kept).
 */
#define DCR_TYPE_FORM (dcr_form_get_type ())
G_DECLARE_INTERFACE (DcrForm, dcr_form, DCR, FORM, GObject)

struct _DcrFormInterface
{
  GTypeInterface parent_iface;

  /** The left pane (nullable: the lists stay) and the middle one; both belong to the form. */
  GtkWidget *(*get_side) (DcrForm *self);
  GtkWidget *(*get_main) (DcrForm *self);
  /** The focus goes to the first thing to fill. */
  void (*focus) (DcrForm *self);
  /** Ctrl+Entrée: sends, or goes to what is missing. */
  void (*submit) (DcrForm *self);
};

GtkWidget *dcr_form_get_side (DcrForm *self);
GtkWidget *dcr_form_get_main (DcrForm *self);
void dcr_form_focus (DcrForm *self);
void dcr_form_submit (DcrForm *self);
/** For implementations: emits « done ». */
void dcr_form_emit_done (DcrForm *self, const char *sentence);

G_END_DECLS
