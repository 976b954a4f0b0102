/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-caller-form.h"

#include "calls/dcr-caller.h"
#include "calls/dcr-journal.h"
#include "desk/dcr-desk.h"
#include "store/dcr-retention.h"
#include "text/dcr-email.h"

struct _DcrCallerForm
{
  GtkBox parent_instance;

  GtkEntry *number, *name, *email;
  GtkCheckButton *agrees;
  GtkLabel *problem, *consent;
  GtkWidget *keep;

  DcrCalls *calls;
  DcrCall *call;
  char *known; /* number under which a record was found, or NULL */
};

G_DEFINE_FINAL_TYPE (DcrCallerForm, dcr_caller_form, GTK_TYPE_BOX)

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
set_text (GtkEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text ? text : "");
}

static void
show_problem (DcrCallerForm *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* ---- Writing --------------------------------------------------------------------------------- */

typedef struct
{
  DcrUuid id, person;
  char *number;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  g_free (job->number);
  g_free (job);
}

static Job *
job_new (DcrCallerForm *self, const DcrUuid *id, const char *number)
{
  Job *job = g_new0 (Job, 1);

  if (id != NULL)
    job->id = *id;
  job->person = *dcr_calls_get_person (self->calls);
  job->number = g_strdup (number);
  return job;
}

static gboolean
note_opened (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  char object[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&job->id, object);
  return dcr_journal_add (db, &job->person, DCR_JOURNAL_OPENED_CALLER, object, "", error);
}

static gboolean
forget (DcrDb *db, gpointer data, GError **error)
{
  return dcr_caller_forget (db, ((Job *) data)->number, error);
}

/* ---- The form -------------------------------------------------------------------------------- */

static void
show_consent (DcrCallerForm *self, DcrDb *db)
{
  guint months = (dcr_retention_days (db, "caller") + 15) / 30;
  g_autofree char *sentence = g_strdup_printf (
      ngettext ("With their agreement, name, number and e-mail are kept %u month after their last"
                " call, to recognise them; they may take it back at any time.",
                "With their agreement, name, number and e-mail are kept %u months after their last"
                " call, to recognise them; they may take it back at any time.",
                MAX (months, 1)),
      MAX (months, 1));

  gtk_label_set_label (self->consent, sentence);
}

/* What this call says, else the record of an earlier agreement. */
static void
show_identity (DcrCallerForm *self, DcrDb *db)
{
  const char *number = dcr_call_get_number (self->call), *name, *email;
  g_autoptr (DcrCaller) caller = dcr_caller_find (db, number, NULL);

  g_clear_pointer (&self->known, g_free);
  if (caller != NULL)
    {
      self->known = g_strdup (number);
      dcr_store_write_async (dcr_calls_get_store (self->calls), note_opened,
                             job_new (self, &caller->id, NULL), job_free, NULL, NULL);
    }
  if (!dcr_call_get_identity (self->call, &name, &email) && caller != NULL)
    {
      name = caller->name;
      email = caller->email;
    }
  set_text (self->name, name);
  set_text (self->email, email);
  gtk_check_button_set_active (self->agrees, name != NULL);
}

void
dcr_caller_form_open (DcrCallerForm *self, DcrCalls *calls, DcrCall *call)
{
  DcrDb *db = dcr_store_reader (dcr_calls_get_store (calls));

  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  set_text (self->number, dcr_call_get_number (call));
  show_problem (self, NULL);
  show_consent (self, db);
  show_identity (self, db);
  gtk_widget_grab_focus (GTK_WIDGET (self->number));
}

DcrCall *
dcr_caller_form_get_call (DcrCallerForm *self)
{
  return self->call;
}

static void
finish (DcrCallerForm *self)
{
  g_clear_object (&self->call);
  g_signal_emit (self, signals[DONE], 0);
}

/* TRUE when name and address can be kept; else what is wrong is said and has the focus. */
static gboolean
check_identity (DcrCallerForm *self, char **name, char **email)
{
  DcrEmailProblem problem;

  *name = g_strstrip (g_strdup (text_of (self->name)));
  *email = dcr_email_normalise (text_of (self->email));
  if ((*name)[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      show_problem (self, _("Type the name, or untick the agreement."));
      return FALSE;
    }
  problem = dcr_email_check (*email);
  if (problem == DCR_EMAIL_OK || problem == DCR_EMAIL_EMPTY)
    return TRUE;
  show_problem (self, dcr_email_describe (problem));
  gtk_widget_grab_focus (GTK_WIDGET (self->email));
  return FALSE;
}

static void
keep (DcrCallerForm *self)
{
  g_autofree char *name = NULL, *email = NULL;

  if (self->call == NULL)
    return;
  if (gtk_check_button_get_active (self->agrees))
    {
      if (!check_identity (self, &name, &email))
        return;
    }
  else if (self->known != NULL) /* taken back */
    dcr_store_write_async (dcr_calls_get_store (self->calls), forget,
                           job_new (self, NULL, self->known), job_free, NULL, NULL);
  if (text_of (self->number)[0] != '\0' || dcr_call_get_number (self->call) != NULL)
    dcr_call_set_number (self->call, text_of (self->number));
  dcr_call_set_identity (self->call, name, email);
  finish (self);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrCallerForm *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  finish (self);
  return GDK_EVENT_STOP;
}

static void
dcr_caller_form_dispose (GObject *object)
{
  DcrCallerForm *self = DCR_CALLER_FORM (object);

  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->known, g_free);
  G_OBJECT_CLASS (dcr_caller_form_parent_class)->dispose (object);
}

static void
dcr_caller_form_class_init (DcrCallerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_caller_form_dispose;
  signals[DONE] = g_signal_new ("done", DCR_TYPE_CALLER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-caller-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, number);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, name);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, email);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, agrees);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, problem);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, consent);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerForm, keep);
}

static void
dcr_caller_form_init (DcrCallerForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->number, "activate", G_CALLBACK (keep), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (keep), self);
  g_signal_connect_swapped (self->email, "activate", G_CALLBACK (keep), self);
  g_signal_connect_swapped (self->keep, "clicked", G_CALLBACK (keep), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
