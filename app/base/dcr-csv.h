/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/** DcrCsv: a whole CSV file read by the names of its columns (libcsv, strict quotes, UTF-8 with or
 *  without mark, comma or semicolon as the first line has it). Any thread. */
typedef struct _DcrCsv DcrCsv;

#define DCR_CSV_MAX_BYTES (16 * 1024 * 1024)

/**
 * @columns: NULL-terminated names this file may have; the first @n_required must be there.
 * @problems: (element-type utf8) (nullable): one sentence an error, with its line, added to.
 * NULL with DCR_ERROR_INPUT when the file cannot be read as CSV or a column is missing, unknown or
 * doubled.
 */
DcrCsv *dcr_csv_read (const char *bytes, gsize size, const char *const *columns, guint n_required,
                      GPtrArray *problems, GError **error);
void dcr_csv_free (DcrCsv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCsv, dcr_csv_free)

guint dcr_csv_get_n_rows (DcrCsv *csv);
/** Line of the file where @row begins, from 1. */
guint dcr_csv_get_line (DcrCsv *csv, guint row);
/** Cell without the spaces around it, by the place of its name in @columns; "" when absent. */
const char *dcr_csv_get (DcrCsv *csv, guint row, guint column);

/** Adds one line to @out, quoted where needed. */
void dcr_csv_append (GString *out, const char *const *cells, guint n_cells);

G_END_DECLS
