/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reference/dcr-deflate.h"
#include "reference/dcr-draft.h"
#include "store/dcr-files.h"

/* An id that moved twice is followed twice; a ring of redirections is left */
#define MAX_REDIRECTIONS 8

gboolean
dcr_reference_check_version (DcrDb *db, GError **error)
{
  GError *inner = NULL;
  gint64 version = dcr_db_get_int (db, 0, &inner, "PRAGMA user_version", "");

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (version > dcr_reference_schema_version ())
    g_set_error (error, DCR_ERROR, DCR_ERROR_NEWER,
                 _("The reference was written by a newer version of the program. It was left as "
                    "it is. Install the newer version."));
  else if (version < 1)
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_STORE,
        _("The file “reference.db” is not a reference of this program. It was left as it is."));
  return version >= 1 && version <= dcr_reference_schema_version ();
}

/* ---- Opening ------------------------------------------------------------------------------ */

DcrReference *
dcr_reference_open (const char *folder, GError **error)
{
  g_autoptr (DcrReference) self = g_new0 (DcrReference, 1);
  struct stat info;

  dcr_draft_sweep (folder);
  self->path = g_build_filename (folder, DCR_REFERENCE_FILE, NULL);
  if (stat (self->path, &info) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                     _("The reference has not been downloaded yet. Import it first."));
      else
        dcr_files_set_error (error, errno, self->path);
      return NULL;
    }
  /* taken before the file is opened: if an import replaces it in between, it shows as stale */
  self->device = info.st_dev;
  self->inode = info.st_ino;
  self->db = dcr_db_open (self->path, DCR_DB_READ, error);
  if (self->db == NULL || !dcr_reference_check_version (self->db, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
dcr_reference_close (DcrReference *reference)
{
  if (reference == NULL)
    return;
  dcr_db_close (reference->db);
  g_free (reference->path);
  g_free (reference);
}

gboolean
dcr_reference_is_stale (DcrReference *reference)
{
  struct stat info;
  return stat (reference->path, &info) == 0
         && (info.st_dev != reference->device || info.st_ino != reference->inode);
}

DcrDb *
dcr_reference_db (DcrReference *reference)
{
  return reference->db;
}

/* ---- Lists -------------------------------------------------------------------------------- */

void
dcr_article_info_free (DcrArticleInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->id);
  g_free (info->ref);
  g_free (info->title);
  g_free (info->description);
  g_free (info->date);
  g_free (info->theme);
  g_free (info->hash);
  g_free (info);
}

#define INFO_COLUMNS "rowid,audience,id,title,description,date,theme,kind,version,hash"

static DcrArticleInfo *
read_info (DcrStmt *stmt)
{
  DcrArticleInfo *info = g_new0 (DcrArticleInfo, 1);

  info->rowid = dcr_stmt_int (stmt, 0);
  info->audience = dcr_stmt_int (stmt, 1);
  info->id = g_strdup (dcr_stmt_text (stmt, 2));
  info->ref = g_strdup_printf ("%s/%s", dcr_audience_name (info->audience), info->id);
  info->title = g_strdup (dcr_stmt_text (stmt, 3));
  info->description = g_strdup (dcr_stmt_text (stmt, 4));
  info->date = g_strdup (dcr_stmt_text (stmt, 5));
  info->theme = g_strdup (dcr_stmt_text (stmt, 6));
  info->kind = dcr_stmt_int (stmt, 7);
  info->version = dcr_stmt_int (stmt, 8);
  info->hash = g_strdup (dcr_stmt_text (stmt, 9));
  return info;
}

static void
set_not_found (GError **error, const char *id)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
               _("There is no article “%s” in the reference."), id);
}

/* The row of @stmt, or NULL with what ended it. */
static DcrArticleInfo *
step_info (DcrStmt *stmt, const char *id, GError **error)
{
  GError *inner = NULL;

  if (dcr_stmt_step (stmt, &inner))
    return read_info (stmt);
  if (inner != NULL)
    g_propagate_error (error, inner);
  else
    set_not_found (error, id);
  return NULL;
}

