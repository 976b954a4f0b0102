/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search on the demonstration base, imported by the ordinary import. */
#include <string.h>

#include <glib/gstdio.h>

#include "search/dcr-evaluate.h"
#include "search/dcr-search-private.h"
#include "search/dcr-spell.h"
#include "../support/dcr-folder.h"

typedef struct
{
  char *folder;
  DcrReference *reference;
  DcrSearch *search;
} Base;

static void
import (const char *folder, const DcrAudience *order, guint n)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL;

  for (guint i = 0; i < n; i++)
    {
      char *source = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo",
                                       dcr_audience_name (order[i]), NULL);
      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (sources, source);
      else
        g_free (source);
    }
  g_ptr_array_add (sources, NULL);
  report = dcr_reference_import (folder, (const char *const *) sources->pdata, DCR_IMPORT_FORCE,
                                 dcr_search_index, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
open_base (Base *base, const DcrAudience *order, guint n)
{
  g_autoptr (GError) error = NULL;

  base->folder = g_dir_make_tmp ("dcr-search-XXXXXX", NULL);
  import (base->folder, order, n);
  base->reference = dcr_reference_open (base->folder, &error);
  g_assert_no_error (error);
  base->search = dcr_search_open (base->reference, &error);
  g_assert_no_error (error);
}

static void
close_base (Base *base)
{
  dcr_search_close (base->search);
  dcr_reference_close (base->reference);
  dcr_folder_remove (base->folder);
  g_free (base->folder);
}

static const DcrAudience usual[] = { DCR_AUDIENCE_PARTICULIERS, DCR_AUDIENCE_PROFESSIONNELS,
                                     DCR_AUDIENCE_ASSOCIATIONS };
static Base shared; /* opened once, only read */

static DcrSearchResult *
run (DcrSearch *search, const char *words, guint limit)
{
  DcrSearchRequest request = { .words = words, .limit = limit, .snippets = limit };
  return dcr_search_query (search, &request);
}

static const DcrHit *
hit_at (const DcrSearchResult *result, guint i)
{
  return i < result->hits->len ? g_ptr_array_index (result->hits, i) : NULL;
}

static guint
rank_of (const DcrSearchResult *result, const char *ref)
{
  for (guint i = 0; i < result->hits->len; i++)
    if (strcmp (hit_at (result, i)->ref, ref) == 0)
      return i + 1;
  return 0;
}

/* ---- Properties ------------------------------------------------------------------------------ */

/* Content words of a sentence, to leave out those that say nothing (« Oui. »). */
static guint
count_content (const char *text)
{
  g_auto (GStrv) words = dcr_french_words (text);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += dcr_french_word_class (words[i]) == DCR_WORD_CONTENT;
  return n;
}

/* Every sentence of 5 content words or more finds its article among the first ten, unless another holds the
 * same text. */
static void
test_found_by_its_sentences (void)
{
  const DcrIndex *index = shared.search->engine->index;
  g_autofree guint *uses = g_new0 (guint, index->n_contents);
  guint tried = 0, low = 0;

  for (guint p = 0; p < index->n_passages; p++)
    uses[index->passages[p].content]++;
  for (guint d = 0; d < index->n_docs; d++)
    for (guint p = 0; p < index->docs[d].n_passages; p++)
      {
        const DcrIndexPassage *passage = &index->passages[index->docs[d].first_passage + p];
        const DcrContent *content = &index->contents[passage->content];

        for (guint s = 0; s < content->n_sentences && uses[passage->content] == 1; s++)
          {
            const DcrSentence *at = &index->sentences[content->first_sentence + s];
            const char *text = index->text + at->text;
            g_autofree char *sentence = s + 1 == content->n_sentences
                                            ? g_strdup (text)
                                            : g_strndup (text, at[1].text - at->text);
            g_autoptr (DcrSearchResult) result = NULL;
            guint rank;

            if (count_content (sentence) < 5)
              continue;
            result = run (shared.search, sentence, DCR_SEARCH_MAX_HITS);
            rank = rank_of (result, dcr_index_string (index, index->docs[d].ref));
            if (rank == 0)
              g_error ("« %s » does not find %s", sentence,
                       dcr_index_string (index, index->docs[d].ref));
            tried++;
            low += rank > 10;
          }
      }
  g_test_message ("%u sentences, %u of them not among the first ten", tried, low);
  g_assert_cmpuint (tried, >, 200);
  g_assert_cmpuint (low * 50, <=, tried);
}

/* FTS5's rows for the expression of the query last run. */
static GHashTable *
fts_matches (DcrDb *db, const DcrEngine *engine)
{
  GHashTable *rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *expression = dcr_query_match_expression (&engine->query, engine->index);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrStmt) stmt = NULL;

  if (expression == NULL)
    return rows;
  stmt = dcr_db_prepare (db, "SELECT rowid FROM search_text WHERE search_text MATCH ?1 UNION"
                         " SELECT rowid FROM search_names WHERE search_names MATCH ?1", &error);
  g_assert_no_error (error);
  dcr_stmt_bind_text (stmt, 1, expression);
  while (dcr_stmt_step (stmt, &error))
    {
      gint64 rowid = dcr_stmt_int (stmt, 0);
      g_hash_table_add (rows, g_memdup2 (&rowid, sizeof rowid));
    }
  g_assert_no_error (error);
  return rows;
}

