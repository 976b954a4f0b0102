/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-reference.h"

G_BEGIN_DECLS

typedef struct
{
  guint documents[DCR_N_AUDIENCES];
  guint passages, formers, tombstones;
  guint lost;          /* a rebuild: texts that could not be read, and are no longer there */
  GPtrArray *problems; /* char *: one sentence each; empty: all is well */
} DcrDoctorReport;
void dcr_doctor_report_free (DcrDoctorReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrDoctorReport, dcr_doctor_report_free)

/** Examines FOLDER/reference.db: the file (quick_check), every text (readable, of its hash), the
 * counts, the index (DCR_INDEX_CHECK, on a copy). Changes nothing. Any thread. NULL when there is
 * no base or it cannot be opened at all. @index may be NULL. */
DcrDoctorReport *dcr_reference_examine (const char *folder, DcrImportIndexFunc index,
                                        gpointer index_data, GCancellable *cancellable,
                                        GError **error);

/** Makes everything that can be made again anew from the texts: passages, links, menus, index,
 * ranking index. Former texts, tombstones, redirections, versions and import records are kept. As
 * an import, the base is replaced whole or left as it was. */
DcrDoctorReport *dcr_reference_rebuild (const char *folder, DcrImportIndexFunc index,
                                        gpointer index_data, GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
