/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Suivi » by the keyboard and for those who listen: one stop of Tab for its pages, the focus where one comes to,
 * nothing else to press under what is being written, a name on everything that is written in. */
#include "desk-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-side-nav.h"
#include "desk/follow/dcr-act-box.h"
#include "desk/follow/dcr-callback-pane.h"
#include "desk/follow/dcr-escalation-pane.h"
#include "desk/shell/dcr-window-private.h"
#include "followup/dcr-callback.h"

static DcrWindow *window;

static DcrSession *
session (void)
{
  return dcr_window_get_session (window);
}

static GtkWidget *
focus (void)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

static gboolean
focus_in (gconstpointer type_name)
{
  for (GtkWidget *at = focus (); at != NULL; at = gtk_widget_get_parent (at))
    if (g_str_equal (G_OBJECT_TYPE_NAME (at), type_name))
      return TRUE;
  return FALSE;
}

static void
test_pages_are_one_stop (void)
{
  DcrSideNav *nav;

  dcr_window_show_callbacks (window);
  desk_settle ();
  nav = DCR_SIDE_NAV (desk_find (GTK_WIDGET (window), "DcrSideNav"));
  gtk_widget_child_focus (GTK_WIDGET (nav), GTK_DIR_TAB_FORWARD);
  g_assert_true (focus_in ("DcrSideNav"));
  g_assert_cmpstr (dcr_side_nav_get_selected (nav), ==, "callbacks");
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_false (focus_in ("DcrSideNav"));
  g_assert_cmpstr (dcr_side_nav_get_selected (nav), ==, "callbacks");
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (focus_in ("DcrSideNav"));
  g_assert_cmpstr (dcr_side_nav_get_selected (nav), ==, "callbacks");
}

static gboolean
put (DcrDb *db, gpointer data, GError **error)
{
  return dcr_callback_put (db, data, error);
}

static DcrUuid promised;

static const DcrUuid *
me (void)
{
  return dcr_calls_get_person (dcr_session_get_calls (session ()));
}

/* An appointment that whoever works here owes. */
static void
promise (void)
{
  g_autoptr (DcrCallback) callback = dcr_callback_new ();
  g_autoptr (GError) error = NULL;

  callback->kind = DCR_CALLBACK_APPOINTMENT;
  callback->author = callback->person = *me ();
  callback->phone = g_strdup ("+33639984127");
  callback->masked = g_strdup ("06 •• •• •• 27");
  callback->reason_path = g_strdup ("Identité et passeport");
  callback->promised_from = dcr_clock_now_ms () + 24 * 3600 * G_GINT64_CONSTANT (1000);
  callback->promised_to = callback->promised_from + 1800 * 1000;
  callback->zone = g_strdup ("Indian/Reunion");
  callback->place = g_strdup ("La Réunion");
  callback->promise = g_strdup ("Refaire le point");
  dcr_store_write (dcr_session_get_store (session ()), put, callback, &error);
  g_assert_no_error (error);
  dcr_session_tell_followup (session ());
  promised = callback->id;
}

static gboolean
shows (gconstpointer text)
{
  return desk_find_label (desk_find (GTK_WIDGET (window), "DcrCallbackPane"), text) != NULL;
}

static void
test_comes_to_the_list (void)
{
  promise ();
  dcr_window_show_callbacks (window);
  desk_await ("it is there", shows, "06");
  dcr_window_show_workspace (window, 0);
  g_action_group_activate_action (G_ACTION_GROUP (window), "search", NULL);
  desk_await ("the search has the focus", focus_in, "DcrSearchField");
  dcr_window_show_workspace (window, 1);
  desk_await ("the list has the focus", focus_in, "DcrFollowTable");
}

static DcrCallbackPane *
pane (void)
{
  return DCR_CALLBACK_PANE (desk_find (GTK_WIDGET (window), "DcrCallbackPane"));
}

