/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-uuid.h"

G_BEGIN_DECLS

/* What a person typed and chose in a composer: it comes back after Échap, and after a power cut. */
typedef struct
{
  char template_id[DCR_UUID_TEXT_SIZE]; /* "" for none */
  char *recipient;                      /* as typed, never NULL */
  GHashTable *values;                   /* variable -> as typed */
  GHashTable *excluded;                 /* set of « ARTICLE#ADDRESS » left out */
  char **edits;                         /* free parts rewritten, or NULL */
  gboolean short_version, link;
} DcrComposerDraft;

/** @text: as written, NULL or unreadable gives an empty one. */
DcrComposerDraft *dcr_composer_draft_read (const char *text);
/** Free with g_free(). */
char *dcr_composer_draft_write (const DcrComposerDraft *draft);
void dcr_composer_draft_free (DcrComposerDraft *draft);

gboolean dcr_composer_draft_is_excluded (const DcrComposerDraft *draft, const char *article,
                                         const char *address);
void dcr_composer_draft_set_excluded (DcrComposerDraft *draft, const char *article,
                                      const char *address, gboolean excluded);

G_END_DECLS
