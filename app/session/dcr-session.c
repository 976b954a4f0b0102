/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dcr-session.h"

#include "session/dcr-session-private.h"

G_DEFINE_FINAL_TYPE (DcrSession, dcr_session, G_TYPE_OBJECT)

enum
{
  REFERENCE_CHANGED,
  SEARCH_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
dcr_session_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "decroche", "alone", NULL);
}

char *
dcr_session_demo_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "decroche", "demo", NULL);
}

const char *
dcr_session_data_folder (void)
{
  const char *folder = g_getenv ("DCR_DATADIR");
  return folder != NULL ? folder : DCR_PKGDATADIR;
}

static void
dcr_session_dispose (GObject *object)
{
  DcrSession *self = DCR_SESSION (object);

  if (self->deliverer != NULL)
    dcr_deliverer_stop (self->deliverer);
  g_clear_object (&self->deliverer);
  dcr_session_watch_end (self);
  g_cancellable_cancel (self->indexes);
  g_clear_pointer (&self->indexing, dcr_worker_free);
  g_clear_object (&self->indexes);
  g_clear_pointer (&self->search_problem, g_free);
  g_clear_pointer (&self->importing, dcr_worker_free);
  g_clear_pointer (&self->reading, dcr_worker_free);
  g_clear_object (&self->outbox);
  g_clear_pointer (&self->search, dcr_search_close);
  g_clear_pointer (&self->reference, dcr_reference_close);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->store, dcr_store_close);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->ca_file, g_free);
  G_OBJECT_CLASS (dcr_session_parent_class)->dispose (object);
}

static void
dcr_session_class_init (DcrSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_session_dispose;
  signals[REFERENCE_CHANGED]
      = g_signal_new ("reference-changed", DCR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
  signals[SEARCH_CHANGED] = g_signal_new ("search-changed", DCR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  dcr_session_followup_changed
      = g_signal_new ("followup-changed", DCR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
}

static void
dcr_session_init (DcrSession *self)
{
}

/* Callers' words: those that come with the program. */
static void
hand_lexicon (DcrSearch *search)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) entries = dcr_lexicon_read_own (strings);

  dcr_search_set_lexicon (search, (const DcrLexiconEntry *) (gpointer) entries->data, entries->len);
}

/* ---- The search index, made again in a thread ------------------------------------------------ */

typedef struct
{
  DcrSession *self; /* gone when the other is cancelled */
  GCancellable *cancellable;
} Indexing;

static gpointer
make_index (gpointer folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (DcrReference) reference = dcr_reference_open (folder, error);
  return reference != NULL ? dcr_search_open (reference, error) : NULL;
}

static void
index_made (GObject *source, GAsyncResult *result, gpointer data)
{
  Indexing *indexing = data;
  DcrSession *self = indexing->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSearch) search = dcr_worker_finish (result, &error);

  if (!g_cancellable_is_cancelled (indexing->cancellable))
    {
      g_clear_object (&self->indexes);
      if (search == NULL)
        self->search_problem = g_strdup (error->message);
      else
        hand_lexicon (search);
      self->search = g_steal_pointer (&search);
      g_signal_emit (self, signals[SEARCH_CHANGED], 0);
    }
  g_object_unref (indexing->cancellable);
  g_free (indexing);
}

static void
make_index_later (DcrSession *self)
{
  Indexing *indexing = g_new (Indexing, 1);

  if (self->indexing == NULL)
    self->indexing = dcr_worker_new ("indexing");
  self->indexes = g_cancellable_new ();
  *indexing = (Indexing) { self, g_object_ref (self->indexes) };
  dcr_worker_push (self->indexing, make_index, g_strdup (self->folder), g_free,
                   (GDestroyNotify) dcr_search_close, self->indexes, index_made, indexing);
}

gboolean
dcr_session_is_indexing (DcrSession *self, const char **problem)
{
  if (problem != NULL)
    *problem = self->search_problem;
  return self->indexes != NULL;
}

/* NULL without @error: it comes later. */
static DcrSearch *
open_search (DcrSession *self, DcrReference *reference, GError **error)
{
  g_autoptr (GError) inner = NULL;
  DcrSearch *search;

  if (!self->waits_for_search)
    return dcr_search_open (reference, error);
  search = dcr_search_open_saved (reference, &inner);
  if (search == NULL && !g_error_matches (inner, DCR_ERROR, DCR_ERROR_BUSY))
    g_propagate_error (error, g_steal_pointer (&inner));
  return search;
}

