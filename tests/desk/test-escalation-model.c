/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long queue comes in two steps: its first rows, then all of them and the figures, and what is shown stays. */
#include "desk-fixture.h"

#include "base/dcr-clock.h"
#include "desk/follow/dcr-escalation-model.h"

#define N_ESCALATIONS 700

static DcrSession *session;

typedef struct
{
  DcrEscalationModel *model;
  DcrEscalationItem *first; /* what stands at the first place after the first step */
  DcrUuid last;
  guint n_listed, n_counted, n_moved, listed_found, listed_rows;
} Seen;

static gboolean
fill (DcrDb *db, gpointer person, GError **error)
{
  return dcr_db_run (db, error,
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
                     " INSERT INTO escalation(id, number, token, queue, reason_path, question,"
                     " wants, told, author, created, due, state, touched, folded)"
                     " SELECT randomblob(16), 9000 + i, 't' || i, (SELECT min(id) FROM queue), 'Vol',"
                     " 'Question ' || i, '', '', ?2, ?3, ?3 + i * 60000, 1, ?3,"
                     " iif(i % 2, 'impaire', 'paire') || iif(i % 100, '', ' rare') FROM n",
                     "iui", (gint64)N_ESCALATIONS, person, dcr_clock_now_ms ());
}

static void
on_listed (Seen *seen)
{
  seen->n_listed++;
  seen->listed_found = dcr_escalation_model_get_found (seen->model);
  seen->listed_rows = g_list_model_get_n_items (G_LIST_MODEL (seen->model));
  g_clear_object (&seen->first);
  seen->first = g_list_model_get_item (G_LIST_MODEL (seen->model), 0);
  seen->n_moved = 0;
}

static void
on_counted (Seen *seen)
{
  seen->n_counted++;
}

static void
on_moved (Seen *seen)
{
  seen->n_moved++;
}

static void
on_failed (guint *n)
{
  (*n)++;
}

static gboolean
is_counted (gconstpointer data)
{
  return ((const Seen *)data)->n_counted > 0;
}

static void
ask (Seen *seen, const char *words)
{
  seen->n_listed = seen->n_counted = 0;
  dcr_escalation_model_query (seen->model, DCR_VIEW_OPEN, NULL, DCR_ESCALATION_NONE, words);
  desk_await ("the queue", is_counted, seen);
}

static void
begin (Seen *seen)
{
  *seen = (Seen){ .model = dcr_escalation_model_new (session) };
  g_signal_connect_swapped (seen->model, "loaded", G_CALLBACK (on_listed), seen);
  g_signal_connect_swapped (seen->model, "counted", G_CALLBACK (on_counted), seen);
  g_signal_connect_swapped (seen->model, "items-changed", G_CALLBACK (on_moved), seen);
}

static void
end (Seen *seen)
{
  g_clear_object (&seen->first);
  g_object_unref (seen->model);
}

static void
test_two_steps (void)
{
  Seen seen;
  g_autoptr (DcrEscalationItem) first = NULL;
  guint found;

  begin (&seen);
  ask (&seen, NULL);
  found = dcr_escalation_model_get_found (seen.model);
  first = g_list_model_get_item (G_LIST_MODEL (seen.model), 0);
  g_assert_cmpuint (seen.n_listed, ==, 1);
  g_assert_cmpuint (seen.listed_found, <, found);
  g_assert_cmpuint (found, >=, N_ESCALATIONS);
  g_assert_cmpuint (dcr_escalation_model_get_total (seen.model), ==, found);
  g_assert_cmpuint (dcr_escalation_model_get_counts (seen.model)[DCR_VIEW_OPEN], ==, found);
  g_assert_cmpuint (seen.n_moved, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (seen.model)), ==, seen.listed_rows);
  g_assert_true (first == seen.first);
  end (&seen);
}

/* Somebody scrolled down: what is read again has as many rows at once. */
static void
test_scrolled (void)
{
  Seen seen;

  begin (&seen);
  ask (&seen, NULL);
  for (guint i = 0; i < 4; i++)
    dcr_escalation_model_grow (seen.model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (seen.model)), >, 400);
  seen.n_listed = seen.n_counted = seen.n_moved = 0;
  dcr_escalation_model_reload (seen.model);
  desk_await ("the queue again", is_counted, &seen);
  g_assert_cmpuint (seen.n_listed, ==, 1);
  g_assert_cmpuint (seen.listed_rows, >, 400);
  g_assert_cmpuint (seen.n_moved, ==, 0);
  end (&seen);
}

static void
test_one_step (void)
{
  Seen seen;

  begin (&seen);
  ask (&seen, "rare");
  g_assert_cmpuint (seen.n_listed, ==, 1);
  g_assert_cmpuint (seen.listed_found, ==, N_ESCALATIONS / 100);
  g_assert_cmpuint (dcr_escalation_model_get_total (seen.model), >=, N_ESCALATIONS);
  ask (&seen, "paire");
  g_assert_cmpuint (dcr_escalation_model_get_found (seen.model), ==, N_ESCALATIONS);
  end (&seen);
}

/* A key after the other: only the last query counts, the others end without a word. */
static void
test_typing (void)
{
  static const char *const words[] = { "i", "im", "imp", "impa", "impaire rare", "rare" };
  Seen seen;
  guint n_failed = 0;

  begin (&seen);
  g_signal_connect_swapped (seen.model, "failed", G_CALLBACK (on_failed), &n_failed);
  for (guint round = 0; round < 20; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        {
          dcr_escalation_model_query (seen.model, DCR_VIEW_OPEN, NULL, DCR_ESCALATION_NONE,
                                      words[i]);
          if (round % 2)
            g_thread_yield ();
        }
      ask (&seen, round % 2 ? "rare" : "paire");
      g_assert_cmpuint (dcr_escalation_model_get_found (seen.model), ==,
                        round % 2 ? N_ESCALATIONS / 100 : N_ESCALATIONS);
    }
  g_assert_cmpuint (n_failed, ==, 0);
  end (&seen);
}

int
main (int argc, char **argv)
{
  DcrWindow *window = desk_start (&argc, &argv);
  DcrUuid person;
  int result;

  session = dcr_window_get_session (window);
  person = *dcr_calls_get_person (dcr_session_get_calls (session));
  g_assert_true (dcr_store_write (dcr_session_get_store (session), fill, &person, NULL));
  g_test_add_func ("/escalation-model/two-steps", test_two_steps);
  g_test_add_func ("/escalation-model/scrolled", test_scrolled);
  g_test_add_func ("/escalation-model/one-step", test_one_step);
  g_test_add_func ("/escalation-model/typing", test_typing);
  result = g_test_run ();
  desk_end ();
  return result;
}
