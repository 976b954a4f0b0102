/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-lsa.h"

#include <math.h>
#include <string.h>

#define ITERATIONS 2
#define BLOCK 64 /* rows a partial sum of floats is made over before it is added to doubles */

/* ---- Two threads over rows ------------------------------------------------------------------- */

typedef void (*RowsFunc) (gpointer data, guint first, guint last);
typedef struct { RowsFunc func; gpointer data; guint first, last; } Share;

static gpointer
run_share (gpointer data)
{
  Share *share = data;
  share->func (share->data, share->first, share->last);
  return NULL;
}

/* Each row is computed whole by one thread, so that the result does not depend on how rows are
 * shared. */
static void
over_rows (guint n, RowsFunc func, gpointer data)
{
  guint middle = n / 2 / BLOCK * BLOCK;
  Share second = { func, data, middle, n };
  GThread *thread = g_thread_try_new ("dcr-lsa", run_share, &second, NULL);

  func (data, 0, middle);
  if (thread != NULL)
    g_thread_join (thread);
  else
    run_share (&second);
}

/* ---- Products -------------------------------------------------------------------------------- */

typedef struct { const DcrSparse *a; const float *in; float *out; guint k; } Product;

static void
multiply_rows (gpointer data, guint first, guint last)
{
  Product *p = data;
  guint k = p->k;

  for (guint r = first; r < last; r++)
    {
      float *out = p->out + (gsize) r * k;

      memset (out, 0, k * sizeof *out);
      for (guint i = p->a->starts[r]; i < p->a->starts[r + 1]; i++)
        {
          const float *in = p->in + (gsize) p->a->columns[i] * k;
          float v = p->a->values[i];
          for (guint j = 0; j < k; j++)
            out[j] += v * in[j];
        }
    }
}

/* out = a × in */
static void
multiply (const DcrSparse *a, const float *in, float *out, guint k)
{
  Product p = { a, in, out, k };
  over_rows (a->n_rows, multiply_rows, &p);
}

typedef struct { const float *rows; guint n, k; double *gram; } Gram;

/* Rows [first, last) of the K × K matrix of the products of columns. */
static void
gram_rows (gpointer data, guint first, guint last)
{
  Gram *g = data;
  guint k = g->k;
  g_autofree float *part = g_new (float, (gsize) (last - first) * k + 1);

  for (guint block = 0; block < g->n; block += BLOCK)
    {
      guint end = MIN (block + BLOCK, g->n);

      memset (part, 0, (gsize) (last - first) * k * sizeof *part);
      for (guint r = block; r < end; r++)
        {
          const float *row = g->rows + (gsize) r * k;
          for (guint i = first; i < last; i++)
            {
              float v = row[i], *out = part + (gsize) (i - first) * k;
              for (guint j = 0; j < k; j++)
                out[j] += v * row[j];
            }
        }
      for (guint i = first; i < last; i++)
        for (guint j = 0; j < k; j++)
          g->gram[(gsize) i * k + j] += part[(gsize) (i - first) * k + j];
    }
}

/* Lower Cholesky factor of @gram in place; a direction that is not there (a tiny corpus) becomes 0. */
static void
cholesky (double *gram, guint k)
{
  for (guint j = 0; j < k; j++)
    {
      double pivot = gram[(gsize) j * k + j], floor = 1e-9 * (fabs (pivot) + 1e-12);

      for (guint s = 0; s < j; s++)
        pivot -= gram[(gsize) j * k + s] * gram[(gsize) j * k + s];
      pivot = pivot > floor ? sqrt (pivot) : 0;
      gram[(gsize) j * k + j] = pivot;
      for (guint i = j + 1; i < k; i++)
        {
          double sum = gram[(gsize) i * k + j];
          for (guint s = 0; s < j; s++)
            sum -= gram[(gsize) i * k + s] * gram[(gsize) j * k + s];
          gram[(gsize) i * k + j] = pivot > 0 ? sum / pivot : 0;
        }
    }
}

/* Inverse of the transposed lower factor, as floats: rows × it has orthonormal columns. */
static void
invert_transposed (const double *lower, float *inverse, guint k)
{
  g_autofree double *x = g_new0 (double, (gsize) k * k);

  for (guint c = 0; c < k; c++) /* column c of the inverse of lower */
    for (guint r = c; r < k; r++)
      {
        double sum = r == c ? 1 : 0, pivot = lower[(gsize) r * k + r];
        for (guint s = c; s < r; s++)
          sum -= lower[(gsize) r * k + s] * x[(gsize) s * k + c];
        x[(gsize) r * k + c] = pivot > 0 ? sum / pivot : 0;
      }
  for (guint r = 0; r < k; r++)
    for (guint c = 0; c < k; c++)
      inverse[(gsize) r * k + c] = (float) x[(gsize) c * k + r];
}

