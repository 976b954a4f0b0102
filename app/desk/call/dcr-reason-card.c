/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-reason-card.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"

static void
add (GtkBox *box, const char *text, const char *classes)
{
  GtkWidget *label = dcr_label_new_wrapped (text, classes);

  /* a long sentence is no reason for a wider popover, whose place was found for its natural width */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (box, label);
}

static void
add_local (GtkBox *box, DcrReasonGrid *grid, const DcrReason *reason, GCallback on_local,
           gpointer data)
{
  gboolean first = TRUE;

  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *local = dcr_reason_grid_get (grid, i);
      GtkWidget *button;
      if (local->parent != reason || local->level != 2 || !local->in_force)
        continue;
      if (first)
        add (box, _("Local level"), "caption dim-label");
      first = FALSE;
      button = gtk_button_new_with_label (local->label);
      gtk_widget_add_css_class (button, "choice");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_set_focusable (button, FALSE); /* the field keeps the focus */
      g_object_set_data (G_OBJECT (button), "dcr-reason", (gpointer) local);
      g_signal_connect (button, "clicked", on_local, data);
      gtk_box_append (box, button);
    }
}

static char *
foot_of (const DcrReason *reason)
{
  g_autofree char *since
      = reason->valid_from[0] ? dcr_format_date (reason->valid_from, dcr_clock_now_ms ()) : NULL;
  GString *out = g_string_new (NULL);

  g_string_printf (out, _("Code %s"), reason->id);
  if (since != NULL)
    {
      g_string_append (out, " · ");
      g_string_append_printf (out, _("since %s"), since);
    }
  if (reason->owner[0] != '\0')
    g_string_append_printf (out, "\n%s", reason->owner);
  return g_string_free (out, FALSE);
}

void
dcr_reason_card_fill (GtkBox *box, DcrReasonGrid *grid, const DcrReason *reason, GCallback on_local,
                      gpointer data)
{
  const DcrReason *counter = dcr_reason_grid_find (grid, reason->counter_reason);
  g_autofree char *foot = foot_of (reason);
  GtkWidget *spacer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add (box, reason->path, "heading");
  add (box, reason->definition, NULL);
  if (reason->example[0] != '\0')
    {
      g_autofree char *quoted = g_strdup_printf (_("“%s”"), reason->example);
      add (box, _("For example"), "caption dim-label");
      add (box, quoted, NULL);
    }
  if (reason->counter_example[0] != '\0')
    {
      g_autofree char *quoted
          = counter ? g_strdup_printf (_("“%s” → %s"), reason->counter_example, counter->label)
                    : g_strdup_printf (_("“%s”"), reason->counter_example);
      add (box, _("But not"), "caption dim-label");
      add (box, quoted, NULL);
    }
  add_local (box, grid, reason, on_local, data);
  gtk_widget_set_vexpand (spacer, TRUE);
  gtk_box_append (box, spacer);
  add (box, foot, "caption dim-label");
}
