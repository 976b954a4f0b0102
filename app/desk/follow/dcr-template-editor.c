/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-template-editor.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-mail-preview.h"
#include "desk/follow/dcr-template-files.h"
#include "desk/follow/dcr-template-owner.h"

struct _DcrTemplateEditor
{
  GtkBox parent_instance;

  GtkWidget *content, *acts;
  GtkBox *head, *preview;
  AdwEntryRow *name, *subject, *reasons;
  AdwComboRow *scope, *owner;
  GtkTextView *variables, *body;
  DcrTemplateFiles *files;
  GtkLabel *variables_help, *problem;
  GtkWidget *retire, *approve, *save;

  DcrSession *session;
  DcrTemplate *template; /* as it was read, or begun; NULL: nothing is shown */
  DcrUuid selected;      /* in the list, even while another one is begun */
  gboolean may_write, dirty, showing;
};

G_DEFINE_FINAL_TYPE (DcrTemplateEditor, dcr_template_editor, GTK_TYPE_BOX)

enum
{
  SAID,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

gboolean
dcr_template_editor_may_write (DcrSession *session)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (session));
  g_autoptr (DcrPerson) person
      = dcr_person_get (db, dcr_calls_get_person (dcr_session_get_calls (session)), NULL);
  g_autoptr (GPtrArray) all = dcr_person_list (db, NULL);

  return (person != NULL && person->role != DCR_ROLE_AGENT) || (all != NULL && all->len <= 1);
}

/* ---- What is written ------------------------------------------------------------------------- */

static char *
text_of (GtkTextView *view)
{
  char *text;
  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}

static void
set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

/* A template with no name yet has a code of its own. */
static char *
code_of (DcrTemplateEditor *self)
{
  char id[DCR_UUID_TEXT_SIZE];
  DcrUuid fresh = dcr_uuid_new ();

  if (self->template->code != NULL && *self->template->code != '\0')
    return g_strdup (self->template->code);
  dcr_uuid_to_text (&fresh, id);
  return g_strdup (id);
}

/* In the words of a file of templates, so that both say the same errors. */
static char *
write_file (DcrTemplateEditor *self)
{
  g_autofree char *code = code_of (self), *variables = text_of (self->variables),
                  *body = text_of (self->body);
  g_auto (GStrv) lines = g_strsplit (variables, "\n", -1);
  GString *file = g_string_new (NULL);

  g_string_append_printf (file, "Code: %s\nChannel: %s\nName: %s\nSubject: %s\nReasons: %s\n", code,
                          self->template->channel == DCR_CHANNEL_SMS ? "sms" : "mail",
                          gtk_editable_get_text (GTK_EDITABLE (self->name)),
                          gtk_editable_get_text (GTK_EDITABLE (self->subject)),
                          gtk_editable_get_text (GTK_EDITABLE (self->reasons)));
  if (self->template->survey)
    g_string_append (file, "Survey: yes\n");
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (file, "Variable: %s\n", lines[i]);
  g_string_append_printf (file, "\n%s", body);
  return g_string_free (file, FALSE);
}

/* Passages that were quoted already keep their words. */
static void
keep_quotes (DcrTemplate *next, const DcrTemplate *former)
{
  for (guint i = 0; i < next->quotes->len; i++)
    {
      DcrQuote *quote = next->quotes->pdata[i];
      const DcrQuote *known = dcr_template_find_quote (former, quote->article, quote->address);
      if (known == NULL || known->text == NULL)
        continue;
      quote->version = known->version;
      quote->date = g_strdup (known->date);
      quote->heading = g_strdup (known->heading);
      quote->hash = g_strdup (known->hash);
      quote->text = g_strdup (known->text);
    }
}

