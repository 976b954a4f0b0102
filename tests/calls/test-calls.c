/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls-fixture.h"

#include "base/dcr-json.h"

static void
fill (Fixture *fixture)
{
  DcrCall *call;

  dcr_calls_note_query (fixture->calls, "carte identite");
  dcr_calls_note_article (fixture->calls, &fixture_article);
  dcr_calls_keep_passage (fixture->calls, &fixture_passage);
  call = dcr_calls_get_current (fixture->calls);
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
}

static void
test_first_call (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fill (fixture);
  dcr_call_toggle_secondary (dcr_calls_get_current (fixture->calls), "VEH-PERTE");
  dcr_call_set_need (dcr_calls_get_current (fixture->calls), DCR_NEED_DIGITAL);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
  g_assert_null (dcr_calls_get_current (fixture->calls));
  fixture_settle (fixture);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT outcome FROM call"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call WHERE reason='IDE-PERTE'"), ==,
                   1);
  g_assert_cmpint (fixture_int (fixture, "SELECT version FROM call_article WHERE hash='aa11'"), ==,
                   3);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT count(*) FROM call_passage WHERE address='pieces-a-fournir'"),
      ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call_reason"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM article_text"), ==, 2);
  g_assert_cmpint (fixture_int (fixture, "SELECT calls FROM learned WHERE kind=1"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT calls FROM need_count WHERE need=3"), ==, 1);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call_draft"), ==, 0);
  path = fixture_text (fixture, "SELECT reason_path FROM call");
  g_assert_cmpstr (path, ==, "Identité et passeport › Perte ou vol d’un titre");
}

static void
test_today (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = NULL;
  guint total;

  for (int i = 0; i < 7; i++)
    {
      fill (fixture);
      fixture_close_call (fixture, &error);
      g_assert_no_error (error);
    }
  calls = dcr_calls_list_today (fixture->calls, 5, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, 5);
  g_assert_cmpuint (total, ==, 7);
  g_assert_cmpint (((DcrCallInfo *) calls->pdata[0])->outcome, ==, DCR_OUTCOME_ANSWERED);
  g_assert_cmpint (((DcrCallInfo *) calls->pdata[0])->began, >=,
                   ((DcrCallInfo *) calls->pdata[4])->began);
}

/* Nothing is chosen by itself, and each outcome asks what it asks. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, "06 39 98 41 27");
  g_autofree char *sentence = dcr_call_describe_missing (call);

  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_REASON | DCR_MISSING_OUTCOME);
  g_assert_cmpstr (sentence, ==, "Missing: the reason and the outcome");
  g_assert_false (fixture_close_call (fixture, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
  g_assert_true (dcr_calls_get_current (fixture->calls) == call);
  dcr_call_set_reason (call, DCR_REASON_OTHER);
  dcr_call_set_outcome (call, DCR_OUTCOME_REFERRED);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_WORDS | DCR_MISSING_ANSWERED_TOO);
  dcr_call_set_other_words (call, "deux mots");
  g_assert_cmpuint (dcr_call_get_missing (call) & DCR_MISSING_WORDS, !=, 0);
  dcr_call_set_other_words (call, "médaille du travail");
  dcr_call_set_answered_too (call, DCR_TELL_NO);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_NOTHING);
  dcr_call_set_outcome (call, DCR_OUTCOME_MISDIRECTED);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_SERVICE);
  dcr_call_set_outcome (call, DCR_OUTCOME_CALLBACK);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_CALLBACK);
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  dcr_call_set_note (call, "Son numéro : 1 85 05 78 006 084 91");
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_SAFE_NOTE);
  dcr_call_set_note (call, "À rappeler au 0639984127");
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_SAFE_NOTE);
  dcr_call_set_note (call, "Dossier 2026-118842, vu le 12/11/2026");
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_NOTHING);
}

/* Silent and mistake close without a reason, and drop one that was picked. */
static void
test_unqualified (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (fixture->calls, NULL);

  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_SILENT);
  g_assert_cmpuint (dcr_call_get_missing (call), ==, DCR_MISSING_NOTHING);
  fixture_close_call (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT count(*) FROM call WHERE reason IS NULL AND outcome=8"), ==, 1);
}

