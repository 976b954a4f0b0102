/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same text in the real widgets as in the block tree: the articles of the demonstration, the
 * forty golden ones and the ten biggest of the real archives. */
#include "reader-fixture.h"

#include <string.h>

#include "corpus.h"
#include "desk/call/dcr-block-builder.h"

typedef struct
{
  GHashTable *texts;
  GPtrArray *lost;
  guint n;
} Check;

static void
expect (Check *check, char *text, const DcrBlock *block)
{
  const guint left = GPOINTER_TO_UINT (g_hash_table_lookup (check->texts, text));

  if (*text != '\0')
    {
      check->n++;
      if (left == 0)
        g_ptr_array_add (check->lost, g_strdup_printf ("%s: %s", block->element, text));
      else
        g_hash_table_insert (check->texts, g_strdup (text), GUINT_TO_POINTER (left - 1));
    }
  g_free (text);
}

/* Each text of the tree has a label of its own. */
static gboolean
expect_block (const DcrBlock *block, gpointer data)
{
  guint n_title;
  const DcrRun *title = dcr_block_title (block, NULL, &n_title);

  expect (data, dcr_runs_to_text (title, n_title), block);
  expect (data, dcr_runs_to_text (block->runs, block->n_runs), block);
  expect (data, g_strdup (block->note != NULL ? block->note : ""), block);
  return TRUE;
}

static void
check_tree (GtkWidget *root, const DcrBlock *block, const char *name, guint *n)
{
  g_autoptr (GHashTable) texts = reader_texts (root);
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  Check check = { texts, lost, 0 };

  dcr_block_walk (block, expect_block, &check);
  for (guint i = 0; i < lost->len; i++)
    g_test_message ("%s lost: %s", name, (const char *) lost->pdata[i]);
  if (lost->len > 0)
    g_error ("%s: %u of %u texts are not in the widgets, first « %s »", name, lost->len, check.n,
             (const char *) lost->pdata[0]);
  *n += check.n;
}

/* Definitions are shown in popovers made by the same builder. */
static void
check_glossary (DcrArticle *article, guint *n)
{
  g_autoptr (DcrBlockBuilder) builder = dcr_block_builder_new (article, NULL, NULL);

  for (guint i = 0; i < article->n_glossary; i++)
    {
      GtkWidget *widget =
        g_object_ref_sink (dcr_block_builder_block (builder, article->glossary[i].text));

      while (dcr_block_builder_go_on (builder, G_MAXINT64))
        ;
      check_tree (widget, article->glossary[i].text, article->glossary[i].title, n);
      g_object_unref (widget);
    }
}

static guint
check_document (Reader *reader, const Document *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article =
    dcr_article_parse (document->bytes, document->size, NULL, &error);
  int least;
  guint n = 0;

  g_assert_no_error (error);
  reader_show_article (reader, article);
  check_tree (GTK_WIDGET (reader->view), article->root, document->name, &n);
  check_glossary (article, &n);
  gtk_widget_measure (GTK_WIDGET (reader->view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 379);
  return n;
}

static void
test_demonstration (void)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (document_free);
  Reader reader;
  guint n = 0;

  corpus_add_folder (documents, "particuliers");
  corpus_add_folder (documents, "professionnels");
  corpus_add_folder (documents, "associations");
  g_assert_cmpuint (documents->len, >=, 60);
  reader_open (&reader, NULL);
  for (guint i = 0; i < documents->len; i++)
    n += check_document (&reader, g_ptr_array_index (documents, i));
  reader_close (&reader);
  g_test_message ("%u articles, %u texts", documents->len, n);
  g_assert_cmpuint (n, >, 3000);
}

/* The archive and article of a line of golden.tsv. */
static guint
check_golden (Reader *reader, const char *line, GHashTable *archives)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  GPtrArray *documents;
  const Document *document;

  if (*line == '#' || g_strv_length (fields) < 3)
    return 0;
  documents = g_hash_table_lookup (archives, fields[0]);
  if (documents == NULL)
    {
      documents = corpus_read (fields[0]);
      g_assert_nonnull (documents);
      g_hash_table_insert (archives, g_strdup (fields[0]), documents);
    }
  document = corpus_find (documents, strchr (fields[1], '/') + 1);
  g_assert_nonnull (document);
  return check_document (reader, document);
}

static void
test_golden (void)
{
  g_autofree char *there = corpus_path ("vosdroits-particuliers-2020-11-05.zip");
  g_autofree char *path =
    g_build_filename (g_getenv ("DCR_SOURCE"), "tests/reference/golden.tsv", NULL);
  g_autoptr (GHashTable) archives =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Reader reader;
  guint n = 0, articles = 0;

  if (there == NULL)
    {
      g_test_skip ("left out: the forty golden articles (no real archives on this machine)");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  reader_open (&reader, NULL);
  for (char **line = lines; *line != NULL; line++)
    {
      const guint found = check_golden (&reader, *line, archives);
      articles += found > 0;
      n += found;
    }
  reader_close (&reader);
  g_test_message ("%u articles, %u texts", articles, n);
  g_assert_cmpuint (articles, ==, 40);
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const Document *x = *(const Document *const *) a, *y = *(const Document *const *) b;

  return (x->size < y->size) - (x->size > y->size);
}

static void
test_biggest (void)
{
  g_autoptr (GPtrArray) documents = corpus_read ("vosdroits-particuliers-2020-11-05.zip");
  Reader reader;
  guint n = 0;

  if (documents == NULL)
    {
      g_test_skip ("left out: the ten biggest articles (no real archives on this machine)");
      return;
    }
  g_ptr_array_sort (documents, by_size);
  reader_open (&reader, NULL);
  for (guint i = 0; i < 10; i++)
    n += check_document (&reader, g_ptr_array_index (documents, i));
  reader_close (&reader);
  g_test_message ("%u texts", n);
}

int
main (int argc, char **argv)
{
  reader_init (&argc, &argv);
  g_test_add_func ("/desk/article-text/demonstration", test_demonstration);
  g_test_add_func ("/real/article-text/golden", test_golden);
  g_test_add_func ("/real/article-text/biggest", test_biggest);
  return g_test_run ();
}
