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

G_END_DECLS
