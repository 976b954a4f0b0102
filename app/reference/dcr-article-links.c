/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links inside the document, and the ways out of it. */
#include "reference/dcr-article-private.h"

#include <string.h>

typedef void (*RunFunc) (DcrRun *run, gpointer data);

typedef struct
{
  RunFunc func;
  gpointer data;
} Runs;

static gboolean
visit_runs (const DcrBlock *block, gpointer user_data)
{
  Runs *runs = user_data;

  for (guint i = 0; i < block->n_title; i++)
    runs->func ((DcrRun *)&block->title[i], runs->data);
  for (guint i = 0; i < block->n_alternate; i++)
    runs->func ((DcrRun *)&block->alternate[i], runs->data);
  for (guint i = 0; i < block->n_runs; i++)
    runs->func ((DcrRun *)&block->runs[i], runs->data);
  return TRUE;
}

static void
walk_all (const DcrArticle *article, DcrBlockFunc func, gpointer data)
{
  dcr_block_walk (article->root, func, data);
  for (guint i = 0; i < article->n_glossary; i++)
    dcr_block_walk (article->glossary[i].text, func, data);
}

/* ---- Inside --------------------------------------------------------------------------------- */

typedef struct
{
  DcrBuilder *builder;
  GHashTable *definitions; /* set of ids */
  GHashTable *anchors;     /* id -> DcrBlock */
} Inside;

static void
resolve (DcrRun *run, gpointer data)
{
  Inside *inside = data;
  const DcrArticle *article = inside->builder->article;
  const DcrBlock *block;
  const char *ref;

  if (run->link != DCR_LINK_DEFINITION || g_hash_table_contains (inside->definitions, run->target))
    return;
  block = g_hash_table_lookup (inside->anchors, run->target);
  if (block != NULL && block->passage < article->n_passages)
    {
      run->link = DCR_LINK_PASSAGE;
      run->target = article->passages[block->passage].address;
      return;
    }
  /* five links to a definition lead to a document instead, which may be gone (FORMAT 6) */
  ref = run->target[0] != 'R' ? dcr_build_ref (inside->builder, run->target, NULL) : NULL;
  if (ref == NULL)
    inside->builder->article->n_dangling++;
  run->link = ref != NULL ? DCR_LINK_ARTICLE : DCR_LINK_NONE;
  run->target = ref;
}

void
dcr_build_inner_links (DcrBuilder *builder)
{
  DcrArticle *article = builder->article;
  Inside inside = { builder, g_hash_table_new (g_str_hash, g_str_equal),
                    g_hash_table_new (g_str_hash, g_str_equal) };
  Runs runs = { resolve, &inside };

  for (guint i = 0; i < article->n_glossary; i++)
    g_hash_table_add (inside.definitions, (gpointer)article->glossary[i].id);
  for (guint i = builder->anchors->len; i-- > 0;)
    {
      DcrAnchor *anchor = &g_array_index (builder->anchors, DcrAnchor, i);

      g_hash_table_insert (inside.anchors, (gpointer)anchor->id, (gpointer)anchor->block);
    }
  walk_all (article, visit_runs, &runs);
  g_hash_table_unref (inside.definitions);
  g_hash_table_unref (inside.anchors);
}

/* ---- Outside -------------------------------------------------------------------------------- */

typedef struct
{
  DcrBuilder *builder;
  GArray *links;
} Outside;

static void
add_link (Outside *outside, DcrLinkRole role, const char *target, const char *url, const char *text)
{
  DcrArticleLink link = { .role = role, .url = url, .text = text };
  const char *slash = target != NULL ? strchr (target, '/') : NULL;

  if (slash != NULL)
    {
      link.target_id = slash + 1;
      for (DcrAudience audience = 0; audience < DCR_N_AUDIENCES; audience++)
        {
          const char *name = dcr_audience_name (audience);

          if (strncmp (name, target, (gsize)(slash - target)) == 0 && name[slash - target] == '\0')
            link.target_audience = audience;
        }
    }
  if (link.target_id != NULL || link.url != NULL)
    g_array_append_val (outside->links, link);
}

static void
add_run (DcrRun *run, gpointer data)
{
  if (run->link == DCR_LINK_ARTICLE)
    add_link (data, DCR_ROLE_TEXT, run->target, NULL, run->text);
  else if (run->link == DCR_LINK_WEB)
    add_link (data, DCR_ROLE_TEXT, NULL, run->target, run->text);
}

