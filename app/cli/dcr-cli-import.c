/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

#include "net/dcr-download.h"

static void
print_report (DcrCli *cli, const DcrImportReport *report)
{
  if (cli->json)
    {
      GVariantBuilder object;
      g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&object, "{sv}", "added", g_variant_new_uint32 (report->added));
      g_variant_builder_add (&object, "{sv}", "changed", g_variant_new_uint32 (report->changed));
      g_variant_builder_add (&object, "{sv}", "removed", g_variant_new_uint32 (report->removed));
      g_variant_builder_add (&object, "{sv}", "unchanged",
                             g_variant_new_uint32 (report->unchanged));
      g_variant_builder_add (&object, "{sv}", "refused", g_variant_new_uint32 (report->refused));
      g_variant_builder_add (&object, "{sv}", "seconds", g_variant_new_double (report->seconds));
      dcr_cli_print_json (g_variant_builder_end (&object));
      return;
    }
  dcr_cli_print ("added %u, changed %u, removed %u, unchanged %u, refused %u, seconds %.2f",
                 report->added, report->changed, report->removed, report->unchanged,
                 report->refused, report->seconds);
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer table)
{
  int x = GPOINTER_TO_INT (g_hash_table_lookup (table, a)),
      y = GPOINTER_TO_INT (g_hash_table_lookup (table, b));
  return x != y ? y - x : g_strcmp0 (a, b);
}

/* What a person should know of this import, beside the numbers: not a result, so not among them. */
static void
print_remarks (const DcrImportReport *report)
{
  for (guint i = 0; i < report->messages->len; i++)
    g_printerr ("%s\n", (const char *) report->messages->pdata[i]);
  if (report->unknown != NULL && g_hash_table_size (report->unknown) > 0)
    {
      g_autoptr (GList) names = g_hash_table_get_keys (report->unknown);
      g_autoptr (GString) line = g_string_new (NULL);
      names = g_list_sort_with_data (names, compare_counts, report->unknown);
      for (GList *l = names; l != NULL; l = l->next)
        g_string_append_printf (line, "%s%s %d", line->len > 0 ? ", " : "", (const char *) l->data,
                                GPOINTER_TO_INT (g_hash_table_lookup (report->unknown, l->data)));
      g_printerr (_("Unknown elements, whose text was kept: %s.\n"), line->str);
    }
  if (report->bad_tables > 0)
    g_printerr (ngettext ("%u table is not a rectangle; it was mended.\n",
                          "%u tables are not rectangles; they were mended.\n", report->bad_tables),
                report->bad_tables);
  if (report->dangling_links > 0)
    g_printerr (
        ngettext ("%u link leads nowhere.\n", "%u links lead nowhere.\n", report->dangling_links),
        report->dangling_links);
}

static void
show_progress (const DcrImportProgress *progress, gpointer data)
{
  g_printerr ("\r%s: %s %u/%u\033[K", progress->source != NULL ? progress->source : "",
              progress->stage, progress->done, progress->total);
}

static gboolean
stop (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* Ctrl+C and the end of a session stop the import, which leaves the base as it was. A thread of its
 * own waits for them: the import holds this one. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
} Watch;

static gpointer
watch_main (gpointer data)
{
  Watch *watch = data;
  g_main_context_push_thread_default (watch->context);
  g_main_loop_run (watch->loop);
  g_main_context_pop_thread_default (watch->context);
  return NULL;
}

static void
watch_signal (Watch *watch, int number, GCancellable *cancellable)
{
  GSource *source = g_unix_signal_source_new (number);
  g_source_set_callback (source, stop, cancellable, NULL);
  g_source_attach (source, watch->context);
  g_source_unref (source);
}

static DcrImportReport *
import_watched (DcrCli *cli, const char *const *sources, DcrImportFlags flags, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { context, loop };
  gboolean talk = !cli->json && isatty (STDERR_FILENO);
  DcrImportReport *report;
  GThread *thread;

  watch_signal (&watch, SIGINT, cancellable);
  watch_signal (&watch, SIGTERM, cancellable);
  thread = g_thread_new ("signals", watch_main, &watch);
  report = dcr_session_import (cli->session, sources, flags, talk ? show_progress : NULL, NULL,
                               cancellable, error);
  if (talk)
    g_printerr ("\r\033[K");
  g_main_context_invoke (context, (GSourceFunc) g_main_loop_quit, loop);
  g_thread_join (thread);
  return report;
}

/* The preferences of the desk: where the reference comes from, and whom to trust. NULL when they
 * are not installed. */
static GSettings *
open_settings (void)
{
  static const char id[] = "org.decroche.Decroche";
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, id, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* Takes the authority of the site from the preferences, and gives the sources: @words, or without
 * any those of the preferences. Free with g_strfreev(). */
static char **
choose_sources (DcrCli *cli, char **words)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *authority = NULL;

  if (settings == NULL)
    return g_strdupv (words[0] != NULL ? words : (char **) dcr_download_official ());
  authority = g_settings_get_string (settings, "ca-file");
  if (authority[0] != '\0')
    dcr_session_set_ca_file (cli->session, authority);
  return words[0] != NULL ? g_strdupv (words) : g_settings_get_strv (settings, "reference-sources");
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, -1, error);
  g_autoptr (DcrImportReport) report = NULL;
  g_auto (GStrv) sources = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  sources = choose_sources (cli, words);
  report = import_watched (cli, (const char *const *) sources,
                           force ? DCR_IMPORT_FORCE : DCR_IMPORT_NONE, error);
  if (report != NULL)
    {
      print_report (cli, report);
      print_remarks (report);
      return DCR_CLI_DONE;
    }
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* nothing was refused: it was never judged */
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _("The import was cancelled. The base is as it was before."));
      return DCR_CLI_FAILED;
    }
  /* one bad archive refuses them all */
  DcrImportReport refused = { .refused = g_strv_length (sources) };
  print_report (cli, &refused);
  return DCR_CLI_FAILED;
}

const DcrCliCommand dcr_cli_import = {
  "import", "[--force] [SOURCE...]", N_("Import archives, folders or addresses, all or none"), run,
  TRUE,
};
