/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/*
 * The tally of a tiny team (FIELD C48): one key a reason and nothing else. Each is a call like another, closed at once,
 * answered, with tally=1: statistics count it. Main thread.
 */

/** Reasons to count, @limit at most: those counted most so far, then the grid in its order. GPtrArray of const DcrReason,
 *  owned by the grid. */
GPtrArray *dcr_tally_reasons (DcrCalls *calls, guint limit);
/** How often @reason was counted today by this person. */
guint dcr_tally_today (DcrCalls *calls, const char *reason);

/** Counts one call; @callback when it is on the disk. */
void dcr_tally_add_async (DcrCalls *calls, const DcrReason *reason, GAsyncReadyCallback callback,
                          gpointer user_data);
/** @id: (out) of the call counted, to take it back. */
gboolean dcr_tally_add_finish (GAsyncResult *result, DcrUuid *id, GError **error);
/** Takes back a call that was counted by mistake; no other call can be. Finished by dcr_store_write_finish(). */
void dcr_tally_take_back_async (DcrCalls *calls, const DcrUuid *id, GAsyncReadyCallback callback,
                                gpointer user_data);

G_END_DECLS
