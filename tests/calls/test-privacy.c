/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Retention, one person's data, and canaries: after closing, a number is found in no byte of any file, nor note
 * words but in call.note. */
#include "calls-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "base/dcr-json.h"
#include "calls/dcr-subject.h"
#include "store/dcr-retention.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define START G_GINT64_CONSTANT (1795248000000)

static void
close_with (Fixture *fixture, const char *number, const char *note)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, NULL);

  dcr_call_set_number (call, number);
  dcr_call_set_note (call, note);
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
}

typedef struct
{
  gboolean rehearsal;
  GPtrArray *lines;
} Purge;

static gboolean
purge (DcrDb *db, gpointer data, GError **error)
{
  Purge *job = data;
  job->lines = dcr_retention_run (db, dcr_clock_now_ms (), job->rehearsal, error);
  return job->lines != NULL;
}

static gint64
run_purge (Fixture *fixture, gboolean rehearsal, const char *rule)
{
  g_autoptr (GError) error = NULL;
  Purge job = { rehearsal, NULL };
  gint64 rows = 0;

  dcr_store_write (fixture->store, purge, &job, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < job.lines->len; i++)
    {
      const DcrPurgeLine *line = job.lines->pdata[i];
      if (g_str_equal (line->rule, rule))
        rows += line->rows;
    }
  g_ptr_array_unref (job.lines);
  return rows;
}

static void
test_retention (Fixture *fixture, gconstpointer data)
{
  const char *statistics = "SELECT count(*)*1000000+sum(outcome)*1000+count(reason) FROM call";
  gint64 before;

  for (int i = 0; i < 10; i++)
    {
      dcr_clock_set (START + i * 30 * DAY_MS);
      close_with (fixture, "0639984127", "une note");
    }
  fixture_settle (fixture);
  before = fixture_int (fixture, statistics);
  /* now: day 270; notes older than 183 days: days 0, 30, 60; contacts older than 60: all but 270, 240, 210 */
  g_assert_cmpint (run_purge (fixture, TRUE, "call-note"), ==, 3);
  g_assert_cmpint (run_purge (fixture, TRUE, "contact"), ==, 7);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(note) FROM call"), ==, 10); /* a rehearsal */
  g_assert_cmpint (run_purge (fixture, FALSE, "call-note"), ==, 3);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(note) FROM call"), ==, 7);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM contact"), ==, 3);
  g_assert_cmpint (fixture_int (fixture, statistics), ==, before);
  g_assert_cmpint (run_purge (fixture, FALSE, "call-note"), ==, 0);
}

static gboolean
run_sql (DcrDb *db, gpointer sql, GError **error)
{
  return dcr_db_exec (db, sql, error);
}

/* The site's days hold; every rule of every table is known. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  close_with (fixture, NULL, "une note");
  g_assert_true (
      dcr_store_write (fixture->store, run_sql,
                       (gpointer) "INSERT INTO setting VALUES('retention.call-note','2')", &error));
  dcr_clock_set (START + 3 * DAY_MS);
  g_assert_cmpint (run_purge (fixture, FALSE, "call-note"), ==, 1);
}

/* ---- One person's data ----------------------------------------------------------------------- */

typedef struct
{
  Fixture *fixture;
  const char *json;
  gboolean erase;
  DcrContactKeys *keys;
  GVariant *found;
  guint n_erased, n_needed;
} Subject;

static gboolean
run_subject (DcrDb *db, gpointer data, GError **error)
{
  Subject *job = data;
  g_autoptr (GVariant) object = dcr_json_to_variant (job->json, -1, error);
  g_autoptr (DcrSubject) subject = object ? dcr_subject_from_json (object, error) : NULL;

  if (subject == NULL)
    return FALSE;
  dcr_subject_add_hash (subject, g_bytes_new_static ("recipient hash", 14)); /* as the outbox would give it */
  if (job->erase)
    return dcr_subject_erase (db, job->keys, subject, NULL, &job->n_erased, &job->n_needed, error);
  job->found = dcr_subject_export (db, job->keys, subject, NULL, error);
  return job->found != NULL;
}

/* Opening the keys takes the lock that a write holds: they are read before. */
static gboolean
do_subject (Fixture *fixture, Subject *job, GError **error)
{
  g_autoptr (DcrContactKeys) keys
      = dcr_contact_keys_open (fixture->folder, dcr_clock_now_ms (), error);

  g_assert_nonnull (keys);
  job->keys = keys;
  return dcr_store_write (fixture->store, run_subject, job, error);
}

static const char *const caller_sql
    = "INSERT INTO caller(id,display,number,email,agreed,last_contact) VALUES(x'0102030405060708090a0b0c0d0e0f10',"
      "'Un appelant','+33639984127','a.b@poste.example',1,1795248000000);"
      "INSERT INTO message(id,channel,state,recipient_hash,body,subject,written,due,changed,ended)"
      " VALUES(x'11020304050607080000000000000001',2,5,CAST('recipient hash' AS BLOB),'corps','objet',1,1,1,1),"
      "(x'11020304050607080000000000000002',2,5,CAST('another hash' AS BLOB),'corps','objet',1,1,1,1);"
      "UPDATE call SET caller=x'0102030405060708090a0b0c0d0e0f10' WHERE note='note liée'";