/* A query made of the corpus' own words: whole, cut short, or with a letter changed. */
static char *
random_query (const DcrIndex *index, GRand *rand)
{
  GString *query = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 1, 5); n > 0; n--)
    {
      guint surface = (guint) g_rand_int_range (rand, 0, (int) index->n_surfaces);
      g_autofree char *word = g_strdup (dcr_index_surface_text (index, surface));
      gsize length = strlen (word);

      if (length > 3 && g_rand_int_range (rand, 0, 4) == 0)
        word[g_rand_int_range (rand, 1, (int) length)] = '\0';
      else if (length > 4 && g_rand_int_range (rand, 0, 4) == 0)
        word[g_rand_int_range (rand, 1, (int) length)] = 'z';
      g_string_append_printf (query, "%s%s", query->len > 0 ? " " : "", word);
    }
  return g_string_free (query, FALSE);
}

static void
test_matches_are_those_of_fts5 (void)
{
  DcrEngine *engine = shared.search->engine;
  DcrDb *db = dcr_reference_db (shared.reference);
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autofree guint8 *matches = g_new (guint8, engine->index->n_docs);
  guint found = 0;

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *words = random_query (engine->index, rand);
      g_autoptr (GHashTable) rows = NULL;
      guint n = 0;

      dcr_engine_run (engine, words, 0, NULL, FALSE);
      dcr_engine_matches (engine, matches);
      rows = fts_matches (db, engine);
      for (guint d = 0; d < engine->index->n_docs; d++)
        {
          gint64 rowid = engine->index->docs[d].rowid;
          if (matches[d] != g_hash_table_contains (rows, &rowid))
            g_error ("« %s »: %s, FTS5 %d, the ranking %d", words,
                     dcr_index_string (engine->index, engine->index->docs[d].ref),
                     g_hash_table_contains (rows, &rowid), matches[d]);
          n += matches[d];
        }
      g_assert_cmpuint (n, ==, engine->total);
      found += n > 0;
    }
  g_assert_cmpuint (found, >, 300);
}

static const char *const questions[] = {
  "carte identite perdue", "passeport", "changer d'adresse", "aide logement etudiant", "mariage", "impot",
  "permis de conduire", "demenagement carte grise", "allocation", "p", "pa", "association", "declaration",
};

static void
assert_same_order (Base *a, Base *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (DcrSearchResult) x = run (a->search, questions[i], 50);
      g_autoptr (DcrSearchResult) y = run (b->search, questions[i], 50);

      g_assert_cmpuint (x->hits->len, ==, y->hits->len);
      for (guint k = 0; k < x->hits->len; k++)
        {
          g_assert_cmpstr (hit_at (x, k)->ref, ==, hit_at (y, k)->ref);
          g_assert_cmpstr (hit_at (x, k)->sentence, ==, hit_at (y, k)->sentence);
        }
    }
}

