/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"

#define HOUR ((gint64) 3600 * 1000)

static DcrCallback *
promise (FollowFixture *fixture, gint64 from, gint64 to)
{
  DcrCallback *self = dcr_callback_new ();
  self->author = fixture->agent;
  self->phone = g_strdup ("+33639986251");
  self->masked = g_strdup ("06 •• •• •• 51");
  self->promised_from = from;
  self->promised_to = to;
  self->zone = g_strdup ("Europe/Paris");
  self->place = g_strdup ("Métropole");
  return self;
}

static gboolean
put (DcrDb *db, gpointer data, GError **error)
{
  return dcr_callback_put (db, data, error);
}

static DcrUuid
add (FollowFixture *fixture, gint64 from, gint64 to)
{
  g_autoptr (DcrCallback) self = promise (fixture, from, to);
  g_autoptr (GError) error = NULL;
  dcr_store_write (fixture->base.store, put, self, &error);
  g_assert_no_error (error);
  return self->id;
}

typedef struct
{
  const DcrUuid *id, *person;
  gint64 version, from, to;
  DcrCallbackAct act;
  gboolean move;
  DcrUuid moved;
} Act;

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  if (act->move)
    return dcr_callback_move (db, act->id, act->version, act->from, act->to, act->person,
                              &act->moved, error);
  return dcr_callback_act (db, act->id, act->version, act->act, act->person, "Fiche prête.", error);
}

static gboolean
act_on (FollowFixture *fixture, const DcrUuid *id, DcrCallbackAct what, gint64 at, GError **error)
{
  Act act = { .id = id, .person = &fixture->agent, .version = DCR_ANY_VERSION, .act = what };
  dcr_clock_set (at);
  return dcr_store_write (fixture->base.store, run, &act, error);
}

static DcrCallback *
get (FollowFixture *fixture, const DcrUuid *id)
{
  return dcr_callback_get (dcr_store_reader (fixture->base.store), id, NULL);
}

/* ---- What it needs --------------------------------------------------------------------------- */

static void
test_refused_without (FollowFixture *fixture, gconstpointer data)
{
  struct { const char *phone, *zone; gint64 from, to; } cases[] = {
    { "", "Europe/Paris", FOLLOW_NOW, FOLLOW_NOW + HOUR },
    { "+33639986251", "", FOLLOW_NOW, FOLLOW_NOW + HOUR },     /* asked, never inferred */
    { "+33639986251", "Europe/Paris", 0, 0 },
    { "+33639986251", "Europe/Paris", FOLLOW_NOW + HOUR, FOLLOW_NOW },
    { "+33639986251", "Europe/Paris", FOLLOW_NOW - 2 * HOUR, FOLLOW_NOW - HOUR },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DcrCallback) self = promise (fixture, cases[i].from, cases[i].to);
      g_autoptr (GError) error = NULL;
      g_free (self->phone);
      g_free (self->zone);
      self->phone = g_strdup (cases[i].phone);
      self->zone = g_strdup (cases[i].zone);
      g_assert_false (dcr_store_write (fixture->base.store, put, self, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
    }
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM callback"), ==, 0);
}

/* ---- Clocks ---------------------------------------------------------------------------------- */

static gint64
utc (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, 0);
  return g_date_time_to_unix (time) * 1000;
}

