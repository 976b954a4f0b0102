/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-import-private.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "reference/dcr-draft-private.h"
#include "store/dcr-files.h"

#define LOCK_WAIT_MS 5000
#define TELL_EVERY 64

void
dcr_import_report_free (DcrImportReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->unknown, g_hash_table_unref);
  g_clear_pointer (&report->messages, g_ptr_array_unref);
  g_free (report);
}

static DcrImportReport *
report_new (void)
{
  DcrImportReport *report = g_new0 (DcrImportReport, 1);
  report->messages = g_ptr_array_new_with_free_func (g_free);
  return report;
}

void
dcr_import_say (DcrImport *import, char *sentence)
{
  g_ptr_array_add (import->report->messages, sentence);
}

void
dcr_import_tell (DcrImport *import, const char *stage)
{
  DcrSource *source = import->source;
  DcrImportProgress progress = { .stage = stage };

  if (import->progress == NULL)
    return;
  if (source != NULL)
    {
      progress.audience = source->audience >= 0 ? source->audience : 0;
      progress.source
          = source->archive->origin != NULL ? source->archive->origin : source->archive->path;
      progress.done = source->n_read;
      progress.total = source->archive->n_documents;
    }
  import->progress (&progress, import->progress_data);
}

gboolean
dcr_import_need_draft (DcrImport *import, GError **error)
{
  if (import->draft != NULL)
    return TRUE;
  import->draft = import->base != NULL
                      ? dcr_draft_new_copy (import->folder, import->base, import->index, error)
                      : dcr_draft_new_empty (import->folder, import->index, error);
  return import->draft != NULL;
}

/* ---- What the base has -------------------------------------------------------------------- */

/* A base whose passages another version of the program derived is derived again first. */
static gboolean
rebuild_if_older (DcrImport *import, GError **error)
{
  g_autofree char *parser
      = dcr_db_get_text (import->base, NULL, "SELECT value FROM meta WHERE name='parser'", "");
  guint n_lost;

  if (g_strcmp0 (parser, DCR_DOCUMENT_PARSER) == 0)
    return TRUE;
  import->draft = dcr_draft_new_rebuilt (import->folder, import->base, import->index, &n_lost,
                                         import->cancellable, error);
  import->was_reset = TRUE;
  return import->draft != NULL;
}

static gboolean
open_base (DcrImport *import, GError **error)
{
  g_autofree char *path = g_build_filename (import->folder, DCR_REFERENCE_FILE, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      import->base = dcr_db_open (path, DCR_DB_READ, error);
      if (import->base == NULL || !dcr_reference_check_version (import->base, error)
          || !rebuild_if_older (import, error))
        return FALSE;
    }
  import->known = dcr_known_base_load (
      import->draft != NULL ? dcr_draft_db (import->draft) : import->base, error);
  return import->known != NULL;
}

/* ---- The archives ------------------------------------------------------------------------- */

static gboolean
take_document (DcrImport *import, DcrFeedItem *item, GError **error)
{
  if (!dcr_import_document (import, item, error))
    return FALSE;
  if (import->source->n_read % TELL_EVERY == 0)
    dcr_import_tell (import, "read");
  return TRUE;
}

static gboolean
take_all (DcrImport *import, DcrFeed *feed, GError **error)
{
  GError *inner = NULL;
  gboolean going = TRUE;

  while (going)
    {
      g_autoptr (DcrFeedItem) item = dcr_feed_next (feed, &inner);
      if (item == NULL)
        break;
      if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
        return FALSE;
      switch (item->kind)
        {
        case DCR_FEED_ARCHIVE:
          dcr_import_begin_source (import, g_steal_pointer (&item));
          dcr_import_tell (import, "read");
          break;
        case DCR_FEED_INDEX:
          import->source->index[item->entry_kind] = g_steal_pointer (&item->index);
          break;
        case DCR_FEED_END:
          going = dcr_import_end_source (import, error);
          break;
        default:
          going = take_document (import, item, error);
          break;
        }
    }
  if (inner == NULL)
    return going;
  g_propagate_error (error, inner);
  return FALSE;
}

static char **
expand_sources (const char *const *sources)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (gsize i = 0; sources[i] != NULL; i++)
    {
      g_autofree char **some = dcr_archive_expand (sources[i]);
      for (gsize k = 0; some[k] != NULL; k++)
        g_ptr_array_add (paths, some[k]);
    }
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

