/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every text node and every attribute with words or an address, of every document of the six real
 * archives, is in the block tree, or in what the document says of itself, or in the table of what
 * is left out, with its reason. Documents are compared as multisets, each by itself: a text lost,
 * doubled, cut or joined to another fails. */
#include "corpus.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <locale.h>
#include <string.h>

/* Left out of the tree, by the end of the path of the element. */
static const struct
{
  const char *path, *reason;
} left_out[] = {
  { "DossierPere/SousDossier/Titre", "menu of the dossier: its own page holds it (FORMAT 9.9)" },
  { "DossierPere/SousDossier/Fiche", "menu of the dossier: its own page holds it (FORMAT 9.9)" },
  { "DossierPere/Fiche", "menu of the dossier: its own page holds it (FORMAT 9.9)" },
  { "Theme/Audience", "audience of the theme: its ref says it" },
  { "Dossier/Audience", "audience of a link: its target says it" },
#define WORDLESS 5
  { "LienIntra/@LienID", "definition of no word: there is nothing to point at (FORMAT 9.4)" },
};

/* What becomes of each attribute; one that is not here fails. */
typedef enum
{
  WORDS,
  ADDRESS,
  TARGET,
  VARIABLE,
  SHAPE
} AttributeSort;
static const struct
{
  const char *name;
  AttributeSort sort;
} attributes[] = {
  { "URL", ADDRESS },
  { "numerocerfa", WORDS },
  { "autrenumero", WORDS },
  { "commentaireLien", WORDS },
  { "format", WORDS },
  { "poids", WORDS },
  { "langue", WORDS },
  { "date", WORDS },
  { "LienPublication", TARGET },
  { "LienID", TARGET },
  { "var", VARIABLE },
  /* how a thing is shown or what it is: style, spans and identities, no words */
  { "ID", SHAPE },
  { "type", SHAPE },
  { "affichage", SHAPE },
  { "personnalisable", SHAPE },
  { "audience", SHAPE },
  { "important", SHAPE },
  { "sve", SHAPE },
  { "fusionHorizontale", SHAPE },
  { "fusionVerticale", SHAPE },
  { "largeur", SHAPE },
  { "redimensionnable", SHAPE },
  { "positionIllustration", SHAPE },
  /* of the root: fields of the article, checked by check_identity() */
  { "spUrl", SHAPE },
  { "dateDerniereModificationImportante", SHAPE },
  { "statut", SHAPE },
  { "noNamespaceSchemaLocation", SHAPE },
};

/** Attributes of 3.4 and 3.5, and of an element of no version, in the demonstration only. */
static const char *const later_shapes[] = { "fournisseur", "couleur", NULL };

typedef struct
{
  GMutex mutex;
  gboolean may_be_unknown; /* the demonstration holds an element that no version knows */
  guint documents, failures;
  guint64 texts, characters, attributes, links;
  guint left_out[G_N_ELEMENTS (left_out)];
} Totals;

/** The two sides of one document. */
typedef struct
{
  const Document *document;
  GPtrArray *expected, *found;   /* char *: words and addresses */
  GPtrArray *want_links, *links; /* char *: ids that links lead to */
  guint lost_links;              /* found to lead to a part, or nowhere: no id to compare */
  guint left_out[G_N_ELEMENTS (left_out)];
  guint64 characters, attributes;
} Account;

/* ---- What the file holds --------------------------------------------------------------------- */

/* Without any white space, so that where it was collapsed does not matter; « & » that was escaped
 * twice is mended by the program; NFC. NULL when nothing is left. */
static char *
bare (const char *text)
{
  GString *out = g_string_new (NULL);
  g_autofree char *all = NULL;
  char *normal;

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (" \t\r\n", *p) == NULL)
      g_string_append_c (out, *p);
  g_string_replace (out, "&amp;", "&", 0);
  all = g_string_free (out, FALSE);
  normal = g_utf8_normalize (all, -1, G_NORMALIZE_NFC);
  if (normal != NULL && *normal == '\0')
    g_clear_pointer (&normal, g_free);
  return normal;
}

static void
add (GPtrArray *list, const char *text)
{
  char *words = text != NULL ? bare (text) : NULL;

  if (words != NULL)
    g_ptr_array_add (list, words);
}

static int
is_left_out (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (g_str_has_suffix (path, left_out[i].path)
        && path[strlen (path) - strlen (left_out[i].path) - 1] == '/')
      return (int)i;
  return -1;
}