static void
test_clocks (void)
{
  struct { const char *zone; gint64 at; int gap; const char *told; const char *hour; } cases[] = {
    { "Indian/Reunion", utc (2026, 11, 19, 9, 20), 180, "+3 h", "13:20" },
    { "Indian/Reunion", utc (2026, 7, 19, 8, 20), 120, "+2 h", "12:20" }, /* Paris has summer time */
    { "America/Martinique", utc (2026, 11, 19, 9, 20), -300, "\u22125 h", "5:20" },
    { "Pacific/Tahiti", utc (2026, 11, 19, 9, 20), -660, "\u221211 h", "23:20" },
    { "Indian/Mayotte", utc (2026, 11, 19, 9, 20), 120, "+2 h", "12:20" },
    { "America/Cayenne", utc (2026, 11, 19, 9, 20), -240, "\u22124 h", "6:20" },
    { "America/Miquelon", utc (2026, 11, 19, 9, 20), -240, "\u22124 h", "6:20" },
    { "America/Miquelon", utc (2026, 3, 15, 9, 20), -180, "\u22123 h", "7:20" }, /* its summer begins before ours */
    { "America/Miquelon", utc (2026, 10, 26, 9, 20), -180, "\u22123 h", "7:20" }, /* and ends after */
    { "Pacific/Noumea", utc (2026, 11, 19, 9, 20), 600, "+10 h", "20:20" },
    { "Asia/Kolkata", utc (2026, 11, 19, 9, 20), 270, "+4 h 30", "14:50" },
    { "Europe/Paris", utc (2026, 11, 19, 9, 20), 0, "same time", "10:20" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *told = dcr_when_describe_gap (dcr_when_gap (cases[i].at, cases[i].zone));
      g_autofree char *hour = dcr_when_hour (cases[i].at, cases[i].zone);
      g_test_message ("%s", cases[i].zone);
      g_assert_cmpint (dcr_when_gap (cases[i].at, cases[i].zone), ==, cases[i].gap);
      g_assert_cmpstr (told, ==, cases[i].told);
      g_assert_cmpstr (hour, ==, cases[i].hour);
    }
}

static void
test_places_are_real_clocks (void)
{
  guint n = 0;
  for (const DcrPlace *place = dcr_places (); place->zone != NULL; place++, n++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (place->zone);
      g_test_message ("%s", place->zone);
      g_assert_nonnull (zone);
      for (const DcrPlace *other = dcr_places (); other < place; other++)
        g_assert_cmpstr (other->label, !=, place->label);
    }
  g_assert_cmpuint (n, >, 45);
}

static void
test_decent_hours (FollowFixture *fixture, gconstpointer data)
{
  struct { const char *zone; int from, to; gboolean indecent; } cases[] = {
    { "Europe/Paris", 10, 12, FALSE },
    { "Europe/Paris", 5, 7, TRUE },
    { "Pacific/Tahiti", 17, 18, TRUE },   /* 6 to 7 there */
    { "Pacific/Tahiti", 18, 20, FALSE },  /* 7 to 9: part of it is decent */
    { "Indian/Reunion", 10, 12, FALSE },
    { "Pacific/Noumea", 10, 12, TRUE },   /* 20 to 22 */
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DcrCallback) self = promise (fixture, utc (2026, 11, 19, cases[i].from - 1, 0),
                                              utc (2026, 11, 19, cases[i].to - 1, 0));
      g_free (self->zone);
      self->zone = g_strdup (cases[i].zone);
      g_test_message ("%s %d", cases[i].zone, cases[i].from);
      g_assert_cmpint (dcr_callback_is_indecent (self), ==, cases[i].indecent);
    }
}

/* ---- Two attempts ---------------------------------------------------------------------------- */

