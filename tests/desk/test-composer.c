/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two composers in the real window: what goes in, what is refused, what leaves. */
#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk-fixture.h"
#include "desk/common/dcr-format.h"
#include "desk/follow/dcr-composer.h"

static DcrWindow *window;

static DcrAppels *
appels (void)
{
  return dcr_window_get_appels (window);
}

static DcrSession *
session (void)
{
  return dcr_window_get_session (window);
}

static DcrDb *
base (void)
{
  return dcr_store_reader (dcr_session_get_store (session ()));
}

static DcrComposerModel *
model (void)
{
  return dcr_composer_get_model (DCR_COMPOSER (dcr_appels_get_form (appels ())));
}

static void
keep (const char *address)
{
  g_autoptr (DcrArticle) article = dcr_reference_get_article (
      dcr_session_get_reference (session ()), DCR_AUDIENCE_PARTICULIERS, "F91101", NULL, NULL);
  const DcrPassage *passage = dcr_article_find_passage (article, address);
  DcrCallPassage kept = { .ref = (char *) article->ref,
                          .version = 1,
                          .article_title = (char *) article->title,
                          .date = (char *) article->date,
                          .address = (char *) passage->address,
                          .heading = (char *) passage->heading,
                          .hash = (char *) passage->hash,
                          .text = (char *) passage->text };

  dcr_calls_keep_passage (dcr_session_get_calls (session ()), &kept);
}

static gboolean
link_is_known (gconstpointer data)
{
  return dcr_composer_model_get_link (model ()) != NULL;
}

static gboolean
form_is_left (gconstpointer data)
{
  return dcr_appels_get_form (appels ()) == NULL;
}

/* A call about a lost card, two passages kept. */
static DcrCall *
begin (const char *number)
{
  DcrCalls *calls = dcr_session_get_calls (session ());
  DcrCall *call;

  if (dcr_calls_get_current (calls) != NULL)
    dcr_calls_drop (calls, dcr_calls_get_current (calls));
  call = dcr_calls_begin (calls, number);
  keep ("introduction");
  keep ("pour-un-majeur/declarer-la-perte-ou-le-vol");
  dcr_call_set_reason (call, "IDE-PERTE");
  return call;
}

static void
compose (DcrChannel channel)
{
  dcr_appels_compose (appels (), channel);
  g_assert_nonnull (dcr_appels_get_form (appels ()));
  desk_await ("the link is known", link_is_known, NULL);
  desk_settle ();
}

static void
choose_template (const char *code)
{
  GPtrArray *templates = dcr_composer_model_get_templates (model ());

  for (guint i = 0; i < templates->len; i++)
    if (g_str_equal (((DcrTemplate *) templates->pdata[i])->code, code))
      {
        dcr_composer_model_choose (model (), i);
        desk_settle ();
        return;
      }
  g_error ("no template %s", code);
}

/* What was put in the outbox for this call, the newest. */
static DcrMessage *
last_message (DcrCall *call)
{
  g_autoptr (GPtrArray) list = dcr_outbox_list_call (base (), dcr_call_get_id (call), NULL);
  g_assert_cmpuint (list->len, >, 0);
  return dcr_message_get (base (), &((DcrMessage *) list->pdata[list->len - 1])->id, NULL);
}

static gint64
count (const char *sql)
{
  return dcr_db_get_int (base (), -1, NULL, sql, "");
}

static void
assert_shows (const char *text)
{
  desk_settle ();
  if (desk_find_label (GTK_WIDGET (window), text) == NULL)
    g_error ("nowhere: %s", text);
}

/* ---- E-mail ---------------------------------------------------------------------------------- */

