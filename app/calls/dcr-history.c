/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-history.h"

#include <string.h>

#include "calls/dcr-call-private.h"
#include "calls/dcr-journal.h"
#include "calls/dcr-learned.h"

#define INFO_COLUMNS \
  "c.id,c.began,c.answered,c.ended,c.closed,c.reason,c.reason_path,c.outcome,s.name,c.answered_too,c.rank"
#define JOIN_SERVICE " LEFT JOIN service s ON s.id=c.service "

void
dcr_call_info_free (DcrCallInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->reason);
  g_free (info->reason_path);
  g_free (info->service);
  g_free (info);
}

void
dcr_call_record_free (DcrCallRecord *record)
{
  if (record == NULL)
    return;
  dcr_call_info_free (record->info);
  g_free (record->note);
  g_free (record->other_words);
  g_free (record->first_reason);
  g_strfreev (record->secondary);
  g_ptr_array_unref (record->articles);
  g_ptr_array_unref (record->passages);
  g_free (record);
}

static char *
take (DcrStmt *stmt, int column)
{
  return g_strdup (dcr_stmt_text (stmt, column));
}

static DcrCallInfo *
read_info (DcrStmt *stmt)
{
  DcrCallInfo *info = g_new0 (DcrCallInfo, 1);

  dcr_stmt_uuid (stmt, 0, &info->id);
  info->began = dcr_stmt_int (stmt, 1);
  info->answered = dcr_stmt_int (stmt, 2);
  info->ended = dcr_stmt_int (stmt, 3);
  info->closed = dcr_stmt_int (stmt, 4);
  info->reason = take (stmt, 5);
  info->reason_path = take (stmt, 6);
  info->outcome = dcr_stmt_int (stmt, 7);
  info->service = take (stmt, 8);
  info->answered_too = dcr_stmt_int (stmt, 9);
  info->rank = dcr_stmt_int (stmt, 10);
  return info;
}

/* Every look-up is a range of one index that is in the order of time, so that it reads as many rows as it
 * gives back, however many calls a person, an article or a reason has. */
#define PAGE(t, id) \
  " AND " t ".began>=?2 AND (" t ".began," t "." id ")<(?3,?4)" \
  " ORDER BY " t ".began DESC," t "." id " DESC LIMIT ?5"

static const char *
sql_of (const DcrHistoryQuery *query)
{
  if (query->article != NULL && query->reason != NULL)
    return "SELECT " INFO_COLUMNS " FROM article_call a INDEXED BY article_call_reason"
           " CROSS JOIN call c ON c.id=a.call" JOIN_SERVICE
           "WHERE a.person=?1 AND a.article=?6 AND a.reason=?7" PAGE ("a", "call");
  if (query->article != NULL)
    return "SELECT " INFO_COLUMNS " FROM article_call a CROSS JOIN call c ON c.id=a.call" JOIN_SERVICE
           "WHERE a.person=?1 AND a.article=?6" PAGE ("a", "call");
  if (query->reason != NULL)
    return "SELECT " INFO_COLUMNS " FROM call c INDEXED BY call_person_reason" JOIN_SERVICE
           "WHERE c.person=?1 AND c.reason=?7" PAGE ("c", "id");
  return "SELECT " INFO_COLUMNS " FROM call c INDEXED BY call_person" JOIN_SERVICE
         "WHERE c.person=?1" PAGE ("c", "id");
}

static gboolean
find_one (DcrDb *db, const DcrUuid *person, const DcrHistoryQuery *query, const char *article,
          GPtrArray *calls, GError **error)
{
  static const DcrUuid none; /* before any other: what began at @to is left out */
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql_of (query), error);

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, person);
  dcr_stmt_bind_int (stmt, 2, query->from);
  dcr_stmt_bind_int (stmt, 3, query->to ? query->to : G_MAXINT64);
  dcr_stmt_bind_blob (stmt, 4, query->before ? query->before : &none, sizeof none);
  dcr_stmt_bind_int (stmt, 5, query->limit);
  if (article != NULL)
    dcr_stmt_bind_text (stmt, 6, article);
  if (query->reason != NULL)
    dcr_stmt_bind_text (stmt, 7, query->reason);
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (calls, read_info (stmt));
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const DcrCallInfo *one = *(DcrCallInfo *const *) a, *two = *(DcrCallInfo *const *) b;

  if (one->began != two->began)
    return one->began > two->began ? -1 : 1;
  return memcmp (&two->id, &one->id, sizeof one->id);
}

/* An id alone is meant for any audience: a page of each, and the newest of them. */
static gboolean
find_audiences (DcrDb *db, const DcrUuid *person, const DcrHistoryQuery *query, GPtrArray *calls,
                GError **error)
{
  static const char *const audiences[] = { "particuliers/", "professionnels/", "associations/" };
  g_autofree char *id = g_ascii_strup (query->article, -1);

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *ref = g_strconcat (audiences[i], id, NULL);
      if (!find_one (db, person, query, ref, calls, error))
        return FALSE;
    }
  g_ptr_array_sort (calls, newest_first);
  for (guint i = 1; i < calls->len;)
    if (newest_first (&calls->pdata[i - 1], &calls->pdata[i]) == 0)
      g_ptr_array_remove_index (calls, i); /* one call that opened it for two audiences */
    else
      i++;
  if (calls->len > query->limit)
    g_ptr_array_set_size (calls, query->limit);
  return TRUE;
}