static void
test_two_attempts (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid id = add (fixture, FOLLOW_NOW, FOLLOW_NOW + 2 * HOUR);
  g_autoptr (DcrCallback) once = NULL, twice = NULL;
  g_autoptr (GPtrArray) attempts = NULL, to_come = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (act_on (fixture, &id, DCR_CALLBACK_MISS, FOLLOW_NOW + HOUR, &error));
  once = get (fixture, &id);
  g_assert_cmpint (once->state, ==, DCR_CALLBACK_NO_ANSWER);
  g_assert_cmpint (dcr_callback_next_attempt (once, FOLLOW_NOW + HOUR), ==, FOLLOW_NOW + 3 * HOUR);
  g_assert_false (act_on (fixture, &id, DCR_CALLBACK_MISS, FOLLOW_NOW + 2 * HOUR, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_true (act_on (fixture, &id, DCR_CALLBACK_MISS, FOLLOW_NOW + 3 * HOUR, &error));
  twice = get (fixture, &id);
  g_assert_cmpint (twice->state, ==, DCR_CALLBACK_UNREACHABLE);
  g_assert_nonnull (twice->phone); /* the message is offered, not sent */
  to_come = dcr_callback_list (dcr_store_reader (fixture->base.store), DCR_CALLBACKS_TO_COME, NULL,
                               FOLLOW_NOW + 3 * HOUR, 10, NULL);
  g_assert_cmpuint (to_come->len, ==, 1); /* until somebody decides about it */
  attempts = dcr_callback_attempts (dcr_store_reader (fixture->base.store), &id, NULL);
  g_assert_cmpuint (attempts->len, ==, 2);
  g_assert_cmpstr (((DcrCallbackAttempt *) attempts->pdata[0])->who, ==, "Agent 2047");
}

static gboolean
note (DcrDb *db, gpointer data, GError **error)
{
  DcrUuid message = dcr_uuid_new ();
  return dcr_callback_note_message (db, data, &message, error);
}

static gboolean
settle (DcrDb *db, gpointer data, GError **error)
{
  return dcr_callback_settle (db, dcr_clock_now_ms (), error);
}

static void
test_number_goes_at_the_end (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid kept = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR),
          off = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR);
  DcrUuid written = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR),
          left = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR);
  DcrUuid *missed[] = { &written, &left };

  g_assert_true (act_on (fixture, &kept, DCR_CALLBACK_REACH, FOLLOW_NOW, NULL));
  g_assert_true (act_on (fixture, &off, DCR_CALLBACK_CALL_OFF, FOLLOW_NOW, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (act_on (fixture, missed[i], DCR_CALLBACK_MISS, FOLLOW_NOW, NULL));
      g_assert_true (act_on (fixture, missed[i], DCR_CALLBACK_MISS, FOLLOW_NOW + 2 * HOUR, NULL));
    }
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM callback WHERE phone IS NOT NULL"), ==, 2);
  g_assert_true (dcr_store_write (fixture->base.store, note, &written, NULL));
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM callback WHERE phone IS NOT NULL"), ==, 1);
  dcr_clock_set (FOLLOW_NOW + 6 * 24 * HOUR);
  g_assert_true (dcr_store_write (fixture->base.store, settle, NULL, NULL));
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM callback WHERE phone IS NOT NULL"), ==, 0);
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM callback WHERE masked LIKE '06%51'"), ==,
      4);
}

