/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/** Width in Pango units that @layout, one without a width, would take broken wherever PANGO_WRAP_WORD
 *  may: that of its widest piece, without the space that ends it. Costs no other layout. */
int dcr_pango_least_width (PangoLayout *layout);

G_END_DECLS
