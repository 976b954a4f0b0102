/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dcr-fault.h"
#include "dcr-maker.h"
#include "reference/dcr-doctor.h"
#include "store/dcr-files.h"
#include "../support/dcr-folder.h"

/* What an import leaves when the disk, or the process, does not follow (RELIABILITY R2, R3). */

static char *folder;

static char *
demo_folder (void)
{
  return g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", NULL);
}

/* A FINISH that leaves a ranking index, as search does. */
static gboolean
leave_index (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data, GError **error)
{
  g_autofree char *at = g_path_get_dirname (dcr_db_get_path (db));
  g_autofree char *path = g_build_filename (at, "reference.idx.new", NULL);

  return step != DCR_INDEX_FINISH || dcr_files_write (path, "index", -1, error);
}

static DcrImportReport *
import (const char *base, const char *source, GError **error)
{
  const char *sources[] = { source, NULL };
  return dcr_reference_import (base, sources, DCR_IMPORT_FORCE, leave_index, NULL, NULL, NULL, NULL,
                               error);
}

/* A base of some days ago: most of the demonstration will change it, some of it stays, some goes.
 */
static void
make_old_base (const char *base)
{
  static const char *const audiences[] = { "Particuliers", "Professionnels", "Associations" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (int a = 0; a < 3; a++)
    {
      char *path = g_strdup_printf ("%s/old-%d.zip", folder, a);
      DcrMaker *maker = dcr_maker_new (path);
      dcr_maker_set_day (maker, "2026-01-01");
      dcr_maker_add_article (maker, audiences[a], "F91101", "Ancien", "Un.", "Deux.");
      dcr_maker_add_article (maker, audiences[a], "F92101", "Ancien", "Un.", "Deux.");
      dcr_maker_add_article (maker, audiences[a], "F93101", "Ancien", "Un.", "Deux.");
      dcr_maker_close (maker);
      g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  g_autoptr (DcrImportReport) report
      = dcr_reference_import (base, (const char *const *) paths->pdata, DCR_IMPORT_NONE,
                              leave_index, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
copy_base (const char *from, const char *to)
{
  static const char *const names[] = { "reference.db", "reference.idx" };

  dcr_folder_remove (to);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *source = g_build_filename (from, names[i], NULL);
      g_autofree char *target = g_build_filename (to, names[i], NULL);
      g_autofree char *data = NULL;
      gsize size;
      if (g_file_get_contents (source, &data, &size, NULL))
        g_assert_true (
            g_file_set_contents_full (target, data, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

static void
assert_whole (const char *base, guint documents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrDoctorReport) report = dcr_reference_examine (base, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  if (report->problems->len > 0)
    g_error ("%s", (const char *) report->problems->pdata[0]);
  g_assert_cmpuint (report->documents[0] + report->documents[1] + report->documents[2], ==,
                    documents);
}

static void
assert_no_leftover (const char *base)
{
  static const char *const names[]
      = { "reference.db.new", "reference.idx.new", "reference.db.new-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (base, names[i], NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_error ("%s was left", names[i]);
    }
}

/* ---- Each write fails --------------------------------------------------------------------- */

typedef struct
{
  char *old, *base, *source, *old_digest;
  guint old_documents, new_documents;
} Fault;

/* Fails call @nth; TRUE once there was no such call any more. */
static gboolean
try_fault (Fault *f, guint nth, int code, gboolean for_good, gboolean check_all)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = NULL;
  DcrImportReport *report;
  guint calls;

  dcr_fault_arm (nth, code, for_good);
  report = import (f->base, f->source, &error);
  calls = dcr_fault_disarm ();
  digest = dcr_maker_digest (f->base, "reference.db");
  if (report == NULL)
    {
      if (error->domain != DCR_ERROR || strchr (error->message, '\n') != NULL)
        g_error ("call %u (%s): %s", nth, dcr_fault_name (), error->message);
      if (code == ENOSPC && for_good && g_str_has_suffix (dcr_fault_name (), "write"))
        g_assert_error (error, DCR_ERROR, DCR_ERROR_FULL);
      if (strcmp (digest, f->old_digest) != 0)
        g_error ("call %u (%s) failed, and the base changed", nth, dcr_fault_name ());
      assert_no_leftover (f->base);
      if (check_all) /* and it can be done again */
        {
          g_autoptr (DcrImportReport) again = import (f->base, f->source, NULL);
          g_assert_nonnull (again);
          assert_whole (f->base, f->new_documents);
          copy_base (f->old, f->base);
        }
      return FALSE;
    }
  /* a call whose failure does not matter: the new base is whole */
  g_assert_cmpuint (report->added + report->changed, >, 0);
  dcr_import_report_free (report);
  assert_whole (f->base, f->new_documents);
  copy_base (f->old, f->base);
  return nth > calls;
}

static void
run_faults (const char *source, gboolean from_nothing, guint step)
{
  Fault f = { .old = g_build_filename (folder, "old", NULL),
              .base = g_build_filename (folder, "base", NULL),
              .source = g_strdup (source) };
  static const int codes[] = { ENOSPC, EIO };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL;
  guint last = 0;

  dcr_folder_remove (f.old);
  g_assert_cmpint (g_mkdir_with_parents (f.old, 0700), ==, 0);
  if (!from_nothing)
    make_old_base (f.old);
  f.old_digest = dcr_maker_digest (f.old, "reference.db");
  copy_base (f.old, f.base);
  report = import (f.base, source, &error);
  g_assert_no_error (error);
  g_autoptr (DcrDoctorReport) now = dcr_reference_examine (f.base, NULL, NULL, NULL, NULL);
  f.new_documents = now->documents[0] + now->documents[1] + now->documents[2];
  copy_base (f.old, f.base);
  for (guint way = 0; way < 4; way++)
    for (guint nth = 1;; nth += nth < 40 ? 1 : step)
      if (try_fault (&f, nth, codes[way / 2], way % 2, nth % 50 == 1))
        {
          last = nth;
          break;
        }
  g_test_message ("%u calls, each failed once and for good, ENOSPC and EIO", last - 1);
  g_assert_cmpuint (last, >, 20);
  g_free (f.old);
  g_free (f.base);
  g_free (f.source);
  g_free (f.old_digest);
}

static void
test_writes_one_audience (void)
{
  g_autofree char *demo = demo_folder ();
  g_autofree char *source = g_build_filename (demo, "associations", NULL);

  run_faults (source, TRUE, 1);
  run_faults (source, FALSE, 1);
}

static void
test_writes_demonstration (void)
{
  g_autofree char *demo = demo_folder ();

  run_faults (demo, FALSE, g_test_slow () ? 1 : 61);
}

/* A fault that does nothing proves nothing: the injector must be able to break a write. */
static void
test_injector_bites (void)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);

  dcr_fault_arm (1, EIO, TRUE);
  g_assert_false (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpuint (dcr_fault_disarm (), >, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

/* ---- The process ends --------------------------------------------------------------------- */

static const char *self_path;

/* The import in a process of its own; its process id. */
static pid_t
start_child (const char *base, const char *source, const char *limit)
{
  const char *argv[] = { self_path, "--child", base, source, limit, NULL };
  pid_t pid = fork ();

  if (pid == 0)
    {
      execv (self_path, (char *const *) argv);
      _exit (127);
    }
  g_assert_cmpint (pid, >, 0);
  return pid;
}

static int
run_child (char **argv)
{
  g_autoptr (GError) error = NULL;
  struct rlimit limit = { (rlim_t) atoll (argv[4]), (rlim_t) atoll (argv[4]) };

  if (limit.rlim_cur > 0)
    {
      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &limit);
    }
  g_autoptr (DcrImportReport) report = import (argv[2], argv[3], &error);
  if (report != NULL)
    return 0;
  return g_error_matches (error, DCR_ERROR, DCR_ERROR_STORE)
                 || g_error_matches (error, DCR_ERROR, DCR_ERROR_FULL)
             ? 3
             : 4;
}

static void
test_killed (void)
{
  g_autofree char *old = g_build_filename (folder, "killed-old", NULL);
  g_autofree char *base = g_build_filename (folder, "killed", NULL);
  g_autofree char *demo = demo_folder ();
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time (), whole;
  guint n_old = 0, n_new = 0, new_documents;
  int status;

  make_old_base (old);
  before = dcr_maker_digest (old, "reference.db");
  copy_base (old, base);
  g_assert_cmpint (waitpid (start_child (base, demo, "0"), &status, 0), >, 0);
  g_assert_cmpint (status, ==, 0);
  whole = g_get_monotonic_time () - start;
  g_autoptr (DcrDoctorReport) now = dcr_reference_examine (base, NULL, NULL, NULL, NULL);
  new_documents = now->documents[0] + now->documents[1] + now->documents[2];
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *digest = NULL;
      g_autoptr (DcrReference) reference = NULL;
      pid_t pid;
      copy_base (old, base);
      pid = start_child (base, demo, "0");
      g_usleep (g_test_rand_int_range (0, (gint32) MAX (whole, 1000)));
      kill (pid, SIGKILL);
      g_assert_cmpint (waitpid (pid, &status, 0), >, 0);
      /* opening is the next start: what was left goes */
      reference = dcr_reference_open (base, &error);
      g_assert_no_error (error);
      assert_no_leftover (base);
      digest = dcr_maker_digest (base, "reference.db");
      if (strcmp (digest, before) == 0)
        n_old++;
      else
        {
          assert_whole (base, new_documents);
          n_new++;
        }
    }
  g_test_message ("30 kills: %u before the new base, %u after", n_old, n_new);
  g_assert_cmpuint (n_old, >, 0);
  g_autoptr (DcrImportReport) report = import (base, demo, &error);
  g_assert_no_error (error);
  assert_whole (base, new_documents);
}

static void
test_file_size_limit (void)
{
  g_autofree char *old = g_build_filename (folder, "limit-old", NULL);
  g_autofree char *base = g_build_filename (folder, "limit", NULL);
  g_autofree char *demo = demo_folder ();
  g_autofree char *before = NULL;
  guint n_refused = 0;
  int status;

  make_old_base (old);
  before = dcr_maker_digest (old, "reference.db");
  for (int kilobytes = 1; kilobytes < 100000; kilobytes = kilobytes * 3 / 2 + 1)
    {
      g_autofree char *limit = g_strdup_printf ("%d", kilobytes * 1024);
      g_autofree char *digest = NULL;
      copy_base (old, base);
      g_assert_cmpint (waitpid (start_child (base, demo, limit), &status, 0), >, 0);
      g_assert_true (WIFEXITED (status));
      if (WEXITSTATUS (status) == 0)
        break;
      g_assert_cmpint (WEXITSTATUS (status), ==, 3);
      digest = dcr_maker_digest (base, "reference.db");
      g_assert_cmpstr (digest, ==, before);
      assert_no_leftover (base);
      n_refused++;
    }
  g_assert_cmpuint (n_refused, >, 5);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    return run_child (argv);
  g_test_init (&argc, &argv, NULL);
  self_path = argv[0];
  folder = g_dir_make_tmp ("dcr-faults-XXXXXX", NULL);
  g_test_add_func ("/faults/injector-bites", test_injector_bites);
  g_test_add_func ("/faults/writes-one-audience", test_writes_one_audience);
  g_test_add_func ("/faults/writes-demonstration", test_writes_demonstration);
  g_test_add_func ("/faults/killed", test_killed);
  g_test_add_func ("/faults/file-size-limit", test_file_size_limit);
  status = g_test_run ();
  dcr_folder_remove (folder);
  g_free (folder);
  return status;
}
