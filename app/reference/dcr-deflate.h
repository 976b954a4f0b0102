/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts lie in the base as zlib streams. Any thread. */

/** NULL when memory is short. Free with g_free(). */
guint8 *dcr_deflate (gconstpointer bytes, gsize size, gsize *deflated_size);

/** NULL when it is no zlib stream, is cut, or makes more than @max bytes. NUL-terminated beyond
 *  *@size; free with g_free(). */
char *dcr_inflate (gconstpointer deflated, gsize deflated_size, gsize max, gsize *size);

G_END_DECLS
