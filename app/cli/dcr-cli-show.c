/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <string.h>

/* « VAR=VALUE » of --set */
static gboolean
set_variable (DcrSituation *situation, const char *word, GError **error)
{
  static const char *const yes[] = { "true", "vrai", "oui", "yes", "1", NULL };
  static const char *const no[] = { "false", "faux", "non", "no", "0", NULL };
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  g_autofree char *value = NULL;

  if (g_strv_length (parts) == 2 && parts[0][0] != '\0')
    {
      value = g_ascii_strdown (parts[1], -1);
      if (g_strv_contains (yes, value) || g_strv_contains (no, value))
        {
          dcr_situation_set_var (situation, parts[0], g_strv_contains (yes, value));
          return TRUE;
        }
    }
  dcr_cli_set_usage (error, _("“%s” sets nothing: write VARIABLE=true or VARIABLE=false."), word);
  return FALSE;
}

static DcrSituation *
read_situation (char **settings, GError **error)
{
  g_autoptr (DcrSituation) situation = dcr_situation_new ();

  for (gsize i = 0; settings != NULL && settings[i] != NULL; i++)
    if (!set_variable (situation, settings[i], error))
      return NULL;
  return g_steal_pointer (&situation);
}

static void
print_json (const DcrArticle *article, DcrSituation *situation)
{
  GVariantBuilder object, passages;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&object, "{sv}", "article", g_variant_new_string (article->ref));
  g_variant_builder_add (&object, "{sv}", "title", g_variant_new_string (article->title));
  g_variant_builder_add (
      &object, "{sv}", "date",
      g_variant_new_maybe (G_VARIANT_TYPE_STRING,
                           article->date != NULL ? g_variant_new_string (article->date) : NULL));
  g_variant_builder_add (&object, "{sv}", "hash", g_variant_new_string (article->content_hash));
  g_variant_builder_init (&passages, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < article->n_passages; i++)
    {
      const DcrPassage *passage = &article->passages[i];
      g_autofree char *text = dcr_block_render (article, passage->block, situation);
      g_variant_builder_open (&passages, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&passages, "{sv}", "address", g_variant_new_string (passage->address));
      g_variant_builder_add (&passages, "{sv}", "heading", g_variant_new_string (passage->heading));
      g_variant_builder_add (&passages, "{sv}", "text", g_variant_new_string (passage->text));
      g_variant_builder_add (&passages, "{sv}", "shown", g_variant_new_string (text));
      g_variant_builder_close (&passages);
    }
  g_variant_builder_add (&object, "{sv}", "passages", g_variant_builder_end (&passages));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static gboolean
print_article (DcrCli *cli, const DcrArticle *article, const char *address, DcrSituation *situation,
               GError **error)
{
  g_autofree char *text = NULL;

  if (address != NULL)
    {
      const DcrPassage *passage = dcr_article_find_passage (article, address);
      const DcrBlock *block = dcr_article_find_block (article, address);
      if (block == NULL)
        {
          g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no passage “%s” in %s."),
                       address, article->ref);
          return FALSE;
        }
      text = passage != NULL ? dcr_passage_render (article, passage, situation)
                             : dcr_block_render (article, block, situation);
    }
  else if (cli->json)
    {
      print_json (article, situation);
      return TRUE;
    }
  else
    text = dcr_article_render (article, situation);
  if (cli->json)
    dcr_cli_print_json (g_variant_new_parsed ("{'article': <%s>, 'address': <%s>, 'text': <%s>}",
                                              article->ref, address, text));
  else
    dcr_cli_print ("%s", g_strchomp (text));
  return TRUE;
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *at = NULL, *id = NULL, *address = NULL;
  g_auto (GStrv) settings = NULL;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 1, 1, error);
  g_autoptr (DcrSituation) situation = NULL;
  g_autoptr (DcrArticle) article = NULL;
  DcrReference *reference;
  DcrAudience audience;

  if (words == NULL || !dcr_cli_parse_ref (words[0], &audience, &id, &address, error)
      || (at != NULL && !dcr_cli_check_date (at, error))
      || (situation = read_situation (settings, error)) == NULL
      || (reference = dcr_cli_reference (cli, error)) == NULL)
    return DCR_CLI_FAILED;
  article = dcr_reference_get_article (reference, audience, id, at, error);
  if (article == NULL)
    {
      if (at == NULL)
        dcr_cli_explain_absence (reference, audience, id, error);
      return DCR_CLI_FAILED;
    }
  return print_article (cli, article, address, situation, error) ? DCR_CLI_DONE : DCR_CLI_FAILED;
}

const DcrCliCommand dcr_cli_show = {
  "show",
  "ARTICLE [--set VAR=VALUE]... [--at DATE]",
  N_("Print an article, or one of its passages, as it is read out"),
  run,
  TRUE,
};
