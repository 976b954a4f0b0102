/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"
#include "followup/dcr-escalation-form.h"
#include "followup/dcr-when.h"

/* A call with an article, a passage, a number and a note; its reason asks for four facts. */
static DcrCall *
begin (FollowFixture *fixture)
{
  DcrCall *call = dcr_calls_begin (fixture->base.calls, "06 39 98 41 27");

  dcr_calls_set_person (fixture->base.calls, &fixture->agent);
  dcr_call_open_article (call, &fixture_article);
  dcr_call_keep_passage (call, &fixture_passage);
  dcr_call_set_reason (call, "IDE-SUIVI");
  dcr_call_set_note (call, "Part le 12 décembre, aucune nouvelle.");
  return call;
}

static DcrEscalationForm *
make (FollowFixture *fixture, DcrCall *call)
{
  g_autoptr (GError) error = NULL;
  DcrEscalationForm *form = dcr_escalation_form_new (fixture->base.calls, call, &error);
  g_assert_no_error (error);
  return form;
}

static void
fill (DcrEscalationForm *form)
{
  dcr_escalation_form_set_question (form, "La demande du 6 octobre est-elle bloquée ?");
  dcr_escalation_form_set_fact (form, 0, "5XK2 81940");
  dcr_escalation_form_set_fact (form, 1, "6 octobre");
  dcr_escalation_form_set_fact (form, 2, "Lyon 3e");
  dcr_escalation_form_set_fact (form, 3, "en cours");
}

static DcrEscalation *
send_form (DcrEscalationForm *form, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  dcr_escalation_form_send_async (form, follow_take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return dcr_escalation_form_send_finish (form, result, error);
}

static void
test_opens_filled (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make (fixture, begin (fixture));
  g_autoptr (GPtrArray) items = dcr_escalation_form_list_items (form);
  g_autofree char *missing = dcr_escalation_form_describe_missing (form);
  g_autofree char *due = dcr_when_full (dcr_escalation_form_get_due (form), NULL);
  g_autofree char *queue = dcr_escalation_form_describe_queue (form);
  GPtrArray *facts = dcr_escalation_form_get_facts (form);

  g_assert_cmpstr (dcr_escalation_form_get_question (form), ==, "");
  g_assert_cmpstr (dcr_escalation_form_get_wants (form), ==,
                   "Part le 12 décembre, aucune nouvelle.");
  g_assert_nonnull (strstr (dcr_escalation_form_get_told (form), "Pièces à fournir (F91001)"));
  g_assert_cmpuint (facts->len, ==, 4);
  g_assert_cmpstr (((DcrFact *) facts->pdata[0])->label, ==, "Numéro de demande");
  g_assert_cmpstr (dcr_escalation_form_get_queue (form)->id, ==, "N2-TITRES");
  g_assert_nonnull (strstr (queue, "Suivi et retrait du titre"));
  g_assert_cmpstr (due, ==, "Friday 20 November, 10:00"); /* two days of ten hours from Wednesday, 10:00 */
  g_assert_cmpuint (items->len, ==, 9);
  g_assert_cmpuint (dcr_items_count_filled (items), ==, 4);
  g_assert_cmpstr (missing, ==,
                   "Missing: question in one sentence, numéro de demande, date du dépôt, mairie and état affiché en ligne");
}

static void
test_missing_blocks_with_its_name (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make (fixture, begin (fixture));
  g_autoptr (GError) error = NULL;

  fill (form);
  dcr_escalation_form_set_fact (form, 2, " \n ");
  g_assert_false (dcr_escalation_form_is_complete (form));
  g_assert_null (send_form (form, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
  g_assert_cmpstr (error->message, ==, "Missing: mairie");
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation"), ==, 0);
}

static void
test_sends (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin (fixture);
  g_autoptr (DcrEscalationForm) form = make (fixture, call);
  g_autoptr (DcrEscalation) sent = NULL, read = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  fill (form);
  dcr_escalation_form_set_severity (form, DCR_SEVERITY_URGENT);
  g_assert_true (dcr_escalation_form_is_complete (form));
  sent = send_form (form, &error);
  g_assert_no_error (error);
  read = follow_get (fixture->base.store, &sent->id);
  g_assert_true (dcr_uuid_equal (&read->call, dcr_call_get_id (call)));
  g_assert_true (dcr_uuid_equal (&read->author, &fixture->agent));
  g_assert_cmpuint (read->complete, ==, 9);
  g_assert_cmpuint (read->asked, ==, 9);
  g_assert_cmpint (read->severity, ==, DCR_SEVERITY_URGENT);
  g_assert_cmpint (read->due, ==, FOLLOW_NOW + 4 * 3600 * 1000);
  g_assert_cmpstr (read->phone, ==, "+33639984127");
  g_assert_cmpuint (read->passages->len, ==, 1);
  g_assert_cmpstr (((DcrKept *) read->passages->pdata[0])->hash, ==, "bb22");
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation_draft"), ==, 0);
  /* a second key does not send it twice */
  again = send_form (form, &error);
  g_assert_null (again);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation"), ==, 1);
}

static gboolean
fail_after (DcrDb *db, const DcrEscalation *sent, gpointer data, GError **error)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_STORE, "non");
  return FALSE;
}

static void
test_all_or_nothing (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make (fixture, begin (fixture));
  g_autoptr (DcrEscalation) sent = NULL;
  g_autoptr (GError) error = NULL;

  fill (form);
  fixture_settle (&fixture->base);
  dcr_escalation_form_set_sent_func (form, fail_after, NULL, NULL);
  g_assert_null (send_form (form, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_STORE);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation"), ==, 0);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation_draft"), ==, 1);
  dcr_escalation_form_set_sent_func (form, NULL, NULL, NULL);
  g_clear_error (&error);
  sent = send_form (form, &error);
  g_assert_no_error (error);
}

