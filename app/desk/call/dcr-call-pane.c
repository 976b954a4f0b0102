/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-pane.h"

#include "desk/call/dcr-call-details.h"
#include "desk/call/dcr-call-idle.h"
#include "desk/call/dcr-caller-box.h"
#include "desk/call/dcr-kept-list.h"
#include "desk/call/dcr-note-field.h"
#include "desk/call/dcr-outcome-grid.h"
#include "desk/call/dcr-reason-field.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-sent-list.h"
#include "followup/dcr-callback.h"

struct _DcrCallPane
{
  GtkBox parent_instance;

  GtkStack *faces;
  DcrCallIdle *idle;
  DcrCallerBox *caller;
  DcrReasonField *reason;
  DcrOutcomeGrid *outcome;
  DcrCallDetails *details;
  DcrNoteField *note;
  DcrKeptList *kept;
  DcrSentList *sent;
  GtkWidget *sections;
  GtkLabel *missing;
  GtkButton *answer;
  GtkButton *close;
  GtkWidget *close_key;

  DcrCalls *calls;
  DcrCall *call;
  DcrOutbox *outbox;
  gulong changed_id;
  gboolean form_open, closing;
};

G_DEFINE_FINAL_TYPE (DcrCallPane, dcr_call_pane, GTK_TYPE_BOX)

enum
{
  PASSAGE_ACTIVATED,
  CLOSED,
  HISTORY_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- What is missing ------------------------------------------------------------------------- */

static gboolean
promises (DcrCallPane *self)
{
  return dcr_call_get_outcome (self->call) == DCR_OUTCOME_CALLBACK;
}

/* A callback without a number, or on an unknown clock, is no promise. */
static char *
describe_missing (DcrCallPane *self)
{
  char *sentence = dcr_call_describe_missing (self->call);

  if (sentence == NULL && promises (self))
    {
      g_autoptr (DcrCallback) promise = dcr_callback_new_for_call (self->calls, self->call);
      sentence = dcr_callback_describe_missing (promise);
    }
  return sentence;
}

static void
show_missing (DcrCallPane *self)
{
  g_autofree char *sentence = self->call ? describe_missing (self) : NULL;
  gboolean ringing = self->call && dcr_call_get_phase (self->call) == DCR_CALL_RINGING;

  gtk_label_set_label (self->missing, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), sentence != NULL && !ringing);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), ringing);
  gtk_widget_set_visible (GTK_WIDGET (self->close), !ringing);
  gtk_widget_set_visible (self->close_key, sentence == NULL && !self->form_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->close), sentence == NULL && !self->closing);
  if (self->form_open)
    gtk_widget_remove_css_class (GTK_WIDGET (self->close), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->close), "suggested-action");
}

static void
on_call_changed (DcrCall *call, guint what, DcrCallPane *self)
{
  show_missing (self);
}

static void
show_current (DcrCallPane *self)
{
  DcrCall *call = self->calls ? dcr_calls_get_current (self->calls) : NULL;

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  dcr_caller_box_set_call (self->caller, self->calls, call);
  dcr_reason_field_set_call (self->reason, self->calls, call);
  dcr_outcome_grid_set_call (self->outcome, self->calls, call);
  dcr_call_details_set_call (self->details, self->calls, call);
  dcr_note_field_set_call (self->note, call);
  dcr_kept_list_set_call (self->kept, call);
  dcr_sent_list_set (self->sent, self->outbox, call ? dcr_call_get_id (call) : NULL);
  gtk_stack_set_visible_child_name (self->faces, call ? "call" : "idle");
  show_missing (self);
}

static void
on_current_changed (DcrCalls *calls, DcrCallPane *self)
{
  show_current (self);
}

static void
on_grid_changed (DcrCalls *calls, DcrCallPane *self)
{
  show_current (self);
}

void
dcr_call_pane_set_calls (DcrCallPane *self, DcrCalls *calls)
{
  if (self->calls == calls)
    return;
  if (self->calls != NULL)
    g_signal_handlers_disconnect_by_data (self->calls, self);
  g_set_object (&self->calls, calls);
  if (calls != NULL)
    {
      g_signal_connect (calls, "current-changed", G_CALLBACK (on_current_changed), self);
      g_signal_connect (calls, "grid-changed", G_CALLBACK (on_grid_changed), self);
    }
  dcr_call_idle_set_calls (self->idle, calls);
  show_current (self);
}

