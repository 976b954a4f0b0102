/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-escalation.h"

#include <string.h>
#include <sys/random.h>

#include "base/dcr-clock.h"
#include "followup/dcr-escalation-private.h"
#include "text/dcr-french.h"

DcrEscalation *
dcr_escalation_new (void)
{
  DcrEscalation *self = g_new0 (DcrEscalation, 1);
  self->severity = DCR_SEVERITY_NORMAL;
  self->facts = dcr_facts_new ();
  self->passages = dcr_kept_new ();
  self->dropped = dcr_dropped_new ();
  return self;
}

void
dcr_escalation_free (DcrEscalation *self)
{
  if (self == NULL)
    return;
  g_free (self->token);
  g_free (self->queue);
  g_free (self->queue_name);
  g_free (self->reason);
  g_free (self->reason_path);
  g_free (self->question);
  g_free (self->wants);
  g_free (self->told);
  g_free (self->promise);
  g_free (self->phone);
  g_free (self->masked);
  g_free (self->same);
  g_free (self->author_name);
  g_free (self->holder_name);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->passages);
  g_ptr_array_unref (self->dropped);
  g_free (self);
}

char *
dcr_escalation_name (gint64 number)
{
  return g_strdup_printf ("E-%04" G_GINT64_FORMAT, number);
}

/* ---- Reading ------------------------------------------------------------ */

#define ROW_COLUMNS                                                                                \
  "e.id, e.number, e.token, e.call, e.queue, e.reason, e.reason_path, e.severity, e.question,"     \
  " e.wants, e.told, e.promise, e.facts, e.passages, e.dropped, e.complete, e.asked, e.phone,"     \
  " e.masked, e.author, e.created, e.due, e.state, e.holder, e.touched, e.ended, e.merged_into,"   \
  " e.version, q.name, a.display, h.display"
#define ROW_TABLES                                                                                 \
  " FROM escalation e LEFT JOIN queue q ON q.id = e.queue LEFT JOIN person a ON a.id = e.author"   \
  " LEFT JOIN person h ON h.id = e.holder "

static void
set_list (GPtrArray **list, GPtrArray *value)
{
  g_ptr_array_unref (*list);
  *list = value;
}

static DcrEscalation *
read_row (DcrStmt *stmt)
{
  DcrEscalation *self = dcr_escalation_new ();

  dcr_stmt_uuid (stmt, 0, &self->id);
  self->number = dcr_stmt_int (stmt, 1);
  self->token = g_strdup (dcr_stmt_text (stmt, 2));
  dcr_stmt_uuid (stmt, 3, &self->call);
  self->queue = g_strdup (dcr_stmt_text (stmt, 4));
  self->reason = g_strdup (dcr_stmt_text (stmt, 5));
  self->reason_path = g_strdup (dcr_stmt_text (stmt, 6));
  self->severity = dcr_stmt_int (stmt, 7);
  self->question = g_strdup (dcr_stmt_text (stmt, 8));
  self->wants = g_strdup (dcr_stmt_text (stmt, 9));
  self->told = g_strdup (dcr_stmt_text (stmt, 10));
  self->promise = g_strdup (dcr_stmt_text (stmt, 11));
  set_list (&self->facts, dcr_facts_from_text (dcr_stmt_text (stmt, 12)));
  set_list (&self->passages, dcr_kept_from_text (dcr_stmt_text (stmt, 13)));
  set_list (&self->dropped, dcr_dropped_from_text (dcr_stmt_text (stmt, 14)));
  self->complete = dcr_stmt_int (stmt, 15);
  self->asked = dcr_stmt_int (stmt, 16);
  self->phone = g_strdup (dcr_stmt_text (stmt, 17));
  self->masked = g_strdup (dcr_stmt_text (stmt, 18));
  dcr_stmt_uuid (stmt, 19, &self->author);
  self->created = dcr_stmt_int (stmt, 20);
  self->due = dcr_stmt_int (stmt, 21);
  self->state = dcr_stmt_int (stmt, 22);
  dcr_stmt_uuid (stmt, 23, &self->holder);
  self->touched = dcr_stmt_int (stmt, 24);
  self->ended = dcr_stmt_int (stmt, 25);
  dcr_stmt_uuid (stmt, 26, &self->merged_into);
  self->version = dcr_stmt_int (stmt, 27);
  self->queue_name = g_strdup (dcr_stmt_text (stmt, 28));
  self->author_name = g_strdup (dcr_stmt_text (stmt, 29));
  self->holder_name = g_strdup (dcr_stmt_text (stmt, 30));
  return self;
}