static void
test_order_of_import_does_not_matter (void)
{
  static const DcrAudience other[] = { DCR_AUDIENCE_ASSOCIATIONS, DCR_AUDIENCE_PROFESSIONNELS,
                                       DCR_AUDIENCE_PARTICULIERS };
  Base backwards = { 0 }, in_steps = { 0 };
  g_autoptr (GError) error = NULL;

  open_base (&backwards, other, G_N_ELEMENTS (other));
  assert_same_order (&shared, &backwards);
  close_base (&backwards);

  open_base (&in_steps, other, 1); /* one audience first, the others in a second import */
  import (in_steps.folder, other, G_N_ELEMENTS (other));
  dcr_search_close (in_steps.search);
  dcr_reference_close (in_steps.reference);
  in_steps.reference = dcr_reference_open (in_steps.folder, &error);
  in_steps.search = dcr_search_open (in_steps.reference, &error);
  g_assert_no_error (error);
  assert_same_order (&shared, &in_steps);
  close_base (&in_steps);
}

static void
test_rebuilt_to_the_same_bytes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) once = dcr_search_derive (dcr_reference_db (shared.reference), &error);
  g_autoptr (GBytes) twice = dcr_search_derive (dcr_reference_db (shared.reference), &error);
  g_autofree char *path = g_build_filename (shared.folder, "reference.idx", NULL);
  g_autofree char *saved = NULL;
  gsize size;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (once, twice));
  g_assert_true (g_file_get_contents (path, &saved, &size, NULL));
  g_assert_cmpmem (saved, size, g_bytes_get_data (once, NULL), g_bytes_get_size (once));
}

/* ---- The file beside ------------------------------------------------------------------------- */

static void
test_bad_index_is_made_again (void)
{
  g_autofree char *path = g_build_filename (shared.folder, "reference.idx", NULL);
  g_autofree char *saved = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &saved, &size, NULL));
  for (guint damage = 0; damage < 5; damage++)
    {
      g_autofree char *bytes = g_memdup2 (saved, size);
      g_autoptr (GError) error = NULL;
      DcrSearch *search;
      g_autoptr (DcrSearchResult) result = NULL;

      g_unlink (path);
      if (damage == 1)
        g_assert_true (g_file_set_contents (path, bytes, size / 2, NULL));
      if (damage == 2)
        g_assert_true (g_file_set_contents (path, "", 0, NULL));
      if (damage == 3)
        bytes[300] ^= 1; /* the header */
      if (damage == 4)
        strcpy (bytes + 16, "stamp of another base");
      if (damage >= 3)
        g_assert_true (g_file_set_contents (path, bytes, size, NULL));
      search = dcr_search_open (shared.reference, &error);
      g_assert_no_error (error);
      result = run (search, "passeport", 5);
      g_assert_cmpuint (result->hits->len, >, 0);
      dcr_search_close (search);
      {
        g_autofree char *again = NULL;
        gsize again_size;
        g_assert_true (g_file_get_contents (path, &again, &again_size, NULL));
        g_assert_cmpmem (again, again_size, saved, size);
      }
    }
}

static guint n_said; /* messages to the person who runs the program */

static GLogWriterOutput
count_messages (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  n_said += (level & G_LOG_LEVEL_MESSAGE) != 0;
  return g_log_writer_default (level, fields, n_fields, data);
}

/* One wrong byte anywhere is seen at opening, said in one sentence, and mended. */
static void
test_no_wrong_byte_is_read (void)
{
  g_autofree char *path = g_build_filename (shared.folder, "reference.idx", NULL);
  g_autofree char *saved = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &saved, &size, NULL));
  for (gsize at = 1000; at < size; at += size / 40)
    {
      g_autofree char *bytes = g_memdup2 (saved, size);
      g_autoptr (GBytes) whole = NULL;
      g_autoptr (GError) error = NULL;

      bytes[at] ^= 1 << at % 8;
      whole = g_bytes_new_static (bytes, size);
      g_assert_null (dcr_index_new (whole, NULL, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_STORE);
      if (at < 1000 + size / 40)
        {
          DcrSearch *search;
          g_autoptr (DcrSearchResult) result = NULL;
          g_autofree char *again = NULL;
          gsize again_size;

          g_assert_true (g_file_set_contents (path, bytes, size, NULL));
          n_said = 0;
          search = dcr_search_open (shared.reference, NULL);
          g_assert_cmpuint (n_said, ==, 1);
          result = run (search, "passeport", 5);
          g_assert_cmpuint (result->hits->len, >, 0);
          dcr_search_close (search);
          g_assert_true (g_file_get_contents (path, &again, &again_size, NULL));
          g_assert_cmpmem (again, again_size, saved, size);
        }
    }
}

