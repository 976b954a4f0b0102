/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "dcr-maker.h"
#include "dcr-measure.h"
#include "reference/dcr-reference.h"
#include "search/dcr-search.h"
#include "store/dcr-store.h"
#include "../support/dcr-folder.h"

/*
 * What a person feels while an import runs: each keystroke of a search, and each step of a draft put on the
 * disk, beside the same on a quiet machine, in the same run. An import keeps the disk busy, which no program
 * can help: beside each draft stands a bare synced write of the same moment, and a draft may not cost more of
 * those than on a quiet machine.
 *
 *   bench-import-meanwhile            samples over several imports
 *   bench-import-meanwhile --ratios   over two
 */

#define SLACK 3.0 /* of the short run: a draft that waits for the import is tens of times slower */
#define PAUSE_US 4000 /* between two keystrokes: far less than a person needs */

static const char *const typed[] = {
  "carte d'identité perdue", "passeport enfant mineur", "prime d'activité conditions",
  "permis de conduire suspendu", "acte de naissance copie", "congé maternité durée",
  "changement d'adresse carte grise", "aide au logement étudiant", "divorce consentement mutuel",
  "impôt sur le revenu déclaration", "succession notaire délai", "chômage démission",
};

typedef struct
{
  DcrSamples searches, drafts, bare; /* milliseconds */
  int file;                          /* of the bare writes */
} Felt;

static Felt
felt_new (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return (Felt) { dcr_samples_new (), dcr_samples_new (), dcr_samples_new (),
                  open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600) };
}

static void
felt_free (Felt *felt)
{
  dcr_samples_free (&felt->searches);
  dcr_samples_free (&felt->drafts);
  dcr_samples_free (&felt->bare);
  close (felt->file);
}

static gboolean
put_draft (DcrDb *db, gpointer data, GError **error)
{
  g_autofree char *note = g_strnfill (2000, 'a');
  return dcr_db_run (db, error, "INSERT OR REPLACE INTO setting(name,value) VALUES('bench',?1)",
                     "t", note);
}

static void
type_one (DcrSearch *search, Felt *felt, guint *at)
{
  const char *words = typed[(*at / 12) % G_N_ELEMENTS (typed)];
  guint length = (guint) g_utf8_strlen (words, -1), shown = MIN (length, 3 + 2 * (*at % 12));
  g_autofree char *prefix = g_utf8_substring (words, 0, shown);
  DcrSearchRequest request = { .words = prefix, .limit = 20, .snippets = 8 };
  double start = dcr_measure_wall_ms ();
  g_autoptr (DcrSearchResult) result = dcr_search_query (search, &request);

  g_assert_nonnull (result);
  dcr_samples_add (&felt->searches, dcr_measure_wall_ms () - start);
  (*at)++;
}

static void
keep_draft (DcrStore *store, Felt *felt)
{
  g_autoptr (GError) error = NULL;
  double start = dcr_measure_wall_ms ();

  g_assert_true (dcr_store_write (store, put_draft, NULL, &error));
  dcr_samples_add (&felt->drafts, dcr_measure_wall_ms () - start);
}

static void
write_bare (Felt *felt)
{
  dcr_samples_add (&felt->bare, dcr_measure_synced_write_ms (felt->file));
}

/* What the import left for the disk is paid by whoever syncs first: they take turns. */
static void
keep_draft_and_bare (DcrStore *store, Felt *felt, gboolean draft_first)
{
  if (draft_first)
    keep_draft (store, felt);
  write_bare (felt);
  if (!draft_first)
    keep_draft (store, felt);
}

/* How many bare synced writes of the same moment a draft costs. */
static double
writes_of_a_draft (Felt *felt)
{
  return dcr_samples_percentile (&felt->drafts, 50) / dcr_samples_percentile (&felt->bare, 50);
}

/* Until @stop is set, or @n keystrokes were typed (0: no limit). */
static void
work (DcrSearch *search, DcrStore *store, Felt *felt, gint *stop, guint n)
{
  guint at = 0;

  while (!g_atomic_int_get (stop) && (n == 0 || at < n))
    {
      type_one (search, felt, &at);
      if (at % 8 == 0)
        keep_draft_and_bare (store, felt, at % 16 == 0);
      g_usleep (PAUSE_US);
    }
}

