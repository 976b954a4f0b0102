/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that a lead marks out of order: left out of every message until it ends by itself. */
#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/follow/dcr-composer-model-private.h"

typedef struct
{
  char *url, *instead;
  DcrUuid person;
  gint64 until;
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;
  g_free (mark->url);
  g_free (mark->instead);
  g_free (mark);
}

static gboolean
run_mark (DcrDb *db, gpointer data, GError **error)
{
  const Mark *mark = data;
  gint64 now = dcr_clock_now_ms ();

  return mark->until == 0
             ? dcr_link_state_clear (db, mark->url, now, error)
             : dcr_link_state_set (db, mark->url, mark->until, mark->instead, &mark->person, now,
                                   error);
}

static void
marked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrComposerModel) self = data;
  g_autoptr (GError) error = NULL;

  if (dcr_store_write_finish (result, &error))
    dcr_composer_model_read_link_state (self);
  else
    g_signal_emit_by_name (self, "failed", error->message);
}

gboolean
dcr_composer_model_may_mark (DcrComposerModel *self)
{
  g_autoptr (DcrPerson) person
      = dcr_person_get (dcr_store_reader (dcr_session_get_store (self->session)),
                        dcr_calls_get_person (dcr_session_get_calls (self->session)), NULL);
  return person != NULL && person->role >= DCR_ROLE_LEAD;
}

void
dcr_composer_model_mark_link (DcrComposerModel *self, gint64 until, const char *instead)
{
  Mark *mark;

  if (self->link == NULL || !dcr_composer_model_may_mark (self))
    return;
  mark = g_new (Mark, 1);
  *mark = (Mark) { g_strdup (self->link), g_strstrip (g_strdup (instead != NULL ? instead : "")),
                   *dcr_calls_get_person (dcr_session_get_calls (self->session)), until };
  dcr_store_write_async (dcr_session_get_store (self->session), run_mark, mark, mark_free, marked,
                         g_object_ref (self));
}
