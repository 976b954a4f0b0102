/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-notice.h"

G_BEGIN_DECLS

/** A notice as a call-out: what, until when, for whom, by whom; « Read » (win.notice-read) while it is not read. One
 *  that was read is folded to its title. Floating. Main thread. */
GtkWidget *dcr_notice_card_new (const DcrNotice *notice);

/** In place of what @box has: a card for each of @notices (element-type DcrNotice). The focus inside stays inside. */
void dcr_notice_cards_show (GtkBox *box, GPtrArray *notices);

G_END_DECLS
