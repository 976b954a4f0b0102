/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference.h"

#include <string.h>

static void
entry_free (gpointer data)
{
  DcrDiffEntry *entry = data;
  g_free (entry->address);
  g_free (entry->heading);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

static void
add_entry (GPtrArray *entries, DcrDiffKind kind, const DcrPassage *before, const DcrPassage *after)
{
  const DcrPassage *named = after != NULL ? after : before;
  DcrDiffEntry *entry = g_new0 (DcrDiffEntry, 1);

  entry->kind = kind;
  entry->address = g_strdup (named->address);
  entry->heading = g_strdup (named->heading);
  entry->before = before != NULL ? g_strdup (before->text) : NULL;
  entry->after = after != NULL ? g_strdup (after->text) : NULL;
  g_ptr_array_add (entries, entry);
}

/* Pairs each passage of @after with one of @before: first by address; then, among those left, by
 * text: a heading was renamed or the passage moved, and what is read out is the same. -1: no pair.
 */
static int *
pair_passages (const DcrArticle *before, const DcrArticle *after, gboolean *taken)
{
  g_autoptr (GHashTable) by_address = g_hash_table_new (g_str_hash, g_str_equal);
  int *pairs = g_new (int, MAX (after->n_passages, 1));

  for (guint i = 0; i < before->n_passages; i++)
    g_hash_table_insert (by_address, (gpointer) before->passages[i].address,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < after->n_passages; i++)
    {
      pairs[i] = GPOINTER_TO_INT (g_hash_table_lookup (by_address, after->passages[i].address)) - 1;
      if (pairs[i] >= 0)
        taken[pairs[i]] = TRUE;
    }
  for (guint i = 0; i < after->n_passages; i++)
    for (guint k = 0; k < before->n_passages && pairs[i] < 0; k++)
      if (!taken[k] && after->passages[i].text[0] != '\0'
          && strcmp (before->passages[k].text, after->passages[i].text) == 0)
        {
          pairs[i] = k;
          taken[k] = TRUE;
        }
  return pairs;
}

/* The removed that stood before @limit in the former order. */
static guint
add_removed (GPtrArray *entries, const DcrArticle *before, const gboolean *taken, guint from,
             guint limit)
{
  for (; from < limit; from++)
    if (!taken[from])
      add_entry (entries, DCR_DIFF_REMOVED, &before->passages[from], NULL);
  return from;
}

GPtrArray *
dcr_article_diff (const DcrArticle *before, const DcrArticle *after)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (before->n_passages, 1));
  g_autofree int *pairs = pair_passages (before, after, taken);
  guint removed = 0;

  for (guint i = 0; i < after->n_passages; i++)
    {
      const DcrPassage *now = &after->passages[i];
      if (pairs[i] < 0)
        {
          add_entry (entries, DCR_DIFF_ADDED, NULL, now);
          continue;
        }
      removed = MAX (removed, add_removed (entries, before, taken, removed, pairs[i]));
      if (strcmp (before->passages[pairs[i]].hash, now->hash) != 0)
        add_entry (entries, DCR_DIFF_CHANGED, &before->passages[pairs[i]], now);
    }
  add_removed (entries, before, taken, removed, before->n_passages);
  return entries;
}
