/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dcr-cli.h"

#include <stdio.h>
#include <string.h>

#include "search/dcr-evaluate.h"

static DcrSearch *
get_search (DcrCli *cli, GError **error)
{
  return dcr_cli_reference (cli, error) != NULL ? dcr_session_get_search (cli->session) : NULL;
}

/* *@audiences: one bit, 0 without --audience. */
static gboolean
parse_audience (const char *name, guint *audiences, GError **error)
{
  DcrAudience audience;

  *audiences = 0;
  if (name == NULL)
    return TRUE;
  if (!dcr_audience_parse (name, &audience))
    {
      dcr_cli_set_usage (
          error, _("“%s” is not an audience: particuliers, professionnels or associations."),
          name);
      return FALSE;
    }
  *audiences = 1u << audience;
  return TRUE;
}

static void
append_text (GVariantBuilder *object, const char *name, const char *text)
{
  g_variant_builder_add (object, "{sv}", name,
                         g_variant_new_maybe (G_VARIANT_TYPE_STRING,
                                              text != NULL ? g_variant_new_string (text) : NULL));
}

/* Takes the marks off what dcr-search.h calls Pango markup; may be NULL. Free with g_free(). */
static char *
plain (const char *markup)
{
  static const struct
  {
    const char *from, *to;
  } marks[] = {
    { "<b>", "" },    { "</b>", "" },     { "&lt;", "<" },  { "&gt;", ">" },
    { "&#39;", "'" }, { "&quot;", "\"" }, { "&amp;", "&" },
  };
  GString *out;

  if (markup == NULL)
    return NULL;
  out = g_string_new (markup);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (out, marks[i].from, marks[i].to, 0);
  return g_string_free (out, FALSE);
}

static void
print_json (const DcrSearchResult *result)
{
  GVariantBuilder object, hits;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  append_text (&object, "corrected", result->corrected);
  g_variant_builder_add (&object, "{sv}", "total", g_variant_new_uint32 (result->total));
  g_variant_builder_add (&object, "{sv}", "milliseconds",
                         g_variant_new_double ((double) result->microseconds / 1000.0));
  g_variant_builder_init (&hits, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < result->hits->len; i++)
    {
      const DcrHit *hit = g_ptr_array_index (result->hits, i);
      g_autofree char *title = plain (hit->title);
      g_autofree char *sentence = plain (hit->sentence);

      g_variant_builder_open (&hits, G_VARIANT_TYPE_VARDICT);
      append_text (&hits, "article", hit->ref);
      append_text (&hits, "title", title);
      append_text (&hits, "sentence", sentence);
      append_text (&hits, "address", hit->address);
      append_text (&hits, "why", hit->why);
      append_text (&hits, "date", hit->date);
      g_variant_builder_add (&hits, "{sv}", "score", g_variant_new_double (hit->score));
      g_variant_builder_close (&hits);
    }
  g_variant_builder_add (&object, "{sv}", "hits", g_variant_builder_end (&hits));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

/* Article, title, address and sentence. */
static void
print_hit (const DcrHit *hit)
{
  g_autofree char *title = plain (hit->title);
  g_autofree char *sentence = plain (hit->sentence);

  dcr_cli_print ("%s\t%s\t%s\t%s", hit->ref, title, hit->address != NULL ? hit->address : "",
                 hit->why != NULL ? hit->why : sentence);
}

/* QUERY<TAB>AUDIENCE/ID,...<TAB>MILLISECONDS for each line of standard input. */
static int
run_batch (DcrSearch *search, guint audiences, guint limit)
{
  g_autofree char *line = NULL;
  gsize size = 0;
  gssize length;

  while ((length = getline (&line, &size, stdin)) >= 0)
    {
      g_autoptr (DcrSearchResult) result = NULL;
      g_autoptr (GString) refs = g_string_new (NULL);
      DcrSearchRequest request
          = { .words = line, .audiences = audiences, .limit = limit, .snippets = 10 };
      char ms[G_ASCII_DTOSTR_BUF_SIZE];

      while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
      g_strdelimit (line, "\t", ' ');
      result = dcr_search_query (search, &request);
      for (guint i = 0; i < result->hits->len; i++)
        g_string_append_printf (refs, "%s%s", i > 0 ? "," : "",
                                ((const DcrHit *) g_ptr_array_index (result->hits, i))->ref);
      g_ascii_formatd (ms, sizeof ms, "%.3f", (double) result->microseconds / 1000.0);
      dcr_cli_print ("%s\t%s\t%s", line, refs->str, ms);
    }
  return DCR_CLI_DONE;
}

static int
run_one (DcrCli *cli, DcrSearch *search, char **words, guint audiences, guint limit)
{
  g_autofree char *text = g_strjoinv (" ", words);
  DcrSearchRequest request
      = { .words = text, .audiences = audiences, .limit = limit, .snippets = limit };
  g_autoptr (DcrSearchResult) result = dcr_search_query (search, &request);

  if (cli->json)
    {
      print_json (result);
      return DCR_CLI_DONE;
    }
  for (guint i = 0; i < result->hits->len; i++)
    print_hit (g_ptr_array_index (result->hits, i));
  if (result->corrected != NULL)
    fprintf (stderr, "%s\n", result->corrected);
  for (guint i = 0; i < result->near_terms->len; i++)
    fprintf (stderr, "%s\n", (const char *) g_ptr_array_index (result->near_terms, i));
  return DCR_CLI_DONE;
}

static int
run_search (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *audience = NULL;
  gboolean batch = FALSE;
  int limit = 20;
  guint audiences;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, -1, error);
  DcrSearch *search;

  if (words == NULL || !parse_audience (audience, &audiences, error))
    return DCR_CLI_FAILED;
  if (limit < 1 || limit > DCR_SEARCH_MAX_HITS)
    dcr_cli_set_usage (error, _("--limit goes from 1 to %d."), DCR_SEARCH_MAX_HITS);
  else if (batch == (words[0] != NULL))
    dcr_cli_set_usage (error, "%s",
                       batch ? _("With --batch, the words are read from standard input.")
                             : _("Which words?"));
  if (*error != NULL || (search = get_search (cli, error)) == NULL)
    return DCR_CLI_FAILED;
  return batch ? run_batch (search, audiences, limit)
               : run_one (cli, search, words, audiences, limit);
}

