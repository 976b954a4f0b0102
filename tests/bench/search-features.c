/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search-features BASE LEXICON QUERIES [OFF [AUDIENCES]] (LEXICON: own, or - for none; AUDIENCES: 1 particuliers,
 * the default, 0 all of those loaded): what the rerank knows of each candidate of each query, one a line, for
 * tests/bench/search-fit.py: number of the query, article, its grade, the features. */
#include <string.h>

#include "search/dcr-engine.h"

static int
grade_of (const char *answers, const char *id)
{
  g_auto (GStrv) list = g_strsplit (answers, ",", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      char *colon = strchr (list[i], ':');
      if (colon == NULL)
        continue;
      *colon = '\0';
      if (strcmp (list[i], id) == 0)
        return atoi (colon + 1);
    }
  return 0;
}

static void
print_candidates (DcrEngine *engine, guint number, const char *answers)
{
  for (guint i = 0; i < engine->n_candidates; i++)
    {
      const DcrCandidate *c = &engine->candidates[i];
      const char *id = dcr_index_string (engine->index, engine->index->docs[c->doc].id);

      if (id[0] != 'F')
        continue;
      g_print ("%u\t%s\t%d", number, id, grade_of (answers, id));
      for (guint f = 0; f < DCR_N_FEATURES; f++)
        g_print ("\t%.5g", c->features[f]);
      g_print ("\n");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (DcrDb) db = NULL;
  g_autoptr (DcrCorpus) corpus = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) entries = NULL;
  DcrIndex *index;
  g_autoptr (DcrEngine) engine = NULL;
  gint64 start;
  guint audiences;

  if (argc < 4 || !g_file_get_contents (argv[3], &contents, NULL, &error)
      || (db = dcr_db_open (argv[1], DCR_DB_READ, &error)) == NULL)
    g_error ("search-features BASE LEXICON QUERIES: %s", error != NULL ? error->message : "");
  start = g_get_monotonic_time ();
  corpus = dcr_corpus_read (db, &error);
  g_printerr ("corpus %.2f s\n", (g_get_monotonic_time () - start) / 1e6);
  start = g_get_monotonic_time ();
  bytes = dcr_index_build (corpus, "lab", NULL, TRUE, &error);
  g_printerr ("index %.2f s, %.1f MB\n", (g_get_monotonic_time () - start) / 1e6,
              g_bytes_get_size (bytes) / 1e6);
  index = dcr_index_new (bytes, NULL, &error);
  g_assert_no_error (error);
  engine = dcr_engine_new (index);
  audiences = argc > 5 ? (guint) atoi (argv[5]) : 1u << DCR_AUDIENCE_PARTICULIERS;
  engine->off = argc > 4 ? (guint) atoi (argv[4]) : 0;
  entries = dcr_lexicon_read_own (strings);
  if (strcmp (argv[2], "-") != 0)
    engine->lexicon = dcr_lexicon_new ((DcrLexiconEntry *) (gpointer) entries->data, entries->len);
  g_print ("question\tarticle\tgrade");
  for (guint f = 0; f < DCR_N_FEATURES; f++)
    g_print ("\t%s", dcr_feature_names[f]);
  g_print ("\n");
  lines = g_strsplit (contents, "\n", -1);
  start = g_get_monotonic_time ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
      if (g_strv_length (cells) < 3)
        continue;
      dcr_engine_run (engine, cells[1], audiences, NULL, FALSE);
      print_candidates (engine, i, cells[2]);
    }
  g_printerr ("queries %.2f s\n", (g_get_monotonic_time () - start) / 1e6);
  return 0;
}
