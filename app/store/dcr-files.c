/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

void
dcr_files_set_error (GError **error, int code, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  if (code == ENOSPC || code == EDQUOT)
    g_set_error (
        error, DCR_ERROR, DCR_ERROR_FULL,
        _("There is no room left on the disk for “%s”. What was kept before is safe. Make room, then try again."),
        name);
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_STORE,
                 _("“%s” cannot be read or written (%s). What was kept before is safe."), name,
                 g_strerror (code));
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  if (fd < 0 || fsync (fd) != 0)
    {
      int code = errno;
      if (fd >= 0)
        close (fd);
      dcr_files_set_error (error, code, path);
      return FALSE;
    }
  close (fd);
  return TRUE;
}

gboolean
dcr_files_sync (const char *path, GError **error)
{
  return sync_path (path, O_RDONLY, error);
}

gboolean
dcr_files_replace (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!dcr_files_sync (from, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    {
      dcr_files_set_error (error, errno, to);
      return FALSE;
    }
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

gboolean
dcr_files_make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  dcr_files_set_error (error, errno, folder);
  return FALSE;
}

static gboolean
write_all (int fd, const char *contents, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, contents, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      contents += n;
      length -= n;
    }
  return TRUE;
}

gboolean
dcr_files_write (const char *path, const char *contents, gssize length, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (fd < 0 || !write_all (fd, contents, length < 0 ? strlen (contents) : (gsize) length))
    {
      int code = errno;
      if (fd >= 0)
        close (fd);
      unlink (temporary);
      dcr_files_set_error (error, code, path);
      return FALSE;
    }
  close (fd);
  if (!dcr_files_replace (temporary, path, error))
    {
      unlink (temporary);
      return FALSE;
    }
  return TRUE;
}

int
dcr_files_lock (const char *path, guint wait_ms, GError **error)
{
  gint64 until = g_get_monotonic_time () + (gint64) wait_ms * 1000;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      dcr_files_set_error (error, errno, path);
      return -1;
    }
  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          dcr_files_set_error (error, errno, path);
          close (fd);
          return -1;
        }
      if (g_get_monotonic_time () >= until)
        {
          g_set_error (
              error, DCR_ERROR, DCR_ERROR_BUSY,
              _("Another window or command is writing in this base. Nothing was lost. Try again in a moment."));
          close (fd);
          return -1;
        }
      g_usleep (2000);
    }
  return fd;
}