void
dcr_call_pane_set_outbox (DcrCallPane *self, DcrOutbox *outbox)
{
  g_set_object (&self->outbox, outbox);
  show_current (self);
}

/* ---- Acts ------------------------------------------------------------------------------------ */

gboolean
dcr_call_pane_pick_reason (DcrCallPane *self, guint digit)
{
  return self->call != NULL && !self->closing && dcr_reason_field_pick (self->reason, digit);
}

gboolean
dcr_call_pane_pick_outcome (DcrCallPane *self, guint digit)
{
  if (self->call == NULL || self->closing)
    return FALSE;
  dcr_outcome_grid_pick (self->outcome, digit);
  return TRUE;
}

void
dcr_call_pane_new_call (DcrCallPane *self)
{
  if (self->calls != NULL)
    dcr_calls_begin (self->calls, NULL);
}

void
dcr_call_pane_focus_reason (DcrCallPane *self)
{
  if (self->call != NULL)
    dcr_reason_field_open (self->reason);
}

void
dcr_call_pane_focus_outcome (DcrCallPane *self)
{
  if (self->call != NULL)
    dcr_outcome_grid_focus (self->outcome);
}

void
dcr_call_pane_focus (DcrCallPane *self)
{
  GtkWidget *last = GTK_WIDGET (self);

  while (gtk_widget_get_focus_child (last) != NULL)
    last = gtk_widget_get_focus_child (last);
  if (last != GTK_WIDGET (self) && gtk_widget_get_mapped (last) && gtk_widget_grab_focus (last))
    return;
  if (self->call != NULL)
    dcr_reason_field_focus (self->reason);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->idle), GTK_DIR_TAB_FORWARD);
}

void
dcr_call_pane_set_form_open (DcrCallPane *self, gboolean open)
{
  self->form_open = open;
  show_missing (self);
}

static void
focus_missing (DcrCallPane *self, DcrMissing missing)
{
  if (missing & (DCR_MISSING_REASON | DCR_MISSING_WORDS))
    dcr_reason_field_focus (self->reason);
  else if (missing & DCR_MISSING_SAFE_NOTE)
    {
      if (!dcr_note_field_next_finding (self->note))
        gtk_widget_grab_focus (GTK_WIDGET (self->note));
    }
  else
    dcr_outcome_grid_focus (self->outcome);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrCallPane) self = data;
  g_autoptr (GError) error = NULL;

  self->closing = FALSE;
  gtk_widget_set_sensitive (self->sections, TRUE);
  if (dcr_calls_close_finish (DCR_CALLS (source), result, &error))
    {
      g_signal_emit (self, signals[CLOSED], 0, _("Call closed"));
      return;
    }
  show_missing (self);
  gtk_label_set_label (self->missing, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), TRUE);
}

static gboolean
keep_promise (DcrDb *db, gpointer data, GError **error)
{
  return dcr_callback_put (db, data, error);
}

/* The number is kept with the promise before the call that had it is closed. */
static void
on_promised (GObject *source, GAsyncResult *result, gpointer data)
{
  DcrCallPane *self = data; /* the reference goes on with the closing */
  g_autoptr (GError) error = NULL;

  if (dcr_store_write_finish (result, &error))
    {
      dcr_calls_close_async (self->calls, self->call, on_closed, self);
      return;
    }
  self->closing = FALSE;
  gtk_widget_set_sensitive (self->sections, TRUE);
  show_missing (self);
  gtk_label_set_label (self->missing, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), TRUE);
  g_object_unref (self);
}

gboolean
dcr_call_pane_close_call (DcrCallPane *self)
{
  g_autofree char *sentence = NULL;
  DcrMissing missing;

  if (self->call == NULL || self->closing || self->form_open)
    return FALSE;
  missing = dcr_call_get_missing (self->call);
  if (missing != DCR_MISSING_NOTHING)
    {
      focus_missing (self, missing);
      return FALSE;
    }
  sentence = describe_missing (self);
  if (sentence != NULL)
    {
      dcr_outcome_grid_focus (self->outcome);
      return FALSE;
    }
  self->closing = TRUE;
  gtk_widget_set_sensitive (self->sections, FALSE);
  show_missing (self);
  if (promises (self))
    dcr_store_write_async (dcr_calls_get_store (self->calls), keep_promise,
                           dcr_callback_new_for_call (self->calls, self->call),
                           (GDestroyNotify) dcr_callback_free, on_promised, g_object_ref (self));
  else
    dcr_calls_close_async (self->calls, self->call, on_closed, g_object_ref (self));
  return TRUE;
}

