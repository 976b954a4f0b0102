/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every bench shares: samples, percentiles, the line of a ratio. Header only. */

typedef struct
{
  GArray *values; /* double */
} DcrSamples;

static inline DcrSamples
dcr_samples_new (void)
{
  return (DcrSamples) { g_array_new (FALSE, FALSE, sizeof (double)) };
}

static inline void
dcr_samples_add (DcrSamples *samples, double value)
{
  g_array_append_val (samples->values, value);
}

static inline int
dcr_samples_compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/** Value below which @percent of the samples lie (nearest rank); 0 without samples. */
static inline double
dcr_samples_percentile (DcrSamples *samples, double percent)
{
  guint n = samples->values->len, rank;
  if (n == 0)
    return 0;
  g_array_sort (samples->values, dcr_samples_compare);
  rank = (guint) (percent / 100 * n + 0.999999);
  return g_array_index (samples->values, double, CLAMP (rank, 1, n) - 1);
}

static inline void
dcr_samples_free (DcrSamples *samples)
{
  g_array_unref (samples->values);
}

/** CPU time of the calling thread, in milliseconds. */
double dcr_measure_thread_ms (void);
/** Monotonic time, in milliseconds. */
static inline double
dcr_measure_wall_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

/** One page put at the end of @file and synced to its disk, in milliseconds: what any kept act pays at least. */
double dcr_measure_synced_write_ms (int file);

/** Prints « ratio NAME MEASURED LIMIT » for ./check; FALSE when it is over. */
gboolean dcr_measure_ratio (const char *name, double measured, double limit);

/** Prints the machine and its load once. */
void dcr_measure_print_machine (void);

/** Largest resident size of this process so far, and now, in MB. */
double dcr_measure_rss_mb (void);

G_END_DECLS
