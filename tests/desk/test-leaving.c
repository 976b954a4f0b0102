/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves with an escalation, as its readers get it: the e-mail, the JSON attached to it, the paper
 * (GtkPrintOperation to PDF, read back by pdftotext) and the files of the export. Every free field in turn
 * is filled with all that must stay; none of the four forms shows any of it. */
#include "followup-fixture.h"

#include <gtk/gtk.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/follow/dcr-sheet-view.h"
#include "followup/dcr-escalation-form.h"
#include "followup/dcr-escalation-mail.h"
#include "net/dcr-mail.h"

static const struct
{
  const char *typed;
  const char *pieces[3]; /* by which it would be known again, without spaces */
} secrets[] = {
  { "1 85 05 78 006 084 91", { "78006", "084" } },
  { "FR76 3000 6000 0112 3456 7890 189", { "FR76", "7890" } },
  { "06 39 98 41 27", { "9841" } },
  { "+33 6 39 98 05 44", { "9805" } },
  { "eloise.dupont@orange.example", { "orange.example", "eloise.d" } },
  { "Éloïse Dupont", { "loïse", "upont" } },   /* typed in the form */
  { "Jean-Loup Lefèvre", { "Loup", "efèvre" } }, /* in a message of this call */
  { "Mme QUEMENER", { "UEMENER" } },             /* who agreed to be known */
};

#define LAST "FIN DU CHAMP"

#define N_KNOWN_LATER 5 /* names that were left out are known to nobody once the call is closed */

static char *
some_secrets (guint n)
{
  GString *out = g_string_new ("Voir :");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, " %s ;", secrets[i].typed);
  g_string_append (out, " " LAST);
  return g_string_free (out, FALSE);
}

