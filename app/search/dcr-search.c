/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-search.h"

#include <string.h>

#include "search/dcr-search-private.h"
#include "search/dcr-spell.h"
#include "store/dcr-files.h"

#define NEAR_TERMS 6

/* ---- Opening ------------------------------------------------------------ */

/* Derives the index again and leaves it for next time; a folder that cannot be written does no harm. */
static DcrIndex *
derive (DcrDb *db, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = dcr_search_derive (db, error);
  g_autoptr (GError) local = NULL;
  DcrIndex *index;

  if (bytes == NULL)
    return NULL;
  if (dcr_files_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &local)
      && (index = dcr_index_open (path, NULL, NULL)) != NULL)
    return index;
  return dcr_index_new (bytes, NULL, error);
}

static DcrSearch *
open_search (DcrReference *reference, gboolean may_derive, GError **error)
{
  DcrDb *db = dcr_reference_db (reference);
  g_autofree char *path = dcr_search_index_path (dcr_db_get_path (db), "");
  g_autofree char *stamp = dcr_search_stamp (db);
  g_autoptr (GError) local = NULL;
  DcrIndex *index = dcr_index_open (path, stamp, &local);
  DcrSearch *search;

  if (g_error_matches (local, DCR_ERROR, DCR_ERROR_STORE))
    g_message ("%s", local->message);

  if (!dcr_search_register (db, error))
    {
      dcr_index_free (index);
      return NULL;
    }
  if (index == NULL && !may_derive)
    {
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_BUSY, _("The search is being prepared."));
      return NULL;
    }
  if (index == NULL && (index = derive (db, path, error)) == NULL)
    return NULL;
  search = g_new0 (DcrSearch, 1);
  search->engine = dcr_engine_new (index);
  return search;
}

DcrSearch *
dcr_search_open (DcrReference *reference, GError **error)
{
  return open_search (reference, TRUE, error);
}

DcrSearch *
dcr_search_open_saved (DcrReference *reference, GError **error)
{
  return open_search (reference, FALSE, error);
}

gboolean
dcr_search_check_file (DcrDb *db, GError **error)
{
  g_autofree char *path = dcr_search_index_path (dcr_db_get_path (db), "");
  g_autofree char *stamp = dcr_search_stamp (db);
  DcrIndex *index = dcr_index_open (path, stamp, error);
  gboolean good = index != NULL;

  dcr_index_free (index);
  return good;
}

void
dcr_search_close (DcrSearch *search)
{
  if (search == NULL)
    return;
  dcr_engine_free (search->engine);
  g_free (search);
}

void
dcr_search_set_lexicon (DcrSearch *search, const DcrLexiconEntry *entries, guint n_entries)
{
  g_clear_pointer (&search->engine->lexicon, dcr_lexicon_free);
  if (n_entries > 0)
    search->engine->lexicon = dcr_lexicon_new (entries, n_entries);
}

/* ---- Hits ------------------------------------------------------------------------------------ */

static void
hit_free (gpointer data)
{
  DcrHit *hit = data;

  g_free (hit->ref);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->sentence);
  g_free (hit->address);
  g_free (hit->date);
  g_free (hit->theme);
  g_free (hit->why);
  g_free (hit);
}

void
dcr_search_result_free (DcrSearchResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->hits, g_ptr_array_unref);
  g_clear_pointer (&result->near_terms, g_ptr_array_unref);
  g_free (result->corrected);
  g_free (result->near_theme);
  g_free (result->near_theme_ref);
  g_free (result);
}

static char *
or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

/* How much of what @alternative tells stands in the title that @title was found in. */
static float
told_by_title (const DcrQuery *q, const DcrAlternative *alternative, const DcrFound *title)
{
  float told = 0;

  for (guint u = 0; u < q->n_units; u++)
    if (alternative->units & title->units & (guint64) 1 << u)
      told += q->units[u].idf * title->share[u];
  return told / MAX (alternative->idf, 0.01f);
}

/* An entry of the lexicon brought this article: it has the entry's words, and not those that were typed in
 * its title. Of several entries, the one that is most like its title. */
