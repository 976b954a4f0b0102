/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The promise that the call in hand makes. */
#include "followup/dcr-callback-private.h"
#include "text/dcr-phone.h"

static const char *
label_of_zone (const char *zone)
{
  for (const DcrPlace *place = dcr_places (); place->zone != NULL; place++)
    if (g_strcmp0 (place->zone, zone) == 0)
      return place->label;
  return zone;
}

static void
keep_passages (DcrCallback *self, DcrCall *call)
{
  GPtrArray *passages = dcr_call_get_passages (call);

  for (guint i = 0; i < passages->len; i++)
    {
      const DcrCallPassage *passage = passages->pdata[i];
      DcrKept kept = { passage->ref,     passage->version, passage->article_title, passage->date,
                       passage->address, passage->heading, passage->hash };
      dcr_kept_add (self->passages, &kept);
    }
}

DcrCallback *
dcr_callback_new_for_call (DcrCalls *calls, DcrCall *call)
{
  DcrCallback *self = dcr_callback_new ();
  const DcrReason *reason
      = dcr_reason_grid_find (dcr_calls_get_grid (calls), dcr_call_get_reason (call));
  DcrPhone phone;

  dcr_phone_parse (dcr_call_get_number (call), &phone);
  self->state = DCR_CALLBACK_DRAFT;
  self->kind = dcr_call_get_appointment (call) ? DCR_CALLBACK_APPOINTMENT : DCR_CALLBACK_CALL;
  self->call = *dcr_call_get_id (call);
  self->author = *dcr_calls_get_person (calls);
  self->person = self->author;
  self->phone = g_strdup (phone.e164);
  self->masked = dcr_phone_mask (&phone);
  self->reason = g_strdup (dcr_call_get_reason (call));
  self->reason_path = g_strdup (reason != NULL ? reason->path : "");
  dcr_call_get_callback (call, &self->promised_from, &self->promised_to);
  self->zone = g_strdup (dcr_call_get_callback_zone (call));
  self->place = g_strdup (self->zone != NULL ? label_of_zone (self->zone) : "");
  keep_passages (self, call);
  return self;
}
