/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a confirmation says, and what keeps it from leaving. */
#include <string.h>

#include "followup/dcr-compose.h"

#define NOW ((gint64) 1794992400000) /* 18 November 2026 */

typedef struct
{
  DcrTemplate *template;
  GPtrArray *passages;
  GPtrArray *kept;
  GHashTable *values, *quotes;
  DcrRules rules;
  const char *opened[4];
  DcrComposeInput in;
} Fixture;

static void
compose_passage_free (gpointer data)
{
  DcrComposePassage *passage = data;
  g_free (passage->text);
  g_free (passage);
}

static void
keep (Fixture *f, const char *ref, const char *heading, const char *text, const char *ticked)
{
  DcrCallPassage *kept = g_new0 (DcrCallPassage, 1);
  DcrComposePassage *passage = g_new0 (DcrComposePassage, 1);

  kept->ref = g_strdup (ref);
  kept->version = 3;
  kept->article_title = g_strdup ("Carte d’identité perdue");
  kept->date = g_strdup ("2026-11-03");
  kept->address = g_strdup (heading);
  kept->heading = g_strdup (heading);
  kept->hash = g_strdup (heading);
  kept->text = g_strdup (text);
  kept->ticked = g_strdup (ticked);
  passage->kept = kept;
  passage->included = TRUE;
  g_ptr_array_add (f->kept, kept);
  g_ptr_array_add (f->passages, passage);
}

static void
set_up (Fixture *f, gconstpointer channel)
{
  memset (f, 0, sizeof *f);
  f->template = dcr_template_new (GPOINTER_TO_INT (channel));
  f->template->state = DCR_TEMPLATE_APPROVED;
  f->template->approved = NOW;
  f->passages = g_ptr_array_new_with_free_func (compose_passage_free);
  f->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_call_passage_free);
  f->values = g_hash_table_new (g_str_hash, g_str_equal);
  f->quotes = g_hash_table_new (g_str_hash, g_str_equal);
  f->rules = (DcrRules){ .max_parts = 6,
                         .service_number = "3939",
                         .signature = "{agent}, Allô Service Public",
                         .survey_url = "https://avis.example/3939" };
  f->opened[0] = "particuliers/F91101";
  f->in = (DcrComposeInput){ .template = f->template,
                             .passages = f->passages,
                             .opened = f->opened,
                             .agent = "Agent 2047",
                             .now = NOW,
                             .call_began = NOW,
                             .reference = "7K4-18-11",
                             .values = f->values,
                             .quotes_now = f->quotes,
                             .rules = &f->rules };
}

static void
tear_down (Fixture *f, gconstpointer channel)
{
  dcr_template_free (f->template);
  g_ptr_array_unref (f->passages);
  g_ptr_array_unref (f->kept);
  g_hash_table_unref (f->values);
  g_hash_table_unref (f->quotes);
}

static void
set_body (Fixture *f, const char *subject, const char *body)
{
  g_free (f->template->subject);
  g_free (f->template->body);
  f->template->subject = g_strdup (subject);
  f->template->body = g_strdup (body);
  g_assert_true (dcr_template_sync_quotes (f->template, NULL));
}

