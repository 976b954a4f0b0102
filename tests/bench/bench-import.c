/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

#include "dcr-maker.h"
#include "dcr-measure.h"
#include "reference/dcr-reference.h"
#include "search/dcr-search.h"
#include "../support/dcr-folder.h"

/*
 * The import of the real archives beside its floor: unzipping the same archives and parsing each
 * document into a DOM, one after the other, in the same run.
 *
 *   bench-import            five runs, each figure, medians
 *   bench-import --ratios   one run, against the limits with half as much again of slack
 */

#define LIMIT_NOTHING 6.0 /* November from nothing */
#define LIMIT_AGAIN 1.0   /* the same archives again */
#define LIMIT_UPDATE                                                                               \
  12.0 /* March to November: nearly every text changes, and its former one is kept */
#define SLACK 1.5

static const char *const audiences[] = { "particuliers", "professionnels", "associations" };

static char **
archives_of (const char *day)
{
  char **paths = g_new0 (char *, 4);
  for (int a = 0; a < 3; a++)
    {
      g_autofree char *name = g_strdup_printf ("vosdroits-%s-%s.zip", audiences[a], day);
      paths[a] = g_build_filename (g_getenv ("DCR_SHARED"), "reference", name, NULL);
    }
  return paths;
}

static void
floor_of_one (const char *path)
{
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, path, 256 * 1024), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    {
      g_byte_array_set_size (bytes, (guint) archive_entry_size (entry));
      g_assert_cmpint (archive_read_data (zip, bytes->data, bytes->len), ==, bytes->len);
      xmlDoc *doc = xmlReadMemory ((char *) bytes->data, (int) bytes->len, "x.xml", NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
      g_assert_nonnull (doc);
      xmlFreeDoc (doc);
    }
  archive_read_free (zip);
}

static double
measure_floor (char **paths)
{
  double start = dcr_measure_wall_ms ();
  for (int a = 0; a < 3; a++)
    floor_of_one (paths[a]);
  return dcr_measure_wall_ms () - start;
}

static double
measure_import (const char *base, char **paths, guint expected)
{
  g_autoptr (GError) error = NULL;
  double start = dcr_measure_wall_ms ();
  g_autoptr (DcrImportReport) report
      = dcr_reference_import (base, (const char *const *) paths, DCR_IMPORT_NONE, dcr_search_index,
                              NULL, NULL, NULL, NULL, &error);
  double taken = dcr_measure_wall_ms () - start;

  g_assert_no_error (error);
  g_assert_cmpuint (report->added + report->changed, ==, expected);
  return taken;
}

typedef struct
{
  double floor, nothing, again, march, update;
} Run;

static Run
run_once (char **march, char **november)
{
  g_autofree char *folder = g_dir_make_tmp ("dcr-bench-XXXXXX", NULL);
  g_autofree char *fresh = g_build_filename (folder, "fresh", NULL);
  g_autofree char *old = g_build_filename (folder, "old", NULL);
  g_autoptr (GError) error = NULL;
  Run run;

  measure_floor (november); /* both then read from the page cache */
  run.floor = measure_floor (november);
  run.nothing = measure_import (fresh, november, 7024);
  run.again = measure_import (fresh, november, 0);
  run.march = measure_import (old, march, 6782);
  run.floor = MIN (run.floor, measure_floor (november));
  {
    double start = dcr_measure_wall_ms ();
    g_autoptr (DcrImportReport) report
        = dcr_reference_import (old, (const char *const *) november, DCR_IMPORT_NONE,
                                dcr_search_index, NULL, NULL, NULL, NULL, &error);
    run.update = dcr_measure_wall_ms () - start;
    g_assert_no_error (error);
    g_assert_cmpuint (report->changed, >, 5000);
  }
  dcr_folder_remove (folder);
  return run;
}

static void
print_run (const Run *run)
{
  g_print (
      "floor %.2f s; November from nothing %.2f s (%.2f); again %.3f s (%.3f); March %.2f s (%.2f);"
      " March to November %.2f s (%.2f)\n",
      run->floor / 1e3, run->nothing / 1e3, run->nothing / run->floor, run->again / 1e3,
      run->again / run->floor, run->march / 1e3, run->march / run->floor, run->update / 1e3,
      run->update / run->floor);
}

static double
median (const Run *runs, int n, gsize field)
{
  DcrSamples samples = dcr_samples_new ();
  double value;

  for (int i = 0; i < n; i++)
    dcr_samples_add (&samples, *(const double *) ((const char *) &runs[i] + field) / runs[i].floor);
  value = dcr_samples_percentile (&samples, 50);
  dcr_samples_free (&samples);
  return value;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0;
  g_auto (GStrv) march = archives_of ("2020-03-24");
  g_auto (GStrv) november = archives_of ("2020-11-05");
  int n = ratios ? 1 : 5;
  Run runs[5];
  gboolean good;

  if (!g_file_test (november[0], G_FILE_TEST_EXISTS))
    {
      g_printerr ("The real archives are not in %s/reference: nothing measured.\n",
                  g_getenv ("DCR_SHARED"));
      return 1;
    }
  dcr_measure_print_machine ();
  for (int i = 0; i < n; i++)
    {
      runs[i] = run_once (march, november);
      print_run (&runs[i]);
    }
  good = dcr_measure_ratio ("import-from-nothing", median (runs, n, G_STRUCT_OFFSET (Run, nothing)),
                            LIMIT_NOTHING * (ratios ? SLACK : 1));
  good &= dcr_measure_ratio ("import-again", median (runs, n, G_STRUCT_OFFSET (Run, again)),
                             LIMIT_AGAIN * (ratios ? SLACK : 1));
  good &= dcr_measure_ratio ("import-update", median (runs, n, G_STRUCT_OFFSET (Run, update)),
                             LIMIT_UPDATE * (ratios ? SLACK : 1));
  return good ? 0 : 1;
}
