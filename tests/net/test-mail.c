/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-mail.h"

#include <string.h>

static DcrMail
sample (void)
{
  return (DcrMail){
    .from_name = "Allô Service Public 3939",
    .from_address = "reponse@3939.example",
    .reply_to = "contact@3939.example",
    .to_address = "camille@exemple.example",
    .subject = "Votre appel du 21 novembre : refaire votre carte d’identité",
    .text
    = "Bonjour,\n\n.\n.. Une photo d’identité de moins de 6\u00a0mois ; 25\u00a0€.\nFrom here\n",
    .html = "<p>Bonjour,</p>",
    .message_id = "0198-abcd@3939.example",
    .date_ms = 1795255800000,
  };
}

static char *
text_of (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static void
test_compose (void)
{
  g_autoptr (GError) error = NULL;
  DcrMail mail = sample ();
  static const char pdf[] = "%PDF-1.7\r\n\0\xff binary";
  DcrMailPart part = { "Liste des mairies équipées.pdf", "application/pdf", pdf, sizeof pdf };

  mail.attachments = &part;
  mail.n_attachments = 1;
  g_autoptr (GBytes) bytes = dcr_mail_compose (&mail, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = dcr_mail_compose (&mail, &error);
  g_autofree char *text = text_of (bytes);

  /* every attempt carries the same bytes */
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_nonnull (strstr (text, "Message-Id: <0198-abcd@3939.example>\r\n"));
  g_assert_nonnull (strstr (text, "Auto-Submitted: auto-generated\r\n"));
  g_assert_nonnull (strstr (text, "Reply-To: contact@3939.example\r\n"));
  g_assert_nonnull (strstr (text, "MIME-Version: 1.0\r\n"));
  /* text first */
  g_assert_true (strstr (text, "text/plain; charset=utf-8")
                 < strstr (text, "text/html; charset=utf-8"));
  g_assert_cmpuint (strlen (text), ==, g_bytes_get_size (bytes));
  for (const char *p = text; *p != '\0'; p++)
    {
      g_assert_cmpint ((guchar) *p, <, 0x80);
      if (*p == '\n')
        g_assert_true (p > text && p[-1] == '\r');
      if (*p == '\r')
        g_assert_cmpint (p[1], ==, '\n');
    }
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 998);
}

static void
test_read_back (void)
{
  g_autoptr (GError) error = NULL;
  DcrMail mail = sample ();
  g_autoptr (GBytes) bytes = dcr_mail_compose (&mail, &error);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (DcrMailRead) read = dcr_mail_parse (data, size, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->subject, ==, mail.subject);
  g_assert_cmpstr (read->message_id, ==, mail.message_id);
  g_assert_cmpstr (read->reply_to, ==, mail.reply_to);
  g_autofree char *plain = g_strdup (read->text);
  g_auto (GStrv) lines = g_strsplit (plain, "\r\n", -1);
  g_autofree char *unix_text = g_strjoinv ("\n", lines);
  g_assert_cmpstr (unix_text, ==, mail.text);
}

static void
test_line_breaks_are_refused (void)
{
  const char *hostile = "a@b.example\r\nBcc: other@b.example";
  for (int which = 0; which < 5; which++)
    {
      g_autoptr (GError) error = NULL;
      DcrMail mail = sample ();
      const char **const fields[] = { &mail.to_address, &mail.from_address, &mail.subject,
                                      &mail.reply_to, &mail.from_name };
      *fields[which] = hostile;
      g_assert_null (dcr_mail_compose (&mail, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
    }
}

static const char bounce[]
    = "From: MAILER-DAEMON@relay.example\r\nTo: reponse@3939.example\r\nSubject: Undelivered\r\n"
      "Message-ID: <b1@relay.example>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n"
      "--B\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
      "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; relay.example\r\n\r\n"
      "Final-Recipient: rfc822; camille@exemple.example\r\nAction: %s\r\nStatus: %s\r\n\r\n"
      "--B\r\nContent-Type: %s\r\n\r\n"
      "From: reponse@3939.example\r\nMessage-ID: <0198-abcd@3939.example>\r\nSubject: x\r\n\r\n%s--B--\r\n";

static void
test_bounces (void)
{
  static const struct
  {
    const char *action, *status, *type, *body;
  } cases[] = {
    { "failed", "5.1.1", "message/rfc822", "Bonjour\r\n" },
    { "failed", "5.7.1", "text/rfc822-headers", "" },
    { "delayed", "4.4.1", "message/rfc822", "Bonjour\r\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (bounce, cases[i].action, cases[i].status,
                                               cases[i].type, cases[i].body);
      g_autoptr (DcrMailRead) read = dcr_mail_parse (text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_true (read->is_bounce);
      g_assert_cmpstr (read->action, ==, cases[i].action);
      g_assert_cmpstr (read->status, ==, cases[i].status);
      g_assert_cmpstr (read->bounced_id, ==, "0198-abcd@3939.example");
    }
}

static void
test_hostile_input (void)
{
  g_autofree char *large = g_strnfill (DCR_MAIL_MAX_BYTES + 1, 'a');
  static const char *const texts[] = { "",
                                       "\r\n",
                                       "Subject: x",
                                       "\xff\xfe\x00",
                                       "Content-Type: multipart/mixed\r\n\r\n--",
                                       "Content-Type: message/rfc822\r\n\r\n" };
  g_autoptr (GError) error = NULL;

  g_assert_null (dcr_mail_parse (large, DCR_MAIL_MAX_BYTES + 1, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (dcr_mail_parse (NULL, 0, &error)); /* nothing on standard input */
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) /* refused or read, never a crash */
    {
      g_autoptr (DcrMailRead) read = dcr_mail_parse (texts[i], strlen (texts[i]), NULL);
      if (read != NULL)
        g_assert_null (read->bounced_id);
    }
}

static const char answer[]
    = "From: =?utf-8?q?Pr=C3=A9fecture_du_Rh=C3=B4ne?= <sejour@prefecture.example>\r\n"
      "To: escalades+k3j9@3939.example\r\nCc: chef@prefecture.example\r\nDelivered-To: boite@3939.example\r\n"
      "Subject: Re: [E-0412 k3j9] Bloqu=C3=A9 ?\r\nMessage-ID: <r1@prefecture.example>\r\n"
      "%sMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Oui.</p>\r\n";

static void
test_answers (void)
{
  struct { const char *header; gboolean automatic; } cases[] = {
    { "", FALSE },
    { "Auto-Submitted: no\r\n", FALSE },
    { "Auto-Submitted: auto-replied (vacation)\r\n", TRUE },
    { "Precedence: auto_reply\r\n", TRUE },
    { "X-Autoreply: yes\r\n", TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (answer, cases[i].header);
      g_autoptr (DcrMailRead) read = dcr_mail_parse (text, strlen (text), NULL);
      g_assert_cmpstr (read->from, ==, "Préfecture du Rhône <sejour@prefecture.example>");
      g_assert_cmpstr (read->to, ==,
                       "escalades+k3j9@3939.example, chef@prefecture.example, boite@3939.example");
      g_assert_null (read->text);
      g_assert_nonnull (strstr (read->html, "<p>Oui.</p>"));
      g_assert_cmpint (read->is_automatic, ==, cases[i].automatic);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/mail/compose", test_compose);
  g_test_add_func ("/net/mail/read-back", test_read_back);
  g_test_add_func ("/net/mail/line-breaks-are-refused", test_line_breaks_are_refused);
  g_test_add_func ("/net/mail/bounces", test_bounces);
  g_test_add_func ("/net/mail/answers", test_answers);
  g_test_add_func ("/net/mail/hostile-input", test_hostile_input);
  return g_test_run ();
}
