/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an archive: its entries are read to the end or refused, none above the caps. The
 * mutator changes the zip as bytes, or one of the documents inside it (RELIABILITY R8). */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "fuzz.h"
#include "reference/dcr-archive.h"
#include "reference/dcr-document.h"
#include "reference/dcr-index-files.h"

static void
read_document (const DcrArchiveEntry *entry, GHashTable *unknown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrDocument) document = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (entry->bytes, entry->size);

  document = dcr_document_new (bytes, NULL, unknown, &error);
  if (document == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  for (guint i = 0; i < document->nodes->len; i++)
    g_assert_nonnull (g_array_index (document->nodes, DcrNodeRow, i).title);
}

static void
read_index (const DcrArchiveEntry *entry)
{
  g_autoptr (GBytes) bytes = g_bytes_new (entry->bytes, entry->size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = entry->kind == DCR_ENTRY_REDIRECTIONS
                                    ? dcr_index_read_redirections (bytes, &error)
                                    : dcr_index_read_themes (bytes, &error);

  g_assert_true ((pairs == NULL) == (error != NULL));
}

static void
read_all (const char *path)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArchive) archive = dcr_archive_open (path, &error);
  DcrArchiveEntry entry;
  guint n = 0;

  g_assert_true ((archive == NULL) == (error != NULL));
  if (archive == NULL)
    return;
  while (dcr_archive_next (archive, &entry, &error))
    {
      g_assert_cmpuint (entry.size, <=, DCR_ARCHIVE_MAX_ENTRY);
      g_assert_cmpint (entry.bytes[entry.size], ==, '\0');
      g_assert_null (strchr (entry.name, '/'));
      if (entry.kind == DCR_ENTRY_DOCUMENT)
        read_document (&entry, unknown);
      else
        read_index (&entry);
      n += entry.kind == DCR_ENTRY_DOCUMENT;
    }
  if (error == NULL)
    g_assert_cmpuint (n, ==, dcr_archive_get_n_documents (archive));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = memfd_create ("archive.zip", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  if (write (fd, data, size) == (gssize) size)
    read_all (path);
  close (fd);
  return 0;
}

#ifdef DCR_FUZZER

typedef struct
{
  char *name;
  GByteArray *bytes;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->name);
  g_byte_array_unref (entry->bytes);
  g_free (entry);
}

static GPtrArray *
unpack (const guint8 *data, gsize size)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  struct archive *zip = archive_read_new ();
  struct archive_entry *header;

  archive_read_support_format_zip_seekable (zip);
  if (archive_read_open_memory (zip, data, size) == ARCHIVE_OK)
    while (entries->len < 16 && archive_read_next_header (zip, &header) == ARCHIVE_OK)
      {
        const char *name = archive_entry_pathname (header);
        Entry *entry = g_new0 (Entry, 1);
        gssize n;
        entry->name = g_strdup (name != NULL ? name : "F1.xml");
        entry->bytes = g_byte_array_new ();
        g_byte_array_set_size (entry->bytes, 64 * 1024);
        n = archive_read_data (zip, entry->bytes->data, entry->bytes->len);
        g_byte_array_set_size (entry->bytes, (guint) MAX (n, 0));
        g_ptr_array_add (entries, entry);
      }
  archive_read_free (zip);
  return entries;
}

static gsize
pack (GPtrArray *entries, guint8 *data, gsize max)
{
  struct archive *zip = archive_write_new ();
  gsize used = 0;
  gboolean good;

  archive_write_set_format_zip (zip);
  good = archive_write_open_memory (zip, data, max, &used) == ARCHIVE_OK;
  for (guint i = 0; good && i < entries->len; i++)
    {
      const Entry *entry = entries->pdata[i];
      struct archive_entry *header = archive_entry_new ();
      archive_entry_set_pathname (header, entry->name);
      archive_entry_set_filetype (header, AE_IFREG);
      archive_entry_set_size (header, entry->bytes->len);
      archive_entry_set_mtime (header, 1604545200, 0);
      good = archive_write_header (zip, header) == ARCHIVE_OK
             && archive_write_data (zip, entry->bytes->data, entry->bytes->len) >= 0;
      archive_entry_free (header);
    }
  good = archive_write_close (zip) == ARCHIVE_OK && good;
  archive_write_free (zip);
  return good ? used : 0;
}

/* Half the time a document inside, so that what is behind the checksums is reached. */
gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max, guint seed)
{
  g_autoptr (GPtrArray) entries = seed % 2 == 0 ? unpack (data, size) : NULL;
  gsize packed = 0;

  if (entries != NULL && entries->len > 0)
    {
      Entry *entry = entries->pdata[(seed / 2) % entries->len];
      gsize length = entry->bytes->len;
      g_byte_array_set_size (entry->bytes, (guint) length + 4096);
      length = LLVMFuzzerMutate (entry->bytes->data, length, length + 4096);
      g_byte_array_set_size (entry->bytes, (guint) length);
      packed = pack (entries, data, max);
    }
  return packed > 0 ? packed : LLVMFuzzerMutate (data, size, max);
}

#endif
