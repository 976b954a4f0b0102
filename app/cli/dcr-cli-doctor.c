/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <stdio.h>

#include "reference/dcr-doctor.h"
#include "search/dcr-search.h"

static void
print_json (const DcrDoctorReport *report)
{
  GVariantBuilder object, problems;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  for (int i = 0; i < DCR_N_AUDIENCES; i++)
    g_variant_builder_add (&object, "{sv}", dcr_audience_name (i),
                           g_variant_new_uint32 (report->documents[i]));
  g_variant_builder_add (&object, "{sv}", "passages", g_variant_new_uint32 (report->passages));
  g_variant_builder_add (&object, "{sv}", "formers", g_variant_new_uint32 (report->formers));
  g_variant_builder_add (&object, "{sv}", "tombstones", g_variant_new_uint32 (report->tombstones));
  g_variant_builder_add (&object, "{sv}", "lost", g_variant_new_uint32 (report->lost));
  g_variant_builder_init (&problems, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < report->problems->len; i++)
    g_variant_builder_add (&problems, "s", report->problems->pdata[i]);
  g_variant_builder_add (&object, "{sv}", "problems", g_variant_builder_end (&problems));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static void
print_lines (const DcrDoctorReport *report)
{
  for (int i = 0; i < DCR_N_AUDIENCES; i++)
    dcr_cli_print ("%s\t%u", dcr_audience_name (i), report->documents[i]);
  dcr_cli_print ("passages\t%u", report->passages);
  dcr_cli_print ("formers\t%u", report->formers);
  dcr_cli_print ("tombstones\t%u", report->tombstones);
  for (guint i = 0; i < report->problems->len; i++)
    dcr_cli_print ("problem\t%s", (const char *) report->problems->pdata[i]);
  if (report->problems->len == 0)
    dcr_cli_print ("ok");
}

/* What people did: only the file is looked at, and left to its own migrations. */
static gboolean
check_work (DcrCli *cli, DcrDoctorReport *report)
{
  g_autofree char *path = g_build_filename (cli->folder, "work.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  db = dcr_db_open (path, DCR_DB_READ, &error);
  if (db != NULL && dcr_db_quick_check (db, &error))
    return TRUE;
  g_ptr_array_add (report->problems, g_strdup (error->message));
  return FALSE;
}

/* The ranking index is a file of its own; the next opening makes it again. */
static void
check_ranking (DcrCli *cli, DcrDoctorReport *report)
{
  g_autofree char *path = g_build_filename (cli->folder, "reference.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)
      || (db = dcr_db_open (path, DCR_DB_READ, NULL)) == NULL)
    return;
  if (!dcr_search_check_file (db, &error))
    g_ptr_array_add (report->problems, g_strdup (error->message));
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  gboolean rebuild = FALSE;
  const GOptionEntry entries[] = {
    { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, 0, error);
  g_autoptr (DcrDoctorReport) report = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  report = rebuild ? dcr_reference_rebuild (cli->folder, dcr_search_index, NULL, NULL, error)
                   : dcr_reference_examine (cli->folder, dcr_search_index, NULL, NULL, error);
  if (report == NULL)
    return DCR_CLI_FAILED;
  check_ranking (cli, report);
  check_work (cli, report);
  if (cli->json)
    print_json (report);
  else
    print_lines (report);
  if (report->problems->len == 0)
    return DCR_CLI_DONE;
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_STORE, report->problems->pdata[0]);
  return DCR_CLI_FAILED;
}

/* without a session: it would not open on a damaged base */
const DcrCliCommand dcr_cli_doctor = {
  "doctor", "[--rebuild]", N_("Check the base; make again what can be made again"), run, FALSE,
};
