/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-outbox-pane.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-message-words.h"

struct _DcrOutboxPane
{
  GtkBox parent_instance;

  GtkBox *content, *acts;
  GtkWidget *bar, *rule;
  AdwEntryRow *address;
  GtkLabel *problem;

  DcrSession *session;
  DcrUuid id; /* null: nothing is shown */
  DcrMessage *message;
  DcrOutboxAct asked; /* what is asked once more, in words; 0: nothing (never the cancelling) */
  gboolean replaying;
};

G_DEFINE_FINAL_TYPE (DcrOutboxPane, dcr_outbox_pane, GTK_TYPE_BOX)

enum
{
  SAID,
  OPEN_ARTICLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static DcrDb *
base (DcrOutboxPane *self)
{
  return dcr_store_reader (dcr_session_get_store (self->session));
}

/* ---- Acts ------------------------------------------------------------------------------------ */

static void
on_acted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrOutboxPane) self = data;
  g_autoptr (GError) error = NULL;

  g_signal_emit (self, signals[SAID], 0,
                 dcr_outbox_finish (DCR_OUTBOX (source), result, &error) ? _("Done.")
                                                                         : error->message);
  dcr_outbox_pane_reload (self);
}

static void
act (DcrOutboxPane *self, DcrOutboxAct what)
{
  self->asked = 0;
  dcr_outbox_act_async (dcr_session_get_outbox (self->session), &self->id, what, on_acted,
                        g_object_ref (self));
}

static void
act_clicked (GtkButton *button, DcrOutboxPane *self)
{
  act (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "dcr-act")));
}

static void
ask_clicked (DcrOutboxPane *self)
{
  self->asked = DCR_OUTBOX_RESEND;
  dcr_outbox_pane_reload (self);
  dcr_focus_first (GTK_WIDGET (self->acts));
}

static void
unask_clicked (DcrOutboxPane *self)
{
  dcr_outbox_pane_escape (self);
}

static void
change_clicked (DcrOutboxPane *self)
{
  for (guint i = 0; i < self->message->passages->len; i++)
    {
      const DcrMessagePassage *passage = self->message->passages->pdata[i];
      if (passage->changed == 1)
        {
          g_signal_emit (self, signals[OPEN_ARTICLE], 0, passage->article, passage->address);
          return;
        }
    }
}

/* ---- A failed one, sent again to another address --------------------------------------------- */

static DcrMessage *
copy_for (DcrOutboxPane *self, const char *recipient)
{
  const DcrMessage *old = self->message;
  DcrMessage *copy = dcr_message_new (old->channel);

  copy->state = DCR_MESSAGE_QUEUED;
  copy->call = old->call;
  copy->person = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  copy->template_id = old->template_id;
  copy->template_number = old->template_number;
  g_free (copy->title);
  copy->title = g_strdup (old->title);
  g_free (copy->subject);
  copy->subject = g_strdup (old->subject);
  copy->body = g_strdup (old->body);
  copy->html = g_strdup (old->html);
  copy->parts = old->parts;
  copy->replaces = old->id;
  copy->recipient = g_strdup (recipient);
  for (guint i = 0; i < old->passages->len; i++)
    {
      const DcrMessagePassage *p = old->passages->pdata[i];
      dcr_message_add_passage (copy, p->article, p->version, p->address, p->hash, p->quoted);
    }
  g_array_append_vals (copy->attachments, old->attachments->data, old->attachments->len);
  return copy;
}

static void
correct_clicked (DcrOutboxPane *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *recipient = dcr_message_normalise (
      self->message->channel, gtk_editable_get_text (GTK_EDITABLE (self->address)), &error);
  DcrDeliverer *deliverer = dcr_session_start_deliverer (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->problem), recipient == NULL);
  if (recipient == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  dcr_outbox_put_async (dcr_session_get_outbox (self->session), copy_for (self, recipient),
                        dcr_sending_get_domain (dcr_deliverer_get_sending (deliverer)), on_acted,
                        g_object_ref (self));
  dcr_session_check_passages_later (self->session); /* what changed since does not leave */
  gtk_editable_set_text (GTK_EDITABLE (self->address), "");
}

/* Names went when it failed: the text is no longer whole. */
static gboolean
can_be_corrected (const DcrMessage *message)
{
  char mark[8];

  dcr_message_name_mark (0, mark);
  return message->state == DCR_MESSAGE_FAILED && message->body != NULL
         && strstr (message->body, mark) == NULL;
}

/* ---- The bar --------------------------------------------------------------------------------- */

static GtkWidget *
add_button (DcrOutboxPane *self, const char *label, GCallback callback, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->acts, button);
  return button;
}

