/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-answer-text.h"
#include "followup/dcr-answer.h"
#include "followup/dcr-callback.h"

/* ---- Their own words ------------------------------------------------------------------------- */

#define TOKEN "k3j9x2m4n5p6q7r8"

static const struct
{
  const char *text, *own;
} mails[] = {
  { "Bonjour,\n\nLe titre part demain.\n\nCordialement\n---- Please answer above this line · " TOKEN " ----\nEscalade\n",
    "Bonjour,\n\nLe titre part demain.\n\nCordialement" },
  { "Oui.\n\nLe 18 nov. 2026 à 10:12, Allô <a@b.example> a écrit :\n> La question\n", "Oui." },
  { "Oui.\n\nLe mercredi 18 novembre 2026 à 10:12:33 UTC+1, Allô Service Public\n<escalades@3939.example> a écrit\u00a0:\n> x",
    "Oui." },
  { "Oui.\r\n\r\n-----Message d'origine-----\r\nDe : x\r\n", "Oui." },
  { "Oui.\n\nDe : Allô\nEnvoyé : mercredi\nÀ : Préfecture\nObjet : x\n\ntexte", "Oui." },
  { "Oui.\n\n________________________________\nDe : Allô", "Oui." },
  { "> La question ?\nOui, depuis hier.\n> La suite ?\nNon.", "Oui, depuis hier.\nNon." },
  { "Le dossier est complet.\nLe titre part demain.", "Le dossier est complet.\nLe titre part demain." },
  { "De : Lyon à Paris, le délai est le même.", "De : Lyon à Paris, le délai est le même." },
  { "Oui.\n\n\n\nMerci.\n-- \nLe bureau des titres\n04 65 71 00 00", "Oui.\n\nMerci." },
  { "> rien d'eux\n> du tout", "" },
  { "", "" },
};

static void
test_own_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *own = dcr_answer_text_own (mails[i].text, TOKEN);
      g_assert_cmpstr (own, ==, mails[i].own);
    }
}

