/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-vigie-page.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-panes.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-follow-table.h"
#include "desk/follow/dcr-vigie-digest.h"
#include "desk/follow/dcr-vigie-pane.h"
#include "followup/dcr-vigie.h"

struct _DcrVigiePage
{
  GObject parent_instance;

  DcrFollowTable *table;
  GtkDropDown *state;
  GtkToggleButton *digest_button;
  GtkStack *beside; /* one difficulty, or the digest */
  DcrVigiePane *pane;
  DcrVigieDigest *digest;
  DcrSession *session;
  char *words;
  guint n_open;
};

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrVigiePage, dcr_vigie_page, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

/* As the drop-down has them. */
static const DcrVigieState states[] = { DCR_VIGIE_OPEN, DCR_VIGIE_MERGED, DCR_VIGIE_SETTLED, 0 };

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrVigieState state; /* 0: all */
  char *words;         /* folded, or NULL */
  gint64 now;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  g_free (query->words);
  g_free (query);
}

static const char *
kind_of (DcrVigieState state)
{
  return state == DCR_VIGIE_OPEN ? "warning" : state == DCR_VIGIE_SETTLED ? "success" : NULL;
}

static DcrFollowRow *
new_row (const DcrVigie *vigie, gint64 now)
{
  DcrFollowRow *row = dcr_follow_row_new (&vigie->id);
  g_autofree char *day = dcr_format_day (vigie->at, now);
  char *calls = g_strdup_printf (ngettext ("%u call", "%u calls", vigie->calls), vigie->calls);
  char *reports
      = g_strdup_printf (ngettext ("%u report", "%u reports", vigie->reports), vigie->reports);
  const char *state = dcr_vigie_state_label (vigie->state);
  g_autofree char *what = g_strdelimit (g_strdup (vigie->what), "\n", ' ');
  DcrFollowCell *cell;

  dcr_follow_row_set_name (
      row, g_strdup_printf ("%s. %s. %s. %s", state, what, calls, vigie->reason_path));
  dcr_follow_row_say (row, 0, calls, reports)->strong = vigie->state == DCR_VIGIE_OPEN;
  dcr_follow_row_say (
      row, 1, g_strdup (what),
      g_strdup (vigie->reason_path[0] != '\0' ? vigie->reason_path : _("No reason given")))
      ->strong
      = vigie->state == DCR_VIGIE_OPEN;
  cell = dcr_follow_row_say (row, 2, g_strdup (state), g_strdup (day));
  cell->tag = TRUE;
  cell->kind = kind_of (vigie->state);
  return row;
}

static gboolean
matches (const DcrVigie *vigie, const char *words)
{
  g_autofree char *text
      = g_strdup_printf ("%s %s %s", vigie->what, vigie->reason_path, vigie->owner);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return words == NULL || strstr (folded, words) != NULL;
}

static GPtrArray *
read_rows (DcrDb *db, gpointer data, GError **error)
{
  const Query *query = data;
  g_autoptr (GPtrArray) list = dcr_vigie_list_in (db, query->state, error);
  GPtrArray *rows;

  if (list == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < list->len; i++)
    if (matches (list->pdata[i], query->words))
      g_ptr_array_add (rows, new_row (list->pdata[i], query->now));
  return rows;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
read_again (DcrVigiePage *self)
{
  Query *query = g_new0 (Query, 1);

  query->state = states[gtk_drop_down_get_selected (self->state)];
  query->words
      = self->words != NULL && self->words[0] != '\0' ? g_utf8_casefold (self->words, -1) : NULL;
  query->now = dcr_clock_now_ms ();
  dcr_follow_table_read (self->table, read_rows, query, query_free);
}

guint
dcr_vigie_page_get_open (DcrVigiePage *self)
{
  return self->n_open;
}

static void
on_loaded (DcrVigiePage *self)
{
  self->n_open = (guint) dcr_db_get_int (dcr_store_reader (dcr_session_get_store (self->session)),
                                         0, NULL, "SELECT count(*) FROM vigie WHERE state = 1", "");
  dcr_follow_page_tell_counted (DCR_FOLLOW_PAGE (self));
}

static void
on_selected (DcrVigiePage *self)
{
  dcr_vigie_pane_show (self->pane, dcr_follow_table_get_selected (self->table));
}

static void
on_done (DcrVigiePage *self, const char *sentence, gboolean settled)
{
  if (settled)
    dcr_follow_table_go_on (self->table);
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), sentence);
}

/* Where one pane is seen at a time, the other one comes on screen. */
static void
on_activated (DcrVigiePage *self)
{
  GtkWidget *panes = gtk_widget_get_ancestor (GTK_WIDGET (self->table), DCR_TYPE_PANES);

  if (panes != NULL)
    dcr_panes_focus (DCR_PANES (panes), DCR_PANE_RIGHT);
}

