/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-draft-private.h"

#include <errno.h>
#include <unistd.h>

#include "base/dcr-uuid.h"
#include "dcr-reference-resources.h"
#include "store/dcr-files.h"

static const DcrMigration migrations[] = {
  { "/org/decroche/reference/schema.sql" },
};

guint
dcr_reference_schema_version (void)
{
  return G_N_ELEMENTS (migrations);
}

gboolean
dcr_draft_migrate (DcrDraft *draft, GError **error)
{
  dcr_reference_get_resource (); /* a static library drops the resource that nobody names */
  return dcr_db_migrate (draft->db, migrations, G_N_ELEMENTS (migrations), error);
}

static const char *const leftovers[] = {
  DCR_REFERENCE_FILE ".new",
  DCR_REFERENCE_FILE ".new-journal",
  DCR_REFERENCE_INDEX ".new",
  DCR_REFERENCE_FILE ".check",
};

int
dcr_draft_lock (const char *folder, guint wait_ms, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DCR_REFERENCE_LOCK, NULL);
  int lock = dcr_files_lock (path, wait_ms, error);

  for (gsize i = 0; lock >= 0 && i < G_N_ELEMENTS (leftovers); i++)
    {
      g_autofree char *left = g_build_filename (folder, leftovers[i], NULL);
      unlink (left);
    }
  return lock;
}

void
dcr_draft_sweep (const char *folder)
{
  gboolean any = FALSE;
  int lock;

  for (gsize i = 0; i < G_N_ELEMENTS (leftovers); i++)
    {
      g_autofree char *left = g_build_filename (folder, leftovers[i], NULL);
      any = any || g_file_test (left, G_FILE_TEST_EXISTS);
    }
  lock = any ? dcr_draft_lock (folder, 0, NULL) : -1;
  if (lock >= 0)
    close (lock);
}

/* ---- Beginning ---------------------------------------------------------------------------- */

static DcrDraft *
draft_new (const char *folder, DcrDraftIndex index)
{
  DcrDraft *draft = g_new0 (DcrDraft, 1);
  draft->folder = g_strdup (folder);
  draft->path = g_build_filename (folder, DCR_REFERENCE_FILE ".new", NULL);
  draft->index = index;
  unlink (draft->path);
  return draft;
}

/* Opens the file, and the one transaction in which all is written. */
static gboolean
begin (DcrDraft *draft, GError **error)
{
  GError *inner = NULL;

  draft->db = dcr_db_open (draft->path, DCR_DB_BUILD, error);
  if (draft->db == NULL || !dcr_draft_migrate (draft, error) || !dcr_db_begin (draft->db, error))
    return FALSE;
  draft->n_documents
      = dcr_db_get_int (draft->db, 0, &inner, "SELECT count(*) FROM publication", "");
  if (inner == NULL)
    draft->n_passages = dcr_db_get_int (draft->db, 0, &inner, "SELECT count(*) FROM passage", "");
  if (inner == NULL)
    return dcr_db_run (draft->db, error, "INSERT OR REPLACE INTO meta VALUES('parser',?1)", "t",
                       DCR_DOCUMENT_PARSER);
  g_propagate_error (error, inner);
  return FALSE;
}

DcrDraft *
dcr_draft_new_empty (const char *folder, DcrDraftIndex index, GError **error)
{
  g_autoptr (DcrDraft) draft = draft_new (folder, index);

  if (!begin (draft, error))
    return NULL;
  return g_steal_pointer (&draft);
}

DcrDraft *
dcr_draft_new_copy (const char *folder, DcrDb *base, DcrDraftIndex index, GError **error)
{
  g_autoptr (DcrDraft) draft = draft_new (folder, index);

  if (!dcr_db_backup (base, draft->path, error) || !begin (draft, error))
    return NULL;
  return g_steal_pointer (&draft);
}

void
dcr_draft_free (DcrDraft *draft)
{
  if (draft == NULL)
    return;
  if (draft->db != NULL)
    {
      dcr_db_rollback (draft->db);
      dcr_db_close (draft->db);
    }
  if (draft->path != NULL) /* not published */
    {
      g_autofree char *index = g_build_filename (draft->folder, DCR_REFERENCE_INDEX ".new", NULL);
      unlink (draft->path);
      unlink (index);
    }
  g_free (draft->path);
  g_free (draft->folder);
  g_free (draft);
}

