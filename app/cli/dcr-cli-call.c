/* SPDX-License-Identifier: GPL-3.0-or-later */
/* call record: one closed call from JSON, through the same code and checks as the desk. */
#include "cli/dcr-cli.h"

#include <stdio.h>

#include "base/dcr-json.h"
#include "calls/dcr-call-json.h"
#include "calls/dcr-closing.h"

char *
dcr_cli_read_input (void)
{
  GString *text = g_string_new (NULL);
  char buffer[8192];
  size_t n;

  while (text->len <= DCR_JSON_MAX_BYTES && (n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (text, buffer, n);
  return g_string_free (text, FALSE);
}

/* What the file leaves out is taken from the reference: version and hash of each article. */
static void
complete_articles (DcrCli *cli, DcrCall *call)
{
  g_autoptr (DcrReference) reference = dcr_reference_open (cli->folder, NULL);
  GPtrArray *articles = dcr_call_get_articles (call);

  for (guint i = 0; reference != NULL && i < articles->len; i++)
    {
      DcrCallArticle *article = articles->pdata[i];
      g_autofree char *id = NULL;
      DcrAudience audience;
      g_autoptr (DcrArticleInfo) info = NULL;
      if (article->version == 0 && dcr_article_ref_parse (article->ref, &audience, &id))
        info = dcr_reference_get_info (reference, audience, id, NULL);
      if (info == NULL)
        continue;
      article->version = info->version;
      if (article->hash[0] == '\0')
        {
          g_free (article->hash);
          article->hash = g_strdup (info->hash);
        }
      if (article->title[0] == '\0')
        {
          g_free (article->title);
          article->title = g_strdup (info->title);
        }
    }
}

static int
record (DcrCli *cli, DcrStore *store, GError **error)
{
  g_autofree char *text = dcr_cli_read_input ();
  g_autoptr (GVariant) object = dcr_json_to_variant (text, -1, error);
  g_autoptr (DcrReasonGrid) grid = NULL;
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (DcrCall) call = NULL;
  g_autofree char *day = dcr_cli_today ();
  char id[DCR_UUID_TEXT_SIZE];
  GVariantDict dict;

  if (object == NULL)
    return DCR_CLI_FAILED;
  grid = dcr_reason_grid_load (dcr_store_reader (store), day, error);
  services = grid ? dcr_service_list (dcr_store_reader (store), error) : NULL;
  call = services ? dcr_call_from_json (object, grid, services, error) : NULL;
  if (call == NULL)
    return DCR_CLI_FAILED;
  complete_articles (cli, call);
  if (!dcr_closing_record (store, grid, call, error))
    return DCR_CLI_FAILED;
  dcr_uuid_to_text (dcr_call_get_id (call), id);
  if (!cli->json)
    {
      dcr_cli_print ("%s", id);
      return DCR_CLI_DONE;
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", id);
  dcr_cli_print_json (g_variant_dict_end (&dict));
  return DCR_CLI_DONE;
}

static int
run (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 1, 1, error);
  g_autoptr (DcrStore) store = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  if (!g_str_equal (words[0], "record"))
    {
      dcr_cli_set_usage (error, _("Write record, not “%s”."), words[0]);
      return DCR_CLI_WRONG_CALL;
    }
  store = dcr_store_open (cli->folder, error);
  return store != NULL ? record (cli, store, error) : DCR_CLI_FAILED;
}

const DcrCliCommand dcr_cli_call = {
  "call", "record < call.json", N_("Record a closed call, with the checks of the desk"), run,
};
