/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** An office or a national line that a caller is sent to. Immutable; owned by its list. */
typedef struct
{
  char *id, *name;
  char *kind;        /* « national », « local »… as the file has it */
  char *number, *price_class, *hours, *web;
  char *source, *date; /* where it comes from, and the day it was checked */
} DcrService;

/** Those in use, in the order of the file. GPtrArray of DcrService, free function set. */
GPtrArray *dcr_service_list (DcrDb *db, GError **error);
/** NULL when there is none. */
const DcrService *dcr_service_find (GPtrArray *services, const char *id);

/**
 * Columns: id,name,kind,number,price_class,hours,web,source,date. Checked as a whole, each error with its
 * line in @problems; a service that the file no longer has is not offered any more. In @db's transaction.
 */
gboolean dcr_service_import_csv (DcrDb *db, const char *csv, gsize length, GPtrArray *problems,
                                 guint *n_services, GError **error);
/** Free with g_free(). */
char *dcr_service_export_csv (DcrDb *db, GError **error);

G_END_DECLS