static gboolean
is_image (const xmlNode *node)
{
  static const char *const names[]
      = { "Image", "Illustration", "ImageIllustration", "Infographie", "VideoIllustration", NULL };

  return g_strv_contains (names, (const char *)node->name);
}

static void
expect_attribute (Account *account, const xmlNode *node, const xmlAttr *attr)
{
  g_autofree char *value = (char *)xmlNodeGetContent ((const xmlNode *)attr);
  AttributeSort sort = SHAPE;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (strcmp (attributes[i].name, (const char *)attr->name) == 0)
      break;
  if (i == G_N_ELEMENTS (attributes) && g_strv_contains (later_shapes, (const char *)attr->name))
    return;
  if (i == G_N_ELEMENTS (attributes))
    g_error ("%s: attribute %s of %s is in no table", account->document->name, attr->name,
             node->name);
  sort = attributes[i].sort;
  if (sort == TARGET && is_image (node))
    sort = WORDS;
  /* the language of a foreign word is « en » or a line feed: nothing to show */
  if (xmlStrEqual (node->name, BAD_CAST "TermeEtranger"))
    sort = SHAPE;
  if (sort == SHAPE)
    return;
  if (xmlStrEqual (node->name, BAD_CAST "LienIntra") && node->children == NULL)
    {
      account->left_out[WORDLESS]++;
      return;
    }
  account->attributes++;
  if (sort == ADDRESS)
    {
      g_autofree char *url = g_strstrip (g_strdup (value));
      g_auto (GStrv) parts = g_strsplit (url, " ", -1);
      g_autofree char *mended = g_strjoinv ("%20", parts);

      add (account->expected, mended);
    }
  else
    add (sort >= TARGET ? account->want_links : account->expected, value);
}

static void
expect_node (Account *account, xmlNode *node, GString *path)
{
  gsize length = path->len;

  if (node->type == XML_TEXT_NODE)
    {
      int out = is_left_out (path->str);
      g_autofree char *words = bare ((const char *)node->content);

      account->characters += words != NULL ? (guint64)g_utf8_strlen (words, -1) : 0;
      if (words != NULL && out >= 0)
        account->left_out[out]++;
      else if (words != NULL)
        g_ptr_array_add (account->expected, g_steal_pointer (&words));
      return;
    }
  g_assert_cmpint (node->type, ==, XML_ELEMENT_NODE);
  g_string_append_printf (path, "/%s", node->name);
  if (strstr (path->str, "/DossierPere/") == NULL)
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
      expect_attribute (account, node, attr);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    expect_node (account, child, path);
  g_string_truncate (path, length);
}

/* ---- What the article holds ------------------------------------------------------------------ */

static void
find_condition (Account *account, const DcrCondition *condition)
{
  add (account->links, condition->var);
  for (guint i = 0; i < condition->n_children; i++)
    find_condition (account, condition->children[i]);
}

static void
find_details (Account *account, const DcrDetails *details)
{
  const char *all[] = { details->source,       details->complement, details->number,
                        details->other_number, details->format,     details->size,
                        details->language,     details->comment,    details->date };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    add (account->found, all[i]);
}

static void
find_runs (Account *account, const DcrRun *runs, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      gboolean again = i > 0 && runs[i].target != NULL && runs[i].target == runs[i - 1].target;

      add (account->found, runs[i].text);
      if (again)
        continue;
      if (runs[i].link == DCR_LINK_WEB)
        {
          add (account->found, runs[i].target);
          if (runs[i].details != NULL)
            find_details (account, runs[i].details);
        }
      else if (runs[i].link == DCR_LINK_ARTICLE)
        add (account->links, strchr (runs[i].target, '/') + 1);
      else if (runs[i].link == DCR_LINK_DEFINITION)
        add (account->links, runs[i].target);
      else if (runs[i].link == DCR_LINK_PASSAGE)
        account->lost_links++;
    }
}

static gboolean
find_block (const DcrBlock *block, gpointer data)
{
  Account *account = data;

  if (!block->is_made)
    find_runs (account, block->title, block->n_title);
  find_runs (account, block->alternate, block->n_alternate);
  find_runs (account, block->runs, block->n_runs);
  if (block->details != NULL)
    find_details (account, block->details);
  if (block->kind == DCR_BLOCK_FIGURE && block->details != NULL)
    add (account->found, block->details->id);
  if (block->condition != NULL)
    find_condition (account, block->condition);
  if (block->kind == DCR_BLOCK_LINK_ITEM && strcmp (block->element, "LienInterne") == 0)
    add (account->links, block->target != NULL ? strchr (block->target, '/') + 1 : NULL);
  add (account->found, block->pivot);
  add (account->found, block->url);
  return TRUE;
}

