/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-outbox-state.h"

#include <string.h>

#include "base/dcr-log.h"
#include "followup/dcr-outbox.h"

gint64
dcr_outbox_backoff (int tries)
{
  static const int minutes[] = { 1, 5, 15, 60, 240, 720, 1440 };
  int at = CLAMP (tries, 1, (int) G_N_ELEMENTS (minutes)) - 1;
  return (gint64) (minutes[at] * 60000.0 * g_random_double_range (0.75, 1.25));
}

/* ---- In -------------------------------------------------------------------------------------- */

static gboolean
insert_row (DcrDb *db, const DcrMessage *m, GBytes *hash, GError **error)
{
  gsize size = 0;
  gconstpointer bytes = hash != NULL ? g_bytes_get_data (hash, &size) : NULL;

  return dcr_db_run (
      db, error,
      "INSERT OR REPLACE INTO message(id,call,person,channel,state,template,template_number,title,recipient,"
      "recipient_hash,recipient_mask,subject,body,html,names,message_id,parts,written,due,changed,replaces,"
      "draft,queued) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?18)",
      "uuuiiuittbtttttti" "iiiut", &m->id, &m->call, &m->person, (gint64) m->channel, (gint64) m->state,
      &m->template_id, (gint64) m->template_number, m->title, m->recipient, bytes, size,
      m->recipient_mask, m->subject, m->body, m->html, m->names, m->message_id, (gint64) m->parts,
      m->written, m->due, m->changed, &m->replaces, m->draft);
}

static gboolean
insert_passages (DcrDb *db, const DcrMessage *m, GError **error)
{
  for (guint i = 0; i < m->passages->len; i++)
    {
      const DcrMessagePassage *p = g_ptr_array_index (m->passages, i);
      if (!dcr_db_run (db, error, "INSERT INTO message_passage VALUES(?1,?2,?3,?4,?5,?6,?7,0)",
                       "uititti", &m->id, (gint64) i, p->article, p->version, p->address, p->hash,
                       (gint64) p->quoted))
        return FALSE;
    }
  for (guint i = 0; i < m->attachments->len; i++)
    if (!dcr_db_run (db, error, "INSERT INTO message_attachment VALUES(?1,?2,?3)", "uiu", &m->id,
                     (gint64) i, &g_array_index (m->attachments, DcrUuid, i)))
      return FALSE;
  return TRUE;
}

gboolean
dcr_outbox_insert (DcrDb *db, const DcrMessage *message, GBytes *key, GError **error)
{
  g_autoptr (GBytes) hash = key != NULL && message->recipient != NULL
                                ? dcr_outbox_hash (key, message->recipient) : NULL;
  gint64 other = dcr_db_get_int (
      db, 0, error, "SELECT count(*) FROM message WHERE id=?1 AND state<>1", "u", &message->id);

  if (other != 0) /* sent already: a double key press, or a draft saved late */
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This message was already sent: nothing was sent twice."));
      return FALSE;
    }
  return dcr_db_run (db, error, "DELETE FROM message_passage WHERE message=?1", "u", &message->id)
         && dcr_db_run (db, error, "DELETE FROM message_attachment WHERE message=?1", "u",
                        &message->id)
         && insert_row (db, message, hash, error) && insert_passages (db, message, error);
}

/* ---- One way from a state to another --------------------------------------------------------- */

typedef struct
{
  DcrMessageState state;
  gboolean cancel_asked;
  gint64 queued;
  int attempts;
  int parts;
  guint reports;
} Row;

static gboolean
read_row (DcrDb *db, const DcrUuid *id, Row *row, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT state,cancel_asked,queued,attempts,parts,reports FROM message WHERE id=?1",
      error);
  g_autoptr (GError) inner = NULL;

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (dcr_stmt_step (stmt, &inner))
    {
      *row = (Row) { dcr_stmt_int (stmt, 0), dcr_stmt_int (stmt, 1), dcr_stmt_int (stmt, 2),
                     dcr_stmt_int (stmt, 3), dcr_stmt_int (stmt, 4), dcr_stmt_int (stmt, 5) };
      return TRUE;
    }
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This message is no longer kept."));
  return FALSE;
}

