/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-caller-box.h"

#include "base/dcr-clock.h"
#include "desk/call/dcr-caller-form.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "text/dcr-phone.h"

struct _DcrCallerBox
{
  GtkBox parent_instance;

  GtkWidget *shown;
  GtkLabel *number;
  GtkWidget *edit;
  DcrCallerForm *form;
  GtkLabel *about;
  GtkWidget *before; /* says that the form belongs to a call that waits */
  GtkWidget *repeat;
  GtkLabel *repeat_label;
  GtkWidget *links;
  GtkMenuButton *said, *phrases;

  DcrCalls *calls;
  DcrCall *call;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (DcrCallerBox, dcr_caller_box, GTK_TYPE_BOX)

enum
{
  ARTICLE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_editing (DcrCallerBox *self, gboolean editing)
{
  gtk_widget_set_visible (self->shown, !editing);
  gtk_widget_set_visible (GTK_WIDGET (self->form), editing);
}

/* ---- Who called before ----------------------------------------------------------------------- */

static const char *
path_of (DcrCallerBox *self, const char *id)
{
  const DcrReason *reason = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), id);
  return reason ? reason->path : NULL;
}

/* « Même motif. Rappel promis mercredi, de 14 h à 17 h. » */
static char *
tell_repeat (DcrCallerBox *self, const DcrRepeat *repeat, const char *kind)
{
  const char *chosen = dcr_call_get_reason (self->call);
  gint64 now = dcr_clock_now_ms ();
  GString *out = g_string_new (NULL);

  if (repeat->same_reason && (chosen == NULL || g_strcmp0 (chosen, repeat->reason) == 0))
    g_string_append (out, _("Same reason."));
  else if (path_of (self, repeat->reason) != NULL)
    {
      g_autofree char *day = dcr_format_day (repeat->last, now);
      g_string_append_printf (out, _("Last call (%s): %s."), day, path_of (self, repeat->reason));
    }
  if (repeat->promise_to != 0)
    {
      g_autofree char *day = dcr_format_day (repeat->promise_from, now);
      g_autofree char *from = dcr_format_hour (repeat->promise_from);
      g_autofree char *to = dcr_format_hour (repeat->promise_to);
      g_string_append (out, out->len > 0 ? " " : "");
      g_string_append_printf (out, _("Callback promised %s, from %s to %s."), day, from, to);
    }
  if (out->len == 0)
    g_string_append (out, kind);
  return g_string_free (out, FALSE);
}

static GtkWidget *
popover_of (GtkWidget *content)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_set_size_request (content, 320, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  return popover;
}

static void
on_article_clicked (GtkButton *button, DcrCallerBox *self)
{
  gtk_menu_button_popdown (self->said);
  g_signal_emit (self, signals[ARTICLE_ACTIVATED], 0,
                 g_object_get_data (G_OBJECT (button), "dcr-ref"));
}

