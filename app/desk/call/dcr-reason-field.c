/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-reason-field.h"

#include "desk/call/dcr-reason-picker.h"
#include "desk/call/dcr-reason-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define MAX_ROWS 3

struct _DcrReasonField
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkWidget *hint;
  GtkListBox *list;
  GtkEntry *words;
  GtkFlowBox *secondary;
  DcrReasonPicker *picker;

  DcrCalls *calls;
  DcrCall *call;
  gulong changed_id;
  const DcrReason *rows[MAX_ROWS];
  char *whys[MAX_ROWS];
  guint n_rows;
  guint refresh_id; /* suggestions follow the evidence in an idle moment */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrReasonField, dcr_reason_field, GTK_TYPE_BOX)

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- The three rows -------------------------------------------------------------------------- */

static GtkWidget *
new_row (guint digit, const DcrReason *reason, const char *why, gboolean chosen)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *title = dcr_label_new (NULL, NULL);
  GtkWidget *caption = dcr_label_new (why, "caption dim-label");
  char digits[2] = { '0' + digit, '\0' };
  g_autofree char *markup = dcr_reason_markup (reason, TRUE);
  g_autofree char *name = g_strdup_printf ("%u, %s%s%s%s", digit, reason->path, why[0] ? ", " : "",
                                           why, chosen ? _(", chosen") : "");

  gtk_label_set_markup (GTK_LABEL (title), markup);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), title);
  if (why[0] != '\0')
    gtk_box_append (GTK_BOX (texts), caption);
  else
    g_object_ref_sink (caption), g_object_unref (caption);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (check, "accent");
  gtk_widget_set_visible (check, chosen);
  gtk_box_append (GTK_BOX (box), dcr_keycap_new (digits));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), check);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, reason->definition);
  dcr_name (row, name, NULL);
  return row;
}

static void
add_row (DcrReasonField *self, const DcrReason *reason, const char *why)
{
  for (guint i = 0; i < self->n_rows; i++)
    if (self->rows[i] == reason)
      return;
  if (self->n_rows >= MAX_ROWS)
    return;
  self->rows[self->n_rows] = reason;
  self->whys[self->n_rows++] = g_strdup (why);
}

/* The chosen one is always in sight: at its place among the suggestions, else first. */
static void
find_rows (DcrReasonField *self)
{
  const DcrReason *chosen
      = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), dcr_call_get_reason (self->call));
  g_autoptr (GPtrArray) found = dcr_calls_suggest (self->calls, self->call, MAX_ROWS);
  gboolean among = chosen == NULL;

  for (guint i = 0; i < found->len; i++)
    among = among || ((DcrSuggestion *) found->pdata[i])->reason == chosen;
  if (!among)
    add_row (self, chosen, chosen->is_other ? "" : chosen->definition);
  for (guint i = 0; i < found->len; i++)
    add_row (self, ((DcrSuggestion *)found->pdata[i])->reason,
             ((DcrSuggestion *)found->pdata[i])->why);
}

static void
show_rows (DcrReasonField *self)
{
  const char *chosen = self->call ? dcr_call_get_reason (self->call) : NULL;

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  for (guint i = 0; i < self->n_rows; i++)
    g_clear_pointer (&self->whys[i], g_free);
  self->n_rows = 0;
  if (self->call != NULL)
    find_rows (self);
  dcr_empty_container (GTK_WIDGET (self->list));
  for (guint i = 0; i < self->n_rows; i++)
    gtk_list_box_append (self->list, new_row (i + 1, self->rows[i], self->whys[i],
                                              g_strcmp0 (chosen, self->rows[i]->id) == 0));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_rows > 0);
  gtk_widget_set_visible (self->hint, self->n_rows == 0);
}

static gboolean
on_refresh (gpointer data)
{
  DcrReasonField *self = data;
  self->refresh_id = 0;
  show_rows (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (DcrReasonField *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_LOW, on_refresh, self, NULL);
}

/* ---- Secondary reasons and the words of « autre » -------------------------------------------- */

static void
on_secondary_clicked (GtkButton *button, DcrReasonField *self)
{
  dcr_call_toggle_secondary (self->call, g_object_get_data (G_OBJECT (button), "dcr-reason"));
}

static void
show_secondary (DcrReasonField *self)
{
  const char *const *secondary = self->call ? dcr_call_get_secondary (self->call) : NULL;

  dcr_empty_container (GTK_WIDGET (self->secondary));
  gtk_widget_set_visible (GTK_WIDGET (self->secondary), secondary && secondary[0]);
  for (guint i = 0; secondary != NULL && secondary[i] != NULL; i++)
    {
      const DcrReason *reason
          = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), secondary[i]);
      const char *label = reason ? reason->label : secondary[i];
      g_autofree char *name = g_strdup_printf (_("Secondary reason %s: take it out"), label);
      GtkWidget *button = gtk_button_new_with_label (label);
      gtk_widget_add_css_class (button, "choice");
      g_object_set_data_full (G_OBJECT (button), "dcr-reason", g_strdup (secondary[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_secondary_clicked), self);
      dcr_name (button, name, NULL);
      gtk_flow_box_insert (self->secondary, button, -1);
    }
}