static void
add_act (DcrOutboxPane *self, const char *label, DcrOutboxAct what, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data (G_OBJECT (button), "dcr-act", GINT_TO_POINTER (what));
  g_signal_connect_object (button, "clicked", G_CALLBACK (act_clicked), self, 0);
  gtk_box_append (self->acts, button);
}

static void
fill_state_acts (DcrOutboxPane *self)
{
  switch (self->message->state)
    {
    case DCR_MESSAGE_QUEUED:
      add_act (self, _("Cancel"), DCR_OUTBOX_CANCEL, FALSE);
      add_act (self, _("Try now"), DCR_OUTBOX_HURRY, TRUE);
      break;
    case DCR_MESSAGE_SENDING:
      add_act (self, _("Stop"), DCR_OUTBOX_CANCEL, FALSE);
      break;
    case DCR_MESSAGE_PERHAPS:
      if (self->message->due <= dcr_clock_now_ms ())
        add_act (self, _("Await the report"), DCR_OUTBOX_AWAIT, FALSE);
      add_act (self, _("Count as sent"), DCR_OUTBOX_FILE, FALSE);
      add_button (self, _("Send again…"), G_CALLBACK (ask_clicked), FALSE);
      break;
    case DCR_MESSAGE_SUSPENDED:
      add_act (self, _("Cancel"), DCR_OUTBOX_CANCEL, FALSE);
      add_button (self, _("See the change"), G_CALLBACK (change_clicked), FALSE);
      add_act (self, _("Send as it is"), DCR_OUTBOX_RESUME, FALSE);
      break;
    case DCR_MESSAGE_FAILED:
      if (can_be_corrected (self->message))
        add_button (self, _("Send to this address"), G_CALLBACK (correct_clicked), TRUE);
      break;
    default:
      break;
    }
}

static void
fill_bar (DcrOutboxPane *self)
{
  gboolean correct = self->message != NULL && can_be_corrected (self->message);

  dcr_empty_container (GTK_WIDGET (self->acts));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->address), correct);
  if (self->message == NULL)
    return;
  if (self->asked == DCR_OUTBOX_RESEND)
    {
      add_button (self, _("Leave it"), G_CALLBACK (unask_clicked), FALSE);
      add_act (self, _("Send again all the same"), DCR_OUTBOX_RESEND, FALSE);
      return;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address),
                                 self->message->channel == DCR_CHANNEL_MAIL
                                     ? _("Corrected address")
                                     : _("Corrected number"));
  add_button (self, self->replaying ? _("Message alone") : _("Replay"),
              G_CALLBACK (dcr_outbox_pane_toggle_replay), FALSE);
  fill_state_acts (self);
}

/* ---- What it says ---------------------------------------------------------------------------- */

static void
add (DcrOutboxPane *self, GtkWidget *widget)
{
  gtk_box_append (self->content, widget);
}

static void
add_callout (DcrOutboxPane *self)
{
  const DcrMessage *message = self->message;

  if (self->asked == DCR_OUTBOX_RESEND)
    add (self, dcr_callout_new (
                   "error", "dialog-warning-symbolic", _("Send it again?"),
                   _("If the first one did arrive, the caller receives it twice. It keeps its "
                      "identifier: many servers will drop the second."),
                   NULL));
  else if (message->state == DCR_MESSAGE_PERHAPS && message->due > dcr_clock_now_ms ())
    add (self,
         dcr_callout_new (
             "accent", "dialog-question-symbolic", _("Its report is awaited"),
             _("If none says that it arrived, or that it did not, it is for you to decide again "
               "then."),
             NULL));
  else if (message->state == DCR_MESSAGE_PERHAPS)
    add (self,
         dcr_callout_new (
             "warning", "dialog-question-symbolic",
             _("The server received everything, then the line was cut"),
             _("Décroché never sends again by itself a message that may have gone: the caller "
                "would receive it twice. It is for you to decide."),
             NULL));
  else if (message->state == DCR_MESSAGE_SUSPENDED)
    add (self, dcr_callout_new (
                   "warning", "changes-prevent-symbolic", _("A passage it cites has changed"),
                   _("It did not leave. Look at the change, then send it as it is or cancel it."),
                   NULL));
  else if (message->state == DCR_MESSAGE_FAILED)
    add (self, dcr_callout_new ("error", "dialog-error-symbolic", _("It did not arrive"),
                                message->why, NULL));
}

static void
add_fact (GtkGrid *grid, int row, const char *name, const char *value)
{
  GtkWidget *left = dcr_label_new (name, "caption dim-label");
  GtkWidget *right = dcr_label_new_wrapped (value, "caption numeric");

  gtk_label_set_yalign (GTK_LABEL (left), 0);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_grid_attach (grid, left, 0, row, 1, 1);
  gtk_grid_attach (grid, right, 1, row, 1, 1);
}