/* @why NULL keeps the words that are there; @due 0 keeps the time. */
static gboolean
move (DcrDb *db, const DcrUuid *id, DcrMessageState state, const char *why, gint64 due, gint64 now,
      GError **error)
{
  gboolean ends = dcr_message_state_ends (state);

  return dcr_db_run (
      db, error,
      "UPDATE message SET state=?2, why=ifnull(?3,why), due=CASE ?4 WHEN 0 THEN due ELSE ?4 END, changed=?5,"
      " handed=CASE WHEN ?2=4 THEN ?5 WHEN ?2=5 THEN ifnull(handed,?5) ELSE handed END, ended=CASE WHEN ?6 THEN ?5 ELSE NULL END,"
      " recipient=CASE WHEN ?6 THEN NULL ELSE recipient END, names=CASE WHEN ?6 THEN NULL ELSE names END,"
      " version=version+1 WHERE id=?1",
      "uitiii", id, (gint64) state, why, due, now, (gint64) ends);
}

/* ---- Taking and sending ------------------------------------------------------------ */

static GPtrArray *
find_due (DcrDb *db, DcrChannel channel, guint limit, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_message_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT id FROM message INDEXED BY message_due WHERE state=2 AND channel=?1 AND due<=?2"
          " ORDER BY due,id LIMIT ?3", error);
  g_autoptr (GError) inner = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, channel);
  dcr_stmt_bind_int (stmt, 2, now);
  dcr_stmt_bind_int (stmt, 3, limit);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrUuid id;
      dcr_stmt_uuid (stmt, 0, &id);
      DcrMessage *message = dcr_message_get (db, &id, &inner);
      if (message == NULL)
        break;
      g_ptr_array_add (found, message);
    }
  if (inner == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

static gboolean
take_one (DcrDb *db, DcrMessage *message, gint64 now, GError **error)
{
  message->state = DCR_MESSAGE_SENDING;
  message->attempts++;
  return dcr_db_run (db, error,
                     "UPDATE message SET state=3, attempts=attempts+1, changed=?2, version=version+1"
                     " WHERE id=?1", "ui", &message->id, now)
         && dcr_db_run (db, error,
                        "INSERT INTO attempt(message,number,began) VALUES(?1,"
                        "(SELECT ifnull(max(number),0)+1 FROM attempt WHERE message=?1),?2)",
                        "ui", &message->id, now);
}

/* Takes what may leave at this hour of its recipient into @taken, and puts the rest off. */
static gboolean
take_open (DcrDb *db, GPtrArray *found, const DcrHours *hours, GPtrArray *taken, gint64 now,
           GError **error)
{
  for (guint i = 0; i < found->len; i++)
    {
      DcrMessage *message = g_ptr_array_index (found, i);
      gint64 opens = now;
      if (hours != NULL)
        {
          DcrHours there = dcr_message_hours (hours, message->recipient);
          opens = dcr_hours_next_open (&there, now);
        }
      if (opens > now ? !dcr_db_run (db, error, "UPDATE message SET due=?2 WHERE id=?1", "ui",
                                     &message->id, opens)
                      : !take_one (db, message, now, error))
        return FALSE;
      if (opens > now)
        continue;
      g_ptr_array_add (taken, message);
      found->pdata[i] = NULL;
    }
  return TRUE;
}

GPtrArray *
dcr_outbox_take (DcrDb *db, DcrChannel channel, const DcrHours *hours, guint limit, gint64 now,
                 GError **error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_message_free);
  guint n_found = limit;

  /* those of a place where it is night do not stand before those of one where it is day */
  while (taken->len == 0 && n_found == limit)
    {
      g_autoptr (GPtrArray) found = find_due (db, channel, limit, now, error);
      if (found == NULL || !take_open (db, found, hours, taken, now, error))
        return NULL;
      n_found = found->len;
    }
  return g_steal_pointer (&taken);
}

/* The attempt under way is the last one. */
#define LAST_ATTEMPT                                                                               \
  " WHERE message=?1 AND number=(SELECT max(number) FROM attempt WHERE message=?1)"

gboolean
dcr_outbox_leave (DcrDb *db, const DcrUuid *id, gint64 now, gboolean *go, GError **error)
{
  Row row;

  if (!read_row (db, id, &row, error))
    return FALSE;
  *go = row.state == DCR_MESSAGE_SENDING && !row.cancel_asked;
  return !*go || dcr_db_run (db, error, "UPDATE attempt SET body=?2" LAST_ATTEMPT, "ui", id, now);
}

gboolean
dcr_outbox_put_back (DcrDb *db, const DcrUuid *id, GError **error)
{
  return dcr_db_run (db, error, "DELETE FROM attempt" LAST_ATTEMPT, "u", id)
         && dcr_db_run (db, error,
                        "UPDATE message SET state=CASE WHEN cancel_asked THEN 9 ELSE 2 END,"
                        " attempts=attempts-1, version=version+1,"
                        " ended=CASE WHEN cancel_asked THEN changed END,"
                        " recipient=CASE WHEN cancel_asked THEN NULL ELSE recipient END,"
                        " names=CASE WHEN cancel_asked THEN NULL ELSE names END WHERE id=?1 AND state=3",
                        "u", id);
}

