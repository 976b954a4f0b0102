/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-gsm.h"

#include <string.h>

/* ---- An independent count: the alphabet by code point, a text written out septet by septet ---- */

static const gunichar alphabet[] = {
  '@',   0xa3, '$',  0xa5,  0xe8, 0xe9,  0xf9,  0xec,  0xf2,  0xc7,  '\n',  0xd8,  0xf8,
  '\r',  0xc5, 0xe5, 0x394, '_',  0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398,
  0x39e, 0x1b, 0xc6, 0xe6,  0xdf, 0xc9,  ' ',   '!',   '"',   '#',   0xa4,  '%',   '&',
  '\'',  '(',  ')',  '*',   '+',  ',',   '-',   '.',   '/',   '0',   '1',   '2',   '3',
  '4',   '5',  '6',  '7',   '8',  '9',   ':',   ';',   '<',   '=',   '>',   '?',   0xa1,
  'A',   'B',  'C',  'D',   'E',  'F',   'G',   'H',   'I',   'J',   'K',   'L',   'M',
  'N',   'O',  'P',  'Q',   'R',  'S',   'T',   'U',   'V',   'W',   'X',   'Y',   'Z',
  0xc4,  0xd6, 0xd1, 0xdc,  0xa7, 0xbf,  'a',   'b',   'c',   'd',   'e',   'f',   'g',
  'h',   'i',  'j',  'k',   'l',  'm',   'n',   'o',   'p',   'q',   'r',   's',   't',
  'u',   'v',  'w',  'x',   'y',  'z',   0xe4,  0xf6,  0xf1,  0xfc,  0xe0,
};
static const gunichar escaped[] = { 0x0c, '^', '{', '}', '\\', '[', '~', ']', '|', 0x20ac };

static guint
septets_of (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (escaped); i++)
    if (escaped[i] == c)
      return 2;
  for (guint i = 0; i < G_N_ELEMENTS (alphabet); i++)
    if (alphabet[i] == c && c != 0x1b)
      return 1;
  return 0;
}

static guint
independent_parts (const gunichar *text, gsize n)
{
  gboolean seven = TRUE;
  guint total = 0, parts = 1, room;

  for (gsize i = 0; i < n; i++)
    seven = seven && septets_of (text[i]) > 0;
  for (gsize i = 0; i < n; i++)
    total += seven ? septets_of (text[i]) : text[i] > 0xffff ? 2 : 1;
  if (n == 0)
    return 0;
  if (total <= (seven ? 160 : 70))
    return 1;
  room = seven ? 153 : 67;
  for (gsize i = 0; i < n; i++)
    {
      guint need = seven ? septets_of (text[i]) : text[i] > 0xffff ? 2 : 1;
      if (need > room)
        {
          parts++;
          room = seven ? 153 : 67;
        }
      room -= need;
    }
  return parts;
}

static gunichar
random_letter (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return escaped[g_rand_int_range (rand, 0, G_N_ELEMENTS (escaped))];
    case 1:
      return g_rand_int_range (rand, 0, 40) == 0
                 ? (gunichar) g_rand_int_range (rand, 0x1f300, 0x1f600)
                 : 'e';
    case 2:
      return g_rand_int_range (rand, 0, 60) == 0 ? (gunichar) g_rand_int_range (rand, 0xa0, 0x2100)
                                                 : ' ';
    default:
      return alphabet[g_rand_int_range (rand, 28, G_N_ELEMENTS (alphabet))];
    }
}