static char *
describe_attempts (DcrOutboxPane *self)
{
  g_autoptr (GPtrArray) list = dcr_outbox_list_attempts (base (self), &self->id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const DcrAttempt *attempt = list->pdata[i];
      g_autofree char *when = dcr_message_when (attempt->began, dcr_clock_now_ms ());
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", when,
                              attempt->answer != NULL && *attempt->answer != '\0' ? ", " : "",
                              attempt->answer != NULL ? attempt->answer : "");
    }
  return g_string_free (text, FALSE);
}

static char *
describe_files (DcrOutboxPane *self)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      base (self),
      "SELECT a.name,a.size FROM message_attachment m JOIN attachment a ON a.id=m.attachment"
      " WHERE m.message=?1 ORDER BY m.position",
      NULL);
  GString *text = g_string_new (NULL);

  if (stmt != NULL)
    dcr_stmt_bind_uuid (stmt, 1, &self->id);
  while (stmt != NULL && dcr_stmt_step (stmt, NULL))
    {
      g_autofree char *size = dcr_format_size ((guint64) dcr_stmt_int (stmt, 1));
      g_string_append_printf (text, "%s%s, %s", text->len > 0 ? "\n" : "", dcr_stmt_text (stmt, 0),
                              size);
    }
  return g_string_free (text, FALSE);
}

static void
add_facts (DcrOutboxPane *self)
{
  GtkWidget *grid = gtk_grid_new ();
  gint64 now = dcr_clock_now_ms ();
  g_autofree char *written = dcr_message_when (self->message->written, now);
  g_autofree char *attempts = describe_attempts (self);
  g_autofree char *sources = dcr_outbox_describe_sources (base (self), &self->id);
  g_autofree char *files = describe_files (self);
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  add_fact (GTK_GRID (grid), row++, _("Written"), written);
  add_fact (GTK_GRID (grid), row++, _("Tries"), *attempts != '\0' ? attempts : _("none yet"));
  if (sources != NULL)
    add_fact (GTK_GRID (grid), row++, _("Sources"), sources);
  if (*files != '\0')
    add_fact (GTK_GRID (grid), row++, _("Attachments"), files);
  if (self->message->state == DCR_MESSAGE_PERHAPS && self->message->message_id != NULL)
    add_fact (GTK_GRID (grid), row++, _("Identifier"),
              _("kept: sent again, it would carry the same"));
  add (self, grid);
}

static void
add_head (DcrOutboxPane *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *channel = dcr_message_channel_words (self->message);
  g_autofree char *detail = dcr_message_detail (self->message, dcr_clock_now_ms ());

  gtk_box_append (GTK_BOX (line), dcr_label_new (channel, "caption dim-label"));
  gtk_box_append (GTK_BOX (line), dcr_message_tag_new (self->message));
  if (self->message->state != DCR_MESSAGE_FAILED)
    gtk_box_append (GTK_BOX (line), dcr_label_new_wrapped (detail, "caption dim-label"));
  add (self, line);
  add (self, dcr_label_new_wrapped (self->message->title, "title-4"));
}

/* Exactly what was received, names left out once they are gone. */
static void
add_text (DcrOutboxPane *self)
{
  const DcrMessage *message = self->message;
  g_autofree char *text
      = dcr_message_text (message->body != NULL ? message->body : "", message->names);
  g_autofree char *subject = dcr_message_text (message->subject, message->names);
  g_autofree char *to = g_strdup_printf (_("To %s"), message->recipient_mask);
  GtkWidget *body
      = dcr_label_new_wrapped (text, message->channel == DCR_CHANNEL_SMS ? "bubble" : NULL);
  GtkWidget *paper;

  gtk_label_set_selectable (GTK_LABEL (body), TRUE);
  if (message->channel == DCR_CHANNEL_SMS)
    {
      add (self, dcr_label_new_wrapped (to, "caption dim-label"));
      add (self, body);
      return;
    }
  paper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (paper, "paper");
  gtk_widget_add_css_class (paper, "small");
  gtk_box_append (GTK_BOX (paper), dcr_label_new_wrapped (to, "dim-label"));
  gtk_box_append (GTK_BOX (paper), dcr_label_new_wrapped (subject, "heading"));
  gtk_box_append (GTK_BOX (paper), body);
  add (self, paper);
}

/* ---- Replay ---------------------------------------------------------------------------------- */

