/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-reference.h"

#include <string.h>
#include <time.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "dcr-maker.h"
#include "reference/dcr-archive.h"
#include "../support/dcr-folder.h"

/* Whatever is wrong with a source: one sentence, and the base byte for byte as it was. */

static struct
{
  char *folder, *base, *bad, *digest;
} t;

static void
import_good (void)
{
  g_autofree char *path = g_build_filename (t.folder, "good.zip", NULL);
  const char *sources[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  DcrMaker *maker = dcr_maker_new (path);

  for (int i = 1; i <= 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("F%d", i);
      dcr_maker_add_article (maker, "Particuliers", id, id, "Un.", "Deux.");
    }
  dcr_maker_close (maker);
  g_autoptr (DcrImportReport) report = dcr_reference_import (t.base, sources, DCR_IMPORT_NONE, NULL,
                                                             NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);
}

/* @what is for the message of a failure. Returns the sentence; free with g_free(). */
static char *
refused_at (const char *path, const char *what)
{
  const char *sources[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  g_autofree char *left = g_build_filename (t.base, "reference.db.new", NULL);
  DcrImportReport *report = dcr_reference_import (t.base, sources, DCR_IMPORT_FORCE, NULL, NULL,
                                                  NULL, NULL, NULL, &error);

  if (report != NULL)
    g_error ("%s was not refused: added %u, changed %u, removed %u", what, report->added,
             report->changed, report->removed);
  if (!g_error_matches (error, DCR_ERROR, DCR_ERROR_INPUT))
    g_error ("%s: %s", what, error->message);
  if (strpbrk (error->message, "\n\r") != NULL || strstr (error->message, ". ") != NULL
      || !g_str_has_suffix (error->message, "; the base is as it was before."))
    g_error ("%s: not one sentence: %s", what, error->message);
  after = dcr_maker_digest (t.base, "reference.db");
  if (strcmp (t.digest, after) != 0)
    g_error ("%s changed the base", what);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  return g_strdup (error->message);
}

static void
refused (const char *what)
{
  g_free (refused_at (t.bad, what));
}

static DcrMaker *
begin_bad (void)
{
  DcrMaker *maker = dcr_maker_new (t.bad);
  dcr_maker_add_article (maker, "Particuliers", "F1", "Un", "Un.", "Deux.");
  return maker;
}

/* An archive with one good article, then @name. */
static void
bad_entry (const char *name, const char *bytes, gssize size, const char *what)
{
  DcrMaker *maker = begin_bad ();
  dcr_maker_add (maker, name, bytes, size);
  dcr_maker_close (maker);
  refused (what);
}

/* ---- The archive -------------------------------------------------------------------------- */

static void
test_cut (void)
{
  g_autofree char *path = g_build_filename (t.folder, "good.zip", NULL);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (int part = 0; part < 20; part++)
    {
      g_autofree char *what = g_strdup_printf ("a zip cut at %d/20", part);
      g_assert_true (g_file_set_contents (t.bad, data, size * part / 20, NULL));
      refused (what);
    }
  g_assert_true (g_file_set_contents (t.bad, data, size - 1, NULL));
  refused ("a zip that lacks its last byte");
}

/* A wrong byte may be in a date or in a name that does not matter: what counts is that the base is
 * then either refused or holds exactly the forty texts. */
static void
test_corrupt (void)
{
  g_autofree char *path = g_build_filename (t.folder, "good.zip", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20201105);
  g_autofree char *data = NULL;
  const char *sources[] = { t.bad, NULL };
  guint n_refused = 0;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (int i = 0; i < 400; i++)
    {
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) size);
      char before = data[at];
      g_autoptr (GError) error = NULL;
      data[at] ^= (char) (1 << g_rand_int_range (random, 0, 8));
      g_assert_true (g_file_set_contents (t.bad, data, size, NULL));
      data[at] = before;
      g_autoptr (DcrImportReport) report = dcr_reference_import (
          t.base, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, NULL, NULL, &error);
      n_refused += report == NULL;
      if (report != NULL && (report->changed > 0 || report->added > 0 || report->removed > 1))
        g_error ("byte %" G_GSIZE_FORMAT ": added %u, changed %u, removed %u", at, report->added,
                 report->changed, report->removed);
      if (report != NULL && report->removed > 0)
        import_good ();
    }
  g_test_message ("%u of 400 refused", n_refused);
  g_assert_cmpuint (n_refused, >, 200);
  import_good ();
  g_free (t.digest);
  t.digest = dcr_maker_digest (t.base, "reference.db");
}

