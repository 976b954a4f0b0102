/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls through the window by real keys, drawn from queries of dev.tsv: search, read, say the reason, the outcome
 * and what it asks, close. Four presses at most (a chord is one) on four calls in five, from an empty history.
 * 15 calls; 50 with -m slow. DCR_SEED draws others. */
#include <stdlib.h>
#include <string.h>

#include "calls-fixture.h"
#include "dcr-flow.h"
#include "desk/common/dcr-list-row.h"
#include "desk/shell/dcr-window.h"
#include "dev-cases.h"
#include "../support/dcr-folder.h"

#define N_SHORT 15
#define N_FULL 50
#define MAX_PRESSES 4
#define GOAL 0.80
#define N_LOOKED_AT 12 /* results an agent looks at before saying it in other words */
#define WRONG_ARTICLE 0.20

static DcrCalls *
calls_of (DcrFlow *flow)
{
  return dcr_session_get_calls (dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow))));
}

static DcrCall *
call_of (DcrFlow *flow)
{
  return dcr_calls_get_current (calls_of (flow));
}

/* ---- Search and read ------------------------------------------------------------------------- */

/* As hands type it: no key of the layout gives an « ê » or a printer's apostrophe at once, and no search needs them. */
static char *
as_typed (const char *query)
{
  char *typed = g_str_to_ascii (query, "fr");

  return g_strstrip (g_strdelimit (typed, "#{[|`\\^@]}~\t\n\r", ' '));
}

typedef struct
{
  const char *refs[N_LOOKED_AT];
  int n, selected;
} Rows;

static gboolean
note_row (GtkWidget *widget, gconstpointer data)
{
  Rows *rows = (Rows *) data;

  if (!DCR_IS_LIST_ROW (widget) || dcr_list_row_get_ref (DCR_LIST_ROW (widget)) == NULL)
    return FALSE;
  if (rows->n == N_LOOKED_AT)
    return TRUE;
  if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (widget)))
    rows->selected = rows->n;
  rows->refs[rows->n++] = dcr_list_row_get_ref (DCR_LIST_ROW (widget));
  return FALSE;
}

static Rows
results (DcrFlow *flow)
{
  Rows rows = { .selected = -1 };
  GtkWidget *list = dcr_flow_find (flow, "DcrResultList");

  if (list != NULL)
    dcr_flow_find_in (list, note_row, &rows);
  return rows;
}

static gboolean
is_selected (DcrFlow *flow, gconstpointer at)
{
  return results (flow).selected == GPOINTER_TO_INT (at);
}

static gboolean
words_are_noted (DcrFlow *flow, gconstpointer typed)
{
  GPtrArray *queries = dcr_call_get_queries (call_of (flow));
  return queries->len > 0 && g_str_equal (queries->pdata[queries->len - 1], typed);
}

static void
search (DcrFlow *flow, const char *words)
{
  g_autofree char *typed = as_typed (words);

  dcr_flow_press_await (flow, "Ctrl+K", "the search has the focus", dcr_flow_focus_in,
                        "DcrSearchField");
  dcr_flow_type (flow, typed);
  dcr_flow_settle_all (flow);
  dcr_flow_await (flow, "the words are evidence", words_are_noted, typed);
}

static gboolean
reads (DcrFlow *flow, gconstpointer ref)
{
  DcrAppels *appels = dcr_window_get_appels (DCR_WINDOW (dcr_flow_window (flow)));
  DcrArticle *article = dcr_article_view_get_article (dcr_appels_get_reader (appels));
  GPtrArray *noted = dcr_call_get_articles (call_of (flow));

  if (article == NULL || g_strcmp0 (article->ref, ref) != 0
      || !dcr_flow_focus_in (flow, "DcrArticleView"))
    return FALSE;
  for (guint i = 0; i < noted->len; i++)
    if (g_strcmp0 (((DcrCallArticle *) noted->pdata[i])->ref, ref) == 0)
      return TRUE;
  return FALSE;
}

/* Moves the selection to row @at, the focus staying in the search, and reads its article. */
static void
open_result (DcrFlow *flow, int at)
{
  Rows rows = results (flow);
  g_autofree char *ref = g_strdup (rows.refs[at]);

  while (rows.selected != at)
    {
      gboolean down = rows.selected < at;
      rows.selected += down ? 1 : -1;
      dcr_flow_press_await (flow, down ? "Bas" : "Haut", "the next result is selected", is_selected,
                            GINT_TO_POINTER (rows.selected));
    }
  dcr_flow_press_await (flow, "Entrée", "the article is read", reads, ref);
}

