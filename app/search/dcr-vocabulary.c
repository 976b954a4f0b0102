/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-vocabulary.h"

#include <stdlib.h>
#include <string.h>

DcrVocabulary *
dcr_vocabulary_new (void)
{
  DcrVocabulary *self = g_new0 (DcrVocabulary, 1);

  self->strings = g_string_chunk_new (1 << 18);
  self->surfaces = g_array_new (FALSE, TRUE, sizeof (DcrVocabularySurface));
  self->forms = g_array_new (FALSE, TRUE, sizeof (DcrVocabularyForm));
  self->by_folded = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_slots = 1 << 17;
  self->slots = g_new0 (guint, self->n_slots);
  return self;
}

void
dcr_vocabulary_free (DcrVocabulary *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_folded);
  g_array_unref (self->surfaces);
  g_array_unref (self->forms);
  g_clear_pointer (&self->stems, g_ptr_array_unref);
  g_clear_pointer (&self->singulars, g_ptr_array_unref);
  g_string_chunk_free (self->strings);
  g_free (self->slots);
  g_free (self->order);
  g_free (self);
}

static inline guint
hash_form (const char *lower, DcrTokenFlags flags)
{
  guint hash = 2166136261u ^ (guint) flags;

  for (; *lower != '\0'; lower++)
    hash = (hash ^ (guchar) *lower) * 16777619u;
  return hash ^ (hash >> 15);
}

static inline DcrVocabularyForm *
form_at (const DcrVocabulary *self, guint form)
{
  return &g_array_index (self->forms, DcrVocabularyForm, form);
}

static void
grow (DcrVocabulary *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint, self->n_slots);
  for (guint i = 0; i < self->forms->len; i++)
    {
      guint at
          = hash_form (form_at (self, i)->lower, form_at (self, i)->flags) & (self->n_slots - 1);
      while (self->slots[at] != 0)
        at = (at + 1) & (self->n_slots - 1);
      self->slots[at] = i + 1;
    }
}

static guint
new_form (DcrVocabulary *self, const DcrToken *token)
{
  DcrVocabularyForm form = { .flags = token->flags };
  guint surface = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_folded, token->folded));

  if (surface == 0)
    {
      DcrVocabularySurface fresh = { .first_form = G_MAXUINT, .last_document = G_MAXUINT };
      fresh.folded = g_string_chunk_insert (self->strings, token->folded);
      g_array_append_val (self->surfaces, fresh);
      surface = self->surfaces->len;
      g_hash_table_insert (self->by_folded, (gpointer) fresh.folded, GUINT_TO_POINTER (surface));
    }
  form.surface = surface - 1;
  form.lower = g_string_chunk_insert (self->strings, token->lower);
  form.next = dcr_vocabulary_surface (self, form.surface)->first_form;
  dcr_vocabulary_surface (self, form.surface)->first_form = self->forms->len;
  g_array_append_val (self->forms, form);
  return self->forms->len - 1;
}

guint
dcr_vocabulary_add (DcrVocabulary *self, const DcrToken *token, guint document)
{
  guint at = hash_form (token->lower, token->flags) & (self->n_slots - 1);
  DcrVocabularySurface *surface;
  DcrVocabularyForm *form;

  /* a long word is cut at the same number of bytes, so that one form could fold to two surfaces: the
   * first one met counts, and it differs from the other by its cut end alone */
  while (self->slots[at] != 0)
    {
      form = form_at (self, self->slots[at] - 1);
      if (form->flags == token->flags && strcmp (form->lower, token->lower) == 0)
        break;
      at = (at + 1) & (self->n_slots - 1);
    }
  if (self->slots[at] == 0)
    {
      guint fresh = new_form (self, token);
      self->slots[at] = fresh + 1;
      if (self->forms->len * 2 > self->n_slots)
        grow (self);
      form = form_at (self, fresh);
    }
  else
    form = form_at (self, self->slots[at] - 1);
  form->count++;
  surface = dcr_vocabulary_surface (self, form->surface);
  if (surface->last_document != document)
    {
      surface->last_document = document;
      surface->documents++;
    }
  return form->surface;
}

/* ---- Settling ------------------------------------------------------------------------------- */

static int
compare_frequency (gconstpointer a, gconstpointer b, gpointer data)
{
  const DcrVocabularySurface *x = dcr_vocabulary_surface (data, *(const guint *) a);
  const DcrVocabularySurface *y = dcr_vocabulary_surface (data, *(const guint *) b);

  if (x->documents != y->documents)
    return x->documents > y->documents ? -1 : 1;
  return strcmp (x->folded, y->folded);
}

static const DcrVocabularyForm *
commonest_form (DcrVocabulary *self, const DcrVocabularySurface *surface)
{
  const DcrVocabularyForm *best = NULL;

  for (guint i = surface->first_form; i != G_MAXUINT; i = form_at (self, i)->next)
    {
      const DcrVocabularyForm *form = form_at (self, i);
      if (best == NULL || form->count > best->count
          || (form->count == best->count
              && (strcmp (form->lower, best->lower) < 0
                  || (strcmp (form->lower, best->lower) == 0 && form->flags < best->flags))))
        best = form;
    }
  return best;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorts the keys of @set and numbers them: set becomes text -> number + 1. */
static GPtrArray *
number_keys (GHashTable *set)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_pointers);
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_insert (set, g_ptr_array_index (keys, i), GUINT_TO_POINTER (i + 1));
  return keys;
}

void
dcr_vocabulary_settle (DcrVocabulary *self)
{
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();
  g_autoptr (GHashTable) stems = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) singulars = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = self->surfaces->len;
  g_autofree const char **stem_of = g_new0 (const char *, n + 1);
  g_autofree const char **singular_of = g_new0 (const char *, n + 1);

  self->order = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      DcrVocabularySurface *surface = dcr_vocabulary_surface (self, i);
      const DcrVocabularyForm *form = commonest_form (self, surface);
      char out[DCR_TOKEN_MAX];
      DcrToken token = { .flags = form->flags };

      g_strlcpy (token.folded, surface->folded, sizeof token.folded);
      g_strlcpy (token.lower, form->lower, sizeof token.lower);
      surface->shown = form->lower;
      if (form->flags & DCR_TOKEN_ACRONYM)
        {
          g_autofree char *capitals = g_utf8_strup (form->lower, -1);
          surface->shown = g_string_chunk_insert (self->strings, capitals);
        }
      dcr_stemmer_stem (stemmer, &token, out);
      stem_of[i] = g_string_chunk_insert_const (self->strings, out);
      g_hash_table_add (stems, (gpointer) stem_of[i]);
      if (form->flags & DCR_TOKEN_ACRONYM)
        singular_of[i] = surface->folded;
      else
        {
          dcr_french_singular (surface->folded, out);
          singular_of[i] = g_string_chunk_insert_const (self->strings, out);
        }
      if (!g_hash_table_contains (singulars, singular_of[i]))
        g_hash_table_add (singulars, (gpointer) singular_of[i]);
      self->order[i] = i;
    }
  g_qsort_with_data (self->order, n, sizeof *self->order, compare_frequency, self);
  self->stems = number_keys (stems);
  self->singulars = number_keys (singulars);
  for (guint i = 0; i < n; i++)
    {
      DcrVocabularySurface *surface = dcr_vocabulary_surface (self, self->order[i]);
      surface->id = i;
      surface->stem = GPOINTER_TO_UINT (g_hash_table_lookup (stems, stem_of[self->order[i]])) - 1;
      surface->singular
        = GPOINTER_TO_UINT (g_hash_table_lookup (singulars, singular_of[self->order[i]])) - 1;
    }
}
