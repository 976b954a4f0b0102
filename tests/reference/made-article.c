/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-article.h"

#include <string.h>

char *
made_document (const char *inside)
{
  return g_strconcat ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<Publication xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ID=\"F1\" "
                      "type=\"Fiche d'information\">"
                      "<dc:title>Titre de la fiche</dc:title><dc:date>modified 2026-11-03</dc:date>"
                      "<SurTitre>Fiche pratique</SurTitre><Audience>Particuliers</Audience>"
                      "<FilDAriane><Niveau ID=\"Particuliers\">Accueil</Niveau></FilDAriane>",
                      inside, "</Publication>", NULL);
}

DcrArticle *
made_article_counted (const char *inside, GHashTable *unknown)
{
  g_autofree char *bytes = made_document (inside);
  g_autoptr (GError) error = NULL;
  DcrArticle *article = dcr_article_parse (bytes, strlen (bytes), unknown, &error);

  g_assert_no_error (error);
  g_assert_nonnull (article);
  return article;
}

DcrArticle *
made_article (const char *inside)
{
  return made_article_counted (inside, NULL);
}

typedef struct
{
  DcrBlockKind kind;
  guint n;
  const DcrBlock *found;
} Search;

static gboolean
look (const DcrBlock *block, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && block->kind == search->kind && search->n-- == 0)
    search->found = block;
  return search->found == NULL;
}

const DcrBlock *
block_of_kind (const DcrBlock *block, DcrBlockKind kind, guint n)
{
  Search search = { kind, n, NULL };

  dcr_block_walk (block, look, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

void
assert_runs (const DcrRun *runs, guint n_runs, const char *text)
{
  g_autofree char *all = dcr_runs_to_text (runs, n_runs);

  g_assert_cmpstr (all, ==, text);
}
