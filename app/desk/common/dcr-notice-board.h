/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-notice.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrNoticeBoard: the notices of the moment for the person who works here, kept up to the minute: they begin and
 * end by themselves, and other processes write them too. Main thread. Signal: « changed » ().
 */
#define DCR_TYPE_NOTICE_BOARD (dcr_notice_board_get_type ())
G_DECLARE_FINAL_TYPE (DcrNoticeBoard, dcr_notice_board, DCR, NOTICE_BOARD, GObject)

/** The one of @session, made at the first call; it lives as long as the session. (transfer none) */
DcrNoticeBoard *dcr_notice_board_of (DcrSession *session);

/** In force, as dcr_notice_list_current(). (transfer none) (element-type DcrNotice), until « changed ». */
GPtrArray *dcr_notice_board_list (DcrNoticeBoard *self);
guint dcr_notice_board_count_unread (DcrNoticeBoard *self);
/** The gravest one that this person has not read; NULL when all are. */
const DcrNotice *dcr_notice_board_first_unread (DcrNoticeBoard *self);
/** The notice about this article: it names it, or the reason that callers who need it have. NULL for none.
 *  @title: plain text. */
const DcrNotice *dcr_notice_board_for_article (DcrNoticeBoard *self, const char *ref,
                                               const char *title);
/** « Lu ». */
void dcr_notice_board_mark_read (DcrNoticeBoard *self, const DcrUuid *id);
/** Whether the person who works here writes notices: those who lead. */
gboolean dcr_notice_board_may_write (DcrNoticeBoard *self);
/** Reads again now. */
void dcr_notice_board_reload (DcrNoticeBoard *self);

/** « until 14:00 · everybody · Agent 1001 ». Free with g_free(). */
char *dcr_notice_describe (const DcrNotice *notice, gint64 now);

G_END_DECLS
