/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-form.h"
#include "followup/dcr-notice.h"
#include "reference/dcr-article.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrNoticeForm: writes a notice of the moment, or changes one of those in force and to come, which are listed
 *  beside it. Main thread. */
#define DCR_TYPE_NOTICE_FORM (dcr_notice_form_get_type ())
G_DECLARE_FINAL_TYPE (DcrNoticeForm, dcr_notice_form, DCR, NOTICE_FORM, GtkBox)

/** @article: (nullable): the one that is open, offered to stand on. A full reference. */
DcrForm *dcr_notice_form_new (DcrSession *session, DcrArticle *article);

/** For tests and pictures: fills it. @ends: UTC ms. */
void dcr_notice_form_fill (DcrNoticeForm *self, const char *title, const char *text, gint64 starts,
                           gint64 ends, gboolean urgent, guint audience);

G_END_DECLS
