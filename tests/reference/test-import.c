/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/dcr-clock.h"
#include "dcr-maker.h"
#include "reference/dcr-doctor.h"
#include "store/dcr-files.h"
#include "../support/dcr-folder.h"

/* An import from archives made here, and what the base says afterwards. */

typedef struct
{
  char *folder;
  char *base;     /* FOLDER/base */
  GString *steps; /* of the index: « R », « D2 » (two rows dropped), « A3 », « F » */
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  c->folder = g_dir_make_tmp ("dcr-import-XXXXXX", NULL);
  c->base = g_build_filename (c->folder, "base", NULL);
  c->steps = g_string_new (NULL);
}

static void
tear_down (Case *c, gconstpointer data)
{
  dcr_folder_remove (c->folder);
  g_free (c->folder);
  g_free (c->base);
  g_string_free (c->steps, TRUE);
}

static char *
path_of (Case *c, const char *name)
{
  return g_build_filename (c->folder, name, NULL);
}

/* Dropped rows must still be there with their passages, added ones already. */
static gboolean
note_step (DcrDb *db, DcrIndexStep step, GArray *rowids, gpointer data, GError **error)
{
  GString *steps = data;

  g_assert_true ((rowids == NULL) == (step != DCR_INDEX_DROP && step != DCR_INDEX_ADD));
  g_string_append_c (steps, "RDAFC"[step]);
  for (guint i = 0; rowids != NULL && i < rowids->len; i++)
    g_assert_cmpint (dcr_db_get_int (db, 0, NULL,
                                     "SELECT count(*) FROM passage WHERE publication=?1", "i",
                                     g_array_index (rowids, gint64, i)),
                     >, 0);
  if (rowids != NULL)
    g_string_append_printf (steps, "%u", rowids->len);
  if (step == DCR_INDEX_FINISH)
    {
      g_autofree char *stamp
          = dcr_db_get_text (db, NULL, "SELECT value FROM meta WHERE name='stamp'", "");
      g_assert_nonnull (stamp);
      g_autofree char *folder = g_path_get_dirname (dcr_db_get_path (db));
      g_autofree char *path = g_build_filename (folder, "reference.idx.new", NULL);
      g_assert_true (g_file_set_contents (path, stamp, -1, NULL));
    }
  return TRUE;
}

static DcrImportReport *
import_sources (Case *c, DcrImportFlags flags, GError **error, ...)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  va_list args;

  va_start (args, error);
  while ((name = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (paths, path_of (c, name));
  va_end (args);
  g_ptr_array_add (paths, NULL);
  g_string_truncate (c->steps, 0);
  return dcr_reference_import (c->base, (const char *const *) paths->pdata, flags, note_step,
                               c->steps, NULL, NULL, NULL, error);
}

static void
assert_report (DcrImportReport *report, guint added, guint changed, guint removed, guint unchanged)
{
  g_assert_nonnull (report);
  g_assert_cmpuint (report->added, ==, added);
  g_assert_cmpuint (report->changed, ==, changed);
  g_assert_cmpuint (report->removed, ==, removed);
  g_assert_cmpuint (report->unchanged, ==, unchanged);
}

/* @n articles F1, F2… of @audience; those numbered in @other read otherwise. */
static void
make_archive (Case *c, const char *name, const char *day, const char *audience, int from, int to,
              int other)
{
  g_autofree char *path = path_of (c, name);
  DcrMaker *maker = dcr_maker_new (path);

  dcr_maker_set_day (maker, day);
  for (int i = from; i <= to; i++)
    {
      g_autofree char *id = g_strdup_printf ("F%d", i);
      g_autofree char *title = g_strdup_printf ("Article %d", i);
      dcr_maker_add_article (maker, audience, id, title,
                             i == other ? "Le texte a changé." : "Il faut payer.",
                             "Allez à la mairie.");
    }
  dcr_maker_close (maker);
}

static char *
text_at (Case *c, const char *id, const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrReference) reference = dcr_reference_open (c->base, &error);
  g_autoptr (DcrArticle) article = NULL;

  g_assert_no_error (error);
  article = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, id, date, &error);
  if (article == NULL)
    {
      g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
      return g_strdup ("none");
    }
  return dcr_article_render (article, NULL);
}

