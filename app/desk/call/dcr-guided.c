/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-guided.h"

#include "desk/common/dcr-parts.h"

typedef struct
{
  GtkWidget *button, *below;
  int question, answer;
} Answer;

struct _DcrGuided
{
  GtkWidget parent_instance;
  GArray *answers;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (DcrGuided, dcr_guided, GTK_TYPE_WIDGET)

static void
toggled (GtkToggleButton *button, DcrGuided *self)
{
  for (guint i = 0; !self->quiet && i < self->answers->len; i++)
    {
      const Answer *answer = &g_array_index (self->answers, Answer, i);
      if (answer->button == GTK_WIDGET (button))
        {
          gtk_widget_activate_action (GTK_WIDGET (self), "article.answer", "(ui)",
                                      (guint) answer->question,
                                      gtk_toggle_button_get_active (button) ? answer->answer : -1);
          return;
        }
    }
}

static void
dcr_guided_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&DCR_GUIDED (object)->answers, g_array_unref);
  G_OBJECT_CLASS (dcr_guided_parent_class)->dispose (object);
}

static void
dcr_guided_class_init (DcrGuidedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_guided_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
dcr_guided_init (DcrGuided *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  self->answers = g_array_new (FALSE, FALSE, sizeof (Answer));
}

GtkWidget *
dcr_guided_new (const char *name)
{
  GtkWidget *self = g_object_new (DCR_TYPE_GUIDED, NULL);

  dcr_name (self, name, NULL);
  return self;
}

void
dcr_guided_append (DcrGuided *self, const char *words, GtkWidget *label, int question, int answer,
                   GtkWidget *help, GtkWidget *below)
{
  Answer it = { .below = below, .question = question, .answer = answer };

  it.button =
    g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  gtk_button_set_child (GTK_BUTTON (it.button), label);
  gtk_widget_add_css_class (it.button, "choice");
  gtk_widget_add_css_class (it.button, "wide");
  dcr_name (it.button, words, NULL);
  gtk_widget_insert_before (it.button, GTK_WIDGET (self), NULL);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *child = i == 0 ? help : below;
      if (child == NULL)
        continue;
      gtk_widget_set_margin_start (child, i == 0 ? 9 : 18);
      gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
    }
  if (below != NULL)
    gtk_widget_set_visible (below, FALSE);
  g_signal_connect (it.button, "toggled", G_CALLBACK (toggled), self);
  g_array_append_val (self->answers, it);
}

void
dcr_guided_apply (DcrGuided *self, const DcrArticle *article, const DcrSituation *situation)
{
  self->quiet = TRUE;
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *it = &g_array_index (self->answers, Answer, i);
      const gboolean chosen =
        situation != NULL && it->question >= 0
        && dcr_situation_get (situation, &article->questions[it->question]) == it->answer;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (it->button), chosen);
      gtk_accessible_update_state (
        GTK_ACCESSIBLE (it->button), GTK_ACCESSIBLE_STATE_CHECKED,
        chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
      if (it->below != NULL)
        gtk_widget_set_visible (it->below, chosen);
    }
  self->quiet = FALSE;
}
