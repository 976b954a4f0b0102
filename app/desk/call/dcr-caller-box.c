/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-caller-box.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "text/dcr-phone.h"

struct _DcrCallerBox
{
  GtkBox parent_instance;

  GtkLabel *number;
  GtkEntry *entry;
  GtkWidget *edit;
  GtkLabel *about;

  DcrCalls *calls;
  DcrCall *call;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (DcrCallerBox, dcr_caller_box, GTK_TYPE_BOX)

static void
set_editing (DcrCallerBox *self, gboolean editing)
{
  gtk_widget_set_visible (GTK_WIDGET (self->number), !editing);
  gtk_widget_set_visible (self->edit, !editing);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), editing);
}

static void
show (DcrCallerBox *self)
{
  DcrPhone phone;
  g_autofree char *kind = NULL, *name = NULL;
  gboolean hidden;

  const char *number = self->call ? dcr_call_get_number (self->call) : NULL;

  dcr_phone_parse (number, &phone);
  hidden = phone.kind == DCR_PHONE_HIDDEN;
  kind = number ? dcr_phone_describe (&phone) : g_strdup (_("No number"));
  gtk_label_set_label (self->number, hidden ? kind : phone.shown);
  gtk_label_set_label (self->about, hidden ? "" : kind);
  gtk_widget_set_visible (GTK_WIDGET (self->about), !hidden);
  name = g_strdup_printf (_("Caller, %s"), hidden ? kind : phone.shown);
  dcr_name (GTK_WIDGET (self->number), name, NULL);
}

static void
on_call_changed (DcrCall *call, guint what, DcrCallerBox *self)
{
  if (what & (DCR_CALL_CHANGED_CALLER | DCR_CALL_CHANGED_REASON))
    show (self);
}

void
dcr_caller_box_set_call (DcrCallerBox *self, DcrCalls *calls, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  set_editing (self, FALSE);
  show (self);
}

static void
on_edit (GtkButton *button, DcrCallerBox *self)
{
  const char *number = self->call ? dcr_call_get_number (self->call) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), number ? number : "");
  set_editing (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_typed (GtkEntry *entry, DcrCallerBox *self)
{
  if (self->call != NULL)
    dcr_call_set_number (self->call, gtk_editable_get_text (GTK_EDITABLE (entry)));
  set_editing (self, FALSE);
  gtk_widget_grab_focus (self->edit);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrCallerBox *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  set_editing (self, FALSE);
  gtk_widget_grab_focus (self->edit);
  return GDK_EVENT_STOP;
}

static void
dcr_caller_box_dispose (GObject *object)
{
  DcrCallerBox *self = DCR_CALLER_BOX (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_caller_box_parent_class)->dispose (object);
}

static void
dcr_caller_box_class_init (DcrCallerBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_caller_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, DCR_DESK_RESOURCE "/call/dcr-caller-box.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, number);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, edit);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, about);
}

static void
dcr_caller_box_init (DcrCallerBox *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->edit, "clicked", G_CALLBACK (on_edit), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_typed), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}
