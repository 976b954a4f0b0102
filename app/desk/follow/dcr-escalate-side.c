/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalate-side.h"

#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/dcr-desk.h"

struct _DcrEscalateSide
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkLevelBar *meter;
  GtkListBox *items;
  GtkWidget *left_out;
  GtkListBox *dropped;
  GtkWidget *foot;

  char *items_shown,
      *dropped_shown; /* what the rows say, to leave them alone while it is the same */
};

G_DEFINE_FINAL_TYPE (DcrEscalateSide, dcr_escalate_side, GTK_TYPE_BOX)

enum
{
  FILL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A row of the side: icon, two lines, something at the end. */
static GtkWidget *
new_row (const char *icon_name, const char *icon_kind, const char *title, const char *subtitle,
         GtkWidget *end)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_add_css_class (icon, icon_kind);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), dcr_label_new_wrapped (title, NULL));
  if (subtitle[0] != '\0')
    gtk_box_append (GTK_BOX (texts), dcr_label_new_wrapped (subtitle, "caption dim-label"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  if (end != NULL)
    {
      gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), end);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  dcr_width_first_apply (row);
  return row;
}

/* ---- Items ----------------------------------------------------------------------------------- */

static void
on_fill (GtkButton *button, DcrEscalateSide *self)
{
  guint kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-kind"));
  guint fact = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-fact"));
  g_signal_emit (self, signals[FILL], 0, kind, fact);
}

static GtkWidget *
new_fill_button (DcrEscalateSide *self, const DcrItem *item)
{
  GtkWidget *button = gtk_button_new_with_label (_("Fill in"));
  g_autofree char *name = g_strdup_printf (_("Fill in: %s"), item->label);

  gtk_widget_add_css_class (button, "flat");
  dcr_name (button, name, NULL);
  g_object_set_data (G_OBJECT (button), "dcr-kind", GUINT_TO_POINTER (item->kind));
  g_object_set_data (G_OBJECT (button), "dcr-fact", GUINT_TO_POINTER (item->fact));
  g_signal_connect (button, "clicked", G_CALLBACK (on_fill), self);
  return button;
}

static char *
describe_items (GPtrArray *items)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const DcrItem *item = items->pdata[i];
      g_string_append_printf (text, "%d%d%s|%s\n", item->filled, item->mandatory, item->label,
                              item->detail);
    }
  return g_string_free (text, FALSE);
}

static void
show_items (DcrEscalateSide *self, GPtrArray *items)
{
  dcr_empty_container (GTK_WIDGET (self->items));
  for (guint i = 0; i < items->len; i++)
    {
      const DcrItem *item = items->pdata[i];
      gboolean asks = !item->filled && item->mandatory;
      GtkWidget *row
          = new_row (item->filled ? "object-select-symbolic"
                     : asks       ? "dialog-warning-symbolic"
                                  : "list-remove-symbolic",
                     item->filled ? "success"
                     : asks       ? "warning"
                                  : "dim-label",
                     item->label, item->detail, asks ? new_fill_button (self, item) : NULL);
      g_autofree char *name
          = g_strdup_printf ("%s, %s", item->label, item->filled ? _("there") : _("missing"));
      dcr_name (row, name, item->detail);
      gtk_list_box_append (self->items, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->items), items->len > 0);
}

static void
show_meter (DcrEscalateSide *self, DcrEscalationForm *form, GPtrArray *items)
{
  guint filled = dcr_items_count_filled (items);
  g_autofree char *heading
      = g_strdup_printf (_("File complete at %u out of %u"), filled, items->len);
  g_autofree char *missing = dcr_escalation_form_describe_missing (form);
  g_autofree char *name
      = missing != NULL ? g_strdup_printf ("%s. %s", heading, missing) : g_strdup (heading);

  gtk_label_set_label (self->heading, heading);
  gtk_level_bar_set_max_value (self->meter, items->len);
  gtk_level_bar_set_value (self->meter, filled);
  dcr_name (GTK_WIDGET (self->meter), name, NULL);
}

/* ---- What stays here ------------------------------------------------------------------------- */

static char *
describe_dropped (GPtrArray *dropped)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < dropped->len; i++)
    {
      const DcrDropped *line = dropped->pdata[i];
      g_string_append_printf (text, "%s|%s\n", line->what, line->why);
    }
  return g_string_free (text, FALSE);
}

static void
show_dropped (DcrEscalateSide *self, GPtrArray *dropped)
{
  dcr_empty_container (GTK_WIDGET (self->dropped));
  for (guint i = 0; i < dropped->len; i++)
    {
      const DcrDropped *line = dropped->pdata[i];
      GtkWidget *row = new_row ("view-conceal-symbolic", "dim-label", line->what, line->why,
                                dcr_tag_new (_("left out"), NULL, NULL));
      dcr_name (row, line->what, line->why);
      gtk_list_box_append (self->dropped, row);
    }
  gtk_widget_set_visible (self->left_out, dropped->len > 0);
}

void
dcr_escalate_side_begin (DcrEscalateSide *self, DcrEscalationForm *form)
{
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (form);
  show_meter (self, form, items);
}

void
dcr_escalate_side_show (DcrEscalateSide *self, DcrEscalationForm *form)
{
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (form);
  g_autoptr (GPtrArray) dropped = dcr_escalation_form_list_dropped (form);
  g_autofree char *items_said = describe_items (items);
  g_autofree char *dropped_said = describe_dropped (dropped);

  if (g_strcmp0 (items_said, self->items_shown) != 0)
    {
      show_items (self, items);
      show_meter (self, form, items);
      g_free (self->items_shown);
      self->items_shown = g_steal_pointer (&items_said);
    }
  if (g_strcmp0 (dropped_said, self->dropped_shown) != 0)
    {
      show_dropped (self, dropped);
      g_free (self->dropped_shown);
      self->dropped_shown = g_steal_pointer (&dropped_said);
    }
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_escalate_side_finalize (GObject *object)
{
  DcrEscalateSide *self = DCR_ESCALATE_SIDE (object);
  g_free (self->items_shown);
  g_free (self->dropped_shown);
  G_OBJECT_CLASS (dcr_escalate_side_parent_class)->finalize (object);
}

static void
dcr_escalate_side_class_init (DcrEscalateSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dcr_escalate_side_finalize;
  signals[FILL] = g_signal_new ("fill", DCR_TYPE_ESCALATE_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-escalate-side.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, heading);
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, meter);
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, items);
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, left_out);
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, dropped);
  gtk_widget_class_bind_template_child (widget_class, DcrEscalateSide, foot);
}

static void
dcr_escalate_side_init (DcrEscalateSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->foot), dcr_keys_line_new (C_("key", "Esc"), _("go back, kept"),
                                                           "F8", _("what is missing"), NULL));
}

GtkWidget *
dcr_escalate_side_new (void)
{
  return g_object_new (DCR_TYPE_ESCALATE_SIDE, NULL);
}
