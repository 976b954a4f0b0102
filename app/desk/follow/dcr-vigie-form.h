/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-form.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrVigieForm: « Signaler une difficulté générale »: what, since when, in how many calls. Those that say much the
 *  same stand beside it while it is typed: to join one of them adds these calls to it. What names a person is pointed
 *  out at once and never written. Main thread. */
#define DCR_TYPE_VIGIE_FORM (dcr_vigie_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrVigieForm, dcr_vigie_form, DCR, VIGIE_FORM, GtkBox)

/** The reason is that of the call in hand, when there is one. A full reference. */
DcrForm *dcr_vigie_form_new (DcrSession *session);

/** For tests and pictures: fills it. @since: UTC ms, 0 for none. */
void dcr_vigie_form_fill (DcrVigieForm *self, const char *what, gint64 since, guint calls,
                          const char *reason);
/** How many that say the same are proposed now. */
guint dcr_vigie_form_get_n_similar (DcrVigieForm *self);
/** Joins the proposed one at @at instead of reporting a new one; again: no longer. */
void dcr_vigie_form_join (DcrVigieForm *self, guint at);

G_END_DECLS
