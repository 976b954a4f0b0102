/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-fold.h"

#include "base/dcr-error.h"
#include "desk/common/dcr-parts.h"

struct _DcrFold
{
  GtkWidget parent_instance;
  GtkWidget *line, *arrow, *label, *child;
  char *names;
  gboolean opened;
};

G_DEFINE_FINAL_TYPE (DcrFold, dcr_fold, GTK_TYPE_WIDGET)

enum
{
  TOGGLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
update (DcrFold *self)
{
  const gboolean folded = self->names != NULL;

  gtk_widget_set_visible (self->line, folded);
  if (self->child != NULL)
    {
      gtk_widget_set_visible (self->child, !folded || self->opened);
      if (folded)
        gtk_widget_add_css_class (self->child, "foreign");
      else
        gtk_widget_remove_css_class (self->child, "foreign");
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->opened ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->opened, -1);
}

static void
clicked (GtkButton *button, DcrFold *self)
{
  dcr_fold_set_opened (self, !self->opened);
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
dcr_fold_dispose (GObject *object)
{
  DcrFold *self = DCR_FOLD (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->names, g_free);
  G_OBJECT_CLASS (dcr_fold_parent_class)->dispose (object);
}

static void
dcr_fold_class_init (DcrFoldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_fold_dispose;
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dcr_fold_init (DcrFold *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->line = gtk_button_new ();
  self->arrow = gtk_image_new ();
  self->label = dcr_label_new (NULL, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (self->line), box);
  gtk_widget_add_css_class (self->line, "flat");
  gtk_widget_add_css_class (self->line, "fold-line");
  gtk_widget_add_css_class (box, "dim-label");
  gtk_widget_set_halign (self->line, GTK_ALIGN_START);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  g_signal_connect (self->line, "clicked", G_CALLBACK (clicked), self);
  update (self);
}

GtkWidget *
dcr_fold_new (GtkWidget *child)
{
  DcrFold *self = g_object_new (DCR_TYPE_FOLD, NULL);

  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
dcr_fold_set_names (DcrFold *self, const char *names)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (self->names, names) == 0)
    return;
  g_free (self->names);
  self->names = g_strdup (names);
  if (names == NULL)
    self->opened = FALSE;
  else
    {
      /* Translators: a part of the article that does not hold for the caller's situation */
      text = g_strdup_printf (_("Does not concern this caller: %s"), names);
      gtk_label_set_text (GTK_LABEL (self->label), text);
      dcr_tooltip (self->line, names);
      dcr_name (self->line, text, NULL);
    }
  update (self);
}

void
dcr_fold_set_opened (DcrFold *self, gboolean opened)
{
  self->opened = opened;
  update (self);
}

gboolean
dcr_fold_get_opened (DcrFold *self)
{
  return self->opened;
}

gboolean
dcr_fold_is_folded (DcrFold *self)
{
  return self->names != NULL;
}