static void
assert_text (Case *c, const char *id, const char *date, const char *part)
{
  g_autofree char *text = text_at (c, id, date);
  if (strstr (text, part) == NULL)
    g_error ("%s at %s: no « %s » in %s", id, date, part, text);
}

static void
test_first_import (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL;
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (DcrArticleInfo) info = NULL;
  g_autoptr (GPtrArray) imports = NULL;

  g_assert_null (dcr_reference_open (c->base, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 300, 0);
  make_archive (c, "b.zip", "2026-11-02", "Associations", 1, 5, 0);
  report = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", "b.zip", NULL);
  g_assert_no_error (error);
  assert_report (report, 305, 0, 0, 0);
  g_assert_cmpstr (c->steps->str, ==, "RF");

  reference = dcr_reference_open (c->base, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dcr_reference_count (reference, DCR_AUDIENCE_PARTICULIERS), ==, 300);
  g_assert_cmpuint (dcr_reference_count (reference, DCR_AUDIENCE_PROFESSIONNELS), ==, 0);
  info = dcr_reference_get_info (reference, DCR_AUDIENCE_ASSOCIATIONS, "F3", &error);
  g_assert_cmpstr (info->ref, ==, "associations/F3");
  g_assert_cmpstr (info->title, ==, "Article 3");
  g_assert_cmpstr (info->description, ==, "En bref : Article 3");
  g_assert_cmpstr (info->date, ==, "2026-10-01");
  g_assert_cmpint (info->version, ==, 1);
  imports = dcr_reference_imports (reference, &error);
  g_assert_cmpuint (imports->len, ==, 2);
  const DcrImportRecord *record = imports->pdata[0];
  g_assert_cmpstr (record->file, ==, "a.zip");
  g_assert_cmpstr (record->date, ==, "2026-11-01");
  g_assert_cmpstr (record->feed_version, ==, "3.3");
  g_assert_cmpuint (record->documents, ==, 300);
  g_autofree char *index = g_build_filename (c->base, "reference.idx", NULL);
  g_assert_true (g_file_test (index, G_FILE_TEST_EXISTS));
  assert_text (c, "F7", NULL, "Il faut payer.");
}

static void
test_nothing_changed_touches_nothing (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL, again = NULL, copied = NULL, repacked = NULL;
  g_autofree char *path = path_of (c, "base/reference.db");
  GStatBuf before, after;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 300, 0);
  report = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &before), ==, 0);

  again = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  assert_report (again, 0, 0, 0, 300);
  g_assert_cmpstr (c->steps->str, ==, "");
  /* the same documents of the same day, packed in another order */
  g_autofree char *other = path_of (c, "c.zip");
  DcrMaker *maker = dcr_maker_new (other);
  for (int i = 300; i >= 1; i--)
    {
      g_autofree char *id = g_strdup_printf ("F%d", i);
      g_autofree char *title = g_strdup_printf ("Article %d", i);
      dcr_maker_add_article (maker, "Particuliers", id, title, "Il faut payer.",
                             "Allez à la mairie.");
    }
  dcr_maker_close (maker);
  copied = import_sources (c, DCR_IMPORT_NONE, &error, "c.zip", NULL);
  assert_report (copied, 0, 0, 0, 300);
  g_assert_cmpstr (c->steps->str, ==, "");
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  g_assert_cmpuint (before.st_mtim.tv_nsec, ==, after.st_mtim.tv_nsec);

  /* the archive of the next day, with nothing new in it: said, without touching the index */
  make_archive (c, "d.zip", "2026-11-02", "Particuliers", 1, 300, 0);
  repacked = import_sources (c, DCR_IMPORT_NONE, &error, "d.zip", NULL);
  assert_report (repacked, 0, 0, 0, 300);
  g_assert_cmpstr (c->steps->str, ==, "");
  g_autoptr (DcrReference) reference = dcr_reference_open (c->base, &error);
  g_autoptr (GPtrArray) imports = dcr_reference_imports (reference, &error);
  g_assert_cmpstr (((DcrImportRecord *) imports->pdata[0])->date, ==, "2026-11-02");
}

