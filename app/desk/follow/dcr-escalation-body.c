/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalation-body.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/follow/dcr-promise-bar.h"
#include "desk/follow/dcr-timeline.h"
#include "followup/dcr-escalation-mail.h"

struct _DcrEscalationBody
{
  GtkBox parent_instance;
  DcrSession *session;
};

G_DEFINE_FINAL_TYPE (DcrEscalationBody, dcr_escalation_body, GTK_TYPE_BOX)

enum
{
  OPEN_ARTICLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
append (DcrEscalationBody *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self), child);
}

/* ---- Head ------------------------------------------------------------------------------------ */

static void
add_head (DcrEscalationBody *self, const DcrEscalation *shown)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *queue;
  g_autofree char *name = dcr_escalation_name (shown->number);
  g_autofree char *title = g_strdup_printf (_("Escalation %s"), name);
  DcrMessageState mail = dcr_escalation_mail_state (
      dcr_store_reader (dcr_session_get_store (self->session)), &shown->id);

  gtk_box_append (GTK_BOX (line), dcr_label_new (title, "caption numeric dim-label"));
  if (shown->severity != DCR_SEVERITY_NORMAL)
    gtk_box_append (GTK_BOX (line),
                    dcr_tag_new (dcr_severity_label (shown->severity),
                                 shown->severity == DCR_SEVERITY_URGENT ? "error" : "warning",
                                 NULL));
  if (mail > 0)
    gtk_box_append (GTK_BOX (line),
                    dcr_tag_new (dcr_message_state_label (mail), NULL, "mail-send-symbolic"));
  queue = dcr_label_new (shown->queue_name ? shown->queue_name : shown->queue, "caption dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (queue), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (queue), 1);
  gtk_widget_set_hexpand (queue, TRUE);
  gtk_box_append (GTK_BOX (line), queue);
  append (self, line);
  append (self, dcr_label_new_wrapped (shown->question, "title-2"));
  append (self, dcr_label_new_wrapped (shown->reason_path, "dim-label"));
}

static void
add_promise (DcrEscalationBody *self, const DcrEscalation *shown)
{
  GtkWidget *bar = dcr_promise_bar_new ();
  g_autoptr (GPtrArray) queues
      = dcr_queue_list (dcr_store_reader (dcr_session_get_store (self->session)), NULL);
  const DcrQueue *queue = queues != NULL ? dcr_queue_find (queues, shown->queue) : NULL;
  g_autofree char *delay = queue != NULL ? dcr_queue_describe_delay (queue, shown->severity) : NULL;
  g_autofree char *rule
      = delay != NULL ? g_strdup_printf (_("delay of the queue: %s"), delay) : g_strdup ("");

  dcr_promise_bar_set (DCR_PROMISE_BAR (bar), shown->created, shown->due, dcr_clock_now_ms (),
                       shown->ended, rule);
  gtk_widget_set_margin_top (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  append (self, bar);
}

/* ---- What it says ---------------------------------------------------------------------------- */

static void
add_row (GtkGrid *grid, int *at, const char *label, GtkWidget *value)
{
  GtkWidget *title = dcr_label_new_wrapped (label, "dim-label");

  gtk_label_set_width_chars (GTK_LABEL (title), 13);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 13);
  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_grid_attach (grid, title, 0, *at, 1, 1);
  gtk_grid_attach (grid, value, 1, (*at)++, 1, 1);
}

static void
add_text (GtkGrid *grid, int *at, const char *label, const char *text)
{
  GtkWidget *value;

  if (text == NULL || text[0] == '\0')
    return;
  value = dcr_label_new_wrapped (text, NULL);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_can_focus (value, FALSE);
  add_row (grid, at, label, value);
}

static gboolean
on_link (GtkLabel *label, const char *uri, DcrEscalationBody *self)
{
  const char *address = g_object_get_data (G_OBJECT (label), "dcr-address");
  g_signal_emit (self, signals[OPEN_ARTICLE], 0, uri, address);
  return TRUE;
}

