/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of messages in « Suivi »: each state has its word and its acts. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-messages.h"
#include "desk-fixture.h"
#include "desk/shell/dcr-window-private.h"
#include "session/dcr-session-followup.h"
#include "../support/dcr-folder.h"

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
  desk_await ("its report may be awaited", shows, _("Await the report"));
  click (_("Await the report"));
  desk_await ("it is awaited", shows, _("Its report is awaited"));
  g_assert_false (shows (_("Await the report")));
  g_assert_true (is_in ("SELECT count(*) FROM message WHERE state=7 AND title LIKE 'Carte d%'"));
  desk_await ("it may be sent again all the same", shows, _("Send again…"));
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

/* ---- That day's text ------------------------------------------------------------------------- */

#define THAT_DAY "équipée" /* in the introduction of F91101 */
#define SINCE "rénovée"

/* The articles of the demonstration, one of them rewritten. */
static char *
rewritten_articles (const char *folder)
{
  char *target = g_build_filename (folder, "particuliers", NULL);
  g_autofree char *source = g_build_filename (dcr_session_data_folder (), "demo", "particuliers", NULL);
  g_autoptr (GDir) dir = g_dir_open (source, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (target, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (source, name, NULL);
      g_autofree char *to = g_build_filename (target, name, NULL);
      g_autofree char *xml = NULL;
      g_autoptr (GString) text = NULL;

      g_assert_true (g_file_get_contents (from, &xml, NULL, NULL));
      text = g_string_new (xml);
      if (g_str_equal (name, "F91101.xml"))
        g_assert_cmpuint (g_string_replace (text, THAT_DAY, SINCE, 0), >, 0);
      g_assert_true (g_file_set_contents (to, text->str, text->len, NULL));
    }
  return target;
}

static void
import_rewritten (DcrSession *session)
{
  g_autofree char *folder = g_dir_make_tmp ("decroche-XXXXXX", NULL);
  g_autofree char *articles = rewritten_articles (folder);
  g_autofree char *others = g_build_filename (dcr_session_data_folder (), "demo", "professionnels", NULL);
  g_autofree char *third = g_build_filename (dcr_session_data_folder (), "demo", "associations", NULL);
  const char *sources[] = { articles, others, third, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report
      = dcr_session_import (session, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->changed, ==, 1);
  dcr_folder_remove (articles);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
text_is_noted (gconstpointer call)
{
  GPtrArray *articles = dcr_call_get_articles ((DcrCall *) call);
  return articles->len == 1 && ((DcrCallArticle *) articles->pdata[0])->text != NULL;
}

static gboolean
is_closed (gconstpointer sql)
{
  return dcr_db_get_int (base (), 0, NULL, sql, "") > 0;
}

static void
put_message (DcrSession *session, DcrCall *call)
{
  const DcrCallArticle *read = dcr_call_get_articles (call)->pdata[0];
  g_autoptr (DcrMessage) message = dcr_message_new (DCR_CHANNEL_MAIL);
  g_autoptr (GError) error = NULL;

  message->state = DCR_MESSAGE_QUEUED;
  message->call = *dcr_call_get_id (call);
  message->recipient = g_strdup ("camille@exemple.example");
  g_free (message->title);
  message->title = g_strdup ("Message à rejouer");
  message->body = g_strdup ("Bonjour");
  dcr_message_add_passage (message, read->ref, read->version, "introduction", "0", FALSE);
  g_assert_true (
      dcr_outbox_put (dcr_session_get_outbox (session), message, "3939.example", &error));
}

/* The base is imported anew after the call: its replay has the article as it was read out. */
static void
test_replay_after_import (void)
{
  DcrSession *session = dcr_window_get_session (window);
  DcrCalls *calls = dcr_session_get_calls (session);
  GtkWidget *pane = desk_find (GTK_WIDGET (window), "DcrOutboxPane");
  DcrCall *call;

  dcr_window_show_workspace (window, 0);
  call = dcr_calls_begin (calls, "0639984127");
  desk_open ("particuliers/F91101");
  desk_await ("its text goes with the call", text_is_noted, call);
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
  put_message (session, call);
  dcr_calls_close_async (calls, call, NULL, NULL);
  desk_await ("the call is closed", is_closed, "SELECT count(*) FROM article_text");
  import_rewritten (session);
  dcr_window_show_workspace (window, 1);
  select_title ("Message à rejouer");
  click (_("Replay"));
  desk_settle ();
  g_assert_nonnull (desk_find_label (pane, THAT_DAY));
  g_assert_null (desk_find_label (pane, SINCE));
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
  g_test_add_func ("/outbox-page/replay-after-import", test_replay_after_import);
  result = g_test_run ();
  desk_end ();
  return result;
}
