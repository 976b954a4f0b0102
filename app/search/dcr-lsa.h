/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Latent semantics from the corpus alone: the subspace of the K strongest directions of the matrix of
 * documents and stems, by block power iteration from a fixed start (Halko, Martinsson, Tropp, 2011,
 * « Finding structure with randomness », algorithm 4.4). Two threads; the same numbers whatever their number.
 */

/** A sparse matrix by rows. */
typedef struct
{
  guint n_rows, n_columns;
  const guint *starts;
  const guint *columns;
  const float *values;
} DcrSparse;

/** Fills @vectors (n_columns × @k, orthonormal columns: one row a stem) and @documents (n_rows × @k).
 *  Both are float arrays made by the caller. */
void dcr_lsa_compute (const DcrSparse *matrix, guint k, float *vectors, float *documents);

/** Writes @n rows of @k floats as bytes with a scale each: value = byte × scale. @unit: rows of length 1. */
void dcr_lsa_quantise (const float *rows, guint n, guint k, gboolean unit, GByteArray *bytes,
                       GByteArray *scales);

G_END_DECLS
