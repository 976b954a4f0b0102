/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-french.h"

#include <string.h>

/* The analysis, case by case, each with the rule it shows.
 * F: dcr_french_fold(); T: folded tokens; S: stems; L: singulars; A: tokens with their flags
 * (# number, ^ acronym, @ id); C: content words only; P: the bytes each token stands for. */
typedef struct { char what; const char *input, *expected, *rule; } Case;

static const Case cases[] = {
#include "cases-french.inc"
};

static char *
analyse (char what, const char *input)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();
  DcrFrenchIter iter;
  DcrToken token;

  if (what == 'F')
    return dcr_french_fold (input, -1);
  dcr_french_iter_init (&iter, input, -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      char buffer[DCR_TOKEN_MAX];

      g_strlcpy (buffer, token.folded, sizeof buffer);
      if (what == 'S')
        dcr_stemmer_stem (stemmer, &token, buffer);
      else if (what == 'L')
        dcr_french_singular (token.folded, buffer);
      else if (what == 'C' && dcr_french_word_class (token.folded) != DCR_WORD_CONTENT)
        continue;
      if (out->len > 0)
        g_string_append_c (out, what == 'P' ? '|' : ' ');
      if (what == 'P')
        g_string_append_len (out, input + token.start, token.end - token.start);
      else
        g_string_append (out, buffer);
      if (what == 'A' && token.flags != DCR_TOKEN_PLAIN)
        g_string_append (out, token.flags & DCR_TOKEN_ID        ? "@"
                              : token.flags & DCR_TOKEN_ACRONYM ? "^"
                                                                : "#");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_cases (void)
{
  guint wrong = 0;

  g_assert_cmpuint (G_N_ELEMENTS (cases), >=, 200);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = analyse (cases[i].what, cases[i].input);
      if (strcmp (got, cases[i].expected) != 0)
        {
          g_printerr ("%c [%s]: [%s] and not [%s] (%s)\n", cases[i].what, cases[i].input, got,
                      cases[i].expected, cases[i].rule);
          wrong++;
        }
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* Any text at all: pieces that have a rule of their own, and characters of the whole of Unicode. */
static char *
random_text (GRand *rand)
{
  static const char *const pieces[]
      = { "l’",        "qu'", "aujourd'", "-",        "\xc2\xa0", "(e)s", "·e·s",  ".",   "É",
          "e\xcc\x81", "œ",   "1",        "500",      " ",        "3939", "F1344", "APL", "ﬁ",
          "½",         "€",   "\xff",     "\xe2\x80", "İ",        "ẞ",    "aux",   "n°" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
    if (g_rand_boolean (rand))
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    else
      {
        gunichar c = g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 0x250 : 0x10ffff);
        if (g_unichar_validate (c))
          g_string_append_unichar (text, c);
      }
  return g_string_free (text, FALSE);
}

static void
test_fold_is_idempotent (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1344);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *text = random_text (rand);
      g_autofree char *once = dcr_french_fold (text, -1);
      g_autofree char *twice = dcr_french_fold (once, -1);

      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpstr (once, ==, twice);
    }
}

static void
test_tokens_lie_in_the_text (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3939);
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *text = random_text (rand);
      gsize length = strlen (text), last = 0;
      char stem[DCR_TOKEN_MAX];
      DcrFrenchIter iter;
      DcrToken token;

      dcr_french_iter_init (&iter, text, length);
      while (dcr_french_iter_next (&iter, &token))
        {
          g_assert_cmpuint (token.start, >=, last);
          g_assert_cmpuint (token.end, >, token.start);
          g_assert_cmpuint (token.end, <=, length);
          g_assert_true (g_utf8_validate (token.folded, -1, NULL));
          g_assert_true (g_utf8_validate (token.lower, -1, NULL));
          g_assert_null (strchr (token.folded, ' '));
          g_assert_cmpuint (dcr_stemmer_stem (stemmer, &token, stem), ==, strlen (stem));
          g_assert_cmpuint (dcr_french_singular (token.folded, stem), ==, strlen (stem));
          last = token.end;
        }
    }
}

/* What is composed and what is decomposed are the same words. */
static void
test_nfd_reads_as_nfc (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = random_text (rand);
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      g_autofree char *nfc = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
      g_autofree char *nfd = g_utf8_normalize (valid, -1, G_NORMALIZE_NFD);
      g_autofree char *a = dcr_french_fold (nfc, -1), *b = dcr_french_fold (nfd, -1);

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_words (void)
{
  g_auto (GStrv) words = dcr_french_words ("Perte de la carte d’identité");
  g_autofree char *joined = g_strjoinv ("|", words);

  g_assert_cmpstr (joined, ==, "perte|de|la|carte|identite");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/french/cases", test_cases);
  g_test_add_func ("/text/french/fold-is-idempotent", test_fold_is_idempotent);
  g_test_add_func ("/text/french/tokens-lie-in-the-text", test_tokens_lie_in_the_text);
  g_test_add_func ("/text/french/nfd-reads-as-nfc", test_nfd_reads_as_nfc);
  g_test_add_func ("/text/french/words", test_words);
  return g_test_run ();
}
