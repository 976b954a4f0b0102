/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* The index files of an archive that are of use (FORMAT 2). No copy of them could be had: what has
 * not the structure that public code reads is left aside; what is broken XML or has a DTD is
 * refused. */

typedef struct
{
  char *from, *to;
} DcrIndexPair;

/** redirections.xml: GPtrArray of DcrIndexPair (id, id), sorted, free function set.
 * DCR_ERROR_INPUT. */
GPtrArray *dcr_index_read_redirections (GBytes *bytes, GError **error);
/** arborescence.xml or menu.xml: the themes in their order, as DcrIndexPair (id, title). */
GPtrArray *dcr_index_read_themes (GBytes *bytes, GError **error);

G_END_DECLS
