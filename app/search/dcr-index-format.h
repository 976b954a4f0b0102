/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/dcr-index.h"

G_BEGIN_DECLS

/* What the maker and the reader of the index file must agree on. */

/** Changes with the size of any record. */
guint32 dcr_index_format (void);
/** Check of a header. */
guint64 dcr_index_check (const DcrIndexHeader *header);

/** Check of the @size bytes of a file that follow its header. */
guint64 dcr_index_check_content (gconstpointer file, gsize size);

G_END_DECLS
