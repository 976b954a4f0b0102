/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-gsm.h"

#include <string.h>

/* 3GPP TS 23.038, 6.2.1: the default alphabet, its letters beyond ASCII; 6.2.1.1: the extension. */
static const char *const beyond_ascii = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
static const char *const extension = "^{}\\[~]|€\f";
/* ASCII that the default alphabet lacks */
static const char *const not_in_default = "^{}\\[~]|`";

gboolean
dcr_gsm_letter (gunichar letter, guint *septets)
{
  gboolean in_default;

  if (g_utf8_strchr (extension, -1, letter) != NULL && letter != 0)
    {
      *septets = 2;
      return TRUE;
    }
  if (letter < 0x80)
    in_default
        = letter == '\n' || letter == '\r'
          || (letter >= 0x20 && letter != 0x7f && strchr (not_in_default, (int) letter) == NULL);
  else
    in_default = g_utf8_strchr (beyond_ascii, -1, letter) != NULL;
  *septets = 1;
  return in_default;
}

static DcrGsmEncoding
encoding_of (const char *text)
{
  guint septets;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!dcr_gsm_letter (g_utf8_get_char (p), &septets))
      return DCR_GSM_UCS2;
  return DCR_GSM_7BIT;
}

static guint
units_of (DcrGsmEncoding encoding, gunichar letter)
{
  guint units = 1;
  if (encoding == DCR_GSM_UCS2)
    return letter > 0xffff ? 2 : 1;
  dcr_gsm_letter (letter, &units);
  return units;
}

static guint
total_units (DcrGsmEncoding encoding, const char *text)
{
  guint units = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    units += units_of (encoding, g_utf8_get_char (p));
  return units;
}

/* Fills parts one after the other; a letter that does not fit whole begins the next. */
static guint
fill_parts (DcrGsmEncoding encoding, const char *text, guint size, GArray *offsets,
            guint *last_used)
{
  guint parts = 0, used = size;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint units = units_of (encoding, g_utf8_get_char (p));
      if (used + units > size)
        {
          gsize offset = p - text;
          parts++;
          used = 0;
          if (offsets != NULL)
            g_array_append_val (offsets, offset);
        }
      used += units;
    }
  *last_used = used;
  return parts;
}

static void
measure (const char *text, DcrGsmCount *count, GArray *offsets)
{
  guint last_used;

  count->encoding = encoding_of (text);
  count->units = total_units (count->encoding, text);
  count->part_size = count->encoding == DCR_GSM_7BIT ? 160 : 70;
  if (count->units > count->part_size)
    count->part_size = count->encoding == DCR_GSM_7BIT ? 153 : 67;
  count->parts = fill_parts (count->encoding, text, count->part_size, offsets, &last_used);
  count->free_units = count->part_size - (count->parts > 0 ? last_used : 0);
}

void
dcr_gsm_count (const char *text, DcrGsmCount *count)
{
  measure (text, count, NULL);
}

GArray *
dcr_gsm_part_offsets (const char *text)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  DcrGsmCount count;
  measure (text, &count, offsets);
  return offsets;
}

/* ---- The short version ----------------------------------------------------------------------- */

typedef struct
{
  const char *letter;
  const char *becomes;
} Fold;

/* First: what nobody misses. */
static const Fold signs[] = {
  { "«\u00a0", "\"" }, { "\u00a0»", "\"" }, { "«\u202f", "\"" }, { "\u202f»", "\"" },
  { "\u00a0", " " }, { "\u202f", " " }, { "\u2009", " " },  { "\u200a", " " }, { "\u2007", " " },
  { "\t", " " },     { "\u200b", "" },  { "\u00ad", "" },   { "’", "'" },      { "‘", "'" },
  { "ʼ", "'" },      { "“", "\"" },     { "”", "\"" },      { "« ", "\"" },    { " »", "\"" },
  { "«", "\"" },     { "»", "\"" },     { "‹", "'" },       { "›", "'" },      { "–", "-" },
  { "—", "-" },      { "‑", "-" },      { "−", "-" },       { "…", "..." },    { "•", "-" },
  { "·", "-" },      { "œ", "oe" },     { "Œ", "OE" },      { "→", "->" },     { "≤", "<=" },
  { "≥", ">=" },     { "×", "x" },      { "°", "o" },       { "²", "2" },      { "³", "3" },
  { "½", "1/2" },    { "⅓", "1/3" },    { "¼", "1/4" },     { "`", "'" },
};

/* Then, only if it saves a part: what a reader sees. */
static const Fold accents[] = {
  { "â", "a" }, { "ê", "e" }, { "î", "i" }, { "ô", "o" }, { "û", "u" }, { "ë", "e" }, { "ï", "i" },
  { "ÿ", "y" }, { "ç", "c" }, { "Â", "A" }, { "Ê", "E" }, { "Î", "I" }, { "Ô", "O" }, { "Û", "U" },
  { "Ë", "E" }, { "Ï", "I" }, { "À", "A" }, { "È", "E" }, { "Ù", "U" }, { "á", "a" }, { "í", "i" },
  { "ó", "o" }, { "ú", "u" }, { "ã", "a" }, { "õ", "o" },
};

static const char *
fold_of (const Fold *folds, gsize n, gunichar letter)
{
  for (gsize i = 0; i < n; i++)
    if (g_utf8_get_char (folds[i].letter) == letter
        && *g_utf8_next_char (folds[i].letter) == '\0')
      return folds[i].becomes;
  return NULL;
}

static char *
apply (const Fold *folds, gsize n, const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0';)
    {
      const Fold *found = NULL;
      for (gsize i = 0; i < n && found == NULL; i++)
        if (g_str_has_prefix (p, folds[i].letter))
          found = &folds[i];
      if (found != NULL)
        {
          g_string_append (out, found->becomes);
          p += strlen (found->letter);
        }
      else
        {
          g_string_append_unichar (out, g_utf8_get_char (p));
          p = g_utf8_next_char (p);
        }
    }
  return g_string_free (out, FALSE);
}

char *
dcr_gsm_shorten (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autofree char *plain = apply (signs, G_N_ELEMENTS (signs), composed);
  g_autofree char *bare = apply (accents, G_N_ELEMENTS (accents), plain);
  DcrGsmCount with_accents, without;

  dcr_gsm_count (plain, &with_accents);
  dcr_gsm_count (bare, &without);
  if (without.parts < with_accents.parts)
    return g_steal_pointer (&bare);
  return g_steal_pointer (&plain);
}

GArray *
dcr_gsm_costs (const char *text)
{
  GArray *costs = g_array_new (FALSE, FALSE, sizeof (DcrGsmCost));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      guint septets, i;
      gboolean known = dcr_gsm_letter (letter, &septets);

      if (known && septets == 1)
        continue;
      for (i = 0; i < costs->len; i++)
        if (g_array_index (costs, DcrGsmCost, i).letter == letter)
          break;
      if (i == costs->len)
        {
          DcrGsmCost cost = { letter, 0, NULL, !known };
          if (!known)
            cost.becomes = fold_of (signs, G_N_ELEMENTS (signs), letter);
          if (!known && cost.becomes == NULL)
            cost.becomes = fold_of (accents, G_N_ELEMENTS (accents), letter);
          g_array_append_val (costs, cost);
        }
      g_array_index (costs, DcrGsmCost, i).times++;
    }
  return costs;
}
