/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-callback-page.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-callback-pane.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"
#include "text/dcr-phone.h"

#define LIMIT 500
#define SOON_MS (G_GINT64_CONSTANT (3600) * 1000)
#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)

struct _DcrCallbackPage
{
  DcrFollowList parent_instance;

  DcrCallbackPane *pane;
  GtkWidget *mine;
  GtkDropDown *filter;
  GtkLabel *share;
  guint to_come, late;
};

G_DEFINE_FINAL_TYPE (DcrCallbackPage, dcr_callback_page, DCR_TYPE_FOLLOW_LIST)

enum
{
  CALL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrFollowQuery base;
  DcrUuid person;
  gboolean mine;
  DcrCallbackFilter filter;
} Query;

static void
say_promised (DcrFollowRow *row, const DcrCallback *callback, gint64 now)
{
  g_autofree char *span = dcr_when_span (callback->promised_to - now);
  char *day = dcr_when_day_to_come (callback->promised_from, now);
  char *window = dcr_when_window (callback->promised_from, callback->promised_to, NULL);
  gboolean lives = callback->ended == 0, late = lives && callback->promised_to < now;
  gboolean soon = lives && !late && callback->promised_to - now < SOON_MS;
  DcrFollowCell *cell;

  if (late || soon)
    {
      g_free (day);
      day = g_strdup_printf (late ? _("%s late") : _("%s left"), span);
    }
  cell = dcr_follow_row_say (row, 0, window, day);
  cell->strong = lives;
  cell->alarm = late;
  cell->kind = late ? "error" : soon ? "warning" : NULL;
}

static void
say_there (DcrFollowRow *row, const DcrCallback *callback, gint64 now)
{
  g_autofree char *hour = dcr_when_hour (now, callback->zone);
  int minutes = dcr_when_gap (now, callback->zone);
  g_autofree char *gap = dcr_when_describe_gap (minutes);

  dcr_follow_row_say (row, 2, g_strdup (callback->place),
                      minutes == 0 ? g_strdup (gap) : g_strdup_printf ("%s · %s", hour, gap));
}

static void
say_progress (DcrFollowRow *row, const DcrCallback *callback)
{
  gboolean indecent = callback->ended == 0 && dcr_callback_is_indecent (callback);
  const char *state = dcr_callback_state_label (callback->state);
  DcrFollowCell *cell;
  char *who = g_strdup_printf (_("level %d, %s"), callback->level,
                               callback->person_name ? callback->person_name : _("nobody’s yet"));

  if (indecent)
    state = _("too early or too late there");
  else if (callback->kind == DCR_CALLBACK_APPOINTMENT && callback->state == DCR_CALLBACK_TO_DO)
    state
        = callback->sheet[0] != '\0' ? _("appointment, prepared") : _("appointment, to prepare");
  cell = dcr_follow_row_say (row, 3, g_strdup (state), who);
  cell->kind = indecent                                      ? "warning"
               : callback->state == DCR_CALLBACK_KEPT        ? "success"
               : callback->state == DCR_CALLBACK_UNREACHABLE ? "warning"
                                                             : NULL;
}

static DcrFollowRow *
new_row (DcrDb *db, gconstpointer found, const DcrFollowQuery *base)
{
  const DcrCallback *callback = found;
  const Query *query = (const Query *)base;
  DcrFollowRow *row = dcr_follow_row_new (&callback->id);
  gboolean in_clear
      = callback->phone != NULL && dcr_callback_is_owed_by (db, callback, &query->person);
  g_autofree char *window = dcr_when_window (callback->promised_from, callback->promised_to, NULL);
  DcrPhone phone;

  dcr_phone_parse (in_clear ? callback->phone : "", &phone);
  say_promised (row, callback, base->now);
  dcr_follow_row_say (row, 1, g_strdup (in_clear ? phone.shown : callback->masked),
                      g_strdup (callback->reason_path))
      ->strong
      = callback->ended == 0;
  say_there (row, callback, base->now);
  say_progress (row, callback);
  dcr_follow_row_set_name (row, g_strdup_printf ("%s. %s. %s. %s",
                                                 dcr_callback_state_label (callback->state), window,
                                                 callback->reason_path, callback->place));
  return row;
}

static char *
words_of (gconstpointer found)
{
  const DcrCallback *callback = found;
  g_autofree char *name = dcr_callback_name (callback->number);

  return g_strdup_printf ("%s %s %s %s", name, callback->reason_path, callback->place,
                          callback->masked);
}

static GPtrArray *
find (DcrDb *db, DcrFollowQuery *base, GError **error)
{
  const Query *query = (Query *)base;

  return dcr_callback_list (db, query->filter, query->mine ? &query->person : NULL, base->now,
                            LIMIT, error);
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
ask (DcrFollowList *list, DcrFollowQuery *base)
{
  DcrCallbackPage *self = DCR_CALLBACK_PAGE (list);
  Query *query = (Query *)base;

  query->person
      = *dcr_calls_get_person (dcr_session_get_calls (dcr_follow_list_get_session (list)));
  query->mine = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mine));
  query->filter = gtk_drop_down_get_selected (self->filter);
}

