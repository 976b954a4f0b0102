/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dcr-session.h"

#include "session/dcr-session-private.h"

/* ---- What an import does, in whatever thread ------------------------------------------------- */

typedef struct
{
  DcrSession *self;
  char *folder;
  char **sources;
  DcrImportFlags flags;
  DcrImportProgressFunc progress;
  gpointer progress_data;
} Import;

static void
import_free (gpointer data)
{
  Import *job = data;
  g_free (job->folder);
  g_strfreev (job->sources);
  g_free (job);
}

static gpointer
run_import (gpointer data, GCancellable *cancellable, GError **error)
{
  Import *job = data;
  return dcr_reference_import (job->folder, (const char *const *) job->sources, job->flags,
                               dcr_search_index, NULL, job->progress, job->progress_data, cancellable,
                               error);
}

DcrImportReport *
dcr_session_import (DcrSession *self, const char *const *sources, DcrImportFlags flags,
                    DcrImportProgressFunc progress, gpointer progress_data,
                    GCancellable *cancellable, GError **error)
{
  Import job = { self, self->folder, (char **) sources, flags, progress, progress_data };
  g_autoptr (DcrImportReport) report = run_import (&job, cancellable, error);

  if (report == NULL || !dcr_session_open_reference (self, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* ---- In the background, for the desk ----------------------------------------------------------- */

#define PROGRESS_INTERVAL_US 50000

typedef struct
{
  DcrImportProgressFunc progress;
  gpointer progress_data;
  gint64 last;
} Relay;

typedef struct
{
  Relay *relay;
  DcrImportProgress values;
  char *source;
  char *stage;
} Step;

static gboolean
show_step (gpointer data)
{
  Step *step = data;
  step->values.source = step->source;
  step->values.stage = step->stage;
  step->relay->progress (&step->values, step->relay->progress_data);
  return G_SOURCE_REMOVE;
}

static void
step_free (gpointer data)
{
  Step *step = data;
  g_free (step->source);
  g_free (step->stage);
  g_free (step);
}

/* In the import's thread: the last step of a stage always passes, the others 20 times a second. */
static void
relay_progress (const DcrImportProgress *progress, gpointer data)
{
  Relay *relay = data;
  gint64 now = g_get_monotonic_time ();
  Step *step;

  if (relay->progress == NULL
      || (now - relay->last < PROGRESS_INTERVAL_US && progress->done < progress->total))
    return;
  relay->last = now;
  step = g_new0 (Step, 1);
  step->relay = relay;
  step->values = *progress;
  step->source = g_strdup (progress->source);
  step->stage = g_strdup (progress->stage);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, show_step, step, step_free);
}

static void
import_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DcrSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  DcrImportReport *report = dcr_worker_finish (result, &error);

  self->is_importing = FALSE;
  if (report != NULL && !dcr_session_open_reference (self, &error))
    g_clear_pointer (&report, dcr_import_report_free);
  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) dcr_import_report_free);
}

void
dcr_session_import_async (DcrSession *self, const char *const *sources, DcrImportFlags flags,
                          DcrImportProgressFunc progress, gpointer progress_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Relay *relay = g_new0 (Relay, 1);
  Import *job = g_new0 (Import, 1);

  g_task_set_check_cancellable (task, FALSE);
  relay->progress = progress;
  relay->progress_data = progress_data;
  g_task_set_task_data (task, relay, g_free);
  if (self->is_importing)
    {
      g_task_return_new_error (task, DCR_ERROR, DCR_ERROR_BUSY,
                               _("An import is already running. Wait for its end, or stop it."));
      g_object_unref (task);
      g_free (job);
      return;
    }
  self->is_importing = TRUE;
  if (self->importing == NULL)
    self->importing = dcr_worker_new ("import");
  *job = (Import) { self, g_strdup (self->folder), g_strdupv ((char **) sources), flags,
                    relay_progress, relay };
  dcr_worker_push (self->importing, run_import, job, import_free,
                   (GDestroyNotify) dcr_import_report_free, cancellable, import_done, task);
}

DcrImportReport *
dcr_session_import_finish (DcrSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
dcr_session_is_importing (DcrSession *self)
{
  return self->is_importing;
}
