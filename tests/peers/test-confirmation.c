/* SPDX-License-Identifier: GPL-3.0-or-later */
/* End to end: the demonstration's articles, a call, passages kept, a template of its reason, both channels,
 * `decrochectl outbox run` and `serve`, a real relay and a real SMS gateway; then what arrived, byte for
 * byte, and what the record says. */
#include <stdlib.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-kannel.h"
#include "followup/dcr-carrier.h"
#include "followup/dcr-compose.h"
#include "net/dcr-mail.h"
#include "session/dcr-session-followup.h"

#define LIST "liste-papiers-perdus.txt"
#define TOKEN "0123456789abcdefXYZ"

static char *certs;

typedef struct
{
  char *folder, *mailbox;
  DcrPeer *relay, *serving;
  DcrKannel *kannel;
  DcrSession *session;
  guint report_port;
} World;

static char **
cli_words (World *w, const char *act)
{
  const char *words[] = { g_getenv ("DCR_CLI"), "--base", w->folder, "outbox", act, NULL };
  return g_strdupv ((char **) words);
}

static void
write_settings (World *w, guint smtp_port)
{
  g_autofree char *path = g_build_filename (w->folder, "sending.ini", NULL);
  g_autofree char *text = g_strdup_printf (
      "[mail]\nhost=127.0.0.1\nport=%u\nuser=decroche\npassword=secret\nca-file=%s/ca.pem\n"
      "from=reponse@3939.example\nfrom-name=Allô Service Public 3939\nreply-to=contact@3939.example\n"
      "[sms]\ngateway=kannel\nurl=%s\nuser=u\npassword=p\nfrom=3939\nopens=0:00\ncloses=24:00\ndays=1-7\n"
      "[reports]\nport=%u\ntoken=" TOKEN "\n",
      smtp_port, certs, dcr_kannel_get_url (w->kannel), w->report_port);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
open_world (World *w)
{
  static const char *const with_password[] = { "--password", "secret", NULL };
  g_autoptr (GError) error = NULL;
  guint smtp_port;

  memset (w, 0, sizeof *w);
  w->folder = dcr_peer_make_folder ();
  w->mailbox = dcr_peer_make_folder ();
  w->session = dcr_session_open (w->folder, TRUE, &error);
  g_assert_no_error (error);
  w->relay = dcr_peer_start_relay (certs, w->mailbox, 0, with_password, &smtp_port);
  w->kannel = dcr_kannel_start ();
  w->report_port = dcr_peer_free_port ();
  write_settings (w, smtp_port);
  g_auto (GStrv) serve = cli_words (w, "serve");
  w->serving = dcr_peer_start_daemon ((const char *const *) serve);
  g_free (dcr_peer_await (w->serving, "listening"));
}

static void
close_world (World *w)
{
  dcr_peer_stop (w->serving);
  dcr_kannel_stop (w->kannel);
  dcr_peer_stop (w->relay);
  g_object_unref (w->session);
  dcr_peer_remove_folder (w->folder);
  dcr_peer_remove_folder (w->mailbox);
}

static void
run_outbox (World *w)
{
  g_auto (GStrv) words = cli_words (w, "run");
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("outbox run: %s%s", out, err);
}

static void
await_state (World *w, const DcrUuid *id, DcrMessageState state)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  DcrMessageState now = 0;

  while (now != state && g_get_monotonic_time () < until)
    {
      now = dcr_db_get_int (dcr_store_reader (dcr_session_get_store (w->session)), 0, NULL,
                            "SELECT state FROM message WHERE id=?1", "u", id);
      g_thread_yield ();
    }
  g_assert_cmpint (now, ==, state);
}

/* ---- SMS: parts, escapes, surrogates --------------------------------------------------------- */

