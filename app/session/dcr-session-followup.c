/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Introduces the outbox and the templates to the reference: followup/ does not know it. */
#include "base/dcr-clock.h"
#include "followup/dcr-templates.h"
#include "session/dcr-session-private.h"

/* ---- A passage as it reads today ------------------------------------------------------------ */

/* For the writer's thread and the reading thread: a connection of its own. */
typedef struct
{
  DcrReference *reference;
  DcrArticle *article; /* the last one: quotes of one article come together */
} Lookup;

static void
lookup_clear (Lookup *lookup)
{
  g_clear_pointer (&lookup->article, dcr_article_unref);
  g_clear_pointer (&lookup->reference, dcr_reference_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lookup, lookup_clear)

static DcrQuote *
look_up (const char *ref, const char *address, gpointer data)
{
  Lookup *lookup = data;
  DcrAudience audience;
  g_autofree char *id = NULL;
  const DcrPassage *passage;
  DcrQuote *quote;

  if (lookup->reference == NULL || !dcr_article_ref_parse (ref, &audience, &id))
    return NULL;
  if (lookup->article == NULL || g_strcmp0 (lookup->article->ref, ref) != 0)
    {
      g_clear_pointer (&lookup->article, dcr_article_unref);
      lookup->article = dcr_reference_get_article (lookup->reference, audience, id, NULL, NULL);
    }
  passage = lookup->article != NULL ? dcr_article_find_passage (lookup->article, address) : NULL;
  if (passage == NULL)
    return NULL;
  g_autoptr (DcrArticleInfo) info = dcr_reference_get_info (lookup->reference, audience, id, NULL);
  quote = g_new (DcrQuote, 1);
  *quote = (DcrQuote) { g_strdup (ref), g_strdup (address), info != NULL ? info->version : 0,
                        g_strdup (lookup->article->date), g_strdup (passage->heading),
                        g_strdup (passage->hash), g_strdup (passage->text) };
  return quote;
}

/* ---- The passages of a template, looked up in the reading thread ---------------------------- */

typedef struct
{
  char *folder;
  GPtrArray *places; /* article, address, article, address… */
} Quotes;

static void
quotes_free (gpointer data)
{
  Quotes *quotes = data;
  g_free (quotes->folder);
  g_ptr_array_unref (quotes->places);
  g_free (quotes);
}

static gpointer
run_quotes (gpointer data, GCancellable *cancellable, GError **error)
{
  Quotes *quotes = data;
  g_auto (Lookup) lookup = { dcr_reference_open (quotes->folder, NULL) };
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i + 1 < quotes->places->len; i += 2)
    {
      const char *article = g_ptr_array_index (quotes->places, i);
      const char *address = g_ptr_array_index (quotes->places, i + 1);
      g_autoptr (DcrQuote) quote = look_up (article, address, &lookup);
      if (quote != NULL)
        g_hash_table_insert (found, g_strdup_printf ("%s#%s", article, address),
                             g_strdup (quote->hash));
    }
  return found;
}

void
dcr_session_read_quotes_async (DcrSession *self, const DcrTemplate *template,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Quotes *quotes = g_new (Quotes, 1);

  *quotes = (Quotes) { g_strdup (self->folder), g_ptr_array_new_with_free_func (g_free) };
  for (guint i = 0; i < template->quotes->len; i++)
    {
      const DcrQuote *quote = g_ptr_array_index (template->quotes, i);
      g_ptr_array_add (quotes->places, g_strdup (quote->article));
      g_ptr_array_add (quotes->places, g_strdup (quote->address));
    }
  dcr_worker_push (self->reading, run_quotes, quotes, quotes_free,
                   (GDestroyNotify)g_hash_table_unref, cancellable, callback, user_data);
}

GHashTable *
dcr_session_read_quotes_finish (DcrSession *self, GAsyncResult *result, GError **error)
{
  return dcr_worker_finish (result, error);
}

/* ---- Approving, and checking after an import ------------------------------------------------ */