typedef struct
{
  const char *base;
  char ***archives; /* March, November */
  int n_imports;
  gint done;
} Importing;

static gpointer
import_main (gpointer data)
{
  Importing *importing = data;

  for (int i = 0; i < importing->n_imports; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DcrImportReport) report = dcr_reference_import (
          importing->base, (const char *const *) importing->archives[(i + 1) % 2], DCR_IMPORT_NONE,
          dcr_search_index, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_atomic_int_set (&importing->done, 1);
  return NULL;
}

static char **
archives_of (const char *day)
{
  static const char *const audiences[] = { "particuliers", "professionnels", "associations" };
  char **paths = g_new0 (char *, 4);

  for (int a = 0; a < 3; a++)
    {
      g_autofree char *name = g_strdup_printf ("vosdroits-%s-%s.zip", audiences[a], day);
      paths[a] = g_build_filename (g_getenv ("DCR_SHARED"), "reference", name, NULL);
    }
  return paths;
}

static void
print_felt (const char *when, Felt *felt)
{
  g_print ("%s: search p50 %.2f p99 %.2f ms (%u); draft p50 %.2f p99 %.2f ms (%u); "
           "%.2f bare synced writes each\n", when,
           dcr_samples_percentile (&felt->searches, 50),
           dcr_samples_percentile (&felt->searches, 99), felt->searches.values->len,
           dcr_samples_percentile (&felt->drafts, 50), dcr_samples_percentile (&felt->drafts, 99),
           felt->drafts.values->len, writes_of_a_draft (felt));
}

static gboolean
measure (const char *folder, char **march, char **november, int n_imports, gboolean short_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrStore) store = dcr_store_open (folder, &error);
  char **archives[] = { march, november };
  Importing importing = { folder, archives, 1, 0 };
  Felt warm = felt_new (folder, "bare-warm"), quiet = felt_new (folder, "bare-quiet"),
       meanwhile = felt_new (folder, "bare-meanwhile");
  gint never = 0;
  gboolean good;
  GThread *thread;

  g_assert_no_error (error);
  import_main (&importing); /* November */
  g_autoptr (DcrReference) reference = dcr_reference_open (folder, &error);
  g_autoptr (DcrSearch) search = dcr_search_open (reference, &error);
  g_assert_no_error (error);
  work (search, store, &warm, &never, 200);
  work (search, store, &quiet, &never, 1000);
  importing = (Importing) { folder, (char **[]) { november, march }, n_imports, 0 };
  thread = g_thread_new ("import", import_main, &importing);
  work (search, store, &meanwhile, &importing.done, 0);
  g_thread_join (thread);
  print_felt ("quiet", &quiet);
  print_felt ("meanwhile", &meanwhile);
  good = dcr_measure_ratio (short_run ? "search-meanwhile-p95" : "search-meanwhile-p99",
                            dcr_samples_percentile (&meanwhile.searches, short_run ? 95 : 99)
                                / dcr_samples_percentile (&quiet.searches, short_run ? 95 : 99),
                            short_run ? SLACK : 2);
  good &= dcr_measure_ratio ("draft-meanwhile-p50",
                             writes_of_a_draft (&meanwhile) / writes_of_a_draft (&quiet),
                             short_run ? SLACK : 1.2);
  felt_free (&warm);
  felt_free (&quiet);
  felt_free (&meanwhile);
  return good;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0;
  g_auto (GStrv) march = archives_of ("2020-03-24");
  g_auto (GStrv) november = archives_of ("2020-11-05");
  g_autofree char *folder = NULL;
  gboolean good;

  if (!g_file_test (november[0], G_FILE_TEST_EXISTS))
    {
      g_printerr ("The real archives are not in %s/reference: nothing measured.\n",
                  g_getenv ("DCR_SHARED"));
      return 1;
    }
  dcr_measure_print_machine ();
  folder = g_dir_make_tmp ("dcr-bench-XXXXXX", NULL);
  good = measure (folder, march, november, ratios ? 2 : 6, ratios);
  dcr_folder_remove (folder);
  return good ? 0 : 1;
}
