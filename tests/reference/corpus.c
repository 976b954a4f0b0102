/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real archives of ../shared, read apart from the program's own reader. */
#include "corpus.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

void
document_free (gpointer document)
{
  Document *self = document;

  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->bytes);
  g_free (self);
}

char *
corpus_path (const char *name)
{
  const char *shared = g_getenv ("DCR_SHARED");
  g_autofree char *path = NULL;

  if (shared == NULL)
    return NULL;
  path = g_build_filename (shared, "reference", name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static Document *
read_entry (struct archive *archive, struct archive_entry *entry)
{
  GByteArray *bytes = g_byte_array_new ();
  Document *document = g_new0 (Document, 1);
  guint8 buffer[65536];
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    g_byte_array_append (bytes, buffer, (guint)n);
  g_assert_cmpint (n, ==, 0);
  document->name = g_path_get_basename (archive_entry_pathname (entry));
  document->size = bytes->len;
  document->bytes = (char *)g_byte_array_free (bytes, FALSE);
  return document;
}

GPtrArray *
corpus_read (const char *name)
{
  g_autofree char *path = corpus_path (name);
  GPtrArray *documents;
  struct archive *archive;
  struct archive_entry *entry;

  if (path == NULL)
    return NULL;
  documents = g_ptr_array_new_with_free_func (document_free);
  archive = archive_read_new ();
  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 1 << 20), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    if (g_str_has_suffix (archive_entry_pathname (entry), ".xml"))
      g_ptr_array_add (documents, read_entry (archive, entry));
  archive_read_free (archive);
  return documents;
}

const Document *
corpus_find (GPtrArray *documents, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".xml", NULL);

  for (guint i = 0; i < documents->len; i++)
    if (strcmp (((Document *)documents->pdata[i])->name, name) == 0)
      return documents->pdata[i];
  return NULL;
}

void
corpus_add_folder (GPtrArray *documents, const char *folder)
{
  g_autofree char *path = g_build_filename (g_getenv ("DCR_SOURCE"), "data/demo", folder, NULL);
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strchr ("FNR", name[0]) != NULL && g_str_has_suffix (name, ".xml"))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);
        Document *document = g_new0 (Document, 1);

        document->name = g_strdup (name);
        g_assert_true (g_file_get_contents (file, &document->bytes, &document->size, NULL));
        g_ptr_array_add (documents, document);
      }
  g_dir_close (dir);
}

/* ---- Two threads ---------------------------------------------------------------------------- */

typedef struct
{
  CorpusFunc func;
  gpointer data;
} Job;

static void
run (gpointer document, gpointer data)
{
  Job *job = data;

  job->func (document, job->data);
}

void
corpus_each (GPtrArray *documents, CorpusFunc func, gpointer data)
{
  Job job = { func, data };
  GThreadPool *pool = g_thread_pool_new (run, &job, 2, TRUE, NULL);

  for (guint i = 0; i < documents->len; i++)
    g_thread_pool_push (pool, documents->pdata[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}
