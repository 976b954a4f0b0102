/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-history-form.h"

#include "desk/call/dcr-history-list.h"
#include "desk/call/dcr-history-record.h"

struct _DcrHistoryForm
{
  GObject parent_instance;

  DcrCalls *calls;
  GtkWidget *list, *record; /* owned */
};

static void dcr_history_form_form_init (DcrFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DcrHistoryForm, dcr_history_form, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, dcr_history_form_form_init))

enum
{
  ARTICLE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
get_side (DcrForm *form)
{
  return DCR_HISTORY_FORM (form)->list;
}

static GtkWidget *
get_main (DcrForm *form)
{
  return DCR_HISTORY_FORM (form)->record;
}

static void
focus (DcrForm *form)
{
  gtk_widget_grab_focus (DCR_HISTORY_FORM (form)->list);
}

/* Nothing is sent from here: Ctrl+Entrée goes back to the call. */
static void
submit (DcrForm *form)
{
  dcr_form_emit_done (form, NULL);
}

static void
dcr_history_form_form_init (DcrFormInterface *iface)
{
  iface->get_side = get_side;
  iface->get_main = get_main;
  iface->focus = focus;
  iface->submit = submit;
}

static void
on_selected (DcrHistoryList *list, const DcrUuid *id, DcrHistoryForm *self)
{
  dcr_history_record_show (DCR_HISTORY_RECORD (self->record), id);
}

static void
on_requalified (DcrHistoryRecord *record, DcrHistoryForm *self)
{
  dcr_history_list_reload (DCR_HISTORY_LIST (self->list));
}

static void
on_article (DcrHistoryRecord *record, const char *ref, const char *hash, DcrHistoryForm *self)
{
  g_signal_emit (self, signals[ARTICLE_ACTIVATED], 0, ref, hash);
}

static void
dcr_history_form_dispose (GObject *object)
{
  DcrHistoryForm *self = DCR_HISTORY_FORM (object);

  g_clear_object (&self->list);
  g_clear_object (&self->record);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_history_form_parent_class)->dispose (object);
}

static void
dcr_history_form_class_init (DcrHistoryFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_history_form_dispose;
  signals[ARTICLE_ACTIVATED]
      = g_signal_new ("article-activated", DCR_TYPE_HISTORY_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
dcr_history_form_init (DcrHistoryForm *self)
{
}

DcrForm *
dcr_history_form_new (DcrCalls *calls, DcrOutbox *outbox)
{
  DcrHistoryForm *self = g_object_new (DCR_TYPE_HISTORY_FORM, NULL);

  self->calls = g_object_ref (calls);
  self->record = g_object_ref_sink (dcr_history_record_new (calls));
  dcr_history_record_set_outbox (DCR_HISTORY_RECORD (self->record), outbox);
  self->list = g_object_ref_sink (dcr_history_list_new (calls));
  g_signal_connect_object (self->list, "call-selected", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->record, "requalified", G_CALLBACK (on_requalified), self, 0);
  g_signal_connect_object (self->record, "article-activated", G_CALLBACK (on_article), self, 0);
  dcr_history_list_reload (DCR_HISTORY_LIST (self->list));
  return DCR_FORM (self);
}
