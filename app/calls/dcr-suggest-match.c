/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The type-ahead of the picker: words by their beginning, folded and in the singular, so that « permis
 * perdus » finds « permis perdu » while it is typed. A grid of 1,000 codes is walked in well under a
 * millisecond, so there is no index to keep in step. */
#include "calls/dcr-suggest-private.h"

#include <string.h>

#include "text/dcr-french.h"

typedef struct
{
  const DcrReason *reason;
  char **label;      /* folded words of the label */
  char **family;     /* of the families over it */
  char **definition; /* of definition and example */
} Words;

static void
words_clear (gpointer data)
{
  Words *words = data;
  g_strfreev (words->label);
  g_strfreev (words->family);
  g_strfreev (words->definition);
}

static char **
singular_words (const char *text)
{
  char **words = dcr_french_words (text);

  for (char **word = words; *word != NULL; word++)
    {
      char singular[DCR_TOKEN_MAX];
      dcr_french_singular (*word, singular);
      g_free (*word);
      *word = g_strdup (singular);
    }
  return words;
}

void
dcr_suggester_index_words (DcrSuggester *self)
{
  self->words = g_array_new (FALSE, FALSE, sizeof (Words));
  g_array_set_clear_func (self->words, words_clear);
  for (guint i = 0; i < dcr_reason_grid_get_n (self->grid); i++)
    {
      const DcrReason *reason = dcr_reason_grid_get (self->grid, i);
      g_autofree char *more = g_strconcat (reason->definition, " ", reason->example, NULL);
      Words words
          = { reason, singular_words (reason->label),
              singular_words (reason->parent ? reason->parent->path : ""), singular_words (more) };
      g_array_append_val (self->words, words);
    }
}

static gboolean
has_prefix (char **words, const char *typed)
{
  for (; *words != NULL; words++)
    if (g_str_has_prefix (*words, typed))
      return TRUE;
  return FALSE;
}

/* 0: a word is missing. A word of the family alone says less than one of the definition: « permis » is
 * « Passer le permis » before all of « Véhicule et permis ». */
static DcrMatchKind
match_kind (const Words *words, char **typed)
{
  gboolean label = FALSE, family = FALSE, definition = FALSE;

  for (; *typed != NULL; typed++)
    {
      if (has_prefix (words->label, *typed))
        label = TRUE;
      else if (has_prefix (words->definition, *typed))
        definition = TRUE;
      else if (has_prefix (words->family, *typed))
        family = TRUE;
      else
        return 0;
    }
  if (label && !definition)
    return DCR_MATCH_LABEL;
  return label || definition ? DCR_MATCH_DEFINITION : family ? DCR_MATCH_FAMILY : 0;
}

/* « la perte du » means « perte »; « allo » alone still means itself. */
static char **
typed_words (const char *typed)
{
  char **words = dcr_french_words (typed);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean last = words[i + 1] == NULL;
      char singular[DCR_TOKEN_MAX];
      if (!last && dcr_french_word_class (words[i]) == DCR_WORD_GRAMMAR)
        continue;
      dcr_french_singular (words[i], singular);
      g_ptr_array_add (kept, g_strdup (singular));
    }
  g_strfreev (words);
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

GArray *
dcr_suggester_match (DcrSuggester *self, const char *typed)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DcrMatch));
  g_auto (GStrv) words = typed_words (typed);

  for (DcrMatchKind wanted = DCR_MATCH_LABEL; words[0] != NULL && wanted <= DCR_MATCH_RETIRED;
       wanted++)
    for (guint i = 0; i < self->words->len; i++)
      {
        const Words *row = &g_array_index (self->words, Words, i);
        gboolean choosable = dcr_reason_is_choosable (row->reason);
        DcrMatchKind kind = row->reason->level == 0 ? 0 : match_kind (row, words);
        if (kind == DCR_MATCH_LABEL && !choosable)
          kind = DCR_MATCH_RETIRED;
        else if (!choosable)
          kind = 0;
        if (kind == wanted)
          {
            DcrMatch match = { row->reason, kind };
            g_array_append_val (found, match);
          }
      }
  return found;
}

/* Letters in common from the beginning, as a share of what was typed. */
static double
nearness (char **words, const char *typed)
{
  gsize length = strlen (typed), best = 0;

  for (; *words != NULL; words++)
    {
      gsize same = 0;
      while (same < length && (*words)[same] == typed[same])
        same++;
      best = MAX (best, same);
    }
  return best < 3 ? 0 : (double) best / length;
}

GPtrArray *
dcr_suggester_nearest (DcrSuggester *self, const char *typed, guint limit)
{
  GPtrArray *nearest = g_ptr_array_new ();
  g_auto (GStrv) words = typed_words (typed);
  g_autofree double *scores = g_new0 (double, self->words->len + 1);

  for (guint i = 0; i < self->words->len; i++)
    {
      const Words *row = &g_array_index (self->words, Words, i);
      if (!dcr_reason_is_choosable (row->reason))
        continue;
      for (char **word = words; *word != NULL; word++)
        scores[i] += nearness (row->label, *word) + 0.3 * nearness (row->family, *word)
                     + 0.5 * nearness (row->definition, *word);
    }
  while (nearest->len < limit)
    {
      guint top = 0;
      for (guint i = 1; i < self->words->len; i++)
        if (scores[i] > scores[top])
          top = i;
      if (self->words->len == 0 || scores[top] <= 0)
        break;
      scores[top] = 0;
      g_ptr_array_add (nearest, (gpointer) g_array_index (self->words, Words, top).reason);
    }
  return nearest;
}