static void
set_not_found (GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no such escalation here."));
}

DcrEscalation *
dcr_escalation_get (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT " ROW_COLUMNS ROW_TABLES "WHERE e.id = ?1", error);
  GError *step_error = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (dcr_stmt_step (stmt, &step_error))
    return read_row (stmt);
  if (step_error != NULL)
    g_propagate_error (error, step_error);
  else
    set_not_found (error);
  return NULL;
}

gboolean
dcr_escalation_find_token (DcrDb *db, const char *token, DcrUuid *id)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id FROM escalation WHERE token = ?1", NULL);
  if (stmt == NULL || token == NULL)
    return FALSE;
  dcr_stmt_bind_text (stmt, 1, token);
  return dcr_stmt_step (stmt, NULL) && dcr_stmt_uuid (stmt, 0, id);
}

/* ---- Duplicates ------------------------------------------------------------------------------ */

/* « 5XK2 81940 », « 5xk2-81940 » and « 5XK281940 » are one file. The number itself is not indexed. */
static char *
hash_same (const char *same)
{
  g_autofree char *folded = dcr_french_fold (same != NULL ? same : "", -1);
  GString *kept = g_string_new (NULL);
  char *hash;

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (kept, *p);
  /* shorter ones are ordinary numbers: a year, a floor */
  hash = kept->len >= 5 ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, kept->str, kept->len)
                        : NULL;
  g_string_free (kept, TRUE);
  return hash;
}

static GPtrArray *
list_same (DcrDb *db, const char *hash, const DcrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_escalation_free);
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT " ROW_COLUMNS ROW_TABLES
      "WHERE e.same = ?1 AND e.ended IS NULL AND e.id IS NOT ?2 ORDER BY e.created LIMIT 5",
      error);

  if (stmt == NULL)
    return NULL;
  if (hash == NULL)
    return g_steal_pointer (&found);
  dcr_stmt_bind_text (stmt, 1, hash);
  dcr_stmt_bind_uuid (stmt, 2, id);
  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (found, read_row (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&found);
}

GPtrArray *
dcr_escalation_find_same (DcrDb *db, const char *same, const DcrUuid *id, GError **error)
{
  g_autofree char *hash = hash_same (same);
  return list_same (db, hash, id, error);
}

GPtrArray *
dcr_escalation_find_alike (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autofree char *hash
      = dcr_db_get_text (db, NULL, "SELECT same FROM escalation WHERE id = ?1", "u", id);
  return list_same (db, hash, id, error);
}

/* ---- Sending --------------------------------------------------------------------------------- */

/* Spoken, typed and in an address: letters and digits that are not taken for one another. 80 bits. */
static char *
new_token (void)
{
  static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guint8 bytes[16];
  char *token = g_malloc0 (sizeof bytes + 1);

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    for (guint i = 0; i < sizeof bytes; i++)
      bytes[i] = (guint8) g_random_int ();
  for (guint i = 0; i < sizeof bytes; i++)
    token[i] = letters[bytes[i] & 31];
  return token;
}

/* What the filter of the list looks into: the sentence, the reason, the queue, its number. */
static char *
folded_text (DcrDb *db, const DcrEscalation *self)
{
  g_autofree char *queue
      = dcr_db_get_text (db, NULL, "SELECT name FROM queue WHERE id = ?1", "t", self->queue);
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *all = g_strjoin (" ", self->question, self->reason_path ? self->reason_path : "",
                                    queue ? queue : "", name, NULL);
  return dcr_french_fold (all, -1);
}

gboolean
dcr_escalation_add_event (DcrDb *db, const DcrDeed *deed, gint64 seq, DcrEscalationState state,
                          gint64 at, GError **error)
{
  DcrUuid id = dcr_uuid_new ();
  return dcr_db_run (
      db, error,
      "INSERT INTO escalation_event(id, escalation, seq, act, state, author, who, at, text, other, message_id)"
      " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
      "uuiiiutitut", &id, &deed->escalation, seq, (gint64) deed->act, (gint64) state, deed->person,
      deed->who ? deed->who : "", at, deed->text ? deed->text : "", deed->other, deed->message_id);
}