/* ---- Queries --------------------------------------------------------------------------------- */

static gboolean
is_markup (const char *text)
{
  GMarkupParser parser = { 0 };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autofree char *whole = g_strdup_printf ("<markup>%s</markup>", text);
  gboolean good = g_markup_parse_context_parse (context, whole, -1, NULL)
                  && g_markup_parse_context_end_parse (context, NULL)
                  && g_utf8_validate (text, -1, NULL);

  g_markup_parse_context_free (context);
  return good;
}

static void
test_hits_are_whole (void)
{
  g_autoptr (DcrSearchResult) result = run (shared.search, "carte d’identité perdue", 20);
  gboolean marked = FALSE;

  g_assert_cmpuint (result->hits->len, >, 0);
  g_assert_cmpuint (result->total, >=, result->hits->len);
  g_assert_null (result->corrected);
  for (guint i = 0; i < result->hits->len; i++)
    {
      const DcrHit *hit = hit_at (result, i);
      g_autofree char *ref = g_strdup_printf ("%s/%s", dcr_audience_name (hit->audience), hit->id);

      g_assert_cmpstr (hit->ref, ==, ref);
      g_assert_true (is_markup (hit->title));
      g_assert_true (hit->sentence == NULL || is_markup (hit->sentence));
      g_assert_true (i == 0 || hit->score <= hit_at (result, i - 1)->score);
      marked |= strstr (hit->title, "<b>") != NULL && hit->sentence != NULL
                && strstr (hit->sentence, "<b>");
      if (hit->address != NULL)
        {
          g_autoptr (DcrArticle) article
            = dcr_reference_get_article (shared.reference, hit->audience, hit->id, NULL, NULL);
          g_assert_nonnull (dcr_article_find_passage (article, hit->address));
        }
    }
  g_assert_true (marked);
}

static void
test_found_as_typed_badly (void)
{
  /* the same article first, however it is typed */
  static const char *const ways[] = {
    "passeport", "PASSEPORT", "passeports", "le passeport", "passport", "paseport", "passepotr", "lepasseport",
    "passepor", "passep", "bonjour, passeport svp", "du passeport ?",
  };
  g_autoptr (DcrSearchResult) right = run (shared.search, "passeport", 3);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (DcrSearchResult) result = run (shared.search, ways[i], 3);
      g_assert_cmpuint (result->hits->len, >, 0);
      if (rank_of (result, hit_at (right, 0)->ref) == 0)
        g_error ("« %s » finds %s and not %s", ways[i], hit_at (result, 0)->ref,
                 hit_at (right, 0)->ref);
    }
}

static void
test_spelling (void)
{
  DcrSearchRequest request = { .words = "paseport perdu ", .limit = 5, .as_typed = TRUE };
  g_autoptr (DcrSearchResult) corrected = run (shared.search, "paseport perdu ", 5);
  g_autoptr (DcrSearchResult) typed = dcr_search_query (shared.search, &request);

  g_assert_cmpstr (corrected->corrected, ==, "passeport perdu ");
  g_assert_null (typed->corrected);
  g_assert_cmpuint (typed->total, <, corrected->total + 1);
  g_assert_cmpfloat (dcr_spell_distance ("paseport", "passeport", FALSE, 2), <,
                     dcr_spell_distance ("paxeport", "passeport", FALSE, 2)); /* a doubled letter costs less */
  g_assert_cmpfloat (dcr_spell_distance ("imopt", "impot", FALSE, 2), <=, 1); /* two letters swapped: one mistake */
  g_assert_cmpfloat (dcr_spell_distance ("accompagm", "accompagnement", TRUE, 2), <=, 1); /* unfinished */
  g_assert_cmpfloat (dcr_spell_distance ("abc", "passeport", FALSE, 2), >, 2);
}

