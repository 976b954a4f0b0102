/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasons import|export, services import|export: the grid and the offices as files. */
#include "cli/dcr-cli.h"

#include <stdio.h>
#include <string.h>

#include "calls/dcr-journal.h"
#include "calls/dcr-reason.h"
#include "calls/dcr-service.h"
#include "store/dcr-files.h"

typedef struct
{
  gboolean services;
  char *bytes;
  gsize length;
  GPtrArray *problems;
  guint added, changed, ended;
} Import;

static gboolean
run_import (DcrDb *db, gpointer data, GError **error)
{
  Import *job = data;
  g_autofree char *day = dcr_cli_today ();
  g_autofree char *detail = NULL;

  if (!(job->services ? dcr_service_import_csv (db, job->bytes, job->length, job->problems,
                                                &job->added, error)
                      : dcr_reason_import_csv (db, job->bytes, job->length, day, job->problems,
                                               &job->added, &job->changed, &job->ended, error)))
    return FALSE;
  detail = g_strdup_printf ("%u %u %u", job->added, job->changed, job->ended);
  return dcr_journal_add (db, NULL, DCR_JOURNAL_CHANGED_GRID, job->services ? "service" : "reason",
                          detail, error);
}

static void
print_import (DcrCli *cli, const Import *job)
{
  GVariantDict dict;

  if (!cli->json && job->services)
    dcr_cli_print ("services\t%u", job->added);
  else if (!cli->json)
    dcr_cli_print ("added\t%u\nchanged\t%u\nended\t%u", job->added, job->changed, job->ended);
  else
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, job->services ? "services" : "added", "u", job->added);
      if (!job->services)
        {
          g_variant_dict_insert (&dict, "changed", "u", job->changed);
          g_variant_dict_insert (&dict, "ended", "u", job->ended);
        }
      dcr_cli_print_json (g_variant_dict_end (&dict));
    }
}

/* Each error is a result: one a line, so that the file can be corrected at once. */
static void
print_problems (DcrCli *cli, GPtrArray *problems)
{
  GVariantDict dict;

  for (guint i = 0; !cli->json && i < problems->len; i++)
    dcr_cli_print ("%s", (char *) problems->pdata[i]);
  if (!cli->json)
    return;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (
      &dict, "problems", g_variant_new_strv ((const char *const *) problems->pdata, problems->len));
  dcr_cli_print_json (g_variant_dict_end (&dict));
}

static int
import (DcrCli *cli, DcrStore *store, const char *file, gboolean services, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bytes = NULL;
  Import job = { .services = services, .problems = problems };

  if (!g_file_get_contents (file, &bytes, &job.length, NULL))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("The file “%s” cannot be read."), file);
      return DCR_CLI_FAILED;
    }
  job.bytes = bytes;
  if (!dcr_store_write (store, run_import, &job, error))
    {
      print_problems (cli, problems);
      return DCR_CLI_FAILED;
    }
  print_import (cli, &job);
  return DCR_CLI_DONE;
}

static int
export (DcrStore *store, const char *file, gboolean services, GError **error)
{
  DcrDb *db = dcr_store_reader (store);
  g_autofree char *csv
      = services ? dcr_service_export_csv (db, error) : dcr_reason_export_csv (db, error);

  if (csv == NULL)
    return DCR_CLI_FAILED;
  if (g_str_equal (file, "-"))
    fputs (csv, stdout);
  else if (!dcr_files_write (file, csv, -1, error))
    return DCR_CLI_FAILED;
  return DCR_CLI_DONE;
}

static int
run (DcrCli *cli, int argc, char **argv, gboolean services, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 2, 2, error);
  g_autoptr (DcrStore) store = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  if (!g_str_equal (words[0], "import") && !g_str_equal (words[0], "export"))
    {
      dcr_cli_set_usage (error, _("Write import or export, not “%s”."), words[0]);
      return DCR_CLI_WRONG_CALL;
    }
  store = dcr_store_open (cli->folder, error);
  if (store == NULL)
    return DCR_CLI_FAILED;
  return g_str_equal (words[0], "import") ? import (cli, store, words[1], services, error)
                                          : export (store, words[1], services, error);
}

static int
run_reasons (DcrCli *cli, int argc, char **argv, GError **error)
{
  return run (cli, argc, argv, FALSE, error);
}

static int
run_services (DcrCli *cli, int argc, char **argv, GError **error)
{
  return run (cli, argc, argv, TRUE, error);
}

const DcrCliCommand dcr_cli_reasons = {
  "reasons", "import|export FILE.csv", N_("Read or write the grid of call reasons, checked as a whole"), run_reasons,
};

const DcrCliCommand dcr_cli_services = {
  "services", "import|export FILE.csv", N_("Read or write the offices and national lines"), run_services,
};
