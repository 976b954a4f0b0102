/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-guard.h"

#include <string.h>

/* Kinds found, as letters in their order: N I C (caller) K, h u r i. */
static char *
found_in (const char *text, const char *number)
{
  static const char letters[DCR_N_GUARDS] = { 'N', 'I', 'C', 'K', 'h', 'u', 'r', 'i' };
  g_autoptr (GArray) found = dcr_guard_check (text, number);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const DcrGuardFinding *finding = &g_array_index (found, DcrGuardFinding, i);
      g_assert_cmpuint (finding->start, <, finding->end);
      g_assert_cmpuint (finding->end, <=, strlen (text));
      g_string_append_c (out, letters[finding->kind]);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text, *found;
} cases[] = {
  /* NIR */
  { "185057800608491", "N" },
  { "1 85 05 78 006 084 91", "N" },
  { "1.85.05.78.006.084.91", "N" },
  { "1 85 05 78 006 084-91", "N" },
  { "1\302\24085\302\24005\302\24078\302\240006\302\240084\302\24091", "N" },
  { "NIR:185057800608491.", "N" },
  { "NIR185057800608491", "N" },
  { "Elle donne 2 69 05 49 588 157 80 et raccroche", "N" },
  { "185057800608492", "" },      /* key wrong */
  { "1850578006084", "" },        /* without key: any file number */
  { "91850578006084910", "" },    /* inside a longer number */
  { "1 85 13 78 006 084 27", "" }, /* no such month */
  /* IBAN */
  { "FR76 3000 6000 0112 3456 7890 189", "I" },
  { "fr7630006000011234567890189", "I" },
  { "IBAN FR7630006000011234567890189", "I" },
  { "BE68 5390 0754 7034", "I" },
  { "DE89370400440532013000", "I" },
  { "FR76 3000 6000 0112 3456 7890 188", "" },
  { "FR76 3000", "" },
  /* cards */
  { "4111 1111 1111 1111", "C" },
  { "5500005555555559", "C" },
  { "5500-0055-5555-5559", "C" },
  { "3714 496353 98431", "C" },
  { "30569309025904 non, 3056 930902 5904", "C" }, /* 14 digits at once are a Siret */
  { "2221 0000 0000 0009", "C" },
  { "4111 1111 1111 1112", "" },
  { "SIRET 362 521 879 00034", "" },
  { "36252187900034", "" },
  /* the caller's number */
  { "rappeler 06 39 98 41 27", "K" },
  { "rappeler +33 6 39 98 41 27", "K" },
  { "rappeler 0639984128", "" },
  /* words */
  { "Elle est enceinte de six mois", "h" },
  { "déléguée CGT", "u" },
  { "de confession musulmane", "r" },
  { "cet abruti a raccroché", "i" },
  { "encore un cas social", "i" },
  { "Dépression et syndicat", "hu" },
  { "Connaître ses droits, consommation, contrat, condition", "" },
  { "Demande le syndic de sa copropriété, arrêt maladie, handicap, hôpital", "" },
  { "Juillet, jupe, protestation reçue, pratique", "" },
  { "", "" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = found_in (cases[i].text, "0639984127");
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_true (dcr_guard_refuses (cases[i].text, "0639984127")
                     == (strpbrk (cases[i].found, "NICK") != NULL));
    }
}

static guint
mod_97 (const char *digits)
{
  guint rest = 0;
  for (; *digits != '\0'; digits++)
    rest = (rest * 10 + (*digits - '0')) % 97;
  return rest;
}

/* Where one is born: mainland, Corsica before and since 1976, overseas (department of three digits), abroad. */
static char *
make_birthplace (GRand *rand, const char **counted)
{
  const int district = g_rand_int_range (rand, 1, 991);

  *counted = NULL;
  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      *counted = "19";
      return g_strdup_printf ("2A%03d", district);
    case 1:
      *counted = "18";
      return g_strdup_printf ("2B%03d", district);
    case 2: return g_strdup_printf ("97%d%02d", g_rand_int_range (rand, 1, 9), district % 90 + 1);
    case 3: return g_strdup_printf ("98%d%02d", g_rand_int_range (rand, 4, 9), district % 90 + 1);
    case 4: return g_strdup_printf ("99%03d", district);
    default: return g_strdup_printf ("%02d%03d", g_rand_int_range (rand, 1, 96), district);
    }
}