static void
test_nothing_after_the_end (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid id = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR);
  g_autoptr (GError) error = NULL;
  Act stale
      = { .id = &id, .person = &fixture->other_agent, .version = 1, .act = DCR_CALLBACK_REACH };

  g_assert_true (act_on (fixture, &id, DCR_CALLBACK_TAKE, FOLLOW_NOW, NULL));
  g_assert_false (dcr_store_write (fixture->base.store, run, &stale, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (act_on (fixture, &id, DCR_CALLBACK_GIVE_UP, FOLLOW_NOW, NULL));
  for (int act = DCR_CALLBACK_REACH; act <= DCR_CALLBACK_PREPARE; act++)
    {
      g_assert_false (act_on (fixture, &id, act, FOLLOW_NOW, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
      g_clear_error (&error);
    }
}

/* ---- Share ----------------------------------------------------------------------------------- */

typedef enum { NOTHING, REACH, MISS, OFF, GIVE_UP, MOVE } Step;

typedef struct
{
  const char *name;
  struct { Step step; gint64 at; } steps[2]; /* hours after the beginning of a window of two hours */
  gboolean counts, kept;
} ShareCase;

static const ShareCase share_cases[] = {
  { "forgotten", { { NOTHING, 0 } }, TRUE, FALSE },
  { "reached within the window", { { REACH, 1 } }, TRUE, TRUE },
  { "reached at its last moment", { { REACH, 2 } }, TRUE, TRUE },
  { "reached too late", { { REACH, 3 } }, TRUE, FALSE },
  { "no answer within, reached later", { { MISS, 1 }, { REACH, 4 } }, TRUE, TRUE },
  { "no answer within, twice", { { MISS, 1 }, { MISS, 4 } }, TRUE, TRUE },
  { "no answer within, once only", { { MISS, 1 } }, TRUE, FALSE },
  { "no answer, both too late", { { MISS, 3 }, { MISS, 6 } }, TRUE, FALSE },
  { "given up", { { GIVE_UP, 1 } }, TRUE, FALSE },
  { "called off by the caller", { { OFF, 1 } }, FALSE, FALSE },
  { "put off in time", { { MOVE, 1 } }, FALSE, FALSE },
  { "put off too late", { { MOVE, 3 } }, TRUE, FALSE },
};

static void
do_step (FollowFixture *fixture, const DcrUuid *id, Step step, gint64 at)
{
  Act move = { .id = id, .person = &fixture->agent, .version = DCR_ANY_VERSION, .move = TRUE,
               .from = FOLLOW_NOW + 480 * HOUR, .to = FOLLOW_NOW + 481 * HOUR };
  DcrCallbackAct acts[]
      = { 0, DCR_CALLBACK_REACH, DCR_CALLBACK_MISS, DCR_CALLBACK_CALL_OFF, DCR_CALLBACK_GIVE_UP };

  dcr_clock_set (at);
  if (step == MOVE)
    g_assert_true (dcr_store_write (fixture->base.store, run, &move, NULL));
  else if (step != NOTHING)
    g_assert_true (act_on (fixture, id, acts[step], at, NULL));
}

static void
test_share_by_case (FollowFixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->base.store);

  for (guint i = 0; i < G_N_ELEMENTS (share_cases); i++)
    {
      const ShareCase *line = &share_cases[i];
      gint64 begin = FOLLOW_NOW + 24 * HOUR * i;
      DcrCallbackShare share;
      DcrUuid id;

      g_test_message ("%s", line->name);
      dcr_clock_set (begin - HOUR);
      id = add (fixture, begin, begin + 2 * HOUR);
      for (guint j = 0; j < 2; j++)
        do_step (fixture, &id, line->steps[j].step, begin + line->steps[j].at * HOUR);
      g_assert_true (dcr_callback_share (db, begin, begin + 12 * HOUR, &share, NULL));
      g_assert_cmpuint (share.promised, ==, line->counts);
      g_assert_cmpuint (share.kept, ==, line->kept);
    }
}

static void
test_share_is_exact (void)
{
  struct { DcrCallbackShare share; const char *shown; } cases[] = {
    { { 225, 212 }, "94.2%" }, { { 0, 0 }, "–" },       { { 3, 2 }, "66.7%" },  { { 3, 1 }, "33.3%" },
    { { 1, 1 }, "100.0%" },    { { 2000, 1999 }, "100.0%" }, { { 2000, 1 }, "0.1%" }, { { 2001, 1 }, "0.0%" },
    { { 16, 1 }, "6.3%" },     { { 7, 0 }, "0.0%" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = dcr_callback_describe_share (&cases[i].share);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* ---- Lists, and the call --------------------------------------------------------------------- */

static void
test_lists (FollowFixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->base.store);
  DcrUuid late, today, tomorrow;
  struct { DcrCallbackFilter filter; const DcrUuid *first; guint n; } cases[] = {
    { DCR_CALLBACKS_TO_COME, &late, 3 }, { DCR_CALLBACKS_TODAY, &late, 2 }, { DCR_CALLBACKS_LATE, &late, 1 },
    { DCR_CALLBACKS_ENDED, NULL, 0 },
  };

  tomorrow = add (fixture, FOLLOW_NOW + 24 * HOUR, FOLLOW_NOW + 25 * HOUR);
  today = add (fixture, FOLLOW_NOW + 2 * HOUR, FOLLOW_NOW + 4 * HOUR);
  late = add (fixture, FOLLOW_NOW, FOLLOW_NOW + HOUR);
  g_assert_false (dcr_uuid_equal (&today, &tomorrow));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) list
          = dcr_callback_list (db, cases[i].filter, NULL, FOLLOW_NOW + HOUR + 60000, 100, NULL);
      g_assert_cmpuint (list->len, ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_true (dcr_uuid_equal (&((DcrCallback *) list->pdata[0])->id, cases[i].first));
    }
  /* nobody has taken them: they are each agent's, and no expert's */
  g_autoptr (GPtrArray) agents
      = dcr_callback_list (db, DCR_CALLBACKS_TO_COME, &fixture->other_agent, FOLLOW_NOW, 100, NULL);
  g_autoptr (GPtrArray) experts
      = dcr_callback_list (db, DCR_CALLBACKS_TO_COME, &fixture->expert, FOLLOW_NOW, 100, NULL);
  g_assert_cmpuint (agents->len, ==, 3);
  g_assert_cmpuint (experts->len, ==, 0);
  act_on (fixture, &late, DCR_CALLBACK_TAKE, FOLLOW_NOW, NULL);
  g_autoptr (GPtrArray) fewer
      = dcr_callback_list (db, DCR_CALLBACKS_TO_COME, &fixture->other_agent, FOLLOW_NOW, 100, NULL);
  g_assert_cmpuint (fewer->len, ==, 2);
}

static DcrCall *
begin_call (FollowFixture *fixture)
{
  DcrCall *call = dcr_calls_begin (fixture->base.calls, "06 39 98 62 51");
  g_autoptr (DcrCallback) draft = promise (fixture, FOLLOW_NOW + 2 * HOUR, FOLLOW_NOW + 4 * HOUR);

  dcr_call_set_reason (call, "IMP-AVIS");
  dcr_call_set_outcome (call, DCR_OUTCOME_CALLBACK);
  dcr_call_set_callback (call, FOLLOW_NOW + 2 * HOUR, FOLLOW_NOW + 4 * HOUR);
  fixture_settle (&fixture->base);
  draft->state = DCR_CALLBACK_DRAFT;
  draft->call = *dcr_call_get_id (call);
  g_assert_true (dcr_store_write (fixture->base.store, put, draft, NULL));
  return call;
}

static void
test_promise_begins_with_the_end_of_the_call (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin_call (fixture);
  DcrUuid id = *dcr_call_get_id (call);
  g_autoptr (DcrCallback) self = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM callback WHERE state = 0"),
                   ==, 1);
  fixture_close_call (&fixture->base, &error);
  g_assert_no_error (error);
  fixture_settle (&fixture->base);
  self = dcr_callback_of_call (dcr_store_reader (fixture->base.store), &id);
  g_assert_cmpint (self->state, ==, DCR_CALLBACK_TO_DO);
  g_assert_cmpint (self->number, ==, 1);
  g_assert_cmpstr (self->phone, ==, "+33639986251");
}

static void
test_no_promise_without_its_outcome (FollowFixture *fixture, gconstpointer data)
{
  DcrCall *call = begin_call (fixture);

  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  fixture_close_call (&fixture->base, NULL);
  fixture_settle (&fixture->base);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM callback"), ==, 0);
  call = begin_call (fixture);
  dcr_calls_drop (fixture->base.calls, call);
  fixture_settle (&fixture->base);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM callback"), ==, 0);
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/callback/refused-without", test_refused_without);
  g_test_add_func ("/callback/clocks", test_clocks);
  g_test_add_func ("/callback/places", test_places_are_real_clocks);
  ADD ("/callback/decent-hours", test_decent_hours);
  ADD ("/callback/two-attempts", test_two_attempts);
  ADD ("/callback/number-goes", test_number_goes_at_the_end);
  ADD ("/callback/after-the-end", test_nothing_after_the_end);
  ADD ("/callback/share-by-case", test_share_by_case);
  g_test_add_func ("/callback/share-exact", test_share_is_exact);
  ADD ("/callback/lists", test_lists);
  ADD ("/callback/begins", test_promise_begins_with_the_end_of_the_call);
  ADD ("/callback/no-promise", test_no_promise_without_its_outcome);
  return g_test_run ();
}
