/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-importer.h"

#include "base/dcr-clock.h"
#include "desk/call/dcr-filter.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-source-list.h"

struct _DcrImporter
{
  GObject parent_instance;

  DcrImporterState state;
  DcrSession *target;
  char **sources;
  DcrImportFlags flags;
  GPtrArray *lines;
  GCancellable *cancellable;
  DcrImportReport *report;
  GError *error;
  gint64 began, ended;
};

G_DEFINE_FINAL_TYPE (DcrImporter, dcr_importer, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Lines ------------------------------------------------------------ */

void
dcr_import_line_free (DcrImportLine *line)
{
  g_free (line->source);
  g_free (line->alias);
  g_free (line->title);
  g_free (line->detail);
  g_free (line);
}

DcrImportLine *
dcr_import_line_new (const char *source)
{
  DcrImportLine *line = g_new0 (DcrImportLine, 1);

  line->source = g_strdup (source);
  line->title = dcr_source_title (source);
  line->detail = g_strdup (_("waiting"));
  return line;
}

/* A downloaded archive is imported under the name of its file: it then takes the first line that still
 * waits, since sources come in their order. */
static DcrImportLine *
find_line (DcrImporter *self, const char *source)
{
  DcrImportLine *waiting = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      DcrImportLine *line = g_ptr_array_index (self->lines, i);
      if (g_strcmp0 (line->source, source) == 0 || g_strcmp0 (line->alias, source) == 0)
        return line;
      if (waiting == NULL && line->alias == NULL && line->state != DCR_LINE_DONE)
        waiting = line;
    }
  if (waiting != NULL)
    waiting->alias = g_strdup (source);
  return waiting;
}

static void
finish_line (DcrImportLine *line)
{
  line->state = DCR_LINE_DONE;
  line->fraction = 1;
}

/* A source after another: those before the one that works are done. */
static void
finish_before (DcrImporter *self, DcrImportLine *until)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      DcrImportLine *line = g_ptr_array_index (self->lines, i);
      if (line == until)
        return;
      if (line->state == DCR_LINE_WORKING)
        finish_line (line);
    }
}

/* ---- Progress -------------------------------------------------------------------------------- */

static gboolean
is_download (const DcrImportProgress *progress)
{
  return g_strcmp0 (progress->stage, "download") == 0;
}

/* A download counts in kilobytes, everything else in articles. */
static char *
describe_step (const DcrImportProgress *progress)
{
  g_autofree char *done = dcr_format_count (progress->done);
  g_autofree char *total = dcr_format_count (progress->total);

  if (is_download (progress))
    {
      g_autofree char *received = dcr_format_size ((guint64) progress->done * 1024);
      g_autofree char *size = dcr_format_size ((guint64) progress->total * 1024);
      if (progress->total == 0)
        return g_strdup_printf (_("download, %s"), received);
      /* Translators: megabytes received, out of megabytes */
      return g_strdup_printf (_("download, %s of %s"), received, size);
    }
  if (progress->total == 0)
    return g_strdup_printf (_("%s articles"), done);
  /* Translators: articles read so far, out of all */
  return g_strdup_printf (_("%s articles of %s"), done, total);
}

static void
show_progress (const DcrImportProgress *progress, gpointer data)
{
  DcrImporter *self = data;
  DcrImportLine *line;
  double fraction;

  if (self->state != DCR_IMPORTER_RUNNING || progress->source == NULL)
    return;
  line = find_line (self, progress->source);
  if (line == NULL)
    return;
  line->state = DCR_LINE_WORKING;
  fraction = progress->total > 0 ? CLAMP ((double) progress->done / progress->total, 0, 1) : 0;
  if (is_download (progress))
    {
      line->downloaded = TRUE;
      line->fraction = fraction / 2;
    }
  else
    {
      finish_before (self, line);
      line->fraction = line->downloaded ? .5 + fraction / 2 : fraction;
      if (progress->done > 0)
        {
          g_free (line->title);
          line->title = g_strdup (dcr_format_audience (progress->audience));
        }
    }
  g_free (line->detail);
  line->detail = describe_step (progress);
  g_signal_emit (self, signals[CHANGED], 0);
}

double
dcr_importer_get_fraction (DcrImporter *self)
{
  double sum = 0;

  for (guint i = 0; i < self->lines->len; i++)
    sum += ((DcrImportLine *) g_ptr_array_index (self->lines, i))->fraction;
  return self->lines->len > 0 ? sum / self->lines->len : 0;
}

