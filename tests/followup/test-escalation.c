/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"

#define ALL_STATES 8

/* Which acts lead from one state (row) to another (column), written apart from the program's table:
 * T take, V take over, L release, ? ask, > reply, A answer, R return, + complete, C close, O open again,
 * M merge, n note. Rows and columns: received taken asked answered returned closed reopened merged. */
static const char *const pairs[ALL_STATES][ALL_STATES] = {
  /* received */ { "n", "T", "", "A", "R", "C", "", "M" },
  /* taken    */ { "L", "Vn", "?", "A", "R", "C", "", "M" },
  /* asked    */ { "", ">", "Vn", "A", "R", "C", "", "M" },
  /* answered */ { "", "", "", "n", "", "C", "O", "" },
  /* returned */ { "+", "", "", "", "n", "C", "", "" },
  /* closed   */ { "", "", "", "", "", "n", "O", "" },
  /* reopened */ { "", "T", "", "A", "R", "C", "n", "M" },
  /* merged   */ { "", "", "", "", "", "", "", "n" },
};

/* Who: f first level, s second level that does not hold it, h the holder, o outside. */
static const char *const who[ALL_STATES][DCR_N_ACTS] = {
  [0] = { [DCR_ACT_TAKE] = "s",
          [DCR_ACT_ANSWER] = "o",
          [DCR_ACT_RETURN] = "s",
          [DCR_ACT_MERGE] = "fs",
          [DCR_ACT_CLOSE] = "f",
          [DCR_ACT_NOTE] = "fso" },
  [1] = { [DCR_ACT_ANSWER] = "ho",
          [DCR_ACT_ASK] = "h",
          [DCR_ACT_RETURN] = "h",
          [DCR_ACT_RELEASE] = "h",
          [DCR_ACT_TAKE_OVER] = "s",
          [DCR_ACT_MERGE] = "h",
          [DCR_ACT_CLOSE] = "f",
          [DCR_ACT_NOTE] = "fsho" },
  [2] = { [DCR_ACT_REPLY] = "f",
          [DCR_ACT_ANSWER] = "ho",
          [DCR_ACT_RETURN] = "h",
          [DCR_ACT_TAKE_OVER] = "s",
          [DCR_ACT_MERGE] = "h",
          [DCR_ACT_CLOSE] = "f",
          [DCR_ACT_NOTE] = "fsho" },
  [3] = { [DCR_ACT_CLOSE] = "fh", [DCR_ACT_REOPEN] = "fsh", [DCR_ACT_NOTE] = "fsho" },
  [4] = { [DCR_ACT_COMPLETE] = "f", [DCR_ACT_CLOSE] = "f", [DCR_ACT_NOTE] = "fsho" },
  [5] = { [DCR_ACT_REOPEN] = "fsh", [DCR_ACT_NOTE] = "fsho" },
  [6] = { [DCR_ACT_TAKE] = "s",
          [DCR_ACT_ANSWER] = "o",
          [DCR_ACT_RETURN] = "s",
          [DCR_ACT_MERGE] = "s",
          [DCR_ACT_CLOSE] = "f",
          [DCR_ACT_NOTE] = "fso" },
  [7] = { [DCR_ACT_NOTE] = "fsho" },
};

static const char letters[DCR_N_ACTS]
    = { 0, 0, 'T', 'V', 'L', '?', '>', 'A', 'R', '+', 'C', 'O', 'M', 'n' };

static guint
bit_of (char person)
{
  return person == 'f'   ? DCR_STANDING_FIRST
         : person == 's' ? DCR_STANDING_SECOND
         : person == 'h' ? DCR_STANDING_HOLDER
                         : DCR_STANDING_OUTSIDE;
}

