/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-arena.h"

#include <string.h>

struct _DcrArenaChunk
{
  DcrArenaChunk *next;
  char bytes[];
};

void
dcr_arena_init (DcrArena *arena, gsize chunk_size)
{
  memset (arena, 0, sizeof *arena);
  arena->chunk_size = chunk_size;
}

void
dcr_arena_clear (DcrArena *arena)
{
  while (arena->chunks != NULL)
    {
      DcrArenaChunk *next = arena->chunks->next;

      g_free (arena->chunks);
      arena->chunks = next;
    }
  arena->next = arena->end = NULL;
}

static void
make_room (DcrArena *arena, gsize size)
{
  gsize room = MAX (size, arena->chunk_size);
  DcrArenaChunk *chunk = g_malloc (sizeof *chunk + room);

  chunk->next = arena->chunks;
  arena->chunks = chunk;
  arena->next = chunk->bytes;
  arena->end = chunk->bytes + room;
}

/* Structures are aligned to a pointer; texts are packed one after the other. */
static void
align (DcrArena *arena)
{
  gsize odd = GPOINTER_TO_SIZE (arena->next) % sizeof (gpointer);

  if (odd != 0 && (gsize)(arena->end - arena->next) >= sizeof (gpointer) - odd)
    arena->next += sizeof (gpointer) - odd;
  else if (odd != 0)
    arena->next = arena->end;
}

gpointer
dcr_arena_alloc (DcrArena *arena, gsize size)
{
  char *piece;

  align (arena);
  if ((gsize)(arena->end - arena->next) < size || arena->next == NULL)
    make_room (arena, size);
  piece = arena->next;
  arena->next += size;
  memset (piece, 0, size);
  return piece;
}

gpointer
dcr_arena_dup (DcrArena *arena, gconstpointer data, gsize size)
{
  gpointer piece;

  if (size == 0)
    return NULL;
  piece = dcr_arena_alloc (arena, size);
  memcpy (piece, data, size);
  return piece;
}

char *
dcr_arena_open (DcrArena *arena, gsize size)
{
  if ((gsize)(arena->end - arena->next) < size || arena->next == NULL)
    make_room (arena, size);
  return arena->next;
}

void
dcr_arena_keep (DcrArena *arena, gsize used)
{
  g_assert (used <= (gsize)(arena->end - arena->next));
  arena->next += used;
}

char *
dcr_arena_text (DcrArena *arena, const char *text, gsize length)
{
  char *copy = dcr_arena_open (arena, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  dcr_arena_keep (arena, length + 1);
  return copy;
}