static DcrUuid
put_sms (World *w, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrMessage) message = dcr_message_new (DCR_CHANNEL_SMS);
  DcrGsmCount count;

  dcr_gsm_count (text, &count);
  message->state = DCR_MESSAGE_QUEUED;
  message->recipient = g_strdup ("+33639984127");
  message->body = g_strdup (text);
  message->parts = count.parts;
  g_assert_true (dcr_outbox_put (dcr_session_get_outbox (w->session), message, NULL, &error));
  g_assert_no_error (error);
  return message->id;
}

static char *
repeat (const char *letter, guint times, const char *end)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < times; i++)
    g_string_append (out, letter);
  return g_string_free (g_string_append (out, end), FALSE);
}

static void
test_sms_parts (void)
{
  World w;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (DcrUuid));

  g_ptr_array_add (texts, g_strdup ("Café : 25 € à régler [au guichet], où ?"));
  g_ptr_array_add (texts, g_strdup ("Un cœur d’or – bientôt reçu, 25\u00a0€"));
  g_ptr_array_add (texts, repeat ("é", 160, ""));
  g_ptr_array_add (texts, repeat ("e", 161, ""));
  g_ptr_array_add (texts, repeat ("a", 152, "€ fin, et la suite de la deuxième partie"));
  g_ptr_array_add (texts, repeat ("ô", 70, ""));
  g_ptr_array_add (texts, repeat ("ô", 71, ""));
  g_ptr_array_add (texts, repeat ("ô", 66, "😀 puis la suite"));
  open_world (&w);
  for (guint i = 0; i < texts->len; i++)
    {
      DcrUuid id = put_sms (&w, g_ptr_array_index (texts, i));
      g_array_append_val (ids, id);
    }
  run_outbox (&w);
  for (guint i = 0; i < ids->len; i++) /* 8 and 1 came, in whatever order */
    await_state (&w, &g_array_index (ids, DcrUuid, i), DCR_MESSAGE_DELIVERED);
  g_autoptr (GPtrArray) received = dcr_kannel_received (w.kannel);
  g_assert_cmpuint (received->len, ==, texts->len);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      const DcrReceivedSms *found = NULL;
      DcrGsmCount count;
      for (guint n = 0; n < received->len && found == NULL; n++)
        if (g_str_equal (((DcrReceivedSms *) g_ptr_array_index (received, n))->text, text))
          found = g_ptr_array_index (received, n);
      if (found == NULL)
        g_error ("not received as sent: %s", text);
      dcr_gsm_count (text, &count);
      g_assert_cmpuint (found->parts, ==, count.parts); /* Kannel cuts as we count */
      g_assert_true (found->ucs2 == (count.encoding == DCR_GSM_UCS2));
      g_assert_cmpstr (found->to, ==, "+33639984127");
    }
  close_world (&w);
}

/* ---- A whole confirmation -------------------------------------------------------------------- */

static void
passage_free (gpointer data)
{
  g_free (((DcrComposePassage *) data)->text);
  g_free (data);
}

