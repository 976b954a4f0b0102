/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrFormFoot: the foot of a form: what is missing, or what happens when it is sent, and the button that sends.
 * Main thread. Signal: « send » ().
 */
#define DCR_TYPE_FORM_FOOT (dcr_form_foot_get_type ())
G_DECLARE_FINAL_TYPE (DcrFormFoot, dcr_form_foot, DCR, FORM_FOOT, GtkBox)

/** @verb: on the button. @missing: what stands against it, or NULL; @complete: what is said then. */
void dcr_form_foot_show (DcrFormFoot *self, const char *verb, const char *missing,
                         const char *complete);
/** Why it was not kept; the button may be pressed again. */
void dcr_form_foot_fail (DcrFormFoot *self, const char *sentence);
/** From now on, to dcr_form_foot_fail(), nothing is sent a second time. FALSE when it is being sent already. */
gboolean dcr_form_foot_begin (DcrFormFoot *self);

/** A list under a heading, for the side of a form: a scrolled window (full). @before: (transfer full)
 *  (nullable): between both. */
GtkWidget *dcr_form_side_new (const char *heading, GtkWidget *before, GtkListBox **list);

G_END_DECLS
