/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <stdio.h>
#include <unistd.h>

#include "followup/dcr-answer.h"
#include "followup/dcr-queue.h"

/* A foreign message is read in this long, or this process ends (net/dcr-mail.h). */
#define WATCHDOG_SECONDS 20

/* The whole of standard input, one byte more than a message may have at most. */
static GByteArray *
read_input (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[16384];
  size_t n;

  while (bytes->len <= DCR_MAIL_MAX_BYTES && (n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, n);
  return bytes;
}

/* ---- answer ------------------------------------------------------------ */

typedef struct
{
  const DcrMailRead *read;
  DcrAnswerTaken taken;
} Take;

static gboolean
take (DcrDb *db, gpointer data, GError **error)
{
  Take *job = data;
  return dcr_answer_take (db, job->read, &job->taken, error);
}

static const char *
outcome_of (const DcrAnswerTaken *taken)
{
  return taken->again ? "again" : taken->act == DCR_ACT_ANSWER ? "answered" : "noted";
}

static void
print_taken (DcrCli *cli, const DcrAnswerTaken *taken)
{
  g_autofree char *name = dcr_escalation_name (taken->number);
  GVariantBuilder object;

  if (!cli->json)
    {
      dcr_cli_print ("%s\t%s", name, outcome_of (taken));
      return;
    }
  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&object, "{sv}", "escalation", g_variant_new_string (name));
  g_variant_builder_add (&object, "{sv}", "outcome", g_variant_new_string (outcome_of (taken)));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static int
run_answer (DcrCli *cli, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (DcrMailRead) read = NULL;
  g_autoptr (DcrStore) store = NULL;
  Take job = { NULL };

  alarm (WATCHDOG_SECONDS);
  bytes = read_input ();
  read = dcr_mail_parse ((const char *) bytes->data, bytes->len, error);
  alarm (0);
  if (read == NULL)
    return DCR_CLI_FAILED;
  store = dcr_store_open (cli->folder, error);
  job.read = read;
  if (store == NULL || !dcr_store_write (store, take, &job, error))
    return DCR_CLI_FAILED;
  print_taken (cli, &job.taken);
  return DCR_CLI_DONE;
}

/* ---- queues ------------------------------------------------------------ */

typedef struct
{
  char *csv;
  gsize length;
  GPtrArray *problems;
  guint n;
} Import;

static gboolean
import (DcrDb *db, gpointer data, GError **error)
{
  Import *job = data;
  return dcr_queue_import_csv (db, job->csv, job->length, job->problems, &job->n, error);
}

static int
run_queues (DcrCli *cli, const char *path, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DcrStore) store = NULL;
  g_autofree char *csv = NULL;
  Import job = { .problems = problems };
  gboolean done;

  if (!g_file_get_contents (path, &csv, &job.length, error))
    return DCR_CLI_FAILED;
  job.csv = csv;
  store = dcr_store_open (cli->folder, error);
  done = store != NULL && dcr_store_write (store, import, &job, error);
  for (guint i = 0; i < problems->len; i++)
    dcr_cli_print ("problem\t%s", (const char *) problems->pdata[i]);
  if (!done)
    return DCR_CLI_FAILED;
  if (cli->json)
    {
      GVariantBuilder object;
      g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&object, "{sv}", "queues", g_variant_new_uint32 (job.n));
      dcr_cli_print_json (g_variant_builder_end (&object));
    }
  else
    dcr_cli_print ("queues\t%u", job.n);
  return DCR_CLI_DONE;
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 1, 2, error);

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  if (g_str_equal (words[0], "answer") && words[1] == NULL)
    return run_answer (cli, error);
  if (g_str_equal (words[0], "queues") && words[1] != NULL)
    return run_queues (cli, words[1], error);
  dcr_cli_set_usage (error, _("Write “escalation answer” with the message on standard input, or "
                               "“escalation queues FILE.csv”."));
  return DCR_CLI_WRONG_CALL;
}

const DcrCliCommand dcr_cli_escalation = {
  "escalation",
  "answer | queues FILE.csv",
  N_("Take in the answer of a back office, from standard input; or load the queues"),
  run,
  FALSE,
};