static void
test_follows_the_call_but_not_over_the_agent (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin (fixture);
  g_autoptr (DcrEscalationForm) form = make (fixture, call);
  GPtrArray *facts;

  dcr_call_set_note (call, "Une autre note.");
  g_assert_cmpstr (dcr_escalation_form_get_wants (form), ==, "Une autre note.");
  dcr_escalation_form_set_wants (form, "Ses papiers avant le 12.");
  dcr_call_set_note (call, "Encore une.");
  g_assert_cmpstr (dcr_escalation_form_get_wants (form), ==, "Ses papiers avant le 12.");
  dcr_escalation_form_set_fact (form, 1, "6 octobre");
  dcr_call_set_reason (call, "IDE-PERTE");
  facts = dcr_escalation_form_get_facts (form);
  g_assert_cmpuint (facts->len, ==, 3);
  g_assert_cmpstr (((DcrFact *) facts->pdata[0])->label, ==, "Titre concerné");
  dcr_call_set_reason (call, "IMP-DECL");
  g_assert_cmpstr (dcr_escalation_form_get_queue (form)->id, ==, "N2-IMPOTS");
  dcr_escalation_form_set_queue (form, "BO-SCEC");
  dcr_call_set_reason (call, "IDE-SUIVI");
  g_assert_cmpstr (dcr_escalation_form_get_queue (form)->id, ==, "BO-SCEC");
  dcr_escalation_form_set_queue (form, NULL);
  g_assert_cmpstr (dcr_escalation_form_get_queue (form)->id, ==, "N2-TITRES");
  dcr_escalation_form_set_reporting (form, TRUE);
  g_assert_cmpstr (dcr_escalation_form_get_queue (form)->id, ==, "SIG-PREF");
}

static const char *
dropped_why (GPtrArray *dropped, const char *what)
{
  for (guint i = 0; i < dropped->len; i++)
    if (strstr (((DcrDropped *) dropped->pdata[i])->what, what) != NULL)
      return ((DcrDropped *) dropped->pdata[i])->why;
  return NULL;
}

static void
test_drops_and_says_so (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make (fixture, begin (fixture));
  const char *names[] = { "Lefèvre", NULL };
  g_autoptr (GPtrArray) dropped = NULL, fewer = NULL;
  g_autoptr (DcrEscalation) built = NULL, needed = NULL;

  fill (form);
  dcr_escalation_form_set_name (form, "Éloïse Dupont");
  dcr_call_set_names (dcr_escalation_form_get_call (form), "sms", names);
  dcr_escalation_form_set_wants (
      form, "Mme Dupont, NIR 1 85 05 78 006 084 91, M. Lefevre au 06 39 98 41 27.");
  built = dcr_escalation_form_build (form);
  g_assert_cmpstr (built->wants, ==,
                   "Mme [the caller], NIR [social security number], M. [the caller] au [telephone number].");
  dropped = dcr_escalation_form_list_dropped (form);
  g_assert_nonnull (dropped_why (dropped, "Telephone number"));
  g_assert_nonnull (dropped_why (dropped, "Name"));
  g_assert_nonnull (dropped_why (dropped, "Social security number"));
  g_assert_nonnull (dropped_why (dropped, "Note of the call"));
  g_assert_null (dropped_why (dropped, "E-mail"));
  g_assert_cmpuint (built->facts->len, ==, 4);

  /* a queue that needs the number and the name gets them as facts, never in the text */
  dcr_escalation_form_set_queue (form, "BO-PREF69");
  needed = dcr_escalation_form_build (form);
  fewer = dcr_escalation_form_list_dropped (form);
  g_assert_cmpuint (needed->facts->len, ==, 6);
  g_assert_cmpstr (((DcrFact *) needed->facts->pdata[4])->value, ==, "Éloïse Dupont");
  g_assert_cmpstr (needed->wants, ==, built->wants);
  g_assert_null (dropped_why (fewer, "kept here"));
}