gboolean
dcr_session_open_reference (DcrSession *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  DcrReference *reference = dcr_reference_open (self->folder, &inner);
  DcrSearch *search;

  if (reference == NULL)
    {
      if (g_error_matches (inner, DCR_ERROR, DCR_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  search = open_search (self, reference, &inner);
  if (inner != NULL)
    {
      dcr_reference_close (reference);
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  g_cancellable_cancel (self->indexes); /* of the base before this one */
  g_clear_object (&self->indexes);
  g_clear_pointer (&self->search_problem, g_free);
  g_clear_pointer (&self->search, dcr_search_close);
  g_clear_pointer (&self->reference, dcr_reference_close);
  self->reference = reference;
  self->search = search;
  if (search != NULL)
    hand_lexicon (search);
  else
    make_index_later (self);
  g_signal_emit (self, signals[REFERENCE_CHANGED], 0);
  return TRUE;
}

static gboolean
fill_demo (DcrSession *self, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);

  for (int audience = 0; audience < DCR_N_AUDIENCES; audience++)
    {
      char *source = g_build_filename (dcr_session_data_folder (), "demo",
                                       dcr_audience_name (audience), NULL);
      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (sources, source);
      else
        g_free (source);
    }
  if (sources->len == 0)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                   _("The demonstration base is missing from “%s”. Install the program again."),
                   dcr_session_data_folder ());
      return FALSE;
    }
  g_ptr_array_add (sources, NULL);
  g_autoptr (DcrImportReport) report
      = dcr_session_import (self, (const char *const *) sources->pdata, DCR_IMPORT_NONE, NULL, NULL,
                            NULL, error);
  return report != NULL;
}

static DcrSession *
open_session (const char *folder, gboolean demo, gboolean waits_for_search, GError **error)
{
  g_autoptr (DcrSession) self = g_object_new (DCR_TYPE_SESSION, NULL);

  self->waits_for_search = waits_for_search;
  self->folder = g_strdup (folder);
  self->demo = demo;
  self->store = dcr_store_open (folder, error);
  if (self->store == NULL)
    return NULL;
  self->reading = dcr_worker_new ("reading");
  if (!dcr_session_open_reference (self, error))
    return NULL;
  if (demo && self->reference == NULL && !fill_demo (self, error))
    return NULL;
  if (demo && !dcr_session_fill_work (self, error))
    return NULL;
  self->calls = dcr_calls_new (self->store, error);
  if (self->calls == NULL)
    return NULL;
  self->outbox = dcr_outbox_new (self->store, error);
  if (self->outbox == NULL || (demo && !dcr_session_fill_templates (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

DcrSession *
dcr_session_open (const char *folder, gboolean demo, GError **error)
{
  return open_session (folder, demo, FALSE, error);
}

DcrSession *
dcr_session_open_desk (const char *folder, gboolean demo, GError **error)
{
  DcrSession *self = open_session (folder, demo, TRUE, error);

  if (self != NULL)
    dcr_session_watch (self);
  return self;
}

const char *
dcr_session_get_folder (DcrSession *self)
{
  return self->folder;
}

gboolean
dcr_session_is_demo (DcrSession *self)
{
  return self->demo;
}

void
dcr_session_set_ca_file (DcrSession *self, const char *path)
{
  g_free (self->ca_file);
  self->ca_file = path != NULL && *path != '\0' ? g_strdup (path) : NULL;
}

DcrStore *
dcr_session_get_store (DcrSession *self)
{
  return self->store;
}

DcrCalls *
dcr_session_get_calls (DcrSession *self)
{
  return self->calls;
}

DcrReference *
dcr_session_get_reference (DcrSession *self)
{
  return self->reference;
}

DcrSearch *
dcr_session_get_search (DcrSession *self)
{
  return self->search;
}

/* ---- Reading articles ----------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  char *ref;
  char *date;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;
  g_free (read->folder);
  g_free (read->ref);
  g_free (read->date);
  g_free (read);
}

/* A connection of its own for each article: opening costs 0.2 ms, and an import may have replaced the
 * file since the last one. */
static gpointer
read_article (gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  DcrAudience audience;
  g_autofree char *id = NULL;
  g_autoptr (DcrReference) reference = dcr_reference_open (read->folder, error);
  DcrArticle *article;

  if (reference == NULL)
    return NULL;
  if (!dcr_article_ref_parse (read->ref, &audience, &id))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                   _("“%s” is not the number of an article."), read->ref);
      return NULL;
    }
  article = dcr_reference_get_article (reference, audience, id, read->date, error);
  return article != NULL ? dcr_reference_adopt_questions (reference, article) : NULL;
}

void
dcr_session_read_article_async (DcrSession *self, const char *ref, const char *date,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Read *read = g_new (Read, 1);
  *read = (Read) { g_strdup (self->folder), g_strdup (ref), g_strdup (date) };
  dcr_worker_push (self->reading, read_article, read, read_free,
                   (GDestroyNotify) dcr_article_unref, cancellable, callback, user_data);
}

DcrArticle *
dcr_session_read_article_finish (DcrSession *self, GAsyncResult *result, GError **error)
{
  return dcr_worker_finish (result, error);
}