static gboolean
has_problem (const DcrComposed *composed, DcrProblemKind kind, const char *word)
{
  for (guint i = 0; i < composed->problems->len; i++)
    {
      const DcrProblem *problem = g_ptr_array_index (composed->problems, i);
      if (problem->kind == kind && (word == NULL || g_strcmp0 (problem->word, word) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
keep_three (Fixture *f)
{
  keep (f, "particuliers/F91101", "La déclaration",
        "La perte se déclare au guichet. Inutile d’aller au commissariat.", NULL);
  keep (f, "particuliers/F91101", "Pièces à fournir",
        "Apportez :\n• une photo d’identité ;\n• un justificatif <récent> ;\n• un timbre de 25\u00a0€.", "0,2");
  keep (f, "guichet/69383", "Mairie du 3e", "18 rue des Tilleuls, 69003 Lyon\n04 65 71 20 30",
        NULL);
}

static void
test_mail (Fixture *f, gconstpointer data)
{
  keep_three (f);
  set_body (f, "Votre appel du {{date-appel}} : {{fiche}}",
            "Bonjour,\n\nVoici ce qu’il faut faire.\n\n{{passages}}\n\n{{#guichet}}\n## Où aller\n{{guichet}}\n{{/guichet}}\n"
            "{{#lien}}\nEn ligne : {{lien}}\n{{/lien}}\nBien à vous,\n{{agent}}\n");
  f->in.link = "https://demarche.example/F91101";
  g_autoptr (DcrComposed) composed = dcr_compose (&f->in);

  g_assert_null (dcr_composed_refusal (composed));
  g_assert_cmpstr (composed->subject, ==,
                   "Votre appel du 18\u00a0novembre : Carte d’identité perdue");
  g_assert_cmpstr (composed->text, ==,
                   "Bonjour,\n\nVoici ce qu’il faut faire.\n\n"
                   "La déclaration\nLa perte se déclare au guichet. Inutile d’aller au commissariat.\n\n"
                   "Pièces à fournir\nApportez :\n• une photo d’identité ;\n• un timbre de 25\u00a0€.\n\n"
                   "Où aller\nMairie du 3e, 18 rue des Tilleuls, 69003 Lyon, 04 65 71 20 30\n"
                   "En ligne : https://demarche.example/F91101\nBien à vous,\nAgent 2047, Allô Service Public\n\n"
                   "Établi d’après la fiche officielle F91101 (version 3, à jour du 3\u00a0novembre\u00a02026) et les passages"
                   " lus pendant votre appel. Référence de l’appel\u00a0: 7K4-18-11. Une question\u202f? Rappelez le 3939 en"
                   " donnant cette référence. Ce message part d’une adresse automatique.\n");
  g_assert_nonnull (
      strstr (composed->html,
              "<ul>\n<li>une photo d’identité ;</li>\n<li>un timbre de 25\u00a0€.</li>\n</ul>"));
  g_assert_nonnull (
      strstr (composed->html,
              "<a href=\"https://demarche.example/F91101\">https://demarche.example/F91101</a>"));
  g_assert_nonnull (strstr (composed->html, "<h2>La déclaration</h2>"));
  g_assert_null (strstr (composed->text, "justificatif")); /* not ticked */
  g_assert_cmpuint (composed->cited->len, ==, 3);
}

static void
test_order_and_choice (Fixture *f, gconstpointer data)
{
  keep_three (f);
  set_body (f, "x", "{{passages}}");
  g_autoptr (DcrComposed) all = dcr_compose (&f->in);
  /* the template does not place the counter: it comes with the others */
  g_assert_true (strstr (all->text, "La déclaration") < strstr (all->text, "Pièces")
                 && strstr (all->text, "Pièces") < strstr (all->text, "Mairie"));

  ((DcrComposePassage *) g_ptr_array_index (f->passages, 0))->included = FALSE;
  g_autoptr (DcrComposed) fewer = dcr_compose (&f->in);
  g_assert_null (strstr (fewer->text, "déclaration"));
  g_assert_cmpuint (fewer->cited->len, ==, 2);

  for (guint i = 0; i < f->passages->len; i++)
    ((DcrComposePassage *) g_ptr_array_index (f->passages, i))->included = FALSE;
  g_autoptr (DcrComposed) none = dcr_compose (&f->in);
  g_assert_true (has_problem (none, DCR_PROBLEM_NOTHING_KEPT, NULL));
  g_assert_nonnull (dcr_composed_refusal (none));
}

static void
test_variables (Fixture *f, gconstpointer data)
{
  keep_three (f);
  dcr_template_add_variable (f->template, "prenom", DCR_VARIABLE_NAME, "Prénom", TRUE, "");
  dcr_template_add_variable (f->template, "jour", DCR_VARIABLE_DATE, "Rendez-vous", TRUE, "");
  dcr_template_add_variable (f->template, "heure", DCR_VARIABLE_TIME, "Heure", FALSE, "");
  set_body (
      f, "Rendez-vous de {{prenom}}",
      "Bonjour {{prenom}},\nvous venez le {{jour}}{{#heure}} à {{heure}}{{/heure}}.\n{{passages}}");

  g_autoptr (DcrComposed) empty = dcr_compose (&f->in);
  g_assert_true (has_problem (empty, DCR_PROBLEM_UNFILLED, "prenom"));
  g_assert_true (has_problem (empty, DCR_PROBLEM_UNFILLED, "jour"));
  g_assert_false (has_problem (empty, DCR_PROBLEM_UNFILLED, "heure"));
  g_assert_nonnull (strstr (empty->text, "le [Rendez-vous]."));
  g_assert_null (strstr (empty->text, "{{"));

  g_hash_table_insert (f->values, "prenom", "Léa <b>");
  g_hash_table_insert (f->values, "jour", "31/02/2027");
  g_autoptr (DcrComposed) wrong = dcr_compose (&f->in);
  g_assert_true (has_problem (wrong, DCR_PROBLEM_VALUE, "jour"));

  g_hash_table_insert (f->values, "jour", "01/12/2026");
  g_hash_table_insert (f->values, "heure", "9h30");
  g_autoptr (DcrComposed) filled = dcr_compose (&f->in);
  g_assert_null (dcr_composed_refusal (filled));
  g_assert_nonnull (
      strstr (filled->text,
              "Bonjour Léa <b>,\nvous venez le 1er\u00a0décembre\u00a02026 à 9\u00a0h\u00a030."));
  g_assert_nonnull (strstr (filled->html, "Bonjour Léa &lt;b&gt;,"));

  /* the name goes, the text stays; while it is there, nothing is lost */
  g_autoptr (DcrMessage) message = dcr_composed_to_message (filled, f->template);
  g_autofree char *text = dcr_message_text (message->body, message->names);
  g_autofree char *html = dcr_message_html (message->html, message->names);
  g_autofree char *forgotten = dcr_message_text (message->body, NULL);
  g_assert_null (strstr (message->body, "Léa"));
  g_assert_null (strstr (message->html, "Léa"));
  g_assert_null (strstr (message->subject, "Léa"));
  g_assert_cmpstr (text, ==, filled->text);
  g_assert_cmpstr (html, ==, filled->html);
  g_assert_true (g_str_has_prefix (forgotten, "Bonjour […],"));
}

static void
test_values (void)
{
  static const struct
  {
    DcrVariableType type;
    const char *typed, *written;
  } cases[] = {
    { DCR_VARIABLE_DATE, "12/12/2026", "12\u00a0décembre\u00a02026" },
    { DCR_VARIABLE_DATE, "2026-02-28", "28\u00a0février\u00a02026" },
    { DCR_VARIABLE_DATE, "2026-02-29", NULL }, { DCR_VARIABLE_DATE, "demain", NULL },
    { DCR_VARIABLE_DATE, "12/12/2026 ou 13", NULL },
    { DCR_VARIABLE_TIME, "9:30", "9\u00a0h\u00a030" }, { DCR_VARIABLE_TIME, "17h", "17\u00a0h" },
    { DCR_VARIABLE_TIME, "9 h 05", "9\u00a0h\u00a005" }, { DCR_VARIABLE_TIME, "25h", NULL }, { DCR_VARIABLE_TIME, "9", NULL },
    { DCR_VARIABLE_AMOUNT, "25", "25\u00a0€" }, { DCR_VARIABLE_AMOUNT, "25,5", "25,50\u00a0€" },
    { DCR_VARIABLE_AMOUNT, "1 234,56 €", "1\u00a0234,56\u00a0€" }, { DCR_VARIABLE_AMOUNT, "-3", NULL }, { DCR_VARIABLE_AMOUNT, "beaucoup", NULL },
    { DCR_VARIABLE_PHONE, "0465712030", "04\u00a065\u00a071\u00a020\u00a030" }, { DCR_VARIABLE_PHONE, "au bureau", NULL },
    { DCR_VARIABLE_CHOICE, "matin", "matin" }, { DCR_VARIABLE_CHOICE, "nuit", NULL },
    { DCR_VARIABLE_TEXT, " a\u00a0b ", "a\u00a0b" }, { DCR_VARIABLE_TEXT, "a\nb", NULL }, { DCR_VARIABLE_TEXT, "  ", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DcrVariable variable = { "x", cases[i].type, "X", TRUE, "matin|soir" };
      g_autoptr (GError) error = NULL;
      g_autofree char *written = dcr_variable_format (&variable, cases[i].typed, &error);
      g_assert_cmpstr (written, ==, cases[i].written);
      g_assert_true ((error != NULL) == (written == NULL));
    }
}

static void
test_quotes (Fixture *f, gconstpointer data)
{
  DcrQuote *quote;

  keep_three (f);
  set_body (f, "x", "Bonjour.\n{{> particuliers/F91101#majeur/delais}}\n\n{{passages}}");
  g_assert_cmpuint (f->template->quotes->len, ==, 1);
  quote = g_ptr_array_index (f->template->quotes, 0);
  quote->heading = g_strdup ("Délais");
  quote->hash = g_strdup ("h1");
  quote->text = g_strdup ("Comptez 3 à 6 semaines.");
  quote->date = g_strdup ("2026-11-03");
  quote->version = 3;

  g_hash_table_insert (f->quotes, "particuliers/F91101#majeur/delais", "h1");
  g_autoptr (DcrComposed) same = dcr_compose (&f->in);
  g_assert_null (dcr_composed_refusal (same));
  g_assert_nonnull (strstr (same->text, "Délais\nComptez 3 à 6 semaines.\n"));
  g_assert_cmpuint (same->cited->len, ==, 4);

  g_hash_table_insert (f->quotes, "particuliers/F91101#majeur/delais", "h2");
  g_autoptr (DcrComposed) changed = dcr_compose (&f->in);
  g_assert_cmpint (dcr_composed_refusal (changed)->kind, ==, DCR_PROBLEM_QUOTE_CHANGED);
  g_assert_cmpstr (dcr_composed_refusal (changed)->word, ==, "particuliers/F91101#majeur/delais");

  g_hash_table_remove_all (f->quotes); /* the passage is gone */
  g_autoptr (DcrComposed) gone = dcr_compose (&f->in);
  g_assert_cmpint (dcr_composed_refusal (gone)->kind, ==, DCR_PROBLEM_QUOTE_CHANGED);

  f->in.quotes_now = NULL; /* not looked up yet */
  g_autoptr (DcrComposed) unknown = dcr_compose (&f->in);
  g_assert_cmpint (dcr_composed_refusal (unknown)->kind, ==, DCR_PROBLEM_QUOTE_UNKNOWN);

  f->opened[0] = "particuliers/F99999"; /* nothing the agent did not open */
  f->in.quotes_now = f->quotes;
  g_autoptr (DcrComposed) unopened = dcr_compose (&f->in);
  g_assert_true (has_problem (unopened, DCR_PROBLEM_QUOTE_LEFT, NULL));
  g_assert_null (strstr (unopened->text, "3 à 6 semaines"));
}

static void
test_link (Fixture *f, gconstpointer data)
{
  keep_three (f);
  set_body (f, "x", "{{passages}}\n{{#lien}}\nEn ligne : {{lien}}\n{{/lien}}\nFin.");
  f->in.link = "https://demarche.example/x";
  f->in.link_down = TRUE;
  f->in.link_instead = "passez au guichet";
  g_autoptr (DcrComposed) down = dcr_compose (&f->in);
  g_assert_null (strstr (down->text, "demarche.example"));
  g_assert_null (strstr (down->html, "demarche.example"));
  g_assert_true (has_problem (down, DCR_PROBLEM_LINK_DOWN, NULL));
  g_assert_null (dcr_composed_refusal (down));
  f->in.link_down = FALSE;
  g_autoptr (DcrComposed) up = dcr_compose (&f->in);
  g_assert_nonnull (strstr (up->text, "En ligne : https://demarche.example/x\n"));
}

static void
test_not_approved (Fixture *f, gconstpointer data)
{
  static const DcrTemplateState states[]
      = { DCR_TEMPLATE_DRAFT, DCR_TEMPLATE_TO_CHECK, DCR_TEMPLATE_RETIRED };
  keep_three (f);
  set_body (f, "x", "{{passages}}");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      f->template->state = states[i];
      g_autoptr (DcrComposed) composed = dcr_compose (&f->in);
      g_assert_cmpint (dcr_composed_refusal (composed)->kind, ==, DCR_PROBLEM_NOT_APPROVED);
    }
}

static void
test_edits (Fixture *f, gconstpointer data)
{
  char *edits[] = { "Chère Madame,\n\n- d’abord ceci", "À bientôt.", NULL };
  keep_three (f);
  set_body (f, "x", "Bonjour,\n\n{{passages}}\n\nBien à vous,\n{{agent}}");
  g_autoptr (DcrComposed) before = dcr_compose (&f->in);
  g_autofree char *first = dcr_composed_region (before, 0),
                  *second = dcr_composed_region (before, 1);

  g_assert_cmpuint (before->n_regions, ==, 2);
  g_assert_cmpstr (first, ==, "Bonjour,");
  g_assert_cmpstr (second, ==, "Bien à vous,\nAgent 2047, Allô Service Public");
  f->in.edits = edits;
  g_autoptr (DcrComposed) after = dcr_compose (&f->in);
  g_autofree char *again = dcr_composed_region (after, 0);
  g_assert_true (
      g_str_has_prefix (after->text, "Chère Madame,\n\n• d’abord ceci\n\nLa déclaration\n"));
  g_assert_nonnull (strstr (after->text, "04 65 71 20 30\n\nÀ bientôt.\n\nÉtabli d’après"));
  g_assert_cmpstr (again, ==, edits[0]);
}

/* What is filled in or struck out after a part was rewritten shows in it: nothing half-filled leaves. */
static void
test_edits_keep_values (Fixture *f, gconstpointer data)
{
  char *edits[] = { NULL, NULL, NULL };
  keep_three (f);
  f->in.link = "https://demarche.example/F91101";
  dcr_template_add_variable (f->template, "nom", DCR_VARIABLE_NAME, "Nom", TRUE, "");
  set_body (f, "x", "Bonjour {{nom}},\n\n{{passages}}\n\n{{sources}}\n{{#lien}}En ligne : {{lien}}{{/lien}}");
  g_autoptr (DcrComposed) before = dcr_compose (&f->in);
  g_autofree char *first = dcr_composed_rewrite (before, 0, "Bonjour chère [Nom], 12 {{b}}"),
                  *shown = dcr_composed_region (before, 1),
                  *second = dcr_composed_rewrite (before, 1, shown);

  g_assert_cmpstr (first, ==, "Bonjour chère {{nom}}, 12 {{b}}");
  g_assert_cmpstr (second, ==, "{{sources}}\nEn ligne : {{lien}}");
  edits[0] = "Bonjour chère [Nom], 12 {{b}}"; /* moved by hand */
  edits[1] = second;
  f->in.edits = edits;
  g_autoptr (DcrComposed) missing = dcr_compose (&f->in);
  g_assert_cmpint (dcr_composed_refusal (missing)->kind, ==, DCR_PROBLEM_UNFILLED);
  g_hash_table_insert (f->values, "nom", "Mme Durand");
  f->in.link = "https://demarche.example/autre";
  g_autoptr (DcrComposed) filled = dcr_compose (&f->in);
  g_assert_null (dcr_composed_refusal (filled));
  g_assert_true (g_str_has_prefix (filled->text, "Bonjour chère Mme Durand, 12 {{b}}\n"));
  g_assert_nonnull (strstr (filled->text, "En ligne : https://demarche.example/autre"));
  g_assert_null (strstr (filled->text, "Établi d’après")); /* the sources are in the text */

  /* the value itself rewritten is words; what was cut away with the sources comes back at the foot */
  g_autofree char *words = dcr_composed_rewrite (filled, 0, "Bonjour chère Mme Durant, 12 {{b}}");
  g_assert_cmpstr (words, ==, "Bonjour chère Mme Durant, 12 {{b}}");
  edits[1] = "Bien à vous,";
  g_autoptr (DcrComposed) cut = dcr_compose (&f->in);
  g_assert_nonnull (strstr (cut->text, "Établi d’après"));

  /* other parts than those that were rewritten: the template's own words, each once */
  edits[1] = NULL;
  g_autoptr (DcrComposed) other = dcr_compose (&f->in);
  g_assert_true (g_str_has_prefix (other->text, "Bonjour Mme Durand,\n"));
}

static void
test_sms (Fixture *f, gconstpointer data)
{
  keep_three (f);
  set_body (f, "",
            "Bonjour, suite à votre appel au {{numero}} : {{passages}} {{guichet}}. {{sources}}.");
  g_autoptr (DcrComposed) full = dcr_compose (&f->in);

  g_assert_null (dcr_composed_refusal (full));
  g_assert_cmpstr (full->text, ==,
                   "Bonjour, suite à votre appel au 3939 : La perte se déclare au guichet. une photo d’identité, un timbre de"
                   " 25\u00a0€. Mairie du 3e, 18 rue des Tilleuls, 69003 Lyon, 04 65 71 20 30."
                   " Fiche F91101 v3 du 3\u00a0novembre\u00a02026.");
  g_assert_cmpint (full->count.encoding, ==, DCR_GSM_UCS2);
  f->in.short_version = TRUE;
  g_autoptr (DcrComposed) folded = dcr_compose (&f->in);
  g_assert_cmpint (folded->count.encoding, ==, DCR_GSM_7BIT);
  g_assert_cmpuint (folded->count.parts, <, full->count.parts);
  g_assert_null (folded->html);

  f->rules.max_parts = 1;
  g_autoptr (DcrComposed) too_long = dcr_compose (&f->in);
  g_assert_cmpint (dcr_composed_refusal (too_long)->kind, ==, DCR_PROBLEM_TOO_LONG);
}

static void
test_sms_foot_and_survey (Fixture *f, gconstpointer data)
{
  keep_three (f);
  f->template->survey = TRUE;
  set_body (f, "", "Bonjour. {{passages}}");
  g_autoptr (DcrComposed) plain = dcr_compose (&f->in);
  g_assert_true (g_str_has_suffix (
      plain->text, "Fiche F91101 v3 du 3\u00a0novembre\u00a02026, réf. 7K4-18-11."));
  f->in.survey = TRUE;
  g_autoptr (DcrComposed) with = dcr_compose (&f->in);
  g_assert_true (g_str_has_suffix (with->text, "Votre avis : https://avis.example/3939"));
  f->template->survey = FALSE;
  g_autoptr (DcrComposed) without = dcr_compose (&f->in);
  g_assert_cmpstr (without->text, ==, plain->text);
}

static void
test_names_in_short_sms (Fixture *f, gconstpointer data)
{
  keep_three (f);
  dcr_template_add_variable (f->template, "nom", DCR_VARIABLE_NAME, "Nom", TRUE, "");
  set_body (f, "", "Bonjour {{nom}}, {{passages}}");
  g_hash_table_insert (f->values, "nom", "D’Œuvre");
  f->in.short_version = TRUE;
  g_autoptr (DcrComposed) composed = dcr_compose (&f->in);
  g_autoptr (DcrMessage) message = dcr_composed_to_message (composed, f->template);
  g_autofree char *text = dcr_message_text (message->body, message->names);

  g_assert_true (g_str_has_prefix (composed->text, "Bonjour D'OEuvre, "));
  g_assert_null (strstr (message->body, "OEuvre"));
  g_assert_cmpstr (text, ==, composed->text);
}

static void
test_templates_refused (void)
{
  static const char *const bodies[] = { "{{inconnue}}",
                                        "{{#lien}}x",
                                        "{{/lien}}",
                                        "{{#lien}}{{#guichet}}{{/lien}}{{/guichet}}",
                                        "{{date",
                                        "{{> F1}}",
                                        "{{> particuliers/F1}}",
                                        "{{> particuliers/F1#}}",
                                        "{{}}" };
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (DcrTemplate) template = dcr_template_new (DCR_CHANNEL_MAIL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) tokens = dcr_template_parse (template, bodies[i], &error);
      g_assert_null (tokens);
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
    }
}

static void
test_files (void)
{
  static const char text[]
      = "Code: essai\nChannel: sms\nName: Un essai\nSubject: Bonjour {{jour}}\nReasons: IDE-PERTE IDE-CARTE\n"
        "Survey: yes\nVariable: jour date required Jour du rendez-vous = 12/12/2026\n\nBonjour.\n{{jour}}\n";
  static const char *const refused[] = { "",
                                         "Code: x\n\nbody",
                                         "Code: x\nName: y\nWhat: z\n\nbody",
                                         "Code: x\nName: y\n\n{{z}}",
                                         "Code: x\nName: y\nVariable: a b c\n\nbody",
                                         "Code: x\nName: y\n\n\xff" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrTemplate) template = dcr_template_from_text (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (template->reasons->len, ==, 2);
  g_assert_cmpint (template->channel, ==, DCR_CHANNEL_SMS);
  again = dcr_template_to_text (template);
  g_assert_cmpstr (again, ==, text);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) why = NULL;
      g_assert_null (dcr_template_from_text (refused[i], &why));
      g_assert_error (why, DCR_ERROR, DCR_ERROR_INPUT);
    }
}

static void
test_reference_and_sample (void)
{
  DcrUuid id = { { 0 } };
  g_autofree char *one = dcr_compose_reference (&id, NOW);
  guint drawn = 0;

  g_assert_cmpstr (one, ==, "222-18-11");
  for (int i = 0; i < 5000; i++)
    {
      DcrUuid random = dcr_uuid_new ();
      drawn += dcr_compose_draws_survey (&random, 10);
      g_assert_false (dcr_compose_draws_survey (&random, 0));
      g_assert_true (dcr_compose_draws_survey (&random, 100));
    }
  g_assert_cmpuint (drawn, >, 400);
  g_assert_cmpuint (drawn, <, 600);
}

#define MAIL GINT_TO_POINTER (DCR_CHANNEL_MAIL)
#define SMS GINT_TO_POINTER (DCR_CHANNEL_SMS)
#define ADD(name, channel, func)                                                                   \
  g_test_add ("/followup/compose/" name, Fixture, channel, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("mail", MAIL, test_mail);
  ADD ("order-and-choice", MAIL, test_order_and_choice);
  ADD ("variables", MAIL, test_variables);
  g_test_add_func ("/followup/compose/values", test_values);
  ADD ("quotes", MAIL, test_quotes);
  ADD ("link", MAIL, test_link);
  ADD ("not-approved", MAIL, test_not_approved);
  ADD ("edits", MAIL, test_edits);
  ADD ("edits-keep-values", MAIL, test_edits_keep_values);
  ADD ("sms", SMS, test_sms);
  ADD ("sms-foot-and-survey", SMS, test_sms_foot_and_survey);
  ADD ("names-in-short-sms", SMS, test_names_in_short_sms);
  g_test_add_func ("/followup/compose/templates-refused", test_templates_refused);
  g_test_add_func ("/followup/compose/files", test_files);
  g_test_add_func ("/followup/compose/reference-and-sample", test_reference_and_sample);
  return g_test_run ();
}
