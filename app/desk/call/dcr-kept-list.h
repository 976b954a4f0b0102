/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-call.h"

G_BEGIN_DECLS

/** DcrKeptList: « Retenus », the passages kept for the call, in order. Suppr takes one out, Alt+↑↓ moves it.
 *  Signal « passage-activated » (const char *ref, const char *address). */
#define DCR_TYPE_KEPT_LIST (dcr_kept_list_get_type ())
G_DECLARE_FINAL_TYPE (DcrKeptList, dcr_kept_list, DCR, KEPT_LIST, GtkBox)

void dcr_kept_list_set_call (DcrKeptList *self, DcrCall *call);

G_END_DECLS
