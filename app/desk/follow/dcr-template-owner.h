/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

/** Whom a template belongs to, as a row with those who work here. A lead gives it to somebody else. Main
 *  thread. */
void dcr_template_owner_show (AdwComboRow *row, DcrSession *session, const DcrUuid *owner);
/** NULL: nobody. Belongs to the row, until it shows another one. */
const DcrUuid *dcr_template_owner_get (AdwComboRow *row);

/** Gives @id to @owner; no version is made of it. End it with dcr_store_write_finish(). */
void dcr_template_owner_give_async (DcrSession *session, const DcrUuid *id, const DcrUuid *owner,
                                    GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
