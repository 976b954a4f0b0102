/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** DcrUuid: 16 bytes, UUIDv7 (RFC 9562 5.7): sorts by the time it was made. */
typedef struct
{
  guint8 bytes[16];
} DcrUuid;

#define DCR_UUID_TEXT_SIZE 37

/** A new UUIDv7 from dcr_clock_now_ms(). Two made in the same millisecond still sort in order
 *  within one process. Any thread. */
DcrUuid dcr_uuid_new (void);

/** Lower-case text with dashes into @text (DCR_UUID_TEXT_SIZE bytes). */
void dcr_uuid_to_text (const DcrUuid *uuid, char *text);

/** FALSE when @text is not a UUID. */
gboolean dcr_uuid_from_text (const char *text, DcrUuid *uuid);

gboolean dcr_uuid_equal (const DcrUuid *a, const DcrUuid *b);
gboolean dcr_uuid_is_null (const DcrUuid *uuid);

G_END_DECLS