/* Row of @ref among those an agent looks at, or -1. */
static int
place_of (const Rows *rows, const char *ref)
{
  for (int i = 0; i < rows->n; i++)
    if (g_strcmp0 (rows->refs[i], ref) == 0)
      return i;
  return -1;
}

/* The caller's words; when they do not bring the article up, the agent says it in the administration's. */
static void
find_and_read (DcrFlow *flow, const DevCase *one, gboolean wrong_first)
{
  Rows rows;

  search (flow, one->query);
  rows = results (flow);
  if (wrong_first && rows.n > 1)
    {
      open_result (flow, g_strcmp0 (rows.refs[0], one->article->ref) == 0 ? 1 : 0);
      dcr_flow_press_await (flow, "Ctrl+K", "the search has the focus", dcr_flow_focus_in,
                            "DcrSearchField");
      rows = results (flow);
    }
  if (place_of (&rows, one->article->ref) < 0)
    {
      search (flow, one->article->title);
      rows = results (flow);
    }
  if (place_of (&rows, one->article->ref) < 0)
    g_error ("%s is not found by its own title", one->article->ref);
  open_result (flow, place_of (&rows, one->article->ref));
}

/* ---- Say why --------------------------------------------------------------------------------- */

/* Digit in the key drawn on the row of a reason, or 0. */
typedef struct
{
  const DcrReason *reason;
  int digit;       /* last key seen */
  int found;
} RowKey;

static gboolean
note_key (GtkWidget *widget, gconstpointer data)
{
  RowKey *key = (RowKey *) data;
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
  const char *family;

  if (text == NULL)
    return FALSE;
  if (gtk_widget_has_css_class (widget, "keycap"))
    {
      key->digit = gtk_widget_get_opacity (widget) > 0 ? atoi (text) : 0;
      return FALSE;
    }
  if (!g_str_has_prefix (text, key->reason->label))
    return FALSE;
  family = text + strlen (key->reason->label);
  if (*family != '\0' && !g_str_equal (family + strspn (family, " "), key->reason->parent->path))
    return FALSE;
  key->found = key->digit;
  return key->found > 0;
}

static int
digit_of (DcrFlow *flow, const char *where, const DcrReason *reason)
{
  RowKey key = { reason };
  GtkWidget *list = dcr_flow_find (flow, where);

  if (list != NULL)
    dcr_flow_find_in (list, note_key, &key);
  return key.found;
}

static gboolean
has_reason (DcrFlow *flow, gconstpointer reason)
{
  return call_of (flow) != NULL && g_strcmp0 (dcr_call_get_reason (call_of (flow)), reason) == 0;
}

static void
press_digit (DcrFlow *flow, int digit, const DcrReason *reason)
{
  g_autofree char *chord = g_strdup_printf ("Ctrl+%d", digit);
  dcr_flow_press_await (flow, chord, "the call has its reason", has_reason, reason->id);
}

/* The key of a row in sight; else the picker, and letters of the leaf until it shows a key. */
static void
say_reason (DcrFlow *flow, const DcrReason *reason)
{
  int digit = digit_of (flow, "DcrReasonField", reason);
  g_autofree char *typed = as_typed (reason->label);

  if (digit == 0)
    {
      dcr_flow_press_await (flow, "Ctrl+M", "the picker is open", dcr_flow_focus_in,
                            "DcrReasonField");
      dcr_flow_settle_all (flow);
      digit = digit_of (flow, "DcrReasonPicker", reason);
    }
  for (gsize i = 1; digit == 0 && typed[i - 1] != '\0'; i++)
    {
      g_autofree char *letter = g_strndup (typed + i - 1, 1);
      dcr_flow_type (flow, letter);
      dcr_flow_settle_all (flow);
      digit = digit_of (flow, "DcrReasonPicker", reason);
    }
  g_assert_cmpint (digit, >, 0);
  press_digit (flow, digit, reason);
}

static gboolean
has_outcome (DcrFlow *flow, gconstpointer outcome)
{
  return dcr_call_get_outcome (call_of (flow)) == GPOINTER_TO_UINT (outcome);
}

static gboolean
is_told (DcrFlow *flow, gconstpointer data)
{
  return dcr_call_get_answered_too (call_of (flow)) != DCR_TELL_UNKNOWN;
}

