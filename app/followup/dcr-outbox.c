/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-outbox.h"

#include <string.h>
#include <sys/random.h>

#include "base/dcr-clock.h"
#include "store/dcr-files.h"

#define KEY_SIZE 32

struct _DcrOutbox
{
  GObject parent_instance;

  DcrStore *store;
  GBytes *key;
};

G_DEFINE_FINAL_TYPE (DcrOutbox, dcr_outbox, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
dcr_outbox_dispose (GObject *object)
{
  DcrOutbox *self = DCR_OUTBOX (object);
  g_clear_pointer (&self->key, g_bytes_unref);
  G_OBJECT_CLASS (dcr_outbox_parent_class)->dispose (object);
}

static void
dcr_outbox_class_init (DcrOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_outbox_dispose;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dcr_outbox_init (DcrOutbox *self)
{
}

/* ---- The key of the hashes ------------------------------------------------------------ */

static GBytes *
make_key (const char *path, GError **error)
{
  guint8 key[KEY_SIZE];

  if (getrandom (key, sizeof key, 0) != sizeof key)
    {
      dcr_files_set_error (error, EIO, path);
      return NULL;
    }
  if (!dcr_files_write (path, (const char *) key, sizeof key, error))
    return NULL;
  return g_bytes_new (key, sizeof key);
}

GBytes *
dcr_outbox_load_key (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "message.key", NULL);
  g_autofree char *lock_path = g_build_filename (folder, "work.lock", NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  GBytes *key = NULL;
  /* two programs opening a new base at once agree on one key */
  int lock = dcr_files_lock (lock_path, 5000, error);

  if (lock < 0)
    return NULL;
  if (g_file_get_contents (path, &bytes, &size, NULL) && size == KEY_SIZE)
    key = g_bytes_new (bytes, size);
  else
    key = make_key (path, error);
  close (lock);
  return key;
}

GBytes *
dcr_outbox_hash (GBytes *key, const char *recipient)
{
  gsize size, digest_size = 32;
  const guint8 *bytes = g_bytes_get_data (key, &size);
  guint8 digest[32];
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, bytes, size);
  g_autofree char *folded = g_utf8_strdown (recipient, -1);

  g_hmac_update (hmac, (const guchar *) folded, strlen (folded));
  g_hmac_get_digest (hmac, digest, &digest_size);
  g_hmac_unref (hmac);
  return g_bytes_new (digest, digest_size);
}

DcrOutbox *
dcr_outbox_new (DcrStore *store, GError **error)
{
  g_autoptr (DcrOutbox) self = g_object_new (DCR_TYPE_OUTBOX, NULL);

  self->store = store;
  self->key = dcr_outbox_load_key (dcr_store_get_folder (store), error);
  return self->key != NULL ? g_steal_pointer (&self) : NULL;
}

DcrStore *
dcr_outbox_get_store (DcrOutbox *self)
{
  return self->store;
}

GBytes *
dcr_outbox_get_key (DcrOutbox *self)
{
  return self->key;
}

void
dcr_outbox_emit_changed (DcrOutbox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- Writing, queued ------------------------------------------------------------------------- */

typedef struct
{
  DcrMessage *message; /* or NULL */
  GBytes *key;
  DcrUuid id;
  DcrOutboxAct act;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  g_clear_pointer (&job->message, dcr_message_free);
  g_clear_pointer (&job->key, g_bytes_unref);
  g_free (job);
}

static gboolean
run_insert (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  return dcr_outbox_insert (db, job->message, job->key, error);
}

static gboolean
run_act (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  return dcr_outbox_act (db, &job->id, job->act, dcr_clock_now_ms (), error);
}

static gboolean
run_drop (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  return dcr_db_run (db, error, "DELETE FROM message_passage WHERE message IN"
                                " (SELECT id FROM message WHERE id=?1 AND state=1)", "u", &job->id)
         && dcr_db_run (db, error, "DELETE FROM message_attachment WHERE message IN"
                                   " (SELECT id FROM message WHERE id=?1 AND state=1)", "u", &job->id)
         && dcr_db_run (db, error, "DELETE FROM message WHERE id=?1 AND state=1", "u", &job->id);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (dcr_store_write_finish (result, &error))
    {
      dcr_outbox_emit_changed (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
complete (DcrOutbox *self, DcrMessage *message, const char *domain)
{
  gint64 now = dcr_clock_now_ms ();

  if (dcr_uuid_is_null (&message->id))
    message->id = dcr_uuid_new ();
  message->written = message->written != 0 ? message->written : now;
  message->due = message->due != 0 ? message->due : now;
  message->changed = now;
  if (message->recipient != NULL)
    {
      g_free (message->recipient_mask);
      message->recipient_mask = dcr_message_mask (message->channel, message->recipient);
    }
  if (message->message_id == NULL && message->channel == DCR_CHANNEL_MAIL)
    {
      char id[DCR_UUID_TEXT_SIZE];
      dcr_uuid_to_text (&message->id, id);
      message->message_id
          = g_strdup_printf ("%s@%s", id, domain != NULL ? domain : "decroche.invalid");
    }
}

void
dcr_outbox_put_async (DcrOutbox *self, DcrMessage *message, const char *domain,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  complete (self, message, domain);
  job->message = message;
  job->key = message->state == DCR_MESSAGE_DRAFT ? NULL : g_bytes_ref (self->key);
  dcr_store_write_async (self->store, run_insert, job, job_free, on_written, task);
}

gboolean
dcr_outbox_put (DcrOutbox *self, DcrMessage *message, const char *domain, GError **error)
{
  Job job = { message, message->state == DCR_MESSAGE_DRAFT ? NULL : self->key };

  complete (self, message, domain);
  return dcr_store_write (self->store, run_insert, &job, error);
}

void
dcr_outbox_drop_draft (DcrOutbox *self, const DcrUuid *id)
{
  Job *job = g_new0 (Job, 1);
  job->id = *id;
  dcr_store_write_async (self->store, run_drop, job, job_free, on_written,
                         g_task_new (self, NULL, NULL, NULL));
}

void
dcr_outbox_act_async (DcrOutbox *self, const DcrUuid *id, DcrOutboxAct act,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  job->id = *id;
  job->act = act;
  dcr_store_write_async (self->store, run_act, job, job_free, on_written,
                         g_task_new (self, NULL, callback, user_data));
}

gboolean
dcr_outbox_finish (DcrOutbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Looking up ------------------------------------------------------------------------------ */

DcrMessage *
dcr_outbox_find_draft (DcrOutbox *self, const DcrUuid *call, DcrChannel channel)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_store_reader (self->store),
      "SELECT " DCR_MESSAGE_COLUMNS " FROM message WHERE call=?1 AND state=1 AND channel=?2 ORDER BY id DESC",
      NULL);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, call);
  dcr_stmt_bind_int (stmt, 2, channel);
  return dcr_stmt_step (stmt, NULL) ? dcr_message_read (stmt) : NULL;
}

gint64
dcr_outbox_find_duplicate (DcrOutbox *self, const char *recipient, const DcrUuid *template_id,
                           int template_number, gint64 window_ms, char **who)
{
  g_autoptr (GBytes) hash = dcr_outbox_hash (self->key, recipient);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      dcr_store_reader (self->store),
      "SELECT m.written, p.display FROM message m LEFT JOIN person p ON p.id=m.person"
      " WHERE m.recipient_hash=?1 AND m.written>=?2 AND m.template=?3 AND m.template_number=?4"
      " AND m.state NOT IN (1,6,9) ORDER BY m.written LIMIT 1", NULL);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (hash, &size);

  if (who != NULL)
    *who = NULL;
  if (stmt == NULL)
    return 0;
  dcr_stmt_bind_blob (stmt, 1, bytes, size);
  dcr_stmt_bind_int (stmt, 2, dcr_clock_now_ms () - window_ms);
  dcr_stmt_bind_uuid (stmt, 3, template_id);
  dcr_stmt_bind_int (stmt, 4, template_number);
  if (!dcr_stmt_step (stmt, NULL))
    return 0;
  if (who != NULL)
    *who = g_strdup (dcr_stmt_text (stmt, 1));
  return dcr_stmt_int (stmt, 0);
}

/* Filters as SQL, ?3 is now; handed over counts as arrived once it is settled, and what perhaps left waits while a
 * person chose to await its report. */
#define TO_DECIDE "(state IN (6,8) OR (state=7 AND due<=?3))"
#define UNDER_WAY "(state IN (2,3) OR (state=4 AND ended IS NULL) OR (state=7 AND due>?3))"
#define ARRIVED "(state=5 OR (state=4 AND ended IS NOT NULL))"
static const char *const filters[] = { "state<>1", TO_DECIDE, UNDER_WAY, ARRIVED };
G_STATIC_ASSERT (G_N_ELEMENTS (filters) == DCR_N_OUTBOX_FILTERS);

/* What a list shows: all but the text. */
#define LIST_COLUMNS                                                                                   \
  "id,call,person,channel,state,template,template_number,title,NULL,recipient_mask,subject,NULL,NULL," \
  "NULL,message_id,parts,written,due,changed,handed,ended,attempts,why,cancel_asked,reports,replaces,NULL"

static GPtrArray *
read_list (DcrStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_message_free);
  g_autoptr (GError) inner = NULL;

  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (list, dcr_message_read (stmt));
  if (inner == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

GPtrArray *
dcr_outbox_list (DcrDb *db, DcrOutboxFilter filter, gint64 since, guint limit, GError **error)
{
  /* a decision that is due is due however old it is */
  g_autofree char *sql = g_strdup_printf (
      "SELECT " LIST_COLUMNS " FROM (SELECT * FROM message WHERE state IN (7,8) AND %s"
      " UNION SELECT * FROM (SELECT * FROM message WHERE written>=?1 AND state NOT IN (7,8) AND %s"
      " ORDER BY written DESC LIMIT ?2))"
      " ORDER BY CASE state WHEN 7 THEN iif(due>?3,3,0) WHEN 8 THEN 1 WHEN 6 THEN 2 WHEN 2 THEN 3 WHEN 3 THEN 3 ELSE 4 END,"
      " written DESC LIMIT ?2",
      filters[filter], filters[filter]);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, since);
  dcr_stmt_bind_int (stmt, 2, limit);
  dcr_stmt_bind_int (stmt, 3, dcr_clock_now_ms ());
  return read_list (stmt, error);
}

gboolean
dcr_outbox_count (DcrDb *db, gint64 since, guint *counts, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT count(*), ifnull(sum(" TO_DECIDE "),0), ifnull(sum(" UNDER_WAY "),0),"
          " ifnull(sum(" ARRIVED "),0) FROM message"
          " WHERE (written>=?1 OR state IN (7,8)) AND state<>1", error);

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_int (stmt, 1, since);
  dcr_stmt_bind_int (stmt, 3, dcr_clock_now_ms ());
  if (!dcr_stmt_step (stmt, error))
    return FALSE;
  for (int i = 0; i < DCR_N_OUTBOX_FILTERS; i++)
    counts[i] = dcr_stmt_int (stmt, i);
  return TRUE;
}

GPtrArray *
dcr_outbox_list_call (DcrDb *db, const DcrUuid *call, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT " LIST_COLUMNS " FROM message WHERE call=?1 AND state<>1 ORDER BY id", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, call);
  return read_list (stmt, error);
}

static void
attempt_free (gpointer data)
{
  DcrAttempt *attempt = data;
  g_free (attempt->answer);
  g_free (attempt);
}

GPtrArray *
dcr_outbox_list_attempts (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (attempt_free);
  g_autoptr (GError) inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT number,began,body,ended,outcome,code,answer FROM attempt WHERE message=?1 ORDER BY number",
      error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  while (dcr_stmt_step (stmt, &inner))
    {
      DcrAttempt *attempt = g_new (DcrAttempt, 1);
      *attempt = (DcrAttempt){ dcr_stmt_int (stmt, 0),
                               dcr_stmt_int (stmt, 1),
                               dcr_stmt_int (stmt, 2),
                               dcr_stmt_int (stmt, 3),
                               dcr_stmt_int (stmt, 4),
                               dcr_stmt_int (stmt, 5),
                               g_strdup (dcr_stmt_text (stmt, 6)) };
      g_ptr_array_add (list, attempt);
    }
  if (inner == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

char *
dcr_outbox_describe_sources (DcrDb *db, const DcrUuid *id)
{
  g_autofree char *articles = dcr_db_get_text (
      db, NULL,
      "SELECT group_concat(DISTINCT substr(article,instr(article,'/')+1)) FROM message_passage"
      " WHERE message=?1",
      "u", id);
  gint64 n = dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM message_passage WHERE message=?1",
                             "u", id);
  g_autofree char *count = NULL;

  if (articles == NULL)
    return NULL;
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d passage", "%d passages", n), (int) n);
  return g_strconcat (articles, " · ", count, NULL);
}