static gboolean
is_prepared (gconstpointer data)
{
  return dcr_db_get_int (dcr_store_reader (dcr_session_get_store (session ())), 0, NULL,
                         "SELECT count(*) FROM callback WHERE sheet = 'Relire F1344.'", "")
         == 1;
}

/* « Préparer… »: only to keep it or to leave it while it is written; kept, read again, printed. */
static void
test_prepares (void)
{
  GtkWidget *button = desk_find_label (GTK_WIDGET (pane ()), "Préparer…"), *text;
  g_autoptr (DcrCallback) kept = NULL;
  g_autoptr (DcrSheet) sheet = NULL;
  g_autofree char *words = NULL;

  g_assert_nonnull (button);
  gtk_widget_activate (gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON));
  desk_await ("it may be written", focus_in, "GtkTextView");
  text = focus ();
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (text),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_false (shows ("Sans réponse"));
  g_assert_false (shows ("Plus voulu"));
  g_assert_true (shows ("Annuler"));
  g_assert_true (dcr_callback_pane_escape (pane ()));
  g_assert_true (shows ("Préparer…"));

  button = desk_find_label (GTK_WIDGET (pane ()), "Préparer…");
  gtk_widget_activate (gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON));
  desk_await ("it may be written again", focus_in, "GtkTextView");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Relire F1344.", -1);
  dcr_callback_pane_suggested (pane ());
  desk_await ("the sheet is kept", is_prepared, NULL);
  desk_await ("it is read", shows, "Relire F1344.");
  kept = dcr_callback_get (dcr_store_reader (dcr_session_get_store (session ())), &promised, NULL);
  sheet = dcr_callback_sheet (kept);
  words = dcr_sheet_to_text (sheet, 72);
  g_assert_nonnull (strstr (words, "Relire F1344."));
  g_assert_null (strstr (words, "39 98"));
}

static GtkWidget *
button_of (const char *label)
{
  GtkWidget *found = desk_find_label (GTK_WIDGET (pane ()), label);

  g_assert_nonnull (found);
  return gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON);
}

static gboolean
said (gconstpointer text)
{
  return desk_find_label (GTK_WIDGET (window), text) != NULL;
}

static int
version_of_promise (void)
{
  g_autoptr (DcrCallback) kept
      = dcr_callback_get (dcr_store_reader (dcr_session_get_store (session ())), &promised, NULL);
  return (int)kept->version;
}

static gboolean
somebody_else (DcrDb *db, gpointer data, GError **error)
{
  return dcr_callback_act (db, &promised, DCR_ANY_VERSION, DCR_CALLBACK_PREPARE, me (),
                           "Une autre fiche.", error);
}

/* « Replanifier… » stays open while nothing changes, and not on what somebody else has changed. */
static void
test_a_changed_promise_is_not_moved (void)
{
  int version = version_of_promise ();

  desk_await ("it may be moved", shows, "Replanifier…");
  g_signal_emit_by_name (button_of ("Replanifier…"), "clicked");
  desk_settle ();
  g_assert_true (shows ("Promettre cette fenêtre"));
  dcr_session_tell_followup (session ());
  desk_settle ();
  desk_settle ();
  g_assert_true (shows ("Promettre cette fenêtre"));
  dcr_store_write (dcr_session_get_store (session ()), somebody_else, NULL, NULL);
  dcr_session_tell_followup (session ());
  desk_await ("what there is now", shows, "Une autre fiche.");
  desk_await ("it is said", said, "La promesse a été modifiée entre-temps");
  g_assert_false (shows ("Promettre cette fenêtre"));
  g_assert_true (shows ("Replanifier…"));
  g_assert_cmpint (version_of_promise (), ==, version + 1);
}

static gboolean
has_attempts (gconstpointer n)
{
  return dcr_db_get_int (dcr_store_reader (dcr_session_get_store (session ())), 0, NULL,
                         "SELECT count(*) FROM callback_attempt WHERE result = 2", "")
         == GPOINTER_TO_INT (n);
}

