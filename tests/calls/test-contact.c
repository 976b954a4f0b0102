/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeat calls without a directory: matched inside the window, unmatched after the keys are gone. */
#include "calls-fixture.h"

#include <string.h>
#include <sys/stat.h>

#include "base/dcr-clock.h"
#include "../support/dcr-folder.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define START G_GINT64_CONSTANT (1795248000000)

static void
open_at (Fixture *fixture, gconstpointer data)
{
  dcr_clock_set (START);
  fixture_open (fixture, data);
}

static void
close_real (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture, data);
  dcr_clock_set (0);
}

static void
call_from (Fixture *fixture, const char *number, const char *reason)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, number);

  dcr_call_set_reason (call, reason);
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  dcr_call_open_article (call, &fixture_article);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
  fixture_settle (fixture);
}

static const DcrRepeat *
look_up (Fixture *fixture, const char *number)
{
  DcrCall *call = dcr_calls_get_current (fixture->calls);
  if (call == NULL)
    call = dcr_calls_begin (fixture->calls, NULL);
  dcr_call_set_number (call, number);
  return dcr_calls_get_repeat (fixture->calls, call);
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  const DcrRepeat *repeat;
  guint days, rank;

  g_assert_null (look_up (fixture, "06 39 98 41 27"));
  dcr_calls_drop (fixture->calls, dcr_calls_get_current (fixture->calls));
  call_from (fixture, "0639984127", "IDE-PERTE");
  dcr_clock_set (START + 3 * DAY_MS);
  call_from (fixture, "+33639984127", "IDE-PERTE"); /* however it is written */
  g_assert_cmpint (fixture_int (fixture, "SELECT max(rank) FROM call"), ==, 2);
  dcr_clock_set (START + 5 * DAY_MS);
  repeat = look_up (fixture, "06.39.98.41.27");
  g_assert_nonnull (repeat);
  g_assert_cmpuint (repeat->n_7, ==, 2);
  g_assert_true (dcr_repeat_rank (repeat, &days, &rank));
  g_assert_cmpuint (days, ==, 7);
  g_assert_cmpuint (rank, ==, 3);
  g_assert_true (repeat->same_reason);
  g_assert_cmpstr (repeat->articles[0], ==, fixture_article.ref);
  dcr_clock_set (START + 12 * DAY_MS);
  g_assert_null (look_up (fixture, "0639984128"));
  repeat = look_up (fixture, "0639984127");
  g_assert_true (dcr_repeat_rank (repeat, &days, &rank));
  g_assert_cmpuint (days, ==, 15);
  dcr_clock_set (START + 40 * DAY_MS);
  g_assert_null (look_up (fixture, "0639984129"));
  g_assert_null (look_up (fixture, "0639984127"));
}

static void
test_other_reason (Fixture *fixture, gconstpointer data)
{
  const DcrRepeat *repeat;
  g_autoptr (GPtrArray) found = NULL;

  call_from (fixture, "0639984127", "IDE-PERTE");
  call_from (fixture, "0639984127", "VEH-PERTE");
  dcr_clock_set (START + DAY_MS);
  repeat = look_up (fixture, "0639984127");
  g_assert_false (repeat->same_reason);
  g_assert_cmpstr (repeat->reason, ==, "VEH-PERTE");
  /* the former call's reason is among the suggestions, and says so */
  found = dcr_calls_suggest (fixture->calls, dcr_calls_get_current (fixture->calls), 3);
  g_assert_cmpstr (((DcrSuggestion *) found->pdata[0])->reason->id, ==, "VEH-PERTE");
  g_assert_true (
      g_str_has_prefix (((DcrSuggestion *) found->pdata[0])->why, "reason of the call of "));
}

static void
test_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, "0639984127");

  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_CALLBACK);
  dcr_call_set_callback (call, START + DAY_MS, START + DAY_MS + 3600000);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (look_up (fixture, "0639984127")->promise_from, ==, START + DAY_MS);
  dcr_clock_set (START + 2 * DAY_MS);
  look_up (fixture, "0639984128");
  g_assert_cmpint (look_up (fixture, "0639984127")->promise_from, ==, 0);
}

static void
test_hidden_is_nobody (Fixture *fixture, gconstpointer data)
{
  call_from (fixture, NULL, "IDE-PERTE");
  call_from (fixture, "anonymous", "IDE-PERTE");
  call_from (fixture, "3939", "IDE-PERTE");
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM contact"), ==, 0);
}

static guint
count_keys (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "contact.keys", NULL);
  g_autofree char *text = NULL;
  struct stat info;
  guint n = 0;

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

/* Two live keys; each is destroyed after 60 days, and what it hashed is nobody's. */
static void
test_rotation (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dcr-keys-XXXXXX", NULL);
  g_autoptr (GBytes) first = NULL, again = NULL;
  gint64 day = START;
  gboolean known = FALSE;

  for (guint i = 0; i <= 70; i += 5, day += 5 * DAY_MS)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DcrContactKeys) keys = dcr_contact_keys_open (folder, day, &error);
      g_autoptr (GPtrArray) hashes = NULL;
      g_assert_no_error (error);
      hashes = dcr_contact_hashes (keys, "0639984127");
      g_assert_cmpuint (hashes->len, ==, count_keys (folder));
      g_assert_cmpuint (hashes->len, <=, 2);
      if (i == 0)
        first = dcr_contact_hash (keys, "0639984127");
      known = FALSE;
      for (guint k = 0; k < hashes->len; k++)
        known = known || g_bytes_equal (hashes->pdata[k], first);
      g_assert_true (known == (i < 60));
      if (i == 70)
        again = dcr_contact_hash (keys, "0639984127");
    }
  g_assert_false (g_bytes_equal (first, again));
  dcr_folder_remove (folder);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, open_at, func, close_real)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/contact/windows", test_windows);
  ADD ("/contact/other-reason", test_other_reason);
  ADD ("/contact/promise", test_promise);
  ADD ("/contact/hidden-is-nobody", test_hidden_is_nobody);
  g_test_add_func ("/contact/rotation", test_rotation);
  return g_test_run ();
}
