/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference/dcr-article.h"

G_BEGIN_DECLS

#define DEV_ARCHIVE "vosdroits-particuliers-2020-11-05.zip"

/** A call whose right reason is known and is not ours: a query of dev.tsv (citizen, hard), its grade-2 article, the
 *  leaf of that article's breadcrumb by the table breadcrumbs.tsv, fixed beforehand. */
typedef struct
{
  char *query;
  DcrArticle *article;
  const char *leaf;
  guint wrong; /* place of another article opened too, or G_MAXUINT */
  gboolean wrong_last;
  const char *coded; /* what the agent of that day chose */
} DevCase;

/** All of them, in the order of the file; they live to the end of the process. NULL without the archive. */
GPtrArray *dev_cases_read (void);

G_END_DECLS