/* Keeps the passages that read as sentences of the article, as the reader would hand them over. */
static void
keep_passages (World *w, DcrCall *call)
{
  DcrReference *reference = dcr_session_get_reference (w->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article
      = dcr_reference_get_article (reference, DCR_AUDIENCE_PARTICULIERS, "F91101", NULL, &error);
  guint kept = 0;

  g_assert_no_error (error);
  DcrCallArticle opened
      = { (char *) article->ref, 1, (char *) article->content_hash, (char *) article->title };
  dcr_calls_note_article (dcr_session_get_calls (w->session), &opened);
  for (guint i = 0; i < article->n_passages && kept < 3; i++)
    {
      const DcrPassage *p = &article->passages[i];
      DcrCallPassage passage = { (char *) article->ref,
                                 1,
                                 (char *) article->content_hash,
                                 (char *) article->title,
                                 (char *) article->date,
                                 (char *) p->address,
                                 (char *) p->heading,
                                 (char *) p->hash,
                                 (char *) p->text,
                                 NULL,
                                 0 };
      if (strlen (p->text) > 40)
        kept = dcr_calls_keep_passage (dcr_session_get_calls (w->session), &passage);
    }
  g_assert_cmpuint (kept, ==, 3);
}

static DcrComposed *
compose (World *w, DcrCall *call, DcrTemplate **template, DcrChannel channel)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (w->session));
  g_autoptr (GPtrArray) list = dcr_templates_list (db, channel, NULL, NULL, FALSE, NULL);
  g_autoptr (GPtrArray) passages = g_ptr_array_new_with_free_func (passage_free);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) quotes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DcrRules) rules = dcr_rules_load (db);
  GPtrArray *kept = dcr_call_get_passages (call);
  static const char *const opened[] = { "particuliers/F91101", NULL };
  g_autofree char *reference
      = dcr_compose_reference (dcr_call_get_id (call), dcr_call_get_began (call));

  dcr_templates_sort_for (list, "IDE-PERTE", "IDE");
  *template = dcr_template_copy (g_ptr_array_index (list, 0));
  for (guint i = 0; i < (*template)->quotes->len; i++)
    {
      const DcrQuote *q = g_ptr_array_index ((*template)->quotes, i);
      g_hash_table_insert (quotes, g_strdup_printf ("%s#%s", q->article, q->address), q->hash);
    }
  for (guint i = 0; i < kept->len; i++)
    {
      DcrComposePassage *passage = g_new0 (DcrComposePassage, 1);
      passage->kept = g_ptr_array_index (kept, i);
      passage->included = TRUE;
      g_ptr_array_add (passages, passage);
    }
  DcrComposeInput in = { .template = *template,
                         .passages = passages,
                         .opened = opened,
                         .agent = "Agent 2047",
                         .link = "https://services.decroche.example/pre-demande",
                         .now = dcr_clock_now_ms (),
                         .call_began = dcr_call_get_began (call),
                         .reference = reference,
                         .values = values,
                         .quotes_now = quotes,
                         .rules = rules };
  DcrComposed *composed = dcr_compose (&in);
  const DcrProblem *refusal = dcr_composed_refusal (composed);
  if (refusal != NULL)
    g_error ("%s", refusal->sentence);
  return composed;
}

static DcrMessage *
queue (World *w, DcrCall *call, const DcrComposed *composed, const DcrTemplate *template,
       const char *recipient)
{
  g_autoptr (GError) error = NULL;
  DcrMessage *message = dcr_composed_to_message (composed, template);

  message->call = *dcr_call_get_id (call);
  message->person = *dcr_calls_get_person (dcr_session_get_calls (w->session));
  message->recipient = dcr_message_normalise (message->channel, recipient, &error);
  g_assert_no_error (error);
  g_assert_true (
      dcr_outbox_put (dcr_session_get_outbox (w->session), message, "3939.example", &error));
  g_assert_no_error (error);
  return message;
}

/* Base64 of the part of this name, between the empty line and the boundary. */
static void
assert_attached (const char *mail, const char *name, const char *expected, gsize expected_size)
{
  g_autofree char *coded = NULL;
  g_autofree guchar *read = NULL;
  const char *at = strstr (mail, name), *start, *end;
  gsize size;

  g_assert_nonnull (at);
  start = strstr (at, "\r\n\r\n");
  g_assert_nonnull (start);
  end = strstr (start, "\r\n--");
  g_assert_nonnull (end);
  coded = g_strndup (start, end - start);
  read = g_base64_decode (coded, &size);
  g_assert_cmpmem (read, size, expected, expected_size);
}