static void
find_head (Account *account, const DcrArticle *article)
{
  g_autofree char *targets = g_strjoinv (",", (GStrv)article->targets);

  for (guint i = 0; i < article->n_meta; i++)
    add (account->found, article->meta[i].value);
  for (guint i = 0; i < article->n_crumbs; i++)
    add (account->found, article->crumbs[i].title);
  for (guint i = 0; i < article->n_themes; i++)
    add (account->found, article->themes[i].title);
  for (guint i = 0; article->audiences[i] != NULL; i++)
    add (account->found, article->audiences[i]);
  add (account->found, targets);
  add (account->found, article->kind_label);
  add (account->found, article->dossier);
  add (account->found, article->sub_dossier);
  add (account->found, article->sub_theme);
}

static void
find_questions (Account *account, const DcrArticle *article)
{
  for (guint i = 0; i < article->n_questions; i++)
    for (guint j = 0; j < article->questions[i].n_answers; j++)
      {
        const DcrAnswer *answer = &article->questions[i].answers[j];

        add (account->found, answer->restated);
        for (guint k = 0; answer->true_vars[k] != NULL; k++)
          add (account->links, answer->true_vars[k]);
        for (guint k = 0; answer->false_vars[k] != NULL; k++)
          add (account->links, answer->false_vars[k]);
      }
}

static void
find_all (Account *account, const DcrArticle *article)
{
  find_head (account, article);
  find_questions (account, article);
  dcr_block_walk (article->root, find_block, account);
  for (guint i = 0; i < article->n_glossary; i++)
    dcr_block_walk (article->glossary[i].text, find_block, account);
  account->lost_links += article->n_dangling;
}

/* ---- The comparison -------------------------------------------------------------------------- */

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* How many of @a are not in @b; the first ones are printed. */
static guint
missing (const Account *account, GPtrArray *a, GPtrArray *b, const char *what)
{
  guint n = 0, j = 0;

  for (guint i = 0; i < a->len; i++)
    {
      while (j < b->len && strcmp (b->pdata[j], a->pdata[i]) < 0)
        j++;
      if (j < b->len && strcmp (b->pdata[j], a->pdata[i]) == 0)
        j++;
      else if (n++ < 3 && what != NULL)
        g_test_message ("%s: %s: « %.80s »", account->document->name, what, (char *)a->pdata[i]);
    }
  return n;
}

static guint
compare (Account *account)
{
  guint wrong, lost;

  g_ptr_array_sort (account->expected, by_text);
  g_ptr_array_sort (account->found, by_text);
  g_ptr_array_sort (account->want_links, by_text);
  g_ptr_array_sort (account->links, by_text);
  wrong = missing (account, account->expected, account->found, "lost");
  wrong += missing (account, account->found, account->expected, "not in the file");
  wrong += missing (account, account->links, account->want_links, "link not in the file");
  lost = missing (account, account->want_links, account->links, NULL);
  if (lost != account->lost_links)
    {
      missing (account, account->want_links, account->links, "link lost");
      wrong += lost;
    }
  return wrong;
}

/* Each line of text is in the text of the passage its block belongs to. */
static gboolean
is_read_out (const DcrBlock *block, gpointer data)
{
  const DcrArticle *article = data;
  g_autofree char *line = dcr_runs_to_text (block->runs, block->n_runs);
  gboolean whole = TRUE;

  for (guint i = 0; i < block->n_runs; i++)
    whole &= block->runs[i].text[0] != '\0';
  if (block->n_runs > 0 && whole)
    {
      g_assert_cmpuint (block->passage, <, article->n_passages);
      if (strstr (article->passages[block->passage].text, line) == NULL)
        g_error ("%s: « %s » is not read out in #%s", article->ref, line,
                 article->passages[block->passage].address);
    }
  return TRUE;
}

