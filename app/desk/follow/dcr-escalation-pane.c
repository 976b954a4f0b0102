/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalation-pane.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-act-box.h"
#include "desk/follow/dcr-escalation-body.h"
#include "desk/follow/dcr-sheet-view.h"
#include "followup/dcr-escalation-mail.h"
#include "followup/dcr-packet.h"

/* An act, and what was under the eyes when it was pressed. */
typedef struct
{
  DcrEscalationAct act;
  gboolean confirms; /* what stands in the box */
  DcrUuid id;
  gint64 version;
} Pressed;

struct _DcrEscalationPane
{
  GtkBox parent_instance;

  GtkStack *faces;
  GtkScrolledWindow *scrolled;
  GtkBox *content, *bottom;
  GtkWidget *acts;
  guint offered; /* bits of the acts that have a button, and MADE */
  GtkFlowBox *others;
  GtkWidget *suggested;
  GtkLabel *suggested_label;
  DcrActBox *box;

  DcrSession *session;
  DcrEscalation *shown; /* as read, or NULL */
  char *said;           /* what the body was made from */
  DcrEscalationBody *body; /* in content */
  guint to_come, part_id;  /* parts of what is shown that the next turns of the main loop make */
  DcrEscalationAct suggested_act;
  gboolean writing; /* an act is on its way to the disk */
  Pressed written; /* it */
  GArray *waiting; /* Pressed, meanwhile */
};

G_DEFINE_FINAL_TYPE (DcrEscalationPane, dcr_escalation_pane, GTK_TYPE_BOX)

enum
{
  SAID,
  DONE,
  OPEN_ARTICLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static DcrDb *
reader (DcrEscalationPane *self)
{
  return dcr_store_reader (dcr_session_get_store (self->session));
}

static const DcrUuid *
me (DcrEscalationPane *self)
{
  return dcr_calls_get_person (dcr_session_get_calls (self->session));
}

/* ---- What is read ---------------------------------------------------------------------------- */

static void
on_article (DcrEscalationPane *self, const char *ref, const char *address)
{
  g_signal_emit (self, signals[OPEN_ARTICLE], 0, ref, address);
}

/* All that the body depends on; its hours are told to the minute. */
static char *
describe (DcrEscalationPane *self)
{
  char id[DCR_UUID_TEXT_SIZE], person[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&self->shown->id, id);
  dcr_uuid_to_text (me (self), person);
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s %d %" G_GINT64_FORMAT, id,
                          self->shown->version, person,
                          dcr_escalation_mail_state (reader (self), &self->shown->id),
                          dcr_clock_now_ms () / 60000);
}

/* TRUE when it was made anew: what happened is still to come. */
static gboolean
show_body (DcrEscalationPane *self)
{
  g_autofree char *said = describe (self);

  /* what is pointed at, or marked to be copied, stays when nothing else is to be said */
  if (g_strcmp0 (said, self->said) == 0)
    return FALSE;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  self->body = DCR_ESCALATION_BODY (dcr_escalation_body_new (self->session, self->shown));
  g_signal_connect_object (self->body, "open-article", G_CALLBACK (on_article), self,
                           G_CONNECT_SWAPPED);
  dcr_empty_container (GTK_WIDGET (self->content));
  gtk_box_append (self->content, GTK_WIDGET (self->body));
  return TRUE;
}

static void
show_life (DcrEscalationPane *self)
{
  g_autoptr (GPtrArray) events = dcr_escalation_events (reader (self), &self->shown->id, NULL);

  if (events != NULL)
    dcr_escalation_body_tell (self->body, self->shown, events, me (self));
}

/* ---- What may be done ------------------------------------------------------------------------ */

static gboolean
is_allowed (DcrEscalationPane *self, DcrEscalationAct act)
{
  return self->shown != NULL
         && dcr_escalation_allows (self->shown->state, act,
                                   dcr_escalation_standing (reader (self), self->shown, me (self)));
}

static void
on_act_clicked (GtkButton *button, DcrEscalationPane *self)
{
  dcr_escalation_pane_act (self,
                           GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "dcr-act")));
}

static void
add_act (DcrEscalationPane *self, DcrEscalationAct act)
{
  GtkWidget *button = gtk_button_new_with_label (dcr_escalation_act_label (act));
  GtkWidget *child = gtk_flow_box_child_new ();

  g_object_set_data (G_OBJECT (button), "dcr-act", GINT_TO_POINTER (act));
  g_signal_connect (button, "clicked", G_CALLBACK (on_act_clicked), self);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->others, child);
}

