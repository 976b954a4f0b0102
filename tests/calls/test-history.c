/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Mes appels »: found by date, reason, article; as they were; another reason with a trace. And the call that
 * a command records. */
#include "calls-fixture.h"

#include "base/dcr-clock.h"
#include "base/dcr-json.h"
#include "calls/dcr-call-json.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define START G_GINT64_CONSTANT (1795248000000)

static void
close_one (Fixture *fixture, const char *reason, const DcrCallArticle *article)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, NULL);

  dcr_call_set_reason (call, reason);
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  if (article != NULL)
    dcr_call_open_article (call, article);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
}

static guint
count (Fixture *fixture, const DcrHistoryQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = dcr_history_find (
      dcr_store_reader (fixture->store), dcr_calls_get_person (fixture->calls), query, &error);
  g_assert_no_error (error);
  for (guint i = 1; i < calls->len; i++)
    g_assert_cmpint (((DcrCallInfo *) calls->pdata[i - 1])->began, >=,
                     ((DcrCallInfo *) calls->pdata[i])->began);
  return calls->len;
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 10; i++)
    {
      dcr_clock_set (START + i * HOUR_MS);
      close_one (fixture, i % 2 ? "IDE-PERTE" : "VEH-PERTE", i < 4 ? &fixture_article : NULL);
    }
  fixture_settle (fixture);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery) { .limit = 50 }), ==, 10);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery) { .limit = 3 }), ==, 3);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery){ .limit = 50, .from = START + 7 * HOUR_MS }),
                    ==, 3);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery){ .limit = 50, .to = START + 2 * HOUR_MS }),
                    ==, 2);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery){ .limit = 50, .reason = "IDE-PERTE" }), ==,
                    5);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery){ .limit = 50, .article = "f91001" }), ==, 4);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery){ .limit = 50,
                                                        .article = "particuliers/F91001",
                                                        .reason = "IDE-PERTE" }),
                    ==, 2);
  g_assert_cmpuint (count (fixture, &(DcrHistoryQuery) { .limit = 50, .article = "F1" }), ==, 0);
}

/* Page after page of one article: each call once, the newest first. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  gint64 oldest = 0;
  guint n = 0;
  DcrUuid id;

  for (int i = 0; i < 7; i++)
    {
      dcr_clock_set (START + i * HOUR_MS);
      close_one (fixture, i % 2 ? "IDE-PERTE" : "VEH-PERTE", &fixture_article);
    }
  fixture_settle (fixture);
  while (TRUE)
    {
      const DcrHistoryQuery query = { .from = START + HOUR_MS, .to = oldest, .limit = 2,
                                      .before = oldest ? &id : NULL, .article = "f91001" };
      g_autoptr (GPtrArray) calls = dcr_history_find (
          dcr_store_reader (fixture->store), dcr_calls_get_person (fixture->calls), &query, NULL);
      for (guint i = 0; i < calls->len; i++, n++)
        {
          const DcrCallInfo *info = calls->pdata[i];
          g_assert_true (oldest == 0 || info->began < oldest);
          oldest = info->began;
          id = info->id;
        }
      if (calls->len < 2)
        break;
    }
  g_assert_cmpuint (n, ==, 6);
}

/* An id alone is looked for in every audience: one order over all of them, each call once, page after page, also
 * those that began in the same moment. */
static void
test_pages_of_all_audiences (Fixture *fixture, gconstpointer data)
{
  DcrCallArticle other = fixture_article;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 oldest = 0;
  guint n;
  DcrUuid id;

  other.ref = (char *) "professionnels/F91001";
  for (int i = 0; i < 9; i++)
    {
      dcr_clock_set (START + i / 3 * HOUR_MS);
      if (i == 4) /* opened for both */
        dcr_calls_note_article (fixture->calls, &other);
      close_one (fixture, "IDE-PERTE", i % 2 ? &other : &fixture_article);
    }
  fixture_settle (fixture);
  do
    {
      const DcrHistoryQuery query
          = { .to = oldest, .limit = 2, .before = oldest ? &id : NULL, .article = "f91001" };
      g_autoptr (GPtrArray) calls = dcr_history_find (
          dcr_store_reader (fixture->store), dcr_calls_get_person (fixture->calls), &query, NULL);
      for (guint i = 0; i < calls->len; i++)
        {
          const DcrCallInfo *info = calls->pdata[i];
          char text[DCR_UUID_TEXT_SIZE];
          dcr_uuid_to_text (&info->id, text);
          g_assert_true (oldest == 0 || info->began <= oldest);
          g_assert_true (g_hash_table_add (seen, g_strdup (text)));
          oldest = info->began;
          id = info->id;
        }
      n = calls->len;
    }
  while (n == 2);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 9);
}

static DcrUuid
last_call (Fixture *fixture)
{
  g_autoptr (GPtrArray) calls = dcr_history_find (dcr_store_reader (fixture->store),
                                                  dcr_calls_get_person (fixture->calls),
                                                  &(DcrHistoryQuery) { .limit = 1 }, NULL);
  return ((DcrCallInfo *) calls->pdata[0])->id;
}

