/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of messages in « Suivi »: each state has its word and its acts. */
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-messages.h"
#include "desk-fixture.h"
#include "desk/shell/dcr-window-private.h"
#include "session/dcr-session-followup.h"

static DcrWindow *window;

static DcrDb *
base (void)
{
  return dcr_store_reader (dcr_session_get_store (dcr_window_get_session (window)));
}

static gboolean
shows (gconstpointer text)
{
  return desk_find_label (GTK_WIDGET (window), text) != NULL;
}

static gboolean
is_in (gconstpointer sql)
{
  return dcr_db_get_int (base (), 0, NULL, sql, "") == 1;
}

static void
click (const char *label)
{
  GtkWidget *button = desk_find_label (GTK_WIDGET (window), label);

  if (button == NULL)
    g_error ("no button « %s »", label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON), "clicked");
}

static void
select_title (const char *title)
{
  dcr_suivi_filter (window->suivi, title);
  desk_await ("the row is alone", shows, title);
  desk_settle ();
}

static void
test_states (void)
{
  static const char *const words[] = { "peut-être parti", "suspendu", "échec", "en file",
                                       "en cours", "remis", "livré", "annulé" };

  dcr_window_show_workspace (window, 1);
  dcr_suivi_show (window->suivi, "outbox");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    desk_await (words[i], shows, words[i]);
}

/* Décroché never sends again by itself what may have gone: a person is asked twice. */
static void
test_perhaps (void)
{
  const char *sql = "SELECT count(*) FROM message WHERE state IN (2,3,4) AND title LIKE 'Carte d%'";

  select_title ("Carte d’identité perdue : pièces à fournir");
  desk_await ("it may be sent again", shows, _("Send again…"));
  click (_("Send again…"));
  desk_settle ();
  g_assert_false (is_in (sql));
  g_assert_true (shows (_("Send it again?")));
  click (_("Send again all the same"));
  desk_await ("it is queued", is_in, sql);
}

static void
test_suspended (void)
{
  select_title ("Allocation de rentrée scolaire : montants");
  desk_await ("it may be sent as it is", shows, _("Send as it is"));
  click (_("Send as it is"));
  desk_await ("it is queued", is_in,
              "SELECT count(*) FROM message WHERE state IN (2,3,4) AND title LIKE 'Alloc%'");
}

static void
test_failed (void)
{
  GtkWidget *pane, *entry;

  select_title ("Duplicata de permis : démarche");
  desk_await ("why it failed", shows, "adresse inconnue");
  pane = desk_find (GTK_WIDGET (window), "DcrOutboxPane");
  entry = desk_find (pane, "AdwEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (entry), "paul mle.example");
  click (_("Send to this address"));
  desk_settle ();
  g_assert_true (is_in ("SELECT count(*) FROM message WHERE title LIKE 'Duplicata%'"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "paul@mel.example");
  click (_("Send to this address"));
  desk_await ("a second message replaces it", is_in,
              "SELECT count(*) FROM message a JOIN message b ON b.replaces=a.id AND b.body=a.body"
              " WHERE a.state=6 AND b.recipient_mask='p…@mel.example'");
}

static void
test_cancel (void)
{
  select_title ("Récépissé : où renouveler");
  desk_await ("it may be cancelled", shows, _("Try now"));
  click (_("Cancel"));
  desk_await ("it is cancelled", is_in,
              "SELECT count(*) FROM message WHERE state=9 AND title LIKE 'Récép%'");
}

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  desk_resize (1440, 900);
  dcr_messages_fill (dcr_session_get_store (dcr_window_get_session (window)), dcr_clock_now_ms ());
  g_test_add_func ("/outbox-page/states", test_states);
  g_test_add_func ("/outbox-page/perhaps", test_perhaps);
  g_test_add_func ("/outbox-page/suspended", test_suspended);
  g_test_add_func ("/outbox-page/cancel", test_cancel);
  g_test_add_func ("/outbox-page/failed", test_failed); /* stops what cites passages that changed */
  result = g_test_run ();
  desk_end ();
  return result;
}