static void
test_confirmation (void)
{
  World w;
  DcrTemplate *mail_template, *sms_template;

  open_world (&w);
  DcrCall *call = dcr_calls_begin (dcr_session_get_calls (w.session), "0639984127");
  keep_passages (&w, call);
  g_autoptr (DcrComposed) mail = compose (&w, call, &mail_template, DCR_CHANNEL_MAIL);
  g_autoptr (DcrComposed) sms = compose (&w, call, &sms_template, DCR_CHANNEL_SMS);
  g_autoptr (DcrMessage) mail_message
      = queue (&w, call, mail, mail_template, "camille@exemple.example");
  g_autoptr (DcrMessage) sms_message = queue (&w, call, sms, sms_template, "06 39 98 41 27");
  run_outbox (&w);
  await_state (&w, &mail_message->id, DCR_MESSAGE_HANDED);
  await_state (&w, &sms_message->id, DCR_MESSAGE_DELIVERED);

  /* the e-mail, byte for byte as composed, and as a reader shows it */
  g_autofree char *path = g_build_filename (w.mailbox, "000001.eml", NULL);
  g_autofree char *arrived = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSending) sending = dcr_sending_load (w.folder, dcr_session_data_folder (), &error);
  g_autofree char *list_path = g_build_filename (dcr_session_data_folder (), "demo", "templates",
                                                 "attachments", LIST, NULL);
  g_autofree char *list = NULL;
  gsize size, list_size;
  g_assert_true (g_file_get_contents (list_path, &list, &list_size, NULL));
  DcrMailPart part = { LIST, "text/plain; charset=utf-8", list, list_size };
  g_autoptr (GBytes) expected = dcr_carrier_compose (sending, mail_message, &part, 1, &error);
  g_assert_true (g_file_get_contents (path, &arrived, &size, NULL));
  g_assert_cmpmem (arrived, size, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  assert_attached (arrived, LIST, list, list_size);
  g_autoptr (DcrMailRead) read = dcr_mail_parse (arrived, size, &error);
  g_auto (GStrv) pieces = g_strsplit (read->text, "\r", -1);
  g_autofree char *text = g_strjoinv ("", pieces);
  g_assert_cmpstr (text, ==, mail->text);
  g_assert_cmpstr (read->subject, ==, mail->subject);
  g_assert_cmpstr (read->reply_to, ==, "contact@3939.example");
  for (guint i = 0; i < 3; i++) /* all three passages, in their order */
    {
      const DcrCallPassage *kept = g_ptr_array_index (dcr_call_get_passages (call), i);
      g_assert_nonnull (strstr (text, kept->heading));
    }
  g_assert_nonnull (strstr (text, "F91101 (version 1, à jour du"));

  /* the SMS, put together again from its parts */
  g_autoptr (GPtrArray) received = dcr_kannel_received (w.kannel);
  g_assert_cmpuint (received->len, ==, 1);
  const DcrReceivedSms *one = g_ptr_array_index (received, 0);
  g_assert_cmpstr (one->text, ==, sms->text);
  g_assert_cmpuint (one->parts, ==, sms->count.parts);

  /* a bounce comes by the site's mail rule: the record says so, and the address is gone */
  g_autofree char *bounce = g_strdup_printf (
      "From: MAILER-DAEMON@relay.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report;"
      " report-type=delivery-status; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; r\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--B\r\nContent-Type: message/rfc822\r\n\r\n%.*s\r\n--B--\r\n",
      (int) size, arrived);
  g_auto (GStrv) words = cli_words (&w, "bounce");
  g_autoptr (GSubprocess) process
      = g_subprocess_newv ((const char *const *) words,
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *said = NULL;
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, bounce, NULL, &said, NULL, &error));
  g_assert_cmpstr (said, ==, "failed\n");
  g_autoptr (DcrMessage) after = dcr_message_get (
      dcr_store_reader (dcr_session_get_store (w.session)), &mail_message->id, &error);
  g_assert_cmpint (after->state, ==, DCR_MESSAGE_FAILED);
  g_assert_null (after->recipient);
  g_assert_cmpstr (after->body, ==, mail->text); /* what was said stays */
  dcr_template_free (mail_template);
  dcr_template_free (sms_template);
  close_world (&w);
}

int
main (int argc, char **argv)
{
  int status;
  g_test_init (&argc, &argv, NULL);
  certs = dcr_peer_make_certs ();
  g_test_add_func ("/peers/confirmation/sms-parts", test_sms_parts);
  g_test_add_func ("/peers/confirmation/whole", test_confirmation);
  status = g_test_run ();
  dcr_peer_remove_folder (certs);
  return status;
}
