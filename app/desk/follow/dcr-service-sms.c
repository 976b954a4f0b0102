/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-service-sms.h"

#include "desk/common/dcr-parts.h"
#include "session/dcr-session-followup.h"

#define MESSAGE_CODE "service-sms"

struct _DcrServiceSms
{
  GtkBox parent_instance;

  GtkWidget *preview, *button, *label;
  DcrSession *session;
  DcrCall *call;
  gulong changed_id;
  char *shown;   /* service whose words are on the screen, or NULL */
  char *sent;    /* service that was sent in this call, or NULL */
};

G_DEFINE_FINAL_TYPE (DcrServiceSms, dcr_service_sms, GTK_TYPE_BOX)

enum
{
  SAID,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const DcrService *
service_of (DcrServiceSms *self)
{
  DcrCalls *calls = dcr_session_get_calls (self->session);
  const char *id
      = self->call != NULL && dcr_call_get_outcome (self->call) == DCR_OUTCOME_MISDIRECTED
            ? dcr_call_get_service (self->call)
            : NULL;
  return id != NULL ? dcr_service_find (dcr_calls_get_services (calls), id) : NULL;
}

/* Name, number with its price, hours: on one line, as it is read. */
static char *
describe (const DcrService *service)
{
  GString *text = g_string_new (service->name);

  if (service->number[0] != '\0')
    g_string_append_printf (text, ", %s", service->number);
  if (service->number[0] != '\0' && service->price_class[0] != '\0')
    g_string_append_printf (text, " (%s)", service->price_class);
  if (service->hours[0] != '\0')
    g_string_append_printf (text, ", %s", service->hours);
  return g_string_free (text, FALSE);
}

static DcrMessage *
make_message (DcrServiceSms *self, const DcrService *service, GError **error)
{
  g_autofree char *counter = describe (service);
  const char *number = dcr_call_get_number (self->call);

  return dcr_session_make_sms (self->session, MESSAGE_CODE, number != NULL ? number : "",
                               dcr_call_get_id (self->call), dcr_call_get_began (self->call),
                               counter, error);
}

static void
say (DcrServiceSms *self, const char *text, const char *button)
{
  gtk_label_set_label (GTK_LABEL (self->preview), text != NULL ? text : "");
  gtk_widget_set_visible (self->preview, text != NULL);
  gtk_label_set_label (GTK_LABEL (self->label), button);
  dcr_name (self->button, button, text);
}

static void
update (DcrServiceSms *self)
{
  const DcrService *service = service_of (self);
  gboolean sent = service != NULL && g_strcmp0 (self->sent, service->id) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self), service != NULL);
  if (service == NULL || g_strcmp0 (self->shown, service->id) != 0)
    {
      g_clear_pointer (&self->shown, g_free);
      say (self, sent ? _("These details are in the outbox.") : NULL, _("Send by SMS"));
    }
  gtk_widget_set_visible (self->button, !sent);
}

static void
on_queued (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrServiceSms) self = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = dcr_outbox_finish (DCR_OUTBOX (source), result, &error);

  if (self->session == NULL)
    return;
  if (!kept)
    g_clear_pointer (&self->sent, g_free);
  g_signal_emit (self, signals[SAID], 0,
                 kept ? _("SMS queued: the service’s details") : error->message);
  g_clear_pointer (&self->shown, g_free);
  update (self);
}

gboolean
dcr_service_sms_press (DcrServiceSms *self)
{
  const DcrService *service = service_of (self);
  g_autoptr (GError) error = NULL;
  DcrMessage *message;

  if (service == NULL || g_strcmp0 (self->sent, service->id) == 0)
    return FALSE;
  message = make_message (self, service, &error);
  if (message == NULL)
    {
      say (self, error->message, _("Send by SMS"));
      return TRUE;
    }
  if (g_strcmp0 (self->shown, service->id) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (service->id);
      say (self, message->body, _("Send these words"));
      dcr_message_free (message);
      return TRUE;
    }
  g_free (self->sent);
  self->sent = g_strdup (service->id);
  message->call = *dcr_call_get_id (self->call);
  dcr_session_queue_message_async (self->session, message, on_queued, g_object_ref (self));
  return TRUE;
}

static void
on_current_changed (DcrServiceSms *self)
{
  DcrCall *call = dcr_calls_get_current (dcr_session_get_calls (self->session));

  if (call == self->call)
    return;
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->call, call);
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->shown, g_free);
  if (call != NULL)
    self->changed_id = g_signal_connect_swapped (call, "changed", G_CALLBACK (update), self);
  update (self);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_service_sms_dispose (GObject *object)
{
  DcrServiceSms *self = DCR_SERVICE_SMS (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->sent, g_free);
  G_OBJECT_CLASS (dcr_service_sms_parent_class)->dispose (object);
}

static void
dcr_service_sms_class_init (DcrServiceSmsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_service_sms_dispose;
  signals[SAID] = g_signal_new ("said", DCR_TYPE_SERVICE_SMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_service_sms_init (DcrServiceSms *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *keys = dcr_keycap_new (_("Ctrl+Shift+S"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->preview = dcr_label_new_wrapped ("", "caption");
  gtk_widget_add_css_class (self->preview, "quote");
  self->button = gtk_button_new ();
  self->label = gtk_label_new (NULL);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("phone-symbolic"));
  gtk_box_append (GTK_BOX (line), self->label);
  gtk_box_append (GTK_BOX (line), keys);
  gtk_button_set_child (GTK_BUTTON (self->button), line);
  gtk_box_append (GTK_BOX (self), self->preview);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (dcr_service_sms_press), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_service_sms_new (DcrSession *session)
{
  DcrServiceSms *self = g_object_new (DCR_TYPE_SERVICE_SMS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (dcr_session_get_calls (session), "current-changed",
                           G_CALLBACK (on_current_changed), self, G_CONNECT_SWAPPED);
  on_current_changed (self);
  return GTK_WIDGET (self);
}