static void
say_outcome (DcrFlow *flow, DcrOutcome outcome)
{
  g_autofree char *chord = g_strdup_printf ("Ctrl+Maj+%d", (int) outcome);

  dcr_flow_press_await (flow, chord, "the call has its outcome", has_outcome,
                        GUINT_TO_POINTER (outcome));
  if (outcome == DCR_OUTCOME_REFERRED)
    dcr_flow_press_await (flow, "1", "what the outcome asks is told", is_told, NULL);
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static gboolean
is_in_hand (DcrFlow *flow, gconstpointer data)
{
  return call_of (flow) != NULL;
}

static gboolean
none_in_hand (DcrFlow *flow, gconstpointer data)
{
  return call_of (flow) == NULL;
}

static DcrOutcome
draw_outcome (GRand *rand)
{
  double at = g_rand_double (rand);
  return at < 0.6 ? DCR_OUTCOME_ANSWERED : at < 0.8 ? DCR_OUTCOME_REFERRED : DCR_OUTCOME_CUT;
}

/* One call; how many presses its reason, outcome and closing took. */
static guint
play (DcrFlow *flow, const DevCase *one, DcrOutcome outcome, gboolean wrong_first)
{
  const DcrReason *reason = dcr_reason_grid_find (dcr_calls_get_grid (calls_of (flow)), one->leaf);
  guint presses;

  dcr_flow_press_await (flow, "Ctrl+N", "a call is in hand", is_in_hand, NULL);
  find_and_read (flow, one, wrong_first);
  dcr_flow_settle_all (flow);
  dcr_flow_take_presses (flow);
  say_reason (flow, reason);
  say_outcome (flow, outcome);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is closed", none_in_hand, NULL);
  presses = dcr_flow_take_presses (flow);
  g_test_message ("%u presses: %s, %s%s", presses, one->leaf, one->article->ref,
                  wrong_first ? ", another article first" : "");
  return presses;
}

static void
assert_kept (DcrFlow *flow, guint n, const DevCase *one, DcrOutcome outcome)
{
  g_autofree char *last
      = dcr_flow_text (flow, "SELECT reason||' '||outcome FROM call ORDER BY id DESC LIMIT 1");
  g_autofree char *wanted = g_strdup_printf ("%s %d", one->leaf, (int) outcome);

  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM call"), ==, n);
  g_assert_cmpstr (last, ==, wanted);
}

static char *
prepare_base (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *archive
      = g_build_filename (g_getenv ("DCR_SHARED"), "reference", DEV_ARCHIVE, NULL);
  const char *sources[] = { archive, NULL };
  char *folder = g_dir_make_tmp ("dcr-fifty-XXXXXX", NULL);
  g_autoptr (DcrSession) session = dcr_session_open (folder, FALSE, &error);
  g_autoptr (DcrImportReport) report = NULL;

  g_assert_no_error (error);
  report = dcr_session_import (session, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_import_grid (dcr_session_get_store (session));
  return folder;
}

static void
test_fifty_calls (void)
{
  GPtrArray *cases = dev_cases_read ();
  guint32 seed = g_getenv ("DCR_SEED") ? atoi (g_getenv ("DCR_SEED")) : 20261121;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = g_test_slow () ? N_FULL : N_SHORT, within = 0, total = 0;
  g_autofree char *base = NULL;
  DcrFlow *flow;

  if (cases == NULL)
    {
      g_test_skip ("left out: calls drawn from dev.tsv, " DEV_ARCHIVE " is not here");
      return;
    }
  base = prepare_base ();
  flow = dcr_flow_start ((const char *[]){ "decroche", "--base", base, NULL });
  for (guint i = 1; i <= n; i++)
    {
      const DevCase *one = cases->pdata[g_rand_int_range (rand, 0, cases->len)];
      DcrOutcome outcome = draw_outcome (rand);
      guint presses = play (flow, one, outcome, g_rand_double (rand) < WRONG_ARTICLE);
      assert_kept (flow, i, one, outcome);
      within += presses <= MAX_PRESSES;
      total += presses;
    }
  g_test_message ("seed %u: %u of %u calls in %d presses at most, %.2f on average", seed, within, n,
                  MAX_PRESSES, (double) total / n);
  g_assert_cmpfloat ((double) within / n, >=, GOAL);
  dcr_flow_end (flow);
  dcr_folder_remove (base);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/fifty-calls", test_fifty_calls);
  return g_test_run ();
}
