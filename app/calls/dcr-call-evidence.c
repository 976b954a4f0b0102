/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-call-private.h"

#include <string.h>

#include "base/dcr-clock.h"

/* Enough for any call; a list that a stuck key would fill stays small in the draft. */
#define MAX_QUERIES 50
#define MAX_ARTICLES 200

void
dcr_call_article_free (DcrCallArticle *article)
{
  if (article == NULL)
    return;
  g_free (article->ref);
  g_free (article->hash);
  g_free (article->title);
  g_free (article->theme);
  g_free (article->text);
  g_free (article);
}

DcrCallArticle *
dcr_call_article_copy (const DcrCallArticle *article)
{
  DcrCallArticle *copy = g_new (DcrCallArticle, 1);

  *copy = (DcrCallArticle) {
    .ref = g_strdup (article->ref),
    .version = article->version,
    .hash = g_strdup (article->hash ? article->hash : ""),
    .title = g_strdup (article->title ? article->title : ""),
    .theme = g_strdup (article->theme),
    .text = g_strdup (article->text),
    .opened = article->opened ? article->opened : dcr_clock_now_ms (),
  };
  return copy;
}

void
dcr_call_passage_free (DcrCallPassage *passage)
{
  if (passage == NULL)
    return;
  g_free (passage->ref);
  g_free (passage->article_hash);
  g_free (passage->article_title);
  g_free (passage->date);
  g_free (passage->address);
  g_free (passage->heading);
  g_free (passage->hash);
  g_free (passage->text);
  g_free (passage->ticked);
  g_free (passage);
}

DcrCallPassage *
dcr_call_passage_copy (const DcrCallPassage *passage)
{
  DcrCallPassage *copy = g_new (DcrCallPassage, 1);

  *copy = (DcrCallPassage) {
    .ref = g_strdup (passage->ref),
    .version = passage->version,
    .article_hash = g_strdup (passage->article_hash),
    .article_title = g_strdup (passage->article_title),
    .date = g_strdup (passage->date),
    .address = g_strdup (passage->address),
    .heading = g_strdup (passage->heading ? passage->heading : ""),
    .hash = g_strdup (passage->hash ? passage->hash : ""),
    .text = g_strdup (passage->text ? passage->text : ""),
    .ticked = g_strdup (passage->ticked),
    .n_lines = passage->n_lines,
  };
  return copy;
}

static int
find_article (DcrCall *self, const char *ref)
{
  for (guint i = 0; i < self->articles->len; i++)
    if (g_str_equal (((DcrCallArticle *) self->articles->pdata[i])->ref, ref))
      return i;
  return -1;
}

void
dcr_call_open_article (DcrCall *self, const DcrCallArticle *article)
{
  int at = find_article (self, article->ref);

  if (at >= 0 && (guint) at == self->articles->len - 1
      && g_strcmp0 (((DcrCallArticle *) self->articles->pdata[at])->hash, article->hash) == 0)
    return; /* the one that is open already */
  if (at >= 0)
    g_ptr_array_remove_index (self->articles, at);
  else if (self->articles->len >= MAX_ARTICLES)
    g_ptr_array_remove_index (self->articles, 0);
  g_ptr_array_add (self->articles, dcr_call_article_copy (article));
  dcr_call_changed (self, DCR_CALL_CHANGED_EVIDENCE);
}

void
dcr_call_add_query (DcrCall *self, const char *words)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  const char *last = self->queries->len ? self->queries->pdata[self->queries->len - 1] : NULL;

  if (trimmed[0] == '\0' || g_strcmp0 (last, trimmed) == 0)
    return;
  if (last != NULL && g_str_has_prefix (trimmed, last)) /* still typing it */
    g_ptr_array_remove_index (self->queries, self->queries->len - 1);
  else if (self->queries->len >= MAX_QUERIES)
    g_ptr_array_remove_index (self->queries, 0);
  g_ptr_array_add (self->queries, g_steal_pointer (&trimmed));
  dcr_call_changed (self, DCR_CALL_CHANGED_EVIDENCE);
}

GPtrArray *
dcr_call_get_articles (DcrCall *self)
{
  return self->articles;
}

GPtrArray *
dcr_call_get_queries (DcrCall *self)
{
  return self->queries;
}

GPtrArray *
dcr_call_get_passages (DcrCall *self)
{
  return self->passages;
}

guint
dcr_call_find_passage (DcrCall *self, const char *ref, const char *address)
{
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrCallPassage *passage = self->passages->pdata[i];
      if (g_str_equal (passage->ref, ref) && g_str_equal (passage->address, address))
        return i + 1;
    }
  return 0;
}

guint
dcr_call_keep_passage (DcrCall *self, const DcrCallPassage *passage)
{
  guint number = dcr_call_find_passage (self, passage->ref, passage->address);

  if (number != 0)
    return number;
  if (find_article (self, passage->ref) < 0) /* a kept passage always has its article */
    g_ptr_array_add (self->articles, dcr_call_article_copy (&(DcrCallArticle) {
                                       .ref = passage->ref,
                                       .version = passage->version,
                                       .hash = passage->article_hash,
                                       .title = passage->article_title,
                                     }));
  g_ptr_array_add (self->passages, dcr_call_passage_copy (passage));
  dcr_call_changed (self, DCR_CALL_CHANGED_PASSAGES | DCR_CALL_CHANGED_EVIDENCE);
  return self->passages->len;
}

gboolean
dcr_call_drop_passage (DcrCall *self, const char *ref, const char *address)
{
  guint number = dcr_call_find_passage (self, ref, address);

  if (number == 0)
    return FALSE;
  g_ptr_array_remove_index (self->passages, number - 1);
  dcr_call_changed (self, DCR_CALL_CHANGED_PASSAGES | DCR_CALL_CHANGED_EVIDENCE);
  return TRUE;
}

void
dcr_call_move_passage (DcrCall *self, guint from, guint to)
{
  gpointer moved;

  if (from < 1 || to < 1 || from > self->passages->len || to > self->passages->len || from == to)
    return;
  moved = g_ptr_array_steal_index (self->passages, from - 1);
  g_ptr_array_insert (self->passages, to - 1, moved);
  dcr_call_changed (self, DCR_CALL_CHANGED_PASSAGES);
}

void
dcr_call_set_ticked (DcrCall *self, const char *ref, const char *address, const char *ticked)
{
  guint number = dcr_call_find_passage (self, ref, address);
  DcrCallPassage *passage;

  if (number == 0)
    return;
  passage = self->passages->pdata[number - 1];
  if (g_strcmp0 (passage->ticked, ticked) == 0)
    return;
  g_free (passage->ticked);
  passage->ticked = g_strdup (ticked);
  dcr_call_changed (self, DCR_CALL_CHANGED_PASSAGES);
}
