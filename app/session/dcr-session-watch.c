/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dcr-session-private.h"

/* The base of an open desk, replaced by another program: the timer of every day, an administrator's
 * command. It is opened again as after an import of its own. */

/* The ranking index takes its name just after the base. */
#define REST_MS 500

static gboolean
file_rests (gpointer data)
{
  DcrSession *self = data;
  g_autoptr (GError) error = NULL;

  self->watch_rest = 0;
  if (self->is_importing || (self->reference != NULL && !dcr_reference_is_stale (self->reference)))
    return G_SOURCE_REMOVE;
  if (!dcr_session_open_reference (self, &error))
    g_message ("reference, replaced: %s", error->message);
  else if (self->reference != NULL)
    dcr_session_check_passages_later (self);
  return G_SOURCE_REMOVE;
}

static void
file_changed (DcrSession *self)
{
  g_clear_handle_id (&self->watch_rest, g_source_remove);
  self->watch_rest = g_timeout_add (REST_MS, file_rests, self);
}

void
dcr_session_watch (DcrSession *self)
{
  g_autofree char *path = g_build_filename (self->folder, "reference.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->watch = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  /* without it, what is new is read from the next start on */
  if (self->watch != NULL)
    g_signal_connect_object (self->watch, "changed", G_CALLBACK (file_changed), self,
                             G_CONNECT_SWAPPED);
}

void
dcr_session_watch_end (DcrSession *self)
{
  g_clear_handle_id (&self->watch_rest, g_source_remove);
  if (self->watch != NULL)
    g_file_monitor_cancel (self->watch);
  g_clear_object (&self->watch);
}