/* A valid NIR; sexes 3, 4, 7 and 8 are those of people not yet registered. */
static char *
make_nir (GRand *rand)
{
  static const char sexes[] = "11221122347";
  int month = g_rand_int_range (rand, 1, 13 + 1 + 13 + 50);
  char sex = sexes[g_rand_int_range (rand, 0, 11)];
  const char *counted;
  g_autofree char *place = make_birthplace (rand, &counted);

  /* known; 20; 30 to 42; 50 to 99 */
  month = month <= 12 ? month : month == 13 ? 20 : month <= 26 ? month + 16 : month + 23;
  g_autofree char *head = g_strdup_printf ("%c%02d%02d", sex, g_rand_int_range (rand, 0, 100), month);
  g_autofree char *order = g_strdup_printf ("%03d", g_rand_int_range (rand, 1, 1000));
  g_autofree char *number
      = g_strconcat (head, counted ? counted : "", counted ? place + 2 : place, order, NULL);

  return g_strdup_printf ("%s%s%s%02u", head, place, order, 97 - mod_97 (number));
}

/* Separators put in at random, never two at once. */
static char *
spread (const char *digits, GRand *rand)
{
  static const char *const gaps[] = { " ", "\302\240", ".", "-", "\342\200\257" };
  const char *gap = gaps[g_rand_int_range (rand, 0, G_N_ELEMENTS (gaps))];
  GString *out = g_string_new ("le ");

  for (const char *p = digits; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (p[1] != '\0' && g_rand_int_range (rand, 0, 3) == 0)
        g_string_append (out, gap);
    }
  g_string_append (out, ", dit l’appelant");
  return g_string_free (out, FALSE);
}

static void
test_every_nir (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *nir = make_nir (rand), *text = spread (nir, rand);
      if (!dcr_guard_refuses (text, NULL))
        g_error ("not found: %s", text);
    }
}

/* Signs as ISO 13616 counts them: letters from A = 10 on. */
static char *
as_digits (const char *signs)
{
  GString *out = g_string_new (NULL);

  for (; *signs != '\0'; signs++)
    if (g_ascii_isdigit (*signs))
      g_string_append_c (out, *signs);
    else
      g_string_append_printf (out, "%d", *signs - 'A' + 10);
  return g_string_free (out, FALSE);
}

/* Country and the account as its bank writes it: n a digit, c a digit or letter, a a letter. */
static const char *const ibans[][2] = {
  { "FR", "nnnnnnnnnncccccccccccnn" }, { "MC", "nnnnnnnnnncccccccccccnn" },
  { "BE", "nnnnnnnnnnnn" },            { "DE", "nnnnnnnnnnnnnnnnnn" },
  { "CH", "nnnnncccccccccccc" },       { "ES", "nnnnnnnnnnnnnnnnnnnn" },
  { "GB", "aaaannnnnnnnnnnnnn" },      { "IT", "annnnnnnnnncccccccccccc" },
  { "LU", "nnnccccccccccccc" },        { "MT", "aaaannnnncccccccccccccccccc" },
  { "NL", "aaaannnnnnnnnn" },          { "NO", "nnnnnnnnnnn" },
  { "PT", "nnnnnnnnnnnnnnnnnnnnn" },   { "LC", "aaaacccccccccccccccccccccccc" },
};

static char *
make_iban (GRand *rand, const char *country, const char *shape)
{
  g_autoptr (GString) account = g_string_new (NULL);

  for (; *shape != '\0'; shape++)
    if (*shape == 'n' || (*shape == 'c' && g_rand_int_range (rand, 0, 4) != 0))
      g_string_append_c (account, '0' + g_rand_int_range (rand, 0, 10));
    else
      g_string_append_c (account, 'A' + g_rand_int_range (rand, 0, 26));
  g_autofree char *turned = g_strconcat (account->str, country, "00", NULL);
  g_autofree char *digits = as_digits (turned);
  return g_strdup_printf ("%s%02u%s", country, 98 - mod_97 (digits), account->str);
}

static void
test_every_iban (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < 5000; i++)
    {
      /* every other one is of France */
      guint at = i % 2 ? 0 : i / 2 % G_N_ELEMENTS (ibans);
      g_autofree char *iban = make_iban (rand, ibans[at][0], ibans[at][1]);
      g_autofree char *text = spread (iban, rand);
      if (!dcr_guard_refuses (text, NULL))
        g_error ("not found: %s", text);
    }
}

static char
luhn_digit (const char *digits, guint n)
{
  guint sum = 0;
  for (guint i = 0; i < n; i++)
    {
      guint digit = digits[n - 1 - i] - '0';
      if (i % 2 == 0 && (digit *= 2) > 9)
        digit -= 9;
      sum += digit;
    }
  return '0' + (10 - sum % 10) % 10;
}