static void
test_empty (void)
{
  DcrMaker *maker;

  g_assert_true (g_file_set_contents (t.bad, "", 0, NULL));
  refused ("an empty file");
  g_assert_true (
      g_file_set_contents (t.bad, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, NULL));
  refused ("an empty zip");
  g_assert_true (g_file_set_contents (t.bad, "<html>Portail captif</html>", -1, NULL));
  refused ("a page of HTML");
  maker = dcr_maker_new (t.bad);
  dcr_maker_add (maker, "readme.txt", "hello", -1);
  dcr_maker_add (maker, "menu.xml", "<Menu/>", -1);
  dcr_maker_add (maker, "archive.zip", "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
  dcr_maker_close (maker);
  refused ("a zip with no article");
  g_autofree char *empty = g_build_filename (t.folder, "empty", NULL);
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  g_free (refused_at (empty, "an empty folder"));
}

static void
test_names (void)
{
  static const char *const names[] = {
    "../../etc/F2.xml", "/etc/F2.xml", "C:\\F2.xml", "a/../F2.xml",
    "..\\F2.xml",       "..",          "F2.xml\n",   "\\\\server\\F2.xml",
  };
  g_autofree char *xml
      = dcr_maker_article ("Particuliers", "F2", "Deux", "2026-10-01", "Un.", "Deux.");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    bad_entry (names[i], xml, -1, names[i]);
  bad_entry ("F1.xml", xml, -1, "one name twice");
  bad_entry ("other/F1.xml", xml, -1, "one document in two folders");
}

static void
test_double_document (void)
{
  g_autofree char *xml
      = dcr_maker_article ("Particuliers", "F1", "Autre", "2026-10-01", "Un.", "Deux.");
  bad_entry ("F2.xml", xml, -1, "one id under two names");
}

static void
test_mixed_audiences (void)
{
  DcrMaker *maker = begin_bad ();
  dcr_maker_add_article (maker, "Professionnels", "F2", "Deux", "Un.", "Deux.");
  dcr_maker_close (maker);
  refused ("two audiences in one archive");
}

static void
test_encrypted (void)
{
  DcrMaker *maker = dcr_maker_new_encrypted (t.bad);
  dcr_maker_add_article (maker, "Particuliers", "F2", "Deux", "Un.", "Deux.");
  dcr_maker_close (maker);
  refused ("an encrypted entry");
}

static void
test_bombs (void)
{
  g_autofree char *zeros = g_malloc0 (300 * 1024 * 1024);
  clock_t start;
  GStatBuf info;
  DcrMaker *maker;

  memset (zeros, ' ', 300 * 1024 * 1024);
  maker = begin_bad ();
  dcr_maker_add (maker, "F2.xml", zeros, 300 * 1024 * 1024);
  dcr_maker_close (maker);
  g_assert_cmpint (g_stat (t.bad, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 400000);
  start = clock (); /* the processor's time: neighbours do not count */
  refused ("a bomb of 300 MB");
  g_assert_cmpint (clock () - start, <, 5 * CLOCKS_PER_SEC);

  /* each below the cap of an entry, together above that of an archive */
  maker = begin_bad ();
  for (int i = 2; i < 140; i++)
    {
      g_autofree char *name = g_strdup_printf ("F%d.xml", i);
      g_autofree char *xml
          = dcr_maker_article ("Particuliers", "F7", "x", "2026-10-01", "Un.", "Deux.");
      memcpy (zeros, xml, strlen (xml));
      dcr_maker_add (maker, name, zeros, 8 * 1024 * 1024 - 1);
    }
  dcr_maker_close (maker);
  refused ("a bomb of many entries");

  maker = dcr_maker_new (t.bad);
  for (int i = 0; i < 100000; i++)
    {
      g_autofree char *name = g_strdup_printf ("x%d.txt", i);
      dcr_maker_add (maker, name, "", 0);
    }
  dcr_maker_add_article (maker, "Particuliers", "F1", "Un", "Un.", "Deux.");
  dcr_maker_close (maker);
  refused ("100,000 entries");
}

/* The sizes that a zip declares may lie. */
static void
test_lying_sizes (void)
{
  g_autofree char *big = g_malloc (9 * 1024 * 1024);
  g_autofree char *data = NULL;
  DcrMaker *maker = begin_bad ();
  gsize size;

  memset (big, ' ', 9 * 1024 * 1024);
  dcr_maker_add (maker, "F2.xml", big, 9 * 1024 * 1024);
  dcr_maker_close (maker);
  g_assert_true (g_file_get_contents (t.bad, &data, &size, NULL));
  for (gsize i = 0; i + 4 <= size; i++)
    if (memcmp (data + i, "\0\0\x90\0", 4) == 0) /* 9 MB, wherever it is written */
      memcpy (data + i, "\x10\0\0\0", 4);
  g_assert_true (g_file_set_contents (t.bad, data, size, NULL));
  refused ("9 MB declared as 16 bytes");
}

static void
test_not_a_file (void)
{
  g_autofree char *pipe = g_build_filename (t.folder, "pipe", NULL);
  g_autofree char *folder = g_build_filename (t.folder, "links", NULL);
  g_autofree char *link = g_build_filename (folder, "F1.xml", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_free (refused_at (pipe, "a pipe nobody writes to"));
  g_free (refused_at ("/dev/zero", "a device"));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_free (refused_at (folder, "a folder whose documents are links out of it"));
}

/* ---- The documents ------------------------------------------------------------------------ */

/* One sentence names the archive, the file in it and what is wrong with that. */
static void
test_sentences (void)
{
#define HEAD "“bad.zip” was refused: "
#define TAIL "; the base is as it was before."
  static const struct
  {
    const char *name, *bytes, *sentence;
  } table[] = {
    { "F2.xml", "", HEAD "its file F2.xml is empty" TAIL },
    { "F2.xml", "Bonjour", HEAD "its file F2.xml is not XML" TAIL },
    { "F2.xml", "<Autre ID=\"F2\"/>", HEAD "its file F2.xml is not an article" TAIL },
    { "F2.xml", "<Publication ID=\"F2\"><Titre>",
      HEAD "its file F2.xml is damaged or cut short" TAIL },
    { "F2.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><Publication ID=\"F2\"/>",
      HEAD "its file F2.xml declares entities or a DTD, which no article does" TAIL },
    { "F2.xml", "<Publication ID=\"F2\">\xe9t\xe9</Publication>",
      HEAD "its file F2.xml does not code its letters as it says" TAIL },
    { "F2.xml", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Publication ID=\"F2\"/>",
      HEAD "its file F2.xml codes its letters in an unusual way" TAIL },
    { "menu.xml", "<Menu><ItemMenu>", HEAD "its file menu.xml is damaged or declares a DTD" TAIL },
    { "redirections.xml", "<!DOCTYPE a []><a/>",
      HEAD "its file redirections.xml is damaged or declares a DTD" TAIL },
    { "../F2.xml", "x", HEAD "it holds a file with a dangerous name" TAIL },
    { "x/F1.xml", "x", HEAD "its file F1.xml is there twice" TAIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *said = NULL;
      DcrMaker *maker = begin_bad ();
      dcr_maker_add (maker, table[i].name, table[i].bytes, -1);
      dcr_maker_close (maker);
      said = refused_at (t.bad, table[i].bytes);
      g_assert_cmpstr (said, ==, table[i].sentence);
    }
}

static void
test_broken_xml (void)
{
  g_autofree char *good
      = dcr_maker_article ("Particuliers", "F2", "Deux", "2026-10-01", "Un.", "Deux.");

  bad_entry ("F2.xml", "", 0, "an empty document");
  bad_entry ("F2.xml", "Bonjour", -1, "plain text");
  bad_entry ("F2.xml", "<Autre ID=\"F2\"/>", -1, "another root");
  bad_entry ("F2.xml", "<Publication type=\"Fiche d'information\"/>", -1, "no id");
  bad_entry ("F2.xml", "<Publication ID=\"../../x\" type=\"Fiche d'information\"/>", -1,
             "an odd id");
  bad_entry ("F2.xml", good, strlen (good) / 2, "a document cut in the middle");
  bad_entry ("F2.xml",
             "<?xml version=\"1.0\"?><!DOCTYPE Publication [<!ENTITY a \"x\">]>"
             "<Publication ID=\"F2\">&a;</Publication>",
             -1, "a DTD with an entity");
  bad_entry ("F2.xml",
             "<?xml version=\"1.0\"?><!DOCTYPE Publication SYSTEM \"file:///etc/passwd\">"
             "<Publication ID=\"F2\"/>",
             -1, "a DTD elsewhere");
  bad_entry ("F2.xml",
             "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Publication ID=\"F2\">"
             "&x;</Publication>",
             -1, "an external entity");
  bad_entry ("redirections.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>", -1,
             "a DTD in an index file");
  bad_entry ("menu.xml", "<Menu><ItemMenu>", -1, "a broken index file");
}

static void
test_entities (void)
{
  GString *laughs = g_string_new ("<!DOCTYPE a [<!ENTITY a0 \"ha\">");
  for (int i = 1; i < 30; i++)
    g_string_append_printf (laughs, "<!ENTITY a%d \"&a%d;&a%d;\">", i, i - 1, i - 1);
  g_string_append (laughs, "]><Publication ID=\"F2\">&a29;</Publication>");
  bad_entry ("F2.xml", laughs->str, laughs->len, "billion laughs");
  g_string_free (laughs, TRUE);

  GString *square = g_string_new ("<!DOCTYPE a [<!ENTITY a \"");
  for (int i = 0; i < 50000; i++)
    g_string_append_c (square, 'x');
  g_string_append (square, "\">]><Publication ID=\"F2\">");
  for (int i = 0; i < 20000; i++)
    g_string_append (square, "&a;");
  g_string_append (square, "</Publication>");
  bad_entry ("F2.xml", square->str, square->len, "quadratic blow-up");
  g_string_free (square, TRUE);
}

static void
test_too_deep_and_too_long (void)
{
  GString *deep = g_string_new ("<Publication ID=\"F2\" type=\"Fiche d'information\"><Texte>");
  for (int i = 0; i < 5000; i++)
    g_string_append (deep, "<Paragraphe>");
  for (int i = 0; i < 5000; i++)
    g_string_append (deep, "</Paragraphe>");
  g_string_append (deep, "</Texte></Publication>");
  bad_entry ("F2.xml", deep->str, deep->len, "5,000 levels");
  g_string_free (deep, TRUE);

  for (int mega = 2; mega <= 11; mega += 9)
    {
      g_autofree char *text = g_strnfill (mega * 1024 * 1024, 'a');
      g_autofree char *xml
          = dcr_maker_article ("Particuliers", "F2", "Deux", "2026-10-01", text, "Deux.");
      bad_entry ("F2.xml", xml, -1, mega == 2 ? "a node of 2 MB" : "a node of 11 MB");
    }
}

static void
test_encodings (void)
{
  static const char latin[]
      = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Publication ID=\"F2\" "
        "type=\"Fiche d'information\"><Texte><Paragraphe>\xe9t\xe9</Paragraphe></Texte>"
        "</Publication>";
  static const char unknown[]
      = "<?xml version=\"1.0\" encoding=\"x-klingon\"?><Publication ID=\"F2\"/>";
  static const char sixteen[]
      = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Publication ID=\"F2\"/>";
  static const char control[] = "<Publication ID=\"F2\"><Texte>\x01\x02</Texte></Publication>";

  bad_entry ("F2.xml", latin, -1, "Latin-1 that says it is UTF-8");
  bad_entry ("F2.xml", unknown, -1, "an unknown encoding");
  bad_entry ("F2.xml", sixteen, -1, "bytes that say they are UTF-16");
  bad_entry ("F2.xml", control, -1, "control characters");
  bad_entry ("F2.xml", "<Publication ID=\"F2\">\0</Publication>", 36, "a NUL");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  t.folder = g_dir_make_tmp ("dcr-hostile-XXXXXX", NULL);
  t.base = g_build_filename (t.folder, "base", NULL);
  t.bad = g_build_filename (t.folder, "bad.zip", NULL);
  import_good ();
  t.digest = dcr_maker_digest (t.base, "reference.db");
  g_test_add_func ("/hostile/cut", test_cut);
  g_test_add_func ("/hostile/corrupt", test_corrupt);
  g_test_add_func ("/hostile/empty", test_empty);
  g_test_add_func ("/hostile/names", test_names);
  g_test_add_func ("/hostile/double-document", test_double_document);
  g_test_add_func ("/hostile/mixed-audiences", test_mixed_audiences);
  g_test_add_func ("/hostile/encrypted", test_encrypted);
  g_test_add_func ("/hostile/bombs", test_bombs);
  g_test_add_func ("/hostile/lying-sizes", test_lying_sizes);
  g_test_add_func ("/hostile/not-a-file", test_not_a_file);
  g_test_add_func ("/hostile/sentences", test_sentences);
  g_test_add_func ("/hostile/broken-xml", test_broken_xml);
  g_test_add_func ("/hostile/entities", test_entities);
  g_test_add_func ("/hostile/too-deep-and-too-long", test_too_deep_and_too_long);
  g_test_add_func ("/hostile/encodings", test_encodings);
  status = g_test_run ();
  dcr_folder_remove (t.folder);
  g_free (t.folder);
  g_free (t.base);
  g_free (t.bad);
  g_free (t.digest);
  return status;
}