static void
show_said (DcrCallerBox *self, const DcrRepeat *repeat)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gboolean any = FALSE;

  for (guint i = 0; repeat->articles[i] != NULL; i++)
    {
      GtkWidget *button;
      if (repeat->articles[i][0] == '\0')
        continue;
      any = TRUE;
      button = gtk_button_new_with_label (repeat->articles[i]);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data_full (G_OBJECT (button), "dcr-ref", g_strdup (repeat->articles[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_article_clicked), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_menu_button_set_popover (self->said, popover_of (box));
  gtk_widget_set_visible (GTK_WIDGET (self->said), any);
}

static void
show_phrases (DcrCallerBox *self)
{
  g_autoptr (GPtrArray) phrases = dcr_calls_list_phrases (self->calls);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  for (guint i = 0; i < phrases->len; i++)
    {
      GtkWidget *label = dcr_label_new_wrapped (phrases->pdata[i], NULL);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_menu_button_set_popover (self->phrases, popover_of (box));
  gtk_widget_set_visible (GTK_WIDGET (self->phrases), phrases->len > 0);
}

/* TRUE when the caller called before; @sentence is what to say of it. */
static gboolean
show_repeat (DcrCallerBox *self, const char *kind, char **sentence)
{
  const DcrRepeat *repeat = self->call ? dcr_calls_get_repeat (self->calls, self->call) : NULL;
  guint days, rank;

  gtk_widget_set_visible (self->repeat, repeat != NULL);
  gtk_widget_set_visible (self->links, repeat != NULL);
  if (repeat == NULL || !dcr_repeat_rank (repeat, &days, &rank))
    return FALSE;
  g_autofree char *markup = g_strdup_printf (_("Call %u in %u days"), rank, days);
  g_autofree char *name = NULL;
  pango_parse_markup (markup, -1, 0, NULL, &name, NULL, NULL);
  gtk_label_set_markup (self->repeat_label, markup);
  dcr_name (self->repeat, name, NULL);
  *sentence = tell_repeat (self, repeat, kind);
  show_said (self, repeat);
  show_phrases (self);
  return TRUE;
}

/* ---- The number ------------------------------------------------------------------------------ */

/* « Camille Martin · d’accord pour être identifié(e) », above what is known of the number. */
static char *
with_identity (DcrCallerBox *self, const char *sentence)
{
  const char *name, *email;

  if (self->call == NULL || !dcr_call_get_identity (self->call, &name, &email))
    return g_strdup (sentence ? sentence : "");
  g_autofree char *identity = g_strdup_printf (_("%s · agreed to be identified"), name);
  return sentence ? g_strconcat (identity, "\n", sentence, NULL) : g_steal_pointer (&identity);
}

static void
show (DcrCallerBox *self)
{
  g_autofree char *sentence = NULL, *about = NULL;
  DcrPhone phone;
  g_autofree char *kind = NULL, *name = NULL;
  gboolean hidden;

  const char *number = self->call ? dcr_call_get_number (self->call) : NULL;

  dcr_phone_parse (number, &phone);
  hidden = phone.kind == DCR_PHONE_HIDDEN;
  kind = number ? dcr_phone_describe (&phone) : g_strdup (_("No number"));
  gtk_label_set_label (self->number, hidden ? kind : phone.shown);
  if (!hidden && !show_repeat (self, kind, &sentence))
    sentence = phone.e164[0] != '\0' ? g_strdup_printf (_("%s · first call known"), kind)
                                     : g_strdup (kind);
  else if (hidden)
    show_repeat (self, kind, &sentence);
  about = with_identity (self, sentence);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), about[0] != '\0');
  name = g_strdup_printf (_("Caller, %s"), hidden ? kind : phone.shown);
  dcr_name (GTK_WIDGET (self->number), name, NULL);
}

static void
on_call_changed (DcrCall *call, guint what, DcrCallerBox *self)
{
  if (what & (DCR_CALL_CHANGED_CALLER | DCR_CALL_CHANGED_REASON))
    show (self);
}

/* What is being typed of a caller stays when the next call comes, and goes to the call it was begun for. */
static void
keep_or_close_form (DcrCallerBox *self)
{
  DcrCall *of_form = dcr_caller_form_get_call (self->form);
  gboolean here = of_form != NULL && of_form == self->call;
  gboolean waits = !here && of_form != NULL && self->calls != NULL
                   && g_ptr_array_find (dcr_calls_get_waiting (self->calls), of_form, NULL);

  set_editing (self, here || waits);
  gtk_widget_set_visible (self->before, waits);
}

void
dcr_caller_box_set_call (DcrCallerBox *self, DcrCalls *calls, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  keep_or_close_form (self);
  show (self);
}

static void
on_edit (GtkButton *button, DcrCallerBox *self)
{
  if (self->call == NULL)
    return;
  set_editing (self, TRUE);
  dcr_caller_form_open (self->form, self->calls, self->call);
}

static void
on_form_done (DcrCallerForm *form, DcrCallerBox *self)
{
  set_editing (self, FALSE);
  gtk_widget_set_visible (self->before, FALSE);
  gtk_widget_grab_focus (self->edit);
}

static void
dcr_caller_box_dispose (GObject *object)
{
  DcrCallerBox *self = DCR_CALLER_BOX (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_caller_box_parent_class)->dispose (object);
}

static void
dcr_caller_box_class_init (DcrCallerBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_caller_box_dispose;
  signals[ARTICLE_ACTIVATED]
      = g_signal_new ("article-activated", DCR_TYPE_CALLER_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (DCR_TYPE_CALLER_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-caller-box.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, number);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, shown);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, form);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, edit);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, before);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, about);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, repeat);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, repeat_label);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, links);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, said);
  gtk_widget_class_bind_template_child (widget_class, DcrCallerBox, phrases);
}

static void
dcr_caller_box_init (DcrCallerBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->edit, "clicked", G_CALLBACK (on_edit), self);
  g_signal_connect (self->form, "done", G_CALLBACK (on_form_done), self);
}