static void
test_mail (void)
{
  DcrCall *call = begin ("0639984127");
  const DcrComposed *composed;
  const char *first, *second;
  g_autofree char *text = NULL;

  compose (DCR_CHANNEL_MAIL);
  /* the template of the reason comes first; passages stand in the order they were kept in */
  g_assert_true (g_ptr_array_find_with_equal_func (
      dcr_composer_model_get_template (model ())->reasons, "IDE-PERTE", g_str_equal, NULL));
  choose_template ("confirmation-courriel");
  composed = dcr_composer_model_get_composed (model ());
  first = strstr (
      composed->text,
      ((DcrComposePassage *) dcr_composer_model_get_passages (model ())->pdata[0])->kept->heading);
  second = strstr (composed->text, "Déclarer la perte ou le vol");
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_true (first < second);
  g_assert_nonnull (strstr (composed->text, "F91101 (version 1, à jour du "));
  /* the paper shows each line of what leaves */
  assert_shows ("Établi d’après la fiche officielle F91101");
  dcr_composer_model_include (model (), 1, FALSE);
  desk_settle ();
  g_assert_null (
      strstr (dcr_composer_model_get_composed (model ())->text, "Déclarer la perte ou le vol"));
  dcr_composer_model_include (model (), 1, TRUE);

  /* without an address it stays, and says so */
  dcr_appels_do_suggested (appels ());
  g_assert_nonnull (dcr_appels_get_form (appels ()));
  assert_shows (dcr_composer_model_get_recipient_problem (model ()));
  dcr_composer_model_set_recipient (model (), "camille@exemple.example\r\nBcc: x@y.example");
  assert_shows (g_dgettext (GETTEXT_PACKAGE, "to correct"));
  g_assert_nonnull (dcr_composer_model_get_refusal (model ()));
  dcr_composer_model_set_recipient (model (), "camille@exemple.example");
  g_assert_null (dcr_composer_model_get_refusal (model ()));
  text = g_strdup (dcr_composer_model_get_composed (model ())->text);
  dcr_appels_do_suggested (appels ());
  desk_await ("the message is on the disk", form_is_left, NULL);

  g_autoptr (DcrMessage) message = last_message (call);
  g_assert_cmpstr (message->body, ==, text);
  g_assert_cmpuint (message->passages->len, ==, 2);
  g_assert_cmpint (message->state, ==, DCR_MESSAGE_QUEUED);
  g_assert_cmpint (count ("SELECT count(*) FROM message WHERE state=1"), ==, 0);
}

static void
test_completion (void)
{
  GtkWidget *side, *list;

  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  side = desk_find (GTK_WIDGET (window), "DcrComposerSide");
  gtk_editable_set_text (GTK_EDITABLE (desk_find (side, "AdwEntryRow")), "camille@gm");
  assert_shows ("camille@gmail.com");
  list = gtk_widget_get_ancestor (desk_find_label (side, "camille@gmail.com"), GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_cmpstr (dcr_composer_model_get_recipient (model ()), ==, "camille@gmail.com");
  g_assert_null (dcr_composer_model_get_recipient_problem (model ()));
}

/* What is rewritten leaves as it was rewritten; what comes from the reference cannot be. */
static void
test_rewrite (void)
{
  const DcrComposed *composed;

  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  choose_template ("confirmation-courriel");
  dcr_composer_model_edit (model (), 0, "Bonjour Camille,\n\nVoici nos explications.");
  composed = dcr_composer_model_get_composed (model ());
  g_assert_true (
      g_str_has_prefix (composed->text, "Bonjour Camille,\n\nVoici nos explications.\n"));
  g_assert_nonnull (strstr (composed->text, "Déclarer la perte ou le vol"));
  dcr_appels_leave_form (appels ());
  compose (DCR_CHANNEL_MAIL); /* the draft */
  g_assert_true (
      g_str_has_prefix (dcr_composer_model_get_composed (model ())->text, "Bonjour Camille,"));
}

/* A text rewritten before its values are known takes them when they come. */
static void
test_rewrite_then_fill (void)
{
  g_autofree char *part = NULL, *mine = NULL;

  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  choose_template ("excuses-courriel");
  part = dcr_composed_region (dcr_composer_model_get_composed (model ()), 0);
  mine = g_strconcat (part, "\nEncore toutes nos excuses.", NULL);
  g_assert_nonnull (strchr (part, '['));
  dcr_composer_model_edit (model (), 0, mine);
  g_assert_cmpstr (dcr_composer_model_get_missing (model ()), ==, "nom");
  dcr_composer_model_set_value (model (), "nom", "Mme Quéméner");
  dcr_composer_model_set_value (model (), "explication", "La réponse a changé.");
  const DcrComposed *composed = dcr_composer_model_get_composed (model ());
  g_assert_nonnull (strstr (composed->text, "Mme Quéméner"));
  g_assert_nonnull (strstr (composed->text, "Encore toutes nos excuses."));
  g_assert_null (strchr (composed->text, '['));
}

static gboolean
is_refused (gconstpointer word)
{
  const char *refusal = dcr_composer_model_get_refusal (model ());
  return refusal != NULL && strstr (refusal, word) != NULL;
}

static gboolean
change_quote (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "UPDATE template_quote SET hash=?1", "t", data);
}

