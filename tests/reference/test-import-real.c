/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference.h"

#include <string.h>

#include "dcr-maker.h"
#include "reference/dcr-doctor.h"
#include "../support/dcr-folder.h"

/* March, then November 2020, as FORMAT 10 counted them. */

static struct
{
  char *folder, *base;
} t;

static const char *const names[] = { "particuliers", "professionnels", "associations" };

static char *
archive (int audience, const char *day)
{
  g_autofree char *name = g_strdup_printf ("vosdroits-%s-%s.zip", names[audience], day);
  return g_build_filename (g_getenv ("DCR_SHARED"), "reference", name, NULL);
}

static DcrImportReport *
import_day (const char *day, int only)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  DcrImportReport *report;

  for (int a = 0; a < 3; a++)
    if (only < 0 || only == a)
      g_ptr_array_add (paths, archive (a, day));
  g_ptr_array_add (paths, NULL);
  report = dcr_reference_import (t.base, (const char *const *) paths->pdata, DCR_IMPORT_NONE, NULL,
                                 NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static guint
count_digits (DcrReference *reference, DcrAudience audience, char letter)
{
  return (guint) dcr_db_get_int (dcr_reference_db (reference), 0, NULL,
                                 "SELECT count(*) FROM publication WHERE audience=?1"
                                 " AND substr(id,1,1)=char(?2)",
                                 "ii", (gint64) audience, (gint64) letter);
}

static void
test_march (void)
{
  static const guint documents[] = { 4615, 1947, 220 };
  static const guint sheets[] = { 2852, 402, 89 };
  g_autoptr (DcrImportReport) report = import_day ("2020-03-24", -1);
  g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);

  g_assert_cmpuint (report->added, ==, 6782);
  for (int a = 0; a < 3; a++)
    {
      g_assert_cmpuint (dcr_reference_count (reference, a), ==, documents[a]);
      g_assert_cmpuint (count_digits (reference, a, 'F'), ==, sheets[a]);
    }
}

static void
test_november (void)
{
  static const guint before[] = { 4615, 1947, 220 }, added[] = { 194, 131, 15 },
                     removed[] = { 51, 46, 1 };
  static const guint body_differs[] = { 4436, 1892, 208 }; /* the root tag differs in all */

  for (int a = 0; a < 3; a++)
    {
      g_autoptr (DcrImportReport) report = import_day ("2020-11-05", a);
      g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);
      guint both = before[a] - removed[a];
      g_assert_cmpuint (report->added, ==, added[a]);
      g_assert_cmpuint (report->removed, ==, removed[a]);
      g_assert_cmpuint (report->changed + report->unchanged, ==, both);
      g_assert_cmpuint (dcr_reference_count (reference, a), ==, both + added[a]);
      g_assert_false (report->older);
      /* judged by content: not all of those whose bytes differ, and never more than whose body does
       */
      g_assert_cmpuint (report->changed, <=, body_differs[a]);
      g_assert_cmpuint (report->changed, >, body_differs[a] * 4 / 5);
      g_test_message ("%s: %u changed of %u", names[a], report->changed, both);
    }
  g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);
  g_autoptr (GPtrArray) imports = dcr_reference_imports (reference, NULL);
  g_assert_cmpuint (imports->len, ==, 3);
  for (guint i = 0; i < imports->len; i++)
    {
      const DcrImportRecord *record = imports->pdata[i];
      g_assert_cmpstr (record->date, ==, "2020-11-05");
      g_assert_cmpstr (record->feed_version, ==, "3.3");
    }
}

static void
test_same_again (void)
{
  g_autofree char *before = dcr_maker_digest (t.base, "reference.db");
  g_autoptr (DcrImportReport) report = import_day ("2020-11-05", -1);
  g_autofree char *after = dcr_maker_digest (t.base, "reference.db");

  g_assert_cmpuint (report->unchanged, ==, 7024);
  g_assert_cmpuint (report->added + report->changed + report->removed, ==, 0);
  g_assert_cmpstr (before, ==, after);
}

static void
test_former_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);
  g_autoptr (DcrArticle) now = NULL, march = NULL, before = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *text = NULL;

  now = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F1341", NULL, &error);
  g_assert_no_error (error);
  march = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F1341", "2020-06-01",
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (now->content_hash, !=, march->content_hash);
  before = dcr_reference_get_previous (reference, DCR_AUDIENCE_PARTICULIERS, "F1341", &error);
  g_assert_cmpstr (before->content_hash, ==, march->content_hash);
  differences = dcr_article_diff (march, now);
  g_assert_cmpuint (differences->len, >, 0);
  text = dcr_article_render (march, NULL);
  g_assert_cmpuint (strlen (text), >, 500);
  g_assert_null (dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F1341",
                                            "2020-03-23", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
}