/* With its life, masked as everything that leaves. */
static DcrSheet *
make_sheet (DcrEscalationPane *self)
{
  g_autoptr (GPtrArray) events = dcr_escalation_events (reader (self), &self->shown->id, NULL);
  return dcr_packet_sheet (self->shown, events);
}

gboolean
dcr_escalation_pane_print (DcrEscalationPane *self)
{
  g_autofree char *name = NULL;

  if (self->shown == NULL)
    return FALSE;
  name = dcr_escalation_name (self->shown->number);
  dcr_sheet_print (make_sheet (self), name, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  return TRUE;
}

gboolean
dcr_escalation_pane_export (DcrEscalationPane *self)
{
  g_autofree char *name = NULL;

  if (self->shown == NULL)
    return FALSE;
  name = dcr_escalation_name (self->shown->number);
  dcr_sheet_save (make_sheet (self), name, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  return TRUE;
}

static void
add_paper (DcrEscalationPane *self, const char *label, const char *key, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label), *child = gtk_flow_box_child_new ();

  gtk_widget_set_tooltip_text (button, key);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->others, child);
}

#define MADE (1u << 31)

/* Only when they change: a press is an act some time after the key, and its button must still be there. */
static void
show_others (DcrEscalationPane *self, guint offered, const DcrEscalationAct *order, guint n)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->others)) != NULL;

  if (self->offered == (offered | MADE))
    return;
  self->offered = offered | MADE;
  dcr_empty_container (GTK_WIDGET (self->others));
  for (guint i = 0; i < n; i++)
    if (offered & (1u << order[i]))
      add_act (self, order[i]);
  add_paper (self, _("Print…"), _("Ctrl+P"), G_CALLBACK (dcr_escalation_pane_print));
  add_paper (self, _("Export…"), _("Ctrl+Shift+P"), G_CALLBACK (dcr_escalation_pane_export));
  /* not on whatever stands where the button was: the same key once more would press it */
  if (had_focus && !gtk_widget_grab_focus (self->suggested))
    gtk_widget_child_focus (GTK_WIDGET (self->others), GTK_DIR_TAB_FORWARD);
}

static void
show_acts (DcrEscalationPane *self)
{
  static const DcrEscalationAct order[]
      = { DCR_ACT_TAKE,      DCR_ACT_ANSWER, DCR_ACT_REPLY,  DCR_ACT_COMPLETE,
          DCR_ACT_ASK,       DCR_ACT_RETURN, DCR_ACT_MERGE,  DCR_ACT_RELEASE,
          DCR_ACT_TAKE_OVER, DCR_ACT_CLOSE,  DCR_ACT_REOPEN, DCR_ACT_NOTE };
  guint standing = dcr_escalation_standing (reader (self), self->shown, me (self));
  g_autoptr (GPtrArray) alike = dcr_escalation_find_alike (reader (self), &self->shown->id, NULL);
  gboolean has_alike = alike != NULL && alike->len > 0;
  guint offered = 0;

  self->suggested_act = dcr_escalation_suggested (self->shown->state, standing);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] != self->suggested_act && (order[i] != DCR_ACT_MERGE || has_alike)
        && dcr_escalation_allows (self->shown->state, order[i], standing))
      offered |= 1u << order[i];
  gtk_widget_set_visible (self->suggested, self->suggested_act != DCR_ACT_NONE);
  if (self->suggested_act != DCR_ACT_NONE)
    {
      gtk_label_set_label (self->suggested_label, dcr_escalation_act_label (self->suggested_act));
      dcr_name (self->suggested, dcr_escalation_act_label (self->suggested_act), NULL);
    }
  show_others (self, offered, order, G_N_ELEMENTS (order));
  /* an act that is no longer possible does not stay open */
  if (gtk_widget_get_visible (GTK_WIDGET (self->box))
      && !dcr_escalation_allows (self->shown->state, dcr_act_box_get_act (self->box), standing))
    dcr_act_box_show_error (
        self->box,
        _("Somebody was quicker: this is no longer possible. What you wrote is still here."));
}

static void
show_box (DcrEscalationPane *self, gboolean open)
{
  gtk_widget_set_visible (GTK_WIDGET (self->box), open);
  gtk_widget_set_visible (self->acts, !open);
}

/* What may be done comes last: the keys ask for it themselves. */
static gboolean
on_part (gpointer data)
{
  DcrEscalationPane *self = data;

  if (--self->to_come > 0)
    {
      show_life (self);
      return G_SOURCE_CONTINUE;
    }
  self->part_id = 0;
  show_acts (self);
  return G_SOURCE_REMOVE;
}