static void
loaded (DcrFollowList *list)
{
  DcrCallbackPage *self = DCR_CALLBACK_PAGE (list);
  DcrDb *db = dcr_store_reader (dcr_session_get_store (dcr_follow_list_get_session (list)));
  gint64 now = dcr_clock_now_ms ();
  DcrCallbackShare share = { 0 };
  g_autofree char *per_cent = NULL, *text = NULL;

  if (!dcr_callback_share (db, now - 30 * DAY_MS, now, &share, NULL))
    return;
  per_cent = dcr_callback_describe_share (&share);
  /* Translators: « Kept in 30 days: 94,2 % · 212 out of 225 » */
  text = g_strdup_printf (_("Kept in 30 days: %s · %u out of %u"), per_cent, share.kept,
                          share.promised);
  gtk_label_set_label (self->share, text);
  self->to_come = dcr_db_get_int (
      db, 0, NULL, "SELECT count(*) FROM callback WHERE ended IS NULL AND state > 0", "");
  self->late = dcr_db_get_int (
      db, 0, NULL,
      "SELECT count(*) FROM callback WHERE ended IS NULL AND state > 0 AND promised_to < ?1", "i",
      now);
}

void
dcr_callback_page_get_due (DcrCallbackPage *self, guint *to_come, guint *late)
{
  *to_come = self->to_come;
  *late = self->late;
}

static void
selected (DcrFollowList *list, const DcrUuid *id)
{
  dcr_callback_pane_show (DCR_CALLBACK_PAGE (list)->pane, id);
}

/* The next promise has buttons of its own where the finger still is: one looks at the row first. */
static void
leave_pane (DcrCallbackPage *self)
{
  GtkWidget *table = GTK_WIDGET (dcr_follow_list_get_table (DCR_FOLLOW_LIST (self)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->pane));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pane))
      && gtk_widget_get_mapped (table))
    gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD);
}

static void
on_done (DcrCallbackPage *self, gboolean settled)
{
  if (settled)
    {
      leave_pane (self);
      dcr_follow_table_go_on (dcr_follow_list_get_table (DCR_FOLLOW_LIST (self)));
      dcr_follow_page_say (DCR_FOLLOW_PAGE (self), _("Kept: the promise says what came of it."));
    }
  dcr_follow_list_read (DCR_FOLLOW_LIST (self));
}

static void
on_call (DcrCallbackPage *self, const char *number)
{
  g_signal_emit (self, signals[CALL], 0, number);
}

static void
suggested (DcrFollowList *list)
{
  dcr_callback_pane_suggested (DCR_CALLBACK_PAGE (list)->pane);
}

static gboolean
escape (DcrFollowList *list)
{
  return dcr_callback_pane_escape (DCR_CALLBACK_PAGE (list)->pane);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_callback_page_class_init (DcrCallbackPageClass *klass)
{
  DcrFollowListClass *list = DCR_FOLLOW_LIST_CLASS (klass);

  list->query_size = sizeof (Query);
  list->ask = ask;
  list->find = find;
  list->words_of = words_of;
  list->new_row = new_row;
  list->loaded = loaded;
  list->selected = selected;
  list->suggested = suggested;
  list->escape = escape;
  signals[CALL] = g_signal_new ("call", DCR_TYPE_CALLBACK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_callback_page_init (DcrCallbackPage *self)
{
}

static void
build_bar (DcrCallbackPage *self, DcrFollowTable *table)
{
  const char *const periods[]
      = { _("To come"), _("Today"), _("Late"), _("Ended, 30 days"), NULL };
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *team;

  self->mine = gtk_toggle_button_new_with_label (_("Mine"));
  team = gtk_toggle_button_new_with_label (_("Team"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (team), GTK_TOGGLE_BUTTON (self->mine));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mine), TRUE);
  gtk_widget_add_css_class (linked, "linked");
  gtk_box_append (GTK_BOX (linked), self->mine);
  gtk_box_append (GTK_BOX (linked), team);
  dcr_follow_table_add_filter (table, linked);
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (periods));
  dcr_name (GTK_WIDGET (self->filter), _("Period"), NULL);
  dcr_follow_table_add_filter (table, GTK_WIDGET (self->filter));
  self->share = dcr_follow_table_add_note (table, "caption dim-label numeric");
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->share),
      _("Kept: the caller was reached before the end of the time promised, or did not answer "
         "within it and a second attempt was made. Left out: what the caller put off or gave up."));
  g_signal_connect_object (self->mine, "toggled", G_CALLBACK (dcr_follow_list_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (dcr_follow_list_read),
                           self, G_CONNECT_SWAPPED);
}

DcrCallbackPage *
dcr_callback_page_new (DcrSession *session)
{
  DcrCallbackPage *self = g_object_new (DCR_TYPE_CALLBACK_PAGE, NULL);
  DcrFollowTable *table;

  self->pane = DCR_CALLBACK_PANE (dcr_callback_pane_new (session));
  dcr_follow_list_build (DCR_FOLLOW_LIST (self), session, _("Callbacks, by promise"),
                         GTK_WIDGET (self->pane));
  table = dcr_follow_list_get_table (DCR_FOLLOW_LIST (self));
  dcr_follow_table_add_column (table, _("Promised, hour here"), 172);
  dcr_follow_table_add_column (table, _("Caller"), 0);
  dcr_follow_table_add_column (table, _("Where they are"), 152);
  dcr_follow_table_add_column (table, _("Progress"), 172);
  dcr_follow_table_set_empty (table, "object-select-symbolic", _("Nobody waits for a call"),
                              _("What is promised in a call, or with an answer, comes here."));
  build_bar (self, table);
  g_signal_connect_object (self->pane, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "call", G_CALLBACK (on_call), self, G_CONNECT_SWAPPED);
  return self;
}
