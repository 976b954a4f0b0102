/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-callback-page.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-callback-pane.h"
#include "desk/follow/dcr-follow-table.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"
#include "text/dcr-phone.h"

#define LIMIT 500
#define SOON_MS (G_GINT64_CONSTANT (3600) * 1000)
#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)

struct _DcrCallbackPage
{
  GObject parent_instance;

  DcrFollowTable *table;
  DcrCallbackPane *pane;
  GtkWidget *mine;
  GtkDropDown *filter;
  GtkLabel *share;
  DcrSession *session;
  char *words;
  guint to_come, late;
};

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrCallbackPage, dcr_callback_page, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

enum
{
  CALL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrUuid person;
  gboolean mine;
  DcrCallbackFilter filter;
  char *words; /* folded to lower case, or NULL */
  gint64 now;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  g_free (query->words);
  g_free (query);
}

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
    state = callback->sheet[0] != '\0' ? _("appointment, prepared") : _("appointment, to prepare");
  cell = dcr_follow_row_say (row, 3, g_strdup (state), who);
  cell->kind = indecent                                     ? "warning"
               : callback->state == DCR_CALLBACK_KEPT        ? "success"
               : callback->state == DCR_CALLBACK_UNREACHABLE ? "warning"
                                                             : NULL;
}

static DcrFollowRow *
new_row (DcrDb *db, const DcrCallback *callback, const Query *query)
{
  DcrFollowRow *row = dcr_follow_row_new (&callback->id);
  gboolean in_clear
      = callback->phone != NULL && dcr_callback_is_owed_by (db, callback, &query->person);
  g_autofree char *window = dcr_when_window (callback->promised_from, callback->promised_to, NULL);
  DcrPhone phone;

  dcr_phone_parse (in_clear ? callback->phone : "", &phone);
  say_promised (row, callback, query->now);
  dcr_follow_row_say (row, 1, g_strdup (in_clear ? phone.shown : callback->masked),
                      g_strdup (callback->reason_path))
      ->strong
      = callback->ended == 0;
  say_there (row, callback, query->now);
  say_progress (row, callback);
  dcr_follow_row_set_name (
      row, g_strdup_printf ("%s. %s. %s. %s", dcr_callback_state_label (callback->state), window,
                            callback->reason_path, callback->place));
  return row;
}

static gboolean
matches (const DcrCallback *callback, const char *words)
{
  g_autofree char *name = dcr_callback_name (callback->number);
  g_autofree char *text = g_strdup_printf ("%s %s %s %s", name, callback->reason_path,
                                           callback->place, callback->masked);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return words == NULL || strstr (folded, words) != NULL;
}

static GPtrArray *
read_rows (DcrDb *db, gpointer data, GError **error)
{
  const Query *query = data;
  g_autoptr (GPtrArray) list = dcr_callback_list (
      db, query->filter, query->mine ? &query->person : NULL, query->now, LIMIT, error);
  GPtrArray *rows;

  if (list == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < list->len; i++)
    if (matches (list->pdata[i], query->words))
      g_ptr_array_add (rows, new_row (db, list->pdata[i], query));
  return rows;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
read_again (DcrCallbackPage *self)
{
  Query *query = g_new0 (Query, 1);

  query->person = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  query->mine = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mine));
  query->filter = gtk_drop_down_get_selected (self->filter);
  query->words
      = self->words != NULL && self->words[0] != '\0' ? g_utf8_casefold (self->words, -1) : NULL;
  query->now = dcr_clock_now_ms ();
  dcr_follow_table_read (self->table, read_rows, query, query_free);
}

static void
show_share (DcrCallbackPage *self)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));
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
  self->to_come = dcr_db_get_int (db, 0, NULL,
                                  "SELECT count(*) FROM callback WHERE ended IS NULL AND state > 0", "");
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
on_loaded (DcrCallbackPage *self)
{
  show_share (self);
  dcr_follow_page_tell_counted (DCR_FOLLOW_PAGE (self));
}

static void
on_selected (DcrCallbackPage *self)
{
  dcr_callback_pane_show (self->pane, dcr_follow_table_get_selected (self->table));
}

static void
on_said (DcrCallbackPage *self, const char *sentence)
{
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), sentence);
}

static void
on_done (DcrCallbackPage *self, gboolean settled)
{
  if (settled)
    {
      dcr_follow_table_go_on (self->table);
      dcr_follow_page_say (DCR_FOLLOW_PAGE (self), _("Kept: the promise says what came of it."));
    }
  read_again (self);
}

