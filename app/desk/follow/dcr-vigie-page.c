/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-vigie-page.h"

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-vigie-digest.h"
#include "desk/follow/dcr-vigie-pane.h"
#include "followup/dcr-vigie.h"

struct _DcrVigiePage
{
  DcrFollowList parent_instance;

  GtkDropDown *state;
  GtkToggleButton *digest_button;
  GtkStack *beside; /* one difficulty, or the digest */
  DcrVigiePane *pane;
  DcrVigieDigest *digest;
  guint n_open;
};

G_DEFINE_FINAL_TYPE (DcrVigiePage, dcr_vigie_page, DCR_TYPE_FOLLOW_LIST)

/* As the drop-down has them. */
static const DcrVigieState states[] = { DCR_VIGIE_OPEN, DCR_VIGIE_MERGED, DCR_VIGIE_SETTLED, 0 };

/* ---- Rows: in the table's thread ------------------------------------------------------------- */

typedef struct
{
  DcrFollowQuery base;
  DcrVigieState state; /* 0: all */
} Query;

static const char *
kind_of (DcrVigieState state)
{
  return state == DCR_VIGIE_OPEN ? "warning" : state == DCR_VIGIE_SETTLED ? "success" : NULL;
}

static DcrFollowRow *
new_row (DcrDb *db, gconstpointer found, const DcrFollowQuery *query)
{
  const DcrVigie *vigie = found;
  DcrFollowRow *row = dcr_follow_row_new (&vigie->id);
  g_autofree char *day = dcr_format_day (vigie->at, query->now);
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

static char *
words_of (gconstpointer found)
{
  const DcrVigie *vigie = found;

  return g_strdup_printf ("%s %s %s", vigie->what, vigie->reason_path, vigie->owner);
}

static GPtrArray *
find (DcrDb *db, DcrFollowQuery *query, GError **error)
{
  return dcr_vigie_list_in (db, ((Query *)query)->state, error);
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
ask (DcrFollowList *list, DcrFollowQuery *query)
{
  ((Query *)query)->state = states[gtk_drop_down_get_selected (DCR_VIGIE_PAGE (list)->state)];
}

guint
dcr_vigie_page_get_open (DcrVigiePage *self)
{
  return self->n_open;
}

static void
loaded (DcrFollowList *list)
{
  DcrStore *store = dcr_session_get_store (dcr_follow_list_get_session (list));

  DCR_VIGIE_PAGE (list)->n_open = (guint)dcr_db_get_int (
      dcr_store_reader (store), 0, NULL, "SELECT count(*) FROM vigie WHERE state = 1", "");
}

static void
selected (DcrFollowList *list, const DcrUuid *id)
{
  dcr_vigie_pane_show (DCR_VIGIE_PAGE (list)->pane, id);
}

static void
on_done (DcrVigiePage *self, const char *sentence, gboolean settled)
{
  if (settled)
    dcr_follow_table_go_on (dcr_follow_list_get_table (DCR_FOLLOW_LIST (self)));
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), sentence);
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
  dcr_follow_list_enter_detail (DCR_FOLLOW_LIST (self));
}

static void
reload (DcrFollowList *list)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (list);

  dcr_follow_list_read (list);
  if (gtk_toggle_button_get_active (self->digest_button))
    dcr_vigie_digest_reload (self->digest);
}

static void
suggested (DcrFollowList *list)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (list);

  if (gtk_toggle_button_get_active (self->digest_button))
    dcr_vigie_digest_print (self->digest);
  else
    dcr_vigie_pane_suggested (self->pane);
}

static gboolean
escape (DcrFollowList *list)
{
  DcrVigiePage *self = DCR_VIGIE_PAGE (list);

  if (!gtk_toggle_button_get_active (self->digest_button))
    return dcr_vigie_pane_escape (self->pane);
  gtk_toggle_button_set_active (self->digest_button, FALSE);
  return TRUE;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_vigie_page_class_init (DcrVigiePageClass *klass)
{
  DcrFollowListClass *list = DCR_FOLLOW_LIST_CLASS (klass);

  list->query_size = sizeof (Query);
  list->ask = ask;
  list->find = find;
  list->words_of = words_of;
  list->new_row = new_row;
  list->loaded = loaded;
  list->selected = selected;
  list->reload = reload;
  list->suggested = suggested;
  list->escape = escape;
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
add_filters (DcrVigiePage *self, DcrFollowTable *table)
{
  GtkWidget *report = gtk_button_new_with_label (_("Report…")), *room = gtk_label_new (NULL);

  self->state = GTK_DROP_DOWN (new_states ());
  self->digest_button
      = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_("Digest of the week")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (report), "win.vigie-report");
  gtk_widget_set_tooltip_text (report, _("Report a general difficulty"));
  gtk_widget_set_hexpand (room, TRUE);
  dcr_follow_table_add_filter (table, GTK_WIDGET (self->state));
  dcr_follow_table_add_filter (table, report);
  dcr_follow_table_add_filter (table, room);
  dcr_follow_table_add_filter (table, GTK_WIDGET (self->digest_button));
  g_signal_connect_object (self->state, "notify::selected", G_CALLBACK (dcr_follow_list_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->digest_button, "toggled", G_CALLBACK (on_digest), self,
                           G_CONNECT_SWAPPED);
}

DcrVigiePage *
dcr_vigie_page_new (DcrSession *session)
{
  DcrVigiePage *self = g_object_new (DCR_TYPE_VIGIE_PAGE, NULL);
  DcrFollowTable *table;

  self->pane = DCR_VIGIE_PANE (dcr_vigie_pane_new (session));
  self->digest = DCR_VIGIE_DIGEST (dcr_vigie_digest_new (session));
  self->beside = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->beside, GTK_WIDGET (self->pane));
  gtk_stack_add_child (self->beside, GTK_WIDGET (self->digest));
  dcr_follow_list_build (DCR_FOLLOW_LIST (self), session, _("General difficulties"),
                         GTK_WIDGET (self->beside));
  table = dcr_follow_list_get_table (DCR_FOLLOW_LIST (self));
  dcr_follow_table_add_column (table, _("Calls"), 130);
  dcr_follow_table_add_column (table, _("Difficulty"), 0);
  dcr_follow_table_add_column (table, _("State"), 130);
  dcr_follow_table_set_empty (table, "object-select-symbolic", _("No general difficulty here"),
                              _("Ctrl+Shift+V reports one, from anywhere."));
  add_filters (self, table);
  g_signal_connect_object (self->pane, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  return self;
}