static void
test_pairs (void)
{
  guint lines = 0;

  for (int from = 0; from < ALL_STATES; from++)
    for (int to = 0; to < ALL_STATES; to++)
      for (int act = DCR_ACT_TAKE; act < DCR_N_ACTS; act++)
        {
          const DcrTransition *line = dcr_escalation_transition (from + 1, act);
          gboolean leads = line != NULL && (int) line->next == to + 1;
          g_test_message ("%d %c %d", from + 1, letters[act], to + 1);
          g_assert_cmpint (leads, ==, strchr (pairs[from][to], letters[act]) != NULL);
          lines += leads;
        }
  /* and nothing else: the sending is the only line more, no state and act stands twice */
  for (const DcrTransition *line = dcr_escalation_transitions (); line->act != DCR_ACT_NONE; line++)
    {
      g_assert_true (line == dcr_escalation_transition (line->state, line->act));
      if (line->act != DCR_ACT_SEND)
        lines--;
    }
  g_assert_cmpuint (lines, ==, 0);
}

static void
test_who (void)
{
  for (int from = 0; from < ALL_STATES; from++)
    for (int act = DCR_ACT_TAKE; act < DCR_N_ACTS; act++)
      for (const char *p = "fsho"; *p != '\0'; p++)
        {
          gboolean expected = who[from][act] != NULL && strchr (who[from][act], *p) != NULL;
          /* nobody holds what was received or opened again: the table says nothing of a holder there */
          if (*p == 'h' && (from == 0 || from == 6))
            continue;
          g_test_message ("%d %c by %c", from + 1, letters[act], *p);
          g_assert_cmpint (dcr_escalation_allows (from + 1, act, bit_of (*p)), ==, expected);
        }
}

static void
test_words (void)
{
  for (int act = DCR_ACT_SEND; act < DCR_N_ACTS; act++)
    {
      g_autofree char *told = dcr_escalation_act_told (act, "Agent 3114");
      g_assert_nonnull (strstr (told, "Agent 3114"));
      g_assert_null (strchr (told, '%'));
      g_assert_cmpstr (dcr_escalation_act_label (act), !=, "");
    }
  g_assert_cmpstr (dcr_escalation_state_label (4242), ==, dcr_escalation_act_label (4242));
}