static void
test_as_it_was (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrCallRecord) record = NULL;
  DcrCallPassage *passage;
  DcrCall *call;
  DcrUuid id;

  dcr_calls_note_article (fixture->calls, &fixture_article);
  dcr_calls_keep_passage (fixture->calls, &fixture_passage);
  call = dcr_calls_get_current (fixture->calls);
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_toggle_secondary (call, "VEH-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_MISDIRECTED);
  dcr_call_set_service (call, "FRANCE-TITRES");
  dcr_call_set_note (call, "Carte perdue dans le train");
  g_assert_true (fixture_close_call (fixture, &error));
  fixture_settle (fixture);
  id = last_call (fixture);
  record = dcr_history_get (dcr_store_reader (fixture->store), &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (record->note, ==, "Carte perdue dans le train");
  g_assert_cmpstr (record->secondary[0], ==, "VEH-PERTE");
  g_assert_nonnull (record->info->service);
  g_assert_cmpstr (((DcrCallArticle *) record->articles->pdata[0])->text, ==, fixture_article.text);
  passage = record->passages->pdata[0];
  g_assert_cmpstr (passage->text, ==, fixture_passage.text);
  g_assert_cmpstr (passage->article_hash, ==, "aa11");
}

typedef struct
{
  Fixture *fixture;
  DcrUuid id;
  const char *reason;
} Requalify;

static gboolean
requalify (DcrDb *db, gpointer data, GError **error)
{
  Requalify *job = data;
  return dcr_history_requalify (db, &job->id, dcr_calls_get_person (job->fixture->calls),
                                job->reason, "Véhicule et permis › Carte grise perdue ou volée",
                                error);
}

static void
test_requalify (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *trace = NULL;
  Requalify job = { fixture, .reason = "VEH-PERTE" };

  close_one (fixture, "IDE-PERTE", &fixture_article);
  fixture_settle (fixture);
  job.id = last_call (fixture);
  g_assert_true (dcr_store_write (fixture->store, requalify, &job, &error));
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call WHERE reason='VEH-PERTE'"
                                         " AND first_reason='IDE-PERTE' AND version=2"), ==, 1);
  trace = fixture_text (fixture, "SELECT detail FROM access_journal WHERE action=1");
  g_assert_cmpstr (trace, ==, "IDE-PERTE>VEH-PERTE");
  g_assert_cmpint (
      fixture_int (fixture, "SELECT calls FROM learned WHERE kind=1 AND reason='IDE-PERTE'"), ==,
      0);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT calls FROM learned WHERE kind=1 AND reason='VEH-PERTE'"), ==,
      1);
  g_assert_cmpuint (
      count (fixture, &(DcrHistoryQuery){ .limit = 9, .article = "F91001", .reason = "VEH-PERTE" }),
      ==, 1);
  g_assert_cmpuint (
      count (fixture, &(DcrHistoryQuery){ .limit = 9, .article = "F91001", .reason = "IDE-PERTE" }),
      ==, 0);
  g_assert_true (dcr_store_write (fixture->store, requalify, &job, &error)); /* the same again: no trace */
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM access_journal"), ==, 1);
}

/* ---- From JSON ------------------------------------------------------------------------------- */

static DcrCall *
from_json (Fixture *fixture, const char *text, GError **error)
{
  g_autoptr (GVariant) object = dcr_json_to_variant (text, -1, error);
  return object ? dcr_call_from_json (object, dcr_calls_get_grid (fixture->calls),
                                      dcr_calls_get_services (fixture->calls), error)
                : NULL;
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrCall) call = from_json (
      fixture,
      "{\"began\":1795248000000,\"ended\":1795248060000,\"reason\":\"IDE-PERTE\",\"outcome\":\"referred\","
      "\"answered_too\":true,\"secondary\":[\"VEH-PERTE\"],\"nature\":2,\"note\":\"vu\",\"number\":\"0639984127\","
      "\"articles\":[{\"ref\":\"particuliers/F91001\",\"version\":3,\"hash\":\"aa11\"}],"
      "\"passages\":[{\"article\":\"particuliers/F91001\",\"version\":3,\"address\":\"cout\",\"hash\":\"cc\","
      "\"text\":\"25 €\"}]}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpint (dcr_call_get_outcome (call), ==, DCR_OUTCOME_REFERRED);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_NOTHING);
  g_assert_cmpint (dcr_call_get_ended (call), ==, START + 60000);
  g_assert_cmpuint (dcr_call_get_articles (call)->len, ==, 1);
  g_assert_cmpuint (dcr_call_get_passages (call)->len, ==, 1);
}

static const char *const refused[] = {
  "", "[]", "{", "{\"reason\":\"NON\"}", "{\"reason\":\"IDE\"}", "{\"reason\":\"IDE-TITRES\"}",
  "{\"outcome\":\"lost\"}", "{\"outcome\":1}", "{\"nature\":99}", "{\"began\":-1}", "{\"colour\":\"red\"}",
  "{\"secondary\":[\"NON\"]}", "{\"service\":\"NON\"}", "{\"articles\":[{\"version\":1}]}",
  "{\"passages\":[{\"article\":\"x\"}]}", "{\"answered_too\":\"yes\"}", "{\"note\":{}}",
  "{\"facets\":[\"a\",\"b\",\"c\",\"d\"]}",
  "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
};

static void
test_json_refused (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", refused[i]);
      g_assert_null (from_json (fixture, refused[i], &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
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
  ADD ("/history/find", test_find);
  ADD ("/history/pages", test_pages);
  ADD ("/history/pages-of-all-audiences", test_pages_of_all_audiences);
  ADD ("/history/as-it-was", test_as_it_was);
  ADD ("/history/requalify", test_requalify);
  ADD ("/history/json", test_json);
  ADD ("/history/json-refused", test_json_refused);
  return g_test_run ();
}
