/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include "base/dcr-clock.h"

/* DILA asks reusers to state the source, the long address, the file and its date (FORMAT 12). */
static void
print_lines (DcrCli *cli, GPtrArray *records)
{
  dcr_cli_print ("base\t%s", cli->folder);
  dcr_cli_print ("demo\t%s", cli->demo ? "yes" : "no");
  for (guint i = 0; i < records->len; i++)
    {
      const DcrImportRecord *record = records->pdata[i];
      g_autofree char *when = dcr_clock_to_iso (record->imported_ms);
      dcr_cli_print ("%s\t%u\t%s\t%s\t%s\t%s\t%s", dcr_audience_name (record->audience),
                     record->documents, record->date, record->file, record->feed_version,
                     record->source, when);
    }
}

static void
print_json (DcrCli *cli, GPtrArray *records)
{
  GVariantBuilder object, list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    {
      const DcrImportRecord *record = records->pdata[i];
      g_autofree char *when = dcr_clock_to_iso (record->imported_ms);
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&list, "{sv}", "audience",
                             g_variant_new_string (dcr_audience_name (record->audience)));
      g_variant_builder_add (&list, "{sv}", "documents", g_variant_new_uint32 (record->documents));
      g_variant_builder_add (&list, "{sv}", "date", g_variant_new_string (record->date));
      g_variant_builder_add (&list, "{sv}", "file", g_variant_new_string (record->file));
      g_variant_builder_add (&list, "{sv}", "version", g_variant_new_string (record->feed_version));
      g_variant_builder_add (&list, "{sv}", "source", g_variant_new_string (record->source));
      g_variant_builder_add (&list, "{sv}", "imported", g_variant_new_string (when));
      g_variant_builder_close (&list);
    }
  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&object, "{sv}", "base", g_variant_new_string (cli->folder));
  g_variant_builder_add (&object, "{sv}", "demo", g_variant_new_boolean (cli->demo));
  g_variant_builder_add (&object, "{sv}", "reference", g_variant_builder_end (&list));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 0, 0, error);
  g_autoptr (GPtrArray) records = NULL;
  DcrReference *reference;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  reference = dcr_session_get_reference (cli->session);
  records = reference != NULL ? dcr_reference_imports (reference, error) : g_ptr_array_new ();
  if (records == NULL)
    return DCR_CLI_FAILED;
  if (cli->json)
    print_json (cli, records);
  else
    print_lines (cli, records);
  return DCR_CLI_DONE;
}

const DcrCliCommand dcr_cli_info = {
  "info", "", N_("Where the base is, and where its texts come from"), run, TRUE,
};
