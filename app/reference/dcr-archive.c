/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/dcr-clock.h"
#include "net/dcr-download.h"
#include "reference/dcr-digest.h"
#include "store/dcr-files.h"

#define BLOCK_SIZE (256 * 1024)
/* No feed is older; a zip without dates says 1980 */
#define OLDEST_PLAUSIBLE G_GINT64_CONSTANT (1104537600) /* 2005-01-01 */

struct _DcrArchive
{
  char *path, *name, *origin;
  int fd;              /* of the zip or the folder */
  struct archive *zip; /* NULL for a folder */
  GPtrArray *files;    /* of a folder: names of its documents and index files, sorted */
  guint next_file;
  guint n_documents, n_ignored;
  char *day, *digest;
  GByteArray *buffer;
  gsize total; /* bytes read so far */
  gboolean ended;
};

void
dcr_archive_refuse (GError **error, const char *name, const char *reason)
{
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
               _("“%s” was refused: %s; the base is as it was before."), name, reason);
}

void
dcr_archive_refuse_file (GError **error, const char *name, const char *file, const char *what)
{
  /* Translators: a file in an archive, and what is wrong with it (“is empty”) */
  g_autofree char *reason = g_strdup_printf (_("its file %s %s"), file, what);
  dcr_archive_refuse (error, name, reason);
}

static gboolean
refuse (DcrArchive *self, GError **error, const char *reason)
{
  dcr_archive_refuse (error, self->name, reason);
  return FALSE;
}

static gboolean
refuse_file (DcrArchive *self, const char *file, GError **error, const char *what)
{
  dcr_archive_refuse_file (error, self->name, file, what);
  return FALSE;
}

static gboolean
refuse_broken (DcrArchive *self, GError **error)
{
  if (self->zip != NULL && archive_error_string (self->zip) != NULL)
    g_debug ("archive: %s", archive_error_string (self->zip));
  return refuse (self, error, _("the archive is cut or damaged"));
}

/* ---- Names -------------------------------------------------------------------------------- */

/* « F1.xml », « N123-4.xml »; FORMAT 3.1 */
static gboolean
is_document_name (const char *name)
{
  gsize length = strlen (name);
  if (length < 6 || length > 32 || !g_ascii_isupper (name[0])
      || strcmp (name + length - 4, ".xml") != 0)
    return FALSE;
  for (gsize i = 1; i < length - 4; i++)
    if (!g_ascii_isdigit (name[i]) && name[i] != '-')
      return FALSE;
  return TRUE;
}

/* Whether @path, as an archive or folder gives it, names a file this program reads. */
static gboolean
classify (const char *path, DcrArchiveEntry *entry)
{
  static const struct
  {
    const char *name;
    DcrEntryKind kind;
  } indexes[] = {
    { "redirections.xml", DCR_ENTRY_REDIRECTIONS },
    { "arborescence.xml", DCR_ENTRY_TREE },
    { "menu.xml", DCR_ENTRY_MENU },
  };
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;

  if (is_document_name (name))
    {
      entry->kind = DCR_ENTRY_DOCUMENT;
      g_strlcpy (entry->name, name, sizeof entry->name);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (indexes); i++)
    if (g_str_equal (name, indexes[i].name))
      {
        entry->kind = indexes[i].kind;
        g_strlcpy (entry->name, name, sizeof entry->name);
        return TRUE;
      }
  return FALSE;
}

/* A name made to climb out of a folder has no place in an honest archive. */
static gboolean
is_hostile_name (const char *path)
{
  if (path[0] == '/' || path[0] == '\\' || (g_ascii_isalpha (path[0]) && path[1] == ':'))
    return TRUE;
  for (const char *p = path; *p != '\0'; p++)
    {
      gboolean at_start = p == path || p[-1] == '/' || p[-1] == '\\';
      if ((guchar) *p < 0x20 || *p == 0x7f)
        return TRUE;
      if (at_start && p[0] == '.' && p[1] == '.' && (p[2] == '\0' || p[2] == '/' || p[2] == '\\'))
        return TRUE;
    }
  return FALSE;
}

/* ---- Looking at a zip --------------------------------------------------------------------- */

typedef struct
{
  DcrArchive *archive;
  GHashTable *names; /* of documents and index files, to find doubles */
  guint n_entries;
  gint64 newest;
} Survey;

static gboolean
start_zip (DcrArchive *self, GError **error)
{
  if (self->zip != NULL)
    archive_read_free (self->zip);
  self->zip = archive_read_new ();
  /* with its directory at the end, so that a cut zip is refused before its first entry is read */
  archive_read_support_format_zip_seekable (self->zip);
  if (lseek (self->fd, 0, SEEK_SET) != 0
      || archive_read_open_fd (self->zip, self->fd, BLOCK_SIZE) != ARCHIVE_OK)
    return refuse (self, error, _("it is not a whole zip archive"));
  return TRUE;
}