/* Where @id of @audience moved to, or NULL. */
static char *
find_redirection (DcrReference *self, DcrAudience audience, const char *id)
{
  return dcr_db_get_text (self->db, NULL,
                          "SELECT to_id FROM redirection WHERE audience=?1 AND from_id=?2", "it",
                          (gint64) audience, id);
}

static DcrArticleInfo *
find_info (DcrReference *self, DcrAudience audience, const char *id, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      self->db, "SELECT " INFO_COLUMNS " FROM publication WHERE audience=?1 AND id=?2", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, audience);
  dcr_stmt_bind_text (stmt, 2, id);
  return step_info (stmt, id, error);
}

DcrArticleInfo *
dcr_reference_get_info (DcrReference *reference, DcrAudience audience, const char *id,
                        GError **error)
{
  g_autofree char *at = g_strdup (id);

  for (int hop = 0; hop <= MAX_REDIRECTIONS; hop++)
    {
      g_autoptr (GError) inner = NULL;
      DcrArticleInfo *info = find_info (reference, audience, at, &inner);
      char *next;
      if (info != NULL)
        return info;
      next = find_redirection (reference, audience, at);
      if (!g_error_matches (inner, DCR_ERROR, DCR_ERROR_NOT_FOUND))
        {
          g_free (next);
          g_propagate_error (error, g_steal_pointer (&inner));
          return NULL;
        }
      if (next == NULL)
        break;
      g_free (at);
      at = next;
    }
  set_not_found (error, id);
  return NULL;
}

DcrArticleInfo *
dcr_reference_get_info_by_rowid (DcrReference *reference, gint64 rowid, GError **error)
{
  g_autofree char *name = g_strdup_printf ("#%" G_GINT64_FORMAT, rowid);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      reference->db, "SELECT " INFO_COLUMNS " FROM publication WHERE rowid=?1", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, rowid);
  return step_info (stmt, name, error);
}

GPtrArray *
dcr_reference_life_events (DcrReference *reference, DcrAudience audience, GError **error)
{
  g_autoptr (GPtrArray) events
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_article_info_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      reference->db,
      "SELECT " INFO_COLUMNS " FROM publication WHERE audience=?1 AND kind=?2 ORDER BY title",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, audience);
  dcr_stmt_bind_int (stmt, 2, DCR_ARTICLE_LIFE_EVENT);
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (events, read_info (stmt));
  if (inner == NULL)
    return g_steal_pointer (&events);
  g_propagate_error (error, inner);
  return NULL;
}

guint
dcr_reference_count (DcrReference *reference, DcrAudience audience)
{
  return dcr_db_get_int (reference->db, 0, NULL,
                         "SELECT count(*) FROM publication WHERE audience=?1", "i",
                         (gint64) audience);
}

/* ---- Texts -------------------------------------------------------------------------------- */

static char *
find_title (const char *ref, gpointer user_data)
{
  DcrReference *self = user_data;
  g_autofree char *id = NULL;
  DcrAudience audience;

  if (!dcr_article_ref_parse (ref, &audience, &id))
    return NULL;
  return dcr_db_get_text (self->db, NULL,
                          "SELECT title FROM publication WHERE audience=?1 AND id=?2", "it",
                          (gint64) audience, id);
}

/* Parses the text in column 0 of the row @stmt stands on. */
static DcrArticle *
parse_row (DcrReference *self, DcrStmt *stmt, GError **error)
{
  gsize deflated, size = 0;
  gconstpointer xml = dcr_stmt_blob (stmt, 0, &deflated);
  g_autofree char *bytes
      = xml != NULL ? dcr_inflate (xml, deflated, DCR_ARTICLE_MAX_BYTES, &size) : NULL;
  DcrArticle *article = bytes != NULL ? dcr_article_parse (bytes, size, NULL, NULL) : NULL;

  if (article == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                   _("The text of this article is damaged in the base. Run “decrochectl doctor "
                      "--rebuild”, then import again."));
      return NULL;
    }
  dcr_article_name_links (article, find_title, self);
  return article;
}

