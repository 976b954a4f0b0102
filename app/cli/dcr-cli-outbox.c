/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox list | run | serve | bounce */
#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/dcr-clock.h"
#include "cli/dcr-cli.h"
#include "followup/dcr-reports.h"
#include "net/dcr-mail.h"
#include "session/dcr-session-followup.h"

#define LIST_DAYS 30
#define LIST_LIMIT 1000
#define BOUNCE_SECONDS 20 /* GMime 3.2.13 can loop on hostile parameters: see dcr-mail.h */

/* ---- list ------------------------------------------------------------ */

/* Words of the command line, not of a language: scripts read them. */
static const char *const state_words[]
    = { "?",         "draft",  "queued",  "sending",   "handed",
        "delivered", "failed", "perhaps", "suspended", "cancelled" };

static void
print_message (DcrCli *cli, const DcrMessage *message)
{
  char id[DCR_UUID_TEXT_SIZE];
  g_autofree char *written = dcr_clock_to_iso (message->written);
  const char *state
      = message->state < G_N_ELEMENTS (state_words) ? state_words[message->state] : "?";
  const char *channel = message->channel == DCR_CHANNEL_SMS ? "sms" : "mail";

  dcr_uuid_to_text (&message->id, id);
  if (!cli->json)
    {
      dcr_cli_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s", id, state, channel, written,
                     message->recipient_mask, message->title, message->why);
      return;
    }
  GVariantBuilder object;
  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  const char *const pairs[][2] = { { "id", id },
                                   { "state", state },
                                   { "channel", channel },
                                   { "written", written },
                                   { "to", message->recipient_mask },
                                   { "title", message->title },
                                   { "why", message->why } };
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_variant_builder_add (&object, "{sv}", pairs[i][0], g_variant_new_string (pairs[i][1]));
  g_variant_builder_add (&object, "{sv}", "attempts", g_variant_new_int32 (message->attempts));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static gboolean
parse_filter (const char *word, DcrOutboxFilter *filter, GError **error)
{
  static const char *const words[] = { "all", "decide", "way", "arrived" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (word == NULL || g_str_equal (word, words[i]))
      {
        *filter = i;
        return TRUE;
      }
  dcr_cli_set_usage (error, _("“%s” is no list: all, decide, way or arrived."), word);
  return FALSE;
}

static int
run_list (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *which = NULL;
  int days = LIST_DAYS;
  const GOptionEntry entries[] = { { "list", 0, 0, G_OPTION_ARG_STRING, &which, NULL, NULL },
                                   { "days", 0, 0, G_OPTION_ARG_INT, &days, NULL, NULL },
                                   { NULL } };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, 0, error);
  g_autoptr (GPtrArray) list = NULL;
  DcrOutboxFilter filter;

  if (words == NULL || !parse_filter (which, &filter, error))
    return DCR_CLI_FAILED;
  list = dcr_outbox_list (dcr_store_reader (dcr_session_get_store (cli->session)), filter,
                          dcr_clock_now_ms () - (gint64) days * 86400000, LIST_LIMIT, error);
  if (list == NULL)
    return DCR_CLI_FAILED;
  for (guint i = 0; i < list->len; i++)
    print_message (cli, g_ptr_array_index (list, i));
  return DCR_CLI_DONE;
}

/* ---- run ------------------------------------------------------------ */

static int
run_run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 0, 0, error);
  DcrSending *sending = words != NULL ? dcr_session_load_sending (cli->session, error) : NULL;
  g_autofree char *trouble = NULL;
  DcrDeliveryCount count;

  if (sending == NULL)
    return DCR_CLI_FAILED;
  g_autoptr (DcrDelivery) delivery
      = dcr_delivery_new (dcr_session_get_store (cli->session), sending);
  if (!dcr_delivery_run (delivery, NULL, &count, error))
    return DCR_CLI_FAILED;
  trouble = count.trouble;
  if (cli->json)
    {
      GVariantBuilder object;
      g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&object, "{sv}", "handed", g_variant_new_uint32 (count.handed));
      g_variant_builder_add (&object, "{sv}", "failed", g_variant_new_uint32 (count.failed));
      g_variant_builder_add (&object, "{sv}", "later", g_variant_new_uint32 (count.later));
      g_variant_builder_add (&object, "{sv}", "perhaps", g_variant_new_uint32 (count.perhaps));
      g_variant_builder_add (&object, "{sv}", "trouble",
                             g_variant_new_string (trouble != NULL ? trouble : ""));
      dcr_cli_print_json (g_variant_builder_end (&object));
    }
  else
    dcr_cli_print ("handed %u\tfailed %u\tlater %u\tperhaps %u", count.handed, count.failed,
                   count.later, count.perhaps);
  if (trouble == NULL)
    return DCR_CLI_DONE;
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_NETWORK, trouble);
  return DCR_CLI_FAILED;
}