static void
test_change_keeps_the_former_text (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL, changed = NULL;
  g_autoptr (DcrArticle) before = NULL, now = NULL, cited = NULL;
  g_autoptr (GPtrArray) differences = NULL;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 20, 0);
  make_archive (c, "b.zip", "2026-11-05", "Particuliers", 1, 20, 7);
  report = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  changed = import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", NULL);
  g_assert_no_error (error);
  assert_report (changed, 0, 1, 0, 19);
  g_assert_cmpstr (c->steps->str, ==, "D1A1F");

  assert_text (c, "F7", NULL, "Le texte a changé.");
  assert_text (c, "F7", "2026-11-05", "Le texte a changé.");
  assert_text (c, "F7", "2026-11-04", "Il faut payer.");
  assert_text (c, "F7", "2026-10-31", "none");
  assert_text (c, "F8", "2026-11-04", "Il faut payer.");

  g_autoptr (DcrReference) reference = dcr_reference_open (c->base, &error);
  now = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F7", NULL, &error);
  before = dcr_reference_get_previous (reference, DCR_AUDIENCE_PARTICULIERS, "F7", &error);
  cited = dcr_reference_get_article_by_hash (reference, before->content_hash, &error);
  g_assert_cmpstr (cited->content_hash, ==, before->content_hash);
  differences = dcr_article_diff (before, now);
  g_assert_cmpuint (differences->len, ==, 1);
  const DcrDiffEntry *entry = differences->pdata[0];
  g_assert_cmpint (entry->kind, ==, DCR_DIFF_CHANGED);
  g_assert_cmpstr (entry->address, ==, "conditions");
  g_assert_cmpstr (entry->before, ==, "Il faut payer.");
  g_assert_cmpstr (entry->after, ==, "Le texte a changé.");
  g_autoptr (DcrArticleInfo) info
      = dcr_reference_get_info (reference, DCR_AUDIENCE_PARTICULIERS, "F7", &error);
  g_assert_cmpint (info->version, ==, 2);
}

/* dc:date tells nothing: another date of check alone is no change, but is shown. */
static void
test_date_is_no_change (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL, checked = NULL;
  static const char *const dates[] = { "2026-09-01", "2026-10-15" };

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d.zip", i);
      g_autofree char *path = path_of (c, name);
      g_autofree char *xml
          = dcr_maker_article ("Particuliers", "F1", "Titre", dates[i], "Un.", "Deux.");
      g_autofree char *same
          = dcr_maker_article ("Particuliers", "F2", "Titre", "2026-01-01", "Un.", "Deux.");
      g_autofree char *third
          = dcr_maker_article ("Particuliers", "F3", "Titre", "2026-01-01", "Un.", "Deux.");
      DcrMaker *maker = dcr_maker_new (path);
      dcr_maker_add (maker, "F1.xml", xml, -1);
      dcr_maker_add (maker, "F2.xml", same, -1);
      dcr_maker_add (maker, "F3.xml", third, -1);
      dcr_maker_close (maker);
    }
  report = import_sources (c, DCR_IMPORT_NONE, &error, "0.zip", NULL);
  checked = import_sources (c, DCR_IMPORT_NONE, &error, "1.zip", NULL);
  g_assert_no_error (error);
  assert_report (checked, 0, 0, 0, 3);
  g_assert_cmpstr (c->steps->str, ==, "");
  g_autoptr (DcrReference) reference = dcr_reference_open (c->base, &error);
  g_autoptr (DcrArticleInfo) info
      = dcr_reference_get_info (reference, DCR_AUDIENCE_PARTICULIERS, "F1", &error);
  g_assert_cmpstr (info->date, ==, "2026-10-15");
  g_assert_cmpint (info->version, ==, 1);
}