static void
test_html (void)
{
  struct { const char *html, *own; } cases[] = {
    { "<html><head><title>x</title><style>p{}</style></head><body><p>D&eacute;j&agrave; envoy&#233;.</p><p>Merci&nbsp;!</p></body></html>",
      "Déjà envoyé.\nMerci\u00a0!" },
    { "<div>Oui<br>ou non</div><blockquote><p>cité</p></blockquote>", "Oui\nou non" },
    { "<p>5 &lt; 6 &amp; plus</p><!-- caché -->", "5 < 6 & plus" },
    { "<script>alert(1)</script><p>Oui", "Oui" },
    { "a < b", "a < b" },
    { "&#x41;&#0;&#xffffffff;&inconnue;", "A  &inconnue;" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dcr_answer_text_from_html (cases[i].html);
      g_autofree char *own = dcr_answer_text_own (text, TOKEN);
      g_assert_cmpstr (own, ==, cases[i].own);
    }
}

static void
test_html_never_fails (void)
{
  static const char *const pieces[] = { "<",  ">",       "</", "<!--", "-->", "&",     "&#", ";",
                                        "<p", "<script", "é",  " ",    "x",   "<br/>", "'" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      GString *html = g_string_new (NULL);
      for (int n = g_rand_int_range (rand, 0, 20); n > 0; n--)
        g_string_append (html, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_autofree char *text = dcr_answer_text_from_html (html->str);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_string_free (html, TRUE);
    }
}

/* ---- Taken in -------------------------------------------------------------------------------- */

typedef struct
{
  char *bytes;
  DcrAnswerTaken taken;
} Mail;

static gboolean
take (DcrDb *db, gpointer data, GError **error)
{
  Mail *mail = data;
  g_autoptr (DcrMailRead) read = dcr_mail_parse (mail->bytes, strlen (mail->bytes), error);
  return read != NULL && dcr_answer_take (db, read, &mail->taken, error);
}

static gboolean
take_in (FollowFixture *fixture, const char *to, const char *subject, const char *headers,
         const char *id, const char *text, DcrAnswerTaken *taken, GError **error)
{
  Mail mail = { g_strdup_printf ("From: =?utf-8?q?Pr=C3=A9fecture?= <sejour@prefecture.example>\r\n"
                                 "To: %s\r\nSubject: %s\r\nMessage-ID: <%s>\r\n%sMIME-Version: 1.0\r\n"
                                 "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
                                 to, subject, id, headers, text) };
  gboolean done = dcr_store_write (fixture->base.store, take, &mail, error);
  *taken = mail.taken;
  g_free (mail.bytes);
  return done;
}

static void
test_answer_by_subject_and_by_address (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;

  for (int by_address = 0; by_address < 2; by_address++)
    {
      DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
      g_autoptr (DcrEscalation) self = follow_get (store, &id), after = NULL;
      g_autofree char *subject
          = g_strdup_printf ("RE: [E-%04d %s] Bloqué", (int) self->number, self->token);
      g_autofree char *to = g_strdup_printf ("escalades+%s@3939.example", self->token);
      g_autofree char *message = g_strdup_printf ("r%d@prefecture.example", by_address);
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GError) error = NULL;
      const DcrEscalationEvent *event;
      DcrAnswerTaken taken;

      take_in (fixture, by_address ? to : "escalades@3939.example",
               by_address ? "Réponse" : subject, "", message,
               "Le titre part demain, NIR 1 85 05 78 006 084 91, notre accueil : 04 65 71 00 00.",
               &taken, &error);
      g_assert_no_error (error);
      g_assert_true (dcr_uuid_equal (&taken.escalation, &id));
      g_assert_cmpint (taken.act, ==, DCR_ACT_ANSWER);
      g_assert_false (taken.again);
      after = follow_get (store, &id);
      g_assert_cmpint (after->state, ==, DCR_ESCALATION_ANSWERED);
      events = dcr_escalation_events (dcr_store_reader (store), &id, NULL);
      event = events->pdata[events->len - 1];
      g_assert_cmpstr (event->who, ==, "Préfecture");
      /* the number to call is part of the answer, the NIR is nobody's to keep */
      g_assert_cmpstr (event->text, ==,
                       "Le titre part demain, NIR [social security number], notre accueil : 04 65 71 00 00.");

      /* the same message again is the same answer */
      g_assert_true (
          take_in (fixture, to, subject, "", message, "Le titre part demain.", &taken, NULL));
      g_assert_true (taken.again);
      /* another one afterwards is kept as a word, the state stays */
      g_assert_true (take_in (fixture, to, subject, "", "autre@prefecture.example",
                              "P.-S. : merci.", &taken, NULL)
                     || by_address);
      if (!by_address)
        g_assert_cmpint (taken.act, ==, DCR_ACT_NOTE);
    }
}

static void
test_machines_do_not_answer (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid id = follow_send (fixture->base.store, &fixture->agent, "Le dossier est-il bloqué ?");
  g_autoptr (DcrEscalation) self = follow_get (fixture->base.store, &id), after = NULL;
  g_autofree char *to = g_strdup_printf ("escalades+%s@3939.example", self->token);
  DcrAnswerTaken taken;

  g_assert_true (take_in (fixture, to, "Absence", "Auto-Submitted: auto-replied\r\n", "a@b.example",
                          "Je suis absent.", &taken, NULL));
  g_assert_cmpint (taken.act, ==, DCR_ACT_NOTE);
  after = follow_get (fixture->base.store, &id);
  g_assert_cmpint (after->state, ==, DCR_ESCALATION_RECEIVED);
}

static void
test_answers_refused (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid id = follow_send (fixture->base.store, &fixture->agent, "Le dossier est-il bloqué ?");
  g_autoptr (DcrEscalation) self = follow_get (fixture->base.store, &id), after = NULL;
  g_autofree char *to = g_strdup_printf ("escalades+%s@3939.example", self->token);
  g_autoptr (GError) error = NULL;
  DcrAnswerTaken taken;

  g_assert_false (take_in (fixture, "x@3939.example", "[E-0001 k3j9x2m4n5p6q7r8]", "", "1@b",
                           "Oui.", &taken, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (take_in (fixture, to, "Re:", "", "2@b", "> rien que du cité", &taken, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  after = follow_get (fixture->base.store, &id);
  g_assert_cmpint (after->version, ==, 1);
}

/* ---- One act --------------------------------------------------------------------------------- */

typedef struct
{
  DcrDeed deed;
  DcrAnswerCallback *callback;
  DcrAnswerProposal *proposal;
} Act;

static gboolean
answer (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  return dcr_answer_write (db, &act->deed, act->callback, act->proposal, error);
}

static void
test_answer_does_three_things (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
  DcrUuid twin = follow_send (store, &fixture->other_agent, "Le même dossier ?");
  DcrAnswerCallback plan
      = { FOLLOW_NOW + 3600000, FOLLOW_NOW + 7200000, "Indian/Reunion", "La Réunion", 1 };
  DcrAnswerProposal proposal = { "Titre bloqué", "Le titre de Mme est débloqué : 06 39 98 41 27." };
  Act act = { { .escalation = id,
                .version = DCR_ANY_VERSION,
                .act = DCR_ACT_ANSWER,
                .person = &fixture->expert,
                .text = "Il part demain." },
              &plan,
              &proposal };
  g_autoptr (GPtrArray) callbacks = NULL;
  g_autoptr (GError) error = NULL;
  const DcrCallback *callback;

  follow_act (store, &twin, DCR_ANY_VERSION, DCR_ACT_TAKE, &fixture->expert, NULL, NULL, NULL);
  follow_act (store, &twin, DCR_ANY_VERSION, DCR_ACT_MERGE, &fixture->expert, NULL, &id, NULL);
  follow_act (store, &id, DCR_ANY_VERSION, DCR_ACT_TAKE, &fixture->expert, NULL, NULL, NULL);
  dcr_store_write (store, answer, &act, &error);
  g_assert_no_error (error);
  callbacks = dcr_callback_list (dcr_store_reader (store), DCR_CALLBACKS_TO_COME, NULL, FOLLOW_NOW,
                                 10, NULL);
  g_assert_cmpuint (callbacks->len, ==, 1); /* both gave the same number */
  callback = callbacks->pdata[0];
  g_assert_cmpstr (callback->phone, ==, "+33639984127");
  g_assert_true (dcr_uuid_equal (&callback->person, &fixture->agent));
  g_assert_cmpstr (callback->zone, ==, "Indian/Reunion");
  g_assert_nonnull (strstr (callback->promise, "E-0001"));
  g_autofree char *text = fixture_text (&fixture->base, "SELECT text FROM proposal");
  g_assert_cmpstr (text, ==, "Le titre de Mme est débloqué : [telephone number].");
}

static void
test_answer_is_whole_or_nothing (FollowFixture *fixture, gconstpointer data)
{
  DcrStore *store = fixture->base.store;
  DcrUuid id = follow_send (store, &fixture->agent, "Le dossier est-il bloqué ?");
  DcrAnswerCallback past
      = { FOLLOW_NOW - 7200000, FOLLOW_NOW - 3600000, "Europe/Paris", "France", 1 };
  Act act = { { .escalation = id,
                .version = DCR_ANY_VERSION,
                .act = DCR_ACT_ANSWER,
                .person = &fixture->expert,
                .text = "Il part demain." },
              &past,
              NULL };
  g_autoptr (DcrEscalation) self = NULL;
  g_autoptr (GError) error = NULL;

  follow_act (store, &id, DCR_ANY_VERSION, DCR_ACT_TAKE, &fixture->expert, NULL, NULL, NULL);
  g_assert_false (dcr_store_write (store, answer, &act, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE);
  self = follow_get (store, &id);
  g_assert_cmpint (self->state, ==, DCR_ESCALATION_TAKEN);
  g_assert_cmpint (self->version, ==, 2);
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/own-words", test_own_words);
  g_test_add_func ("/answer/html", test_html);
  g_test_add_func ("/answer/html-never-fails", test_html_never_fails);
  ADD ("/answer/taken", test_answer_by_subject_and_by_address);
  ADD ("/answer/machines", test_machines_do_not_answer);
  ADD ("/answer/refused", test_answers_refused);
  ADD ("/answer/one-act", test_answer_does_three_things);
  ADD ("/answer/whole", test_answer_is_whole_or_nothing);
  return g_test_run ();
}
