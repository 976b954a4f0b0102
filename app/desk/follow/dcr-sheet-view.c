/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-sheet-view.h"

#include "desk/common/dcr-parts.h"

static GtkWidget *
new_line (const DcrSheetLine *line)
{
  GtkWidget *text = dcr_label_new_wrapped (line->text, NULL);
  GtkWidget *box, *label;

  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_can_focus (text, FALSE);
  if (line->label == NULL)
    return text;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  label = dcr_label_new_wrapped (line->label, "dim-label");
  gtk_widget_set_size_request (label, 150, -1);
  gtk_label_set_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_yalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

GtkWidget *
dcr_sheet_view_new (const DcrSheet *sheet)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (page), dcr_label_new_wrapped (sheet->title, "title-4"));
  if (sheet->subtitle[0] != '\0')
    gtk_box_append (GTK_BOX (page), dcr_label_new_wrapped (sheet->subtitle, "caption dim-label"));
  for (guint i = 0; i < sheet->sections->len; i++)
    {
      const DcrSheetSection *section = sheet->sections->pdata[i];
      GtkWidget *heading;
      if (section->lines->len == 0)
        continue;
      heading = dcr_label_new_wrapped (section->heading, "heading");
      gtk_widget_set_margin_top (heading, 12);
      gtk_box_append (GTK_BOX (page), heading);
      for (guint j = 0; j < section->lines->len; j++)
        gtk_box_append (GTK_BOX (page), new_line (section->lines->pdata[j]));
    }
  return page;
}
