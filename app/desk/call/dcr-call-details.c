/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-details.h"

#include <adwaita.h>

#include "calls/dcr-facet.h"
#include "desk/dcr-desk.h"

struct _DcrCallDetails
{
  GtkBox parent_instance;

  GtkExpander *expander;
  GtkListBox *list;
  AdwComboRow *nature, *profile, *need;
  AdwComboRow *facet_rows[DCR_CALL_N_FACETS];

  GPtrArray *facets; /* DcrFacet * */
  DcrCall *call;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrCallDetails, dcr_call_details, GTK_TYPE_BOX)

typedef const char *(*LabelFunc) (guint value);

static void
fill_combo (AdwComboRow *row, LabelFunc label, guint n)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _("Not said"));
  for (guint i = 1; i < n; i++)
    gtk_string_list_append (model, label (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_object_unref (model);
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, DcrCallDetails *self)
{
  guint at = adw_combo_row_get_selected (row);

  if (self->showing || self->call == NULL || at == GTK_INVALID_LIST_POSITION)
    return;
  if (row == self->nature)
    dcr_call_set_nature (self->call, at);
  else if (row == self->profile)
    dcr_call_set_profile (self->call, at);
  else if (row == self->need)
    dcr_call_set_need (self->call, at);
  for (guint i = 0; i < DCR_CALL_N_FACETS; i++)
    if (row == self->facet_rows[i])
      {
        const DcrFacet *facet = self->facets->pdata[i];
        const DcrFacet *value = at > 0 ? facet->values->pdata[at - 1] : NULL;
        dcr_call_set_facet (self->call, i, value ? value->id : NULL);
      }
}

static void
build_facets (DcrCallDetails *self, DcrCalls *calls)
{
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  self->facets = dcr_facet_list (dcr_store_reader (dcr_calls_get_store (calls)), NULL);
  for (guint i = 0; i < DCR_CALL_N_FACETS; i++)
    {
      if (self->facet_rows[i] != NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (self->facet_rows[i]));
      self->facet_rows[i] = NULL;
    }
  for (guint i = 0; self->facets != NULL && i < self->facets->len; i++)
    {
      const DcrFacet *facet = self->facets->pdata[i];
      GtkStringList *model = gtk_string_list_new (NULL);
      self->facet_rows[i] = ADW_COMBO_ROW (adw_combo_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->facet_rows[i]), facet->label);
      gtk_string_list_append (model, _("Not said"));
      for (guint v = 0; v < facet->values->len; v++)
        gtk_string_list_append (model, ((DcrFacet *) facet->values->pdata[v])->label);
      adw_combo_row_set_model (self->facet_rows[i], G_LIST_MODEL (model));
      g_object_unref (model);
      g_signal_connect (self->facet_rows[i], "notify::selected", G_CALLBACK (on_selected), self);
      gtk_list_box_append (self->list, GTK_WIDGET (self->facet_rows[i]));
    }
}

static guint
place_of (const DcrFacet *facet, const char *value)
{
  for (guint i = 0; i < facet->values->len; i++)
    if (g_strcmp0 (((DcrFacet *) facet->values->pdata[i])->id, value) == 0)
      return i + 1;
  return 0;
}

static void
show (DcrCallDetails *self)
{
  gboolean any;

  any = dcr_call_get_nature (self->call) || dcr_call_get_profile (self->call)
        || dcr_call_get_need (self->call);
  adw_combo_row_set_selected (self->nature, dcr_call_get_nature (self->call));
  adw_combo_row_set_selected (self->profile, dcr_call_get_profile (self->call));
  adw_combo_row_set_selected (self->need, dcr_call_get_need (self->call));
  for (guint i = 0; self->facets != NULL && i < self->facets->len; i++)
    {
      guint at = place_of (self->facets->pdata[i], dcr_call_get_facet (self->call, i));
      adw_combo_row_set_selected (self->facet_rows[i], at);
      any = any || at > 0;
    }
  gtk_expander_set_expanded (self->expander, any);
}

void
dcr_call_details_set_call (DcrCallDetails *self, DcrCalls *calls, DcrCall *call)
{
  g_set_object (&self->call, call);
  if (call == NULL)
    return;
  self->showing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          dcr_facet_is_asked (dcr_store_reader (dcr_calls_get_store (calls))));
  build_facets (self, calls);
  show (self);
  self->showing = FALSE;
}

static void
dcr_call_details_dispose (GObject *object)
{
  DcrCallDetails *self = DCR_CALL_DETAILS (object);

  g_clear_object (&self->call);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  G_OBJECT_CLASS (dcr_call_details_parent_class)->dispose (object);
}

static void
dcr_call_details_class_init (DcrCallDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_call_details_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-call-details.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrCallDetails, expander);
  gtk_widget_class_bind_template_child (widget_class, DcrCallDetails, list);
  gtk_widget_class_bind_template_child (widget_class, DcrCallDetails, nature);
  gtk_widget_class_bind_template_child (widget_class, DcrCallDetails, profile);
  gtk_widget_class_bind_template_child (widget_class, DcrCallDetails, need);
}

static const char *
nature_label (guint value)
{
  return dcr_nature_label (value);
}

static const char *
profile_label (guint value)
{
  return dcr_profile_label (value);
}

static const char *
need_label (guint value)
{
  return dcr_need_label (value);
}

static void
dcr_call_details_init (DcrCallDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = TRUE;
  fill_combo (self->nature, nature_label, DCR_N_NATURES);
  fill_combo (self->profile, profile_label, DCR_N_PROFILES);
  fill_combo (self->need, need_label, DCR_N_NEEDS);
  self->showing = FALSE;
  g_signal_connect (self->nature, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect (self->profile, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect (self->need, "notify::selected", G_CALLBACK (on_selected), self);
}
