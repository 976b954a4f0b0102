/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-history-list.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define PAGE 50
#define DAY_MS G_GINT64_CONSTANT (86400000)

struct _DcrHistoryList
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkDropDown *period;
  GtkLabel *filter;
  GtkListBox *list;

  DcrCalls *calls;
  gint64 oldest; /* began of the last row; 0: none */
  DcrUuid oldest_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (DcrHistoryList, dcr_history_list, GTK_TYPE_BOX)

enum
{
  CALL_SELECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* F1344, N31, R2454: a letter and digits. */
static gboolean
is_article (const char *words)
{
  if (words[0] == '\0' || strchr ("FNRfnr", words[0]) == NULL || words[1] == '\0')
    return FALSE;
  for (const char *p = words + 1; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;
  return TRUE;
}

static gint64
from_of (DcrHistoryList *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  g_autoptr (GDateTime) today
      = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                               g_date_time_get_day_of_month (now), 0, 0, 0);
  gint64 start = g_date_time_to_unix (today) * 1000;

  switch (gtk_drop_down_get_selected (self->period))
    {
    case 0:
      return start;
    case 1:
      return start - 6 * DAY_MS;
    case 2:
      return start - 29 * DAY_MS;
    default:
      return 0;
    }
}

/* What is typed, as a filter that is said under the field: an article, or the reason it finds first. */
static gboolean
read_filter (DcrHistoryList *self, DcrHistoryQuery *query)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *said = NULL;
  g_autoptr (GArray) matches = NULL;

  if (words[0] == '\0')
    {
      gtk_label_set_label (self->filter, "");
      return TRUE;
    }
  if (is_article (words))
    {
      query->article = words;
      said = g_strdup_printf (_("Article %s"), words);
      gtk_label_set_label (self->filter, said);
      return TRUE;
    }
  matches = dcr_suggester_match (dcr_calls_get_suggester (self->calls), words);
  if (matches->len == 0)
    {
      gtk_label_set_label (self->filter, _("No reason contains these words"));
      return FALSE;
    }
  query->reason = g_array_index (matches, DcrMatch, 0).reason->id;
  said = g_strdup_printf (_("Reason: %s"), g_array_index (matches, DcrMatch, 0).reason->path);
  gtk_label_set_label (self->filter, said);
  return TRUE;
}

static char *
source_of (const DcrCallInfo *info)
{
  gint64 from = info->answered ? info->answered : info->began;
  gint64 to = info->ended ? info->ended : info->closed;
  g_autofree char *day = dcr_format_day (info->began, dcr_clock_now_ms ());
  g_autofree char *hour = dcr_format_hour (info->began);
  g_autofree char *length = dcr_format_timer ((to - from) / 1000);
  g_autofree char *outcome = g_utf8_strdown (dcr_outcome_label (info->outcome), -1);

  return g_strdup_printf ("%s, %s · %s · %s", day, hour, outcome, length);
}

static void
add_call (DcrHistoryList *self, const DcrCallInfo *info)
{
  DcrListRow *row = DCR_LIST_ROW (dcr_list_row_new ());
  g_autofree char *source = source_of (info);
  char id[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&info->id, id);
  dcr_list_row_set_title_text (row, info->reason_path ? info->reason_path : _("Not qualified"));
  dcr_list_row_set_source (row, source);
  if (info->rank > 1)
    {
      g_autofree char *rank = g_strdup_printf (_("call %u"), info->rank);
      dcr_list_row_set_tag (row, rank, "warning", "view-refresh-symbolic");
    }
  dcr_list_row_set_target (row, 0, id, NULL);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  self->oldest = info->began;
  self->oldest_id = info->id;
}

static void
add_more_row (DcrHistoryList *self)
{
  DcrListRow *row = DCR_LIST_ROW (dcr_list_row_new ());

  dcr_list_row_set_title_text (row, _("Older calls"));
  dcr_list_row_set_target (row, 1, NULL, NULL);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
append_page (DcrHistoryList *self, gint64 before)
{
  DcrHistoryQuery query = { .from = from_of (self),
                            .to = before,
                            .before = before != 0 ? &self->oldest_id : NULL,
                            .limit = PAGE };
  g_autoptr (GPtrArray) calls = NULL;

  if (read_filter (self, &query))
    calls = dcr_history_find (dcr_store_reader (dcr_calls_get_store (self->calls)),
                              dcr_calls_get_person (self->calls), &query, NULL);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    add_call (self, calls->pdata[i]);
  if (calls != NULL && calls->len == PAGE)
    add_more_row (self);
}

static void
fill (DcrHistoryList *self)
{
  self->filling = TRUE;
  dcr_empty_container (GTK_WIDGET (self->list));
  append_page (self, 0);
  self->filling = FALSE;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

void
dcr_history_list_reload (DcrHistoryList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row ? gtk_list_box_row_get_index (row) : 0;

  fill (self);
  row = gtk_list_box_get_row_at_index (self->list, at);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
on_selected (GtkListBox *list, GtkListBoxRow *row, DcrHistoryList *self)
{
  DcrUuid id;

  if (self->filling || row == NULL || dcr_list_row_get_kind (DCR_LIST_ROW (row)) != 0
      || !dcr_uuid_from_text (dcr_list_row_get_ref (DCR_LIST_ROW (row)), &id))
    return;
  g_signal_emit (self, signals[CALL_SELECTED], 0, &id);
}

static void
on_activated (GtkListBox *list, GtkListBoxRow *row, DcrHistoryList *self)
{
  if (dcr_list_row_get_kind (DCR_LIST_ROW (row)) != 1)
    return;
  gtk_list_box_remove (list, GTK_WIDGET (row));
  append_page (self, self->oldest);
}

static gboolean
dcr_history_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DCR_HISTORY_LIST (widget)->entry));
}

static void
dcr_history_list_dispose (GObject *object)
{
  g_clear_object (&DCR_HISTORY_LIST (object)->calls);
  G_OBJECT_CLASS (dcr_history_list_parent_class)->dispose (object);
}

static void
dcr_history_list_class_init (DcrHistoryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_history_list_dispose;
  widget_class->grab_focus = dcr_history_list_grab_focus;
  signals[CALL_SELECTED] = g_signal_new ("call-selected", DCR_TYPE_HISTORY_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-history-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryList, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryList, period);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryList, filter);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryList, list);
}

static void
dcr_history_list_init (DcrHistoryList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_history_list_new (DcrCalls *calls)
{
  DcrHistoryList *self = g_object_new (DCR_TYPE_HISTORY_LIST, NULL);

  self->calls = g_object_ref (calls);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (fill), self);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_selected), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_activated), self);
  fill (self);
  return GTK_WIDGET (self);
}
