/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalate-form.h"

#include <adwaita.h>

#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-escalate-side.h"
#include "desk/follow/dcr-sheet-view.h"
#include "followup/dcr-packet.h"
#include "followup/dcr-when.h"

#define UPDATE_MS 60 /* the meter and what is left out follow the typing, not each key */

struct _DcrEscalateForm
{
  GtkBox parent_instance;

  GtkStack *faces;
  GtkScrolledWindow *scrolled;
  GtkWidget *same;
  GtkToggleButton *for_level2, *for_service;
  AdwComboRow *queue_row;
  AdwActionRow *due_row;
  GtkBox *severities;
  GtkLabel *due;
  GtkTextView *question, *wants, *told;
  GtkWidget *facts_section, *facts_head;
  GtkListBox *facts;
  AdwEntryRow *promise;
  GtkCheckButton *promised;
  GtkBox *preview;
  GtkWidget *missing_icon;
  GtkLabel *missing;
  GtkToggleButton *show_preview;
  GtkWidget *print, *export, *send, *send_key;

  DcrEscalateSide *side;
  DcrSession *session;
  DcrEscalationForm *model;
  GtkToggleButton *severity[DCR_N_SEVERITIES];
  AdwEntryRow *name_row, *email_row; /* in the facts, when the queue needs them */
  GPtrArray *fact_rows;              /* AdwEntryRow *, as the facts */
  GPtrArray *offered;                /* const DcrQueue *, as the rows of the combo */
  char *facts_of;                    /* reason and queue the rows were made for */
  char *same_shown;
  guint update_id;
  gboolean painted; /* once: the rows of the side come with the second frame */
  gboolean showing; /* what the model has is being shown: changes are not the agent's */
  gboolean sending;
};

static void form_iface_init (DcrFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrEscalateForm, dcr_escalate_form, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, form_iface_init))

/* ---- Texts ----------------------------------------------------------------------------------- */

static char *
text_of (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  char *text;
  g_object_get (buffer, "text", &text, NULL);
  return text;
}