static gboolean
survey_entry (Survey *survey, struct archive_entry *header, GError **error)
{
  DcrArchive *self = survey->archive;
  const char *path = archive_entry_pathname (header);
  DcrArchiveEntry entry;

  if (++survey->n_entries > DCR_ARCHIVE_MAX_ENTRIES)
    return refuse (self, error, _("it holds too many files"));
  if (path == NULL || is_hostile_name (path))
    return refuse (self, error, _("it holds a file with a dangerous name"));
  if (archive_entry_filetype (header) == AE_IFDIR)
    return TRUE;
  if (archive_entry_filetype (header) != AE_IFREG || !classify (path, &entry))
    {
      self->n_ignored++;
      return TRUE;
    }
  if (archive_entry_is_encrypted (header))
    return refuse (self, error, _("it is encrypted"));
  if (archive_entry_size_is_set (header)
      && (guint64) archive_entry_size (header) > DCR_ARCHIVE_MAX_ENTRY)
    return refuse_file (self, entry.name, error, _("is too big"));
  if (!g_hash_table_add (survey->names, g_strdup (entry.name)))
    return refuse_file (self, entry.name, error, _("is there twice"));
  if (entry.kind == DCR_ENTRY_DOCUMENT)
    self->n_documents++;
  if (archive_entry_mtime_is_set (header))
    {
      gint64 when = archive_entry_mtime (header);
      if (when >= OLDEST_PLAUSIBLE && when <= dcr_clock_now_ms () / 1000 && when > survey->newest)
        survey->newest = when;
    }
  return TRUE;
}

static gboolean
survey_zip (DcrArchive *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Survey survey = { self, names, 0, 0 };
  struct archive_entry *header;
  int rc;

  if (!start_zip (self, error))
    return FALSE;
  /* a warning is a name that the locale cannot show: the name is not one of ours then */
  while ((rc = archive_read_next_header (self->zip, &header)) == ARCHIVE_OK || rc == ARCHIVE_WARN)
    if (!survey_entry (&survey, header, error))
      return FALSE;
  if (rc != ARCHIVE_EOF)
    return refuse_broken (self, error);
  if (survey.newest != 0)
    {
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (survey.newest);
      self->day = g_date_time_format (when, "%Y-%m-%d");
    }
  return start_zip (self, error);
}

static gboolean
digest_file (DcrArchive *self, GError **error)
{
  char text[DCR_DIGEST_TEXT_SIZE];
  DcrDigest sum;
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  gssize n;

  dcr_digest_init (&sum);
  while ((n = read (self->fd, block, BLOCK_SIZE)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          dcr_files_set_error (error, errno, self->path);
          return FALSE;
        }
      dcr_digest_add (&sum, block, n);
    }
  dcr_digest_end_text (&sum, text);
  self->digest = g_strdup (text);
  return TRUE;
}

/* ---- Looking at a folder ------------------------------------------------------------------ */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
survey_folder (DcrArchive *self, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, error);
  const char *name;
  DcrArchiveEntry entry;

  if (dir == NULL)
    return FALSE;
  self->files = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!classify (name, &entry))
        {
          self->n_ignored++;
          continue;
        }
      g_ptr_array_add (self->files, g_strdup (name));
      self->n_documents += entry.kind == DCR_ENTRY_DOCUMENT;
      if (self->files->len > DCR_ARCHIVE_MAX_ENTRIES)
        return refuse (self, error, _("it holds too many files"));
    }
  g_ptr_array_sort (self->files, compare_names);
  return TRUE;
}

/* ---- Opening ------------------------------------------------------------------------------ */

static gboolean
open_path (DcrArchive *self, struct stat *info, GError **error)
{
  /* not to wait for the writer of a pipe: it is refused just after */
  self->fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 && errno == ENOENT)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                   _("There is no archive or folder at “%s”. The base is as it was before."),
                   self->path);
      return FALSE;
    }
  if (self->fd < 0 || fstat (self->fd, info) != 0)
    {
      dcr_files_set_error (error, errno, self->path);
      return FALSE;
    }
  return TRUE;
}