/* ?1 is @text, ?2 @audience, ?3 @date; the text in column 0 of the first row. */
static DcrArticle *
query_article (DcrReference *self, const char *sql, DcrAudience audience, const char *text,
               const char *date, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_text (stmt, 1, text);
  if (strstr (sql, "?2") != NULL)
    dcr_stmt_bind_int (stmt, 2, audience);
  if (date != NULL)
    dcr_stmt_bind_text (stmt, 3, date);
  if (dcr_stmt_step (stmt, &inner))
    return parse_row (self, stmt, error);
  if (inner != NULL)
    g_propagate_error (error, inner);
  else
    set_not_found (error, text);
  return NULL;
}

/* When the oldest text of an article came, where there is one: a day before is no unknown article. */
static void
explain_day (DcrReference *self, DcrAudience audience, const char *id, const char *date,
             GError **error)
{
  g_autofree char *oldest = dcr_db_get_text (
      self->db, NULL,
      "SELECT min(since) FROM (SELECT since FROM publication WHERE audience=?1 AND id=?2"
      " UNION ALL SELECT since FROM former WHERE audience=?1 AND id=?2)",
      "it", (gint64) audience, id);

  if (oldest == NULL || !g_error_matches (*error, DCR_ERROR, DCR_ERROR_NOT_FOUND))
    return;
  g_clear_error (error);
  g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
               _("The base has no text of “%s” for %s: the oldest is of %s."), id, date, oldest);
}

/* Of all texts there were, the one the newest archive of that day or before brought; it stays the
 * last text of a withdrawn article (dcr_reference_get_tombstone() says since when). */
static DcrArticle *
get_article_at (DcrReference *self, DcrAudience audience, const char *id, const char *date,
                GError **error)
{
  GError *inner = NULL;
  DcrArticle *article = query_article (
      self,
      "SELECT xml FROM (SELECT xml,since,version FROM publication JOIN original"
      " ON publication=publication.rowid WHERE id=?1 AND audience=?2"
      " UNION ALL SELECT xml,since,version FROM former WHERE id=?1 AND audience=?2)"
      " WHERE since<=?3 ORDER BY since DESC, version DESC LIMIT 1",
      audience, id, date, &inner);

  if (article != NULL)
    return article;
  explain_day (self, audience, id, date, &inner);
  g_propagate_error (error, inner);
  return NULL;
}

DcrArticle *
dcr_reference_get_article (DcrReference *reference, DcrAudience audience, const char *id,
                           const char *date, GError **error)
{
  g_autoptr (DcrArticleInfo) info = NULL;

  if (date != NULL)
    return get_article_at (reference, audience, id, date, error);
  info = dcr_reference_get_info (reference, audience, id, error);
  if (info == NULL)
    return NULL;
  return query_article (reference,
                        "SELECT xml FROM publication JOIN original ON publication=publication.rowid"
                        " WHERE id=?1 AND audience=?2",
                        info->audience, info->id, NULL, error);
}

DcrArticle *
dcr_reference_get_previous (DcrReference *reference, DcrAudience audience, const char *id,
                            GError **error)
{
  GError *inner = NULL;
  DcrArticle *article = query_article (
      reference, "SELECT xml FROM former WHERE id=?1 AND audience=?2 ORDER BY version DESC LIMIT 1",
      audience, id, NULL, &inner);

  if (article != NULL)
    return article;
  if (g_error_matches (inner, DCR_ERROR, DCR_ERROR_NOT_FOUND))
    {
      g_clear_error (&inner);
      g_set_error (&inner, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                   _("“%s” has not changed since it came into the base."), id);
    }
  g_propagate_error (error, inner);
  return NULL;
}

