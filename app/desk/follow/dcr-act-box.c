/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-act-box.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-windows.h"
#include "followup/dcr-callback.h"

#define N_WINDOWS 8

struct _DcrActBox
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkTextView *text;
  GtkWidget *frame; /* around it */
  GtkBox *others;
  GtkWidget *answering, *callback_fields;
  GtkCheckButton *call_back, *propose;
  GtkDropDown *window, *place;
  GtkEntry *title;
  GtkLabel *problem;
  GtkWidget *cancel, *confirm;
  GtkLabel *confirm_label;

  DcrEscalationAct act;
  DcrUuid escalation, other;
  gboolean has_other, knows_phone;
  GPtrArray *windows; /* DcrPromiseWindow */
};

G_DEFINE_FINAL_TYPE (DcrActBox, dcr_act_box, GTK_TYPE_BOX)

enum
{
  CONFIRM,
  CANCEL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
heading_of (DcrEscalationAct act)
{
  switch (act)
    {
    case DCR_ACT_ASK:
      return _("Question to the agent");
    case DCR_ACT_REPLY:
      return _("Reply");
    case DCR_ACT_ANSWER:
      return _("Answer, to be told to the caller");
    case DCR_ACT_RETURN:
      return _("Why it is returned");
    case DCR_ACT_COMPLETE:
      return _("What was missing");
    case DCR_ACT_REOPEN:
      return _("Why it is opened again");
    case DCR_ACT_MERGE:
      return _("Merge into");
    case DCR_ACT_CLOSE:
      return _("Why it is closed");
    default:
      return _("What is to be known");
    }
}

/* The word of the button, without the three dots: no choice follows any more. */
static char *
confirm_of (DcrEscalationAct act)
{
  char *label = g_strdup (dcr_escalation_act_label (act));
  char *dots = g_strrstr (label, "…");
  if (dots != NULL)
    *dots = '\0';
  return label;
}

/* ---- Merge ----------------------------------------------------------------------------------- */

static void
on_other_toggled (GtkCheckButton *button, DcrActBox *self)
{
  const DcrUuid *id = g_object_get_data (G_OBJECT (button), "dcr-id");
  if (!gtk_check_button_get_active (button))
    return;
  self->other = *id;
  self->has_other = TRUE;
}

static void
show_others (DcrActBox *self, GPtrArray *same)
{
  GtkCheckButton *group = NULL;

  dcr_empty_container (GTK_WIDGET (self->others));
  self->has_other = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->others), self->act == DCR_ACT_MERGE);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const DcrEscalation *other = same->pdata[i];
      g_autofree char *name = dcr_escalation_name (other->number);
      g_autofree char *label = g_strdup_printf ("%s · %s", name, other->question);
      GtkWidget *button = gtk_check_button_new ();
      GtkWidget *words = dcr_label_new_wrapped (label, NULL);
      gtk_check_button_set_child (GTK_CHECK_BUTTON (button), words);
      dcr_name (button, label, NULL);
      g_object_set_data_full (G_OBJECT (button), "dcr-id", g_memdup2 (&other->id, sizeof other->id),
                              g_free);
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
      g_signal_connect (button, "toggled", G_CALLBACK (on_other_toggled), self);
      gtk_box_append (self->others, button);
      if (group == NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
      group = GTK_CHECK_BUTTON (button);
    }
}

/* ---- Answer ---------------------------------------------------------------------------------- */

static void
offer_windows (DcrActBox *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) places = dcr_windows_places ();

  g_clear_pointer (&self->windows, g_ptr_array_unref);
  self->windows = dcr_windows_list (dcr_clock_now_ms (), N_WINDOWS);
  for (guint i = 0; i < self->windows->len; i++)
    gtk_string_list_append (names, ((DcrPromiseWindow *)self->windows->pdata[i])->label);
  gtk_drop_down_set_model (self->window, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (places));
}

static void
on_checks (DcrActBox *self)
{
  gtk_widget_set_visible (self->callback_fields, gtk_check_button_get_active (self->call_back));
  gtk_widget_set_visible (GTK_WIDGET (self->title), gtk_check_button_get_active (self->propose));
}

/* ---- Opening --------------------------------------------------------------------------------- */

void
dcr_act_box_clear (DcrActBox *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", -1);
  gtk_check_button_set_active (self->call_back, FALSE);
  gtk_check_button_set_active (self->propose, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->title), "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->act = DCR_ACT_NONE;
}