static void
on_digest (DcrVigiePage *self)
{
  gboolean show = gtk_toggle_button_get_active (self->digest_button);

  gtk_stack_set_visible_child (self->beside,
                               show ? GTK_WIDGET (self->digest) : GTK_WIDGET (self->pane));
  if (!show)
    return;
  dcr_vigie_digest_reload (self->digest);
  on_activated (self);
}

void
dcr_vigie_page_show_digest (DcrVigiePage *self, gboolean show)
{
  gtk_toggle_button_set_active (self->digest_button, show);
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_VIGIE_PAGE (page)->table);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_VIGIE_PAGE (page)->beside);
}

static void
show_view (DcrFollowPage *page, const char *id)
{
  read_again (DCR_VIGIE_PAGE (page));
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (page);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  read_again (self);
}

static void
reload (DcrFollowPage *page)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (page);

  read_again (self);
  if (gtk_toggle_button_get_active (self->digest_button))
    dcr_vigie_digest_reload (self->digest);
}

static void
suggested (DcrFollowPage *page)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (page);

  if (gtk_toggle_button_get_active (self->digest_button))
    dcr_vigie_digest_print (self->digest);
  else
    dcr_vigie_pane_suggested (self->pane);
}

static gboolean
escape (DcrFollowPage *page)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (page);

  if (!gtk_toggle_button_get_active (self->digest_button))
    return dcr_vigie_pane_escape (self->pane);
  gtk_toggle_button_set_active (self->digest_button, FALSE);
  return TRUE;
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
  iface->escape = escape;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_vigie_page_dispose (GObject *object)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (object);

  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  if (self->pane != NULL)
    g_signal_handlers_disconnect_by_data (self->pane, self);
  g_clear_object (&self->table);
  g_clear_object (&self->beside);
  self->pane = NULL;
  g_clear_pointer (&self->words, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_vigie_page_parent_class)->dispose (object);
}

static void
dcr_vigie_page_class_init (DcrVigiePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_vigie_page_dispose;
}

static void
dcr_vigie_page_init (DcrVigiePage *self)
{
}

static GtkWidget *
new_states (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  gtk_string_list_append (names, C_("difficulties", "Open"));
  gtk_string_list_append (names, C_("difficulties", "Merged"));
  gtk_string_list_append (names, C_("difficulties", "Settled"));
  gtk_string_list_append (names, C_("difficulties", "All"));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  dcr_name (drop_down, _("State"), NULL);
  return drop_down;
}

static void
add_filters (DcrVigiePage *self)
{
  GtkWidget *report = gtk_button_new_with_label (_("Report…")), *room = gtk_label_new (NULL);

  self->state = GTK_DROP_DOWN (new_states ());
  self->digest_button
      = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_("Digest of the week")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (report), "win.vigie-report");
  gtk_widget_set_tooltip_text (report, _("Report a general difficulty"));
  gtk_widget_set_hexpand (room, TRUE);
  dcr_follow_table_add_filter (self->table, GTK_WIDGET (self->state));
  dcr_follow_table_add_filter (self->table, report);
  dcr_follow_table_add_filter (self->table, room);
  dcr_follow_table_add_filter (self->table, GTK_WIDGET (self->digest_button));
  g_signal_connect_object (self->state, "notify::selected", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->digest_button, "toggled", G_CALLBACK (on_digest), self,
                           G_CONNECT_SWAPPED);
}

DcrVigiePage *
dcr_vigie_page_new (DcrSession *session)
{
  DcrVigiePage *self = g_object_new (DCR_TYPE_VIGIE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->table = g_object_ref_sink (
      DCR_FOLLOW_TABLE (dcr_follow_table_new (session, _("General difficulties"))));
  dcr_follow_table_add_column (self->table, _("Calls"), 130);
  dcr_follow_table_add_column (self->table, _("Difficulty"), 0);
  dcr_follow_table_add_column (self->table, _("State"), 130);
  dcr_follow_table_set_empty (self->table, "object-select-symbolic",
                              _("No general difficulty here"),
                              _("Ctrl+Shift+V reports one, from anywhere."));
  add_filters (self);
  self->pane = DCR_VIGIE_PANE (dcr_vigie_pane_new (session));
  self->digest = DCR_VIGIE_DIGEST (dcr_vigie_digest_new (session));
  self->beside = GTK_STACK (g_object_ref_sink (gtk_stack_new ()));
  gtk_stack_add_child (self->beside, GTK_WIDGET (self->pane));
  gtk_stack_add_child (self->beside, GTK_WIDGET (self->digest));
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->table, "loaded", G_CALLBACK (on_loaded), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (self->pane, "done", G_CALLBACK (on_done), self);
  return self;
}