static gboolean
end_attempt (DcrDb *db, const DcrUuid *id, const DcrSendResult *result, gint64 now, GError **error)
{
  g_autofree char *answer = dcr_log_mask (result->answer);
  return dcr_db_run (db, error,
                     "UPDATE attempt SET ended=?2, outcome=?3, code=?4, answer=?5" LAST_ATTEMPT,
                     "uiiit", id, now, (gint64) result->outcome, (gint64) result->code, answer);
}

/* The state that the reports so far make of @row; the state itself when they change nothing. */
static DcrMessageState
state_by_reports (const Row *row)
{
  gboolean delivered = row->reports & DCR_REPORT_DELIVERED;
  gboolean failed = row->reports & DCR_REPORT_FAILED;

  if (row->state == DCR_MESSAGE_DRAFT || row->state == DCR_MESSAGE_CANCELLED)
    return row->state;
  if (failed && (!delivered || row->parts > 1))
    return row->state == DCR_MESSAGE_QUEUED || row->state == DCR_MESSAGE_SUSPENDED
               ? row->state
               : DCR_MESSAGE_FAILED;
  if (delivered)
    return DCR_MESSAGE_DELIVERED;
  if ((row->reports & (DCR_REPORT_ACCEPTED | DCR_REPORT_WAITING))
      && row->state == DCR_MESSAGE_PERHAPS)
    return DCR_MESSAGE_HANDED;
  return row->state;
}

static gboolean
refused_for_now (DcrDb *db, const DcrUuid *id, const Row *row, const char *why, gint64 now,
                 GError **error)
{
  if (row->cancel_asked)
    return move (db, id, DCR_MESSAGE_CANCELLED, why, 0, now, error);
  if (row->attempts >= DCR_OUTBOX_MAX_TRIES || now - row->queued > DCR_OUTBOX_MAX_AGE_MS)
    return move (db, id, DCR_MESSAGE_FAILED, why, 0, now, error);
  return move (db, id, DCR_MESSAGE_QUEUED, why, now + dcr_outbox_backoff (row->attempts), now,
               error);
}

/* A message whose reports came before the answer stays where they brought it. */
static gboolean
answered (DcrDb *db, const DcrUuid *id, Row *row, DcrMessageState state, const char *why,
          gint64 now, GError **error)
{
  row->state = state;
  return move (db, id, state_by_reports (row), why, 0, now, error);
}

gboolean
dcr_outbox_record (DcrDb *db, const DcrUuid *id, const DcrSendResult *result, gint64 now,
                   GError **error)
{
  g_autofree char *why = NULL;
  Row row;

  if (!read_row (db, id, &row, error))
    return FALSE;
  if (row.state != DCR_MESSAGE_SENDING) /* a report said what became of it before the answer came */
    return end_attempt (db, id, result, now, error);
  if (result->outcome == DCR_SEND_CLOSED)
    return dcr_outbox_put_back (db, id, error);
  if (!end_attempt (db, id, result, now, error))
    return FALSE;
  {
    DcrChannel channel
        = dcr_db_get_int (db, 0, NULL, "SELECT channel FROM message WHERE id=?1", "u", id);
    why = dcr_message_explain (channel, result);
  }
  switch (result->outcome)
    {
    case DCR_SEND_ACCEPTED:
      return answered (db, id, &row, DCR_MESSAGE_HANDED, why, now, error);
    case DCR_SEND_UNKNOWN:
      return answered (db, id, &row, DCR_MESSAGE_PERHAPS, why, now, error);
    case DCR_SEND_REFUSED:
      return move (db, id, DCR_MESSAGE_FAILED, why, 0, now, error);
    case DCR_SEND_LATER:
    case DCR_SEND_NONE:
    case DCR_SEND_CLOSED:
    default:
      return refused_for_now (db, id, &row, why, now, error);
    }
}

