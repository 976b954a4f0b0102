/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"
#include "followup/dcr-notice.h"

#define HOUR ((gint64) 3600 * 1000)

static gboolean
put (DcrDb *db, gpointer data, GError **error)
{
  return dcr_notice_put (db, data, error);
}

static DcrNotice *
add (FollowFixture *fixture, const char *title, gint64 starts, gint64 ends, guint audience,
     const char *reasons)
{
  DcrNotice *notice = dcr_notice_new ();
  g_autoptr (GError) error = NULL;

  notice->title = g_strdup (title);
  notice->starts = FOLLOW_NOW + starts * HOUR;
  notice->ends = FOLLOW_NOW + ends * HOUR;
  notice->audience = audience;
  notice->reasons = g_strdup (reasons);
  notice->author = fixture->lead;
  dcr_store_write (fixture->base.store, put, notice, &error);
  g_assert_no_error (error);
  return notice;
}

static GPtrArray *
current (FollowFixture *fixture, const DcrUuid *person, gint64 at)
{
  return dcr_notice_list_current (dcr_store_reader (fixture->base.store), person,
                                  FOLLOW_NOW + at * HOUR, NULL);
}

static void
test_start_end_audience (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrNotice) all = add (fixture, "Grève demain", 0, 4, 0, "");
  g_autoptr (DcrNotice) experts = add (fixture, "Relire F1344", 0, 4, 1 << 2, "");
  g_autoptr (DcrNotice) later = add (fixture, "Ce soir", 8, 9, 0, "");
  struct { const DcrUuid *person; gint64 at; guint n; } cases[] = {
    { &fixture->agent, -1, 0 }, { &fixture->agent, 0, 1 },  { &fixture->expert, 0, 2 }, { &fixture->agent, 3, 1 },
    { &fixture->agent, 4, 0 },  { &fixture->expert, 5, 0 }, { &fixture->agent, 8, 1 },  { &fixture->agent, 9, 0 },
  };
  DcrDb *db = dcr_store_reader (fixture->base.store);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) notices = current (fixture, cases[i].person, cases[i].at);
      g_test_message ("case %u", i);
      g_assert_cmpuint (notices->len, ==, cases[i].n);
    }
  g_assert_cmpint (dcr_notice_next_change (db, FOLLOW_NOW), ==, FOLLOW_NOW + 4 * HOUR);
  g_assert_cmpint (dcr_notice_next_change (db, FOLLOW_NOW + 5 * HOUR), ==, FOLLOW_NOW + 8 * HOUR);
  g_assert_cmpint (dcr_notice_next_change (db, FOLLOW_NOW + 9 * HOUR), ==, 0);
}

typedef struct
{
  const DcrUuid *notice, *person;
  gboolean stop;
} Act;

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  if (act->stop)
    return dcr_notice_stop (db, act->notice, FOLLOW_NOW + HOUR, error);
  return dcr_notice_mark_read (db, act->notice, act->person, FOLLOW_NOW, error);
}

static void
test_read_by_one_person (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrNotice) notice = add (fixture, "Panne de l’Anef", 0, 4, 0, "");
  Act read = { &notice->id, &fixture->agent, FALSE }, stop = { &notice->id, NULL, TRUE };

  g_assert_true (dcr_store_write (fixture->base.store, run, &read, NULL));
  g_assert_true (dcr_store_write (fixture->base.store, run, &read, NULL)); /* twice does no harm */
  g_autoptr (GPtrArray) mine = current (fixture, &fixture->agent, 0);
  g_autoptr (GPtrArray) other = current (fixture, &fixture->other_agent, 0);
  g_assert_true (((DcrNotice *) mine->pdata[0])->read);
  g_assert_false (((DcrNotice *) other->pdata[0])->read);
  g_assert_cmpstr (((DcrNotice *) mine->pdata[0])->author_name, ==, "Agent 1001");

  /* who had read the former text has not read the new one */
  g_free (notice->title);
  notice->title = g_strdup ("Panne de l’Anef, réparée à 14 h");
  g_assert_true (dcr_store_write (fixture->base.store, put, notice, NULL));
  g_autoptr (GPtrArray) again = current (fixture, &fixture->agent, 0);
  g_assert_false (((DcrNotice *) again->pdata[0])->read);

  g_assert_true (dcr_store_write (fixture->base.store, run, &stop, NULL));
  g_autoptr (GPtrArray) none = current (fixture, &fixture->agent, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_two_writers (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrNotice) notice = add (fixture, "Panne", 0, 4, 0, "");
  g_autoptr (GError) error = NULL;

  g_assert_true (dcr_store_write (fixture->base.store, put, notice, NULL));
  notice->version--;
  g_assert_false (dcr_store_write (fixture->base.store, put, notice, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
  g_clear_error (&error);
  notice->ends = notice->starts;
  g_assert_false (dcr_store_write (fixture->base.store, put, notice, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
}

static void
test_stands_on_its_reason (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrNotice) plain = add (fixture, "Pour tous", 0, 4, 0, "");
  g_autoptr (DcrNotice) one = add (fixture, "Titres", 0, 4, 0, "IDE-SUIVI|VEH-SUIVI");
  g_autoptr (DcrNotice) family = add (fixture, "Étrangers", 0, 4, 0, "ETR");
  g_autoptr (GPtrArray) notices = current (fixture, &fixture->agent, 0);

  g_assert_cmpstr (dcr_notice_for_reason (notices, "IDE-SUIVI", "IDE")->title, ==, "Titres");
  g_assert_cmpstr (dcr_notice_for_reason (notices, "ETR-TITRE", "ETR")->title, ==, "Étrangers");
  g_assert_null (dcr_notice_for_reason (notices, "IDE-PERTE", "IDE"));
  g_assert_null (dcr_notice_for_reason (notices, "IDE", NULL));
  g_assert_null (dcr_notice_for_reason (notices, NULL, NULL));
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/notice/start-end-audience", test_start_end_audience);
  ADD ("/notice/read", test_read_by_one_person);
  ADD ("/notice/two-writers", test_two_writers);
  ADD ("/notice/reason", test_stands_on_its_reason);
  return g_test_run ();
}
