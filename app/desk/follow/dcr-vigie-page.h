/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-page.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrVigiePage: « Vigie »: the general difficulties, by how many calls they make; one of them, or the digest of a
 *  week, beside them. Main thread. */
#define DCR_TYPE_VIGIE_PAGE (dcr_vigie_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrVigiePage, dcr_vigie_page, DCR, VIGIE_PAGE, GObject)

DcrVigiePage *dcr_vigie_page_new (DcrSession *session);
/** How many are open. */
guint dcr_vigie_page_get_open (DcrVigiePage *self);
/** The digest of the week beside the list, or one difficulty again. */
void dcr_vigie_page_show_digest (DcrVigiePage *self, gboolean show);

G_END_DECLS
