/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-line.h"

#include <string.h>

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrCallLine
{
  GtkWidget parent_instance;

  GtkWidget *separator, *box, *check, *outcome, *kept_box;
  GtkLabel *reason, *kept;
  DcrCalls *calls;
  DcrCall *call; /* the one followed, or NULL */
};

G_DEFINE_FINAL_TYPE (DcrCallLine, dcr_call_line, GTK_TYPE_WIDGET)

/* « Carte d’identité › <b>Perte</b> » */
static char *
reason_markup (const char *path)
{
  const char *last = strstr (path, " › ");
  const char *next;

  while (last != NULL && (next = strstr (last + 1, " › ")) != NULL)
    last = next;
  if (last == NULL)
    return g_markup_printf_escaped ("<b>%s</b>", path);
  g_autofree char *before = g_strndup (path, (gsize) (last - path));
  return g_markup_printf_escaped ("%s › <b>%s</b>", before, last + strlen (" › "));
}

static void
update (DcrCallLine *self)
{
  const DcrReason *reason;
  DcrOutcome outcome;
  guint n_kept;
  g_autofree char *markup = NULL, *kept = NULL;

  if (self->call == NULL)
    return;
  reason
      = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), dcr_call_get_reason (self->call));
  outcome = dcr_call_get_outcome (self->call);
  n_kept = dcr_call_get_passages (self->call)->len;
  markup = reason != NULL ? reason_markup (reason->path)
                          : g_markup_escape_text (_("Reason not said"), -1);
  kept = g_strdup_printf (_("Kept %u"), n_kept);
  gtk_widget_set_visible (self->check, reason != NULL);
  gtk_label_set_markup (self->reason, markup);
  dcr_empty_container (self->outcome);
  if (outcome != DCR_OUTCOME_NONE)
    {
      g_autofree char *word = g_utf8_strdown (dcr_outcome_label (outcome), -1);
      gtk_box_append (GTK_BOX (self->outcome), dcr_tag_new (word, NULL, NULL));
    }
  gtk_widget_set_visible (self->kept_box, n_kept > 0);
  gtk_label_set_text (self->kept, kept);
}

static void
current_changed (DcrCallLine *self)
{
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, update, self);
  g_set_object (&self->call, dcr_calls_get_current (self->calls));
  if (self->call != NULL)
    g_signal_connect_object (self->call, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->separator, self->call != NULL);
  gtk_widget_set_visible (self->box, self->call != NULL);
  update (self);
}

static void
dcr_call_line_dispose (GObject *object)
{
  DcrCallLine *self = DCR_CALL_LINE (object);

  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, update, self);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_call_line_parent_class)->dispose (object);
}

static void
dcr_call_line_class_init (DcrCallLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_call_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-call-line.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, separator);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, box);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, check);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, outcome);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, kept_box);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, reason);
  gtk_widget_class_bind_template_child (widget_class, DcrCallLine, kept);
}

static void
dcr_call_line_init (DcrCallLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_call_line_new (DcrCalls *calls)
{
  DcrCallLine *self = g_object_new (DCR_TYPE_CALL_LINE, NULL);

  self->calls = g_object_ref (calls);
  g_signal_connect_object (calls, "current-changed", G_CALLBACK (current_changed), self,
                           G_CONNECT_SWAPPED);
  current_changed (self);
  return GTK_WIDGET (self);
}
