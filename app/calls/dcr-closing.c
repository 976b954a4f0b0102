/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-closing.h"

#include "base/dcr-clock.h"
#include "calls/dcr-call-private.h"
#include "calls/dcr-caller.h"
#include "calls/dcr-contact.h"
#include "calls/dcr-learned.h"
#include "calls/dcr-person.h"
#include "text/dcr-phone.h"

#define WEEK_MS (7 * G_GINT64_CONSTANT (86400000))

/* The state as a variant has no article texts: they are too long for a draft. */
static DcrCall *
copy_call (DcrCall *call)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (dcr_call_to_variant (call));
  DcrCall *copy = dcr_call_from_variant (state, NULL);

  for (guint i = 0; i < call->articles->len; i++)
    {
      const DcrCallArticle *from = call->articles->pdata[i];
      DcrCallArticle *to = copy->articles->pdata[i];
      to->text = g_strdup (from->text);
    }
  return copy;
}

DcrClosing *
dcr_closing_new (DcrCall *call, const DcrUuid *person, const char *reason_path, GError **error)
{
  DcrClosing *closing;
  g_autofree char *missing = dcr_call_describe_missing (call);

  if (missing != NULL)
    {
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INCOMPLETE, missing);
      return NULL;
    }
  closing = g_new0 (DcrClosing, 1);
  closing->call = copy_call (call);
  closing->person = *person;
  closing->reason_path = g_strdup (reason_path);
  closing->closed = dcr_clock_now_ms ();
  return closing;
}

void
dcr_closing_free (DcrClosing *closing)
{
  if (closing == NULL)
    return;
  g_object_unref (closing->call);
  g_clear_pointer (&closing->contacts, g_ptr_array_unref);
  g_free (closing->reason_path);
  g_free (closing);
}

static const char *
or_null (const char *text)
{
  return text && text[0] != '\0' ? text : NULL;
}

static void
bind_or_null (DcrStmt *stmt, int at, gint64 value)
{
  if (value != 0)
    dcr_stmt_bind_int (stmt, at, value);
}

static gboolean
step_to_end (DcrStmt *stmt, GError **error)
{
  GError *inner = NULL;
  while (dcr_stmt_step (stmt, &inner))
    ;
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gint64
count_contacts (DcrDb *db, const DcrClosing *closing)
{
  gint64 n = 0;

  for (guint i = 0; closing->contacts != NULL && i < closing->contacts->len; i++)
    {
      gsize size;
      gconstpointer hash = g_bytes_get_data (closing->contacts->pdata[i], &size);
      n += dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM contact WHERE hash=?1 AND at>?2",
                           "bi", hash, size, closing->closed - WEEK_MS);
    }
  return n;
}

