/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-masking.h"

#include <string.h>

static const char *const names[] = { "Dupont-Moreau", "Éloïse de la Tour", "Mme Madame Karadec", NULL };

typedef struct
{
  const char *text, *expected;
} Case;

#define NIR "[social security number]"
#define IBAN "[bank account]"
#define CARD "[bank card]"
#define TEL "[telephone number]"
#define MAIL "[e-mail address]"
#define NAME "[the caller]"

static const Case masked[] = {
  { "Son NIR 1 85 05 78 006 084 91 est faux.", "Son NIR " NIR " est faux." },
  { "185057800608491", NIR },
  { "NIR sans clé : 1 85 05 78 006 084.", "NIR sans clé : " NIR "." },
  { "Corse 1 85 05 2A 006 084, née là-bas", "Corse " NIR ", née là-bas" },
  { "IBAN FR76 3000 6000 0112 3456 7890 189 à créditer", "IBAN " IBAN " à créditer" },
  { "Carte 4970 1012 3456 7894 refusée", "Carte 4970 1012 3456 7894 refusée" }, /* Luhn is wrong: no card */
  { "Carte 4111 1111 1111 1111 refusée", "Carte " CARD " refusée" },
  { "Rappeler au 06 39 98 41 27 demain", "Rappeler au " TEL " demain" },
  { "0639984127", TEL },
  { "06.39.98.41.27, 06-39-98-41-27 et 06/39/98/41/27", TEL ", " TEL " et " TEL },
  { "06\u00a039\u00a098\u202f41\u202f27", TEL },
  { "+33 6 39 98 41 27 ou +33 (0)6 39 98 41 27 ou 0033639984127", TEL " ou " TEL " ou " TEL },
  { "La Réunion 0692 12 34 56, Mayotte +262 639 12 34 56", "La Réunion " TEL ", Mayotte " TEL },
  { "En Belgique +32 470 12 34 56.", "En Belgique " TEL "." },
  { "0639984127 75010 Paris", TEL " 75010 Paris" },
  { "écrire à jean.dupont@orange.fr, merci", "écrire à " MAIL ", merci" },
  { "marie.le-goff+caf@mail.service.example", MAIL },
  { "éloïse@exemple.fr.", MAIL "." },
  { "jean (at) orange.fr ; jean arobase orange.fr ; jean @ orange.fr", MAIL " ; " MAIL " ; " MAIL },
  { "Mme Dupont-Moreau attend", "Mme " NAME " attend" },
  { "MME DUPONT MOREAU ATTEND", "MME " NAME " ATTEND" },
  { "mme dupont attend, moreau aussi", "mme " NAME " attend, " NAME " aussi" },
  { "Eloise Dupont, la Tour", NAME ", la " NAME },
  { "l’adresse d’Éloïse", "l’adresse d’" NAME },
  { "eloise.dupont@orange.fr", MAIL },
  { "Mme Karadec, madame Karadec, une autre dame", "Mme " NAME ", madame " NAME ", une autre dame" },
  { "Deux lignes :\n06 39 98 41 27\nfin", "Deux lignes :\n" TEL "\nfin" },
};

/* What a back office needs to find the file, and what belongs to nobody. */
static const char *const kept[] = {
  "Dossier 5XK2 81940 déposé le 06/10/2026 à 10 h 30",
  "Numéro de demande 2026-0612-3456-78",
  "Dossier AB0639984127, facture 0639984127X",
  "Le 3939, le 0 800 360 360, le 36 46, le 116 006 et le 15",
  "Code postal 69003, 12 décembre 2026, 1 500,50 €, 25 %",
  "Articles L. 111-2 et R. 421-1 du code",
  "Siret 732 829 320 00074",
  "Numéro fiscal 30 23 217 600 053",
  "3 @ 2.50 € pièce, a@b, @mairie",
  "Titre 12AB34567, immatriculation AB-123-CD",
  "La tour de la mairie, deux points",
  "https://www.service-public.gouv.fr/particuliers/vosdroits/F1344",
  "",
};

static void
test_masked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (masked); i++)
    {
      g_autofree char *once = dcr_masking_apply (masked[i].text, names, NULL);
      g_autofree char *twice = dcr_masking_apply (once, names, NULL);
      g_assert_cmpstr (once, ==, masked[i].expected);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_kept (void)
{
  const char *const other[] = { "Bernard", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      guint found;
      g_autofree char *text = dcr_masking_apply (kept[i], other, &found);
      g_assert_cmpstr (text, ==, kept[i]);
      g_assert_cmpuint (found, ==, 0);
    }
}

static void
test_found (void)
{
  guint found;
  g_autofree char *text = dcr_masking_apply ("Dupont, 06 39 98 41 27, a.b@c.fr", names, &found);
  g_autofree char *none = dcr_masking_apply (NULL, NULL, &found);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (found, ==, 0);
  g_assert_cmpstr (text, ==, NAME ", " TEL ", " MAIL);
}

/* However a number is broken up and whatever stands around it, no eight of its digits get through. */
static void
test_random_forms (void)
{
  static const char *const separators[] = { "", " ", ".", "-", "\u00a0", "\u202f", "/", "\u2009" };
  static const char *const around[]
      = { " ", "\n", "(", ")", ",", ";", ":", "«", "»", ".", "!", "'", "’", "" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 2000; i++)
    {
      GString *text = g_string_new ("Rappeler");
      g_autofree char *out = NULL;
      g_string_append (text, around[g_rand_int_range (rand, 0, 6)]);
      g_string_append (text, g_rand_boolean (rand) ? "06" : "+336");
      for (guint pair = 0; pair < 4; pair++)
        {
          g_string_append (text, separators[g_rand_int_range (rand, 0, G_N_ELEMENTS (separators))]);
          g_string_append_printf (text, "%02d", g_rand_int_range (rand, 10, 99));
        }
      g_string_append (text, around[g_rand_int_range (rand, 0, G_N_ELEMENTS (around))]);
      g_string_append (text, " demain");
      out = dcr_masking_apply (text->str, NULL, NULL);
      g_test_message ("%s", text->str);
      g_assert_nonnull (strstr (out, TEL));
      g_string_free (text, TRUE);
    }
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint i = 0; i < 5000; i++)
    {
      char text[64];
      guint n = g_rand_int_range (rand, 0, sizeof text);
      for (guint j = 0; j < n; j++)
        text[j] = g_rand_int_range (rand, 0, 3) == 0
                      ? "0123456789+@. -("[g_rand_int_range (rand, 0, 16)]
                      : (char) g_rand_int_range (rand, 1, 256);
      text[n] = '\0';
      g_autofree char *out = dcr_masking_apply (text, names, NULL);
      g_assert_true (g_utf8_validate (out, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/masking/masked", test_masked);
  g_test_add_func ("/masking/kept", test_kept);
  g_test_add_func ("/masking/found", test_found);
  g_test_add_func ("/masking/random-forms", test_random_forms);
  g_test_add_func ("/masking/random-bytes", test_random_bytes);
  return g_test_run ();
}
