/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as French text: tokens in order inside it, folding twice is folding once. */
#include <string.h>

#include "fuzz.h"
#include "text/dcr-french.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_memdup2 (data, size + 0); /* no NUL after it: reading past the end is seen */
  g_autofree char *once = dcr_french_fold (text != NULL ? text : "", (gssize) size);
  g_autofree char *twice = dcr_french_fold (once, -1);
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();
  DcrFrenchIter iter;
  DcrToken token;
  gsize last = 0;

  g_assert_true (g_utf8_validate (once, -1, NULL));
  g_assert_cmpstr (once, ==, twice);
  dcr_french_iter_init (&iter, text != NULL ? text : "", (gssize) size);
  while (dcr_french_iter_next (&iter, &token))
    {
      char out[DCR_TOKEN_MAX];

      g_assert_true (token.start >= last && token.end > token.start && token.end <= size);
      g_assert_true (g_utf8_validate (token.folded, -1, NULL)
                     && g_utf8_validate (token.lower, -1, NULL));
      g_assert_true (strlen (token.folded) < DCR_TOKEN_MAX && token.folded[0] != '\0');
      g_assert_cmpuint (dcr_stemmer_stem (stemmer, &token, out), ==, strlen (out));
      g_assert_cmpuint (dcr_french_singular (token.folded, out), ==, strlen (out));
      dcr_french_word_class (token.folded);
      last = token.end;
    }
  return 0;
}
