/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-uuid.h"

#include <string.h>
#include <sys/random.h>

#include "base/dcr-clock.h"

G_LOCK_DEFINE_STATIC (last);
static gint64 last_ms;
static guint16 last_sequence;

static void
fill_random (guint8 *bytes, gsize n)
{
  if (getrandom (bytes, n, 0) != (gssize) n)
    for (gsize i = 0; i < n; i++)
      bytes[i] = (guint8) g_random_int ();
}

DcrUuid
dcr_uuid_new (void)
{
  DcrUuid uuid;
  gint64 ms = dcr_clock_now_ms ();
  guint16 sequence;

  fill_random (uuid.bytes, sizeof uuid.bytes);
  /* rand_a is a counter within the millisecond (RFC 9562 6.2, method 1), seeded below half */
  G_LOCK (last);
  if (ms <= last_ms)
    {
      ms = last_ms;
      if (++last_sequence > 0xfff)
        {
          ms = ++last_ms;
          last_sequence = 0;
        }
    }
  else
    {
      last_ms = ms;
      last_sequence = uuid.bytes[6] & 0x7f;
    }
  sequence = last_sequence;
  G_UNLOCK (last);

  for (int i = 0; i < 6; i++)
    uuid.bytes[i] = (guint8) (ms >> (40 - 8 * i));
  uuid.bytes[6] = 0x70 | (sequence >> 8);
  uuid.bytes[7] = sequence & 0xff;
  uuid.bytes[8] = 0x80 | (uuid.bytes[8] & 0x3f);
  return uuid;
}

void
dcr_uuid_to_text (const DcrUuid *uuid, char *text)
{
  const guint8 *b = uuid->bytes;
  g_snprintf (text, DCR_UUID_TEXT_SIZE,
              "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
              b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
              b[15]);
}

gboolean
dcr_uuid_from_text (const char *text, DcrUuid *uuid)
{
  if (text == NULL || !g_uuid_string_is_valid (text))
    return FALSE;
  for (int i = 0; i < 16; text += 2)
    {
      if (*text == '-')
        text++;
      uuid->bytes[i++]
          = (guint8)(g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
    }
  return TRUE;
}

gboolean
dcr_uuid_equal (const DcrUuid *a, const DcrUuid *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

gboolean
dcr_uuid_is_null (const DcrUuid *uuid)
{
  static const DcrUuid null;
  return dcr_uuid_equal (uuid, &null);
}