static void
test_draft_comes_back (Fixture *fixture, gconstpointer data)
{
  DcrUuid id;
  DcrCall *call;
  DcrCallPassage *passage;
  gint64 from, to;

  fill (fixture);
  call = dcr_calls_get_current (fixture->calls);
  id = *dcr_call_get_id (call);
  dcr_call_set_number (call, "+33639984127");
  dcr_call_set_note (call, "Part en Espagne le 12 décembre, l’appelant dit « vite ».");
  dcr_call_set_ticked (call, fixture_passage.ref, fixture_passage.address, "0,1");
  dcr_call_set_callback (call, 1000, 2000);
  dcr_call_set_facet (call, 1, "SECTEUR-1");
  dcr_call_set_view (call, "particuliers/F91001");
  dcr_call_toggle_secondary (call, "VEH-PERTE");
  fixture_reopen (fixture);

  call = dcr_calls_get_current (fixture->calls);
  g_assert_nonnull (call);
  g_assert_true (dcr_uuid_equal (&id, dcr_call_get_id (call)));
  g_assert_cmpstr (dcr_call_get_number (call), ==, "+33639984127");
  g_assert_cmpstr (dcr_call_get_reason (call), ==, "IDE-PERTE");
  g_assert_cmpstr (dcr_call_get_secondary (call)[0], ==, "VEH-PERTE");
  g_assert_cmpint (dcr_call_get_outcome (call), ==, DCR_OUTCOME_ANSWERED);
  g_assert_cmpstr (dcr_call_get_note (call), ==,
                   "Part en Espagne le 12 décembre, l’appelant dit « vite ».");
  g_assert_cmpstr (dcr_call_get_facet (call, 1), ==, "SECTEUR-1");
  g_assert_cmpstr (dcr_call_get_view (call), ==, "particuliers/F91001");
  g_assert_true (dcr_call_get_callback (call, &from, &to));
  g_assert_cmpint (to, ==, 2000);
  g_assert_cmpuint (dcr_call_get_articles (call)->len, ==, 1);
  g_assert_cmpuint (dcr_call_get_queries (call)->len, ==, 1);
  passage = dcr_call_get_passages (call)->pdata[0];
  g_assert_cmpstr (passage->ticked, ==, "0,1");
  g_assert_cmpstr (passage->text, ==, fixture_passage.text);
  g_assert_cmpuint (passage->n_lines, ==, 2);
}

/* The next call begins while the last one's draft waits. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  DcrCall *first, *second;

  fill (fixture);
  first = dcr_calls_get_current (fixture->calls);
  second = dcr_calls_begin (fixture->calls, NULL);
  g_assert_true (dcr_calls_get_current (fixture->calls) == second);
  g_assert_cmpuint (dcr_call_get_articles (second)->len, ==, 0);
  g_assert_cmpuint (dcr_calls_get_waiting (fixture->calls)->len, ==, 1);
  dcr_calls_take (fixture->calls, first);
  g_assert_true (dcr_calls_get_current (fixture->calls) == first);
  dcr_calls_drop (fixture->calls, second);
  fixture_reopen (fixture);
  g_assert_cmpuint (dcr_calls_get_waiting (fixture->calls)->len, ==, 0);
  g_assert_cmpstr (dcr_call_get_reason (dcr_calls_get_current (fixture->calls)), ==, "IDE-PERTE");
}

static void
on_sentence (DcrCalls *calls, const char *sentence, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
break_drafts (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_exec (db, data, error);
}

/* A failure to save is said, nothing is lost in memory, and the next change saves all. */
static void
test_save_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint failed = 0, saved = 0;
  DcrCall *call;

  g_signal_connect (fixture->calls, "save-failed", G_CALLBACK (on_sentence), &failed);
  g_signal_connect (fixture->calls, "saved", G_CALLBACK (on_sentence), &saved);
  g_assert_true (dcr_store_write (fixture->store, break_drafts,
                                  (gpointer) "ALTER TABLE call_draft RENAME TO away", &error));
  call = dcr_calls_begin (fixture->calls, NULL);
  dcr_call_set_reason (call, "IDE-PERTE");
  fixture_settle (fixture);
  g_assert_cmpuint (failed, >, 0);
  g_assert_true (dcr_store_write (fixture->store, break_drafts,
                                  (gpointer) "ALTER TABLE away RENAME TO call_draft", &error));
  dcr_call_set_outcome (call, DCR_OUTCOME_CUT);
  fixture_settle (fixture);
  g_assert_cmpuint (saved, ==, 1);
  g_assert_cmpint (
      fixture_int (fixture, "SELECT count(*) FROM call_draft WHERE state LIKE '%IDE-PERTE%'"), ==,
      1);
}

/* ---- Telephony ------------------------------------------------------------------------------- */

static gboolean
tell (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) event = dcr_json_to_variant (text, -1, &error);
  gboolean done;

  g_assert_no_error (error);
  done = dcr_calls_event (fixture->calls, event, &error);
  g_assert_true (done == (error == NULL));
  return done;
}

static void
test_ringing_answered_ended (Fixture *fixture, gconstpointer data)
{
  DcrCall *call;

  g_assert_true (
      tell (fixture,
            "{\"event\":\"ringing\",\"caller\":\"0639984127\",\"called\":\"3939\",\"id\":\"7\"}"));
  call = dcr_calls_get_current (fixture->calls);
  g_assert_cmpint (dcr_call_get_phase (call), ==, DCR_CALL_RINGING);
  g_assert_cmpstr (dcr_call_get_number (call), ==, "0639984127");
  g_assert_cmpstr (dcr_call_get_called (call), ==, "3939");
  g_assert_true (tell (fixture, "{\"event\":\"ringing\",\"id\":\"7\"}")); /* said twice */
  g_assert_cmpuint (dcr_calls_get_waiting (fixture->calls)->len, ==, 0);
  g_assert_true (tell (fixture, "{\"event\":\"answered\",\"id\":\"7\"}"));
  g_assert_true (dcr_calls_get_current (fixture->calls) == call);
  g_assert_cmpint (dcr_call_get_phase (call), ==, DCR_CALL_LIVE);
  g_assert_true (tell (fixture, "{\"event\":\"ended\",\"id\":\"7\"}"));
  g_assert_true (dcr_calls_get_current (fixture->calls) == call); /* still to be closed */
  g_assert_cmpint (dcr_call_get_phase (call), ==, DCR_CALL_ENDED);
  g_assert_cmpint (dcr_call_get_ended (call), >, 0);
}

