/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls-fixture.h"

#include <string.h>

#define HEAD "id,parent,label,definition,valid_from,valid_to,successors\n"

typedef struct
{
  const char *csv;
  GPtrArray *problems;
  guint added, changed, ended;
} Import;

static gboolean
run_import (DcrDb *db, gpointer data, GError **error)
{
  Import *import = data;
  return dcr_reason_import_csv (db, import->csv, strlen (import->csv), "2026-11-21",
                                import->problems, &import->added, &import->changed, &import->ended,
                                error);
}

static void
test_demonstration_grid (Fixture *fixture, gconstpointer data)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (fixture->calls);
  const DcrReason *reason = dcr_reason_grid_find (grid, "IDE-PERTE");
  const DcrReason *ended = dcr_reason_grid_find (grid, "IDE-TITRES");
  const int *weights;
  guint families = 0, leaves = 0;

  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *row = dcr_reason_grid_get (grid, i);
      families += row->level == 0;
      leaves += dcr_reason_is_choosable (row);
      g_assert_true (row->parent == NULL || row->level > 0);
    }
  g_assert_cmpuint (families, ==, 12);
  g_assert_cmpuint (leaves, >=, 120);
  g_assert_cmpstr (reason->path, ==, "Identité et passeport › Perte ou vol d’un titre");
  g_assert_true (dcr_reason_is_choosable (reason));
  g_assert_false (dcr_reason_is_choosable (reason->parent));
  g_assert_false (dcr_reason_is_choosable (ended));
  g_assert_cmpstr (dcr_reason_grid_successors (grid, ended, &weights)[0]->id, ==, "IDE-CARTE");
  g_assert_cmpint (weights[0], ==, 60);
  g_assert_true (dcr_reason_is_choosable (dcr_reason_grid_find (grid, DCR_REASON_OTHER)));
  g_assert_cmpuint (dcr_calls_get_services (fixture->calls)->len, >=, 50);
}

/* Out, in again: nothing added, changed or ended; and the two files are the same. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *csv = dcr_reason_export_csv (dcr_store_reader (fixture->store), &error);
  g_autofree char *again = NULL;
  Import import = { csv, problems, 9, 9, 9 };

  g_assert_no_error (error);
  dcr_store_write (fixture->store, run_import, &import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import.added + import.changed + import.ended, ==, 0);
  again = dcr_reason_export_csv (dcr_store_reader (fixture->store), &error);
  g_assert_cmpstr (csv, ==, again);
}

/* A code that the file no longer has ends; a call that has it keeps it. */
static void
test_absent_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Import import
      = { HEAD "NEW,,Nouvelle famille,Une ligne.,,,\nNEW-A,NEW,Feuille,Une ligne.,,,\n", NULL };

  dcr_store_write (fixture->store, run_import, &import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import.added, ==, 2);
  g_assert_cmpuint (import.ended, >, 120);
  g_assert_true (dcr_calls_reload (fixture->calls, &error));
  DcrReasonGrid *grid = dcr_calls_get_grid (fixture->calls);
  g_assert_nonnull (dcr_reason_grid_find (grid, "IDE-PERTE"));
  g_assert_false (dcr_reason_is_choosable (dcr_reason_grid_find (grid, "IDE-PERTE")));
  g_assert_true (dcr_reason_is_choosable (dcr_reason_grid_find (grid, "NEW-A")));
  g_assert_true (dcr_reason_is_choosable (dcr_reason_grid_find (grid, DCR_REASON_OTHER)));
}

static const struct
{
  const char *csv;
  const char *problem; /* the first one */
} broken[] = {
  { HEAD "A,,Famille,Une ligne.,,,\nA,,Encore,Une ligne.,,,\n", "Line 3: the code “A” is there twice." },
  { HEAD "a b,,Famille,Une ligne.,,,\n", "Line 2: the code “a b” must be 1 to 32 capital letters" },
  { HEAD "A,,,Une ligne.,,,\n", "Line 2: the label is empty." },
  { HEAD "A,,Famille dont le nom est bien trop long,Une ligne.,,,\n", "Line 2: the label “Famille dont" },
  { HEAD "A,,Famille,,,,\n", "Line 2: the definition is empty." },
  { HEAD "A,,Famille,\"deux\nlignes\",,,\n", "Line 2: the definition must be one line." },
  { HEAD "\n\nA,,F,\"d\"\"un\",2026-13-01,,\n", "Line 4: “2026-13-01” is not a date" },
  { HEAD "A,,F,d,2026-02-01,2026-01-01,\n", "Line 2: it ends before it begins." },
  { HEAD "A,B,F,d,,,\n", "Line 2: the parent “B” is not in the file." },
  { HEAD "A,A,F,d,,,\n", "Line 2: more than three levels" },
  { HEAD "A,,F,d,,,\nB,A,F,d,,,\nC,B,F,d,,,\nD,C,F,d,,,\n", "Line 5: more than three levels" },
  { HEAD "A,,F,d,,2026-01-01,X:100\n", "Line 2: the successor “X” is not another reason" },
  { HEAD "A,,F,d,,2026-01-01,B:50\nB,,F,d,,,\n", "Line 2: the weights of the successors make 50" },
  { HEAD "A,,F,d,,,B\nB,,F,d,,,\n", "Line 2: it has successors but no last day." },
  { HEAD "A,,F,d,,2026-01-01,B:deux\nB,,F,d,,,\n", "Line 2: “B:deux” is not a successor" },
  { HEAD "IDE-PERTE,ETC,F,d,,,\nETC,,F,d,,,\n", "Line 2: the code “IDE-PERTE” was under “IDE”" },
  { HEAD "A,,F,d,,\n", "Line 2: 6 cells instead of 7." },
  { HEAD "A,,\"F,d,,,\n", "Line 2: a quotation mark is misplaced or never closed." },
  { "id,label,definition\nA,F,d\n", "Line 1: the column “parent” is missing." },
  { "id,parent,label,definition,couleur\nA,,F,d,vert\n", "Line 1: the column “couleur” is not known." },
  { "id,parent,label,definition,id\nA,,F,d,A\n", "Line 1: the column “id” is there twice." },
  { "", "The file is empty." },
  { "id\xff", "The file is not text in UTF-8." },
};

