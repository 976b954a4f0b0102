/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-spell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORD 24
#define MAX_KEYS (1 + DCR_SPELL_PREFIX + DCR_SPELL_PREFIX * (DCR_SPELL_PREFIX - 1) / 2)

static gboolean
is_correctable (const char *word, gsize length)
{
  if (length < 4 || length > MAX_WORD)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (word[i]))
      return FALSE;
  return TRUE;
}

static guint
hash_letters (const char *letters, gsize n)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) letters[i]) * 16777619u;
  return hash ^ (hash >> 13);
}

/* Hashes of @word's first letters with none, one and two of them left out. */
static guint
deletion_keys (const char *word, gsize length, guint keys[MAX_KEYS])
{
  gsize n = MIN (length, DCR_SPELL_PREFIX);
  guint k = 0;
  char one[DCR_SPELL_PREFIX], two[DCR_SPELL_PREFIX];

  keys[k++] = hash_letters (word, n);
  for (gsize i = 0; i < n; i++)
    {
      memcpy (one, word, i);
      memcpy (one + i, word + i + 1, n - i - 1);
      keys[k++] = hash_letters (one, n - 1);
      for (gsize j = i; length > 4 && j + 1 < n; j++)
        {
          memcpy (two, one, j);
          memcpy (two + j, one + j + 1, n - 1 - j - 1);
          keys[k++] = hash_letters (two, n - 2);
        }
    }
  return k;
}

void
dcr_spell_build (const DcrVocabulary *vocabulary, GByteArray *heads, GByteArray *words)
{
  guint n_surfaces = vocabulary->surfaces->len, n_buckets = 1024, total = 0, keys[MAX_KEYS];
  g_autofree guint32 *starts = NULL;
  g_autofree guint32 *ids = NULL;

  while (n_buckets < n_surfaces * 8)
    n_buckets *= 2;
  starts = g_new0 (guint32, n_buckets + 2);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < n_surfaces; i++)
        {
          const DcrVocabularySurface *s = dcr_vocabulary_surface (vocabulary, vocabulary->order[i]);
          gsize length = strlen (s->folded);
          guint n;

          if (!is_correctable (s->folded, length) || s->documents < 2)
            continue;
          n = deletion_keys (s->folded, length, keys);
          for (guint k = 0; k < n; k++)
            {
              guint bucket = keys[k] & (n_buckets - 1);
              if (pass == 0)
                starts[bucket + 2]++;
              else
                ids[starts[bucket + 1]++] = i;
            }
          total += pass == 0 ? n : 0;
        }
      if (pass == 0)
        {
          for (guint i = 0; i < n_buckets; i++)
            starts[i + 2] += starts[i + 1];
          ids = g_new (guint32, total + 1);
        }
    }
  g_byte_array_append (heads, (const guint8 *) starts, (n_buckets + 1) * sizeof *starts);
  g_byte_array_append (words, (const guint8 *) ids, total * sizeof *ids);
}

/* ---- Distance ------------------------------------------------------------------------------- */

/* Letters that French confuses by ear. */
static gboolean
sound_alike (char a, char b)
{
  static const char *const pairs[] = { "cs", "ck", "kq", "cq", "sz", "iy", "gj", "sx",
                                       "ae", "ei", "ao", "mn", "dt", "bp", "fv", "eo" };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if ((pairs[i][0] == a && pairs[i][1] == b) || (pairs[i][0] == b && pairs[i][1] == a))
      return TRUE;
  return FALSE;
}

static gboolean
keys_touch (char a, char b)
{
  static const char *const rows[] = { "azertyuiop", "qsdfghjklm", "wxcvbn" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *x = strchr (rows[i], a), *y = strchr (rows[i], b);
      if (x != NULL && y != NULL && abs ((int) (x - y)) == 1)
        return TRUE;
    }
  return FALSE;
}

/* cost of writing b for a, made once */
static float swap_cost[26][26];

static void
ensure_costs (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  for (char a = 'a'; a <= 'z'; a++)
    for (char b = 'a'; b <= 'z'; b++)
      swap_cost[a - 'a'][b - 'a'] = a == b               ? 0
                                    : sound_alike (a, b) ? 0.7f
                                    : keys_touch (a, b)  ? 0.85f
                                                         : 1.0f;
  g_once_init_leave (&done, 1);
}

static inline float
extra_cost (const char *word, gsize i)
{
  /* a letter too many or too few costs less when it doubles its neighbour, or is a silent h or final e */
  if (i > 0 && word[i] == word[i - 1])
    return 0.5f;
  return word[i] == 'h' || word[i] == 'e' ? 0.8f : 1.0f;
}

