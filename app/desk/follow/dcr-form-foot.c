/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-form-foot.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrFormFoot
{
  GtkBox parent_instance;

  GtkBox *bar;
  GtkWidget *missing_icon, *send;
  GtkLabel *missing, *verb;
  gboolean complete, sending;
};

G_DEFINE_FINAL_TYPE (DcrFormFoot, dcr_form_foot, GTK_TYPE_BOX)

enum
{
  SEND,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
allow (DcrFormFoot *self)
{
  gtk_widget_set_sensitive (self->send, self->complete && !self->sending);
}

void
dcr_form_foot_show (DcrFormFoot *self, const char *verb, const char *missing, const char *complete)
{
  self->complete = missing == NULL;
  gtk_label_set_label (self->verb, verb);
  gtk_label_set_label (self->missing, missing != NULL ? missing : complete);
  gtk_widget_set_visible (self->missing_icon, missing != NULL);
  allow (self);
}

void
dcr_form_foot_fail (DcrFormFoot *self, const char *sentence)
{
  self->sending = FALSE;
  gtk_label_set_label (self->missing, sentence);
  gtk_widget_set_visible (self->missing_icon, TRUE);
  allow (self);
}

gboolean
dcr_form_foot_begin (DcrFormFoot *self)
{
  if (self->sending)
    return FALSE;
  self->sending = TRUE;
  allow (self);
  return TRUE;
}

GtkWidget *
dcr_form_side_new (const char *heading, GtkWidget *before, GtkListBox **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *scrolled = gtk_scrolled_window_new (),
            *rows = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_widget_set_visible (rows, FALSE);
  dcr_name (rows, heading, NULL);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), dcr_label_new (heading, "heading"));
  if (before != NULL)
    gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), rows);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  *list = GTK_LIST_BOX (rows);
  return g_object_ref_sink (scrolled);
}

static void
on_clicked (DcrFormFoot *self)
{
  g_signal_emit (self, signals[SEND], 0);
}

static void
dcr_form_foot_class_init (DcrFormFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SEND] = g_signal_new ("send", DCR_TYPE_FORM_FOOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-form-foot.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrFormFoot, name)
  BIND (bar);
  BIND (missing_icon);
  BIND (missing);
#undef BIND
}

static void
dcr_form_foot_init (DcrFormFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->send = dcr_suggested_new ("", &self->verb);
  gtk_widget_set_valign (self->send, GTK_ALIGN_CENTER);
  gtk_box_append (self->bar, self->send);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (on_clicked), self);
}
