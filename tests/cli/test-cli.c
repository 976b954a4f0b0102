/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "dcr-maker.h"
#include "../support/dcr-folder.h"

/* decrochectl as a program: its lines, its one line of error, its exit status. */

static struct
{
  const char *program;
  char *folder, *base;
} t;

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

/* @words are split at spaces; « @ » stands for the test's folder. */
static Result
call (const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  Result result = { 0 };

  g_ptr_array_add (argv, g_strdup (t.program));
  for (gsize i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (argv, parts[i][0] == '@' ? g_strconcat (t.folder, parts[i] + 1, NULL)
                                              : g_strdup (parts[i]));
  g_ptr_array_add (argv, NULL);
  process
      = g_subprocess_newv ((const char *const *) argv->pdata,
                           G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  result.status = g_subprocess_get_exit_status (process);
  return result;
}

static void
assert_one_line (const char *text)
{
  const char *end = strchr (text, '\n');
  if (end == NULL || end[1] != '\0')
    g_error ("not one line: « %s »", text);
}

static void
assert_fails (const char *words, int status)
{
  g_auto (Result) result = call (words);

  if (result.status != status)
    g_error ("%s: %d, not %d: %s%s", words, result.status, status, result.out, result.err);
  assert_one_line (result.err);
}

static void
assert_prints (const char *words, const char *out)
{
  g_auto (Result) result = call (words);

  if (result.status != 0 || strcmp (result.out, out) != 0)
    g_error ("%s: %d: « %s », not « %s » (%s)", words, result.status, result.out, out, result.err);
}

static void
make_archive (const char *name, const char *day, const char *second)
{
  g_autofree char *path = g_build_filename (t.folder, name, NULL);
  DcrMaker *maker = dcr_maker_new (path);

  dcr_maker_set_day (maker, day);
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("F%d", i);
      dcr_maker_add_article (maker, "Particuliers", id, "Carte", "Il faut payer.",
                             i == 2 ? second : "Allez à la mairie.");
    }
  dcr_maker_close (maker);
}

static void
test_wrong_calls (void)
{
  assert_fails ("--base @/base", 2);
  assert_fails ("--base @/base nonsense", 2);
  assert_fails ("--base @/base --demo info", 2);
  assert_fails ("--base @/base --nonsense info", 2);
  assert_fails ("--base @/base show", 2);
  assert_fails ("--base @/base show one two", 2);
  assert_fails ("--base @/base show nobody/F1", 2);
  assert_fails ("--base @/base show F1 --at yesterday", 2);
  assert_fails ("--base @/base show F1 --at 2020-02-30", 2);
  assert_fails ("--base @/base show F1 --set T1", 2);
  assert_fails ("--base @/base show F1 --set T1=perhaps", 2);
  assert_fails ("--base @/base info more", 2);
  assert_fails ("--base @/base doctor --nonsense", 2);
}

static void
test_nothing_imported (void)
{
  assert_fails ("--base @/none show F1", 1);
  assert_fails ("--base @/none diff F1", 1);
  assert_fails ("--base @/none doctor", 1);
  g_auto (Result) info = call ("--base @/none --json info");
  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (strstr (info.out, "\"reference\":[]"));
}

/* The mistakes of an administrator: each is told in one line that says what was wrong. */
static void
test_mistakes (void)
{
  static const struct
  {
    const char *words;
    int status;
    const char *said;
  } table[] = {
    { "import @/nothing.zip", 1, "There is no archive or folder at “" },
    { "import @/cut.zip", 1, "“cut.zip” was refused: it is not a whole zip archive; the base" },
    { "import @/void.zip", 1, "“void.zip” was refused: it is not a whole zip archive; the base" },
    { "import @/empty.zip", 1, "“empty.zip” was refused: " },
    { "import @/1.zip @/cut.zip", 1, "“cut.zip” was refused: it is not a whole" },
    { "import /dev/null", 1, "“null” was refused: it is neither an archive nor a folder; the" },
    { "import ftp://localhost/a.zip", 1, "This address, or the one it leads to, is not of a kind" },
    { "import http://localhost:1/a.zip", 1, "“localhost” (nothing answers there)" },
    { "import --nonsense @/1.zip", 2, "--nonsense" },
    { "show", 2, "write: decrochectl show ARTICLE [--set VAR=VALUE]... [--at DATE]" },
    { "show F1 F2", 2, "There are too many words; write: decrochectl show ARTICLE" },
    { "show F9", 1, "“F9”" },
    { "show F1 --at 2020-13-45", 2, "“2020-13-45” is not a day: write YYYY-MM-DD." },
    { "show F1 --at 2019-01-01", 1, "no text of “F1” for 2019-01-01: the oldest is of 2026-" },
    { "diff F1", 1, "“F1” has not changed since it came into the base." },
    { "diff F1 --since 2019-01-01", 1, "no text of “F1” for 2019-01-01" },
    { "search --limit many carte", 2, "many" },
    { "search --audience nobody carte", 2, "“nobody”" },
    { "doctor more", 2, "write: decrochectl doctor [--rebuild]" },
  };
  g_autofree char *good = g_build_filename (t.folder, "1.zip", NULL);
  g_autofree char *cut = g_build_filename (t.folder, "cut.zip", NULL);
  g_autofree char *nothing = g_build_filename (t.folder, "void.zip", NULL);
  g_autofree char *empty = g_build_filename (t.folder, "empty.zip", NULL);
  g_autofree char *data = NULL;
  gsize size;
  g_auto (Result) first = call ("--base @/mistakes import @/1.zip");

  g_assert_cmpint (first.status, ==, 0);
  g_assert_true (g_file_get_contents (good, &data, &size, NULL));
  g_assert_true (g_file_set_contents (cut, data, size / 2, NULL));
  g_assert_true (g_file_set_contents (nothing, "", 0, NULL));
  g_assert_true (g_file_set_contents (
      empty, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = g_strconcat ("--base @/mistakes ", table[i].words, NULL);
      g_auto (Result) result = call (words);
      if (result.status != table[i].status || strstr (result.err, table[i].said) == NULL)
        g_error ("%s: %d « %s », not %d « %s »", words, result.status, result.err,
                 table[i].status, table[i].said);
      assert_one_line (result.err);
    }
}

/* A folder that cannot be written in, for whoever has no special rights. */
static void
test_read_only_folder (void)
{
  g_autofree char *folder = g_build_filename (t.folder, "closed", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("the administrator of the machine may write everywhere");
      return;
    }
  g_assert_cmpint (g_mkdir (folder, 0500), ==, 0);
  assert_fails ("--base @/closed import @/1.zip", 1);
  assert_fails ("--base @/closed/base import @/1.zip", 1);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

static void
test_import (void)
{
  g_auto (Result) first = call ("--base @/base import @/1.zip");
  g_auto (Result) second = call ("--base @/base --json import @/2.zip");
  g_auto (Result) again = call ("--base @/base import @/2.zip");
  g_auto (Result) refused = call ("--base @/base import @/1.zip @/nothing.zip");

  g_assert_cmpint (first.status, ==, 0);
  assert_one_line (first.out);
  g_assert_true (g_str_has_prefix (
      first.out, "added 4, changed 0, removed 0, unchanged 0, refused 0, seconds "));
  g_assert_cmpint (second.status, ==, 0);
  assert_one_line (second.out);
  g_assert_true (g_str_has_prefix (second.out,
                                   "{\"added\":0,\"changed\":1,\"removed\":0,\"unchanged\":3,"
                                   "\"refused\":0,\"seconds\":"));
  g_assert_true (
      g_str_has_prefix (again.out, "added 0, changed 0, removed 0, unchanged 4, refused 0, "));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_true (
      g_str_has_prefix (refused.out, "added 0, changed 0, removed 0, unchanged 0, refused 2, "));
  assert_one_line (refused.err);
}

static void
test_show (void)
{
  g_auto (Result) now = call ("--base @/base show particuliers/F2");
  g_auto (Result) then = call ("--base @/base show F2 --at 2026-11-02");
  g_auto (Result) passage = call ("--base @/base show F2#demarche");
  g_auto (Result) json = call ("--base @/base --json show F2");

  g_assert_cmpint (now.status, ==, 0);
  g_assert_nonnull (strstr (now.out, "#demarche"));
  g_assert_nonnull (strstr (now.out, "Allez à la préfecture."));
  g_assert_nonnull (strstr (then.out, "Allez à la mairie."));
  g_assert_nonnull (strstr (passage.out, "Allez à la préfecture."));
  g_assert_null (strstr (passage.out, "Il faut payer."));
  assert_one_line (json.out);
  g_assert_nonnull (strstr (json.out, "\"address\":\"demarche\""));
  assert_fails ("--base @/base show F2 --at 2026-10-31", 1);
  assert_fails ("--base @/base show F2#nowhere", 1);
  assert_fails ("--base @/base show F999", 1);
}

/* A variable that the caller's answer makes false folds what depends on it to one line. */
static void
test_show_set (void)
{
  g_auto (Result) all = call ("--demo show particuliers/F91001");
  g_auto (Result) some = call ("--demo show particuliers/F91001 --set T90201=false");

  g_assert_cmpint (all.status, ==, 0);
  g_assert_cmpint (some.status, ==, 0);
  g_assert_cmpuint (strlen (some.out), <, strlen (all.out));
}

static void
test_diff (void)
{
  g_autofree char *expected = g_strdup ("changed\tdemarche\tDémarche\n- Allez à la mairie.\n"
                                        "+ Allez à la préfecture.\n");

  assert_prints ("--base @/base diff particuliers/F2", expected);
  assert_prints ("--base @/base diff particuliers/F2 --since 2026-11-02", expected);
  assert_prints ("--base @/base diff particuliers/F2 --since 2026-11-05", "");
  assert_fails ("--base @/base diff particuliers/F1", 1); /* never changed */
  g_auto (Result) json = call ("--base @/base --json diff F2");
  g_assert_nonnull (strstr (json.out, "\"kind\":\"changed\",\"address\":\"demarche\""));
}

static void
test_info (void)
{
  g_auto (Result) info = call ("--base @/base info");

  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (
      strstr (info.out, "particuliers\t4\t2026-11-05\t2.zip\t3.3\tService-Public / DILA\t"));
}

static void
test_doctor (void)
{
  static const char expected[]
      = "particuliers\t4\nprofessionnels\t0\nassociations\t0\npassages\t8\n"
        "formers\t1\ntombstones\t0\nok\n";
  g_autofree char *path = g_build_filename (t.base, "reference.db", NULL);
  g_autofree char *ranking = g_build_filename (t.base, "reference.idx", NULL), *bytes = NULL;
  gsize size;

  assert_prints ("--base @/base doctor", expected);
  g_assert_true (g_file_get_contents (ranking, &bytes, &size, NULL));
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (ranking, bytes, size, NULL));
  assert_fails ("--base @/base doctor", 1);
  assert_prints ("--base @/base doctor --rebuild", expected);
  assert_prints ("--base @/base doctor", expected);
  g_auto (Result) then = call ("--base @/base show F2 --at 2026-11-02");
  g_assert_nonnull (strstr (then.out, "Allez à la mairie."));
  g_assert_true (g_file_set_contents (path, "no base", -1, NULL));
  assert_fails ("--base @/base doctor", 1);
  assert_fails ("--base @/base show F2", 1);
}

/* An address, as the timer imports it: downloaded, imported, and told as the source. */
static void
test_import_address (void)
{
  g_autofree char *words = g_strdup_printf ("--base @/net import file://%s/1.zip", t.folder);
  g_autofree char *source = g_strdup_printf ("file://%s/1.zip", t.folder);
  g_auto (Result) import = call (words);
  g_auto (Result) info = call ("--base @/net info");

  g_assert_cmpint (import.status, ==, 0);
  g_assert_true (g_str_has_prefix (import.out, "added 4, "));
  g_assert_nonnull (strstr (info.out, source));
}

/* A program reads JSON: it gets the words as they are written, not the marks of a widget. */
static void
test_search_json (void)
{
  g_auto (Result) json = call ("--demo --json search extrait d'acte");
  g_auto (Result) lines = call ("--demo search extrait d'acte");

  g_assert_cmpint (json.status, ==, 0);
  assert_one_line (json.out);
  g_assert_nonnull (strstr (json.out, "\"sentence\":\""));
  g_assert_nonnull (strstr (json.out, "Demande d'acte d'état civil en ligne"));
  g_assert_null (strstr (json.out, "<b>"));
  g_assert_null (strstr (json.out, "&#39;"));
  g_assert_null (strstr (lines.out, "<b>"));
}

/* The column of @words in the text that holds them. */
static gsize
column_of (const char *text, const char *words)
{
  const char *at = strstr (text, words), *start = at;

  g_assert_nonnull (at);
  while (start > text && start[-1] != '\n')
    start--;
  return at - start;
}

/* What commands do stands in one column, however long their usage is. */
static void
test_help_columns (void)
{
  static const char *const summaries[]
      = { "Import archives", "Find articles", "Messages: list them", "Take in the answer" };
  g_auto (Result) help = call ("--help");
  gsize column = column_of (help.out, "Check the base");

  for (gsize i = 0; i < G_N_ELEMENTS (summaries); i++)
    g_assert_cmpuint (column_of (help.out, summaries[i]), ==, column);
}

static void
test_help (void)
{
  g_auto (Result) help = call ("--help");
  static const char *const names[] = { "import", "show", "diff", "doctor", "info" };

  g_assert_cmpint (help.status, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (help.out, names[i]));
}

/* Ctrl+C while it waits for a server: said as such, nothing is called refused. */
static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/part.zip", port);
  g_autofree char *base = g_build_filename (t.folder, "cancelled", NULL);
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, t.program, "--base", base, "import", address, NULL);
  g_assert_no_error (error);
  connection = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_cmpstr (out, ==, "");
  assert_one_line (err);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  t.program = argv[1];
  t.folder = g_dir_make_tmp ("dcr-cli-XXXXXX", NULL);
  t.base = g_build_filename (t.folder, "base", NULL);
  data = g_build_filename (g_getenv ("DCR_SOURCE"), "data", NULL);
  g_setenv ("DCR_DATADIR", data, TRUE);
  g_setenv ("XDG_DATA_HOME", t.folder, TRUE);
  make_archive ("1.zip", "2026-11-01", "Allez à la mairie.");
  make_archive ("2.zip", "2026-11-05", "Allez à la préfecture.");
  g_test_add_func ("/cli/wrong-calls", test_wrong_calls);
  g_test_add_func ("/cli/nothing-imported", test_nothing_imported);
  g_test_add_func ("/cli/mistakes", test_mistakes);
  g_test_add_func ("/cli/read-only-folder", test_read_only_folder);
  g_test_add_func ("/cli/import", test_import);
  g_test_add_func ("/cli/show", test_show);
  g_test_add_func ("/cli/show-set", test_show_set);
  g_test_add_func ("/cli/diff", test_diff);
  g_test_add_func ("/cli/info", test_info);
  g_test_add_func ("/cli/doctor", test_doctor);
  g_test_add_func ("/cli/import-address", test_import_address);
  g_test_add_func ("/cli/cancelled", test_cancelled);
  g_test_add_func ("/cli/search-json", test_search_json);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/help-columns", test_help_columns);
  status = g_test_run ();
  dcr_folder_remove (t.folder);
  g_free (t.folder);
  g_free (t.base);
  return status;
}