/* The article as it was shown in the call, by its hash; else its passages as the message cites them. */
static char *
text_of_that_day (DcrOutboxPane *self, const DcrMessagePassage *passage)
{
  char *text = dcr_db_get_text (base (self), NULL,
                                "SELECT t.text FROM call_article a JOIN article_text t ON t.hash=a.hash"
                                " WHERE a.call=?1 AND a.article=?2 AND a.version=?3",
                                "uti", &self->message->call, passage->article, passage->version);
  return text != NULL
             ? text
             : dcr_db_get_text (base (self), NULL, "SELECT text FROM article_text WHERE hash=?1",
                                "t", passage->hash);
}

static void
add_article (DcrOutboxPane *self, const DcrMessagePassage *passage)
{
  g_autofree char *text = text_of_that_day (self, passage);
  g_autofree char *title
      = g_strdup_printf (_("%s, version %d, as it was shown"), strrchr (passage->article, '/') + 1,
                         (int) passage->version);
  GtkWidget *label = dcr_label_new_wrapped (
      text != NULL ? text : _("Its text is kept when the call is closed."), NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  add (self, dcr_label_new_wrapped (title, "heading"));
  add (self, label);
}

static void
add_replay (DcrOutboxPane *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->message->passages->len; i++)
    {
      const DcrMessagePassage *passage = self->message->passages->pdata[i];
      if (strchr (passage->article, '/') != NULL && !g_str_has_prefix (passage->article, "guichet/")
          && g_hash_table_add (seen, passage->article))
        add_article (self, passage);
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

void
dcr_outbox_pane_reload (DcrOutboxPane *self)
{
  dcr_empty_container (GTK_WIDGET (self->content));
  g_clear_pointer (&self->message, dcr_message_free);
  if (!dcr_uuid_is_null (&self->id))
    self->message = dcr_message_get (base (self), &self->id, NULL);
  gtk_widget_set_visible (self->bar, self->message != NULL);
  gtk_widget_set_visible (self->rule, self->message != NULL);
  fill_bar (self);
  if (self->message == NULL)
    return;
  add_head (self);
  add_callout (self);
  add_facts (self);
  add_text (self);
  if (self->replaying)
    add_replay (self);
}

void
dcr_outbox_pane_show (DcrOutboxPane *self, const DcrUuid *id)
{
  static const DcrUuid none;

  if (id != NULL && dcr_uuid_equal (id, &self->id))
    return dcr_outbox_pane_reload (self);
  self->id = id != NULL ? *id : none;
  self->asked = 0;
  self->replaying = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->address), "");
  dcr_outbox_pane_reload (self);
}

void
dcr_outbox_pane_refresh (DcrOutboxPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->asked == 0 && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    dcr_outbox_pane_reload (self);
}

void
dcr_outbox_pane_toggle_replay (DcrOutboxPane *self)
{
  self->replaying = !self->replaying;
  dcr_outbox_pane_reload (self);
  dcr_focus_first (GTK_WIDGET (self->acts));
}

void
dcr_outbox_pane_suggested (DcrOutboxPane *self)
{
  if (self->message == NULL)
    return;
  if (self->message->state == DCR_MESSAGE_QUEUED)
    act (self, DCR_OUTBOX_HURRY);
  else if (can_be_corrected (self->message))
    correct_clicked (self);
}

gboolean
dcr_outbox_pane_escape (DcrOutboxPane *self)
{
  if (self->asked == 0)
    return FALSE;
  self->asked = 0;
  dcr_outbox_pane_reload (self);
  return TRUE;
}

static void
dcr_outbox_pane_dispose (GObject *object)
{
  DcrOutboxPane *self = DCR_OUTBOX_PANE (object);

  g_clear_pointer (&self->message, dcr_message_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_outbox_pane_parent_class)->dispose (object);
}

static void
dcr_outbox_pane_class_init (DcrOutboxPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_outbox_pane_dispose;
  signals[SAID] = g_signal_new ("said", DCR_TYPE_OUTBOX_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_ARTICLE]
      = g_signal_new ("open-article", DCR_TYPE_OUTBOX_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-outbox-pane.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DcrOutboxPane, child)
  BIND (content);
  BIND (acts);
  BIND (bar);
  BIND (rule);
  BIND (address);
  BIND (problem);
#undef BIND
}

static void
dcr_outbox_pane_init (DcrOutboxPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->acts), dcr_flow_layout_new (6));
  g_signal_connect_swapped (self->address, "entry-activated", G_CALLBACK (correct_clicked), self);
}

GtkWidget *
dcr_outbox_pane_new (DcrSession *session)
{
  DcrOutboxPane *self = g_object_new (DCR_TYPE_OUTBOX_PANE, NULL);

  self->session = g_object_ref (session);
  dcr_outbox_pane_reload (self);
  return GTK_WIDGET (self);
}
