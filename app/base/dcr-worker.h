/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** DcrWorker: a named thread with a queue; tasks run one after the other, in order.
 *  The thread never runs a main context. */
typedef struct _DcrWorker DcrWorker;

/** Runs in the worker's thread. @data belongs to the task. Return a value, or NULL with @error. */
typedef gpointer (*DcrWorkerFunc) (gpointer data, GCancellable *cancellable, GError **error);

DcrWorker *dcr_worker_new (const char *name);

/** Waits for the tasks already queued, then ends the thread. */
void dcr_worker_free (DcrWorker *worker);

/**
 * Queue @func. @callback comes in the caller's thread-default main context (may be NULL).
 * A task cancelled before it begins does not run.
 * @data: freed with @free_data in the worker's thread after @func.
 * @free_result: frees the result nobody took; may be NULL.
 */
void dcr_worker_push (DcrWorker *worker, DcrWorkerFunc func, gpointer data,
                      GDestroyNotify free_data, GDestroyNotify free_result,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** Inside @callback: the result (owned by the caller), or NULL with @error. */
gpointer dcr_worker_finish (GAsyncResult *result, GError **error);

/** Blocks until everything queued so far has run (tests, end of the program). */
void dcr_worker_drain (DcrWorker *worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrWorker, dcr_worker_free)

G_END_DECLS
