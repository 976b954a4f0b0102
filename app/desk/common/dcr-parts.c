/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-parts.h"

#include <adwaita.h>
#include <libintl.h>

static void
add_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) parts = NULL;

  if (classes == NULL)
    return;
  parts = g_strsplit (classes, " ", -1);
  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      gtk_widget_add_css_class (widget, *part);
}

GtkWidget *
dcr_label_new (const char *text, const char *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  add_classes (label, classes);
  return label;
}

GtkWidget *
dcr_label_new_wrapped (const char *text, const char *classes)
{
  GtkWidget *label = dcr_label_new (text, classes);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

GtkWidget *
dcr_tag_new (const char *text, const char *kind, const char *icon_name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (box, "tag");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (kind != NULL)
    gtk_widget_add_css_class (box, kind);
  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
      gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
dcr_keycap_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "keycap");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

GtkWidget *
dcr_suggested_new (const char *verb, GtkLabel **label)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9),
            *said = gtk_label_new (verb);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), said);
  gtk_box_append (GTK_BOX (box), dcr_keycap_new (gettext ("Ctrl+Enter")));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "suggested-action");
  if (label != NULL)
    *label = GTK_LABEL (said);
  return button;
}

GtkWidget *
dcr_keys_line_new (const char *keys, ...)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  va_list list;

  va_start (list, keys);
  while (keys != NULL)
    {
      g_auto (GStrv) caps = g_strsplit (keys, " ", -1);
      GtkWidget *label = dcr_label_new (va_arg (list, const char *), "caption dim-label");

      for (char **cap = caps; *cap != NULL; cap++)
        gtk_box_append (GTK_BOX (line), dcr_keycap_new (*cap));
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_margin_end (label, 9);
      gtk_box_append (GTK_BOX (line), label);
      keys = va_arg (list, const char *);
    }
  va_end (list);
  return line;
}

GtkWidget *
dcr_callout_new (const char *kind, const char *icon_name, const char *heading, const char *sentence,
                 GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (box, "callout");
  if (kind != NULL)
    {
      gtk_widget_add_css_class (box, kind);
      gtk_widget_add_css_class (icon, kind);
    }
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  if (heading != NULL)
    gtk_box_append (GTK_BOX (texts), dcr_label_new_wrapped (heading, "heading"));
  if (sentence != NULL)
    gtk_box_append (GTK_BOX (texts), dcr_label_new_wrapped (sentence, NULL));
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

GtkWidget *
dcr_empty_new (const char *icon_name, const char *title, const char *sentence, GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 64);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), dcr_label_new_wrapped (title, "title-4"));
  if (sentence != NULL)
    {
      GtkWidget *label = dcr_label_new_wrapped (sentence, "dim-label");
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_box_append (GTK_BOX (box), label);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
        gtk_label_set_xalign (GTK_LABEL (child), 0.5);
      }
  if (button != NULL)
    {
      gtk_widget_add_css_class (button, "pill");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_margin_top (button, 3);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

void
dcr_name (GtkWidget *widget, const char *name, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean by_key, GtkTooltip *tooltip, gpointer data)
{
  const char *text = g_object_get_data (G_OBJECT (widget), "dcr-tooltip");

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

void
dcr_tooltip (GtkWidget *widget, const char *text)
{
  const gboolean any = text != NULL && *text != '\0';
  const gboolean known = g_object_get_data (G_OBJECT (widget), "dcr-tooltip") != NULL;

  gtk_widget_set_has_tooltip (widget, any);
  if (!any && !known)
    return;
  g_object_set_data_full (G_OBJECT (widget), "dcr-tooltip", g_strdup (any ? text : ""), g_free);
  if (!known)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip), NULL);
}

/* A branch that lost the focus remembers where it was, and GTK would go on from there. */
gboolean
dcr_focus_first (GtkWidget *widget)
{
  GtkWidget *child, *at = widget;

  while ((child = gtk_widget_get_focus_child (at)) != NULL)
    {
      gtk_widget_set_focus_child (at, NULL);
      at = child;
    }
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

void
dcr_empty_container (GtkWidget *container)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (container)) != NULL)
    {
      if (GTK_IS_LIST_BOX (container))
        gtk_list_box_remove (GTK_LIST_BOX (container), child);
      else if (GTK_IS_FLOW_BOX (container))
        gtk_flow_box_remove (GTK_FLOW_BOX (container), child);
      else if (GTK_IS_GRID (container))
        gtk_grid_remove (GTK_GRID (container), child);
      else
        gtk_box_remove (GTK_BOX (container), child);
    }
}

void
dcr_unparent_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
