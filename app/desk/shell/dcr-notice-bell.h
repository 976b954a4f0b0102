/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-notice-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DcrNoticeBell: in the header bar: how many notices are to be read, and all of them in a popover. It opens by
 *  itself for nothing: what arrives only changes the number. Main thread. */
#define DCR_TYPE_NOTICE_BELL (dcr_notice_bell_get_type ())
G_DECLARE_FINAL_TYPE (DcrNoticeBell, dcr_notice_bell, DCR, NOTICE_BELL, GtkWidget)

void dcr_notice_bell_set_board (DcrNoticeBell *self, DcrNoticeBoard *board);
/** Opens the list, the focus in it. */
void dcr_notice_bell_open (DcrNoticeBell *self);
void dcr_notice_bell_close (DcrNoticeBell *self);

G_END_DECLS
