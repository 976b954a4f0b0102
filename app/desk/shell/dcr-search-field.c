/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-search-field.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrSearchField
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkSearchEntry *entry;
  GtkWidget *keycaps;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (DcrSearchField, dcr_search_field, GTK_TYPE_WIDGET)

enum
{
  WORDS_CHANGED,
  MOVE,
  CHOSEN,
  CLEARED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
update_keycaps (DcrSearchField *self)
{
  gtk_widget_set_visible (self->keycaps,
                          !self->compact && *dcr_search_field_get_words (self) == '\0');
}

void
dcr_search_field_set_compact (DcrSearchField *self, gboolean compact)
{
  self->compact = compact;
  update_keycaps (self);
}

void
dcr_search_field_set_purpose (DcrSearchField *self, const char *purpose)
{
  g_object_set (self->entry, "placeholder-text", purpose, NULL);
  dcr_name (GTK_WIDGET (self->entry), purpose, NULL);
}

/* Not « search-changed », which waits 150 ms. */
static void
entry_changed (DcrSearchField *self)
{
  update_keycaps (self);
  g_signal_emit (self, signals[WORDS_CHANGED], 0);
}

static void
entry_activate (DcrSearchField *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
entry_stop (DcrSearchField *self)
{
  gboolean had_words = *dcr_search_field_get_words (self) != '\0';

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CLEARED], 0, had_words);
}

static gboolean
key_pressed (DcrSearchField *self, guint keyval, guint keycode, GdkModifierType state)
{
  int step;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      step = 1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      step = -1;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  g_signal_emit (self, signals[MOVE], 0, step,
                 keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_Page_Up
                     || keyval == GDK_KEY_KP_Page_Down || keyval == GDK_KEY_KP_Page_Up);
  return GDK_EVENT_STOP;
}

const char *
dcr_search_field_get_words (DcrSearchField *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
dcr_search_field_set_words (DcrSearchField *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

void
dcr_search_field_grab (DcrSearchField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

gboolean
dcr_search_field_take_key (DcrSearchField *self, GtkEventControllerKey *controller)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));

  if (!gtk_widget_get_mapped (text))
    return FALSE;
  dcr_search_field_grab (self);
  return gtk_event_controller_key_forward (controller, text);
}

GtkWidget *
dcr_search_field_get_entry (DcrSearchField *self)
{
  return GTK_WIDGET (self->entry);
}

static gboolean
dcr_search_field_grab_focus (GtkWidget *widget)
{
  dcr_search_field_grab (DCR_SEARCH_FIELD (widget));
  return TRUE;
}

static void
dcr_search_field_dispose (GObject *object)
{
  dcr_unparent_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (dcr_search_field_parent_class)->dispose (object);
}

static void
dcr_search_field_class_init (DcrSearchFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_search_field_dispose;
  widget_class->grab_focus = dcr_search_field_grab_focus;
  signals[WORDS_CHANGED] = g_signal_new ("words-changed", DCR_TYPE_SEARCH_FIELD, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", DCR_TYPE_SEARCH_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[CHOSEN] = g_signal_new ("chosen", DCR_TYPE_SEARCH_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[CLEARED] = g_signal_new ("cleared", DCR_TYPE_SEARCH_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/shell/dcr-search-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrSearchField, overlay);
  gtk_widget_class_bind_template_child (widget_class, DcrSearchField, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrSearchField, keycaps);
}

static void
dcr_search_field_init (DcrSearchField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (entry_stop), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

GtkWidget *
dcr_search_field_new (void)
{
  return g_object_new (DCR_TYPE_SEARCH_FIELD, NULL);
}