static void
finish_parts (DcrEscalationPane *self)
{
  g_clear_handle_id (&self->part_id, g_source_remove);
  while (self->to_come > 0)
    on_part (self);
}

/* Made in slices: arrows held down in the queue stay fluid. */
static void
read_again (DcrEscalationPane *self, const DcrUuid *id)
{
  DcrEscalation *read = id != NULL ? dcr_escalation_get (reader (self), id, NULL) : NULL;

  dcr_escalation_free (self->shown);
  self->shown = read;
  gtk_stack_set_visible_child_name (self->faces, read != NULL ? "one" : "nothing");
  g_clear_handle_id (&self->part_id, g_source_remove);
  self->to_come = 0;
  if (read == NULL)
    return;
  self->to_come = show_body (self) ? 2 : 1;
  self->part_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_part, self, NULL);
}

void
dcr_escalation_pane_show (DcrEscalationPane *self, const DcrUuid *id)
{
  if (id != NULL && self->shown != NULL && dcr_uuid_equal (id, &self->shown->id))
    {
      dcr_escalation_pane_reload (self);
      return;
    }
  show_box (self, FALSE);
  read_again (self, id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

void
dcr_escalation_pane_reload (DcrEscalationPane *self)
{
  if (self->shown == NULL)
    return;
  DcrUuid id = self->shown->id;
  read_again (self, &id);
  finish_parts (self);
}

/* ---- Doing it -------------------------------------------------------------------------------- */

/* The text view goes with the focus: it is given to what may be done next. */
static void
close_box (DcrEscalationPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->box));

  show_box (self, FALSE);
  if (had_focus && !gtk_widget_grab_focus (self->suggested))
    gtk_widget_child_focus (GTK_WIDGET (self->others), GTK_DIR_TAB_FORWARD);
}

static Pressed
press (DcrEscalationPane *self, DcrEscalationAct act, gboolean confirms)
{
  return (Pressed){ act, confirms, self->shown->id, self->shown->version };
}

/* TRUE when the former act is on its way: this one comes after it. What is pressed twice is done once. */
static gboolean
waits_for_turn (DcrEscalationPane *self, DcrEscalationAct act, gboolean confirms)
{
  Pressed pressed;
  const Pressed *former = &self->written;

  if (!self->writing || self->shown == NULL)
    return FALSE;
  pressed = press (self, act, confirms);
  if (self->waiting->len > 0)
    former = &g_array_index (self->waiting, Pressed, self->waiting->len - 1);
  if (pressed.act != former->act || pressed.confirms != former->confirms
      || pressed.version != former->version || !dcr_uuid_equal (&pressed.id, &former->id))
    g_array_append_val (self->waiting, pressed);
  return TRUE;
}

static void on_confirm (DcrEscalationPane *self);

static gboolean
run_pressed (DcrEscalationPane *self, const Pressed *pressed)
{
  if (self->shown == NULL || !dcr_uuid_equal (&self->shown->id, &pressed->id))
    return FALSE;
  dcr_escalation_pane_reload (self); /* as it is now */
  if (self->shown == NULL)
    return FALSE;
  if (!pressed->confirms)
    return dcr_escalation_pane_act (self, pressed->act);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->box))
      || dcr_act_box_get_act (self->box) != pressed->act)
    return FALSE;
  on_confirm (self);
  return TRUE;
}

/* What the former act left possible happens; of the rest it is said that it did not. */
static void
run_waiting (DcrEscalationPane *self)
{
  while (!self->writing && self->waiting->len > 0)
    {
      Pressed next = g_array_index (self->waiting, Pressed, 0);

      g_array_remove_index (self->waiting, 0);
      if (!run_pressed (self, &next))
        {
          /* Translators: %s: the word of a button */
          g_autofree char *sentence
              = g_strdup_printf (_("“%s” came too late, and was not done: look at what is there now."),
                                 dcr_escalation_act_label (next.act));
          g_signal_emit (self, signals[SAID], 0, sentence);
        }
    }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrEscalationPane) self = data;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (self->session == NULL)
    return;
  if (!dcr_session_act_finish (DCR_SESSION (source), result, &error))
    {
      g_array_set_size (self->waiting, 0); /* they were meant to follow it */
      if (gtk_widget_get_visible (GTK_WIDGET (self->box)))
        dcr_act_box_show_error (self->box, error->message);
      else
        g_signal_emit (self, signals[SAID], 0, error->message);
      return;
    }
  if (self->written.confirms) /* one opened meanwhile is for another act */
    {
      dcr_act_box_clear (self->box);
      close_box (self);
    }
  g_signal_emit (self, signals[DONE], 0, (int)self->written.act);
  run_waiting (self);
}

