/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Consignes du moment » in the window: what is in force for whoever works here, never at the price of the focus. */
#include "desk-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-moment-row.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/follow/dcr-notice-form.h"
#include "desk/shell/dcr-notice-bell.h"

#define NOW G_GINT64_CONSTANT (1795254720000) /* Saturday 21 November 2026, 10:52 in Paris */
#define HOUR ((gint64)3600 * 1000)

static DcrWindow *window;

static DcrStore *
store (void)
{
  return dcr_session_get_store (dcr_window_get_session (window));
}

static DcrNoticeBoard *
board (void)
{
  return dcr_notice_board_of (dcr_window_get_session (window));
}

static gboolean
put (DcrDb *db, gpointer data, GError **error)
{
  return dcr_notice_put (db, data, error);
}

static void
add (const char *title, gint64 starts, gint64 ends, guint audience, const char *reasons)
{
  g_autoptr (DcrNotice) notice = dcr_notice_new ();
  g_autoptr (GError) error = NULL;

  notice->title = g_strdup (title);
  notice->text = g_strdup ("Proposer un rappel.");
  notice->urgent = TRUE;
  notice->starts = NOW + starts * HOUR;
  notice->ends = NOW + ends * HOUR;
  notice->audience = audience;
  notice->reasons = g_strdup (reasons);
  notice->author = *dcr_calls_get_person (dcr_session_get_calls (dcr_window_get_session (window)));
  dcr_store_write (store (), put, notice, &error);
  g_assert_no_error (error);
  dcr_session_tell_followup (dcr_window_get_session (window));
}

static gboolean
end_all (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "DELETE FROM notice_read", "")
         && dcr_db_run (db, error, "DELETE FROM notice", "");
}

static void
start_over (void)
{
  dcr_clock_set (NOW);
  g_assert_true (dcr_store_write (store (), end_all, NULL, NULL));
  dcr_session_tell_followup (dcr_window_get_session (window));
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 0);
}

static void
become (DcrRole role)
{
  g_autoptr (GPtrArray) persons = dcr_person_list (dcr_store_reader (store ()), NULL);

  for (guint i = 0; i < persons->len; i++)
    {
      const DcrPerson *person = persons->pdata[i];
      char id[DCR_UUID_TEXT_SIZE];
      if (person->role != role)
        continue;
      dcr_uuid_to_text (&person->id, id);
      g_action_group_activate_action (G_ACTION_GROUP (window), "person", g_variant_new_string (id));
      return;
    }
  g_assert_not_reached ();
}

static gboolean
has_unread (gconstpointer n)
{
  return dcr_notice_board_count_unread (board ()) == GPOINTER_TO_UINT (n);
}

static GtkWidget *
bell (void)
{
  return desk_find (GTK_WIDGET (window), "DcrNoticeBell");
}

static void
test_arrives_beside_what_one_does (void)
{
  GtkWidget *focus;

  become (DCR_ROLE_AGENT);
  start_over ();
  dcr_window_search (window, "carte");
  g_action_group_activate_action (G_ACTION_GROUP (window), "search", NULL);
  desk_settle ();
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  add ("Cartes grises : service en panne", 0, 4, 0, "");
  add ("Relire les fiches", 0, 4, 1 << DCR_ROLE_EXPERT, "");
  desk_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == focus);
  g_assert_nonnull (
      desk_find_label (desk_find (GTK_WIDGET (window), "DcrBanner"), "Cartes grises"));
  g_assert_nonnull (desk_find_label (bell (), "1"));

  /* « Lu » folds it for this person alone */
  g_action_group_activate_action (
      G_ACTION_GROUP (window), "notice-read",
      g_variant_new_take_string (({
        char *id = g_malloc (DCR_UUID_TEXT_SIZE);
        dcr_uuid_to_text (&dcr_notice_board_first_unread (board ())->id, id);
        id;
      })));
  desk_await ("it is read", has_unread, GUINT_TO_POINTER (0));
  desk_settle ();
  g_assert_null (desk_find_label (desk_find (GTK_WIDGET (window), "DcrBanner"), "Cartes grises"));
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 1);
  g_assert_null (desk_find_label (bell (), "1"));
  become (DCR_ROLE_EXPERT);
  g_assert_cmpuint (dcr_notice_board_count_unread (board ()), ==, 2);
  become (DCR_ROLE_AGENT);
  dcr_window_search (window, "");
}

static void
test_begins_and_ends_by_itself (void)
{
  start_over ();
  add ("Ce soir", 8, 9, 0, "");
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 0);
  dcr_clock_set (NOW + 8 * HOUR);
  dcr_notice_board_reload (board ());
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 1);
  dcr_clock_set (NOW + 9 * HOUR);
  dcr_notice_board_reload (board ());
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 0);
}

static void
test_says_until_when_and_for_whom (void)
{
  DcrNotice notice
      = { .starts = NOW - HOUR, .ends = NOW + 3 * HOUR, .author_name = (char *) "Agent 1001" };
  g_autofree char *now = NULL, *later = NULL;

  dcr_clock_set (NOW);
  now = dcr_notice_describe (&notice, NOW);
  g_assert_nonnull (strstr (now, "13"));
  g_assert_nonnull (strstr (now, "Agent 1001"));
  notice.starts = NOW + 24 * HOUR;
  notice.ends = NOW + 25 * HOUR;
  notice.audience = 1 << DCR_ROLE_LEAD;
  later = dcr_notice_describe (&notice, NOW);
  g_assert_nonnull (strstr (later, dcr_role_label (DCR_ROLE_LEAD)));
  g_assert_cmpstr (now, !=, later);
}