static void
test_subject (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Subject export = { fixture, "{\"number\":\"06 39 98 41 27\"}" },
          erase = { fixture, export.json, TRUE };
  g_autoptr (GVariant) rows = NULL;
  DcrCall *draft;

  close_with (fixture, "0639984127", "note liée");
  close_with (fixture, "0639984100", "note d’un autre");
  draft = dcr_calls_begin (fixture->calls, "+33639984127");
  dcr_call_set_note (draft, "brouillon");
  fixture_settle (fixture);
  g_assert_true (dcr_store_write (fixture->store, run_sql, (gpointer) caller_sql, &error));
  g_assert_true (do_subject (fixture, &export, &error));
  g_assert_no_error (error);
  rows = g_variant_lookup_value (export.found, "call", NULL);
  g_assert_cmpuint (g_variant_n_children (rows), ==, 1);
  g_clear_pointer (&rows, g_variant_unref);
  rows = g_variant_lookup_value (export.found, "contact", NULL);
  g_assert_cmpuint (g_variant_n_children (rows), ==, 1);
  g_assert_true (g_variant_lookup (export.found, "caller", "*", NULL));
  g_assert_true (g_variant_lookup (export.found, "message", "*", NULL));
  g_variant_unref (export.found);

  g_assert_true (do_subject (fixture, &erase, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erase.n_erased, >=, 4); /* caller, call, contact, draft */
  g_assert_cmpuint (erase.n_needed, ==, 0);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM caller"), ==, 0);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM contact"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(body) FROM message"), ==, 1); /* the other's */
  g_assert_cmpint (fixture_int (fixture, "SELECT count(recipient_hash) FROM message"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call"), ==, 2);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(note) FROM call"), ==, 1);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT count(*) FROM call_draft WHERE state LIKE '%639984127%'"), ==,
      0);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT count(*) FROM access_journal WHERE action IN (2,3)"), ==, 2);
}

static void
test_subject_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "{}",
                                       "{\"number\":\"\"}",
                                       "{\"number\":\"3939\"}",
                                       "{\"email\":\"x\"}",
                                       "{\"number\":\"0639984127\",\"email\":\"a@b.example\"}",
                                       "06" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      Subject job = { fixture, wrong[i], TRUE };
      g_assert_false (do_subject (fixture, &job, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
    }
}

/* ---- Canaries -------------------------------------------------------------------------------- */

/* Places in all files of the base where @canary stands. */
static guint
find_bytes (Fixture *fixture, const char *canary)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      for (char *p = bytes; (p = memmem (p, length - (p - bytes), canary, strlen (canary))) != NULL;
           p++)
        n++;
    }
  return n;
}

static void
test_canaries (Fixture *fixture, gconstpointer data)
{
  const guint n = g_test_slow () ? 1000 : 60;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < n; i++)
    {
      guint digits = g_rand_int_range (rand, 1000, 9999);
      g_autofree char *number = g_strdup_printf ("063998%04u", digits);
      g_autofree char *pairs
          = g_strdup_printf ("06 39 98 %02u %02u", digits / 100, digits % 100);
      g_autofree char *tail = g_strdup_printf ("63998%04u", digits);
      g_autofree char *note = g_strdup_printf ("canari%07u", g_rand_int_range (rand, 0, 9999999));
      DcrCall *call = dcr_calls_begin (fixture->calls, pairs);
      g_autofree char *dropped
          = g_strdup_printf ("abandon%07u", g_rand_int_range (rand, 0, 9999999));

      /* typed, changed, kept at each step, then closed */
      dcr_call_set_note (call, dropped);
      fixture_settle (fixture);
      g_assert_cmpuint (find_bytes (fixture, dropped), >, 0); /* a control: the draft is on the disk */
      dcr_calls_drop (fixture->calls, call);
      close_with (fixture, number, note);
      dcr_store_checkpoint (fixture->store);
      fixture_settle (fixture);
      g_assert_cmpuint (find_bytes (fixture, tail), ==, 0);
      g_assert_cmpuint (find_bytes (fixture, pairs), ==, 0);
      g_assert_cmpuint (find_bytes (fixture, dropped), ==, 0);
      g_assert_cmpuint (find_bytes (fixture, note), ==, 1);
    }
}

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

#define ADD(path, func) g_test_add (path, Fixture, NULL, open_at, func, close_real)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/privacy/retention", test_retention);
  ADD ("/privacy/settings", test_settings);
  ADD ("/privacy/subject", test_subject);
  ADD ("/privacy/subject-refused", test_subject_refused);
  ADD ("/privacy/canaries", test_canaries);
  return g_test_run ();
}
