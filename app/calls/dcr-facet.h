/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** A closed list of the site, or one of its values. Owned by its list. */
typedef struct _DcrFacet DcrFacet;
struct _DcrFacet
{
  char *id, *label;
  GPtrArray *values; /* DcrFacet *; NULL for a value */
};

/** The three at most that are in use, with their values. GPtrArray of DcrFacet, free function set. */
GPtrArray *dcr_facet_list (DcrDb *db, GError **error);

/** Whether the site asks its agents for details of a call: nature, profile, need and facets. */
gboolean dcr_facet_is_asked (DcrDb *db);
gboolean dcr_facet_set_asked (DcrDb *db, gboolean asked, GError **error);

/**
 * Columns: id,parent,label. A facet has no parent, its values have the facet's code there. Checked as a
 * whole, each error with its line in @problems; what the file no longer has is not offered any more. In
 * @db's transaction.
 */
gboolean dcr_facet_import_csv (DcrDb *db, const char *csv, gsize length, GPtrArray *problems,
                               guint *n_rows, GError **error);
/** Free with g_free(). */
char *dcr_facet_export_csv (DcrDb *db, GError **error);

G_END_DECLS
