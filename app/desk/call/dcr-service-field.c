/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-service-field.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "text/dcr-french.h"

#define MAX_SHOWN 4

struct _DcrServiceField
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *details;

  GPtrArray *services;
  GPtrArray *words; /* char **: folded words of each */
  char *chosen;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrServiceField, dcr_service_field, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
dcr_service_field_set_services (DcrServiceField *self, GPtrArray *services)
{
  if (self->services == services)
    return;
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->services = g_ptr_array_ref (services);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < services->len; i++)
    {
      const DcrService *service = services->pdata[i];
      g_autofree char *text = g_strconcat (service->name, " ", service->number, NULL);
      g_ptr_array_add (self->words, dcr_french_words (text));
    }
}

char *
dcr_service_field_describe (const DcrService *service)
{
  GPtrArray *parts = g_ptr_array_new ();
  char *line;

  if (service->number[0] != '\0')
    g_ptr_array_add (parts, service->number);
  if (service->price_class[0] != '\0')
    g_ptr_array_add (parts, service->price_class);
  if (service->hours[0] != '\0')
    g_ptr_array_add (parts, service->hours);
  g_ptr_array_add (parts, NULL);
  line = g_strjoinv (" · ", (char **) parts->pdata);
  g_ptr_array_unref (parts);
  return line;
}

void
dcr_service_field_set_service (DcrServiceField *self, const char *id)
{
  const DcrService *service = self->services ? dcr_service_find (self->services, id) : NULL;
  g_autofree char *line = service ? dcr_service_field_describe (service) : NULL;

  g_free (self->chosen);
  self->chosen = g_strdup (id);
  gtk_widget_set_visible (GTK_WIDGET (self->details), service != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_label_set_label (self->details, line ? line : "");
  self->showing = TRUE;
  if (service != NULL || gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), service ? service->name : "");
  self->showing = FALSE;
}

static gboolean
matches (char **words, char **typed)
{
  for (; *typed != NULL; typed++)
    {
      gboolean found = FALSE;
      for (char **word = words; *word != NULL && !found; word++)
        found = g_str_has_prefix (*word, *typed);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
add_row (DcrServiceField *self, const DcrService *service)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = dcr_label_new (service->name, NULL);
  g_autofree char *line = dcr_service_field_describe (service);
  GtkWidget *details = dcr_label_new (line, "caption dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), details);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "dcr-service", (gpointer) service);
  dcr_name (row, service->name, line);
  gtk_list_box_append (self->list, row);
}

static void
on_typed (GtkEditable *entry, DcrServiceField *self)
{
  g_auto (GStrv) typed = dcr_french_words (gtk_editable_get_text (entry));
  guint shown = 0;

  if (self->showing || self->services == NULL)
    return;
  dcr_empty_container (GTK_WIDGET (self->list));
  for (guint i = 0; typed[0] != NULL && i < self->services->len && shown < MAX_SHOWN; i++)
    if (matches (self->words->pdata[i], typed))
      {
        add_row (self, self->services->pdata[i]);
        shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->list), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->details), FALSE);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
choose (DcrServiceField *self, GtkListBoxRow *row)
{
  const DcrService *service = row ? g_object_get_data (G_OBJECT (row), "dcr-service") : NULL;
  g_autofree char *id = NULL;

  if (service == NULL)
    return;
  id = g_strdup (service->id);
  dcr_service_field_set_service (self, id);
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, DcrServiceField *self)
{
  choose (self, row);
}

static void
on_activate (GtkSearchEntry *entry, DcrServiceField *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->list)))
    choose (self, gtk_list_box_get_selected_row (self->list));
}

/* The focus stays in the field; the arrows move the selection under it. */
static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrServiceField *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row ? gtk_list_box_row_get_index (row) : 0;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->list))
      || (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, at + (keyval == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static gboolean
dcr_service_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DCR_SERVICE_FIELD (widget)->entry));
}

static void
dcr_service_field_dispose (GObject *object)
{
  DcrServiceField *self = DCR_SERVICE_FIELD (object);

  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (dcr_service_field_parent_class)->dispose (object);
}

static void
dcr_service_field_class_init (DcrServiceFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_service_field_dispose;
  widget_class->grab_focus = dcr_service_field_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", DCR_TYPE_SERVICE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-service-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrServiceField, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrServiceField, list);
  gtk_widget_class_bind_template_child (widget_class, DcrServiceField, details);
}

static void
dcr_service_field_init (DcrServiceField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