char *
dcr_importer_describe_left (DcrImporter *self)
{
  double fraction = dcr_importer_get_fraction (self);
  double spent = (double) (dcr_clock_now_ms () - self->began) / 1000;
  guint minutes;

  if (self->state != DCR_IMPORTER_RUNNING || fraction < .05)
    return NULL;
  minutes = (guint) (spent * (1 - fraction) / fraction / 60) + 1;
  return g_strdup_printf (ngettext ("about %u min left", "about %u min left", minutes), minutes);
}

/* ---- Start and end --------------------------------------------------------------------------- */

static void
set_state (DcrImporter *self, DcrImporterState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_outcome (DcrImporter *self)
{
  g_clear_pointer (&self->report, dcr_import_report_free);
  g_clear_error (&self->error);
}

static void
imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrImporter) self = data;
  g_autoptr (GError) error = NULL;

  self->ended = dcr_clock_now_ms ();
  self->report = dcr_session_import_finish (DCR_SESSION (source), result, &error);
  if (self->report != NULL)
    {
      g_ptr_array_foreach (self->lines, (GFunc) finish_line, NULL);
      set_state (self, DCR_IMPORTER_DONE);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      set_state (self, DCR_IMPORTER_STOPPED);
      return;
    }
  self->error = g_steal_pointer (&error);
  set_state (self, DCR_IMPORTER_REFUSED);
}

void
dcr_importer_start (DcrImporter *self, DcrSession *target, const char *const *sources,
                    DcrImportFlags flags)
{
  g_auto (GStrv) copy = g_strdupv ((char **) sources);

  if (self->state == DCR_IMPORTER_RUNNING || sources[0] == NULL)
    return;
  forget_outcome (self);
  g_set_object (&self->target, target);
  g_strfreev (self->sources);
  self->sources = g_steal_pointer (&copy);
  self->flags = flags;
  g_ptr_array_set_size (self->lines, 0);
  for (char **source = self->sources; *source != NULL; source++)
    g_ptr_array_add (self->lines, dcr_import_line_new (*source));
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->began = dcr_clock_now_ms ();
  self->state = DCR_IMPORTER_RUNNING;
  dcr_session_import_async (target, (const char *const *) self->sources, flags, show_progress, self,
                            self->cancellable, imported, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dcr_importer_force (DcrImporter *self)
{
  if (self->target != NULL && self->sources != NULL)
    dcr_importer_start (self, self->target, (const char *const *) self->sources,
                        self->flags | DCR_IMPORT_FORCE);
}

void
dcr_importer_stop (DcrImporter *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
dcr_importer_dismiss (DcrImporter *self)
{
  if (self->state != DCR_IMPORTER_RUNNING)
    set_state (self, DCR_IMPORTER_IDLE);
}

void
dcr_importer_rehearse (DcrImporter *self, DcrImporterState state, GPtrArray *lines,
                       DcrImportReport *report, GError *error)
{
  forget_outcome (self);
  if (lines != NULL)
    {
      g_ptr_array_unref (self->lines);
      self->lines = lines;
    }
  self->report = report;
  self->error = error;
  self->began = self->ended = dcr_clock_now_ms ();
  set_state (self, state);
}

/* ---- What is there --------------------------------------------------------------------------- */

DcrImporterState
dcr_importer_get_state (DcrImporter *self)
{
  return self->state;
}

GPtrArray *
dcr_importer_get_lines (DcrImporter *self)
{
  return self->lines;
}

const DcrImportReport *
dcr_importer_get_report (DcrImporter *self)
{
  return self->report;
}

const GError *
dcr_importer_get_error (DcrImporter *self)
{
  return self->error;
}

DcrSession *
dcr_importer_get_target (DcrImporter *self)
{
  return self->target;
}

gint64
dcr_importer_get_ended (DcrImporter *self)
{
  return self->ended;
}

static void
dcr_importer_finalize (GObject *object)
{
  DcrImporter *self = DCR_IMPORTER (object);

  forget_outcome (self);
  g_clear_object (&self->target);
  g_clear_object (&self->cancellable);
  g_strfreev (self->sources);
  g_ptr_array_unref (self->lines);
  G_OBJECT_CLASS (dcr_importer_parent_class)->finalize (object);
}

static void
dcr_importer_class_init (DcrImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_importer_finalize;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dcr_importer_init (DcrImporter *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_import_line_free);
}

DcrImporter *
dcr_importer_new (void)
{
  return g_object_new (DCR_TYPE_IMPORTER, NULL);
}
