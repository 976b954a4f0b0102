/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "desk/call/dcr-article-view.h"

G_BEGIN_DECLS

/**
 * DcrCallEvidence: what the reader and the search tell the calls, and back: articles opened, words
 * searched, passages kept and ticked. Main thread. No widget.
 */
#define DCR_TYPE_CALL_EVIDENCE (dcr_call_evidence_get_type ())
G_DECLARE_FINAL_TYPE (DcrCallEvidence, dcr_call_evidence, DCR, CALL_EVIDENCE, GObject)

DcrCallEvidence *dcr_call_evidence_new (DcrSession *session, DcrCalls *calls,
                                        DcrArticleView *reader);

/** Words as they are typed; they are noted once typing pauses. */
void dcr_call_evidence_note_query (DcrCallEvidence *self, const char *words);

G_END_DECLS
