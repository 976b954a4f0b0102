/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dcr-session.h"
#include "../support/dcr-folder.h"

#include <glib/gstdio.h>

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
finds (DcrSearchResult *result, const char *ref)
{
  for (guint i = 0; i < result->hits->len; i++)
    if (g_str_equal (((DcrHit *) g_ptr_array_index (result->hits, i))->ref, ref))
      return TRUE;
  return FALSE;
}

static void
test_demonstration (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dcr-session-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) session = dcr_session_open (folder, TRUE, &error);
  g_autoptr (GAsyncResult) read = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (
      dcr_reference_count (dcr_session_get_reference (session), DCR_AUDIENCE_PARTICULIERS), >=, 60);

  DcrSearchRequest request = { .words = "carte identite", .limit = 20, .snippets = 10 };
  g_autoptr (DcrSearchResult) result
      = dcr_search_query (dcr_session_get_search (session), &request);
  g_assert_cmpuint (result->hits->len, >, 0);
  g_assert_true (finds (result, "particuliers/F91101"));

  dcr_session_read_article_async (session, "particuliers/F91101", NULL, NULL, take_result, &read);
  while (read == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (DcrArticle) article = dcr_session_read_article_finish (session, read, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (article->id, ==, "F91101");
  g_assert_cmpuint (article->n_passages, >, 5);

  g_clear_object (&session);
  session = dcr_session_open (folder, TRUE, &error); /* again: nothing is filled twice */
  g_assert_no_error (error);
  g_autoptr (GPtrArray) phrases = dcr_calls_list_phrases (dcr_session_get_calls (session));
  g_assert_cmpuint (phrases->len, ==, 6);
  g_assert_true (g_str_has_prefix (phrases->pdata[0], "Je suis désolé"));
  g_assert_true (g_str_has_prefix (phrases->pdata[3], "Je ne vois pas votre dossier."));
  g_clear_object (&session);
  dcr_folder_remove (folder);
}

/* The search index is damaged, then gone: the desk opens without it, and searches a moment later; what is
 * made is kept. A session closed meanwhile waits for its thread. */
static void
test_index_made_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dcr-session-XXXXXX", NULL);
  g_autofree char *index = g_build_filename (folder, "reference.idx", NULL);
  g_autoptr (GError) error = NULL;
  DcrSearchRequest request = { .words = "carte identite", .limit = 20 };
  const char *problem;

  g_object_unref (dcr_session_open (folder, TRUE, &error));
  g_assert_no_error (error);
  for (int damage = 0; damage < 3; damage++)
    {
      g_autoptr (DcrSession) session = NULL;
      if (damage == 0)
        g_assert_true (g_file_set_contents (index, "no index", -1, NULL));
      else
        g_assert_cmpint (g_remove (index), ==, 0);
      session = dcr_session_open_desk (folder, TRUE, &error);
      g_assert_no_error (error);
      g_assert_null (dcr_session_get_search (session));
      g_assert_true (dcr_session_is_indexing (session, &problem));
      g_assert_null (problem);
      if (damage == 2)
        break;
      while (dcr_session_is_indexing (session, NULL))
        g_main_context_iteration (NULL, TRUE);
      g_assert_nonnull (dcr_session_get_search (session));
      g_autoptr (DcrSearchResult) result
          = dcr_search_query (dcr_session_get_search (session), &request);
      g_assert_true (finds (result, "particuliers/F91101"));
      g_assert_true (g_file_test (index, G_FILE_TEST_EXISTS));
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_autoptr (DcrSession) again = dcr_session_open_desk (folder, TRUE, &error);
  g_assert_no_error (error);
  while (dcr_session_is_indexing (again, NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (dcr_session_get_search (again));
  g_clear_object (&again);
  dcr_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/demonstration", test_demonstration);
  g_test_add_func ("/session/index-made-again", test_index_made_again);
  return g_test_run ();
}
