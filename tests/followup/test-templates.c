/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates in a base: versions, approval, quotes that change, import; the demonstration's own. */
#include <string.h>

#include "base/dcr-clock.h"
#include "followup-fixture.h"
#include "followup/dcr-compose.h"
#include "followup/dcr-templates.h"

/* ---- A reference of one passage -------------------------------------------------------------- */

static const char *passage_text = "Comptez 3 à 6 semaines.";

static DcrQuote *
look_up (const char *article, const char *address, gpointer data)
{
  DcrQuote *quote;

  if (passage_text == NULL || g_str_equal (address, "nulle-part"))
    return NULL;
  quote = g_new0 (DcrQuote, 1);
  quote->article = g_strdup (article);
  quote->address = g_strdup (address);
  quote->version = 3;
  quote->date = g_strdup ("2026-11-03");
  quote->heading = g_strdup ("Délais");
  quote->text = g_strdup (passage_text);
  quote->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, passage_text, -1);
  return quote;
}

typedef struct
{
  DcrTemplate *template;
  DcrUuid id;
  guint n;
  const char *url, *instead;
  gint64 until;
  DcrMessage *message;
} Act;

static gboolean
save (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  return dcr_templates_save (db, act->template, NULL, FOLLOW_NOW, error);
}

static gboolean
approve (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  return dcr_templates_approve (db, &act->id, NULL, look_up, NULL, FOLLOW_NOW + 1, error);
}

static gboolean
check (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  return dcr_templates_check (db, look_up, NULL, FOLLOW_NOW + 2, &act->n, error);
}

static DcrTemplate *
get (FollowFixture *f, const DcrUuid *id, int number)
{
  g_autoptr (GError) error = NULL;
  DcrTemplate *template = dcr_templates_get (dcr_store_reader (f->base.store), id, number, &error);
  g_assert_no_error (error);
  return template;
}

static guint
count (FollowFixture *f, gboolean all)
{
  g_autoptr (GPtrArray) list
      = dcr_templates_list (dcr_store_reader (f->base.store), 0, NULL, NULL, all, NULL);
  return list->len;
}