static gboolean
read_sources (DcrImport *import, const char *const *sources, GError **error)
{
  g_auto (GStrv) paths = expand_sources (sources);
  DcrFeedKnown known = { import->known->by_raw, import->known->digests };
  g_autoptr (DcrFeed) feed
      = dcr_feed_start ((const char *const *) paths, &known, import->cancellable);

  if (!take_all (import, feed, error))
    return FALSE;
  import->report->unknown = g_hash_table_ref (dcr_feed_get_unknown (feed));
  return TRUE;
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* Links that lead nowhere, among those to an audience the base has (FORMAT 6). */
static void
count_dangling (DcrImport *import)
{
  DcrDb *db = import->draft != NULL ? dcr_draft_db (import->draft) : import->base;

  import->report->dangling_links += dcr_db_get_int (
      db, 0, NULL,
      "SELECT count(*) FROM link WHERE target_audience IN (SELECT DISTINCT audience FROM "
      "import_record)"
      " AND NOT EXISTS (SELECT 1 FROM publication WHERE audience=target_audience AND id=target_id)"
      " AND NOT EXISTS (SELECT 1 FROM redirection WHERE audience=target_audience AND "
      "from_id=target_id)",
      "");
}

static void
interrupt (GCancellable *cancellable, gpointer db)
{
  dcr_db_interrupt (db);
}

static gboolean
publish (DcrImport *import, GError **error)
{
  gulong watch = 0;
  gboolean done;

  if (import->draft == NULL)
    return TRUE;
  dcr_import_tell (import, "check");
  if (import->cancellable != NULL)
    watch = g_cancellable_connect (import->cancellable, G_CALLBACK (interrupt),
                                   dcr_draft_db (import->draft), NULL);
  count_dangling (import);
  done = dcr_draft_finish (import->draft, import->cancellable, error);
  g_cancellable_disconnect (import->cancellable, watch);
  /* the base is read no more: its file may go */
  g_clear_pointer (&import->base, dcr_db_close);
  return done && dcr_draft_publish (import->draft, error);
}

static gboolean
run (DcrImport *import, const char *const *sources, GError **error)
{
  return open_base (import, error) && read_sources (import, sources, error)
         && publish (import, error);
}

/* ---- Its thread --------------------------------------------------------------------------- */

#define PATIENCE 10

void
dcr_import_be_patient (void)
{
  /* on Linux the nice value is a thread's; one that is nicer already, under a timer, stays so */
  if (getpriority (PRIO_PROCESS, 0) < PATIENCE)
    setpriority (PRIO_PROCESS, 0, PATIENCE);
}

typedef struct
{
  DcrImport import;
  const char *const *sources;
  GError *error;
  gboolean done;
} Job;

static gpointer
import_main (gpointer data)
{
  Job *job = data;
  DcrImport *import = &job->import;

  dcr_import_be_patient ();
  job->done = run (import, job->sources, &job->error);
  dcr_source_free (import->source);
  dcr_draft_free (import->draft);
  dcr_known_base_free (import->known);
  dcr_db_close (import->base);
  return NULL;
}

DcrImportReport *
dcr_reference_import (const char *folder, const char *const *sources, DcrImportFlags flags,
                      DcrImportIndexFunc index, gpointer index_data, DcrImportProgressFunc progress,
                      gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job job = { .import = { .folder = folder,
                          .flags = flags,
                          .index = { index, index_data },
                          .progress = progress,
                          .progress_data = progress_data,
                          .cancellable = cancellable },
              .sources = sources };
  g_autoptr (DcrImportReport) report = NULL;
  gint64 start = g_get_monotonic_time ();
  int lock;

  if (!dcr_files_make_folder (folder, error))
    return NULL;
  lock = dcr_draft_lock (folder, LOCK_WAIT_MS, error);
  if (lock < 0)
    return NULL;
  job.import.report = report = report_new ();
  g_thread_join (g_thread_new ("import-write", import_main, &job));
  close (lock);
  report->seconds = (g_get_monotonic_time () - start) / 1e6;
  if (job.done)
    return g_steal_pointer (&report);
  g_propagate_error (error, job.error);
  return NULL;
}
