/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-callback-pane.h"

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-callback-body.h"
#include "desk/follow/dcr-sheet-view.h"
#include "desk/follow/dcr-windows.h"
#include "followup/dcr-callback.h"
#include "session/dcr-session-followup.h"

#define N_WINDOWS 8
#define MESSAGE_CODE "injoignable-sms"

/* What the buttons do; those of the engine, and ours. */
typedef enum
{
  ACT_NONE,
  ACT_CALL,
  ACT_REACH,
  ACT_MISS,
  ACT_MOVE,      /* opens the choice of a window */
  ACT_MOVE_NOW,  /* confirms it */
  ACT_CALL_OFF,
  ACT_PREPARE,     /* opens the sheet of an appointment */
  ACT_PREPARE_NOW, /* keeps it */
  ACT_PRINT,
  ACT_MESSAGE,   /* after two attempts */
  ACT_NO_MESSAGE,
  ACT_LEAVE,     /* what is open over the acts: as Échap */
} Act;

/* An act, and what was under the eyes when it was pressed. */
typedef struct
{
  Act act;
  DcrUuid id;
  gint64 version;
} Pressed;

struct _DcrCallbackPane
{
  GtkBox parent_instance;

  GtkStack *faces;
  GtkBox *content, *message;
  GtkWidget *moving, *preparing;
  GtkDropDown *window;
  GtkTextView *sheet;
  GtkFlowBox *others;
  GtkWidget *suggested;
  GtkLabel *suggested_label;

  DcrSession *session;
  DcrCallback *shown;
  DcrUuid called; /* whose number was just dialled: what came of it is asked next */
  GPtrArray *windows;
  gint64 prepared; /* version of what the sheet was opened on */
  gint64 moved;    /* version of what the choice of a window was opened on */
  Act suggested_act;
  gboolean writing, settles;
  Pressed written; /* what is on its way to the disk */
  GArray *waiting; /* Pressed, meanwhile */
};

G_DEFINE_FINAL_TYPE (DcrCallbackPane, dcr_callback_pane, GTK_TYPE_BOX)

enum
{
  SAID,
  DONE,
  CALL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static DcrDb *
reader (DcrCallbackPane *self)
{
  return dcr_store_reader (dcr_session_get_store (self->session));
}

static const DcrUuid *
me (DcrCallbackPane *self)
{
  return dcr_calls_get_person (dcr_session_get_calls (self->session));
}

gboolean
dcr_callback_is_owed_by (DcrDb *db, const DcrCallback *callback, const DcrUuid *person)
{
  g_autoptr (DcrPerson) who = NULL;

  if (!dcr_uuid_is_null (&callback->person))
    return dcr_uuid_equal (&callback->person, person);
  who = dcr_person_get (db, person, NULL);
  return who != NULL && (callback->level == 1) == (who->role == DCR_ROLE_AGENT);
}

static const char *
label_of (Act act)
{
  switch (act)
    {
    case ACT_CALL:
      return _("Call");
    case ACT_REACH:
      return _("Reached");
    case ACT_MISS:
      return _("No answer");
    case ACT_MOVE:
      return _("Another time…");
    case ACT_MOVE_NOW:
      return _("Promise this time");
    case ACT_CALL_OFF:
      return _("No longer wanted");
    case ACT_PREPARE:
      return _("Prepare…");
    case ACT_PREPARE_NOW:
      return _("Keep the sheet");
    case ACT_PRINT:
      return _("Print the sheet");
    case ACT_MESSAGE:
      return _("Send the message");
    case ACT_NO_MESSAGE:
      return _("Without a message");
    case ACT_LEAVE:
      return _("Cancel");
    case ACT_NONE:
    default:
      return "";
    }
}

/* ---- What may be done ------------------------------------------------------------------------ */

static void run_act (DcrCallbackPane *self, Act act);

static void
on_act_clicked (GtkButton *button, DcrCallbackPane *self)
{
  run_act (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "dcr-act")));
}

static void
add_act (DcrCallbackPane *self, Act act)
{
  GtkWidget *button = gtk_button_new_with_label (label_of (act)),
            *child = gtk_flow_box_child_new ();

  g_object_set_data (G_OBJECT (button), "dcr-act", GINT_TO_POINTER (act));
  g_signal_connect (button, "clicked", G_CALLBACK (on_act_clicked), self);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->others, child);
}