const DcrCliCommand dcr_cli_search = {
  "search",
  "[--limit N] [--audience A] WORDS... | --batch",
  N_("Find articles by the caller's words"),
  run_search,
  TRUE,
};

/* ---- evaluate ------------------------------------------------------------ */

static void
print_set (const DcrEvaluationSet *set)
{
  dcr_cli_print (
      "%s\t%u\tsuccess@1 %.3f\tsuccess@3 %.3f\tsuccess@5 %.3f\tMRR@10 %.3f\tnDCG@10 %.3f",
      set->name, set->questions, set->success1, set->success3, set->success5, set->mrr, set->ndcg);
}

static void
print_latency (const char *name, const double ms[3])
{
  dcr_cli_print ("%s\tp50 %.3f ms\tp95 %.3f ms\tp99 %.3f ms", name, ms[0], ms[1], ms[2]);
}

static void
print_evaluation_json (const DcrEvaluation *evaluation)
{
  GVariantBuilder object, sets;
  const struct
  {
    const char *name;
    const double *ms;
  } latencies[] = { { "queries_ms", evaluation->query_ms },
                    { "typed_ms", evaluation->typed_ms },
                    { "messages_ms", evaluation->message_ms } };

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_init (&sets, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < evaluation->sets->len; i++)
    {
      const DcrEvaluationSet *set = g_ptr_array_index (evaluation->sets, i);
      g_variant_builder_open (&sets, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&sets, "{sv}", "set", g_variant_new_string (set->name));
      g_variant_builder_add (&sets, "{sv}", "questions", g_variant_new_uint32 (set->questions));
      g_variant_builder_add (&sets, "{sv}", "success@1", g_variant_new_double (set->success1));
      g_variant_builder_add (&sets, "{sv}", "success@3", g_variant_new_double (set->success3));
      g_variant_builder_add (&sets, "{sv}", "success@5", g_variant_new_double (set->success5));
      g_variant_builder_add (&sets, "{sv}", "MRR@10", g_variant_new_double (set->mrr));
      g_variant_builder_add (&sets, "{sv}", "nDCG@10", g_variant_new_double (set->ndcg));
      g_variant_builder_close (&sets);
    }
  g_variant_builder_add (&object, "{sv}", "sets", g_variant_builder_end (&sets));
  g_variant_builder_add (&object, "{sv}", "interval",
                         g_variant_new_double (evaluation->half_width));
  g_variant_builder_add (&object, "{sv}", "skipped", g_variant_new_uint32 (evaluation->skipped));
  for (guint i = 0; i < G_N_ELEMENTS (latencies); i++)
    g_variant_builder_add (
        &object, "{sv}", latencies[i].name,
        g_variant_new ("(ddd)", latencies[i].ms[0], latencies[i].ms[1], latencies[i].ms[2]));
  dcr_cli_print_json (g_variant_builder_end (&object));
}

static int
run_evaluate (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *audience = NULL, *tsv = NULL;
  guint audiences;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 1, 1, error);
  g_autoptr (DcrEvaluation) evaluation = NULL;
  DcrSearch *search;

  if (words == NULL || !parse_audience (audience, &audiences, error)
      || (search = get_search (cli, error)) == NULL)
    return DCR_CLI_FAILED;
  if (!g_file_get_contents (words[0], &tsv, NULL, NULL))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("The file “%s” cannot be read."),
                   words[0]);
      return DCR_CLI_FAILED;
    }
  evaluation = dcr_evaluate (search, tsv, audiences, TRUE, error);
  if (evaluation == NULL)
    return DCR_CLI_FAILED;
  if (cli->json)
    {
      print_evaluation_json (evaluation);
      return DCR_CLI_DONE;
    }
  for (guint i = 0; i < evaluation->sets->len; i++)
    print_set (g_ptr_array_index (evaluation->sets, i));
  dcr_cli_print ("interval\t±%.3f\tskipped %u", evaluation->half_width, evaluation->skipped);
  print_latency ("queries", evaluation->query_ms);
  print_latency ("messages", evaluation->message_ms);
  print_latency ("typed", evaluation->typed_ms);
  return DCR_CLI_DONE;
}

const DcrCliCommand dcr_cli_evaluate = {
  "evaluate",
  "FILE.tsv [--audience A]",
  N_("Measure the search on questions whose answers are known"),
  run_evaluate,
  TRUE,
};