DcrArchive *
dcr_archive_open (const char *path, GError **error)
{
  g_autoptr (DcrArchive) self = g_new0 (DcrArchive, 1);
  struct stat info;

  self->fd = -1;
  self->path = g_strdup (path);
  self->origin = dcr_download_origin (path);
  self->name = self->origin != NULL ? g_strdup (self->origin) : g_path_get_basename (path);
  self->buffer = g_byte_array_new ();
  if (!open_path (self, &info, error))
    return NULL;
  if (S_ISDIR (info.st_mode))
    {
      if (!survey_folder (self, error))
        return NULL;
    }
  else if (!S_ISREG (info.st_mode))
    {
      refuse (self, error, _("it is neither an archive nor a folder"));
      return NULL;
    }
  else if (info.st_size > DCR_ARCHIVE_MAX_FILE)
    {
      refuse (self, error, _("it is too big"));
      return NULL;
    }
  else if (!digest_file (self, error) || !survey_zip (self, error))
    return NULL;
  if (self->n_documents == 0)
    {
      refuse (self, error, _("there is no article inside"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
dcr_archive_close (DcrArchive *archive)
{
  if (archive == NULL)
    return;
  if (archive->zip != NULL)
    archive_read_free (archive->zip);
  if (archive->fd >= 0)
    close (archive->fd);
  g_clear_pointer (&archive->files, g_ptr_array_unref);
  g_byte_array_unref (archive->buffer);
  g_free (archive->path);
  g_free (archive->name);
  g_free (archive->origin);
  g_free (archive->day);
  g_free (archive->digest);
  g_free (archive);
}

/* ---- Reading ------------------------------------------------------------------------------ */

typedef gssize (*ReadFunc) (DcrArchive *self, int fd, guint8 *into, gsize size);

static gssize
read_zip (DcrArchive *self, int fd, guint8 *into, gsize size)
{
  gssize n;
  do
    n = archive_read_data (self->zip, into, size);
  while (n == ARCHIVE_RETRY);
  return n; /* a wrong checksum is ARCHIVE_WARN, below 0 too */
}

static gssize
read_file (DcrArchive *self, int fd, guint8 *into, gsize size)
{
  gssize n;
  do
    n = read (fd, into, size);
  while (n < 0 && errno == EINTR);
  return n;
}

/* Reads one entry up to our own cap: declared sizes are not to be trusted (FEASIBILITY D). */
static gboolean
read_all (DcrArchive *self, ReadFunc func, int fd, DcrArchiveEntry *entry, GError **error)
{
  GByteArray *buffer = self->buffer;
  gsize size = 0;

  for (;;)
    {
      gssize n;

      if (buffer->len < size + 64 * 1024)
        g_byte_array_set_size (buffer, MAX (buffer->len * 2, 1024 * 1024));
      n = func (self, fd, buffer->data + size, buffer->len - size - 1);
      if (n < 0)
        return refuse_file (self, entry->name, error, _("is damaged or cut short"));
      if (n == 0)
        break;
      size += n;
      self->total += n;
      if (size > DCR_ARCHIVE_MAX_ENTRY)
        return refuse_file (self, entry->name, error, _("is too big"));
      if (self->total > DCR_ARCHIVE_MAX_BYTES)
        return refuse (self, error, _("it is too big once unpacked"));
    }
  buffer->data[size] = '\0';
  entry->bytes = (const char *) buffer->data;
  entry->size = size;
  return TRUE;
}

static gboolean
next_in_zip (DcrArchive *self, DcrArchiveEntry *entry, GError **error)
{
  struct archive_entry *header;
  int rc;

  while ((rc = archive_read_next_header (self->zip, &header)) == ARCHIVE_OK || rc == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname (header);
      if (path != NULL && archive_entry_filetype (header) == AE_IFREG && classify (path, entry))
        return read_all (self, read_zip, -1, entry, error);
    }
  self->ended = TRUE;
  if (rc != ARCHIVE_EOF)
    refuse_broken (self, error);
  return FALSE;
}

static gboolean
next_in_folder (DcrArchive *self, DcrArchiveEntry *entry, GError **error)
{
  struct stat info;
  gboolean done;
  int fd;

  if (self->next_file == self->files->len)
    {
      self->ended = TRUE;
      return FALSE;
    }
  /* a name that readdir gave, beneath the folder that is open; a link out of it is not followed */
  const char *name = self->files->pdata[self->next_file++];
  classify (name, entry);
  fd = openat (self->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      if (fd >= 0)
        close (fd);
      return refuse_file (self, name, error, _("cannot be read"));
    }
  done = read_all (self, read_file, fd, entry, error);
  close (fd);
  return done;
}

gboolean
dcr_archive_next (DcrArchive *archive, DcrArchiveEntry *entry, GError **error)
{
  if (archive->ended)
    return FALSE;
  return archive->zip != NULL ? next_in_zip (archive, entry, error)
                              : next_in_folder (archive, entry, error);
}

const char *
dcr_archive_get_name (DcrArchive *archive)
{
  return archive->name;
}

const char *
dcr_archive_get_origin (DcrArchive *archive)
{
  return archive->origin;
}

guint
dcr_archive_get_n_documents (DcrArchive *archive)
{
  return archive->n_documents;
}

guint
dcr_archive_get_n_ignored (DcrArchive *archive)
{
  return archive->n_ignored;
}

const char *
dcr_archive_get_day (DcrArchive *archive)
{
  return archive->day;
}

const char *
dcr_archive_get_digest (DcrArchive *archive)
{
  return archive->digest;
}

/* ---- A folder of folders ------------------------------------------------------------------ */

static gboolean
has_documents (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_document_name (name))
      return TRUE;
  return FALSE;
}

char **
dcr_archive_expand (const char *path)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !has_documents (path))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (path, name, NULL);
      if (has_documents (folder))
        g_ptr_array_add (found, g_steal_pointer (&folder));
    }
  if (found->len == 0) /* opening it says what is wrong with it */
    g_ptr_array_add (found, g_strdup (path));
  g_ptr_array_sort (found, compare_names);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}
