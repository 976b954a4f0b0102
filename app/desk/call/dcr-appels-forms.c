/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms in place of what is searched and read: a message, an escalation, the former calls. */
#include "desk/call/dcr-appels-private.h"
#include <adwaita.h>

#include "desk/follow/dcr-composer.h"

static void
form_done (DcrAppels *self, const char *sentence, DcrForm *form)
{
  if (form != self->form)
    return;
  dcr_appels_leave_form (self);
  if (sentence != NULL)
    g_signal_emit_by_name (self, "toast", sentence);
}

void
dcr_appels_open_form (DcrAppels *self, DcrForm *form)
{
  GtkWidget *side = dcr_form_get_side (form);

  dcr_appels_leave_form (self);
  self->form = form;
  g_signal_connect_object (form, "done", G_CALLBACK (form_done), self, G_CONNECT_SWAPPED);
  if (side != NULL)
    dcr_panes_set_child (self->panes, DCR_PANE_LEFT, side);
  dcr_panes_set_child (self->panes, DCR_PANE_MIDDLE, dcr_form_get_main (form));
  dcr_call_pane_set_form_open (self->pane, TRUE);
  dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
  dcr_form_focus (form);
}

/* What was made beforehand is kept in the panes; other forms went with their place. */
static void
drop (DcrAppels *self, DcrForm *form)
{
  if (dcr_form_get_side (form) != NULL)
    dcr_panes_drop (self->panes, dcr_form_get_side (form));
  dcr_panes_drop (self->panes, dcr_form_get_main (form));
  g_object_unref (form);
}

gboolean
dcr_appels_leave_form (DcrAppels *self)
{
  DcrForm *form = g_steal_pointer (&self->form);

  if (form == NULL)
    return FALSE;
  g_signal_handlers_disconnect_by_func (form, form_done, self);
  dcr_panes_set_child (self->panes, DCR_PANE_LEFT, self->left);
  dcr_panes_set_child (self->panes, DCR_PANE_MIDDLE, self->reading);
  dcr_call_pane_set_form_open (self->pane, FALSE);
  dcr_panes_focus (self->panes, DCR_PANE_MIDDLE);
  drop (self, form);
  dcr_appels_prepare_form (self);
  return TRUE;
}

/* ---- The form of an escalation --------------------------------------------------------------- */

static void
make_spare (DcrAppels *self)
{
  self->spare = dcr_escalate_form_new (self->session);
  dcr_panes_keep (self->panes, DCR_PANE_LEFT, dcr_form_get_side (DCR_FORM (self->spare)));
  dcr_panes_keep (self->panes, DCR_PANE_MIDDLE, GTK_WIDGET (self->spare));
}

/* What the form is made of comes first, a kind at a time: each loads its class and its template. */
static gboolean
on_spare (gpointer data)
{
  DcrAppels *self = data;
  const GType kinds[] = { ADW_TYPE_COMBO_ROW, ADW_TYPE_ENTRY_ROW, GTK_TYPE_TEXT_VIEW };

  if (self->spare_step < G_N_ELEMENTS (kinds))
    {
      g_object_unref (g_object_ref_sink (g_object_new (kinds[self->spare_step++], NULL)));
      return G_SOURCE_CONTINUE;
    }
  self->spare_id = 0;
  make_spare (self);
  return G_SOURCE_REMOVE;
}

void
dcr_appels_prepare_form (DcrAppels *self)
{
  if (self->spare == NULL && self->spare_id == 0 && dcr_calls_get_current (self->calls) != NULL)
    self->spare_id = g_idle_add_full (G_PRIORITY_LOW, on_spare, self, NULL);
}

/* A GtkTextView that was laid out but never shown keeps the colours and the size it was laid out with (4.8). */
void
dcr_appels_renew_form (DcrAppels *self)
{
  if (self->spare == NULL)
    return;
  drop (self, DCR_FORM (g_steal_pointer (&self->spare)));
  dcr_appels_prepare_form (self);
}

gboolean
dcr_appels_escalate (DcrAppels *self, DcrCall *call, GError **error)
{
  if (DCR_IS_ESCALATE_FORM (self->form))
    return TRUE;
  if (self->spare == NULL)
    make_spare (self);
  if (!dcr_escalate_form_begin (self->spare, call, error))
    return FALSE;
  dcr_appels_open_form (self, DCR_FORM (g_steal_pointer (&self->spare)));
  return TRUE;
}

DcrForm *
dcr_appels_get_form (DcrAppels *self)
{
  return self->form;
}

void
dcr_appels_compose (DcrAppels *self, DcrChannel channel)
{
  DcrCall *call = dcr_calls_get_current (self->calls);
  DcrComposer *open = DCR_IS_COMPOSER (self->form) ? DCR_COMPOSER (self->form) : NULL;

  if (call == NULL)
    g_signal_emit_by_name (self, "toast",
                           _("A confirmation belongs to a call: Ctrl+N begins one."));
  else if (open != NULL
           && dcr_composer_model_get_channel (dcr_composer_get_model (open)) == channel)
    dcr_form_focus (self->form);
  else
    dcr_appels_open_form (self, dcr_composer_new (self->session, call, channel));
  if (call != NULL && dcr_panes_get_width_class (self->panes) == DCR_WIDTH_NARROW)
    {
      dcr_panes_show (self->panes, DCR_PANE_LEFT); /* what is to be filled in */
      dcr_form_focus (self->form);
    }
}

void
dcr_appels_compose_with (DcrAppels *self, DcrChannel channel, const char *template_id)
{
  DcrComposerModel *model;
  GPtrArray *templates;

  dcr_appels_compose (self, channel);
  if (!DCR_IS_COMPOSER (self->form))
    return;
  model = dcr_composer_get_model (DCR_COMPOSER (self->form));
  templates = dcr_composer_model_get_templates (model);
  for (guint i = 0; i < templates->len; i++)
    {
      char id[DCR_UUID_TEXT_SIZE];
      dcr_uuid_to_text (&((DcrTemplate *) templates->pdata[i])->id, id);
      if (g_str_equal (id, template_id))
        dcr_composer_model_choose (model, i);
    }
}
