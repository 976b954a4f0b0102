/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-form.h"

G_DEFINE_INTERFACE (DcrForm, dcr_form, G_TYPE_OBJECT)

static void
dcr_form_default_init (DcrFormInterface *iface)
{
  g_signal_new ("done", DCR_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
}

GtkWidget *
dcr_form_get_side (DcrForm *self)
{
  return DCR_FORM_GET_IFACE (self)->get_side (self);
}

GtkWidget *
dcr_form_get_main (DcrForm *self)
{
  return DCR_FORM_GET_IFACE (self)->get_main (self);
}

void
dcr_form_focus (DcrForm *self)
{
  DCR_FORM_GET_IFACE (self)->focus (self);
}

void
dcr_form_submit (DcrForm *self)
{
  DCR_FORM_GET_IFACE (self)->submit (self);
}

void
dcr_form_emit_done (DcrForm *self, const char *sentence)
{
  g_signal_emit_by_name (self, "done", sentence);
}