/* Every withdrawn article has its tombstone and its last text; every text of the base parses. */
static void
test_tombstones (void)
{
  g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);
  DcrDb *db = dcr_reference_db (reference);
  guint n = 0;

  g_assert_cmpint (dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM tombstone", ""), ==, 98);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, "SELECT audience,id FROM tombstone", NULL);
  while (dcr_stmt_step (stmt, NULL))
    {
      DcrAudience audience = dcr_stmt_int (stmt, 0);
      g_autoptr (DcrTombstone) tombstone
          = dcr_reference_get_tombstone (reference, audience, dcr_stmt_text (stmt, 1));
      g_autoptr (DcrArticle) last = dcr_reference_get_article (
          reference, audience, dcr_stmt_text (stmt, 1), tombstone->withdrawn, NULL);
      g_assert_nonnull (last);
      g_assert_cmpstr (tombstone->withdrawn, ==, "2020-11-05");
      n++;
    }
  g_assert_cmpuint (n, ==, 98);
}

static void
test_browse (void)
{
  g_autoptr (DcrReference) reference = dcr_reference_open (t.base, NULL);
  static const guint n_themes[] = { 10, 6, 4 };

  for (int a = 0; a < 3; a++)
    {
      g_autoptr (GPtrArray) themes = dcr_reference_browse (reference, a, NULL, NULL);
      guint articles = 0;
      g_assert_cmpuint (themes->len, ==, n_themes[a]);
      for (guint i = 0; i < themes->len; i++)
        {
          const DcrBrowseNode *theme = themes->pdata[i];
          g_autofree char *id = NULL;
          DcrAudience audience;
          g_assert_true (dcr_article_ref_parse (theme->ref, &audience, &id));
          g_autoptr (GPtrArray) menu = dcr_reference_browse (reference, a, id, NULL);
          g_assert_cmpuint (menu->len, >, 1);
          articles += theme->n_articles;
        }
      g_test_message ("%s: %u articles under the themes", names[a], articles);
      g_assert_cmpuint (articles, >, 50);
    }
}

static void
test_too_much_withdrawn (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = dcr_maker_digest (t.base, "reference.db");
  g_autofree char *after = NULL;
  g_autofree char *path = g_build_filename (t.folder, "little.zip", NULL);
  const char *sources[] = { path, NULL };
  DcrMaker *maker = dcr_maker_new (path);

  dcr_maker_add_article (maker, "Particuliers", "F1341", "Seul", "Un.", "Deux.");
  dcr_maker_close (maker);
  g_assert_null (dcr_reference_import (t.base, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, NULL,
                                       NULL, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NEEDS_FORCE);
  after = dcr_maker_digest (t.base, "reference.db");
  g_assert_cmpstr (digest, ==, after);
}

static void
test_doctor (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrDoctorReport) report = dcr_reference_examine (t.base, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_error ("%s", (const char *) report->problems->pdata[i]);
  g_assert_cmpuint (report->documents[0] + report->documents[1] + report->documents[2], ==, 7024);
  g_assert_cmpuint (report->tombstones, ==, 98);
}

/* An older archive is applied like any other, and said; what it takes away is not lost. */
static void
test_downgrade (void)
{
  g_autoptr (DcrImportReport) report = import_day ("2020-03-24", 2);
  g_autoptr (DcrImportReport) back = NULL;

  g_assert_true (report->older);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->removed, ==, 15);
  g_assert_cmpuint (report->messages->len, ==, 2); /* older; one came back */
  back = import_day ("2020-11-05", 2);
  g_assert_false (back->older);
  g_assert_cmpuint (back->added, ==, 15);
  g_assert_cmpuint (back->removed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_autofree char *one = archive (0, "2020-03-24");
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!g_file_test (one, G_FILE_TEST_EXISTS))
    {
      g_print ("1..0 # SKIP ../shared/reference is not here: the import of the six real archives "
               "was left out\n");
      return 0;
    }
  t.folder = g_dir_make_tmp ("dcr-real-XXXXXX", NULL);
  t.base = g_build_filename (t.folder, "base", NULL);
  g_test_add_func ("/real/1-march", test_march);
  g_test_add_func ("/real/2-november", test_november);
  g_test_add_func ("/real/3-same-again", test_same_again);
  g_test_add_func ("/real/4-former-text", test_former_text);
  g_test_add_func ("/real/5-tombstones", test_tombstones);
  g_test_add_func ("/real/6-browse", test_browse);
  g_test_add_func ("/real/7-too-much-withdrawn", test_too_much_withdrawn);
  g_test_add_func ("/real/8-doctor", test_doctor);
  g_test_add_func ("/real/9-downgrade", test_downgrade);
  status = g_test_run ();
  dcr_folder_remove (t.folder);
  g_free (t.folder);
  g_free (t.base);
  return status;
}
