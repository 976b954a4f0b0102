/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves: the same four forms of every escalation, none with anything that must stay. */
#include "followup-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-escalation-form.h"
#include "followup/dcr-escalation-mail.h"
#include "net/dcr-mail.h"

/* ---- Canaries in every field ----------------------------------------------------------------- */

/* Each with the pieces by which it would be known again in any form. */
static const struct
{
  const char *typed;
  const char *pieces[3];
} canaries[] = {
  { "1 85 05 78 006 084 91", { "006 084", "006084" } },
  { "FR76 3000 6000 0112 3456 7890 189", { "7890", "0112" } },
  { "4111 1111 1111 1111", { "1111" } },
  { "06 39 98 41 27", { "98 41", "9841" } },
  { "+33 6 39 98 05 44", { "98 05", "9805" } },
  { "eloise.dupont@orange.example", { "orange.example", "eloise.d" } },
  { "Éloïse Dupont", { "loïse", "upont" } },
  { "M. Lefèvre", { "efèvre" } },            /* in a message of this call */
  { "Mme QUEMENER", { "UEMENER", "uéméner" } }, /* of the caller who agreed */
};

static char *
with_canaries (const char *text)
{
  GString *out = g_string_new (text);
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    g_string_append_printf (out, " %s,", canaries[i].typed);
  return g_string_free (out, FALSE);
}

static void
assert_clean (const char *form, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    for (guint j = 0; j < G_N_ELEMENTS (canaries[i].pieces) && canaries[i].pieces[j] != NULL; j++)
      if (strstr (text, canaries[i].pieces[j]) != NULL)
        g_error ("%s lets through « %s »: %s", form, canaries[i].pieces[j], text);
}

/* Every free field of the form, one at a time and all at once. */
enum { F_QUESTION, F_WANTS, F_TOLD, F_PROMISE, F_NOTE, F_FACT, N_FIELDS, F_ALL = N_FIELDS };

static void
set_field (DcrEscalationForm *form, DcrCall *call, int field, const char *text)
{
  switch (field)
    {
    case F_QUESTION:
      dcr_escalation_form_set_question (form, text);
      break;
    case F_WANTS:
      dcr_escalation_form_set_wants (form, text);
      break;
    case F_TOLD:
      dcr_escalation_form_set_told (form, text);
      break;
    case F_PROMISE:
      dcr_escalation_form_set_promise (form, TRUE, text);
      break;
    case F_NOTE:
      dcr_call_set_note (call, text);
      break;
    case F_FACT:
      for (guint i = 0; i < dcr_escalation_form_get_facts (form)->len; i++)
        dcr_escalation_form_set_fact (form, i, text);
      break;
    default:
      g_assert_not_reached ();
    }
}

static DcrEscalationForm *
make_form (FollowFixture *fixture)
{
  DcrCall *call = dcr_calls_begin (fixture->base.calls, "06 39 98 41 27");
  const char *names[] = { "Lefèvre", NULL };
  g_autoptr (GError) error = NULL;
  DcrEscalationForm *form;

  dcr_calls_set_person (fixture->base.calls, &fixture->agent);
  dcr_call_keep_passage (call, &fixture_passage);
  dcr_call_set_reason (call, "IDE-SUIVI");
  form = dcr_escalation_form_new (fixture->base.calls, call, &error);
  g_assert_no_error (error);
  dcr_escalation_form_set_name (form, "Éloïse Dupont");
  dcr_escalation_form_set_email (form, "eloise.dupont@orange.example");
  dcr_call_set_identity (call, "Iphigénie Quéméner", "");
  dcr_call_set_names (call, "sms", names);
  dcr_call_set_names (call, "mail", NULL);
  dcr_escalation_form_set_question (form, "La demande est-elle bloquée ?");
  return form;
}