static void
show_words (DcrReasonField *self)
{
  gboolean other
      = self->call != NULL && g_strcmp0 (dcr_call_get_reason (self->call), DCR_REASON_OTHER) == 0;
  const char *words = self->call ? dcr_call_get_other_words (self->call) : "";

  self->showing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->words), other);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->words)), words) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->words), words);
  self->showing = FALSE;
}

static void
on_words_typed (GtkEditable *entry, DcrReasonField *self)
{
  if (!self->showing && self->call != NULL)
    dcr_call_set_other_words (self->call, gtk_editable_get_text (entry));
}

static void
on_words_activated (GtkEntry *entry, DcrReasonField *self)
{
  g_signal_emit (self, signals[PICKED], 0);
}

/* ---- The call -------------------------------------------------------------------------------- */

static void
on_call_changed (DcrCall *call, guint what, DcrReasonField *self)
{
  if (what & DCR_CALL_CHANGED_REASON)
    {
      show_rows (self);
      show_secondary (self);
      show_words (self);
    }
  else if (what & (DCR_CALL_CHANGED_EVIDENCE | DCR_CALL_CHANGED_PASSAGES))
    refresh_soon (self);
}

void
dcr_reason_field_set_call (DcrReasonField *self, DcrCalls *calls, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  gtk_popover_popdown (GTK_POPOVER (self->picker));
  dcr_reason_picker_set_call (self->picker, calls, call);
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->showing = FALSE;
  show_rows (self);
  show_secondary (self);
  show_words (self);
}

static void
choose (DcrReasonField *self, const char *reason)
{
  gboolean other = g_str_equal (reason, DCR_REASON_OTHER);

  gtk_popover_popdown (GTK_POPOVER (self->picker));
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->showing = FALSE;
  dcr_call_set_reason (self->call, reason);
  if (other)
    gtk_widget_grab_focus (GTK_WIDGET (self->words));
  else
    g_signal_emit (self, signals[PICKED], 0);
}

static gboolean
picker_is_open (DcrReasonField *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->picker));
}

gboolean
dcr_reason_field_pick (DcrReasonField *self, guint digit)
{
  if (self->call == NULL)
    return FALSE;
  if (picker_is_open (self))
    return dcr_reason_picker_pick (self->picker, digit);
  if (self->refresh_id != 0)
    show_rows (self);
  if (digit < 1 || digit > self->n_rows)
    return FALSE;
  choose (self, self->rows[digit - 1]->id);
  return TRUE;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, DcrReasonField *self)
{
  choose (self, self->rows[gtk_list_box_row_get_index (row)]->id);
}

static void
on_chosen (DcrReasonPicker *picker, const char *reason, gboolean secondary, DcrReasonField *self)
{
  if (secondary)
    dcr_call_toggle_secondary (self->call, reason);
  else
    choose (self, reason);
}

/* ---- The field ------------------------------------------------------------------------------- */

static void
open_picker (DcrReasonField *self)
{
  graphene_rect_t bounds;
  GdkRectangle place;

  if (self->call == NULL || picker_is_open (self))
    return;
  if (!gtk_widget_compute_bounds (GTK_WIDGET (self->entry), GTK_WIDGET (self), &bounds))
    return;
  place = (GdkRectangle){ bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->picker), &place);
  dcr_reason_picker_open (self->picker);
}

void
dcr_reason_field_open (DcrReasonField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  open_picker (self);
}

void
dcr_reason_field_focus (DcrReasonField *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->words)))
    gtk_widget_grab_focus (GTK_WIDGET (self->words));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_typed (GtkEditable *entry, DcrReasonField *self)
{
  if (self->call == NULL)
    return;
  dcr_reason_picker_set_typed (self->picker, gtk_editable_get_text (entry));
  if (!self->showing)
    open_picker (self);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrReasonField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean at_end
      = gtk_editable_get_position (GTK_EDITABLE (self->entry)) == (int) g_utf8_strlen (text, -1);

  if (picker_is_open (self))
    return dcr_reason_picker_key (self->picker, keyval, state, at_end);
  if (keyval == GDK_KEY_Down && !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    {
      open_picker (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
on_focus_left (GtkEventControllerFocus *focus, DcrReasonField *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->picker));
}

static void
dcr_reason_field_dispose (GObject *object)
{
  DcrReasonField *self = DCR_REASON_FIELD (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  for (guint i = 0; i < MAX_ROWS; i++)
    g_clear_pointer (&self->whys[i], g_free);
  if (self->picker != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->picker));
  self->picker = NULL;
  G_OBJECT_CLASS (dcr_reason_field_parent_class)->dispose (object);
}

static void
dcr_reason_field_class_init (DcrReasonFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_reason_field_dispose;
  signals[PICKED] = g_signal_new ("picked", DCR_TYPE_REASON_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-reason-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrReasonField, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonField, hint);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonField, list);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonField, words);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonField, secondary);
}

static void
dcr_reason_field_init (DcrReasonField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->picker = DCR_REASON_PICKER (dcr_reason_picker_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picker), GTK_WIDGET (self));
  gtk_popover_set_offset (GTK_POPOVER (self->picker), 0, 3);
  g_signal_connect (self->picker, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect (self->words, "changed", G_CALLBACK (on_words_typed), self);
  g_signal_connect (self->words, "activate", G_CALLBACK (on_words_activated), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}