static void
suggest (DcrCallbackPane *self, Act act)
{
  self->suggested_act = act;
  gtk_widget_set_visible (self->suggested, act != ACT_NONE);
  gtk_label_set_label (self->suggested_label, label_of (act));
  dcr_name (self->suggested, label_of (act), NULL);
}

static gboolean
acts_have_focus (DcrCallbackPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *acts = gtk_widget_get_parent (self->suggested);

  return focus != NULL && gtk_widget_is_ancestor (focus, acts);
}

/* The buttons are others: the same key once more must do no harm. What is to be read comes before what lets a
 * number go. */
static void
focus_next_step (DcrCallbackPane *self)
{
  GtkWidget *words = gtk_widget_get_first_child (GTK_WIDGET (self->message));

  if (words != NULL)
    gtk_widget_grab_focus (words);
  else if (!gtk_widget_grab_focus (self->suggested))
    gtk_widget_child_focus (GTK_WIDGET (self->others), GTK_DIR_TAB_FORWARD);
}

/* While something is written or chosen: to confirm it, or to leave it. */
static void
offer_only (DcrCallbackPane *self, Act act)
{
  dcr_empty_container (GTK_WIDGET (self->others));
  add_act (self, ACT_LEAVE);
  suggest (self, act);
}

/* After two attempts: the words of the template, which somebody sends or does not. */
static void
show_message (DcrCallbackPane *self)
{
  g_autoptr (GError) error = NULL;
  DcrMessage *message
      = dcr_session_make_sms (self->session, MESSAGE_CODE, self->shown->phone, &self->shown->id,
                              self->shown->created, NULL, &error);
  const char *text = message != NULL ? message->body : error->message;
  GtkWidget *words = dcr_callout_new (message != NULL ? "accent" : "warning", "phone-symbolic",
                                      _("Two attempts without an answer"), text, NULL);

  gtk_widget_set_focusable (words, TRUE); /* read before anything is pressed */
  dcr_name (words, _("Two attempts without an answer"), text);
  gtk_box_append (self->message, words);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  suggest (self, message != NULL ? ACT_MESSAGE : ACT_NO_MESSAGE);
  if (message != NULL)
    add_act (self, ACT_NO_MESSAGE);
  g_clear_pointer (&message, dcr_message_free);
}

static void
show_acts (DcrCallbackPane *self, gboolean prepares)
{
  gboolean had_focus = acts_have_focus (self);
  gboolean owed = dcr_callback_is_owed_by (reader (self), self->shown, me (self));
  gboolean lives = self->shown->ended == 0,
           called = dcr_uuid_equal (&self->called, &self->shown->id);
  static const Act order[] = { ACT_CALL, ACT_REACH, ACT_MISS, ACT_MOVE, ACT_CALL_OFF };

  dcr_empty_container (GTK_WIDGET (self->others));
  dcr_empty_container (GTK_WIDGET (self->message));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_set_visible (self->moving, FALSE);
  gtk_widget_set_visible (self->preparing, prepares);
  if (prepares)
    {
      offer_only (self, ACT_PREPARE_NOW);
      return;
    }
  suggest (self, !lives || !owed ? ACT_NONE : called ? ACT_REACH : ACT_CALL);
  for (guint i = 0; lives && owed && i < G_N_ELEMENTS (order); i++)
    if (order[i] != self->suggested_act)
      add_act (self, order[i]);
  if (lives && owed && self->shown->kind == DCR_CALLBACK_APPOINTMENT)
    add_act (self, ACT_PREPARE);
  if (!lives && owed && self->shown->state == DCR_CALLBACK_UNREACHABLE
      && self->shown->phone != NULL)
    show_message (self);
  add_act (self, ACT_PRINT);
  if (had_focus)
    focus_next_step (self);
}

static void
show_window (DcrCallbackPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->windows, g_ptr_array_unref);
  self->windows = dcr_windows_list (dcr_clock_now_ms (), N_WINDOWS);
  for (guint i = 0; i < self->windows->len; i++)
    gtk_string_list_append (names, ((DcrPromiseWindow *)self->windows->pdata[i])->label);
  gtk_drop_down_set_model (self->window, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->preparing, FALSE);
  gtk_widget_set_visible (self->moving, TRUE);
  self->moved = self->shown->version;
  offer_only (self, ACT_MOVE_NOW);
  gtk_widget_grab_focus (GTK_WIDGET (self->window));
}