static void
test_nothing_found (void)
{
  g_autoptr (DcrSearchResult) nothing = run (shared.search, "xqzwvk", 5);
  g_autoptr (DcrSearchResult) near = run (shared.search, "passqqqqqq ", 5);
  static const char *const empty[] = { "", " ", "?!", "\xff\xfe", "'", "…", "\xc3" };

  g_assert_cmpuint (nothing->hits->len, ==, 0);
  g_assert_cmpuint (near->hits->len, ==, 0);
  g_assert_cmpuint (near->near_terms->len, >, 0);
  g_assert_cmpstr (near->near_theme, ==, "Papiers - Citoyenneté");
  g_assert_cmpstr (near->near_theme_ref, ==, "particuliers/N91001");
  g_assert_null (nothing->near_theme);
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (DcrSearchResult) result = run (shared.search, empty[i], 5);
      g_assert_cmpuint (result->hits->len, ==, 0);
      g_assert_cmpuint (result->near_terms->len, ==, 0);
    }
}

static void
test_ids (void)
{
  static const char *const ways[]
      = { "F91101", "f91101", "fiche F91101", "fiche 91101", "fiche n° 91101", "la fiche F 91101" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (DcrSearchResult) result = run (shared.search, ways[i], 5);
      g_assert_cmpuint (result->hits->len, >, 0);
      g_assert_cmpstr (hit_at (result, 0)->id, ==, "F91101");
    }
}

static void
test_filters (void)
{
  DcrSearchRequest request
      = { .words = "demande", .limit = 100, .audiences = 1 << DCR_AUDIENCE_ASSOCIATIONS };
  g_autoptr (DcrSearchResult) some = dcr_search_query (shared.search, &request);
  g_autoptr (DcrSearchResult) all = run (shared.search, "demande", 100);
  const DcrIndex *index = shared.search->engine->index;
  g_autoptr (DcrSearchResult) themed = NULL;

  for (guint i = 0; i < some->hits->len; i++)
    g_assert_cmpint (hit_at (some, i)->audience, ==, DCR_AUDIENCE_ASSOCIATIONS);
  g_assert_cmpuint (some->total, <, all->total);
  for (guint d = 0; d < index->n_docs && request.theme_id == NULL; d++)
    if (index->docs[d].theme_id != 0)
      request.theme_id = dcr_index_string (index, index->docs[d].theme_id);
  request.audiences = 0;
  themed = dcr_search_query (shared.search, &request);
  g_assert_cmpuint (themed->total, <, all->total);
  request.theme_id = "N0";
  dcr_search_result_free (g_steal_pointer (&themed));
  themed = dcr_search_query (shared.search, &request);
  g_assert_cmpuint (themed->hits->len, ==, 0);
}

/* An entry of several words wins over those it contains, and says why. */
static void
test_lexicon (void)
{
  static const DcrLexiconEntry entries[] = {
    { "papiers", "papier peint", 1 }, { "refaire ses papiers", "carte d'identité|passeport", 0.9 },
    { "ses papiers de voiture", "certificat d'immatriculation", 1 } };
  g_autoptr (DcrLexicon) lexicon = dcr_lexicon_new (entries, G_N_ELEMENTS (entries));
  const char *phrase[] = { "refaire", "papier" }, *single[] = { "papier" },
             *other[] = { "papier", "voiture" };
  DcrLexiconMatch match[4];
  g_autoptr (DcrSearchResult) before = run (shared.search, "zigouigoui ", 5);

  g_assert_cmpuint (dcr_lexicon_match (lexicon, phrase, 2, match, 4), ==, 1);
  g_assert_cmpstr (match[0].from, ==, "refaire ses papiers");
  g_assert_cmpuint (dcr_lexicon_match (lexicon, single, 1, match, 4), ==, 1);
  g_assert_cmpstr (match[0].from, ==, "papiers");
  g_assert_cmpuint (dcr_lexicon_match (lexicon, other, 2, match, 4), ==, 1);
  g_assert_cmpuint (match[0].n_words, ==, 2);

  g_assert_cmpuint (before->hits->len, ==, 0);
  {
    static const DcrLexiconEntry word = { "zigouigoui", "passeport", 1 };
    g_autoptr (DcrSearchResult) after = NULL;
    dcr_search_set_lexicon (shared.search, &word, 1);
    after = run (shared.search, "zigouigoui ", 5);
    dcr_search_set_lexicon (shared.search, NULL, 0);
    g_assert_cmpuint (after->hits->len, >, 0);
    g_assert_nonnull (hit_at (after, 0)->why);
    g_assert_nonnull (strstr (hit_at (after, 0)->why, "passeport"));
  }
}

