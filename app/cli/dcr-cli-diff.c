/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <string.h>

static const char *const kind_names[] = { "same", "added", "removed", "changed" };

/* The lines of @text that @other has not, each after @sign. */
static void
print_lines (const char *sign, const char *text, const char *other)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_auto (GStrv) others = g_strsplit (other != NULL ? other : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !g_strv_contains ((const char *const *) others, lines[i]))
      dcr_cli_print ("%s %s", sign, lines[i]);
}

static void
print_entries (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const DcrDiffEntry *entry = entries->pdata[i];
      dcr_cli_print ("%s\t%s\t%s", kind_names[entry->kind], entry->address, entry->heading);
      print_lines ("-", entry->before, entry->after);
      print_lines ("+", entry->after, entry->before);
    }
}

static void
add_text (GVariantBuilder *builder, const char *name, const char *text)
{
  g_variant_builder_add (builder, "{sv}", name,
                         g_variant_new_maybe (G_VARIANT_TYPE_STRING,
                                              text != NULL ? g_variant_new_string (text) : NULL));
}

static void
print_json (const DcrArticle *article, GPtrArray *entries)
{
  GVariantBuilder object, list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < entries->len; i++)
    {
      const DcrDiffEntry *entry = entries->pdata[i];
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      add_text (&list, "kind", kind_names[entry->kind]);
      add_text (&list, "address", entry->address);
      add_text (&list, "heading", entry->heading);
      add_text (&list, "before", entry->before);
      add_text (&list, "after", entry->after);
      g_variant_builder_close (&list);
    }
  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  add_text (&object, "article", article->ref);
  g_variant_builder_add (&object, "{sv}", "passages", g_variant_builder_end (&list));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

/* Without --since: what the last archive that changed it changed. */
static DcrArticle *
get_before (DcrReference *reference, DcrAudience audience, const char *id, const char *since,
            GError **error)
{
  if (since != NULL)
    return dcr_reference_get_article (reference, audience, id, since, error);
  return dcr_reference_get_previous (reference, audience, id, error);
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *since = NULL, *id = NULL, *address = NULL;
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &since, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 1, 1, error);
  g_autoptr (DcrArticle) before = NULL, after = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  DcrReference *reference;
  DcrAudience audience;

  if (words == NULL || !dcr_cli_parse_ref (words[0], &audience, &id, &address, error)
      || (since != NULL && !dcr_cli_check_date (since, error))
      || (reference = dcr_cli_reference (cli, error)) == NULL)
    return DCR_CLI_FAILED;
  after = dcr_reference_get_article (reference, audience, id, NULL, error);
  if (after == NULL)
    dcr_cli_explain_absence (reference, audience, id, error);
  else
    before = get_before (reference, after->audience, after->id, since, error);
  if (before == NULL)
    return DCR_CLI_FAILED;
  differences = dcr_article_diff (before, after);
  if (cli->json)
    print_json (after, differences);
  else
    print_entries (differences);
  return DCR_CLI_DONE;
}

const DcrCliCommand dcr_cli_diff = {
  "diff", "ARTICLE [--since DATE]", N_("What changed in an article, passage by passage"), run,
  TRUE,
};
