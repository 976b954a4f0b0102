/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Width of the window, as SHELL 2 cuts it. */
typedef enum
{
  DCR_WIDTH_NARROW, /* below 720: one pane at a time */
  DCR_WIDTH_MEDIUM, /* 720 to 1279: two panes, the third slides over */
  DCR_WIDTH_WIDE,   /* from 1280: three panes */
} DcrWidthClass;

typedef enum
{
  DCR_PANE_LEFT,
  DCR_PANE_MIDDLE,
  DCR_PANE_RIGHT,
  DCR_N_PANES
} DcrPane;

/** The class of @width pixels when text is @text_factor times its ordinary size. */
DcrWidthClass dcr_width_class (int width, double text_factor);

/**
 * DcrPanes: the three panes of a workspace. Main thread.
 * Signal: « shown-changed »: another pane is on screen (narrow), or the right one came or went.
 */
#define DCR_TYPE_PANES (dcr_panes_get_type ())
G_DECLARE_FINAL_TYPE (DcrPanes, dcr_panes, DCR, PANES, GtkWidget)

GtkWidget *dcr_panes_new (void);

/** Puts @child (taken) in a pane, in place of what was there. */
void dcr_panes_set_child (DcrPanes *self, DcrPane pane, GtkWidget *child);

/** Puts @child into a pane out of sight: built and styled when dcr_panes_set_child() shows it, and there again
 *  when another took its place. */
void dcr_panes_keep (DcrPanes *self, DcrPane pane, GtkWidget *child);
/** Takes out of its pane a @child that was kept and is not the one that is shown. */
void dcr_panes_drop (DcrPanes *self, GtkWidget *child);

/** What is in a pane; belongs to it. */
GtkWidget *dcr_panes_get_child (DcrPanes *self, DcrPane pane);

/** Widths other than those of Appels, in pixels. Before the first dcr_panes_set_width_class(). */
void dcr_panes_set_widths (DcrPanes *self, int left, int right);
void dcr_panes_set_width_class (DcrPanes *self, DcrWidthClass width);
DcrWidthClass dcr_panes_get_width_class (DcrPanes *self);

/** Brings a pane on screen without moving the focus. */
void dcr_panes_show (DcrPanes *self, DcrPane pane);
/** FALSE when a person does not see it now. */
gboolean dcr_panes_is_shown (DcrPanes *self, DcrPane pane);
/** F9: brings the right pane, or sends it away where it lies over another. */
void dcr_panes_toggle_right (DcrPanes *self);
/** Escape: one pane back. FALSE when there was nothing to go back from. */
gboolean dcr_panes_go_back (DcrPanes *self);

/** The list that is seen in @within, of the pane's child, comes before the controls above it. */
void dcr_panes_set_list (DcrPanes *self, DcrPane pane, GtkWidget *within);
/** Brings a pane on screen and gives back the focus it had, else its list or its first control. */
gboolean dcr_panes_focus (DcrPanes *self, DcrPane pane);
/** F6: the pane after (@step 1) or before (-1) the one that has the focus. */
void dcr_panes_focus_next (DcrPanes *self, int step);
/** The pane that has the focus, or -1. */
int dcr_panes_get_focused (DcrPanes *self);

G_END_DECLS
