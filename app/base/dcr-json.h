/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/** @value as JSON on one line: a{sv} is an object (in the order it was built), as and aa{sv} arrays, a
 *  maybe that holds nothing null. @value is taken when floating. Any thread. Free with g_free(). */
char *dcr_json_from_variant (GVariant *value);

#define DCR_JSON_MAX_BYTES (1024 * 1024)

/**
 * One JSON object as an a{sv}: whole numbers are x, others d, arrays of strings as, of objects aa{sv},
 * others av; null is left out. At most DCR_JSON_MAX_BYTES and 32 levels. @length: in bytes, or -1.
 * NULL with DCR_ERROR_INPUT when it is no such object. Any thread. (transfer full)
 */
GVariant *dcr_json_to_variant (const char *text, gssize length, GError **error);

G_END_DECLS
