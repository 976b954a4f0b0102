/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-mail-preview.h"

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (list, attribute);
}

/* Not by colour alone: the label stands in brackets, bold and underlined. */
static void
mark_missing (PangoAttrList *list, gsize from, gsize to)
{
  add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, to);
  add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), from, to);
}

static void
mark_links (PangoAttrList *list, const char *text)
{
  for (const char *at = strstr (text, "https://"); at != NULL; at = strstr (at + 1, "https://"))
    {
      gsize length = strcspn (at, " \n\t<>\"\xc2\xe2");
      add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), at - text,
                     at - text + length);
    }
}

GtkWidget *
dcr_message_line_new (const DcrLine *line)
{
  g_autoptr (GString) text = g_string_new (line->kind == DCR_LINE_ITEM ? "• " : NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *label;

  for (guint i = 0; i < line->spans->len; i++)
    {
      const DcrSpan *span = &g_array_index (line->spans, DcrSpan, i);
      gsize from = text->len;
      g_string_append (text, span->text);
      if (span->kind == DCR_SPAN_MISSING)
        mark_missing (attributes, from, text->len);
    }
  mark_links (attributes, text->str);
  label = dcr_label_new_wrapped (text->str, line->kind == DCR_LINE_HEADING ? "heading" : NULL);
  if (line->origin == DCR_ORIGIN_FOOTER)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (line->gap)
    gtk_widget_set_margin_top (label, 12);
  return label;
}
