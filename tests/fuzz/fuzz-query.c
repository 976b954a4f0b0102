/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what an agent types: a result that holds together, whatever the bytes. */
#include <string.h>

#include "fuzz.h"
#include "search/dcr-search-private.h"

static const char *const titles[] = {
  "Carte d’identité : perte", "Passeport d'un mineur", "Impôt sur le revenu : déclaration", "Aide au logement (APL)",
  "Travaux et permis de construire", "Prud'hommes : saisir le conseil", "Carte grise (certificat d'immatriculation)",
};

/* A corpus of its own, in memory: no file is needed. */
static DcrSearch *
make_search (void)
{
  g_autoptr (DcrCorpus) corpus = g_new0 (DcrCorpus, 1);
  static const DcrLexiconEntry lexicon[] = { { "carte grise", "certificat d'immatriculation", 1 },
                                             { "papiers", "carte d'identité|passeport", 0.8 } };
  DcrSearch *search = g_new0 (DcrSearch, 1);
  g_autoptr (GBytes) bytes = NULL;

  corpus->docs = g_array_new (FALSE, TRUE, sizeof (DcrCorpusDoc));
  corpus->passages = g_array_new (FALSE, TRUE, sizeof (DcrCorpusPassage));
  corpus->strings = g_string_chunk_new (1024);
  for (guint i = 0; i < 4 * G_N_ELEMENTS (titles); i++)
    {
      const char *title = titles[i % G_N_ELEMENTS (titles)];
      DcrCorpusPassage passage = { "introduction", title, title, DCR_PASSAGE_INTRO };
      DcrCorpusDoc doc = { .rowid = i + 1,
                           .audience = i % DCR_N_AUDIENCES,
                           .title = title,
                           .description = title,
                           .hash = "",
                           .theme = "Papiers",
                           .theme_id = "N1",
                           .first_passage = 2 * i,
                           .n_passages = 2 };

      doc.id = g_string_chunk_insert (corpus->strings, "F0");
      ((char *) doc.id)[1] += i % 10;
      g_array_append_val (corpus->passages, passage);
      passage.address = "texte";
      passage.text = titles[(i + 1) % G_N_ELEMENTS (titles)];
      passage.role = DCR_PASSAGE_BODY;
      g_array_append_val (corpus->passages, passage);
      g_array_append_val (corpus->docs, doc);
    }
  bytes = dcr_index_build (corpus, "fuzz", NULL, TRUE, NULL);
  search->engine = dcr_engine_new (dcr_index_new (bytes, NULL, NULL));
  dcr_search_set_lexicon (search, lexicon, G_N_ELEMENTS (lexicon));
  return search;
}

static void
check (const DcrSearchResult *result, guint limit)
{
  g_assert_cmpuint (result->hits->len, <=, limit);
  g_assert_cmpuint (result->total, >=, result->hits->len);
  g_assert_true (result->corrected == NULL || result->hits->len > 0);
  for (guint i = 0; i < result->hits->len; i++)
    {
      const DcrHit *hit = g_ptr_array_index (result->hits, i);
      g_assert_true (g_utf8_validate (hit->title, -1, NULL));
      g_assert_true (hit->sentence == NULL || g_utf8_validate (hit->sentence, -1, NULL));
      g_assert_true (hit->sentence == NULL || strstr (hit->sentence, "<b><b>") == NULL);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static DcrSearch *search;
  g_autofree char *words = g_strndup ((const char *) data, size);
  DcrSearchRequest request = { .words = words, .limit = 1 + size % 30, .snippets = size % 12,
                               .audiences = size % 8, .as_typed = size % 5 == 0 };
  g_autoptr (DcrSearchResult) result = NULL, again = NULL;

  if (search == NULL)
    search = make_search ();
  result = dcr_search_query (search, &request);
  check (result, request.limit);
  again = dcr_search_query (search, &request); /* nothing of a query stays behind */
  g_assert_cmpuint (result->total, ==, again->total);
  g_assert_cmpuint (result->hits->len, ==, again->hits->len);
  for (guint i = 0; i < result->hits->len; i++)
    g_assert_cmpint (((const DcrHit *) g_ptr_array_index (result->hits, i))->rowid, ==,
                     ((const DcrHit *) g_ptr_array_index (again->hits, i))->rowid);
  return 0;
}