static DcrTemplate *
read_form (DcrTemplateEditor *self, GError **error)
{
  g_autofree char *file = write_file (self);
  DcrTemplate *next = dcr_template_from_text (file, error);
  guint scope = adw_combo_row_get_selected (self->scope);

  if (next == NULL)
    return NULL;
  next->id = self->template->id;
  next->owner = self->template->owner;
  next->place = self->template->place;
  next->scope = scope == GTK_INVALID_LIST_POSITION ? DCR_SCOPE_NATIONAL : (DcrScope) (scope + 1);
  next->newest = self->template->newest;
  next->approved_number = self->template->approved_number;
  for (guint i = 0; i < self->template->attachments->len; i++) /* its own: it is written elsewhere */
    g_ptr_array_add (next->attachments,
                     dcr_attachment_copy (self->template->attachments->pdata[i]));
  keep_quotes (next, self->template);
  return next;
}

/* ---- Preview --------------------------------------------------------------------------------- */

static GHashTable *
example_values (const DcrTemplate *template)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *variable = template->variables->pdata[i];
      g_auto (GStrv) choices = g_strsplit (variable->example, "|", -1);
      if (*variable->example != '\0')
        g_hash_table_insert (
            values, g_strdup (variable->name),
            g_strdup (variable->type == DCR_VARIABLE_CHOICE ? choices[0] : variable->example));
    }
  return values;
}

/* Composed as in a call in which one passage was kept. */
static DcrComposed *
compose_example (DcrTemplateEditor *self, const DcrTemplate *template)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));
  DcrCallPassage kept = { .ref = (char *) "particuliers/F1",
                          .version = 1,
                          .article_title = (char *) _("Article read"),
                          .heading = (char *) _("A passage kept"),
                          .text = (char *) _("What the agent read out and kept stands here."),
                          .hash = (char *) "" };
  DcrComposePassage passage = { .kept = &kept, .included = TRUE };
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autoptr (GPtrArray) opened = g_ptr_array_new ();
  g_autoptr (GHashTable) values = example_values (template);
  g_autoptr (DcrRules) rules = dcr_rules_load (db);
  DcrComposeInput input = { .template = template,
                            .passages = passages,
                            .link = "https://www.service-public.gouv.fr",
                            .agent = _("Agent"),
                            .now = dcr_clock_now_ms (),
                            .call_began = dcr_clock_now_ms (),
                            .reference = "7K4-21-11",
                            .values = values,
                            .rules = rules };

  g_ptr_array_add (passages, &passage);
  for (guint i = 0; i < template->quotes->len; i++)
    g_ptr_array_add (opened, ((DcrQuote *) template->quotes->pdata[i])->article);
  g_ptr_array_add (opened, NULL);
  input.opened = (const char *const *) opened->pdata;
  return dcr_compose (&input);
}

static void
show_composed (DcrTemplateEditor *self, const DcrComposed *composed, DcrChannel channel)
{
  GtkWidget *paper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  dcr_empty_container (GTK_WIDGET (self->preview));
  if (channel == DCR_CHANNEL_SMS)
    {
      g_autofree char *parts = g_strdup_printf (
          ngettext ("%u part", "%u parts", composed->count.parts), composed->count.parts);
      gtk_box_append (self->preview, dcr_label_new_wrapped (composed->text, "bubble"));
      gtk_box_append (self->preview, dcr_label_new (parts, "caption dim-label numeric"));
      g_object_ref_sink (paper);
      g_object_unref (paper);
      return;
    }
  gtk_widget_add_css_class (paper, "paper");
  gtk_box_append (GTK_BOX (paper), dcr_label_new_wrapped (composed->subject, "heading"));
  for (guint i = 0; i < composed->lines->len; i++)
    gtk_box_append (GTK_BOX (paper), dcr_message_line_new (composed->lines->pdata[i]));
  gtk_box_append (self->preview, paper);
}

static void
show_preview (DcrTemplateEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrTemplate) template = read_form (self, &error);

  gtk_widget_set_visible (GTK_WIDGET (self->problem), template == NULL);
  gtk_label_set_label (self->problem, template == NULL ? error->message : "");
  gtk_widget_set_sensitive (self->save, self->dirty && template != NULL);
  if (template != NULL)
    {
      g_autoptr (DcrComposed) composed = compose_example (self, template);
      show_composed (self, composed, template->channel);
    }
}

