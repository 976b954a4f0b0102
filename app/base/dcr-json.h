/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @value as JSON on one line: a{sv} is an object (in the order it was built), as and aa{sv} arrays, a
 *  maybe that holds nothing null. @value is taken when floating. Any thread. Free with g_free(). */
char *dcr_json_from_variant (GVariant *value);

G_END_DECLS