static void
test_file_numbers_are_not_telephones (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make (fixture, begin (fixture));
  g_autoptr (DcrEscalation) built = NULL, own = NULL;

  fill (form);
  dcr_escalation_form_set_fact (form, 0, "0612345678");
  built = dcr_escalation_form_build (form);
  g_assert_cmpstr (((DcrFact *) built->facts->pdata[0])->value, ==, "0612345678");
  dcr_escalation_form_set_fact (form, 0, "06 39 98 41 27"); /* the caller's own */
  own = dcr_escalation_form_build (form);
  g_assert_cmpstr (((DcrFact *) own->facts->pdata[0])->value, ==, "[telephone number]");
}

static void
test_joins_an_open_one (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin (fixture);
  g_autoptr (DcrEscalationForm) form = make (fixture, call), second = NULL;
  g_autoptr (DcrEscalation) first = NULL, joined = NULL, read = NULL;
  g_autoptr (GPtrArray) same = NULL, none = dcr_escalation_form_find_same (form);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  fill (form);
  first = send_form (form, &error);
  g_assert_no_error (error);
  dcr_calls_begin (fixture->base.calls, "06 39 98 05 44");
  second = make (fixture, dcr_calls_get_current (fixture->base.calls));
  dcr_call_set_reason (dcr_calls_get_current (fixture->base.calls), "IDE-SUIVI");
  dcr_escalation_form_set_question (second, "Où en est la demande ?");
  dcr_escalation_form_set_fact (second, 0, "5xk2-81940");
  same = dcr_escalation_form_find_same (second);
  g_assert_cmpuint (same->len, ==, 1);
  dcr_escalation_form_join_async (second, &first->id, follow_take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  joined = dcr_escalation_form_send_finish (second, result, &error);
  g_assert_no_error (error);
  read = follow_get (fixture->base.store, &joined->id);
  g_assert_cmpint (read->state, ==, DCR_ESCALATION_MERGED);
  g_assert_true (dcr_uuid_equal (&read->merged_into, &first->id));
  g_assert_cmpstr (read->phone, ==, "+33639980544");
}

static void
test_comes_back_after_a_crash (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin (fixture);
  g_autoptr (DcrEscalationForm) form = make (fixture, call), again = NULL;
  GPtrArray *facts;

  fill (form);
  dcr_escalation_form_set_severity (form, DCR_SEVERITY_HINDERING);
  dcr_escalation_form_set_promise (form, FALSE, "");
  fixture_settle (&fixture->base);
  g_clear_object (&form);
  fixture_reopen (&fixture->base);
  call = dcr_calls_get_current (fixture->base.calls);
  again = make (fixture, call);
  facts = dcr_escalation_form_get_facts (again);
  g_assert_cmpstr (dcr_escalation_form_get_question (again), ==,
                   "La demande du 6 octobre est-elle bloquée ?");
  g_assert_cmpstr (((DcrFact *) facts->pdata[2])->value, ==, "Lyon 3e");
  g_assert_cmpint (dcr_escalation_form_get_severity (again), ==, DCR_SEVERITY_HINDERING);
  g_assert_false (dcr_escalation_form_get_promised (again));
}

static void
test_goes_with_the_call (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin (fixture);
  g_autoptr (DcrEscalationForm) form = make (fixture, call);

  fill (form);
  fixture_settle (&fixture->base);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation_draft"), ==, 1);
  dcr_calls_drop (fixture->base.calls, call);
  fixture_settle (&fixture->base);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation_draft"), ==, 0);
  /* a save that comes late leaves nothing either */
  dcr_escalation_form_set_question (form, "Trop tard ?");
  fixture_settle (&fixture->base);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM escalation_draft"), ==, 0);
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/form/opens-filled", test_opens_filled);
  ADD ("/form/missing", test_missing_blocks_with_its_name);
  ADD ("/form/sends", test_sends);
  ADD ("/form/all-or-nothing", test_all_or_nothing);
  ADD ("/form/follows", test_follows_the_call_but_not_over_the_agent);
  ADD ("/form/drops", test_drops_and_says_so);
  ADD ("/form/file-numbers", test_file_numbers_are_not_telephones);
  ADD ("/form/joins", test_joins_an_open_one);
  ADD ("/form/crash", test_comes_back_after_a_crash);
  ADD ("/form/goes-with-the-call", test_goes_with_the_call);
  return g_test_run ();
}
