/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalation-page.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-escalation-cells.h"
#include "desk/follow/dcr-escalation-model.h"
#include "desk/follow/dcr-escalation-pane.h"
#include "followup/dcr-when.h"

#define TICK_SECONDS 30
#define READ_AFTER_MS 60 /* a held arrow stays fluid */
#define PAUSE_MS 150     /* the pane follows when typing pauses, not each key */

struct _DcrEscalationPage
{
  GtkBox parent_instance;

  GtkDropDown *queue, *state;
  GtkLabel *count;
  GtkStack *faces;
  GtkScrolledWindow *scrolled;
  GtkColumnView *table;
  GtkBox *empty, *foot;

  DcrSession *session;
  DcrEscalationPane *pane;
  DcrEscalationModel *model;
  GtkSingleSelection *selection;
  GPtrArray *queues;
  DcrEscalationView view;
  char *words;
  DcrUuid wanted; /* to be selected when the list is there; null: the first */
  gboolean showing;
  gboolean typing; /* the rows to come answer words that are being typed */
  gboolean unread; /* the pane does not show the selected row yet */
  guint tick_id, read_id, room_id;
};

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrEscalationPage, dcr_escalation_page, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

/* In the drop-down: all open ones, each state, closed ones. */
static const DcrEscalationState states[]
    = { DCR_ESCALATION_NONE,    DCR_ESCALATION_RECEIVED, DCR_ESCALATION_TAKEN,
        DCR_ESCALATION_ASKED,   DCR_ESCALATION_ANSWERED, DCR_ESCALATION_RETURNED,
        DCR_ESCALATION_REOPENED };

/* ---- Query ----------------------------------------------------------------------------------- */

static gboolean
shows_closed (DcrEscalationPage *self)
{
  return gtk_drop_down_get_selected (self->state) == G_N_ELEMENTS (states);
}

static void
query (DcrEscalationPage *self)
{
  guint state = gtk_drop_down_get_selected (self->state),
        queue = gtk_drop_down_get_selected (self->queue);
  const DcrQueue *chosen
      = queue > 0 && queue - 1 < self->queues->len ? self->queues->pdata[queue - 1] : NULL;

  dcr_escalation_model_query (self->model, shows_closed (self) ? DCR_VIEW_CLOSED : self->view,
                              chosen != NULL ? chosen->id : NULL,
                              state < G_N_ELEMENTS (states) ? states[state] : DCR_ESCALATION_NONE,
                              self->words);
}

static void
on_filter_changed (DcrEscalationPage *self)
{
  if (!self->showing)
    query (self);
}

/* ---- States of the page ---------------------------------------------------------------------- */

static void
on_show_closed (DcrEscalationPage *self)
{
  gtk_drop_down_set_selected (self->state, G_N_ELEMENTS (states));
}

static void
on_retry (DcrEscalationPage *self)
{
  query (self);
}

