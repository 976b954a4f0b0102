/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-search [--ratios]: the search on the November archives, three audiences loaded, beside stock FTS5
 * (unicode61, prefix='1 2 3', bm25, its own snippet() on the same number of rows) in the same run. Times are
 * CPU times of the thread, so that neighbours on the machine weigh less. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "dcr-measure.h"
#include "search/dcr-evaluate.h"
#include "search/dcr-search-private.h"
#include "../support/dcr-folder.h"

#define ROWS 20
#define SNIPPETS 10
#define SHORT_QUESTION 60

typedef struct
{
  DcrSearch *search;
  sqlite3 *stock;
  sqlite3_stmt *match, *snippet;
  GPtrArray *queries, *messages; /* char * */
} Bench;

typedef void (*RunFunc) (Bench *bench, const char *words);

/* ---- Ours and stock -------------------------------------------------------------------------- */

static void
run_ours (Bench *bench, const char *words)
{
  DcrSearchRequest request = { .words = words, .limit = ROWS, .snippets = SNIPPETS };
  g_autoptr (DcrSearchResult) result = dcr_search_query (bench->search, &request);
}

/* Its words quoted, any of them, the last as a prefix: what a program would send. */
static char *
stock_expression (const char *words)
{
  GString *out = g_string_new (NULL);
  const char *at = words;

  while (*at != '\0')
    {
      gsize n = 0;
      while (*at != '\0' && !g_unichar_isalnum (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      while (at[n] != '\0' && g_unichar_isalnum (g_utf8_get_char (at + n)))
        n = g_utf8_next_char (at + n) - at;
      if (n > 0)
        g_string_append_printf (out, "%s\"%.*s\"%s", out->len > 0 ? " OR " : "", (int) n, at,
                                at[n] == '\0' ? "*" : "");
      at += n;
    }
  return g_string_free (out, FALSE);
}

static void
run_stock (Bench *bench, const char *words)
{
  g_autofree char *expression = stock_expression (words);
  gint64 rows[ROWS];
  guint n = 0;

  if (*expression == '\0')
    return;
  sqlite3_reset (bench->match);
  sqlite3_bind_text (bench->match, 1, expression, -1, SQLITE_TRANSIENT);
  while (n < ROWS && sqlite3_step (bench->match) == SQLITE_ROW)
    rows[n++] = sqlite3_column_int64 (bench->match, 0);
  for (guint i = 0; i < MIN (n, SNIPPETS); i++)
    {
      sqlite3_reset (bench->snippet);
      sqlite3_bind_text (bench->snippet, 1, expression, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (bench->snippet, 2, rows[i]);
      sqlite3_step (bench->snippet);
      sqlite3_column_text (bench->snippet, 0);
    }
}

static void
exec (sqlite3 *db, const char *sql)
{
  char *message = NULL;
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
open_stock (Bench *bench, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "stock.db", NULL);
  g_autofree char *base = g_build_filename (folder, "reference.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS base", base);

  sqlite3_open (path, &bench->stock);
  exec (bench->stock, attach);
  exec (bench->stock, "PRAGMA synchronous=OFF;"
        "CREATE VIRTUAL TABLE kb USING fts5(title,description,body,"
        "tokenize='unicode61 remove_diacritics 2',prefix='1 2 3')");
  exec (
      bench->stock,
      "BEGIN; INSERT INTO kb(rowid,title,description,body) SELECT p.rowid,p.title,p.description,"
      "(SELECT group_concat(heading||' '||text,char(10)) FROM base.passage WHERE publication=p.rowid)"
      " FROM base.publication p; COMMIT; INSERT INTO kb(kb) VALUES('optimize'); DETACH base");
  sqlite3_prepare_v2 (bench->stock,
                      "SELECT rowid FROM kb WHERE kb MATCH ?1 ORDER BY rank LIMIT 20", -1, &bench->match, NULL);
  sqlite3_prepare_v2 (bench->stock,
                      "SELECT snippet(kb,-1,'<b>','</b>','…',24) FROM kb WHERE kb MATCH ?1 AND rowid=?2", -1,
                      &bench->snippet, NULL);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

static DcrSamples
run_all (Bench *bench, GPtrArray *texts, RunFunc func, gboolean typed, guint every)
{
  DcrSamples samples = dcr_samples_new ();

  for (guint i = 0; i < texts->len; i += every)
    {
      const char *text = g_ptr_array_index (texts, i);
      for (const char *at = typed ? g_utf8_next_char (text) : text + strlen (text);;
           at = g_utf8_next_char (at))
        {
          g_autofree char *words = g_strndup (text, at - text);
          double start = dcr_measure_thread_ms ();
          func (bench, words);
          dcr_samples_add (&samples, dcr_measure_thread_ms () - start);
          if (*at == '\0')
            break;
        }
    }
  return samples;
}

/* Median of the p99s (and p50s) of @rounds rounds. */
static void
measure (Bench *bench, GPtrArray *texts, RunFunc func, gboolean typed, guint every, guint rounds,
         double out[2])
{
  DcrSamples p50 = dcr_samples_new (), p99 = dcr_samples_new ();

  for (guint r = 0; r < rounds; r++)
    {
      DcrSamples samples = run_all (bench, texts, func, typed, every);
      dcr_samples_add (&p50, dcr_samples_percentile (&samples, 50));
      dcr_samples_add (&p99, dcr_samples_percentile (&samples, 99));
      dcr_samples_free (&samples);
    }
  out[0] = dcr_samples_percentile (&p50, 50);
  out[1] = dcr_samples_percentile (&p99, 50);
  dcr_samples_free (&p50);
  dcr_samples_free (&p99);
}

static gboolean
compare (Bench *bench, const char *name, GPtrArray *texts, gboolean typed, gboolean ratios)
{
  double ours[2], stock[2];
  g_autofree char *ratio = g_strdup_printf ("search-%s-p99", name);

  measure (bench, texts, run_ours, typed, ratios && typed ? 4 : 1, ratios ? 1 : 5, ours);
  measure (bench, texts, run_stock, typed, typed ? (ratios ? 40 : 8) : ratios ? 8 : 1, 1, stock);
  if (!ratios)
    printf (
        "%-10s ours p50 %.3f p99 %.3f ms   stock FTS5 p50 %.2f p99 %.2f ms   p99 %.0f times faster\n",
        name, ours[0], ours[1], stock[0], stock[1], stock[1] / ours[1]);
  /* must: 15 times; with half as much again of slack, 10 */
  return dcr_measure_ratio (ratio, ours[1] / stock[1], 0.1);
}

static void
read_queries (Bench *bench, const char *tsv)
{
  g_auto (GStrv) lines = g_strsplit (tsv, "\n", -1);

  bench->queries = g_ptr_array_new_with_free_func (g_free);
  bench->messages = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
      if (g_strv_length (cells) == 3)
        g_ptr_array_add (g_utf8_strlen (cells[1], -1) <= SHORT_QUESTION ? bench->queries
                                                                        : bench->messages,
                         g_strdup (cells[1]));
    }
}

/* Times on the clock; those of this thread's processor besides, for the neighbours' sake. */
static void
print_making (DcrDb *db)
{
  double wall[4], cpu[4];
  g_autoptr (DcrCorpus) corpus = NULL;
  g_autoptr (GBytes) words = NULL, all = NULL;

  for (guint step = 0; step < 4; step++)
    {
      if (step == 1)
        corpus = dcr_corpus_read (db, NULL);
      else if (step > 1)
        *(step == 2 ? &words : &all) = dcr_index_build (corpus, "bench", NULL, step == 3, NULL);
      wall[step] = dcr_measure_wall_ms () / 1e3;
      cpu[step] = dcr_measure_thread_ms () / 1e3;
    }
  printf (
      "index: text read %.2f s, words %.2f s, latent semantics %.2f s more (processor %.2f, %.2f, %.2f); %.1f MB\n",
      wall[1] - wall[0], wall[2] - wall[1], wall[3] - 2 * wall[2] + wall[1], cpu[1] - cpu[0],
      cpu[2] - cpu[1], cpu[3] - 2 * cpu[2] + cpu[1], (double) g_bytes_get_size (all) / 1e6);
}

static void
print_opening (DcrReference *reference)
{
  double start = dcr_measure_wall_ms ();
  g_autoptr (DcrSearch) search = dcr_search_open (reference, NULL);
  DcrSearchRequest request = { .words = "carte grise", .limit = ROWS, .snippets = SNIPPETS };
  double opened = dcr_measure_wall_ms ();
  g_autoptr (DcrSearchResult) result = dcr_search_query (search, &request);

  printf ("ready %.1f ms after opening the file, first query %.1f ms\n", opened - start,
          dcr_measure_wall_ms () - opened);
}

static void
print_quality (DcrSearch *search, const char *tsv)
{
  for (guint all = 0; all < 2; all++)
    {
      g_autoptr (DcrEvaluation) evaluation = dcr_evaluate (search, tsv, all ? 0 : 1, FALSE, NULL);
      for (guint i = 0; i < evaluation->sets->len; i++)
        {
          const DcrEvaluationSet *set = g_ptr_array_index (evaluation->sets, i);
          printf ("%-12s %-14s %4u  s@1 %.3f s@3 %.3f s@5 %.3f MRR %.3f nDCG %.3f\n",
                  all ? "all" : "particuliers", set->name, set->questions, set->success1,
                  set->success3, set->success5, set->mrr, set->ndcg);
        }
      printf ("%-12s interval ±%.3f\n", all ? "all" : "particuliers", evaluation->half_width);
    }
}

static void
set_own_lexicon (DcrSearch *search)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) entries = dcr_lexicon_read_own (strings);

  dcr_search_set_lexicon (search, (const DcrLexiconEntry *) (gpointer) entries->data, entries->len);
}

static char *
import_archives (const char *shared)
{
  char *folder = g_dir_make_tmp ("bench-search-XXXXXX", NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report = NULL;

  for (DcrAudience a = 0; a < DCR_N_AUDIENCES; a++)
    g_ptr_array_add (sources, g_strdup_printf ("%s/reference/vosdroits-%s-2020-11-05.zip", shared,
                                               dcr_audience_name (a)));
  g_ptr_array_add (sources, NULL);
  report = dcr_reference_import (folder, (const char *const *) sources->pdata, DCR_IMPORT_NONE,
                                 dcr_search_index, NULL, NULL, NULL, NULL, &error);
  if (report == NULL)
    g_error ("import: %s", error->message);
  return folder;
}

int
main (int argc, char **argv)
{
  gboolean ratios = argc > 1 && strcmp (argv[1], "--ratios") == 0, good = TRUE;
  const char *shared = g_getenv ("DCR_SHARED") != NULL ? g_getenv ("DCR_SHARED") : "../shared";
  g_autofree char *path = g_build_filename (shared, "relevance", "dev.tsv", NULL);
  g_autofree char *tsv = NULL, *folder = NULL;
  g_autoptr (DcrReference) reference = NULL;
  Bench bench = { 0 };
  double rss;

  if (!g_file_get_contents (path, &tsv, NULL, NULL))
    {
      g_printerr ("%s is not here: the search is not measured\n", path);
      return 1;
    }
  dcr_measure_print_machine ();
  read_queries (&bench, tsv);
  folder = import_archives (shared);
  reference = dcr_reference_open (folder, NULL);
  if (!ratios)
    print_opening (reference);
  rss = dcr_measure_rss_mb ();
  bench.search = dcr_search_open (reference, NULL);
  set_own_lexicon (bench.search);
  open_stock (&bench, folder);
  good &= compare (&bench, "queries", bench.queries, FALSE, ratios);
  good &= compare (&bench, "messages", bench.messages, FALSE, ratios);
  good &= compare (&bench, "typed", bench.queries, TRUE, ratios);
  if (!ratios)
    {
      printf ("memory: %.0f MB before, %.0f MB at most since\n", rss, dcr_measure_rss_mb ());
      print_quality (bench.search, tsv);
      print_making (dcr_reference_db (reference));
    }
  sqlite3_finalize (bench.match);
  sqlite3_finalize (bench.snippet);
  sqlite3_close (bench.stock);
  dcr_search_close (bench.search);
  g_ptr_array_unref (bench.queries);
  g_ptr_array_unref (bench.messages);
  dcr_folder_remove (folder);
  return good ? 0 : 1;
}