static gboolean
put_call (DcrDb *db, const DcrClosing *closing, const DcrUuid *caller, const char *reason,
          GError **error)
{
  const DcrCall *call = closing->call;
  DcrPhone phone;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "INSERT INTO call(id,person,team,site,began,answered,ended,closed,called,caller_kind,rank,reason,"
      "reason_path,first_reason,other_words,outcome,answered_too,service,callback_from,callback_to,nature,"
      "profile,facet1,facet2,facet3,tally,note,caller) SELECT ?1,?2,p.team,t.site,?3,?4,?5,?6,?7,?8,?9,?10,?11,"
      "?10,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25"
      " FROM person p LEFT JOIN team t ON t.id=p.team WHERE p.id=?2",
      error);

  if (stmt == NULL)
    return FALSE;
  dcr_phone_parse (call->number, &phone);
  dcr_stmt_bind_uuid (stmt, 1, &call->id);
  dcr_stmt_bind_uuid (stmt, 2, &closing->person);
  dcr_stmt_bind_int (stmt, 3, call->began);
  bind_or_null (stmt, 4, call->answered);
  bind_or_null (stmt, 5, call->ended);
  dcr_stmt_bind_int (stmt, 6, closing->closed);
  dcr_stmt_bind_text (stmt, 7, or_null (call->called));
  dcr_stmt_bind_int (stmt, 8, phone.kind);
  dcr_stmt_bind_int (stmt, 9, count_contacts (db, closing) + 1);
  dcr_stmt_bind_text (stmt, 10, reason);
  dcr_stmt_bind_text (stmt, 11, reason ? closing->reason_path : NULL);
  dcr_stmt_bind_text (stmt, 12, or_null (call->other_words));
  dcr_stmt_bind_int (stmt, 13, call->outcome);
  bind_or_null (stmt, 14, call->outcome == DCR_OUTCOME_REFERRED ? call->answered_too : 0);
  dcr_stmt_bind_text (stmt, 15,
                      call->outcome == DCR_OUTCOME_MISDIRECTED ? or_null (call->service) : NULL);
  bind_or_null (stmt, 16, call->outcome == DCR_OUTCOME_CALLBACK ? call->callback_from : 0);
  bind_or_null (stmt, 17, call->outcome == DCR_OUTCOME_CALLBACK ? call->callback_to : 0);
  bind_or_null (stmt, 18, call->nature);
  bind_or_null (stmt, 19, call->profile);
  for (guint i = 0; i < DCR_CALL_N_FACETS; i++)
    dcr_stmt_bind_text (stmt, 20 + i, or_null (call->facets[i]));
  dcr_stmt_bind_int (stmt, 23, closing->tally);
  dcr_stmt_bind_text (stmt, 24, or_null (call->note));
  dcr_stmt_bind_uuid (stmt, 25, caller);
  if (!step_to_end (stmt, error))
    return FALSE;
  if (dcr_db_changes (db) == 1)
    return TRUE;
  g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This person is not in the base."));
  return FALSE;
}

/* The caller who agreed to be identified, before the call that names them. */
static gboolean
put_caller (DcrDb *db, const DcrClosing *closing, DcrUuid *id, GError **error)
{
  const DcrCall *call = closing->call;
  const DcrCaller caller = { .name = call->name, .email = call->email };

  return call->name == NULL
         || dcr_caller_put (db, call->number, &caller, closing->closed, &closing->person, id, error);
}

static gboolean
put_text (DcrDb *db, const char *hash, const char *text, GError **error)
{
  if (hash == NULL || hash[0] == '\0' || text == NULL || text[0] == '\0')
    return TRUE;
  return dcr_db_run (db, error,
                     "INSERT INTO article_text(hash,text) VALUES(?1,?2) ON CONFLICT DO NOTHING",
                     "tt", hash, text);
}

