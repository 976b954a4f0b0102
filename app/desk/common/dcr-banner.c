/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-banner.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrBanner
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *first, *second;
  GtkLabel *first_label, *second_label;
};

G_DEFINE_FINAL_TYPE (DcrBanner, dcr_banner, GTK_TYPE_WIDGET)

void
dcr_banner_show (DcrBanner *self, const char *kind, const char *icon_name, const char *strong,
                 const char *sentence)
{
  g_autofree char *markup
      = strong != NULL ? g_markup_printf_escaped ("<b>%s</b> %s", strong, sentence)
                       : g_markup_escape_text (sentence, -1);
  g_autofree char *name = g_strdup_printf ("%s %s", strong != NULL ? strong : "", sentence);

  if (g_strcmp0 (kind, "warning") == 0)
    gtk_widget_add_css_class (self->box, "warning");
  else
    gtk_widget_remove_css_class (self->box, "warning");
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_markup (self->label, markup);
  dcr_name (GTK_WIDGET (self), g_strstrip (name), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
dcr_banner_set_button (DcrBanner *self, guint at, const char *label, const char *action)
{
  GtkButton *button = at == 0 ? self->first : self->second;
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL)
    return;
  gtk_label_set_label (at == 0 ? self->first_label : self->second_label, label);
  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_return_if_reached ();
  /* a name is checked against the target that is there: the former one goes first */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

void
dcr_banner_hide (DcrBanner *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
dcr_banner_set_narrow (DcrBanner *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
}

static void
dcr_banner_dispose (GObject *object)
{
  dcr_unparent_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (dcr_banner_parent_class)->dispose (object);
}

static void
dcr_banner_class_init (DcrBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/common/dcr-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, box);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, label);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, first);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, second);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, first_label);
  gtk_widget_class_bind_template_child (widget_class, DcrBanner, second_label);
}

static void
dcr_banner_init (DcrBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_banner_new (void)
{
  return g_object_new (DCR_TYPE_BANNER, NULL);
}