static gboolean
is_flagged (gconstpointer sql)
{
  return count (sql) == 1;
}

static void
test_changed_passage (void)
{
  g_autofree char *hash
      = dcr_db_get_text (base (), NULL, "SELECT hash FROM template_quote LIMIT 1", "");

  g_assert_true (
      dcr_store_write (dcr_session_get_store (session ()), change_quote, "another", NULL));
  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  dcr_composer_model_set_recipient (model (), "camille@exemple.example");
  choose_template ("carte-perdue-essentiel-courriel");
  desk_await ("the changed passage refuses", is_refused, "F91101");
  dcr_appels_do_suggested (appels ());
  desk_await ("its owner is told", is_flagged,
              "SELECT count(*) FROM flag WHERE kind=2 AND state=1 AND article='particuliers/F91101'"
              " OR kind=2 AND detail LIKE '%F91101%'");
  g_assert_nonnull (dcr_appels_get_form (appels ()));
  g_assert_true (dcr_store_write (dcr_session_get_store (session ()), change_quote, hash, NULL));
}

static gboolean
mark_link (DcrDb *db, gpointer url, GError **error)
{
  gint64 now = dcr_clock_now_ms ();
  return dcr_link_state_set (db, url, now + 3600000, "Le téléservice revient demain.", NULL, now,
                             error);
}

static gboolean
clear_link (DcrDb *db, gpointer url, GError **error)
{
  return dcr_link_state_clear (db, url, dcr_clock_now_ms (), error);
}

static void
test_link_out_of_order (void)
{
  g_autofree char *link = NULL;

  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  choose_template ("confirmation-courriel");
  link = g_strdup (dcr_composer_model_get_link (model ()));
  g_assert_nonnull (strstr (dcr_composer_model_get_composed (model ())->text, link));
  g_assert_true (dcr_store_write (dcr_session_get_store (session ()), mark_link, link, NULL));
  dcr_appels_leave_form (appels ());
  compose (DCR_CHANNEL_MAIL);
  g_assert_null (strstr (dcr_composer_model_get_composed (model ())->text, link));
  assert_shows ("Le téléservice revient demain.");
  g_assert_true (dcr_store_write (dcr_session_get_store (session ()), clear_link, link, NULL));
}

static gboolean
link_is_down (gconstpointer data)
{
  return dcr_composer_model_get_link_state (model ()) != NULL;
}

static gboolean
link_is_up (gconstpointer data)
{
  return dcr_composer_model_get_link_state (model ()) == NULL;
}

