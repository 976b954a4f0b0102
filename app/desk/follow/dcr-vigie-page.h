/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-list.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrVigiePage: « Vigie »: the general difficulties, by how many calls they make; one of them, or
 * the digest of a week, beside them. Main thread. */
#define DCR_TYPE_VIGIE_PAGE (dcr_vigie_page_get_type ())
G_DECLARE_FINAL_TYPE (DcrVigiePage, dcr_vigie_page, DCR, VIGIE_PAGE, DcrFollowList)

DcrVigiePage *dcr_vigie_page_new (DcrSession *session);
/** How many are open. */
guint dcr_vigie_page_get_open (DcrVigiePage *self);

G_END_DECLS