/* A line or page may be cut anywhere: spaces count for nothing. */
static char *
without_spaces (const char *text)
{
  GString *out = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static const char *
find_secret (const char *text)
{
  g_autofree char *squeezed = without_spaces (text);

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (guint j = 0; j < G_N_ELEMENTS (secrets[i].pieces) && secrets[i].pieces[j] != NULL; j++)
      if (strstr (squeezed, secrets[i].pieces[j]) != NULL)
        return secrets[i].pieces[j];
  return NULL;
}

/* ---- The fields ------------------------------------------------------------------------------ */

typedef enum
{
  QUESTION,
  WANTS,
  TOLD,
  PROMISE,
  NOTE,
  WORD,   /* what is added to an e-mail that follows */
  LIFE,   /* what is written in its life, at the end of the sheet */
  FACTS,  /* and the other facts of its checklist */
} Field;

static void
fill (DcrEscalationForm *form, guint field, const char *text)
{
  switch (field)
    {
    case QUESTION:
      dcr_escalation_form_set_question (form, text);
      break;
    case WANTS:
      dcr_escalation_form_set_wants (form, text);
      break;
    case TOLD:
      dcr_escalation_form_set_told (form, text);
      break;
    case PROMISE:
      dcr_escalation_form_set_promise (form, TRUE, text);
      break;
    case NOTE:
      dcr_call_set_note (dcr_escalation_form_get_call (form), text);
      break;
    case WORD:
    case LIFE:
      break;
    default:
      dcr_escalation_form_set_fact (form, field - FACTS, text);
    }
}

static DcrEscalationForm *
new_form (FollowFixture *fixture)
{
  DcrCall *call = dcr_calls_begin (fixture->base.calls, "06 39 98 41 27");
  const char *names[] = { "Jean-Loup Lefèvre", NULL };
  g_autoptr (GError) error = NULL;
  DcrEscalationForm *form;

  dcr_calls_set_person (fixture->base.calls, &fixture->agent);
  dcr_call_keep_passage (call, &fixture_passage);
  dcr_call_set_reason (call, "IDE-SUIVI");
  dcr_call_set_identity (call, "Iphigénie Quéméner", "");
  dcr_call_set_names (call, "mail", names);
  form = dcr_escalation_form_new (fixture->base.calls, call, &error);
  g_assert_no_error (error);
  dcr_escalation_form_set_name (form, "Éloïse Dupont");
  dcr_escalation_form_set_email (form, "eloise.dupont@orange.example");
  dcr_escalation_form_set_question (form, "La demande est-elle bloquée ?");
  return form;
}

/* ---- The four forms -------------------------------------------------------------------------- */

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
read_pdf (const char *path)
{
  const char *argv[] = { "pdftotext", "-enc", "UTF-8", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return text;
}

/* Part of @mail that is of this type, decoded. */
static char *
read_attachment (const char *mail, const char *type)
{
  const char *part = strstr (mail, type), *body = part ? strstr (part, "\r\n\r\n") : NULL;
  const char *end = body != NULL ? strstr (body, "\r\n--") : NULL;
  g_autofree char *text = NULL;
  guchar *decoded;
  char *out;
  gsize size;

  g_assert_nonnull (end);
  text = g_strndup (body, end - body);
  decoded = g_base64_decode (text, &size);
  out = g_strndup ((char *) decoded, size);
  g_free (decoded);
  g_assert_nonnull (strstr (out, "decroche"));
  return out;
}

static void
write_forms (const DcrEscalation *built, GPtrArray *events, const char *word, const char *folder,
             char *forms[5])
{
  DcrEscalationSender sender
      = { "Allô Service Public", "reponse@3939.example", "escalades@3939.example" };
  g_autofree char *pdf = g_build_filename (folder, "feuille.pdf", NULL),
                  *txt = g_build_filename (folder, "feuille.txt", NULL);
  g_autoptr (DcrSheet) sheet = dcr_packet_sheet (built, events);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dcr_escalation_mail (built, &sender, "sejour@prefecture.example",
                                                  "0198@3939.example", word, &error);
  g_autoptr (DcrMailRead) read = NULL;
  g_autofree char *raw = NULL;
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  read = dcr_mail_parse (data, size, &error);
  g_assert_no_error (error);
  raw = g_strndup (data, size);
  forms[0] = g_strjoin ("\n", read->subject, read->to, read->reply_to, read->text, NULL);
  forms[1] = read_attachment (raw, "application/json");
  dcr_sheet_export_pdf (sheet, pdf, &error); /* as dcr_sheet_print() draws it */
  g_assert_no_error (error);
  forms[2] = read_pdf (pdf);
  dcr_sheet_export (sheet, txt, &error);
  g_assert_no_error (error);
  forms[3] = read_file (txt);
  dcr_sheet_export (sheet, pdf, &error);
  g_assert_no_error (error);
  forms[4] = read_pdf (pdf);
}

static void
check_forms (char *forms[5], guint field)
{
  static const char *const names[] = { "e-mail", "JSON", "print", "text export", "PDF export" };

  for (guint i = 0; i < 5; i++)
    {
      const char *secret = find_secret (forms[i]);
      if (secret != NULL)
        g_error ("field %u: the %s lets « %s » through: %s", field, names[i], secret, forms[i]);
      g_assert_nonnull (strstr (forms[i], fixture_passage.article_title));
      /* what stood around it in the field is there: the field was really written */
      if (field == WORD ? i < 2 : field == LIFE ? i >= 2 : field != NOTE)
        {
          g_autofree char *squeezed = without_spaces (forms[i]);
          g_assert_nonnull (strstr (squeezed, "FINDUCHAMP"));
        }
      g_free (forms[i]);
    }
}

static GPtrArray *
new_life (const char *text)
{
  GPtrArray *events = g_ptr_array_new ();
  static DcrEscalationEvent event;

  event = (DcrEscalationEvent){ .act = DCR_ACT_NOTE,
                                .at = FOLLOW_NOW,
                                .who = (char *) "Agent 2047",
                                .text = (char *) text };
  g_ptr_array_add (events, &event);
  return events;
}

static gboolean
has_reader (void)
{
  g_autofree char *path = g_find_program_in_path ("pdftotext");
  return path != NULL;
}

static void
test_nothing_leaves (FollowFixture *fixture, gconstpointer data)
{
  g_autofree char *dirty = some_secrets (G_N_ELEMENTS (secrets)),
                  *later = some_secrets (N_KNOWN_LATER),
                  *folder = g_dir_make_tmp ("dcr-leaving-XXXXXX", NULL);
  guint n = 0, field;

  if (!has_reader ())
    {
      g_test_skip ("pdftotext is not here");
      return;
    }
  for (field = 0; field == 0 || field < n; field++)
    {
      g_autoptr (DcrEscalationForm) form = new_form (fixture);
      g_autoptr (DcrEscalation) built = NULL;
      g_autoptr (GPtrArray) events = new_life (field == LIFE ? later : "Vu.");
      char *forms[5];

      n = FACTS + dcr_escalation_form_get_facts (form)->len;
      fill (form, field, dirty);
      built = dcr_escalation_form_build (form);
      built->token = g_strdup ("k3j9x2m4n5p6q7r8");
      built->number = 412;
      write_forms (built, events, field == WORD ? later : NULL, folder, forms);
      check_forms (forms, field);
      dcr_calls_drop (fixture->base.calls, dcr_escalation_form_get_call (form));
    }
  g_assert_cmpuint (field, >, FACTS + 2);
}

/* The eye of this test: what is not masked is found on the paper and in the file. */
static void
test_seen_when_there (void)
{
  g_autofree char *dirty = some_secrets (G_N_ELEMENTS (secrets)), *folder = g_dir_make_tmp ("dcr-leaving-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "feuille.pdf", NULL), *text = NULL,
                  *squeezed = NULL;
  g_autoptr (DcrSheet) sheet = dcr_sheet_new ("Feuille", NULL);
  g_autoptr (GError) error = NULL;

  if (!has_reader ())
    {
      g_test_skip ("pdftotext is not here");
      return;
    }
  dcr_sheet_add_section (sheet, "Question");
  dcr_sheet_add (sheet, NULL, dirty);
  dcr_sheet_export_pdf (sheet, pdf, &error);
  g_assert_no_error (error);
  text = read_pdf (pdf);
  squeezed = without_spaces (text);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (guint j = 0; j < G_N_ELEMENTS (secrets[i].pieces) && secrets[i].pieces[j] != NULL; j++)
      g_assert_nonnull (strstr (squeezed, secrets[i].pieces[j]));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/leaving/nothing", FollowFixture, NULL, follow_open, test_nothing_leaves,
              follow_close);
  g_test_add_func ("/leaving/seen-when-there", test_seen_when_there);
  return g_test_run ();
}
