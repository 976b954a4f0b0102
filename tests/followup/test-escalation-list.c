/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"
#include "followup/dcr-escalation-list.h"

#define HOUR ((gint64) 3600 * 1000)

typedef struct
{
  const char *question, *queue, *same;
  gint64 due;
  const DcrUuid *author;
} Sent;

static gboolean
send (DcrDb *db, gpointer data, GError **error)
{
  return dcr_escalation_send (db, data, error);
}

static DcrUuid
add (FollowFixture *fixture, const Sent *sent)
{
  g_autoptr (DcrEscalation) escalation = dcr_escalation_new ();
  g_autoptr (GError) error = NULL;

  escalation->author = *sent->author;
  escalation->queue = g_strdup (sent->queue);
  escalation->question = g_strdup (sent->question);
  escalation->reason_path = g_strdup ("Papiers › Passeport");
  escalation->same = g_strdup (sent->same);
  escalation->due = FOLLOW_NOW + sent->due * HOUR;
  dcr_store_write (fixture->base.store, send, escalation, &error);
  g_assert_no_error (error);
  return escalation->id;
}

static guint
count (FollowFixture *fixture, DcrEscalationFilter filter, guint *total)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = dcr_escalation_list (dcr_store_reader (fixture->base.store), &filter,
                                                 FOLLOW_NOW, NULL, total, &error);
  gint64 before = G_MININT64;

  g_assert_no_error (error);
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 due = g_array_index (keys, DcrEscalationKey, i).due;
      if (filter.view != DCR_VIEW_CLOSED)
        g_assert_cmpint (due, >=, before);
      before = due;
    }
  return keys->len;
}

static void
test_views (FollowFixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->base.store);
  const Sent sent[] = {
    { "Récépissé expiré demain ?", "N2-ETRANGERS", "5XK2 81940", -2, &fixture->agent },
    { "Carte grise bloquée ?", "N2-TITRES", NULL, 5, &fixture->agent },
    { "Où est le récépissé ?", "BO-PREF69", "5XK281940", 30, &fixture->other_agent },
    { "Points non recrédités ?", "N2-TITRES", "NEPH 123456", 2, &fixture->other_agent },
    { "Close ?", "N2-TITRES", "5XK2 81940", -5, &fixture->other_agent },
  };
  DcrUuid ids[G_N_ELEMENTS (sent)];
  guint counts[DCR_N_VIEWS], total;

  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    ids[i] = add (fixture, &sent[i]);
  follow_act (fixture->base.store, &ids[4], DCR_ANY_VERSION, DCR_ACT_CLOSE, &fixture->agent,
              "Réglé.", NULL, NULL);
  follow_act (fixture->base.store, &ids[3], DCR_ANY_VERSION, DCR_ACT_TAKE, &fixture->expert, NULL,
              NULL, NULL);
  follow_act (fixture->base.store, &ids[3], DCR_ANY_VERSION, DCR_ACT_ASK, &fixture->expert,
              "Le NEPH ?", NULL, NULL);

  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_OPEN }, &total), ==, 4);
  g_assert_cmpuint (total, ==, 4);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .queue = "N2-TITRES" }, &total), ==, 2);
  g_assert_cmpuint (total, ==, 4);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .state = DCR_ESCALATION_ASKED }, NULL),
      ==, 1);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_MINE, .person = &fixture->agent }, NULL), ==,
      2);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_MINE, .person = &fixture->expert }, NULL), ==,
      1);
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_LATE }, NULL), ==, 1);
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_DUPLICATES }, NULL), ==, 2);
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_CLOSED }, NULL), ==, 1);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .words = "RECEPISSE" }, NULL), ==, 2);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .words = "récépissé rhône" }, NULL), ==,
      1);
  g_assert_cmpuint (
      count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .words = "e-0004" }, NULL), ==, 1);
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter){ DCR_VIEW_OPEN, .words = "%" }, NULL), ==,
                    0);
  total = 77;
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_OPEN, .limit = 2 }, &total),
                    ==, 2);
  g_assert_cmpuint (total, ==, 77); /* not known yet */
  g_assert_cmpuint (count (fixture, (DcrEscalationFilter) { DCR_VIEW_OPEN, .limit = 5 }, &total),
                    ==, 4);
  g_assert_cmpuint (total, ==, 4);
  g_assert_true (dcr_escalation_count (db, &fixture->agent, FOLLOW_NOW, counts, NULL));
  g_assert_cmpuint (counts[DCR_VIEW_OPEN], ==, 4);
  g_assert_cmpuint (counts[DCR_VIEW_MINE], ==, 2);
  g_assert_cmpuint (counts[DCR_VIEW_LATE], ==, 1);
  g_assert_cmpuint (counts[DCR_VIEW_ASKED], ==, 1);
  g_assert_cmpuint (counts[DCR_VIEW_DUPLICATES], ==, 2);
  g_assert_cmpint (dcr_escalation_next_due (db, FOLLOW_NOW), ==, FOLLOW_NOW + 2 * HOUR);
}