static void
on_call (DcrCallbackPage *self, const char *number)
{
  g_signal_emit (self, signals[CALL], 0, number);
}

static void
on_activated (DcrCallbackPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_CALLBACK_PAGE (page)->table);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_CALLBACK_PAGE (page)->pane);
}

static void
show (DcrFollowPage *page, const char *id)
{
  read_again (DCR_CALLBACK_PAGE (page));
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrCallbackPage *self = DCR_CALLBACK_PAGE (page);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  read_again (self);
}

static void
reload (DcrFollowPage *page)
{
  read_again (DCR_CALLBACK_PAGE (page));
}

static void
suggested (DcrFollowPage *page)
{
  dcr_callback_pane_suggested (DCR_CALLBACK_PAGE (page)->pane);
}

static gboolean
escape (DcrFollowPage *page)
{
  return dcr_callback_pane_escape (DCR_CALLBACK_PAGE (page)->pane);
}

static void
page_iface_init (DcrFollowPageInterface *iface)
{
  iface->get_list = get_list;
  iface->get_detail = get_detail;
  iface->show = show;
  iface->filter = filter;
  iface->reload = reload;
  iface->suggested = suggested;
  iface->escape = escape;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_callback_page_dispose (GObject *object)
{
  DcrCallbackPage *self = DCR_CALLBACK_PAGE (object);

  g_clear_object (&self->table);
  g_clear_object (&self->pane);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (dcr_callback_page_parent_class)->dispose (object);
}

static void
dcr_callback_page_class_init (DcrCallbackPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_callback_page_dispose;
  signals[CALL] = g_signal_new ("call", DCR_TYPE_CALLBACK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_callback_page_init (DcrCallbackPage *self)
{
}

static void
build_bar (DcrCallbackPage *self)
{
  const char *const periods[] = { _("To come"), _("Today"), _("Late"), _("Ended, 30 days"), NULL };
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *team, *share;

  self->mine = gtk_toggle_button_new_with_label (_("Mine"));
  team = gtk_toggle_button_new_with_label (_("Team"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (team), GTK_TOGGLE_BUTTON (self->mine));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mine), TRUE);
  gtk_widget_add_css_class (linked, "linked");
  gtk_box_append (GTK_BOX (linked), self->mine);
  gtk_box_append (GTK_BOX (linked), team);
  dcr_follow_table_add_filter (self->table, linked);
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (periods));
  dcr_name (GTK_WIDGET (self->filter), _("Period"), NULL);
  dcr_follow_table_add_filter (self->table, GTK_WIDGET (self->filter));
  share = dcr_label_new ("", "caption dim-label numeric");
  self->share = GTK_LABEL (share);
  gtk_widget_set_hexpand (share, TRUE);
  gtk_label_set_xalign (self->share, 1);
  gtk_label_set_ellipsize (self->share, PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (
      share,
      _("Kept: the caller was reached before the end of the time promised, or did not answer "
         "within it and a second attempt was made. Left out: what the caller put off or gave up."));
  dcr_follow_table_add_filter (self->table, share);
  g_signal_connect_object (self->mine, "toggled", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
}

DcrCallbackPage *
dcr_callback_page_new (DcrSession *session)
{
  DcrCallbackPage *self = g_object_new (DCR_TYPE_CALLBACK_PAGE, NULL);

  self->session = g_object_ref (session);
  self->table = g_object_ref_sink (
      DCR_FOLLOW_TABLE (dcr_follow_table_new (session, _("Callbacks, by promise"))));
  self->pane = g_object_ref_sink (DCR_CALLBACK_PANE (dcr_callback_pane_new (session)));
  dcr_follow_table_add_column (self->table, _("Promised, hour here"), 172);
  dcr_follow_table_add_column (self->table, _("Caller"), 0);
  dcr_follow_table_add_column (self->table, _("Where they are"), 152);
  dcr_follow_table_add_column (self->table, _("Progress"), 172);
  dcr_follow_table_set_empty (self->table, "object-select-symbolic", _("Nobody waits for a call"),
                              _("What is promised in a call, or with an answer, comes here."));
  build_bar (self);
  g_signal_connect_object (self->table, "selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "said", G_CALLBACK (on_said), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "call", G_CALLBACK (on_call), self, G_CONNECT_SWAPPED);
  return self;
}