static GArray *
select_ids (DcrDb *db, const char *sql, gint64 bound, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (DcrUuid));
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);
  g_autoptr (GError) inner = NULL;

  if (stmt == NULL)
    return NULL;
  if (strstr (sql, "?1") != NULL)
    dcr_stmt_bind_int (stmt, 1, bound);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrUuid id;
      if (dcr_stmt_uuid (stmt, 0, &id))
        g_array_append_val (ids, id);
    }
  if (inner == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

static gboolean
recover_one (DcrDb *db, const DcrUuid *id, gint64 now, GError **error)
{
  DcrSendResult result = { 0 };
  gint64 left = dcr_db_get_int (db, 0, NULL, "SELECT body FROM attempt" LAST_ATTEMPT, "u", id);

  if (left == 0)
    return dcr_outbox_put_back (db, id, error);
  dcr_send_result_set (&result, DCR_SEND_UNKNOWN, 0, "the program ended before the answer");
  return dcr_outbox_record (db, id, &result, now, error);
}

gboolean
dcr_outbox_recover (DcrDb *db, gint64 now, guint *n, GError **error)
{
  g_autoptr (GArray) ids
      = select_ids (db, "SELECT id FROM message INDEXED BY message_taken WHERE state=3", 0, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!recover_one (db, &g_array_index (ids, DcrUuid, i), now, error))
      return FALSE;
  *n = ids->len;
  return TRUE;
}

gboolean
dcr_outbox_settle (DcrDb *db, gint64 now, GError **error)
{
  g_autoptr (GArray) old = NULL;

  if (!dcr_db_run (db, error,
                   "UPDATE message SET ended=?2, recipient=NULL, names=NULL, version=version+1"
                   " WHERE state=4 AND handed<=?1 AND ended IS NULL",
                   "ii", now - DCR_OUTBOX_SETTLE_MS, now))
    return FALSE;
  old = select_ids (db, "SELECT id FROM message WHERE state=2 AND written<?1 AND queued<?1",
                    now - DCR_OUTBOX_MAX_AGE_MS, error);
  if (old == NULL)
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    if (!move (db, &g_array_index (old, DcrUuid, i), DCR_MESSAGE_FAILED,
               _("not sent after three days of trying"), 0, now, error))
      return FALSE;
  return TRUE;
}

/* ---- What comes back ------------------------------------------------------------------------- */

static const char *
words_of_reports (DcrMessageState state)
{
  return state == DCR_MESSAGE_FAILED ? _("not delivered, says the operator") : "";
}

gboolean
dcr_outbox_report (DcrDb *db, const DcrUuid *id, DcrReportKind kind, gint64 now, gboolean *known,
                   GError **error)
{
  g_autoptr (GError) inner = NULL;
  DcrMessageState state;
  Row row;

  *known = read_row (db, id, &row, &inner);
  if (!*known)
    {
      if (g_error_matches (inner, DCR_ERROR, DCR_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if ((row.reports & kind) == kind)
    return TRUE;
  row.reports |= kind;
  if (!dcr_db_run (db, error, "UPDATE message SET reports=?2, version=version+1 WHERE id=?1", "ui",
                   id, (gint64) row.reports))
    return FALSE;
  state = state_by_reports (&row);
  return state == row.state || move (db, id, state, words_of_reports (state), 0, now, error);
}

static gboolean
bounce_one (DcrDb *db, const DcrUuid *id, const char *status, gint64 now, GError **error)
{
  DcrSendResult result = { 0 };
  g_autofree char *answer = g_strdup_printf (" %s ", status != NULL ? status : "");
  g_autofree char *why = NULL;
  Row row;

  if (!read_row (db, id, &row, error))
    return FALSE;
  if (row.state == DCR_MESSAGE_DRAFT || row.state == DCR_MESSAGE_CANCELLED)
    return TRUE;
  dcr_send_result_set (&result, DCR_SEND_REFUSED, 550, answer);
  why = dcr_message_explain (DCR_CHANNEL_MAIL, &result);
  return dcr_db_run (db, error, "UPDATE message SET reports=reports|?2 WHERE id=?1", "ui", id,
                     (gint64) DCR_REPORT_FAILED)
         && move (db, id, DCR_MESSAGE_FAILED, why, 0, now, error);
}

gboolean
dcr_outbox_bounce (DcrDb *db, const char *message_id, gboolean failed, const char *status,
                   gint64 now, gboolean *known, GError **error)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id FROM message WHERE message_id=?1", error);
  g_autoptr (GError) inner = NULL;
  DcrUuid id;

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_text (stmt, 1, message_id);
  *known = dcr_stmt_step (stmt, &inner) && dcr_stmt_uuid (stmt, 0, &id);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  dcr_stmt_reset (stmt);
  if (!*known)
    return TRUE;
  if (failed)
    return bounce_one (db, &id, status, now, error);
  return dcr_db_run (db, error,
                     "UPDATE message SET why=?2, changed=?3, version=version+1 WHERE id=?1"
                     " AND state=4",
                     "uti", &id, _("delayed, the other server keeps trying"), now);
}

/* ---- What a person does ---------------------------------------------------------------------- */

static gboolean
refuse_act (GError **error)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
               _("The message moved on meanwhile: nothing was done. Look at its state again."));
  return FALSE;
}

static gboolean
cancel (DcrDb *db, const DcrUuid *id, const Row *row, gint64 now, GError **error)
{
  switch (row->state)
    {
    case DCR_MESSAGE_DRAFT:
    case DCR_MESSAGE_QUEUED:
    case DCR_MESSAGE_SUSPENDED:
      return move (db, id, DCR_MESSAGE_CANCELLED, _("cancelled by the agent"), 0, now, error);
    case DCR_MESSAGE_SENDING:
      return dcr_db_run (
          db, error, "UPDATE message SET cancel_asked=1, version=version+1 WHERE id=?1", "u", id);
    default:
      return refuse_act (error);
    }
}

gboolean
dcr_outbox_act (DcrDb *db, const DcrUuid *id, DcrOutboxAct act, gint64 now, GError **error)
{
  Row row;

  if (!read_row (db, id, &row, error))
    return FALSE;
  switch (act)
    {
    case DCR_OUTBOX_CANCEL:
      return cancel (db, id, &row, now, error);
    case DCR_OUTBOX_RESUME:
      if (row.state != DCR_MESSAGE_SUSPENDED)
        return refuse_act (error);
      /* what was looked at is not to stop it again */
      return dcr_db_run (db, error,
                         "UPDATE message_passage SET changed=2 WHERE message=?1 AND changed=1", "u",
                         id)
             && dcr_db_run (db, error, "UPDATE message SET queued=?2 WHERE id=?1", "ui", id, now)
             && move (db, id, DCR_MESSAGE_QUEUED, "", now, now, error);
    case DCR_OUTBOX_FILE:
      return row.state == DCR_MESSAGE_PERHAPS
                 ? move (db, id, DCR_MESSAGE_HANDED, _("filed as sent by the agent"), 0, now, error)
                 : refuse_act (error);
    case DCR_OUTBOX_AWAIT:
      return row.state == DCR_MESSAGE_PERHAPS
                 ? dcr_db_run (db, error,
                               "UPDATE message SET due=?2, version=version+1 WHERE id=?1", "ui", id,
                               now + DCR_OUTBOX_AWAIT_MS)
                 : refuse_act (error);
    case DCR_OUTBOX_RESEND:
      if (row.state != DCR_MESSAGE_PERHAPS)
        return refuse_act (error);
      return dcr_db_run (db, error, "UPDATE message SET reports=0, queued=?2 WHERE id=?1", "ui", id,
                         now)
             && move (db, id, DCR_MESSAGE_QUEUED, _("sent again by the agent"), now, now, error);
    case DCR_OUTBOX_HURRY:
      return row.state == DCR_MESSAGE_QUEUED
                 ? dcr_db_run (db, error, "UPDATE message SET due=?2 WHERE id=?1", "ui", id, now)
                 : refuse_act (error);
    default:
      return refuse_act (error);
    }
}

/* ---- Passages that change -------------------------------------------------------------------- */

static gboolean
passages_hold (DcrDb *db, const DcrUuid *id, DcrOutboxCheckFunc check, gpointer data,
               gboolean *hold, GError **error)
{
  g_autoptr (DcrMessage) message = dcr_message_get (db, id, error);

  if (message == NULL)
    return FALSE;
  *hold = TRUE;
  for (guint i = 0; i < message->passages->len; i++)
    {
      const DcrMessagePassage *p = g_ptr_array_index (message->passages, i);
      if (p->changed == 2 || check (p->article, p->address, p->hash, data))
        continue;
      *hold = FALSE;
      if (!dcr_db_run (db, error,
                       "UPDATE message_passage SET changed=1 WHERE message=?1 AND position=?2",
                       "ui", id, (gint64) i))
        return FALSE;
    }
  return TRUE;
}

gboolean
dcr_outbox_check_passages (DcrDb *db, DcrOutboxCheckFunc check, gpointer data, gint64 now,
                           guint *n_suspended, GError **error)
{
  g_autoptr (GArray) ids
      = select_ids (db,
                    "SELECT DISTINCT m.id FROM message m JOIN message_passage p ON p.message=m.id"
                    " WHERE m.state=2",
                    0, error);
  *n_suspended = 0;
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const DcrUuid *id = &g_array_index (ids, DcrUuid, i);
      gboolean hold;
      if (!passages_hold (db, id, check, data, &hold, error))
        return FALSE;
      if (hold)
        continue;
      if (!move (db, id, DCR_MESSAGE_SUSPENDED, _("a passage it quotes changed"), 0, now, error))
        return FALSE;
      ++*n_suspended;
    }
  return TRUE;
}