static GtkWidget *
new_button (DcrEscalationPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
show_empty (DcrEscalationPage *self)
{
  gboolean filtered = self->words != NULL && self->words[0] != '\0';
  gint64 now = dcr_clock_now_ms ();
  gint64 next
      = dcr_escalation_next_due (dcr_store_reader (dcr_session_get_store (self->session)), now);
  g_autofree char *day = dcr_when_day_to_come (next, now), *hour = dcr_when_hour (next, NULL);
  g_autofree char *sentence = NULL, *title = NULL;
  GtkWidget *button
      = shows_closed (self)
            ? NULL
            : new_button (self, filtered ? _("Search the closed ones") : _("See the closed ones"),
                          G_CALLBACK (on_show_closed));

  if (filtered)
    title = g_strdup_printf (_("Nothing for “%s”"), self->words);
  else
    title
        = g_strdup (shows_closed (self) ? _("Nothing was closed yet") : _("No escalation here"));
  if (!filtered && next > 0)
    sentence = g_strdup_printf (_("The next promise falls %s at %s."), day, hour);
  dcr_empty_container (GTK_WIDGET (self->empty));
  gtk_box_append (self->empty,
                  dcr_empty_new (filtered ? "edit-find-symbolic" : "object-select-symbolic", title,
                                 sentence, button));
  gtk_stack_set_visible_child_name (self->faces, "empty");
}

static void
on_failed (DcrEscalationPage *self, const char *sentence)
{
  dcr_empty_container (GTK_WIDGET (self->empty));
  gtk_box_append (self->empty,
                  dcr_empty_new ("dialog-error-symbolic", _("The queue could not be read"),
                                 sentence,
                                 new_button (self, _("Try again"), G_CALLBACK (on_retry))));
  gtk_stack_set_visible_child_name (self->faces, "empty");
}

static void
on_loading (DcrEscalationPage *self)
{
  if (!dcr_escalation_model_is_loaded (self->model))
    gtk_stack_set_visible_child_name (self->faces, "loading");
}

static void
show_count (DcrEscalationPage *self)
{
  g_autofree char *n = dcr_format_count (dcr_escalation_model_get_found (self->model));
  g_autofree char *total = dcr_format_count (dcr_escalation_model_get_total (self->model));
  g_autofree char *text = shows_closed (self)
                              ? g_strdup_printf (_("%s out of %s · newest first"), n, total)
                              : g_strdup_printf (_("%s out of %s · by promise"), n, total);
  gtk_label_set_label (self->count, text);
}

/* ---- Selection ------------------------------------------------------------------------------- */

static gboolean
on_read (gpointer data)
{
  DcrEscalationPage *self = data;
  DcrEscalationItem *item = gtk_single_selection_get_selected_item (self->selection);

  self->read_id = 0;
  self->unread = FALSE;
  dcr_escalation_pane_show (self->pane, item != NULL ? dcr_escalation_item_get_id (item) : NULL);
  return G_SOURCE_REMOVE;
}

static void
read_after (DcrEscalationPage *self, guint ms)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  self->read_id = g_timeout_add (ms, on_read, self);
  self->unread = TRUE;
}

static void
on_selected (DcrEscalationPage *self)
{
  if (!self->showing)
    read_after (self, READ_AFTER_MS);
}

static void
select_at (DcrEscalationPage *self, guint at)
{
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (GTK_WIDGET (self->table), "list.scroll-to-item", "u", at);
}

/* The selection follows its escalation, wherever the new list has it. */
static void
restore_selection (DcrEscalationPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), at = G_MAXUINT;

  if (!dcr_uuid_is_null (&self->wanted))
    at = dcr_escalation_model_find (self->model, &self->wanted, FALSE);
  if (at == G_MAXUINT)
    at = 0;
  if (n > 0)
    select_at (self, at);
  read_after (self, self->typing ? PAUSE_MS : READ_AFTER_MS);
  self->typing = FALSE;
}

/* What is about to be done is done to the row that is selected. */
static void
read_now (DcrEscalationPage *self)
{
  if (!self->unread)
    return;
  g_clear_handle_id (&self->read_id, g_source_remove);
  on_read (self);
}

/* Somebody is near the end of what the list has, or the window is higher. */
static gboolean
on_room (gpointer data)
{
  DcrEscalationPage *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment),
         value = gtk_adjustment_get_value (adjustment),
         upper = gtk_adjustment_get_upper (adjustment);

  self->room_id = 0;
  if (value > 0 && value + 1.5 * page > upper)
    dcr_escalation_model_grow (self->model);
  else if (page > 1 && upper <= page)
    dcr_escalation_model_fill (self->model);
  return G_SOURCE_REMOVE;
}

/* It may be the list's own layout that says so: rows that came in the midst of it would not be laid
 * out. They come before the next frame. */
static void
on_scrolled (GtkAdjustment *adjustment, DcrEscalationPage *self)
{
  if (self->room_id == 0)
    self->room_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_room, self, NULL);
}

/* A single selection looks for its item in a new list, one by one: it holds none while the list
 * changes. */
static void
remember_selection (DcrEscalationPage *self)
{
  DcrEscalationItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL && dcr_uuid_is_null (&self->wanted))
    self->wanted = *dcr_escalation_item_get_id (item);
}

static void
on_items_changing (DcrEscalationPage *self)
{
  remember_selection (self);
  self->showing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->showing = FALSE;
}