/* Only a lead marks a link; it is left out at once, and comes back. */
static void
test_lead_marks_link (void)
{
  DcrCalls *calls = dcr_session_get_calls (session ());
  g_autoptr (GPtrArray) people = dcr_person_list (base (), NULL);
  DcrUuid agent = *dcr_calls_get_person (calls);

  begin (NULL);
  compose (DCR_CHANNEL_MAIL);
  choose_template ("confirmation-courriel");
  g_assert_false (dcr_composer_model_may_mark (model ()));
  for (guint i = 0; i < people->len; i++)
    if (((DcrPerson *) people->pdata[i])->role == DCR_ROLE_LEAD)
      dcr_calls_set_person (calls, &((DcrPerson *) people->pdata[i])->id);
  dcr_composer_model_mark_link (model (), dcr_clock_now_ms () + 3600000, " Par courrier, ce jour. ");
  desk_await ("the link is out of order", link_is_down, NULL);
  g_assert_cmpstr (dcr_composer_model_get_link_state (model ())->instead, ==,
                   "Par courrier, ce jour.");
  assert_shows ("Par courrier, ce jour.");
  g_assert_null (strstr (dcr_composer_model_get_composed (model ())->text,
                         dcr_composer_model_get_link (model ())));
  dcr_composer_model_mark_link (model (), 0, NULL);
  desk_await ("the link is back", link_is_up, NULL);
  g_assert_nonnull (strstr (dcr_composer_model_get_composed (model ())->text,
                            dcr_composer_model_get_link (model ())));
  dcr_calls_set_person (calls, &agent);
}

/* ---- SMS ------------------------------------------------------------------------------------- */

static void
test_sms (void)
{
  DcrCall *call = begin ("0639984127");
  const DcrComposed *full, *brief;
  g_autofree char *text = NULL, *hour = NULL;
  guint full_parts;

  compose (DCR_CHANNEL_SMS);
  choose_template ("carte-perdue-sms");
  full = dcr_composer_model_get_version (model (), FALSE);
  brief = dcr_composer_model_get_version (model (), TRUE);
  full_parts = full->count.parts;
  g_assert_cmpint (full->count.encoding, ==, DCR_GSM_UCS2);
  g_assert_cmpint (brief->count.encoding, ==, DCR_GSM_7BIT);
  g_assert_cmpuint (brief->count.parts, <, full_parts);
  g_assert_nonnull (desk_find_label (GTK_WIDGET (window), full->text));
  g_assert_nonnull (desk_find_label (GTK_WIDGET (window), brief->text));
  /* one key, and back */
  dcr_composer_model_set_short (model (), TRUE);
  g_assert_cmpstr (dcr_composer_model_get_composed (model ())->text, ==, brief->text);
  dcr_composer_model_set_short (model (), FALSE);
  g_assert_cmpuint (dcr_composer_model_get_composed (model ())->count.parts, ==, full_parts);
  dcr_composer_model_set_short (model (), TRUE);
  for (guint i = 1; dcr_composer_model_get_refusal (model ()) != NULL && i < 2; i++)
    dcr_composer_model_include (model (), i, FALSE); /* more parts than the site allows */
  g_assert_cmpstr (dcr_composer_model_get_refusal (model ()), ==, NULL);
  text = g_strdup (dcr_composer_model_get_composed (model ())->text);
  dcr_appels_do_suggested (appels ());
  desk_await ("the message is on the disk", form_is_left, NULL);

  g_autoptr (DcrMessage) message = last_message (call);
  g_assert_cmpstr (message->body, ==, text);
  g_assert_cmpstr (message->recipient_mask, ==, "06\u00a0••\u00a0••\u00a0••\u00a027");

  /* again: a warning with the time of the first, never a block */
  compose (DCR_CHANNEL_SMS);
  choose_template ("carte-perdue-sms");
  g_assert_cmpint (dcr_composer_model_get_duplicate (model (), NULL), ==, message->written);
  hour = dcr_format_hour (message->written);
  assert_shows (hour);
}

static void
test_landline (void)
{
  begin ("0465712030");
  compose (DCR_CHANNEL_SMS);
  g_assert_nonnull (dcr_composer_model_get_recipient_problem (model ()));
  assert_shows (dcr_composer_model_get_recipient_problem (model ()));
  dcr_composer_model_set_recipient (model (), "0692 12 34 56"); /* La Réunion */
  g_assert_null (dcr_composer_model_get_recipient_problem (model ()));
}

