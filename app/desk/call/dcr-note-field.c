/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-note-field.h"

#include "desk/dcr-desk.h"
#include "text/dcr-guard.h"

struct _DcrNoteField
{
  GtkBox parent_instance;

  GtkWidget *tag;
  GtkImage *tag_icon;
  GtkLabel *tag_label;
  GtkWidget *frame;
  GtkTextView *view;
  GtkLabel *advice;

  DcrCall *call;
  gulong changed_id;
  GArray *findings; /* DcrGuardFinding */
  guint next;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrNoteField, dcr_note_field, GTK_TYPE_BOX)

static void
set_kind (DcrNoteField *self, const char *kind, const char *icon_name, const char *word)
{
  static const char *const kinds[] = { "success", "warning", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], kind) == 0)
      gtk_widget_add_css_class (self->tag, kinds[i]);
    else
      gtk_widget_remove_css_class (self->tag, kinds[i]);
  gtk_widget_set_visible (self->tag, kind != NULL);
  gtk_image_set_from_icon_name (self->tag_icon, icon_name);
  gtk_label_set_label (self->tag_label, word ? word : "");
  if (g_strcmp0 (kind, "error") == 0)
    gtk_widget_add_css_class (self->frame, "error");
  else
    gtk_widget_remove_css_class (self->frame, "error");
}

/* The gravest finding speaks. */
static void
judge (DcrNoteField *self)
{
  const char *note = self->call ? dcr_call_get_note (self->call) : "";
  const DcrGuardFinding *worst = NULL;

  g_clear_pointer (&self->findings, g_array_unref);
  self->findings = dcr_guard_check (note, self->call ? dcr_call_get_number (self->call) : NULL);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const DcrGuardFinding *finding = &g_array_index (self->findings, DcrGuardFinding, i);
      if (worst == NULL || (dcr_guard_blocks (finding->kind) && !dcr_guard_blocks (worst->kind)))
        worst = finding;
    }
  if (worst != NULL && dcr_guard_blocks (worst->kind))
    set_kind (self, "error", "dialog-error-symbolic", dcr_guard_name (worst->kind));
  else if (worst != NULL)
    set_kind (self, "warning", "dialog-warning-symbolic", dcr_guard_name (worst->kind));
  else if (note[0] != '\0')
    set_kind (self, "success", "object-select-symbolic", _("nothing sensitive"));
  else
    set_kind (self, NULL, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), worst != NULL);
  gtk_label_set_label (self->advice, worst ? dcr_guard_advice (worst->kind) : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  worst ? dcr_guard_advice (worst->kind) : "", -1);
}

static void
on_text_changed (GtkTextBuffer *buffer, DcrNoteField *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->showing || self->call == NULL)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  dcr_call_set_note (self->call, text);
}

static void
on_call_changed (DcrCall *call, guint what, gpointer data)
{
  if (what & DCR_CALL_CHANGED_NOTE)
    judge (data);
}

void
dcr_note_field_set_call (DcrNoteField *self, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->call, call);
  self->showing = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view),
                            call ? dcr_call_get_note (call) : "", -1);
  self->showing = FALSE;
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  judge (self);
}

gboolean
dcr_note_field_next_finding (DcrNoteField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const DcrGuardFinding *finding;
  const char *note;
  GtkTextIter start, end;

  if (self->call == NULL || self->findings->len == 0)
    return FALSE;
  note = dcr_call_get_note (self->call);
  finding = &g_array_index (self->findings, DcrGuardFinding, self->next++ % self->findings->len);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, g_utf8_strlen (note, finding->start));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, g_utf8_strlen (note, finding->end));
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_iter (self->view, &start, 0, FALSE, 0, 0);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrNoteField *self)
{
  return keyval == GDK_KEY_F8 && dcr_note_field_next_finding (self);
}

static gboolean
dcr_note_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DCR_NOTE_FIELD (widget)->view));
}

static void
dcr_note_field_dispose (GObject *object)
{
  DcrNoteField *self = DCR_NOTE_FIELD (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  g_clear_pointer (&self->findings, g_array_unref);
  G_OBJECT_CLASS (dcr_note_field_parent_class)->dispose (object);
}

static void
dcr_note_field_class_init (DcrNoteFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_note_field_dispose;
  widget_class->grab_focus = dcr_note_field_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-note-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, tag);
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, tag_icon);
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, tag_label);
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, frame);
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, view);
  gtk_widget_class_bind_template_child (widget_class, DcrNoteField, advice);
}

static void
dcr_note_field_init (DcrNoteField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->findings = g_array_new (FALSE, FALSE, sizeof (DcrGuardFinding));
  g_signal_connect (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (on_text_changed),
                    self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