static DcrLinkRole
item_role (const DcrBlock *block)
{
  static const struct
  {
    const char *element;
    DcrLinkRole role;
  } roles[] = {
    { "Reference", DCR_ROLE_REFERENCE },       { "PourEnSavoirPlus", DCR_ROLE_MORE },
    { "Partenaire", DCR_ROLE_MORE },           { "QuestionReponse", DCR_ROLE_QUESTION },
    { "CommentFaireSi", DCR_ROLE_LIFE_EVENT }, { "FicheLiee", DCR_ROLE_USED_BY },
    { "RechercheGuidee", DCR_ROLE_GUIDED },    { "RechercheGuideePere", DCR_ROLE_GUIDED },
    { "LienInterne", DCR_ROLE_GUIDED },        { "FicheConnexe", DCR_ROLE_SEE_ALSO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (block->element, roles[i].element) == 0)
      return roles[i].role;
  for (const DcrBlock *above = block->parent; above != NULL; above = above->parent)
    if (above->kind == DCR_BLOCK_LINK_ITEM)
      return item_role (above);
    else if (above->kind == DCR_BLOCK_SECTION)
      switch (above->style)
        {
        case DCR_SECTION_MENU:
          return DCR_ROLE_MENU;
        case DCR_SECTION_SEE_ALSO:
          return DCR_ROLE_SEE_ALSO;
        case DCR_SECTION_USED_BY:
          return DCR_ROLE_USED_BY;
        default:
          break;
        }
  return DCR_ROLE_TEXT;
}

static gboolean
visit_block (const DcrBlock *block, gpointer user_data)
{
  Outside *outside = user_data;
  Runs runs = { add_run, outside };
  DcrLinkRole role = DCR_ROLE_TEXT;

  visit_runs (block, &runs);
  if (block->target == NULL && block->url == NULL)
    return TRUE;
  if (block->kind == DCR_BLOCK_SERVICE)
    role = DCR_ROLE_SERVICE;
  else if (block->kind == DCR_BLOCK_WHERE)
    role = DCR_ROLE_WHERE;
  else if (block->kind == DCR_BLOCK_LINK_ITEM)
    role = item_role (block);
  add_link (outside, role, block->target, block->url,
            dcr_runs_text (outside->builder, block->title, block->n_title));
  return TRUE;
}

void
dcr_build_outer_links (DcrBuilder *builder)
{
  DcrArticle *article = builder->article;
  Outside outside = { builder, g_array_new (FALSE, FALSE, sizeof (DcrArticleLink)) };

  walk_all (article, visit_block, &outside);
  article->n_links = outside.links->len;
  article->links = dcr_arena_dup (builder->arena, outside.links->data,
                                  outside.links->len * sizeof (DcrArticleLink));
  g_array_unref (outside.links);
}

/* ---- Links without words --------------------------------------------------------------------- */

typedef struct
{
  DcrArticle *article;
  DcrTitleFunc func;
  gpointer data;
  gboolean *touched; /* by passage */
} Naming;

static const char *
title_of (Naming *naming, const char *ref)
{
  g_autofree char *title = naming->func (ref, naming->data);

  if (title == NULL || *title == '\0')
    return NULL;
  return dcr_arena_text (&((DcrArticleReal *)naming->article)->arena, title, strlen (title));
}

static gboolean
name_block (const DcrBlock *const_block, gpointer user_data)
{
  Naming *naming = user_data;
  DcrBlock *block = (DcrBlock *)const_block;
  DcrArticleReal *real = (DcrArticleReal *)naming->article;
  gboolean touched = FALSE;

  for (guint i = 0; i < block->n_runs; i++)
    if (block->runs[i].text[0] == '\0' && block->runs[i].link == DCR_LINK_ARTICLE)
      {
        const char *title = title_of (naming, block->runs[i].target);

        ((DcrRun *)block->runs)[i].text = title != NULL ? title : "";
        touched |= title != NULL;
      }
  if (block->kind == DCR_BLOCK_LINK_ITEM && block->n_title == 0 && block->target != NULL)
    {
      const char *title = title_of (naming, block->target);

      if (title != NULL)
        {
          DcrRun *run = dcr_arena_new (&real->arena, DcrRun);

          run->text = title;
          block->title = run;
          block->n_title = 1;
          block->is_made = TRUE;
          touched = TRUE;
        }
    }
  if (touched && block->passage < naming->article->n_passages)
    naming->touched[block->passage] = TRUE;
  return TRUE;
}

void
dcr_article_name_links (DcrArticle *article, DcrTitleFunc func, gpointer user_data)
{
  g_autofree gboolean *touched = g_new0 (gboolean, article->n_passages + 1);
  Naming naming = { article, func, user_data, touched };

  g_return_if_fail (((DcrArticleReal *)article)->tree == NULL);
  walk_all (article, name_block, &naming);
  for (guint i = 0; i < article->n_passages; i++)
    if (touched[i])
      ((DcrPassage *)article->passages)[i].text
          = dcr_passage_text (article, &article->passages[i], NULL);
}