static void
test_agrees_with_independent_count (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 20000; round++)
    {
      gunichar letters[700];
      gsize n = g_rand_int_range (rand, 0, round % 50 == 0 ? 700 : 200);
      DcrGsmCount count;
      for (gsize i = 0; i < n; i++)
        letters[i] = random_letter (rand);
      g_autofree char *text = g_ucs4_to_utf8 (letters, n, NULL, NULL, NULL);
      g_autoptr (GArray) offsets = dcr_gsm_part_offsets (text);

      dcr_gsm_count (text, &count);
      g_assert_cmpuint (count.parts, ==, independent_parts (letters, n));
      g_assert_cmpuint (offsets->len, ==, count.parts);
      for (guint i = 0; i < offsets->len; i++) /* every part fits by itself and begins at a letter */
        {
          gsize from = g_array_index (offsets, gsize, i);
          gsize to = i + 1 < offsets->len ? g_array_index (offsets, gsize, i + 1) : strlen (text);
          g_autofree char *part = g_strndup (text + from, to - from);
          guint used = 0;
          g_assert_true (g_utf8_validate (part, -1, NULL));
          for (const char *p = part; *p; p = g_utf8_next_char (p))
            used += count.encoding == DCR_GSM_7BIT ? septets_of (g_utf8_get_char (p))
                    : g_utf8_get_char (p) > 0xffff ? 2
                                                   : 1;
          g_assert_cmpuint (used, <=, count.part_size);
        }
    }
}

static void
test_known_counts (void)
{
  static const struct
  {
    const char *letter;
    guint times;
    guint parts;
    DcrGsmEncoding encoding;
  } cases[] = {
    { "a", 160, 1, DCR_GSM_7BIT },  { "a", 161, 2, DCR_GSM_7BIT }, { "a", 306, 2, DCR_GSM_7BIT },
    { "a", 307, 3, DCR_GSM_7BIT },  { "€", 80, 1, DCR_GSM_7BIT },  { "€", 81, 2, DCR_GSM_7BIT },
    { "€", 152, 2, DCR_GSM_7BIT },  { "€", 153, 3, DCR_GSM_7BIT }, { "ê", 70, 1, DCR_GSM_UCS2 },
    { "ê", 71, 2, DCR_GSM_UCS2 },   { "ê", 135, 3, DCR_GSM_UCS2 }, { "😀", 35, 1, DCR_GSM_UCS2 },
    { "😀", 36, 2, DCR_GSM_UCS2 },  { "😀", 66, 2, DCR_GSM_UCS2 }, { "😀", 67, 3, DCR_GSM_UCS2 },
    { "é", 160, 1, DCR_GSM_7BIT },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      DcrGsmCount count;
      for (guint n = 0; n < cases[i].times; n++)
        g_string_append (text, cases[i].letter);
      dcr_gsm_count (text->str, &count);
      g_assert_cmpuint (count.parts, ==, cases[i].parts);
      g_assert_cmpint (count.encoding, ==, cases[i].encoding);
    }
}

static void
test_short_version (void)
{
  g_autofree char *signs = dcr_gsm_shorten ("L’aide « cœur » : 25 € – 3 œufs…");
  g_autofree char *kept = dcr_gsm_shorten ("Bientôt reçu");
  g_autoptr (GString) longer = g_string_new ("Bientôt reçu ");
  DcrGsmCount count;

  g_assert_cmpstr (signs, ==, "L'aide \"coeur\" : 25 € - 3 oeufs...");
  /* one part either way: the reader keeps the accents */
  g_assert_cmpstr (kept, ==, "Bientôt reçu");
  for (int i = 0; i < 20; i++)
    g_string_append (longer, "abcdef ");
  g_autofree char *folded = dcr_gsm_shorten (longer->str);
  g_assert_true (g_str_has_prefix (folded, "Bientot recu "));
  dcr_gsm_count (folded, &count);
  g_assert_cmpuint (count.parts, ==, 1);
}

static void
test_costs (void)
{
  g_autoptr (GArray) costs = dcr_gsm_costs ("Coût : 25 €, reçu à l’œil, coût 😀");
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < costs->len; i++)
    {
      DcrGsmCost *cost = &g_array_index (costs, DcrGsmCost, i);
      g_string_append_unichar (seen, cost->letter);
      g_string_append_printf (seen, "%u%s ", cost->times, cost->becomes ? cost->becomes : "-");
    }
  g_assert_cmpstr (seen->str, ==, "û2u €1- ç1c ’1' œ1oe 😀1- ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/gsm/known-counts", test_known_counts);
  g_test_add_func ("/text/gsm/independent-count", test_agrees_with_independent_count);
  g_test_add_func ("/text/gsm/short-version", test_short_version);
  g_test_add_func ("/text/gsm/costs", test_costs);
  return g_test_run ();
}
