/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-reminder.h"

#include "base/dcr-clock.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"

#define LOOK_SECONDS 30
#define BEFORE_MS (G_GINT64_CONSTANT (10) * 60 * 1000)
#define LIMIT 50

struct _DcrReminder
{
  DcrSession *session;
  GHashTable *told; /* numbers of promises */
  guint look_id;
};

GPtrArray *
dcr_reminder_take (DcrReminder *self, gint64 now)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));
  const DcrUuid *person = dcr_calls_get_person (dcr_session_get_calls (self->session));
  g_autoptr (GPtrArray) mine
      = dcr_callback_list (db, DCR_CALLBACKS_TODAY, person, now, LIMIT, NULL);
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; mine != NULL && i < mine->len; i++)
    {
      const DcrCallback *callback = mine->pdata[i];
      g_autofree char *window
          = dcr_when_window (callback->promised_from, callback->promised_to, NULL);

      if (callback->promised_from - BEFORE_MS > now || callback->promised_to < now
          || !g_hash_table_add (self->told, GINT_TO_POINTER ((int) callback->number)))
        continue;
      g_ptr_array_add (sentences, g_strdup_printf (_("A call was promised: %s."), window));
    }
  return sentences;
}

void
dcr_reminder_look (DcrReminder *self, gint64 now)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GPtrArray) sentences = dcr_reminder_take (self, now);

  for (guint i = 0; application != NULL && i < sentences->len; i++)
    {
      g_autoptr (GNotification) notification = g_notification_new (_("Callback to make"));
      g_notification_set_body (notification, sentences->pdata[i]);
      g_notification_set_default_action (notification, "app.callbacks");
      g_application_send_notification (application, NULL, notification);
    }
}

static gboolean
on_look (gpointer data)
{
  dcr_reminder_look (data, dcr_clock_now_ms ());
  return G_SOURCE_CONTINUE;
}

DcrReminder *
dcr_reminder_new (DcrSession *session)
{
  DcrReminder *self = g_new0 (DcrReminder, 1);

  self->session = session;
  self->told = g_hash_table_new (NULL, NULL);
  self->look_id = g_timeout_add_seconds (LOOK_SECONDS, on_look, self);
  return self;
}

void
dcr_reminder_free (DcrReminder *self)
{
  g_source_remove (self->look_id);
  g_hash_table_unref (self->told);
  g_free (self);
}