static void
show_text (GtkTextView *view, const char *text)
{
  g_autofree char *now = text_of (view);
  if (!g_str_equal (now, text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static void
show_entry (AdwEntryRow *row, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
on_text_changed (GtkTextBuffer *buffer, DcrEscalateForm *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  g_object_get (buffer, "text", &text, NULL);
  if (buffer == gtk_text_view_get_buffer (self->question))
    dcr_escalation_form_set_question (self->model, text);
  else if (buffer == gtk_text_view_get_buffer (self->wants))
    dcr_escalation_form_set_wants (self->model, text);
  else
    dcr_escalation_form_set_told (self->model, text);
}

static void
on_promise_changed (DcrEscalateForm *self)
{
  if (!self->showing)
    dcr_escalation_form_set_promise (self->model, gtk_check_button_get_active (self->promised),
                                     gtk_editable_get_text (GTK_EDITABLE (self->promise)));
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static void
on_fact_changed (AdwEntryRow *row, DcrEscalateForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  guint at;

  if (self->showing)
    return;
  if (row == self->name_row)
    dcr_escalation_form_set_name (self->model, text);
  else if (row == self->email_row)
    dcr_escalation_form_set_email (self->model, text);
  else if (g_ptr_array_find (self->fact_rows, row, &at))
    dcr_escalation_form_set_fact (self->model, at, text);
}

static AdwEntryRow *
add_entry (DcrEscalateForm *self, const char *title, gboolean mandatory)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (mandatory)
    {
      GtkWidget *tag = dcr_tag_new (_("mandatory"), "warning", "dialog-warning-symbolic");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), tag);
      g_object_set_data (G_OBJECT (row), "dcr-tag", tag);
    }
  g_signal_connect (row, "changed", G_CALLBACK (on_fact_changed), self);
  gtk_list_box_append (self->facts, row);
  return ADW_ENTRY_ROW (row);
}

static void
build_facts (DcrEscalateForm *self)
{
  GPtrArray *facts = dcr_escalation_form_get_facts (self->model);
  const DcrQueue *queue = dcr_escalation_form_get_queue (self->model);
  guint needs = queue != NULL ? queue->needs : 0;

  dcr_empty_container (GTK_WIDGET (self->facts));
  g_ptr_array_set_size (self->fact_rows, 0);
  for (guint i = 0; i < facts->len; i++)
    {
      const DcrFact *fact = facts->pdata[i];
      g_ptr_array_add (self->fact_rows, add_entry (self, fact->label, fact->mandatory));
    }
  self->name_row = needs & DCR_NEEDS_NAME ? add_entry (self, _("Name of the caller"), TRUE) : NULL;
  self->email_row
      = needs & DCR_NEEDS_EMAIL ? add_entry (self, _("E-mail of the caller"), TRUE) : NULL;
  gtk_widget_set_visible (self->facts_section,
                          facts->len > 0 || self->name_row != NULL || self->email_row != NULL);
}

static void
show_tag (AdwEntryRow *row, const char *value)
{
  GtkWidget *tag = g_object_get_data (G_OBJECT (row), "dcr-tag");
  if (tag != NULL)
    gtk_widget_set_visible (tag, value[0] == '\0');
}

static void
show_facts (DcrEscalateForm *self)
{
  GPtrArray *facts = dcr_escalation_form_get_facts (self->model);
  const DcrQueue *queue = dcr_escalation_form_get_queue (self->model);
  const char *reason = dcr_call_get_reason (dcr_escalation_form_get_call (self->model));
  g_autofree char *made_for = g_strdup_printf ("%s %u %u", reason ? reason : "", facts->len,
                                               queue != NULL ? queue->needs : 0);

  if (g_strcmp0 (made_for, self->facts_of) != 0)
    {
      build_facts (self);
      g_free (self->facts_of);
      self->facts_of = g_steal_pointer (&made_for);
    }
  for (guint i = 0; i < facts->len; i++)
    {
      const DcrFact *fact = facts->pdata[i];
      show_entry (self->fact_rows->pdata[i], fact->value);
      show_tag (self->fact_rows->pdata[i], fact->value);
    }
  if (self->name_row != NULL)
    {
      show_entry (self->name_row, dcr_escalation_form_get_name (self->model));
      show_tag (self->name_row, dcr_escalation_form_get_name (self->model));
    }
  if (self->email_row != NULL)
    {
      show_entry (self->email_row, dcr_escalation_form_get_email (self->model));
      show_tag (self->email_row, dcr_escalation_form_get_email (self->model));
    }
}

/* ---- Queue, severity, due date --------------------------------------------------------------- */

static void
offer_queues (DcrEscalateForm *self)
{
  GPtrArray *queues = dcr_escalation_form_get_queues (self->model);
  gboolean reporting = dcr_escalation_form_get_reporting (self->model);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < queues->len; i++)
    {
      DcrQueue *queue = queues->pdata[i];
      if ((queue->kind == DCR_QUEUE_SERVICE) != reporting)
        continue;
      g_ptr_array_add (self->offered, queue);
      gtk_string_list_append (names, queue->name);
    }
  adw_combo_row_set_model (self->queue_row, G_LIST_MODEL (names));
}

static void
on_queue_selected (DcrEscalateForm *self)
{
  guint at = adw_combo_row_get_selected (self->queue_row);
  if (!self->showing && at < self->offered->len)
    dcr_escalation_form_set_queue (self->model, ((const DcrQueue *)self->offered->pdata[at])->id);
}

static void
on_target_toggled (DcrEscalateForm *self)
{
  if (!self->showing)
    dcr_escalation_form_set_reporting (self->model,
                                       gtk_toggle_button_get_active (self->for_service));
}

static void
on_severity_toggled (GtkToggleButton *button, DcrEscalateForm *self)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;
  for (int s = DCR_SEVERITY_NORMAL; s < DCR_N_SEVERITIES; s++)
    if (button == self->severity[s])
      dcr_escalation_form_set_severity (self->model, s);
}

static void
show_queue (DcrEscalateForm *self)
{
  const DcrQueue *queue = dcr_escalation_form_get_queue (self->model);
  gboolean reporting = dcr_escalation_form_get_reporting (self->model);
  gint64 due = dcr_escalation_form_get_due (self->model);
  g_autofree char *why = dcr_escalation_form_describe_queue (self->model);
  g_autofree char *when = due > 0 ? dcr_when_full (due, NULL) : g_strdup ("");
  g_autofree char *delay = NULL, *rule = NULL;
  guint at;

  if (reporting != gtk_toggle_button_get_active (self->for_service) || self->offered->len == 0)
    {
      gtk_toggle_button_set_active (reporting ? self->for_service : self->for_level2, TRUE);
      offer_queues (self);
    }
  if (queue != NULL && g_ptr_array_find (self->offered, queue, &at))
    adw_combo_row_set_selected (self->queue_row, at);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->queue_row), why);
  gtk_label_set_label (self->due, when);
  if (queue == NULL)
    return;
  delay = dcr_queue_describe_delay (queue, dcr_escalation_form_get_severity (self->model));
  /* Translators: « delay of the queue: 2 working days » */
  rule = g_strdup_printf (_("delay of the queue: %s"), delay);
  adw_action_row_set_subtitle (self->due_row, rule);
}