static void
test_own_lexicon (void)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) entries = dcr_lexicon_read_own (strings);

  g_autofree char *path = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "lexicon.csv", NULL);
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;
  guint acronyms = 0;

  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  lines = g_strsplit (csv, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      acronyms += g_str_has_prefix (lines[i], "acronym,");
      g_assert_false (g_str_has_suffix (lines[i], ",")); /* each has its reason */
    }
  g_assert_cmpuint (acronyms, >=, 150);
  g_assert_cmpuint (entries->len, >=, 600 + 150);
  for (guint i = 0; i < entries->len; i++)
    {
      const DcrLexiconEntry *entry = &g_array_index (entries, DcrLexiconEntry, i);
      g_assert_cmpfloat (entry->weight, >, 0);
      g_assert_cmpfloat (entry->weight, <=, 1);
    }
}

static void
test_evaluation (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrEvaluation) evaluation
    = dcr_evaluate (shared.search, "a\tpasseport\tF91101:1\na\tfiche F91101\tF91101:2,F91102:1\n"
                    "b\tfiche F99999\tF99999:2\n", 0, FALSE, &error);
  const DcrEvaluationSet *set;

  g_assert_no_error (error);
  g_assert_cmpuint (evaluation->skipped, ==, 2); /* no grade-2 answer in the base */
  set = g_ptr_array_index (evaluation->sets, 0);
  g_assert_cmpstr (set->name, ==, "a");
  g_assert_cmpuint (set->questions, ==, 1);
  g_assert_cmpfloat (set->success1, ==, 1);
  g_assert_cmpfloat (set->mrr, ==, 1);
  g_assert_cmpfloat (set->ndcg, >, 0.8);
  g_assert_null (dcr_evaluate (shared.search, "a\tpasseport\n", 0, FALSE, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_messages, NULL, NULL);
  open_base (&shared, usual, G_N_ELEMENTS (usual));
  g_test_add_func ("/search/found-by-its-sentences", test_found_by_its_sentences);
  g_test_add_func ("/search/matches-are-those-of-fts5", test_matches_are_those_of_fts5);
  g_test_add_func ("/search/order-of-import-does-not-matter", test_order_of_import_does_not_matter);
  g_test_add_func ("/search/rebuilt-to-the-same-bytes", test_rebuilt_to_the_same_bytes);
  g_test_add_func ("/search/bad-index-is-made-again", test_bad_index_is_made_again);
  g_test_add_func ("/search/no-wrong-byte-is-read", test_no_wrong_byte_is_read);
  g_test_add_func ("/search/hits-are-whole", test_hits_are_whole);
  g_test_add_func ("/search/found-as-typed-badly", test_found_as_typed_badly);
  g_test_add_func ("/search/spelling", test_spelling);
  g_test_add_func ("/search/nothing-found", test_nothing_found);
  g_test_add_func ("/search/ids", test_ids);
  g_test_add_func ("/search/filters", test_filters);
  g_test_add_func ("/search/lexicon", test_lexicon);
  g_test_add_func ("/search/own-lexicon", test_own_lexicon);
  g_test_add_func ("/search/evaluation", test_evaluation);
  status = g_test_run ();
  close_base (&shared);
  return status;
}
