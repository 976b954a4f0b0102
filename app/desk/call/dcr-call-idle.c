/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-idle.h"

#include <adwaita.h>
#include <string.h>

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "text/dcr-phone.h"

#define MAX_SHOWN 5

struct _DcrCallIdle
{
  GtkBox parent_instance;

  GtkBox *content;
  GtkWidget *waiting, *today;
  GtkListBox *waiting_list, *today_list;
  GtkLabel *count;
  GtkWidget *all;

  DcrCalls *calls;
};

G_DEFINE_FINAL_TYPE (DcrCallIdle, dcr_call_idle, GTK_TYPE_BOX)

enum
{
  BEGIN_ASKED,
  HISTORY_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* « 10:52 », a column of hours */
static char *
clock_of (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);
  return g_date_time_format (time, "%H:%M");
}

/* « Famille › Motif »: the reason first, it is the family that may be cut off. */
static char *
title_markup (const char *path)
{
  const char *leaf = g_strrstr (path, " › ");
  g_autofree char *family = leaf != NULL ? g_markup_escape_text (path, leaf - path) : NULL;
  g_autofree char *label = g_markup_escape_text (leaf != NULL ? leaf + strlen (" › ") : path, -1);

  return family != NULL
             ? g_strdup_printf ("%s  <span size='smaller' alpha='72%%'>%s</span>", label, family)
             : g_steal_pointer (&label);
}

static GtkWidget *
new_row (const char *hour, const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = dcr_label_new (title, NULL);
  GtkWidget *more = dcr_label_new (subtitle, "caption dim-label");
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", hour, title, subtitle);

  g_autofree char *markup = title_markup (title);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), more);
  gtk_box_append (GTK_BOX (box), dcr_label_new (hour, "numeric dim-label"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  dcr_name (row, name, NULL);
  return row;
}

/* « répondu · 03:40 », « mal dirigé → impôts · 01:30 » */
static char *
subtitle_of (const DcrCallInfo *info)
{
  g_autofree char *outcome = g_utf8_strdown (dcr_outcome_label (info->outcome), -1);
  gint64 from = info->answered ? info->answered : info->began;
  gint64 to = info->ended ? info->ended : info->closed;
  g_autofree char *length = dcr_format_timer ((to - from) / 1000);

  if (info->service != NULL)
    return g_strdup_printf ("%s → %s · %s", outcome, info->service, length);
  if (info->answered_too == DCR_TELL_YES)
    return g_strdup_printf (_("%s, answer given · %s"), outcome, length);
  return g_strdup_printf ("%s · %s", outcome, length);
}

static void
show_today (DcrCallIdle *self)
{
  guint total = 0;
  g_autoptr (GPtrArray) calls
      = self->calls ? dcr_calls_list_today (self->calls, MAX_SHOWN, &total, NULL) : NULL;
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u call", "%u calls", total), total);

  dcr_empty_container (GTK_WIDGET (self->today_list));
  gtk_widget_set_visible (self->today, total > 0);
  gtk_label_set_label (self->count, count);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    {
      const DcrCallInfo *info = calls->pdata[i];
      g_autofree char *hour = clock_of (info->began);
      g_autofree char *subtitle = subtitle_of (info);
      gtk_list_box_append (
          self->today_list,
          new_row (hour, info->reason_path ? info->reason_path : _("Not qualified"), subtitle));
      gtk_list_box_row_set_activatable (
          GTK_LIST_BOX_ROW (gtk_widget_get_last_child (GTK_WIDGET (self->today_list))), FALSE);
    }
}

static void
show_waiting (DcrCallIdle *self)
{
  GPtrArray *waiting = self->calls ? dcr_calls_get_waiting (self->calls) : NULL;

  dcr_empty_container (GTK_WIDGET (self->waiting_list));
  gtk_widget_set_visible (self->waiting, waiting && waiting->len > 0);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      DcrCall *call = waiting->pdata[i];
      const DcrReason *reason
          = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), dcr_call_get_reason (call));
      g_autofree char *hour = clock_of (dcr_call_get_began (call));
      g_autofree char *missing = dcr_call_describe_missing (call);
      DcrPhone phone;
      GtkWidget *row;
      dcr_phone_parse (dcr_call_get_number (call), &phone);
      row = new_row (hour,
                     reason           ? reason->path
                     : phone.shown[0] ? phone.shown
                                      : _("Call without a reason yet"),
                     missing ? missing : _("ready to close"));
      g_object_set_data_full (G_OBJECT (row), "dcr-call", g_object_ref (call), g_object_unref);
      gtk_list_box_append (self->waiting_list, row);
    }
}

static void
on_waiting_activated (GtkListBox *list, GtkListBoxRow *row, DcrCallIdle *self)
{
  dcr_calls_take (self->calls, g_object_get_data (G_OBJECT (row), "dcr-call"));
}

static void
on_closed (DcrCalls *calls, DcrCall *call, DcrCallIdle *self)
{
  show_today (self);
}

static void
on_waiting_changed (DcrCalls *calls, DcrCallIdle *self)
{
  show_waiting (self);
}

void
dcr_call_idle_set_calls (DcrCallIdle *self, DcrCalls *calls)
{
  if (self->calls != NULL)
    g_signal_handlers_disconnect_by_data (self->calls, self);
  g_set_object (&self->calls, calls);
  if (calls != NULL)
    {
      g_signal_connect (calls, "closed", G_CALLBACK (on_closed), self);
      g_signal_connect (calls, "waiting-changed", G_CALLBACK (on_waiting_changed), self);
    }
  show_today (self);
  show_waiting (self);
}

static void
on_begin_clicked (GtkButton *button, DcrCallIdle *self)
{
  g_signal_emit (self, signals[BEGIN_ASKED], 0);
}

static void
on_all_clicked (GtkButton *button, DcrCallIdle *self)
{
  g_signal_emit (self, signals[HISTORY_ASKED], 0);
}

static void
dcr_call_idle_dispose (GObject *object)
{
  DcrCallIdle *self = DCR_CALL_IDLE (object);

  if (self->calls != NULL)
    g_signal_handlers_disconnect_by_data (self->calls, self);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_call_idle_parent_class)->dispose (object);
}

static void
dcr_call_idle_class_init (DcrCallIdleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_call_idle_dispose;
  signals[BEGIN_ASKED] = g_signal_new ("begin-asked", DCR_TYPE_CALL_IDLE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY_ASKED] = g_signal_new ("history-asked", DCR_TYPE_CALL_IDLE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-call-idle.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, content);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, waiting);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, today);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, today_list);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, count);
  gtk_widget_class_bind_template_child (widget_class, DcrCallIdle, all);
}

static void
dcr_call_idle_init (DcrCallIdle *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "call-start-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("New call"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  dcr_name (button, _("New call"), NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_begin_clicked), self);
  gtk_box_prepend (
      self->content,
      dcr_empty_new ("audio-headset-symbolic", _("Waiting for a call"),
                     _("The call opens here as soon as it rings. Without telephony: Ctrl+N."),
                     button));
  g_signal_connect (self->all, "clicked", G_CALLBACK (on_all_clicked), self);
  g_signal_connect (self->waiting_list, "row-activated", G_CALLBACK (on_waiting_activated), self);
}