static void
on_loaded (DcrEscalationPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (n == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (self->faces, "table");
  restore_selection (self);
  self->wanted = (DcrUuid){ { 0 } };
  dcr_follow_page_tell_listed (DCR_FOLLOW_PAGE (self));
}

/* Somebody may have asked meanwhile for a row that is further down, or scrolled to the end. */
static void
on_counted (DcrEscalationPage *self)
{
  if (!dcr_uuid_is_null (&self->wanted))
    dcr_escalation_page_select (self, &self->wanted);
  self->wanted = (DcrUuid){ { 0 } };
  on_scrolled (NULL, self);
  show_count (self);
  dcr_follow_page_tell_counted (DCR_FOLLOW_PAGE (self));
}

gboolean
dcr_escalation_page_select (DcrEscalationPage *self, const DcrUuid *id)
{
  guint at = dcr_escalation_model_find (self->model, id, TRUE);

  self->wanted = *id;
  if (at == G_MAXUINT)
    return FALSE;
  select_at (self, at);
  return TRUE;
}

const guint *
dcr_escalation_page_get_counts (DcrEscalationPage *self)
{
  return dcr_escalation_model_get_counts (self->model);
}

/* The table is what one works with: the filters come before it in the order of Tab only. */
static gboolean
dcr_escalation_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DcrEscalationPage *self = DCR_ESCALATION_PAGE (widget);
  gboolean from_outside = gtk_widget_get_focus_child (widget) == NULL;

  if (from_outside && direction == GTK_DIR_TAB_FORWARD
      && gtk_widget_get_mapped (GTK_WIDGET (self->table))
      && gtk_widget_child_focus (GTK_WIDGET (self->table), direction))
    return TRUE;
  return GTK_WIDGET_CLASS (dcr_escalation_page_parent_class)->focus (widget, direction);
}

static void
on_activate (DcrEscalationPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
}

/* ---- The pane -------------------------------------------------------------------------------- */

/* What is settled makes room for the next row; what was only taken or asked stays under the eyes.
 */
static void
on_done (DcrEscalationPage *self, int act)
{
  gboolean settled = act == DCR_ACT_ANSWER || act == DCR_ACT_RETURN || act == DCR_ACT_CLOSE
                     || act == DCR_ACT_MERGE || act == DCR_ACT_RELEASE;
  guint at = gtk_single_selection_get_selected (self->selection);
  g_autoptr (DcrEscalationItem) next
      = settled ? g_list_model_get_item (G_LIST_MODEL (self->model), at + 1) : NULL;

  if (next != NULL)
    self->wanted = *dcr_escalation_item_get_id (next);
  dcr_follow_page_say (DCR_FOLLOW_PAGE (self), _("Done, and kept in its life."));
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (page);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return GTK_WIDGET (DCR_ESCALATION_PAGE (page)->pane);
}

static void
offer_queues (DcrEscalationPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *queues
      = dcr_queue_list (dcr_store_reader (dcr_session_get_store (self->session)), NULL);

  if (queues == NULL || (self->queues != NULL && self->queues->len == queues->len))
    {
      g_clear_pointer (&queues, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  self->queues = queues;
  gtk_string_list_append (names, _("All queues"));
  for (guint i = 0; i < queues->len; i++)
    gtk_string_list_append (names, ((DcrQueue *)queues->pdata[i])->name);
  gtk_drop_down_set_model (self->queue, G_LIST_MODEL (names));
}

static void
show_view (DcrFollowPage *page, const char *id)
{
  static const struct
  {
    const char *id;
    DcrEscalationView view;
  } views[] = {
    { "escalations", DCR_VIEW_OPEN },
    { "mine", DCR_VIEW_MINE },
    { "late", DCR_VIEW_LATE },
    { "asked", DCR_VIEW_ASKED },
    { "duplicates", DCR_VIEW_DUPLICATES },
  };
  DcrEscalationPage *self = DCR_ESCALATION_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].id, id))
      self->view = views[i].view;
  self->showing = TRUE;
  offer_queues (self);
  gtk_drop_down_set_selected (self->state, 0);
  self->showing = FALSE;
  query (self);
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrEscalationPage *self = DCR_ESCALATION_PAGE (page);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  self->typing = TRUE;
  g_clear_handle_id (&self->read_id, g_source_remove); /* set again with the rows that come */
  query (self);
}

