/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-search-watch.h"

#include <string.h>

#include "knowledge/dcr-search-log.h"

#define PAUSE_MS 2000 /* nothing found and no key for so long: this is what was asked */

struct _DcrSearchWatch
{
  DcrSession *session;
  char *now;      /* words of the last result */
  char *words;    /* the longest of this search since a letter was last added */
  guint hits;     /* of words */
  gboolean done;  /* something was opened, or it is noted */
  guint pause;
};

DcrSearchWatch *
dcr_search_watch_new (DcrSession *session)
{
  DcrSearchWatch *self = g_new0 (DcrSearchWatch, 1);

  self->session = g_object_ref (session);
  return self;
}

void
dcr_search_watch_free (DcrSearchWatch *self)
{
  if (self == NULL)
    return;
  dcr_search_watch_end (self);
  g_object_unref (self->session);
  g_free (self);
}

static const char *
caller_number (DcrSearchWatch *self)
{
  DcrCall *call = dcr_calls_get_current (dcr_session_get_calls (self->session));

  return call != NULL ? dcr_call_get_number (call) : NULL;
}

/* Once, if nothing was opened. */
static void
settle (DcrSearchWatch *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->words != NULL && !self->done)
    dcr_search_log_note (dcr_session_get_store (self->session), self->words, self->hits,
                         caller_number (self));
  self->done = TRUE;
}

static gboolean
paused (gpointer data)
{
  DcrSearchWatch *self = data;

  self->pause = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

void
dcr_search_watch_end (DcrSearchWatch *self)
{
  settle (self);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->now, g_free);
}

void
dcr_search_watch_note (DcrSearchWatch *self, const char *words, guint hits)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->now != NULL && !g_str_has_prefix (trimmed, self->now)
      && !g_str_has_prefix (self->now, trimmed))
    dcr_search_watch_end (self);
  if (self->words == NULL || !g_str_has_prefix (self->words, trimmed))
    {
      g_free (self->words);
      self->words = g_strdup (trimmed);
      self->hits = hits;
      self->done = FALSE;
    }
  g_free (self->now);
  self->now = g_steal_pointer (&trimmed);
  if (self->hits == 0 && !self->done)
    self->pause = g_timeout_add (PAUSE_MS, paused, self);
}

void
dcr_search_watch_open (DcrSearchWatch *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->done = TRUE;
}

gboolean
dcr_search_watch_report (DcrSearchWatch *self, const char *words)
{
  return dcr_search_log_report (dcr_session_get_store (self->session), words, caller_number (self));
}
