/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Registers the resources and types of the desk, which a static library drops when nobody names
 *  them. After adw_init(), in the main thread; more than once does no harm. */
void dcr_desk_init (void);

/** Root of the desk's resources, without a slash at the end. */
#define DCR_DESK_RESOURCE "/org/decroche/Decroche"

G_END_DECLS