static void
test_every_card (void)
{
  static const struct
  {
    const char *range;
    guint length;
  } ranges[] = {
    { "4", 16 },    { "4", 13 },    { "4", 19 },    { "51", 16 },   { "52", 16 },   { "53", 16 },
    { "54", 16 },   { "55", 16 },   { "2221", 16 }, { "2300", 16 }, { "2720", 16 }, { "34", 15 },
    { "37", 15 },   { "6011", 16 }, { "65", 16 },   { "62", 16 },   { "62", 19 },   { "50", 16 },
    { "58", 16 },   { "67", 16 },   { "3528", 16 }, { "3589", 16 },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 5000; i++)
    {
      const char *range = ranges[i % G_N_ELEMENTS (ranges)].range;
      guint length = ranges[i % G_N_ELEMENTS (ranges)].length;
      char card[20];
      g_autofree char *text = NULL;
      strcpy (card, range);
      for (guint k = strlen (range); k < length - 1; k++)
        card[k] = '0' + g_rand_int_range (rand, 0, 10);
      card[length - 1] = luhn_digit (card, length - 1);
      card[length] = '\0';
      text = spread (card, rand);
      if (!dcr_guard_refuses (text, NULL))
        g_error ("not found: %s", text);
    }
}

/* What agents do write: file numbers of the administrations, dates, amounts, hours, postcodes. */
static char *
make_harmless (GRand *rand, guint i)
{
#define R(from, to) g_rand_int_range (rand, from, to)
  switch (i % 20)
    {
    case 0: return g_strdup_printf ("dossier %07d", R (0, 9999999));
    case 1:
      return g_strdup_printf ("allocataire %07d, rappel le %02d/%02d/2026", R (0, 9999999),
                              R (1, 29), R (1, 13));
    case 2:
      return g_strdup_printf ("numéro fiscal %d%06d%06d", R (0, 4), R (0, 999999), R (0, 999999));
    case 3: return g_strdup_printf ("réf. 2026-%06d", R (0, 999999));
    case 4: return g_strdup_printf ("titre de séjour n° 75%08d", R (0, 99999999));
    case 5:
      return g_strdup_printf ("demande %c%c%c%c%06d", 'A' + R (0, 26), 'A' + R (0, 26),
                              'A' + R (0, 26), 'A' + R (0, 26), R (0, 999999));
    case 6: return g_strdup_printf ("%d %03d,%02d €", R (1, 99), R (0, 999), R (0, 99));
    case 7: return g_strdup_printf ("%d %03d %03d €", R (1, 99), R (0, 999), R (0, 999));
    case 8:
      return g_strdup_printf ("le %02d.%02d.%04d à %d h %02d", R (1, 29), R (1, 13), R (1940, 2030),
                              R (8, 19), R (0, 60));
    case 9:
      return g_strdup_printf ("né le %02d/%02d/%04d à Lyon (%05d)", R (1, 29), R (1, 13),
                              R (1940, 2010), R (1000, 96000));
    case 10: return g_strdup_printf ("avis 26 2A %07d %02d", R (0, 9999999), R (0, 99));
    case 11:
      return g_strdup_printf ("SIRET %03d %03d %03d %05d", R (100, 999), R (100, 999), R (100, 999),
                              R (0, 99999));
    case 12:
      return g_strdup_printf ("immatriculation %c%c-%03d-%c%c", 'A' + R (0, 26), 'A' + R (0, 26),
                              R (0, 999), 'A' + R (0, 26), 'A' + R (0, 26));
    case 13:
      return g_strdup_printf ("cerfa %05d*%02d, article L%d-%d", R (10000, 17000), R (1, 20),
                              R (100, 9999), R (1, 40));
    case 14:
      return g_strdup_printf ("du %02d/%02d/2025 au %02d/%02d/2026, %d jours", R (1, 29), R (1, 13),
                              R (1, 29), R (1, 13), R (1, 365));
    case 15:
      return g_strdup_printf ("colis %c%c%09dFR", 'A' + R (0, 26), 'A' + R (0, 26),
                              R (0, 999999999));
    case 16:
      return g_strdup_printf ("facture %04d-%04d-%04d", R (0, 9999), R (0, 9999), R (0, 9999));
    case 17:
      return g_strdup_printf ("IDE-%06d-%03d, demande du %d novembre", R (0, 999999), R (0, 999),
                              R (1, 31));
    case 18: return g_strdup_printf ("numéro d’étranger %010d", R (0, 999999999));
    default:
      return g_strdup_printf ("loyers %d,%02d € puis %d,%02d €, %d ans", R (300, 2000), R (0, 99),
                              R (300, 2000), R (0, 99), R (18, 99));
    }
#undef R
}

static void
test_harmless (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *text = make_harmless (rand, i);
      g_autofree char *found = found_in (text, "0639984127");
      if (found[0] != '\0')
        g_error ("flagged (%s): %s", found, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guard/table", test_table);
  g_test_add_func ("/guard/every-nir", test_every_nir);
  g_test_add_func ("/guard/every-iban", test_every_iban);
  g_test_add_func ("/guard/every-card", test_every_card);
  g_test_add_func ("/guard/harmless", test_harmless);
  return g_test_run ();
}
