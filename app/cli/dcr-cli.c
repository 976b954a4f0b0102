/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <stdio.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "base/dcr-json.h"

static const DcrCliCommand *const commands[] = {
  &dcr_cli_import, &dcr_cli_search, &dcr_cli_evaluate, &dcr_cli_show,       &dcr_cli_diff,
  &dcr_cli_doctor, &dcr_cli_info,   &dcr_cli_outbox,   &dcr_cli_escalation,
  &dcr_cli_reasons, &dcr_cli_services, &dcr_cli_facets, &dcr_cli_call, &dcr_cli_purge, &dcr_cli_subject,
};

/* ---- For commands ------------------------------------------------------------------------- */

void
dcr_cli_print (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *line = g_strdup_vprintf (format, args);
  va_end (args);
  fputs (line, stdout);
  fputc ('\n', stdout);
}

void
dcr_cli_print_json (GVariant *object)
{
  g_autofree char *line = dcr_json_from_variant (object);
  puts (line);
}

void
dcr_cli_set_usage (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_USAGE, message);
}

char **
dcr_cli_parse (DcrCli *cli, int argc, char **argv, const GOptionEntry *entries, int min, int max,
               GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) inner = NULL;
  g_autofree char **words = g_new0 (char *, argc + 2);
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { NULL },
  };
  int n = argc + 1;

  words[0] = "decrochectl";
  memcpy (words + 1, argv, argc * sizeof *argv);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, common, NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &n, &words, &inner))
    {
      dcr_cli_set_usage (error, "%s", inner->message);
      return NULL;
    }
  if (n > 1 && strcmp (words[1], "--") == 0)
    memmove (words + 1, words + 2, (n-- - 1) * sizeof *words);
  if (n - 1 < min || (max >= 0 && n - 1 > max))
    {
      dcr_cli_set_usage (error,
                         n - 1 < min ? _("A word is missing; write: decrochectl %s")
                                     : _("There are too many words; write: decrochectl %s"),
                         cli->call);
      return NULL;
    }
  return g_strdupv (words + 1);
}

DcrReference *
dcr_cli_reference (DcrCli *cli, GError **error)
{
  DcrReference *reference = dcr_session_get_reference (cli->session);

  if (reference == NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                 _("The reference has not been downloaded yet: “decrochectl import” does it; --demo "
                   "reads the demonstration."));
  return reference;
}

void
dcr_cli_explain_absence (DcrReference *reference, DcrAudience audience, const char *id,
                         GError **error)
{
  g_autoptr (DcrTombstone) tombstone = NULL;

  if (!g_error_matches (*error, DCR_ERROR, DCR_ERROR_NOT_FOUND))
    return;
  tombstone = dcr_reference_get_tombstone (reference, audience, id);
  if (tombstone == NULL)
    return;
  g_clear_error (error);
  g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
               _("“%s” (%s) was withdrawn on %s. Its last text: show --at %s."), tombstone->title,
               id, tombstone->withdrawn, tombstone->withdrawn);
}

gboolean
dcr_cli_parse_ref (const char *word, DcrAudience *audience, char **id, char **address,
                   GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, "#", 2);

  *id = NULL;
  *address = NULL;
  if (parts[0] == NULL || !dcr_article_ref_parse (parts[0], audience, id) || (*id)[0] == '\0')
    {
      g_clear_pointer (id, g_free);
      dcr_cli_set_usage (
          error, _("“%s” is not an article: write AUDIENCE/ID, as particuliers/F1344."), word);
      return FALSE;
    }
  if (parts[1] != NULL && parts[1][0] != '\0')
    *address = g_strdup (parts[1]);
  return TRUE;
}

char *
dcr_cli_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (dcr_clock_now_ms () / 1000);
  return g_date_time_format (now, "%Y-%m-%d");
}