static void
test_withdrawn_and_back (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, gone = NULL, back = NULL;
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (DcrTombstone) tombstone = NULL;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 10, 0);
  make_archive (c, "pro.zip", "2026-11-01", "Professionnels", 1, 10, 0);
  make_archive (c, "b.zip", "2026-11-02", "Particuliers", 1, 9, 0);
  make_archive (c, "c.zip", "2026-11-03", "Particuliers", 1, 10, 10);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", "pro.zip", NULL);
  gone = import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", NULL);
  g_assert_no_error (error);
  assert_report (gone, 0, 0, 1, 9);
  g_assert_cmpstr (c->steps->str, ==, "D1F");
  reference = dcr_reference_open (c->base, &error);
  tombstone = dcr_reference_get_tombstone (reference, DCR_AUDIENCE_PARTICULIERS, "F10");
  g_assert_cmpstr (tombstone->title, ==, "Article 10");
  g_assert_cmpstr (tombstone->withdrawn, ==, "2026-11-02");
  g_assert_null (tombstone->successor);
  /* the other audience is untouched */
  g_assert_cmpuint (dcr_reference_count (reference, DCR_AUDIENCE_PROFESSIONNELS), ==, 10);
  assert_text (c, "F10", NULL, "none");
  assert_text (c, "F10", "2026-11-02", "Il faut payer.");

  back = import_sources (c, DCR_IMPORT_NONE, &error, "c.zip", NULL);
  g_assert_no_error (error);
  assert_report (back, 1, 0, 0, 9);
  g_assert_cmpuint (back->messages->len, ==, 1);
  g_assert_true (dcr_reference_is_stale (reference));
  dcr_reference_close (reference);
  reference = dcr_reference_open (c->base, &error);
  g_assert_null (dcr_reference_get_tombstone (reference, DCR_AUDIENCE_PARTICULIERS, "F10"));
  g_autoptr (DcrArticleInfo) info
      = dcr_reference_get_info (reference, DCR_AUDIENCE_PARTICULIERS, "F10", &error);
  g_assert_cmpint (info->version, ==, 2);
  assert_text (c, "F10", NULL, "Le texte a changé.");
  assert_text (c, "F10", "2026-11-02", "Il faut payer.");
}

static void
test_too_much_withdrawn_needs_force (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, half = NULL, forced = NULL;
  g_autofree char *before = NULL, *after = NULL;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 10, 0);
  make_archive (c, "half.zip", "2026-11-02", "Particuliers", 1, 5, 0);
  make_archive (c, "less.zip", "2026-11-03", "Particuliers", 1, 2, 0);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  half = import_sources (c, DCR_IMPORT_NONE, &error, "half.zip", NULL);
  g_assert_no_error (error); /* half is not over half */
  assert_report (half, 0, 0, 5, 5);
  before = dcr_maker_digest (c->base, "reference.db");
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "less.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NEEDS_FORCE);
  after = dcr_maker_digest (c->base, "reference.db");
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);
  forced = import_sources (c, DCR_IMPORT_FORCE, &error, "less.zip", NULL);
  g_assert_no_error (error);
  assert_report (forced, 0, 0, 3, 2);
}

static void
test_older_is_applied_and_said (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, older = NULL;

  make_archive (c, "new.zip", "2026-11-05", "Particuliers", 1, 10, 3);
  make_archive (c, "old.zip", "2026-11-01", "Particuliers", 1, 10, 0);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "new.zip", NULL);
  g_assert_false (first->older);
  older = import_sources (c, DCR_IMPORT_NONE, &error, "old.zip", NULL);
  g_assert_no_error (error);
  assert_report (older, 0, 1, 0, 9);
  g_assert_true (older->older);
  g_assert_cmpuint (older->messages->len, ==, 1);
  assert_text (c, "F3", NULL, "Il faut payer.");
  assert_text (c, "F3", "2026-11-05", "Le texte a changé.");
  assert_text (c, "F3", "2026-11-04", "Il faut payer.");
}

static void
test_one_transaction (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL;
  g_autofree char *before = NULL, *after = NULL, *bad = path_of (c, "bad.zip");

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 10, 0);
  make_archive (c, "b.zip", "2026-11-02", "Particuliers", 1, 10, 4);
  make_archive (c, "pro.zip", "2026-11-02", "Professionnels", 1, 10, 0);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  before = dcr_maker_digest (c->base, "reference.db");
  DcrMaker *maker = dcr_maker_new (bad);
  dcr_maker_add_article (maker, "Associations", "F1", "Bon", "Un.", "Deux.");
  dcr_maker_add (maker, "F2.xml", "<Publication ID=\"F2\"><broken>", -1);
  dcr_maker_close (maker);
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", "pro.zip", "bad.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "F2.xml"));
  after = dcr_maker_digest (c->base, "reference.db");
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);
  /* two archives of one audience: which of them is the whole of it? */
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", "b.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", "nowhere.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
}