static char *
explain (const DcrEngine *engine, guint doc)
{
  const DcrQuery *q = &engine->query;
  const DcrIndexDoc *record = &engine->index->docs[doc];
  const char *best = NULL;
  float best_told = -1;
  DcrFound title;

  title.units = 0;
  dcr_rank_find (engine, engine->index->fields, record->fields[DCR_FIELD_TITLE],
                 record->fields[DCR_FIELD_TITLE + 1], &title);
  for (guint a = 0; a < q->n_alternatives; a++)
    {
      const DcrAlternative *alternative = &q->alternatives[a];
      float told;

      if ((engine->covers[doc] & alternative->units) != alternative->units
          || !(alternative->covers & ~title.units)) /* all that was typed stands in its title */
        continue;
      told = told_by_title (q, alternative, &title);
      if (told > best_told)
        {
          best = alternative->to;
          best_told = told;
        }
    }
  if (best == NULL)
    return NULL;
  g_autofree char *to = g_strndup (best, strcspn (best, "|"));
  return g_strdup_printf (_("synonym: %s"), to);
}

static DcrHit *
make_hit (const DcrEngine *engine, const DcrCandidate *candidate, gboolean with_snippet)
{
  const DcrIndex *index = engine->index;
  const DcrIndexDoc *doc = &index->docs[candidate->doc];
  DcrHit *hit = g_new0 (DcrHit, 1);
  guint passage;

  hit->rowid = doc->rowid;
  hit->audience = doc->audience;
  hit->kind = doc->kind;
  hit->ref = g_strdup (dcr_index_string (index, doc->ref));
  hit->id = g_strdup (dcr_index_string (index, doc->id));
  hit->date = or_null (dcr_index_string (index, doc->date));
  hit->theme = or_null (dcr_index_string (index, doc->theme));
  hit->score = candidate->score;
  if (!with_snippet)
    {
      hit->title = g_strdup (dcr_index_string (index, doc->title));
      return hit;
    }
  hit->title = dcr_snippet_title (engine, candidate->doc);
  hit->sentence = dcr_snippet_sentence (engine, candidate, &passage);
  if (hit->sentence != NULL)
    hit->address = or_null (dcr_index_string (index, index->passages[passage].address));
  hit->why = explain (engine, candidate->doc);
  return hit;
}

/* ---- Nothing found --------------------------------------------------------------------------- */

static void
add_near (GPtrArray *terms, const DcrIndex *index, guint surface)
{
  const char *text = dcr_index_string (index, index->surfaces[surface].shown);

  for (guint i = 0; i < terms->len; i++)
    if (strcmp (g_ptr_array_index (terms, i), text) == 0)
      return;
  if (terms->len < NEAR_TERMS)
    g_ptr_array_add (terms, g_strdup (text));
}

/* Commonest word of the corpus that shares the most first letters (three at least). */
static guint
same_beginning (const DcrIndex *index, const char *folded)
{
  char head[DCR_TOKEN_MAX];
  guint best = G_MAXUINT;

  for (gsize n = strlen (folded); n >= 3 && best == G_MAXUINT; n--)
    {
      g_strlcpy (head, folded, n + 1);
      for (guint at = dcr_index_lower_bound (index, head); at < index->n_surfaces; at++)
        {
          guint surface = index->alphabet[at];
          if (strncmp (dcr_index_surface_text (index, surface), head, n) != 0)
            break;
          if (best == G_MAXUINT
              || index->surfaces[surface].documents > index->surfaces[best].documents)
            best = surface;
        }
    }
  return best;
}

static void
find_near_terms (DcrEngine *engine, GPtrArray *terms)
{
  DcrSpelling found[3];

  for (guint i = 0; i < engine->query.n_words; i++)
    {
      const char *folded = engine->query.words[i].folded;
      guint n = dcr_spell_find (engine->index, folded, FALSE, engine->scratch, found,
                                G_N_ELEMENTS (found));
      guint surface = same_beginning (engine->index, folded);

      for (guint k = 0; k < n; k++)
        add_near (terms, engine->index, found[k].surface);
      if (surface != G_MAXUINT)
        add_near (terms, engine->index, surface);
    }
}

