/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-outbox-page.h"

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-message-words.h"
#include "desk/follow/dcr-outbox-pane.h"

#define LIMIT 500
#define SINCE_MS (G_GINT64_CONSTANT (31) * 24 * 3600 * 1000)
#define TOGETHER_MS 300 /* messages that move together are read once */

struct _DcrOutboxPage
{
  DcrFollowList parent_instance;

  DcrOutboxPane *pane;
  GtkToggleButton *filters[DCR_N_OUTBOX_FILTERS];
  GtkLabel *trouble;
  guint *counts; /* g_atomic_rc_box; filled in by the table's thread before « loaded » */
  guint read_id;
};

G_DEFINE_FINAL_TYPE (DcrOutboxPage, dcr_outbox_page, DCR_TYPE_FOLLOW_LIST)

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrFollowQuery base;
  DcrOutboxFilter filter;
  guint *counts;
} Query;

static void
query_clear (DcrFollowQuery *query)
{
  g_atomic_rc_box_release (((Query *)query)->counts);
}

static char *
words_of (gconstpointer found)
{
  const DcrMessage *message = found;

  return g_strjoin (" ", message->title, message->recipient_mask, message->subject,
                    dcr_message_state_label (message->state), NULL);
}

static DcrFollowRow *
new_row (DcrDb *db, gconstpointer found, const DcrFollowQuery *query)
{
  const DcrMessage *message = found;
  gint64 now = query->now;
  DcrFollowRow *row = dcr_follow_row_new (&message->id);
  const char *state = dcr_message_state_label (message->state);
  char *detail = dcr_message_detail (message, now);
  char *sources = dcr_outbox_describe_sources (db, &message->id);
  DcrFollowCell *cell = dcr_follow_row_say (row, 0, g_strdup (state), detail);

  cell->tag = TRUE;
  cell->kind = dcr_message_kind (message->state);
  cell->icon_name = dcr_message_icon (message->state);
  cell = dcr_follow_row_say (row, 1, g_strdup (message->title),
                             sources != NULL ? sources : g_strdup (""));
  cell->strong = message->state == DCR_MESSAGE_PERHAPS || message->state == DCR_MESSAGE_SUSPENDED
                 || message->state == DCR_MESSAGE_FAILED;
  dcr_follow_row_say (row, 2, g_strdup (message->recipient_mask),
                      dcr_message_channel_words (message));
  dcr_follow_row_say (row, 3, dcr_message_when (message->written, now), g_strdup (""));
  dcr_follow_row_set_name (row, g_strdup_printf ("%s, %s. %s. %s", state, detail, message->title,
                                                 message->recipient_mask));
  return row;
}

static GPtrArray *
find (DcrDb *db, DcrFollowQuery *base, GError **error)
{
  const Query *query = (Query *)base;
  gint64 since = base->now - SINCE_MS;

  return dcr_outbox_count (db, since, query->counts, error)
             ? dcr_outbox_list (db, query->filter, since, LIMIT, error)
             : NULL;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
ask (DcrFollowList *list, DcrFollowQuery *base)
{
  DcrOutboxPage *self = DCR_OUTBOX_PAGE (list);
  Query *query = (Query *)base;

  for (int filter = 0; filter < DCR_N_OUTBOX_FILTERS; filter++)
    if (gtk_toggle_button_get_active (self->filters[filter]))
      query->filter = filter;
  query->counts = g_atomic_rc_box_acquire (self->counts);
}

static gboolean
on_time (gpointer data)
{
  DcrOutboxPage *self = data;

  self->read_id = 0;
  dcr_follow_list_read (DCR_FOLLOW_LIST (self));
  dcr_outbox_pane_refresh (self->pane);
  return G_SOURCE_REMOVE;
}

static void
outbox_changed (DcrOutboxPage *self)
{
  if (self->read_id == 0)
    self->read_id = g_timeout_add (TOGETHER_MS, on_time, self);
}

static const char *
filter_label (DcrOutboxFilter filter)
{
  static const char *const labels[DCR_N_OUTBOX_FILTERS] = {
    [DCR_OUTBOX_ALL] = N_("All"),
    [DCR_OUTBOX_TO_DECIDE] = N_("To decide"),
    [DCR_OUTBOX_UNDER_WAY] = N_("Under way"),
    [DCR_OUTBOX_ARRIVED] = N_("Delivered"),
  };

  return _ (labels[filter]);
}

static void
loaded (DcrFollowList *list)
{
  DcrOutboxPage *self = DCR_OUTBOX_PAGE (list);

  for (int filter = 0; filter < DCR_N_OUTBOX_FILTERS; filter++)
    {
      g_autofree char *n = dcr_format_count (self->counts[filter]);
      g_autofree char *label = g_strdup_printf ("%s %s", filter_label (filter), n);
      gtk_button_set_label (GTK_BUTTON (self->filters[filter]), label);
    }
}

/* Alone, the desk delivers: why it does not is said where messages wait. */
static void
show_trouble (DcrOutboxPage *self)
{
  DcrDeliverer *deliverer
      = dcr_session_start_deliverer (dcr_follow_list_get_session (DCR_FOLLOW_LIST (self)));
  const char *trouble = dcr_deliverer_get_trouble (deliverer);

  gtk_label_set_label (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->trouble), trouble);
}

