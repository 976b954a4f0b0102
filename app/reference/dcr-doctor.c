/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-doctor.h"

#include <string.h>
#include <unistd.h>

#include "reference/dcr-deflate.h"
#include "reference/dcr-document.h"
#include "reference/dcr-draft-private.h"

#define LOCK_WAIT_MS 5000

void
dcr_doctor_report_free (DcrDoctorReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->problems);
  g_free (report);
}

static DcrDoctorReport *
report_new (void)
{
  DcrDoctorReport *report = g_new0 (DcrDoctorReport, 1);
  report->problems = g_ptr_array_new_with_free_func (g_free);
  return report;
}

static void
add_problem (DcrDoctorReport *report, char *sentence)
{
  g_ptr_array_add (report->problems, sentence);
}

static DcrDb *
open_base (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DCR_REFERENCE_FILE, NULL);
  g_autoptr (DcrDb) base = dcr_db_open (path, DCR_DB_READ, error);

  if (base == NULL || !dcr_reference_check_version (base, error))
    return NULL;
  return g_steal_pointer (&base);
}

/* ---- Examining ---------------------------------------------------------------------------- */

static gint64
count (DcrDb *db, DcrDoctorReport *report, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = dcr_db_get_int (db, 0, &error, sql, "");

  if (error != NULL)
    add_problem (report, g_strdup (error->message));
  return n;
}

static void
count_all (DcrDb *db, DcrDoctorReport *report)
{
  gint64 orphans;

  for (int i = 0; i < DCR_N_AUDIENCES; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT count(*) FROM publication WHERE audience=%d", i);
      report->documents[i] = count (db, report, sql);
    }
  report->passages = count (db, report, "SELECT count(*) FROM passage");
  report->formers = count (db, report, "SELECT count(*) FROM former");
  report->tombstones = count (db, report, "SELECT count(*) FROM tombstone");
  orphans = count (db, report,
                   "SELECT count(*) FROM publication LEFT JOIN original"
                   " ON publication=publication.rowid WHERE xml IS NULL")
            + count (db, report,
                     "SELECT count(*) FROM passage WHERE publication NOT IN"
                     " (SELECT rowid FROM publication)");
  if (orphans > 0)
    add_problem (report,
                 g_strdup_printf (ngettext ("%u row of the base lacks its other half.",
                                            "%u rows of the base lack their other half.", orphans),
                                  (guint) orphans));
}

/* Column 0 is the text, column 1 what its bytes must hash to (NULL: not known). */
static gboolean
is_text_good (DcrStmt *stmt)
{
  guint8 hash[DCR_RAW_HASH_SIZE];
  gsize deflated, size, hash_size;
  gconstpointer xml = dcr_stmt_blob (stmt, 0, &deflated);
  g_autofree char *bytes
      = xml != NULL ? dcr_inflate (xml, deflated, DCR_ARTICLE_MAX_BYTES, &size) : NULL;
  gconstpointer expected;

  if (bytes == NULL)
    return FALSE;
  if (dcr_stmt_is_null (stmt, 1))
    return TRUE;
  expected = dcr_stmt_blob (stmt, 1, &hash_size);
  dcr_document_hash (bytes, size, hash);
  return hash_size == sizeof hash && memcmp (hash, expected, sizeof hash) == 0;
}

static gboolean
check_texts (DcrDb *db, DcrDoctorReport *report, const char *sql, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) inner = NULL;
  guint n_bad = 0;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, &inner);

  while (stmt != NULL && dcr_stmt_step (stmt, &inner))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_bad += !is_text_good (stmt);
    }
  if (inner != NULL)
    add_problem (report, g_strdup (inner->message));
  if (n_bad > 0)
    add_problem (report, g_strdup_printf (ngettext ("%u text cannot be read back.",
                                                    "%u texts cannot be read back.", n_bad),
                                          n_bad));
  return TRUE;
}

/* SQLite's check of an index is a statement that writes: it gets a copy. */
static gboolean
check_copy (DcrDb *db, const char *path, DcrImportIndexFunc index, gpointer index_data,
            GError **error)
{
  g_autoptr (DcrDb) copy = NULL;

  return dcr_db_backup (db, path, error) && (copy = dcr_db_open (path, DCR_DB_BUILD, error)) != NULL
         && index (copy, DCR_INDEX_CHECK, NULL, index_data, error);
}

static void
check_index (DcrDb *db, const char *folder, DcrImportIndexFunc index, gpointer index_data,
             DcrDoctorReport *report)
{
  g_autofree char *path = g_build_filename (folder, DCR_REFERENCE_FILE ".check", NULL);
  g_autoptr (GError) error = NULL;
  int lock = dcr_draft_lock (folder, LOCK_WAIT_MS, &error);

  if (lock < 0)
    add_problem (report, g_strdup (error->message));
  else if (!check_copy (db, path, index, index_data, &error))
    {
      g_debug ("index: %s", error->message);
      add_problem (report, g_strdup (_("The search index does not agree with the texts. Run "
                                        "“decrochectl doctor --rebuild”.")));
    }
  unlink (path);
  if (lock >= 0)
    close (lock);
}

DcrDoctorReport *
dcr_reference_examine (const char *folder, DcrImportIndexFunc index, gpointer index_data,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (DcrDb) base = open_base (folder, error);
  g_autoptr (DcrDoctorReport) report = NULL;
  g_autoptr (GError) damage = NULL;

  if (base == NULL)
    return NULL;
  report = report_new ();
  if (!dcr_db_quick_check (base, &damage))
    add_problem (report, g_strdup (_("The file of the reference is damaged. Run “decrochectl "
                                      "doctor --rebuild”, then import again.")));
  count_all (base, report);
  if (!check_texts (
          base, report,
          "SELECT xml,raw_hash FROM publication JOIN original ON publication=publication.rowid",
          cancellable, error)
      || !check_texts (base, report, "SELECT xml,NULL FROM former", cancellable, error))
    return NULL;
  if (index != NULL && damage == NULL)
    check_index (base, folder, index, index_data, report);
  return g_steal_pointer (&report);
}

/* ---- Making anew -------------------------------------------------------------------------- */

static DcrDoctorReport *
rebuild (const char *folder, DcrDraftIndex index, GCancellable *cancellable, GError **error)
{
  g_autoptr (DcrDb) base = open_base (folder, error);
  g_autoptr (DcrDraft) draft = NULL;
  g_autoptr (DcrDoctorReport) report = NULL;

  if (base == NULL)
    return NULL;
  report = report_new ();
  draft = dcr_draft_new_rebuilt (folder, base, index, &report->lost, cancellable, error);
  if (draft == NULL || !dcr_draft_finish (draft, cancellable, error))
    return NULL;
  count_all (dcr_draft_db (draft), report);
  if (!dcr_draft_publish (draft, error))
    return NULL;
  if (report->lost > 0)
    add_problem (
        report, g_strdup_printf (
                    ngettext ("%u text could not be read and is lost: import the archives again.",
                              "%u texts could not be read and are lost: import the archives again.",
                              report->lost),
                    report->lost));
  return g_steal_pointer (&report);
}

DcrDoctorReport *
dcr_reference_rebuild (const char *folder, DcrImportIndexFunc index, gpointer index_data,
                       GCancellable *cancellable, GError **error)
{
  DcrDraftIndex draft_index = { index, index_data };
  int lock = dcr_draft_lock (folder, LOCK_WAIT_MS, error);
  DcrDoctorReport *report;

  if (lock < 0)
    return NULL;
  report = rebuild (folder, draft_index, cancellable, error);
  close (lock);
  return report;
}
