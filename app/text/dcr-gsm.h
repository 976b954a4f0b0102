/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a text costs as an SMS: GSM 03.38 (3GPP TS 23.038) default alphabet with its extension table,
 * else UCS-2 (UTF-16 code units). One part holds 160 septets or 70 units; parts of a longer text hold
 * 153 or 67, for the user data header of 3GPP TS 23.040. An escape pair and a surrogate pair are never
 * split over two parts. Pure functions, any thread; text is valid UTF-8.
 */

typedef enum
{
  DCR_GSM_7BIT,
  DCR_GSM_UCS2,
} DcrGsmEncoding;

typedef struct
{
  DcrGsmEncoding encoding;
  guint units;       /* septets or UTF-16 units, escapes counted */
  guint parts;       /* 0 for an empty text */
  guint part_size;   /* units that one part holds: 160, 153, 70 or 67 */
  guint free_units;  /* left in the last part */
} DcrGsmCount;

void dcr_gsm_count (const char *text, DcrGsmCount *count);

/** Byte offsets where each part begins, the first 0. Free with g_array_unref(). Elements: gsize. */
GArray *dcr_gsm_part_offsets (const char *text);

/** TRUE when @letter is in the default alphabet or its extension; *@septets is then 1 or 2. */
gboolean dcr_gsm_letter (gunichar letter, guint *septets);

/** A letter that forces UCS-2, or costs two septets. */
typedef struct
{
  gunichar letter;
  guint times;
  const char *becomes; /* in the short version; NULL when nothing fits */
  gboolean forces_ucs2;
} DcrGsmCost;

/** The letters of @text that cost, each once, in the order they appear. Free with g_array_unref().
 *  Elements: DcrGsmCost. */
GArray *dcr_gsm_costs (const char *text);

/**
 * The short version: no-break and thin spaces, typographic quotes, dashes, œ and … become plain first;
 * circumflexes, ç, ë and the like only when that saves a part. Letters that have no plain form stay.
 * Free with g_free(). The caller keeps @text: that is the way back.
 */
char *dcr_gsm_shorten (const char *text);

G_END_DECLS
