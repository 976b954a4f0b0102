/* SPDX-License-Identifier: GPL-3.0-or-later */
/* so that pwrite and pwrite64 are two names, and no inline version is in the way */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include "dcr-fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static gint armed, calls;
static guint nth_call;
static int fault_code;
static gboolean fails_for_good;
static const char *failed_name;

void
dcr_fault_arm (guint nth, int code, gboolean for_good)
{
  nth_call = nth;
  fault_code = code;
  fails_for_good = for_good;
  failed_name = NULL;
  g_atomic_int_set (&calls, 0);
  g_atomic_int_set (&armed, 1);
}

guint
dcr_fault_disarm (void)
{
  g_atomic_int_set (&armed, 0);
  return (guint) g_atomic_int_get (&calls);
}

const char *
dcr_fault_name (void)
{
  return failed_name != NULL ? failed_name : "none";
}

/* TRUE, with errno set, when this call is to fail. Standard output and error never are. */
static gboolean
fails (int fd, const char *name)
{
  guint number;

  if (!g_atomic_int_get (&armed) || (fd >= 0 && fd <= 2))
    return FALSE;
  number = (guint) g_atomic_int_add (&calls, 1) + 1;
  if (nth_call == 0 || (fails_for_good ? number < nth_call : number != nth_call))
    return FALSE;
  if (failed_name == NULL)
    failed_name = name;
  errno = fault_code;
  return TRUE;
}

/* The C library declares them with attributes that a definition cannot repeat everywhere. */
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

ssize_t
write (int fd, const void *bytes, size_t size)
{
  return fails (fd, "write") ? -1 : syscall (SYS_write, fd, bytes, size);
}

ssize_t
pwrite (int fd, const void *bytes, size_t size, off_t at)
{
  return fails (fd, "pwrite") ? -1 : syscall (SYS_pwrite64, fd, bytes, size, at);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t size, off64_t at)
{
  return fails (fd, "pwrite") ? -1 : syscall (SYS_pwrite64, fd, bytes, size, at);
}

int
fsync (int fd)
{
  return fails (fd, "fsync") ? -1 : (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  return fails (fd, "fdatasync") ? -1 : (int) syscall (SYS_fdatasync, fd);
}

int
ftruncate (int fd, off_t size)
{
  return fails (fd, "ftruncate") ? -1 : (int) syscall (SYS_ftruncate, fd, size);
}

int
ftruncate64 (int fd, off64_t size)
{
  return fails (fd, "ftruncate") ? -1 : (int) syscall (SYS_ftruncate, fd, size);
}

int
rename (const char *from, const char *to)
{
  return fails (-1, "rename") ? -1 : (int) syscall (SYS_rename, from, to);
}

static int
open_file (const char *path, int flags, mode_t mode)
{
  if ((flags & O_ACCMODE) != O_RDONLY && fails (-1, "open"))
    return -1;
  return (int) syscall (SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int
open (const char *path, int flags, ...)
{
  va_list args;
  va_start (args, flags);
  mode_t mode = flags & O_CREAT ? va_arg (args, mode_t) : 0;
  va_end (args);
  return open_file (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list args;
  va_start (args, flags);
  mode_t mode = flags & O_CREAT ? va_arg (args, mode_t) : 0;
  va_end (args);
  return open_file (path, flags, mode);
}