static gboolean
insert_row (DcrDb *db, DcrEscalation *self, GError **error)
{
  g_autofree char *facts = dcr_facts_to_text (self->facts);
  g_autofree char *passages = dcr_kept_to_text (self->passages);
  g_autofree char *dropped = dcr_dropped_to_text (self->dropped);
  g_autofree char *same = hash_same (self->same);
  g_autofree char *folded = folded_text (db, self);

  return dcr_db_run (db, error,
                     "INSERT INTO escalation(id, number, token, call, queue, reason, reason_path, "
                     "severity, question, wants,"
                     " told, promise, facts, passages, dropped, complete, asked, phone, masked, "
                     "author, created, due, state,"
                     " touched, same, folded, version)"
                     " VALUES(?1,?2,?3,?4,?5,?6,coalesce(?7,''),?8,?9,coalesce(?10,''),coalesce(?"
                     "11,''),coalesce(?12,''),?13,"
                     "?14,?15,?16,?17,?18,coalesce(?19,''),?20,?21,?22,?23,?21,?24,?25,1)",
                     "uituttti"
                     "ttttttt"
                     "iittuiiitt",
                     &self->id, self->number, self->token, &self->call, self->queue, self->reason,
                     self->reason_path, (gint64)self->severity, self->question, self->wants,
                     self->told, self->promise, facts, passages, dropped, (gint64)self->complete,
                     (gint64)self->asked, self->phone, self->masked, &self->author, self->created,
                     self->due, (gint64)self->state, same, folded);
}

gboolean
dcr_escalation_send (DcrDb *db, DcrEscalation *self, GError **error)
{
  DcrDeed deed = { .act = DCR_ACT_SEND, .person = &self->author };
  GError *read_error = NULL;

  if (self->queue == NULL || self->question == NULL || self->question[0] == '\0')
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INCOMPLETE,
          _("An escalation needs a queue and its question in one sentence. Nothing was sent."));
      return FALSE;
    }
  if (dcr_uuid_is_null (&self->id))
    self->id = dcr_uuid_new ();
  self->number = 1 + dcr_db_get_int (db, 0, &read_error, "SELECT max(number) FROM escalation", "");
  if (read_error != NULL)
    {
      g_propagate_error (error, read_error);
      return FALSE;
    }
  g_free (self->token);
  self->token = new_token ();
  self->state = DCR_ESCALATION_RECEIVED;
  if (self->created == 0)
    self->created = dcr_clock_now_ms ();
  self->touched = self->created;
  self->version = 1;
  deed.escalation = self->id;
  return insert_row (db, self, error)
         && dcr_escalation_add_event (db, &deed, 1, self->state, self->created, error);
}

/* ---- Timeline -------------------------------------------------------------------------------- */

static void
event_free (gpointer data)
{
  DcrEscalationEvent *event = data;
  g_free (event->who);
  g_free (event->text);
  g_free (event);
}

static DcrEscalationEvent *
read_event (DcrStmt *stmt)
{
  DcrEscalationEvent *event = g_new0 (DcrEscalationEvent, 1);
  event->seq = dcr_stmt_int (stmt, 0);
  event->act = dcr_stmt_int (stmt, 1);
  event->state = dcr_stmt_int (stmt, 2);
  dcr_stmt_uuid (stmt, 3, &event->author);
  event->who = g_strdup (dcr_stmt_text (stmt, 4));
  event->at = dcr_stmt_int (stmt, 5);
  event->text = g_strdup (dcr_stmt_text (stmt, 6));
  dcr_stmt_uuid (stmt, 7, &event->other);
  return event;
}

GPtrArray *
dcr_escalation_events (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (event_free);
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT v.seq, v.act, v.state, v.author, coalesce(p.display, v.who), v.at, v.text, v.other"
      " FROM escalation_event v LEFT JOIN person p ON p.id = v.author WHERE v.escalation = ?1 ORDER BY v.seq",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (events, read_event (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&events);
}