static void
test_redirections_and_menu (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, second = NULL, third = NULL;
  g_autofree char *one = path_of (c, "1.zip"), *two = path_of (c, "2.zip");
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (DcrTombstone) tombstone = NULL;

  for (int i = 0; i < 2; i++)
    {
      DcrMaker *maker = dcr_maker_new (i == 0 ? one : two);
      dcr_maker_set_day (maker, i == 0 ? "2026-11-01" : "2026-11-02");
      for (int k = i + 1; k <= 5; k++)
        {
          g_autofree char *id = g_strdup_printf ("F%d", k);
          dcr_maker_add_article (maker, "Particuliers", id, id, "Un.", "Deux.");
        }
      if (i == 1)
        dcr_maker_add (maker, "redirections.xml",
                       "<Redirections><Redirection from=\"F1\" to=\"F91\"/>"
                       "<Redirection from=\"F91\" to=\"F4\"/><Redirection from=\"F90\" to=\"F92\"/>"
                       "<Redirection from=\"F92\" to=\"F90\"/><Other/></Redirections>",
                       -1);
      dcr_maker_add (maker, "images/I1.gif", "GIF89a", -1);
      dcr_maker_close (maker);
    }
  first = import_sources (c, DCR_IMPORT_NONE, &error, "1.zip", NULL);
  second = import_sources (c, DCR_IMPORT_NONE, &error, "2.zip", NULL);
  g_assert_no_error (error);
  assert_report (second, 0, 0, 1, 4);
  third = import_sources (c, DCR_IMPORT_NONE, &error, "2.zip", NULL);
  assert_report (third, 0, 0, 0, 4);
  reference = dcr_reference_open (c->base, &error);
  tombstone = dcr_reference_get_tombstone (reference, DCR_AUDIENCE_PARTICULIERS, "F1");
  g_assert_cmpstr (tombstone->successor, ==, "particuliers/F4");
  g_autoptr (DcrArticle) article
      = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F1", NULL, &error);
  g_assert_cmpstr (article->id, ==, "F4");
  /* a ring leads nowhere, and ends */
  g_assert_null (dcr_reference_get_info (reference, DCR_AUDIENCE_PARTICULIERS, "F90", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
}

static void
test_two_at_once (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *lock_path = NULL;
  int lock;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 10, 0);
  g_assert_cmpint (g_mkdir (c->base, 0700), ==, 0);
  lock_path = g_build_filename (c->base, "reference.lock", NULL);
  lock = dcr_files_lock (lock_path, 0, &error);
  g_assert_no_error (error);
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_BUSY);
  close (lock);
}

static void
cancel_soon (const DcrImportProgress *progress, gpointer data)
{
  if (progress->done >= 192)
    g_cancellable_cancel (data);
}

static void
test_cancel (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = path_of (c, "a.zip");
  const char *sources[] = { path, NULL };
  g_autofree char *left = g_build_filename (c->base, "reference.db.new", NULL);
  g_autofree char *digest = NULL;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 600, 0);
  g_assert_null (dcr_reference_import (c->base, sources, DCR_IMPORT_NONE, note_step, c->steps,
                                       cancel_soon, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  digest = dcr_maker_digest (c->base, "reference.db");
  g_assert_cmpstr (digest, ==, "absent");
}

static void
test_much_changed_rebuilds_the_index (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, second = NULL;
  g_autofree char *two = path_of (c, "2.zip");
  DcrMaker *maker;

  make_archive (c, "1.zip", "2026-11-01", "Particuliers", 1, 400, 0);
  make_archive (c, "pro.zip", "2026-11-01", "Professionnels", 1, 30, 0);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "1.zip", "pro.zip", NULL);
  maker = dcr_maker_new (two);
  dcr_maker_set_day (maker, "2026-11-02");
  for (int i = 1; i <= 400; i++)
    {
      g_autofree char *id = g_strdup_printf ("F%d", i);
      g_autofree char *title = g_strdup_printf ("Article %d", i);
      dcr_maker_add_article (maker, "Particuliers", id, title,
                             i <= 390 ? "Neuf." : "Il faut payer.", "Allez à la mairie.");
    }
  dcr_maker_close (maker);
  second = import_sources (c, DCR_IMPORT_NONE, &error, "2.zip", NULL);
  g_assert_no_error (error);
  assert_report (second, 0, 390, 0, 10);
  /* nothing dropped or added one by one */
  g_assert_cmpstr (c->steps->str, ==, "RF");
}

