/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DcrArena: memory that is given back all at once. An article is some ten thousand small pieces
 * that live and die together, and an import makes seven thousand articles: malloc for each piece
 * would cost more than reading the XML.
 */
typedef struct _DcrArenaChunk DcrArenaChunk;
typedef struct
{
  DcrArenaChunk *chunks; /* the one in use first */
  char *next, *end;
  gsize chunk_size;
} DcrArena;

/** @chunk_size: bytes taken from malloc at a time. */
void dcr_arena_init (DcrArena *arena, gsize chunk_size);
void dcr_arena_clear (DcrArena *arena);

/** @size zeroed bytes, aligned for any type of ours. Never NULL. */
gpointer dcr_arena_alloc (DcrArena *arena, gsize size);
#define dcr_arena_new(arena, Type) ((Type *)dcr_arena_alloc ((arena), sizeof (Type)))
#define dcr_arena_new_n(arena, Type, n) ((Type *)dcr_arena_alloc ((arena), sizeof (Type) * (n)))

/** A copy of @size bytes at @data; NULL when @size is 0. */
gpointer dcr_arena_dup (DcrArena *arena, gconstpointer data, gsize size);
/** A copy of @length bytes of @text, ended by a NUL. */
char *dcr_arena_text (DcrArena *arena, const char *text, gsize length);

/** Room for @size bytes of text, not zeroed; dcr_arena_keep() says how many were used. Nothing else
 * may be taken between the two. */
char *dcr_arena_open (DcrArena *arena, gsize size);
void dcr_arena_keep (DcrArena *arena, gsize used);

G_END_DECLS