/* ---- All that the model has ------------------------------------------------------------------ */

static void
show_missing (DcrEscalateForm *self)
{
  g_autofree char *missing = dcr_escalation_form_describe_missing (self->model);

  gtk_label_set_label (self->missing, missing != NULL ? missing : _("Complete: it can be sent."));
  gtk_widget_set_visible (self->missing_icon, missing != NULL);
  gtk_widget_set_sensitive (self->send, missing == NULL && !self->sending);
  gtk_widget_set_visible (self->send_key, missing == NULL);
}

static void on_join (GtkButton *button, DcrEscalateForm *self);

static void
show_same (DcrEscalateForm *self)
{
  g_autoptr (GPtrArray) same = dcr_escalation_form_find_same (self->model);
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < same->len; i++)
    g_string_append_printf (said, "%" G_GINT64_FORMAT " ",
                            ((DcrEscalation *)same->pdata[i])->number);
  if (g_strcmp0 (said->str, self->same_shown) == 0)
    {
      g_string_free (said, TRUE);
      return;
    }
  g_free (self->same_shown);
  self->same_shown = g_string_free (said, FALSE);
  dcr_empty_container (self->same);
  for (guint i = 0; i < same->len; i++)
    {
      const DcrEscalation *other = same->pdata[i];
      GtkWidget *button = gtk_button_new_with_label (_("Join"));
      g_autofree char *name = dcr_escalation_name (other->number);
      g_autofree char *sentence = g_strdup_printf (
          "%s · %s · %s", name, dcr_escalation_state_label (other->state), other->question);
      g_object_set_data_full (G_OBJECT (button), "dcr-id", g_memdup2 (&other->id, sizeof other->id),
                              g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_join), self);
      gtk_box_append (GTK_BOX (self->same),
                      dcr_callout_new ("accent", "edit-copy-symbolic",
                                       _("An open escalation is about the same file"), sentence,
                                       button));
    }
  dcr_width_first_apply (self->same);
  gtk_widget_set_visible (self->same, same->len > 0);
}

static gboolean
on_update (gpointer data)
{
  DcrEscalateForm *self = data;

  self->update_id = 0;
  dcr_escalate_side_show (self->side, self->model);
  show_same (self);
  return G_SOURCE_REMOVE;
}

/* What the agent writes in is there first: the rows of the side take as long to lay out. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DcrEscalateForm *self = DCR_ESCALATE_FORM (widget);

  if (!self->painted)
    {
      self->painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  dcr_escalate_side_show (self->side, self->model);
  return G_SOURCE_REMOVE;
}

static void
show_model (DcrEscalateForm *self)
{
  self->showing = TRUE;
  show_text (self->question, dcr_escalation_form_get_question (self->model));
  show_text (self->wants, dcr_escalation_form_get_wants (self->model));
  show_text (self->told, dcr_escalation_form_get_told (self->model));
  show_entry (self->promise, dcr_escalation_form_get_promise (self->model));
  gtk_check_button_set_active (self->promised, dcr_escalation_form_get_promised (self->model));
  gtk_toggle_button_set_active (self->severity[dcr_escalation_form_get_severity (self->model)],
                                TRUE);
  show_queue (self);
  show_facts (self);
  self->showing = FALSE;
  show_missing (self);
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_MS, on_update, self);
}

/* ---- Going to what is missing ---------------------------------------------------------------- */

static GtkWidget *
field_of (DcrEscalateForm *self, DcrItemKind kind, guint fact)
{
  switch (kind)
    {
    case DCR_ITEM_QUESTION:
      return GTK_WIDGET (self->question);
    case DCR_ITEM_WANTS:
      return GTK_WIDGET (self->wants);
    case DCR_ITEM_TOLD:
      return GTK_WIDGET (self->told);
    case DCR_ITEM_PROMISE:
      return GTK_WIDGET (self->promise);
    case DCR_ITEM_NAME:
      return GTK_WIDGET (self->name_row);
    case DCR_ITEM_EMAIL:
      return GTK_WIDGET (self->email_row);
    case DCR_ITEM_FACT:
      return fact < self->fact_rows->len ? self->fact_rows->pdata[fact] : NULL;
    case DCR_ITEM_REASON: /* in the call pane: its key says where */
    case DCR_ITEM_ARTICLES:
    default:
      return NULL;
    }
}

