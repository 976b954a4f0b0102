/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-history-record.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-sent-list.h"

#define MAX_MATCHES 5

struct _DcrHistoryRecord
{
  GtkBox parent_instance;

  GtkLabel *title, *about, *changed;
  GtkWidget *requalify;
  GtkSearchEntry *entry;
  GtkListBox *matches;
  GtkBox *parts;

  DcrCalls *calls;
  DcrOutbox *outbox; /* or NULL */
  DcrUuid id; /* null: nothing shown */
};

G_DEFINE_FINAL_TYPE (DcrHistoryRecord, dcr_history_record, GTK_TYPE_BOX)

enum
{
  REQUALIFIED,
  ARTICLE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- What the call was ----------------------------------------------------------------------- */

static char *
about_of (const DcrCallInfo *info)
{
  gint64 from = info->answered ? info->answered : info->began;
  gint64 to = info->ended ? info->ended : info->closed;
  g_autofree char *day = dcr_format_day (info->began, dcr_clock_now_ms ());
  g_autofree char *hour = dcr_format_hour (info->began);
  g_autofree char *length = dcr_format_timer ((to - from) / 1000);
  const char *outcome = dcr_outcome_label (info->outcome);

  if (info->service != NULL)
    return g_strdup_printf ("%s, %s · %s → %s · %s", day, hour, outcome, info->service, length);
  return g_strdup_printf ("%s, %s · %s · %s", day, hour, outcome, length);
}

static void
add_heading (DcrHistoryRecord *self, const char *text)
{
  GtkWidget *label = dcr_label_new (text, "heading");

  if (gtk_widget_get_first_child (GTK_WIDGET (self->parts)) != NULL)
    gtk_widget_set_margin_top (label, 12);
  gtk_box_append (self->parts, label);
}

static void
add_text (DcrHistoryRecord *self, const char *text)
{
  GtkWidget *label = dcr_label_new_wrapped (text, NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (self->parts, label);
}

static void
add_note (DcrHistoryRecord *self, const DcrCallRecord *record)
{
  if (record->other_words != NULL)
    {
      add_heading (self, _("Reason, in words"));
      add_text (self, record->other_words);
    }
  if (record->note != NULL)
    {
      add_heading (self, _("Note"));
      add_text (self, record->note);
    }
}

static void
add_secondary (DcrHistoryRecord *self, const DcrCallRecord *record)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (self->calls);

  if (record->secondary[0] != NULL)
    add_heading (self, _("Secondary reasons"));
  for (char **code = record->secondary; *code != NULL; code++)
    {
      const DcrReason *reason = dcr_reason_grid_find (grid, *code);
      add_text (self, reason ? reason->path : *code);
    }
}

static void
add_passages (DcrHistoryRecord *self, const DcrCallRecord *record)
{
  if (record->passages->len > 0)
    add_heading (self, _("Kept, as it was that day"));
  for (guint i = 0; i < record->passages->len; i++)
    {
      const DcrCallPassage *passage = record->passages->pdata[i];
      GtkWidget *expander = gtk_expander_new (passage->heading);
      GtkWidget *text = dcr_label_new_wrapped (
          passage->text ? passage->text : _("This text was not kept."), NULL);
      gtk_label_set_selectable (GTK_LABEL (text), TRUE);
      gtk_widget_set_margin_start (text, 18);
      gtk_expander_set_child (GTK_EXPANDER (expander), text);
      gtk_box_append (self->parts, expander);
    }
}

static void
on_article_clicked (GtkButton *button, DcrHistoryRecord *self)
{
  g_signal_emit (self, signals[ARTICLE_ACTIVATED], 0,
                 g_object_get_data (G_OBJECT (button), "dcr-ref"),
                 g_object_get_data (G_OBJECT (button), "dcr-hash"));
}

static void
add_articles (DcrHistoryRecord *self, const DcrCallRecord *record)
{
  if (record->articles->len > 0)
    add_heading (self, _("Articles opened"));
  for (guint i = 0; i < record->articles->len; i++)
    {
      const DcrCallArticle *article = record->articles->pdata[i];
      const char *slash = strrchr (article->ref, '/');
      g_autofree char *text
          = g_strdup_printf ("%s · %s", article->title, slash ? slash + 1 : article->ref);
      GtkWidget *button = gtk_button_new_with_label (text);
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "inline-link");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      g_object_set_data_full (G_OBJECT (button), "dcr-ref", g_strdup (article->ref), g_free);
      g_object_set_data_full (G_OBJECT (button), "dcr-hash", g_strdup (article->hash), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_article_clicked), self);
      gtk_box_append (self->parts, button);
    }
}

static void
add_sent (DcrHistoryRecord *self)
{
  GtkWidget *sent;

  if (self->outbox == NULL)
    return;
  sent = dcr_sent_list_new ();
  gtk_box_append (self->parts, sent);
  dcr_sent_list_set (DCR_SENT_LIST (sent), self->outbox, &self->id);
}

void
dcr_history_record_set_outbox (DcrHistoryRecord *self, DcrOutbox *outbox)
{
  g_set_object (&self->outbox, outbox);
}

