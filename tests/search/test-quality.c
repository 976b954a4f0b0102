/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The must-level quality of issue 3 on the real particuliers of November and dev.tsv. The weights were fitted
 * on these questions, so this is a guard against loss and not a result: tests/bench/README.md has those,
 * cross-validated. */
#include <string.h>

#include <glib/gstdio.h>

#include "search/dcr-evaluate.h"
#include "../support/dcr-folder.h"

static const DcrEvaluationSet *
find_set (const DcrEvaluation *evaluation, const char *name)
{
  for (guint i = 0; i < evaluation->sets->len; i++)
    if (strcmp (((DcrEvaluationSet *) g_ptr_array_index (evaluation->sets, i))->name, name) == 0)
      return g_ptr_array_index (evaluation->sets, i);
  g_error ("the questions have no set %s", name);
}

static void
check_figures (const DcrEvaluation *evaluation)
{
  const DcrEvaluationSet *macro = find_set (evaluation, "MACRO");

  g_test_message ("MACRO s@1 %.3f s@3 %.3f s@5 %.3f nDCG@10 %.3f ±%.3f", macro->success1,
                  macro->success3, macro->success5, macro->ndcg, evaluation->half_width);
  g_assert_cmpfloat (macro->ndcg, >=, 0.70);
  g_assert_cmpfloat (macro->success1, >=, 0.59);
  g_assert_cmpfloat (macro->success3, >=, 0.755);
  g_assert_cmpfloat (macro->success5, >=, 0.82);
  g_assert_cmpfloat (find_set (evaluation, "hard")->success3, >=, 0.86);
  g_assert_cmpfloat (find_set (evaluation, "title")->success1, >=, 0.98);
}

static void
test_quality (void)
{
  const char *root = g_getenv ("DCR_SHARED") != NULL ? g_getenv ("DCR_SHARED") : "../shared";
  g_autofree char *questions = g_build_filename (root, "relevance", "dev.tsv", NULL);
  g_autofree char *archive
      = g_build_filename (root, "reference", "vosdroits-particuliers-2020-11-05.zip", NULL);
  const char *sources[] = { archive, NULL };
  g_autofree char *tsv = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (DcrImportReport) report = NULL;
  g_autoptr (DcrReference) reference = NULL;
  g_autoptr (DcrSearch) search = NULL;
  g_autoptr (DcrEvaluation) evaluation = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) lexicon = dcr_lexicon_read_own (strings);

  if (!g_file_get_contents (questions, &tsv, NULL, NULL)
      || !g_file_test (archive, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("left out: the quality of the search, for want of ../shared");
      return;
    }
  folder = g_dir_make_tmp ("dcr-quality-XXXXXX", NULL);
  report = dcr_reference_import (folder, sources, DCR_IMPORT_NONE, dcr_search_index, NULL, NULL,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  reference = dcr_reference_open (folder, &error);
  g_assert_no_error (error);
  search = dcr_search_open (reference, &error);
  g_assert_no_error (error);
  dcr_search_set_lexicon (search, (const DcrLexiconEntry *) (gpointer) lexicon->data, lexicon->len);
  evaluation = dcr_evaluate (search, tsv, 1 << DCR_AUDIENCE_PARTICULIERS, FALSE, &error);
  g_assert_no_error (error);
  check_figures (evaluation);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/quality", test_quality);
  return g_test_run ();
}
