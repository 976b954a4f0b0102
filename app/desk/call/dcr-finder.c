/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-finder.h"

#include <string.h>

/* One text of the article, folded once: @places[i] is the byte of the text that byte i of @folded
 * comes from. */
typedef struct
{
  const DcrBlock *block;
  gconstpointer key;
  char *folded;
  guint *places;
  guint length;
} Text;

typedef struct
{
  guint first, n;
} Span;

struct _DcrFinder
{
  const DcrArticle *article;
  GArray *texts;     /* Text; made by the first search */
  GArray *found;     /* DcrFound */
  GArray *ranges;    /* guint, two for each found place */
  GHashTable *spans; /* key -> Span of found places */
};

static void
text_clear (gpointer data)
{
  g_free (((Text *) data)->folded);
  g_free (((Text *) data)->places);
}

DcrFinder *
dcr_finder_new (const DcrArticle *article)
{
  DcrFinder *finder = g_new0 (DcrFinder, 1);

  finder->article = article;
  finder->found = g_array_new (FALSE, FALSE, sizeof (DcrFound));
  finder->ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  finder->spans = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return finder;
}

void
dcr_finder_free (DcrFinder *finder)
{
  g_clear_pointer (&finder->texts, g_array_unref);
  g_array_unref (finder->found);
  g_array_unref (finder->ranges);
  g_hash_table_unref (finder->spans);
  g_free (finder);
}

/* Letters of @c as one types them: « É » is « e », « œ » is « oe », a typographic apostrophe a
 * plain one, any space a space. */
static guint
fold_char (gunichar c, char *out)
{
  gunichar parts[8];
  gsize n;

  if (c < 0x80)
    {
      out[0] = g_ascii_tolower ((char) c);
      return 1;
    }
  c = g_unichar_tolower (c);
  if (c == 0x153 || c == 0xe6)
    {
      out[0] = c == 0x153 ? 'o' : 'a';
      out[1] = 'e';
      return 2;
    }
  if (c == 0x2019 || c == 0x2bc)
    c = '\'';
  else if (c == 0xa0 || c == 0x202f || c == 0x2009)
    c = ' ';
  n = g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
  if (n > 0)
    c = parts[0];
  return g_unichar_ismark (c) || c == 0xad || c == 0x200b ? 0 : (guint) g_unichar_to_utf8 (c, out);
}

static void
fold (const char *plain, GString *folded, GArray *places)
{
  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at))
    {
      char out[8];
      const guint n = fold_char (g_utf8_get_char (at), out), place = (guint) (at - plain);

      g_string_append_len (folded, out, n);
      for (guint i = 0; i < n; i++)
        g_array_append_val (places, place);
    }
  if (places != NULL)
    g_array_append_val (places, ((guint){ (guint) strlen (plain) }));
}

static void
add_text (DcrFinder *finder, const DcrBlock *block, gconstpointer key, const char *plain)
{
  GString *folded = g_string_sized_new (strlen (plain) + 1);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (guint), strlen (plain) + 1);
  Text text = { .block = block, .key = key };

  fold (plain, folded, places);
  text.length = (guint) folded->len;
  text.folded = g_string_free (folded, FALSE);
  text.places = (guint *) (gpointer) g_array_free (places, FALSE);
  g_array_append_val (finder->texts, text);
}

static gboolean
gather (const DcrBlock *block, gpointer user_data)
{
  DcrFinder *finder = user_data;
  const DcrRun *const runs[] = { block->title, block->runs };
  const guint n_runs[] = { block->n_title, block->n_runs };

  for (guint i = 0; i < 2; i++)
    if (n_runs[i] > 0)
      {
        g_autofree char *plain = dcr_runs_to_text (runs[i], n_runs[i]);
        add_text (finder, block, runs[i], plain);
      }
  if (block->note != NULL)
    add_text (finder, block, block->note, block->note);
  return TRUE;
}

static guint
end_of (const Text *text, guint at)
{
  /* the next byte that comes from another letter of the text */
  while (at < text->length && text->places[at] == text->places[at - 1])
    at++;
  return text->places[at];
}

static void
search_text (DcrFinder *finder, const Text *text, const char *needle)
{
  const gsize length = strlen (needle);
  Span *span = NULL;

  for (const char *at = text->folded; (at = strstr (at, needle)) != NULL; at += length)
    {
      const guint offset = (guint) (at - text->folded);
      DcrFound found = { text->block, text->key, text->places[offset],
                         end_of (text, offset + (guint) length) };

      if (span == NULL)
        {
          span = g_new0 (Span, 1);
          span->first = finder->found->len;
          g_hash_table_insert (finder->spans, (gpointer) text->key, span);
        }
      span->n++;
      g_array_append_val (finder->found, found);
      g_array_append_val (finder->ranges, found.start);
      g_array_append_val (finder->ranges, found.end);
    }
}

guint
dcr_finder_search (DcrFinder *finder, const char *words)
{
  g_autoptr (GString) needle = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_set_size (finder->found, 0);
  g_array_set_size (finder->ranges, 0);
  g_hash_table_remove_all (finder->spans);
  fold (words, needle, places);
  if (needle->len < 2)
    return 0;
  if (finder->texts == NULL)
    {
      finder->texts = g_array_new (FALSE, FALSE, sizeof (Text));
      g_array_set_clear_func (finder->texts, text_clear);
      if (finder->article->root != NULL)
        dcr_block_walk (finder->article->root, gather, finder);
    }
  for (guint i = 0; i < finder->texts->len; i++)
    search_text (finder, &g_array_index (finder->texts, Text, i), needle->str);
  return finder->found->len;
}

guint
dcr_finder_get_count (DcrFinder *finder)
{
  return finder->found->len;
}

const DcrFound *
dcr_finder_get (DcrFinder *finder, guint i)
{
  return &g_array_index (finder->found, DcrFound, i);
}

guint
dcr_finder_ranges (DcrFinder *finder, gconstpointer key, const guint **ranges, guint *first)
{
  const Span *span = g_hash_table_lookup (finder->spans, key);

  if (span == NULL)
    return 0;
  *ranges = &g_array_index (finder->ranges, guint, 2 * span->first);
  *first = span->first;
  return span->n;
}