typedef struct
{
  char *folder;
  DcrUuid id, person;
  guint n_templates, n_messages;
} Check;

static gboolean
run_approve (DcrDb *db, gpointer data, GError **error)
{
  Check *check = data;
  g_auto (Lookup) lookup = { dcr_reference_open (check->folder, NULL) };
  return dcr_templates_approve (db, &check->id, &check->person, look_up, &lookup,
                                dcr_clock_now_ms (), error);
}

static gboolean
reads_as (const char *article, const char *address, const char *hash, gpointer data)
{
  g_autoptr (DcrQuote) now = NULL;

  if (g_str_has_prefix (article, "guichet/"))
    return TRUE;
  now = look_up (article, address, data);
  return now != NULL && g_strcmp0 (now->hash, hash) == 0;
}

static gboolean
run_check (DcrDb *db, gpointer data, GError **error)
{
  Check *check = data;
  gint64 now = dcr_clock_now_ms ();
  g_auto (Lookup) lookup = { dcr_reference_open (check->folder, NULL) };

  if (lookup.reference == NULL)
    return TRUE;
  return dcr_templates_check (db, look_up, &lookup, now, &check->n_templates, error)
         && dcr_outbox_check_passages (db, reads_as, &lookup, now, &check->n_messages, error);
}

static void
check_free (gpointer data)
{
  Check *check = data;
  g_free (check->folder);
  g_free (check);
}

void
dcr_session_approve_template_async (DcrSession *self, const DcrUuid *id,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  Check *check = g_new0 (Check, 1);
  check->folder = g_strdup (self->folder);
  check->id = *id;
  check->person = *dcr_calls_get_person (self->calls);
  dcr_store_write_async (self->store, run_approve, check, check_free, callback, user_data);
}

gboolean
dcr_session_check_passages (DcrSession *self, guint *n_templates, guint *n_messages, GError **error)
{
  Check check = { self->folder };

  if (!dcr_store_write (self->store, run_check, &check, error))
    return FALSE;
  *n_templates = check.n_templates;
  *n_messages = check.n_messages;
  return TRUE;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrSession) self = data;
  g_autoptr (GError) error = NULL;

  if (!dcr_store_write_finish (result, &error))
    g_message ("passages quoted: %s", error->message);
  if (self->outbox != NULL)
    dcr_outbox_emit_changed (self->outbox);
}

void
dcr_session_check_passages_later (DcrSession *self)
{
  Check *check = g_new0 (Check, 1);
  check->folder = g_strdup (self->folder);
  dcr_store_write_async (self->store, run_check, check, check_free, on_checked,
                         g_object_ref (self));
}

/* ---- The demonstration ---------------------------------------------------------------------- */

gboolean
dcr_session_fill_templates (DcrSession *self, GError **error)
{
  g_autofree char *folder
      = g_build_filename (dcr_session_data_folder (), "demo", "templates", NULL);
  g_auto (Lookup) lookup = { 0 };

  if (dcr_db_get_int (dcr_store_reader (self->store), 0, NULL, "SELECT count(*) FROM template", "")
      > 0)
    return TRUE;
  lookup.reference = dcr_reference_open (self->folder, NULL);
  return dcr_templates_import (self->store, folder, look_up, &lookup, NULL, error);
}

/* ---- What the faces ask for ----------------------------------------------------------------- */

DcrOutbox *
dcr_session_get_outbox (DcrSession *self)
{
  return self->outbox;
}

DcrDeliverer *
dcr_session_start_deliverer (DcrSession *self)
{
  if (self->deliverer == NULL)
    self->deliverer = dcr_deliverer_new (self->outbox, self->demo, dcr_session_data_folder ());
  return self->deliverer;
}

DcrSending *
dcr_session_load_sending (DcrSession *self, GError **error)
{
  return self->demo ? dcr_sending_new_dummy ()
                    : dcr_sending_load (self->folder, dcr_session_data_folder (), error);
}
