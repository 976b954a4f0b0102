/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-lexicon.h"

#include <string.h>

#include "base/dcr-csv.h"
#include "dcr-search-resources.h"

typedef struct
{
  char **words;
  guint n_words;
  const char *from;
  char **to;
  double weight;
} Entry;

struct _DcrLexicon
{
  GPtrArray *entries;    /* Entry */
  GHashTable *by_first;  /* first word -> GPtrArray of Entry, longest first */
  GStringChunk *strings;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_strfreev (entry->words);
  g_strfreev (entry->to);
  g_free (entry);
}

gsize
dcr_lexicon_key (const char *folded, char out[DCR_TOKEN_MAX])
{
  return dcr_french_singular (folded, out);
}

/* Content words by their key; an entry of grammar alone (« être ») keeps all of its words. */
static char **
keys_of (const char *text, guint *n_words)
{
  g_autoptr (GPtrArray) content = g_ptr_array_new_with_free_func (g_free);
  char key[DCR_TOKEN_MAX];
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, text, -1);
  while (dcr_french_iter_next (&iter, &token))
    if (dcr_french_word_class (token.folded) == DCR_WORD_CONTENT)
      {
        dcr_lexicon_key (token.folded, key);
        g_ptr_array_add (content, g_strdup (key));
      }
  *n_words = content->len;
  g_ptr_array_add (content, NULL);
  return (char **) g_ptr_array_steal (content, NULL);
}

static int
compare_length (gconstpointer a, gconstpointer b)
{
  const Entry *x = *(const Entry *const *) a, *y = *(const Entry *const *) b;

  if (x->n_words != y->n_words)
    return x->n_words > y->n_words ? -1 : 1;
  return strcmp (x->from, y->from);
}

DcrLexicon *
dcr_lexicon_new (const DcrLexiconEntry *entries, guint n_entries)
{
  DcrLexicon *self = g_new0 (DcrLexicon, 1);
  GHashTableIter iter;
  gpointer list;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_first
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  self->strings = g_string_chunk_new (1 << 14);
  for (guint i = 0; i < n_entries; i++)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->words = keys_of (entries[i].from, &entry->n_words);
      entry->from = g_string_chunk_insert_const (self->strings, entries[i].from);
      entry->to = g_strsplit (entries[i].to, "|", -1);
      entry->weight = CLAMP (entries[i].weight, 0, 1);
      g_ptr_array_add (self->entries, entry);
      if (entry->n_words == 0)
        continue;
      list = g_hash_table_lookup (self->by_first, entry->words[0]);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (self->by_first, entry->words[0], list);
        }
      g_ptr_array_add (list, entry);
    }
  g_hash_table_iter_init (&iter, self->by_first);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_length);
  return self;
}

void
dcr_lexicon_free (DcrLexicon *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_first);
  g_ptr_array_unref (self->entries);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static gboolean
matches_at (const Entry *entry, const char *const *words, guint n_words)
{
  if (entry->n_words > n_words)
    return FALSE;
  for (guint i = 0; i < entry->n_words; i++)
    if (strcmp (entry->words[i], words[i]) != 0)
      return FALSE;
  return TRUE;
}

/* The longest entry that begins at @at. */
static const Entry *
longest_at (const DcrLexicon *self, const char *const *words, guint at, guint n_words)
{
  const GPtrArray *list = g_hash_table_lookup (self->by_first, words[at]);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (matches_at (g_ptr_array_index (list, i), words + at, n_words - at))
      return g_ptr_array_index (list, i);
  return NULL;
}

guint
dcr_lexicon_match (const DcrLexicon *self, const char *const *singulars, guint n_words,
                   DcrLexiconMatch *out, guint max)
{
  guint n = 0;

  for (guint at = 0; at < n_words && n < max;)
    {
      const Entry *entry = longest_at (self, singulars, at, n_words), *next;

      /* « carte de séjour perdue »: a longer entry that begins one word later wins too */
      if (entry != NULL && at + 1 < n_words
          && (next = longest_at (self, singulars, at + 1, n_words)) != NULL
          && next->n_words > entry->n_words && entry->n_words < 2)
        entry = NULL;
      if (entry == NULL)
        {
          at++;
          continue;
        }
      out[n++] = (DcrLexiconMatch){ at, entry->n_words, entry->from,
                                    (const char *const *) entry->to, entry->weight };
      at += entry->n_words;
    }
  return n;
}

/* ---- CSV ------------------------------------------------------------------------------------- */

GArray *
dcr_lexicon_read (const char *csv, gsize size, GStringChunk *strings, GError **error)
{
  static const char *const columns[] = { "kind", "from", "to", "weight", "reason", NULL };
  g_autoptr (DcrCsv) rows = dcr_csv_read (csv, size, columns, 3, NULL, error);
  GArray *entries;

  if (rows == NULL)
    return NULL;
  entries = g_array_new (FALSE, FALSE, sizeof (DcrLexiconEntry));
  for (guint row = 0; row < dcr_csv_get_n_rows (rows); row++)
    {
      const char *weight = dcr_csv_get (rows, row, 3);
      DcrLexiconEntry entry = { g_string_chunk_insert (strings, dcr_csv_get (rows, row, 1)),
                                g_string_chunk_insert (strings, dcr_csv_get (rows, row, 2)),
                                *weight != '\0' ? g_ascii_strtod (weight, NULL) : 1.0 };

      if (*entry.from != '\0' && *entry.to != '\0')
        g_array_append_val (entries, entry);
    }
  return entries;
}

GArray *
dcr_lexicon_read_own (GStringChunk *strings)
{
  g_autoptr (GBytes) bytes = NULL;
  GArray *entries;

  g_resources_register (dcr_search_data_get_resource ()); /* a static library drops its constructor */
  bytes = g_resources_lookup_data ("/org/decroche/search/lexicon.csv", 0, NULL);
  entries = bytes != NULL ? dcr_lexicon_read (g_bytes_get_data (bytes, NULL),
                                              g_bytes_get_size (bytes), strings, NULL)
                          : NULL;
  return entries != NULL ? entries : g_array_new (FALSE, FALSE, sizeof (DcrLexiconEntry));
}
