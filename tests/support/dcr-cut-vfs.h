/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-db.h"

G_BEGIN_DECLS

/**
 * A disk that loses power (RELIABILITY R1). An SQLite VFS in memory that keeps, for each file, what was
 * synced and, apart, each write and truncation since. At every write, sync and truncation it makes
 * images of what a power cut at that instant could leave: any of the writes not yet synced may be
 * there, missing, or torn at 512-byte sectors, in any order. Each image is opened as after a restart
 * and handed to the check. Single files of one process; the paths need not exist.
 */

/** Looks at an image: @db is the base opened read-write after recovery. Runs in the thread that was
 *  writing. FALSE: the image breaks a promise (@why says which, free with g_free()). */
typedef gboolean (*DcrCutCheck) (DcrDb *db, gpointer data, char **why);

/** Registers the VFS as SQLite's default. Once, before any base is opened. @seed draws the images. */
void dcr_cut_install (guint32 seed);

/** Begins to cut: at every I/O on @path (and its -wal, -journal), @images_each images are made. */
void dcr_cut_start (const char *path, guint images_each, DcrCutCheck check, gpointer data);
void dcr_cut_stop (void);

/** Counts since dcr_cut_start(). */
typedef struct
{
  guint64 images;
  guint64 broken;  /* the check said no, or the base could not be opened */
  guint64 corrupt; /* of these: integrity_check failed */
  char *first_why; /* of the first broken one, or NULL; owned by the shim */
} DcrCutCount;
const DcrCutCount *dcr_cut_count (void);

/** Makes one image of this instant take the place of the files, as after a restart (to test a crash
 *  while recovering). All connections must be closed. */
void dcr_cut_restart (const char *path);

/** Forgets all files. All connections must be closed. */
void dcr_cut_forget (void);

G_END_DECLS