static void
test_unfilled (void)
{
  begin ("0639984127");
  compose (DCR_CHANNEL_SMS);
  choose_template ("rendez-vous-sms");
  g_assert_cmpstr (dcr_composer_model_get_missing (model ()), ==, "jour");
  dcr_appels_do_suggested (appels ());
  g_assert_nonnull (dcr_appels_get_form (appels ()));
  desk_await ("its owner is told", is_flagged,
              "SELECT count(*) FROM flag WHERE kind=1 AND state=1 AND detail='jour'");
  dcr_composer_model_set_value (model (), "jour", "12/12/2026");
  dcr_composer_model_set_value (model (), "heure", "9h30");
  dcr_composer_model_set_value (model (), "lieu", "mairie");
  g_assert_cmpstr (dcr_composer_model_get_refusal (model ()), ==, NULL);
  g_assert_nonnull (
      strstr (dcr_composer_model_get_composed (model ())->text, "12\u00a0décembre\u00a02026"));
}

/* What is handed over of the same call is masked by it. */
static void
test_name (void)
{
  g_auto (GStrv) names = NULL, none = NULL;
  DcrCall *call = begin ("0639984127");

  compose (DCR_CHANNEL_MAIL);
  choose_template ("excuses-courriel");
  none = dcr_call_list_names (call);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  dcr_composer_model_set_value (model (), "nom", "Mme Iphi");
  dcr_composer_model_set_value (model (), "nom", "Mme Iphigénie Quéméner");
  names = dcr_call_list_names (call);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, "Mme Iphigénie Quéméner");
}

/* ---- Around ---------------------------------------------------------------------------------- */

static void
test_draft (void)
{
  begin ("0639984127");
  compose (DCR_CHANNEL_MAIL);
  dcr_composer_model_set_recipient (model (), "camille@exemple.example");
  dcr_composer_model_include (model (), 0, FALSE);
  g_assert_true (dcr_appels_escape (appels ()));
  g_assert_null (dcr_appels_get_form (appels ()));
  compose (DCR_CHANNEL_MAIL);
  g_assert_cmpstr (dcr_composer_model_get_recipient (model ()), ==, "camille@exemple.example");
  g_assert_false (
      ((DcrComposePassage *) dcr_composer_model_get_passages (model ())->pdata[0])->included);
}

static gboolean
has_no_draft (gconstpointer data)
{
  return count ("SELECT count(*) FROM message WHERE state=1") == 0;
}

/* A call that is dropped leaves no address behind. */
static void
test_dropped_call (void)
{
  DcrCall *call = begin (NULL);

  compose (DCR_CHANNEL_MAIL);
  dcr_composer_model_set_recipient (model (), "camille@exemple.example");
  dcr_calls_drop (dcr_session_get_calls (session ()), call);
  desk_settle ();
  desk_await ("no draft is left", has_no_draft, NULL);
}

static void
test_widths (void)
{
  begin ("0639984127");
  for (int channel = DCR_CHANNEL_MAIL; channel <= DCR_CHANNEL_SMS; channel++)
    {
      compose (channel);
      desk_resize (1100, 900);
      desk_resize (400, 900);
      desk_resize (1440, 900);
    }
}

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  desk_resize (1440, 900);
  g_test_add_func ("/composer/mail", test_mail);
  g_test_add_func ("/composer/completion", test_completion);
  g_test_add_func ("/composer/rewrite", test_rewrite);
  g_test_add_func ("/composer/rewrite-then-fill", test_rewrite_then_fill);
  g_test_add_func ("/composer/changed-passage", test_changed_passage);
  g_test_add_func ("/composer/link-out-of-order", test_link_out_of_order);
  g_test_add_func ("/composer/lead-marks-link", test_lead_marks_link);
  g_test_add_func ("/composer/sms", test_sms);
  g_test_add_func ("/composer/landline", test_landline);
  g_test_add_func ("/composer/name", test_name);
  g_test_add_func ("/composer/unfilled", test_unfilled);
  g_test_add_func ("/composer/draft", test_draft);
  g_test_add_func ("/composer/dropped-call", test_dropped_call);
  g_test_add_func ("/composer/widths", test_widths);
  result = g_test_run ();
  desk_end ();
  return result;
}
