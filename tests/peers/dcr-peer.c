/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-peer.h"
#include "../support/dcr-folder.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define WAIT_US (60 * G_USEC_PER_SEC)

struct _DcrPeer
{
  GSubprocess *process;
  GThread *reader;
  GMutex mutex;
  GCond cond;
  GPtrArray *lines;
  guint looked_at;
  gboolean ended, is_daemon;
};

static gpointer
read_lines (gpointer data)
{
  DcrPeer *peer = data;
  g_autoptr (GDataInputStream) in
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
  char *line;

  while ((line = g_data_input_stream_read_line (in, NULL, NULL, NULL)) != NULL)
    {
      g_mutex_lock (&peer->mutex);
      g_ptr_array_add (peer->lines, line);
      g_cond_broadcast (&peer->cond);
      g_mutex_unlock (&peer->mutex);
    }
  g_mutex_lock (&peer->mutex);
  peer->ended = TRUE;
  g_cond_broadcast (&peer->cond);
  g_mutex_unlock (&peer->mutex);
  return NULL;
}

/* A test that aborts leaves no peer behind. */
static void
die_with_the_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static DcrPeer *
start (const char *const *argv, gboolean is_daemon)
{
  g_autoptr (GError) error = NULL;
  DcrPeer *peer = g_new0 (DcrPeer, 1);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | (is_daemon ? G_SUBPROCESS_FLAGS_STDERR_MERGE : 0));

  /* the peers are not ours to look for leaks in */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  g_subprocess_launcher_set_child_setup (launcher, die_with_the_test, NULL, NULL);
  peer->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  peer->is_daemon = is_daemon;
  g_mutex_init (&peer->mutex);
  g_cond_init (&peer->cond);
  peer->lines = g_ptr_array_new_with_free_func (g_free);
  peer->reader = g_thread_new ("peer", read_lines, peer);
  return peer;
}

DcrPeer *
dcr_peer_start (const char *const *argv)
{
  return start (argv, FALSE);
}

DcrPeer *
dcr_peer_start_daemon (const char *const *argv)
{
  return start (argv, TRUE);
}

void
dcr_peer_end (DcrPeer *peer)
{
  if (peer->is_daemon)
    g_subprocess_send_signal (peer->process, 15);
  g_output_stream_close (g_subprocess_get_stdin_pipe (peer->process), NULL, NULL);
  g_mutex_lock (&peer->mutex);
  gint64 until = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  while (!peer->ended && g_cond_wait_until (&peer->cond, &peer->mutex, until))
    ;
  g_mutex_unlock (&peer->mutex);
  if (!peer->ended) /* it does not listen */
    g_subprocess_force_exit (peer->process);
  g_subprocess_wait (peer->process, NULL, NULL);
}

void
dcr_peer_stop (DcrPeer *peer)
{
  if (peer == NULL)
    return;
  dcr_peer_end (peer);
  g_thread_join (peer->reader);
  g_ptr_array_unref (peer->lines);
  g_object_unref (peer->process);
  g_mutex_clear (&peer->mutex);
  g_cond_clear (&peer->cond);
  g_free (peer);
}

char *
dcr_peer_await (DcrPeer *peer, const char *prefix)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  char *found = NULL;

  g_mutex_lock (&peer->mutex);
  while (found == NULL)
    {
      while (peer->looked_at < peer->lines->len && found == NULL)
        {
          const char *line = g_ptr_array_index (peer->lines, peer->looked_at++);
          if (g_str_has_prefix (line, prefix))
            found = g_strchug (g_strdup (line + strlen (prefix)));
        }
      if (found == NULL
          && (peer->ended || !g_cond_wait_until (&peer->cond, &peer->mutex, until)))
        g_error ("the peer did not say « %s »", prefix);
    }
  g_mutex_unlock (&peer->mutex);
  return found;
}

static guint
count_lines (DcrPeer *peer, const char *prefix)
{
  guint n = 0;
  for (guint i = 0; i < peer->lines->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (peer->lines, i), prefix);
  return n;
}

guint
dcr_peer_count (DcrPeer *peer, const char *prefix)
{
  g_mutex_lock (&peer->mutex);
  guint n = count_lines (peer, prefix);
  g_mutex_unlock (&peer->mutex);
  return n;
}

guint
dcr_peer_await_count (DcrPeer *peer, const char *prefix, guint n)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  g_mutex_lock (&peer->mutex);
  while (count_lines (peer, prefix) < n && !peer->ended
         && g_cond_wait_until (&peer->cond, &peer->mutex, until))
    ;
  guint found = count_lines (peer, prefix);
  g_mutex_unlock (&peer->mutex);
  return found;
}

void
dcr_peer_catch_up (DcrPeer *peer)
{
  GOutputStream *in = g_subprocess_get_stdin_pipe (peer->process);
  guint heard = dcr_peer_count (peer, "HEARD");
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (in, "?\n", 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dcr_peer_await_count (peer, "HEARD", heard + 1), ==, heard + 1);
}

char **
dcr_peer_all (DcrPeer *peer, const char *prefix)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_mutex_lock (&peer->mutex);
  for (guint i = 0; i < peer->lines->len; i++)
    {
      const char *at = strstr (g_ptr_array_index (peer->lines, i), prefix);
      if (at != NULL)
        g_ptr_array_add (found, g_strdup (at + strlen (prefix)));
    }
  g_mutex_unlock (&peer->mutex);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_steal (found, NULL);
}

char *
dcr_peer_make_folder (void)
{
  return g_dir_make_tmp ("dcr-peer-XXXXXX", NULL);
}

void
dcr_peer_remove_folder (char *folder)
{
  dcr_folder_remove (folder);
  g_free (folder);
}

char *
dcr_peer_script (const char *name)
{
  return g_build_filename (g_getenv ("DCR_SOURCE"), "tests", "peers", name, NULL);
}

char *
dcr_peer_make_certs (void)
{
  char *folder = dcr_peer_make_folder ();
  g_autofree char *script = dcr_peer_script ("make_certs.py");
  const char *argv[] = { "/usr/bin/python3", script, folder, NULL };
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return folder;
}

guint
dcr_peer_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_socket_listener_close (listener);
  return port;
}

DcrPeer *
dcr_peer_start_relay (const char *certs, const char *folder, guint port, const char *const *extra,
                      guint *port_found)
{
  g_autofree char *script = dcr_peer_script ("smtp_peer.py");
  g_autofree char *cert = g_build_filename (certs, "right.pem", NULL);
  g_autofree char *key = g_build_filename (certs, "right.key", NULL);
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  const char *const first[] = { "/usr/bin/python3", script, "--folder", folder, "--cert", cert,
                                "--key", key, "--port", port_text };
  DcrPeer *peer;

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (argv, (gpointer) first[i]);
  for (guint i = 0; extra != NULL && extra[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) extra[i]);
  g_ptr_array_add (argv, NULL);
  peer = dcr_peer_start ((const char *const *) argv->pdata);
  g_autofree char *found = dcr_peer_await (peer, "PORT");
  *port_found = atoi (found);
  return peer;
}
