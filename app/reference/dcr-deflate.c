/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-deflate.h"

#include <zlib.h>

guint8 *
dcr_deflate (gconstpointer bytes, gsize size, gsize *deflated_size)
{
  uLongf length = compressBound (size);
  guint8 *out = g_malloc (length);

  /* fastest: 3 % bigger than level 2, and an import stays within its figure */
  if (compress2 (out, &length, bytes, size, Z_BEST_SPEED) != Z_OK)
    {
      g_free (out);
      return NULL;
    }
  *deflated_size = length;
  return g_realloc (out, length);
}

char *
dcr_inflate (gconstpointer deflated, gsize deflated_size, gsize max, gsize *size)
{
  z_stream stream = { .next_in = (Bytef *) deflated, .avail_in = deflated_size };
  gsize room = MIN (MAX (deflated_size * 8, 4096), max) + 1;
  char *out = g_malloc (room);
  int rc;

  if (inflateInit (&stream) != Z_OK)
    {
      g_free (out);
      return NULL;
    }
  do
    {
      if (stream.total_out + 1 >= room)
        {
          room = MIN (room * 2, max + 1);
          out = g_realloc (out, room);
        }
      stream.next_out = (Bytef *) out + stream.total_out;
      stream.avail_out = room - 1 - stream.total_out;
      rc = inflate (&stream, Z_NO_FLUSH);
    }
  while (rc == Z_OK && stream.total_out < max);
  *size = stream.total_out;
  inflateEnd (&stream);
  if (rc != Z_STREAM_END)
    {
      g_free (out);
      return NULL;
    }
  out[*size] = '\0';
  return out;
}
