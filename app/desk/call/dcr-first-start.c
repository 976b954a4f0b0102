/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-first-start.h"

#include <adwaita.h>

#include "desk/call/dcr-import-card.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrFirstStart
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *card, *try;
};

G_DEFINE_FINAL_TYPE (DcrFirstStart, dcr_first_start, GTK_TYPE_WIDGET)

/* As callers say it; each of them finds an article of the demonstration base and of the official
 * one. */
static const char *const examples[] = {
  N_ ("lost identity card"),
  N_ ("sell a car"),
  N_ ("moving house"),
  N_ ("copy of a birth certificate"),
};

GtkWidget *
dcr_examples_new (void)
{
  GtkWidget *flow = dcr_flow_new (6, GTK_ACCESSIBLE_ROLE_GROUP);

  dcr_name (flow, _("Queries to try"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(examples[i]));

      gtk_widget_add_css_class (button, "choice");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.search-words");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", _(examples[i]));
      dcr_flow_append (flow, button);
    }
  return flow;
}

void
dcr_first_start_set_quiet (DcrFirstStart *self, gboolean quiet)
{
  dcr_import_card_set_quiet (DCR_IMPORT_CARD (gtk_widget_get_first_child (self->card)), quiet);
}

static void
dcr_first_start_dispose (GObject *object)
{
  dcr_unparent_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (dcr_first_start_parent_class)->dispose (object);
}

static void
dcr_first_start_class_init (DcrFirstStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_first_start_dispose;
  g_type_ensure (ADW_TYPE_CLAMP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-first-start.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrFirstStart, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DcrFirstStart, card);
  gtk_widget_class_bind_template_child (widget_class, DcrFirstStart, try);
}

static void
dcr_first_start_init (DcrFirstStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_first_start_new (DcrImporter *importer, gboolean demo)
{
  DcrFirstStart *self = g_object_new (DCR_TYPE_FIRST_START, NULL);
  GtkWidget *card = dcr_import_card_new (importer);

  gtk_widget_set_hexpand (card, TRUE);
  gtk_box_append (GTK_BOX (self->card), card);
  gtk_widget_set_visible (self->try, demo);
  gtk_box_append (GTK_BOX (self->try), dcr_examples_new ());
  return GTK_WIDGET (self);
}
