/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-reference.h"

G_BEGIN_DECLS

struct _DcrReference
{
  DcrDb *db;
  char *path;
  guint64 device, inode; /* of the file that is open */
};

#define DCR_REFERENCE_FILE "reference.db"
#define DCR_REFERENCE_INDEX "reference.idx"
#define DCR_REFERENCE_LOCK "reference.lock"

/** PRAGMA user_version of the newest schema. */
guint dcr_reference_schema_version (void);

/** DCR_ERROR_NEWER for a base of a later version, DCR_ERROR_STORE for a file that is none. */
gboolean dcr_reference_check_version (DcrDb *db, GError **error);

G_END_DECLS