/* ---- State ----------------------------------------------------------------------------------- */

static const char *
kind_of (DcrTemplateState state)
{
  return state == DCR_TEMPLATE_APPROVED   ? "success"
         : state == DCR_TEMPLATE_TO_CHECK ? "warning"
                                          : NULL;
}

static char *
describe_versions (const DcrTemplate *template)
{
  g_autofree char *iso = NULL, *day = NULL;

  if (template->newest == 0)
    return g_strdup (_("not saved yet"));
  if (template->approved_number == 0)
    return g_strdup_printf (_("version %d, none in force"), template->number);
  iso = dcr_clock_to_iso (template->approved != 0 ? template->approved : template->written);
  day = dcr_format_date (iso, dcr_clock_now_ms ());
  if (template->number == template->approved_number)
    return g_strdup_printf (_("version %d, in force since %s"), template->number, day);
  return g_strdup_printf (_("version %d, draft · version %d stays in force"), template->number,
                          template->approved_number);
}

static void
show_head (DcrTemplateEditor *self)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));
  const DcrTemplate *template = self->template;
  g_autofree char *versions = describe_versions (template);
  gint64 flags = dcr_flag_count (db, &template->id);

  dcr_empty_container (GTK_WIDGET (self->head));
  gtk_box_append (self->head, dcr_tag_new (dcr_template_state_label (template->state),
                                           kind_of (template->state), NULL));
  gtk_box_append (self->head, dcr_label_new_wrapped (versions, "caption dim-label"));
  if (flags > 0 && !dcr_uuid_is_null (&template->id))
    {
      g_autofree char *words
          = g_strdup_printf (ngettext ("%d report", "%d reports", flags), (int) flags);
      gtk_box_append (self->head, dcr_tag_new (words, "warning", "dialog-warning-symbolic"));
    }
}

static void
show_acts (DcrTemplateEditor *self)
{
  const DcrTemplate *template = self->template;
  gboolean saved = template->newest > 0 && !self->dirty;
  gboolean in_force
      = template->state == DCR_TEMPLATE_APPROVED && template->number == template->approved_number;

  gtk_widget_set_visible (self->acts, self->may_write);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), self->may_write);
  gtk_editable_set_editable (GTK_EDITABLE (self->subject), self->may_write);
  gtk_editable_set_editable (GTK_EDITABLE (self->reasons), self->may_write);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scope), self->may_write);
  gtk_text_view_set_editable (self->variables, self->may_write);
  gtk_text_view_set_editable (self->body, self->may_write);
  gtk_widget_set_visible (self->retire, saved && template->state != DCR_TEMPLATE_RETIRED);
  gtk_widget_set_visible (self->approve, saved && !in_force);
  gtk_widget_set_visible (self->save, self->dirty);
}

static void
edited (DcrTemplateEditor *self)
{
  if (self->showing || self->template == NULL)
    return;
  self->dirty = TRUE;
  show_acts (self);
  show_preview (self);
}

static char *
write_variables (const DcrTemplate *template)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *v = template->variables->pdata[i];
      g_string_append_printf (
          out, "%s%s %s %s %s%s%s", i > 0 ? "\n" : "", v->name, dcr_variable_type_said (v->type),
          v->required ? _("required") : _("optional"), v->label, *v->example ? " = " : "", v->example);
    }
  return g_string_free (out, FALSE);
}