GPtrArray *
dcr_history_find (DcrDb *db, const DcrUuid *person, const DcrHistoryQuery *query, GError **error)
{
  g_autoptr (GPtrArray) calls
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_info_free);
  gboolean any = query->article != NULL && strchr (query->article, '/') == NULL;

  if (any ? find_audiences (db, person, query, calls, error)
          : find_one (db, person, query, query->article, calls, error))
    return g_steal_pointer (&calls);
  return NULL;
}

/* ---- One call -------------------------------------------------------------------------------- */

static gboolean
read_articles (DcrDb *db, const DcrUuid *call, GPtrArray *articles, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT a.article,a.version,a.hash,a.title,a.opened,t.text FROM call_article a"
      " LEFT JOIN article_text t ON t.hash=a.hash WHERE a.call=?1 ORDER BY a.opened",
      error);

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, call);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrCallArticle *article = g_new0 (DcrCallArticle, 1);
      article->ref = take (stmt, 0);
      article->version = dcr_stmt_int (stmt, 1);
      article->hash = take (stmt, 2);
      article->title = take (stmt, 3);
      article->opened = dcr_stmt_int (stmt, 4);
      article->text = take (stmt, 5);
      g_ptr_array_add (articles, article);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
read_passages (DcrDb *db, const DcrUuid *call, GPtrArray *passages, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT p.article,p.version,p.address,p.heading,p.hash,p.ticked,t.text,a.hash,a.title"
      " FROM call_passage p LEFT JOIN article_text t ON t.hash=p.hash"
      " LEFT JOIN call_article a ON a.call=p.call AND a.article=p.article"
      " WHERE p.call=?1 ORDER BY p.position",
      error);

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, call);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrCallPassage *passage = g_new0 (DcrCallPassage, 1);
      passage->ref = take (stmt, 0);
      passage->version = dcr_stmt_int (stmt, 1);
      passage->address = take (stmt, 2);
      passage->heading = take (stmt, 3);
      passage->hash = take (stmt, 4);
      passage->ticked = take (stmt, 5);
      passage->text = take (stmt, 6);
      passage->article_hash = take (stmt, 7);
      passage->article_title = take (stmt, 8);
      g_ptr_array_add (passages, passage);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static char **
read_secondary (DcrDb *db, const DcrUuid *call)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT reason FROM call_reason WHERE call=?1 ORDER BY reason", NULL);

  if (stmt != NULL)
    {
      dcr_stmt_bind_uuid (stmt, 1, call);
      while (dcr_stmt_step (stmt, NULL))
        g_ptr_array_add (codes, take (stmt, 0));
    }
  g_ptr_array_add (codes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&codes), FALSE);
}

static DcrCallRecord *
read_call (DcrDb *db, const DcrUuid *call, GError **error)
{
  DcrCallRecord *record = NULL;
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT " INFO_COLUMNS ",c.note,c.other_words,c.first_reason FROM call c" JOIN_SERVICE "WHERE c.id=?1",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, call);
  if (dcr_stmt_step (stmt, &inner))
    {
      record = g_new0 (DcrCallRecord, 1);
      record->info = read_info (stmt);
      record->note = take (stmt, 11);
      record->other_words = take (stmt, 12);
      record->first_reason = take (stmt, 13);
      record->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_article_free);
      record->passages = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_passage_free);
    }
  else if (inner != NULL)
    g_propagate_error (error, inner);
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This call is not in the base."));
  return record;
}

DcrCallRecord *
dcr_history_get (DcrDb *db, const DcrUuid *call, GError **error)
{
  g_autoptr (DcrCallRecord) record = read_call (db, call, error);

  if (record == NULL || !read_articles (db, call, record->articles, error)
      || !read_passages (db, call, record->passages, error))
    return NULL;
  record->secondary = read_secondary (db, call);
  return g_steal_pointer (&record);
}

/* ---- Another reason -------------------------------------------------------------------------- */

/* What the closed call taught, as a call again: learned counts are moved from one reason to the
 * other. */
static DcrCall *
evidence_of (const DcrCallRecord *record)
{
  DcrCall *call = dcr_call_new ();
  for (guint i = 0; i < record->articles->len; i++)
    dcr_call_open_article (call, record->articles->pdata[i]);
  return call;
}

gboolean
dcr_history_requalify (DcrDb *db, const DcrUuid *id, const DcrUuid *person, const char *reason,
                       const char *path, GError **error)
{
  g_autoptr (DcrCallRecord) record = dcr_history_get (db, id, error);
  g_autoptr (DcrCall) evidence = NULL;
  g_autofree char *trace = NULL;
  char object[DCR_UUID_TEXT_SIZE];

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (record->info->reason, reason) == 0)
    return TRUE;
  evidence = evidence_of (record);
  dcr_uuid_to_text (id, object);
  trace = g_strdup_printf ("%s>%s", record->info->reason ? record->info->reason : "-",
                           reason ? reason : "-");
  return dcr_db_run (db, error,
                     "UPDATE call SET reason=?2,reason_path=?3,version=version+1 WHERE id=?1",
                     "utt", id, reason, path)
         && dcr_learned_add (db, evidence, record->info->reason, -1, error)
         && dcr_learned_add (db, evidence, reason, 1, error)
         && dcr_journal_add (db, person, DCR_JOURNAL_REQUALIFIED, object, trace, error);
}
