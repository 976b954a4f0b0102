/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-notice-board.h"

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "followup/dcr-when.h"

#define LOOK_MS 15000 /* another process may have written */
#define BOARD "dcr-notice-board"

struct _DcrNoticeBoard
{
  GObject parent_instance;

  DcrSession *session; /* owns this */
  GPtrArray *notices;  /* DcrNotice */
  GHashTable *reasons; /* article -> reason code, "" for none: worked out once */
  char *said;          /* what the list was when « changed » was told last */
  guint look_id;
};

G_DEFINE_FINAL_TYPE (DcrNoticeBoard, dcr_notice_board, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static DcrDb *
reader (DcrNoticeBoard *self)
{
  return dcr_store_reader (dcr_session_get_store (self->session));
}

static const DcrUuid *
me (DcrNoticeBoard *self)
{
  return dcr_calls_get_person (dcr_session_get_calls (self->session));
}

/* ---- Reading --------------------------------------------------------------------------------- */

static char *
describe_all (DcrNoticeBoard *self)
{
  GString *said = g_string_new (NULL);
  char id[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (me (self), id);
  g_string_append (said, id);
  for (guint i = 0; i < self->notices->len; i++)
    {
      const DcrNotice *notice = self->notices->pdata[i];
      dcr_uuid_to_text (&notice->id, id);
      g_string_append_printf (said, " %s %" G_GINT64_FORMAT " %d", id, notice->version,
                              notice->read);
    }
  return g_string_free (said, FALSE);
}

static gboolean
on_look (gpointer data)
{
  DcrNoticeBoard *self = data;

  self->look_id = 0;
  dcr_notice_board_reload (self);
  return G_SOURCE_REMOVE;
}

static void
look_again (DcrNoticeBoard *self, gint64 now)
{
  gint64 next = dcr_notice_next_change (reader (self), now);
  gint64 wait = next > now ? MIN (next - now + 1, LOOK_MS) : LOOK_MS;

  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_id = g_timeout_add ((guint)wait, on_look, self);
}

void
dcr_notice_board_reload (DcrNoticeBoard *self)
{
  gint64 now = dcr_clock_now_ms ();
  GPtrArray *notices = dcr_notice_list_current (reader (self), me (self), now, NULL);
  g_autofree char *said = NULL;

  look_again (self, now);
  if (notices == NULL)
    return;
  g_ptr_array_unref (self->notices);
  self->notices = notices;
  said = describe_all (self);
  if (g_strcmp0 (said, self->said) == 0)
    return;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  g_hash_table_remove_all (self->reasons);
  g_signal_emit (self, signals[CHANGED], 0);
}

GPtrArray *
dcr_notice_board_list (DcrNoticeBoard *self)
{
  return self->notices;
}

guint
dcr_notice_board_count_unread (DcrNoticeBoard *self)
{
  guint n = 0;

  for (guint i = 0; i < self->notices->len; i++)
    n += !((const DcrNotice *)self->notices->pdata[i])->read;
  return n;
}

const DcrNotice *
dcr_notice_board_first_unread (DcrNoticeBoard *self)
{
  for (guint i = 0; i < self->notices->len; i++)
    if (!((const DcrNotice *)self->notices->pdata[i])->read)
      return self->notices->pdata[i];
  return NULL;
}

gboolean
dcr_notice_board_may_write (DcrNoticeBoard *self)
{
  g_autoptr (DcrPerson) person = dcr_person_get (reader (self), me (self), NULL);
  return person != NULL && person->role >= DCR_ROLE_LEAD;
}

/* ---- About an article ------------------------------------------------------------------------ */

static gboolean
names_something (DcrNoticeBoard *self)
{
  for (guint i = 0; i < self->notices->len; i++)
    if (((const DcrNotice *)self->notices->pdata[i])->reasons[0] != '\0')
      return TRUE;
  return FALSE;
}

static const char *
reason_of (DcrNoticeBoard *self, const char *ref, const char *title)
{
  const char *known = g_hash_table_lookup (self->reasons, ref);

  if (known == NULL)
    {
      DcrSuggester *suggester
          = dcr_calls_get_suggester (dcr_session_get_calls (self->session));
      const DcrReason *reason = dcr_suggester_reason_of (suggester, reader (self), ref, title);
      known = reason != NULL ? reason->id : "";
      g_hash_table_insert (self->reasons, g_strdup (ref), g_strdup (known));
      known = g_hash_table_lookup (self->reasons, ref);
    }
  return known;
}

const DcrNotice *
dcr_notice_board_for_article (DcrNoticeBoard *self, const char *ref, const char *title)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (dcr_session_get_calls (self->session));
  const DcrNotice *notice;
  const DcrReason *reason;

  if (!names_something (self))
    return NULL;
  notice = dcr_notice_for_reason (self->notices, ref, NULL);
  if (notice != NULL)
    return notice;
  reason = dcr_reason_grid_find (grid, reason_of (self, ref, title));
  if (reason == NULL)
    return NULL;
  return dcr_notice_for_reason (self->notices, reason->id,
                                reason->parent != NULL ? reason->parent->id : NULL);
}

/* ---- Read ------------------------------------------------------------------------------------ */

typedef struct
{
  DcrUuid notice, person;
  gint64 at;
} Mark;

static gboolean
write_mark (DcrDb *db, gpointer data, GError **error)
{
  const Mark *mark = data;
  return dcr_notice_mark_read (db, &mark->notice, &mark->person, mark->at, error);
}

/* Not written: it is still there to be read. */
static void
on_marked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!dcr_session_follow_write_finish (DCR_SESSION (source), result, &error))
    g_warning ("a notice could not be marked as read: %s", error->message);
}