static void
check_identity (const Document *document, const DcrArticle *article, xmlNode *root)
{
  g_autofree char *id = (char *)xmlGetProp (root, BAD_CAST "ID");
  g_autofree char *status = (char *)xmlGetProp (root, BAD_CAST "statut");
  g_autofree char *day = (char *)xmlGetProp (root, BAD_CAST "dateDerniereModificationImportante");
  g_autofree char *name = g_strconcat (id, ".xml", NULL);

  g_assert_cmpstr (article->id, ==, id);
  g_assert_cmpstr (document->name, ==, name);
  g_assert_cmpstr (article->status, ==, status);
  g_assert_true ((day == NULL) == (article->important_date == NULL));
  g_assert_true (day == NULL || g_str_has_prefix (day, article->important_date));
  g_assert_true (g_str_has_suffix (article->page_url, id));
  g_assert_cmpint (article->kind, !=, DCR_ARTICLE_OTHER);
  g_assert_nonnull (article->date);
}

static void
account_one (const Document *document, gpointer data)
{
  Totals *totals = data;
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article
      = dcr_article_parse (document->bytes, document->size, unknown, &error);
  g_autoptr (GString) path = g_string_new (NULL);
  xmlDoc *doc = xmlReadMemory (document->bytes, (int)document->size, NULL, NULL, XML_PARSE_NONET);
  Account account = { .document = document,
                      .expected = g_ptr_array_new_with_free_func (g_free),
                      .found = g_ptr_array_new_with_free_func (g_free),
                      .want_links = g_ptr_array_new_with_free_func (g_free),
                      .links = g_ptr_array_new_with_free_func (g_free) };
  guint wrong;

  g_assert_no_error (error);
  g_assert_true (g_hash_table_size (unknown) == 0 || totals->may_be_unknown);
  check_identity (document, article, xmlDocGetRootElement (doc));
  expect_node (&account, xmlDocGetRootElement (doc), path);
  find_all (&account, article);
  wrong = compare (&account);
  dcr_block_walk (article->root, is_read_out, article);

  g_mutex_lock (&totals->mutex);
  totals->documents++;
  totals->failures += wrong > 0;
  totals->texts += account.expected->len;
  totals->characters += account.characters;
  totals->attributes += account.attributes;
  totals->links += account.want_links->len;
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    totals->left_out[i] += account.left_out[i];
  g_mutex_unlock (&totals->mutex);

  g_ptr_array_unref (account.expected);
  g_ptr_array_unref (account.found);
  g_ptr_array_unref (account.want_links);
  g_ptr_array_unref (account.links);
  xmlFreeDoc (doc);
}

static void
account_all (const char *name, GPtrArray *documents, Totals *totals)
{
  g_mutex_init (&totals->mutex);
  corpus_each (documents, account_one, totals);
  g_mutex_clear (&totals->mutex);
  g_test_message ("%s: %u documents, %" G_GUINT64_FORMAT
                  " texts and words of attributes (%" G_GUINT64_FORMAT
                  " characters, %" G_GUINT64_FORMAT " attributes), %" G_GUINT64_FORMAT
                  " links and variables, %u documents wrong",
                  name, totals->documents, totals->texts, totals->characters, totals->attributes,
                  totals->links, totals->failures);
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    g_test_message ("left out: %u %s: %s", totals->left_out[i], left_out[i].path,
                    left_out[i].reason);
  g_assert_cmpuint (totals->documents, >, 0);
  if (totals->failures > 0)
    g_test_fail ();
}

/* Our own articles have every element of the inventory and those of 3.4 and 3.5: always at hand. */
static void
test_demo (void)
{
  static const char *const folders[] = { "particuliers", "professionnels", "associations" };
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (document_free);
  Totals totals = { .may_be_unknown = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    corpus_add_folder (documents, folders[i]);
  account_all ("data/demo", documents, &totals);
}

static void
test_archive (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GPtrArray) documents = corpus_read (name);
  Totals totals = { .documents = 0 };

  if (documents == NULL)
    {
      g_test_message ("left out: every text of %s, which is not on this machine", name);
      g_test_skip ("the real archives are not on this machine");
      return;
    }
  account_all (name, documents, &totals);
}

int
main (int argc, char **argv)
{
  static const char *const archives[] = {
    "vosdroits-associations-2020-03-24.zip",   "vosdroits-associations-2020-11-05.zip",
    "vosdroits-professionnels-2020-03-24.zip", "vosdroits-professionnels-2020-11-05.zip",
    "vosdroits-particuliers-2020-03-24.zip",   "vosdroits-particuliers-2020-11-05.zip",
  };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  xmlInitParser ();
  g_test_add_func ("/accounting/demo", test_demo);
  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *path = g_strconcat ("/accounting/real/", archives[i], NULL);

      g_test_add_data_func (path, archives[i], test_archive);
    }
  return g_test_run ();
}