static void
show_changed (DcrHistoryRecord *self, const DcrCallRecord *record)
{
  gboolean changed = g_strcmp0 (record->first_reason, record->info->reason) != 0;
  const DcrReason *first
      = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), record->first_reason);
  g_autofree char *text
      = g_strdup_printf (_("First given as: %s"), first ? first->path : _("Not qualified"));

  gtk_widget_set_visible (GTK_WIDGET (self->changed), changed);
  gtk_label_set_label (self->changed, changed ? text : "");
}

void
dcr_history_record_show (DcrHistoryRecord *self, const DcrUuid *id)
{
  g_autoptr (DcrCallRecord) record
      = dcr_history_get (dcr_store_reader (dcr_calls_get_store (self->calls)), id, NULL);
  g_autofree char *about = NULL;

  dcr_empty_container (GTK_WIDGET (self->parts));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (record == NULL)
    return;
  self->id = *id;
  about = about_of (record->info);
  gtk_label_set_label (self->title,
                       record->info->reason_path ? record->info->reason_path : _("Not qualified"));
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (self->requalify, !dcr_outcome_is_unqualified (record->info->outcome));
  show_changed (self, record);
  add_sent (self);
  add_note (self, record);
  add_secondary (self, record);
  add_passages (self, record);
  add_articles (self, record);
}

/* ---- Another reason -------------------------------------------------------------------------- */

typedef struct
{
  DcrUuid call, person;
  char *reason, *path;
} Requalify;

static void
requalify_free (gpointer data)
{
  Requalify *job = data;
  g_free (job->reason);
  g_free (job->path);
  g_free (job);
}

static gboolean
run_requalify (DcrDb *db, gpointer data, GError **error)
{
  const Requalify *job = data;
  return dcr_history_requalify (db, &job->call, &job->person, job->reason, job->path, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrHistoryRecord) self = data;
  g_autoptr (GError) error = NULL;
  DcrUuid id = self->id;

  if (dcr_store_write_finish (result, &error))
    {
      dcr_history_record_show (self, &id);
      g_signal_emit (self, signals[REQUALIFIED], 0);
    }
  else
    gtk_label_set_label (self->about, error->message);
}

gboolean
dcr_history_record_requalify (DcrHistoryRecord *self, const char *code)
{
  const DcrReason *reason = dcr_reason_grid_find (dcr_calls_get_grid (self->calls), code);
  Requalify *job;

  if (reason == NULL || !dcr_reason_is_choosable (reason) || dcr_uuid_is_null (&self->id))
    return FALSE;
  job = g_new (Requalify, 1);
  *job = (Requalify) { self->id, *dcr_calls_get_person (self->calls), g_strdup (reason->id),
                       g_strdup (reason->path) };
  dcr_store_write_async (dcr_calls_get_store (self->calls), run_requalify, job, requalify_free,
                         on_written, g_object_ref (self));
  return TRUE;
}

static void
on_typed (GtkEditable *entry, DcrHistoryRecord *self)
{
  g_autoptr (GArray) found = dcr_suggester_match (dcr_calls_get_suggester (self->calls),
                                                  gtk_editable_get_text (entry));
  guint shown = 0;

  dcr_empty_container (GTK_WIDGET (self->matches));
  for (guint i = 0; i < found->len && shown < MAX_MATCHES; i++)
    {
      const DcrMatch *match = &g_array_index (found, DcrMatch, i);
      GtkWidget *row;
      if (match->kind == DCR_MATCH_RETIRED)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), match->reason->label);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   match->reason->parent ? match->reason->parent->path : "");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "dcr-reason", (gpointer) match->reason);
      gtk_list_box_append (self->matches, row);
      shown++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->matches), shown > 0);
  gtk_list_box_select_row (self->matches, gtk_list_box_get_row_at_index (self->matches, 0));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, DcrHistoryRecord *self)
{
  const DcrReason *reason = g_object_get_data (G_OBJECT (row), "dcr-reason");
  dcr_history_record_requalify (self, reason->id);
}

static void
on_activate (GtkSearchEntry *entry, DcrHistoryRecord *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->matches);
  if (row != NULL && gtk_widget_get_visible (GTK_WIDGET (self->matches)))
    on_row_activated (self->matches, row, self);
}

static void
dcr_history_record_dispose (GObject *object)
{
  g_clear_object (&DCR_HISTORY_RECORD (object)->outbox);
  g_clear_object (&DCR_HISTORY_RECORD (object)->calls);
  G_OBJECT_CLASS (dcr_history_record_parent_class)->dispose (object);
}

static void
dcr_history_record_class_init (DcrHistoryRecordClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_history_record_dispose;
  signals[REQUALIFIED] = g_signal_new ("requalified", DCR_TYPE_HISTORY_RECORD, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARTICLE_ACTIVATED]
      = g_signal_new ("article-activated", DCR_TYPE_HISTORY_RECORD, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-history-record.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, title);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, about);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, changed);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, requalify);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, entry);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, matches);
  gtk_widget_class_bind_template_child (widget_class, DcrHistoryRecord, parts);
}

static void
dcr_history_record_init (DcrHistoryRecord *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->requalify, FALSE);
  gtk_label_set_label (self->title, _("No call in this period"));
}

GtkWidget *
dcr_history_record_new (DcrCalls *calls)
{
  DcrHistoryRecord *self = g_object_new (DCR_TYPE_HISTORY_RECORD, NULL);

  self->calls = g_object_ref (calls);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->matches, "row-activated", G_CALLBACK (on_row_activated), self);
  return GTK_WIDGET (self);
}