/* It never closes a form: the call in hand stays until another is answered, and then waits. */
static void
test_second_call_waits (Fixture *fixture, gconstpointer data)
{
  DcrCall *first;

  fill (fixture);
  first = dcr_calls_get_current (fixture->calls);
  tell (fixture, "{\"event\":\"ringing\",\"caller\":\"0199000012\",\"id\":\"8\"}");
  g_assert_true (dcr_calls_get_current (fixture->calls) == first);
  g_assert_cmpuint (dcr_calls_get_waiting (fixture->calls)->len, ==, 1);
  tell (fixture, "{\"event\":\"answered\",\"id\":\"8\"}");
  g_assert_true (dcr_calls_get_current (fixture->calls) != first);
  g_assert_true (dcr_calls_get_waiting (fixture->calls)->pdata[0] == first);
  g_assert_cmpstr (dcr_call_get_reason (first), ==, "IDE-PERTE");
}

static void
test_nobody_answered (Fixture *fixture, gconstpointer data)
{
  tell (fixture, "{\"event\":\"ringing\",\"caller\":\"0639984127\"}");
  tell (fixture, "{\"event\":\"ended\",\"caller\":\"0639984127\"}");
  g_assert_null (dcr_calls_get_current (fixture->calls));
  fixture_settle (fixture);
  g_assert_cmpint (fixture_int (fixture, "SELECT count(*) FROM call_draft"), ==, 0);
}

static void
test_event_refused (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tell (fixture, "{}"));
  g_assert_false (tell (fixture, "{\"event\":\"dialling\"}"));
  g_assert_false (tell (fixture, "{\"event\":1}"));
  g_assert_false (tell (fixture, "{\"event\":\"ringing\",\"caller\":[\"06\"]}"));
  g_assert_true (tell (fixture, "{\"event\":\"ended\",\"id\":\"unknown\"}"));
  g_assert_null (dcr_calls_get_current (fixture->calls));
}

static void
test_passages_in_order (void)
{
  g_autoptr (DcrCall) call = dcr_call_new ();
  DcrCallPassage passage = fixture_passage;

  g_assert_cmpuint (dcr_call_keep_passage (call, &passage), ==, 1);
  passage.address = (char *) "cout";
  g_assert_cmpuint (dcr_call_keep_passage (call, &passage), ==, 2);
  g_assert_cmpuint (dcr_call_keep_passage (call, &passage), ==, 2);
  passage.address = (char *) "delai";
  g_assert_cmpuint (dcr_call_keep_passage (call, &passage), ==, 3);
  dcr_call_move_passage (call, 3, 1);
  g_assert_cmpuint (dcr_call_find_passage (call, passage.ref, "delai"), ==, 1);
  g_assert_cmpuint (dcr_call_find_passage (call, passage.ref, "pieces-a-fournir"), ==, 2);
  g_assert_true (dcr_call_drop_passage (call, passage.ref, "delai"));
  g_assert_false (dcr_call_drop_passage (call, passage.ref, "delai"));
  g_assert_cmpuint (dcr_call_find_passage (call, passage.ref, "cout"), ==, 2);
  g_assert_cmpuint (dcr_call_get_articles (call)->len, ==, 1);
}

static void
test_queries (void)
{
  g_autoptr (DcrCall) call = dcr_call_new ();

  dcr_call_add_query (call, "carte");
  dcr_call_add_query (call, "carte grise");
  dcr_call_add_query (call, "  ");
  dcr_call_add_query (call, "permis");
  g_assert_cmpuint (dcr_call_get_queries (call)->len, ==, 2);
  g_assert_cmpstr (dcr_call_get_queries (call)->pdata[0], ==, "carte grise");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_open, func, fixture_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/calls/first-call", test_first_call);
  ADD ("/calls/today", test_today);
  ADD ("/calls/missing", test_missing);
  ADD ("/calls/unqualified", test_unqualified);
  ADD ("/calls/draft-comes-back", test_draft_comes_back);
  ADD ("/calls/waiting", test_waiting);
  ADD ("/calls/save-failed", test_save_failed);
  ADD ("/calls/event/ringing-answered-ended", test_ringing_answered_ended);
  ADD ("/calls/event/second-call-waits", test_second_call_waits);
  ADD ("/calls/event/nobody-answered", test_nobody_answered);
  ADD ("/calls/event/refused", test_event_refused);
  g_test_add_func ("/call/passages-in-order", test_passages_in_order);
  g_test_add_func ("/call/queries", test_queries);
  return g_test_run ();
}
