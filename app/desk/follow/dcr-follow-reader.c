/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-follow-reader.h"

#include "base/dcr-worker.h"

struct _DcrFollowReader
{
  DcrSession *session;
  DcrWorker *worker;
  DcrDb *db; /* the worker's, once it is open */
  GCancellable *running;
};

typedef struct
{
  DcrFollowReader *reader; /* waits for its worker before it goes */
  DcrFollowReaderFunc func;
  gpointer query;
  GDestroyNotify free_query;
} Run;

typedef struct
{
  GCancellable *cancellable;
  GDestroyNotify free_result;
  DcrFollowReaderDone done;
  gpointer data;
} Done;

static void
run_free (gpointer data)
{
  Run *run = data;
  if (run->free_query != NULL)
    run->free_query (run->query);
  g_free (run);
}

static gpointer
read_now (gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  DcrFollowReader *self = run->reader;

  if (self->db == NULL)
    self->db = dcr_store_open_reader (dcr_session_get_store (self->session), error);
  return self->db != NULL ? run->func (self->db, run->query, error) : NULL;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Done *done = data;
  g_autoptr (GError) error = NULL;
  gpointer read = dcr_worker_finish (result, &error);

  if (!g_cancellable_is_cancelled (done->cancellable))
    done->done (read, error, done->data);
  else if (read != NULL)
    done->free_result (read);
  g_object_unref (done->cancellable);
  g_free (done);
}

void
dcr_follow_reader_run (DcrFollowReader *self, DcrFollowReaderFunc func, gpointer query,
                       GDestroyNotify free_query, GDestroyNotify free_result,
                       DcrFollowReaderDone done, gpointer data)
{
  Run *run = g_new (Run, 1);
  Done *then = g_new (Done, 1);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  *run = (Run){ self, func, query, free_query };
  *then = (Done){ g_object_ref (self->running), free_result, done, data };
  dcr_worker_push (self->worker, read_now, run, run_free, free_result, self->running, on_done,
                   then);
}

DcrFollowReader *
dcr_follow_reader_new (DcrSession *session)
{
  DcrFollowReader *self = g_new0 (DcrFollowReader, 1);

  self->session = g_object_ref (session);
  self->worker = dcr_worker_new ("follow-reader");
  return self;
}

void
dcr_follow_reader_free (DcrFollowReader *self)
{
  g_cancellable_cancel (self->running);
  dcr_worker_free (self->worker);
  g_clear_pointer (&self->db, dcr_db_close);
  g_clear_object (&self->running);
  g_object_unref (self->session);
  g_free (self);
}
