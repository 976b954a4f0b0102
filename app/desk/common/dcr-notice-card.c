/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-notice-card.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/common/dcr-parts.h"

static GtkWidget *
new_read_button (const DcrNotice *notice)
{
  GtkWidget *button = gtk_button_new_with_label (C_("notice", "Read"));
  g_autofree char *name = g_strdup_printf (_("Read: %s"), notice->title);
  char id[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&notice->id, id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id); /* first: the action asks for one */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.notice-read");
  gtk_widget_set_tooltip_text (button, _("Fold it for me"));
  dcr_name (button, name, NULL);
  return button;
}

GtkWidget *
dcr_notice_card_new (const DcrNotice *notice)
{
  const char *text = !notice->read && notice->text[0] != '\0' ? notice->text : NULL;
  const char *kind = notice->read ? NULL : notice->urgent ? "warning" : "accent";
  const char *icon = notice->read     ? "object-select-symbolic"
                     : notice->urgent ? "dialog-warning-symbolic"
                                      : "dialog-information-symbolic";
  g_autofree char *about = dcr_notice_describe (notice, dcr_clock_now_ms ());
  GtkWidget *button = notice->read ? NULL : new_read_button (notice);
  GtkWidget *card = dcr_callout_new (kind, icon, notice->title, text, button);
  GtkWidget *texts = gtk_widget_get_next_sibling (gtk_widget_get_first_child (card));
  g_autofree char *name
      = g_strdup_printf ("%s. %s. %s", notice->title, text != NULL ? text : "", about);

  gtk_box_append (GTK_BOX (texts), dcr_label_new_wrapped (about, "caption dim-label"));
  dcr_name (card, name, notice->read ? C_("notice", "read") : NULL);
  return card;
}

void
dcr_notice_cards_show (GtkBox *box, GPtrArray *notices)
{
  gboolean had_focus
      = gtk_widget_get_focus_child (GTK_WIDGET (box)) != NULL
        && gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (box))),
                                   GTK_WIDGET (box));

  dcr_empty_container (GTK_WIDGET (box));
  for (guint i = 0; i < notices->len; i++)
    gtk_box_append (box, dcr_notice_card_new (notices->pdata[i]));
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (box), GTK_DIR_TAB_FORWARD);
}