static gboolean
is_calling (gconstpointer data)
{
  return dcr_calls_get_current (dcr_session_get_calls (session ())) != NULL;
}

/* Pressed before the former act is on the disk: it happens after it, once. */
static void
test_no_key_is_lost (void)
{
  DcrCalls *calls = dcr_session_get_calls (session ());
  GtkWidget *miss = button_of ("Sans réponse");
  DcrCallbackPane *callback = pane ();

  dcr_callback_pane_suggested (callback); /* call */
  dcr_callback_pane_suggested (callback); /* the same, twice */
  g_signal_emit_by_name (miss, "clicked");
  desk_await ("the attempt is kept", has_attempts, GINT_TO_POINTER (1));
  desk_await ("a call is in hand", is_calling, NULL);
  desk_settle ();
  dcr_calls_drop (calls, dcr_calls_get_current (calls));
  g_assert_false (is_calling (NULL)); /* one call */
  dcr_window_show_callbacks (window);
  desk_await ("it is there", shows, "Sans réponse");
}

/* After the second attempt the same key once more lets no number go. */
static void
test_the_words_come_first (void)
{
  GtkWidget *miss;

  dcr_clock_set (dcr_clock_now_ms () + DCR_CALLBACK_SECOND_AFTER_MS + 1000);
  dcr_window_show_callbacks (window);
  desk_settle ();
  miss = button_of ("Sans réponse");
  gtk_widget_grab_focus (miss);
  g_assert_true (focus () == miss);
  g_signal_emit_by_name (miss, "clicked");
  desk_await ("the second attempt is kept", has_attempts, GINT_TO_POINTER (2));
  desk_await ("the words are shown", shows, "nous vous avons rappelé deux fois");
  desk_settle ();
  g_assert_nonnull (focus ());
  g_assert_true (gtk_widget_has_css_class (focus (), "callout"));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (focus_in ("DcrCallbackPane"));
  g_assert_true (GTK_IS_BUTTON (focus ()));
  dcr_clock_set (0);
}

static gboolean
send_one (DcrDb *db, gpointer data, GError **error)
{
  return dcr_escalation_send (db, data, error);
}

static gboolean
has_acts (gconstpointer n)
{
  return dcr_db_get_int (dcr_store_reader (dcr_session_get_store (session ())), 0, NULL,
                         "SELECT count(*) FROM escalation_event", "")
         == GPOINTER_TO_INT (n);
}

static gboolean
box_is_open (gconstpointer pane)
{
  GtkWidget *box = desk_find ((GtkWidget *)pane, "DcrActBox");
  return box != NULL && dcr_act_box_get_act (DCR_ACT_BOX (box)) == DCR_ACT_ANSWER;
}

