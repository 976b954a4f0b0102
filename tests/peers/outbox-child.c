/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the outbox of a base once, as a program that may die: outbox-child BASE. BASE/deaths holds lines
 * « MESSAGE STEP LATER »: it kills itself at this step (number of DcrDeliveryStep) of this message, or up
 * to LATER microseconds after; each once, noted in BASE/died before. Prints « DONE handed failed later
 * perhaps next ». The clock is DCR_CLOCK_MS. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "followup/dcr-delivery.h"

static char *died_path;
static GHashTable *deaths; /* « MESSAGE STEP » -> LATER */
static int later_us;

static gpointer
die_soon (gpointer data)
{
  g_usleep (g_random_int_range (0, later_us + 1));
  kill (getpid (), SIGKILL);
  return NULL;
}

static void
on_step (DcrDeliveryStep step, const DcrUuid *id, gpointer data)
{
  char text[DCR_UUID_TEXT_SIZE], key[64];
  gpointer later;
  int fd;

  dcr_uuid_to_text (id, text);
  g_snprintf (key, sizeof key, "%s %d", text, step);
  if (!g_hash_table_lookup_extended (deaths, key, NULL, &later))
    return;
  g_hash_table_remove (deaths, key);
  fd = open (died_path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  dprintf (fd, "%s\n", key);
  close (fd);
  later_us = GPOINTER_TO_INT (later);
  if (later_us == 0)
    kill (getpid (), SIGKILL);
  g_thread_unref (g_thread_new ("death", die_soon, NULL));
}

static void
load_deaths (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "deaths", NULL);
  g_autofree char *wanted = NULL, *done = NULL;

  died_path = g_build_filename (folder, "died", NULL);
  deaths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_file_get_contents (path, &wanted, NULL, NULL);
  g_file_get_contents (died_path, &done, NULL, NULL);
  g_auto (GStrv) lines = g_strsplit (wanted != NULL ? wanted : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *last = strrchr (lines[i], ' ');
      int later = atoi (last);
      *last = '\0';
      if (done == NULL || strstr (done, lines[i]) == NULL)
        g_hash_table_insert (deaths, g_strdup (lines[i]), GINT_TO_POINTER (later));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrStore) store = dcr_store_open (argv[1], &error);
  g_autofree char *data = g_build_filename (g_getenv ("DCR_SOURCE"), "data", NULL);
  DcrSending *sending = store != NULL ? dcr_sending_load (argv[1], data, &error) : NULL;
  DcrDeliveryCount count;

  if (sending == NULL)
    g_error ("%s", error->message);
  load_deaths (argv[1]);
  g_autoptr (DcrDelivery) delivery = dcr_delivery_new (store, sending);
  dcr_delivery_set_step_func (delivery, on_step, NULL);
  if (!dcr_delivery_run (delivery, NULL, &count, &error))
    g_error ("%s", error->message);
  printf ("DONE %u %u %u %u %" G_GINT64_FORMAT "\n", count.handed, count.failed, count.later,
          count.perhaps, count.next);
  fflush (stdout);
  if (later_us != 0) /* it was to die, a little later */
    g_usleep (2 * later_us + 100000);
  g_free (count.trouble);
  g_hash_table_unref (deaths);
  g_free (died_path);
  return 0;
}