static void
test_stands_on_the_results (void)
{
  start_over ();
  add ("Rien à voir", 0, 4, 0, "");
  g_assert_null (dcr_notice_board_for_article (board (), "particuliers/F91101",
                                               "Carte d’identité : perte ou vol"));
  add ("Titres : délai de six semaines", 0, 4, 0, "IDE-PERTE");
  add ("Fiche en cours de réécriture", 0, 4, 0, "particuliers/F91603");
  g_assert_cmpstr (dcr_notice_board_for_article (board (), "particuliers/F91101",
                                                 "Carte d’identité : perte ou vol")
                       ->title,
                   ==, "Titres : délai de six semaines");
  g_assert_cmpstr (
      dcr_notice_board_for_article (board (), "particuliers/F91603", "Une autre")->title, ==,
      "Fiche en cours de réécriture");
  g_assert_null (dcr_notice_board_for_article (board (), "particuliers/F1",
                                               "Retraite anticipée d’un boulanger"));

  dcr_window_search (window, "carte identite perdue");
  desk_settle ();
  g_assert_nonnull (
      desk_find_label (desk_find (GTK_WIDGET (window), "DcrResultList"), "Titres : délai"));
  start_over (); /* it ends: the rows stay, without it */
  desk_settle ();
  g_assert_null (
      desk_find_label (desk_find (GTK_WIDGET (window), "DcrResultList"), "Titres : délai"));
  dcr_window_search (window, "");
}

static gboolean
form_is_closed (gconstpointer data)
{
  return dcr_appels_get_form (dcr_window_get_appels (window)) == NULL;
}

static void
test_is_written_by_those_who_lead (void)
{
  DcrForm *form;
  const DcrNotice *notice;

  start_over ();
  g_assert_false (dcr_notice_board_may_write (board ()));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "notice-new"));
  become (DCR_ROLE_LEAD);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "notice-new"));
  g_action_group_activate_action (G_ACTION_GROUP (window), "notice-new", NULL);
  form = dcr_appels_get_form (dcr_window_get_appels (window));
  g_assert_true (DCR_IS_NOTICE_FORM (form));
  desk_settle ();

  /* what is missing gets the focus; nothing is written */
  dcr_form_submit (form);
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 0);
  dcr_notice_form_fill (DCR_NOTICE_FORM (form), "Grève", "", NOW, NOW - HOUR, FALSE, 0);
  dcr_form_submit (form);
  g_assert_true (dcr_appels_get_form (dcr_window_get_appels (window)) == form);

  dcr_notice_form_fill (DCR_NOTICE_FORM (form), "Grève", "Rappeler demain.", NOW, NOW + 3 * HOUR,
                        TRUE, 1 << DCR_ROLE_AGENT | 1 << DCR_ROLE_LEAD);
  dcr_form_submit (form);
  desk_await ("the form is closed", form_is_closed, NULL);
  g_assert_cmpuint (dcr_notice_board_list (board ())->len, ==, 1);
  notice = dcr_notice_board_list (board ())->pdata[0];
  g_assert_cmpstr (notice->title, ==, "Grève");
  g_assert_cmpstr (notice->text, ==, "Rappeler demain.");
  g_assert_true (notice->urgent);
  g_assert_cmpint (notice->ends - notice->ends % 60000, ==,
                   NOW + 3 * HOUR - (NOW + 3 * HOUR) % 60000);
  g_assert_cmpuint (notice->audience, ==, 1 << DCR_ROLE_AGENT | 1 << DCR_ROLE_LEAD);
  become (DCR_ROLE_AGENT);
}

static void
test_bell_opens_by_key (void)
{
  start_over ();
  add ("Une consigne", 0, 4, 0, "");
  g_action_group_activate_action (G_ACTION_GROUP (window), "notices", NULL);
  desk_settle ();
  g_assert_nonnull (desk_find_label (bell (), "Une consigne"));
  dcr_notice_bell_close (DCR_NOTICE_BELL (bell ()));
  start_over ();
}

static void
test_moments (void)
{
  static const struct
  {
    const char *day, *hour, *iso; /* NULL: not understood */
  } cases[] = {
    { "25/11", "14 h 30", "2026-11-25T13:30:00Z" },   { "25.11.2026", "9", "2026-11-25T08:00:00Z" },
    { "3/1", "08:05", "2027-01-03T07:05:00Z" },       { "1/7", "12h", "2026-07-01T10:00:00Z" },
    { "25/11/27", "0:00", "2027-11-24T23:00:00Z" },   { "31/11", "9 h", NULL },
    { "25/11", "25 h", NULL },                        { "25/11", "9 h 60", NULL },
    { "", "9 h", NULL },                              { "demain", "9 h", "2026-11-22T08:00:00Z" },
    { "Aujourd’hui", "23\u202fh\u202f59", "2026-11-21T22:59:00Z" }, { "0/0", "9", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ms = dcr_moment_parse (cases[i].day, cases[i].hour, NOW);
      g_autofree char *iso = ms > 0 ? dcr_clock_to_iso (ms) : NULL;
      g_test_message ("%s, %s", cases[i].day, cases[i].hour);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
}

int
main (int argc, char **argv)
{
  int status;

  window = desk_start (&argc, &argv);
  g_test_add_func ("/notices/moments", test_moments);
  g_test_add_func ("/notices/focus", test_arrives_beside_what_one_does);
  g_test_add_func ("/notices/time", test_begins_and_ends_by_itself);
  g_test_add_func ("/notices/words", test_says_until_when_and_for_whom);
  g_test_add_func ("/notices/results", test_stands_on_the_results);
  g_test_add_func ("/notices/form", test_is_written_by_those_who_lead);
  g_test_add_func ("/notices/bell", test_bell_opens_by_key);
  status = g_test_run ();
  dcr_clock_set (0);
  desk_end ();
  return status;
}