/* The theme of most of what the near terms find, by impact. The engine then holds another query. */
static void
find_near_theme (DcrEngine *engine, DcrSearchResult *result, guint audiences)
{
  const DcrIndex *index = engine->index;
  g_autoptr (GString) words = g_string_new (NULL);
  const DcrIndexDoc *best = NULL;
  float best_sum = 0;

  for (guint i = 0; i < result->near_terms->len; i++)
    g_string_append_printf (words, "%s ", (char *) g_ptr_array_index (result->near_terms, i));
  if (words->len == 0)
    return;
  dcr_engine_run (engine, words->str, audiences, NULL, TRUE);
  for (guint i = 0; i < engine->n_candidates; i++)
    {
      const DcrIndexDoc *doc = &index->docs[engine->candidates[i].doc];
      float sum = 0;

      for (guint j = 0; j < engine->n_candidates; j++)
        if (index->docs[engine->candidates[j].doc].theme_id == doc->theme_id)
          sum += engine->candidates[j].impact;
      if (doc->theme_id != 0 && sum > best_sum)
        {
          best = doc;
          best_sum = sum;
        }
    }
  if (best == NULL)
    return;
  result->near_theme = g_strdup (dcr_index_string (index, best->theme));
  result->near_theme_ref = g_strdup_printf ("%s/%s", dcr_audience_name (best->audience),
                                            dcr_index_string (index, best->theme_id));
}

/* ---- Query ----------------------------------------------------------------------------------- */

/* An article asked for by its id stands first. */
static void
add_by_id (DcrSearchResult *result, const DcrEngine *engine, const DcrSearchRequest *request,
           guint limit)
{
  const DcrIndex *index = engine->index;

  if (engine->query.id[0] == '\0')
    return;
  for (guint doc = 0; doc < index->n_docs; doc++)
    {
      const DcrIndexDoc *record = &index->docs[doc];
      DcrCandidate candidate = { .doc = (guint16) doc, .passage = G_MAXUINT, .score = 100 };

      if (strcmp (dcr_index_string (index, record->id), engine->query.id) != 0
          || (request->audiences != 0 && !(request->audiences >> record->audience & 1)))
        continue;
      if (result->hits->len < limit)
        g_ptr_array_add (result->hits, make_hit (engine, &candidate, request->snippets > 0));
      result->total += engine->impacts[doc] > 0 ? 0 : 1;
    }
}

static gboolean
is_there (const GPtrArray *hits, guint n, gint64 rowid)
{
  for (guint i = 0; i < n; i++)
    if (((const DcrHit *) g_ptr_array_index (hits, i))->rowid == rowid)
      return TRUE;
  return FALSE;
}

DcrSearchResult *
dcr_search_query (DcrSearch *search, const DcrSearchRequest *request)
{
  DcrEngine *engine = search->engine;
  DcrSearchResult *result = g_new0 (DcrSearchResult, 1);
  gint64 start = g_get_monotonic_time ();
  guint limit = request->limit > 0 ? request->limit : 20, by_id;
  const char *words = request->words != NULL ? request->words : "";

  result->hits = g_ptr_array_new_with_free_func (hit_free);
  result->near_terms = g_ptr_array_new_with_free_func (g_free);
  dcr_engine_run (engine, words, request->audiences, request->theme_id, request->as_typed);
  result->total = engine->total;
  add_by_id (result, engine, request, limit);
  by_id = result->hits->len;
  for (guint i = 0; i < engine->n_candidates && result->hits->len < limit; i++)
    {
      const DcrCandidate *candidate = &engine->candidates[i];
      if (!is_there (result->hits, by_id, engine->index->docs[candidate->doc].rowid))
        g_ptr_array_add (result->hits,
                         make_hit (engine, candidate, result->hits->len < request->snippets));
    }
  if (result->hits->len == 0)
    {
      find_near_terms (engine, result->near_terms);
      find_near_theme (engine, result, request->audiences);
    }
  else
    result->corrected = dcr_query_corrected (&engine->query, engine->index, words);
  result->microseconds = g_get_monotonic_time () - start;
  return result;
}
