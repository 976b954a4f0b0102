/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dcr-session.h"

#include <string.h>

#include "net/dcr-download.h"
#include "session/dcr-session-private.h"
#include "store/dcr-files.h"

/* The whole directory of counters is the largest file there is: 350 MB. */
#define MAX_DOWNLOAD ((goffset) 1024 * 1024 * 1024)

/* ---- What an import does, in whatever thread ------------------------------------------------- */

typedef struct
{
  char *folder;
  char *ca_file;
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
  g_free (job->ca_file);
  g_strfreev (job->sources);
  g_free (job);
}

typedef struct
{
  Import *job;
  const char *url;
} Fetch;

static void
fetch_progress (goffset done, goffset total, gpointer data)
{
  Fetch *fetch = data;
  DcrImportProgress progress = { .source = fetch->url,
                                 .done = (guint) (done / 1024),
                                 .total = (guint) (total / 1024),
                                 .stage = "download" };
  if (fetch->job->progress != NULL)
    fetch->job->progress (&progress, fetch->job->progress_data);
}

/* The file that @url was downloaded to, under a name of its own; what did not change is not sent
 * again. */
static char *
fetch (Import *job, const char *url, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_build_filename (job->folder, "downloads", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.zip", digest);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  Fetch progress_data = { job, url };
  DcrDownload download = { .url = url,
                           .path = path,
                           .ca_file = job->ca_file,
                           .max_bytes = MAX_DOWNLOAD,
                           .progress = fetch_progress,
                           .progress_data = &progress_data };
  DcrDownloadResult result;

  if (!dcr_files_make_folder (folder, error)
      || !dcr_download_run (&download, &result, cancellable, error))
    return NULL;
  return g_steal_pointer (&path);
}

/* The sources as files and folders; NULL when one could not be fetched. */
static GPtrArray *
local_sources (Import *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; job->sources[i] != NULL; i++)
    {
      /* an address that is not of an accepted kind is refused as one */
      char *path = strstr (job->sources[i], "://") != NULL
                       ? fetch (job, job->sources[i], cancellable, error)
                       : g_strdup (job->sources[i]);
      if (path == NULL)
        return NULL;
      g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  return g_steal_pointer (&paths);
}

static gpointer
run_import (gpointer data, GCancellable *cancellable, GError **error)
{
  Import *job = data;
  g_autoptr (GPtrArray) paths = local_sources (job, cancellable, error);

  if (paths == NULL)
    return NULL;
  return dcr_reference_import (job->folder, (const char *const *) paths->pdata, job->flags,
                               dcr_search_index, NULL, job->progress, job->progress_data,
                               cancellable, error);
}

DcrImportReport *
dcr_session_import (DcrSession *self, const char *const *sources, DcrImportFlags flags,
                    DcrImportProgressFunc progress, gpointer progress_data,
                    GCancellable *cancellable, GError **error)
{
  Import job = { self->folder, self->ca_file, (char **) sources, flags, progress, progress_data };
  g_autoptr (DcrImportReport) report = run_import (&job, cancellable, error);
  g_autoptr (GError) inner = NULL;
  guint n_templates, n_messages;

  if (report == NULL || !dcr_session_open_reference (self, error))
    return NULL;
  /* what was written in advance may no longer be right; the import itself is done */
  if (!dcr_session_check_passages (self, &n_templates, &n_messages, &inner))
    g_message ("passages quoted: %s", inner->message);
  return g_steal_pointer (&report);
}

/* ---- In the background, for the desk --------------------------------------------------------- */

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
  g_autoptr (GSource) source = NULL;
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
  /* never g_main_context_invoke(): it calls in this very thread whenever the main one is between two turns */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, show_step, step, step_free);
  g_source_attach (source, NULL);
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
    {
      g_task_return_error (task, error);
      return;
    }
  dcr_session_check_passages_later (self); /* what was written in advance may no longer be right */
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
  *job = (Import) { g_strdup (self->folder), g_strdup (self->ca_file),
                    g_strdupv ((char **) sources), flags, relay_progress, relay };
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
