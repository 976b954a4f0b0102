/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person gets as text: `show`, copies, messages. */
#include "reference/dcr-article-private.h"

#include <string.h>

/* The licence wants the source named (FORMAT 12); what is not DILA's is named by its host. */
static char *
publisher (const DcrArticle *article)
{
  const char *url = article->page_url != NULL ? article->page_url : "";
  const char *host = strstr (url, "://");

  if (strstr (url, "entreprendre.service-public") != NULL)
    return g_strdup ("Entreprendre.Service-Public.gouv.fr / DILA");
  if (strstr (url, "service-public") != NULL)
    return g_strdup ("Service-Public.gouv.fr / DILA");
  if (host == NULL)
    return g_strdup ("DILA");
  host += 3;
  return g_strndup (host, strcspn (host, "/"));
}

static void
append_source (GString *out, const DcrArticle *article)
{
  g_autofree char *who = publisher (article);
  g_autofree char *date = dcr_day_text (article->date);

  if (date != NULL)
    /* Translators: source of a text: publisher, title of the article, its number, a date */
    g_string_append_printf (out, _ ("Source: %s, “%s” (%s), up to date as of %s"), who,
                            article->title, article->id, date);
  else
    g_string_append_printf (out, _ ("Source: %s, “%s” (%s)"), who, article->title, article->id);
  if (article->page_url != NULL)
    g_string_append_printf (out, "\n%s", article->page_url);
}

static void
append_head (GString *out, const DcrArticle *article)
{
  g_autofree char *date = dcr_day_text (article->date);

  g_string_append_printf (out, "%s\n%s", article->title, article->ref);
  if (article->kind_label != NULL)
    g_string_append_printf (out, " · %s", article->kind_label);
  if (date != NULL)
    /* Translators: %s is the date when the publisher last checked the article */
    g_string_append_printf (out, _ (" · checked on %s"), date);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < article->n_crumbs; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " › " : "", article->crumbs[i].title);
  if (article->n_crumbs > 0)
    g_string_append_c (out, '\n');
}

static void
append_glossary (DcrPrinter *printer)
{
  const DcrArticle *article = printer->article;

  if (article->n_glossary == 0)
    return;
  g_string_append_printf (printer->out, "\n\n%s", _ ("Definitions"));
  for (guint i = 0; i < article->n_glossary; i++)
    {
      printer->marker = "• ";
      printer->indent = 2;
      dcr_print_block (printer, article->glossary[i].text);
    }
  printer->indent = 0;
}

char *
dcr_article_render (const DcrArticle *article, const DcrSituation *situation)
{
  DcrPrinter printer = { .article = article,
                         .situation = situation,
                         .flags = DCR_TEXT_NESTED | DCR_TEXT_ADDRESSES | DCR_TEXT_LINKS
                                  | DCR_TEXT_INDENT | DCR_TEXT_NAME_FOLDED,
                         .out = g_string_sized_new (8192) };

  append_head (printer.out, article);
  dcr_print_body (&printer, article->root);
  append_glossary (&printer);
  g_string_append (printer.out, "\n\n");
  append_source (printer.out, article);
  g_string_append_c (printer.out, '\n');
  return g_string_free (printer.out, FALSE);
}

char *
dcr_block_render (const DcrArticle *article, const DcrBlock *block, const DcrSituation *situation)
{
  DcrPrinter printer
      = { .article = article,
          .situation = situation,
          .flags = DCR_TEXT_NESTED | DCR_TEXT_LINKS | DCR_TEXT_INDENT | DCR_TEXT_NAME_FOLDED,
          .out = g_string_new (NULL) };

  dcr_print_block (&printer, block);
  return g_string_free (printer.out, FALSE);
}

char *
dcr_passage_render (const DcrArticle *article, const DcrPassage *passage,
                    const DcrSituation *situation)
{
  DcrPrinter printer = { .article = article,
                         .situation = situation,
                         .flags = DCR_TEXT_LINKS | DCR_TEXT_INLINE_LINKS,
                         .out = g_string_new (NULL) };

  if (passage->block->kind == DCR_BLOCK_GROUP)
    g_string_append (printer.out, passage->heading);
  dcr_print_whole (&printer, passage->block);
  g_string_append (printer.out, "\n\n");
  append_source (printer.out, article);
  return g_string_free (printer.out, FALSE);
}
