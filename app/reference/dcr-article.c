/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-article.h"

#include <string.h>

#include "reference/dcr-article-private.h"

static const char *const audience_names[DCR_N_AUDIENCES]
    = { "particuliers", "professionnels", "associations" };

const char *
dcr_audience_name (DcrAudience audience)
{
  return (guint)audience < DCR_N_AUDIENCES ? audience_names[audience] : "";
}

gboolean
dcr_audience_parse (const char *name, DcrAudience *audience)
{
  for (guint i = 0; name != NULL && i < DCR_N_AUDIENCES; i++)
    if (g_ascii_strcasecmp (name, audience_names[i]) == 0)
      {
        *audience = (DcrAudience)i;
        return TRUE;
      }
  /* the name of the professionals' site since 3.4 */
  if (name != NULL && g_ascii_strcasecmp (name, "entreprendre") == 0)
    {
      *audience = DCR_AUDIENCE_PROFESSIONNELS;
      return TRUE;
    }
  return FALSE;
}

gboolean
dcr_article_ref_parse (const char *ref, DcrAudience *audience, char **id)
{
  const char *slash = strchr (ref, '/');
  const char *rest = slash != NULL ? slash + 1 : ref;
  g_autofree char *name = slash != NULL ? g_strndup (ref, (gsize)(slash - ref)) : NULL;
  gsize length = 0;

  *audience = DCR_AUDIENCE_PARTICULIERS;
  if (name != NULL && !dcr_audience_parse (name, audience))
    return FALSE;
  while (g_ascii_isalnum (rest[length]) || rest[length] == '-')
    length++;
  if (length == 0 || length > 32 || rest[length] != '\0')
    return FALSE;
  *id = g_ascii_strup (rest, (gssize)length);
  return TRUE;
}

DcrArticle *
dcr_article_ref (DcrArticle *article)
{
  g_atomic_int_inc (&article->ref_count);
  return article;
}

void
dcr_article_unref (DcrArticle *article)
{
  DcrArticleReal *real = (DcrArticleReal *)article;

  if (article == NULL || !g_atomic_int_dec_and_test (&article->ref_count))
    return;
  dcr_arena_clear (&real->arena);
  dcr_article_unref (real->tree);
  dcr_article_unref (real->guided);
  g_free (real);
}

const DcrPassage *
dcr_article_find_passage (const DcrArticle *article, const char *address)
{
  for (guint i = 0; i < article->n_passages; i++)
    if (strcmp (article->passages[i].address, address) == 0)
      return &article->passages[i];
  return NULL;
}

const DcrBlock *
dcr_article_find_block (const DcrArticle *article, const char *address)
{
  const DcrArticleReal *real = (const DcrArticleReal *)article;
  const DcrPassage *passage = dcr_article_find_passage (article, address);

  if (passage != NULL)
    return passage->block;
  for (guint i = 0; i < real->n_cases; i++)
    if (strcmp (real->cases[i]->address, address) == 0)
      return real->cases[i];
  return NULL;
}

const char *
dcr_runs_text (DcrBuilder *builder, const DcrRun *runs, guint n_runs)
{
  gsize length = 0;
  char *text, *to;

  if (n_runs == 0)
    return "";
  if (n_runs == 1)
    return runs[0].text;
  for (guint i = 0; i < n_runs; i++)
    length += strlen (runs[i].text);
  text = to = dcr_arena_open (builder->arena, length + 1);
  for (guint i = 0; i < n_runs; i++)
    to = g_stpcpy (to, runs[i].text);
  dcr_arena_keep (builder->arena, length + 1);
  return text;
}

char *
dcr_day_text (const char *date)
{
  if (date == NULL || strlen (date) < 10 || date[4] != '-' || date[7] != '-')
    return g_strdup (date);
  return g_strdup_printf ("%.2s/%.2s/%.4s", date + 8, date + 5, date);
}
