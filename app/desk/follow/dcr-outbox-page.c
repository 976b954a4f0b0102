/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-outbox-page.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-follow-table.h"
#include "desk/follow/dcr-message-words.h"
#include "desk/follow/dcr-outbox-pane.h"

#define LIMIT 500
#define SINCE_MS (G_GINT64_CONSTANT (31) * 24 * 3600 * 1000)
#define TOGETHER_MS 300 /* messages that move together are read once */

struct _DcrOutboxPage
{
  GObject parent_instance;

  DcrFollowTable *table;
  DcrOutboxPane *pane;
  GtkToggleButton *filters[DCR_N_OUTBOX_FILTERS];
  GtkLabel *trouble;
  DcrSession *session;
  char *words;
  guint *counts; /* g_atomic_rc_box; filled in by the table's thread before « loaded » */
  guint read_id;
};

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrOutboxPage, dcr_outbox_page, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

enum
{
  OPEN_ARTICLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrOutboxFilter filter;
  char *words; /* folded, or NULL */
  gint64 now;
  guint *counts;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  g_free (query->words);
  g_atomic_rc_box_release (query->counts);
  g_free (query);
}

static gboolean
matches (const DcrMessage *message, const char *words)
{
  g_autofree char *all = g_strjoin (" ", message->title, message->recipient_mask, message->subject,
                                    dcr_message_state_label (message->state), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  return words == NULL || strstr (folded, words) != NULL;
}

static DcrFollowRow *
new_row (DcrDb *db, const DcrMessage *message, gint64 now)
{
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
read_rows (DcrDb *db, gpointer data, GError **error)
{
  const Query *query = data;
  gint64 since = query->now - SINCE_MS;
  g_autoptr (GPtrArray) list = dcr_outbox_list (db, query->filter, since, LIMIT, error);
  GPtrArray *rows;

  if (list == NULL || !dcr_outbox_count (db, since, query->counts, error))
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < list->len; i++)
    if (matches (list->pdata[i], query->words))
      g_ptr_array_add (rows, new_row (db, list->pdata[i], query->now));
  return rows;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
read_again (DcrOutboxPage *self)
{
  Query *query = g_new0 (Query, 1);

  for (int filter = 0; filter < DCR_N_OUTBOX_FILTERS; filter++)
    if (gtk_toggle_button_get_active (self->filters[filter]))
      query->filter = filter;
  query->words
      = self->words != NULL && *self->words != '\0' ? g_utf8_casefold (self->words, -1) : NULL;
  query->now = dcr_clock_now_ms ();
  query->counts = g_atomic_rc_box_acquire (self->counts);
  dcr_follow_table_read (self->table, read_rows, query, query_free);
}

static gboolean
on_time (gpointer data)
{
  DcrOutboxPage *self = data;

  self->read_id = 0;
  read_again (self);
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

  return _(labels[filter]);
}

static void
show_counts (DcrOutboxPage *self)
{
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
  DcrDeliverer *deliverer = dcr_session_start_deliverer (self->session);
  const char *trouble = dcr_deliverer_get_trouble (deliverer);

  gtk_label_set_label (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->trouble), trouble);
}

static void
on_loaded (DcrOutboxPage *self)
{
  show_counts (self);
  dcr_follow_page_tell_counted (DCR_FOLLOW_PAGE (self));
}

static void
on_selected (DcrOutboxPage *self)
{
  dcr_outbox_pane_show (self->pane, dcr_follow_table_get_selected (self->table));
}

static void
on_said (DcrOutboxPage *self, const char *sentence)
{
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), sentence);
}

static void
on_article (DcrOutboxPage *self, const char *ref, const char *address)
{
  g_signal_emit (self, signals[OPEN_ARTICLE], 0, ref, address);
}

static void
on_activated (DcrOutboxPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
}

const guint *
dcr_outbox_page_get_counts (DcrOutboxPage *self)
{
  return self->counts;
}

void
dcr_outbox_page_want (DcrOutboxPage *self, const DcrUuid *id)
{
  dcr_follow_table_want (self->table, id);
  read_again (self);
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_OUTBOX_PAGE (page)->table);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_OUTBOX_PAGE (page)->pane);
}