/* Taken, and answered before that is on the disk: the box for the answer opens, and stays. */
static void
test_no_key_is_lost_on_an_escalation (void)
{
  GtkWidget *over = gtk_window_new ();
  DcrEscalationPane *one = DCR_ESCALATION_PANE (dcr_escalation_pane_new (session ()));
  g_autoptr (DcrEscalation) escalation = dcr_escalation_new ();
  g_autoptr (GPtrArray) persons
      = dcr_person_list (dcr_store_reader (dcr_session_get_store (session ())), NULL);
  g_autoptr (GError) error = NULL;
  int sent;

  escalation->author = *me ();
  escalation->queue = g_strdup ("N2-TITRES");
  escalation->question = g_strdup ("La demande est-elle bloquée ?");
  escalation->reason_path = g_strdup ("Titres");
  escalation->created = dcr_clock_now_ms ();
  escalation->due = escalation->created + 3600 * 1000;
  dcr_store_write (dcr_session_get_store (session ()), send_one, escalation, &error);
  g_assert_no_error (error);
  sent = (int)dcr_db_get_int (dcr_store_reader (dcr_session_get_store (session ())), 0, NULL,
                              "SELECT count(*) FROM escalation_event", "");
  for (guint i = 0; i < persons->len; i++)
    if (((DcrPerson *)persons->pdata[i])->role == DCR_ROLE_EXPERT)
      dcr_calls_set_person (dcr_session_get_calls (session ()),
                            &((DcrPerson *)persons->pdata[i])->id);
  gtk_window_set_child (GTK_WINDOW (over), GTK_WIDGET (one));
  gtk_window_present (GTK_WINDOW (over));
  dcr_escalation_pane_show (one, &escalation->id);
  desk_settle ();
  g_assert_true (dcr_escalation_pane_act (one, DCR_ACT_TAKE));
  g_assert_true (dcr_escalation_pane_act (one, DCR_ACT_TAKE)); /* the same, twice */
  g_assert_true (dcr_escalation_pane_act (one, DCR_ACT_ANSWER));
  desk_await ("it is taken", has_acts, GINT_TO_POINTER (sent + 1));
  desk_await ("the answer may be written", box_is_open, one);
  desk_settle ();
  g_assert_true (box_is_open (one));
  g_assert_true (has_acts (GINT_TO_POINTER (sent + 1)));
  gtk_window_destroy (GTK_WINDOW (over));
}

static gboolean
is_mapped (gconstpointer widget)
{
  return gtk_widget_get_mapped ((GtkWidget *) widget);
}

static void
test_merge_has_names (void)
{
  DcrActBox *box = DCR_ACT_BOX (dcr_act_box_new ());
  GtkWidget *over = gtk_window_new ();
  g_autoptr (DcrEscalation) one = dcr_escalation_new ();
  g_autoptr (GPtrArray) same
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_escalation_free);
  DcrEscalation *other = dcr_escalation_new ();
  GtkWidget *choice;

  one->id = dcr_uuid_new ();
  other->id = dcr_uuid_new ();
  other->number = 12;
  other->question = g_strdup ("La demande est-elle bloquée ?");
  g_ptr_array_add (same, other);
  gtk_window_set_child (GTK_WINDOW (over), GTK_WIDGET (box));
  gtk_window_present (GTK_WINDOW (over));
  desk_await ("it is on the screen", is_mapped, box);
  dcr_act_box_open (box, DCR_ACT_MERGE, one, same);
  desk_settle ();
  g_assert_null (desk_find (GTK_WIDGET (box), "GtkTextView"));
  choice = gtk_widget_get_ancestor (desk_find_label (GTK_WIDGET (box), "E-0012"),
                                    GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_test_accessible_has_role (
      GTK_ACCESSIBLE (gtk_widget_get_parent (choice)), GTK_ACCESSIBLE_ROLE_GROUP));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (gtk_widget_get_parent (choice)),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  dcr_act_box_open (box, DCR_ACT_ASK, one, NULL);
  desk_settle ();
  g_assert_true (gtk_test_accessible_has_relation (
      GTK_ACCESSIBLE (desk_find (GTK_WIDGET (box), "GtkTextView")),
      GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_window_destroy (GTK_WINDOW (over));
}

int
main (int argc, char **argv)
{
  int status;

  window = desk_start (&argc, &argv);
  g_test_add_func ("/follow-keys/one-stop", test_pages_are_one_stop);
  g_test_add_func ("/follow-keys/comes-to-the-list", test_comes_to_the_list);
  g_test_add_func ("/follow-keys/prepares", test_prepares);
  g_test_add_func ("/follow-keys/changed", test_a_changed_promise_is_not_moved);
  g_test_add_func ("/follow-keys/no-key-lost", test_no_key_is_lost);
  g_test_add_func ("/follow-keys/words-first", test_the_words_come_first);
  g_test_add_func ("/follow-keys/escalation-no-key-lost", test_no_key_is_lost_on_an_escalation);
  g_test_add_func ("/follow-keys/merge", test_merge_has_names);
  status = g_test_run ();
  desk_end ();
  return status;
}