void
dcr_act_box_open (DcrActBox *self, DcrEscalationAct act, const DcrEscalation *escalation,
                  GPtrArray *same)
{
  g_autofree char *confirm = confirm_of (act);
  gboolean again = self->act == act && dcr_uuid_equal (&self->escalation, &escalation->id);

  if (!again)
    dcr_act_box_clear (self);
  self->act = act;
  self->escalation = escalation->id;
  self->knows_phone = escalation->phone != NULL;
  gtk_label_set_label (self->heading, heading_of (act));
  gtk_label_set_label (self->confirm_label, confirm);
  dcr_name (self->confirm, confirm, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (self->answering, act == DCR_ACT_ANSWER);
  gtk_widget_set_sensitive (GTK_WIDGET (self->call_back), self->knows_phone);
  if (!again)
    offer_windows (self);
  show_others (self, same);
  gtk_widget_set_visible (self->frame, act != DCR_ACT_MERGE); /* which one says it all */
  if (act == DCR_ACT_MERGE)
    gtk_widget_child_focus (GTK_WIDGET (self->others), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

DcrEscalationAct
dcr_act_box_get_act (DcrActBox *self)
{
  return self->act;
}

/* ---- What it holds --------------------------------------------------------------------------- */

char *
dcr_act_box_get_text (DcrActBox *self)
{
  char *text;
  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strstrip (text);
}

const DcrUuid *
dcr_act_box_get_other (DcrActBox *self)
{
  return self->act == DCR_ACT_MERGE && self->has_other ? &self->other : NULL;
}

gboolean
dcr_act_box_get_callback (DcrActBox *self, DcrAnswerCallback *plan)
{
  guint place = gtk_drop_down_get_selected (self->place),
        window = gtk_drop_down_get_selected (self->window);

  if (self->act != DCR_ACT_ANSWER || !gtk_check_button_get_active (self->call_back) || place == 0
      || place == GTK_INVALID_LIST_POSITION || window >= self->windows->len)
    return FALSE;
  const DcrPromiseWindow *chosen = self->windows->pdata[window];
  *plan = (DcrAnswerCallback){ chosen->from, chosen->to, dcr_places ()[place - 1].zone,
                               dcr_places ()[place - 1].label, 1 };
  return TRUE;
}

char *
dcr_act_box_get_proposal (DcrActBox *self)
{
  if (self->act != DCR_ACT_ANSWER || !gtk_check_button_get_active (self->propose))
    return NULL;
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
}

const char *
dcr_act_box_get_missing (DcrActBox *self)
{
  g_autofree char *text = dcr_act_box_get_text (self), *title = dcr_act_box_get_proposal (self);
  DcrAnswerCallback plan;

  if (self->act == DCR_ACT_MERGE)
    return self->has_other ? NULL : _("Choose the escalation that goes on.");
  if (text[0] == '\0')
    return _("A sentence is missing.");
  if (self->act == DCR_ACT_ANSWER && gtk_check_button_get_active (self->call_back)
      && !dcr_act_box_get_callback (self, &plan))
    return _("Say where the caller is: their clock is asked, never guessed.");
  if (title != NULL && title[0] == '\0')
    return _("The local answer needs a title.");
  return NULL;
}

void
dcr_act_box_show_error (DcrActBox *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
on_confirm (DcrActBox *self)
{
  g_signal_emit (self, signals[CONFIRM], 0);
}

static void
on_cancel (DcrActBox *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
dcr_act_box_dispose (GObject *object)
{
  g_clear_pointer (&DCR_ACT_BOX (object)->windows, g_ptr_array_unref);
  G_OBJECT_CLASS (dcr_act_box_parent_class)->dispose (object);
}

static void
dcr_act_box_class_init (DcrActBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_act_box_dispose;
  signals[CONFIRM] = g_signal_new ("confirm", DCR_TYPE_ACT_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", DCR_TYPE_ACT_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-act-box.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrActBox, name)
  BIND (heading);
  BIND (text);
  BIND (frame);
  BIND (others);
  BIND (answering);
  BIND (callback_fields);
  BIND (call_back);
  BIND (propose);
  BIND (window);
  BIND (place);
  BIND (title);
  BIND (problem);
  BIND (cancel);
  BIND (confirm);
  BIND (confirm_label);
#undef BIND
}

static void
dcr_act_box_init (DcrActBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (on_confirm), self);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (on_cancel), self);
  g_signal_connect_swapped (self->call_back, "toggled", G_CALLBACK (on_checks), self);
  g_signal_connect_swapped (self->propose, "toggled", G_CALLBACK (on_checks), self);
}

GtkWidget *
dcr_act_box_new (void)
{
  return g_object_new (DCR_TYPE_ACT_BOX, NULL);
}
