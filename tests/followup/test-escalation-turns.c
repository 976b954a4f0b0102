/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people at one escalation, each acting upon what they last saw: whatever the order in which their acts
 * arrive, what is on the disk is what some serial order of the accepted acts gives. */
#include "followup-fixture.h"

#include "base/dcr-clock.h"

#define WORLDS 500
#define TURNS 10

typedef struct
{
  DcrUuid id;
  guint standing_role; /* 1 agent, 2 expert */
  gint64 seen;         /* version last read */
  DcrEscalationState state; /* state last read */
  DcrStore *store;     /* of its own: another process */
} Person;

static void
look (Person *person, const DcrUuid *escalation)
{
  g_autoptr (DcrEscalation) self = follow_get (person->store, escalation);
  person->seen = self->version;
  person->state = self->state;
}

/* Mostly something that the table has for what they see; now and then anything. */
static DcrEscalationAct
choose (GRand *rand, const Person *person)
{
  DcrEscalationAct act;
  gboolean anything = g_rand_int_range (rand, 0, 6) == 0;
  do
    act = g_rand_int_range (rand, DCR_ACT_TAKE, DCR_N_ACTS);
  while (!anything && dcr_escalation_transition (person->state, act) == NULL);
  return act;
}

typedef struct
{
  DcrEscalationState state;
  DcrUuid holder;
} Model;

/* The serial order: each event, done one after the other by the table alone. */
static void
replay (Model *model, const DcrEscalationEvent *event, const Person *persons, const DcrUuid *author)
{
  const Person *person
      = dcr_uuid_equal (&event->author, &persons[0].id) ? &persons[0] : &persons[1];
  guint standing
      = person->standing_role == 1 || dcr_uuid_equal (author, &person->id) ? DCR_STANDING_FIRST : 0;

  if (person->standing_role == 2)
    standing
        |= dcr_uuid_equal (&model->holder, &person->id) ? DCR_STANDING_HOLDER : DCR_STANDING_SECOND;
  g_assert_true (dcr_escalation_allows (model->state, event->act, standing));
  model->state = dcr_escalation_transition (model->state, event->act)->next;
  g_assert_cmpint (model->state, ==, event->state);
  if (event->act == DCR_ACT_TAKE || event->act == DCR_ACT_TAKE_OVER)
    model->holder = event->author;
  else if (event->act == DCR_ACT_RELEASE || event->act == DCR_ACT_COMPLETE
           || event->act == DCR_ACT_REOPEN)
    model->holder = (DcrUuid) { 0 };
}

static void
check_serial (DcrStore *store, const DcrUuid *escalation, const Person *persons, guint accepted)
{
  g_autoptr (DcrEscalation) self = follow_get (store, escalation);
  g_autoptr (GPtrArray) events = dcr_escalation_events (dcr_store_reader (store), escalation, NULL);
  Model model = { .state = DCR_ESCALATION_NONE };

  g_assert_cmpuint (events->len, ==, accepted + 1);
  g_assert_cmpint (self->version, ==, events->len);
  for (guint i = 0; i < events->len; i++)
    {
      const DcrEscalationEvent *event = events->pdata[i];
      g_assert_cmpint (event->seq, ==, i + 1);
      replay (&model, event, persons, &self->author);
    }
  g_assert_cmpint (self->state, ==, model.state);
  g_assert_true (dcr_uuid_equal (&self->holder, &model.holder));
  g_assert_cmpint (self->ended != 0, ==, dcr_escalation_is_over (model.state));
}

/* TRUE when it was accepted. What is accepted was done upon the newest version, seen by its author. */
static gboolean
one_act (GRand *rand, Person *person, const DcrUuid *escalation, const DcrUuid *other)
{
  g_autoptr (DcrEscalation) before = follow_get (person->store, escalation);
  g_autoptr (GError) error = NULL;
  gboolean done = follow_act (person->store, escalation, person->seen, choose (rand, person),
                              &person->id, "Une phrase.", other, &error);

  if (done)
    g_assert_cmpint (person->seen, ==, before->version);
  else if (person->seen != before->version)
    g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
  else
    g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  if (done || g_rand_boolean (rand))
    look (person, escalation);
  return done;
}

static void
test_worlds (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrStore) second = dcr_store_open (dcr_store_get_folder (fixture->base.store), NULL);
  guint all_accepted = 0, all_refused = 0;
  DcrUuid other = follow_send (fixture->base.store, &fixture->other_agent, "L’autre demande ?");

  for (guint world = 0; world < WORLDS; world++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (20261118 + world);
      guint accepted = 0;
      /* agent and expert, or two experts who both want it */
      gboolean rivals = world % 3 == 0;
      Person persons[2] = {
        { rivals ? fixture->other_expert : fixture->agent, rivals ? 2 : 1, 0, 0, fixture->base.store },
        { fixture->expert, 2, 0, 0, second },
      };
      DcrUuid id = follow_send (fixture->base.store, &persons[0].id, "Le dossier est-il bloqué ?");

      look (&persons[0], &id);
      look (&persons[1], &id);
      for (guint turn = 0; turn < TURNS; turn++)
        accepted += one_act (rand, &persons[g_rand_int_range (rand, 0, 2)], &id, &other);
      g_test_message ("world %u: %u accepted", world, accepted);
      check_serial (fixture->base.store, &id, persons, accepted);
      all_accepted += accepted;
      all_refused += TURNS - accepted;
    }
  /* the worlds are worlds: both things happen often */
  g_assert_cmpuint (all_accepted, >, WORLDS * 2);
  g_assert_cmpuint (all_refused, >, WORLDS * 2);
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM escalation WHERE ended IS NOT NULL"), >,
      20);
}

/* ---- At the same instant --------------------------------------------------------------------- */

typedef struct
{
  Person person;
  DcrUuid escalation, other;
  guint seed, accepted;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (racer->seed);

  look (&racer->person, &racer->escalation);
  for (guint i = 0; i < 60; i++)
    {
      racer->accepted += follow_act (racer->person.store, &racer->escalation, racer->person.seen,
                                     choose (rand, &racer->person), &racer->person.id,
                                     "Une phrase.", &racer->other, NULL);
      look (&racer->person, &racer->escalation);
    }
  return NULL;
}

static gpointer
race_in_own_store (gpointer data)
{
  Racer *racer = data;
  g_autoptr (DcrStore) store = dcr_store_open (dcr_store_get_folder (racer->person.store), NULL);
  racer->person.store = store;
  return race (racer);
}

static void
test_race (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid other = follow_send (store, &fixture->other_agent, "L’autre demande ?");
  DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
  Racer racers[2] = {
    { { fixture->agent, 1, 0, 0, store }, id, other, 1, 0 },
    { { fixture->expert, 2, 0, 0, store }, id, other, 2, 0 },
  };
  Person persons[2] = { racers[0].person, racers[1].person };
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("racer", race_in_own_store, &racers[i]);
  for (guint i = 0; i < 2; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (racers[0].accepted + racers[1].accepted, >, 0);
  check_serial (store, &id, persons, racers[0].accepted + racers[1].accepted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/escalation/worlds", FollowFixture, NULL, follow_open, test_worlds, follow_close);
  g_test_add ("/escalation/race", FollowFixture, NULL, follow_open, test_race, follow_close);
  return g_test_run ();
}
