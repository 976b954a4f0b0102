/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dcr-session.h"

G_BEGIN_DECLS

typedef enum
{
  DCR_IMPORTER_IDLE,
  DCR_IMPORTER_RUNNING,
  DCR_IMPORTER_DONE,
  DCR_IMPORTER_REFUSED, /* the base is as it was; see dcr_importer_get_error() */
  DCR_IMPORTER_STOPPED, /* by a person */
} DcrImporterState;

typedef enum
{
  DCR_LINE_WAITING,
  DCR_LINE_WORKING,
  DCR_LINE_DONE,
} DcrLineState;

/** One source of the import that runs. */
typedef struct
{
  char *source;  /* address or path */
  char *alias;   /* what the import calls it, or NULL */
  char *title;   /* « Particuliers », or the name of the file */
  char *detail;  /* « 1 204 fiches sur 2 032 » */
  double fraction;
  gboolean downloaded; /* half of the bar is for the download */
  DcrLineState state;
} DcrImportLine;

/**
 * DcrImporter: the import a person started, for every place that shows it: first start, banner, menu.
 * Main thread. Signal « changed »: state or progress.
 */
#define DCR_TYPE_IMPORTER (dcr_importer_get_type ())
G_DECLARE_FINAL_TYPE (DcrImporter, dcr_importer, DCR, IMPORTER, GObject)

DcrImporter *dcr_importer_new (void);

/** Imports into @target. @sources: files, folders or addresses. Nothing happens while one runs. */
void dcr_importer_start (DcrImporter *self, DcrSession *target, const char *const *sources,
                         DcrImportFlags flags);
/** The same sources again, whatever they would withdraw (DCR_ERROR_NEEDS_FORCE). */
void dcr_importer_force (DcrImporter *self);
void dcr_importer_stop (DcrImporter *self);
/** Back to idle after an end that was read. */
void dcr_importer_dismiss (DcrImporter *self);

DcrImporterState dcr_importer_get_state (DcrImporter *self);
/** DcrImportLine, one a source. (transfer none) */
GPtrArray *dcr_importer_get_lines (DcrImporter *self);
/** All sources together, 0 to 1. */
double dcr_importer_get_fraction (DcrImporter *self);
/** « about 1 min left », or NULL while nothing can be said. Free with g_free(). */
char *dcr_importer_describe_left (DcrImporter *self);
/** After DONE. (transfer none) */
const DcrImportReport *dcr_importer_get_report (DcrImporter *self);
/** After REFUSED. (transfer none) */
const GError *dcr_importer_get_error (DcrImporter *self);
/** The session imported into, once an import was started. (transfer none) */
DcrSession *dcr_importer_get_target (DcrImporter *self);
/** When the last import ended, UTC ms. */
gint64 dcr_importer_get_ended (DcrImporter *self);

/** Shows @state with @lines (taken) or @report (taken) as if an import had come there: pictures, tests. */
void dcr_importer_rehearse (DcrImporter *self, DcrImporterState state, GPtrArray *lines,
                            DcrImportReport *report, GError *error);
DcrImportLine *dcr_import_line_new (const char *source);
void dcr_import_line_free (DcrImportLine *line);

G_END_DECLS