void
dcr_notice_board_mark_read (DcrNoticeBoard *self, const DcrUuid *id)
{
  Mark *mark = g_new (Mark, 1);

  *mark = (Mark){ *id, *me (self), dcr_clock_now_ms () };
  dcr_session_follow_write_async (self->session, write_mark, mark, g_free, on_marked, NULL);
}

/* ---- Words ----------------------------------------------------------------------------------- */

static char *
describe_audience (guint audience)
{
  GString *roles = g_string_new (NULL);

  if (audience == 0)
    {
      g_string_free (roles, TRUE);
      return g_strdup (_("everybody"));
    }
  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    if (audience & (1u << role))
      g_string_append_printf (roles, "%s%s", roles->len > 0 ? ", " : "", dcr_role_label (role));
  return g_string_free (roles, FALSE);
}

char *
dcr_notice_describe (const DcrNotice *notice, gint64 now)
{
  gboolean begun = notice->starts <= now;
  gint64 at = begun ? notice->ends : notice->starts;
  g_autofree char *day = dcr_when_day_to_come (at, now), *hour = dcr_when_hour (at, NULL);
  g_autofree char *today = dcr_when_day_to_come (now, now);
  g_autofree char *when
      = g_str_equal (day, today) ? g_strdup (hour) : g_strdup_printf ("%s, %s", day, hour);
  g_autofree char *audience = describe_audience (notice->audience);
  /* Translators: %s: « 14:00 » or « tomorrow, 14:00 » */
  g_autofree char *period = g_strdup_printf (begun ? _("until %s") : _("from %s on"), when);

  return notice->author_name != NULL && notice->author_name[0] != '\0'
             ? g_strdup_printf ("%s · %s · %s", period, audience, notice->author_name)
             : g_strdup_printf ("%s · %s", period, audience);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_notice_board_dispose (GObject *object)
{
  DcrNoticeBoard *self = DCR_NOTICE_BOARD (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (dcr_notice_board_parent_class)->dispose (object);
}

static void
dcr_notice_board_class_init (DcrNoticeBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_notice_board_dispose;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_NOTICE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dcr_notice_board_init (DcrNoticeBoard *self)
{
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)dcr_notice_free);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

DcrNoticeBoard *
dcr_notice_board_of (DcrSession *session)
{
  DcrNoticeBoard *self = g_object_get_data (G_OBJECT (session), BOARD);

  if (self != NULL)
    return self;
  self = g_object_new (DCR_TYPE_NOTICE_BOARD, NULL);
  self->session = session;
  g_object_set_data_full (G_OBJECT (session), BOARD, self, g_object_unref);
  g_signal_connect_object (session, "followup-changed", G_CALLBACK (dcr_notice_board_reload), self,
                           G_CONNECT_SWAPPED);
  dcr_notice_board_reload (self);
  return self;
}