static void
show (DcrTemplateEditor *self)
{
  const DcrTemplate *template = self->template;
  g_autofree char *variables = NULL, *reasons = NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  gtk_widget_set_visible (self->content, template != NULL);
  gtk_widget_set_visible (self->acts, template != NULL);
  dcr_template_files_show (self->files, self->template, self->may_write);
  if (template == NULL)
    return;
  for (guint i = 0; i < template->reasons->len; i++)
    g_ptr_array_add (codes, template->reasons->pdata[i]);
  g_ptr_array_add (codes, NULL);
  reasons = g_strjoinv (" ", (char **) codes->pdata);
  variables = write_variables (template);
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), template->name != NULL ? template->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->subject),
                         template->subject != NULL ? template->subject : "");
  gtk_editable_set_text (GTK_EDITABLE (self->reasons), reasons);
  adw_combo_row_set_selected (self->scope, template->scope > 0 ? template->scope - 1 : 0);
  dcr_template_owner_show (self->owner, self->session, &template->owner);
  set_text (self->variables, variables);
  set_text (self->body, template->body != NULL ? template->body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), template->channel == DCR_CHANNEL_MAIL);
  self->showing = FALSE;
  show_head (self);
  show_acts (self);
  show_preview (self);
}

void
dcr_template_editor_show (DcrTemplateEditor *self, const DcrUuid *id)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));

  if (id != NULL && self->dirty && dcr_uuid_equal (id, &self->selected))
    return; /* the list is read again while somebody writes */
  if (id != NULL)
    self->selected = *id;
  dcr_template_files_show (self->files, NULL, FALSE);
  g_clear_pointer (&self->template, dcr_template_free);
  self->dirty = FALSE;
  self->may_write = dcr_template_editor_may_write (self->session);
  if (id != NULL)
    self->template = dcr_templates_get (db, id, -1, NULL);
  show (self);
}

void
dcr_template_editor_begin (DcrTemplateEditor *self, DcrChannel channel)
{
  dcr_template_files_show (self->files, NULL, FALSE);
  g_clear_pointer (&self->template, dcr_template_free);
  self->template = dcr_template_new (channel);
  self->template->state = DCR_TEMPLATE_DRAFT;
  self->template->scope = DCR_SCOPE_NATIONAL;
  self->template->owner = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  self->may_write = dcr_template_editor_may_write (self->session);
  self->dirty = TRUE;
  show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* ---- Acts ------------------------------------------------------------------------------------ */

typedef struct
{
  DcrTemplate *template;
  DcrUuid person;
  gboolean retire;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  dcr_template_free (job->template);
  g_free (job);
}

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  return job->retire
             ? dcr_templates_retire (db, &job->template->id, error)
             : dcr_templates_save (db, job->template, &job->person, dcr_clock_now_ms (), error);
}

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrTemplateEditor) self = data;
  g_autoptr (GError) error = NULL;

  if (!dcr_store_write_finish (result, &error))
    {
      self->dirty = TRUE;
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      show_acts (self);
      return;
    }
  g_signal_emit (self, signals[SAID], 0,
                 _("Kept. Calls in hand take it from their next message on."));
  if (self->template != NULL && !dcr_uuid_is_null (&self->template->id))
    {
      DcrUuid id = self->template->id;
      dcr_template_editor_show (self, &id);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
write_job (DcrTemplateEditor *self, DcrTemplate *template, gboolean retire)
{
  Job *job = g_new (Job, 1);

  *job = (Job) { template, *dcr_calls_get_person (dcr_session_get_calls (self->session)), retire };
  dcr_store_write_async (dcr_session_get_store (self->session), run, job, job_free, written,
                         g_object_ref (self));
}

static void
save_clicked (DcrTemplateEditor *self)
{
  DcrTemplate *next = self->may_write ? read_form (self, NULL) : NULL;

  if (next == NULL)
    return;
  if (dcr_uuid_is_null (&next->owner))
    next->owner = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  self->dirty = FALSE;
  write_job (self, next, FALSE);
}

static void
approve_clicked (DcrTemplateEditor *self)
{
  if (self->may_write && self->template != NULL && !self->dirty)
    dcr_session_approve_template_async (self->session, &self->template->id, written,
                                        g_object_ref (self));
}

static void
retire_clicked (DcrTemplateEditor *self)
{
  if (self->may_write && self->template != NULL && !self->dirty)
    write_job (self, dcr_template_copy (self->template), TRUE);
}

static void
given (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrTemplateEditor) self = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = dcr_store_write_finish (result, &error);

  g_signal_emit (self, signals[SAID], 0, kept ? _("The template has another owner.") : error->message);
}