static void
test_versions (FollowFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Act act = { dcr_template_new (DCR_CHANNEL_MAIL) };
  DcrStore *store = f->base.store;

  g_free (act.template->body);
  act.template->body = g_strdup ("Un.");
  dcr_template_add_variable (act.template, "jour", DCR_VARIABLE_DATE, "Jour", TRUE, "");
  g_ptr_array_add (act.template->reasons, g_strdup ("IDE-PERTE"));
  g_ptr_array_add (act.template->reasons, g_strdup ("PAS-DE-CE-CODE"));
  g_assert_true (dcr_store_write (store, save, &act, &error));
  act.id = act.template->id;
  g_assert_cmpuint (count (f, FALSE), ==, 0); /* a draft is not sent */
  g_assert_cmpuint (count (f, TRUE), ==, 1);
  g_assert_true (dcr_store_write (store, approve, &act, &error));
  g_assert_cmpuint (count (f, FALSE), ==, 1);

  g_free (act.template->body);
  act.template->body = g_strdup ("Deux.");
  g_assert_true (dcr_store_write (store, save, &act, &error));
  g_autoptr (DcrTemplate) in_force = get (f, &act.id, 0);
  g_autoptr (DcrTemplate) newest = get (f, &act.id, -1);
  g_assert_cmpstr (in_force->body, ==, "Un.");
  g_assert_cmpint (in_force->number, ==, 1);
  g_assert_cmpstr (newest->body, ==, "Deux.");
  g_assert_cmpint (newest->approved, ==, 0);
  g_assert_cmpuint (newest->variables->len, ==, 1);
  g_assert_cmpuint (newest->reasons->len, ==, 1);
  g_assert_true (dcr_store_write (store, approve, &act, &error));
  g_autoptr (DcrTemplate) second = get (f, &act.id, 0);
  g_autoptr (DcrTemplate) first = get (f, &act.id, 1);
  g_assert_cmpstr (second->body, ==, "Deux.");
  g_assert_cmpstr (first->body, ==, "Un."); /* what was sent by it can still be read */

  g_free (act.template->body);
  act.template->body = g_strdup ("{{inconnue}}");
  g_assert_false (dcr_store_write (store, save, &act, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  dcr_template_free (act.template);
}

static void
test_quotes (FollowFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Act quoting = { dcr_template_new (DCR_CHANNEL_MAIL) },
      plain = { dcr_template_new (DCR_CHANNEL_MAIL) };
  DcrStore *store = f->base.store;

  passage_text = "Comptez 3 à 6 semaines.";
  g_free (quoting.template->body);
  quoting.template->body = g_strdup ("{{> particuliers/F91101#nulle-part}}");
  quoting.template->owner = f->lead;
  g_free (plain.template->body);
  plain.template->body = g_strdup ("Bonjour.");
  g_assert_true (dcr_store_write (store, save, &quoting, &error));
  g_assert_true (dcr_store_write (store, save, &plain, &error));
  quoting.id = quoting.template->id;
  plain.id = plain.template->id;
  g_assert_false (dcr_store_write (store, approve, &quoting, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_free (quoting.template->body);
  quoting.template->body = g_strdup ("{{> particuliers/F91101#delais}}");
  g_assert_true (dcr_store_write (store, save, &quoting, &error));
  g_assert_true (dcr_store_write (store, approve, &quoting, &error));
  g_assert_true (dcr_store_write (store, approve, &plain, &error));
  g_assert_true (dcr_store_write (store, check, &quoting, &error));
  g_assert_cmpuint (quoting.n, ==, 0);

  passage_text = "Comptez 8 semaines."; /* exactly the template that quotes it stops */
  g_assert_true (dcr_store_write (store, check, &quoting, &error));
  g_assert_cmpuint (quoting.n, ==, 1);
  g_autoptr (DcrTemplate) stopped = get (f, &quoting.id, 0);
  g_autoptr (DcrTemplate) other = get (f, &plain.id, 0);
  g_assert_cmpint (stopped->state, ==, DCR_TEMPLATE_TO_CHECK);
  g_assert_cmpint (other->state, ==, DCR_TEMPLATE_APPROVED);
  g_assert_cmpint (dcr_flag_count (dcr_store_reader (store), &quoting.id), ==, 1);
  g_assert_cmpint (dcr_db_get_int (dcr_store_reader (store), 0, NULL,
                                   "SELECT count(*) FROM flag WHERE owner=?1", "u", &f->lead),
                   ==, 1);
  g_assert_true (dcr_store_write (store, check, &quoting, &error));
  g_assert_cmpint (dcr_flag_count (dcr_store_reader (store), &quoting.id), ==, 1); /* said once */

  g_assert_true (dcr_store_write (store, approve, &quoting, &error)); /* one key: « revalider » */
  g_autoptr (DcrTemplate) again = get (f, &quoting.id, 0);
  g_assert_cmpint (again->state, ==, DCR_TEMPLATE_APPROVED);
  g_assert_cmpstr (((DcrQuote *) g_ptr_array_index (again->quotes, 0))->text, ==,
                   "Comptez 8 semaines.");
  g_assert_cmpint (dcr_flag_count (dcr_store_reader (store), &quoting.id), ==, 0);
  dcr_template_free (quoting.template);
  dcr_template_free (plain.template);
}

static gboolean
mark (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  return act->until > 0
             ? dcr_link_state_set (db, act->url, act->until, act->instead, NULL, FOLLOW_NOW, error)
             : dcr_link_state_clear (db, act->url, FOLLOW_NOW, error);
}

static gboolean
is_down (FollowFixture *f, const char *url, gint64 now)
{
  g_autoptr (DcrLinkState) state = dcr_link_state_find (dcr_store_reader (f->base.store), url, now);
  return state != NULL;
}

static void
test_links (FollowFixture *f, gconstpointer data)
{
  Act page = { .url = "https://www.demarche.example/pre-demande/",
               .instead = "au guichet",
               .until = FOLLOW_NOW + 3600000 };
  Act host = { .url = "titres.example", .until = FOLLOW_NOW + 3600000 },
      wrong = { .url = "", .until = FOLLOW_NOW + 1 };
  DcrStore *store = f->base.store;

  g_assert_false (is_down (f, page.url, FOLLOW_NOW));
  g_assert_true (dcr_store_write (store, mark, &page, NULL));
  g_assert_true (dcr_store_write (store, mark, &host, NULL));
  g_assert_false (dcr_store_write (store, mark, &wrong, NULL));
  g_assert_true (is_down (f, "http://Demarche.example/pre-demande#haut", FOLLOW_NOW + 10));
  g_assert_false (is_down (f, "https://demarche.example/autre", FOLLOW_NOW + 10));
  g_assert_true (is_down (f, "https://titres.example/une/page?x=1", FOLLOW_NOW + 10));
  g_assert_false (is_down (f, page.url, FOLLOW_NOW + 3600001)); /* the mark expires by itself */
  page.until = 0;
  g_assert_true (dcr_store_write (store, mark, &page, NULL));
  g_assert_false (is_down (f, page.url, FOLLOW_NOW + 10));
}

/* ---- The demonstration's templates ----------------------------------------------------------- */

static void
passage_free (gpointer data)
{
  DcrComposePassage *passage = data;
  dcr_call_passage_free ((DcrCallPassage *) passage->kept);
  g_free (passage);
}

static GPtrArray *
sample_passages (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (passage_free);
  static const char *const samples[][2] = {
    { "La déclaration", "La perte se déclare au guichet, en même temps que la demande de nouvelle carte." },
    { "Pièces à fournir", "Apportez\u00a0:\n• une photo d’identité\n• un justificatif de domicile" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      DcrComposePassage *passage = g_new0 (DcrComposePassage, 1);
      DcrCallPassage *kept = g_new0 (DcrCallPassage, 1);
      kept->ref = g_strdup ("particuliers/F91101");
      kept->version = 1;
      kept->article_title = g_strdup ("Carte d’identité perdue");
      kept->date = g_strdup ("2026-11-03");
      kept->address = g_strdup (samples[i][0]);
      kept->heading = g_strdup (samples[i][0]);
      kept->hash = g_strdup (samples[i][0]);
      kept->text = g_strdup (samples[i][1]);
      passage->kept = kept;
      passage->included = TRUE;
      g_ptr_array_add (list, passage);
    }
  return list;
}

static void
check_demo (FollowFixture *f, const DcrTemplate *template, gboolean full)
{
  static const char *const opened[] = { "particuliers/F91101", NULL };
  g_autoptr (GPtrArray) passages = sample_passages ();
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) quotes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (DcrRules) rules = dcr_rules_load (dcr_store_reader (f->base.store));
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);
  DcrComposeInput in = { .template = template,
                         .passages = passages,
                         .opened = opened,
                         .agent = "Agent 2047",
                         .now = FOLLOW_NOW,
                         .call_began = FOLLOW_NOW,
                         .reference = "7K4-18-11",
                         .values = values,
                         .quotes_now = quotes,
                         .rules = rules };

  for (guint i = 0; i < template->quotes->len; i++)
    {
      const DcrQuote *quote = g_ptr_array_index (template->quotes, i);
      char *place = g_strdup_printf ("%s#%s", quote->article, quote->address);
      g_ptr_array_add (choices, place);
      g_hash_table_insert (quotes, place, quote->hash);
    }
  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *v = g_ptr_array_index (template->variables, i);
      char *first = g_strndup (v->example, strcspn (v->example, "|"));
      g_ptr_array_add (choices, first);
      g_assert_cmpstr (first, !=, "");
      if (full || v->required)
        g_hash_table_insert (values, v->name, first);
    }
  if (full || strstr (template->body, "{{#guichet}}") == NULL)
    in.counter = "Mairie du 3e\n18 rue des Tilleuls, 69003 Lyon";
  if (full || strstr (template->body, "{{#lien}}") == NULL)
    in.link = "https://demarche.example/pre-demande";

  g_autoptr (DcrComposed) composed = dcr_compose (&in);
  const DcrProblem *refusal = dcr_composed_refusal (composed);
  if (refusal != NULL)
    g_error ("%s: %s", template->code, refusal->sentence);
  g_assert_null (strstr (composed->text, "{{"));
  g_assert_null (strstr (composed->text, "\n\n\n"));
  g_assert_null (strstr (composed->text, "  "));
  if (g_regex_match_simple (" [;:!?»%€]|« |\\w'\\w", composed->text, 0, 0))
    g_error ("%s: typography: %s", template->code, composed->text);
  if (template->channel == DCR_CHANNEL_SMS)
    return;
  g_assert_nonnull (strstr (composed->text, "Référence de l’appel"));
  g_assert_cmpstr (composed->subject, !=, "");
}

static void
test_demonstration (FollowFixture *f, gconstpointer data)
{
  g_autofree char *folder
      = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", "templates", NULL);
  g_autoptr (GError) error = NULL;
  guint n_added, mails = 0, sms = 0;

  passage_text = "Elle coûte 25\u00a0€.";
  g_assert_true (dcr_templates_import (f->base.store, folder, look_up, NULL, &n_added, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, >=, 20);
  g_autoptr (GPtrArray) list
      = dcr_templates_list (dcr_store_reader (f->base.store), 0, NULL, NULL, FALSE, &error);
  g_assert_cmpuint (list->len, ==, n_added); /* all approved */
  for (guint i = 0; i < list->len; i++)
    {
      const DcrTemplate *template = g_ptr_array_index (list, i);
      mails += template->channel == DCR_CHANNEL_MAIL;
      sms += template->channel == DCR_CHANNEL_SMS;
      check_demo (f, template, TRUE);
      check_demo (f, template, FALSE);
    }
  g_assert_cmpuint (mails, >=, 10);
  g_assert_cmpuint (sms, >=, 6);
  dcr_templates_sort_for (list, "IDE-PERTE", "IDE");
  const DcrTemplate *best = g_ptr_array_index (list, 0);
  g_assert_true (g_ptr_array_find_with_equal_func (best->reasons, "IDE-PERTE", g_str_equal, NULL));
  g_assert_true (dcr_templates_import (f->base.store, folder, look_up, NULL, &n_added, &error));
  g_assert_cmpuint (n_added, ==, 0); /* again changes nothing */
}

/* ---- Attachments ----------------------------------------------------------------------------- */

static DcrAttachment *
attachment_of (const char *name, const void *content, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, size);
  return dcr_attachment_from_bytes (name, bytes, error);
}

static void
attach (DcrTemplate *template, const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  DcrAttachment *attachment = attachment_of (name, content, strlen (content), &error);

  g_assert_no_error (error);
  g_assert_true (dcr_template_attach (template, attachment, &error));
}

static void
test_attachment_kinds (FollowFixture *f, gconstpointer data)
{
  static const struct { const char *name, *content; gsize size; const char *mime; } files[] = {
    { "a.pdf", "%PDF-1.4\n\xff", 10, "application/pdf" },
    { "a.png", "\x89PNG\r\n\x1a\n....", 12, "image/png" },
    { "a.jpg", "\xff\xd8\xff\xe0", 4, "image/jpeg" },
    { "réçu.txt", "déjà", 6, "text/plain; charset=utf-8" },
    { "a.pdf", "MZ\0\x90", 4, NULL },
    { "vide.txt", "", 0, NULL },
    { "a\r\nBcc: b.txt", "a", 1, NULL },
  };
  g_autofree char *large = g_strnfill (DCR_ATTACHMENTS_MAX_BYTES + 1, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) why = NULL;
      g_autoptr (DcrAttachment) attachment
          = attachment_of (files[i].name, files[i].content, files[i].size, &why);
      g_assert_cmpstr (attachment != NULL ? attachment->mime : NULL, ==, files[i].mime);
      g_assert_true ((attachment == NULL) == (why != NULL));
    }
  g_assert_null (attachment_of ("a.txt", large, DCR_ATTACHMENTS_MAX_BYTES + 1, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
}

/* Two templates refer to the same file: the base has it once; a second of its name, or too much, is refused. */
static void
test_attachment_once (FollowFixture *f, gconstpointer data)
{
  g_autofree char *half = g_strnfill (DCR_ATTACHMENTS_MAX_BYTES - 3, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DcrTemplate) template = dcr_template_from_text (
          i == 0 ? "Code: un\nName: Un\n\nBonjour" : "Code: deux\nName: Deux\n\nBonjour", &error);
      Act act = { .template = template };
      attach (template, "liste.txt", "1234");
      g_assert_true (dcr_store_write (f->base.store, save, &act, &error));
      g_assert_no_error (error);
      g_autoptr (DcrTemplate) kept = get (f, &template->id, -1);
      g_assert_cmpuint (kept->attachments->len, ==, 1);
      g_assert_cmpint (((DcrAttachment *) kept->attachments->pdata[0])->size, ==, 4);
      g_assert_false (dcr_template_attach (kept, attachment_of ("liste.txt", "5", 1, NULL), NULL));
      g_assert_false (dcr_template_attach (
          kept, attachment_of ("autre.txt", half, strlen (half), NULL), &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
      g_clear_error (&error);
    }
  g_assert_cmpint (dcr_db_get_int (dcr_store_reader (f->base.store), 0, NULL,
                                   "SELECT count(*) FROM attachment", ""), ==, 1);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/followup/templates/" name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("versions", test_versions);
  ADD ("quotes", test_quotes);
  ADD ("links", test_links);
  ADD ("demonstration", test_demonstration);
  ADD ("attachment-kinds", test_attachment_kinds);
  ADD ("attachment-once", test_attachment_once);
  return g_test_run ();
}