static void
write_act (DcrEscalationPane *self, DcrEscalationAct act)
{
  gboolean with_box = gtk_widget_get_visible (GTK_WIDGET (self->box));
  g_autofree char *text = with_box ? dcr_act_box_get_text (self->box) : NULL;
  g_autofree char *title = with_box ? dcr_act_box_get_proposal (self->box) : NULL;
  DcrDeed deed = { .escalation = self->shown->id,
                   .version = self->shown->version,
                   .act = act,
                   .text = text,
                   .other = with_box ? dcr_act_box_get_other (self->box) : NULL };
  DcrAnswerProposal proposal = { title, text };
  DcrAnswerCallback plan;
  gboolean plans = with_box && dcr_act_box_get_callback (self->box, &plan);

  self->writing = TRUE;
  self->written = press (self, act, with_box);
  dcr_session_act_async (self->session, &deed, plans ? &plan : NULL,
                         title != NULL ? &proposal : NULL, on_written, g_object_ref (self));
}

static gboolean
asks_something (DcrEscalationAct act, DcrEscalationState state)
{
  const DcrTransition *line = dcr_escalation_transition (state, act);
  return act == DCR_ACT_MERGE || (line != NULL && line->needs_text);
}

gboolean
dcr_escalation_pane_act (DcrEscalationPane *self, DcrEscalationAct act)
{
  g_autoptr (GPtrArray) same = NULL;

  if (waits_for_turn (self, act, FALSE))
    return TRUE;
  if (!is_allowed (self, act))
    return FALSE;
  if (!asks_something (act, self->shown->state))
    {
      show_box (self, FALSE);
      write_act (self, act);
      return TRUE;
    }
  if (act == DCR_ACT_MERGE)
    same = dcr_escalation_find_alike (reader (self), &self->shown->id, NULL);
  show_box (self, TRUE);
  dcr_act_box_open (self->box, act, self->shown, same);
  return TRUE;
}

static void
on_confirm (DcrEscalationPane *self)
{
  const char *missing = dcr_act_box_get_missing (self->box);

  if (missing != NULL)
    dcr_act_box_show_error (self->box, missing);
  else if (!waits_for_turn (self, dcr_act_box_get_act (self->box), TRUE))
    write_act (self, dcr_act_box_get_act (self->box));
}

gboolean
dcr_escalation_pane_escape (DcrEscalationPane *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->box)))
    return FALSE;
  close_box (self);
  return TRUE;
}

void
dcr_escalation_pane_suggested (DcrEscalationPane *self)
{
  if (self->shown == NULL)
    return;
  finish_parts (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->box)))
    on_confirm (self);
  else if (self->suggested_act != DCR_ACT_NONE)
    dcr_escalation_pane_act (self, self->suggested_act);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_escalation_pane_dispose (GObject *object)
{
  DcrEscalationPane *self = DCR_ESCALATION_PANE (object);

  g_clear_handle_id (&self->part_id, g_source_remove);
  g_clear_pointer (&self->shown, dcr_escalation_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_escalation_pane_parent_class)->dispose (object);
}

static void
dcr_escalation_pane_class_init (DcrEscalationPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_escalation_pane_dispose;
  signals[SAID] = g_signal_new ("said", DCR_TYPE_ESCALATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", DCR_TYPE_ESCALATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[OPEN_ARTICLE]
      = g_signal_new ("open-article", DCR_TYPE_ESCALATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-escalation-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrEscalationPane, name)
  BIND (faces);
  BIND (scrolled);
  BIND (content);
  BIND (bottom);
  BIND (acts);
  BIND (others);
  BIND (suggested);
  BIND (suggested_label);
#undef BIND
}

static void
dcr_escalation_pane_init (DcrEscalationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Pressed));
  self->box = DCR_ACT_BOX (dcr_act_box_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->box), FALSE);
  gtk_box_append (self->bottom, GTK_WIDGET (self->box));
  g_signal_connect_object (self->box, "confirm", G_CALLBACK (on_confirm), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->box, "cancel", G_CALLBACK (dcr_escalation_pane_escape), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggested, "clicked", G_CALLBACK (dcr_escalation_pane_suggested),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_escalation_pane_new (DcrSession *session)
{
  DcrEscalationPane *self = g_object_new (DCR_TYPE_ESCALATION_PANE, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
