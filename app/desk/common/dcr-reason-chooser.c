/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-reason-chooser.h"

#include <adwaita.h>

#include "desk/common/dcr-parts.h"

#define MATCHES 5

struct _DcrReasonChooser
{
  GtkBox parent_instance;

  GtkListBox *list;
  AdwEntryRow *entry;
  GtkWidget *clear;
  GtkWidget *rows[MATCHES];
  const DcrReason *found[MATCHES];

  DcrCalls *calls;
  char *reason;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrReasonChooser, dcr_reason_chooser, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
hide_matches (DcrReasonChooser *self)
{
  for (guint i = 0; i < MATCHES; i++)
    gtk_widget_set_visible (self->rows[i], FALSE);
}

const char *
dcr_reason_chooser_get (DcrReasonChooser *self)
{
  return self->reason;
}

void
dcr_reason_chooser_set (DcrReasonChooser *self, const char *reason)
{
  const DcrReason *found = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), reason);

  g_free (self->reason);
  self->reason = found != NULL ? g_strdup (found->id) : NULL;
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), found != NULL ? found->path : "");
  self->showing = FALSE;
  gtk_widget_set_visible (self->clear, found != NULL);
  hide_matches (self);
}

static void
choose (DcrReasonChooser *self, const DcrReason *reason)
{
  g_autofree char *id = g_strdup (reason != NULL ? reason->id : NULL);

  dcr_reason_chooser_set (self, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
show_match (DcrReasonChooser *self, guint at, const DcrReason *reason)
{
  g_autofree char *title = g_markup_escape_text (reason->path, -1);

  self->found[at] = reason;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[at]), title);
  gtk_widget_set_visible (self->rows[at], TRUE);
}

static void
on_typed (DcrReasonChooser *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GArray) matches = NULL;
  guint n = 0;

  if (self->showing)
    return;
  hide_matches (self);
  if (self->reason != NULL)
    {
      /* what was chosen no longer stands in the field */
      g_clear_pointer (&self->reason, g_free);
      gtk_widget_set_visible (self->clear, FALSE);
      g_signal_emit (self, signals[CHOSEN], 0, NULL);
    }
  matches = dcr_suggester_match (dcr_calls_get_suggester (self->calls), typed);
  for (guint i = 0; i < matches->len && n < MATCHES; i++)
    {
      const DcrMatch *match = &g_array_index (matches, DcrMatch, i);
      if (dcr_reason_is_choosable (match->reason))
        show_match (self, n++, match->reason);
    }
}

static gboolean
first_is_offered (DcrReasonChooser *self)
{
  return gtk_widget_get_visible (self->rows[0]);
}

/* Entrée in the field takes the first. */
static void
on_entered (DcrReasonChooser *self)
{
  if (first_is_offered (self))
    choose (self, self->found[0]);
}

static void
on_row (GtkListBoxRow *row, DcrReasonChooser *self)
{
  for (guint i = 0; i < MATCHES; i++)
    if (self->rows[i] == GTK_WIDGET (row))
      choose (self, self->found[i]);
}

static void
on_clear (DcrReasonChooser *self)
{
  choose (self, NULL);
}

/* Échap puts away what is offered, before it leaves the form. */
static gboolean
on_key (DcrReasonChooser *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape || !first_is_offered (self))
    return FALSE;
  hide_matches (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return TRUE;
}

static void
dcr_reason_chooser_dispose (GObject *object)
{
  DcrReasonChooser *self = DCR_REASON_CHOOSER (object);

  g_clear_object (&self->calls);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (dcr_reason_chooser_parent_class)->dispose (object);
}

static void
dcr_reason_chooser_class_init (DcrReasonChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_reason_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", DCR_TYPE_REASON_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_matches (DcrReasonChooser *self)
{
  for (guint i = 0; i < MATCHES; i++)
    {
      self->rows[i] = adw_action_row_new ();
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->rows[i]), TRUE);
      adw_action_row_set_icon_name (ADW_ACTION_ROW (self->rows[i]), "list-add-symbolic");
      g_signal_connect_object (self->rows[i], "activated", G_CALLBACK (on_row), self, 0);
      gtk_list_box_append (self->list, self->rows[i]);
    }
  hide_matches (self);
}

static void
dcr_reason_chooser_init (DcrReasonChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "dense");
  self->entry = ADW_ENTRY_ROW (adw_entry_row_new ());
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->clear, FALSE);
  dcr_name (self->clear, _("Take the reason out"), NULL);
  adw_entry_row_add_suffix (self->entry, self->clear);
  gtk_list_box_append (self->list, GTK_WIDGET (self->entry));
  add_matches (self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (on_entered), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
dcr_reason_chooser_new (DcrCalls *calls, const char *title)
{
  DcrReasonChooser *self = g_object_new (DCR_TYPE_REASON_CHOOSER, NULL);

  self->calls = g_object_ref (calls);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), title);
  dcr_name (GTK_WIDGET (self->list), title, NULL);
  return GTK_WIDGET (self);
}