DcrDb *
dcr_draft_db (DcrDraft *draft)
{
  return draft->db;
}

/* ---- Index -------------------------------------------------------------------------------- */

static gboolean
new_stamp (DcrDraft *draft, GError **error)
{
  DcrUuid uuid = dcr_uuid_new ();
  char stamp[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&uuid, stamp);
  return dcr_db_run (draft->db, error, "INSERT OR REPLACE INTO meta VALUES('stamp',?1)", "t",
                     stamp);
}

gboolean
dcr_draft_index (DcrDraft *draft, DcrIndexStep step, GArray *rowids, GError **error)
{
  if ((rowids != NULL && rowids->len == 0) || (rowids != NULL && draft->index_reset))
    return TRUE;
  if (!draft->index_touched && !new_stamp (draft, error))
    return FALSE;
  draft->index_touched = TRUE;
  draft->index_reset = draft->index_reset || step == DCR_INDEX_RESET;
  return draft->index.func == NULL
         || draft->index.func (draft->db, step, rowids, draft->index.data, error);
}

/* ---- End ---------------------------------------------------------------------------------- */

static gboolean
count_is (DcrDraft *draft, const char *sql, gint64 expected, GError **error)
{
  GError *inner = NULL;
  gint64 n = dcr_db_get_int (draft->db, -1, &inner, sql, "");

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (n == expected)
    return TRUE;
  g_warning ("reference: %" G_GINT64_FORMAT " rows, not %" G_GINT64_FORMAT ": %s", n, expected,
             sql);
  g_set_error (
      error, DCR_ERROR, DCR_ERROR_STORE,
      _("The new base did not pass its check and was thrown away. The base is as it was before."));
  return FALSE;
}

static gboolean
check (DcrDraft *draft, GError **error)
{
  return count_is (draft, "SELECT count(*) FROM publication", draft->n_documents, error)
         && count_is (draft, "SELECT count(*) FROM original", draft->n_documents, error)
         && count_is (draft, "SELECT count(*) FROM publication WHERE length(since)<>10", 0, error)
         && count_is (draft, "SELECT count(*) FROM passage", draft->n_passages, error)
         && dcr_db_quick_check (draft->db, error);
}

gboolean
dcr_draft_finish (DcrDraft *draft, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || (draft->index_touched && !dcr_draft_index (draft, DCR_INDEX_FINISH, NULL, error)))
    return FALSE;
  if (!dcr_db_commit (draft->db, error) || !check (draft, error))
    return FALSE;
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The ranking index beside: without it, or with another base's, search derives it again. */
static void
replace_index (DcrDraft *draft)
{
  g_autofree char *from = g_build_filename (draft->folder, DCR_REFERENCE_INDEX ".new", NULL);
  g_autofree char *to = g_build_filename (draft->folder, DCR_REFERENCE_INDEX, NULL);
  g_autoptr (GError) error = NULL;

  if (g_file_test (from, G_FILE_TEST_EXISTS) && !dcr_files_replace (from, to, &error))
    {
      g_message ("ranking index: %s", error->message);
      unlink (from);
    }
}

gboolean
dcr_draft_publish (DcrDraft *draft, GError **error)
{
  g_autofree char *to = g_build_filename (draft->folder, DCR_REFERENCE_FILE, NULL);
  GError *inner = NULL;

  g_clear_pointer (&draft->db, dcr_db_close);
  if (!dcr_files_replace (draft->path, to, &inner))
    {
      if (g_file_test (draft->path, G_FILE_TEST_EXISTS))
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      /* renamed, but its folder would not sync: the new base is there, and whole; after a power cut
         now the old one may come back, whole too */
      g_message ("reference: %s", inner->message);
      g_clear_error (&inner);
    }
  g_clear_pointer (&draft->path, g_free);
  replace_index (draft);
  return TRUE;
}
