/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dev-cases.h"

#include <string.h>

#include "corpus.h"

typedef struct
{
  char *dossier, *words, *leaf;
} Rule;

static GPtrArray *
read_rules (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DCR_SOURCE"), "tests", "calls", "breadcrumbs.tsv", NULL);
  GPtrArray *rules = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char **parts = g_strsplit (*line, "\t", 3);
      Rule *rule;
      if (**line == '#' || g_strv_length (parts) != 3)
        {
          g_strfreev (parts);
          continue;
        }
      rule = g_new (Rule, 1);
      *rule = (Rule) { parts[0], parts[1], parts[2] };
      g_free (parts);
      g_ptr_array_add (rules, rule);
    }
  return rules;
}

static char *
plain (const char *text)
{
  GString *out = g_string_new (text ? text : "");
  g_string_replace (out, "\302\240", " ", 0);
  return g_strstrip (g_string_free (out, FALSE));
}

static const char *
find_leaf (GPtrArray *rules, const DcrArticle *article)
{
  guint at = article->n_crumbs > 3 ? 2 : 1;
  g_autofree char *dossier = article->n_crumbs > 1 ? plain (article->crumbs[at].title) : NULL;
  g_autofree char *title = plain (article->title);
  g_autofree char *lower = g_utf8_strdown (title, -1);

  for (guint i = 0; dossier != NULL && i < rules->len; i++)
    {
      const Rule *rule = rules->pdata[i];
      g_autofree char *words = g_utf8_strdown (rule->words, -1);
      if (g_str_equal (rule->dossier, dossier)
          && (g_str_equal (words, "*") || strstr (lower, words) != NULL))
        return rule->leaf;
    }
  return NULL;
}

static DcrArticle *
parse_article (GHashTable *documents, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".xml", NULL);
  const Document *document = g_hash_table_lookup (documents, name);
  return document ? dcr_article_parse (document->bytes, document->size, NULL, NULL) : NULL;
}

/* The first id of grade 2 of « F1344:2,F1345:1 ». */
static char *
best_id (const char *grades)
{
  g_auto (GStrv) parts = g_strsplit (grades, ",", -1);
  for (char **part = parts; *part != NULL; part++)
    if (g_str_has_suffix (*part, ":2"))
      return g_strndup (*part, strlen (*part) - 2);
  return NULL;
}

static GPtrArray *
read_cases (GPtrArray *rules, GHashTable *documents)
{
  g_autofree char *path = g_build_filename (g_getenv ("DCR_SHARED"), "relevance", "dev.tsv", NULL);
  GPtrArray *cases = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint unmapped = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, "\t", 3);
      g_autofree char *id = NULL;
      DcrArticle *article;
      const char *leaf;
      if (g_strv_length (parts) != 3
          || !(g_str_equal (parts[0], "citizen") || g_str_has_prefix (parts[0], "hard")))
        continue;
      id = best_id (parts[2]);
      article = id ? parse_article (documents, id) : NULL;
      leaf = article ? find_leaf (rules, article) : NULL;
      unmapped += article != NULL && leaf == NULL;
      if (leaf == NULL)
        continue;
      DevCase *one = g_new0 (DevCase, 1);
      *one = (DevCase) { g_strdup (parts[1]), article, leaf };
      g_ptr_array_add (cases, one);
    }
  g_assert_cmpuint (unmapped, ==, 0);
  return cases;
}

GPtrArray *
dev_cases_read (void)
{
  g_autoptr (GPtrArray) archive = corpus_read (DEV_ARCHIVE);
  g_autoptr (GHashTable) documents = g_hash_table_new (g_str_hash, g_str_equal);

  if (archive == NULL)
    return NULL;
  for (guint i = 0; i < archive->len; i++)
    g_hash_table_insert (documents, ((Document *) archive->pdata[i])->name, archive->pdata[i]);
  return read_cases (read_rules (), documents); /* rules live to the end of the process, as the cases do */
}
