/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-worker.h"

struct _DcrWorker
{
  GThread *thread;
  GAsyncQueue *queue;
};

typedef struct
{
  GTask *task; /* NULL: end of the thread */
  DcrWorkerFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Job;

static void
job_run (Job *job)
{
  GError *error = NULL;
  gpointer result = NULL;
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    result = job->func (job->data, cancellable, &error);
  if (job->free_data != NULL)
    job->free_data (job->data);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->free_result);
  g_object_unref (job->task);
  g_free (job);
}

static gpointer
worker_main (gpointer data)
{
  DcrWorker *worker = data;
  for (;;)
    {
      Job *job = g_async_queue_pop (worker->queue);
      if (job->task == NULL)
        {
          g_free (job);
          return NULL;
        }
      job_run (job);
    }
}

DcrWorker *
dcr_worker_new (const char *name)
{
  DcrWorker *worker = g_new0 (DcrWorker, 1);
  worker->queue = g_async_queue_new ();
  worker->thread = g_thread_new (name, worker_main, worker);
  return worker;
}

void
dcr_worker_free (DcrWorker *worker)
{
  if (worker == NULL)
    return;
  g_async_queue_push (worker->queue, g_new0 (Job, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_free (worker);
}

void
dcr_worker_push (DcrWorker *worker, DcrWorkerFunc func, gpointer data, GDestroyNotify free_data,
                 GDestroyNotify free_result, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  job->task = g_task_new (NULL, cancellable, callback, user_data);
  /* a result that came is handed over even if cancel was asked meanwhile: the caller decides */
  g_task_set_check_cancellable (job->task, FALSE);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  g_async_queue_push (worker->queue, job);
}

gpointer
dcr_worker_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean done;
} Drain;

static gpointer
drain_mark (gpointer data, GCancellable *cancellable, GError **error)
{
  Drain *drain = data;
  g_mutex_lock (&drain->mutex);
  drain->done = TRUE;
  g_cond_signal (&drain->cond);
  g_mutex_unlock (&drain->mutex);
  return NULL;
}

void
dcr_worker_drain (DcrWorker *worker)
{
  Drain drain = { 0 };
  g_mutex_init (&drain.mutex);
  g_cond_init (&drain.cond);
  dcr_worker_push (worker, drain_mark, &drain, NULL, NULL, NULL, NULL, NULL);
  g_mutex_lock (&drain.mutex);
  while (!drain.done)
    g_cond_wait (&drain.cond, &drain.mutex);
  g_mutex_unlock (&drain.mutex);
  g_mutex_clear (&drain.mutex);
  g_cond_clear (&drain.cond);
}