static void
reload (DcrFollowPage *page)
{
  DcrEscalationPage *self = DCR_ESCALATION_PAGE (page);

  dcr_escalation_pane_reload (self->pane); /* what is read and may be done changes at once */
  dcr_escalation_model_reload (self->model);
}

static void
suggested (DcrFollowPage *page)
{
  read_now (DCR_ESCALATION_PAGE (page));
  dcr_escalation_pane_suggested (DCR_ESCALATION_PAGE (page)->pane);
}

static gboolean
key (DcrFollowPage *page, guint keyval, GdkModifierType state)
{
  DcrEscalationPane *pane = DCR_ESCALATION_PAGE (page)->pane;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == GDK_CONTROL_MASK
      && gdk_keyval_to_lower (keyval) == GDK_KEY_p)
    {
      read_now (DCR_ESCALATION_PAGE (page));
      return (state & GDK_SHIFT_MASK) != 0 ? dcr_escalation_pane_export (pane)
                                           : dcr_escalation_pane_print (pane);
    }
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    return FALSE;
  read_now (DCR_ESCALATION_PAGE (page));
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_q:
      return dcr_escalation_pane_act (pane, DCR_ACT_ASK);
    case GDK_KEY_r:
      return dcr_escalation_pane_act (pane, DCR_ACT_RETURN);
    case GDK_KEY_m:
      return dcr_escalation_pane_act (pane, DCR_ACT_MERGE);
    default:
      return FALSE;
    }
}

static gboolean
escape (DcrFollowPage *page)
{
  return dcr_escalation_pane_escape (DCR_ESCALATION_PAGE (page)->pane);
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

static gboolean
on_tick (gpointer data)
{
  DcrEscalationPage *self = data;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dcr_escalation_cells_tick (self->table);
  return G_SOURCE_CONTINUE;
}

static void
dcr_escalation_page_dispose (GObject *object)
{
  DcrEscalationPage *self = DCR_ESCALATION_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->room_id, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->pane);
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_escalation_page_parent_class)->dispose (object);
}

static void
dcr_escalation_page_class_init (DcrEscalationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_escalation_page_dispose;
  widget_class->focus = dcr_escalation_page_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-escalation-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrEscalationPage, name)
  BIND (queue);
  BIND (state);
  BIND (count);
  BIND (faces);
  BIND (scrolled);
  BIND (table);
  BIND (empty);
  BIND (foot);
#undef BIND
}

static void
offer_states (DcrEscalationPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Open"));
  for (guint i = 1; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (names, dcr_escalation_state_label (states[i]));
  gtk_string_list_append (names, _("Closed"));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (names));
}

static void
dcr_escalation_page_init (DcrEscalationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  offer_states (self);
  dcr_escalation_cells_add (self->table);
  gtk_box_append (self->foot,
                  dcr_keys_line_new ("↑ ↓", _("choose"), C_("key", "Enter"), _("read"), "F6",
                                     _("next pane"), "Ctrl+K", _("filter"), NULL));
  g_signal_connect_swapped (self->queue, "notify::selected", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (self->state, "notify::selected", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (on_activate), self);
}

GtkWidget *
dcr_escalation_page_new (DcrSession *session)
{
  DcrEscalationPage *self = g_object_new (DCR_TYPE_ESCALATION_PAGE, NULL);

  self->session = g_object_ref (session);
  self->pane = g_object_ref_sink (DCR_ESCALATION_PANE (dcr_escalation_pane_new (session)));
  self->model = dcr_escalation_model_new (session);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (on_scrolled), self, 0);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (on_scrolled), self, 0);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->model, "changing", G_CALLBACK (on_items_changing), self);
  g_signal_connect_swapped (self->model, "loading", G_CALLBACK (on_loading), self);
  g_signal_connect_swapped (self->model, "loaded", G_CALLBACK (on_loaded), self);
  g_signal_connect_swapped (self->model, "counted", G_CALLBACK (on_counted), self);
  g_signal_connect_swapped (self->model, "failed", G_CALLBACK (on_failed), self);
  dcr_follow_page_pass_on (DCR_FOLLOW_PAGE (self), GTK_WIDGET (self->pane));
  g_signal_connect_object (self->pane, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  return GTK_WIDGET (self);
}