static void
test_row (FollowFixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->base.store);
  DcrUuid id = follow_send (fixture->base.store, &fixture->agent, "Le dossier est-il bloqué ?"),
          none = dcr_uuid_new ();
  g_autoptr (DcrEscalationRow) mine = NULL, other = NULL;

  follow_act (fixture->base.store, &id, DCR_ANY_VERSION, DCR_ACT_TAKE, &fixture->expert, NULL, NULL,
              NULL);
  mine = dcr_escalation_get_row (db, &id, &fixture->expert);
  other = dcr_escalation_get_row (db, &id, &fixture->other_expert);
  g_assert_cmpstr (mine->holder_name, ==, "Agent 3114");
  g_assert_cmpint (mine->state, ==, DCR_ESCALATION_TAKEN);
  g_assert_cmpint (mine->version, ==, 2);
  g_assert_true (mine->mine);
  g_assert_false (other->mine);
  g_assert_null (dcr_escalation_get_row (db, &none, NULL));
}

/* Opening the list reads no text: the index has all that sorts and cuts. */
static void
test_list_reads_the_index_alone (FollowFixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "SELECT id, due FROM escalation WHERE ended IS NULL ORDER BY due",
    "SELECT id, due FROM escalation WHERE ended IS NULL ORDER BY due LIMIT 200",
    "SELECT id, due FROM escalation WHERE ended IS NULL AND due < 1 AND state <> 4 ORDER BY due LIMIT 200",
    "SELECT id, due FROM escalation WHERE ended IS NULL AND queue = 'x' AND state = 1 ORDER BY due",
    "SELECT id, due FROM escalation WHERE ended IS NULL AND (holder = x'00' OR author = x'00') ORDER BY due",
    "SELECT count(*), sum(holder = x'00' OR author = x'00'), sum(due < 1), sum(state = 3) FROM escalation WHERE ended IS NULL",
    "SELECT id, due FROM escalation WHERE ended IS NOT NULL ORDER BY ended DESC",
  };
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
      g_autoptr (DcrStmt) stmt = dcr_db_prepare (dcr_store_reader (fixture->base.store), sql, NULL);
      g_assert_nonnull (stmt);
      while (dcr_stmt_step (stmt, NULL))
        {
          const char *detail = dcr_stmt_text (stmt, 3);
          g_test_message ("%s", detail);
          g_assert_null (strstr (detail, "TEMP B-TREE FOR ORDER BY"));
          if (strstr (detail, "escalation") != NULL)
            g_assert_nonnull (strstr (detail, "COVERING INDEX"));
        }
    }
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/escalation-list/views", test_views);
  ADD ("/escalation-list/row", test_row);
  ADD ("/escalation-list/index", test_list_reads_the_index_alone);
  return g_test_run ();
}