/* As the mail program of the other side sees it: headers and both parts decoded. */
static char *
mail_of (const DcrEscalation *escalation)
{
  DcrEscalationSender sender
      = { "Allô Service Public", "reponse@3939.example", "escalades@3939.example" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dcr_escalation_mail (escalation, &sender, "sejour@prefecture.example",
                                                  "0198@3939.example", NULL, &error);
  g_autoptr (DcrMailRead) read = NULL;
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  read = dcr_mail_parse (data, size, &error);
  g_assert_no_error (error);
  return g_strjoin ("\n", read->subject, read->to, read->reply_to, read->text, NULL);
}

static void
assert_all_forms_clean (const DcrEscalation *escalation)
{
  g_autoptr (DcrSheet) sheet = dcr_packet_sheet (escalation, NULL);
  g_autofree char *mail = mail_of (escalation);
  g_autofree char *json = dcr_packet_json (escalation, "Rappelez le 06 39 98 41 27.");
  g_autofree char *body = dcr_packet_body (escalation, "Écrire à eloise.dupont@orange.example");
  g_autofree char *print = dcr_sheet_to_text (sheet, 60);
  g_autofree char *name = dcr_packet_file_name (escalation, "txt");

  assert_clean ("the e-mail", mail);
  assert_clean ("the e-mail that follows", body);
  assert_clean ("the JSON", json);
  assert_clean ("the printed sheet and the export", print);
  assert_clean ("the name of the file", name);
  /* what is not a secret is still there, in each of them */
  g_assert_nonnull (strstr (mail, "[telephone number]"));
  g_assert_nonnull (strstr (json, "[telephone number]"));
  g_assert_nonnull (strstr (print, "[telephone number]"));
}

static void
test_nothing_leaks (FollowFixture *fixture, gconstpointer data)
{
  g_autofree char *dirty = with_canaries ("Appelez-le :");

  for (int field = 0; field <= F_ALL; field++)
    {
      g_autoptr (DcrEscalationForm) form = make_form (fixture);
      DcrCall *call = dcr_escalation_form_get_call (form);
      g_autoptr (DcrEscalation) built = NULL;

      g_test_message ("field %d", field);
      for (int i = 0; i < N_FIELDS; i++)
        if (field == F_ALL || field == i)
          set_field (form, call, i, dirty);
      built = dcr_escalation_form_build (form);
      built->token = g_strdup ("k3j9x2m4n5p6q7r8");
      built->number = 412;
      assert_all_forms_clean (built);
      dcr_calls_drop (fixture->base.calls, call);
    }
}

/* What the queue needs leaves in its own field, and nowhere else. */
static void
test_needed_fields_leave (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (DcrEscalationForm) form = make_form (fixture);
  g_autoptr (DcrEscalation) built = NULL;
  g_autofree char *json = NULL;

  dcr_escalation_form_set_queue (form, "BO-PREF69");
  dcr_escalation_form_set_wants (form, "Éloïse Dupont, 06 39 98 41 27");
  built = dcr_escalation_form_build (form);
  built->token = g_strdup ("k3j9x2m4n5p6q7r8");
  json = dcr_packet_json (built, "Mme Dupont a rappelé.");
  g_assert_nonnull (strstr (json, "\"word\":\"Mme [the caller] a rappelé.\""));
  g_assert_nonnull (strstr (json, "\"wants\":\"[the caller], [telephone number]\""));
  g_assert_nonnull (strstr (json, "\"value\":\"Éloïse Dupont\""));
  g_assert_nonnull (strstr (json, "\"value\":\"06\u00a039\u00a098\u00a041\u00a027\""));
  g_assert_null (strstr (json, "orange.example"));
}

/* The events that stand at the end of a printed sheet are masked too. */
static void
test_events_are_masked (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid id = follow_send (fixture->base.store, &fixture->agent, "Le dossier est-il bloqué ?");
  g_autoptr (DcrEscalation) self = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (DcrSheet) sheet = NULL;
  g_autofree char *text = NULL;

  follow_act (fixture->base.store, &id, DCR_ANY_VERSION, DCR_ACT_NOTE, &fixture->agent,
              "Joignable au 06 39 98 41 27.", NULL, NULL);
  self = follow_get (fixture->base.store, &id);
  events = dcr_escalation_events (dcr_store_reader (fixture->base.store), &id, NULL);
  sheet = dcr_packet_sheet (self, events);
  text = dcr_sheet_to_text (sheet, 72);
  g_assert_nonnull (strstr (text, "Agent 2047 adds"));
  assert_clean ("the events", text);
}

/* ---- Shape ----------------------------------------------------------------------------------- */

static void
test_subject_and_reply_to (void)
{
  g_autoptr (DcrEscalation) self = dcr_escalation_new ();
  g_autofree char *subject = NULL,
                  *none = dcr_packet_reply_to ("pas une adresse", "k3j9x2m4n5p6q7r8");
  g_autofree char *reply = dcr_packet_reply_to ("escalades@3939.example", "k3j9x2m4n5p6q7r8");

  self->number = 412;
  self->token = g_strdup ("k3j9x2m4n5p6q7r8");
  self->question = g_strdup (
      "Une question\r\nBcc: intrus@example.org, puis encore beaucoup de mots qui font que cette "
      "phrase est trop longue pour un objet ?");
  subject = dcr_packet_subject (self);
  g_assert_true (g_str_has_prefix (subject, "[E-0412 k3j9x2m4n5p6q7r8] Une question"));
  g_assert_null (strpbrk (subject, "\r\n"));
  g_assert_cmpint (g_utf8_strlen (subject, -1), ==, 120);
  g_assert_true (g_str_has_suffix (subject, "…"));
  g_assert_cmpstr (reply, ==, "escalades+k3j9x2m4n5p6q7r8@3939.example");
  g_assert_null (none);
}

static void
test_sheet_leaves_out_what_is_empty (void)
{
  g_autoptr (DcrSheet) sheet = dcr_sheet_new ("Titre", NULL);
  g_autofree char *text = NULL;

  dcr_sheet_add_section (sheet, "Vide");
  dcr_sheet_add (sheet, "Rien", "  ");
  dcr_sheet_add_section (sheet, "Pleine");
  dcr_sheet_add (sheet, "Mairie", "un texte assez long pour aller à la ligne une fois");
  dcr_sheet_add (sheet, NULL, "Deux\nlignes");
  text = dcr_sheet_to_text (sheet, 30);
  g_assert_cmpstr (text, ==,
                   "Titre\n\nPLEINE\nMairie: un texte assez long\n  pour aller à la ligne une\n  fois\nDeux\nlignes\n");
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/packet/nothing-leaks", test_nothing_leaks);
  ADD ("/packet/needed-fields", test_needed_fields_leave);
  ADD ("/packet/events", test_events_are_masked);
  g_test_add_func ("/packet/subject", test_subject_and_reply_to);
  g_test_add_func ("/packet/sheet", test_sheet_leaves_out_what_is_empty);
  return g_test_run ();
}