typedef struct { float *rows; const float *inverse; guint k; } Apply;

#define AT_ONCE 4 /* rows, so that the inverse comes from memory once for all of them */

static void
apply_rows (gpointer data, guint first, guint last)
{
  Apply *a = data;
  guint k = a->k;
  g_autofree float *out = g_new (float, (gsize) AT_ONCE * k);

  for (guint r = first; r < last; r += AT_ONCE)
    {
      guint n = MIN (AT_ONCE, last - r);
      float *rows = a->rows + (gsize) r * k;

      memset (out, 0, (gsize) n * k * sizeof *out);
      for (guint i = 0; i < k; i++) /* the inverse is upper triangular */
        for (guint row = 0; row < n; row++)
          {
            const float *inverse = a->inverse + (gsize) i * k;
            float v = rows[(gsize) row * k + i], *to = out + (gsize) row * k;
            for (guint j = i; j < k; j++)
              to[j] += v * inverse[j];
          }
      memcpy (rows, out, (gsize) n * k * sizeof *out);
    }
}

static void
orthonormalise (float *rows, guint n, guint k)
{
  g_autofree double *gram = g_new0 (double, (gsize) k * k);
  g_autofree float *inverse = g_new0 (float, (gsize) k * k);
  Gram g = { rows, n, k, gram };
  Apply a = { rows, inverse, k };

  over_rows (k, gram_rows, &g);
  cholesky (gram, k);
  invert_transposed (gram, inverse, k);
  over_rows (n, apply_rows, &a);
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* The same matrix by columns. Free the three arrays with g_free(). */
static DcrSparse
transpose (const DcrSparse *a)
{
  guint total = a->starts[a->n_rows];
  guint *starts = g_new0 (guint, a->n_columns + 2), *columns = g_new (guint, total + 1);
  float *values = g_new (float, total + 1);

  for (guint i = 0; i < total; i++)
    starts[a->columns[i] + 2]++;
  for (guint c = 0; c < a->n_columns; c++)
    starts[c + 2] += starts[c + 1];
  for (guint r = 0; r < a->n_rows; r++)
    for (guint i = a->starts[r]; i < a->starts[r + 1]; i++)
      {
        guint at = starts[a->columns[i] + 1]++;
        columns[at] = r;
        values[at] = a->values[i];
      }
  return (DcrSparse) { a->n_columns, a->n_rows, starts, columns, values };
}

static void
fill_start (float *vectors, gsize n)
{
  guint64 state = 0x9e3779b97f4a7c15u;

  for (gsize i = 0; i < n; i++) /* xorshift64*: the same start everywhere */
    {
      state ^= state >> 12;
      state ^= state << 25;
      state ^= state >> 27;
      vectors[i]
          = (float) ((double) (state * 0x2545f4914f6cdd1du >> 11) / 9007199254740992.0 - 0.5);
    }
}

void
dcr_lsa_compute (const DcrSparse *matrix, guint k, float *vectors, float *documents)
{
  DcrSparse by_column = transpose (matrix);

  fill_start (vectors, (gsize) matrix->n_columns * k);
  for (guint i = 0; i < ITERATIONS; i++)
    {
      multiply (matrix, vectors, documents, k);
      orthonormalise (documents, matrix->n_rows, k);
      multiply (&by_column, documents, vectors, k);
    }
  orthonormalise (vectors, matrix->n_columns, k);
  multiply (matrix, vectors, documents, k);
  g_free ((gpointer) by_column.starts);
  g_free ((gpointer) by_column.columns);
  g_free ((gpointer) by_column.values);
}

void
dcr_lsa_quantise (const float *rows, guint n, guint k, gboolean unit, GByteArray *bytes,
                  GByteArray *scales)
{
  g_autofree gint8 *out = g_new (gint8, k);

  for (guint r = 0; r < n; r++)
    {
      const float *row = rows + (gsize) r * k;
      float largest = 0, length = 0, scale;

      for (guint j = 0; j < k; j++)
        {
          largest = MAX (largest, fabsf (row[j]));
          length += row[j] * row[j];
        }
      for (guint j = 0; j < k; j++)
        out[j] = largest > 0 ? (gint8) lrintf (row[j] * 127.0f / largest) : 0;
      scale = largest / 127.0f;
      if (unit)
        scale = length > 0 ? scale / sqrtf (length) : 0;
      g_byte_array_append (bytes, (const guint8 *) out, k);
      g_byte_array_append (scales, (const guint8 *) &scale, sizeof scale);
    }
}
