/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-composer.h"

#include <adwaita.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-composer-side.h"
#include "desk/follow/dcr-mail-preview.h"
#include "desk/follow/dcr-sms-preview.h"

struct _DcrComposer
{
  GtkBox parent_instance;

  GtkBox *place;
  GtkLabel *sentence, *send_label;
  GtkWidget *refusal_icon, *send_key, *to_side;
  GtkToggleButton *edit;
  GtkButton *cancel, *send;

  DcrSession *session;
  DcrComposerModel *model;
  DcrComposerSide *side;
  GtkWidget *preview;
  char *failed; /* why it could not be put in the outbox, or NULL */
};

static void form_init (DcrFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrComposer, dcr_composer, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, form_init))

static gboolean
is_mail (DcrComposer *self)
{
  return dcr_composer_model_get_channel (self->model) == DCR_CHANNEL_MAIL;
}

/* ---- When it leaves, or why it does not ------------------------------------------------------ */

static char *
tell_hours (const DcrHours *hours, gint64 due)
{
  gint64 opens = dcr_hours_next_open (hours, due);
  g_autofree char *hour = dcr_format_hour (opens);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (opens / 1000);
  g_autofree char *iso = dcr_clock_to_iso (opens);
  g_autofree char *day = dcr_format_date (iso, dcr_clock_now_ms ());

  if (g_date_time_get_day_of_year (today) == g_date_time_get_day_of_year (then))
    return g_strdup_printf (_("Will leave today at %s. The call is not closed."), hour);
  return g_strdup_printf (_("Will leave on %s at %s. The call is not closed."), day, hour);
}

static char *
tell_departure (DcrComposer *self)
{
  DcrDeliverer *deliverer = dcr_session_start_deliverer (self->session);
  const DcrSending *sending = dcr_composer_model_get_sending (self->model);
  const DcrRules *rules = dcr_composer_model_get_rules (self->model);
  const char *trouble = dcr_deliverer_get_trouble (deliverer);
  gint64 due = dcr_clock_now_ms () + rules->hold_ms;

  if (sending != NULL && sending->dummy)
    return g_strdup (_("Demonstration: nothing will really leave."));
  if (trouble != NULL)
    return g_strdup_printf (_("Will wait in the outbox. %s"), trouble);
  if (!is_mail (self) && sending != NULL && !sending->any_hour)
    {
      DcrHours hours
          = dcr_message_hours (&sending->hours, dcr_composer_model_get_recipient (self->model));
      if (!dcr_hours_is_open (&hours, due))
        return tell_hours (&hours, due);
    }
  return g_strdup (_("Will leave at once. The call is not closed."));
}

static void
show_bar (DcrComposer *self)
{
  const char *refusal
      = self->failed != NULL ? self->failed : dcr_composer_model_get_refusal (self->model);
  g_autofree char *departure = refusal == NULL ? tell_departure (self) : NULL;

  gtk_label_set_label (self->sentence, refusal != NULL ? refusal : departure);
  gtk_widget_set_visible (self->refusal_icon, refusal != NULL);
  if (refusal != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "dim-label");
  gtk_widget_set_visible (self->send_key, refusal == NULL);
}

static void
model_changed (DcrComposer *self)
{
  g_clear_pointer (&self->failed, g_free);
  show_bar (self);
}

/* ---- Acts ------------------------------------------------------------------------------------ */

/* While it is held back it can still be taken back. */
static void
offer_to_cancel (DcrComposer *self, const char *sentence)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;
  char id[DCR_UUID_TEXT_SIZE];

  if (overlay == NULL)
    return;
  dcr_uuid_to_text (dcr_composer_model_get_id (self->model), id);
  toast = adw_toast_new (sentence);
  adw_toast_set_button_label (toast, _("Cancel"));
  adw_toast_set_action_name (toast, "win.message-cancel");
  adw_toast_set_action_target (toast, "s", id);
  adw_toast_set_timeout (toast, 5);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
sent (DcrComposer *self, const char *sentence)
{
  g_autoptr (DcrComposer) alive = g_object_ref (self);

  offer_to_cancel (self, sentence);
  dcr_form_emit_done (DCR_FORM (self), NULL);
}

static void
failed (DcrComposer *self, const char *sentence)
{
  g_free (self->failed);
  self->failed = g_strdup (sentence);
  show_bar (self);
}

static void
send_clicked (DcrComposer *self)
{
  if (!dcr_composer_model_send (self->model))
    dcr_composer_side_focus_missing (self->side);
}