static gboolean
put_articles (DcrDb *db, const DcrClosing *closing, GError **error)
{
  const DcrCall *call = closing->call;

  for (guint i = 0; i < call->articles->len; i++)
    {
      const DcrCallArticle *a = call->articles->pdata[i];
      if (!dcr_db_run (db, error,
                       "INSERT INTO call_article(call,article,version,hash,title,opened,person)"
                       " VALUES(?1,?2,?3,?4,?5,?6,?7)",
                       "utittiu", &call->id, a->ref, a->version, a->hash, a->title, a->opened,
                       &closing->person)
          || !put_text (db, a->hash, a->text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_passages (DcrDb *db, const DcrClosing *closing, GError **error)
{
  const DcrCall *call = closing->call;

  for (guint i = 0; i < call->passages->len; i++)
    {
      const DcrCallPassage *p = call->passages->pdata[i];
      if (!dcr_db_run (db, error,
                       "INSERT INTO call_passage(call,position,article,version,address,heading,hash,ticked)"
                       " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                       "uititttt", &call->id, (gint64) i + 1, p->ref, p->version, p->address, p->heading,
                       p->hash, p->ticked ? p->ticked : "")
          || !put_text (db, p->hash, p->text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_secondary (DcrDb *db, const DcrClosing *closing, GError **error)
{
  const char *const *secondary = dcr_call_get_secondary (closing->call);

  for (guint i = 0; secondary[i] != NULL; i++)
    if (!dcr_db_run (db, error,
                     "INSERT INTO call_reason(call,reason) VALUES(?1,?2) ON CONFLICT DO NOTHING",
                     "ut", &closing->call->id, secondary[i]))
      return FALSE;
  return TRUE;
}

static gboolean
put_contact (DcrDb *db, const DcrClosing *closing, const char *reason, GError **error)
{
  const DcrCall *call = closing->call;
  g_autoptr (GString) articles = g_string_new (NULL);
  g_autofree char *promise = NULL;
  DcrUuid id = dcr_uuid_new ();
  gsize size;
  gconstpointer hash;

  if (closing->contacts == NULL || closing->contacts->len == 0)
    return TRUE;
  if (call->outcome == DCR_OUTCOME_CALLBACK)
    promise = g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, call->callback_from,
                               call->callback_to);
  for (guint i = 0; i < call->articles->len; i++)
    g_string_append_printf (articles, "%s%s", i ? " " : "",
                            ((DcrCallArticle *) call->articles->pdata[i])->ref);
  hash = g_bytes_get_data (closing->contacts->pdata[0], &size);
  return dcr_db_run (db, error,
                     "INSERT INTO contact(id,hash,at,reason,outcome,articles,promise)"
                     " VALUES(?1,?2,?3,?4,?5,?6,?7)",
                     "ubititt", &id, hash, size, closing->closed, reason, (gint64) call->outcome,
                     articles->str, promise ? promise : "");
}

static gboolean
count_need (DcrDb *db, const DcrClosing *closing, GError **error)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *day = NULL;

  if (closing->call->need == DCR_NEED_NONE)
    return TRUE;
  now = g_date_time_new_from_unix_local (closing->closed / 1000);
  day = g_date_time_format (now, "%Y-%m-%d");
  return dcr_db_run (db, error,
                     "INSERT INTO need_count(day,need,calls) VALUES(?1,?2,1)"
                     " ON CONFLICT DO UPDATE SET calls=calls+1",
                     "ti", day, (gint64) closing->call->need);
}

gboolean
dcr_closing_write (DcrDb *db, gpointer data, GError **error)
{
  const DcrClosing *closing = data;
  /* silent calls and mistakes are « non qualifié » whatever was picked before */
  const char *reason
      = dcr_outcome_is_unqualified (closing->call->outcome) ? NULL : closing->call->reason;

  DcrUuid caller = { 0 };

  return put_caller (db, closing, &caller, error)
         && put_call (db, closing, &caller, reason, error) && put_articles (db, closing, error)
         && put_passages (db, closing, error) && put_secondary (db, closing, error)
         && put_contact (db, closing, reason, error)
         && dcr_learned_add (db, closing->call, reason, 1, error) && count_need (db, closing, error)
         && (closing->hook == NULL
             || closing->hook (db, closing->call, &closing->person, closing->hook_data, error))
         && dcr_db_run (db, error, "DELETE FROM call_draft WHERE id=?1", "u", &closing->call->id);
}

gboolean
dcr_closing_record (DcrStore *store, DcrReasonGrid *grid, DcrCall *call, GError **error)
{
  const DcrReason *reason = dcr_reason_grid_find (grid, call->reason);
  g_autoptr (DcrContactKeys) keys
      = dcr_contact_keys_open (dcr_store_get_folder (store), dcr_clock_now_ms (), error);
  g_autoptr (DcrClosing) closing = NULL;
  DcrUuid person;

  if (keys == NULL || !dcr_person_find_own (store, &person, error))
    return FALSE;
  closing = dcr_closing_new (call, &person, reason ? reason->path : NULL, error);
  if (closing == NULL)
    return FALSE;
  closing->contacts = dcr_contact_hashes (keys, call->number);
  if (call->ended != 0)
    closing->closed = call->ended; /* it was closed then, not now */
  return dcr_store_write (store, dcr_closing_write, closing, error);
}
