/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about calls, as a program: grid, services, call record, purge, subject. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include "../support/dcr-folder.h"

static const char *program;
static char *folder;

typedef struct
{
  char *out, *err;
  int status;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

/* @words are split at spaces; @input goes to standard input. */
static Result
call (const char *words, const char *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *base = g_build_filename (folder, "base", NULL);
  Result result = { 0 };

  g_ptr_array_add (argv, (gpointer) program);
  g_ptr_array_add (argv, (gpointer) "--base");
  g_ptr_array_add (argv, base);
  for (gsize i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (argv, parts[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_assert_true (
      g_subprocess_communicate_utf8 (process, input, NULL, &result.out, &result.err, &error));
  result.status = g_subprocess_get_exit_status (process);
  return result;
}

static void
assert_call (const char *words, const char *input, int status, const char *out)
{
  g_auto (Result) result = call (words, input);

  if (result.status != status)
    g_error ("%s: %d, not %d: %s%s", words, result.status, status, result.out, result.err);
  if (out != NULL && strstr (result.out, out) == NULL)
    g_error ("%s: « %s » not in « %s »", words, out, result.out);
  if (status != 0)
    g_assert_nonnull (strchr (result.err, '\n'));
  if (status != 0)
    g_assert_cmpstr (strchr (result.err, '\n'), ==, "\n"); /* one line */
}

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
test_grid (void)
{
  g_autofree char *grid
      = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", "reasons.csv", NULL);
  g_autofree char *services
      = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", "services.csv", NULL);
  g_autofree char *out = in_folder ("out.csv"), *broken = in_folder ("broken.csv");
  g_autofree char *import = g_strconcat ("reasons import ", grid, NULL);
  g_autofree char *export = g_strconcat ("reasons export ", out, NULL);
  g_autofree char *again = g_strconcat ("reasons import ", out, NULL);
  g_autofree char *refused = g_strconcat ("reasons import ", broken, NULL);
  g_autofree char *services_import = g_strconcat ("services import ", services, NULL);

  assert_call (import, "", 0, "ended\t0");
  assert_call (export, "", 0, "");
  assert_call (again, "", 0, "added\t0\nchanged\t0\nended\t0");
  assert_call (services_import, "", 0, "services\t");
  assert_call ("services export -", "", 0, "FRANCE-TITRES");
  g_assert_true (
      g_file_set_contents (broken, "id,parent,label,definition\nx,,F,d\nA,Z,F,\n", -1, NULL));
  assert_call (refused, "", 1, "Line 3: the definition is empty.");
  assert_call ("reasons import", "", 2, "");
  assert_call ("reasons delete x.csv", "", 2, "");
  assert_call ("reasons import /nowhere/x.csv", "", 1, "");
}

/* A refused file says each error with its line and changes nothing. */
static void
test_facets (void)
{
  static const char good[] = "id,parent,label\nSECT,,Secteur\nS1,SECT,Nord\nS2,SECT,Sud\n";
  g_autofree char *file = in_folder ("facets.csv"), *wrong = in_folder ("wrong.csv");
  g_autofree char *import = g_strconcat ("facets import ", file, NULL);
  g_autofree char *refused = g_strconcat ("facets import ", wrong, NULL);

  g_assert_true (g_file_set_contents (file, good, -1, NULL));
  assert_call (import, "", 0, "facets\t3");
  assert_call (import, "", 0, "facets\t3");
  g_assert_true (g_file_set_contents (wrong,
                                      "id,parent,label\nA,,\n,A,x\nA1,A,x\nA1,A,y\nB,,Deux\n"
                                      "C1,NON,x\nC2,A1,x\nC,,Trois\nD,,Quatre\nC3,C,x\n",
                                      -1, NULL));
  assert_call (refused, "", 1, "Line 2: the label is empty.");
  assert_call (refused, "", 1, "Line 3: the code is empty.");
  assert_call (refused, "", 1, "Line 5: this code is there twice: “A1”.");
  assert_call (refused, "", 1, "Line 6: this facet has no value: “B”.");
  assert_call (refused, "", 1, "Line 7: no facet of this file has the code “NON”.");
  assert_call (refused, "", 1, "Line 8: a value cannot have values, and this is one: “A1”.");
  assert_call (refused, "", 1, "Line 10: a site has three facets at most.");
  assert_call ("facets export -", "", 0, good);
  assert_call ("facets ask no", "", 0, "");
  assert_call ("facets ask perhaps", "", 2, "");
  assert_call ("facets import", "", 2, "");
}

static void
test_record (void)
{
  assert_call ("call record",
               "{\"reason\":\"IDE-PERTE\",\"outcome\":\"answered\",\"number\":\"0639984127\",\"note\":\"dossier 118842\"}",
               0, "-7");
  assert_call ("call record --json", "{\"outcome\":\"silent\"}", 0, "{\"id\":\"");
  assert_call ("call record", "{\"reason\":\"IDE-PERTE\"}", 1, ""); /* the outcome is missing */
  assert_call ("call record",
               "{\"reason\":\"IDE-PERTE\",\"outcome\":\"answered\",\"note\":\"185057800608491\"}",
               1, "");
  assert_call ("call record", "{\"reason\":\"NON\",\"outcome\":\"answered\"}", 1, "");
  assert_call ("call record", "nothing", 1, "");
  assert_call ("call erase", "", 2, "");
}

static void
test_privacy (void)
{
  assert_call ("purge --dry-run", "", 0, "call-note\tcall\t183\t0");
  assert_call ("purge", "", 0, "contact\tcontact\t60\t0");
  assert_call ("subject export", "{\"number\":\"06 39 98 41 27\"}", 0, "\"contact\"");
  assert_call ("subject erase", "{\"number\":\"06 39 98 41 27\"}", 0, "erased\t1");
  assert_call ("subject erase --json", "{\"number\":\"06 39 98 41 27\"}", 0,
               "{\"erased\":0,\"needed\":0}");
  assert_call ("subject erase", "{}", 1, "");
  assert_call ("subject look", "", 2, "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  folder = g_dir_make_tmp ("dcr-cli-calls-XXXXXX", NULL);
  g_test_add_func ("/cli/calls/grid", test_grid);
  g_test_add_func ("/cli/calls/facets", test_facets);
  g_test_add_func ("/cli/calls/record", test_record);
  g_test_add_func ("/cli/calls/privacy", test_privacy);
  status = g_test_run ();
  dcr_folder_remove (folder);
  g_free (folder);
  return status;
}