static void
open_sheet (DcrCallbackPane *self)
{
  gtk_widget_set_visible (self->moving, FALSE);
  gtk_widget_set_visible (self->preparing, TRUE);
  offer_only (self, ACT_PREPARE_NOW);
}

static void
show_sheet (DcrCallbackPane *self)
{
  if (gtk_widget_get_visible (self->preparing))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
      return;
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sheet), self->shown->sheet, -1);
  self->prepared = self->shown->version;
  open_sheet (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

/* What is being written stays, whatever else happens to the promise. */
static gboolean
keeps_sheet (DcrCallbackPane *self, const DcrCallback *read)
{
  if (!gtk_widget_get_visible (self->preparing) || self->shown == NULL || read == NULL
      || !dcr_uuid_equal (&self->shown->id, &read->id) || read->ended != 0)
    return FALSE;
  if (g_strcmp0 (self->shown->sheet, read->sheet) == 0)
    self->prepared = read->version;
  return TRUE;
}

/* The choice of a time stays open on what has not changed; on what has, it says so and goes. */
static gboolean
keeps_window (DcrCallbackPane *self, const DcrCallback *read)
{
  if (!gtk_widget_get_visible (self->moving) || self->shown == NULL || read == NULL
      || !dcr_uuid_equal (&self->shown->id, &read->id))
    return FALSE;
  if (self->moved == read->version)
    return TRUE;
  if (!self->writing)
    g_signal_emit (self, signals[SAID], 0,
                   _("The promise was changed meanwhile: read it again before choosing a time."));
  return FALSE;
}

/* ---- Writing --------------------------------------------------------------------------------- */

typedef struct
{
  DcrUuid id, person, message;
  gint64 version, from, to;
  char *sheet; /* or NULL */
  Act act;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;
  g_free (write->sheet);
  g_free (write);
}

static gboolean
run_write (DcrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  DcrUuid next;

  switch (write->act)
    {
    case ACT_CALL:
      return dcr_callback_act (db, &write->id, write->version, DCR_CALLBACK_TAKE, &write->person,
                               NULL, error);
    case ACT_REACH:
      return dcr_callback_act (db, &write->id, write->version, DCR_CALLBACK_REACH, &write->person,
                               NULL, error);
    case ACT_MISS:
      return dcr_callback_act (db, &write->id, write->version, DCR_CALLBACK_MISS, &write->person,
                               NULL, error);
    case ACT_CALL_OFF:
      return dcr_callback_act (db, &write->id, write->version, DCR_CALLBACK_CALL_OFF,
                               &write->person, NULL, error);
    case ACT_PREPARE_NOW:
      return dcr_callback_act (db, &write->id, write->version, DCR_CALLBACK_PREPARE,
                               &write->person, write->sheet, error);
    case ACT_MOVE_NOW:
      return dcr_callback_move (db, &write->id, write->version, write->from, write->to,
                                &write->person, &next, error);
    case ACT_MESSAGE:
    case ACT_NO_MESSAGE:
      return dcr_callback_note_message (
          db, &write->id, dcr_uuid_is_null (&write->message) ? NULL : &write->message, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static Pressed
press (DcrCallbackPane *self, Act act)
{
  return (Pressed){ act, self->shown->id, self->shown->version };
}

/* Pressed while the former act is on its way: it comes after it. What is pressed twice is done once. */
static void
wait_for_turn (DcrCallbackPane *self, Act act)
{
  Pressed pressed = press (self, act);
  const Pressed *former = &self->written;

  if (self->waiting->len > 0)
    former = &g_array_index (self->waiting, Pressed, self->waiting->len - 1);
  if (act == ACT_NONE
      || (pressed.act == former->act && pressed.version == former->version
          && dcr_uuid_equal (&pressed.id, &former->id)))
    return;
  g_array_append_val (self->waiting, pressed);
}

static gboolean
offers (DcrCallbackPane *self, Act act)
{
  if (act == self->suggested_act)
    return TRUE;
  for (GtkWidget *at = gtk_widget_get_first_child (GTK_WIDGET (self->others)); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    if (GPOINTER_TO_INT (g_object_get_data (
            G_OBJECT (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (at))), "dcr-act"))
        == (int)act)
      return TRUE;
  return FALSE;
}

/* What is shown is what the last act was done on, not yet what it made of it. */
static gboolean
is_old (DcrCallbackPane *self)
{
  return self->written.act != ACT_NONE && self->written.version == self->shown->version
         && dcr_uuid_equal (&self->written.id, &self->shown->id);
}

/* What the former act left possible happens; of the rest it is said that it did not. */
static void
run_waiting (DcrCallbackPane *self)
{
  while (!self->writing && self->waiting->len > 0)
    {
      Pressed next = g_array_index (self->waiting, Pressed, 0);

      g_array_remove_index (self->waiting, 0);
      if (self->shown != NULL && dcr_uuid_equal (&self->shown->id, &next.id))
        dcr_callback_pane_show (self, &next.id); /* as it is now */
      if (self->shown != NULL && dcr_uuid_equal (&self->shown->id, &next.id)
          && offers (self, next.act))
        run_act (self, next.act);
      else
        {
          /* Translators: %s: the word of a button */
          g_autofree char *sentence
              = g_strdup_printf (_("“%s” came too late, and was not done: look at what is there now."),
                                 label_of (next.act));
          g_signal_emit (self, signals[SAID], 0, sentence);
        }
    }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrCallbackPane) self = data;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (self->session == NULL)
    return;
  if (!dcr_session_follow_write_finish (DCR_SESSION (source), result, &error))
    {
      self->written.act = ACT_NONE;
      g_array_set_size (self->waiting, 0); /* they were meant to follow it */
      g_signal_emit (self, signals[SAID], 0, error->message);
      return;
    }
  if (gtk_widget_get_visible (self->preparing) || gtk_widget_get_visible (self->moving))
    gtk_widget_grab_focus (self->suggested); /* what was filled in goes */
  gtk_widget_set_visible (self->preparing, FALSE);
  gtk_widget_set_visible (self->moving, FALSE);
  g_signal_emit (self, signals[DONE], 0, self->settles);
  run_waiting (self);
}

static void
write_act (DcrCallbackPane *self, Act act, const DcrUuid *message)
{
  Write *write = g_new0 (Write, 1);
  guint at = gtk_drop_down_get_selected (self->window);

  *write = (Write){ .id = self->shown->id, .person = *me (self), .version = self->shown->version, .act = act };
  if (message != NULL)
    write->message = *message;
  if (act == ACT_MOVE_NOW && self->windows != NULL && at < self->windows->len)
    {
      const DcrPromiseWindow *window = self->windows->pdata[at];
      write->from = window->from;
      write->to = window->to;
    }
  if (act == ACT_PREPARE_NOW)
    {
      g_object_get (gtk_text_view_get_buffer (self->sheet), "text", &write->sheet, NULL);
      write->version = self->prepared;
    }
  self->writing = TRUE;
  self->written = press (self, act);
  /* a second attempt in vain leaves the message to be decided, under the eyes */
  self->settles = act != ACT_CALL && act != ACT_MOVE_NOW && act != ACT_PREPARE_NOW
                  && !(act == ACT_MISS && self->shown->state == DCR_CALLBACK_NO_ANSWER);
  dcr_session_follow_write_async (self->session, run_write, write, write_free, on_written,
                                  g_object_ref (self));
}

static void
on_queued (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrCallbackPane) self = data;
  g_autoptr (GError) error = NULL;

  if (self->session != NULL && !dcr_outbox_finish (DCR_OUTBOX (source), result, &error))
    g_signal_emit (self, signals[SAID], 0, error->message);
}

/* The message first: when it is not kept, the number is not let go either. The store writes in order. */
static void
send_message (DcrCallbackPane *self)
{
  g_autoptr (GError) error = NULL;
  DcrMessage *message
      = dcr_session_make_sms (self->session, MESSAGE_CODE, self->shown->phone, &self->shown->id,
                              self->shown->created, NULL, &error);
  DcrUuid id;

  if (message == NULL)
    {
      g_signal_emit (self, signals[SAID], 0, error->message);
      return;
    }
  id = message->id;
  message->call = self->shown->call;
  dcr_session_queue_message_async (self->session, message, on_queued, g_object_ref (self));
  write_act (self, ACT_MESSAGE, &id);
}

static void
call_now (DcrCallbackPane *self)
{
  self->called = self->shown->id;
  g_signal_emit (self, signals[CALL], 0, self->shown->phone);
  write_act (self, ACT_CALL, NULL);
}

static void
run_act (DcrCallbackPane *self, Act act)
{
  if (self->shown == NULL)
    return;
  if (self->writing || is_old (self))
    {
      wait_for_turn (self, act);
      run_waiting (self);
      return;
    }
  switch (act)
    {
    case ACT_NONE:
      break;
    case ACT_CALL:
      call_now (self);
      break;
    case ACT_MOVE:
      show_window (self);
      break;
    case ACT_PREPARE:
      show_sheet (self);
      break;
    case ACT_PRINT:
      dcr_sheet_print (dcr_callback_sheet (self->shown), "rappel",
                       GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
      break;
    case ACT_MESSAGE:
      send_message (self);
      break;
    case ACT_LEAVE:
      dcr_callback_pane_escape (self);
      break;
    case ACT_MISS:
      self->called = (DcrUuid){ { 0 } }; /* the next attempt begins with a call */
      write_act (self, act, NULL);
      break;
    case ACT_REACH:
    case ACT_MOVE_NOW:
    case ACT_CALL_OFF:
    case ACT_PREPARE_NOW:
    case ACT_NO_MESSAGE:
    default:
      write_act (self, act, NULL);
    }
}

void
dcr_callback_pane_suggested (DcrCallbackPane *self)
{
  run_act (self, self->suggested_act);
}

gboolean
dcr_callback_pane_escape (DcrCallbackPane *self)
{
  if (!gtk_widget_get_visible (self->moving) && !gtk_widget_get_visible (self->preparing))
    return FALSE;
  show_acts (self, FALSE);
  gtk_widget_grab_focus (self->suggested);
  return TRUE;
}

void
dcr_callback_pane_show (DcrCallbackPane *self, const DcrUuid *id)
{
  DcrCallback *read = id != NULL ? dcr_callback_get (reader (self), id, NULL) : NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  gboolean prepares = keeps_sheet (self, read), moves = keeps_window (self, read);

  g_clear_pointer (&self->shown, dcr_callback_free);
  self->shown = read;
  if (!self->writing)
    self->written.act = ACT_NONE; /* this is what it made */
  gtk_stack_set_visible_child_name (self->faces, read != NULL ? "one" : "nothing");
  dcr_empty_container (GTK_WIDGET (self->content));
  if (read == NULL)
    return;
  attempts = dcr_callback_attempts (reader (self), &read->id, NULL);
  gtk_box_append (self->content,
                  dcr_callback_body_new (read, attempts,
                                         dcr_callback_is_owed_by (reader (self), read, me (self)),
                                         dcr_clock_now_ms ()));
  if (!moves)
    show_acts (self, prepares);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_callback_pane_dispose (GObject *object)
{
  DcrCallbackPane *self = DCR_CALLBACK_PANE (object);

  g_clear_pointer (&self->shown, dcr_callback_free);
  g_clear_pointer (&self->windows, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_callback_pane_parent_class)->dispose (object);
}

static void
dcr_callback_pane_class_init (DcrCallbackPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_callback_pane_dispose;
  signals[SAID] = g_signal_new ("said", DCR_TYPE_CALLBACK_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", DCR_TYPE_CALLBACK_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CALL] = g_signal_new ("call", DCR_TYPE_CALLBACK_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-callback-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrCallbackPane, name)
  BIND (faces);
  BIND (content);
  BIND (message);
  BIND (moving);
  BIND (preparing);
  BIND (sheet);
  BIND (window);
  BIND (others);
  BIND (suggested);
  BIND (suggested_label);
#undef BIND
}

static void
dcr_callback_pane_init (DcrCallbackPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Pressed));
  g_signal_connect_object (self->suggested, "clicked", G_CALLBACK (dcr_callback_pane_suggested),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_callback_pane_new (DcrSession *session)
{
  DcrCallbackPane *self = g_object_new (DCR_TYPE_CALLBACK_PANE, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
