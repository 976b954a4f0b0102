/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dcr-session.h"

G_BEGIN_DECLS

/* What the person read last, for « Récents » and the page between two calls. Main thread. */

typedef struct
{
  char *ref, *id, *title;
  char *when;        /* « lue à 10 h 50 », « lue hier » */
  gboolean changed;  /* the article has another text since */
  gboolean withdrawn;
} DcrRecent;

/** GPtrArray of DcrRecent, newest first, at most @limit; empty when there is none. */
GPtrArray *dcr_recents_load (DcrSession *session, const DcrUuid *person, guint limit);

G_END_DECLS
