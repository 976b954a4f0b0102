/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right pane: what becomes of this call, by its methods and by its widgets. */
#include "calls-fixture.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-facet.h"
#include "dcr-alone.h"
#include "desk/call/dcr-call-pane.h"
#include "desk/shell/dcr-call-pill.h"

typedef struct
{
  Fixture base;
  GtkWindow *window;
  DcrCallPane *pane;
} Pane;

static void
pane_open (Pane *pane, gconstpointer data)
{
  fixture_open (&pane->base, NULL);
  pane->pane = DCR_CALL_PANE (dcr_call_pane_new ());
  dcr_call_pane_set_calls (pane->pane, pane->base.calls);
  pane->window = alone_show (GTK_WIDGET (pane->pane), 376, 853);
}

static void
pane_close (Pane *pane, gconstpointer data)
{
  gtk_window_destroy (pane->window);
  alone_settle ();
  fixture_close (&pane->base, NULL);
}

/* The picker has a surface of its own. */
static void
popover_picture (GtkWidget *focus, const char *name)
{
  GtkWidget *field = gtk_widget_get_ancestor (focus, g_type_from_name ("DcrReasonField"));
  GtkWidget *picker = gtk_widget_get_last_child (field);

  g_assert_true (gtk_widget_get_mapped (picker));
  alone_picture (picker, name);
}

static void
assert_shows (Pane *pane, const char *text)
{
  alone_assert_shows (GTK_WIDGET (pane->pane), text);
}

