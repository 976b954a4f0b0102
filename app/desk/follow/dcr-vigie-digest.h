/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrVigieDigest: the digest of a week as it leaves on paper: read, printed, exported (PDF or text). Main thread. */
#define DCR_TYPE_VIGIE_DIGEST (dcr_vigie_digest_get_type ())
G_DECLARE_FINAL_TYPE (DcrVigieDigest, dcr_vigie_digest, DCR, VIGIE_DIGEST, GtkBox)

GtkWidget *dcr_vigie_digest_new (DcrSession *session);
void dcr_vigie_digest_reload (DcrVigieDigest *self);
void dcr_vigie_digest_print (DcrVigieDigest *self);
/** TRUE once the week is there. */
gboolean dcr_vigie_digest_is_shown (DcrVigieDigest *self);
/** To @path: text when it ends in « .txt », else PDF. */
gboolean dcr_vigie_digest_export (DcrVigieDigest *self, const char *path, GError **error);

G_END_DECLS
