/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-choice.h"

#include "base/dcr-error.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-parts.h"

/* « .choice » group up to four and one line (mockups 1.3); at the width of the column. */
#define MOST_BUTTONS 4
#define MOST_LETTERS 64

struct _DcrChoice
{
  GtkWidget parent_instance;
  const DcrArticle *article;
  guint question;
  GtkWidget *child;
  GPtrArray *buttons; /* NULL for a drop-down */
  int answer;
  gboolean on_top; /* among « L'appelant » */
  gboolean quiet;  /* being set, not chosen */
};

G_DEFINE_FINAL_TYPE (DcrChoice, dcr_choice, GTK_TYPE_WIDGET)

static const DcrQuestion *
get_question (DcrChoice *self)
{
  return &self->article->questions[self->question];
}

static void
choose (DcrChoice *self, int answer)
{
  if (self->quiet || self->answer == answer)
    return;
  self->answer = answer;
  gtk_widget_activate_action (GTK_WIDGET (self), "article.answer", "(ui)", self->question, answer);
}

static void
toggled (GtkToggleButton *button, DcrChoice *self)
{
  guint index;

  if (self->quiet || !g_ptr_array_find (self->buttons, button, &index))
    return;
  /* pressed again, the answer is taken back: all cases show */
  choose (self, gtk_toggle_button_get_active (button) ? (int) index : -1);
  dcr_choice_set_answer (self, self->answer);
}

static gboolean
fits_buttons (const DcrQuestion *question)
{
  guint letters = 0;

  for (guint i = 0; i < question->n_answers; i++)
    letters += g_utf8_strlen (question->answers[i].label, -1) + 4;
  return question->n_answers <= MOST_BUTTONS && letters <= MOST_LETTERS;
}

static void
make_buttons (DcrChoice *self)
{
  const DcrQuestion *question = get_question (self);

  self->child = dcr_flow_new (6, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  dcr_name (self->child, question->label, question->help);
  self->buttons = g_ptr_array_new ();
  for (guint i = 0; i < question->n_answers; i++)
    {
      GtkWidget *button =
        g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
      GtkWidget *label = gtk_label_new (question->answers[i].label);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "choice");
      dcr_tooltip (button, question->answers[i].help);
      dcr_name (button, question->answers[i].label, question->answers[i].help);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled), self);
      g_ptr_array_add (self->buttons, button);
      dcr_flow_append (self->child, button);
    }
}

static void
selected (GtkDropDown *drop_down, GParamSpec *spec, DcrChoice *self)
{
  const guint index = gtk_drop_down_get_selected (drop_down);

  if (index != GTK_INVALID_LIST_POSITION)
    choose (self, (int) index - 1);
}

static void
setup_button (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = dcr_label_new (NULL, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = dcr_label_new (NULL, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_list_item_set_child (item, label);
}

static void
bind_button (GtkSignalListItemFactory *factory, GtkListItem *item, DcrChoice *self)
{
  const guint position = gtk_list_item_get_position (item);
  const DcrQuestion *question = get_question (self);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));

  /* on top a question that is not answered says what it asks; under its own heading that is known
   */
  gtk_label_set_text (label, position > 0 && position != GTK_INVALID_LIST_POSITION
                               ? question->answers[position - 1].label
                             : self->on_top ? question->label
                                            : _("All cases"));
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkStringObject *string = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (string));
  /* rows of a list have no name of their own in GTK 4.8 */
  if (gtk_widget_get_parent (label) != NULL)
    dcr_name (gtk_widget_get_parent (label), gtk_string_object_get_string (string), NULL);
}

static void
make_drop_down (DcrChoice *self)
{
  const DcrQuestion *question = get_question (self);
  GtkStringList *answers = gtk_string_list_new (NULL);
  GtkListItemFactory *button = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *row = gtk_signal_list_item_factory_new ();

  gtk_string_list_append (answers, _("All cases"));
  for (guint i = 0; i < question->n_answers; i++)
    gtk_string_list_append (answers, question->answers[i].label);
  g_signal_connect (button, "setup", G_CALLBACK (setup_button), self);
  g_signal_connect (button, "bind", G_CALLBACK (bind_button), self);
  g_signal_connect (row, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (row, "bind", G_CALLBACK (bind_row), self);
  self->child = gtk_drop_down_new (G_LIST_MODEL (answers), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->child), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->child), row);
  g_object_unref (button);
  g_object_unref (row);
  gtk_widget_set_halign (self->child, GTK_ALIGN_START);
  dcr_tooltip (self->child, question->label);
  dcr_name (self->child, question->label, question->help);
  g_signal_connect (self->child, "notify::selected", G_CALLBACK (selected), self);
}

static void
dcr_choice_dispose (GObject *object)
{
  DcrChoice *self = DCR_CHOICE (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (dcr_choice_parent_class)->dispose (object);
}

static gboolean
dcr_choice_grab_focus (GtkWidget *widget)
{
  DcrChoice *self = DCR_CHOICE (widget);

  if (self->buttons != NULL)
    return gtk_widget_grab_focus (g_ptr_array_index (self->buttons, MAX (self->answer, 0)));
  return gtk_widget_child_focus (self->child, GTK_DIR_TAB_FORWARD);
}

static void
dcr_choice_class_init (DcrChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_choice_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = dcr_choice_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dcr_choice_init (DcrChoice *self)
{
  self->answer = -1;
}

GtkWidget *
dcr_choice_new (const DcrArticle *article, guint question, gboolean on_top)
{
  DcrChoice *self = g_object_new (DCR_TYPE_CHOICE, NULL);

  self->article = article;
  self->question = question;
  self->on_top = on_top;
  if (!on_top && fits_buttons (get_question (self)))
    make_buttons (self);
  else
    make_drop_down (self);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

guint
dcr_choice_get_question (DcrChoice *self)
{
  return self->question;
}

void
dcr_choice_set_answer (DcrChoice *self, int answer)
{
  self->quiet = TRUE;
  self->answer = answer;
  if (self->buttons != NULL)
    for (guint i = 0; i < self->buttons->len; i++)
      {
        GtkWidget *button = g_ptr_array_index (self->buttons, i);
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), (int) i == answer);
        gtk_accessible_update_state (
          GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
          (int) i == answer ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
      }
  else
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->child), answer + 1);
  self->quiet = FALSE;
}

int
dcr_choice_get_answer (DcrChoice *self)
{
  return self->answer;
}