float
dcr_spell_distance (const char *typed, const char *word, gboolean prefix, float limit)
{
  gsize n = strlen (typed), m = strlen (word);
  float rows[3][MAX_WORD + 3], *before = rows[0], *above = rows[1], *row = rows[2], best_end = 1e9f;

  ensure_costs ();
  if (n > MAX_WORD || m > MAX_WORD || n == 0 || n > m + 2 || (!prefix && m > n + 2))
    return limit + 1;
  above[0] = 0;
  for (gsize j = 1; j <= m; j++)
    above[j] = above[j - 1] + extra_cost (word, j - 1);
  for (gsize i = 1; i <= n; i++)
    {
      gsize from = i > 3 ? i - 3 : 1, to = MIN (m, i + 3);
      float lowest = 1e9f, *swap;

      row[0] = above[0] + extra_cost (typed, i - 1);
      if (from > 1)
        row[from - 1] = 1e9f;
      for (gsize j = from; j <= to; j++)
        {
          float cost = above[j - 1] + swap_cost[typed[i - 1] - 'a'][word[j - 1] - 'a'];
          cost = MIN (cost, row[j - 1] + extra_cost (word, j - 1));
          if (j < i + 3)
            cost = MIN (cost, above[j] + extra_cost (typed, i - 1));
          if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
            cost = MIN (cost, before[j - 2] + 0.9f);
          row[j] = cost;
          lowest = MIN (lowest, cost);
        }
      if (to < m)
        row[to + 1] = 1e9f;
      if (i < 4)
        lowest = MIN (lowest, row[0]);
      if (lowest > limit)
        return limit + 1;
      swap = before;
      before = above;
      above = row;
      row = swap;
    }
  if (!prefix)
    return above[m] + (typed[0] != word[0] ? 0.3f : 0);
  for (gsize j = n > 3 ? n - 3 : 0; j <= MIN (m, n + 3); j++)
    best_end = MIN (best_end, above[j]);
  return best_end + (typed[0] != word[0] ? 0.3f : 0);
}

/* ---- Search --------------------------------------------------------------------------------- */

static float
rate (const DcrIndex *index, const DcrSpelling *s)
{
  return s->cost - 0.12f * logf ((float) index->surfaces[s->surface].documents + 1.0f);
}

/* Keeps the best @n, best first; equal ones by number, which is by frequency then alphabet. */
static guint
insert (const DcrIndex *index, DcrSpelling *out, guint count, guint n, DcrSpelling fresh)
{
  guint at = count;
  float rating = rate (index, &fresh);

  while (at > 0
         && (rating < rate (index, &out[at - 1])
             || (rating == rate (index, &out[at - 1]) && fresh.surface < out[at - 1].surface)))
    at--;
  if (at >= n)
    return count;
  if (count < n)
    count++;
  memmove (out + at + 1, out + at, (count - at - 1) * sizeof *out);
  out[at] = fresh;
  return count;
}

static guint
find_by_beginning (const DcrIndex *index, const char *folded, float limit, DcrSpelling *out,
                   guint n, guint count)
{
  char head[3] = { folded[0], folded[1], '\0' };

  for (guint at = dcr_index_lower_bound (index, head); at < index->n_surfaces; at++)
    {
      DcrSpelling fresh = { .surface = index->alphabet[at] };
      const char *word = dcr_index_surface_text (index, fresh.surface);

      if (strncmp (word, head, 2) != 0)
        break;
      if (index->surfaces[fresh.surface].documents < 2 || !is_correctable (word, strlen (word)))
        continue;
      fresh.cost = dcr_spell_distance (folded, word, TRUE, limit);
      if (fresh.cost <= limit)
        count = insert (index, out, count, n, fresh);
    }
  return count;
}

guint
dcr_spell_find (const DcrIndex *index, const char *folded, gboolean prefix, guint8 *scratch,
                DcrSpelling *out, guint n)
{
  gsize length = strlen (folded);
  float limit = length <= 4 ? 1.0f : length <= 7 ? 1.6f : 2.1f;
  guint keys[MAX_KEYS], n_keys, count = 0, n_seen = 0;
  guint seen[4096];

  if (!is_correctable (folded, length) || index->n_spell_buckets == 0)
    return 0;
  n_keys = deletion_keys (folded, length, keys);
  for (guint k = 0; k < n_keys; k++)
    {
      guint bucket = keys[k] & (index->n_spell_buckets - 1);
      for (guint32 i = index->spell_heads[bucket]; i < index->spell_heads[bucket + 1]; i++)
        {
          DcrSpelling fresh = { .surface = index->spell_words[i] };
          if (scratch[fresh.surface] || n_seen == G_N_ELEMENTS (seen))
            continue;
          scratch[fresh.surface] = 1;
          seen[n_seen++] = fresh.surface;
          fresh.cost = dcr_spell_distance (folded, dcr_index_surface_text (index, fresh.surface),
                                           FALSE, limit);
          if (fresh.cost <= limit)
            count = insert (index, out, count, n, fresh);
        }
    }
  for (guint i = 0; i < n_seen; i++)
    scratch[seen[i]] = 0;
  if (prefix && count == 0)
    count = find_by_beginning (index, folded, 1.1f, out, n, count);
  return count;
}