static void
go_to (DcrEscalateForm *self, DcrItemKind kind, guint fact)
{
  GtkWidget *field = field_of (self, kind, fact);

  gtk_toggle_button_set_active (self->show_preview, FALSE);
  if (kind == DCR_ITEM_REASON)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reason", NULL);
  else if (field != NULL)
    gtk_widget_grab_focus (field);
}

/* The first thing that is missing after the field with the focus, round to the first. FALSE:
 * nothing is. */
static gboolean
go_to_missing (DcrEscalateForm *self)
{
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (self->model);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint from = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const DcrItem *item = items->pdata[i];
      GtkWidget *field = field_of (self, item->kind, item->fact);
      if (field != NULL && focus != NULL
          && (focus == field || gtk_widget_is_ancestor (focus, field)))
        from = i + 1;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const DcrItem *item = items->pdata[(from + i) % items->len];
      if (!item->filled && item->mandatory)
        {
          go_to (self, item->kind, item->fact);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrEscalateForm *self)
{
  return keyval == GDK_KEY_F8 && go_to_missing (self);
}

static void
on_fill (DcrEscalateForm *self, guint kind, guint fact)
{
  go_to (self, kind, fact);
}

/* ---- Preview and paper ----------------------------------------------------------------------- */

static void
on_preview (DcrEscalateForm *self)
{
  gboolean preview = gtk_toggle_button_get_active (self->show_preview);

  if (preview)
    {
      g_autoptr (DcrEscalation) built = dcr_escalation_form_build (self->model);
      g_autoptr (DcrSheet) sheet = dcr_packet_sheet (built, NULL);
      dcr_empty_container (GTK_WIDGET (self->preview));
      gtk_box_append (
          self->preview,
          dcr_callout_new (NULL, "view-reveal-symbolic", _("What leaves, word for word"),
                           _("Numbers and the names written in a field of this call are taken out "
                              "already. Any other name is for you to remove."),
                           NULL));
      gtk_box_append (self->preview, dcr_sheet_view_new (sheet));
    }
  gtk_stack_set_visible_child_name (self->faces, preview ? "preview" : "write");
}

static void
on_print (DcrEscalateForm *self)
{
  g_autoptr (DcrEscalation) built = dcr_escalation_form_build (self->model);
  dcr_sheet_print (dcr_packet_sheet (built, NULL), "escalade",
                   GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
on_export (DcrEscalateForm *self)
{
  g_autoptr (DcrEscalation) built = dcr_escalation_form_build (self->model);
  dcr_sheet_save (dcr_packet_sheet (built, NULL), "escalade",
                  GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

/* ---- Sending --------------------------------------------------------------------------------- */

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrEscalateForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrEscalation) sent
      = dcr_escalation_form_send_finish (DCR_ESCALATION_FORM (source), result, &error);
  g_autofree char *name = NULL, *sentence = NULL;

  self->sending = FALSE;
  if (sent == NULL)
    {
      show_missing (self);
      gtk_label_set_label (self->missing, error->message);
      gtk_widget_set_visible (self->missing_icon, TRUE);
      return;
    }
  dcr_session_tell_followup (self->session);
  name = dcr_escalation_name (sent->number);
  sentence = g_strdup_printf (_("Escalation %s sent: %s"), name,
                              sent->queue_name ? sent->queue_name : "");
  dcr_form_emit_done (DCR_FORM (self), sentence);
}

static void
submit (DcrForm *form)
{
  DcrEscalateForm *self = DCR_ESCALATE_FORM (form);

  if (self->sending || go_to_missing (self))
    return;
  self->sending = TRUE;
  show_missing (self);
  dcr_escalation_form_send_async (self->model, on_sent, g_object_ref (self));
}

static void
on_send (DcrEscalateForm *self)
{
  submit (DCR_FORM (self));
}

static void
on_join (GtkButton *button, DcrEscalateForm *self)
{
  const DcrUuid *into = g_object_get_data (G_OBJECT (button), "dcr-id");

  if (self->sending)
    return;
  self->sending = TRUE;
  dcr_escalation_form_join_async (self->model, into, on_sent, g_object_ref (self));
}

/* ---- As a form ------------------------------------------------------------------------------- */

static GtkWidget *
get_side (DcrForm *form)
{
  return GTK_WIDGET (DCR_ESCALATE_FORM (form)->side);
}

static GtkWidget *
get_main (DcrForm *form)
{
  return GTK_WIDGET (form);
}

static void
focus (DcrForm *form)
{
  DcrEscalateForm *self = DCR_ESCALATE_FORM (form);

  if (dcr_escalation_form_get_question (self->model)[0] == '\0' || !go_to_missing (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->question));
}

static void
form_iface_init (DcrFormInterface *iface)
{
  iface->get_side = get_side;
  iface->get_main = get_main;
  iface->focus = focus;
  iface->submit = submit;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_escalate_form_dispose (GObject *object)
{
  DcrEscalateForm *self = DCR_ESCALATE_FORM (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_object (&self->side);
  G_OBJECT_CLASS (dcr_escalate_form_parent_class)->dispose (object);
}

static void
dcr_escalate_form_finalize (GObject *object)
{
  DcrEscalateForm *self = DCR_ESCALATE_FORM (object);

  g_ptr_array_unref (self->fact_rows);
  g_ptr_array_unref (self->offered);
  g_free (self->facts_of);
  g_free (self->same_shown);
  G_OBJECT_CLASS (dcr_escalate_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrEscalateForm, name)
  BIND (faces);
  BIND (scrolled);
  BIND (same);
  BIND (for_level2);
  BIND (for_service);
  BIND (queue_row);
  BIND (due_row);
  BIND (severities);
  BIND (due);
  BIND (question);
  BIND (wants);
  BIND (told);
  BIND (facts_section);
  BIND (facts_head);
  BIND (facts);
  BIND (promise);
  BIND (promised);
  BIND (preview);
  BIND (missing_icon);
  BIND (missing);
  BIND (show_preview);
  BIND (print);
  BIND (export);
  BIND (send);
  BIND (send_key);
#undef BIND
}

static void
dcr_escalate_form_class_init (DcrEscalateFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_escalate_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = dcr_escalate_form_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-escalate-form.ui");
  bind_children (widget_class);
}

static void
build_severities (DcrEscalateForm *self)
{
  for (int s = DCR_SEVERITY_NORMAL; s < DCR_N_SEVERITIES; s++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (dcr_severity_label (s));
      gtk_widget_add_css_class (button, "choice");
      self->severity[s] = GTK_TOGGLE_BUTTON (button);
      if (s > DCR_SEVERITY_NORMAL)
        gtk_toggle_button_set_group (self->severity[s], self->severity[DCR_SEVERITY_NORMAL]);
      g_signal_connect (button, "toggled", G_CALLBACK (on_severity_toggled), self);
      gtk_box_append (self->severities, button);
    }
}

static void
watch_keys (DcrEscalateForm *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (widget, keys);
}

static void
dcr_escalate_form_init (DcrEscalateForm *self)
{
  GtkTextView *views[3];

  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = TRUE; /* until it begins */
  self->fact_rows = g_ptr_array_new ();
  self->offered = g_ptr_array_new ();
  self->side = g_object_ref_sink (DCR_ESCALATE_SIDE (dcr_escalate_side_new ()));
  build_severities (self);
  views[0] = self->question;
  views[1] = self->wants;
  views[2] = self->told;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_signal_connect (gtk_text_view_get_buffer (views[i]), "changed", G_CALLBACK (on_text_changed),
                      self);
  g_signal_connect_swapped (self->promise, "changed", G_CALLBACK (on_promise_changed), self);
  g_signal_connect_swapped (self->promised, "toggled", G_CALLBACK (on_promise_changed), self);
  g_signal_connect_swapped (self->queue_row, "notify::selected", G_CALLBACK (on_queue_selected),
                            self);
  g_signal_connect_swapped (self->for_service, "toggled", G_CALLBACK (on_target_toggled), self);
  g_signal_connect_swapped (self->show_preview, "toggled", G_CALLBACK (on_preview), self);
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (on_print), self);
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (on_export), self);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (on_send), self);
  g_signal_connect_object (self->side, "fill", G_CALLBACK (on_fill), self, G_CONNECT_SWAPPED);
  watch_keys (self, GTK_WIDGET (self));
  watch_keys (self, GTK_WIDGET (self->side));
  dcr_width_first_apply (GTK_WIDGET (self));
}

DcrEscalateForm *
dcr_escalate_form_new (DcrSession *session)
{
  DcrEscalateForm *self = g_object_ref_sink (g_object_new (DCR_TYPE_ESCALATE_FORM, NULL));
  self->session = g_object_ref (session);
  return self;
}

gboolean
dcr_escalate_form_begin (DcrEscalateForm *self, DcrCall *call, GError **error)
{
  self->model = dcr_session_begin_escalation (self->session, call, error);
  if (self->model == NULL)
    return FALSE;
  dcr_call_set_outcome (call, DCR_OUTCOME_ESCALATED);
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (show_model), self);
  show_model (self);
  dcr_escalate_side_begin (self->side, self->model);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
  return TRUE;
}

DcrEscalationForm *
dcr_escalate_form_get_model (DcrEscalateForm *self)
{
  return self->model;
}