static void
test_doctor (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) first = NULL, second = NULL, again = NULL;
  g_autoptr (DcrDoctorReport) report = NULL, rebuilt = NULL, after = NULL;
  g_autofree char *path = g_build_filename (c->base, "reference.db", NULL);
  DcrDb *db;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 12, 0);
  make_archive (c, "b.zip", "2026-11-02", "Particuliers", 1, 11, 7);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  second = import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", NULL);
  report = dcr_reference_examine (c->base, note_step, c->steps, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->documents[0], ==, 11);
  g_assert_cmpuint (report->formers, ==, 2);
  g_assert_cmpuint (report->tombstones, ==, 1);
  g_assert_nonnull (strchr (c->steps->str, 'C'));

  /* what can be made again is damaged */
  db = dcr_db_open (path, DCR_DB_BUILD, &error);
  g_assert_true (dcr_db_exec (db,
                              "DELETE FROM passage; DELETE FROM link; UPDATE original SET xml=x'00'"
                              " WHERE publication=3",
                              &error));
  dcr_db_close (db);
  g_clear_pointer (&report, dcr_doctor_report_free);
  report = dcr_reference_examine (c->base, NULL, NULL, NULL, &error);
  g_assert_cmpuint (report->problems->len, >, 0);
  g_string_truncate (c->steps, 0);
  rebuilt = dcr_reference_rebuild (c->base, note_step, c->steps, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rebuilt->lost, ==, 1);
  g_assert_cmpuint (rebuilt->documents[0], ==, 10);
  g_assert_cmpstr (c->steps->str, ==, "RF");
  after = dcr_reference_examine (c->base, NULL, NULL, NULL, &error);
  g_assert_cmpuint (after->problems->len, ==, 0);
  g_assert_cmpuint (after->formers, ==, 2);
  g_assert_cmpuint (after->tombstones, ==, 1);
  assert_text (c, "F7", "2026-11-01", "Il faut payer.");
  assert_text (c, "F7", NULL, "Le texte a changé.");
  /* and the archive it was last made of brings back what was lost */
  again = import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", NULL);
  g_assert_no_error (error);
  assert_report (again, 1, 0, 0, 10);
}