DcrArticle *
dcr_reference_get_article_by_hash (DcrReference *reference, const char *hash, GError **error)
{
  return query_article (reference,
                        "SELECT xml FROM publication JOIN original ON publication=publication.rowid"
                        " WHERE hash=?1 UNION ALL SELECT xml FROM former WHERE hash=?1 LIMIT 1",
                        0, hash, NULL, error);
}

/* ---- What is gone ------------------------------------------------------------------------- */

void
dcr_tombstone_free (DcrTombstone *tombstone)
{
  if (tombstone == NULL)
    return;
  g_free (tombstone->title);
  g_free (tombstone->withdrawn);
  g_free (tombstone->successor);
  g_free (tombstone);
}

static void
former_text_free (gpointer data)
{
  DcrFormerText *text = data;

  g_free (text->since);
  g_free (text->until);
  g_free (text);
}

GPtrArray *
dcr_reference_list_former (DcrReference *reference, DcrAudience audience, const char *id)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (former_text_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      reference->db,
      "SELECT version,since,until FROM former WHERE audience=?1 AND id=?2 AND since<until"
      " ORDER BY version DESC",
      NULL);

  if (stmt == NULL)
    return texts;
  dcr_stmt_bind_int (stmt, 1, audience);
  dcr_stmt_bind_text (stmt, 2, id);
  while (dcr_stmt_step (stmt, NULL))
    {
      DcrFormerText *text = g_new (DcrFormerText, 1);
      text->version = dcr_stmt_int (stmt, 0);
      text->since = g_strdup (dcr_stmt_text (stmt, 1));
      text->until = g_strdup (dcr_stmt_text (stmt, 2));
      g_ptr_array_add (texts, text);
    }
  return texts;
}

DcrTombstone *
dcr_reference_get_tombstone (DcrReference *reference, DcrAudience audience, const char *id)
{
  g_autoptr (DcrArticleInfo) successor = NULL;
  DcrTombstone *tombstone;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      reference->db, "SELECT title,withdrawn FROM tombstone WHERE audience=?1 AND id=?2", NULL);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, audience);
  dcr_stmt_bind_text (stmt, 2, id);
  if (!dcr_stmt_step (stmt, NULL))
    return NULL;
  tombstone = g_new0 (DcrTombstone, 1);
  tombstone->title = g_strdup (dcr_stmt_text (stmt, 0));
  tombstone->withdrawn = g_strdup (dcr_stmt_text (stmt, 1));
  successor = dcr_reference_get_info (reference, audience, id, NULL);
  if (successor != NULL)
    tombstone->successor = g_strdup (successor->ref);
  return tombstone;
}

/* ---- Where it comes from ------------------------------------------------------------------ */

static void
import_record_free (gpointer data)
{
  DcrImportRecord *record = data;
  g_free (record->source);
  g_free (record->file);
  g_free (record->date);
  g_free (record->feed_version);
  g_free (record);
}

GPtrArray *
dcr_reference_imports (DcrReference *reference, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (import_record_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      reference->db,
      "SELECT audience,source,file,day,feed_version,imported_ms,documents FROM import_record"
      " WHERE rowid IN (SELECT max(rowid) FROM import_record GROUP BY audience)"
      " ORDER BY audience",
      error);
  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrImportRecord *record = g_new0 (DcrImportRecord, 1);
      record->audience = dcr_stmt_int (stmt, 0);
      record->source = g_strdup (dcr_stmt_text (stmt, 1));
      record->file = g_strdup (dcr_stmt_text (stmt, 2));
      record->date = g_strdup (dcr_stmt_text (stmt, 3));
      record->feed_version = g_strdup (dcr_stmt_text (stmt, 4));
      record->imported_ms = dcr_stmt_int (stmt, 5);
      record->documents = dcr_stmt_int (stmt, 6);
      g_ptr_array_add (records, record);
    }
  if (inner == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, inner);
  return NULL;
}
