/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-idle-page.h"

#include <adwaita.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-filter.h"
#include "desk/call/dcr-first-start.h"
#include "desk/call/dcr-recents.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/common/dcr-notice-card.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define RECENT 6

struct _DcrIdlePage
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *notices, *recent, *try;
  GtkBox *cards;
  GtkListBox *recent_list, *base_list;
  GtkLabel *total;
  DcrSession *session;
  DcrUuid person;
};

G_DEFINE_FINAL_TYPE (DcrIdlePage, dcr_idle_page, GTK_TYPE_WIDGET)

enum
{
  ARTICLE_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  return row;
}

static void
append_recent (DcrIdlePage *self, const DcrRecent *recent)
{
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", recent->id, recent->when);
  GtkWidget *row = row_new (recent->title, subtitle);

  if (recent->withdrawn)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               dcr_tag_new (_("withdrawn"), "error", "dialog-error-symbolic"));
  else if (recent->changed)
    adw_action_row_add_suffix (
        ADW_ACTION_ROW (row),
        dcr_tag_new (_("changed"), "accent", "software-update-available-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "ref", g_strdup (recent->ref), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->recent_list, row);
}

/* The newest import of each public says how old what is read out may be. */
static void
append_imports (DcrIdlePage *self, DcrReference *reference)
{
  g_autoptr (GPtrArray) imports = dcr_reference_imports (reference, NULL);
  gint64 now = dcr_clock_now_ms ();
  guint seen = 0;

  for (guint i = 0; imports != NULL && i < imports->len; i++)
    {
      const DcrImportRecord *import = g_ptr_array_index (imports, i);
      g_autofree char *count = NULL, *day = NULL, *when = NULL, *subtitle = NULL;
      GtkWidget *row;

      if (seen & (1u << import->audience))
        continue;
      seen |= 1u << import->audience;
      count = dcr_format_count (dcr_reference_count (reference, import->audience));
      day = dcr_format_date (import->date, now);
      when = dcr_format_day (import->imported_ms, now);
      /* Translators: day of the archive, day of its import */
      subtitle = g_strdup_printf (_("archive of %s · imported %s"), day, when);
      row = row_new (dcr_format_audience (import->audience), subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), dcr_label_new (count, "dim-label numeric"));
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (self->base_list, row);
    }
}

static void
show_total (DcrIdlePage *self, DcrReference *reference)
{
  guint total = 0;

  for (int audience = 0; audience < DCR_N_AUDIENCES; audience++)
    total += dcr_reference_count (reference, audience);
  g_autofree char *count = dcr_format_count (total);
  g_autofree char *text = g_strdup_printf (ngettext ("%s article", "%s articles", total), count);
  gtk_label_set_text (self->total, text);
}

static void
show_notices (DcrIdlePage *self)
{
  GPtrArray *notices = dcr_notice_board_list (dcr_notice_board_of (self->session));

  dcr_notice_cards_show (self->cards, notices);
  gtk_widget_set_visible (self->notices, notices->len > 0);
}

void
dcr_idle_page_reload (DcrIdlePage *self)
{
  DcrReference *reference = dcr_session_get_reference (self->session);
  g_autoptr (GPtrArray) recents = dcr_recents_load (self->session, &self->person, RECENT);

  dcr_empty_container (GTK_WIDGET (self->recent_list));
  dcr_empty_container (GTK_WIDGET (self->base_list));
  for (guint i = 0; i < recents->len; i++)
    append_recent (self, g_ptr_array_index (recents, i));
  show_notices (self);
  gtk_widget_set_visible (self->recent, recents->len > 0);
  gtk_widget_set_visible (self->try, recents->len == 0);
  if (reference == NULL)
    return;
  append_imports (self, reference);
  show_total (self, reference);
}

static void
row_activated (DcrIdlePage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[ARTICLE_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "ref"));
}

static void
dcr_idle_page_dispose (GObject *object)
{
  DcrIdlePage *self = DCR_IDLE_PAGE (object);

  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_idle_page_parent_class)->dispose (object);
}

static void
dcr_idle_page_class_init (DcrIdlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_idle_page_dispose;
  signals[ARTICLE_CHOSEN] = g_signal_new ("article-chosen", DCR_TYPE_IDLE_PAGE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-idle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, notices);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, cards);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, recent);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, try);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, base_list);
  gtk_widget_class_bind_template_child (widget_class, DcrIdlePage, total);
}

static void
dcr_idle_page_init (DcrIdlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->try), dcr_examples_new ());
  g_signal_connect_object (self->recent_list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_idle_page_new (DcrSession *session, const DcrUuid *person)
{
  DcrIdlePage *self = g_object_new (DCR_TYPE_IDLE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->person = *person;
  g_signal_connect_object (dcr_notice_board_of (session), "changed", G_CALLBACK (show_notices),
                           self, G_CONNECT_SWAPPED);
  dcr_idle_page_reload (self);
  return GTK_WIDGET (self);
}
