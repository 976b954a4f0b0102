/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasons, services, facets import|export: the grid, the offices and the site's own lists as files. */
#include "cli/dcr-cli.h"

#include <stdio.h>
#include <string.h>

#include "calls/dcr-facet.h"
#include "calls/dcr-journal.h"
#include "calls/dcr-reason.h"
#include "calls/dcr-service.h"
#include "store/dcr-files.h"

typedef enum
{
  REASONS,
  SERVICES,
  FACETS,
} What;

static const struct
{
  const char *table, *words;
} names[] = { { "reason", "added" }, { "service", "services" }, { "facet", "facets" } };

typedef struct
{
  What what;
  char *bytes;
  gsize length;
  GPtrArray *problems;
  guint added, changed, ended;
} Import;

static gboolean
import_csv (DcrDb *db, Import *job, const char *day, GError **error)
{
  if (job->what == SERVICES)
    return dcr_service_import_csv (db, job->bytes, job->length, job->problems, &job->added, error);
  if (job->what == FACETS) /* a site that makes lists asks for them */
    return dcr_facet_import_csv (db, job->bytes, job->length, job->problems, &job->added, error)
           && dcr_facet_set_asked (db, job->added > 0, error);
  return dcr_reason_import_csv (db, job->bytes, job->length, day, job->problems, &job->added,
                                &job->changed, &job->ended, error);
}

static gboolean
run_import (DcrDb *db, gpointer data, GError **error)
{
  Import *job = data;
  g_autofree char *day = dcr_cli_today ();
  g_autofree char *detail = NULL;

  if (!import_csv (db, job, day, error))
    return FALSE;
  detail = g_strdup_printf ("%u %u %u", job->added, job->changed, job->ended);
  return dcr_journal_add (db, NULL, DCR_JOURNAL_CHANGED_GRID, names[job->what].table, detail, error);
}

static void
print_import (DcrCli *cli, const Import *job)
{
  GVariantDict dict;

  if (!cli->json && job->what != REASONS)
    dcr_cli_print ("%s\t%u", names[job->what].words, job->added);
  else if (!cli->json)
    dcr_cli_print ("added\t%u\nchanged\t%u\nended\t%u", job->added, job->changed, job->ended);
  else
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, names[job->what].words, "u", job->added);
      if (job->what == REASONS)
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
import (DcrCli *cli, DcrStore *store, const char *file, What what, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bytes = NULL;
  Import job = { .what = what, .problems = problems };

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
export (DcrStore *store, const char *file, What what, GError **error)
{
  DcrDb *db = dcr_store_reader (store);
  g_autofree char *csv = what == SERVICES ? dcr_service_export_csv (db, error)
                         : what == FACETS ? dcr_facet_export_csv (db, error)
                                          : dcr_reason_export_csv (db, error);

  if (csv == NULL)
    return DCR_CLI_FAILED;
  if (g_str_equal (file, "-"))
    fputs (csv, stdout);
  else if (!dcr_files_write (file, csv, -1, error))
    return DCR_CLI_FAILED;
  return DCR_CLI_DONE;
}

/* facets ask yes|no: whether agents see the section at all. */
static gboolean
run_ask (DcrDb *db, gpointer data, GError **error)
{
  return dcr_facet_set_asked (db, data != NULL, error)
         && dcr_journal_add (db, NULL, DCR_JOURNAL_CHANGED_GRID, "facet", data ? "yes" : "no", error);
}

static gboolean
is_ask (char **words, What what)
{
  return what == FACETS && g_str_equal (words[0], "ask")
         && (g_str_equal (words[1], "yes") || g_str_equal (words[1], "no"));
}

static int
run (DcrCli *cli, int argc, char **argv, What what, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 2, 2, error);
  g_autoptr (DcrStore) store = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  if (!is_ask (words, what) && !g_str_equal (words[0], "import")
      && !g_str_equal (words[0], "export"))
    {
      dcr_cli_set_usage (error, _("Write import or export, not “%s”."), words[0]);
      return DCR_CLI_WRONG_CALL;
    }
  store = dcr_store_open (cli->folder, error);
  if (store == NULL)
    return DCR_CLI_FAILED;
  if (is_ask (words, what))
    return dcr_store_write (store, run_ask, g_str_equal (words[1], "yes") ? words : NULL, error)
               ? DCR_CLI_DONE
               : DCR_CLI_FAILED;
  return g_str_equal (words[0], "import") ? import (cli, store, words[1], what, error)
                                          : export (store, words[1], what, error);
}

static int
run_reasons (DcrCli *cli, int argc, char **argv, GError **error)
{
  return run (cli, argc, argv, REASONS, error);
}

static int
run_services (DcrCli *cli, int argc, char **argv, GError **error)
{
  return run (cli, argc, argv, SERVICES, error);
}

static int
run_facets (DcrCli *cli, int argc, char **argv, GError **error)
{
  return run (cli, argc, argv, FACETS, error);
}

const DcrCliCommand dcr_cli_reasons = {
  "reasons", "import|export FILE.csv", N_("Read or write the grid of call reasons, checked as a whole"), run_reasons,
};

const DcrCliCommand dcr_cli_services = {
  "services", "import|export FILE.csv", N_("Read or write the offices and national lines"), run_services,
};

const DcrCliCommand dcr_cli_facets = {
  "facets", "import|export FILE.csv|ask yes|no", N_("Read or write what the site asks of each call: three closed lists at most"), run_facets,
};