static void
test_damaged_base_is_left (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (c->base, "reference.db", NULL);
  g_autofree char *newer = NULL, *newer_after = NULL;
  g_autoptr (DcrImportReport) first = NULL;
  DcrDb *db;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 12, 0);
  g_assert_cmpint (g_mkdir (c->base, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "this is no base", -1, NULL));
  g_assert_null (dcr_reference_open (c->base, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_STORE);
  g_clear_error (&error);
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_STORE);
  g_clear_error (&error);
  g_unlink (path);

  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  db = dcr_db_open (path, DCR_DB_BUILD, &error);
  dcr_db_exec (db, "PRAGMA user_version=99", &error);
  dcr_db_close (db);
  newer = dcr_maker_digest (c->base, "reference.db");
  g_assert_null (dcr_reference_open (c->base, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_null (import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NEWER);
  newer_after = dcr_maker_digest (c->base, "reference.db");
  g_assert_cmpstr (newer, ==, newer_after);
}

/* A base whose passages another version of the program derived: derived again, nothing « changed ».
 */
static void
test_other_parser_derives_again (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (c->base, "reference.db", NULL);
  g_autoptr (DcrImportReport) first = NULL, second = NULL;
  DcrDb *db;

  make_archive (c, "a.zip", "2026-11-01", "Particuliers", 1, 12, 0);
  make_archive (c, "b.zip", "2026-11-02", "Particuliers", 1, 12, 5);
  first = import_sources (c, DCR_IMPORT_NONE, &error, "a.zip", NULL);
  db = dcr_db_open (path, DCR_DB_BUILD, &error);
  g_assert_true (dcr_db_exec (db,
                              "UPDATE meta SET value='0' WHERE name='parser';"
                              "UPDATE publication SET hash='of another parser';"
                              "DELETE FROM passage WHERE ordinal>0",
                              &error));
  dcr_db_close (db);
  second = import_sources (c, DCR_IMPORT_NONE, &error, "b.zip", NULL);
  g_assert_no_error (error);
  assert_report (second, 0, 1, 0, 11);
  g_assert_cmpstr (c->steps->str, ==, "RF");
  db = dcr_db_open (path, DCR_DB_READ, &error);
  g_assert_cmpint (
      dcr_db_get_int (db, 0, &error, "SELECT count(*) FROM publication WHERE version=1", ""), ==,
      11);
  g_assert_cmpint (dcr_db_get_int (db, 0, &error, "SELECT count(*) FROM passage", ""), >=, 24);
  dcr_db_close (db);
}

static void
test_demo (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *demo = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", NULL);
  const char *sources[] = { demo, NULL };
  g_autoptr (DcrImportReport) report = NULL, again = NULL;
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (GPtrArray) themes = NULL, menu = NULL, events = NULL;

  /* a folder of folders: each an archive */
  report = dcr_reference_import (c->base, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, >=, 60);
  again = dcr_reference_import (c->base, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, NULL, NULL,
                                &error);
  assert_report (again, 0, 0, 0, report->added);
  reference = dcr_reference_open (c->base, &error);
  g_assert_cmpuint (dcr_reference_count (reference, 0) + dcr_reference_count (reference, 1)
                        + dcr_reference_count (reference, 2),
                    ==, report->added);
  themes = dcr_reference_browse (reference, DCR_AUDIENCE_PARTICULIERS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (themes->len, >, 3);
  DcrBrowseNode *theme = themes->pdata[0];
  g_assert_cmpstr (theme->ref, ==, "particuliers/N91001"); /* the order of menu.xml */
  g_assert_cmpuint (theme->n_articles, >, 0);
  menu = dcr_reference_browse (reference, DCR_AUDIENCE_PARTICULIERS, "N91001", &error);
  g_assert_cmpuint (menu->len, >=, 2);
  DcrBrowseNode *heading = menu->pdata[0], *dossier = menu->pdata[1];
  g_assert_null (heading->ref);
  g_assert_cmpstr (heading->title, ==, "Identité - Authentification");
  g_assert_cmpuint (heading->depth, ==, 0);
  g_assert_cmpstr (dossier->ref, ==, "particuliers/N91101");
  g_assert_cmpuint (dossier->depth, ==, 1);
  g_assert_cmpuint (dossier->n_articles, >, 0);
  events = dcr_reference_life_events (reference, DCR_AUDIENCE_PARTICULIERS, &error);
  g_assert_cmpuint (events->len, >, 2);
}

#define ADD(name, func) g_test_add ("/import/" name, Case, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first", test_first_import);
  ADD ("nothing-changed-touches-nothing", test_nothing_changed_touches_nothing);
  ADD ("change-keeps-the-former-text", test_change_keeps_the_former_text);
  ADD ("date-is-no-change", test_date_is_no_change);
  ADD ("withdrawn-and-back", test_withdrawn_and_back);
  ADD ("too-much-withdrawn-needs-force", test_too_much_withdrawn_needs_force);
  ADD ("older-is-applied-and-said", test_older_is_applied_and_said);
  ADD ("one-transaction", test_one_transaction);
  ADD ("redirections-and-menu", test_redirections_and_menu);
  ADD ("two-at-once", test_two_at_once);
  ADD ("cancel", test_cancel);
  ADD ("much-changed-rebuilds-the-index", test_much_changed_rebuilds_the_index);
  ADD ("doctor", test_doctor);
  ADD ("damaged-base-is-left", test_damaged_base_is_left);
  ADD ("other-parser-derives-again", test_other_parser_derives_again);
  ADD ("demo", test_demo);
  return g_test_run ();
}
