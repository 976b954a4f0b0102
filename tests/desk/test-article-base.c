/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader on a base that changes under it: read again at the same place, former texts, withdrawn
 * articles, numbers that lead elsewhere. */
#include <glib/gstdio.h>
#include <string.h>

#include "desk/call/dcr-article-view-private.h"
#include "reader-fixture.h"
#include "../support/dcr-folder.h"

#define FIRST_DAY "2026-11-03"
#define SECOND_DAY "2026-11-20"

typedef struct
{
  Reader reader;
  DcrSession *session;
  char *folder, *source;
  char *said; /* last sentence for a toast */
} Base;

/* Copies a document of the demonstration, each @from (nullable) replaced by @to. */
static void
put (Base *base, const char *name, const char *from, const char *to, const char *day)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DCR_DATADIR"), "demo", "particuliers", name, NULL);
  g_autofree char *target = g_build_filename (base->source, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) made = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  made = g_string_new (text);
  if (from != NULL)
    g_assert_cmpuint (g_string_replace (made, from, to, 0), >, 0);
  if (day != NULL)
    g_string_replace (made, "modified " FIRST_DAY, day, 0);
  g_file_set_contents (target, made->str, (gssize) made->len, &error);
  g_assert_no_error (error);
}

static void
import (Base *base)
{
  const char *sources[] = { base->source, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrImportReport) report =
    dcr_session_import (base->session, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
}

static void
said (DcrArticleView *view, const char *sentence, Base *base)
{
  g_free (base->said);
  base->said = g_strdup (sentence);
}

static void
base_open (Base *base)
{
  g_autoptr (GError) error = NULL;

  *base = (Base){ .folder = g_dir_make_tmp ("dcr-base-XXXXXX", &error) };
  g_assert_no_error (error);
  base->source = g_build_filename (base->folder, "source", NULL);
  g_mkdir (base->source, 0700);
  base->session = dcr_session_open (base->folder, FALSE, &error);
  g_assert_no_error (error);
  put (base, "F91101.xml", NULL, NULL, NULL);
  put (base, "F91104.xml", NULL, NULL, NULL);
  put (base, "F91503.xml", NULL, NULL, NULL);
  put (base, "F91105.xml", NULL, NULL, NULL);
  put (base, "redirections.xml", NULL, NULL, NULL);
  import (base);
  reader_open (&base->reader, base->session);
  g_signal_connect (base->reader.view, "copied", G_CALLBACK (said), base);
}

static void
base_close (Base *base)
{
  reader_close (&base->reader);
  g_object_unref (base->session);
  dcr_folder_remove (base->folder);
  g_free (base->folder);
  g_free (base->source);
  g_free (base->said);
}

/* The new archive: F91101 has another price and another photograph, F91503 is gone. */
static void
change (Base *base)
{
  g_autofree char *gone = g_build_filename (base->source, "F91503.xml", NULL);

  put (base, "F91101.xml", "moins de 6 mois", "moins de 8 mois", "modified " SECOND_DAY);
  g_remove (gone);
  import (base);
}

static gboolean
shows_ref (Reader *reader, gconstpointer ref)
{
  DcrArticle *article = dcr_article_view_get_article (reader->view);

  return article != NULL && g_str_equal (article->ref, ref);
}

static void
open_ref (Base *base, const char *ref, const char *shown)
{
  dcr_article_view_open (base->reader.view, ref, NULL, FALSE);
  reader_await (&base->reader, shown, shows_ref, shown);
  reader_settle (&base->reader);
}

static gboolean
has_text (Reader *reader, gconstpointer text)
{
  DcrArticle *article = dcr_article_view_get_article (reader->view);

  for (guint i = 0; article != NULL && i < article->n_passages; i++)
    if (strstr (article->passages[i].text, text) != NULL)
      return TRUE;
  return FALSE;
}

static int
place_of (Base *base, const char *address)
{
  graphene_point_t point;

  g_assert_true (gtk_widget_compute_point (reader_passage (&base->reader, address),
                                           base->reader.view->body, &GRAPHENE_POINT_INIT (0, 0),
                                           &point));
  return (int) point.y;
}

static const char *
find_passage (Base *base, const char *text)
{
  DcrArticle *article = dcr_article_view_get_article (base->reader.view);

  for (guint i = 0; i < article->n_passages; i++)
    if (strstr (article->passages[i].text, text) != NULL)
      return article->passages[i].address;
  g_assert_not_reached ();
}

static void
test_read_again (void)
{
  Base base;
  GtkRoot *root;
  g_autofree char *address = NULL;
  int place;

  base_open (&base);
  root = GTK_ROOT (base.reader.window);
  open_ref (&base, "particuliers/F91101", "particuliers/F91101");
  address = g_strdup (find_passage (&base, "moins de 6 mois"));
  dcr_article_view_go_to (base.reader.view, address, TRUE);
  reader_settle (&base.reader);
  place = place_of (&base, address);
  g_assert_true (gtk_root_get_focus (root) == reader_passage (&base.reader, address));

  change (&base);
  reader_await (&base.reader, "the new text is shown", has_text, "moins de 8 mois");
  reader_settle (&base.reader);
  g_assert_false (has_text (&base.reader, "moins de 6 mois"));
  /* the caller hears the rest of the same passage: it did not move, and the keys still reach it */
  g_assert_cmpint (ABS (place_of (&base, address) - place), <=, 2);
  g_assert_true (gtk_root_get_focus (root) == reader_passage (&base.reader, address));
  g_assert_nonnull (base.said);
  g_assert_false (dcr_article_view_go_back (base.reader.view));
  reader_picture (&base.reader, "base-1-read-again");

  /* what did not change is left alone */
  g_clear_pointer (&base.said, g_free);
  open_ref (&base, "particuliers/F91104", "particuliers/F91104");
  put (&base, "F91101.xml", "moins de 6 mois", "moins de 9 mois", "modified 2026-11-21");
  import (&base);
  reader_settle (&base.reader);
  g_assert_null (base.said);
  g_assert_true (dcr_article_view_go_back (base.reader.view));
  reader_await (&base.reader, "the way back leads to today’s text", has_text, "moins de 9 mois");
  base_close (&base);
}

static void
test_former (void)
{
  Base base;
  g_autofree char *address = NULL;

  base_open (&base);
  change (&base);
  open_ref (&base, "particuliers/F91101", "particuliers/F91101");
  g_assert_true (has_text (&base.reader, "moins de 8 mois"));
  gtk_widget_activate_action (GTK_WIDGET (base.reader.view), "article.at", "s", FIRST_DAY);
  reader_await (&base.reader, "the former text is shown", has_text, "moins de 6 mois");
  reader_settle (&base.reader);
  g_assert_nonnull (base.reader.view->state.at);
  reader_picture (&base.reader, "base-2-former");
  /* it is not said any more: it cannot be kept */
  g_ptr_array_set_size (base.reader.heard, 0);
  address = g_strdup (find_passage (&base, "moins de 6 mois"));
  dcr_article_view_go_to (base.reader.view, address, TRUE);
  dcr_article_view_keep_current (base.reader.view);
  g_assert_cmpuint (base.reader.heard->len, ==, 0);
  /* today's, and back to the former one */
  gtk_widget_activate_action (GTK_WIDGET (base.reader.view), "article.today", NULL);
  reader_await (&base.reader, "today’s text is shown", has_text, "moins de 8 mois");
  g_assert_null (base.reader.view->state.at);
  reader_settle (&base.reader);
  g_assert_true (dcr_article_view_go_back (base.reader.view));
  reader_await (&base.reader, "the former text is back", has_text, "moins de 6 mois");
  g_assert_nonnull (base.reader.view->state.at);
  base_close (&base);
}

static gboolean
is_withdrawn (Reader *reader, gconstpointer data)
{
  return reader->view->state.withdrawn != NULL;
}

static void
test_withdrawn (void)
{
  Base base;

  base_open (&base);
  open_ref (&base, "particuliers/F91503", "particuliers/F91503");
  g_assert_null (base.reader.view->state.withdrawn);
  change (&base);
  reader_await (&base.reader, "it says that it is withdrawn", is_withdrawn, NULL);
  reader_settle (&base.reader);
  g_assert_cmpstr (base.reader.view->state.withdrawn, ==, SECOND_DAY);
  g_assert_nonnull (base.said);
  reader_picture (&base.reader, "base-3-withdrawn");
  base_close (&base);
}

static void
test_moved (void)
{
  Base base;

  base_open (&base);
  open_ref (&base, "particuliers/F90001", "particuliers/F91101");
  g_assert_cmpstr (base.reader.view->state.asked, ==, "particuliers/F90001");
  g_assert_true (reader_shows (&base.reader, "F90001"));
  reader_picture (&base.reader, "base-4-moved");
  /* asked by its own number there is nothing to say */
  open_ref (&base, "particuliers/F91104", "particuliers/F91104");
  open_ref (&base, "particuliers/F91101", "particuliers/F91101");
  g_assert_true (reader_shows_not (&base.reader, "F90001"));
  base_close (&base);
}

int
main (int argc, char **argv)
{
  reader_init (&argc, &argv);
  g_test_add_func ("/desk/article-base/read-again", test_read_again);
  g_test_add_func ("/desk/article-base/former", test_former);
  g_test_add_func ("/desk/article-base/withdrawn", test_withdrawn);
  g_test_add_func ("/desk/article-base/moved", test_moved);
  return g_test_run ();
}