static void
show_view (DcrFollowPage *page, const char *id)
{
  show_trouble (DCR_OUTBOX_PAGE (page));
  read_again (DCR_OUTBOX_PAGE (page));
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrOutboxPage *self = DCR_OUTBOX_PAGE (page);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  read_again (self);
}

static void
reload (DcrFollowPage *page)
{
  show_trouble (DCR_OUTBOX_PAGE (page));
  outbox_changed (DCR_OUTBOX_PAGE (page));
}

static void
suggested (DcrFollowPage *page)
{
  dcr_outbox_pane_suggested (DCR_OUTBOX_PAGE (page)->pane);
}

static gboolean
key (DcrFollowPage *page, guint keyval, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK || keyval != GDK_KEY_r)
    return FALSE;
  dcr_outbox_pane_toggle_replay (DCR_OUTBOX_PAGE (page)->pane);
  return TRUE;
}

static gboolean
escape (DcrFollowPage *page)
{
  return dcr_outbox_pane_escape (DCR_OUTBOX_PAGE (page)->pane);
}

static void
page_iface_init (DcrFollowPageInterface *iface)
{
  iface->get_list = get_list;
  iface->get_detail = get_detail;
  iface->show = show_view;
  iface->filter = filter;
  iface->reload = reload;
  iface->suggested = suggested;
  iface->key = key;
  iface->escape = escape;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_outbox_page_dispose (GObject *object)
{
  DcrOutboxPage *self = DCR_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_object (&self->table);
  g_clear_object (&self->pane);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->counts, g_atomic_rc_box_release);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_outbox_page_parent_class)->dispose (object);
}

static void
dcr_outbox_page_class_init (DcrOutboxPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_outbox_page_dispose;
  signals[OPEN_ARTICLE]
      = g_signal_new ("open-article", DCR_TYPE_OUTBOX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
dcr_outbox_page_init (DcrOutboxPage *self)
{
  self->counts = g_atomic_rc_box_alloc0 (DCR_N_OUTBOX_FILTERS * sizeof (guint));
}

static void
build_bar (DcrOutboxPage *self)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *trouble = dcr_label_new ("", "caption");

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
    g_signal_connect_object (self->filters[i], "toggled", G_CALLBACK (read_again), self,
                             G_CONNECT_SWAPPED);
  dcr_follow_table_add_filter (self->table, linked);
  self->trouble = GTK_LABEL (trouble);
  gtk_widget_set_hexpand (trouble, TRUE);
  gtk_label_set_xalign (self->trouble, 1);
  gtk_label_set_ellipsize (self->trouble, PANGO_ELLIPSIZE_END);
  dcr_follow_table_add_filter (self->table, trouble);
}

DcrOutboxPage *
dcr_outbox_page_new (DcrSession *session)
{
  DcrOutboxPage *self = g_object_new (DCR_TYPE_OUTBOX_PAGE, NULL);

  self->session = g_object_ref (session);
  self->table = g_object_ref_sink (DCR_FOLLOW_TABLE (
      dcr_follow_table_new (session, _("Messages, what is to be decided first"))));
  self->pane = g_object_ref_sink (DCR_OUTBOX_PANE (dcr_outbox_pane_new (session)));
  dcr_follow_table_add_column (self->table, _("State"), 172);
  dcr_follow_table_add_column (self->table, _("Message"), 0);
  dcr_follow_table_add_column (self->table, _("To"), 152);
  dcr_follow_table_add_column (self->table, _("Written"), 116);
  dcr_follow_table_set_empty (self->table, "mail-send-symbolic", _("No message here"),
                              _("What is confirmed in a call by e-mail or SMS comes here."));
  build_bar (self);
  g_signal_connect_object (self->table, "selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "said", G_CALLBACK (on_said), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "open-article", G_CALLBACK (on_article), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dcr_session_get_outbox (session), "changed", G_CALLBACK (outbox_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dcr_session_start_deliverer (session), "notify::trouble",
                           G_CALLBACK (show_trouble), self, G_CONNECT_SWAPPED);
  return self;
}
