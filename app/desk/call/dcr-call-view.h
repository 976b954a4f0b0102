/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "desk/call/dcr-article-view.h"

G_BEGIN_DECLS

/**
 * DcrCallView: what the screen shows beside the call in hand, kept with its draft: words searched, article, passage
 * at the top, the caller's situation. A draft taken in hand, after a crash too, brings it back. Main thread. No
 * widget; the focus does not move.
 *
 * Signals: « restored » (words, ref, address), each NULL when there was none: to be shown again.
 */
#define DCR_TYPE_CALL_VIEW (dcr_call_view_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallView, dcr_call_view, DCR, CALL_VIEW, GObject)

DcrCallView *dcr_call_view_new (DcrCalls *calls, DcrArticleView *reader);

/** Words as they are typed. */
void dcr_call_view_note_words (DcrCallView *self, const char *words);
/** Brings back what the call in hand showed; FALSE when it has shown nothing. */
gboolean dcr_call_view_restore (DcrCallView *self);

G_END_DECLS