void
dcr_call_pane_add_to_service (DcrCallPane *self, GtkWidget *widget)
{
  dcr_outcome_grid_add_to_service (self->outcome, widget);
}

/* ---- Between the parts ----------------------------------------------------------------------- */

/* After a reason the focus goes to the outcome, after an outcome to closing: but only inside the pane.
 * Ctrl+1 while reading must not take the agent away from the article. */
static gboolean
has_focus_inside (DcrCallPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
on_reason_picked (DcrReasonField *field, DcrCallPane *self)
{
  if (has_focus_inside (self))
    dcr_outcome_grid_focus (self->outcome);
}

static void
on_outcome_picked (DcrOutcomeGrid *grid, DcrCallPane *self)
{
  if (has_focus_inside (self) && gtk_widget_is_sensitive (GTK_WIDGET (self->close)))
    gtk_widget_grab_focus (GTK_WIDGET (self->close));
}

static void
on_close_clicked (GtkButton *button, DcrCallPane *self)
{
  dcr_call_pane_close_call (self);
}

static void
on_answer_clicked (GtkButton *button, DcrCallPane *self)
{
  if (self->call != NULL)
    dcr_call_set_phase (self->call, DCR_CALL_LIVE);
}

static void
on_passage_activated (DcrKeptList *kept, const char *ref, const char *address, DcrCallPane *self)
{
  g_signal_emit (self, signals[PASSAGE_ACTIVATED], 0, ref, address);
}

static void
on_article_activated (DcrCallerBox *caller, const char *ref, DcrCallPane *self)
{
  g_signal_emit (self, signals[PASSAGE_ACTIVATED], 0, ref, NULL);
}

static void
on_begin_asked (DcrCallIdle *idle, DcrCallPane *self)
{
  dcr_call_pane_new_call (self);
}

static void
on_history_asked (DcrCallIdle *idle, DcrCallPane *self)
{
  g_signal_emit (self, signals[HISTORY_ASKED], 0);
}

static void
dcr_call_pane_dispose (GObject *object)
{
  DcrCallPane *self = DCR_CALL_PANE (object);

  g_clear_object (&self->outbox);
  dcr_call_pane_set_calls (self, NULL);
  G_OBJECT_CLASS (dcr_call_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, faces);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, idle);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, caller);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, reason);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, outcome);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, details);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, note);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, kept);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, sent);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, sections);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, missing);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, answer);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, close);
  gtk_widget_class_bind_template_child (widget_class, DcrCallPane, close_key);
}

static void
dcr_call_pane_class_init (DcrCallPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_call_pane_dispose;
  signals[PASSAGE_ACTIVATED]
      = g_signal_new ("passage-activated", DCR_TYPE_CALL_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", DCR_TYPE_CALL_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HISTORY_ASKED] = g_signal_new ("history-asked", DCR_TYPE_CALL_PANE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DCR_TYPE_CALL_IDLE);
  g_type_ensure (DCR_TYPE_CALLER_BOX);
  g_type_ensure (DCR_TYPE_REASON_FIELD);
  g_type_ensure (DCR_TYPE_OUTCOME_GRID);
  g_type_ensure (DCR_TYPE_CALL_DETAILS);
  g_type_ensure (DCR_TYPE_NOTE_FIELD);
  g_type_ensure (DCR_TYPE_KEPT_LIST);
  g_type_ensure (DCR_TYPE_SENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-call-pane.ui");
  bind_children (widget_class);
}

static void
dcr_call_pane_init (DcrCallPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->reason, "picked", G_CALLBACK (on_reason_picked), self);
  g_signal_connect (self->outcome, "picked", G_CALLBACK (on_outcome_picked), self);
  g_signal_connect (self->close, "clicked", G_CALLBACK (on_close_clicked), self);
  g_signal_connect (self->answer, "clicked", G_CALLBACK (on_answer_clicked), self);
  g_signal_connect (self->kept, "passage-activated", G_CALLBACK (on_passage_activated), self);
  g_signal_connect (self->caller, "article-activated", G_CALLBACK (on_article_activated), self);
  g_signal_connect (self->idle, "begin-asked", G_CALLBACK (on_begin_asked), self);
  g_signal_connect (self->idle, "history-asked", G_CALLBACK (on_history_asked), self);
}

GtkWidget *
dcr_call_pane_new (void)
{
  return g_object_new (DCR_TYPE_CALL_PANE, NULL);
}