static void
left (DcrComposer *self)
{
  dcr_form_emit_done (DCR_FORM (self), NULL);
}

static void
edit_toggled (DcrComposer *self)
{
  dcr_mail_preview_set_editing (DCR_MAIL_PREVIEW (self->preview),
                                gtk_toggle_button_get_active (self->edit));
}

static gboolean
go_to_missing (GtkWidget *widget, GVariant *args, gpointer data)
{
  return dcr_composer_side_focus_missing (DCR_COMPOSER (widget)->side);
}

static gboolean
swap_version (GtkWidget *widget, GVariant *args, gpointer data)
{
  DcrComposer *self = DCR_COMPOSER (widget);

  if (is_mail (self))
    gtk_toggle_button_set_active (self->edit, !gtk_toggle_button_get_active (self->edit));
  else
    dcr_composer_model_set_short (self->model, !dcr_composer_model_get_short (self->model));
  return TRUE;
}

static void
add_key (DcrComposer *self, guint keyval, GdkModifierType state, GtkShortcutFunc func)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, state),
                        gtk_callback_action_new (func, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- The form -------------------------------------------------------------------------------- */

static GtkWidget *
get_side (DcrForm *form)
{
  return GTK_WIDGET (DCR_COMPOSER (form)->side);
}

static GtkWidget *
get_main (DcrForm *form)
{
  return GTK_WIDGET (form);
}

static void
focus (DcrForm *form)
{
  dcr_composer_side_focus (DCR_COMPOSER (form)->side);
}

static void
submit (DcrForm *form)
{
  send_clicked (DCR_COMPOSER (form));
}

static void
form_init (DcrFormInterface *iface)
{
  iface->get_side = get_side;
  iface->get_main = get_main;
  iface->focus = focus;
  iface->submit = submit;
}

static void
dcr_composer_map (GtkWidget *widget)
{
  DcrComposer *self = DCR_COMPOSER (widget);

  gtk_widget_set_visible (self->to_side,
                          gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (widget))) < 720);
  GTK_WIDGET_CLASS (dcr_composer_parent_class)->map (widget);
}

static void
dcr_composer_dispose (GObject *object)
{
  DcrComposer *self = DCR_COMPOSER (object);

  g_clear_object (&self->side);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->failed, g_free);
  G_OBJECT_CLASS (dcr_composer_parent_class)->dispose (object);
}

static void
dcr_composer_class_init (DcrComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_composer_dispose;
  widget_class->map = dcr_composer_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-composer.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DcrComposer, child)
  BIND (place);
  BIND (to_side);
  BIND (sentence);
  BIND (refusal_icon);
  BIND (edit);
  BIND (cancel);
  BIND (send);
  BIND (send_label);
  BIND (send_key);
#undef BIND
}

static void
dcr_composer_init (DcrComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dcr_width_first_apply (GTK_WIDGET (self));
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_clicked), self);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (left), self);
  g_signal_connect_swapped (self->edit, "toggled", G_CALLBACK (edit_toggled), self);
  add_key (self, GDK_KEY_F8, 0, go_to_missing);
  add_key (self, GDK_KEY_r, GDK_CONTROL_MASK, swap_version);
}

DcrForm *
dcr_composer_new (DcrSession *session, DcrCall *call, DcrChannel channel)
{
  DcrComposer *self = g_object_ref_sink (g_object_new (DCR_TYPE_COMPOSER, NULL));
  gboolean mail = channel == DCR_CHANNEL_MAIL;

  self->session = g_object_ref (session);
  self->model = dcr_composer_model_new (session, call, channel);
  self->side = g_object_ref_sink (DCR_COMPOSER_SIDE (dcr_composer_side_new (self->model)));
  self->preview = mail ? dcr_mail_preview_new (self->model) : dcr_sms_preview_new (self->model);
  gtk_box_append (self->place, self->preview);
  gtk_widget_set_visible (GTK_WIDGET (self->edit), mail);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), !mail); /* Échap does it; no room for three */
  gtk_label_set_label (self->send_label, mail ? _("Send the e-mail") : _("Send the SMS"));
  dcr_name (GTK_WIDGET (self->send), mail ? _("Send the e-mail") : _("Send the SMS"), NULL);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "sent", G_CALLBACK (sent), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed), self, G_CONNECT_SWAPPED);
  show_bar (self);
  return DCR_FORM (self);
}

DcrComposerModel *
dcr_composer_get_model (DcrComposer *self)
{
  return self->model;
}