static void
await_closed (Pane *pane)
{
  while (dcr_calls_get_current (pane->base.calls) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
keep (Pane *pane)
{
  dcr_calls_note_query (pane->base.calls, "perdu carte identité");
  dcr_calls_note_article (pane->base.calls, &fixture_article);
  dcr_calls_keep_passage (pane->base.calls, &fixture_passage);
}

/* Ctrl+D, Ctrl+1, Ctrl+Maj+1, Ctrl+Entrée. */
static void
test_four_keys (Pane *pane, gconstpointer data)
{
  DcrCall *call;

  assert_shows (pane, "Waiting for a call");
  alone_picture (pane->window, "call-idle");
  keep (pane);
  assert_shows (pane, "Kept (1)");
  assert_shows (pane, "Missing: the reason and the outcome");
  alone_picture (pane->window, "call-begun");
  call = dcr_calls_get_current (pane->base.calls);
  g_assert_null (dcr_call_get_reason (call));
  g_assert_true (dcr_call_pane_pick_reason (pane->pane, 1));
  g_assert_true (g_str_has_prefix (dcr_call_get_reason (call), "IDE-"));
  g_assert_true (dcr_call_pane_pick_outcome (pane->pane, 1));
  alone_picture (pane->window, "call-ready");
  g_assert_true (dcr_call_pane_close_call (pane->pane));
  await_closed (pane);
  assert_shows (pane, "1 call");
  alone_picture (pane->window, "call-closed");
  g_assert_cmpint (
      fixture_int (&pane->base,
                   "SELECT count(*) FROM call WHERE reason LIKE 'IDE-%' AND outcome=1"),
      ==, 1);
}

/* What an outcome asks opens under the grid and is named while it is missing. */
static void
test_outcomes_ask (Pane *pane, gconstpointer data)
{
  DcrCall *call = dcr_calls_begin (pane->base.calls, "0639984127");

  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_pane_pick_outcome (pane->pane, DCR_OUTCOME_REFERRED);
  assert_shows (pane, "Answer given too?");
  assert_shows (pane, "Missing: whether an answer was given too");
  g_assert_false (dcr_call_pane_close_call (pane->pane));
  dcr_call_pane_pick_outcome (pane->pane, DCR_OUTCOME_CALLBACK);
  assert_shows (pane, "When to call back");
  alone_picture (pane->window, "call-callback");
  dcr_call_pane_pick_outcome (pane->pane, DCR_OUTCOME_MISDIRECTED);
  assert_shows (pane, "Missing: the competent service");
  alone_picture (pane->window, "call-misdirected");
  dcr_call_set_service (call, "FRANCE-TITRES");
  assert_shows (pane, "3400");
  dcr_call_pane_pick_outcome (pane->pane, DCR_OUTCOME_CUT);
  g_assert_true (dcr_call_pane_close_call (pane->pane));
  await_closed (pane);
}

static void
test_note_is_guarded (Pane *pane, gconstpointer data)
{
  DcrCall *call = dcr_calls_begin (pane->base.calls, NULL);

  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  dcr_call_set_note (call, "NIR 1 85 05 78 006 084 91");
  assert_shows (pane, "social security number");
  g_assert_false (dcr_call_pane_close_call (pane->pane));
  alone_picture (pane->window, "call-note-refused");
  dcr_call_set_note (call, "Attend un enfant, enceinte de six mois");
  assert_shows (pane, "health");
  dcr_call_set_note (call, "Part en Espagne le 12 décembre");
  assert_shows (pane, "nothing sensitive");
  g_assert_true (dcr_call_pane_close_call (pane->pane));
  await_closed (pane);
}

/* The picker opens over the field, follows what is typed, and its digits pick. */
static void
test_picker (Pane *pane, gconstpointer data)
{
  DcrCall *call;
  GtkWidget *focus;

  gtk_window_set_default_size (pane->window, 1440, 853);
  gtk_widget_set_halign (GTK_WIDGET (pane->pane), GTK_ALIGN_END);
  keep (pane);
  call = dcr_calls_get_current (pane->base.calls);
  alone_picture (pane->window, "picker-before");
  dcr_call_pane_focus_reason (pane->pane);
  alone_settle ();
  assert_shows (pane, "Suggested");
  focus = gtk_root_get_focus (GTK_ROOT (pane->window));
  popover_picture (focus, "picker-open");
  g_assert_true (GTK_IS_TEXT (focus));
  gtk_editable_set_text (GTK_EDITABLE (focus), "permis");
  assert_shows (pane, "With “permis”");
  popover_picture (focus, "picker-typed");
  gtk_editable_set_text (GTK_EDITABLE (focus), "xyzzy");
  assert_shows (pane, "No reason contains “xyzzy”");
  gtk_editable_set_text (GTK_EDITABLE (focus), "rendez vous mair");
  g_assert_true (dcr_call_pane_pick_reason (pane->pane, 1));
  g_assert_cmpstr (dcr_call_get_reason (call), ==, "IDE-RDV");
}

static GtkWidget *
find_child (GtkWidget *widget, const char *id)
{
  const char *own = GTK_IS_BUILDABLE (widget)
                        ? gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)) : NULL;

  if (g_strcmp0 (own, id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the call in the header says after the time. */
static void
assert_pill (Pane *pane, const char *ending)
{
  GtkWidget *pill = g_object_ref_sink (dcr_call_pill_new ());
  const char *text;

  dcr_call_pill_set_call (DCR_CALL_PILL (pill), pane->base.calls,
                          dcr_calls_get_current (pane->base.calls));
  text = gtk_label_get_text (GTK_LABEL (find_child (pill, "label")));
  g_assert_cmpint (strchr (text, ' ') != NULL, ==, ending[0] != '\0');
  g_assert_true (g_str_has_suffix (text, ending));
  g_object_unref (pill);
}

/* « 3e appel en 7 jours » beside the number, and what was read then. */
static void
test_repeat_caller (Pane *pane, gconstpointer data)
{
  for (int i = 0; i < 2; i++)
    {
      DcrCall *call = dcr_calls_begin (pane->base.calls, "0639984127");
      dcr_call_open_article (call, &fixture_article);
      dcr_call_set_reason (call, "IDE-PERTE");
      dcr_call_set_outcome (call, DCR_OUTCOME_CALLBACK);
      dcr_call_set_callback (call, dcr_clock_now_ms () + 3600000, dcr_clock_now_ms () + 7200000);
      dcr_call_set_callback_zone (call, "Europe/Paris");
      g_assert_true (dcr_call_pane_close_call (pane->pane));
      await_closed (pane);
      fixture_settle (&pane->base);
    }
  dcr_calls_begin (pane->base.calls, "+33639984127");
  assert_shows (pane, "Call 3 in 7 days");
  assert_pill (pane, " · call 3");
  assert_shows (pane, "Same reason. Callback promised");
  assert_shows (pane, "What was said");
  alone_picture (pane->window, "call-repeat");
  dcr_call_set_number (dcr_calls_get_current (pane->base.calls), "0639984100");
  assert_shows (pane, "Mobile · first call known");
  assert_pill (pane, "");
}

/* The child @id of the caller's form, which the pencil opens. */
static GtkWidget *
form_child (Pane *pane, const char *id)
{
  GtkWidget *form = find_child (GTK_WIDGET (pane->pane), "form");

  g_assert_cmpstr (G_OBJECT_TYPE_NAME (form), ==, "DcrCallerForm");
  return find_child (form, id);
}

static void
type_and_enter (Pane *pane, const char *id, const char *text)
{
  GtkWidget *entry = form_child (pane, id);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
open_form (Pane *pane)
{
  g_signal_emit_by_name (find_child (GTK_WIDGET (pane->pane), "edit"), "clicked");
  g_assert_true (gtk_widget_get_visible (find_child (GTK_WIDGET (pane->pane), "form")));
}

static void
close_answered (Pane *pane, DcrCall *call)
{
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  g_assert_true (dcr_call_pane_close_call (pane->pane));
  await_closed (pane);
  fixture_settle (&pane->base);
}

/* The next call does not close what is being typed of the caller of the one before, nor take it. */
static void
test_form_outlives_next_call (Pane *pane, gconstpointer data)
{
  DcrCall *first = dcr_calls_begin (pane->base.calls, NULL), *second;

  open_form (pane);
  gtk_editable_set_text (GTK_EDITABLE (form_child (pane, "number")), "0639984127");
  second = dcr_calls_begin (pane->base.calls, "0639984128");
  g_assert_true (dcr_calls_get_current (pane->base.calls) == second);
  g_assert_true (gtk_widget_get_visible (find_child (GTK_WIDGET (pane->pane), "form")));
  assert_shows (pane, "this form belongs to the one that waits");
  type_and_enter (pane, "number", "0639984127");
  g_assert_cmpstr (dcr_call_get_number (first), ==, "0639984127");
  g_assert_cmpstr (dcr_call_get_number (second), ==, "0639984128");
  g_assert_false (gtk_widget_get_visible (find_child (GTK_WIDGET (pane->pane), "form")));
  assert_shows (pane, "Mobile · first call known");
}

/* A caller who agrees is kept under name, number and address, recognised the next time, and forgotten
 * when the agreement is taken back. */
static void
test_identified_caller (Pane *pane, gconstpointer data)
{
  DcrCall *call = dcr_calls_begin (pane->base.calls, "0639984127");
  const char *name, *email;

  open_form (pane);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (form_child (pane, "agrees"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (form_child (pane, "agrees")), TRUE);
  assert_shows (pane, "are kept 6 months after their last call");
  type_and_enter (pane, "email", "camille@mel.example");
  assert_shows (pane, "Type the name, or untick the agreement.");
  gtk_editable_set_text (GTK_EDITABLE (form_child (pane, "name")), "Camille Martin");
  type_and_enter (pane, "email", "camille.mel.example");
  g_assert_false (dcr_call_get_identity (call, &name, &email)); /* no such address */
  alone_picture (pane->window, "call-identity");
  type_and_enter (pane, "email", "camille@mel.example");
  assert_shows (pane, "Camille Martin · agreed to be identified");
  alone_picture (pane->window, "call-identified");
  close_answered (pane, call);
  g_assert_cmpint (fixture_int (&pane->base,
                                "SELECT count(*) FROM call JOIN caller ON caller.id=call.caller"
                                " WHERE display='Camille Martin' AND number='+33639984127'"
                                " AND email='camille@mel.example'"),
                   ==, 1);
  call = dcr_calls_begin (pane->base.calls, "+33 6 39 98 41 27");
  open_form (pane);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form_child (pane, "name"))), ==,
                   "Camille Martin");
  fixture_settle (&pane->base);
  g_assert_cmpint (
      fixture_int (&pane->base, "SELECT count(*) FROM access_journal WHERE action=6"), ==, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (form_child (pane, "agrees")), FALSE);
  type_and_enter (pane, "number", "0639984127");
  close_answered (pane, call);
  g_assert_cmpint (fixture_int (&pane->base, "SELECT count(*) FROM caller"), ==, 0);
  g_assert_cmpint (fixture_int (&pane->base, "SELECT count(*) FROM call WHERE caller IS NULL"), ==,
                   2);
}

static gboolean
ask_details (DcrDb *db, gpointer data, GError **error)
{
  static const char csv[] = "id,parent,label\nSECT,,Secteur\nS1,SECT,Nord\n";
  guint n;

  return dcr_facet_import_csv (db, csv, strlen (csv), NULL, &n, error)
         && dcr_facet_set_asked (db, TRUE, error);
}

/* Nature, profile and facets: only where the site asks for them. */
static void
test_details_when_asked (Pane *pane, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DcrCall *call = dcr_calls_begin (pane->base.calls, "0639984127");

  assert_shows (pane, "Reason");
  g_assert_false (alone_shows (GTK_WIDGET (pane->pane), "Particulars"));
  g_assert_true (dcr_store_write (pane->base.store, ask_details, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (dcr_calls_reload (pane->base.calls, NULL));
  assert_shows (pane, "Particulars");
  dcr_call_set_facet (call, 0, "S1");
  g_assert_true (dcr_calls_reload (pane->base.calls, NULL)); /* what was said opens the section */
  assert_shows (pane, "Secteur");
  assert_shows (pane, "Nord");
  alone_picture (pane->window, "call-details");
}

static void
test_names (Pane *pane, gconstpointer data)
{
  gtk_test_accessible_assert_role (pane->pane, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_test_accessible_assert_property (pane->pane, GTK_ACCESSIBLE_PROPERTY_LABEL, "The call");
}

/* A draft that came back is on the screen as it was. */
static void
test_draft_on_screen (Pane *pane, gconstpointer data)
{
  keep (pane);
  dcr_call_pane_pick_reason (pane->pane, 1);
  dcr_call_pane_pick_outcome (pane->pane, 7);
  dcr_call_set_note (dcr_calls_get_current (pane->base.calls), "Coupé au milieu");
  dcr_call_pane_set_calls (pane->pane, NULL);
  fixture_reopen (&pane->base);
  dcr_call_pane_set_calls (pane->pane, pane->base.calls);
  assert_shows (pane, "Kept (1)");
  assert_shows (pane, "nothing sensitive");
  g_assert_true (dcr_call_pane_close_call (pane->pane));
  await_closed (pane);
  g_assert_cmpint (fixture_int (&pane->base, "SELECT count(*) FROM call WHERE outcome=7"), ==, 1);
}

#define ADD(path, func) g_test_add (path, Pane, NULL, pane_open, func, pane_close)

int
main (int argc, char **argv)
{
  if (!alone_init (&argc, &argv))
    return 0;
  ADD ("/call-pane/four-keys", test_four_keys);
  ADD ("/call-pane/outcomes-ask", test_outcomes_ask);
  ADD ("/call-pane/note-is-guarded", test_note_is_guarded);
  ADD ("/call-pane/picker", test_picker);
  ADD ("/call-pane/repeat-caller", test_repeat_caller);
  ADD ("/call-pane/form-outlives-next-call", test_form_outlives_next_call);
  ADD ("/call-pane/identified-caller", test_identified_caller);
  ADD ("/call-pane/details-when-asked", test_details_when_asked);
  ADD ("/call-pane/names", test_names);
  ADD ("/call-pane/draft-on-screen", test_draft_on_screen);
  return g_test_run ();
}