/* ---- serve ------------------------------------------------------------ */

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Until SIGTERM or SIGINT, in a context of its own. */
static void
wait_for_the_end (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSource) term = g_unix_signal_source_new (SIGTERM);
  g_autoptr (GSource) interrupt = g_unix_signal_source_new (SIGINT);

  g_source_set_callback (term, on_signal, loop, NULL);
  g_source_set_callback (interrupt, on_signal, loop, NULL);
  g_source_attach (term, context);
  g_source_attach (interrupt, context);
  g_main_loop_run (loop);
  g_source_destroy (term);
  g_source_destroy (interrupt);
}

static int
run_serve (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *address = NULL;
  int port = 0;
  const GOptionEntry entries[] = { { "address", 0, 0, G_OPTION_ARG_STRING, &address, NULL, NULL },
                                   { "port", 0, 0, G_OPTION_ARG_INT, &port, NULL, NULL },
                                   { NULL } };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, 0, error);
  g_autoptr (DcrSending) sending
      = words != NULL ? dcr_session_load_sending (cli->session, error) : NULL;
  g_autoptr (DcrReports) reports = NULL;

  if (sending == NULL)
    return DCR_CLI_FAILED;
  if (port < 0 || port > 65535)
    {
      dcr_cli_set_usage (error, _("A port is a number up to 65535."));
      return DCR_CLI_WRONG_CALL;
    }
  reports = dcr_reports_new (dcr_session_get_store (cli->session), sending, address, port, error);
  if (reports == NULL)
    return DCR_CLI_FAILED;
  dcr_cli_print ("listening %u", dcr_reports_get_port (reports));
  fflush (stdout);
  wait_for_the_end ();
  return DCR_CLI_DONE;
}

/* ---- bounce ------------------------------------------------------------ */

static void
on_alarm (int signal)
{
  static const char words[]
      = "decrochectl: this message cannot be read in time; it was left aside\n";
  ssize_t ignored = write (STDERR_FILENO, words, sizeof words - 1);
  (void) ignored;
  _exit (DCR_CLI_FAILED);
}

static GByteArray *
read_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || bytes->len + n > DCR_MAIL_MAX_BYTES)
        {
          g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                       _("This message is too large to be read. It was left aside."));
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
    }
  return g_steal_pointer (&bytes);
}

static int
run_bounce (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 0, 0, error);
  g_autoptr (GByteArray) bytes = NULL;
  gboolean failed;

  if (words == NULL)
    return DCR_CLI_FAILED;
  signal (SIGALRM, on_alarm);
  alarm (BOUNCE_SECONDS);
  bytes = read_input (error);
  if (bytes == NULL
      || !dcr_reports_take_bounce (dcr_session_get_store (cli->session), (const char *) bytes->data,
                                   bytes->len, &failed, error))
    return DCR_CLI_FAILED;
  alarm (0);
  dcr_cli_print (failed ? "failed" : "delayed");
  return DCR_CLI_DONE;
}

/* ---- The command ------------------------------------------------------------ */

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *name;
    DcrCliFunc run;
  } acts[] = {
    { "list", run_list }, { "run", run_run }, { "serve", run_serve }, { "bounce", run_bounce }
  };

  for (guint i = 0; argc > 0 && i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (argv[0], acts[i].name))
      return acts[i].run (cli, argc - 1, argv + 1, error);
  dcr_cli_set_usage (error, _("Say what to do with the outbox: list, run, serve or bounce."));
  return DCR_CLI_WRONG_CALL;
}

const DcrCliCommand dcr_cli_outbox = {
  "outbox",
  "list [--list all|decide|way|arrived] [--days N] | run | serve [--address A] [--port N] | bounce "
  "< MESSAGE",
  N_("Messages: list them, send what is due, take reports and bounces in"),
  run,
  TRUE,
};