static GtkWidget *
kept_row (DcrEscalationBody *self, const DcrKept *kept)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *link, *version;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *slash = strrchr (kept->ref, '/');
  const char *title = kept->heading[0] != '\0' ? kept->heading : kept->title;
  g_autofree char *markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", kept->ref, title);
  g_autofree char *day = dcr_format_date (kept->date, dcr_clock_now_ms ());
  g_autofree char *source
      = kept->date[0] != '\0'
            ? g_strdup_printf (_("%s · version of %s"), slash ? slash + 1 : kept->ref, day)
            : g_strdup (slash ? slash + 1 : kept->ref);

  link = dcr_label_new_wrapped ("", NULL);
  gtk_label_set_markup (GTK_LABEL (link), markup);
  g_object_set_data_full (G_OBJECT (link), "dcr-address", g_strdup (kept->address), g_free);
  g_signal_connect (link, "activate-link", G_CALLBACK (on_link), self);
  gtk_box_append (GTK_BOX (box), link);
  version = dcr_label_new (source, "caption dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (version), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), version);
  gtk_box_append (GTK_BOX (box), line);
  if (dcr_session_has_changed (self->session, kept->ref, kept->address, kept->hash))
    gtk_box_append (GTK_BOX (line), dcr_tag_new (_("has changed since"), "warning", NULL));
  return box;
}

static char *
describe_dropped (const DcrEscalation *shown)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < shown->dropped->len; i++)
    {
      const DcrDropped *line = shown->dropped->pdata[i];
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, _("%s: %s"), line->what, line->why);
    }
  return g_string_free (text, FALSE);
}

static void
add_content (DcrEscalationBody *self, const DcrEscalation *shown)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *kept = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *dropped = describe_dropped (shown);
  int at = 0;

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 6);
  add_text (grid, &at, _("What the caller wants"), shown->wants);
  add_text (grid, &at, _("What was said"), shown->told);
  for (guint i = 0; i < shown->facts->len; i++)
    {
      const DcrFact *fact = shown->facts->pdata[i];
      add_text (grid, &at, fact->label, fact->value);
    }
  add_text (grid, &at, _("Promise made"), shown->promise);
  for (guint i = 0; i < shown->passages->len; i++)
    gtk_box_append (GTK_BOX (kept), kept_row (self, shown->passages->pdata[i]));
  if (shown->passages->len > 0)
    add_row (grid, &at, _("Articles kept"), kept);
  else
    g_object_ref_sink (kept), g_object_unref (kept);
  add_text (grid, &at, _("Not passed on"), dropped);
  append (self, GTK_WIDGET (grid));
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_escalation_body_dispose (GObject *object)
{
  g_clear_object (&DCR_ESCALATION_BODY (object)->session);
  G_OBJECT_CLASS (dcr_escalation_body_parent_class)->dispose (object);
}

static void
dcr_escalation_body_class_init (DcrEscalationBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_escalation_body_dispose;
  signals[OPEN_ARTICLE]
      = g_signal_new ("open-article", DCR_TYPE_ESCALATION_BODY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
dcr_escalation_body_init (DcrEscalationBody *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
dcr_escalation_body_new (DcrSession *session, const DcrEscalation *escalation)
{
  DcrEscalationBody *self = g_object_new (DCR_TYPE_ESCALATION_BODY, NULL);

  self->session = g_object_ref (session);
  add_head (self, escalation);
  add_promise (self, escalation);
  add_content (self, escalation);
  dcr_width_first_apply (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
dcr_escalation_body_tell (DcrEscalationBody *self, const DcrEscalation *escalation,
                          GPtrArray *events, const DcrUuid *person)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *life = dcr_timeline_new (escalation, events, person, dcr_clock_now_ms ());

  gtk_widget_set_margin_top (separator, 9);
  append (self, separator);
  append (self, dcr_label_new (_("What happened"), "heading"));
  dcr_width_first_apply (life);
  append (self, life);
}