static void
test_suggested (void)
{
  struct { DcrEscalationState state; guint standing; DcrEscalationAct act; } cases[] = {
    { DCR_ESCALATION_RECEIVED, DCR_STANDING_SECOND, DCR_ACT_TAKE },
    { DCR_ESCALATION_RECEIVED, DCR_STANDING_FIRST, DCR_ACT_NONE },
    { DCR_ESCALATION_TAKEN, DCR_STANDING_HOLDER, DCR_ACT_ANSWER },
    { DCR_ESCALATION_TAKEN, DCR_STANDING_SECOND, DCR_ACT_TAKE_OVER },
    { DCR_ESCALATION_ASKED, DCR_STANDING_FIRST, DCR_ACT_REPLY },
    { DCR_ESCALATION_ANSWERED, DCR_STANDING_FIRST, DCR_ACT_CLOSE },
    { DCR_ESCALATION_RETURNED, DCR_STANDING_FIRST, DCR_ACT_COMPLETE },
    { DCR_ESCALATION_CLOSED, DCR_STANDING_FIRST, DCR_ACT_NONE },
    { DCR_ESCALATION_REOPENED, DCR_STANDING_SECOND, DCR_ACT_TAKE },
    { DCR_ESCALATION_MERGED, DCR_STANDING_HOLDER, DCR_ACT_NONE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (dcr_escalation_suggested (cases[i].state, cases[i].standing), ==,
                     cases[i].act);
}

/* ---- The same, on a base --------------------------------------------------------------------- */

static void
must (FollowFixture *fixture, const DcrUuid *id, DcrEscalationAct act, const DcrUuid *person)
{
  g_autoptr (GError) error = NULL;
  DcrUuid other = { 0 };
  if (act == DCR_ACT_MERGE)
    other = follow_send (fixture->base.store, &fixture->other_agent, "L’autre demande ?");
  follow_act (fixture->base.store, id, DCR_ANY_VERSION, act, person, "Une phrase.", &other, &error);
  g_assert_no_error (error);
}

/* A new escalation brought to @state by people who may. */
static DcrUuid
bring_to (FollowFixture *fixture, DcrEscalationState state)
{
  DcrUuid id = follow_send (fixture->base.store, &fixture->agent, "Le dossier est-il bloqué ?");

  if (state == DCR_ESCALATION_RECEIVED)
    return id;
  must (fixture, &id, DCR_ACT_TAKE, &fixture->expert);
  switch (state)
    {
    case DCR_ESCALATION_ASKED:
      must (fixture, &id, DCR_ACT_ASK, &fixture->expert);
      break;
    case DCR_ESCALATION_RETURNED:
      must (fixture, &id, DCR_ACT_RETURN, &fixture->expert);
      break;
    case DCR_ESCALATION_MERGED:
      must (fixture, &id, DCR_ACT_MERGE, &fixture->expert);
      break;
    case DCR_ESCALATION_ANSWERED:
    case DCR_ESCALATION_CLOSED:
    case DCR_ESCALATION_REOPENED:
      must (fixture, &id, DCR_ACT_ANSWER, &fixture->expert);
      if (state != DCR_ESCALATION_ANSWERED)
        must (fixture, &id, state == DCR_ESCALATION_CLOSED ? DCR_ACT_CLOSE : DCR_ACT_REOPEN,
              &fixture->agent);
      break;
    default:
      break;
    }
  return id;
}

static gint64
count_events (FollowFixture *fixture, const DcrUuid *id)
{
  g_autoptr (GPtrArray) events
      = dcr_escalation_events (dcr_store_reader (fixture->base.store), id, NULL);
  return events->len;
}

static void
try_act (FollowFixture *fixture, int from, DcrEscalationAct act, char person)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = bring_to (fixture, from + 1), other = { 0 };
  g_autoptr (DcrEscalation) before = follow_get (store, &id), after = NULL;
  const DcrUuid *author = person == 'f'   ? &fixture->other_agent
                          : person == 's' ? &fixture->other_expert
                          : person == 'h' ? &fixture->expert
                                          : NULL;
  gboolean expected = who[from][act] != NULL && strchr (who[from][act], person) != NULL, done;
  g_autoptr (GError) error = NULL;

  if (person == 'h' && dcr_uuid_is_null (&before->holder))
    return;
  if (act == DCR_ACT_MERGE)
    other = follow_send (store, &fixture->other_agent, "L’autre demande ?");
  g_test_message ("state %d, act %c, by %c", from + 1, letters[act], person);
  done = follow_act (store, &id, before->version, act, author, "Une phrase.", &other, &error);
  after = follow_get (store, &id);
  g_assert_cmpint (done, ==, expected);
  g_assert_cmpint (after->version, ==, before->version + (expected ? 1 : 0));
  g_assert_cmpint (after->version, ==, count_events (fixture, &id));
  if (expected)
    {
      g_assert_no_error (error);
      g_assert_nonnull (strchr (pairs[from][after->state - 1], letters[act]));
    }
  else
    {
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
      g_assert_cmpint (after->state, ==, before->state);
      g_assert_true (dcr_uuid_equal (&after->holder, &before->holder));
    }
}

static void
test_every_act (FollowFixture *fixture, gconstpointer data)
{
  for (int from = 0; from < ALL_STATES; from++)
    for (int act = DCR_ACT_TAKE; act < DCR_N_ACTS; act++)
      for (const char *p = "fsho"; *p != '\0'; p++)
        try_act (fixture, from, act, *p);
}

static void
test_events_say_who_and_when (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (DcrEscalation) self = NULL;
  const DcrEscalationEvent *event;

  dcr_clock_set (FOLLOW_NOW + 60000);
  must (fixture, &id, DCR_ACT_TAKE, &fixture->expert);
  dcr_clock_set (FOLLOW_NOW + 120000);
  must (fixture, &id, DCR_ACT_ANSWER, NULL);
  events = dcr_escalation_events (dcr_store_reader (store), &id, NULL);
  g_assert_cmpuint (events->len, ==, 3);
  event = events->pdata[0];
  g_assert_cmpint (event->act, ==, DCR_ACT_SEND);
  g_assert_cmpint (event->at, ==, FOLLOW_NOW);
  g_assert_cmpstr (event->who, ==, "Agent 2047");
  event = events->pdata[1];
  g_assert_cmpint (event->state, ==, DCR_ESCALATION_TAKEN);
  g_assert_cmpint (event->at, ==, FOLLOW_NOW + 60000);
  g_assert_cmpstr (event->who, ==, "Agent 3114");
  event = events->pdata[2];
  g_assert_cmpstr (event->who, ==, "Préfecture du Rhône");
  g_assert_cmpstr (event->text, ==, "Une phrase.");
  self = follow_get (store, &id);
  g_assert_cmpstr (self->holder_name, ==, "Agent 3114");
  g_assert_cmpstr (self->queue_name, ==, "Titres et véhicules, niveau 2");
  g_assert_cmpint (self->touched, ==, FOLLOW_NOW + 120000);
}

static void
test_conflict_says_who (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
  g_autoptr (GError) error = NULL;

  g_assert_true (
      follow_act (store, &id, 1, DCR_ACT_TAKE, &fixture->other_expert, NULL, NULL, NULL));
  g_assert_false (follow_act (store, &id, 1, DCR_ACT_TAKE, &fixture->expert, NULL, NULL, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Agent 3107"));
  g_assert_nonnull (strstr (error->message, "10:00"));
  g_assert_cmpint (count_events (fixture, &id), ==, 2);
}

static void
test_refusals (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = bring_to (fixture, DCR_ESCALATION_TAKEN), nobody = dcr_uuid_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      follow_act (store, &id, DCR_ANY_VERSION, DCR_ACT_ANSWER, &fixture->expert, "", NULL, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (
      follow_act (store, &id, DCR_ANY_VERSION, DCR_ACT_NOTE, &nobody, "Moi ?", NULL, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (follow_act (store, &nobody, DCR_ANY_VERSION, DCR_ACT_NOTE, &fixture->agent,
                              "Où ?", NULL, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
      follow_act (store, &id, DCR_ANY_VERSION, DCR_ACT_MERGE, &fixture->expert, NULL, &id, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_assert_cmpint (count_events (fixture, &id), ==, 2);
}

static void
test_merge (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid first = follow_send (store, &fixture->agent, "Le premier ?");
  DcrUuid second = bring_to (fixture, DCR_ESCALATION_TAKEN);
  DcrUuid third = bring_to (fixture, DCR_ESCALATION_TAKEN);
  g_autoptr (DcrEscalation) a = NULL, b = NULL, c = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (follow_act (store, &third, DCR_ANY_VERSION, DCR_ACT_MERGE, &fixture->expert, NULL,
                             &second, NULL));
  g_assert_true (follow_act (store, &second, DCR_ANY_VERSION, DCR_ACT_MERGE, &fixture->expert, NULL,
                             &first, NULL));
  a = follow_get (store, &first);
  b = follow_get (store, &second);
  c = follow_get (store, &third);
  g_assert_cmpint (a->state, ==, DCR_ESCALATION_RECEIVED);
  g_assert_cmpint (a->version, ==, 2); /* it says what joined it */
  g_assert_cmpint (b->state, ==, DCR_ESCALATION_MERGED);
  g_assert_true (dcr_uuid_equal (&b->merged_into, &first));
  g_assert_true (dcr_uuid_equal (&c->merged_into, &first)); /* follows */
  g_assert_nonnull (c->phone); /* its caller is still to be told */
  /* not into one that is over */
  g_assert_false (follow_act (store, &first, DCR_ANY_VERSION, DCR_ACT_MERGE, &fixture->expert, NULL,
                              &second, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  must (fixture, &first, DCR_ACT_TAKE, &fixture->expert);
  must (fixture, &first, DCR_ACT_ANSWER, &fixture->expert);
  must (fixture, &first, DCR_ACT_CLOSE, &fixture->agent);
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM escalation WHERE phone IS NOT NULL"), ==,
      0);
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM escalation WHERE masked LIKE '06%27'"), ==,
      3);
}

static void
test_reopen_has_a_new_date (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = bring_to (fixture, DCR_ESCALATION_CLOSED);
  DcrDeed deed = { .escalation = id, .version = DCR_ANY_VERSION, .act = DCR_ACT_REOPEN,
                   .person = &fixture->agent, .text = "Rien reçu.", .due = FOLLOW_NOW + 99 };
  g_autoptr (DcrEscalation) self = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dcr_store_write (store, (DcrStoreFunc) dcr_escalation_act, &deed, &error));
  self = follow_get (store, &id);
  g_assert_cmpint (self->due, ==, FOLLOW_NOW + 99);
  g_assert_cmpint (self->ended, ==, 0);
  g_assert_true (dcr_uuid_is_null (&self->holder));
}

static gboolean
send_same (DcrDb *db, gpointer data, GError **error)
{
  return dcr_escalation_send (db, data, error);
}

static void
test_values_survive (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  g_autoptr (DcrEscalation) self = dcr_escalation_new (), read = NULL;
  g_autoptr (GPtrArray) same = NULL, none = NULL;
  DcrKept kept = { (char *) "particuliers/F1344", 7, (char *) "Perte", (char *) "2026-11-03",
                   (char *) "pieces", (char *) "Pièces « à fournir »", (char *) "ab" };
  DcrUuid found;

  self->author = fixture->agent;
  self->queue = g_strdup ("N2-TITRES");
  self->question = g_strdup ("L’« état » : 'instruit' ?");
  self->same = g_strdup ("5XK2 81940");
  dcr_facts_add (self->facts, "Numéro de demande", "5XK2 81940", TRUE);
  dcr_facts_add (self->facts, "Mairie", "Lyon 3e, l’annexe 'Villette'", FALSE);
  dcr_kept_add (self->passages, &kept);
  dcr_dropped_add (self->dropped, "Téléphone", "gardé ici");
  g_assert_true (dcr_store_write (store, send_same, self, NULL));
  read = follow_get (store, &self->id);
  g_assert_cmpuint (read->facts->len, ==, 2);
  g_assert_cmpstr (((DcrFact *) read->facts->pdata[1])->value, ==, "Lyon 3e, l’annexe 'Villette'");
  g_assert_true (((DcrFact *) read->facts->pdata[0])->mandatory);
  g_assert_cmpstr (((DcrKept *) read->passages->pdata[0])->heading, ==, "Pièces « à fournir »");
  g_assert_cmpint (((DcrKept *) read->passages->pdata[0])->version, ==, 7);
  g_assert_cmpstr (((DcrDropped *) read->dropped->pdata[0])->why, ==, "gardé ici");
  g_assert_true (dcr_escalation_find_token (dcr_store_reader (store), read->token, &found));
  g_assert_true (dcr_uuid_equal (&found, &self->id));
  g_assert_cmpuint (strlen (read->token), ==, 16);

  same = dcr_escalation_find_same (dcr_store_reader (store), "5xk2-81940", NULL, NULL);
  g_assert_cmpuint (same->len, ==, 1);
  none = dcr_escalation_find_same (dcr_store_reader (store), "5xk2-81940", &self->id, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (
      fixture_int (&fixture->base, "SELECT count(*) FROM escalation WHERE same LIKE '%81940%'"), ==,
      0);
}

static void
test_incomplete_is_refused (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalation) self = dcr_escalation_new ();
  g_autoptr (GError) error = NULL;

  self->author = fixture->agent;
  self->queue = g_strdup ("N2-TITRES");
  g_assert_false (dcr_store_write (fixture->base.store, send_same, self, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escalation/pairs", test_pairs);
  g_test_add_func ("/escalation/who", test_who);
  g_test_add_func ("/escalation/words", test_words);
  g_test_add_func ("/escalation/suggested", test_suggested);
  ADD ("/escalation/every-act", test_every_act);
  ADD ("/escalation/events", test_events_say_who_and_when);
  ADD ("/escalation/conflict", test_conflict_says_who);
  ADD ("/escalation/refusals", test_refusals);
  ADD ("/escalation/merge", test_merge);
  ADD ("/escalation/reopen", test_reopen_has_a_new_date);
  ADD ("/escalation/values", test_values_survive);
  ADD ("/escalation/incomplete", test_incomplete_is_refused);
  return g_test_run ();
}