gboolean
dcr_cli_check_date (const char *date, GError **error)
{
  int year, month, day, end = 0;

  if (strlen (date) == 10 && sscanf (date, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3
      && end == 10 && year > 0 && month > 0 && day > 0 && g_date_valid_dmy (day, month, year))
    return TRUE;
  dcr_cli_set_usage (error, _("“%s” is not a day: write YYYY-MM-DD."), date);
  return FALSE;
}

/* ---- The program -------------------------------------------------------------------------- */

#define USAGE_WIDTH 20 /* a longer usage has its line to itself */

static char *
list_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *full = g_strdup_printf ("%s %s", commands[i]->name, commands[i]->arguments);
      const char *call = g_strchomp (full);

      if (strlen (call) > USAGE_WIDTH)
        g_string_append_printf (text, "\n  %s\n  %-*s", call, USAGE_WIDTH, "");
      else
        g_string_append_printf (text, "\n  %-*s", USAGE_WIDTH, call);
      g_string_append_printf (text, "  %s", _ (commands[i]->summary));
    }
  return g_string_free (text, FALSE);
}

static const DcrCliCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

/* One line, whatever the message holds. */
static void
print_error (const GError *error)
{
  g_autofree char *line = g_strdup (error->message);
  fprintf (stderr, "decrochectl: %s\n", g_strdelimit (line, "\r\n", ' '));
}

static int
finish (int status, GError *error)
{
  if (error == NULL)
    return status;
  print_error (error);
  status
      = g_error_matches (error, DCR_ERROR, DCR_ERROR_USAGE) ? DCR_CLI_WRONG_CALL : DCR_CLI_FAILED;
  g_error_free (error);
  return status;
}

static int
run_command (DcrCli *cli, const DcrCliCommand *command, int argc, char **argv)
{
  g_autofree char *full = g_strdup_printf ("%s %s", command->name, command->arguments);
  GError *error = NULL;
  int status;

  cli->call = g_strchomp (full);
  if (command->needs_session)
    {
      cli->session = dcr_session_open (cli->folder, cli->demo, &error);
      if (cli->session == NULL)
        return finish (DCR_CLI_FAILED, error);
    }
  status = command->run (cli, argc, argv, &error);
  g_clear_object (&cli->session);
  return finish (status, error);
}

/* A result that could not be written is no result. */
static int
flush_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  fprintf (stderr, "decrochectl: %s\n", _("The result could not be written."));
  return status == DCR_CLI_DONE ? DCR_CLI_FAILED : status;
}

static int
run (DcrCli *cli, const char *base, int argc, char **argv)
{
  const DcrCliCommand *command = argc > 1 ? find_command (argv[1]) : NULL;
  GError *error = NULL;

  if (base != NULL && cli->demo)
    dcr_cli_set_usage (&error, _("Choose between --base and --demo."));
  else if (argc < 2)
    dcr_cli_set_usage (&error, _("Which command? decrochectl --help lists them."));
  else if (command == NULL)
    dcr_cli_set_usage (&error, _("There is no command “%s”; decrochectl --help lists them."),
                       argv[1]);
  if (error != NULL)
    return finish (DCR_CLI_WRONG_CALL, error);
  cli->folder = base != NULL ? g_strdup (base)
                : cli->demo  ? dcr_session_demo_folder ()
                             : dcr_session_default_folder ();
  return flush_output (run_command (cli, command, argc - 2, argv + 2));
}

int
dcr_cli_main (int argc, char **argv)
{
  g_autofree char *base = NULL;
  g_autofree char *summary = list_commands ();
  DcrCli cli = { 0 };
  const GOptionEntry entries[] = {
    { "base", 'b', 0, G_OPTION_ARG_FILENAME, &base, N_("Folder of the base; made when absent"),
      N_("FOLDER") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &cli.demo, N_("The demonstration base"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, N_("One JSON object instead of lines"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND"));
  GError *error = NULL;
  int status;

  g_option_context_set_strict_posix (context, TRUE); /* what follows the command is the command's */
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_description (context, summary);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      finish (DCR_CLI_WRONG_CALL, error);
      return DCR_CLI_WRONG_CALL;
    }
  status = run (&cli, base, argc, argv);
  g_free (cli.folder);
  return status;
}