/* At once, and without a version: what is being written goes on. */
static void
owner_chosen (DcrTemplateEditor *self)
{
  const DcrUuid *owner = dcr_template_owner_get (self->owner);

  if (self->showing || self->template == NULL || owner == NULL
      || dcr_uuid_equal (owner, &self->template->owner))
    return;
  self->template->owner = *owner;
  if (!dcr_uuid_is_null (&self->template->id))
    dcr_template_owner_give_async (self->session, &self->template->id, owner, given,
                                   g_object_ref (self));
}

void
dcr_template_editor_suggested (DcrTemplateEditor *self)
{
  if (self->template == NULL)
    return;
  if (self->dirty)
    save_clicked (self);
  else if (gtk_widget_get_visible (self->approve))
    approve_clicked (self);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_template_editor_dispose (GObject *object)
{
  DcrTemplateEditor *self = DCR_TEMPLATE_EDITOR (object);

  if (self->template != NULL)
    dcr_template_files_show (self->files, NULL, FALSE);
  g_clear_pointer (&self->template, dcr_template_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_template_editor_parent_class)->dispose (object);
}

static void
dcr_template_editor_class_init (DcrTemplateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_template_editor_dispose;
  signals[SAID] = g_signal_new ("said", DCR_TYPE_TEMPLATE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_TEMPLATE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DCR_TYPE_TEMPLATE_FILES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-template-editor.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DcrTemplateEditor, child)
  BIND (content);
  BIND (acts);
  BIND (head);
  BIND (preview);
  BIND (name);
  BIND (subject);
  BIND (reasons);
  BIND (scope);
  BIND (owner);
  BIND (variables);
  BIND (body);
  BIND (files);
  BIND (variables_help);
  BIND (problem);
  BIND (retire);
  BIND (approve);
  BIND (save);
#undef BIND
}

/* The kinds are said in the words that the field takes. */
static void
say_kinds (DcrTemplateEditor *self)
{
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autofree char *help = NULL;

  for (int type = DCR_VARIABLE_TEXT; type < DCR_N_VARIABLE_TYPES; type++)
    g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "",
                            dcr_variable_type_said (type));
  help = g_strdup_printf (_("One a line: name, kind (%s), %s or %s, words = example"), kinds->str,
                          _("required"), _("optional"));
  gtk_label_set_label (self->variables_help, help);
}

static void
dcr_template_editor_init (DcrTemplateEditor *self)
{
  g_autoptr (GtkStringList) scopes = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  say_kinds (self);
  for (int scope = DCR_SCOPE_NATIONAL; scope <= DCR_SCOPE_TEAM; scope++)
    gtk_string_list_append (scopes, dcr_scope_label (scope));
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (scopes));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (edited), self);
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (edited), self);
  g_signal_connect_swapped (self->reasons, "changed", G_CALLBACK (edited), self);
  g_signal_connect_swapped (self->scope, "notify::selected", G_CALLBACK (edited), self);
  g_signal_connect_swapped (self->owner, "notify::selected", G_CALLBACK (owner_chosen), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->variables), "changed",
                            G_CALLBACK (edited), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->body), "changed", G_CALLBACK (edited),
                            self);
  g_signal_connect_swapped (self->files, "changed", G_CALLBACK (edited), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked), self);
  g_signal_connect_swapped (self->approve, "clicked", G_CALLBACK (approve_clicked), self);
  g_signal_connect_swapped (self->retire, "clicked", G_CALLBACK (retire_clicked), self);
}

GtkWidget *
dcr_template_editor_new (DcrSession *session)
{
  DcrTemplateEditor *self = g_object_new (DCR_TYPE_TEMPLATE_EDITOR, NULL);

  self->session = g_object_ref (session);
  show (self);
  return GTK_WIDGET (self);
}
