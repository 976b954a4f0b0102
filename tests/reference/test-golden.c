/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renderings that may not change unnoticed: 40 real articles that hold every element of the
 * inventory (golden.tsv: digests, never their texts), and twelve of the demonstration in full
 * (golden/). DCR_GOLDEN_WRITE=1 writes them anew, to be read in the difference before it is kept.
 */
#include <libxml/parser.h>
#include <locale.h>
#include <string.h>

#include "corpus.h"

/* Elements of the six archives (FORMAT 5). */
#define N_ELEMENTS 115

static char *
source_path (const char *name)
{
  return g_build_filename (g_getenv ("DCR_SOURCE"), name, NULL);
}

/* Every question that comes up answered by its last answer. */
static DcrSituation *
answer_all (const DcrArticle *article)
{
  DcrSituation *situation = dcr_situation_new ();

  for (guint i = 0; i < article->n_questions; i++)
    if (dcr_question_is_asked (article, i, situation))
      dcr_situation_answer (situation, &article->questions[i],
                            (int)article->questions[i].n_answers - 1);
  return situation;
}

static char *
render (const DcrArticle *article, gboolean answered)
{
  g_autoptr (DcrSituation) situation = answered ? answer_all (article) : NULL;

  return dcr_article_render (article, situation);
}

static char *
digest (const DcrArticle *article, gboolean answered)
{
  g_autofree char *text = render (article, answered);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
gather_elements (xmlNode *node, GHashTable *elements)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        g_autofree char *name
            = g_strconcat (node->ns != NULL && node->ns->prefix != NULL ? "dc:" : "",
                           (const char *)node->name, NULL);

        g_hash_table_add (elements, g_steal_pointer (&name));
        gather_elements (node->children, elements);
      }
}

/** The archive in hand: the lines of one archive stand together. */
typedef struct
{
  char *name;
  GPtrArray *documents;
} Archive;

/* « archive TAB ref TAB digest TAB digest when all is answered »; the line as it is today. */
static char *
check_line (const char *line, Archive *archive, GHashTable *elements)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1);
  const char *id = strchr (parts[1], '/') + 1;
  const Document *document;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article = NULL;
  g_autofree char *plain = NULL, *answered = NULL;
  xmlDoc *doc;

  if (g_strcmp0 (archive->name, parts[0]) != 0)
    {
      g_clear_pointer (&archive->documents, g_ptr_array_unref);
      g_free (archive->name);
      archive->name = g_strdup (parts[0]);
      archive->documents = corpus_read (parts[0]);
    }
  document = corpus_find (archive->documents, id);
  if (document == NULL)
    g_error ("%s is not in %s", id, parts[0]);
  article = dcr_article_parse (document->bytes, document->size, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (article->ref, ==, parts[1]);
  doc = xmlReadMemory (document->bytes, (int)document->size, NULL, NULL, XML_PARSE_NONET);
  gather_elements (xmlDocGetRootElement (doc), elements);
  xmlFreeDoc (doc);
  plain = digest (article, FALSE);
  answered = digest (article, TRUE);
  return g_strjoin ("\t", parts[0], parts[1], plain, answered, NULL);
}

static void
test_real (void)
{
  g_autofree char *path = source_path ("tests/reference/golden.tsv");
  g_autofree char *here = corpus_path ("vosdroits-particuliers-2020-11-05.zip");
  g_autoptr (GHashTable) elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) now = g_string_new (NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  Archive archive = { NULL, NULL };
  guint n = 0, wrong = 0;

  if (here == NULL)
    {
      g_test_message (
          "left out: the renderings of 40 real articles, whose archives are not on this machine");
      g_test_skip ("the real archives are not on this machine");
      return;
    }
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autofree char *line
          = lines[i][0] == '#' ? g_strdup (lines[i]) : check_line (lines[i], &archive, elements);

      n += lines[i][0] != '#';
      if (strcmp (line, lines[i]) != 0)
        {
          wrong++;
          g_test_message ("another rendering: %s", line);
        }
      g_string_append_printf (now, "%s\n", line);
    }
  g_clear_pointer (&archive.documents, g_ptr_array_unref);
  g_free (archive.name);
  if (g_getenv ("DCR_GOLDEN_WRITE") != NULL)
    g_assert_true (g_file_set_contents (path, now->str, -1, NULL));
  else
    g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpuint (n, ==, 40);
  g_assert_cmpuint (g_hash_table_size (elements), ==, N_ELEMENTS);
}

/* ---- Our own, in full ------------------------------------------------------------------------ */

static void
check_text (const char *ref, const char *ending, const char *text)
{
  g_autofree char *flat = g_strdelimit (g_strdup (ref), "/", '-');
  g_autofree char *name = g_strconcat ("tests/reference/golden/", flat, ending, ".txt", NULL);
  g_autofree char *path = source_path (name);
  g_autofree char *expected = NULL;

  if (g_getenv ("DCR_GOLDEN_WRITE") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  if (strcmp (expected, text) != 0)
    {
      gsize at = 0, line = 1;

      for (; expected[at] == text[at]; at++)
        line += text[at] == '\n';
      g_error ("%s: line %" G_GSIZE_FORMAT " reads otherwise: « %.60s »", name, line, text + at);
    }
}

static void
test_demo (gconstpointer data)
{
  const char *ref = data;
  g_autofree char *name = g_strconcat ("data/demo/", ref, ".xml", NULL);
  g_autofree char *path = source_path (name);
  g_autofree char *bytes = NULL, *plain = NULL, *answered = NULL;
  g_autoptr (DcrArticle) article = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  article = dcr_article_parse (bytes, size, NULL, &error);
  g_assert_no_error (error);
  plain = render (article, FALSE);
  check_text (ref, "", plain);
  answered = render (article, TRUE);
  if (article->n_questions > 0)
    check_text (ref, "-answered", answered);
  else
    g_assert_cmpstr (plain, ==, answered);
}

int
main (int argc, char **argv)
{
  static const char *const demo[] = {
    "particuliers/F91101", "particuliers/F91504", "particuliers/R91904", "particuliers/F91001",
    "particuliers/F91305", "particuliers/F91702", "particuliers/F91110", "particuliers/F91401",
    "particuliers/F91503", "particuliers/R91907", "particuliers/N91001", "particuliers/F91202",
  };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  xmlInitParser ();
  g_test_add_func ("/golden/real", test_real);
  for (guint i = 0; i < G_N_ELEMENTS (demo); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (demo[i]), "/", '-');
      g_autofree char *path = g_strconcat ("/golden/demo/", name, NULL);

      g_test_add_data_func (path, demo[i], test_demo);
    }
  return g_test_run ();
}