static void
test_errors_with_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dcr_reason_export_csv (dcr_store_reader (fixture->store), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *after = NULL;
      Import import = { broken[i].csv, problems };
      g_assert_false (dcr_store_write (fixture->store, run_import, &import, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
      g_assert_cmpuint (problems->len, >, 0);
      g_test_message ("%s", (char *) problems->pdata[0]);
      g_assert_true (g_str_has_prefix (problems->pdata[0], broken[i].problem));
      after = dcr_reason_export_csv (dcr_store_reader (fixture->store), NULL);
      g_assert_cmpstr (before, ==, after);
    }
}

/* All of them at once, not the first only. */
static void
test_all_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  Import import = { "\xef\xbb\xbf" "id;parent;label;definition\nA;;;d\nB;;F;\nc;;F;d\n", problems };

  g_assert_false (dcr_store_write (fixture->store, run_import, &import, &error));
  g_assert_cmpuint (problems->len, ==, 3);
}

static const DcrMatch *
match_at (GArray *matches, guint at)
{
  return &g_array_index (matches, DcrMatch, at);
}

/* Label first, then definition, then family alone; the last word may be unfinished; ended ones last. */
static void
test_type_ahead (Fixture *fixture, gconstpointer data)
{
  DcrSuggester *suggester = dcr_calls_get_suggester (fixture->calls);
  g_autoptr (GArray) permis = dcr_suggester_match (suggester, "permis");
  g_autoptr (GArray) typed = dcr_suggester_match (suggester, "Rendez-vous en mair");
  g_autoptr (GArray) defined = dcr_suggester_match (suggester, "ofpra");
  g_autoptr (GArray) ended = dcr_suggester_match (suggester, "carte ou passeport");
  g_autoptr (GArray) nothing = dcr_suggester_match (suggester, "xyzzy");
  g_autoptr (GArray) empty = dcr_suggester_match (suggester, "  ");
  g_autoptr (GPtrArray) near = dcr_suggester_nearest (suggester, "passepport", 3);
  DcrMatchKind before = DCR_MATCH_LABEL;

  for (guint i = 0; i < permis->len; i++)
    {
      g_assert_cmpint (match_at (permis, i)->kind, >=, before);
      before = match_at (permis, i)->kind;
    }
  g_assert_nonnull (strstr (match_at (permis, 0)->reason->label, "permis"));
  g_assert_cmpint (before, ==, DCR_MATCH_FAMILY);
  g_assert_cmpstr (match_at (typed, 0)->reason->id, ==, "IDE-RDV");
  g_assert_cmpint (match_at (defined, 0)->kind, ==, DCR_MATCH_DEFINITION);
  g_assert_cmpstr (match_at (defined, 0)->reason->id, ==, "ETR-ASILE");
  g_assert_cmpint (match_at (ended, ended->len - 1)->kind, ==, DCR_MATCH_RETIRED);
  g_assert_cmpstr (match_at (ended, ended->len - 1)->reason->id, ==, "IDE-TITRES");
  g_assert_cmpuint (nothing->len + empty->len, ==, 0);
  g_assert_cmpstr (((DcrReason *) near->pdata[0])->id, ==, "IDE-PASS");
}

/* Each suggestion says why; without evidence there is none. */
static void
test_why (Fixture *fixture, gconstpointer data)
{
  DcrCall *call = dcr_calls_begin (fixture->calls, NULL);
  g_autoptr (GPtrArray) none = dcr_calls_suggest (fixture->calls, call, 3);
  g_autoptr (GPtrArray) by_article = NULL, by_words = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  dcr_call_add_query (call, "demande d'asile ofpra");
  by_words = dcr_calls_suggest (fixture->calls, call, 3);
  g_assert_cmpstr (((DcrSuggestion *) by_words->pdata[0])->reason->id, ==, "ETR-ASILE");
  g_assert_cmpstr (((DcrSuggestion *) by_words->pdata[0])->why, ==,
                   "because “demande d'asile ofpra” was searched");
  dcr_call_keep_passage (call, &fixture_passage);
  by_article = dcr_calls_suggest (fixture->calls, call, 3);
  g_assert_true (g_str_has_prefix (((DcrSuggestion *) by_article->pdata[0])->reason->id, "IDE-"));
  g_assert_cmpstr (((DcrSuggestion *) by_article->pdata[0])->why, ==,
                   "because F91001 is open, 1 passage kept");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_open, func, fixture_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reasons/demonstration-grid", test_demonstration_grid);
  ADD ("/reasons/round-trip", test_round_trip);
  ADD ("/reasons/absent-ends", test_absent_ends);
  ADD ("/reasons/errors-with-line", test_errors_with_line);
  ADD ("/reasons/all-errors", test_all_errors);
  ADD ("/reasons/type-ahead", test_type_ahead);
  ADD ("/reasons/why", test_why);
  return g_test_run ();
}
