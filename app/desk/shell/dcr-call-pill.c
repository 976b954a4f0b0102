/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-call-pill.h"

#include "base/dcr-clock.h"
#include "base/dcr-error.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrCallPill
{
  GtkButton parent_instance;

  GtkLabel *label;
  DcrCalls *calls;
  DcrCall *call;
  guint rank; /* of this call, when the caller called before; else 0 */
  guint tick;
};

G_DEFINE_FINAL_TYPE (DcrCallPill, dcr_call_pill, GTK_TYPE_BUTTON)

static void
set_state (DcrCallPill *self, const char *state, const char *text, const char *name)
{
  static const char *const states[] = { "idle", "live", "ringing" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], state))
      gtk_widget_add_css_class (GTK_WIDGET (self), states[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), states[i]);
  gtk_label_set_label (self->label, text);
  dcr_name (GTK_WIDGET (self), name, NULL);
}

static void
show_time (DcrCallPill *self)
{
  gint64 end = dcr_call_get_ended (self->call);
  gint64 now = end != 0 ? end : dcr_clock_now_ms ();
  g_autofree char *time = dcr_format_timer ((now - dcr_call_get_answered (self->call)) / 1000);

  if (self->rank == 0)
    {
      gtk_label_set_label (self->label, time);
      return;
    }
  /* Translators: time of the call, and its rank among those of this caller: « 02:41 · 3e appel » */
  g_autofree char *markup = g_strdup_printf (_("%s · call %u"), time, self->rank);
  gtk_label_set_markup (self->label, markup);
}

static gboolean
tick (gpointer data)
{
  show_time (data);
  return G_SOURCE_CONTINUE;
}

static void
read_rank (DcrCallPill *self)
{
  const DcrRepeat *repeat = self->call ? dcr_calls_get_repeat (self->calls, self->call) : NULL;
  guint days, rank;

  self->rank = repeat != NULL && dcr_repeat_rank (repeat, &days, &rank) ? rank : 0;
}

static void
update (DcrCallPill *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->call == NULL)
    {
      set_state (self, "idle", _("Waiting"), _("Waiting for a call"));
      return;
    }
  if (dcr_call_get_phase (self->call) == DCR_CALL_RINGING)
    {
      set_state (self, "ringing", _("Incoming call"), _("Incoming call"));
      return;
    }
  /* the seconds are never in the name: they would be announced */
  set_state (self, "live", "", _("Call in hand"));
  show_time (self);
  if (dcr_call_get_phase (self->call) == DCR_CALL_LIVE)
    self->tick = g_timeout_add_seconds (1, tick, self);
}

static void
call_changed (DcrCallPill *self, guint change)
{
  if (change & DCR_CALL_CHANGED_CALLER)
    read_rank (self);
  if (change & (DCR_CALL_CHANGED_PHASE | DCR_CALL_CHANGED_CALLER))
    update (self);
}

void
dcr_call_pill_set_call (DcrCallPill *self, DcrCalls *calls, DcrCall *call)
{
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, call_changed, self);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  read_rank (self);
  if (call != NULL)
    g_signal_connect_object (call, "changed", G_CALLBACK (call_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
dcr_call_pill_dispose (GObject *object)
{
  DcrCallPill *self = DCR_CALL_PILL (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, call_changed, self);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_call_pill_parent_class)->dispose (object);
}

static void
dcr_call_pill_class_init (DcrCallPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_call_pill_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/shell/dcr-call-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallPill, label);
}

static void
dcr_call_pill_init (DcrCallPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
dcr_call_pill_new (void)
{
  return g_object_new (DCR_TYPE_CALL_PILL, NULL);
}