const guint *
dcr_outbox_page_get_counts (DcrOutboxPage *self)
{
  return self->counts;
}

/* ---- As a page ------------------------------------------------------------------------------- */

static void
shown (DcrFollowList *list)
{
  show_trouble (DCR_OUTBOX_PAGE (list));
}

static void
selected (DcrFollowList *list, const DcrUuid *id)
{
  dcr_outbox_pane_show (DCR_OUTBOX_PAGE (list)->pane, id);
}

static void
reload (DcrFollowList *list)
{
  show_trouble (DCR_OUTBOX_PAGE (list));
  outbox_changed (DCR_OUTBOX_PAGE (list));
}

static void
suggested (DcrFollowList *list)
{
  dcr_outbox_pane_suggested (DCR_OUTBOX_PAGE (list)->pane);
}

static gboolean
key (DcrFollowList *list, guint keyval, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK || keyval != GDK_KEY_r)
    return FALSE;
  dcr_outbox_pane_toggle_replay (DCR_OUTBOX_PAGE (list)->pane);
  return TRUE;
}

static gboolean
escape (DcrFollowList *list)
{
  return dcr_outbox_pane_escape (DCR_OUTBOX_PAGE (list)->pane);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_outbox_page_dispose (GObject *object)
{
  DcrOutboxPage *self = DCR_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_pointer (&self->counts, g_atomic_rc_box_release);
  G_OBJECT_CLASS (dcr_outbox_page_parent_class)->dispose (object);
}

static void
dcr_outbox_page_class_init (DcrOutboxPageClass *klass)
{
  DcrFollowListClass *list = DCR_FOLLOW_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_outbox_page_dispose;
  list->query_size = sizeof (Query);
  list->ask = ask;
  list->query_clear = query_clear;
  list->find = find;
  list->words_of = words_of;
  list->new_row = new_row;
  list->shown = shown;
  list->loaded = loaded;
  list->selected = selected;
  list->reload = reload;
  list->suggested = suggested;
  list->key = key;
  list->escape = escape;
}

static void
dcr_outbox_page_init (DcrOutboxPage *self)
{
  self->counts = g_atomic_rc_box_alloc0 (DCR_N_OUTBOX_FILTERS * sizeof (guint));
}

static void
build_bar (DcrOutboxPage *self, DcrFollowTable *table)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  for (int i = 0; i < DCR_N_OUTBOX_FILTERS; i++)
    {
      self->filters[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (filter_label (i)));
      if (i > 0)
        gtk_toggle_button_set_group (self->filters[i], self->filters[0]);
      gtk_box_append (GTK_BOX (linked), GTK_WIDGET (self->filters[i]));
    }
  gtk_toggle_button_set_active (self->filters[0], TRUE);
  for (int i = 0; i < DCR_N_OUTBOX_FILTERS; i++)
    g_signal_connect_object (self->filters[i], "toggled", G_CALLBACK (dcr_follow_list_read), self,
                             G_CONNECT_SWAPPED);
  dcr_follow_table_add_filter (table, linked);
  self->trouble = dcr_follow_table_add_note (table, "caption");
}

DcrOutboxPage *
dcr_outbox_page_new (DcrSession *session)
{
  DcrOutboxPage *self = g_object_new (DCR_TYPE_OUTBOX_PAGE, NULL);
  DcrFollowTable *table;

  self->pane = DCR_OUTBOX_PANE (dcr_outbox_pane_new (session));
  dcr_follow_list_build (DCR_FOLLOW_LIST (self), session,
                         _("Messages, what is to be decided first"), GTK_WIDGET (self->pane));
  table = dcr_follow_list_get_table (DCR_FOLLOW_LIST (self));
  dcr_follow_table_add_column (table, _("State"), 172);
  dcr_follow_table_add_column (table, _("Message"), 0);
  dcr_follow_table_add_column (table, _("To"), 152);
  dcr_follow_table_add_column (table, _("Written"), 116);
  dcr_follow_table_set_empty (table, "mail-send-symbolic", _("No message here"),
                              _("What is confirmed in a call by e-mail or SMS comes here."));
  build_bar (self, table);
  g_signal_connect_object (dcr_session_get_outbox (session), "changed", G_CALLBACK (outbox_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dcr_session_start_deliverer (session), "notify::trouble",
                           G_CALLBACK (show_trouble), self, G_CONNECT_SWAPPED);
  return self;
}
